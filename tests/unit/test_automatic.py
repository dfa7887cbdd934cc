"""Protects the engine of notebook 10: slopes of any formula, whatever ways lead through it."""

import random

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers.automatic import Node, before
from helpers.network import loss
from tests.examples import EXAMPLES, both_passes
from tests.random_formulas import OPERATIONS, random_formula, worked_out


def numbers_as_nodes(example):
    """x, W1, b1, W2, b2 of an example, each number a node."""
    return [np.vectorize(Node, otypes=[object])(part) for part in (example.x, *example.parameters)]


def loss_of(x, W1, b1, W2, b2, y_true):
    """The loss of a network of nodes, written as notebook 10 writes it."""
    a_hidden = [(x @ W1[:, j] + b1[j]).relu() for j in range(len(b1))]
    error = a_hidden @ W2 + b2.item() - y_true
    return error * error * 0.5


def grads(nodes):
    return np.vectorize(lambda node: node.grad, otypes=[float])(nodes)


@pytest.mark.parametrize("example", EXAMPLES, ids=["awake", "asleep", "second"])
def test_it_finds_the_gradients_of_the_network_and_the_slopes_of_the_inputs(example):
    x, W1, b1, W2, b2 = numbers_as_nodes(example)
    L = loss_of(x, W1, b1, W2, b2, example.y_true)
    L.backward()
    forward_pass, right = both_passes(example)
    assert L.value == pytest.approx(loss(forward_pass.y_pred, example.y_true), rel=1e-14)
    for ours, name in [(W1, "dW1"), (b1, "db1"), (W2, "dW2"), (b2, "db2")]:
        assert_allclose(grads(ours), getattr(right, name), rtol=1e-14, atol=1e-16)
    assert_allclose(grads(x), example.parameters.W1 @ right.delta_hidden, rtol=1e-14)


@pytest.mark.parametrize("seed", range(100))
def test_its_slopes_are_those_of_nudging(seed):
    steps, values = random_formula(random.Random(seed))
    given, result = worked_out(steps, [Node(value) for value in values])
    result.backward()
    for i, node in enumerate(given):
        up, down = (
            worked_out(steps, [Node(v + move * (i == k)) for k, v in enumerate(values)])[1].value
            for move in (1e-6, -1e-6)
        )
        assert node.grad == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-5)


def test_the_formulas_tried_have_every_operation_and_numbers_with_several_ways():
    formulas = [random_formula(random.Random(seed))[0] for seed in range(100)]
    assert {step[0] for steps in formulas for step in steps} == set(OPERATIONS)
    uses = [place for steps in formulas for _, *places in steps for place in places]
    assert len(uses) > 1.5 * sum(len(steps) for steps in formulas)


def test_what_one_number_is_used_for_several_times_is_added_up():
    a, b = Node(3), Node(2)
    result = a * a + a * b + a
    result.backward()
    assert (result.value, a.grad, b.grad) == (18, 9, 3)


def test_relu_of_zero_has_the_slope_zero():
    for value, slope in ((2, 1), (0, 0), (-2, 0)):
        given = Node(value)
        given.relu().backward()
        assert given.grad == slope


def test_a_second_walk_back_gives_the_same_and_not_the_double():
    a = Node(3)
    result = a * a
    result.backward()
    result.backward()
    assert a.grad == 6


def test_every_node_comes_once_and_after_all_that_it_led_to():
    steps, values = random_formula(random.Random(7))
    order = before(worked_out(steps, [Node(value) for value in values])[1])
    place = {node: i for i, node in enumerate(order)}
    assert len(place) == len(order)
    assert all(place[node] < place[parent] for node in order for parent in node.parents)


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


@pytest.mark.parametrize("value", ["2", None, [1, 2], float("nan"), 1e31])
def test_what_is_no_number_is_refused_in_one_sentence(value):
    for make in (Node, lambda wrong: Node(1) + wrong, lambda wrong: Node(1) * wrong):
        with pytest.raises((TypeError, ValueError), match=r"^value must "):
            make(value)
