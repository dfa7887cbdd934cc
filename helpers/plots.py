"""Charts: data in, matplotlib `Figure` out. No pyplot, no state, nothing shown by itself.

Each chart comes in two parts. The figure stands still: axes, curve, legend. The marks are what
moves over it: points and lines in the units of the axes. `draw` puts marks into a figure for a
still picture; a lab draws the same marks as SVG over the figure that it sent once.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.colors import is_color_like
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.formatting import typeset
from helpers.network import as_numbers, backward, forward, loss, required, update
from helpers.worked_example import Example

FORWARD, LOSS, BACKWARD, UPDATE = "#0072B2", "#A3457E", "#D55E00", "#009E73"
INK, QUIET = "#333333", "#767676"
DPI = 100  # pixels an inch: the charts are 560 × 360 pixels on the page, or 720 × 250
FLOOR, CEILING = 1e-12, 1e4  # the ends of the loss axis of a learning curve
SHORTEST, LARGEST = 1e-3, 1e6  # of a chart's axes, of the numbers that it is asked to show
DOT = {"linestyle": "", "marker": "o", "markersize": 9}
STYLES = {
    "line": {"linestyle": "-", "linewidth": 2.2},
    "thick": {"linestyle": "-", "linewidth": 5},
    "dashed": {"linestyle": (0, (4, 2.5)), "linewidth": 2.2},
    "fine": {"linestyle": (0, (1.5, 2)), "linewidth": 1.4},
    "dot": DOT,
    "ring": {**DOT, "markerfacecolor": "white", "markeredgewidth": 2},
    "dots": {"linestyle": "-", "linewidth": 1.6, "marker": "o", "markersize": 5},
}


class Mark(NamedTuple):
    """Something that moves over a chart: x and y in the units of its axes, equally many.

    style: one of `STYLES`; colour: #RRGGBB. Source: the labs of notebooks 02, 04 and 05.
    """

    x: tuple
    y: tuple
    style: str
    colour: str


def draw(figure, marks):
    """The same figure with the marks, a list of `Mark`s, drawn into it in order."""
    axes = required("figure", figure, Figure).gca()
    for place, mark in enumerate(required("marks", marks, list)):
        x, y, style, colour = required("marks: each", mark, Mark)
        x = as_numbers("marks: x", x, ("n",))
        y = as_numbers("marks: y", y, x.shape)
        if str(style) not in STYLES or not is_color_like(colour):
            raise ValueError("marks: style must be one of STYLES, colour such as #0072B2")
        axes.plot(x, y, color=colour, zorder=4 + place, **STYLES[str(style)])
    return figure


def one_number(name, value, lowest, highest):
    """`value` as a float, if it lies from `lowest` to `highest`; else one clear sentence."""
    number = float(as_numbers(name, value, ()))
    if not lowest <= number <= highest:
        raise ValueError(f"{name} must be from {lowest:g} to {highest:g}; got {number:g}")
    return number


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


def empty_chart(x_label, y_label, left=0.125, bottom=0.15, size=(5.6, 3.6)):
    """A white figure with one pair of axes at a fixed place, so that marks fit over it."""
    figure = Figure(figsize=size, dpi=DPI, facecolor="white")
    axes = figure.add_axes((left, bottom, 0.96 - left, 0.97 - bottom))
    axes.set_xlabel(x_label, fontsize=11.5)
    axes.set_ylabel(y_label, fontsize=11.5)
    axes.tick_params(labelsize=10.5, colors=INK)
    axes.grid(color="#E3E3E3", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _gradients(example):
    """The gradients of an example; what is wrong with it is named as a part of `example`."""
    x, parameters, y_true, _ = required("example", example, Example)
    try:
        return backward(parameters, forward(parameters, x), y_true)
    except (TypeError, ValueError) as error:
        raise type(error)(f"example.{error}") from None


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


def add_legend(axes, *entries, loc):
    """A legend that says what each (style, colour, words) stands for."""
    lines = [Line2D([], [], color=c, label=words, **STYLES[style]) for style, c, words in entries]
    axes.legend(handles=lines, loc=loc, fontsize=10.5, edgecolor="#CCCCCC").set_zorder(3)


def _line_through(x, y, slope, style, colour, reach=10):
    """A line through (x, y) that runs far beyond the chart on both sides."""
    return Mark((x - reach, x + reach), (y - reach * slope, y + reach * slope), style, colour)


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
