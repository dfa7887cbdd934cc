"""Results that the prose states and no notebook variable holds: worked out here, for `claims.toml`."""

import numpy as np

from helpers.gradient_check import central_differences  # noqa: F401  for expressions
from helpers.network import backward, forward, loss, update
from helpers.worked_example import (  # noqa: F401  for expressions
    parameters,
    second_example,
    sleeping_example,
    worked_example,
    x,
    y_true,
)


def after(steps, rate=0.1, example=worked_example):
    """The parameters after a number of updates."""
    now = example.parameters
    for _ in range(steps):
        gradients = backward(now, forward(now, example.x), example.y_true)
        now = update(now, gradients, rate)
    return now


def loss_after(steps, rate=0.1, example=worked_example):
    return loss(forward(after(steps, rate, example), example.x).y_pred, example.y_true)


def first_below(limit, rate=0.1):
    """How many updates until the loss is below `limit`."""
    return next(steps for steps in range(1000) if loss_after(steps, rate) < limit)


def best_rate():
    """The learning rate after one step of which the loss is least."""
    rates = np.linspace(0, 0.4, 40001)
    return rates[np.argmin([loss_after(1, rate) for rate in rates])]


def break_even_rate():
    """The learning rate beyond which one step raises the loss."""
    rates = np.linspace(best_rate(), 0.4, 20001)
    return next(rate for rate in rates if loss_after(1, rate) > loss_after(0))
