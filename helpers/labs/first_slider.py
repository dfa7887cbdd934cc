"""Notebook 00: one slider, one number, and everything that follows it."""

from helpers.diagram import network_svg
from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Lab, Question
from helpers.labs.lines import z_line
from helpers.labs.picture import Picture
from helpers.network import forward


class FirstSlider(Lab):
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
        self._picture = Picture()
        super().__init__([self._picture], {"": dials("W1[0, 0]")})

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        drawing = network_svg(example, forward_pass, active="W1[0, 0]")
        self._picture.draw(drawing, [z_line(example, forward_pass, 0)])
