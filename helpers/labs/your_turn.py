"""A "your turn": its network, what is given of it, and hints, folded away until they are wanted."""

from IPython.display import display
from ipywidgets import HTML, Box, Layout, VBox

from helpers.diagram import network_svg
from helpers.formatting import show
from helpers.labs.kit import button
from helpers.labs.page import Drawing, Picture, Shown, close_all
from helpers.labs.row import Help, Row, panel
from helpers.quantities import NAMES, Nudged, TwoLayers, given_values, solution, work_out
from helpers.tutor.marking import check
from helpers.tutor.problems import problem, your_turn
from helpers.worked_example import Example


def begin_turn(notebook, part, *given):
    """Show the problem of one "your turn" and what is given of it; returns the problem.

    notebook: "01" to "10". part: "a", "b" or "c", or "d" of 10. given: names of quantities.
    Raises ValueError for another notebook or part.
    """
    turn = your_turn(notebook, part)
    if isinstance(turn, Example):
        display(Picture(network_svg(turn)))
        for name in given:
            for line in solution(turn, name):
                print(line)
        return turn
    names = ("x", "W1", "b1", "W2", "b2", "y_true")
    if isinstance(turn, TwoLayers):
        names = turn._fields
    if isinstance(turn, Nudged):
        display(Picture(network_svg(turn.example)))
        names = ("nudge",)
    values = {**given_values(turn), **work_out(turn)}
    show(**{name: values[name] for name in (*names, *given)})
    return turn


class Hints(Shown):
    """Three hints and the worked lines for some quantities of an example: `parts`, by name.

    Raises ValueError for a name that is not one of the fifteen quantities.
    """

    def __init__(self, example, *quantities):
        for name in quantities:
            if name not in NAMES:
                raise ValueError(f"{name!r} is no quantity; the names are {', '.join(NAMES)}")
        names = quantities or NAMES
        first, truth = min(map(NAMES.index, names)), work_out(example)
        known = {name: truth[name] for name in NAMES[:first]}  # marked in an earlier turn
        self.parts = {name: TurnHelp(example, name, known) for name in names}
        super().__init__(list(self.parts.values()))

    def __repr__(self):
        return f"Hints for {', '.join(self.parts)}. Run this cell to open them, one at a time."


class TurnHelp(Help):
    """The help for one quantity, and after its solution the same step on fresh problems."""

    solution_label = "Show the solution"

    def __init__(self, example, name, known):
        label = HTML(f"<code>{name}</code>", layout=Layout(width="115px"))
        self._again = button(f"{name} of a fresh problem", self.fresh)
        self._again.layout.display = "none"
        super().__init__(name, lambda row: known, [label])
        self.problem, self._number, self._place = example, 0, VBox()
        self.children[0].children += (self._again,)
        self.children += (self._place,)

    def solve(self):
        """Show the worked lines, and offer the same step on a fresh problem."""
        super().solve()
        self._again.layout.display = ""

    def fresh(self):
        """Ask the same step on the next fresh problem, the values before it being given: `row`."""
        self._number += 1
        fresh, name = problem(self._number), self.quantity
        truth = work_out(fresh)
        known = {key: truth[key] for key in NAMES[: NAMES.index(name)]}

        def judge(row):
            row.show(check(fresh, **{name: row.answer})[name])
            row.say()

        row = Row(name, judge, lambda row: known, of=f" of problem {self._number}")
        row.start(fresh, truth[name], given=False)
        before = [f"{line.label} = {line.result}" for key in known for line in solution(fresh, key)]
        title = f"Problem {self._number}" + (", worked out as far as this" if before else "")
        close_all(self._place.children)
        drawing, self.row = Drawing(network_svg(fresh)), row
        work = VBox([HTML(panel(before, title)), row])
        for part, width in ((drawing, 430), (work, 360)):
            part.layout.flex, part.layout.min_width = f"1 1 {width}px", "0"
        self._place.children = [Box([drawing, work], layout=Layout(flex_flow="row wrap"))]
        row.focus()
