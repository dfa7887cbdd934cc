"""What the names in prose mean: the notebook's own variables, and the examples that are printed."""

from contextlib import chdir, redirect_stdout
from fractions import Fraction
from io import StringIO
from unittest.mock import patch

import numpy as np

from helpers.labs import chart
from helpers.network import update
from helpers.worked_example import sleeping_example, worked_example
from tests.examples import both_passes, our_step
from tests.series import NOTEBOOKS


class Scene:
    """What names mean, exactly: a number or an array for each of `names`."""

    def __init__(self, names):
        self.names = {name: exactly(value) for name, value in names.items() if is_quantity(value)}
        self._values = {}

    def values(self, name):
        """Every number that `name`, such as `W1` or `W1[0, 1]`, stands for; none if unknown."""
        if name not in self._values:
            try:
                self._values[name] = list(np.ravel(eval(name, {"__builtins__": {}}, self.names)))
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
    letters = {
        "e": step["dL_dy_pred"],
        "h": 0.001,
        "drop": step["L"] - our_step(_stepped(example))["L"],
    }
    return {**step, **given, **letters}


def _stepped(example):
    """The same example after one update."""
    _, gradients = both_passes(example)
    return example._replace(parameters=update(example.parameters, gradients, example.learning_rate))


PRINTED = [worked_example, sleeping_example, _stepped(worked_example)]
STILL = [Scene(quantities_of(example)) for example in PRINTED]


def run(cells):
    """Run a notebook's code cells in this process; its variables after the last.

    Nothing is shown and no chart is drawn: nobody looks, and it takes a third of the time.
    """
    names = {"display": lambda *shown: None}
    with redirect_stdout(StringIO()), chdir(NOTEBOOKS), patch.object(chart, "png", str):
        for cell in cells:
            exec(cell.replace("%matplotlib inline", ""), names)
    return names


def of_notebook(kernel):
    """The scenes that its text can mean: its variables come first, then the printed examples."""
    return [Scene({**quantities_of(worked_example), **kernel}), *STILL]
