"""What the names in prose mean: the notebook's own kernel around each cell, and the two printed examples."""

import os
from contextlib import chdir
from fractions import Fraction

import numpy as np
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers.network import ForwardPass, Gradients, backward, forward, loss, update
from helpers.worked_example import Example, second_example, sleeping_example, worked_example
from tests.series import NOTEBOOKS


class Scene:
    """Names to values: the `kernel`'s variables first, then the quantities of one training step."""

    def __init__(self, kernel, quantities):
        self.kernel, self.quantities, self._values = kernel, quantities, {}

    def __getitem__(self, name):
        if name in self.kernel and (name not in self.quantities or is_numeric(self.kernel[name])):
            return self.kernel[name]
        return self.quantities[name]

    def values(self, name):
        """Every number that `name`, such as `W1` or `W1[0, 1]`, stands for; none if it is unknown."""
        if name not in self._values:
            try:
                value = eval(name, {"__builtins__": {}}, self)
            except (LookupError, NameError, AttributeError, TypeError, SyntaxError):
                value = None
            self._values[name] = (
                [float(part) for part in np.ravel(value)] if is_numeric(value) else []
            )
        return self._values[name]

    def arrays(self):
        """Every array that some name stands for."""
        values = [*self.kernel.values(), *self.quantities.values()]
        return [value for value in values if is_numeric(value) and np.ndim(value)]


def is_numeric(value):
    if isinstance(value, bool | np.bool_):
        return False
    if isinstance(value, int | float | np.number | Fraction):
        return True
    if isinstance(value, list | tuple):
        flat = (
            not hasattr(value, "_fields")
            and len({np.shape(p) if is_numeric(p) else p.__class__ for p in value}) == 1
        )
        return flat and all(is_numeric(part) for part in value)
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.size > 0


def quantities_of(example):
    """Every quantity of one training step of `example` under its name in code, and the step after it."""
    x, parameters, y_true, rate = example
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    new = update(parameters, gradients, rate)
    L, L_new = loss(forward_pass.y_pred, y_true), loss(forward(new, x).y_pred, y_true)
    return {
        **forward_pass._asdict(),
        **gradients._asdict(),
        **{name: getattr(parameters, name) for name in ("W1", "b1", "W2", "b2")},
        **{f"{name}_new": getattr(new, name) for name in ("W1", "b1", "W2", "b2")},
        "y_true": y_true, "learning_rate": rate, "L": L, "L_new": L_new, "drop": L - L_new,
        "y_pred_new": forward(new, x).y_pred, "gate": (forward_pass.z_hidden > 0).astype(float), "one": 1,
    }  # fmt: skip


def stepped(example):
    """The same example after one update."""
    gradients = backward(example.parameters, forward(example.parameters, example.x), example.y_true)
    return example._replace(parameters=update(example.parameters, gradients, example.learning_rate))


PRINTED = [worked_example, sleeping_example, stepped(worked_example)]
STILL = [Scene({}, quantities_of(example)) for example in PRINTED]
# What is given of the second example; its results are for the learner and never printed.
GIVEN = {
    name: quantities_of(second_example)[name] for name in ("x", "W1", "b1", "W2", "b2", "y_true")
}
SECOND = Scene({}, GIVEN)


def run(cells):
    """Run a notebook's code cells in this process; the kernel's variables before the first and after each."""
    os.environ["MPLBACKEND"] = "agg"
    shell = InteractiveShell()
    shell.display_formatter.active_types = ["text/plain"]
    snapshots = [{}]
    for cell in cells:
        with capture_output(), chdir(NOTEBOOKS):
            result = shell.run_cell(cell)
        result.raise_error()
        snapshots.append(_kept(shell.user_ns, shell.user_ns_hidden))
    return snapshots


def _kept(variables, hidden):
    kept = {n: v for n, v in variables.items() if n not in hidden and not n.startswith("_")}
    return {n: v.copy() if isinstance(v, np.ndarray) else v for n, v in kept.items()}


def around(snapshots, position):
    """The scenes that a Markdown cell after `position` code cells can mean, nearest first.

    Where the kernel holds a forward pass or gradients, their fields are a meaning of their names too.
    """
    last = len(snapshots) - 1
    near = [snapshots[min(i, last)] for i in (position, position + 1, position + 2, last)]
    scenes = [Scene(kernel, STILL[0].quantities) for kernel in near]
    results = {
        id(value): (kernel, value)
        for kernel in near
        for name, value in kernel.items()
        if isinstance(value, ForwardPass | Gradients) and not name.startswith("second_")
    }
    scenes += [
        Scene({**kernel, **v._asdict()}, STILL[0].quantities) for kernel, v in results.values()
    ]
    if "batch_x" in near[-1]:
        batch = Example(near[-1]["batch_x"], worked_example.parameters, near[-1]["batch_y"], 0.1)
        scenes.append(Scene({}, quantities_of(batch)))
    return scenes + STILL
