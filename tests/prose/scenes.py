"""What the names in prose mean: the notebook's own kernel, and the examples that are printed."""

import os
from contextlib import chdir
from fractions import Fraction
from unittest.mock import patch

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers.labs import chart
from helpers.network import ForwardPass, Gradients, update
from helpers.worked_example import sleeping_example, worked_example
from tests.examples import both_passes, our_step
from tests.series import NOTEBOOKS


class Scene:
    """Names to values: the `kernel`'s variables first, then the quantities of a training step."""

    def __init__(self, kernel, quantities):
        self.kernel, self.quantities, self._values = kernel, quantities, {}

    def __getitem__(self, name):
        if is_numeric(self.kernel.get(name)):
            return self.kernel[name]
        return self.quantities[name]

    def values(self, name):
        """Every number that `name`, such as `W1` or `W1[0, 1]`, stands for; none if unknown."""
        if name not in self._values:
            try:
                value = eval(name, {"__builtins__": {}}, self)
            except (LookupError, NameError, SyntaxError, TypeError):
                value = None
            known = np.ravel(value) if is_numeric(value) else ()
            self._values[name] = [float(part) for part in known]
        return self._values[name]


def is_numeric(value):
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "iuf"
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

    Charts are not drawn: nobody looks, and it takes a third of the time.
    """
    os.environ["MPLBACKEND"] = "agg"
    shell = InteractiveShell()
    shell.display_formatter.active_types = ["text/plain"]
    snapshots = [{}]
    for cell in cells:
        with capture_output(), chdir(NOTEBOOKS), patch.object(chart, "png", lambda figure: ""):
            shell.run_cell(cell).raise_error()
        snapshots.append(_copied(shell.user_ns, shell.user_ns_hidden))
    return snapshots


def _copied(variables, hidden):
    kept = {n: v for n, v in variables.items() if n not in hidden and not n.startswith("_")}
    return {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in kept.items()}


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
