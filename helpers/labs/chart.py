"""Charts: a figure that stands still, and marks that move over it, drawn as SVG.

A figure has axes, curves and a legend; marks are points and lines in the units of its axes. `draw`
puts marks into a figure for a still picture; a `MovingChart` shows the figure once and then sends
only marks. `ChartLab` is what the labs with a chart share. matplotlib is imported when the first
figure is made, and follows its own settings, whatever the reader has set.
"""

import logging
from base64 import b64encode
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import NamedTuple

from ipywidgets import HTML, GridBox, Layout

from helpers.labs.kit import Lab
from helpers.labs.page import on_a_page
from helpers.network import as_numbers

FORWARD, LOSS, BACKWARD, UPDATE = "#0072B2", "#A3457E", "#D55E00", "#009E73"
INK, QUIET = "#333333", "#767676"
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
LINES = "line-height:1.6;font-size:14px;font-variant-numeric:tabular-nums;margin:4px 0 0"
SHAPE = "display:block;max-width:100%;height:auto"


class ChartMark(NamedTuple):
    """Something that moves over a chart: x and y in the units of its axes, equally many.

    style: one of `STYLES`; colour: #RRGGBB. Source: the labs with a chart.
    """

    x: tuple
    y: tuple
    style: str
    colour: str


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


def empty_chart(x_label, y_label, left=0.125, bottom=0.15, size=(5.6, 3.2), right=0.96):
    """A white figure with one pair of axes at a fixed place, so that marks fit over it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, dpi=DPI, facecolor="white")
    axes = figure.add_axes((left, bottom, right - left, 0.97 - bottom))
    axes.set_xlabel(x_label, fontsize=11.5)
    axes.set_ylabel(y_label, fontsize=11.5)
    axes.tick_params(labelsize=10.5, colors=INK)
    axes.grid(color="#E3E3E3", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def add_legend(axes, *entries, **place):
    """A legend that says what each (style, colour, words) stands for."""
    for style, colour, words in entries:
        axes.plot([], [], color=colour, label=words, **STYLES[style])
    axes.legend(fontsize=10.5, edgecolor="#CCCCCC", **place).set_zorder(3)


@own_settings()
def draw(figure, marks):
    """The same figure with the marks, a list of `ChartMark`s, drawn into it in order."""
    for place, (x, y, style, colour) in enumerate(marks):
        figure.axes[0].plot(x, y, color=colour, zorder=4 + place, **STYLES[style])
    return figure


def one_number(name, value, lowest, highest):
    """`value` as a float, if it lies from `lowest` to `highest`; else one clear sentence."""
    number = float(as_numbers(name, value, ()))
    if not lowest <= number <= highest:
        raise ValueError(f"{name} must be from {lowest:g} to {highest:g}; got {number:g}")
    return number


@own_settings()
def png(figure):
    """A figure as PNG in base64 text, the same each time, with two dots a pixel for sharpness.

    64 colours are enough for a chart, and leave a third of the bytes.
    """
    from PIL import Image

    full, small = BytesIO(), BytesIO()
    options = {"dpi": 2 * figure.dpi, "metadata": {"Software": None}}
    figure.savefig(full, format="png", pil_kwargs={"compress_level": 1}, **options)
    Image.open(full).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG")
    return b64encode(small.getvalue()).decode("ascii")


# Widgets


class Chart:
    """A chart in a cell, with its numbers in words: a picture, which outlives the kernel.

    figure: a matplotlib `Figure`. text: what it shows; also what `repr` says.
    """

    def __init__(self, figure, text):
        self.figure, self._text = figure, text

    def __repr__(self):
        return self._text

    def _repr_mimebundle_(self, **kwargs):
        picture, about = still(self.figure, self._text)
        if on_a_page():  # JupyterLab shows a PNG without its alt text
            picture["text/html"] = image(picture, about)
        return {"text/plain": self._text, **picture}, about


class MovingChart(GridBox):
    """A figure that stands still with marks that move over it: a move sends only the marks.

    figure: a matplotlib `Figure`. text: what the figure shows, for who cannot see it.
    """

    def __init__(self, figure, text):
        self._figure = figure
        place = {"grid_area": "1 / 1", "width": "auto", "height": "auto", "margin": "0"}
        self._marks = HTML(layout=Layout(**place))
        children = [HTML(image(*still(figure, text)), layout=Layout(**place)), self._marks]
        columns = "minmax(0, 1fr)"  # the lines below may be wider than the figure
        super().__init__(children, layout=Layout(grid_template_columns=columns, overflow="hidden"))

    def close(self):
        """Take it away, and let go of the figure, which is large."""
        self._figure = None
        super().close()

    def move(self, marks, text, lines=()):
        """Draw these marks instead of the last ones. text: what they show, with its numbers.

        lines: worked lines to stand under the chart, as text.
        """
        below = "".join(f"<div>{escape(line)}</div>" for line in lines)
        below = f'<div style="{LINES}">{below}</div>' if below else ""
        self._marks.value = overlay(self._figure, marks, text) + below


def still(figure, text):
    """A figure for a stored output: its PNG, and beside it the width and the words of that PNG."""
    about = {"alt": text, "width": round(figure.bbox.width)}
    return {"image/png": png(figure)}, {"image/png": about}


def image(picture, about):
    """What `still` returns as an HTML picture on its own light panel, with its words."""
    words, width = escape(about["image/png"]["alt"]), about["image/png"]["width"]
    panel = f"{SHAPE};outline:1px solid #BDBDBD;outline-offset:-1px"
    source = f"data:image/png;base64,{picture['image/png']}"
    return f'<img alt="{words}" width="{width}" style="{panel}" src="{source}">'


def overlay(figure, marks, text):
    """The marks as SVG, as large as the figure and cut off where its axes end. Returns text."""
    width, height = round(figure.bbox.width), round(figure.bbox.height)
    box = figure.axes[0].bbox
    corner = _rounded(box.x0), _rounded(height - box.y1)
    window = *corner, _rounded(box.width), _rounded(box.height)
    place = 'x="{:g}" y="{:g}" width="{:g}" height="{:g}"'.format(*window)
    view = "{:g} {:g} {:g} {:g}".format(*window)
    shapes = "".join(_shape(mark, pixels(figure, mark), figure.dpi / 72) for mark in marks)
    return (
        f'<svg role="img" aria-label="{escape(text)}" viewBox="0 0 {width} {height}" '
        f'width="{width}" style="{SHAPE}"><svg {place} viewBox="{view}">{shapes}</svg></svg>'
    )


def pixels(figure, mark):
    """Where the points of a mark lie: for each its pixels from the left and from the top."""
    points = list(zip(mark.x, mark.y, strict=True))
    places = figure.axes[0].transData.transform(points)
    return [(_rounded(x), _rounded(figure.bbox.height - y)) for x, y in places]


def _shape(mark, places, unit):
    """One mark as SVG: a line through its points, a circle at each, or both. unit: 1/72 inch."""
    style = STYLES[mark.style]
    width = unit * style.get("linewidth", 2)
    shape = ""
    if style["linestyle"]:
        points = " ".join(f"{x:g},{y:g}" for x, y in places)
        shape = f'<polyline points="{points}" fill="none"{_dash(style["linestyle"], width)}/>'
    if "marker" in style:
        radius = unit * style["markersize"] / 2
        shape += "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:.3g}"/>' for x, y in places)
    fill = style.get("markerfacecolor", mark.colour)
    return f'<g fill="{fill}" stroke="{mark.colour}" stroke-width="{width:.3g}">{shape}</g>'


def _dash(linestyle, width):
    """The dashes of a line as matplotlib draws them: so many widths long."""
    if linestyle == "-":
        return ""
    return ' stroke-dasharray="' + " ".join(f"{part * width:.3g}" for part in linestyle[1]) + '"'


def _rounded(pixels):
    return float(f"{pixels:.1f}")


class ChartLab(Lab):
    """The base of a lab with a chart. Each lab writes `chart`, `marks` and `lines`.

    about: what the figure shows, for who cannot see it. dials: under the learner's hand. buttons:
    what stands before the reset. above: over the chart. beside: under the dials and buttons.
    below: under the words.
    """

    def __init__(self, about, dials, buttons=(), above=(), beside=(), below=()):
        self._chart = MovingChart(self.chart(), about)
        super().__init__([*above, self._chart], dials, [*dials, *buttons, *beside], below)
        self.add_class("bh-chart")

    def chart(self):
        """The figure that stands still, freshly made."""
        raise NotImplementedError

    def marks(self):
        """What moves over it now: a list of `ChartMark`s."""
        raise NotImplementedError

    def lines(self):
        """What the lab says, in words and numbers, a text a line."""
        raise NotImplementedError

    def __repr__(self):
        title = f"{type(self).__name__}. {self.heading}"
        return "\n".join([title if title.endswith("?") else f"{title}.", *self.lines()])

    def _follow(self):
        lines = self.lines()
        self._chart.move(self.marks(), "; ".join(lines), lines)

    def _still(self):
        return still(draw(self.chart(), self.marks()), repr(self))

    def _still_html(self):
        return image(*self._still())
