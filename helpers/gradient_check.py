"""Gradients by nudging: the slow way that trusts only the forward pass and the loss."""

import numpy as np

from helpers.network import Parameters, as_numbers, forward, loss

ANY_SHAPE = (), ("n",), ("n", "m")  # of a parameter


def central_differences(parameters, x, y_true, nudge=1e-5):
    """Every slope dL/dparameter as (L(parameter + nudge) - L(parameter - nudge)) / (2 * nudge).

    x, y_true: one example or a batch, as for `forward` and `loss`. nudge: one number above 0.
    Returns the four arrays dW1, db1, dW2, db2, shaped like W1, b1, W2, b2.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 07.
    """
    nudge = float(as_numbers("nudge", nudge, ()))
    if nudge <= 0:
        raise ValueError(f"nudge must be above 0; got {nudge:g}")
    loss(forward(parameters, x).y_pred, y_true)  # so that bad input is named before any nudge
    try:
        return tuple(_slopes(parameters, x, y_true, nudge, position) for position in range(4))
    except ValueError:
        raise ValueError(f"nudge must leave all numbers well below 1e30; got {nudge:g}") from None


def relative_error(gradient, slopes):
    """The largest difference of two arrays, as a part of the largest number in either. One number.

    0 if both hold nothing but 0. gradient, slopes: numbers or arrays of the same shape.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 07.
    """
    gradient = as_numbers("gradient", gradient, *ANY_SHAPE)
    slopes = as_numbers("slopes", slopes, *ANY_SHAPE)
    if gradient.shape != slopes.shape:
        raise ValueError(f"gradient has shape {gradient.shape} and slopes has {slopes.shape}")
    largest = max(np.abs(gradient).max(), np.abs(slopes).max())
    return float(np.abs(gradient - slopes).max() / largest) if largest else 0.0


def _slopes(parameters, x, y_true, nudge, position):
    """The slopes for one of the four arrays: position 0 is W1, 1 is b1, 2 is W2, 3 is b2."""

    def loss_after(index, change):
        arrays = [np.array(array) for array in parameters]
        arrays[position][index] += change
        return loss(forward(Parameters(*arrays), x).y_pred, y_true)

    slopes = np.zeros(np.shape(list(parameters)[position]))
    for index in np.ndindex(slopes.shape):
        slopes[index] = (loss_after(index, nudge) - loss_after(index, -nudge)) / (2 * nudge)
    return slopes
