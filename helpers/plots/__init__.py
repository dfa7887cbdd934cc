"""Charts: data in, matplotlib `Figure` out. No pyplot, no state, nothing shown by itself.

Each chart comes in two parts. The figure stands still: axes, curve, legend. The marks are what
moves over it: points and lines in the units of the axes. `draw` puts marks into a figure for a
still picture; a lab draws the same marks as SVG over the figure that it sent once. Each file is
that of one lab.
"""

from helpers.plots._chart import STYLES, Mark, draw
from helpers.plots.kink import at_bias, kink_chart, kink_marks
from helpers.plots.loss import loss_marks, loss_parabola
from helpers.plots.rate import (
    losses_after_one_step,
    rate_chart,
    rate_landmarks,
    rate_marks,
    steepness,
)
from helpers.plots.real_data import epochs_chart, epochs_marks, mass_chart
from helpers.plots.step_size import (
    loss_at_weight,
    sigmoid,
    slope_errors,
    step_size_chart,
    step_size_marks,
)
from helpers.plots.training import loss_curve, training_chart, training_marks

__all__ = [
    "STYLES",
    "Mark",
    "at_bias",
    "draw",
    "epochs_chart",
    "epochs_marks",
    "kink_chart",
    "kink_marks",
    "loss_at_weight",
    "loss_curve",
    "loss_marks",
    "loss_parabola",
    "losses_after_one_step",
    "mass_chart",
    "rate_chart",
    "rate_landmarks",
    "rate_marks",
    "sigmoid",
    "slope_errors",
    "steepness",
    "step_size_chart",
    "step_size_marks",
    "training_chart",
    "training_marks",
]
