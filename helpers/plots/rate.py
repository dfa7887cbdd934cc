"""Notebook 04: the loss after one step, against the learning rate."""

import numpy as np

from helpers.network import as_numbers, backward, forward, loss, required, update
from helpers.plots._chart import (
    BACKWARD,
    FLOOR,
    INK,
    LARGEST,
    LOSS,
    QUIET,
    UPDATE,
    Mark,
    add_legend,
    empty_chart,
    one_number,
)
from helpers.worked_example import Example


def losses_after_one_step(example, rates):
    """The loss after one update from `example`, for each learning rate. Returns an array."""
    gradients = _gradients(example)
    x, parameters, y_true, _ = example
    rates = as_numbers("rates", rates, ("n",))
    try:
        steps = [update(parameters, gradients, rate) for rate in rates]
        return np.array([loss(forward(step, x).y_pred, y_true) for step in steps])
    except ValueError as error:
        raise ValueError(f"rates must suit the example: {error}") from None


def steepness(example):
    """The sum of all squared gradients: times a small rate, the drop that they promise."""
    gradients = _gradients(example)
    slopes = (gradients.dW1, gradients.db1, gradients.dW2, gradients.db2)
    return float(sum(np.sum(slope**2) for slope in slopes))


def rate_landmarks(example, largest=0.4):
    """Two rates, to three decimals: the best for one step, the first that is worse than no step.

    Of 0, 0.001 … `largest`; where none is worse, `largest` stands in. Source: notebook 04.
    """
    rates = np.arange(round(one_number("largest", largest, 0.01, 10) * 1000) + 1) / 1000
    losses = losses_after_one_step(example, rates)
    worse = rates[losses > losses[0]]
    return float(rates[np.argmin(losses)]), float(worse[0] if len(worse) else largest)


def rate_chart(example, largest=0.4):
    """The loss after one step against the learning rate, from 0 to `largest`, and what the gradient
    promises: a straight line down. Returns a `Figure`. Source: notebook 04.
    """
    rates = np.linspace(0, one_number("largest", largest, 0.01, 10), 201)
    losses = losses_after_one_step(example, rates)
    if not FLOOR <= losses[0] <= 1 / FLOOR:
        raise ValueError(f"example must have a loss from {FLOOR:g} to {1 / FLOOR:g} to be charted")
    figure, axes = empty_chart("learning rate", "loss after one step", left=0.165)
    axes.set(xlim=(-0.02 * largest, 1.02 * largest), ylim=(-0.9 * losses[0], 2.6 * losses[0]))
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.axhline(losses[0], color=INK, linewidth=1.4, linestyle=(0, (1.5, 2)))
    axes.plot(rates, losses, color=LOSS, linewidth=2.2)
    promised = losses[0] - rates * steepness(example)
    axes.plot(rates, promised, color=BACKWARD, linestyle=(0, (4, 2.5)))
    _zones(axes, example, largest)
    add_legend(
        axes,
        ("line", LOSS, "loss after one step"),
        ("dashed", BACKWARD, "what the gradient promises"),
        ("fine", INK, "loss without a step"),
        loc="upper left",
    )
    return figure


def rate_marks(example, rate):
    """The marks of `rate_chart`: the real drop, the promised drop and their ends at `rate`.

    Returns a list of `Mark`s. Source: notebook 04.
    """
    rate = one_number("rate", rate, 0, LARGEST)
    start, after = losses_after_one_step(example, (0, rate))
    promised = start - rate * steepness(example)
    return [
        Mark((rate, rate), (start, promised), "dashed", BACKWARD),
        Mark((rate, rate), (start, after), "thick", UPDATE),
        Mark((rate,), (promised,), "ring", BACKWARD),
        Mark((rate,), (after,), "dot", UPDATE),
    ]


def _gradients(example):
    """The gradients of an example; what is wrong with it is named as a part of `example`."""
    x, parameters, y_true, _ = required("example", example, Example)
    try:
        return backward(parameters, forward(parameters, x), y_true)
    except (TypeError, ValueError) as error:
        raise type(error)(f"example.{error}") from None


def _zones(axes, example, largest):
    """Where a step falls short, overshoots, makes things worse: three tints with their names."""
    best, worse = rate_landmarks(example, largest)
    low = axes.get_ylim()[0]
    for left, right, tint, name in (
        (0, best, "white", "falls short"),
        (best, worse, "#F3F3F3", "overshoots"),
        (worse, largest, "#E6E6E6", "worse"),
    ):
        axes.axvspan(left, right, color=tint, zorder=0)
        axes.text((left + right) / 2, low * 0.9, name, ha="center", fontsize=10.5, color=INK)
