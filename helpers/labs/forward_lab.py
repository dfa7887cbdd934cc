"""Notebook 01, at its end: the whole forward pass under the learner's hand."""

from helpers.diagram import network_svg
from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Lab, Question
from helpers.labs.lines import a_line, loss_line, y_pred_line, z_line
from helpers.labs.picture import Picture
from helpers.network import forward


class ForwardLab(Lab):
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
        self._picture = Picture()
        groups = {
            "Inputs and wanted output": dials("x₁", "x₂", "y_true"),
            "Neuron 1": dials("W1[0, 0]", "W1[1, 0]", "b1[0]"),
            "Neuron 2": dials("W1[0, 1]", "W1[1, 1]", "b1[1]"),
            "Output": dials("W2[0]", "W2[1]", "b2"),
        }
        super().__init__([self._picture], groups)

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        lines = [
            z_line(example, forward_pass, 0),
            a_line(forward_pass, 0),
            z_line(example, forward_pass, 1),
            a_line(forward_pass, 1),
            y_pred_line(example, forward_pass),
            loss_line(example, forward_pass),
        ]
        self._picture.draw(network_svg(example, forward_pass), lines)
