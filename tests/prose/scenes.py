"""What the names in prose mean: the notebook's own kernel, and the examples that are printed."""

from contextlib import chdir, redirect_stdout
from fractions import Fraction
from io import StringIO
from unittest.mock import patch

import numpy as np

from helpers.labs import chart
from helpers.network import ForwardPass, Gradients, update
from helpers.worked_example import sleeping_example, worked_example
from tests.examples import both_passes, our_step
from tests.series import NOTEBOOKS


class Scene:
    """Names to exact values: the `kernel`'s variables, then the quantities of a training step."""

    def __init__(self, kernel, quantities):
        self.kernel, self.quantities, self._values = kernel, quantities, {}

    def __getitem__(self, name):
        if is_quantity(self.kernel.get(name)):
            return exactly(self.kernel[name])
        return exactly(self.quantities[name])

    def values(self, name):
        """Every number that `name`, such as `W1` or `W1[0, 1]`, stands for; none if unknown."""
        if name not in self._values:
            try:
                self._values[name] = list(np.ravel(eval(name, {"__builtins__": {}}, self)))
            except (LookupError, NameError, SyntaxError, TypeError):
                self._values[name] = []
        return self._values[name]


def exactly(value):
    """A number or array as fractions of its 12 leading digits: 0.16000000000000014 is 4/25."""
    if np.ndim(value) == 0:
        return value if isinstance(value, Fraction) else Fraction(f"{float(value):.12g}")
    return np.array([exactly(part) for part in value], dtype=object)


def is_quantity(value):
    """Whether it is a number or an array that words can mean: a table of data is none."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "iuf" and value.size < 100
    return isinstance(value, int | float | np.number | Fraction)


def quantities_of(example):
    """Every quantity of one training step of `example`, and the step after it, by name in code."""
    step, given = our_step(example), vars(example.parameters)
    given = {**given, "y_true": example.y_true, "learning_rate": example.learning_rate}
    return {**step, **given, "drop": step["L"] - our_step(_stepped(example))["L"]}


def _stepped(example):
    """The same example after one update."""
    _, gradients = both_passes(example)
    return example._replace(parameters=update(example.parameters, gradients, example.learning_rate))


PRINTED = [worked_example, sleeping_example, _stepped(worked_example)]
STILL = [Scene({}, quantities_of(example)) for example in PRINTED]


def run(cells):
    """Run a notebook's code cells in this process; the variables before the first, after each.

    Nothing is shown and no chart is drawn: nobody looks, and it takes a third of the time.
    """
    names = {"display": lambda *shown: None}
    snapshots = [{}]
    for cell in cells:
        with redirect_stdout(StringIO()), chdir(NOTEBOOKS), patch.object(chart, "png", str):
            exec(cell.replace("%matplotlib inline", ""), names)
        snapshots.append(
            {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in names.items()}
        )
    return snapshots


def around(snapshots, position):
    """The scenes that a Markdown cell after `position` code cells can mean.

    They are the kernel before and after the next cell and at the end; where it holds a forward pass
    or gradients, their fields are a meaning of their names too.
    """
    near = [*snapshots[position : position + 2], snapshots[-1]]
    fields = [
        {**kernel, **value._asdict()}
        for kernel in near
        for name, value in kernel.items()
        if isinstance(value, ForwardPass | Gradients) and not name.startswith("second_")
    ]
    return [Scene(kernel, STILL[0].quantities) for kernel in [*near, *fields]] + STILL
