"""Notebook 07: how far off a slope by nudging is, against the size of the nudge."""

import numpy as np

from helpers.gradient_check import ANY_SHAPE
from helpers.network import as_numbers, backward, forward, loss
from helpers.plots._chart import (
    FORWARD,
    INK,
    LARGEST,
    LOSS,
    QUIET,
    TINIEST,
    Mark,
    empty_chart,
    one_number,
)
from helpers.worked_example import worked_example

NUDGES = 10.0 ** np.arange(-14, 0.5, 0.5)
SMALLEST = 1e-16  # the foot of the error axis: as fine as a floating-point number can be


def loss_at_weight(change, activation=lambda z: np.maximum(z, 0)):
    """The loss of the worked example after W1[1, 0] has been changed by `change`. One number.

    activation: what the hidden neurons do with z. Source: notebook 07.
    """
    x, (W1, b1, W2, b2), y_true, _ = worked_example
    nudged = W1.copy()
    nudged[1, 0] += one_number("change", change, -LARGEST, LARGEST)
    if not callable(activation):
        raise TypeError("activation must be a function")
    a_hidden = as_numbers("activation(z)", activation(x @ nudged + b1), W2.shape)
    return loss(a_hidden @ W2 + b2, y_true)


def sigmoid(z):
    """A smooth step from 0 to 1: 1 / (1 + e⁻ᶻ). z: a number or an array."""
    z = as_numbers("z", z, *ANY_SHAPE)
    return 1 / (1 + np.exp(-np.maximum(z, -700)))  # e⁷⁰⁰ is about the largest that fits


def slope_errors(nudge):
    """How far off the slope for W1[1, 0] is at this nudge, as a part of the true slope.

    Returns three numbers: one-sided, two-sided, two-sided with sigmoid for ReLU.
    Source: notebook 07.
    """
    nudge = one_number("nudge", nudge, TINIEST, LARGEST)
    true, with_sigmoid = _true_slopes()
    one_sided = (loss_at_weight(nudge) - loss_at_weight(0)) / nudge
    two_sided = (loss_at_weight(nudge) - loss_at_weight(-nudge)) / (2 * nudge)
    up, down = loss_at_weight(nudge, sigmoid), loss_at_weight(-nudge, sigmoid)
    smooth = (up - down) / (2 * nudge)
    return (
        abs(one_sided - true) / abs(true),
        abs(two_sided - true) / abs(true),
        abs(smooth - with_sigmoid) / abs(with_sigmoid),
    )


def _true_slopes():
    """The slope for W1[1, 0] by the chain rule: with ReLU, and with sigmoid."""
    x, parameters, y_true, _ = worked_example
    W1, b1, W2, b2 = parameters
    gradients = backward(parameters, forward(parameters, x), y_true)
    a = sigmoid(x @ W1 + b1)
    error = a @ W2 + b2 - y_true
    return float(gradients.dW1[1, 0]), float(error * W2[0] * a[0] * (1 - a[0]) * x[1])


def step_size_chart():
    """The error of a slope by nudging against the size of the nudge, both on log axes: a `Figure`.

    Source: notebook 07.
    """
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
        Mark((nudge, nudge), (SMALLEST / 3, 30), "fine", INK),
        Mark((nudge,), (smooth,), "ring", QUIET),
        Mark((nudge,), (one_sided,), "dot", LOSS),
        Mark((nudge,), (two_sided,), "dot", FORWARD),
    ]
