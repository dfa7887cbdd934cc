"""What every lab is made of: a heading, something to look at, dials, a reset, things to try."""

from html import escape
from typing import NamedTuple

from ipywidgets import HTML, Box, Button, Layout, VBox

from helpers.labs.page import cell, on_a_page, request, show

TITLE = (
    '<div role="heading" aria-level="4" style="font-size:17px;font-weight:bold;line-height:22px">'
)
WORDS = '<div role="status" style="font-size:14px;line-height:1.45">'
NOTE = '<div role="status" style="font-size:14px;line-height:1.45;font-weight:bold">'
# Where things stand in a lab: what to look at on the left, buttons and words on the right.
STYLE = (
    "<style>.bh-lab{max-width:960px;container-type:inline-size}"
    ".bh-lab .widget-box{overflow:visible}.bh-ask{flex-flow:row wrap}"
    ".bh-lab .bh-both{flex-flow:row wrap;gap:6px 14px;align-items:flex-start}"
    ".bh-lab .bh-main{flex:0 1 auto;flex-flow:column;gap:4px;max-width:100%;overflow-x:auto}"
    ".bh-lab .bh-side{flex:1 1 180px;min-width:0;flex-flow:row wrap;"
    "gap:2px;align-content:flex-start}"
    ".bh-lab .bh-side>*{margin:2px}.bh-lab .bh-side>.widget-html{flex:1 1 100%;width:auto}"
    ".bh-chart .bh-main{flex:0 1 600px;min-width:0}"
    ".bh-dial{align-items:center;flex:1 1 100%}.bh-dial .widget-text{flex:0 0 122px;width:122px}"
    ".bh-dial .widget-label{width:46px}.bh-dial .widget-slider{flex:1 1 60px;width:auto}"
    ".bh-dial .widget-slider .widget-label{display:none}"
    ".bh-plane .bh-dial .widget-text{flex-basis:142px;width:142px}"
    ".bh-plane .bh-dial .widget-label{width:62px}"
    ".bh-graph .bh-dial{flex:1 1 200px}"
    ".bh-lab .bh-answer{width:230px}"
    ".bh-lab .bh-answer .widget-label{width:auto}"
    "@media(forced-colors:active){.bh-lab button,.bh-lab .noUi-base{border:1px solid}}</style>"
)


class Shown(VBox):
    """Widgets that a cell shows together, with a still picture for where widgets cannot live.

    gone: what to say under the picture when the kernel is gone. When its cell runs again, what the
    cell showed before is closed: it would be kept for ever.
    """

    gone = ""

    _before = {}  # noqa: RUF012 - by cell: its last run and what that has shown

    def close(self):
        """Take it away with all that stands in it."""
        if self.comm is not None:
            parts, self.children = self.children, ()
            close_all([*parts, self.layout])
            super().close()

    def _still(self):
        """The picture for where a widget cannot live, by media type, and what to say of it."""
        return {"text/html": f"<p>{escape(repr(self))}</p>"}, {}

    def _still_html(self):
        """The same on a page."""
        return self._still()[0]["text/html"]

    def _repr_mimebundle_(self, **kwargs):
        still, about = self._still()
        live = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": repr(self), **still}, about

    def _ipython_display_(self):
        self._take_the_place()
        still, about = self._still()
        live = super()._repr_mimebundle_()
        show(live, {"text/plain": repr(self), **still}, about, self._still_html(), self.gone)

    def _take_the_place(self):
        """Close what an earlier run of the same cell has shown."""
        if on_a_page():
            run = request()["header"]["msg_id"]
            last, shown = self._before.get(cell(), (run, []))
            if last != run:
                close_all(other for other in shown if other is not self)
                shown = []
            Shown._before[cell()] = run, [*shown, self]


class Question(NamedTuple):
    """Something to try. start: the numbers its button sets, by name. answer: shown folded."""

    text: str
    start: dict
    answer: str


class Lab(Shown):
    """The base of every lab. How to write one: the docstring of `helpers.labs`.

    show: the widgets to look at, on the left. dials: all that it is moved by. side: what stands on
    the right, above the reset, what to try, and the words; below: what stands under those.
    A lab sets `heading`, `task` and `questions`, and writes `_follow`, which shows what the dials
    say. player: its `Player`, if it plays.
    """

    heading = ""
    task = ""
    questions = ()
    home = "Reset"
    gone = "This is a still picture. Run the cell again, and you can play with it."
    player = None

    def __init__(self, show, dials, side=(), below=()):
        self._dials = {dial.name: dial for dial in dials}
        self._waiting = False
        self._words, self._notice = HTML(f"{WORDS}{self.task}</div>"), HTML(f"{NOTE}</div>")
        for dial in self._dials.values():
            dial.observe(lambda change: self._moved(), "value")
            dial.observe(lambda change: self._say(change.new), "note")
        tries = [
            button(f"Try {number}", lambda number=number: self.try_this(number))
            for number in range(1, len(self.questions) + 1)
        ]
        main = Box(show)
        buttons = [button(self.home, self.reset), *tries]
        side = Box([*side, *buttons, self._words, *below, self._notice])
        both = Box([main, side])
        for box, name in ((main, "bh-main"), (side, "bh-side"), (both, "bh-both")):
            box.add_class(name)
        super().__init__([HTML(STYLE + TITLE + f"{self.heading}</div>"), both])
        self.add_class("bh-lab")
        self._follow()

    @property
    def values(self):
        """The number on every dial, by name: {"x₁": 1.0, ...}."""
        return {name: dial.value for name, dial in self._dials.items()}

    def move(self, name, value):
        """Set one dial. A number beyond its ends becomes the nearest end, and the lab says so."""
        if name not in self._dials:
            raise ValueError(f"name must be one of {', '.join(self._dials)}; got {name!r}")
        self._dials[name].type(value)

    def reset(self):
        """Back to the numbers of the worked example."""
        self._words.value = f"{WORDS}{self.task}</div>"
        self._start({})

    def try_this(self, number):
        """Ask question 1, 2, ...: the worked example with that question's numbers."""
        text, start, answer = self.questions[number - 1]
        folded = f"<details><summary>Answer {number}</summary>{answer}</details>"
        self._words.value = f"{WORDS}<b>Try {number}.</b> {text}{folded}</div>"
        self._start(start)

    def close(self):
        """Stop playing, and take the lab away."""
        if self.player:
            self.player.pause()
        super().close()

    @property
    def picture(self):
        """What the lab shows: a `Picture`."""
        raise NotImplementedError

    def __repr__(self):
        return f"{type(self).__name__}. {self.picture!r}"

    def _follow(self):
        """Show what the dials say: to be written by each lab."""
        raise NotImplementedError

    def _still(self):
        return {"image/svg+xml": self.picture.svg}, {}

    def _still_html(self):
        return self.picture.html()

    def _start(self, numbers):
        """Stop playing, set all dials, then follow once."""
        if self.player:
            self.player.pause()
        self._waiting = True
        for name, dial in self._dials.items():
            dial.type(numbers.get(name, dial.start))
        self._waiting = False
        self._follow()

    def _moved(self):
        if not self._waiting:
            self._follow()

    def _say(self, note):
        self._notice.value = f"{NOTE}{escape(note)}</div>"


def button(label, action, tooltip="", width="auto"):
    """A button that calls `action()` when it is pressed."""
    layout = Layout(width=width, flex="0 0 auto")
    made = Button(description=label, tooltip=tooltip, layout=layout)
    made.on_click(lambda pressed: action())
    return made


def close_all(widgets):
    """Close these widgets and all that belongs to them: `close` alone would keep all of that."""
    for widget in widgets:
        parts = [getattr(widget, name, None) for name in ("layout", "style")]
        close_all([*getattr(widget, "children", ()), *filter(None, parts)])
        widget.close()
