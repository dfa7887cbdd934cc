"""What the learner's hand is on: a dial for each number."""

from math import isclose, log10

import numpy as np
from ipywidgets import Box, FloatSlider, IntSlider, Text
from traitlets import Any, CFloat, CInt, Unicode, validate

from helpers.diagram import gradient_values
from helpers.formatting import number, typeset
from helpers.formulas import entries
from helpers.network import Parameters, backward, forward
from helpers.tutor.answers import read as read_answer
from helpers.worked_example import Example, learning_rate, parameters, x, y_true

# Inputs, wanted output and the nine parameters of the worked example: {"x₁": 1.0, ..., "b2": 0.1}.
START = entries({"x": x, "y_true": y_true, **vars(parameters)})
_found = gradient_values(backward(parameters, forward(parameters, x), y_true))
# The gradient of each parameter there, in the order of the backward pass: {"W2[0]": 0.128, ...}.
SLOPES = {name[1:]: slope for name, slope in _found.items() if name[1:] in START}


class Slider(FloatSlider):
    """A slider whose moves the kernel does not repeat to the page: one message less a move."""

    value = CFloat(0).tag(sync=True, echo_update=False)


class WholeSlider(IntSlider):
    """The same for whole numbers: who listens hears 4, and not 3.9999999999999996."""

    value = CInt(0).tag(sync=True, echo_update=False)


class Dial(Box):
    """A named number from `low` to `high`: `type` sets it, and `value` can be observed.

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
        self._field = Text(number(kept), description=name, continuous_update=False)
        self._slider = (WholeSlider if scale == "whole" else Slider)(
            self._stop(kept),
            min=self._place(low),
            max=self._place(high),
            step=self._step,
            description=name,  # not seen, as the label of the field is
            readout=False,
        )
        self._slider.observe(self._slid, "value")
        self._field.observe(self._typed, "value")
        super().__init__([self._field, self._slider], value=kept)
        self.add_class("bh-dial")

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
        if not self._slider_stands_there():
            self._slider.value = self._stop(self.value)

    def _slid(self, change):
        """A move of the slider, unless it only stands at the stop nearest to a typed number."""
        if not self._slider_stands_there():
            there = round(change.new, 10)  # where 0 is, the page may say -5.6e-17
            self.type(10**there if self._scale == "log" else there)

    def _typed(self, change):
        if change.new != number(self.value):
            self.type(change.new)

    def _slider_stands_there(self):
        """Whether it need not be set: setting it would undo a key pressed in the meantime."""
        return isclose(self._slider.value, self._stop(self.value), abs_tol=1e-9 * self._step)

    def _within(self, wanted):
        low, high = self._ends
        kept = min(max(float(number(wanted)), low), high)
        return round(kept) if self._scale == "whole" else float(kept)

    def _place(self, value):
        """Where a number lies on the slider."""
        return log10(value) if self._scale == "log" else value

    def _stop(self, value):
        """The stop of the slider that is nearest to a number."""
        lowest = self._place(self._ends[0])
        steps = round((self._place(value) - lowest) / self._step)
        return float(number(lowest + steps * self._step))


def example_with(numbers):
    """The worked example with these numbers in place of its own. Returns an `Example`."""
    x_1, x_2, wanted, *weights = (numbers.get(name, value) for name, value in START.items())
    W1, b1, W2, (b2,) = np.split(np.array(weights), [4, 6, 8])
    changed = Parameters(W1.reshape(2, 2), b1, W2, b2)
    return Example(np.array([x_1, x_2]), changed, wanted, learning_rate)


def dials(*names):
    """A dial for each of these numbers, which starts at the worked example."""
    return [Dial(name, START[name]) for name in names]
