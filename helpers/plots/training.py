"""Notebook 05: the loss after each step, on a log axis."""

import numpy as np

from helpers.network import as_numbers
from helpers.plots._chart import (
    CEILING,
    FLOOR,
    INK,
    LARGEST,
    LOSS,
    QUIET,
    STYLES,
    Mark,
    add_legend,
    empty_chart,
    one_number,
)


def loss_curve(losses):
    """The loss after 0, 1, 2 … steps on a log axis that just holds them. Returns a `Figure`.

    losses: numbers from 0 up, at least one above 0. A 0 has no place on a log axis: there the line
    leaves the chart. Source: notebook 05.
    """
    losses = as_numbers("losses", losses, ("n",))
    above = losses[losses > 0]
    if losses.min() < 0 or not above.size or above.min() < 1e-100:
        raise ValueError("losses must be 0 or above 1e-100, and not all of them 0")
    powers = np.log10(above)
    lowest, highest = int(np.floor(powers.min())), int(np.ceil(powers.max()))
    gap = 1 + (highest - lowest) // 8
    figure, axes = _log_chart(len(losses) - 1, range(lowest, highest + gap, gap))
    axes.plot(range(len(losses)), losses, color=LOSS, **STYLES["dots"])
    return figure


def training_chart(steps=40):
    """Empty axes for the loss after 0, 1 … `steps` steps, on a log axis. Returns a `Figure`.

    The axis ends at 10⁻¹² and 10⁴; `training_marks` draws what lies beyond on its edge.
    Source: the lab of notebook 05.
    """
    figure, axes = _log_chart(one_number("steps", steps, 1, LARGEST), range(-12, 5, 2))
    labels = [label.get_text() for label in axes.get_yticklabels()]
    labels[0], labels[-1] = rf"$\leq$ {labels[0]}", rf"$\geq$ {labels[-1]}"
    axes.set_yticks(axes.get_yticks(), labels)
    axes.axhline(1e-6, color=INK, linewidth=1.4, linestyle=(0, (1.5, 2)))
    add_legend(
        axes,
        ("dots", LOSS, "this run"),
        ("line", QUIET, "the run before"),
        ("fine", INK, "L = 0.000001"),
        loc="upper right",
    )
    return figure


def training_marks(losses, before=()):
    """The marks of `training_chart`: the losses so far, the last one large, and the run before.

    A loss beyond the ends of the axis, 0 among them, is drawn on its edge. Returns a list of
    `Mark`s. Source: notebook 05.
    """
    curve = np.clip(as_numbers("losses", losses, ("n",)), FLOOR, CEILING)
    before = np.clip(as_numbers("before", before, ("n",), (0,)), FLOOR, CEILING)
    marks = [
        Mark(tuple(range(len(curve))), tuple(curve), "dots", LOSS),
        Mark((len(curve) - 1,), (curve[-1],), "dot", LOSS),
    ]
    if len(before) > 1:
        marks.insert(0, Mark(tuple(range(len(before))), tuple(before), "line", QUIET))
    return marks


def _log_chart(steps, powers):
    """Axes for a loss after 0 … `steps` steps, labelled at these powers of ten."""
    figure, axes = empty_chart("step", "loss L (log axis)", 0.14, 0.22, size=(7.2, 2.5))
    axes.set_yscale("log")
    margin = 0.1 + steps / 100
    axes.set_xlim(-margin, steps + margin)
    axes.set_ylim(10.0 ** (powers[0] - 0.7), 10.0 ** (powers[-1] + 0.7))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_yticks([10.0**power for power in powers], [f"$10^{{{power}}}$" for power in powers])
    axes.minorticks_off()
    return figure, axes
