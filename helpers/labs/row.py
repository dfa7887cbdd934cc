"""One row of a sheet: a field for one quantity, its judgement, its hints, its solution."""

from html import escape

import numpy as np
from ipywidgets import HTML, HBox, Layout, Text, VBox

from helpers.formatting import text
from helpers.labs.kit import button, status
from helpers.quantities import hints, solution
from helpers.tutor.answers import shape_words
from helpers.tutor.marks import STATES

PRE = "white-space:pre-wrap;line-height:1.5;font-size:14px;margin:4px 0 4px 12px"
GIVEN = (
    '<div style="line-height:1.4;font-size:13px;font-family:var(--jp-code-font-family,monospace);'
    'overflow-wrap:anywhere">'
)


class Help(VBox):
    """The hints and the solution for one quantity of its `problem`, one press at a time.

    known: gives the earlier values that stand there, by name. before: what else is on the line of
    the buttons. of: whose they are, if another has the same. helped: called when help is opened.
    afterwards: what to say after the solution. words: where it is written, if not beneath. Both
    functions are called with this help.
    """

    solution_label = "Solution"

    def __init__(
        self, quantity, known, before, of="", helped=lambda row: None, afterwards="", words=None
    ):
        self.quantity, self.problem, self._rungs = quantity, None, 0
        self._known, self._helped, self._afterwards = known, helped, afterwards
        self.buttons = (
            button("Hint", self.hint, f"A hint for {quantity}{of}"),
            button(self.solution_label, self.solve, f"The solution for {quantity}{of}"),
        )
        flow = Layout(flex_flow="row wrap", align_items="center")
        line = HBox([*before, *self.buttons], layout=flow)
        self.words = words or HTML()
        super().__init__([line] if words else [line, self.words])

    def hint(self):
        """Open one more rung of the hints."""
        self._helped(self)
        rungs = hints(self.problem, self.quantity, self._known(self))
        self._rungs = min(self._rungs + 1, len(rungs))
        title = f"{self.quantity}: hint {self._rungs} of {len(rungs)}"
        self.words.value = panel(rungs[: self._rungs], title)

    def solve(self):
        """Show the worked lines, from the earlier values that stand there."""
        self._helped(self)
        lines = map(str, solution(self.problem, self.quantity, self._known(self)))
        self.words.value = panel([*lines, self._afterwards], f"{self.quantity}: solution")


class Row(Help):
    """A field for one quantity of a problem, and its help. Enter asks the owner to check.

    judge: called with the row when an answer was entered. move_on: called with it when Enter was
    pressed and it is right. others: as for `Help`.
    """

    def __init__(self, quantity, judge, known, move_on=lambda row: None, **others):
        self.mark, self.given = None, False
        self._judge, self._move_on, self._entered, self._quiet = judge, move_on, False, False
        self._field = Text(
            description=quantity,
            continuous_update=False,
            layout=Layout(width="236px"),
            style={"description_width": "92px"},
        )
        self._state, self._value = HTML(layout=Layout(width="14px", margin="0")), HTML()
        self._field.observe(self._changed, "value")
        self._field.on_msg(self._submitted)
        super().__init__(quantity, known, [self._state, self._value, self._field], **others)
        for control in self.buttons:
            control.layout.padding = "0 4px"

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
        for control in (self._field, *self.buttons):
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
        symbol, word, colour = STATES[mark.state]
        sign = f'<span role="img" aria-label="{word}" style="color:{colour}">{symbol}'
        self._state.value = "" if mark.state == "not answered yet" else f"{sign}</span>"

    def say(self):
        """Write the judgement in words."""
        said = status(self.mark.html(f"<code>{escape(self.quantity)}</code>: "))
        self.words.value = "" if self.mark.state == "not answered yet" else said

    def focus(self):
        """Put the cursor into the field."""
        self._field.focus()

    def _changed(self, change):
        if self._quiet:
            return
        entered, self._entered = self._entered, False
        self._judge(self)
        if entered and self.right:
            self._move_on(self)

    def _submitted(self, field, content, buffers):
        """Enter: the browser says so first, and sends a changed value right after it."""
        if content.get("event") == "submit":
            self._entered = True
            if self.right:
                self._move_on(self)


def panel(lines, title):
    """Some lines of working under a title, as HTML; the lines are escaped."""
    lines = escape("\n".join(lines))
    return f'<div role="status" style="{PRE}"><strong>{escape(title)}</strong>\n{lines}</div>'
