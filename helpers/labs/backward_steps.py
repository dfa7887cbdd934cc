"""The backward pass as a list of steps, each one factor: upstream × local = result, in numbers."""

from typing import NamedTuple

from helpers.diagram import gradient_values
from helpers.formatting import factor, product_line, typeset

SUBSCRIPTS = "₁₂"


class BackwardStep(NamedTuple):
    """One gradient and how it is found: its name, its value, and lines that say how."""

    name: str
    value: float
    lines: tuple


def backward_steps(example, forward_pass, gradients):
    """The fourteen steps of the backward pass, in order. Returns a list of `BackwardStep`."""
    values = gradient_values(gradients)
    factors = _factors(example, forward_pass)
    steps = [
        BackwardStep(
            "dL/dy_pred", values["dL/dy_pred"], _first_lines(example, forward_pass, values)
        )
    ]
    for name in list(values)[1:]:
        upstream, local, meaning = factors[name]
        lines = (
            f"upstream: {upstream} = {typeset(values[upstream], 6)}",
            f"local: {meaning}",
            product_line(name, values[upstream], local, values[name], 6),
        )
        steps.append(BackwardStep(name, values[name], lines))
    return steps


def _first_lines(example, forward_pass, values):
    difference = f"{typeset(forward_pass.y_pred, 6)} − {factor(example.y_true, 6)}"
    return (
        "Here it begins: how steeply does the loss change with the prediction?",
        f"dL/dy_pred = y_pred − y_true = {difference} = {typeset(values['dL/dy_pred'], 6)}",
    )


def _factors(example, forward_pass):
    """For each gradient: the name of its upstream factor, its local factor, and that in words."""
    found = {"db2": ("dL/dy_pred", 1, _rate("y_pred", "b2", "", 1))}
    for j, n in enumerate(SUBSCRIPTS):
        a, weight = forward_pass.a_hidden[j], example.parameters.W2[j]
        found[f"dW2[{j}]"] = ("dL/dy_pred", a, _rate("y_pred", f"W2[{j}]", f"a{n} = ", a))
        through = _rate("y_pred", f"a{n}", f"W2[{j}] = ", weight)
        found[f"dL/da{n}"] = ("dL/dy_pred", weight, through)
        found[f"δ{n}"] = (f"dL/da{n}", *_gate(n, forward_pass.z_hidden[j]))
        found[f"db1[{j}]"] = (f"δ{n}", 1, _rate(f"z{n}", f"b1[{j}]", "", 1))
        for i, x in enumerate(example.x):
            local = _rate(f"z{n}", f"W1[{i}, {j}]", f"x{SUBSCRIPTS[i]} = ", x)
            found[f"dW1[{i}, {j}]"] = (f"δ{n}", x, local)
    return found


def _rate(what, by, is_called, value):
    return f"{what} changes with {by} at the rate {is_called}{typeset(value, 6)}"


def _gate(n, z):
    """ReLU's slope at z: 1 and the gate is open, or 0 and it is shut."""
    if z > 0:
        return 1, f"z{n} = {typeset(z, 6)} is above 0: the gate of ReLU is open, its slope is 1"
    return 0, f"z{n} = {typeset(z, 6)} is not above 0: the gate of ReLU is shut, its slope is 0"
