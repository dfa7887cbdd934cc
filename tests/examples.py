"""An example that stands in no notebook: a neuron sleeps, and its numbers have both signs.

As a problem it would not do: it does not tell max(signal, 0) from the gate.
"""

from helpers.network import Parameters
from helpers.worked_example import Example, inputs

# fmt: off
second_example = Example(
    x=inputs(3, 2),
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
