"""Notebook 02: the loss as a parabola, its tangent, and a chord that becomes the tangent."""

from ipywidgets import HBox

from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question, button
from helpers.network import forward, loss
from helpers.plots import loss_marks, loss_parabola
from helpers.worked_example import worked_example

NUDGE = 0.64  # six halvings lead to 0.01


class LossLab(ChartLab):
    """Move the prediction along the parabola of the loss; shrink the nudge, compare the slopes.

    example: where the prediction begins, and the y_true that it should meet.
    """

    heading = "The loss and its slope"
    task = (
        "Move the prediction. Then shrink the nudge: the dashed line goes through the point at "
        "y_pred and the point a nudge to its right."
    )

    def __init__(self, example=worked_example):
        self._y_true = example.y_true
        self._start_at = float(forward(example.parameters, example.x).y_pred)
        self.questions = self._with_answers()
        text = f"The loss against the prediction: a parabola, lowest at {typeset(self._y_true)}"
        self._chart = MovingChart(loss_parabola(self._y_true), text)
        ends = self._y_true - 1.5, self._y_true + 1.5
        dials = [
            Dial("y_pred", self._start_at, *ends, step=0.01),
            Dial("nudge", NUDGE, 0.0025, 1, step=0.0025),
        ]
        super().__init__([self._chart, HBox([button("Halve the nudge", self.halve)])], {"": dials})

    def halve(self):
        """Halve the nudge, down to 0.0025."""
        self.move("nudge", self.values["nudge"] / 2)

    def _with_answers(self):
        start, y_true = self._start_at, self._y_true
        chords = [_chord(y_true, start, NUDGE / 2**halvings) for halvings in range(7)]
        return (
            Question(
                "Halve the nudge six times. Which number does the slope of the chord come near?",
                {},
                f"{typeset(start - y_true)}, the slope of the tangent. The chords have the slopes "
                f"{', '.join(map(typeset, chords))}: each halving halves what is still too much.",
            ),
            Question(
                "Move the prediction. Where is the tangent flat, and how large is the loss there?",
                {"y_pred": y_true + 1},
                f"At y_pred = {typeset(y_true)}, which is y_true. The loss there is 0.",
            ),
            Question(
                "Here the slope is negative. Which way must the prediction go to lower the loss?",
                {"y_pred": y_true - 1},
                "Up. A negative slope says that the loss falls when the prediction grows.",
            ),
        )

    def lines(self):
        """The loss, the slope of the tangent and the slope of the chord, each worked out."""
        y_true, y_pred, nudge = self._values()
        here, there = loss(y_pred, y_true), loss(y_pred + nudge, y_true)
        p, q, t, h = typeset(y_pred), typeset(y_pred + nudge, 6), factor(y_true), typeset(nudge)
        rise = f"({typeset(there, 6)} − {typeset(here, 6)})"
        chord = typeset(_chord(y_true, y_pred, nudge))
        return (
            f"L = ½ × ({p} − {t})² = {typeset(here)}",
            f"slope of the tangent = y_pred − y_true = {p} − {t} = {typeset(y_pred - y_true)}",
            f"slope of the chord = (L({q}) − L({p})) / {h} = {rise} / {h} = {chord}",
        )

    def _follow(self):
        lines = self.lines()
        self._chart.move(loss_marks(*self._values()), "; ".join(lines), lines)

    def chart_and_marks(self):
        return loss_parabola(self._y_true), loss_marks(*self._values())

    def _values(self):
        return self._y_true, self.values["y_pred"], self.values["nudge"]


def _chord(y_true, y_pred, nudge):
    """The slope between the point at y_pred and the point a nudge to its right."""
    return (loss(y_pred + nudge, y_true) - loss(y_pred, y_true)) / nudge
