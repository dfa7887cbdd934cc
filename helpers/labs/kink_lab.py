"""Notebook 07: the kink of ReLU, where the two nudges land on different sides."""

import numpy as np

from helpers.formatting import factor, typeset
from helpers.labs.chart import (
    BACKWARD,
    INK,
    LOSS,
    QUIET,
    ChartLab,
    ChartMark,
    add_legend,
    empty_chart,
    own_settings,
)
from helpers.labs.controls import Dial, example_with
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss


class KinkLab(ChartLab):
    """Move b1[1] across the value where neuron 2 falls asleep; compare backward with nudging."""

    heading = "Nudging across the kink"
    task = (
        "Move b1[1]. The orange line has the slope that backward gives, the dashed line the "
        "slope through the two nudged points."
    )
    questions = (
        Question(
            "Make the nudge smaller. When do the two slopes agree?",
            {"b1[1]": -0.9, "nudge": 0.2},
            "As soon as the nudge is at most 0.1: then both nudged points lie on one side.",
        ),
        Question(
            "Exactly at the kink: what does backward say, and what does nudging say?",
            {"b1[1]": -1},
            "Backward says 0, the slope of the left side, by convention. Nudging mixes the two "
            "sides, however small the nudge is.",
        ),
        Question(
            "Neuron 2 is asleep here. What does the gradient tell it?",
            {"b1[1]": -1.4},
            "Nothing: the slope is 0. No small step can wake it up.",
        ),
    )

    def __init__(self):
        super().__init__(
            "The loss against b1[1]: flat at 0.125 up to −1, while neuron 2 sleeps, then falling",
            [Dial("b1[1]", -0.9, -1.5, -0.5), Dial("nudge", 0.2, 0.01, 0.3, step=0.01)],
        )

    def lines(self):
        """Where the kink lies, and the slope by backward and by nudging."""
        bias, nudge = self.values["b1[1]"], self.values["nudge"]
        z_2, _, by_backward = at_bias(bias)
        by_nudging = (at_bias(bias + nudge)[1] - at_bias(bias - nudge)[1]) / (2 * nudge)
        between = abs(z_2) < nudge - 1e-9
        return (
            f"z₂ = 1 × 0.2 + 2 × 0.4 + {factor(bias)} = {typeset(round(z_2, 9))}: {_state(z_2)}",
            f"slope from backward: db1[1] = {typeset(by_backward)}",
            f"slope from nudging by {typeset(nudge)}: {typeset(by_nudging)}",
            "The kink lies between the two nudges." if between else "Both nudges are on one side.",
        )

    def chart(self):
        return kink_chart()

    def marks(self):
        return kink_marks(self.values["b1[1]"], self.values["nudge"])


def _state(z):
    if abs(z) < 1e-12:
        return "exactly at the kink"
    return "awake" if z > 0 else "asleep"


def at_bias(bias):
    """z_hidden[1], the loss and db1[1] of the worked example with b1[1] = `bias`."""
    x, parameters, y_true, _ = example_with({"b1[1]": bias})
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    z_2, db1_2 = float(forward_pass.z_hidden[1]), float(gradients.db1[1])
    return z_2, loss(forward_pass.y_pred, y_true), db1_2


@own_settings()
def kink_chart():
    """The loss against b1[1], with the kink where neuron 2 falls asleep: a `Figure`."""
    biases = np.linspace(-1.6, -0.4, 241)  # the kink, at -1, is one of them
    figure, axes = empty_chart("bias b1[1]", "loss L", 0.155, 0.15)
    axes.set(xlim=(-1.6, -0.4), ylim=(0, 0.2))
    axes.plot(biases, [at_bias(bias)[1] for bias in biases], color=LOSS, linewidth=2.2)
    axes.axvline(-1, color=QUIET, linewidth=1.2, linestyle=(0, (1.5, 2)))
    axes.text(-1.02, 0.008, "asleep", ha="right", fontsize=10.5, color=INK)
    axes.text(-0.98, 0.008, "awake", ha="left", fontsize=10.5, color=INK)
    add_legend(
        axes,
        ("line", BACKWARD, "slope from backward"),
        ("dashed", INK, "slope from nudging"),
        loc="upper right",
    )
    return figure


def kink_marks(bias, nudge):
    """The marks of `kink_chart`: the tangent, the chord from one nudge to the other, the points."""
    _, here, slope = at_bias(bias)
    left, right = bias - nudge, bias + nudge
    low, high = at_bias(left)[1], at_bias(right)[1]
    chord = (high - low) / (2 * nudge)
    ends = np.array([bias - 3, bias + 3])
    middle = (low + high) / 2
    return [
        ChartMark(tuple(ends), tuple(middle + chord * (ends - bias)), "dashed", INK),
        ChartMark(tuple(ends), tuple(here + slope * (ends - bias)), "line", BACKWARD),
        ChartMark((left, right), (low, high), "ring", INK),
        ChartMark((bias,), (here,), "dot", BACKWARD),
    ]
