"""Protects the engine of notebook 10: slopes of any formula, whatever ways lead through it."""

import random

import pytest

from helpers.automatic import Node
from tests.random_formulas import random_formula, worked_out
from tests.series import for_each


@for_each("seed", range(60))
def test_its_slopes_are_those_of_nudging(seed):
    steps, values = random_formula(random.Random(seed))
    given, result = worked_out(steps, [Node(value) for value in values])
    result.backward()
    result.backward()  # once more gives the same, and not the double
    for i, node in enumerate(given):
        up, down = (
            worked_out(steps, [Node(v + move * (i == k)) for k, v in enumerate(values)])[1].value
            for move in (1e-6, -1e-6)
        )
        assert node.grad == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-5)


@for_each("value, slope", [(2, 1), (0, 0), (-2, 0)])
def test_relu_of_zero_has_the_slope_zero(value, slope):
    given = Node(value)
    given.relu().backward()
    assert given.grad == slope


def test_a_long_chain_is_no_problem():
    one = Node(1)
    total = one
    for _ in range(5000):
        total = total + one
    total.backward()
    assert one.grad == 5001


def test_plain_numbers_may_stand_on_either_side():
    a = Node(3)
    for result, value, slope in [
        (2 + a, 5, 1), (a + 2, 5, 1), (2 * a, 6, 2), (a * 2, 6, 2), (2 - a, -1, -1), (a - 2, 1, 1),
    ]:  # fmt: skip
        result.backward()
        assert (result.value, a.grad) == (value, slope)


@for_each("value", ["2", None, [1, 2], float("nan"), 1e31])
def test_what_is_no_number_is_refused_in_one_sentence(value):
    for make in (Node, lambda wrong: Node(1) + wrong, lambda wrong: Node(1) * wrong):
        with pytest.raises((TypeError, ValueError), match=r"^value must "):
            make(value)
