"""Protects the step from the learner's own function to the imported one of the same name.

What a notebook writes for one example must give what `helpers.network` gives, on any example.
"""

import ast

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers import network
from tests.series import SERIES, cells, notebook_path
from tests.unit.test_network import random_example

WRITTEN_IN = {
    "forward": "01_forward_pass",
    "loss": "02_loss",
    "backward": "03_backward_pass",
    "update": "04_update",
}
each_seed = pytest.mark.parametrize("seed", range(20))


def written(name):
    """The function `name` as its notebook defines it, with nothing of the notebook but its text."""
    definitions = [
        node
        for cell in cells(notebook_path(WRITTEN_IN[name]), "code")
        if not cell["source"].startswith("%")
        for node in ast.parse(cell["source"]).body
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    assert len(definitions) == 1, f"{WRITTEN_IN[name]} should define {name} once"
    names = {"np": np, "Parameters": network.Parameters}
    exec(ast.unparse(definitions[0]), names)
    return names[name]


def steps(seed):
    example = random_example(1 + seed % 3, 1 + seed % 5, seed)
    forward_pass = network.forward(example.parameters, example.x)
    gradients = network.backward(example.parameters, forward_pass, example.y_true)
    return example, forward_pass, gradients


def assert_same(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        assert np.shape(a) == np.shape(b)
        assert_allclose(a, b, rtol=1e-13, atol=1e-15)


@each_seed
def test_forward(seed):
    example, forward_pass, _ = steps(seed)
    assert_same(written("forward")(example.parameters, example.x), forward_pass)


@each_seed
def test_loss(seed):
    example, forward_pass, _ = steps(seed)
    ours = written("loss")(forward_pass.y_pred, example.y_true)
    assert_same([ours], [network.loss(forward_pass.y_pred, example.y_true)])


@each_seed
def test_backward(seed):
    example, forward_pass, gradients = steps(seed)
    ours = written("backward")(example.parameters, forward_pass, example.y_true)
    assert_same(ours, gradients)


@each_seed
def test_update(seed):
    example, _, gradients = steps(seed)
    ours = written("update")(example.parameters, gradients, example.learning_rate)
    assert_same(ours, network.update(example.parameters, gradients, example.learning_rate))


@pytest.mark.parametrize("name", WRITTEN_IN)
def test_the_notebook_goes_on_with_the_imported_one(name):
    """After the definition, the function of the same name is imported, there or in the next one."""
    position = SERIES.index(WRITTEN_IN[name])
    here_and_next = map(notebook_path, SERIES[position : position + 2])
    sources = [cell["source"] for path in here_and_next for cell in cells(path, "code")]
    defined = next(i for i, source in enumerate(sources) if f"def {name}(" in source)
    imports = [
        alias.name
        for source in sources[defined:]
        if not source.startswith("%")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "helpers.network"
        for alias in node.names
    ]
    assert name in imports
