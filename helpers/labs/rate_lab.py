"""Notebook 04: one step, its nine new values, the drop that was promised and the real one."""

from ipywidgets import HTML

from helpers.diagram import gradient_values, parameter_values
from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss, update
from helpers.plots import rate_chart, rate_landmarks, rate_marks, steepness
from helpers.worked_example import worked_example


class RateLab(ChartLab):
    """Choose a learning rate: nine new values, the loss after the step, the promise beside it.

    example: where the step begins. largest: the largest learning rate.
    """

    heading = "One step at any learning rate"
    task = (
        "Move the learning rate. The green bar is the real drop of the loss in one step; the ring "
        "is where the gradients promised that it would end."
    )

    def __init__(self, example=worked_example, largest=0.4):
        self._example, self._largest = example, largest
        self._best, self._worse = rate_landmarks(example, largest)
        self.questions = self._with_answers()
        text = "The loss after one step against the learning rate"
        self._chart, self._table = MovingChart(rate_chart(example, largest), text), HTML()
        dial = Dial("rate", example.learning_rate, 0, largest, step=0.001)
        super().__init__([self._chart], {"": [dial]}, beside=[self._table])

    def _with_answers(self):
        usual, best, worse = self._example.learning_rate, self._best, self._worse
        kept = [f"{OneStep(self._example, rate).kept:.0%}" for rate in (usual / 10, usual)]
        return (
            Question(
                "Which rate brings the loss nearest to 0 in one step?",
                {},
                f"About {typeset(best)}. Below it the step falls short, above it overshoots.",
            ),
            Question(
                "From which rate on would no step at all have been better?",
                {"rate": best},
                f"From {typeset(worse)} on: the loss after the step is larger than before.",
            ),
            Question(
                f"How much of its promise does the step keep at rate {typeset(usual / 10)}? "
                f"How much at {typeset(usual)}?",
                {"rate": usual / 10},
                f"{kept[0]}, and {kept[1]}. The slopes are measured where the step begins. The "
                "further it goes, the less they say about where it ends.",
            ),
        )

    def lines(self):
        """The promised and the real drop, where the step lands, and the nine new values."""
        step = OneStep(self._example, self.values["rate"])
        return [*step.lines(self._best), *(" ".join(row) for row in step.rows())]

    def _follow(self):
        step = OneStep(self._example, self.values["rate"])
        lines = step.lines(self._best)
        self._chart.move(rate_marks(self._example, self.values["rate"]), " ".join(lines), lines)
        self._table.value = _table(step.rows())

    def chart_and_marks(self):
        marks = rate_marks(self._example, self.values["rate"])
        return rate_chart(self._example, self._largest), marks


class OneStep:
    """One update of an example with one learning rate: what was before and after it.

    Raises what `update` raises for a rate below 0. Source: notebook 04.
    """

    def __init__(self, example, rate):
        x, self._old, self._y_true, _ = example
        before = forward(self._old, x)
        gradients = backward(self._old, before, self._y_true)
        self._rate, self._slopes = rate, gradient_values(gradients)
        self._new = update(self._old, gradients, rate)
        self._y_pred = before.y_pred, forward(self._new, x).y_pred
        self._loss = [loss(y_pred, self._y_true) for y_pred in self._y_pred]
        self._squares = steepness(example)
        self.promised, self.real = rate * self._squares, self._loss[0] - self._loss[1]

    @property
    def kept(self):
        """The real drop of the loss as a share of the promised one."""
        return self.real / self.promised

    def rows(self):
        """For each parameter: its name, its old value, what is taken away, its new value."""
        rate, new = typeset(self._rate), parameter_values(self._new)
        rows = []
        for name, old in parameter_values(self._old).items():
            change = f"− {rate} × {factor(self._slopes['d' + name])}"
            rows.append((name, typeset(old), change, f"= {typeset(new[name])}"))
        return rows

    def lines(self, best):
        """The promised and the real drop, worked out, and where the step lands."""
        rate, squares = typeset(self._rate), typeset(self._squares, 6)
        before, after = (typeset(value, 6) for value in self._loss)
        return (
            f"promised drop = rate × sum of the squared gradients = {rate} × {squares} "
            f"= {typeset(self.promised, 6)}",
            f"real drop = {before} − {after} = {typeset(self.real, 6)}",
            self._sentence(best),
        )

    def _sentence(self, best):
        before, after = (typeset(y_pred, 5) for y_pred in self._y_pred)
        moved, wanted = f"y_pred goes from {before} to {after}", typeset(self._y_true)
        if self._rate == 0:
            return "Rate 0 is no step: nothing moves."
        if self.real < 0:
            return f"Worse than no step: {moved}, further from {wanted} than before."
        if abs(self._rate - best) < 0.001:
            return f"About the best rate for this one step: {moved}."
        if self._rate < best:
            return f"Falls short: {moved}, on its way to {wanted}."
        return f"Overshoots: {moved}, past {wanted}, but nearer than before."


def _table(rows):
    """The rows as an HTML table: parameter, old value, change, new value."""
    cell = 'style="padding:2px 12px 2px 0;text-align:left;white-space:nowrap'
    top = "".join(f'<th {cell}">{head}</th>' for head in ("", "old", "− rate × gradient", "= new"))
    body = "".join(
        f'<tr><th {cell}">{name}</th><td {cell}">{old}</td><td {cell}">{change}</td>'
        f'<td {cell};font-weight:bold">{new}</td></tr>'
        for name, old, change, new in rows
    )
    return f'<table style="font-size:14px;line-height:1.6"><tr>{top}</tr>{body}</table>'
