"""Protects the promise that every number of the course's source is computed and shown.

Each stands in what code cells print, which nbval compares, not in prose: in the notebook that its
quantity is taught in, under its name.
"""

from helpers.formatting import text
from helpers.quantities import QUANTITIES
from tests.exact import as_floats, step_of, steps_of
from tests.series import for_each, notebook_path, stored_outputs
from tests.unit.test_worked_example import EXAMPLES, GIVEN

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
