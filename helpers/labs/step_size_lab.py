"""Notebook 07: the size of a nudge. Too large, the curve bends; too small, digits run out."""

import numpy as np

from helpers.formatting import number
from helpers.labs.chart import (
    FORWARD,
    INK,
    LOSS,
    QUIET,
    ChartLab,
    ChartMark,
    empty_chart,
    own_settings,
)
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss
from helpers.worked_example import worked_example

NOISE = 1e-9  # below this an error is rounding, which differs from computer to computer
NUDGES = 10.0 ** np.arange(-14, 0.5, 0.5)
SMALLEST = 1e-16  # the foot of the error axis: as fine as a floating-point number can be
ABOUT = (
    "Relative error of a nudged slope against the nudge, from 1e-14 to 1. One-sided: a V with its "
    "foot near 1e-08. Two-sided: falls from left to right, and jumps up near 1. With sigmoid: a "
    "V with its foot near 1e-05"
)


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

    def __init__(self):
        super().__init__(ABOUT, [Dial("nudge", 1e-5, 1e-14, 1, scale="log")])

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

    def chart(self):
        return step_size_chart()

    def marks(self):
        return step_size_marks(self.values["nudge"])


def _words(error):
    size = f"relative error {number(error, 2)}"
    return size if error >= NOISE else "relative error below 1e-09"


def slope_errors(nudge):
    """How far off the slope for W1[1, 0] is at this nudge, as a part of the true slope.

    Returns three numbers: one-sided, two-sided, two-sided with sigmoid for ReLU.
    """
    true, with_sigmoid = _true_slopes()
    one_sided = (_loss_at(nudge, _relu) - _loss_at(0, _relu)) / nudge
    two_sided = (_loss_at(nudge, _relu) - _loss_at(-nudge, _relu)) / (2 * nudge)
    smooth = (_loss_at(nudge, _sigmoid) - _loss_at(-nudge, _sigmoid)) / (2 * nudge)
    return (
        abs(one_sided - true) / abs(true),
        abs(two_sided - true) / abs(true),
        abs(smooth - with_sigmoid) / abs(with_sigmoid),
    )


def _loss_at(change, activation):
    """The loss of the worked example, with this activation, after W1[1, 0] was changed."""
    x, (W1, b1, W2, b2), y_true, _ = worked_example
    nudged = W1 + np.array([[0, 0], [change, 0]])
    a_hidden = activation(x @ nudged + b1)
    return loss(a_hidden @ W2 + b2, y_true)


def _relu(z):
    return np.maximum(z, 0)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _true_slopes():
    """The slope for W1[1, 0] by the chain rule: with ReLU, and with sigmoid."""
    x, parameters, y_true, _ = worked_example
    W1, b1, W2, b2 = parameters
    gradients = backward(parameters, forward(parameters, x), y_true)
    a = _sigmoid(x @ W1 + b1)
    error = a @ W2 + b2 - y_true
    return float(gradients.dW1[1, 0]), float(error * W2[0] * a[0] * (1 - a[0]) * x[1])


@own_settings()
def step_size_chart():
    """The error of a nudged slope against the size of the nudge, both on log axes: a `Figure`."""
    figure, axes = empty_chart("nudge (log axis)", "relative error (log axis)", 0.14, 0.17)
    axes.set(xscale="log", yscale="log", xlim=(4e-15, 2.5), ylim=(SMALLEST / 3, 30))
    axes.set_xticks(10.0 ** np.arange(-14, 1, 2))
    axes.set_yticks(10.0 ** np.arange(-16, 1, 4))
    axes.minorticks_off()
    errors = np.maximum([slope_errors(nudge) for nudge in NUDGES], SMALLEST)
    lines = (
        (LOSS, (0, (4, 2.5)), "one-sided"),
        (FORWARD, "-", "two-sided"),
        (QUIET, (0, (1.5, 2)), "two-sided, with sigmoid"),
    )
    for row, (colour, dashes, name) in zip(errors.T, lines, strict=True):
        axes.plot(NUDGES, row, color=colour, linestyle=dashes, linewidth=2, label=name)
    axes.legend(loc="lower left", fontsize=10, edgecolor="#CCCCCC")
    return figure


def step_size_marks(nudge):
    """The marks of `step_size_chart`: where each of the three lines stands at this nudge."""
    one_sided, two_sided, smooth = np.maximum(slope_errors(nudge), SMALLEST)
    return [
        ChartMark((nudge, nudge), (SMALLEST / 3, 30), "fine", INK),
        ChartMark((nudge,), (smooth,), "ring", QUIET),
        ChartMark((nudge,), (one_sided,), "dot", LOSS),
        ChartMark((nudge,), (two_sided,), "dot", FORWARD),
    ]
