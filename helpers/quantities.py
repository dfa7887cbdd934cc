"""The quantities of a training step: one record each, its formula as data.

What a problem is decides which are its own. An `Example` has the fifteen of one step, and the
slopes of its inputs; `Nudged` has three losses and the slope that they make; a `Batch` has means
over its rows; `TwoLayers` has sums on the way back.
"""

from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.formatting import typeset
from helpers.formulas import (
    GATE,
    RELU,
    SQUARE,
    Formula,
    Function,
    Joined,
    Number,
    Value,
    label,
    mean,
    places,
    shaped,
    total,
)
from helpers.network import Parameters
from helpers.worked_example import Example

FORWARD, LOSS, BACKWARD, UPDATE = "01_forward_pass", "02_loss", "03_backward_pass", "04_update"
PARTS = {FORWARD: "Forward", LOSS: "Loss", BACKWARD: "Backward", UPDATE: "Update"}
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


class Quantity(NamedTuple):
    """One quantity of a problem.

    shape: the letters of its axes. formula: one entry of it. notebook: where it is taught.
    question: what to ask about it. idea, remark: what a hint says of its formula before and after
    it. sleeping: a sleeping neuron changes it. rate: for a gradient, what changes with what: its
    formula is the signal from upstream times this rate.
    """

    name: str
    shape: str
    formula: Formula
    notebook: str
    question: str
    idea: str = ""
    remark: str = ""
    sleeping: bool = False
    rate: tuple = ()

    def worked_out(self, values):
        """Its number or array from `values`, a dict that begins with `given_values`.

        Raises ValueError where the shapes do not fit.
        """
        return shaped(self.formula, self.shape, values)

    def lines(self, values, digits=10):
        """A `Line` for each entry, in order, such as `z₁ = 1 × 0.1 + 2 × 0.3 + 0.1 = 0.8`.

        values: as in `worked_out`; what they lack is written by name, and is no result.
        """
        sizes = tuple(values[letter] for letter in self.shape)
        return [self.line(values, index, digits) for index in np.ndindex(sizes)]

    def line(self, values, index=(), digits=10):
        """The `Line` of one entry."""
        at = dict(zip(self.shape, index, strict=True))
        working = self.formula.text(values, at, digits, True)
        known = self.name in values
        result = typeset(np.asarray(values[self.name])[index], digits) if known else ""
        return Line(label(self.name, index), working, result)

    def factors(self, values, index=(), digits=10):
        """For an entry of a gradient: upstream and local factor, each (name, number as text).

        The local factor is named by what it is: `a₁`, or `gate₁`, or nothing where it is a plain 1.
        """
        at = dict(zip(self.shape, index, strict=True))
        return tuple(
            (
                "" if isinstance(part, Number) else part.text({}, at, digits, True),
                part.text(values, at, digits, True),
            )
            for part in self.formula.parts
        )

    def rate_words(self, index=()):
        """What the local factor is the rate of: ("y_pred", "W2[0]") for y_pred changing with it."""
        what, by = self.rate
        neuron = index[-1:] if QUANTITIES[what].shape else ()
        return label(what, neuron), label(by, index)


class Line(NamedTuple):
    """One worked line: what it is called, how it is worked out, and what it comes to."""

    label: str
    working: str
    result: str

    def __str__(self):
        return " = ".join(filter(None, self))


def given_values(problem):
    """What a problem gives, by name, and the sizes of its indices, such as `i` inputs."""
    if isinstance(problem, Nudged):
        given, move = given_values(problem.example), problem.nudge * np.array([[0, 0], [1, 0]])
        three = np.array([given["W1"] - move, given["W1"], given["W1"] + move])
        return {**given, "W1": three, "nudge": problem.nudge, "n": len(three)}
    given = problem._asdict()
    if isinstance(problem, TwoLayers):
        return {**given, **dict(zip("ijk", (*problem.W1.shape, len(problem.b2)), strict=True))}
    given |= vars(given.pop("parameters"))
    given |= {"i": given["W1"].shape[0], "j": given["W1"].shape[1]}
    return given if isinstance(problem, Example) else {**given, "n": len(problem.x)}


def work_out(problem, known=None, last=""):
    """Every quantity of a problem by name, in order: those in `known` as they are.

    known: a dict from quantity name to number or array. last: the last one that is worked out, if
    not all are. Raises ValueError where the shapes do not fit. Source: notebooks 01 to 04, 07, 08
    and 10.
    """
    values, found = {**given_values(problem), **(known or {})}, {}
    for name, record in RECORDS[type(problem)].items():
        if name not in values:
            values[name] = record.worked_out(values)
        found[name] = values[name]
        if name == last:
            break
    return found


def hints(problem, quantity, known=()):
    """The three rungs for one quantity: the idea, the formula, the formula with the numbers.

    known: the earlier values to write as numbers, a dict from quantity name to value; the others
    are written by name, so that no hint holds the result of a step. Returns three strings.
    """
    record, given = QUANTITIES[quantity], given_values(problem)
    by_name = record.lines({"i": given["i"], "j": given["j"]})[0]
    lines = record.lines({**given, **dict(known)})
    rung = "\n".join(f"{line.label} = {line.working}" for line in lines)
    return record.idea, f"{by_name.label} = {by_name.working}. {record.remark}".strip(), rung


def solution(problem, quantity, known=None):
    """The worked lines for one quantity, a `Line` for each entry, from the problem's own numbers.

    known: earlier values to go on from, such as the learner's own; the others are the true ones.
    """
    earlier = NAMES[: NAMES.index(quantity)]
    own = {name: value for name, value in (known or {}).items() if name in earlier}
    values = {**given_values(problem), **work_out(problem, own, quantity)}
    return QUANTITIES[quantity].lines(values)


def _named(names):
    return (Value(name=name) for name in names.split())


x, W1, b1, W2, b2, W3, b3, y_true, rate, nudge = _named(
    "x W1 b1 W2 b2 W3 b3 y_true learning_rate nudge"
)
z, a, z_first, a_first, z_second, a_second, y_pred, error, losses = _named(
    "z_hidden a_hidden z_first a_first z_second a_second y_pred error losses"
)
signal, signal_at_a, delta, signal_first, delta_first, delta_second = _named(
    "dL_dy_pred dL_da_hidden delta_hidden dL_da_first delta_first delta_second"
)
slope, gradient = _named("slope gradient")
SIZE = Function("the size alone", np.abs)


def _records(*records):
    return MappingProxyType({record.name: record for record in records})


def _new(name, shape, entries):
    """new = old − learning rate × gradient, for one of the four."""
    old, gradient = Value(name=name)[shape], Value(name=f"d{name}")[shape]
    return Quantity(
        f"{name}_new",
        shape,
        old - rate * gradient,
        UPDATE,
        f"Which three numbers make {entries}?",
        "The gradient points uphill, so a step downhill takes it away, times the learning rate.",
        "Every entry has its own gradient." if shape else "",
    )


# fmt: off
QUANTITIES = _records(
    Quantity("z_hidden", "j", total(x["i"] * W1["ij"], "i") + b1["j"], FORWARD,
        "For each neuron: which weight goes with each input, and what is added at the end?",
        "Each hidden neuron weighs every input with its own weight, adds up, and adds its bias.",
        "For neuron 1 go down the first column of W1."),
    Quantity("a_hidden", "j", RELU(z["j"]), FORWARD,
        "Is each z above 0 or below, and what does ReLU make of it?",
        "ReLU lets a positive number through as it is and turns a negative one into 0.",
        "The larger of z and 0, for each neuron.",
        sleeping=True),
    Quantity("y_pred", "", total(a["j"] * W2["j"], "j") + b2, FORWARD,
        "Which weight belongs to each a, and what is added up in the end?",
        "The output neuron does what a hidden one does: weigh, add up, add the bias. No ReLU here.",
        "Every a has its own weight."),
    Quantity("L", "", 0.5 * SQUARE(y_pred - y_true), LOSS,
        "What is the error, and which two things are done to it to make the loss?",
        "The loss is half the square of the error, and the error is how far y_pred is from y_true.",
        "The square comes first, the half after it."),
    Quantity("dL_dy_pred", "", y_pred - y_true, BACKWARD,
        "How far is y_pred from y_true, and on which side?",
        "How fast does the loss rise when y_pred rises? The 2 from the square and the ½ cancel.",
        "What is left is the error itself, with its sign."),
    Quantity("dW2", "j", signal * a["j"], BACKWARD,
        "Which signal comes back, and which number came in through each weight of W2?",
        "A weight of W2 moves y_pred as much as the a that comes in through it.",
        "Upstream × local, one for each neuron.",
        sleeping=True, rate=("y_pred", "W2")),
    Quantity("db2", "", signal * Number(value=1.0), BACKWARD,
        "If b2 grows by a little, how much does y_pred grow, and the loss with it?",
        "b2 is added to y_pred: when b2 rises by a little, y_pred rises by just as much.",
        "Upstream × local: the local factor of a bias is 1.",
        rate=("y_pred", "b2")),
    Quantity("dL_da_hidden", "j", signal * W2["j"], BACKWARD,
        "Which signal comes back, and which weight does it pass on its way to each a?",
        "Each a moves y_pred through its own weight in W2, so the signal comes back through it.",
        "W2 is as it was on the way forward.",
        rate=("y_pred", "a_hidden")),
    Quantity("delta_hidden", "j", signal_at_a["j"] * GATE(z["j"]), BACKWARD,
        "Which neurons are awake, and what does the gate of each let through?",
        "The gate of ReLU is open for a neuron that was awake, and shut for one that was asleep.",
        "The gate is 1 if z > 0 and 0 if not.",
        sleeping=True, rate=("a_hidden", "z_hidden")),
    Quantity("dW1", "ij", delta["j"] * x["i"], BACKWARD,
        "Which input comes in through each weight of W1, and what is delta where it leads?",
        "A weight of W1 moves its neuron's z as much as the input that comes in through it.",
        "A row for each input and a column for each neuron, like W1.",
        sleeping=True, rate=("z_hidden", "W1")),
    Quantity("db1", "j", delta["j"] * Number(value=1.0), BACKWARD,
        "If a bias in b1 grows by a little, how much does its z grow, and the loss with it?",
        "A bias of b1 is added to its neuron's z: both rise by just as much.",
        "Upstream × local: the local factor of a bias is 1.",
        sleeping=True, rate=("z_hidden", "b1")),
    _new("W1", "ij", "each new entry of W1"),
    _new("b1", "j", "each new entry of b1"),
    _new("W2", "j", "each new entry of W2"),
    _new("b2", "", "the new b2"),
)
NAMES = tuple(QUANTITIES)
OF_AN_EXAMPLE = _records(
    *QUANTITIES.values(),
    Quantity("dL_dx", "i", total(delta["j"] * W1["ij"], "j"), ANY,
        "Into which hidden neurons does each input lead, and through which weight?"),
)
OF_A_NUDGE = _records(
    Quantity("z_hidden", "nj", total(x["i"] * W1["nij"], "i") + b1["j"], NUDGE,
        "With the weight below, here and above: which inputs, which weights, and which bias?"),
    Quantity("a_hidden", "nj", RELU(z["nj"]), NUDGE,
        "Is each z above 0 or below, and what does ReLU make of it?"),
    Quantity("y_pred", "n", total(a["nj"] * W2["j"], "j") + b2, NUDGE,
        "Which two activations belong to each of the three, and what is added at the end?"),
    Quantity("error", "n", y_pred["n"] - y_true, NUDGE,
        "How far is each prediction from the wanted output, and on which side?"),
    Quantity("losses", "n", 0.5 * SQUARE(error["n"]), NUDGE,
        "How far is each of the three predictions off, and what does the loss make of that?"),
    Quantity("slope", "", (losses[2,] - losses[0,]) / (2 * nudge), NUDGE,
        "From which loss to which, and how long is the way between their two weights?"),
    Quantity("gradient", "", error[1,] * W2[0,] * GATE(z[1, 0]) * x[1,], NUDGE,
        "Which signal arrives at neuron 1, and which number came in through W1[1, 0]?"),
    Quantity("relative_error", "",
        SIZE(gradient - slope) / Joined((SIZE(gradient), SIZE(slope)), "max"), NUDGE,
        "How far are the two apart, and by which of them is that divided?"),
)
OF_A_BATCH = _records(
    Quantity("z_hidden", "nj", total(x["ni"] * W1["ij"], "i") + b1["j"], BATCH,
        "For each row and neuron: which inputs, which weights, and what is added at the end?"),
    Quantity("a_hidden", "nj", RELU(z["nj"]), BATCH,
        "Is each z above 0 or below, and what does ReLU make of it?"),
    Quantity("y_pred", "n", total(a["nj"] * W2["j"], "j") + b2, BATCH,
        "Which two activations belong to a row, and what is added at the end?"),
    Quantity("error", "n", y_pred["n"] - y_true["n"], BATCH,
        "How far is each prediction from the wanted output of its row, and on which side?"),
    Quantity("L", "", mean(0.5 * SQUARE(error["n"]), "n"), BATCH,
        "What is the loss of each row, and what is made of them?"),
    Quantity("dW2", "j", mean(error["n"] * a["nj"], "n"), BATCH,
        "What is each row's own slope of a weight in W2, and what is made of them?"),
    Quantity("db2", "", mean(error["n"] * Number(value=1.0), "n"), BATCH,
        "What is each row's own slope of b2, and what is made of them?"),
    Quantity("delta_hidden", "nj", error["n"] * W2["j"] * GATE(z["nj"]), BATCH,
        "Which error, which weight, and is the gate open in this row?"),
    Quantity("dW1", "ij", mean(delta["nj"] * x["ni"], "n"), BATCH,
        "What is each row's own slope of a weight in W1, and what is made of them?"),
    Quantity("db1", "j", mean(delta["nj"] * Number(value=1.0), "n"), BATCH,
        "What is each row's own slope of a bias in b1, and what is made of them?"),
)
OF_TWO_LAYERS = _records(
    Quantity("z_first", "j", total(x["i"] * W1["ij"], "i") + b1["j"], ANY,
        "For each neuron of the first layer: which weight goes with each input?"),
    Quantity("a_first", "j", RELU(z_first["j"]), ANY,
        "Is each z of the first layer above 0 or below?"),
    Quantity("z_second", "k", total(a_first["j"] * W2["jk"], "j") + b2["k"], ANY,
        "For each neuron of the second layer: which weights stand in its column of W2?"),
    Quantity("a_second", "k", RELU(z_second["k"]), ANY,
        "Is each z of the second layer above 0 or below?"),
    Quantity("y_pred", "", total(a_second["k"] * W3["k"], "k") + b3, ANY,
        "Which weight belongs to each activation of the second layer?"),
    Quantity("dL_dy_pred", "", y_pred - y_true, ANY,
        "How far is y_pred from y_true, and on which side?"),
    Quantity("dW3", "k", signal * a_second["k"], ANY,
        "Which number came in through each weight of W3?"),
    Quantity("delta_second", "k", signal * W3["k"] * GATE(z_second["k"]), ANY,
        "Which weight does the signal pass, and is the gate open?"),
    Quantity("dL_da_first", "j", total(delta_second["k"] * W2["jk"], "k"), ANY,
        "Into which neurons of the second layer does each activation lead, and with which weight?"),
    Quantity("delta_first", "j", signal_first["j"] * GATE(z_first["j"]), ANY,
        "Which neurons of the first layer are awake?"),
    Quantity("dW2", "jk", delta_second["k"] * a_first["j"], ANY,
        "Which number came in through each weight of W2, and which δ stands where it leads?"),
    Quantity("dW1", "ij", delta_first["j"] * x["i"], ANY,
        "Which input came in through each weight of W1, and which δ stands where it leads?"),
    Quantity("dL_dx", "i", total(delta_first["j"] * W1["ij"], "j"), ANY,
        "Into which neurons of the first layer does each input lead, and through which weight?"),
)
# fmt: on
RECORDS = MappingProxyType(
    {Example: OF_AN_EXAMPLE, Nudged: OF_A_NUDGE, Batch: OF_A_BATCH, TwoLayers: OF_TWO_LAYERS}
)


@cache
def sources(name, kind):
    """The quantities of a kind of problem that stand in the formula of one, by name."""
    nodes = [node for node, _, _ in places(RECORDS[kind][name].formula)]
    names = dict.fromkeys(node.name for node in nodes if isinstance(node, Value))
    return tuple(one for one in names if one in RECORDS[kind])
