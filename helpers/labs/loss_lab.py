"""Notebook 02: the loss as a parabola, its tangent, and a chord that becomes the tangent."""

import numpy as np

from helpers.formatting import factor, typeset
from helpers.labs.chart import (
    BACKWARD,
    FORWARD,
    INK,
    LOSS,
    QUIET,
    ChartLab,
    ChartMark,
    add_legend,
    empty_chart,
    own_settings,
)
from helpers.labs.controls import Dial
from helpers.labs.kit import Question, button
from helpers.network import forward, loss
from helpers.worked_example import worked_example

NUDGE = 0.64  # six halvings lead to 0.01
REACH = 1.5  # of the chart, to both sides of y_true


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
        ends = self._y_true - REACH, self._y_true + REACH
        super().__init__(
            f"The loss against the prediction: a parabola, lowest at {typeset(self._y_true)}",
            [
                Dial("y_pred", self._start_at, *ends, step=0.01),
                Dial("nudge", NUDGE, 0.0025, 1, step=0.0025),
            ],
            [button("Halve the nudge", self.halve)],
        )

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
        y_pred, nudge = self.values["y_pred"], self.values["nudge"]
        here, there = loss(y_pred, self._y_true), loss(y_pred + nudge, self._y_true)
        p, q, t = typeset(y_pred), typeset(y_pred + nudge, 6), factor(self._y_true)
        h, rise = typeset(nudge), f"({typeset(there, 6)} − {typeset(here, 6)})"
        slope = typeset(y_pred - self._y_true)
        chord = typeset(_chord(self._y_true, y_pred, nudge))
        return (
            f"L = ½ × ({p} − {t})² = {typeset(here)}",
            f"slope of the tangent = y_pred − y_true = {p} − {t} = {slope}",
            f"slope of the chord = (L({q}) − L({p})) / {h} = {rise} / {h} = {chord}",
        )

    def chart(self):
        return loss_parabola(self._y_true)

    def marks(self):
        return loss_marks(self._y_true, self.values["y_pred"], self.values["nudge"])


def _chord(y_true, y_pred, nudge):
    """The slope between the point at y_pred and the point a nudge to its right."""
    return (loss(y_pred + nudge, y_true) - loss(y_pred, y_true)) / nudge


@own_settings()
def loss_parabola(y_true):
    """The loss against the prediction: L = ½(y_pred − y_true)². Returns a `Figure`."""
    predictions = np.linspace(y_true - REACH, y_true + REACH, 201)
    highest = loss(y_true + REACH, y_true)
    sides = y_true - 1.03 * REACH, y_true + 1.03 * REACH
    figure, axes = empty_chart("prediction y_pred", "loss L")
    axes.set(xlim=sides, ylim=(-0.12 * highest, 1.06 * highest))
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.plot(predictions, [loss(p, y_true) for p in predictions], color=LOSS, linewidth=2.2)
    add_legend(
        axes,
        ("line", LOSS, f"L = ½(y_pred − {factor(y_true)})²"),
        ("line", BACKWARD, "tangent at y_pred"),
        ("dashed", INK, "chord to a nudge away"),
        loc="upper center",
    )
    return figure


def loss_marks(y_true, y_pred, nudge):
    """The marks of `loss_parabola`: the point at y_pred, its tangent, the chord over the nudge.

    Both lines run across the whole chart, so that their slopes can be compared.
    """
    here, there = loss(y_pred, y_true), loss(y_pred + nudge, y_true)
    return [
        ChartMark((y_pred, y_pred), (0, here), "fine", FORWARD),
        _line_through(y_pred, here, y_pred - y_true, "line", BACKWARD),
        _line_through(y_pred, here, (there - here) / nudge, "dashed", INK),
        ChartMark((y_pred + nudge,), (there,), "ring", INK),
        ChartMark((y_pred,), (here,), "dot", FORWARD),
    ]


def _line_through(x, y, slope, style, colour, reach=10):
    """A line through (x, y) that runs far beyond the chart on both sides."""
    return ChartMark((x - reach, x + reach), (y - reach * slope, y + reach * slope), style, colour)
