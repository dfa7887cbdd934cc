"""Protects the engine of notebook 10: PyTorch finds the same slopes for 200 random formulas."""

import random

import pytest

from helpers.automatic import Node
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
