"""Notebook 01, first: neuron 1 alone under the learner's hand."""

from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Question
from helpers.labs.lines import worked_lines
from helpers.labs.network_lab import NetworkLab
from helpers.network import forward


class NeuronLab(NetworkLab):
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
        super().__init__(dials("x₁", "x₂", "W1[0, 0]", "W1[1, 0]", "b1[0]"), room=2)

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        lines = worked_lines(example, "z_hidden")[:1] + worked_lines(example, "a_hidden")[:1]
        self._draw(example, lines, forward_pass=forward_pass, computed=("z_hidden", "a_hidden"))
