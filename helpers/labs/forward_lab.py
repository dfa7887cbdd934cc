"""Notebook 01, at its end: the whole forward pass under the learner's hand."""

from helpers.labs.controls import dials, example_with, numbers_of
from helpers.labs.kit import Question
from helpers.labs.lines import worked_lines
from helpers.labs.network_lab import NetworkLab
from helpers.network import forward
from helpers.worked_example import worked_example


class ForwardLab(NetworkLab):
    """The whole forward pass: inputs, all nine parameters, every line worked with its numbers."""

    heading = "The forward pass"
    task = "Move any number and follow it from left to right: what changes, and what stays?"
    questions = (
        Question(
            "At which b1[1] does neuron 2 fall asleep?",
            {"b1[1]": -0.8},
            "At −1: there z₂ = 1 × 0.2 + 2 × 0.4 + (−1) = 0. From there on down a₂ is 0.",
        ),
        Question(
            "Neuron 2 is asleep here. Which of the nine parameters can you move a little without "
            "any change of y_pred?",
            {"b1[1]": -1.2},
            "W2[1], which is multiplied by a₂ = 0; and W1[0, 1], W1[1, 1] and b1[1], as long as "
            "they leave z₂ below 0.",
        ),
        Question(
            "Bring y_pred to y_true by moving b2 alone. Where must it go, and why there?",
            {},
            "To −0.06. y_pred is 1.16, which is 0.16 too much, and b2 is added to it as it is.",
        ),
    )

    def __init__(self):
        super().__init__(dials(*numbers_of(worked_example)), first=("x₁", "b1[1]", "b2"), room=5)

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        z, a = worked_lines(example, "z_hidden"), worked_lines(example, "a_hidden")
        neurons = [line for neuron in zip(z, a, strict=True) for line in neuron]
        lines = [*neurons, *worked_lines(example, "y_pred")]
        computed = ("z_hidden", "a_hidden", "y_pred")
        self._draw(example, lines, forward_pass=forward_pass, computed=computed)
