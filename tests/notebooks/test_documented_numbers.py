"""Protects the promise that every number of the course's source is computed and shown.

The table says, number by number, which notebook must show it, under which name. It is looked for in
what code cells print, which nbval compares, not in prose.
"""

import json

from helpers.worked_example import sleeping_example, worked_example
from tests.exact import as_floats, exact, step_of
from tests.series import for_each, notebook_path, stored_outputs

# notebook, name, as it is written
WORKED = [
    ("00_start_here", "x", "[1, 2]"),
    ("00_start_here", "W1", "[[0.1, 0.2], [0.3, 0.4]]"),
    ("00_start_here", "b1", "[0.1, 0.1]"),
    ("00_start_here", "W2", "[0.5, 0.6]"),
    ("00_start_here", "b2", "0.1"),
    ("00_start_here", "y_true", "1"),
    ("00_start_here", "learning_rate", "0.1"),
    ("01_forward_pass", "z_hidden", "[0.8, 1.1]"),
    ("01_forward_pass", "a_hidden", "[0.8, 1.1]"),
    ("01_forward_pass", "z_out", "1.16"),
    ("01_forward_pass", "y_pred", "1.16"),
    ("02_loss", "L", "0.0128"),
    ("02_loss", "dL_dy_pred", "0.16"),
    ("03_backward_pass", "dL_dy_pred", "0.16"),
    ("03_backward_pass", "dW2", "[0.128, 0.176]"),
    ("03_backward_pass", "db2", "0.16"),
    ("03_backward_pass", "dL_da_hidden", "[0.08, 0.096]"),
    ("03_backward_pass", "delta_hidden", "[0.08, 0.096]"),
    ("03_backward_pass", "dW1", "[[0.08, 0.096], [0.16, 0.192]]"),
    ("03_backward_pass", "db1", "[0.08, 0.096]"),
    ("04_update", "W1_new", "[[0.092, 0.1904], [0.284, 0.3808]]"),
    ("04_update", "b1_new", "[0.092, 0.0904]"),
    ("04_update", "W2_new", "[0.4872, 0.5824]"),
    ("04_update", "b2_new", "0.084"),
    ("05_training_loop", "y_pred", "1.05746816"),
    ("05_training_loop", "L", "0.001651294707"),
]
SLEEPING = [
    ("01_forward_pass", "z_hidden", "[0.8, -0.2]"),
    ("01_forward_pass", "a_hidden", "[0.8, 0]"),
    ("01_forward_pass", "y_pred", "0.5"),
    ("03_backward_pass", "dL_dy_pred", "-0.5"),
    ("03_backward_pass", "dW2", "[-0.4, 0]"),
    ("03_backward_pass", "dL_da_hidden", "[-0.25, -0.3]"),
    ("03_backward_pass", "delta_hidden", "[-0.25, 0]"),
    ("03_backward_pass", "dW1", "[[-0.25, 0], [-0.5, 0]]"),
    ("03_backward_pass", "db1", "[-0.25, 0]"),
]


def printed(name):
    """Every line that the code cells of a notebook print."""
    outputs = stored_outputs(notebook_path(name))
    return [line for _, kind, text in outputs if kind == "stdout" for line in text.splitlines()]


@for_each("notebook, name, written", WORKED + SLEEPING)
def test_it_is_printed_in_its_notebook_under_its_name(notebook, name, written):
    assert f"{name} = {written}" in printed(notebook)


@for_each(
    "table, example",
    [(WORKED, worked_example), (SLEEPING, sleeping_example)],
)
def test_the_table_itself_is_right(table, example):
    """Against exact fractions, so that a wrong digit here cannot agree with one in a notebook."""
    known = {**step_of(example), "x": exact(example.x), "y_true": exact(example.y_true)}
    known.update(zip(("W1", "b1", "W2", "b2"), map(exact, example.parameters), strict=True))
    known["learning_rate"] = exact(example.learning_rate)
    for notebook, name, written in table:
        if notebook != "05_training_loop":
            assert exact(json.loads(written)) == known[name], (notebook, name)


def test_the_table_leaves_no_result_out():
    assert set(step_of(worked_example)) <= {name for _, name, _ in WORKED}


def test_the_next_forward_pass_in_the_table_is_right():
    after = step_of(worked_example)
    new = [as_floats(after[f"{name}_new"]) for name in ("W1", "b1", "W2", "b2")]
    again = step_of(worked_example._replace(parameters=new))
    table = {name: float(written) for notebook, name, written in WORKED if notebook[:2] == "05"}
    assert table == {"y_pred": float(again["y_pred"]), "L": float(f"{float(again['L']):.10g}")}
