"""What a cell shows: a drawing, or live widgets with a still picture for when they cannot live."""

import re
from html import escape, unescape

from IPython import get_ipython
from IPython.display import publish_display_data
from ipywidgets import HTML, Layout, VBox

from helpers.diagram import PAGE_WIDTH, WIDTH

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# A cell shows a still picture and then the live widget: one of the two can be seen. A widget whose
# kernel was restarted stays as it was last, and of its still picture only the sentence is shown.
LIVE, DEAD = ":has(+* .widget-box)", ":has(+* .jupyter-widgets-disconnected)"
STILL = (
    "<style>.bh-still{display:none}.jp-OutputArea .bh-still{display:block}"
    f".jp-OutputArea-child:has(.bh-still){LIVE}:not({DEAD}),"
    ".jp-OutputArea-child:has(.bh-still)+:not(:has(.widget-box)),"
    f".jp-OutputArea-child{DEAD} .bh-still figure{{display:none}}"
    ".jupyter-widgets-disconnected{pointer-events:none;opacity:.75}"
    ".jupyter-widgets-disconnected::before{content:none!important}</style>"
)
TITLED, COLOURED = re.compile("<title>(.*?)</title>"), re.compile("<style>.*?</style>")


def request():
    """The cell that runs now and its run, as JupyterLab names them; (None, None) elsewhere."""
    kernel = getattr(get_ipython(), "kernel", None)  # a terminal has none
    asked = (kernel.get_parent() if kernel else None) or {}
    cell = asked.get("metadata", {}).get("cellId")
    return cell, asked["header"]["msg_id"] if cell else None


def on_a_page():
    """Whether a reader's page shows what is displayed now, and not only a file that stores it."""
    return request() != (None, None)


class Still:
    """A picture that needs no kernel: `stored` gives its forms, `html` what a page shows of it."""

    def _repr_mimebundle_(self, **kwargs):
        stored, about = self.stored()
        return {**stored, "text/html": self.html()} if on_a_page() else stored, about


class Picture(Still):
    """A drawing in the colours of the page, with worked lines under it.

    svg: SVG text with a <title> that says its numbers. lines: the worked lines, as text.
    """

    def __init__(self, svg, lines=()):
        self.svg, self.lines = svg, tuple(lines)

    def __repr__(self):
        return "\n".join([unescape(self._title()), *self.lines])

    def stored(self):
        """The drawing and its words, by media type, and nothing more to say of them."""
        return {"text/plain": repr(self), "image/svg+xml": self.svg}, {}

    def html(self, room=0):
        """The drawing as part of a page: named for those who listen. room: for how many lines."""
        named = f'role="img" aria-label="{self._title()}"'
        live = TITLED.sub("", self.svg).replace('role="img"', named, 1)
        live = live.replace(f'width="{PAGE_WIDTH}"', f'width="{WIDTH}"', 1)
        return live + lines_html(self.lines, room=room)

    def _title(self):
        return "".join(TITLED.findall(self.svg))


class Sentence(Still):
    """Words in the place of a picture. words: HTML."""

    def __init__(self, words):
        self._words = words

    def stored(self):
        """The words on a page, by media type."""
        return {"text/html": self.html()}, {}

    def html(self):
        """The words as part of a page."""
        return f"<p>{self._words}</p>"


def lines_html(lines, size=15, room=0):
    """Worked lines, as text, to stand under a picture. room: for how many, at least."""
    below = "".join(f"<div>{escape(line)}</div>" for line in lines)
    look = f"line-height:1.5;font-size:{size}px;font-variant-numeric:tabular-nums"
    look += f";margin:6px 4px 0;min-height:{1.5 * room}em"
    return f'<div class="bh-lines" style="{look}">{below}</div>' if below or room else ""


class Drawing(VBox):
    """A `Picture` as a widget; `draw` shows another in its place, and sends the colours only once.

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
        self._style.value = "".join(COLOURED.findall(svg))
        self._drawing.value = COLOURED.sub("", self.picture.html(self._room))


class Shown(VBox):
    """Widgets that a cell shows together, after a still picture, seen when the kernel is gone.

    gone: what to say under the picture then. When its cell runs again, what the cell showed before
    is closed: it would be kept for ever.
    """

    gone = ""

    _before = {}  # noqa: RUF012 - by cell: its last run and what that has shown

    def close(self):
        """Take it away with all that stands in it."""
        if self.comm is not None:
            parts, self.children = self.children, ()
            close_all([*parts, self.layout])
            super().close()

    @property
    def picture(self):
        """What is seen where widgets cannot live: a `Still`."""
        return Sentence(escape(repr(self)))

    def stored_words(self):
        """What is stored of it as text."""
        return repr(self)

    def _repr_mimebundle_(self, **kwargs):
        return self._both(self.picture)

    def _both(self, picture):
        """The live widget and its still picture, by media type, and what is said of the latter."""
        stored, about = picture.stored()
        # As ipywidgets 7 and 8 say it; 7, which is in Google Colab, has no method to ask.
        live = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {WIDGET_VIEW: live, **stored, "text/plain": self.stored_words()}, about

    def _ipython_display_(self):
        """On a page the picture and the widget are two outputs: the first outlives the kernel."""
        picture = self.picture
        both, about = self._both(picture)
        if not on_a_page():
            publish_display_data(both, about)
            return
        self._take_the_place()
        live = {WIDGET_VIEW: both.pop(WIDGET_VIEW)}
        figure = f'<figure style="margin:0">{picture.html()}</figure>'
        gone = f'<p style="margin:6px 4px">{self.gone}</p>'
        both["text/html"] = f'{STILL}<div class="bh-still">{figure}{gone}</div>'
        publish_display_data(both, about)
        publish_display_data(live)

    def _take_the_place(self):
        """Close what an earlier run of the same cell has shown."""
        cell, run = request()
        last, shown = self._before.get(cell, (run, []))
        if last != run:
            close_all(other for other in shown if other is not self)
            shown = []
        Shown._before[cell] = run, [*shown, self]


def close_all(widgets):
    """Close these widgets and all that belongs to them: `close` alone would keep all of that."""
    for widget in widgets:
        parts = [getattr(widget, name, None) for name in ("layout", "style")]
        close_all([*getattr(widget, "children", ()), *filter(None, parts)])
        widget.close()
