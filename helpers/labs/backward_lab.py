"""Notebook 03, after the nudges: the backward pass, one factor of the chain rule at a time."""

from html import escape

import numpy as np
from ipywidgets import HTML, Box, Layout, Text

from helpers.diagram import gradient_values
from helpers.formatting import typeset
from helpers.formulas import label
from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Question, Stepper, button, status
from helpers.labs.network_lab import LINE_DIGITS, NetworkLab
from helpers.network import backward, forward
from helpers.quantities import NAMES, QUANTITIES, given_values
from helpers.tutor.predictions import Marked

# Each entry of each gradient is one step.
ENTRIES = [
    (name, index)
    for name, record in QUANTITIES.items()
    if record.notebook == "03_backward_pass"
    for index in np.ndindex(*(2 for _ in record.shape))
]
START = "Step 0: the forward pass is done. The backward pass begins at the loss."
DONE = "All gradients are found."


class BackwardLab(Stepper, NetworkLab):
    """Step through the backward pass: the edge of each step lights up, found gradients stay."""

    last = len(ENTRIES)
    heading = "The backward pass, one factor a step"
    task = (
        "Each step is one factor: what came from upstream, times how fast this place passes it on. "
        "Work out the next number, type it and press Enter."
    )
    questions = (
        Question(
            "The next step finds dL/da₁. Which weight does the signal come back through?",
            {"step": 4},
            "Through W2[0], the weight that a₁ was multiplied by: 0.16 × 0.5 = 0.08.",
        ),
        Question(
            "Neuron 2 is asleep here. Step on to the end: which slopes are 0, and why?",
            {"b1[1]": -1.2, "step": 5},
            "dL/da₂ is −0.3, but z₂ = −0.2 is below 0, so the gate of neuron 2 is shut: δ₂ is 0, "
            "and with it dW1[0, 1], dW1[1, 1] and db1[1]. dW2[1] is 0 because a₂ is 0.",
        ),
        Question(
            "W2[0] is 0 here. Which slopes does that make 0, and is dW2[0] one of them?",
            {"W2[0]": 0, "step": 14},
            "dL/da₁, as the signal comes back through W2[0]; and with it δ₁, dW1[0, 0], dW1[1, 0] "
            "and db1[0]. dW2[0] is not: it is dL/dy_pred × a₁ = −0.24 × 0.8 = −0.192.",
        ),
    )

    def __init__(self):
        self._ask, self._said = HTML(layout=Layout(min_height="41px")), HTML()  # two lines
        self._field = Text(description="What comes out?", continuous_update=False)
        self._field.add_class("bh-answer")
        self._field.observe(lambda change: change.new and self.answer(change.new), "value")
        tell = button("Just show me", self.next)
        ask = Box([self._field, tell]).add_class("bh-ask")
        step, back = self._make_steps()
        super().__init__(
            dials("b1[0]", "b1[1]", "W2[0]", "W2[1]", "y_true"),
            first=(),
            room=2,
            show=[self._ask, ask, self._said],
            others=[step],
            buttons=[back, *self.player.buttons],
        )

    def answer(self, typed):
        """Judge the number that is expected of the next step; go there if it is right."""
        if self._ended():
            return None
        now = self.values["step"]
        name, index = ENTRIES[now]
        its, before = label(name, index), NAMES[: NAMES.index(name)]
        where = (its, name, index)
        asked = Marked(question(now), example_with(self.values), where, given=before)
        ((_, mark),) = asked.judge(typed)
        if mark.right:
            self.next()
        self._say_mark(mark.html(f"{its}: "))
        return mark

    def _follow(self):
        example, now = example_with(self.values), self.values["step"]
        forward_pass = forward(example.parameters, example.x)
        gradients = backward(example.parameters, forward_pass, example.y_true)
        found = list(gradient_values(gradients))[:now]
        values = given_values(example) | forward_pass._asdict()
        values |= {name: np.round(value, 12) for name, value in gradients._asdict().items()}
        parts = {"forward_pass": forward_pass, "gradients": gradients, "finished": found}
        lines = _lines(values, now) if now else (START,)
        self._draw(example, lines, **parts, active=found[-1] if found else None)
        self._say_mark("")
        self._field.value = ""
        self._ask.value = status(escape(question(now)))

    def _say_mark(self, html):
        self._said.value = status(f'<div style="min-height:69px">{html}</div>')  # three lines


def question(step):
    """What the lab asks before it takes the step after this one."""
    if step == len(ENTRIES):
        return DONE
    name, index = ENTRIES[step]
    record, its = QUANTITIES[name], label(name, index)
    if not record.rate:
        return f"Next: {its}, the first signal. How steeply does the loss change with y_pred?"
    (upstream, _), _ = record.factors({}, index)
    what, by = record.rate_words(index)
    return (
        f"Next: {its} = upstream × local. Upstream is {upstream}; local is how fast {what} "
        f"changes with {by}."
    )


def _lines(values, step):
    """What is worked out at this step: its line, and where its two factors come from."""
    name, index = ENTRIES[step - 1]
    record = QUANTITIES[name]
    first = f"Step {step} of {len(ENTRIES)}: {record.line(values, index, LINE_DIGITS)}"
    if not record.rate:
        return first, "It is y_pred − y_true: how steeply the loss changes with the prediction."
    (upstream, signal), (local, rate) = record.factors(values, index, LINE_DIGITS)
    what, by = record.rate_words(index)
    rate = " = ".join(filter(None, (local, rate)))
    if name == "delta_hidden":
        z = values["z_hidden"][index]
        rate += f" ({by} = {typeset(z, LINE_DIGITS)} {'>' if z > 0 else '≤'} 0)"
    local = f"local: {what} changes with {by} at the rate {rate}"
    return first, f"upstream: {upstream} = {signal}; {local}"
