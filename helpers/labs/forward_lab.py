"""The forward pass under the learner's hand: one slider, then neuron 1, then all of it."""

from helpers.labs.controls import START, dials, example_with
from helpers.labs.kit import Question
from helpers.labs.network_lab import NetworkLab, worked_lines
from helpers.network import forward


class ForwardPart(NetworkLab):
    """The base of these labs: as many lines of the forward pass as it has room for.

    computed: what the drawing shows of it. active: the number that lights up.
    """

    computed = ("z_hidden", "a_hidden")
    active = None

    def _follow(self):
        example = example_with(self.values)
        forward_pass = forward(example.parameters, example.x)
        (z_1, z_2), (a_1, a_2), (y_pred,) = (
            worked_lines(example, forward_pass, name) for name in ("z_hidden", "a_hidden", "y_pred")
        )
        parts = {"forward_pass": forward_pass, "computed": self.computed, "active": self.active}
        self._draw(example, [z_1, a_1, z_2, a_2, y_pred][: self._room], **parts)


class FirstSlider(ForwardPart):
    """Notebook 00: move W1[0, 0], the weight from x₁ to neuron 1, and watch z₁ follow."""

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
    active = "W1[0, 0]"

    def __init__(self):
        super().__init__(dials("W1[0, 0]"), room=1)


class NeuronLab(ForwardPart):
    """Notebook 01: two inputs, two weights and a bias go into neuron 1, z₁ and a₁ come out."""

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


class ForwardLab(ForwardPart):
    """Notebook 01, at its end: inputs, all nine parameters, every line worked with its numbers."""

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
    computed = ("z_hidden", "a_hidden", "y_pred")

    def __init__(self):
        names = [name for name in START if name != "y_true"]
        super().__init__(dials(*names), first=("x₁", "b1[1]", "b2"), room=5)
