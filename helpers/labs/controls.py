"""What the learner's hand is on: a dial for each number."""

from math import isclose, log10

import numpy as np
from ipywidgets import Box, FloatLogSlider, FloatSlider, IntSlider, Text
from traitlets import Any, Unicode, validate

from helpers.diagram import parameter_values
from helpers.formatting import number, typeset
from helpers.network import Parameters
from helpers.tutor.answers import read as read_answer
from helpers.worked_example import Example, worked_example


class Dial(Box):
    """A named number from `low` to `high`; `value` is the number, and can be observed and set.

    name: what stands before it, "W1[0, 0]". start: its number at first and after a reset.
    scale: "even" steps, "log" for powers of ten, "whole" for whole numbers. The slider moves in
    steps; the field takes any number, written in any way that the tutor reads. One beyond an end
    becomes the end; `note` says so, or why a text is no number.
    """

    value = Any()
    note = Unicode()

    def __init__(self, name, start, low=-3, high=3, step=0.05, scale="even"):
        self.name, self.start, self._ends, self._scale = name, start, (low, high), scale
        self._step = {"whole": 1, "log": 0.5}.get(scale, step)
        kept = self._within(start)
        self._slider = self._make_slider(kept)
        self._field = Text(number(kept), description=name, continuous_update=False)
        self._slider.observe(self._slid, "value")
        self._field.observe(self._typed, "value")
        super().__init__([self._field, self._slider], value=kept)
        self.add_class("bh-dial")
        self.observe(self._show, "value")

    @validate("value")
    def _keep(self, proposal):
        kept = self._within(proposal.value)
        low, high = self._ends
        beyond = not low <= float(number(proposal.value)) <= high
        ends = f"{self.name} goes from {typeset(low)} to {typeset(high)}"
        self.note = beyond * f"{ends}: {typeset(proposal.value)} became {typeset(kept)}."
        return kept

    def type(self, wanted):
        """Set the number as a learner types it: a number, or a text such as "0,55" or "−1/2"."""
        read = read_answer(wanted, ())
        if read.value is None or np.ndim(read.value):
            self.note = f"{self.name} is one number, such as {typeset(self.value)}."
        else:
            self.value = float(read.value)
        self._field.value = number(self.value)

    def _slid(self, change):
        """A move of the slider, unless it only stands at the step nearest to a typed number."""
        if not self._slider_stands_at(self.value):
            self.type(change.new)

    def _typed(self, change):
        if change.new != number(self.value):
            self.type(change.new)

    def _show(self, change):
        self._field.value = number(change.new)
        if not self._slider_stands_at(change.new):
            self._slider.value = self._nearest_step(change.new)

    def _slider_stands_at(self, value):
        """Whether it need not be set: setting it would undo a key pressed in the meantime."""
        step = self._nearest_step(value)
        return isclose(self._slider.value, step, rel_tol=1e-9, abs_tol=1e-9 * self._step)

    def _within(self, wanted):
        low, high = self._ends
        kept = min(max(float(number(wanted)), low), high)
        return round(kept) if self._scale == "whole" else float(kept)

    def _nearest_step(self, value):
        if self._scale == "log":
            return 10 ** (round(log10(value) / self._step) * self._step)
        steps = round((value - self._ends[0]) / self._step)
        place = float(number(self._ends[0] + steps * self._step))
        return round(place) if self._scale == "whole" else place

    def _make_slider(self, value):
        low, high = self._ends
        common = {"value": self._nearest_step(value), "readout": False, "step": self._step}
        common["description"] = self.name  # the label of the field is seen, not a second one
        if self._scale == "log":
            return FloatLogSlider(min=round(log10(low)), max=round(log10(high)), **common)
        return (IntSlider if self._scale == "whole" else FloatSlider)(min=low, max=high, **common)


def named_numbers(example):
    """Inputs, wanted output and the nine parameters: {"x₁": 1.0, ..., "b2": 0.1}."""
    first, second = map(float, example.x)
    inputs = {"x₁": first, "x₂": second, "y_true": float(example.y_true)}
    return {**inputs, **parameter_values(example.parameters)}


def example_with(numbers):
    """The worked example with these numbers in place of its own. Returns an `Example`."""
    known = named_numbers(worked_example)
    x_1, x_2, y_true, *weights = (numbers.get(name, value) for name, value in known.items())
    W1, b1, W2, (b2,) = np.split(np.array(weights), [4, 6, 8])
    parameters = Parameters(W1.reshape(2, 2), b1, W2, b2)
    return Example(np.array([x_1, x_2]), parameters, y_true, worked_example.learning_rate)


def dials(*names):
    """A dial for each of these numbers, which starts at the worked example."""
    start = named_numbers(worked_example)
    return [Dial(name, start[name]) for name in names]
