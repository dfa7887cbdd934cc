"""Results that the prose states and no notebook variable holds: worked out here, for `claims.toml`."""

import math
import tomllib

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
from tests.series import ROOT

worked = forward(parameters, x)
worked_gradients = backward(parameters, worked, y_true)
sleeping = forward(sleeping_example.parameters, x)


def oldest_python():
    """The Python that the course needs, such as 3.11."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return float(project["requires-python"].removeprefix(">="))


def number_of(some):
    """How many numbers some parameters hold."""
    return sum(np.size(array) for array in some)


def furthest_move():
    """How far the parameter that moves furthest moves in the first update."""
    return max(np.abs(new - old).max() for new, old in zip(after(1), parameters, strict=True))


def rounded_up(value):
    """The next number of two decimals above."""
    return math.ceil(value * 100) / 100


def promised_drop():
    return 0.1 * sum(
        np.sum(g**2) for g in (getattr(worked_gradients, n) for n in ("dW1", "db1", "dW2", "db2"))
    )


def steps_tried(function):
    """The number of steps that a notebook's function asks `train` for."""
    return next(c for c in function.__code__.co_consts if isinstance(c, int) and c > 1)


def wild_rate(wild):
    """The rate of two decimals at which 60 steps lead to these parameters."""
    return next(
        r / 100 for r in range(1, 100) if np.allclose(after(60, r / 100).W1, wild.W1, atol=1e-12)
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
