"""The practice sheet: fresh problems worked step by step, each answer judged as it is entered."""

import sys
from html import escape

from ipywidgets import HTML, BoundedIntText, HBox, Layout

from helpers.diagram import network_svg
from helpers.labs.kit import Shown, button
from helpers.labs.picture import Drawing
from helpers.labs.row import Row
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.tutor.answers import read
from helpers.tutor.marking import check
from helpers.tutor.problems import KINDS, LAST, has_sleeping_neuron, problem
from helpers.tutor.progress import Progress, next_blanks

HEADS = {"z_hidden": "Forward", "L": "Loss", "dL_dy_pred": "Backward", "W1_new": "Update"}
# What each press of a switch turns to. (A drop-down would lose its arrow keys to JupyterLab.)
WANTED = {"any": None, "both neurons awake": "easy", "one neuron asleep": "sleeping"}
HELP = ("guided", "alone")
AGAIN = "This row comes again in the next problem."
# Where a link finds another notebook: beside this one; on the browser-only site, on this same page.
PLACE = "?path=" if sys.platform == "emscripten" else ""


class PracticeSheet(Shown):
    """Fifteen rows, one a quantity, for problem after problem; with a tally of what is mastered.

    number: the problem to begin with. guided: whether all but the last steps are given.
    """

    def __init__(self, number=1, guided=True):
        self.progress, self._blanks, self._again = Progress(), 1, set()
        self._shown, self._tried = 0, set()  # tried: (problem number, quantity): no longer fresh
        self._number = BoundedIntText(number, min=1, max=LAST, description="problem")
        self._number.style.description_width, self._number.layout.width = "65px", "170px"
        self._wanted, self._help = "any", "guided" if guided else "alone"
        self._buttons = {
            "kind": button("", self.switch_kind, width="260px"),
            "help": button("", self.switch_help, width="160px"),
            "new": button("New problem", self.new_problem, width="130px"),
            "check": button("Check all", self.check_all, width="130px"),
        }
        self._picture, self._tally = Drawing(), HTML()
        self._rows = {
            name: Row(name, self._judge, lambda name=name: self._known(name), self._move_on, AGAIN)
            for name in NAMES
        }
        self._number.observe(lambda change: self.go_to(change["new"]), "value")
        *top, below = self._buttons.values()
        controls = HBox([self._number, *top], layout=Layout(flex_flow="row wrap"))
        super().__init__([controls, self._picture, *self._body(), below, self._tally])
        self.go_to(number)

    def __repr__(self):
        answered = [row for row in self._rows.values() if row.mark is not None and not row.given]
        right = sum(row.mark.right for row in answered)
        mastered = ", ".join(self.progress.mastered()) or "no row yet"
        return (
            f"Practice sheet, problem {self._number.value}: {self._open_steps()} of 15 rows to "
            f"do, {len(answered)} answered, {right} right; mastered: {mastered}."
        )

    def _still(self):
        return {"image/svg+xml": self._picture.picture.svg}, {}

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

    def check_all(self):
        """Check every row that has an answer."""
        for row in self._rows.values():
            if row.answer is not ... and not row.given:
                self._judge(row)

    def go_to(self, number):
        """Put problem `number` on the sheet, with the steps that the help leaves open empty."""
        fresh = problem(int(number))
        if self._number.value != number:
            self._number.value = number  # comes back here
            return
        self._count_help()
        self.problem = fresh
        truth = work_out(self.problem)
        self._again |= {name for name, row in self._rows.items() if row.solved}
        opened = len(NAMES) if self._help == "alone" else self._blanks
        blank = set(NAMES[-opened:])
        if number != self._shown:
            blank, self._again, self._shown = blank | self._again, set(), int(number)
        for name, row in self._rows.items():
            row.start(self.problem, truth[name], given=name not in blank)
        self._picture.draw(network_svg(self.problem))
        self._buttons["kind"].description = f"Problems: {self._wanted}"
        self._buttons["help"].description = f"Help: {self._help}"
        self._count()

    def switch_help(self):
        """Turn the help from guided to alone, or back."""
        self._help = _next(HELP, self._help)
        self.go_to(self._number.value)

    def switch_kind(self):
        """Turn to the next kind of problems: any, both neurons awake, one neuron asleep."""
        self._wanted = _next(list(WANTED), self._wanted)
        self._buttons["kind"].description = f"Problems: {self._wanted}"

    def new_problem(self):
        """Go on to the next problem of the chosen kind, with more or less help as it went."""
        self._count_help()
        if self._help == "guided" and any(n == self._number.value for n, _ in self._tried):
            self._blanks = next_blanks(self._blanks, self.progress.tries)
        number, wanted = self._number.value % LAST + 1, WANTED[self._wanted]
        while wanted and KINDS[number % len(KINDS)] != wanted:
            number = number % LAST + 1
        self.go_to(number)
        self._first_open().focus()

    def _body(self):
        for name, row in self._rows.items():
            if name in HEADS:
                yield HTML(f"<h4 style='margin:8px 0 0'>{HEADS[name]}</h4>")
            yield row

    def _open_steps(self):
        return sum(not row.given for row in self._rows.values())

    def _first_open(self):
        return next(row for row in self._rows.values() if not row.given)

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
        """Judge the whole sheet again, as later rows follow from earlier ones; count this row."""
        marks = check(self.problem, **self._answers())
        for mark in marks.marks:
            other = self._rows[mark.quantity]
            if other is row or other.mark is not None:
                other.show(mark)
        self._record(row)
        self._count()

    def _record(self, row):
        """Count an answer as a first try, if it is one, and the mistakes that it names."""
        if row.mark.state not in ("right", "right method", "not yet"):
            return
        self.progress = self.progress.slipped(row.mark.slips)
        self._try(row, row.mark.right and not row.helped)

    def _count_help(self):
        """Count each row that was done with help, answered or not, as a try that was not right."""
        for row in self._rows.values():
            if row.helped:
                self._try(row, right=False)

    def _try(self, row, right):
        """Count a try, unless this row of this problem was tried before."""
        if (self._shown, row.quantity) not in self._tried:
            self._tried.add((self._shown, row.quantity))
            asleep = has_sleeping_neuron(self.problem)
            self.progress = self.progress.tried(row.quantity, right, asleep)

    def _move_on(self, row):
        """Put the cursor into the next open row that is not right, or onto "New problem"."""
        following = list(self._rows.values())[NAMES.index(row.quantity) + 1 :]
        still = (r for r in following if not r.given and not (r.mark and r.mark.right))
        next(still, self._buttons["new"]).focus()

    def _count(self):
        mastered, common = self.progress.mastered(), self.progress.commonest()
        rows = ", ".join(f"<code>{name}</code>" for name in mastered) or "none yet"
        lines = f"<strong>Mastered</strong> {len(mastered)} of {len(NAMES)} rows: {rows}."
        if common:
            title, quantity, times = common
            notebook = QUANTITIES[quantity].notebook
            lines += (
                f"<br><strong>Most often</strong>: {escape(title)} ({times} ×). It is explained in "
                f'<a href="{PLACE}{notebook}.ipynb" target="_blank">{notebook}</a>.'
            )
        self._tally.value = f'<div role="status" style="margin-top:8px">{lines}</div>'


def _next(choices, chosen):
    return choices[(choices.index(chosen) + 1) % len(choices)]
