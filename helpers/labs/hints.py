"""Hints and the solution for a "your turn", folded away until a button is pressed."""

from ipywidgets import HTML, Button, Dropdown, HBox, Layout, VBox

from helpers.diagram import network_svg
from helpers.labs._row import Row, panel
from helpers.tutor.marking import check
from helpers.tutor.problems import problem
from helpers.tutor.solutions import hints, solution
from helpers.tutor.steps import NAMES, work_out


class Hints(VBox):
    """Three hints and the worked lines for some quantities of an example, one press at a time.

    After a solution the same step is asked again on a fresh problem.
    Raises ValueError for a name that is not one of the fifteen quantities.
    """

    def __init__(self, example, *quantities):
        for name in quantities:
            if name not in NAMES:
                raise ValueError(f"{name!r} is no quantity; the names are {', '.join(NAMES)}")
        self._example, self._names, self._fresh = example, quantities or NAMES, 0
        self._opened = dict.fromkeys(self._names, 0)
        self._step = Dropdown(options=self._names, description="step", layout=Layout(width="240px"))
        self._step.style.description_width = "40px"
        self._hint, self._solution = (
            Button(description="Hint"),
            Button(description="Show the solution"),
        )
        self._again = Button(description="The same step, a fresh problem")
        self._again.layout = Layout(width="auto", display="none")
        self._solution.layout.width = "auto"
        self._words, self._place = HTML(), VBox()
        self._step.observe(lambda change: self._turn(), "value")
        self._hint.on_click(lambda button: self.hint())
        self._solution.on_click(lambda button: self.solve())
        self._again.on_click(lambda button: self.fresh())
        buttons = [self._step, self._hint, self._solution, self._again]
        line = HBox(buttons, layout=Layout(flex_flow="row wrap"))
        super().__init__([line, self._words, self._place])

    def __repr__(self):
        steps = ", ".join(self._names)
        return f"Hints for {steps}. Run this cell to open them, one at a time."

    def _repr_mimebundle_(self, **kwargs):
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": repr(self)}

    @property
    def words(self):
        """What is shown now, as HTML; empty until a button is pressed."""
        return self._words.value

    def hint(self):
        """Open one more rung for the chosen step: the idea, the formula, the numbers."""
        rungs = hints(self._example, self._step.value, self._earlier())
        self._opened[self._step.value] = min(self._opened[self._step.value] + 1, len(rungs))
        opened = self._opened[self._step.value]
        self._words.value = panel("\n".join(rungs[:opened]), f"Hint {opened} of {len(rungs)}")
        self._hint.disabled = opened == len(rungs)

    def solve(self):
        """Show the worked lines of the chosen step, and offer the same step on a fresh problem."""
        lines = map(str, solution(self._example, self._step.value))
        self._words.value = panel("\n".join(lines), "Solution")
        self._again.layout.display = ""

    def fresh(self):
        """Ask the chosen step on a fresh problem, the values before it being given."""
        self._fresh += 1
        fresh, name = problem(self._fresh), self._step.value
        truth = work_out(fresh)
        known = {key: truth[key] for key in NAMES[: NAMES.index(name)]}

        def judge(row):
            row.show(check(fresh, **{name: row.answer})[name])

        row = Row(name, judge, lambda: known)
        row.start(fresh, truth[name], given=False)
        before = [f"{line}" for key in known for line in _given(fresh, key)]
        title = f"Problem {self._fresh}" + (", worked out as far as this" if before else "")
        self._place.children = [
            HTML(network_svg(fresh)),
            HTML(panel("\n".join(before), title)),
            row,
        ]
        row.focus()

    def _earlier(self):
        """The results of the steps before the first one asked here: those are known by now."""
        first = min(NAMES.index(name) for name in self._names)
        truth = work_out(self._example)
        return {name: truth[name] for name in NAMES[:first]}

    def _turn(self):
        self._words.value = ""
        self._hint.disabled = self._opened[self._step.value] == 3
        self._again.layout.display = "none"


def _given(example, name):
    return [f"{line.label} = {line.result}" for line in solution(example, name)]
