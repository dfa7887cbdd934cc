"""A "your turn": its network, what is given of it, and hints, folded away until they are wanted."""

from IPython.display import display
from ipywidgets import HTML, HBox, Layout, VBox

from helpers.diagram import network_svg
from helpers.formatting import show
from helpers.further_quantities import work_out_all
from helpers.labs.kit import button
from helpers.labs.page import Drawing, Picture, Shown, close_all
from helpers.labs.row import Row, panel
from helpers.quantities import NAMES, work_out
from helpers.tutor.further_turns import nudged_turn
from helpers.tutor.marking import check
from helpers.tutor.problems import problem, your_turn
from helpers.tutor.solutions import hints, solution


def begin_turn(notebook, part, *given):
    """Show the network of one "your turn" and what is given of it; returns its `Example`.

    notebook: "01" to "10". part: "a", "b" or "c". given: names of quantities.
    Raises ValueError for another notebook or part.
    """
    example = your_turn(notebook, part)
    display(Picture(network_svg(example)))
    for name in given:
        for line in solution(example, name):
            print(line)
    return example


def begin_nudged(part, *given):
    """Show the network of one turn of 07, the nudge and what is given; returns its `Nudged`.

    part: "a", "b" or "c". given: names of quantities. Raises ValueError for another part.
    """
    problem = nudged_turn(part)
    truth = work_out_all(problem)
    display(Picture(network_svg(problem.example)))
    show(nudge=problem.nudge, **{name: truth[name] for name in given})
    return problem


class Hints(Shown):
    """Three hints and the worked lines for some quantities of an example, one press at a time.

    After a solution the same step is asked again on a fresh problem.
    Raises ValueError for a name that is not one of the fifteen quantities.
    """

    def __init__(self, example, *quantities):
        for name in quantities:
            if name not in NAMES:
                raise ValueError(f"{name!r} is no quantity; the names are {', '.join(NAMES)}")
        names = quantities or NAMES
        first, truth = min(map(NAMES.index, names)), work_out(example)
        known = {name: truth[name] for name in NAMES[:first]}  # marked in an earlier turn
        self._parts = {name: _Help(example, name, known) for name in names}
        super().__init__(list(self._parts.values()))

    def __repr__(self):
        return f"Hints for {', '.join(self._parts)}. Run this cell to open them, one at a time."

    def words(self, quantity):
        """What is shown for a quantity now, as HTML; empty until a button is pressed."""
        return self._parts[quantity].words.value

    def hint(self, quantity):
        """Open one more rung: the idea, the formula, the formula with this problem's numbers."""
        self._parts[quantity].hint()

    def solve(self, quantity):
        """Show the worked lines, and offer the same step on a fresh problem."""
        self._parts[quantity].solve()

    def fresh(self, quantity):
        """Ask the same step on the next fresh problem, the values before it being given."""
        self._parts[quantity].fresh()


class _Help(VBox):
    """The buttons and the words for one quantity."""

    def __init__(self, example, name, known):
        self._example, self._name, self._known = example, name, known
        self._opened = self._number = 0
        self._hint = button("Hint", self.hint, f"A hint for {name}")
        solution_button = button("Show the solution", self.solve, f"The solution for {name}")
        self._again = button(f"{name} of a fresh problem", self.fresh)
        self._again.layout.display = "none"
        self.words, self._place = HTML(), VBox()
        label = HTML(f"<code>{name}</code>", layout=Layout(width="115px"))
        line = [label, self._hint, solution_button, self._again]
        flow = Layout(flex_flow="row wrap", align_items="center")
        super().__init__([HBox(line, layout=flow), self.words, self._place])

    def hint(self):
        rungs = hints(self._example, self._name, self._known)
        self._opened = min(self._opened + 1, len(rungs))
        opened = "\n".join(rungs[: self._opened])
        self.words.value = panel(opened, f"Hint {self._opened} of {len(rungs)}")

    def solve(self):
        lines = map(str, solution(self._example, self._name))
        self.words.value = panel("\n".join(lines), "Solution")
        self._again.layout.display = ""

    def fresh(self):
        self._number += 1
        fresh, name = problem(self._number), self._name
        truth = work_out(fresh)
        known = {key: truth[key] for key in NAMES[: NAMES.index(name)]}

        def judge(row):
            row.show(check(fresh, **{name: row.answer})[name])
            row.say()

        row = Row(name, judge, lambda row: known)
        row.start(fresh, truth[name], given=False)
        before = [f"{line.label} = {line.result}" for key in known for line in solution(fresh, key)]
        title = f"Problem {self._number}" + (", worked out as far as this" if before else "")
        words = HTML(panel("\n".join(before), title))
        close_all(self._place.children)
        self._place.children = [Drawing(network_svg(fresh)), words, row]
        row.focus()
