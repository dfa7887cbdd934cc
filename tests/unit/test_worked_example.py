"""Protects the literals of the worked example: one wrong digit there would be wrong everywhere.

The numbers stand here once more, as the source of the course writes them.
"""

from fractions import Fraction

import numpy as np
import pytest

from helpers.worked_example import sleeping_example, worked_example
from tests.exact import exact, step_of, steps_of
from tests.series import for_each

EXAMPLES = {"worked": worked_example, "sleeping": sleeping_example}
GIVEN = {
    "worked": ([1, 2], [[0.1, 0.2], [0.3, 0.4]], [0.1, 0.1], [0.5, 0.6], 0.1, 1, 0.1),
    "sleeping": ([1, 2], [[0.1, 0.2], [0.3, 0.4]], [0.1, -1.2], [0.5, 0.6], 0.1, 1, 0.1),
}


@for_each("name", GIVEN)
def test_what_is_given_and_nobody_can_change_it(name):
    x, parameters, y_true, rate = EXAMPLES[name]
    given = tuple(np.asarray(value).tolist() for value in (x, *parameters, y_true, rate))
    assert given == GIVEN[name]
    with pytest.raises(ValueError, match="read-only"):
        x[0] = 7
    with pytest.raises(AttributeError):
        EXAMPLES[name].y_true = 7


def test_what_comes_out_in_exact_fractions():
    """Here once more, of both; all that lies between is in the stored outputs of the notebooks."""
    assert step_of(worked_example)["W1_new"] == exact([[0.092, 0.1904], [0.284, 0.3808]])
    assert step_of(sleeping_example)["dW1"] == exact([[-0.25, 0], [-0.5, 0]])
    again = steps_of(worked_example, 2)
    assert again["y_pred"] == Fraction("1.05746816")
    assert abs(again["L"] - Fraction("0.0016512947068928")) < Fraction(1, 10**13)
