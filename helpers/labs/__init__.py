"""The labs: small things to play with, each shown by naming it in a cell: `FirstSlider()`.

How to write a new lab. A lab is one class in one short file: it names its dials, and says in
`_follow` what to show of their numbers. It computes nothing itself: the mathematics comes from
`helpers.network`, its lines from `helpers.quantities`, the drawing from `helpers.diagram`. All else
is in the base classes `NetworkLab` (a drawing with its numbers under the hand) and `ChartLab`: the
slider and the field of each dial, reset, the "try" buttons, the still picture, and `repr`. How it
looks is said in lab.css. Short ones to begin from: `FirstSlider`, with its base, in forward_lab.py,
and `KinkLab`, which has a chart.

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
    "TwoKinds": "still_charts",
    "begin_turn": "your_turn",
    "loss_curve": "still_charts",
    "mass_chart": "still_charts",
}
__all__ = list(FILES)


def __getattr__(name):
    """The lab of this name, from its file."""
    if name not in FILES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{FILES[name]}"), name)


def __dir__():
    return __all__
