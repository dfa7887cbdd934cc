"""The charts of notebooks 07 and 08, in two parts like those of `plots`: a figure and its marks."""

import numpy as np

from helpers.gradient_check import ANY_SHAPE
from helpers.network import Parameters, as_numbers, backward, forward, loss
from helpers.plots import (
    BACKWARD,
    FORWARD,
    INK,
    LARGEST,
    LOSS,
    QUIET,
    Mark,
    add_legend,
    empty_chart,
    one_number,
)
from helpers.worked_example import worked_example

NUDGES = 10.0 ** np.arange(-14, 0.5, 0.5)
SMALLEST = 1e-16  # the foot of the error axis: as fine as a floating-point number can be
TINIEST = 1e-300  # of a nudge: what is still smaller has no full set of digits


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


def epochs_chart(epochs):
    """Empty axes for the losses of both parts after 0, 1 … `epochs` epochs: a `Figure`."""
    epochs = one_number("epochs", epochs, 1, LARGEST)
    figure, axes = empty_chart("epoch", "loss, half mean squared error", 0.13, 0.15)
    axes.set(xlim=(-0.02 * epochs, 1.02 * epochs), ylim=(0, 0.42))
    add_legend(
        axes,
        ("line", LOSS, "training rows"),
        ("dashed", FORWARD, "validation rows"),
        loc="upper right",
    )
    return figure


def epochs_marks(training, validation):
    """The marks of `epochs_chart`: both losses so far. A loss above the axis lies on its edge."""
    training = np.minimum(as_numbers("training", training, ("n",)), 0.42)
    validation = np.minimum(as_numbers("validation", validation, training.shape), 0.42)
    epochs = tuple(range(len(training)))
    return [
        Mark(epochs, tuple(training), "line", LOSS),
        Mark(epochs, tuple(validation), "dashed", FORWARD),
        Mark(epochs[-1:], tuple(training[-1:]), "dot", LOSS),
        Mark(epochs[-1:], tuple(validation[-1:]), "ring", FORWARD),
    ]


def mass_chart(measured, predicted):
    """Each penguin as a dot, predicted mass against measured mass, both in grams: a `Figure`.

    measured, predicted: shape (n,). On the line the two agree. Source: notebook 08.
    """
    measured = as_numbers("measured", measured, ("n",))
    predicted = as_numbers("predicted", predicted, measured.shape)
    figure, axes = empty_chart("measured body mass in g", "predicted body mass in g", 0.155, 0.15)
    axes.set(xlim=(2500, 6500), ylim=(2500, 6500))
    axes.plot([2500, 6500], [2500, 6500], color=INK, linewidth=1.4)
    axes.text(6200, 6320, "equal", ha="right", fontsize=10.5, color=INK)
    axes.plot(measured, predicted, "o", color=FORWARD, markersize=5, alpha=0.7)
    return figure
