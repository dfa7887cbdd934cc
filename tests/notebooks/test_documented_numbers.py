"""Protects the promise that every number of the course's source is computed and shown.

Each stands in what code cells print, which nbval compares, not in prose: in the notebook that its
quantity is taught in, under its name.
"""

from helpers.formatting import text
from helpers.quantities import QUANTITIES
from tests.exact import as_floats, steps_of
from tests.series import for_each, notebook_path, stored_outputs
from tests.unit.test_worked_example import EXAMPLES, GIVEN, RESULTS

NEXT = steps_of(EXAMPLES["worked"], 2)
GIVEN_NAMES = ("x", "W1", "b1", "W2", "b2", "y_true", "learning_rate")
# notebook, name, value
NUMBERS = [
    *[("00_start_here", *pair) for pair in zip(GIVEN_NAMES, GIVEN["worked"], strict=True)],
    *[
        (QUANTITIES["y_pred" if name == "z_out" else name].notebook, name, value)
        for results in RESULTS.values()
        for name, value in results.items()
        if (name, value) != ("dL_dy_pred", -0.5)  # which the loss's notebook does not ask for
    ],
    ("03_backward_pass", "dL_dy_pred", 0.16),
    ("03_backward_pass", "dL_dy_pred", -0.5),
    ("05_training_loop", "y_pred", as_floats(NEXT["y_pred"])),
    ("05_training_loop", "L", as_floats(NEXT["L"])),
]


@for_each("notebook, name, value", NUMBERS)
def test_it_is_printed_in_its_notebook_under_its_name(notebook, name, value):
    outputs = stored_outputs(notebook_path(notebook))
    lines = [line for _, kind, said in outputs if kind == "stdout" for line in said.splitlines()]
    assert f"{name} = {text(value)}" in lines


def test_no_result_is_left_out():
    assert set(NEXT) == set(RESULTS["worked"]) >= set(RESULTS["sleeping"])
