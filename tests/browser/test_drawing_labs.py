"""Protects: what the labs with a drawing show is what `helpers.network` computes, at every setting.

Every slider, field, button and folded answer of each lab is driven by keyboard; after each move
the texts of the drawing and the worked lines are compared, to the digits that are shown.
"""

import pytest

from helpers.formatting import typeset
from helpers.network import backward, forward, loss
from helpers.worked_example import worked_example
from tests.browser.driving import RESET, drive
from tests.browser.expected import (
    all_parameters,
    backward_texts,
    example_with,
    forward_texts,
    in_brackets,
    six,
    worked_lines,
)

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


def test_nudge_lab(open_lab):
    start = all_parameters(*worked_example.parameters)
    before = forward(worked_example.parameters, worked_example.x)
    found = backward(worked_example.parameters, before, worked_example.y_true)
    gradients = all_parameters(found.dW1, found.db1, found.dW2, found.db2)
    first = loss(before.y_pred, worked_example.y_true)

    def nudged(name, nudge):
        example = example_with(**{name: start[name] + nudge})
        return example, loss(forward(example.parameters, example.x).y_pred, example.y_true)

    def expected(values):
        name, nudge = values["parameter"], values["nudge"]
        slope = gradients[name]
        example, after = nudged(name, nudge)
        promised, real = slope * nudge, after - first
        lines = [
            f"d{name} = {six(slope)}, and {name} is nudged by {typeset(nudge)}",
            f"promised change of L = {six(slope)} × {in_brackets(nudge)} = {six(promised)}",
            f"real change of L = {six(after)} − {six(first)} = {six(real)}",
            f"real − promised = {six(real)} − {in_brackets(promised)} = {six(real - promised)}",
        ]
        for size in (0.001, 0.01, 0.1, 1):
            promised, real = slope * size, nudged(name, size)[1] - first
            cells = (size, promised, real, real / promised)
            lines.append(" ".join(map(typeset, cells)))
        return {"drawing": forward_texts(example), "lines": lines}

    drive(open_lab("03_backward_pass", "NudgeLab"), expected)


def test_backward_lab(open_lab):
    lab = open_lab("03_backward_pass", "BackwardLab")

    def expected(values):
        step = int(values["step"])
        example = example_with(**{name: value for name, value in values.items() if name != "step"})
        found = dict(list(backward_texts(example).items())[:step])
        lines = [f"Step {step} of 14: {[*found][-1]}", result(example, step)] if step else []
        return {"drawing": forward_texts(example) + list(found.values()), "lines": lines}

    drive(lab, expected)
    start = lab.fields()
    for step in range(1, 15):
        lab.click("Forward")
        lab.expect(**expected(start | {"step": step}))
    for step in (13, 12):
        lab.click("Back")
        lab.expect(**expected(start | {"step": step}))
    lab.click("Play")
    lab.wait_until(lambda: lab.fields()["step"] >= 13)
    lab.click("Pause")
    lab.wait_until(lambda: "button Play" in lab.controls())
    lab.expect(**expected(start | {"step": lab.fields()["step"]}))
    lab.click(RESET)
    lab.expect(**expected(start))


def result(example, step):
    """The line that ends a step of the backward pass: upstream × local = result, in numbers."""
    done = forward(example.parameters, example.x)
    found = backward(example.parameters, done, example.y_true)
    error, through, delta = found.dL_dy_pred, found.dL_da_hidden, found.delta_hidden
    products = [
        *[(f"dW2[{j}]", error, done.a_hidden[j], found.dW2[j]) for j in (0, 1)],
        ("db2", error, 1, found.db2),
        *[(f"dL/da{'₁₂'[j]}", error, example.parameters.W2[j], through[j]) for j in (0, 1)],
        *[(f"δ{'₁₂'[j]}", through[j], done.z_hidden[j] > 0, delta[j]) for j in (0, 1)],
        *[
            (f"dW1[{i}, {j}]", delta[j], example.x[i], found.dW1[i, j])
            for i in (0, 1)
            for j in (0, 1)
        ],
        *[(f"db1[{j}]", delta[j], 1, found.db1[j]) for j in (0, 1)],
    ]
    if step == 1:
        difference = f"{six(done.y_pred)} − {in_brackets(example.y_true)}"
        return f"dL/dy_pred = y_pred − y_true = {difference} = {six(error)}"
    name, upstream, local, product = products[step - 2]
    return f"{name} = {six(upstream)} × {in_brackets(local)} = {six(product)}"
