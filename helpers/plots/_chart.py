"""What the charts are made of: colours, styles, marks, empty axes, a legend."""

from typing import NamedTuple

from matplotlib.colors import is_color_like
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.network import as_numbers, required

FORWARD, LOSS, BACKWARD, UPDATE = "#0072B2", "#A3457E", "#D55E00", "#009E73"
INK, QUIET = "#333333", "#767676"
DPI = 100  # pixels an inch: the charts are 560 × 360 pixels on the page, or 720 × 250
FLOOR, CEILING = 1e-12, 1e4  # the ends of a loss axis
TINIEST, LARGEST = 1e-300, 1e6  # of a nudge, so that all its digits count; of any other number
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

    style: one of `STYLES`; colour: #RRGGBB. Source: the labs with a chart.
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


def add_legend(axes, *entries, loc):
    """A legend that says what each (style, colour, words) stands for."""
    lines = [Line2D([], [], color=c, label=words, **STYLES[style]) for style, c, words in entries]
    axes.legend(handles=lines, loc=loc, fontsize=10.5, edgecolor="#CCCCCC").set_zorder(3)
