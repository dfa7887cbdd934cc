"""What a learner writes in 08, 09 and 10: the arguments, the right result, and wrong ideas.

Each task takes an `Example` with fresh numbers and returns three things: the arguments by name,
what is right for them, and (what a wrong idea gives, what to ask whoever wrote it) pairs.
"""

from types import MappingProxyType

import numpy as np

from helpers.further_quantities import work_out_all
from helpers.quantities import work_out
from helpers.tutor.further_turns import drawn_batch, drawn_two_layers


def _batch_dW1(example):
    """The gradient of W1 for a batch, from the inputs and δ of all rows."""
    batch = drawn_batch(example)
    x, delta = batch.x, work_out_all(batch)["delta_hidden"]
    right = x.T @ delta / len(x)
    return (
        {"batch_x": x, "delta_hidden": delta},
        right,
        (
            (right * len(x), "That is the sum over the rows. What makes a mean of it?"),
            (right.T, "Rows and columns: what does a row of dW1 belong to, an input or a neuron?"),
            (right / len(x), "n divides twice. Where does it belong?"),
            (
                np.outer(x.mean(axis=0), delta.mean(axis=0)),
                "Each row has its own product. Which comes first: the product, or the mean?",
            ),
            *(
                (right * len(x) / by, f"It is divided by {by}. How many rows has this batch_x?")
                for by in (2, 3, 4, 5, 6)
            ),
        ),
    )


def _standardise(example):
    """Measured values in units of the spread, from the mean."""
    values = work_out(example)["dW1"] * 100 + 200
    mean, spread = values.mean(axis=0) + 3, values.std(axis=0) + 1  # those of other values
    return (
        {"values": values, "mean": mean, "spread": spread},
        (values - mean) / spread,
        (
            ((mean - values) / spread, "The sign: is a value above the mean to be positive?"),
            (values - mean, "How many spreads is that? What divides it?"),
            (values / spread, "From where is it measured? What is taken away first?"),
            (values / spread - mean, "What is done first: the mean away, or the dividing?"),
            (values - mean / spread, "Brackets: what is divided by the spread?"),
            ((values - mean) * spread, "In units of the spread: is that times, or divided by?"),
        ),
    )


def _signal_back(example):
    """From δ of one layer to δ of the layer before it."""
    problem = drawn_two_layers(example)
    values = work_out_all(problem)
    W, delta, z = problem.W2, values["delta_second"], values["z_first"]
    return (
        {"W": W, "delta": delta, "z": z},
        (W @ delta) * (z > 0),
        (
            ((delta @ W) * (z > 0), "Forward goes down the columns of W. And back?"),
            (W @ delta, "That is the slope before the gate. What does the gate let through?"),
            (delta @ W, "Columns or rows of W? And what does the gate let through?"),
            (np.maximum(W @ delta, 0), "Does the gate ask for the sign of the signal, or of z?"),
            ((W @ delta) * (delta > 0), "Does the gate ask for the sign of the signal, or of z?"),
            (W @ (delta * (z > 0)), "Which comes first: the sum over the ways, or the gate of z?"),
            ((W @ delta) * z, "What stands for an open gate: z itself, or 1?"),
        ),
    )


def _product_slopes(example):
    """The two local slopes of a product."""
    a, b = float(work_out(example)["y_pred"]), float(example.parameters.b2)
    return (
        {"a": a, "b": b},
        np.array([b, a]),
        (
            (np.array([a, b]), "Nudge a by a little. By how much does a × b grow: a, or b times?"),
            (np.array([1.0, 1.0]), "Those are the slopes of a sum. And of a product?"),
            (np.array([a * b, a * b]), "That is the product itself. How fast does it grow?"),
        ),
    )


TASKS = MappingProxyType(
    {
        "batch_dW1": _batch_dW1,
        "standardise": _standardise,
        "signal_back": _signal_back,
        "product_slopes": _product_slopes,
    }
)
