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
RESULTS = {
    "worked": {
        "z_hidden": [0.8, 1.1],
        "a_hidden": [0.8, 1.1],
        "z_out": 1.16,
        "y_pred": 1.16,
        "L": 0.0128,
        "dL_dy_pred": 0.16,
        "dW2": [0.128, 0.176],
        "db2": 0.16,
        "dL_da_hidden": [0.08, 0.096],
        "delta_hidden": [0.08, 0.096],
        "dW1": [[0.08, 0.096], [0.16, 0.192]],
        "db1": [0.08, 0.096],
        "W1_new": [[0.092, 0.1904], [0.284, 0.3808]],
        "b1_new": [0.092, 0.0904],
        "W2_new": [0.4872, 0.5824],
        "b2_new": 0.084,
    },
    "sleeping": {
        "z_hidden": [0.8, -0.2],
        "a_hidden": [0.8, 0],
        "y_pred": 0.5,
        "dL_dy_pred": -0.5,
        "dW2": [-0.4, 0],
        "dL_da_hidden": [-0.25, -0.3],
        "delta_hidden": [-0.25, 0],
        "dW1": [[-0.25, 0], [-0.5, 0]],
        "db1": [-0.25, 0],
    },
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


@for_each("name", RESULTS)
def test_what_comes_out_in_exact_fractions(name):
    results = step_of(EXAMPLES[name])
    assert {key: results[key] for key in RESULTS[name]} == {
        key: exact(value) for key, value in RESULTS[name].items()
    }


def test_the_next_forward_pass():
    again = steps_of(worked_example, 2)
    assert again["y_pred"] == Fraction("1.05746816")
    assert abs(again["L"] - Fraction("0.0016512947068928")) < Fraction(1, 10**13)
