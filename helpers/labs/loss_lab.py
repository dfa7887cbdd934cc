"""Notebook 02: the loss as a parabola, its tangent, and a chord that becomes the tangent."""

import numpy as np

from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, line_through, spot
from helpers.labs.controls import Dial
from helpers.labs.kit import Question, button
from helpers.network import forward, loss
from helpers.worked_example import parameters, x, y_true

FIRST_NUDGE = 0.64  # six halvings lead to 0.01
REACH = 1.5  # of the chart, to both sides of y_true


class LossLab(ChartLab):
    """Move the prediction along the parabola of the loss; shrink the nudge, compare the slopes."""

    heading = "The loss and its slope"
    task = (
        "Move the prediction. Then shrink the nudge: the dashed line goes through the point at "
        "y_pred and the point a nudge to its right."
    )
    questions = (
        Question(
            "Halve the nudge six times. Which number does the slope of the chord come near?",
            {},
            "0.16, the slope of the tangent. The chords have the slopes 0.48, 0.32, 0.24, 0.2, "
            "0.18, 0.17, 0.165: each halving halves what is still too much.",
        ),
        Question(
            "Move the prediction. Where is the tangent flat, and how large is the loss there?",
            {"y_pred": 2},
            "At y_pred = 1, which is y_true. The loss there is 0.",
        ),
        Question(
            "Here the slope is negative. Which way must the prediction go to lower the loss?",
            {"y_pred": 0},
            "Up. A negative slope says that the loss falls when the prediction grows.",
        ),
    )
    about = "The loss against the prediction: a parabola, lowest at 1"
    axes = "prediction y_pred", "loss L"
    room = 4

    def __init__(self):
        start = float(forward(parameters, x).y_pred)
        y_pred = Dial("y_pred", start, y_true - REACH, y_true + REACH, step=0.01)
        nudge = Dial("nudge", FIRST_NUDGE, 0.0025, 1, step=0.0025)
        super().__init__([y_pred, nudge], [button("Halve the nudge", self.halve)])

    def halve(self):
        """Halve the nudge, down to 0.0025."""
        self.move("nudge", self.values["nudge"] / 2)

    def lines(self):
        """The loss, the slope of the tangent and the slope of the chord, each worked out."""
        y_pred, nudge = self.values["y_pred"], self.values["nudge"]
        here, there = loss(y_pred, y_true), loss(y_pred + nudge, y_true)
        p, q, t = typeset(y_pred), typeset(y_pred + nudge, 6), factor(y_true)
        h, rise = typeset(nudge), f"({typeset(there, 6)} − {typeset(here, 6)})"
        slope, chord = typeset(y_pred - y_true), typeset(slope_of_chord(y_pred, nudge))
        return (
            f"L = ½ × ({p} − {t})² = {typeset(here)}",
            f"slope of the tangent = y_pred − y_true = {p} − {t} = {slope}",
            f"slope of the chord = (L({q}) − L({p})) / {h} = {rise} / {h} = {chord}",
        )

    def chart(self, axes):
        predictions = np.linspace(y_true - REACH, y_true + REACH, 201)
        highest = loss(y_true + REACH, y_true)
        sides = y_true - 1.03 * REACH, y_true + 1.03 * REACH
        axes.set(xlim=sides, ylim=(-0.12 * highest, 1.06 * highest))
        curve(axes, sides, (0, 0), "line", "quiet", linewidth=0.8)
        curve(axes, predictions, [loss(p, y_true) for p in predictions], "line", "loss")
        add_legend(
            axes,
            ("line", "loss", "L = ½(y_pred − 1)²"),
            ("line", "backward", "tangent at y_pred"),
            ("dashed", "ink", "chord to a nudge away"),
            loc="upper center",
        )

    def marks(self):
        """The point at y_pred, its tangent, the chord: both lines run across the whole chart."""
        y_pred, nudge = self.values["y_pred"], self.values["nudge"]
        here = loss(y_pred, y_true)
        return [
            ChartMark((y_pred, y_pred), (0, here), "fine", "forward"),
            line_through(y_pred, here, y_pred - y_true, "line", "backward"),
            line_through(y_pred, here, slope_of_chord(y_pred, nudge), "dashed", "ink"),
            spot(y_pred + nudge, loss(y_pred + nudge, y_true), "ring", "ink"),
            spot(y_pred, here, "dot", "forward"),
        ]


def slope_of_chord(y_pred, nudge):
    """The slope between the point at y_pred and the point a nudge to its right."""
    return (loss(y_pred + nudge, y_true) - loss(y_pred, y_true)) / nudge
