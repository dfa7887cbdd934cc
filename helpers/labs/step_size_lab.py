"""Notebook 07: the size of a nudge. Too large, the curve bends; too small, digits run out."""

import numpy as np

from helpers.formatting import number
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, spot
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss
from helpers.worked_example import W1, W2, b1, b2, parameters, x, y_true

NOISE = 1e-9  # below this an error is rounding, which differs from computer to computer
NUDGES = 10.0 ** np.arange(-14, 0.5, 0.5)
SMALLEST = 1e-16  # the foot of the error axis: as fine as a floating-point number can be


class StepSizeLab(ChartLab):
    """Slide a nudge from 1 down to 1e-14 and see how far off the nudged slope of W1[1, 0] is."""

    heading = "How small should a nudge be?"
    task = (
        "Slide the nudge of W1[1, 0] from one end to the other. The points show how far off the "
        "slope is; the lower, the better."
    )
    questions = (
        Question(
            "Make the nudge ten times larger, again and again. What does the relative error of the "
            "one-sided slope do?",
            {"nudge": 1e-5},
            "It grows ten times each, because the curve bends further away. The two-sided one "
            "does not: its faults cancel.",
        ),
        Question(
            "Here the nudge is tiny. Why are all three lines so bad?",
            {"nudge": 1e-13},
            "The two losses are equal in almost all of their sixteen digits. Hardly a digit of "
            "their difference is left.",
        ),
        Question(
            "A nudge of 1. Why is even the two-sided slope far off?",
            {"nudge": 1},
            "x₂ is 2, so nudging down takes 2 off z₁, which is 0.8: neuron 1 falls asleep.",
        ),
    )

    about = (
        "Relative error of a nudged slope against the nudge, from 1e-14 to 1. One-sided: a V with "
        "its foot near 1e-08. Two-sided: falls from left to right, and jumps up near 1. With "
        "sigmoid: a V with its foot near 1e-05"
    )
    axes = "nudge (log axis)", "relative error (log axis)", 0.14, 0.17

    def __init__(self):
        super().__init__([Dial("nudge", 1e-5, 1e-14, 1, scale="log")])

    def lines(self):
        """The nudge, and how far off each of the three slopes is."""
        nudge = self.values["nudge"]
        one_sided, two_sided, smooth = map(_words, slope_errors(nudge))
        return (
            f"nudge: {number(nudge, 3)}",
            f"one-sided slope: {one_sided}",
            f"two-sided slope: {two_sided}",
            f"two-sided slope with sigmoid: {smooth}",
        )

    def chart(self, axes):
        axes.set(xscale="log", yscale="log", xlim=(4e-15, 2.5), ylim=(SMALLEST / 3, 30))
        axes.set_xticks(10.0 ** np.arange(-14, 1, 2))
        axes.set_yticks(10.0 ** np.arange(-16, 1, 4))
        axes.minorticks_off()
        errors = np.maximum([slope_errors(nudge) for nudge in NUDGES], SMALLEST)
        lines = (
            ("dashed", "loss", "one-sided"),
            ("line", "forward", "two-sided"),
            ("fine", "quiet", "two-sided, with sigmoid"),
        )
        for row, (style, pen, _) in zip(errors.T, lines, strict=True):
            curve(axes, NUDGES, row, style, pen, linewidth=2)
        add_legend(axes, *lines, loc="lower left")

    def marks(self):
        """Where each of the three lines stands at this nudge."""
        nudge = self.values["nudge"]
        one_sided, two_sided, smooth = np.maximum(slope_errors(nudge), SMALLEST)
        return [
            ChartMark((nudge, nudge), (SMALLEST / 3, 30), "fine", "ink"),
            spot(nudge, smooth, "ring", "quiet"),
            spot(nudge, one_sided, "dot", "loss"),
            spot(nudge, two_sided, "dot", "forward"),
        ]


def _words(error):
    size = f"relative error {number(error, 2)}"
    return size if error >= NOISE else "relative error below 1e-09"


def slope_errors(nudge):
    """How far off the slope for W1[1, 0] is at this nudge, as a part of the true slope.

    Returns three numbers: one-sided, two-sided, two-sided with sigmoid for ReLU.
    """
    true = backward(parameters, forward(parameters, x), y_true).dW1[1, 0]
    a = _sigmoid(x @ W1 + b1)  # the chain rule with sigmoid for ReLU
    with_sigmoid = (a @ W2 + b2 - y_true) * W2[0] * a[0] * (1 - a[0]) * x[1]
    one_sided = (_loss_at(nudge, _relu) - _loss_at(0, _relu)) / nudge
    two_sided, smooth = (
        (_loss_at(nudge, activation) - _loss_at(-nudge, activation)) / (2 * nudge)
        for activation in (_relu, _sigmoid)
    )
    found = (one_sided, true), (two_sided, true), (smooth, with_sigmoid)
    return tuple(float(abs(slope - right) / abs(right)) for slope, right in found)


def _loss_at(change, activation):
    """The loss of the worked example, with this activation, after W1[1, 0] was changed."""
    a_hidden = activation(x @ (W1 + np.array([[0, 0], [change, 0]])) + b1)
    return loss(a_hidden @ W2 + b2, y_true)


def _relu(z):
    return np.maximum(z, 0)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))
