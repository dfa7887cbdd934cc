"""What a learner writes in 07 to 10: each function makes a `Task` of an `Example`'s numbers."""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.network import Parameters, forward, loss
from helpers.quantities import work_out


class Task(NamedTuple):
    """A call of what a learner wrote. given: its arguments, by name. right: what it should return.

    ideas: (what a wrong idea gives, what to ask whoever had it) pairs. otherwise: what to ask
    anybody else. shown: what is told of the call, by name, if not its arguments.
    """

    given: dict
    right: object
    ideas: tuple
    otherwise: str = "These are other numbers. Work one entry out by hand: which numbers make it?"
    shown: dict | None = None


def _slope(example):
    """The central difference, on a loss of an example as a function of W2[0].

    It is the loss squared: of a parabola any nudge gives the same slope.
    """
    x, (W1, b1, W2, b2), y_true, rate = example
    weight, nudge = W2[0], rate / 2

    def loss_at(weight):
        return loss(forward(Parameters(W1, b1, [weight, W2[1]], b2), x).y_pred, y_true) ** 2

    low, here, high = (loss_at(weight + step) for step in (-nudge, 0, nudge))
    right, up, down = (high - low) / (2 * nudge), (high - here) / nudge, (here - low) / nudge
    undivided = "A slope is rise divided by run. What is the rise divided by?"
    last_alone = "Brackets: is the whole difference divided, or the last loss alone?"
    return Task(
        {"loss_at": loss_at, "weight": weight, "nudge": nudge},
        right,
        (
            (2 * right, "From below to above it is two nudges. What divides the difference?"),
            (up, "That is the slope from here up, one-sided. Where does it begin?"),
            (down, "That is the slope from below, one-sided. Where does it end?"),
            (-right, "The sign is turned. Which of the two losses is taken from which?"),
            (high - low, undivided),
            ((high - low) / 2, undivided),
            ((high - low) / 2 * nudge, "Brackets: is it all of 2 * nudge that divides?"),
            *((high - low * by, last_alone) for by in (0.5 / nudge, 1 / nudge, 0.5 * nudge, 0.5)),
        ),
        "Which two losses, and what lies between them?",
        {"weight": weight, "nudge": nudge, "the loss below": low, "here": here, "above": high},
    )


def _batch_dW1(example):
    """The gradient of W1 for a batch, from the inputs and δ of all rows."""
    rows = 2 + int(example.x[1])  # 3 to 6
    random = np.random.default_rng(int(10 * np.abs(example.parameters.W1).sum()))
    x, delta = random.integers(1, 4, (rows, 2)) * 1.0, random.normal(size=(rows, 2)).round(1)
    right, apart = x.T @ delta / len(x), np.outer(x.mean(axis=0), delta.mean(axis=0))
    return Task(
        {"batch_x": x, "delta_hidden": delta},
        right,
        (
            (right * len(x), "That is the sum over the rows. What makes a mean of it?"),
            (right.T, "Rows and columns: what does a row of dW1 belong to, an input or a neuron?"),
            (right / len(x), "n divides twice. Where does it belong?"),
            (apart, "Each row has its own product. Which comes first: the product, or the mean?"),
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
    return Task(
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
    values = work_out(example)
    W, delta, z = example.parameters.W1, values["dL_da_hidden"], values["z_hidden"]
    return Task(
        {"W": W, "delta": delta, "z": z},
        (W @ delta) * (z > 0),
        (
            ((delta @ W) * (z > 0), "Forward goes down the columns of W. And back?"),
            (
                (W @ delta * z > 0) * 1.0,
                "Python multiplies before it compares: are brackets missing?",
            ),
            (W @ delta, "That is the slope before the gate. What does the gate let through?"),
            (delta @ W, "Columns or rows of W? And what does the gate let through?"),
            (np.maximum(W @ delta, 0), "Does the gate ask for the sign of the signal, or of z?"),
            ((W @ delta) * (delta > 0), "Does the gate ask for the sign of the signal, or of z?"),
            ((W @ delta) * (z < 0), "Which gates are open: those of a z above 0, or below?"),
            (W @ (delta * (z > 0)), "Which comes first: the sum over the ways, or the gate of z?"),
            ((W @ delta) * z, "What stands for an open gate: z itself, or 1?"),
        ),
    )


def _product_slopes(example):
    """The two local slopes of a product."""
    a, b = float(work_out(example)["y_pred"]), float(example.parameters.b2)
    return Task(
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
        "slope": _slope,
        "batch_dW1": _batch_dW1,
        "standardise": _standardise,
        "signal_back": _signal_back,
        "product_slopes": _product_slopes,
    }
)
