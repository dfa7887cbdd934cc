"""Results that the prose states and no notebook variable holds, for `claims.toml`."""

import tomllib

import numpy as np

from helpers.gradient_check import central_differences  # noqa: F401  for expressions
from helpers.labs.graph_lab import MADE  # noqa: F401  for expressions
from helpers.network import backward, forward, loss  # noqa: F401  for expressions
from helpers.training import train
from helpers.tutor.check_numbers import check_number  # noqa: F401  for expressions
from helpers.tutor.practice import DAYS  # noqa: F401  for expressions
from helpers.tutor.problems import KINDS
from helpers.worked_example import parameters, sleeping_example, worked_example, x, y_true
from tests.series import ROOT

worked = forward(parameters, x)
worked_gradients = backward(parameters, worked, y_true)
sleeping = forward(sleeping_example.parameters, x)

# Thousandths, to find a rate in.
RATES = np.arange(1, 400) / 1000


def after(steps, rate=0.1):
    """The parameters of the worked example after a number of updates."""
    return train(parameters, x, y_true, rate, steps)[0]


def loss_after(steps, rate=0.1):
    """The loss of the worked example after a number of updates."""
    return train(parameters, x, y_true, rate, steps)[1][-1]


def first_below(limit, rate=0.1):
    """How many updates it takes until the loss is below `limit`."""
    losses = train(parameters, x, y_true, rate, 1000)[1]
    return next(steps for steps, found in enumerate(losses) if found < limit)


def promised_drop():
    """How much the gradients promise that the loss will fall in the first update."""
    _, dW2, db2, _, _, dW1, db1 = worked_gradients
    return worked_example.learning_rate * sum(np.sum(g**2) for g in (dW1, db1, dW2, db2))


def share_kept(rate):
    """The share of the promised drop of the loss that one step at this rate brings."""
    promised = promised_drop() / worked_example.learning_rate * rate
    return (loss_after(0) - loss_after(1, rate)) / promised


def furthest_move():
    """How far the parameter that moves furthest moves in the first update."""
    return max(np.abs(new - old).max() for new, old in zip(after(1), parameters, strict=True))


def wild_rate(wild):
    """The rate of two decimals at which 60 steps lead to these parameters."""
    rates = np.arange(1, 100) / 100
    return next(rate for rate in rates if np.allclose(after(60, rate).W1, wild.W1))


def steps_tried(function):
    """The number of steps that a notebook's function asks `train` for."""
    return max(value for value in function.__code__.co_consts if isinstance(value, int))


def number_of(some):
    """How many numbers some parameters hold."""
    return sum(np.size(array) for array in some)


def sleeping_problems():
    """The numbers up to 9 of the practice problems that are meant to have a sleeping neuron."""
    return [number for number in range(1, 10) if KINDS[number % 3] == "sleeping"]


def oldest_python():
    """The Python that the course needs, such as 3.11."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return float(project["requires-python"].removeprefix(">="))
