"""One row of a practice sheet: a field for one quantity, its hints, its solution, its judgement."""

from html import escape

import numpy as np
from ipywidgets import HTML, Button, HBox, Layout, Text, VBox

from helpers.formatting import text
from helpers.tutor.answers import shape_words
from helpers.tutor.solutions import hints, solution

PRE = "white-space:pre-wrap;line-height:1.5;font-size:14px;margin:4px 0 4px 12px"
GIVEN = '<div style="margin-left:12px;font-family:var(--jp-code-font-family,monospace)">'


class Row(VBox):
    """A field with buttons for one quantity of a problem. Enter asks the owner to check.

    judge: called with the row when an answer was entered. known: called with nothing, gives the
    earlier values by name. move_on: called with the row when Enter was pressed and it is right.
    afterwards: what to say after the solution.
    """

    def __init__(self, quantity, judge, known, move_on=lambda row: None, afterwards=""):
        self.quantity, self.mark = quantity, None
        self.rungs, self.solved, self.given = 0, False, False
        self._judge, self._known, self._move_on, self._entered = judge, known, move_on, False
        self._quiet, self._afterwards = False, afterwards
        self._field = Text(
            description=quantity,
            continuous_update=False,
            layout=Layout(width="300px"),
            style={"description_width": "100px"},
        )
        self._hint = Button(description="Hint", tooltip=f"A hint for {quantity}")
        self._solution = Button(description="Solution", tooltip=f"The solution for {quantity}")
        for button in (self._hint, self._solution):
            button.layout.width = "75px"
        self._feedback, self._help = HTML(), HTML()
        self._field.observe(lambda change: self._changed(), "value")
        self._field.on_msg(lambda widget, content, buffers: self._submitted(content))
        self._hint.on_click(lambda button: self.hint())
        self._solution.on_click(lambda button: self.solve())
        controls = [self._field, self._hint, self._solution, self._feedback]
        line = HBox(controls, layout=Layout(flex_flow="row wrap"))
        super().__init__([line, self._help])

    @property
    def answer(self):
        """What stands in the field; `...` if nothing does."""
        return self._field.value if self._field.value.strip() else ...

    @property
    def helped(self):
        """Whether a hint or the solution was opened."""
        return self.rungs > 0 or self.solved

    def start(self, problem, value, given):
        """Begin a fresh problem: an empty field, or the value itself if it is given."""
        self.problem, self.mark, self.rungs, self.solved, self.given = (
            problem,
            None,
            0,
            False,
            given,
        )
        self._entered = False
        for control in (self._field, self._hint, self._solution):
            control.layout.display = "none" if given else ""
        self._feedback.value = f"{GIVEN}{self.quantity} = {text(value)}</div>" if given else ""
        self._help.value = ""
        self._hint.disabled = False
        self._set(text(value) if given else "")
        self._field.placeholder = shape_words(np.shape(value))

    def enter(self, answer):
        """Write an answer into the field, as a learner does, and have it checked."""
        self._field.value = answer

    def show(self, mark):
        """Show a judgement beneath the field."""
        self.mark = mark
        empty = mark is None or mark.state == "not answered yet"
        self._feedback.value = "" if empty else f'<div role="status">{mark.html()}</div>'

    def hint(self):
        """Open one more rung of the hints."""
        rungs = hints(self.problem, self.quantity, self._known())
        self.rungs = min(self.rungs + 1, len(rungs))
        self._help.value = panel("\n".join(rungs[: self.rungs]), "Hint")
        self._hint.disabled = self.rungs == len(rungs)

    def solve(self):
        """Show the worked lines, from the learner's own earlier numbers."""
        self.solved = True
        lines = solution(self.problem, self.quantity, self._known())
        self._help.value = panel("\n".join([*map(str, lines), self._afterwards]), "Solution")

    def focus(self):
        """Put the cursor into the field."""
        self._field.focus()

    def _set(self, value):
        self._quiet = True
        self._field.value = value
        self._quiet = False

    def _changed(self):
        if self._quiet:
            return
        entered, self._entered = self._entered, False
        self._judge(self)
        if entered:
            self._go_on()

    def _submitted(self, content):
        """Enter: the browser says so first, and sends a changed value right after it."""
        if content.get("event") == "submit":
            self._entered = True
            if self.mark is not None and self.mark.right:
                self._move_on(self)

    def _go_on(self):
        if self.mark is not None and self.mark.right:
            self._move_on(self)
        else:
            self.focus()


def panel(lines, title):
    """Some lines of working under a title, as HTML; the lines are escaped."""
    return f'<div role="status" style="{PRE}"><strong>{title}</strong>\n{escape(lines)}</div>'
