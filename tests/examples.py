"""The examples that tests try, and one training step of an example by our four functions."""

from helpers.network import Parameters, backward, forward, loss, update
from helpers.worked_example import Example, inputs, sleeping_example, worked_example

# It stands in no notebook: a neuron sleeps, and its numbers have both signs. As a problem it would
# not do: it does not tell max(signal, 0) from the gate.
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

EXAMPLES = [worked_example, sleeping_example, second_example]


def both_passes(example):
    """Its `ForwardPass` and its `Gradients`."""
    forward_pass = forward(example.parameters, example.x)
    return forward_pass, backward(example.parameters, forward_pass, example.y_true)


def our_step(example):
    """Every quantity of one step, by its name, as our four functions give it."""
    forward_pass, gradients = both_passes(example)
    new = update(example.parameters, gradients, example.learning_rate)
    return {
        **forward_pass._asdict(),
        **gradients._asdict(),
        **{f"{name}_new": value for name, value in vars(new).items()},
        "L": loss(forward_pass.y_pred, example.y_true),
    }
