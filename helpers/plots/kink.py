"""Notebook 07: the loss over a bias, with the kink where a neuron falls asleep."""

import numpy as np

from helpers.network import Parameters, backward, forward, loss
from helpers.plots._chart import (
    BACKWARD,
    INK,
    LARGEST,
    LOSS,
    QUIET,
    TINIEST,
    Mark,
    add_legend,
    empty_chart,
    one_number,
)
from helpers.worked_example import worked_example


def at_bias(bias):
    """z_hidden[1], the loss and db1[1] of the worked example with b1[1] = `bias`."""
    x, (W1, b1, W2, b2), y_true, _ = worked_example
    bias = one_number("bias", bias, -LARGEST, LARGEST)
    parameters = Parameters(W1, [b1[0], bias], W2, b2)
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    z_2, db1_2 = float(forward_pass.z_hidden[1]), float(gradients.db1[1])
    return z_2, loss(forward_pass.y_pred, y_true), db1_2


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
    nudge = one_number("nudge", nudge, TINIEST, LARGEST / 2)
    _, here, slope = at_bias(bias)
    left, right = bias - nudge, bias + nudge
    low, high = at_bias(left)[1], at_bias(right)[1]
    chord = (high - low) / (2 * nudge)
    ends = np.array([bias - 3, bias + 3])
    middle = (low + high) / 2
    return [
        Mark(tuple(ends), tuple(middle + chord * (ends - bias)), "dashed", INK),
        Mark(tuple(ends), tuple(here + slope * (ends - bias)), "line", BACKWARD),
        Mark((left, right), (low, high), "ring", INK),
        Mark((bias,), (here,), "dot", BACKWARD),
    ]
