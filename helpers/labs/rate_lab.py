"""Notebook 04: one step, its nine new values, the drop that was promised and the real one."""

from functools import cache

import numpy as np
from ipywidgets import HTML

from helpers.diagram import parameter_values
from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, note, spot
from helpers.labs.controls import SLOPES, Dial
from helpers.labs.kit import Question
from helpers.network import forward
from helpers.training import train
from helpers.worked_example import learning_rate, parameters, x, y_true

LARGEST_RATE = 0.4  # of the learning rates
BEST, WORSE = 0.157, 0.324  # the best for one step, and the first that is worse than no step
ZONES = ("white", "falls short"), ("#F3F3F3", "overshoots"), ("#E6E6E6", "worse")


class RateLab(ChartLab):
    """Choose a learning rate: nine new values, the loss after the step, the promise beside it."""

    heading = "One step at any learning rate"
    task = (
        "Move the rate. The green bar is the real drop of the loss in one step; the ring is where "
        "the gradients promised its end."
    )
    questions = (
        Question(
            "Which rate brings the loss nearest to 0 in one step?",
            {},
            "About 0.157. Below it the step falls short, above it overshoots.",
        ),
        Question(
            "From which rate on would no step at all have been better?",
            {},
            "From 0.324 on: the loss after the step is larger than before.",
        ),
        Question(
            "How much of its promise does the step keep at rate 0.01? How much at 0.1?",
            {"rate": 0.01},
            "97%, and 67%. The slopes are measured where the step begins. The further it goes, the "
            "less they say about where it ends.",
        ),
    )
    about = "The loss after one step against the learning rate"
    axes = "learning rate", "loss after one step", 0.165

    def __init__(self):
        self._table = HTML()
        dial = Dial("rate", learning_rate, 0, LARGEST_RATE, step=0.001)
        super().__init__([dial], [self._table])

    def lines(self):
        """The promised and the real drop, worked out, and where the step lands."""
        rate, before = self.values["rate"], loss_after(0)
        after = loss_after(rate)
        drop, promised = typeset(before - after, 6), typeset(promise(rate), 6)
        return (
            f"promised drop = rate × sum of squares = {typeset(rate)} × "
            f"{typeset(promise(1), 6)} = {promised}",
            f"real drop = {typeset(before, 6)} − {typeset(after, 6)} = {drop}",
            _where_it_lands(rate),
        )

    def chart(self, axes):
        rates, start = np.linspace(0, LARGEST_RATE, 201), loss_after(0)
        sides = -0.02 * LARGEST_RATE, 1.02 * LARGEST_RATE
        axes.set(xlim=sides, ylim=(-0.9 * start, 3 * start))
        curve(axes, sides, (0, 0), "line", "quiet", linewidth=0.8)
        curve(axes, sides, (start, start), "fine", "ink")
        note(axes, 0, -0.62 * start, "no loss is\nbelow 0", "left")
        curve(axes, rates, [*map(loss_after, rates)], "line", "loss")
        curve(axes, rates, start - promise(rates), "dashed", "backward", linewidth=1.5)
        ends = (0, BEST, WORSE, LARGEST_RATE)
        for left, right, (tint, name) in zip(ends, ends[1:], ZONES, strict=False):
            axes.axvspan(left, right, color=tint, zorder=0)
            note(axes, (left + right) / 2, 2.79 * start, name, "center")
        add_legend(
            axes,
            ("line", "loss", "loss after one step"),
            ("dashed", "backward", "what the gradient promises"),
            ("fine", "ink", "loss without a step"),
            loc="upper left",
            bbox_to_anchor=(0, 0.945),  # below the names
        )

    def marks(self):
        """The real drop, the promised drop and their ends."""
        rate, start = self.values["rate"], loss_after(0)
        after, promised = loss_after(rate), start - promise(rate)
        return [
            ChartMark((rate, rate), (start, promised), "dashed", "backward"),
            ChartMark((rate, rate), (start, after), "thick", "update"),
            spot(rate, promised, "ring", "backward"),
            spot(rate, after, "dot", "update"),
        ]

    def __repr__(self):
        return "\n".join([super().__repr__(), *map(" ".join, rows(self.values["rate"]))])

    def _follow(self):
        super()._follow()
        body = "".join(
            f"<tr><th>{name}</th><td>{old} {change} <b>{new}</b></td></tr>"
            for name, old, change, new in rows(self.values["rate"])
        )
        head = "<tr><td></td><th>old − rate × gradient = new</th></tr>"
        self._table.value = f'<table class="bh-new-values">{head}{body}</table>'


def promise(rate):
    """By how much one step of this rate would lower the loss, if no slope changed on the way."""
    return rate * sum(slope**2 for slope in SLOPES.values())


@cache
def one_step(rate):
    """The parameters of the worked example after one step of this rate, and both losses."""
    return train(parameters, x, y_true, rate, 1)


def loss_after(rate):
    """The loss of the worked example after one step of this rate."""
    return one_step(rate)[1][1]


def rows(rate):
    """For each parameter: its name, its old value, what is taken away, its new value."""
    new = parameter_values(one_step(rate)[0])
    return [
        (
            name,
            typeset(old),
            f"− {typeset(rate)} × {factor(SLOPES[name])}",
            f"= {typeset(new[name])}",
        )
        for name, old in parameter_values(parameters).items()
    ]


def _where_it_lands(rate):
    """What becomes of the prediction, in a sentence."""
    new, _ = one_step(rate)
    before, after = (typeset(forward(some, x).y_pred, 5) for some in (parameters, new))
    moved, wanted = f"y_pred goes from {before} to {after}", typeset(y_true)
    if rate == 0:
        return "Rate 0 is no step: nothing moves."
    if loss_after(rate) > loss_after(0):
        return f"Worse than no step: {moved}, further from {wanted} than before."
    if abs(rate - BEST) < 0.001:
        return f"About the best rate for this one step: {moved}."
    if rate < BEST:
        return f"Falls short: {moved}, on its way to {wanted}."
    return f"Overshoots: {moved}, past {wanted}, but nearer than before."
