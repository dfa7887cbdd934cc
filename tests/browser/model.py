"""What a lab, made here without a browser, would show on a page: that is what a page must show."""

import re
from html.parser import HTMLParser

from ipywidgets import HTML

LINE = {"div", "p", "tr", "details", "summary", "text"}
CELLS = {"td", "th"}
HIDDEN = {"style", "title"}


def shown(lab):
    """The texts of its drawings, its lines, and the circles over its chart, as `Lab.expect` wants.

    lab: one of `helpers.labs`. What is folded away is left out.
    """
    page = _Page()
    for html in _visible(lab):
        page.feed(html.value)
        page.end_of_line()
    return {"drawing": page.drawing, "lines": page.lines, "circles": page.circles}


def texts(svg):
    """The texts of a drawing."""
    page = _Page()
    page.feed(svg)
    return page.drawing


def _visible(widget):
    """All HTML of a widget that is not hidden."""
    if widget.layout.display != "none":
        if isinstance(widget, HTML):
            yield widget
        for child in getattr(widget, "children", ()):
            yield from _visible(child)


class _Page(HTMLParser):
    """Reads HTML as a page shows it: lines of text, and the texts and circles of drawings."""

    def __init__(self):
        super().__init__()
        self.drawing, self.lines, self.circles = [], [], []
        self._words, self._inside, self._keeps_lines = "", [], False

    def handle_starttag(self, tag, attributes):
        if tag in ("img", "br"):
            return
        style = dict(attributes).get("style", "")
        if tag in LINE or "display:block" in style:
            self.end_of_line()
        self._inside.append(tag)
        if tag == "div":
            self._keeps_lines = "pre-wrap" in style
        if tag == "circle":
            places = dict(attributes)
            self.circles.append(tuple(round(float(places[it]), 1) for it in ("cx", "cy")))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in LINE:
            self.end_of_line()
        if tag in CELLS:
            self._words += " "
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data):
        folded = "details" in self._inside and "summary" not in self._inside
        if not folded and not HIDDEN & {*self._inside}:
            first, *others = data.split("\n") if self._keeps_lines else [data]
            self._words += first
            for words in others:
                self.end_of_line()
                self._words = words

    def end_of_line(self):
        words = re.sub(r"\s+", " ", self._words).strip()
        self._words = ""
        if words:
            (self.drawing if "svg" in self._inside else self.lines).append(words)
