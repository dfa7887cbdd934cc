"""The quantities of 07, 08 and 10, one record each: of a nudge, of a batch, and of several ways.

What a problem is decides which list is its own: an `Example` has the slopes of its inputs beside
the fifteen quantities, `Nudged` has three losses and the slope that they make, a `Batch` has means
over its rows, and `TwoLayers` has sums on the way back.
"""

from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.formulas import (
    GATE,
    RELU,
    SQUARE,
    Function,
    Joined,
    Number,
    Value,
    mean,
    places,
    total,
)
from helpers.network import Parameters
from helpers.quantities import (
    QUANTITIES,
    W1,
    W2,
    Quantity,
    a,
    b1,
    b2,
    delta,
    given_values,
    signal,
    x,
    y_pred,
    y_true,
    z,
)
from helpers.worked_example import Example

NUDGE = "07_trust_your_gradients"
BATCH, ANY = "08_what_a_hidden_layer_is_for", "10_any_network"


class Nudged(NamedTuple):
    """An example with two inputs, and a nudge of `W1[1, 0]`: below, here and above it."""

    example: Example
    nudge: float


class Batch(NamedTuple):
    """Several rows for one network. x: (n, n_inputs). parameters: `Parameters`. y_true: (n,)."""

    x: np.ndarray
    parameters: Parameters
    y_true: np.ndarray


class TwoLayers(NamedTuple):
    """One row for a network with two hidden layers.

    x: (n_inputs,). W1: (n_inputs, n_first), b1: (n_first,). W2: (n_first, n_second), b2:
    (n_second,). W3: (n_second,). b3, y_true: one number each.
    """

    x: np.ndarray
    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: np.ndarray
    W3: np.ndarray
    b3: float
    y_true: float


def given_of(problem):
    """What a problem gives, by name, and the sizes of its indices, such as `i` inputs."""
    if isinstance(problem, Example):
        return given_values(problem)
    if isinstance(problem, Nudged):
        given, move = given_values(problem.example), problem.nudge * np.array([[0, 0], [1, 0]])
        three = np.array([given["W1"] - move, given["W1"], given["W1"] + move])
        return {**given, "W1": three, "nudge": problem.nudge, "n": len(three)}
    if isinstance(problem, Batch):
        W1, b1, W2, b2 = problem.parameters
        given = {"x": problem.x, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "y_true": problem.y_true}
        return {**given, "n": len(problem.x), "i": W1.shape[0], "j": W1.shape[1]}
    sizes = zip("ijk", (*np.shape(problem.W1), len(problem.b2)), strict=True)
    return {**problem._asdict(), **dict(sizes)}


def work_out_all(problem, known=None, last=""):
    """Every quantity of a problem by name, in order; those in `known` as they are.

    problem: an `Example`, `Nudged`, a `Batch` or `TwoLayers`. last: the last one that is worked
    out, if not all are. Source: notebooks 07, 08 and 10.
    """
    values = {**given_of(problem), **(known or {})}
    found = {}
    for name, record in FURTHER[type(problem)].items():
        if name not in values:
            values[name] = record.worked_out(values)
        found[name] = values[name]
        if name == last:
            break
    return found


def _records(notebook, *rows):
    """rows: name, the letters of its axes, formula, and what to ask about it."""
    made = (
        Quantity(name, tuple(shape), formula, "", "", question, notebook)
        for name, shape, formula, question in rows
    )
    return MappingProxyType({record.name: record for record in made})


W3, b3, error, z_first, a_first, z_second, a_second = (
    Value(name=name) for name in ("W3", "b3", "error", "z_first", "a_first", "z_second", "a_second")
)
signal_first, delta_first, delta_second, losses, slope, gradient, nudge = (
    Value(name=name)
    for name in (
        *("dL_da_first", "delta_first", "delta_second"),
        *("losses", "slope", "gradient", "nudge"),
    )
)
SIZE = Function("the size alone", np.abs)

INPUTS = _records(
    ANY,
    (
        "dL_dx", "i", total(delta["j"] * W1["ij"], "j"),
        "Into which hidden neurons does each input lead, and through which weight?",
    ),
)  # fmt: skip
OF_A_NUDGE = _records(
    NUDGE,
    (
        "z_hidden", "nj", total(x["i"] * W1["nij"], "i") + b1["j"],
        "With the weight below, here and above: which inputs, which weights, and which bias?",
    ),
    (
        "a_hidden", "nj", RELU(z["nj"]),
        "Is each z above 0 or below, and what does ReLU make of it?",
    ),
    (
        "y_pred", "n", total(a["nj"] * W2["j"], "j") + b2,
        "Which two activations belong to each of the three, and what is added at the end?",
    ),
    (
        "error", "n", y_pred["n"] - y_true,
        "How far is each prediction from the wanted output, and on which side?",
    ),
    (
        "losses", "n", 0.5 * SQUARE(error["n"]),
        "How far is each of the three predictions off, and what does the loss make of that?",
    ),
    (
        "slope", "", (losses[2,] - losses[0,]) / (2 * nudge),
        "From which loss to which, and how long is the way between their two weights?",
    ),
    (
        "gradient", "", error[1,] * W2[0,] * GATE(z[1, 0]) * x[1,],
        "Which signal arrives at neuron 1, and which number came in through W1[1, 0]?",
    ),
    (
        "relative_error", "",
        SIZE(gradient - slope) / Joined((SIZE(gradient), SIZE(slope)), "max"),
        "How far are the two apart, and by which of them is that divided?",
    ),
)  # fmt: skip
OF_A_BATCH = _records(
    BATCH,
    (
        "z_hidden", "nj", total(x["ni"] * W1["ij"], "i") + b1["j"],
        "For each row and neuron: which inputs, which weights, and what is added at the end?",
    ),
    (
        "a_hidden", "nj", RELU(z["nj"]),
        "Is each z above 0 or below, and what does ReLU make of it?",
    ),
    (
        "y_pred", "n", total(a["nj"] * W2["j"], "j") + b2,
        "Which two activations belong to a row, and what is added at the end?",
    ),
    (
        "error", "n", y_pred["n"] - y_true["n"],
        "How far is each prediction from the wanted output of its row, and on which side?",
    ),
    (
        "L", "", mean(0.5 * SQUARE(error["n"]), "n"),
        "What is the loss of each row, and what is made of them?",
    ),
    (
        "dW2", "j", mean(error["n"] * a["nj"], "n"),
        "What is each row's own slope of a weight in W2, and what is made of them?",
    ),
    (
        "db2", "", mean(error["n"] * Number(value=1.0), "n"),
        "What is each row's own slope of b2, and what is made of them?",
    ),
    (
        "delta_hidden", "nj", error["n"] * W2["j"] * GATE(z["nj"]),
        "Which error, which weight, and is the gate open in this row?",
    ),
    (
        "dW1", "ij", mean(delta["nj"] * x["ni"], "n"),
        "What is each row's own slope of a weight in W1, and what is made of them?",
    ),
    (
        "db1", "j", mean(delta["nj"] * Number(value=1.0), "n"),
        "What is each row's own slope of a bias in b1, and what is made of them?",
    ),
)  # fmt: skip
OF_TWO_LAYERS = _records(
    ANY,
    (
        "z_first", "j", total(x["i"] * W1["ij"], "i") + b1["j"],
        "For each neuron of the first layer: which weight goes with each input?",
    ),
    ("a_first", "j", RELU(z_first["j"]), "Is each z of the first layer above 0 or below?"),
    (
        "z_second", "k", total(a_first["j"] * W2["jk"], "j") + b2["k"],
        "For each neuron of the second layer: which weights stand in its column of W2?",
    ),
    ("a_second", "k", RELU(z_second["k"]), "Is each z of the second layer above 0 or below?"),
    (
        "y_pred", "", total(a_second["k"] * W3["k"], "k") + b3,
        "Which weight belongs to each activation of the second layer?",
    ),
    ("dL_dy_pred", "", y_pred - y_true, "How far is y_pred from y_true, and on which side?"),
    ("dW3", "k", signal * a_second["k"], "Which number came in through each weight of W3?"),
    (
        "delta_second", "k", signal * W3["k"] * GATE(z_second["k"]),
        "Which weight does the signal pass, and is the gate open?",
    ),
    (
        "dL_da_first", "j", total(delta_second["k"] * W2["jk"], "k"),
        "Into which neurons of the second layer does each activation lead, and with which weight?",
    ),
    (
        "delta_first", "j", signal_first["j"] * GATE(z_first["j"]),
        "Which neurons of the first layer are awake?",
    ),
    (
        "dW2", "jk", delta_second["k"] * a_first["j"],
        "Which number came in through each weight of W2, and which δ stands where it leads?",
    ),
    (
        "dW1", "ij", delta_first["j"] * x["i"],
        "Which input came in through each weight of W1, and which δ stands where it leads?",
    ),
    (
        "dL_dx", "i", total(delta_first["j"] * W1["ij"], "j"),
        "Into which neurons of the first layer does each input lead, and through which weight?",
    ),
)  # fmt: skip
FURTHER = MappingProxyType(
    {
        Example: MappingProxyType({**QUANTITIES, **INPUTS}),
        Nudged: OF_A_NUDGE,
        Batch: OF_A_BATCH,
        TwoLayers: OF_TWO_LAYERS,
    }
)


@cache
def sources(name, kind):
    """The quantities of a kind of problem that stand in the formula of one, by name."""
    nodes = [node for node, _, _ in places(FURTHER[kind][name].formula)]
    names = dict.fromkeys(node.name for node in nodes if isinstance(node, Value))
    return tuple(one for one in names if one in FURTHER[kind])
