"""The numbers of an example under the names that dials and drawings give them."""

import numpy as np

from helpers.diagram import parameter_values
from helpers.labs._dial import Dial
from helpers.network import Parameters
from helpers.worked_example import Example, worked_example


def numbers_of(example):
    """Inputs, wanted output and the nine parameters: {"x₁": 1.0, ..., "b2": 0.1}."""
    first, second = map(float, example.x)
    inputs = {"x₁": first, "x₂": second, "y_true": float(example.y_true)}
    return {**inputs, **parameter_values(example.parameters)}


def example_with(numbers):
    """The worked example with these numbers in place of its own. Returns an `Example`."""
    known = numbers_of(worked_example)
    x_1, x_2, y_true, *weights = (numbers.get(name, value) for name, value in known.items())
    W1, b1, W2, (b2,) = np.split(np.array(weights), [4, 6, 8])
    parameters = Parameters(W1.reshape(2, 2), b1, W2, b2)
    return Example(np.array([x_1, x_2]), parameters, y_true, worked_example.learning_rate)


def dials(*names):
    """A dial for each of these numbers, which starts at the worked example."""
    start = numbers_of(worked_example)
    return [Dial(name, start[name]) for name in names]
