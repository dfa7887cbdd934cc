"""The fifteen quantities of one training step: one record each, its formula as data."""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.formatting import typeset
from helpers.formulas import (
    GATE,
    RELU,
    SQUARE,
    Formula,
    Number,
    Value,
    label,
    shaped,
    total,
)

FORWARD, LOSS, BACKWARD, UPDATE = "01_forward_pass", "02_loss", "03_backward_pass", "04_update"


class Quantity(NamedTuple):
    """One quantity of a training step.

    shape: the letters of its axes. formula: one entry of it. idea, remark: what a hint says of its
    formula before and after it. question: what to ask about it. notebook: where it is taught.
    sleeping: a sleeping neuron changes it. rate: for a gradient, what changes with what: its
    formula is the signal from upstream times this rate.
    """

    name: str
    shape: tuple
    formula: Formula
    idea: str
    remark: str
    question: str
    notebook: str
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
        upstream, local = self.formula.parts
        return tuple(
            (
                "" if isinstance(part, Number) else part.text({}, at, digits, True),
                part.text(values, at, digits, True),
            )
            for part in (upstream, local)
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
    """What a problem gives, by name, and the sizes of its indices: `i` inputs, `j` neurons."""
    W1, b1, W2, b2 = problem.parameters
    given = {"x": problem.x, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "y_true": problem.y_true}
    return {**given, "learning_rate": problem.learning_rate, "i": W1.shape[0], "j": W1.shape[1]}


def work_out(problem, given=None):
    """All fifteen values in order: those in `given` as they are, the rest from those before.

    problem: an `Example`. given: a dict from quantity name to number or array.
    Returns a dict. Raises ValueError where the shapes do not fit. Source: notebooks 01 to 04.
    """
    values = {**given_values(problem), **(given or {})}
    for name, quantity in QUANTITIES.items():
        if name not in values:
            values[name] = quantity.worked_out(values)
    return {name: values[name] for name in NAMES}


x, W1, b1, W2, b2, y_true, rate = (
    Value(name=name) for name in ("x", "W1", "b1", "W2", "b2", "y_true", "learning_rate")
)
z, a, y_pred, signal, signal_at_a, delta = (
    Value(name=name)
    for name in (
        "z_hidden",
        "a_hidden",
        "y_pred",
        "dL_dy_pred",
        "dL_da_hidden",
        "delta_hidden",
    )
)


def _new(name, shape, entries):
    """new = old − learning rate × gradient, for one of the four."""
    old, gradient = Value(name=name)[shape], Value(name=f"d{name}")[shape]
    return Quantity(
        f"{name}_new",
        tuple(shape),
        old - rate * gradient,
        "The gradient points uphill, so a step downhill takes it away, times the learning rate.",
        "Every entry has its own gradient." if shape else "",
        f"Which three numbers make {entries}?",
        UPDATE,
    )


_RECORDS = (
    Quantity(
        "z_hidden",
        ("j",),
        total(x["i"] * W1["ij"], "i") + b1["j"],
        "Each hidden neuron weighs every input with its own weight, adds up, and adds its bias.",
        "For neuron 1 go down the first column of W1.",
        "For each neuron: which weight goes with each input, and what is added at the end?",
        FORWARD,
    ),
    Quantity(
        "a_hidden",
        ("j",),
        RELU(z["j"]),
        "ReLU lets a positive number through as it is and turns a negative one into 0.",
        "The larger of z and 0, for each neuron.",
        "Is each z above 0 or below, and what does ReLU make of it?",
        FORWARD,
        sleeping=True,
    ),
    Quantity(
        "y_pred",
        (),
        total(a["j"] * W2["j"], "j") + b2,
        "The output neuron does what a hidden one does: weigh, add up, add the bias. No ReLU here.",
        "Every a has its own weight.",
        "Which weight belongs to each a, and what is added up in the end?",
        FORWARD,
    ),
    Quantity(
        "L",
        (),
        0.5 * SQUARE(y_pred - y_true),
        "The loss is half the square of the error, and the error is how far y_pred is from y_true.",
        "The square comes first, the half after it.",
        "What is the error, and which two things are done to it to make the loss?",
        LOSS,
    ),
    Quantity(
        "dL_dy_pred",
        (),
        y_pred - y_true,
        "How fast does the loss rise when y_pred rises? The 2 from the square and the ½ cancel.",
        "What is left is the error itself, with its sign.",
        "How far is y_pred from y_true, and on which side?",
        BACKWARD,
    ),
    Quantity(
        "dW2",
        ("j",),
        signal * a["j"],
        "A weight of W2 moves y_pred as much as the a that comes in through it.",
        "Upstream × local, one for each neuron.",
        "Which signal comes back, and which number came in through each weight of W2?",
        BACKWARD,
        sleeping=True,
        rate=("y_pred", "W2"),
    ),
    Quantity(
        "db2",
        (),
        signal * Number(value=1.0),
        "b2 is added to y_pred: when b2 rises by a little, y_pred rises by just as much.",
        "Upstream × local: the local factor of a bias is 1.",
        "If b2 grows by a little, how much does y_pred grow, and the loss with it?",
        BACKWARD,
        rate=("y_pred", "b2"),
    ),
    Quantity(
        "dL_da_hidden",
        ("j",),
        signal * W2["j"],
        "Each a moves y_pred through its own weight in W2, so the signal comes back through it.",
        "W2 is as it was on the way forward.",
        "Which signal comes back, and which weight does it pass on its way to each a?",
        BACKWARD,
        rate=("y_pred", "a_hidden"),
    ),
    Quantity(
        "delta_hidden",
        ("j",),
        signal_at_a["j"] * GATE(z["j"]),
        "The gate of ReLU is open for a neuron that was awake, and shut for one that was asleep.",
        "The gate is 1 if z > 0 and 0 if not.",
        "Which neurons are awake, and what does the gate of each let through?",
        BACKWARD,
        sleeping=True,
        rate=("a_hidden", "z_hidden"),
    ),
    Quantity(
        "dW1",
        ("i", "j"),
        delta["j"] * x["i"],
        "A weight of W1 moves its neuron's z as much as the input that comes in through it.",
        "A row for each input and a column for each neuron, like W1.",
        "Which input comes in through each weight of W1, and what is delta where it leads?",
        BACKWARD,
        sleeping=True,
        rate=("z_hidden", "W1"),
    ),
    Quantity(
        "db1",
        ("j",),
        delta["j"] * Number(value=1.0),
        "A bias of b1 is added to its neuron's z: both rise by just as much.",
        "Upstream × local: the local factor of a bias is 1.",
        "If a bias in b1 grows by a little, how much does its z grow, and the loss with it?",
        BACKWARD,
        sleeping=True,
        rate=("z_hidden", "b1"),
    ),
    _new("W1", "ij", "each new entry of W1"),
    _new("b1", "j", "each new entry of b1"),
    _new("W2", "j", "each new entry of W2"),
    _new("b2", "", "the new b2"),
)
QUANTITIES = MappingProxyType({record.name: record for record in _RECORDS})
NAMES = tuple(QUANTITIES)
