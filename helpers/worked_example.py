"""The numbers of the worked example, written down once, and two relatives of it.

`worked_example` is what every notebook works through. `sleeping_example` is the same network with
one number changed, b1[1] = -1.2, so that hidden neuron 2 is asleep. `second_example`
stands in no notebook: tests tell slips apart with it.
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


def _inputs(*values):
    x = np.array(values, dtype=float)
    x.flags.writeable = False
    return x


# fmt: off
worked_example = Example(
    x=_inputs(1, 2),
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

second_example = Example(
    x=_inputs(3, 2),
    parameters=Parameters(
        W1=[[-0.3, -0.1],
            [0.4, -0.2]],
        b1=[0.6, -0.4],
        W2=[0.2, -0.7],
        b2=-0.3,
    ),
    y_true=-1,
    learning_rate=0.1,
)
# fmt: on

x, parameters, y_true, learning_rate = worked_example
W1, b1, W2, b2 = parameters

sleeping_example = worked_example._replace(parameters=Parameters(W1, [0.1, -1.2], W2, b2))
