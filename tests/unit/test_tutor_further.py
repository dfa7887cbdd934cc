"""Protects the marking of nudges, batches, two hidden layers, and sums over ways."""

from itertools import cycle

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers.automatic import Node
from helpers.formatting import text
from helpers.gradient_check import central_differences, relative_error
from helpers.network import Parameters, backward, forward, loss
from helpers.quantities import RECORDS, Batch, Nudged, TwoLayers, work_out
from helpers.tutor.compare import same
from helpers.tutor.marking import check
from helpers.tutor.problems import your_turn
from helpers.tutor.slips import LIKELY, showing
from helpers.tutor.words import when
from helpers.worked_example import Example, sleeping_example, worked_example
from tests.series import for_each


def drawn(kind, seed):
    """A problem of this kind: one decimal everywhere, some neurons asleep."""
    random = np.random.default_rng(seed)

    def tenths(*shape):
        return np.round(random.uniform(-0.9, 0.9, shape), 1) + 0.03

    def whole(*shape):
        return random.integers(1, 5, shape).astype(float)

    parameters = Parameters(tenths(2, 2), tenths(2), tenths(2), 0.3)
    if kind is Example:
        return Example(whole(2), parameters, 0.4, 0.1)
    if kind is Nudged:
        return Nudged(Example(whole(2), parameters, 0.4, 0.1), 1.0)
    if kind is Batch:
        return Batch(whole(4, 2), parameters, tenths(4))
    return TwoLayers(
        whole(2), tenths(2, 2), tenths(2), tenths(2, 2), tenths(2), tenths(2), 0.3, 0.4
    )


each_kind = for_each("kind", RECORDS)


@for_each("seed", range(10))
def test_a_batch_is_worked_out_as_the_network_works_it_out(seed):
    problem = drawn(Batch, seed)
    ours = work_out(problem)
    forward_pass = forward(problem.parameters, problem.x)
    gradients = backward(problem.parameters, forward_pass, problem.y_true)
    theirs = {**forward_pass._asdict(), **gradients._asdict()}
    theirs["L"] = loss(forward_pass.y_pred, problem.y_true)
    for name in RECORDS[Batch].keys() & theirs:
        assert_allclose(ours[name], theirs[name], atol=1e-15)


@for_each("seed", range(10))
def test_a_nudge_is_worked_out_as_the_gradient_check_works_it_out(seed):
    problem = drawn(Nudged, seed)
    (x, parameters, y_true, _), nudge = problem
    ours = work_out(problem)
    slope = central_differences(parameters, x, y_true, nudge)[0][1, 0]
    gradient = backward(parameters, forward(parameters, x), y_true).dW1[1, 0]
    assert ours["losses"][1] == pytest.approx(loss(forward(parameters, x).y_pred, y_true))
    assert ours["slope"] == pytest.approx(slope, abs=1e-9)
    assert ours["gradient"] == pytest.approx(gradient)
    off = relative_error(np.array([gradient]), np.array([slope]))
    assert ours["relative_error"] == pytest.approx(off, abs=1e-9)


@for_each("seed", range(10))
def test_two_layers_are_worked_out_as_the_engine_works_them_out(seed):
    problem = drawn(TwoLayers, seed)
    ours = work_out(problem)
    nodes = np.vectorize(Node, otypes=[object])
    x, W1, b1, W2, b2, W3 = map(nodes, problem[:6])
    first = [(x @ W1[:, j] + b1[j]).relu() for j in range(2)]
    second = [(first[0] * W2[0, k] + first[1] * W2[1, k] + b2[k]).relu() for k in range(2)]
    error = second[0] * W3[0] + second[1] * W3[1] + problem.b3 - problem.y_true
    (error * error * 0.5).backward()
    grads = np.vectorize(lambda node: node.grad, otypes=[float])
    expected = {"dL_dx": x, "dW1": W1, "dW2": W2, "dW3": W3, "dL_da_first": np.array(first)}
    for name, of in expected.items():
        assert_allclose(ours[name], grads(of), rtol=1e-12, atol=1e-15)


@for_each("example", [worked_example, sleeping_example])
def test_the_slopes_of_the_inputs_are_those_of_nudging(example):
    def at(x):
        return loss(forward(example.parameters, x).y_pred, example.y_true)

    slopes = [(at(example.x + move) - at(example.x - move)) / 2e-6 for move in 1e-6 * np.eye(2)]
    assert_allclose(work_out(example)["dL_dx"], slopes, rtol=1e-6)


@each_kind
@for_each("seed", range(5))
def test_right_answers_are_right_as_numbers_and_as_text(kind, seed):
    problem = drawn(kind, seed)
    truth = work_out(problem)
    for answers in (truth, {name: text(value) for name, value in truth.items()}):
        marks = check(problem, **answers)
        assert {mark.state for mark in marks.marks} == {"right"}
        assert len(marks.marks) == len(truth)


@each_kind
def test_a_slip_is_named_without_the_answer_and_says_the_same_on_other_problems(kind):
    named_right, tried = 0, 0
    drawings = [(drawn(kind, seed), drawn(kind, seed + 100)) for seed in range(3)]
    names = ["dL_dx"] if kind is Example else RECORDS[kind]
    slips = [slip for name in names for slip in showing(name, LIKELY, kind)]
    some = slips[:: max(1, len(slips) // 40)]
    for (problem, other), slip in zip(cycle(drawings), some, strict=False):
        truth, elsewhere, name = work_out(problem), work_out(other), slip.at
        try:
            wrong = slip.applied(problem, truth)
        except ValueError:  # it needs as many rows as neurons
            continue
        if not same(wrong, truth[name]) and np.isfinite(wrong).all():
            mark = check(problem, **{name: wrong})[name]
            assert mark.state in ("not yet", "rounded"), (name, when(slip))
            right = [f"{value:.4g}" for value in np.ravel(truth[name]) if value]
            assert not any(number in mark.sentence for number in right), mark.sentence
            tried += mark.state == "not yet"
            expected = slip.applied(other, elsewhere)
            said = [s.applied(other, elsewhere) for s in mark.slips]
            named_right += any(np.allclose(one, expected) for one in said)
    assert tried >= 10
    assert named_right > 0.9 * tried


nudged = Nudged(worked_example, 0.1)
xor = Batch(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), worked_example.parameters, np.ones(4))
before_the_product = np.outer([0.5, 0.5], work_out(xor)["delta_hidden"].mean(axis=0))
gated = work_out(drawn(TwoLayers, 0))["delta_first"]
a_share = work_out(drawn(Batch, 0))["delta_hidden"] / 4
slower = worked_example._replace(learning_rate=0.05)
SLIPS = [
    (xor, "dW1", before_the_product, "the mean is taken before the product"),
    (drawn(TwoLayers, 0), "dL_da_first", gated, "The gate comes one step later."),
    (worked_example, "dL_dx", [0.008, 0.0384], "only one product of each sum is counted"),
    (worked_example, "dL_dx", [0.0192, 0.024], "only one product of each sum is counted"),
    (worked_example, "dL_dx", [0.0136, 0.0312], "the mean of the products"),
    (nudged, "slope", 0.0016, "only 2 divides, and the nudge multiplies"),
    (your_turn("07", "a"), "slope", 0.08 / 0.2, "y_pred stands in the place of the losses"),
    (drawn(Batch, 0), "delta_hidden", a_share, "it is divided by the number of rows already"),
    (slower, "b2_new", 0.084, "0.1 stands in the place of the learning rate"),
    (nudged, "slope", 0.21, "it is one-sided, from here to above"),
]


@for_each("problem, name, answer, words", SLIPS)
def test_what_people_do_with_ways_is_named(problem, name, answer, words):
    assert words in check(problem, **{name: answer})[name].sentence


def test_a_sum_that_follows_from_own_numbers_is_the_right_method():
    marks = check(worked_example, delta_hidden=[0.08, 0.1], dL_dx=[0.028, 0.064])
    assert marks["dL_dx"].state == "right method"
    assert "delta_hidden" in marks["dL_dx"].sentence


def test_right_numbers_that_were_rounded_on_the_way_are_not_blamed_later():
    problem = Nudged(worked_example._replace(y_true=-0.32), 0.1)
    losses, slope = [0.9522, 1.095, 1.248], (1.248 - 0.9522) / 0.2
    assert not same(slope, work_out(problem)["slope"])
    marks = check(problem, losses=losses, slope=slope)
    assert [mark.state for mark in marks.marks] == ["right", "right"]
