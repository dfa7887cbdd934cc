"""One row of a sheet: a field for one quantity, its hints, its solution, its judgement."""

from html import escape

import numpy as np
from ipywidgets import HTML, HBox, Layout, Text, VBox

from helpers.formatting import text
from helpers.labs.kit import button
from helpers.tutor.answers import shape_words
from helpers.tutor.marks import COLOURS, STATES
from helpers.tutor.solutions import hints, solution

PRE = "white-space:pre-wrap;line-height:1.5;font-size:14px;margin:4px 0 4px 12px"
GIVEN = (
    '<div style="line-height:1.4;font-size:13px;font-family:var(--jp-code-font-family,monospace);'
    'overflow-wrap:anywhere">'
)


class Row(VBox):
    """A field with buttons for one quantity of a problem. Enter asks the owner to check.

    judge: called with the row when an answer was entered. known: called with it too, gives the
    earlier values by name. move_on: called with it when Enter was pressed and it is right.
    helped: called with it when a hint or the solution is opened. afterwards: what to say after the
    solution. words: where judgement and help are written, if not beneath the row.
    """

    def __init__(
        self,
        quantity,
        judge,
        known,
        move_on=lambda row: None,
        helped=lambda row: None,
        afterwards="",
        words=None,
    ):
        self.quantity, self.mark, self.given = quantity, None, False
        self._judge, self._known, self._move_on, self._helped = judge, known, move_on, helped
        self._afterwards, self._rungs, self._entered, self._quiet = afterwards, 0, False, False
        self._field = Text(
            description=quantity,
            continuous_update=False,
            layout=Layout(width="250px"),
            style={"description_width": "92px"},
        )
        self._hint = button("Hint", self.hint, f"A hint for {quantity}", "52px")
        self._solution = button("Solution", self.solve, f"The solution for {quantity}", "74px")
        self._state, self._value = HTML(layout=Layout(width="20px")), HTML()
        self._field.observe(lambda change: self._changed(), "value")
        self._field.on_msg(lambda widget, content, buffers: self._submitted(content))
        line = HBox([self._state, self._value, self._field, self._hint, self._solution])
        self.words = words or HTML()
        super().__init__([line] if words else [line, self.words])

    @property
    def answer(self):
        """What stands in the field; `...` if nothing does."""
        return self._field.value if self._field.value.strip() else ...

    @property
    def right(self):
        """Whether it was judged, and nothing is left to do here."""
        return self.mark is not None and self.mark.right

    def start(self, problem, value, given):
        """Begin a fresh problem: an empty field, or the value itself if it is given."""
        self.problem, self.mark, self.given = problem, None, given
        self._rungs, self._entered = 0, False
        for control in (self._field, self._hint, self._solution):
            control.layout.display = "none" if given else ""
        written = f"{GIVEN}{self.quantity} = {text(value)}</div>"
        self._value.value, self._state.value = written if given else "", ""
        self.write(text(value) if given else "")
        self._field.placeholder = shape_words(np.shape(value))

    def enter(self, answer):
        """Write an answer into the field, as a learner does, and have it checked."""
        self._field.value = answer

    def write(self, answer):
        """Write an answer into the field that was judged before, or is none."""
        self._quiet = True
        self._field.value = answer
        self._quiet = False

    def lock(self, locked):
        """Keep the field shut until something else is done."""
        self._field.disabled = locked

    def show(self, mark):
        """Show a judgement as a sign in the row."""
        self.mark = mark
        symbol, word = STATES[mark.state]
        sign = f'<span role="img" aria-label="{word}" style="color:{COLOURS[symbol]}">{symbol}'
        self._state.value = "" if mark.state == "not answered yet" else f"{sign}</span>"

    def say(self):
        """Write the judgement in words."""
        empty = self.mark is None or self.mark.state == "not answered yet"
        name = f"<code>{escape(self.quantity)}</code>: "
        said = "" if empty else self.mark.html(name)
        self.words.value = said and f'<div role="status" style="line-height:1.45">{said}</div>'

    def hint(self):
        """Open one more rung of the hints."""
        self._helped(self)
        rungs = hints(self.problem, self.quantity, self._known(self))
        self._rungs = min(self._rungs + 1, len(rungs))
        title = f"{self.quantity}: hint {self._rungs} of {len(rungs)}"
        self.words.value = panel("\n".join(rungs[: self._rungs]), title)

    def solve(self):
        """Show the worked lines, from the learner's own earlier numbers."""
        self._helped(self)
        lines = solution(self.problem, self.quantity, self._known(self))
        lines = "\n".join([*map(str, lines), self._afterwards])
        self.words.value = panel(lines, f"{self.quantity}: solution")

    def focus(self):
        """Put the cursor into the field."""
        self._field.focus()

    def _changed(self):
        if self._quiet:
            return
        entered, self._entered = self._entered, False
        self._judge(self)
        if entered and self.right:
            self._move_on(self)

    def _submitted(self, content):
        """Enter: the browser says so first, and sends a changed value right after it."""
        if content.get("event") == "submit":
            self._entered = True
            if self.right:
                self._move_on(self)


def panel(lines, title):
    """Some lines of working under a title, as HTML; the lines are escaped."""
    return (
        f'<div role="status" style="{PRE}"><strong>{escape(title)}</strong>\n{escape(lines)}</div>'
    )
