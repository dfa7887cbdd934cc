"""Hints in three rungs, and worked solutions, written from the problem's own numbers."""

from typing import NamedTuple

import numpy as np

from helpers.formatting import factor, typeset
from helpers.tutor.steps import NAMES, work_out

DIGITS = 10

# quantity -> the first two rungs: the idea, and the formula
_RUNGS = {
    "z_hidden": (
        "Each hidden neuron weighs every input with its own weight, adds up, and adds its bias.",
        "z_hidden = x @ W1 + b1: for neuron 1 go down the first column of W1.",
    ),
    "a_hidden": (
        "ReLU lets a positive number through as it is and turns a negative one into 0.",
        "a_hidden = ReLU(z_hidden), the larger of 0 and z, for each neuron.",
    ),
    "y_pred": (
        "The output neuron does what a hidden one does: weigh, add up, add the bias. No ReLU here.",
        "y_pred = a_hidden @ W2 + b2",
    ),
    "L": (
        "The loss is half the square of the error, and the error is how far y_pred is from y_true.",
        "L = 1/2 × (y_pred − y_true)²",
    ),
    "dL_dy_pred": (
        "How fast does the loss rise when y_pred rises? The 2 from the square and the 1/2 cancel.",
        "dL/dy_pred = y_pred − y_true",
    ),
    "dW2": (
        "A weight of W2 moves y_pred as much as the a that comes in through it.",
        "dW2 = dL/dy_pred × a_hidden: upstream × local, one for each neuron.",
    ),
    "db2": (
        "b2 is added to y_pred: when b2 rises by a little, y_pred rises by just as much.",
        "db2 = upstream × local: upstream is dL/dy_pred, and the local factor of a bias is 1.",
    ),
    "dL_da_hidden": (
        "Each a moves y_pred through its own weight in W2, so the signal comes back through it.",
        "dL/da_hidden = dL/dy_pred × W2, with W2 as it was on the way forward.",
    ),
    "delta_hidden": (
        "The gate of ReLU is open for a neuron that was awake, and shut for one that was asleep.",
        "delta_hidden = dL/da_hidden × gate, where the gate is 1 if z > 0 and 0 if not.",
    ),
    "dW1": (
        "A weight of W1 moves its neuron's z as much as the input that comes in through it.",
        "dW1[input, neuron] = delta_hidden[neuron] × x[input]: a row for each input, like W1.",
    ),
    "db1": (
        "A bias of b1 is added to its neuron's z: both rise by just as much.",
        "db1 = delta_hidden × 1",
    ),
}
_IDEA = "The gradient points uphill, so a step downhill takes a small part of it away."
_SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"


class Line(NamedTuple):
    """One worked line: what it is called, how it is worked out, and what it comes to."""

    label: str
    working: str
    result: str

    def __str__(self):
        return f"{self.label} = {self.working} = {self.result}"


def hints(problem, quantity, known=()):
    """The three rungs for one quantity: the idea, the formula, the formula with the numbers.

    known: the earlier values to write as numbers, a dict from quantity name to value; the others
    are written by name, so that no hint holds the result of a step. Returns three strings.
    """
    idea, formula = _RUNGS.get(quantity, (_IDEA, ""))
    if not formula:
        old = quantity.removesuffix("_new")
        every = "" if old == "b2" else ", for every entry"
        formula = f"new {old} = old {old} − learning_rate × d{old}{every}."
    known = {name: value for name, value in dict(known).items() if name in NAMES}
    rung = "\n".join(f"{line.label} = {line.working}" for line in _lines(problem, quantity, known))
    return idea, formula, rung


def solution(problem, quantity, known=None):
    """The worked lines for one quantity, a `Line` for each entry, from the problem's own numbers.

    known: earlier values to go on from, such as the learner's own; the others are the true ones.
    """
    earlier = NAMES[: NAMES.index(quantity)]
    given = {name: value for name, value in (known or {}).items() if name in earlier}
    return _lines(problem, quantity, work_out(problem, given))


def _lines(problem, quantity, values):
    write = _Writer(values)
    workings = _workings(problem, quantity, write)
    result = write.values.get(quantity)
    return [
        Line(_label(quantity, index), working, _result(result, index))
        for index, working in workings.items()
    ]


def _result(value, index):
    return "" if value is None else typeset(np.asarray(value)[index], DIGITS)


class _Writer:
    """Writes a value as its number where it is known, else by its name."""

    def __init__(self, values):
        self.values = values

    def __call__(self, quantity, *index, first=False):
        if quantity not in self.values:
            return _label(quantity, index)
        return (typeset if first else factor)(np.asarray(self.values[quantity])[index], DIGITS)


def _label(quantity, index=()):
    """A quantity, or one entry of it, as the notebooks write it: z₁, dL/da₁, dW1[0, 1]."""
    signals = {"z_hidden": "z", "a_hidden": "a", "dL_da_hidden": "dL/da", "delta_hidden": "δ"}
    if quantity in signals:
        return signals[quantity] + _SUBSCRIPTS[index[0]]
    new, name = ("new ", quantity[:-4]) if quantity.endswith("_new") else ("", quantity)
    entry = f"[{', '.join(map(str, index))}]" if index else ""
    return new + name.replace("dL_dy", "dL/dy") + entry


def _workings(problem, quantity, write):
    """How each entry is worked out: a dict from its position to the right-hand side."""
    if quantity.endswith("_new"):
        return _new_workings(problem, quantity, write)
    x, (W1, b1, W2, b2) = problem.x, problem.parameters
    neurons = range(len(W2))
    upstream = write("dL_dy_pred", first=True)
    if quantity == "z_hidden":
        return {(j,): _sum([_number(i) for i in x], W1[:, j], b1[j]) for j in neurons}
    if quantity == "a_hidden":
        return {(j,): f"ReLU({write('z_hidden', j, first=True)})" for j in neurons}
    if quantity == "y_pred":
        return {(): _sum([write("a_hidden", j, first=not j) for j in neurons], W2, b2)}
    if quantity == "L":
        error = f"{write('y_pred', first=True)} − {factor(problem.y_true, DIGITS)}"
        return {(): f"1/2 × ({error})²"}
    if quantity == "dL_dy_pred":
        return {(): f"{write('y_pred', first=True)} − {factor(problem.y_true, DIGITS)}"}
    if quantity == "dW2":
        return {(j,): f"{upstream} × {write('a_hidden', j)}" for j in neurons}
    if quantity == "db2":
        return {(): f"{upstream} × 1"}
    if quantity == "dL_da_hidden":
        return {(j,): f"{upstream} × {factor(W2[j], DIGITS)}" for j in neurons}
    if quantity == "delta_hidden":
        return {
            (j,): f"{write('dL_da_hidden', j, first=True)} × {_gate(write, j)}" for j in neurons
        }
    deltas = [write("delta_hidden", j, first=True) for j in neurons]
    if quantity == "dW1":
        return {
            (i, j): f"{deltas[j]} × {factor(x[i], DIGITS)}" for i in range(len(x)) for j in neurons
        }
    return {(j,): f"{deltas[j]} × 1" for j in neurons}


def _new_workings(problem, quantity, write):
    parameter = quantity[:-4]
    old = np.asarray(getattr(problem.parameters, parameter))
    rate = factor(problem.learning_rate, DIGITS)
    return {
        index: f"{_number(old[index])} − {rate} × {write('d' + parameter, *index)}"
        for index in np.ndindex(old.shape)
    }


def _number(value):
    return typeset(value, DIGITS)


def _sum(inputs, weights, bias):
    products = [f"{i} × {factor(w, DIGITS)}" for i, w in zip(inputs, weights, strict=True)]
    return " + ".join([*products, factor(bias, DIGITS)])


def _gate(write, neuron):
    if "z_hidden" not in write.values:
        return f"gate{_SUBSCRIPTS[neuron]}"
    return "1" if write.values["z_hidden"][neuron] > 0 else "0"
