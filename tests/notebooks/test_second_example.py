"""Protects "your turn": the results of the second example stand nowhere in any notebook.

Only what a learner types should ever show them. Numbers that also belong to the worked example, to
its sleeping twin or to what is given of the second example give nothing away, so they are left out.
"""

import re

import numpy as np
import pytest

from helpers.formatting import number
from helpers.network import backward, forward, loss, update
from helpers.worked_example import second_example, sleeping_example, worked_example
from tests.series import cells, paths, stored_outputs

# The same digits for another reason.
BY_CHANCE = {
    ("02_loss", "0.32"),  # twice the error, and L(1.8)
    ("02_loss", "0.48"),  # the slope of the chord from 1.16 to 1.8
    ("05_training_loop", "0.32"),  # the largest rate at which the loss never rises
}


def given(example):
    return [example.x, *example.parameters, example.y_true, example.learning_rate]


def results(example):
    """Everything that one step and the forward pass after it give."""
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    new = update(example.parameters, gradients, example.learning_rate)
    y_new = forward(new, example.x).y_pred
    losses = [loss(y, example.y_true) for y in (forward_pass.y_pred, y_new)]
    return [*forward_pass[1:], *losses, *gradients, *new, y_new]


def as_written(values, digits=10):
    return {number(entry, digits) for value in values for entry in np.ravel(value)}


def give_aways():
    """The results that can only come from the second example, also when rounded."""
    own = as_written(results(second_example))
    for example in (worked_example, sleeping_example):
        own -= as_written(given(example)) | as_written(results(example))
    own -= as_written(given(second_example))
    rounded = {number(float(text), digits) for text in own for digits in (3, 4, 5, 6)}
    return own | rounded


def numbers_in(text):
    """Every number in a text as the formatter would write it; tags, so coordinates, left out.

    In `2 - 1.1` the minus is a subtraction; in `= -1.1` and `(−1.1)` it is a sign.
    """
    text = re.sub(r"<[^>]*>", " ", text).replace("−", "-")
    return re.findall(r"(?<![\w.)\]])-?\d+\.\d+(?:e-?\d+)?|\d+\.\d+", text)


def texts(path):
    for kind in ("markdown", "code"):
        yield from ((cell["id"], cell["source"]) for cell in cells(path, kind))
    for cell_id, kind, text in stored_outputs(path):
        if kind != "image/png":
            yield cell_id, text


def test_the_rule_finds_the_numbers_that_would_give_it_away():
    """So that the test below cannot become empty without anyone noticing."""
    expected = {"-1.1", "-0.56", "0.48", "-0.348", "0.368", "0.584", "-0.38"}
    assert expected | {"-0.33584", "0.2205542528", "0.2206", "-0.336"} <= give_aways()
    assert not {"0.16", "0.8", "0.5", "-0.2", "0.4"} & give_aways()


@pytest.mark.parametrize(
    "text", ["z₂ = −1.1", "(-1.1)", "[0.5, -1.1]", "<text x='5'>−1.1</text>", r"$z_2 = -1.1$"]
)
def test_the_rule_reads_numbers_as_people_write_them(text):
    assert "-1.1" in numbers_in(text)


@pytest.mark.parametrize("text", ["z₂ = 1.1", "2-1.1", "-1.15", "<text x='-1.1'>2</text>"])
def test_the_rule_leaves_other_numbers_alone(text):
    assert "-1.1" not in numbers_in(text)


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_its_results_stand_nowhere(path):
    secret = give_aways() - {said for notebook, said in BY_CHANCE if notebook == path.stem}
    found = [(cell_id, set(numbers_in(text)) & secret) for cell_id, text in texts(path)]
    assert [pair for pair in found if pair[1]] == []
