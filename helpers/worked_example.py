"""The numbers of the worked example, written down once, and a relative of it.

`worked_example` is what every notebook works through. `sleeping_example` is the same network with
one number changed, b1[1] = -1.2, so that hidden neuron 2 is asleep.
"""

from typing import NamedTuple

import numpy as np

from helpers.network import Parameters


class Example(NamedTuple):
    """One training step to work out.

    x: inputs, shape (n_inputs,). parameters: W1, b1, W2, b2. y_true: the wanted output, one number.
    learning_rate: the size of the update, one number.
    """

    x: np.ndarray
    parameters: Parameters
    y_true: float
    learning_rate: float


def inputs(*values):
    """Inputs as an array that nobody can change: shape (n_inputs,)."""
    x = np.array(values, dtype=float)
    x.flags.writeable = False
    return x


# fmt: off
worked_example = Example(
    x=inputs(1, 2),
    parameters=Parameters(
        W1=[[0.1, 0.2],
            [0.3, 0.4]],
        b1=[0.1, 0.1],
        W2=[0.5, 0.6],
        b2=0.1,
    ),
    y_true=1,
    learning_rate=0.1,
)
# fmt: on

x, parameters, y_true, learning_rate = worked_example
W1, b1, W2, b2 = parameters

sleeping_example = worked_example._replace(parameters=Parameters(W1, [0.1, -1.2], W2, b2))
