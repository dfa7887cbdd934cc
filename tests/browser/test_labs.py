"""Protects: what every lab shows on a page is what the same lab, made here, says that it shows.

Every slider, field, button, link and folded answer of every lab of every notebook is driven by
keyboard; after each move the texts of the drawing, the lines and the points of the chart are
compared, no control has moved, and the lab fits one view. That a lab says what `helpers.network`
computes is the unit tests' claim.
"""

import pytest

from helpers import labs
from tests.browser import lab_gestures, tutor_labs
from tests.browser.driving import drive

pytestmark = pytest.mark.browser


DRIVERS = {
    "BackwardLab": lab_gestures.backward_pass,
    "FirstSlider": drive,
    "ForwardLab": drive,
    "GraphLab": lab_gestures.graph,
    "Hints": tutor_labs.hints_and_solutions,
    "InputPlaneLab": lab_gestures.input_plane,
    "KinkLab": drive,
    "LossLab": lab_gestures.loss_and_slope,
    "NeuronLab": drive,
    "NudgeLab": drive,
    "PracticeSheet": tutor_labs.practice_sheet,
    "Predict": tutor_labs.prediction,
    "RateLab": drive,
    "RealDataLab": lab_gestures.real_data,
    "StepSizeLab": lab_gestures.step_size,
    "TrainingLab": lab_gestures.training,
}


def test_every_kind_of_lab_has_a_driver():
    live = [
        name for name in labs.__all__ if hasattr(getattr(labs, name), "comm")
    ]  # others: pictures
    assert sorted(DRIVERS) == sorted(live)


def test_every_lab_shows_what_the_network_computes(notebook, record_property):
    found = list(notebook.labs())
    assert len(found) == notebook.widget_outputs() > 0
    for lab in found:
        lab.come_into_view()
        DRIVERS[lab.name](lab)
        record_property("lab", [f"{notebook.name} {lab.name}", lab.driven, lab.compared])
        assert lab.undriven() == []
