"""Protects: what every lab shows is what `helpers.network` computes, at every setting.

Every slider, field, choice, button, link and folded answer of every lab of every notebook is driven
by keyboard; after each move the texts of the drawing, the worked lines and the points of the chart
are compared, to the digits that are shown.
"""

import pytest

from helpers import labs
from tests.browser import chart_labs, drawing_labs, tutor_labs

pytestmark = pytest.mark.browser


def no_controls(lab):
    assert lab.controls() == []


DRIVERS = {
    "BackwardLab": drawing_labs.backward_pass,
    "FirstSlider": drawing_labs.first_slider,
    "ForwardLab": drawing_labs.whole_forward_pass,
    "GraphLab": drawing_labs.graph,
    "Hints": tutor_labs.hints_and_solutions,
    "InputPlaneLab": chart_labs.input_plane,
    "KinkLab": chart_labs.kink,
    "LossLab": chart_labs.loss_and_slope,
    "NeuronLab": drawing_labs.neuron,
    "NudgeLab": drawing_labs.nudge,
    "Picture": no_controls,
    "PracticeSheet": tutor_labs.practice_sheet,
    "Predict": tutor_labs.prediction,
    "RateLab": chart_labs.learning_rate,
    "RealDataLab": chart_labs.real_data,
    "StepSizeLab": chart_labs.step_size,
    "TrainingLab": chart_labs.training,
}


def test_every_kind_of_lab_has_a_driver():
    live = [name for name in labs.__all__ if hasattr(getattr(labs, name), "comm")]  # others: charts
    assert sorted(DRIVERS) == sorted(live)


def test_every_lab_shows_what_the_network_computes(notebook, tally):
    found = list(notebook.labs())
    assert len(found) == notebook.widget_outputs() > 0
    for lab in found:
        DRIVERS[lab.name](lab)
        tally.note_driven(lab)
        assert lab.undriven() == []
