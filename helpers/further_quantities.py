"""The quantities of 07, 08 and 10, one record each: of a nudge, of a batch, and of several ways.

What a problem is decides which list is its own: an `Example` has the slopes of its inputs beside
the fifteen quantities, `Nudged` has three losses and the slope that they make, a `Batch` has means
over its rows, and `TwoLayers` has sums on the way back.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.formulas import (
    GATE,
    RELU,
    Formula,
    Function,
    MeanOver,
    Number,
    Square,
    SumOver,
    Value,
)
from helpers.network import Parameters
from helpers.quantities import QUANTITIES, Quantity, given_values
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


@dataclass(frozen=True)
class Quotient(Formula):
    """The first part, divided by the second; 0 where there is nothing to divide by."""

    def worked(self, values):
        above, below = np.broadcast_arrays(*(part.axes(values) for part in self.parts))
        return np.divide(above, below, out=np.zeros(above.shape), where=below != 0)


@dataclass(frozen=True)
class Larger(Formula):
    """The larger one of its two parts."""

    def worked(self, values):
        return np.maximum(*(part.axes(values) for part in self.parts))


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


def work_out_all(problem, known=None):
    """Every quantity of a problem in its order, by name; those in `known` as they are.

    problem: an `Example`, `Nudged`, a `Batch` or `TwoLayers`. Source: notebooks 07, 08 and 10.
    """
    values = {**given_of(problem), **(known or {})}
    records = FURTHER[type(problem)]
    for name, record in records.items():
        if name not in values:
            values[name] = record.worked_out(values)
    return {name: values[name] for name in records}


def _records(notebook, *rows):
    made = (Quantity(*row, "", question, notebook) for *row, question in rows)
    return MappingProxyType({record.name: record for record in made})


def _value(name):
    return Value(name=name)


x, W1, b1, W2, b2, W3, b3, y_true = map(_value, ("x", "W1", "b1", "W2", "b2", "W3", "b3", "y_true"))
z, a, y_pred, error, delta = map(
    _value, ("z_hidden", "a_hidden", "y_pred", "error", "delta_hidden")
)
z_first, a_first, z_second, a_second = map(_value, ("z_first", "a_first", "z_second", "a_second"))
signal, signal_first, delta_first, delta_second = map(
    _value, ("dL_dy_pred", "dL_da_first", "delta_first", "delta_second")
)
losses, slope, gradient, nudge = map(_value, ("losses", "slope", "gradient", "nudge"))
HALF = Number(value=0.5)
SIZE = Function("size", np.abs)
ADD_WAYS = "Multiply along each way, and add over the ways."
MEAN = "Each row has its own slope; the batch takes the mean over its rows."

INPUTS = _records(
    ANY,
    (
        "dL_dx", ("i",), SumOver((delta["j"] * W1["ij"],), index="j"), ADD_WAYS,
        "Into which hidden neurons does each input lead, and through which weight?",
    ),
)  # fmt: skip
OF_A_NUDGE = _records(
    NUDGE,
    (
        "z_hidden", ("n", "j"), SumOver((x["i"] * W1["nij"],), index="i") + b1["j"],
        "A nudge of a weight moves z of the neuron into which it leads, and no other.",
        "With the weight below, here and above: which inputs, which weights, and which bias?",
    ),
    (
        "a_hidden", ("n", "j"), RELU(z["nj"]),
        "ReLU takes each number by itself.",
        "Is each z above 0 or below, and what does ReLU make of it?",
    ),
    (
        "y_pred", ("n",), SumOver((a["nj"] * W2["j"],), index="j") + b2,
        "Each of the three weights has its own prediction.",
        "Which two activations belong to each of the three, and what is added at the end?",
    ),
    (
        "error", ("n",), y_pred["n"] - y_true,
        "Each of the three predictions has its own error.",
        "How far is each prediction from the wanted output, and on which side?",
    ),
    (
        "losses", ("n",), HALF * Square((error["n"],)),
        "Each of the three predictions has its own loss.",
        "How far is each of the three predictions off, and what does the loss make of that?",
    ),
    (
        "slope", (), Quotient((losses[2,] - losses[0,], Number(value=2.0) * nudge)),
        "Central difference: how much the loss changes from below to above, divided by the way.",
        "From which loss to which, and how long is the way between their two weights?",
    ),
    (
        "gradient", (),
        error[1,] * W2[0,] * GATE(z[1, 0]) * x[1,],
        "Upstream × local, back from the loss at the weight as it is.",
        "Which signal arrives at neuron 1, and which number came in through W1[1, 0]?",
    ),
    (
        "relative_error", (),
        Quotient((
            SIZE(gradient - slope),
            Larger((SIZE(gradient), SIZE(slope))),
        )),
        "How far the two are apart, divided by the larger of them, both without their minus.",
        "How far are the two apart, and by which of them is that divided?",
    ),
)  # fmt: skip
OF_A_BATCH = _records(
    BATCH,
    (
        "z_hidden", ("n", "j"), SumOver((x["ni"] * W1["ij"],), index="i") + b1["j"],
        "Each row is worked out on its own, as one example is.",
        "For each row and neuron: which inputs, which weights, and what is added at the end?",
    ),
    (
        "a_hidden", ("n", "j"), RELU(z["nj"]),
        "ReLU takes each number by itself.",
        "Is each z above 0 or below, and what does ReLU make of it?",
    ),
    (
        "y_pred", ("n",), SumOver((a["nj"] * W2["j"],), index="j") + b2,
        "Each row has its own prediction.",
        "Which two activations belong to a row, and what is added at the end?",
    ),
    (
        "error", ("n",), y_pred["n"] - y_true["n"],
        "Each row has its own error: how far it is from its own wanted output.",
        "How far is each prediction from the wanted output of its row, and on which side?",
    ),
    (
        "L", (), MeanOver((HALF * Square((error["n"],)),), index="n"),
        "The loss of a batch is the mean of the losses of its rows.",
        "What is the loss of each row, and what is made of them?",
    ),
    (
        "dW2", ("j",), MeanOver((error["n"] * a["nj"],), index="n"), MEAN,
        "What is each row's own slope of a weight in W2, and what is made of them?",
    ),
    (
        "db2", (), MeanOver((error["n"] * Number(value=1.0),), index="n"), MEAN,
        "What is each row's own slope of b2, and what is made of them?",
    ),
    (
        "delta_hidden", ("n", "j"), error["n"] * W2["j"] * GATE(z["nj"]),
        "Each row sends its own error back, through W2 and through its own gates.",
        "Which error, which weight, and is the gate open in this row?",
    ),
    (
        "dW1", ("i", "j"), MeanOver((delta["nj"] * x["ni"],), index="n"), MEAN,
        "What is each row's own slope of a weight in W1, and what is made of them?",
    ),
    (
        "db1", ("j",), MeanOver((delta["nj"] * Number(value=1.0),), index="n"), MEAN,
        "What is each row's own slope of a bias in b1, and what is made of them?",
    ),
)  # fmt: skip
OF_TWO_LAYERS = _records(
    ANY,
    (
        "z_first", ("j",), SumOver((x["i"] * W1["ij"],), index="i") + b1["j"],
        "Weigh, add up, add the bias.",
        "For each neuron of the first layer: which weight goes with each input?",
    ),
    (
        "a_first", ("j",), RELU(z_first["j"]),
        "ReLU takes each number by itself.",
        "Is each z of the first layer above 0 or below?",
    ),
    (
        "z_second", ("k",), SumOver((a_first["j"] * W2["jk"],), index="j") + b2["k"],
        "The second layer takes the activations of the first as the first takes the inputs.",
        "For each neuron of the second layer: which weights stand in its column of W2?",
    ),
    (
        "a_second", ("k",), RELU(z_second["k"]),
        "ReLU takes each number by itself.",
        "Is each z of the second layer above 0 or below?",
    ),
    (
        "y_pred", (), SumOver((a_second["k"] * W3["k"],), index="k") + b3,
        "The output takes the activations of the second layer. No ReLU here.",
        "Which weight belongs to each activation of the second layer?",
    ),
    (
        "dL_dy_pred", (), y_pred - y_true,
        "The slope of the loss at the prediction is the error.",
        "How far is y_pred from y_true, and on which side?",
    ),
    (
        "dW3", ("k",), signal * a_second["k"], "Upstream × local.",
        "Which number came in through each weight of W3?",
    ),
    (
        "delta_second", ("k",), signal * W3["k"] * GATE(z_second["k"]),
        "Back through W3, and through the gates of the second layer.",
        "Which weight does the signal pass, and is the gate open?",
    ),
    (
        "dL_da_first", ("j",), SumOver((delta_second["k"] * W2["jk"],), index="k"), ADD_WAYS,
        "Into which neurons of the second layer does each activation lead, and with which weight?",
    ),
    (
        "delta_first", ("j",), signal_first["j"] * GATE(z_first["j"]),
        "Through the gates of the first layer.",
        "Which neurons of the first layer are awake?",
    ),
    (
        "dW2", ("j", "k"), delta_second["k"] * a_first["j"], "Input times δ: row = input.",
        "Which number came in through each weight of W2, and which δ stands where it leads?",
    ),
    (
        "dW1", ("i", "j"), delta_first["j"] * x["i"], "Input times δ: row = input.",
        "Which input came in through each weight of W1, and which δ stands where it leads?",
    ),
    (
        "dL_dx", ("i",), SumOver((delta_first["j"] * W1["ij"],), index="j"), ADD_WAYS,
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
