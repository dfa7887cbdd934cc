"""The labs: small things to play with, each shown by naming it in a cell: `FirstSlider()`.

How to write a new lab. A lab is one class in one short file: it names its dials, and says in
`_follow` what to show of their numbers. It computes nothing itself: the mathematics comes from
`helpers.network`, the drawing from `helpers.diagram`. All else is in the base class `Lab`: slider
and field of each dial, reset, the "try this" buttons, the still picture for GitHub, and `repr`.

    class BiasLab(Lab):
        heading = "What does a bias do?"
        task = "Move b1[0] and watch neuron 1."
        questions = (
            Question("At which b1[0] does neuron 1 fall asleep?", {"b1[0]": -0.5}, "At −0.7."),
        )

        def __init__(self):
            self._picture = Picture()
            super().__init__([self._picture], {"Neuron 1": [Dial("b1[0]", 0.1)]})

        def _follow(self):
            example = example_with(self.values)
            forward_pass = forward(example.parameters, example.x)
            self._picture.draw(network_svg(example, forward_pass), [a_line(forward_pass, 0)])

Children are private. Each gesture of the learner is one public method (`move`, `reset`,
`try_this`), so that a test can make it without a browser, and a button only calls that method.
`_follow` makes no new figure and no new widget, and nothing uses `interact` or `Output`.
"""

from helpers.labs._chart import Chart
from helpers.labs._picture import Picture
from helpers.labs.backward import BackwardLab
from helpers.labs.first_slider import FirstSlider
from helpers.labs.forward import ForwardLab, NeuronLab
from helpers.labs.hints import Hints
from helpers.labs.kink import KinkLab
from helpers.labs.loss import LossLab
from helpers.labs.nudge import NudgeLab
from helpers.labs.practice import PracticeSheet
from helpers.labs.rate import RateLab
from helpers.labs.real_data import RealDataLab
from helpers.labs.step_size import StepSizeLab
from helpers.labs.training import TrainingLab
from helpers.labs.two_kinds import TwoKinds

__all__ = [
    "BackwardLab",
    "Chart",
    "FirstSlider",
    "ForwardLab",
    "Hints",
    "KinkLab",
    "LossLab",
    "NeuronLab",
    "NudgeLab",
    "Picture",
    "PracticeSheet",
    "RateLab",
    "RealDataLab",
    "StepSizeLab",
    "TrainingLab",
    "TwoKinds",
]
