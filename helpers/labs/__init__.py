"""The labs: small things to play with, each shown by naming it in a cell: `FirstSlider()`.

How to write a new lab. A lab is one class in one short file: it names its dials, and says in
`_follow` what to show of their numbers. It computes nothing itself: the mathematics comes from
`helpers.network`, its lines from `helpers.quantities`, the drawing from `helpers.diagram`. All else
is in the base classes `NetworkLab` (a drawing with its numbers under the hand) and `ChartLab`: the
slider and the field of each dial, reset, the "try" buttons, the still picture, and `repr`. How it
looks is said in lab.css.

    class BiasLab(NetworkLab):
        heading = "What does a bias do?"
        task = "Move b1[0] and watch neuron 1."
        questions = (
            Question("At which b1[0] does neuron 1 fall asleep?", {"b1[0]": -0.5}, "At −0.7."),
        )

        def __init__(self):
            super().__init__(dials("b1[0]"), room=1)

        def _follow(self):
            example = example_with(self.values)
            forward_pass = forward(example.parameters, example.x)
            lines = worked_lines(example, forward_pass, "a_hidden")[:1]
            self._draw(example, lines, forward_pass=forward_pass)

Children are private. Each gesture of the learner is one public method (`move`, `reset`,
`try_this`), so that a test can make it without a browser, and a button only calls that method.
`_follow` makes no new figure and no new widget, and nothing uses `interact` or `Output`.

A lab is imported when it is asked for: so matplotlib waits for the first lab with a chart.
"""

from importlib import import_module

FILES = {
    "BackwardLab": "backward_lab",
    "FirstSlider": "forward_lab",
    "ForwardLab": "forward_lab",
    "GraphLab": "graph_lab",
    "Hints": "your_turn",
    "InputPlaneLab": "input_plane_lab",
    "KinkLab": "kink_lab",
    "LossLab": "loss_lab",
    "NeuronLab": "forward_lab",
    "NudgeLab": "nudge_lab",
    "Picture": "page",
    "PracticeSheet": "practice_sheet",
    "Predict": "predict",
    "RateLab": "rate_lab",
    "RealDataLab": "real_data_lab",
    "StepSizeLab": "step_size_lab",
    "TrainingLab": "training_lab",
    "TwoKinds": "two_kinds",
    "begin_batch": "your_turn",
    "begin_nudged": "your_turn",
    "begin_turn": "your_turn",
    "begin_two_layers": "your_turn",
    "loss_curve": "training_lab",
    "mass_chart": "real_data_lab",
}
__all__ = list(FILES)


def __getattr__(name):
    """The lab of this name, from its file."""
    if name not in FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{FILES[name]}"), name)


def __dir__():
    return __all__
