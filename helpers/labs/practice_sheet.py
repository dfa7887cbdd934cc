"""The practice sheet: fresh problems worked step by step, each answer judged as it is entered."""

import sys
from datetime import date
from html import escape
from random import Random

from ipywidgets import HTML, BoundedIntText, Box, HBox, Layout, VBox

from helpers.diagram import network_svg
from helpers.formatting import typeset
from helpers.labs.kit import button
from helpers.labs.page import Drawing, Picture, Shown
from helpers.labs.row import Row
from helpers.network import backward, forward
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.tutor.answers import read
from helpers.tutor.marking import check
from helpers.tutor.practice import WAYS, Practice, Sheet
from helpers.tutor.problems import LAST, problem
from helpers.tutor.words import when

HEADS = {"z_hidden": "Forward", "L": "Loss", "dL_dy_pred": "Backward", "W1_new": "Update"}
TICKS = {0: "·", 0.5: "½", 1: "✓"}
LEGEND = "✓ right twice, ½ once"
SIZES = {"i": 2, "j": 2}
RULES = 4  # so many rules mixed practice offers to choose from
BOX = "border:1px solid var(--jp-border-color2,#bdbdbd);padding:6px 10px;margin:4px 0"
MONO = "font-family:var(--jp-code-font-family,monospace);font-size:13px"
AGAIN = "This row comes again in the next problem."
# Where a link finds another notebook: beside this one; on the browser-only site, on this same page.
PLACE = "?path=" if sys.platform == "emscripten" else ""


class PracticeSheet(Shown):
    """Fifteen rows, one a quantity, for problem after problem; it remembers what was done.

    number: the problem to begin with; None goes on where the learner stopped. guided: whether steps
    are given, or None for the way chosen last. path: the practice file. today: gives the date.
    """

    def __init__(self, number=None, guided=None, path=None, today=date.today):
        self._practice = Practice(path, today)
        self._asked, self._rule, self.way = (), "", WAYS[0]
        self._number = BoundedIntText(1, min=1, max=LAST, description="problem")
        self._number.style.description_width, self._number.layout.width = "62px", "160px"
        self._buttons = {
            "new": button("New problem", self.new_problem, width="125px"),
            "way": button("", self.switch_way, "Guided, alone or mixed", "130px"),
            "forget": button("Forget everything …", self.ask_to_forget, width="165px"),
        }
        yes = button("Yes, forget it all", self.forget)
        no = button("No, keep it", self.keep)
        warning = HTML("Every answer and every tick of this sheet will be gone.")
        self._sure = HBox([warning, yes, no], layout=Layout(display="none", flex_flow="row wrap"))
        self._picture, self._rate, self._tally, self._trouble = Drawing(), HTML(), HTML(), HTML()
        self._words = HTML(layout=Layout(min_height="96px"))
        self._rules = VBox(layout=Layout(display="none"))
        self._rows = {
            name: Row(
                name,
                self._judge,
                lambda name=name: self._known(name),
                self._move_on,
                AGAIN,
                self._words,
            )
            for name in NAMES
        }
        self._number.observe(lambda change: self.go_to(change["new"]), "value")
        top = HBox([self._number, *self._buttons.values()], layout=Layout(flex_flow="row wrap"))
        parts = [self._picture, self._rate, self._rules, self._words, self._tally]
        left = VBox(parts, layout=Layout(flex="1 1 430px", min_width="0"))
        right = VBox([*self._body()], layout=Layout(flex="0 0 425px"))
        both = Box([left, right], layout=Layout(flex_flow="row wrap", grid_gap="4px 12px"))
        super().__init__([top, self._sure, self._trouble, both], layout=Layout(max_width="1100px"))
        self._go_on_where_it_stopped(number, guided)

    def __repr__(self):
        open_rows = [row for row in self._rows.values() if not row.given]
        answered = [row for row in open_rows if row.mark is not None]
        right = sum(row.mark.right for row in answered)
        mastered = ", ".join(self.progress.mastered()) or "no row yet"
        return (
            f"Practice sheet, problem {self._number.value}: {len(open_rows)} of 15 rows to "
            f"do, {len(answered)} answered, {right} right; mastered: {mastered}."
        )

    @property
    def progress(self):
        """What the practice file tells of the learner: a `Progress`."""
        return self._practice.progress

    def answer(self, quantity, written):
        """Write an answer into one row and check it; returns the `Mark`."""
        self._rows[quantity].enter(written)
        return self._rows[quantity].mark

    def hint(self, quantity):
        """Open one more hint for a quantity."""
        self._rows[quantity].hint()

    def solve(self, quantity):
        """Show the solution for a quantity."""
        self._rows[quantity].solve()

    def go_to(self, number):
        """Put problem `number` on the sheet, with what was answered there before."""
        self._begin(self._sheet_of(int(number)))

    def switch_way(self):
        """Turn from guided to alone, to mixed, and back to guided."""
        self._count_help()
        self.way = WAYS[(WAYS.index(self.way) + 1) % len(WAYS)]
        if self.way == "mixed":
            self._begin(self._practice.mixed(self._number.value))
        else:
            self.go_to(self._number.value)

    def new_problem(self):
        """Go on to the next problem: one with a sleeping neuron, if a row waits for it."""
        self._count_help()
        number = self._number.value
        if self.way == "mixed":
            self._begin(self._practice.mixed(number))
        else:
            self.go_to(self._practice.next_problem(number))
            self._focus_first()

    def choose_rule(self, quantity):
        """Mixed practice: say which quantity's rule the row asks for."""
        right = quantity == self._asked[0]
        self._rule = "right" if right else "wrong"
        if right:
            self._rules.layout.display = "none"
            self._rows[quantity].lock(False)
            self._words.value = f"Yes. Now work out <code>{quantity}</code>."
            self._rows[quantity].focus()
        else:
            slips = [["another rule is taken", self._asked[0]]]
            self._practice.keep_try(self._sheet(), self._asked[0], False, slips)
            self._words.value = f"That is the rule of <code>{quantity}</code>. Choose again."
        self._count()

    def ask_to_forget(self):
        """Ask whether all is to be forgotten."""
        self._sure.layout.display = ""

    def keep(self):
        """Take the question back."""
        self._sure.layout.display = "none"

    def forget(self):
        """Forget every answer and every tick, and begin at problem 1."""
        self._practice.forget()
        self.keep()
        self.way = WAYS[0]
        self._begin(self._sheet_of(1), keep=False)

    def _still(self):
        """Always the same: what a learner did is no part of the notebook."""
        first = network_svg(problem(1))
        said = "Practice sheet. Run this cell to go on where you stopped."
        return {"text/plain": f"{said}\n{Picture(first)!r}", "image/svg+xml": first}, {}

    gone = "Run the cell again to go on where you stopped."

    def _still_html(self):
        return Picture(self._still()[0]["image/svg+xml"]).html()

    # which rows

    def _go_on_where_it_stopped(self, number, guided):
        """The last sheet of the practice file, unless the call asks for another."""
        last = self._practice.last_sheet() or Sheet(1, WAYS[0], ())
        self.way = last.way if guided is None else WAYS[0 if guided else 1]
        if number is not None:
            problem(number)  # says what a problem's number is
        elif self.way == "mixed":
            self._begin(last, keep=False)
            return
        self._begin(self._sheet_of(last.number if number is None else number), keep=False)

    def _sheet(self):
        """What lies there now."""
        return Sheet(self._number.value, self.way, self._asked)

    def _sheet_of(self, number):
        """A problem, practised as it is now."""
        return Sheet(number, self.way, self._practice.rows(number, self.way))

    def _begin(self, sheet, keep=True):
        """Put a `Sheet` there. keep: whether the file is told."""
        number, _, asked = sheet
        self.problem, self._asked, self._rule = problem(number), asked, ""
        if keep:
            self._practice.begin(sheet)
        self._number.unobserve_all("value")
        self._number.value = number
        self._number.observe(lambda change: self.go_to(change["new"]), "value")
        self._words.value = ""
        self._buttons["way"].description = f"Way: {self.way}"
        truth, typed = work_out(self.problem), self._practice.typed(number)
        last = NAMES.index(asked[-1]) if self.way == "mixed" else len(NAMES)
        for place, (name, row) in enumerate(self._rows.items()):
            given = name not in asked
            row.start(self.problem, truth[name], given)
            row.layout.display = "none" if place > last else ""
            row.lock(False)
            if not given and name in typed:
                row.write(typed[name])
        self._offer_rules()
        self._show_marks(typed)
        self._count()

    def _offer_rules(self):
        """Mixed practice asks for the rule first: four formulas to choose from."""
        mixed = self.way == "mixed"
        self._rules.layout.display = "" if mixed else "none"
        if not mixed:
            return
        (asked,) = self._asked
        chance = Random(f"{self._number.value} {asked}")
        others = [name for name in NAMES if _rule(name) != _rule(asked)]
        offered = [asked, *chance.sample(others, RULES - 1)]
        chance.shuffle(offered)
        question = HTML(f"Which of these is the rule of <code>{asked}</code>?")
        choices = [
            button(_rule(name), lambda name=name: self.choose_rule(name)) for name in offered
        ]
        self._rules.children = [question, *choices]
        self._rows[asked].lock(True)

    # marking

    def _answers(self):
        return {name: row.answer for name, row in self._rows.items() if not row.given}

    def _known(self, quantity):
        """The values before a quantity that stand on the sheet: given, or the learner's own."""
        known, truth = {}, work_out(self.problem)
        for name in NAMES[: NAMES.index(quantity)]:
            value = read(self._rows[name].answer, getattr(truth[name], "shape", ())).value
            if value is not None and getattr(value, "shape", ()) == truth[name].shape:
                known[name] = value
        return known

    def _judge(self, row):
        """Judge a row, and the others again, as later rows follow from earlier ones; keep it."""
        typed = self._answers()[row.quantity]
        self._show_marks({name for name, it in self._rows.items() if it is row or it.mark})
        mark = row.mark
        if mark.state in ("right", "right method", "not yet"):
            fine = mark.right and not row.helped and self._rule != "wrong"
            slips = [[when(slip), slip.at] for slip in mark.slips]
            self._practice.keep_try(self._sheet(), row.quantity, fine, slips, typed=typed)
        elif typed is not ...:
            self._practice.keep(self._sheet(), row.quantity, typed=typed)
        row.say()
        self._count()
        if mark.right and all(it.mark and it.mark.right for it in self._open()):
            self._words.value += f'<div role="status" style="{BOX}">{self._done()}</div>'

    def _show_marks(self, names):
        given = [name for name, row in self._rows.items() if row.given]
        for mark in check(self.problem, given=given, **self._answers()).marks:
            if mark.quantity in names:
                self._rows[mark.quantity].show(mark)

    def _count_help(self):
        """Count each row that was done with help, answered or not, as a try that was not right."""
        for name, row in self._rows.items():
            if row.helped:
                self._practice.keep_try(self._sheet(), name, False, [])

    def _open(self):
        return [row for row in self._rows.values() if not row.given]

    def _move_on(self, row):
        """Put the cursor into the next open row that is not right, or onto "New problem"."""
        following = list(self._rows.values())[NAMES.index(row.quantity) + 1 :]
        still = (r for r in following if not r.given and not (r.mark and r.mark.right))
        next(still, self._buttons["new"]).focus()

    def _focus_first(self):
        next(iter(self._open()), self._buttons["new"]).focus()

    # what is shown

    def _body(self):
        for name, row in self._rows.items():
            if name in HEADS:
                yield HTML(f"<b>{HEADS[name]}</b>", layout=Layout(height="20px", margin="2px"))
            yield row

    def _count(self):
        """Draw what is right so far, and say how the learner is doing."""
        done = [
            name for name, row in self._rows.items() if row.given or (row.mark and row.mark.right)
        ]
        self._picture.draw(drawing(self.problem, done))
        rate = typeset(self.problem.learning_rate)
        self._rate.value = f"Learning rate: <b>{rate}</b>"
        self._trouble.value = f'<div role="status">{escape(self._practice.trouble)}</div>'
        progress = self.progress
        ticks = "".join(_tick(name, progress.standing(name)) for name in NAMES)
        lines = f"<b>{len(progress.mastered())} of {len(NAMES)} rows have their tick</b> ({LEGEND})"
        common = progress.commonest()
        often = ""
        if common:
            slip, quantity, times = common
            notebook = QUANTITIES[quantity].notebook
            link = f'<a href="{PLACE}{notebook}.ipynb" target="_blank">{notebook}</a>'
            often = (
                f"<div>Most often: {escape(slip)}, at <code>{quantity}</code> ({times} ×). It is "
                f"explained in {link}.</div>"
            )
        self._tally.value = f'<div style="line-height:1.5">{lines}<div>{ticks}</div>{often}</div>'

    def _done(self):
        """What to say when every open row is right."""
        progress, today = self.progress, self._practice.today
        rows = len(self._open())
        counted = "its one row is" if rows == 1 else f"all {rows} rows are"
        said = f"Problem {self._number.value} is done: {counted} right."
        if len(progress.mastered()) < len(NAMES):
            return f"{said} Press <b>New problem</b> to go on."
        back = progress.next_due()
        day = "today" if back <= today else f"on {back.day} {back:%B}"
        return (
            f"{said} <b>Every row has its tick: you can work a whole training step.</b> The rows "
            f"come back {day}, to see whether they stay. Until then try them alone or mixed."
        )


def _rule(name):
    """The formula of a quantity without its name: what is multiplied, added, taken away."""
    return QUANTITIES[name].line(SIZES, (0,) * len(QUANTITIES[name].shape)).working


def _tick(name, standing):
    words = {0: "no tick", 0.5: "half a tick", 1: "tick"}[standing.ticks]
    return (
        f'<span style="{MONO};display:inline-block;min-width:118px"><span role="img" '
        f'aria-label="{words}">{TICKS[standing.ticks]}</span> {name}</span>'
    )


def drawing(example, done):
    """The network with the rows in `done` written into it."""
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    values = work_out(example)
    labels = [line.label for name in done for line in QUANTITIES[name].lines(SIZES | values)]
    return network_svg(example, forward_pass, gradients, finished=labels, computed=done)
