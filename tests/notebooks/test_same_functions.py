"""Protects the step from the learner's own function to the imported one of the same name.

What a notebook writes for one example must give what `helpers.network` gives, on any example.
"""

import ast
import re

import numpy as np
from numpy.testing import assert_allclose

from helpers import network
from tests.series import SERIES, cells, for_each, notebook_path
from tests.unit.test_network import random_example

WRITTEN_IN = {
    "forward": "01_forward_pass",
    "loss": "02_loss",
    "backward": "03_backward_pass",
    "update": "04_update",
}
each_seed = for_each("seed", range(20))


def written(name):
    """The function `name` as its notebook writes it out, folded, with nothing but its text."""
    text = "\n".join(cell["source"] for cell in cells(notebook_path(WRITTEN_IN[name]), "markdown"))
    listings = re.findall(rf"```python\n(def my_{name}\(.*?)```", text, flags=re.S)
    assert len(listings) == 1, f"{WRITTEN_IN[name]} should write my_{name} out once"
    names = {"np": np, "Parameters": network.Parameters}
    exec(listings[0], names)
    return names[f"my_{name}"]


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


@for_each("name", WRITTEN_IN)
def test_the_notebook_goes_on_with_the_imported_one(name):
    """After the learner's own, the function of the package is imported, there or in the next."""
    position = SERIES.index(WRITTEN_IN[name])
    here_and_next = map(notebook_path, SERIES[position : position + 2])
    sources = [cell["source"] for path in here_and_next for cell in cells(path, "code")]
    own = next(i for i, source in enumerate(sources) if f"def my_{name}(" in source)
    imports = [
        alias.name
        for source in sources[own:]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "helpers.network"
        for alias in node.names
    ]
    assert name in imports
