"""Notebook 04: one step, its nine new values, the drop that was promised and the real one."""

import numpy as np
from ipywidgets import HTML

from helpers.diagram import gradient_values, parameter_values
from helpers.formatting import factor, typeset
from helpers.labs.chart import (
    BACKWARD,
    INK,
    LOSS,
    QUIET,
    UPDATE,
    ChartLab,
    ChartMark,
    add_legend,
    empty_chart,
    one_number,
    own_settings,
)
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.network import backward, forward, loss, required, update
from helpers.worked_example import Example, worked_example

SMALLEST = 1e-12  # the smallest loss, before the step, that a chart can show


class RateLab(ChartLab):
    """Choose a learning rate: nine new values, the loss after the step, the promise beside it.

    example: where the step begins. largest: the largest learning rate, from 0.01 to 10.
    """

    heading = "One step at any learning rate"
    task = (
        "Move the rate. The green bar is the real drop of the loss in one step; the ring is where "
        "the gradients promised its end."
    )

    def __init__(self, example=worked_example, largest=0.4):
        self._example, self._largest = example, largest
        self._best, self._worse = rate_landmarks(example, largest)
        self.questions, self._table = self._with_answers(), HTML()
        dial = Dial("rate", example.learning_rate, 0, largest, step=0.001)
        about = "The loss after one step against the learning rate"
        super().__init__(about, [dial], beside=[self._table])

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
                {},
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
        """The promised and the real drop, and where the step lands."""
        return OneStep(self._example, self.values["rate"]).lines(self._best)

    def chart(self):
        return rate_chart(self._example, self._largest)

    def marks(self):
        return rate_marks(self._example, self.values["rate"])

    def __repr__(self):
        rows = OneStep(self._example, self.values["rate"]).rows()
        return "\n".join([super().__repr__(), *map(" ".join, rows)])

    def _follow(self):
        super()._follow()
        self._table.value = _table(OneStep(self._example, self.values["rate"]).rows())


class OneStep:
    """One update of an example with one learning rate: what was before and after it.

    Raises what `update` raises for a rate below 0. Source: notebook 04.
    """

    def __init__(self, example, rate):
        x, self._old, self._y_true, _ = example
        before, gradients = forward_and_gradients(example)
        self._rate, self._slopes = rate, gradient_values(gradients)
        self._new = update(self._old, gradients, rate)
        self._y_pred = before.y_pred, forward(self._new, x).y_pred
        self.losses = [loss(y_pred, self._y_true) for y_pred in self._y_pred]
        self._squares = sum(slope**2 for slope in self._of_parameters().values())
        self.promised, self.real = rate * self._squares, self.losses[0] - self.losses[1]

    @property
    def kept(self):
        """The real drop of the loss as a share of the promised one."""
        return self.real / self.promised

    def _of_parameters(self):
        """The gradient of each parameter by the parameter's name."""
        return {name: self._slopes[f"d{name}"] for name in parameter_values(self._old)}

    def rows(self):
        """For each parameter: its name, its old value, what is taken away, its new value."""
        rate, new, slopes = typeset(self._rate), parameter_values(self._new), self._of_parameters()
        return [
            (name, typeset(old), f"− {rate} × {factor(slopes[name])}", f"= {typeset(new[name])}")
            for name, old in parameter_values(self._old).items()
        ]

    def lines(self, best):
        """The promised and the real drop, worked out, and where the step lands."""
        rate, squares = typeset(self._rate), typeset(self._squares, 6)
        before, after = (typeset(value, 6) for value in self.losses)
        return (
            f"promised drop = rate × sum of squared gradients = {rate} × {squares} "
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
    """The rows as an HTML table: each parameter with its old value, change and new value."""
    left = 'style="text-align:left;white-space:nowrap;padding:0 8px 0 0"'
    head = f"<tr><td></td><th {left}>old − rate × gradient = new</th></tr>"
    body = "".join(
        f"<tr><th {left}>{name}</th><td {left}>{old} {change} <b>{new}</b></td></tr>"
        for name, old, change, new in rows
    )
    return f'<table style="font-size:13px;line-height:1.5">{head}{body}</table>'


def forward_and_gradients(example):
    """The forward pass and the gradients of an example, what is wrong being named as its part."""
    x, parameters, y_true, _ = required("example", example, Example)
    try:
        forward_pass = forward(parameters, x)
        return forward_pass, backward(parameters, forward_pass, y_true)
    except (TypeError, ValueError) as error:
        raise type(error)(f"example.{error}") from None


def losses_after_one_step(example, rates):
    """The loss after one update from `example`, for each learning rate. Returns an array."""
    x, parameters, y_true, _ = example
    _, gradients = forward_and_gradients(example)
    try:
        steps = [update(parameters, gradients, rate) for rate in rates]
        return np.array([loss(forward(step, x).y_pred, y_true) for step in steps])
    except ValueError as error:
        raise ValueError(f"rates must suit the example: {error}") from None


def rate_landmarks(example, largest):
    """Two rates, to three decimals: the best for one step, the first that is worse than no step.

    Of 0, 0.001 … `largest`; where none is worse, `largest` stands in.
    """
    required("example", example, Example)
    rates = np.arange(round(one_number("largest", largest, 0.01, 10) * 1000) + 1) / 1000
    losses = losses_after_one_step(example, rates)
    if not SMALLEST <= losses[0] <= 1 / SMALLEST:
        raise ValueError(f"example must have a loss from {SMALLEST:g} to {1 / SMALLEST:g}")
    worse = rates[losses > losses[0]]
    return float(rates[np.argmin(losses)]), float(worse[0] if len(worse) else largest)


@own_settings()
def rate_chart(example, largest=0.4):
    """The loss after one step against the learning rate, from 0 to `largest`, and what the gradient
    promises: a straight line down. Returns a `Figure`.
    """
    best, worse = rate_landmarks(example, largest)
    rates = np.linspace(0, largest, 201)
    losses = losses_after_one_step(example, rates)
    figure, axes = empty_chart("learning rate", "loss after one step", left=0.165)
    axes.set(xlim=(-0.02 * largest, 1.02 * largest), ylim=(-0.9 * losses[0], 2.6 * losses[0]))
    axes.axhline(0, color=QUIET, linewidth=0.8)
    axes.axhline(losses[0], color=INK, linewidth=1.4, linestyle=(0, (1.5, 2)))
    axes.plot(rates, losses, color=LOSS, linewidth=2.2)
    promised = losses[0] - OneStep(example, largest).promised / largest * rates
    axes.plot(rates, promised, color=BACKWARD, linestyle=(0, (4, 2.5)))
    _zones(axes, (0, best, worse, largest))
    add_legend(
        axes,
        ("line", LOSS, "loss after one step"),
        ("dashed", BACKWARD, "what the gradient promises"),
        ("fine", INK, "loss without a step"),
        loc="upper left",
    )
    return figure


def _zones(axes, ends):
    """Where a step falls short, overshoots, makes things worse: three tints with their names."""
    low = axes.get_ylim()[0]
    names = (("white", "falls short"), ("#F3F3F3", "overshoots"), ("#E6E6E6", "worse"))
    for left, right, (tint, name) in zip(ends, ends[1:], names, strict=False):
        axes.axvspan(left, right, color=tint, zorder=0)
        axes.text((left + right) / 2, low * 0.9, name, ha="center", fontsize=10.5, color=INK)


def rate_marks(example, rate):
    """The marks of `rate_chart`: the real drop, the promised drop and their ends at `rate`."""
    step = OneStep(example, rate)
    start, after = step.losses
    promised = start - step.promised
    return [
        ChartMark((rate, rate), (start, promised), "dashed", BACKWARD),
        ChartMark((rate, rate), (start, after), "thick", UPDATE),
        ChartMark((rate,), (promised,), "ring", BACKWARD),
        ChartMark((rate,), (after,), "dot", UPDATE),
    ]
