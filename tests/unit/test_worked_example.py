"""Protects the literals of the worked example: one wrong digit there would be wrong everywhere.

The numbers stand here once more, as the source of the course writes them.
"""

from fractions import Fraction

import numpy as np
import pytest

from helpers import worked_example as module
from helpers.worked_example import sleeping_example, worked_example
from tests.exact import as_floats, exact, step_of

GIVEN = {
    "worked": (worked_example, [1, 2], [[0.1, 0.2], [0.3, 0.4]], [0.1, 0.1], [0.5, 0.6], 0.1, 1),
    "sleeping": (
        sleeping_example,
        [1, 2],
        [[0.1, 0.2], [0.3, 0.4]],
        [0.1, -1.2],
        [0.5, 0.6],
        0.1,
        1,
    ),
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


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_given(name):
    example, x, *parameters, y_true = GIVEN[name]
    assert example.x.tolist() == x
    assert [np.asarray(array).tolist() for array in example.parameters] == parameters
    assert (example.y_true, example.learning_rate) == (y_true, 0.1)


@pytest.mark.parametrize("name", RESULTS)
def test_what_comes_out_in_exact_fractions(name):
    results = step_of(GIVEN[name][0])
    assert {key: results[key] for key in RESULTS[name]} == {
        key: exact(value) for key, value in RESULTS[name].items()
    }


def test_the_next_forward_pass():
    after = step_of(worked_example)
    new = [as_floats(after[f"{name}_new"]) for name in ("W1", "b1", "W2", "b2")]
    again = step_of(worked_example._replace(parameters=new))
    assert again["y_pred"] == Fraction("1.05746816")
    assert abs(again["L"] - Fraction("0.0016512947068928")) < Fraction(1, 10**13)


def test_the_names_for_notebooks_are_the_worked_example():
    assert module.x is worked_example.x
    assert module.parameters is worked_example.parameters
    assert all(
        a is b
        for a, b in zip(
            worked_example.parameters, (module.W1, module.b1, module.W2, module.b2), strict=True
        )
    )
    assert (module.y_true, module.learning_rate) == (1, 0.1)


def test_the_sleeping_example_differs_in_one_number():
    awake, asleep = (
        {name: exact(getattr(e.parameters, name)) for name in ("W1", "b1", "W2", "b2")}
        for e in (worked_example, sleeping_example)
    )
    assert asleep["b1"] == [awake["b1"][0], exact(-1.2)]
    assert asleep == {**awake, "b1": asleep["b1"]}


@pytest.mark.parametrize("example", [worked_example, sleeping_example])
def test_nobody_can_change_an_example(example):
    with pytest.raises(ValueError, match="read-only"):
        example.x[0] = 7
    with pytest.raises(AttributeError):
        example.y_true = 7
