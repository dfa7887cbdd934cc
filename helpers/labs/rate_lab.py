"""Notebook 04: one step, its nine new values, the drop that was promised and the real one."""

from functools import cache, cached_property

import numpy as np
from ipywidgets import HTML

from helpers.diagram import gradient_values, parameter_values
from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, note, spot
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss, update
from helpers.worked_example import learning_rate, parameters, x, y_true

LARGEST_RATE = 0.4  # of the learning rates
ZONES = ("white", "falls short"), ("#F3F3F3", "overshoots"), ("#E6E6E6", "worse")
CELL = 'style="text-align:left;white-space:nowrap;padding:0 8px 0 0"'


class RateLab(ChartLab):
    """Choose a learning rate: nine new values, the loss after the step, the promise beside it."""

    heading = "One step at any learning rate"
    task = (
        "Move the rate. The green bar is the real drop of the loss in one step; the ring is where "
        "the gradients promised its end."
    )
    about = "The loss after one step against the learning rate"
    axes = "learning rate", "loss after one step", 0.165

    def __init__(self):
        self._table = HTML()
        dial = Dial("rate", learning_rate, 0, LARGEST_RATE, step=0.001)
        super().__init__([dial], beside=[self._table])

    @cached_property
    def questions(self):
        best, worse = landmarks()
        small = learning_rate / 10
        kept = [f"{step.real / step.promised:.0%}" for step in map(OneStep, (small, learning_rate))]
        return (
            Question(
                "Which rate brings the loss nearest to 0 in one step?",
                {},
                f"About {typeset(best)}. Below it the step falls short, above it overshoots.",
            ),
            Question(
                "From which rate on would no step at all have been better?",
                {},
                f"From {typeset(worse)} on: the loss after the step is larger than before.",
            ),
            Question(
                f"How much of its promise does the step keep at rate {typeset(small)}? "
                f"How much at {typeset(learning_rate)}?",
                {"rate": small},
                f"{kept[0]}, and {kept[1]}. The slopes are measured where the step begins. The "
                "further it goes, the less they say about where it ends.",
            ),
        )

    @property
    def _step(self):
        """The step at the rate that is chosen now: a `OneStep`."""
        return OneStep(self.values["rate"])

    def lines(self):
        """The promised and the real drop, and where the step lands."""
        return self._step.lines()

    def chart(self, axes):
        rates = np.linspace(0, LARGEST_RATE, 201)
        steps = [OneStep(rate) for rate in rates]
        start = steps[0].losses[0]
        sides = -0.02 * LARGEST_RATE, 1.02 * LARGEST_RATE
        axes.set(xlim=sides, ylim=(-0.9 * start, 2.6 * start))
        curve(axes, sides, (0, 0), "line", "quiet", linewidth=0.8)
        curve(axes, sides, (start, start), "fine", "ink")
        note(axes, LARGEST_RATE, -0.16 * start, "no loss is below 0", "right")
        curve(axes, rates, [step.losses[1] for step in steps], "line", "loss")
        promised = [start - step.promised for step in steps]
        curve(axes, rates, promised, "dashed", "backward", linewidth=1.5)
        ends = (0, *landmarks(), LARGEST_RATE)
        for left, right, (tint, name) in zip(ends, ends[1:], ZONES, strict=False):
            axes.axvspan(left, right, color=tint, zorder=0)
            note(axes, (left + right) / 2, -0.81 * start, name, "center")
        add_legend(
            axes,
            ("line", "loss", "loss after one step"),
            ("dashed", "backward", "what the gradient promises"),
            ("fine", "ink", "loss without a step"),
            loc="upper left",
        )

    def marks(self):
        """The real drop, the promised drop and their ends."""
        step, rate = self._step, self.values["rate"]
        start, after = step.losses
        promised = start - step.promised
        return [
            ChartMark((rate, rate), (start, promised), "dashed", "backward"),
            ChartMark((rate, rate), (start, after), "thick", "update"),
            spot(rate, promised, "ring", "backward"),
            spot(rate, after, "dot", "update"),
        ]

    def __repr__(self):
        return "\n".join([super().__repr__(), *map(" ".join, self._step.rows())])

    def _follow(self):
        super()._follow()
        body = "".join(
            f"<tr><th {CELL}>{name}</th><td {CELL}>{old} {change} <b>{new}</b></td></tr>"
            for name, old, change, new in self._step.rows()
        )
        head = f"<tr><td></td><th {CELL}>old − rate × gradient = new</th></tr>"
        self._table.value = f'<table style="font-size:13px;line-height:1.5">{head}{body}</table>'


class OneStep:
    """One update of the worked example at one learning rate: what was before and after it."""

    def __init__(self, rate):
        before = forward(parameters, x)
        gradients = backward(parameters, before, y_true)
        self._rate, self._slopes = rate, gradient_values(gradients)
        self._new = update(parameters, gradients, rate)
        self._y_pred = before.y_pred, forward(self._new, x).y_pred
        self.losses = [loss(y_pred, y_true) for y_pred in self._y_pred]
        self._squares = sum(self._slopes[f"d{name}"] ** 2 for name in parameter_values(parameters))
        self.promised, self.real = rate * self._squares, self.losses[0] - self.losses[1]

    def rows(self):
        """For each parameter: its name, its old value, what is taken away, its new value."""
        rate, new = typeset(self._rate), parameter_values(self._new)
        return [
            (
                name,
                typeset(old),
                f"− {rate} × {factor(self._slopes[f'd{name}'])}",
                f"= {typeset(new[name])}",
            )
            for name, old in parameter_values(parameters).items()
        ]

    def lines(self):
        """The promised and the real drop, worked out, and where the step lands."""
        rate, squares = typeset(self._rate), typeset(self._squares, 6)
        before, after = (typeset(value, 6) for value in self.losses)
        return (
            f"promised drop = rate × sum of squared gradients = {rate} × {squares} "
            f"= {typeset(self.promised, 6)}",
            f"real drop = {before} − {after} = {typeset(self.real, 6)}",
            self._sentence(),
        )

    def _sentence(self):
        before, after = (typeset(y_pred, 5) for y_pred in self._y_pred)
        moved, wanted = f"y_pred goes from {before} to {after}", typeset(y_true)
        best, _ = landmarks()
        if self._rate == 0:
            return "Rate 0 is no step: nothing moves."
        if self.real < 0:
            return f"Worse than no step: {moved}, further from {wanted} than before."
        if abs(self._rate - best) < 0.001:
            return f"About the best rate for this one step: {moved}."
        if self._rate < best:
            return f"Falls short: {moved}, on its way to {wanted}."
        return f"Overshoots: {moved}, past {wanted}, but nearer than before."


@cache
def landmarks():
    """Two rates, to three decimals: the best for one step, the first that is worse than no step."""
    rates = [thousandths / 1000 for thousandths in range(round(1000 * LARGEST_RATE) + 1)]
    steps = [OneStep(rate) for rate in rates]
    losses = [step.losses[1] for step in steps]
    best = rates[losses.index(min(losses))]
    return best, next(rate for rate, step in zip(rates, steps, strict=True) if step.real < 0)
