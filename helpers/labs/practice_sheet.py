"""The practice sheet: fresh problems worked step by step, each answer judged as it is entered."""

import sys
from datetime import date
from html import escape
from random import Random

import numpy as np
from ipywidgets import HTML, BoundedIntText, Box, HBox, Layout, VBox

from helpers.diagram import network_svg
from helpers.formatting import counted, typeset
from helpers.formulas import entries
from helpers.labs.kit import button, status
from helpers.labs.page import Drawing, Picture, Shown
from helpers.labs.row import Row
from helpers.network import backward, forward
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.tutor.answers import read
from helpers.tutor.marking import check
from helpers.tutor.practice import WAYS, Practice
from helpers.tutor.problems import LAST, problem
from helpers.tutor.words import when

HEADS = {"z_hidden": "Forward", "L": "Loss", "dL_dy_pred": "Backward", "W1_new": "Update"}
TICKS = {0: "·", 0.5: "½", 1: "✓"}
LEGEND = "✓ right twice, ½ once or not yet with a sleeping neuron"
RULES = 4  # so many rules mixed practice offers to choose from
BORDER = "border:1px solid var(--jp-border-color2,#bdbdbd)"
BOX = f"{BORDER};line-height:1.45;padding:6px 10px;margin:4px 0"
MONO = "font-family:var(--jp-code-font-family,monospace);font-size:13px"
AGAIN = "This row comes again in another problem."
# Where a link finds another notebook: beside this one; on the browser-only site, on this same page.
PLACE = "?path=" if sys.platform == "emscripten" else ""


class PracticeSheet(Shown):
    """Fifteen rows, one a quantity, for problem after problem; it remembers what was done.

    It goes on where the learner stopped. today: gives the date.
    """

    gone = "Run the cell again to go on where you stopped."

    def __init__(self, today=date.today):
        self._practice, self._sheet = Practice(today), None
        self._number = BoundedIntText(1, min=1, max=LAST, description="problem")
        self._number.style.description_width, self._number.layout.width = "62px", "160px"
        self._number.observe(lambda change: self._typed_number(change["new"]), "value")
        self._way = button("", self.switch_way, "Guided, alone or mixed", "130px")
        self._new = button("New problem", self.new_problem, width="125px")
        forget = button("Forget everything …", self.ask_to_forget, width="165px")
        yes = button("Yes, forget it all", self.forget)
        no = button("No, keep it", self.keep)
        warning = HTML("Every answer and every tick of this sheet will be gone.")
        self._sure = HBox([warning, yes, no], layout=Layout(display="none", flex_flow="row wrap"))
        self._picture, self._rate, self._tally, self._trouble = Drawing(), HTML(), HTML(), HTML()
        self._words = HTML(layout=Layout(min_height="96px"))
        self._offered = []
        choices = [
            button("", lambda place=place: self.choose_rule(self._offered[place]))
            for place in range(RULES)
        ]
        self._rules = VBox([HTML(), *choices], layout=Layout(display="none"))
        self._rows = {
            name: Row(
                name,
                self._judge,
                self._known,
                self._move_on,
                helped=self._note_help,
                afterwards=AGAIN,
                words=self._words,
            )
            for name in NAMES
        }
        self._heads = {
            name: HTML(f"<b>{head}</b>", layout=Layout(height="20px", margin="2px"))
            for name, head in HEADS.items()
        }
        body = [part for name in NAMES for part in (self._heads.get(name), self._rows[name])]
        buttons = [self._number, self._new, self._way, forget]
        top = HBox(buttons, layout=Layout(flex_flow="row wrap"))
        parts = [self._picture, self._rate, self._rules, self._words, self._tally]
        left = VBox(parts, layout=Layout(flex="1 1 500px", min_width="0"))
        right = VBox([*filter(None, body)], layout=Layout(flex="0 1 364px", min_width="0"))
        both = Box([left, right], layout=Layout(flex_flow="row wrap", grid_gap="4px 0"))
        super().__init__([top, self._sure, self._trouble, both], layout=Layout(max_width="1100px"))
        last = self._practice.last_sheet()
        self._begin(last or self._practice.sheet(1, WAYS[0]), keep=False)
        if last and not self._words.value:
            self._words.value = "You go on where you stopped."

    def __repr__(self):
        answered = sum(row.answer is not ... for row in self._open())
        right = sum(row.right for row in self._open())
        ticked = ", ".join(self.progress.ticked()) or "no row yet"
        return (
            f"Practice sheet, {self._sheet.way}, problem {self._sheet.number}: {len(self._open())} "
            f"of 15 rows to do, {answered} answered, {right} right; with a tick: {ticked}."
        )

    @property
    def progress(self):
        """What the practice file tells of the learner: a `Progress`."""
        return self._practice.progress

    def answer(self, quantity, written):
        """Write an answer into one row and check it; returns the `Mark`."""
        self._rows[quantity].enter(written)
        return self._rows[quantity].mark

    def go_to(self, number):
        """Put problem `number` on the sheet, with what was answered there before."""
        self._begin(self._practice.sheet(number, self._sheet.way))

    def switch_way(self):
        """Turn from guided to alone, to mixed, and back to guided, where the learner left it."""
        number, before, _ = self._sheet
        way = WAYS[(WAYS.index(before) + 1) % len(WAYS)]
        if before == "mixed":
            last = self._practice.last_sheet(WAYS[:2])
            number = last.number if last else 1
        follow = self._practice.next_sheet if way == "mixed" else self._practice.sheet
        self._begin(follow(number, way))

    def new_problem(self):
        """Go on to the next problem: one with a sleeping neuron, if a row waits for it."""
        self._begin(self._next())
        first = self._rules.children[1] if self._offered else next(iter(self._open()))
        first.focus()

    def choose_rule(self, quantity):
        """Mixed practice: say which quantity's rule the row asks for."""
        (asked,) = self._sheet.asked
        if quantity == asked:
            self._offer_rules([])
            self._words.value = f"Yes. Now work out <code>{asked}</code>."
            self._rows[asked].focus()
        else:
            self._practice.keep(self._sheet, asked, False, [["another rule is chosen", asked]])
            self._words.value = f"That is the rule of <code>{quantity}</code>. Choose again."
        self._show_progress()

    def ask_to_forget(self):
        """Ask whether all is to be forgotten."""
        self._sure.layout.display = ""

    def keep(self):
        """Take the question back."""
        self._sure.layout.display = "none"

    def forget(self):
        """Forget every answer and every tick, and begin at problem 1."""
        self._practice.memory.forget()
        self.keep()
        self._begin(self._practice.sheet(1, WAYS[0]), keep=False)

    @property
    def picture(self):
        """Always the same: what a learner did is no part of the notebook."""
        return Picture(network_svg(problem(1)))

    def stored_words(self):
        """Always the same, too."""
        return f"Practice sheet. Run this cell to go on where you stopped.\n{self.picture!r}"

    # which rows

    def _next(self):
        """The `Sheet` to come."""
        return self._practice.next_sheet(self._sheet.number, self._sheet.way)

    def _typed_number(self, number):
        if number != self._sheet.number:
            self.go_to(number)

    def _begin(self, sheet, keep=True):
        """Put a `Sheet` there. keep: whether the file is told."""
        self.problem, self._sheet = problem(sheet.number), sheet
        if keep:
            self._practice.begin(sheet)
        self._number.value = sheet.number
        self._way.description = f"Way: {sheet.way}"
        truth, typed = work_out(self.problem), self._practice.typed(sheet.number)
        shown = NAMES.index(sheet.asked[-1]) + 1 if sheet.way == "mixed" else len(NAMES)
        for place, (name, row) in enumerate(self._rows.items()):
            row.start(self.problem, truth[name], given=name not in sheet.asked)
            for part in filter(None, (self._heads.get(name), row)):
                part.layout.display = "" if place < shown else "none"
            if not row.given and name in typed:
                row.write(typed[name])
        asks_rule = sheet.way == "mixed" and sheet.asked[0] not in typed
        self._offer_rules(self._some_rules(sheet) if asks_rule else [])
        self._show(self._marks())
        self._words.value = self._done()
        self._show_progress()

    def _some_rules(self, sheet):
        """The asked row and some others, whose rules look different."""
        chance = Random(f"{sheet.number} {sheet.asked[0]}")
        others = [name for name in NAMES if _rule(name) != _rule(sheet.asked[0])]
        offered = [sheet.asked[0], *chance.sample(others, RULES - 1)]
        return chance.sample(offered, RULES)

    def _offer_rules(self, names):
        """Mixed practice asks for the rule first: the formulas of these quantities, or none."""
        self._offered = names
        self._rules.layout.display = "" if names else "none"
        asked, choices = self._sheet.asked[0], self._rules.children[1:]
        self._rules.children[0].value = f"Which of these is the rule of <code>{asked}</code>?"
        for choice, name in zip(choices, names, strict=False):
            choice.description = _rule(name)
        self._rows[asked].lock(bool(names))

    # marking

    def _marks(self):
        """The `Marks` of all open rows: later ones follow from earlier ones."""
        given = [name for name, row in self._rows.items() if row.given]
        return check(self.problem, given=given, **{r.quantity: r.answer for r in self._open()})

    def _show(self, marks):
        for mark in marks.marks:
            self._rows[mark.quantity].show(mark)

    def _known(self, row):
        """The values before a row that stand on the sheet: given, or the learner's own."""
        truth, before = work_out(self.problem), NAMES[: NAMES.index(row.quantity)]
        shapes = {name: np.shape(truth[name]) for name in before}
        found = {name: read(self._rows[name].answer, shapes[name]).value for name in before}
        fits = [name for name in before if found[name] is not None]
        return {name: found[name] for name in fits if np.shape(found[name]) == shapes[name]}

    def _judge(self, row):
        """Judge a row, keep it, and only then show it: what the page has judged is never lost."""
        marks = self._marks()
        mark = marks[row.quantity]
        if row.answer is not ...:
            right = mark.right if mark.state in ("right", "right method", "not yet") else None
            slips = [[when(slip), slip.at] for slip in mark.slips]
            self._practice.keep(self._sheet, row.quantity, right, slips, typed=row.answer)
        self._show(marks)
        row.say()
        self._words.value += self._done() if mark.right else ""
        self._show_progress()

    def _note_help(self, row):
        """A row that is done with help, answered or not, was not right at the first try."""
        self._practice.keep(self._sheet, row.quantity, False)
        self._show_progress()

    def _open(self):
        return [row for row in self._rows.values() if not row.given]

    def _move_on(self, row):
        """Put the cursor into the next open row that is not right, or onto "New problem"."""
        following = [r for r in self._open() if NAMES.index(r.quantity) > NAMES.index(row.quantity)]
        next((r for r in following if not r.right), self._new).focus()

    # what is shown

    def _show_progress(self):
        """Draw what is right so far, and say how the learner is doing."""
        shown = {name: row for name, row in self._rows.items() if row.layout.display != "none"}
        done = [name for name, row in shown.items() if row.given or row.right]
        self._picture.draw(drawing(self.problem, done))
        self._rate.value = f"Learning rate: <b>{typeset(self.problem.learning_rate)}</b>"
        self._trouble.value = status(escape(self._practice.memory.trouble))
        progress = self.progress
        back = len(progress.back(self._practice.today()))
        again = f", back today: {back}" if back else ""
        said = f"<b>{len(progress.ticked())} of {len(NAMES)} rows have their tick{again}</b>"
        ticks = "".join(_tick(name, it.ticks) for name, it in progress.standings.items())
        often = ""
        if common := progress.commonest():
            slip, quantity, times = common
            notebook = QUANTITIES[quantity].notebook
            link = f'<a href="{PLACE}{notebook}.ipynb" target="_blank">{notebook}</a>'
            often = (
                f"Most often: {escape(slip)}, at <code>{quantity}</code> ({times} ×). It is "
                f"explained in {link}."
            )
        self._tally.value = (
            f'<div style="line-height:1.5">{said} ({LEGEND})<div>{ticks}</div>{often}</div>'
        )

    def _done(self):
        """What to say when every open row is right; until then nothing."""
        if not all(row.right for row in self._open()):
            return ""
        progress, tries = self.progress, self._practice.tries(self._sheet).values()
        said = (
            f"Problem {self._sheet.number} is done. Right at the first try, without help: "
            f"{sum(tries)} of {len(tries)}. "
        )
        if len(progress.ticked()) < len(NAMES):
            rows = counted(len(self._next().asked), "row")
            said += f"Press <b>New problem</b>: it asks {rows}."
        else:
            day, today = progress.next_back(), self._practice.today()
            said += (
                "<b>Every row has its tick: you can work a whole training step.</b> The rows come "
                f"back {'today' if day <= today else f'on {day.day} {day:%B}'}, to see whether "
                "they stay. Until then try them alone or mixed."
            )
        return f'<div role="status" style="{BOX}">{said}</div>'


def _rule(name):
    """The formula of a quantity without its name: what is multiplied, added, taken away."""
    return QUANTITIES[name].line({"i": 2, "j": 2}, (0,) * len(QUANTITIES[name].shape)).working


def _tick(name, ticks):
    words = {0: "no tick", 0.5: "half a tick", 1: "tick"}[ticks]
    return (
        f'<span style="{MONO};display:inline-block;min-width:118px"><span role="img" '
        f'aria-label="{words}">{TICKS[ticks]}</span> {name}</span>'
    )


def drawing(example, done):
    """The network with the rows in `done` written into it."""
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    values = work_out(example)
    labels = list(entries({name: values[name] for name in done}))
    return network_svg(example, forward_pass, gradients, finished=labels, computed=done)
