"""Notebook 02: the loss as a parabola over the prediction."""

import numpy as np

from helpers.formatting import typeset
from helpers.network import loss
from helpers.plots._chart import (
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

SHORTEST = 1e-3  # reach of the chart


def loss_parabola(y_true, reach=1.5):
    """The loss against the prediction: L = ½(y_pred − y_true)². Source: notebook 02.

    y_true: one number. The chart reaches `reach` to both sides of it. Returns a `Figure`.
    """
    y_true = one_number("y_true", y_true, -LARGEST, LARGEST)
    reach = one_number("reach", reach, SHORTEST, LARGEST)
    predictions = np.linspace(y_true - reach, y_true + reach, 201)
    highest = loss(y_true + reach, y_true)
    sides = y_true - 1.03 * reach, y_true + 1.03 * reach
    figure, axes = empty_chart("prediction y_pred", "loss L")
    axes.set(xlim=sides, ylim=(-0.12 * highest, 1.06 * highest))
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.plot(predictions, [loss(p, y_true) for p in predictions], color=LOSS, linewidth=2.2)
    add_legend(
        axes,
        ("line", LOSS, f"L = ½(y_pred − {typeset(y_true)})²"),
        ("line", BACKWARD, "tangent at y_pred"),
        ("dashed", INK, "chord to a nudge away"),
        loc="upper center",
    )
    return figure


def loss_marks(y_true, y_pred, nudge=None):
    """The marks of `loss_parabola`: the point at y_pred with its tangent; with a nudge, the chord.

    Both lines run across the whole chart, so that their slopes can be compared. Returns a list of
    `Mark`s. Source: notebook 02.
    """
    y_pred = one_number("y_pred", y_pred, -LARGEST, LARGEST)
    here, slope = loss(y_pred, y_true), y_pred - y_true
    marks = [
        Mark((y_pred, y_pred), (0, here), "fine", FORWARD),
        _line_through(y_pred, here, slope, "line", BACKWARD),
    ]
    if nudge is not None:
        nudge = one_number("nudge", nudge, -LARGEST, LARGEST)
        if nudge == 0:
            raise ValueError("nudge must not be 0")
        there = loss(y_pred + nudge, y_true)
        marks.append(_line_through(y_pred, here, (there - here) / nudge, "dashed", INK))
        marks.append(Mark((y_pred + nudge,), (there,), "ring", INK))
    return [*marks, Mark((y_pred,), (here,), "dot", FORWARD)]


def _line_through(x, y, slope, style, colour, reach=10):
    """A line through (x, y) that runs far beyond the chart on both sides."""
    return Mark((x - reach, x + reach), (y - reach * slope, y + reach * slope), style, colour)
