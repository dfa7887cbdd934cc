"""Notebook 01: the forward pass under the learner's hand, neuron 1 alone and then everything."""

from helpers.diagram import network_svg
from helpers.labs._lab import Lab, Picture, Question
from helpers.labs._lines import a_line, loss_line, y_pred_line, z_line
from helpers.labs._numbers import dials, example_with
from helpers.network import forward


class NeuronLab(Lab):
    """Neuron 1 alone: two inputs, two weights and a bias go in, z₁ and a₁ come out."""

    heading = "Neuron 1"
    task = (
        "Five numbers go into neuron 1. z₁ is input × weight, twice, plus the bias; a₁ is what "
        "ReLU makes of it."
    )
    questions = (
        Question(
            "At which b1[0] does neuron 1 fall asleep?",
            {"b1[0]": -0.5},
            "At −0.7: there z₁ = 1 × 0.1 + 2 × 0.3 + (−0.7) = 0. From there on down a₁ is 0.",
        ),
        Question(
            "x₂ is 0 here. Which weight of neuron 1 no longer matters, whatever you set it to?",
            {"x₂": 0},
            "W1[1, 0]. It is multiplied by x₂, and 0 times anything is 0.",
        ),
        Question(
            "Neuron 1 is asleep here. Wake it by moving x₂ alone. From where on is it awake?",
            {"b1[0]": -0.85},
            "Above x₂ = 2.5: there z₁ = 1 × 0.1 + 2.5 × 0.3 + (−0.85) = 0.",
        ),
    )

    def __init__(self):
        self._picture = Picture()
        groups = {
            "Inputs": dials("x₁", "x₂"),
            "Neuron 1": dials("W1[0, 0]", "W1[1, 0]", "b1[0]"),
        }
        super().__init__([self._picture], groups)

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        lines = [z_line(example, forward_pass, 0), a_line(forward_pass, 0)]
        self._picture.draw(network_svg(example, forward_pass), lines)


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
