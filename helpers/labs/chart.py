"""A chart in a lab: the figure is sent once and stands still; marks are drawn over it as SVG.

`ChartLab` is what the labs with a chart share."""

from base64 import b64encode
from html import escape
from io import BytesIO

from ipywidgets import HTML, GridBox, Layout

from helpers.labs.kit import Lab
from helpers.labs.picture import LINES
from helpers.plots import STYLES, draw

SHAPE = "display:block;max-width:100%;height:auto"


class Chart(HTML):
    """A chart that stands still, with its numbers in words for who cannot see it.

    figure: a matplotlib `Figure`. text: what it shows; also what `repr` says.
    """

    def __init__(self, figure, text):
        self._text, self._still = text, still(figure, text)
        super().__init__(image(*self._still))

    def __repr__(self):
        return self._text

    def _repr_mimebundle_(self, **kwargs):
        picture, about = self._still
        live = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": repr(self), **picture}, about


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
    """The base of a lab that shows a chart. Each lab writes `lines` and `chart_and_marks`."""

    def lines(self):
        """What the lab says, in words and numbers, a text a line."""
        raise NotImplementedError

    def chart_and_marks(self):
        """A fresh figure and its marks, for the still picture."""
        raise NotImplementedError

    def __repr__(self):
        title = f"{type(self).__name__}. {self.heading}"
        return "\n".join([title if title.endswith("?") else f"{title}.", *self.lines()])

    def _still(self):
        return still(draw(*self.chart_and_marks()), repr(self))
