"""A drawing in a cell or a lab: SVG on the page, with its numbers in words for those who listen."""

import re
from html import escape, unescape

from ipywidgets import HTML, Layout, VBox

from helpers.diagram import PAGE_WIDTH, WIDTH

TITLE = re.compile("<title>(.*?)</title>")
STYLE = re.compile("<style>.*?</style>")
STORED = f'role="img" width="{PAGE_WIDTH}"'
LINES = "line-height:1.6;font-size:15px;font-variant-numeric:tabular-nums;margin:6px 4px 0"


class Picture(VBox):
    """A drawing in the colours of the page; `draw` shows another in its place.

    svg: SVG text with a <title> that says its numbers; a <style> in it is sent to the page once.
    lines: worked lines to stand under the drawing, as text.
    """

    def __init__(self, svg="", lines=()):
        self._style, self._drawing = HTML(layout=Layout(display="none")), HTML()
        super().__init__([self._style, self._drawing])
        self.draw(svg, lines)

    def draw(self, svg, lines=()):
        """Show this drawing and these lines."""
        self.svg, self.lines = svg, tuple(lines)
        self._style.value = "".join(STYLE.findall(svg))
        named = f'role="img" aria-label="{self._title()}" width="{WIDTH}"'
        live = TITLE.sub("", STYLE.sub("", svg)).replace(STORED, named, 1)
        below = "".join(f"<div>{escape(line)}</div>" for line in self.lines)
        self._drawing.value = live + (f'<div style="{LINES}">{below}</div>' if below else "")

    def __repr__(self):
        return "\n".join([unescape(self._title()), *self.lines])

    def _title(self):
        return "".join(TITLE.findall(self.svg))

    def _repr_mimebundle_(self, **kwargs):
        still = {"text/plain": repr(self), "image/svg+xml": self.svg}
        return {**super()._repr_mimebundle_(**kwargs), **still}
