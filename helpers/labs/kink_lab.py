"""Notebook 07: the kink of ReLU, where the two nudges land on different sides."""

import numpy as np

from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, line_through, note, spot
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
    about = "The loss against b1[1]: flat at 0.125 up to −1, while neuron 2 sleeps, then falling"
    axes = "bias b1[1]", "loss L", 0.155

    def __init__(self):
        super().__init__(
            [Dial("b1[1]", -0.9, -1.5, -0.5), Dial("nudge", 0.2, 0.01, 0.3, step=0.01)]
        )

    def lines(self):
        """Where the kink lies, and the slope by backward and by nudging."""
        bias, nudge = self.values["b1[1]"], self.values["nudge"]
        z_2, _, by_backward = at_bias(bias)
        between = abs(z_2) < nudge - 1e-9
        return (
            f"z₂ = 1 × 0.2 + 2 × 0.4 + {factor(bias)} = {typeset(round(z_2, 9))}: {_state(z_2)}",
            f"slope from backward: db1[1] = {typeset(by_backward)}",
            f"slope from nudging by {typeset(nudge)}: {typeset(_chord(bias, nudge))}",
            "The kink lies between the two nudges." if between else "Both nudges are on one side.",
        )

    def chart(self, axes):
        biases = np.linspace(-1.6, -0.4, 241)  # the kink, at -1, is one of them
        axes.set(xlim=(-1.6, -0.4), ylim=(0, 0.2))
        curve(axes, biases, [at_bias(bias)[1] for bias in biases], "line", "loss")
        curve(axes, (-1, -1), (0, 0.2), "fine", "quiet")
        note(axes, -1.02, 0.008, "asleep", "right")
        note(axes, -0.98, 0.008, "awake", "left")
        add_legend(
            axes,
            ("line", "loss", "loss L"),
            ("line", "backward", "slope from backward"),
            ("dashed", "ink", "slope from nudging"),
            loc="upper right",
        )

    def marks(self):
        """The chord from one nudge to the other, the tangent, and the points."""
        bias, nudge = self.values["b1[1]"], self.values["nudge"]
        _, here, slope = at_bias(bias)
        ends = bias - nudge, bias + nudge
        heights = [at_bias(end)[1] for end in ends]
        return [
            line_through(bias, sum(heights) / 2, _chord(bias, nudge), "dashed", "ink"),
            line_through(bias, here, slope, "line", "backward"),
            ChartMark(ends, tuple(heights), "ring", "ink"),
            spot(bias, here, "dot", "backward"),
        ]


def at_bias(bias):
    """z_hidden[1], the loss and db1[1] of the worked example with b1[1] = `bias`."""
    x, parameters, y_true, _ = example_with({"b1[1]": bias})
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    z_2, db1_2 = float(forward_pass.z_hidden[1]), float(gradients.db1[1])
    return z_2, loss(forward_pass.y_pred, y_true), db1_2


def _chord(bias, nudge):
    """The slope between the two nudged points."""
    return (at_bias(bias + nudge)[1] - at_bias(bias - nudge)[1]) / (2 * nudge)


def _state(z):
    if abs(z) < 1e-12:
        return "exactly at the kink"
    return "awake" if z > 0 else "asleep"
