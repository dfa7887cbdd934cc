"""A drawing in a cell or a lab: SVG on the page, with its numbers in words for those who listen."""

import re
from html import escape, unescape

from ipywidgets import HTML, Layout, VBox

from helpers.diagram import PAGE_WIDTH, WIDTH
from helpers.labs.page import on_a_page

TITLE = re.compile("<title>(.*?)</title>")
STYLE = re.compile("<style>.*?</style>")
STORED = f'width="{PAGE_WIDTH}"'
LINES = "line-height:1.5;font-size:15px;font-variant-numeric:tabular-nums;margin:6px 4px 0"


class Picture:
    """A drawing in the colours of the page, with worked lines under it. It needs no kernel.

    svg: SVG text with a <title> that says its numbers. lines: the worked lines, as text.
    """

    def __init__(self, svg, lines=()):
        self.svg, self.lines = svg, tuple(lines)

    def __repr__(self):
        return "\n".join([unescape(self._title()), *self.lines])

    def html(self, room=0):
        """The drawing as part of a page: named for those who listen. room: for how many lines."""
        named = f'role="img" aria-label="{self._title()}"'
        live = TITLE.sub("", self.svg).replace('role="img"', named, 1)
        live = live.replace(STORED, f'width="{WIDTH}"', 1)
        below = "".join(f"<div>{escape(line)}</div>" for line in self.lines)
        height = f";min-height:{1.5 * room}em" if room else ""
        return live + (f'<div style="{LINES}{height}">{below}</div>' if below or room else "")

    def _title(self):
        return "".join(TITLE.findall(self.svg))

    def _repr_mimebundle_(self, **kwargs):
        still = {"text/plain": repr(self), "image/svg+xml": self.svg}
        return {**still, "text/html": self.html()} if on_a_page() else still


class Drawing(VBox):
    """A `Picture` in a lab; `draw` shows another in its place, and sends the colours only once.

    room: how many worked lines may stand under it: what is below stays in its place.
    """

    def __init__(self, svg="", room=0):
        self._style, self._drawing = HTML(layout=Layout(display="none")), HTML()
        self._room = room
        super().__init__([self._style, self._drawing], layout=Layout(overflow="visible"))
        self.draw(svg)

    def draw(self, svg, lines=()):
        """Show this drawing and these lines."""
        self.picture = Picture(svg, lines)
        self._style.value = "".join(STYLE.findall(svg))
        self._drawing.value = STYLE.sub("", self.picture.html(self._room))
