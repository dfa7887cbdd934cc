"""What every lab is made of: a heading, something to look at, dials, a reset, things to try."""

from typing import NamedTuple

from IPython import get_ipython
from ipywidgets import HTML, Box, Button, HBox, Layout, VBox

TITLE = '<div role="heading" aria-level="4" style="font-size:17px;font-weight:bold">'
WORDS = '<div style="font-size:14px;line-height:1.5">'


class Shown(VBox):
    """Widgets that a cell shows together, with a still picture for where widgets cannot live.

    When its cell runs again, what the cell showed before is closed: it would be kept for ever.
    """

    _before = {}  # noqa: RUF012 - by cell: its last run and what that has shown

    def close(self):
        """Take it away with all that stands in it."""
        if self.comm is not None:
            parts, self.children = self.children, ()
            close_all([*parts, self.layout])
            super().close()

    def _still(self):
        """The picture for places where a widget cannot live, and what to say of it."""
        return {}, {}

    def _repr_mimebundle_(self, **kwargs):
        self._replace()
        still, about = self._still()
        live = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": repr(self), **still}, about

    def _replace(self):
        """Close what an earlier run of the same cell has shown. Only JupyterLab names its cells."""
        kernel = getattr(get_ipython(), "kernel", None)  # a terminal has none
        request = kernel.get_parent() if kernel else {}
        cell = request.get("metadata", {}).get("cellId")
        if cell is None:
            return
        run = request["header"]["msg_id"]
        last, shown = Shown._before.get(cell, (run, []))
        if last != run:
            close_all(other for other in shown if other is not self)
            shown = []
        Shown._before[cell] = run, [*shown, self]


class Question(NamedTuple):
    """Something to try. start: the numbers its button sets, by name. answer: shown folded."""

    text: str
    start: dict
    answer: str


class Lab(Shown):
    """The base of every lab. How to write one: the docstring of `helpers.labs`.

    show: the widgets to look at, first of all the picture. groups: the dials under their headings,
    {"Neuron 1": [Dial("b1[0]", 0.1)]}. beside: widgets that stand beside both where there is room.
    A lab sets `heading`, `task` and `questions`, and writes `_follow`, which shows what the dials
    say. player: its `Player`, if it plays.
    """

    heading = ""
    task = ""
    questions = ()
    home = "Reset to the worked example"
    player = None

    def __init__(self, show, groups, beside=()):
        self._dials = {dial.name: dial for dials in groups.values() for dial in dials}
        self._waiting = False
        for dial in self._dials.values():
            dial.observe(lambda change: self._moved(), "value")
        reset = button(self.home, self.reset)
        tries = [self._question(number) for number in range(1, len(self.questions) + 1)]
        title = f"{TITLE}{self.heading}</div>{WORDS}{self.task}</div>"
        controls = [_columns(groups), HBox([reset])]
        children = [HTML(title), *self._arranged(show, controls, beside, tries)]
        super().__init__(children, layout=Layout(max_width="960px", grid_gap="6px"))
        self._follow()

    def _arranged(self, show, controls, beside, tries):
        """Where its parts stand: the controls under the picture, what to try under both."""
        main = VBox([*show, *controls], layout=Layout(grid_gap="6px"))
        both = Box([main, *beside], layout=Layout(flex_flow="row wrap", grid_gap="6px 20px"))
        return [both, *tries]

    @property
    def values(self):
        """The number on every dial, by name: {"x₁": 1.0, ...}."""
        return {name: dial.value for name, dial in self._dials.items()}

    def move(self, name, value):
        """Set one dial. A number beyond its ends becomes the nearest end, and the dial says so."""
        if name not in self._dials:
            raise ValueError(f"name must be one of {', '.join(self._dials)}; got {name!r}")
        self._dials[name].type(value)

    def reset(self):
        """Back to the numbers of the worked example."""
        self._start({})

    def try_this(self, number):
        """Set the start of question 1, 2, ...: the worked example with that question's numbers."""
        self._start(self.questions[number - 1].start)

    def close(self):
        """Stop playing, and take the lab away."""
        if self.player:
            self.player.pause()
        super().close()

    def __repr__(self):
        return f"{type(self).__name__}. {self._picture!r}"

    def _follow(self):
        """Show what the dials say: to be written by each lab."""
        raise NotImplementedError

    def _still(self):
        return {"image/svg+xml": self._picture.svg}, {}

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

    def _question(self, number):
        text, _, answer = self.questions[number - 1]
        folded = f"<details><summary>Answer {number}</summary>{answer}</details>"
        words = HTML(f"{WORDS}{text}{folded}</div>", layout=Layout(flex="1 1 320px", width="auto"))
        try_it = button(f"Try this {number}", lambda: self.try_this(number))
        layout = Layout(flex_flow="row wrap", align_content="flex-start")
        return HBox([try_it, words], layout=layout)


def side_by_side(show, hand, tries=(), width="600px"):
    """What there is to see on the left, what moves it on the right, what to try below.

    hand: widgets one under the other; a list of buttons among them becomes a row. width: of what
    there is to see.
    """
    hand = [
        Box(part, layout=Layout(flex_flow="row wrap")) if isinstance(part, list) else part
        for part in hand
    ]
    columns = [
        VBox(show, layout=Layout(flex=f"0 1 {width}", grid_gap="6px")),
        VBox(hand, layout=Layout(flex="1 1 280px", grid_gap="6px")),
    ]
    for question in tries:
        question.layout.flex = "1 1 270px"
    rows = [columns, tries] if tries else [columns]
    return [Box(row, layout=Layout(flex_flow="row wrap", grid_gap="6px 20px")) for row in rows]


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


def _columns(groups):
    """Each group of dials under its heading, side by side as far as there is room."""
    column = {"flex": "1 1 264px", "max_width": "340px"}
    columns = [
        VBox([*([HTML(f"<b>{heading}</b>")] if heading else []), *dials], layout=Layout(**column))
        for heading, dials in groups.items()
    ]
    return Box(columns, layout=Layout(flex_flow="row wrap", grid_gap="4px 16px"))
