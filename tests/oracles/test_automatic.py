"""Protects notebook 10: PyTorch finds the same slopes, of 200 formulas and of two hidden layers."""

import random

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers.automatic import Node
from helpers.quantities import TwoLayers, work_out
from tests.random_formulas import random_formula, worked_out

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("seed", range(200))
def test_the_slopes_are_those_of_pytorch(seed):
    steps, values = random_formula(random.Random(seed))
    ours, result = worked_out(steps, [Node(value) for value in values])
    tensors = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    theirs, torch_result = worked_out(steps, tensors)
    result.backward()
    torch_result.backward()
    assert result.value == pytest.approx(torch_result.item(), rel=1e-13, abs=1e-15)
    expected = [0.0 if tensor.grad is None else tensor.grad.item() for tensor in theirs]
    assert [node.grad for node in ours] == pytest.approx(expected, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("seed", range(50))
def test_two_hidden_layers_by_hand_are_those_of_pytorch(seed):
    random = np.random.default_rng(seed)
    i, j, k = random.integers(1, 5, 3)
    shapes = [(i,), (i, j), (j,), (j, k), (k,), (k,), (), ()]
    problem = TwoLayers(*(random.normal(size=shape) for shape in shapes))
    x, W1, b1, W2, b2, W3, b3, y_true = tensors = [
        torch.tensor(np.array(part), requires_grad=True) for part in problem
    ]
    second = torch.relu(torch.relu(x @ W1 + b1) @ W2 + b2)
    ((second @ W3 + b3 - y_true) ** 2 / 2).backward()
    ours = work_out(problem)
    for name, tensor in zip(("dL_dx", "dW1", "", "dW2", "", "dW3"), tensors, strict=False):
        if name:
            assert_allclose(ours[name], tensor.grad.numpy(), rtol=1e-12, atol=1e-12)
