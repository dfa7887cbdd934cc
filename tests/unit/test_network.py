"""Protects the four functions: right numbers, in the right shapes, and no change in place.

What they say of wrong input is in test_bad_input.

Exact fractions in plain loops (`tests.exact`) and central differences are the witnesses.
"""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers.gradient_check import central_differences
from helpers.network import ForwardPass, Gradients, Parameters, backward, forward, loss, update
from helpers.worked_example import Example, worked_example
from tests.exact import as_floats, step_of
from tests.examples import EXAMPLES, our_step
from tests.series import for_each

SLOPES = ("dW1", "db1", "dW2", "db2")
each_size = for_each("n_inputs, n_hidden", [(1, 1), (2, 2), (3, 5), (6, 1), (4, 8)])


def random_example(n_inputs, n_hidden, seed):
    """A network of two-decimal numbers, so that fractions and floats mean the same."""
    random = np.random.default_rng(seed)
    shapes = (n_inputs, n_hidden), n_hidden, n_hidden, (), n_inputs, ()
    W1, b1, W2, b2, x, y_true = (random.integers(-300, 301, shape) / 100 for shape in shapes)
    return Example(x, Parameters(W1, b1, W2, float(b2)), float(y_true), 0.05)


def assert_exact(example, rtol=1e-12, atol=1e-12):
    ours, theirs = our_step(example), step_of(example)
    assert ours.keys() - {"x"} == theirs.keys()
    for name, value in theirs.items():
        assert_allclose(ours[name], as_floats(value), rtol, atol, err_msg=name)
        assert np.shape(ours[name]) == np.shape(as_floats(value)), name


# Right numbers


@for_each("example", [*EXAMPLES, worked_example._replace(learning_rate=0)])
def test_the_examples_agree_with_exact_fractions_in_all_digits(example):
    """A float has sixteen digits; y_pred - y_true costs up to two of them. What is 0 is just 0."""
    assert_exact(example, rtol=1e-14, atol=0)


@each_size
@for_each("seed", range(10))
def test_random_networks_agree_with_exact_fractions(n_inputs, n_hidden, seed):
    assert_exact(random_example(n_inputs, n_hidden, seed))


X, Y = np.arange(15).reshape(5, 3) / 10, [1, -1, 0.5, 2, 0]
BATCH = Example(X, random_example(3, 4, 1).parameters, Y, 0.1)


@for_each("example", [*EXAMPLES, BATCH])
def test_the_gradients_agree_with_central_differences(example):
    x, parameters, y_true, _ = example
    gradients = backward(parameters, forward(parameters, x), y_true)
    slopes = central_differences(parameters, x, y_true)
    for name, slope in zip(SLOPES, slopes, strict=True):
        assert_allclose(getattr(gradients, name), slope, rtol=1e-6, atol=1e-8, err_msg=name)


def test_at_the_kink_the_gate_is_closed():
    """ReLU'(0) is 0 here, as in most libraries."""
    at_kink = Parameters([[1, 1]], [-1, 0], [2, 3], 0)
    gradients = backward(at_kink, forward(at_kink, [1]), 10)
    assert gradients.dL_da_hidden.tolist() == [-14, -21]
    assert gradients.delta_hidden.tolist() == [0, -21]


# Batches


@each_size
@for_each("rows", [1, 2, 7])
def test_a_batch_is_the_mean_of_its_rows(n_inputs, n_hidden, rows):
    examples = [random_example(n_inputs, n_hidden, seed) for seed in range(rows)]
    parameters = examples[0].parameters
    X, Y = np.array([e.x for e in examples]), np.array([e.y_true for e in examples])
    exact = [step_of(e._replace(parameters=parameters)) for e in examples]
    forward_pass = forward(parameters, X)
    gradients = backward(parameters, forward_pass, Y)
    found = {**forward_pass._asdict(), **gradients._asdict(), "L": loss(forward_pass.y_pred, Y)}
    for name in found.keys() - {"x"}:
        of_each = [as_floats(e[name]) for e in exact]
        expected = np.mean(of_each, axis=0) if name in (*SLOPES, "L") else of_each
        assert_allclose(found[name], expected, rtol=1e-12, atol=1e-12, err_msg=name)
        assert np.shape(found[name]) == np.shape(expected), name
    assert isinstance(found["L"], float)


# Shapes and kinds


def test_lists_tuples_and_arrays_of_whole_numbers_are_all_welcome():
    parameters = Parameters(((1, 2), (3, 4)), [1, 1], np.array([1, 2]), np.int64(3))
    assert forward(parameters, (1, 1)).y_pred == 5 + 2 * 7 + 3
    assert parameters.W1.dtype == float
    assert isinstance(parameters.b2, float)


# Nothing changes in place


def test_parameters_cannot_be_changed_and_keep_their_own_copy():
    W1, b1, W2 = np.ones((2, 2)), np.ones(2), np.ones(2)
    parameters = Parameters(W1, b1, W2, 0)
    with pytest.raises(FrozenInstanceError):
        parameters.b2 = 0.3
    for mine, array in zip((W1, b1, W2), parameters, strict=False):
        mine[0] = 9
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5
    assert forward(parameters, [1, 1]).y_pred == 6


@for_each("x", [worked_example.x, [[1, 2], [3, 4]]])
def test_what_the_functions_return_is_read_only(x):
    parameters, y_true = worked_example.parameters, 1 if np.ndim(x) == 1 else [1, 1]
    forward_pass = forward(parameters, x)
    for value in (*forward_pass, *backward(parameters, forward_pass, y_true)):
        assert not np.ndim(value) or not value.flags.writeable


# What is put together by hand

PARAMETERS = worked_example.parameters
PASS = forward(PARAMETERS, [1, 2])
GRADIENTS = backward(PARAMETERS, PASS, 1)


def test_what_is_put_together_by_hand_from_lists_is_as_good_as_from_arrays():
    by_hand = ForwardPass(*[np.array(value).tolist() for value in PASS])
    gradients = backward(PARAMETERS, by_hand, 1)
    assert all(np.array_equal(a, b) for a, b in zip(gradients, GRADIENTS, strict=True))
    by_hand = Gradients(*[np.array(value).tolist() for value in GRADIENTS])
    new, same = update(PARAMETERS, by_hand, 0.1), update(PARAMETERS, GRADIENTS, 0.1)
    assert all(np.array_equal(a, b) for a, b in zip(new, same, strict=True))


def test_an_argument_is_not_made_read_only():
    mine = np.array([1.0, 2.0])
    forward_pass = forward(PARAMETERS, mine)
    backward(PARAMETERS, forward_pass._replace(x=mine), 1)
    mine[0] = 9
    assert forward_pass.x.tolist() == [1, 2]
