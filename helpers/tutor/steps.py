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


def _new(parameter, gradient):
    """The step `new = old - learning_rate * gradient` for one of the four."""
    return Step(
        lambda p, v: getattr(p.parameters, parameter) - p.learning_rate * v[gradient],
        UPDATE,
        f"Which three numbers make each new entry of {parameter}?",
    )


STEPS = MappingProxyType(
    {
        "z_hidden": Step(
            lambda p, v: p.x @ p.parameters.W1 + p.parameters.b1,
            FORWARD,
            "Which column of W1 belongs to each neuron, and what is added at the end?",
        ),
        "a_hidden": Step(
            lambda p, v: np.maximum(v["z_hidden"], 0),
            FORWARD,
            "What does ReLU make of each z?",
            sleeping=True,
        ),
        "y_pred": Step(
            lambda p, v: v["a_hidden"] @ p.parameters.W2 + p.parameters.b2,
            FORWARD,
            "Which weight belongs to each a, and what is added at the end?",
        ),
        "L": Step(
            lambda p, v: (v["y_pred"] - p.y_true) ** 2 / 2,
            LOSS,
            "What is the error, and what is done to it to make the loss?",
        ),
        "dL_dy_pred": Step(
            lambda p, v: v["y_pred"] - p.y_true,
            BACKWARD,
            "How far is y_pred from y_true, and on which side?",
        ),
        "dW2": Step(
            lambda p, v: v["dL_dy_pred"] * v["a_hidden"],
            BACKWARD,
            "By which number is each weight of W2 multiplied on the way forward?",
            sleeping=True,
        ),
        "db2": Step(
            lambda p, v: v["dL_dy_pred"] * 1.0,
            BACKWARD,
            "If b2 grows by a little, how much does y_pred grow?",
        ),
        "dL_da_hidden": Step(
            lambda p, v: v["dL_dy_pred"] * p.parameters.W2,
            BACKWARD,
            "Through which weight does each a reach y_pred?",
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
            "For each weight of W1: which input does it start from, which neuron does it reach?",
            sleeping=True,
        ),
        "db1": Step(
            lambda p, v: v["delta_hidden"] * 1.0,
            BACKWARD,
            "If a bias in b1 grows by a little, how much does its neuron's z grow?",
            sleeping=True,
        ),
        "W1_new": _new("W1", "dW1"),
        "b1_new": _new("b1", "db1"),
        "W2_new": _new("W2", "dW2"),
        "b2_new": _new("b2", "db2"),
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
