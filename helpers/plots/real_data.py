"""Notebook 09: the losses of training and validation rows, and the masses predicted."""

import numpy as np

from helpers.network import as_numbers
from helpers.plots._chart import (
    FORWARD,
    INK,
    LARGEST,
    LOSS,
    Mark,
    add_legend,
    empty_chart,
    one_number,
)


def epochs_chart(epochs):
    """Empty axes for the losses of both parts after 0, 1 … `epochs` epochs: a `Figure`."""
    epochs = one_number("epochs", epochs, 1, LARGEST)
    figure, axes = empty_chart("epoch", "loss, half mean squared error", 0.13, 0.15)
    axes.set(xlim=(-0.02 * epochs, 1.02 * epochs), ylim=(0, 0.42))
    add_legend(
        axes,
        ("line", LOSS, "training rows"),
        ("dashed", FORWARD, "validation rows"),
        loc="upper right",
    )
    return figure


def epochs_marks(training, validation):
    """The marks of `epochs_chart`: both losses so far. A loss above the axis lies on its edge."""
    training = np.minimum(as_numbers("training", training, ("n",)), 0.42)
    validation = np.minimum(as_numbers("validation", validation, training.shape), 0.42)
    epochs = tuple(range(len(training)))
    return [
        Mark(epochs, tuple(training), "line", LOSS),
        Mark(epochs, tuple(validation), "dashed", FORWARD),
        Mark(epochs[-1:], tuple(training[-1:]), "dot", LOSS),
        Mark(epochs[-1:], tuple(validation[-1:]), "ring", FORWARD),
    ]


def mass_chart(measured, predicted):
    """Each penguin as a dot, predicted mass against measured mass, both in grams: a `Figure`.

    measured, predicted: shape (n,). On the line the two agree. Source: notebook 09.
    """
    measured = as_numbers("measured", measured, ("n",))
    predicted = as_numbers("predicted", predicted, measured.shape)
    figure, axes = empty_chart("measured body mass in g", "predicted body mass in g", 0.155, 0.15)
    axes.set(xlim=(2500, 6500), ylim=(2500, 6500))
    axes.plot([2500, 6500], [2500, 6500], color=INK, linewidth=1.4)
    axes.text(6200, 6320, "equal", ha="right", fontsize=10.5, color=INK)
    axes.plot(measured, predicted, "o", color=FORWARD, markersize=5, alpha=0.7)
    return figure
