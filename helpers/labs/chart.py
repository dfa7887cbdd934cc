"""Charts: a figure that stands still, and marks that move over it, drawn as SVG.

A figure has axes, curves and a legend; marks are points and lines in the units of its axes. `draw`
puts marks into a figure for a still picture; a `ChartLab` shows the figure once and then sends only
marks. matplotlib is imported when the first figure is made, and follows its own settings, whatever
the reader has set.
"""

import logging
from base64 import b64encode
from contextlib import contextmanager
from functools import cached_property
from html import escape
from io import BytesIO
from typing import NamedTuple

import numpy as np
from ipywidgets import HTML, GridBox

from helpers.labs.kit import Lab
from helpers.labs.page import Still, lines_html

# One colour a meaning, on the white panel of a chart, in light and dark alike.
PENS = {
    "forward": "#0072B2",
    "loss": "#A3457E",
    "pale loss": "#C990AF",
    "backward": "#D55E00",
    "update": "#009E73",
    "ink": "#333333",
    "quiet": "#767676",
}
DPI = 100  # pixels an inch: the charts are 560 × 320 pixels on the page
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
SHAPE = "display:block;max-width:100%;height:auto"


class ChartMark(NamedTuple):
    """Something that moves over a chart: x and y in the units of its axes, equally many.

    style: one of `STYLES`; pen: one of `PENS`.
    """

    x: tuple
    y: tuple
    style: str
    pen: str


def spot(x, y, style, pen):
    """A mark at one place."""
    return ChartMark((x,), (y,), style, pen)


def line_through(x, y, slope, style, pen, reach=10):
    """A straight mark through (x, y) that runs beyond the chart on both sides."""
    return ChartMark((x - reach, x + reach), (y - reach * slope, y + reach * slope), style, pen)


# Figures


@contextmanager
def own_settings():
    """matplotlib with its own settings, whatever the reader has set."""
    import matplotlib

    # Its message on a slow first run, about fonts, would stand in red under the first chart.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        yield


def empty_chart(x_label, y_label, left=0.125, bottom=0.15, right=0.96, size=(5.6, 3.2)):
    """A white figure with one pair of axes at a fixed place, so that marks fit over it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, dpi=DPI, facecolor="white")
    axes = figure.add_axes((left, bottom, right - left, 0.97 - bottom))
    axes.set_xlabel(x_label, fontsize=11.5)
    axes.set_ylabel(y_label, fontsize=11.5)
    axes.tick_params(labelsize=10.5, colors=PENS["ink"])
    axes.grid(color="#E3E3E3", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def curve(axes, x, y, style, pen, **options):
    """A curve that stands still. options: what else matplotlib's `plot` is told."""
    axes.plot(x, y, color=PENS[pen], **{**STYLES[style], **options})


def note(axes, x, y, words, side):
    """Words at a place of the chart. side: where it lies of them, "left", "center" or "right"."""
    axes.text(x, y, words, ha=side, fontsize=10.5, color=PENS["ink"])


def add_legend(axes, *entries, **place):
    """A legend that says what each (style, pen, words) stands for."""
    for style, pen, words in entries:
        curve(axes, [], [], style, pen, label=words)
    axes.legend(fontsize=10.5, edgecolor="#CCCCCC", **place).set_zorder(3)


def log_axes(axes, longest, powers):
    """Make the axes those of a loss after 0 … `longest` steps, labelled at these powers of ten."""
    axes.set_yscale("log")
    margin = 0.1 + longest / 100
    axes.set_xlim(-margin, longest + margin)
    axes.set_ylim(10.0 ** (powers[0] - 0.7), 10.0 ** (powers[-1] + 0.7))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_yticks([10.0**power for power in powers], [f"$10^{{{power}}}$" for power in powers])
    axes.minorticks_off()


@own_settings()
def draw(figure, marks):
    """The same figure with the marks, a list of `ChartMark`s, drawn into it in order."""
    for place, mark in enumerate(marks):
        curve(figure.axes[0], *mark, zorder=4 + place)
    return figure


@own_settings()
def png(figure):
    """A figure as PNG in base64 text, the same each time, with two dots a pixel for sharpness.

    64 colours are enough for a chart, and leave a third of the bytes.
    """
    from PIL import Image

    full, small = BytesIO(), BytesIO()
    figure.savefig(full, format="rgba", dpi=2 * figure.dpi)
    size = [round(2 * side) for side in figure.bbox.size]
    drawn = Image.frombytes("RGBA", size, full.getvalue()).convert("RGB")
    drawn.quantize(64, dither=Image.Dither.NONE).save(small, "PNG")
    return b64encode(small.getvalue()).decode("ascii")


class Chart(Still):
    """A chart in a cell, with its numbers in words.

    figure: a matplotlib `Figure`. text: what it shows; also what `repr` says.
    """

    def __init__(self, figure, text):
        self.figure, self._text = figure, text

    def __repr__(self):
        return self._text

    @cached_property
    def _png(self):
        return png(self.figure)

    def stored(self):
        """The picture and its words, by media type, and how wide it is to be shown."""
        about = {"alt": self._text, "width": round(self.figure.bbox.width)}
        return {"text/plain": self._text, "image/png": self._png}, {"image/png": about}

    def html(self):
        """The chart on its own light panel: JupyterLab would show a PNG without its words."""
        panel = f"{SHAPE};outline:1px solid #BDBDBD;outline-offset:-1px"
        words, width = escape(self._text), round(self.figure.bbox.width)
        source = f"data:image/png;base64,{self._png}"
        return f'<img alt="{words}" width="{width}" style="{panel}" src="{source}">'


def overlay(figure, marks, text):
    """The marks as SVG, as large as the figure and cut off where its axes end. Returns text."""
    width, height = (round(side) for side in figure.bbox.size)
    box = figure.axes[0].bbox
    window = [round(part, 1) for part in (box.x0, height - box.y1, box.width, box.height)]
    place = 'x="{:g}" y="{:g}" width="{:g}" height="{:g}"'.format(*window)
    view = "{:g} {:g} {:g} {:g}".format(*window)
    shapes = "".join(_shape(mark, pixels(figure, mark), figure.dpi / 72) for mark in marks)
    return (
        f'<svg role="img" aria-label="{escape(text)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" style="{SHAPE}"><svg {place} viewBox="{view}">{shapes}</svg></svg>'
    )


def pixels(figure, mark):
    """Where the points of a mark lie: for each its pixels from the left and from the top."""
    x, y = figure.axes[0].transData.transform(np.transpose([mark.x, mark.y])).T
    return np.transpose([x, figure.bbox.height - y]).round(1).tolist()


def _shape(mark, places, unit):
    """One mark as SVG: a line through its points, a circle at each, or both. unit: 1/72 inch."""
    style, pen = STYLES[mark.style], PENS[mark.pen]
    width = unit * style.get("linewidth", 2)
    shape = ""
    if dashes := style["linestyle"]:
        points = " ".join(f"{x:g},{y:g}" for x, y in places)
        shape = f'<polyline points="{points}" fill="none"'
        if dashes != "-":  # matplotlib's are so many widths long
            lengths = " ".join(f"{part * width:.3g}" for part in dashes[1])
            shape += f' stroke-dasharray="{lengths}"'
        shape += "/>"
    if "marker" in style:
        radius = unit * style["markersize"] / 2
        shape += "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:.3g}"/>' for x, y in places)
    fill = style.get("markerfacecolor", pen)
    return f'<g fill="{fill}" stroke="{pen}" stroke-width="{width:.3g}">{shape}</g>'


class ChartLab(Lab):
    """The base of a lab with a chart. Each lab writes three methods.

    `chart` draws into empty axes what stands still, `marks` gives the `ChartMark`s that move over
    it now, and `lines` what the lab says, in words and numbers, a text a line.
    axes: what `empty_chart` is to make. about: what the figure shows, for who cannot see it.
    room: how many lines there is room for, where one may be so long that it takes two.
    dials: under the learner's hand. side: what stands under them. above: over the chart. below:
    under the words.
    """

    room = 0

    def __init__(self, dials, side=(), above=(), below=()):
        self._figure, self._marks = self.figure(), HTML()
        stands = HTML(Chart(self._figure, self.about).html())
        chart = GridBox([stands, self._marks]).add_class("bh-marked")
        super().__init__([*above, chart], dials, [*dials, *side], below)
        self.add_class("bh-chart")

    def close(self):
        """Take it away, and let go of the figure, which is large."""
        self._figure = None
        super().close()

    @own_settings()
    def figure(self):
        """The figure that stands still, freshly made."""
        figure, axes = empty_chart(*self.axes)
        self.chart(axes)
        return figure

    def __repr__(self):
        stop = "" if self.heading.endswith("?") else "."
        return "\n".join([f"{type(self).__name__}. {self.heading}{stop}", *self.lines()])

    def _follow(self):
        lines = self.lines()
        drawn = overlay(self._figure, self.marks(), "; ".join(lines))
        self._marks.value = drawn + lines_html(lines, 14, self.room)

    @property
    def picture(self):
        """The chart as it is now: a `Chart`."""
        return Chart(draw(self.figure(), self.marks()), repr(self))
