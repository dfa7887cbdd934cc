"""Notebook 00: one slider, one number, and everything that follows it."""

from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Question
from helpers.labs.lines import worked_lines
from helpers.labs.network_lab import NetworkLab
from helpers.network import forward


class FirstSlider(NetworkLab):
    """Move W1[0, 0], the weight from x₁ to neuron 1, and watch z₁ follow."""

    heading = "One slider"
    task = "Move W1[0, 0], the weight from x₁ to neuron 1. Which numbers follow, and which stay?"
    questions = (
        Question(
            "Move W1[0, 0] from 0.1 to 0.2. By how much does z₁ grow?",
            {},
            "By 0.1, as much as the weight: x₁ is 1, and z₁ takes in x₁ × W1[0, 0].",
        ),
        Question(
            "W1[0, 0] is 0 here. What is left of z₁?",
            {"W1[0, 0]": 0},
            "What x₂ and the bias bring: 2 × 0.3 + 0.1 = 0.7.",
        ),
    )

    def __init__(self):
        super().__init__(dials("W1[0, 0]"), room=1)

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        lines = worked_lines(example, "z_hidden")[:1]
        parts = {"forward_pass": forward_pass, "computed": ("z_hidden", "a_hidden")}
        self._draw(example, lines, **parts, active="W1[0, 0]")
