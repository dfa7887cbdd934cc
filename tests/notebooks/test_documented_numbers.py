"""Protects the promise that every number of the course's source is computed and shown.

Each stands in what code cells print, which nbval compares, not in prose: in the notebook that its
quantity is taught in, under its name.
"""

from helpers.formatting import text
from helpers.quantities import QUANTITIES
from tests.exact import as_floats, step_of, steps_of
from tests.series import for_each, notebook_path, stored_outputs
from tests.unit.test_worked_example import EXAMPLES, GIVEN

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
NEXT = steps_of(EXAMPLES["worked"], 2)
GIVEN_NAMES = ("x", "W1", "b1", "W2", "b2", "y_true", "learning_rate")
# Of the example with a sleeping neuron not the update, and not the loss, which 02 does not ask for.
ASLEEP = ["z_hidden", "a_hidden", "y_pred", "dW2", "db2", "dL_da_hidden", "delta_hidden"]
SHOWN = {"worked": list(NEXT), "sleeping": [*ASLEEP, "dW1", "db1"]}
# notebook, name, value
NUMBERS = [
    *[("00_start_here", *pair) for pair in zip(GIVEN_NAMES, GIVEN["worked"], strict=True)],
    *[
        (QUANTITIES["y_pred" if name == "z_out" else name].notebook, name, as_floats(results[name]))
        for example, names in SHOWN.items()
        for results in [step_of(EXAMPLES[example])]
        for name in names
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
