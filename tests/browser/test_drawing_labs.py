"""Protects: what the labs with a drawing show is what `helpers.network` computes, at every setting.

Every slider, field, button and folded answer of each lab is driven by keyboard; after each move
the texts of the drawing and the worked lines are compared, to the digits that are shown.
"""

import pytest

from tests.browser.driving import drive
from tests.browser.expected import example_with, forward_texts, worked_lines

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("notebook", "name", "lines"),
    [
        ("00_start_here", "FirstSlider", slice(0, 1)),
        ("01_forward_pass", "NeuronLab", slice(0, 2)),
        ("01_forward_pass", "ForwardLab", slice(0, 6)),
    ],
)
def test_forward_labs(open_lab, notebook, name, lines):
    def expected(values):
        example = example_with(**values)
        return {"drawing": forward_texts(example), "lines": worked_lines(example)[lines]}

    drive(open_lab(notebook, name), expected)
