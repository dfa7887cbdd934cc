"""The fifteen quantities of one training step, in the order in which they are worked out."""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np


class Step(NamedTuple):
    """One quantity: how it follows from the problem and the earlier values, and where it is taught.

    compute: (problem, values) -> number or array. notebook: the file that explains it.
    question: what to ask when nothing more can be said. sleeping: a sleeping neuron changes it.
    """

    compute: object
    notebook: str
    question: str
    sleeping: bool = False


FORWARD, LOSS, BACKWARD, UPDATE = (
    "01_forward_pass",
    "02_loss",
    "03_backward_pass",
    "04_update",
)


def _new(parameter, gradient, entries):
    """The step `new = old - learning_rate * gradient` for one of the four."""
    return Step(
        lambda p, v: getattr(p.parameters, parameter) - p.learning_rate * v[gradient],
        UPDATE,
        f"Which three numbers make {entries}?",
    )


STEPS = MappingProxyType(
    {
        "z_hidden": Step(
            lambda p, v: p.x @ p.parameters.W1 + p.parameters.b1,
            FORWARD,
            "For each neuron: which weight goes with each input, and what is added at the end?",
        ),
        "a_hidden": Step(
            lambda p, v: np.maximum(v["z_hidden"], 0),
            FORWARD,
            "Is each z above 0 or below, and what does ReLU make of it?",
            sleeping=True,
        ),
        "y_pred": Step(
            lambda p, v: v["a_hidden"] @ p.parameters.W2 + p.parameters.b2,
            FORWARD,
            "Which weight belongs to each a, and what is added up in the end?",
        ),
        "L": Step(
            lambda p, v: (v["y_pred"] - p.y_true) ** 2 / 2,
            LOSS,
            "What is the error, and which two things are done to it to make the loss?",
        ),
        "dL_dy_pred": Step(
            lambda p, v: v["y_pred"] - p.y_true,
            BACKWARD,
            "How far is y_pred from y_true, and on which side?",
        ),
        "dW2": Step(
            lambda p, v: v["dL_dy_pred"] * v["a_hidden"],
            BACKWARD,
            "Which signal comes back, and which number came in through each weight of W2?",
            sleeping=True,
        ),
        "db2": Step(
            lambda p, v: v["dL_dy_pred"] * 1.0,
            BACKWARD,
            "If b2 grows by a little, how much does y_pred grow, and the loss with it?",
        ),
        "dL_da_hidden": Step(
            lambda p, v: v["dL_dy_pred"] * p.parameters.W2,
            BACKWARD,
            "Which signal comes back, and which weight does it pass on its way to each a?",
        ),
        "delta_hidden": Step(
            lambda p, v: v["dL_da_hidden"] * (v["z_hidden"] > 0),
            BACKWARD,
            "Which neurons are awake, and what does the gate of each let through?",
            sleeping=True,
        ),
        "dW1": Step(
            lambda p, v: np.outer(p.x, v["delta_hidden"]),
            BACKWARD,
            "Which input comes in through each weight of W1, and what is delta where it leads?",
            sleeping=True,
        ),
        "db1": Step(
            lambda p, v: v["delta_hidden"] * 1.0,
            BACKWARD,
            "If a bias in b1 grows by a little, how much does its z grow, and the loss with it?",
            sleeping=True,
        ),
        "W1_new": _new("W1", "dW1", "each new entry of W1"),
        "b1_new": _new("b1", "db1", "each new entry of b1"),
        "W2_new": _new("W2", "dW2", "each new entry of W2"),
        "b2_new": _new("b2", "db2", "the new b2"),
    }
)
NAMES = tuple(STEPS)


def work_out(problem, given=None):
    """All fifteen values in order: those in `given` as they are, the rest from those before.

    problem: an `Example`. given: a dict from quantity name to number or array.
    Returns a dict. Source: notebooks 01 to 04.
    """
    values = dict(given or {})
    for name, step in STEPS.items():
        if name not in values:
            values[name] = step.compute(problem, values)
    return {name: values[name] for name in NAMES}
