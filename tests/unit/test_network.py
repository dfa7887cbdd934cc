"""Protects the four functions: right numbers, clear sentences for wrong input, no change in place.

Exact fractions in plain loops (`tests.exact`) and central differences are the witnesses.
"""

from dataclasses import FrozenInstanceError
from fractions import Fraction

import numpy as np
import pytest
from numpy.testing import assert_allclose

from helpers.gradient_check import central_differences
from helpers.network import (
    ForwardPass,
    Gradients,
    Parameters,
    as_numbers,
    backward,
    forward,
    loss,
    update,
)
from helpers.worked_example import Example, sleeping_example, worked_example
from tests.exact import as_floats, step_of
from tests.examples import second_example
from tests.series import for_each

EXAMPLES = {"worked": worked_example, "sleeping": sleeping_example, "second": second_example}
each_example = for_each("example", EXAMPLES.values())
each_size = for_each("n_inputs, n_hidden", [(1, 1), (2, 2), (3, 5), (6, 1), (4, 8)])


def random_example(n_inputs, n_hidden, seed):
    """A network of two-decimal numbers, so that fractions and floats mean the same."""
    random = np.random.default_rng(seed)
    two_decimals = lambda *shape: random.integers(-300, 301, shape) / 100  # noqa: E731
    parameters = Parameters(
        two_decimals(n_inputs, n_hidden),
        two_decimals(n_hidden),
        two_decimals(n_hidden),
        float(two_decimals()),
    )
    return Example(two_decimals(n_inputs), parameters, float(two_decimals()), 0.05)


def step(example):
    """Every quantity of one step as our four functions give it."""
    x, parameters, y_true, rate = example
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    new = update(parameters, gradients, rate)
    values = {
        **forward_pass._asdict(),
        **gradients._asdict(),
        "L": loss(forward_pass.y_pred, y_true),
    }
    values.update(W1_new=new.W1, b1_new=new.b1, W2_new=new.W2, b2_new=new.b2)
    del values["x"]
    return values


def assert_same(ours, theirs):
    assert ours.keys() == theirs.keys()
    for name, value in theirs.items():
        assert_allclose(ours[name], as_floats(value), rtol=1e-12, atol=1e-12, err_msg=name)
        assert np.shape(ours[name]) == np.shape(as_floats(value)), name


# Right numbers


@each_example
def test_the_examples_agree_with_exact_fractions(example):
    assert_same(step(example), step_of(example))


@each_size
@for_each("seed", range(10))
def test_random_networks_agree_with_exact_fractions(n_inputs, n_hidden, seed):
    example = random_example(n_inputs, n_hidden, seed)
    assert_same(step(example), step_of(example))


@each_example
def test_the_gradients_agree_with_central_differences(example):
    x, parameters, y_true, _ = example
    gradients = backward(parameters, forward(parameters, x), y_true)
    slopes = central_differences(parameters, x, y_true)
    for name, slope in zip(("dW1", "db1", "dW2", "db2"), slopes, strict=True):
        assert_allclose(getattr(gradients, name), slope, rtol=1e-6, atol=1e-9, err_msg=name)


def test_central_differences_agree_with_fractions_and_not_with_our_backward():
    """The loss is a square of something straight here, so its central difference has no error."""
    slopes = central_differences(worked_example.parameters, worked_example.x, 1, nudge=0.25)
    right = step_of(worked_example)
    for name, slope in zip(("dW1", "db1", "dW2", "db2"), slopes, strict=True):
        assert_allclose(slope, as_floats(right[name]), rtol=1e-12)


@for_each("nudge", [0, -1e-5, float("nan"), "small", None, 1e30])
def test_a_nudge_that_cannot_be_is_named(nudge):
    with pytest.raises((TypeError, ValueError), match=r"^nudge must"):
        central_differences(worked_example.parameters, worked_example.x, 1, nudge=nudge)


def test_at_the_kink_the_gate_is_closed():
    """ReLU'(0) is 0 here, as in most libraries."""
    at_kink = Parameters([[1, 1]], [-1, 0], [2, 3], 0)
    gradients = backward(at_kink, forward(at_kink, [1]), 10)
    assert gradients.dL_da_hidden.tolist() == [-14, -21]
    assert gradients.delta_hidden.tolist() == [0, -21]


def test_a_network_that_is_all_asleep_learns_only_its_last_bias():
    asleep = Parameters([[-1, -1], [-1, -1]], [0, 0], [1, 1], 0.5)
    gradients = backward(asleep, forward(asleep, [1, 2]), 1)
    assert not any(np.any(g) for g in (gradients.dW1, gradients.db1, gradients.dW2))
    assert gradients.db2 == -0.5


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
    for name in ("z_hidden", "a_hidden", "y_pred"):
        assert_allclose(getattr(forward_pass, name), [as_floats(e[name]) for e in exact], 1e-12)
    for name in ("dL_dy_pred", "dL_da_hidden", "delta_hidden"):
        rows_of = [as_floats(e[name]) for e in exact]
        assert_allclose(getattr(gradients, name), rows_of, 1e-12, 1e-12, err_msg=name)
    for name in ("dW1", "db1", "dW2", "db2"):
        mean = np.mean([as_floats(e[name]) for e in exact], axis=0)
        assert_allclose(getattr(gradients, name), mean, rtol=1e-12, atol=1e-12, err_msg=name)
        assert np.shape(getattr(gradients, name)) == np.shape(mean)
    mean_loss = sum((e["L"] for e in exact), Fraction(0)) / rows
    assert loss(forward_pass.y_pred, Y) == pytest.approx(float(mean_loss), rel=1e-12)


def test_the_gradients_of_a_batch_agree_with_central_differences():
    parameters = random_example(3, 4, 1).parameters
    X, Y = np.arange(15).reshape(5, 3) / 10, [1, -1, 0.5, 2, 0]
    gradients = backward(parameters, forward(parameters, X), Y)
    slopes = central_differences(parameters, X, Y)
    for name, slope in zip(("dW1", "db1", "dW2", "db2"), slopes, strict=True):
        assert_allclose(getattr(gradients, name), slope, rtol=1e-6, atol=1e-8, err_msg=name)


# Shapes and kinds


def test_what_comes_back_has_the_names_of_the_notebooks_in_their_order():
    names = "x z_hidden a_hidden z_out y_pred"
    assert ForwardPass._fields == tuple(names.split())
    names = "dL_dy_pred dW2 db2 dL_da_hidden delta_hidden dW1 db1"
    assert Gradients._fields == tuple(names.split())


def test_lists_tuples_and_arrays_of_whole_numbers_are_all_welcome():
    parameters = Parameters(((1, 2), (3, 4)), [1, 1], np.array([1, 2]), np.int64(3))
    assert forward(parameters, (1, 1)).y_pred == 5 + 2 * 7 + 3
    assert parameters.W1.dtype == float
    assert isinstance(parameters.b2, float)


def test_one_example_gives_numbers_and_a_batch_gives_rows():
    parameters = worked_example.parameters
    one, batch = forward(parameters, [1, 2]), forward(parameters, [[1, 2]] * 3)
    assert [np.shape(value) for value in one] == [(2,), (2,), (2,), (), ()]
    assert [np.shape(value) for value in batch] == [(3, 2), (3, 2), (3, 2), (3,), (3,)]
    shapes = [np.shape(value) for value in backward(parameters, batch, [1, 1, 1])]
    assert shapes == [(3,), (2,), (), (3, 2), (3, 2), (2, 2), (2,)]
    assert isinstance(loss(batch.y_pred, [1, 1, 1]), float)


# Nothing changes in place


def test_parameters_cannot_be_changed():
    parameters = worked_example.parameters
    with pytest.raises(FrozenInstanceError):
        parameters.b2 = 0.3
    for array in (parameters.W1, parameters.b1, parameters.W2):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


def test_parameters_keep_their_own_copy():
    W1, b1, W2 = np.ones((2, 2)), np.ones(2), np.ones(2)
    parameters = Parameters(W1, b1, W2, 0)
    W1[0, 0] = b1[0] = W2[0] = 9
    assert forward(parameters, [1, 1]).y_pred == 6


@for_each("x", [worked_example.x, [[1, 2], [3, 4]]])
def test_what_the_functions_return_is_read_only(x):
    parameters, y_true = worked_example.parameters, 1 if np.ndim(x) == 1 else [1, 1]
    forward_pass = forward(parameters, x)
    for value in (*forward_pass, *backward(parameters, forward_pass, y_true)):
        assert not np.ndim(value) or not value.flags.writeable


def test_update_returns_new_parameters_and_leaves_the_old_ones():
    parameters, x, y_true = worked_example.parameters, worked_example.x, worked_example.y_true
    before = [np.array(array) for array in parameters]
    new = update(parameters, backward(parameters, forward(parameters, x), y_true), 0.1)
    assert new is not parameters
    assert all((a == b).all() for a, b in zip(before, parameters, strict=True))


def test_a_rate_of_zero_changes_nothing():
    parameters, x = worked_example.parameters, worked_example.x
    new = update(parameters, backward(parameters, forward(parameters, x), 1), 0)
    assert all(np.array_equal(a, b) for a, b in zip(new, parameters, strict=True))


# Wrong input gets one sentence: which argument, what is expected, what came

GOOD = {"W1": [[0.1, 0.2], [0.3, 0.4]], "b1": [0.1, 0.1], "W2": [0.5, 0.6], "b2": 0.1}
NAN, INFINITY = float("nan"), float("inf")
PARAMETERS = worked_example.parameters
PASS = forward(PARAMETERS, [1, 2])
GRADIENTS = backward(PARAMETERS, PASS, 1)


def sentence(call):
    """The one sentence that a call raises. Nothing but TypeError and ValueError may come."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    text = str(caught.value)
    assert "\n" not in text
    assert len(text) <= 120
    return f"{caught.type.__name__}: {text}"


@for_each(
    "name, value, expected",
    [
        ("W1", [0.1, 0.2], "ValueError: W1 must be numbers of shape (n_inputs, n_hidden); "),
        ("W1", [[]], "ValueError: W1 must be numbers of shape (n_inputs, n_hidden); "),
        ("W1", [[1, 2], [3]], "ValueError: W1 must be numbers of shape (n_inputs, n_hidden); "),
        ("W1", None, "TypeError: W1 must be numbers of shape (n_inputs, n_hidden); got None"),
        ("W1", [[1j, 0], [0, 0]], "TypeError: W1 must be numbers"),
        ("b1", [0.1, 0.1, 0.1], "ValueError: b1 must be numbers of shape (2,); got numbers of"),
        ("b1", [[0.1, 0.1]], "ValueError: b1 must be numbers of shape (2,); got numbers of"),
        ("b1", 0.1, "ValueError: b1 must be numbers of shape (2,); got one number"),
        ("b1", "0.1, 0.1", "TypeError: b1 must be numbers of shape (2,); got a str"),
        ("b1", ["0.1", "0.1"], "TypeError: b1 must be numbers of shape (2,); it holds something"),
        ("b1", [True, False], "TypeError: b1 must be numbers of shape (2,); it holds something"),
        ("b1", [NAN, 0], "ValueError: b1 must hold numbers"),
        ("W2", [[0.5], [0.6]], "ValueError: W2 must be numbers of shape (2,); got numbers of"),
        ("W2", [0.5, INFINITY], "ValueError: W2 must hold numbers"),
        ("W2", {0.5, 0.6}, "TypeError: W2 must be numbers of shape (2,); got a set"),
        ("b2", [0.1], "ValueError: b2 must be one number; got numbers of shape (1,)"),
        ("b2", -INFINITY, "ValueError: b2 must hold numbers"),
        ("b2", ..., "TypeError: b2 must be one number; got a ellipsis"),
        ("b2", abs, "TypeError: b2 must be one number; got a builtin_function_or_method"),
    ],
)
def test_wrong_parameters(name, value, expected):
    assert sentence(lambda: Parameters(**{**GOOD, name: value})).startswith(expected)


@for_each(
    "call, expected",
    [
        (lambda: forward(PARAMETERS, [1, 2, 3]), "ValueError: x must be numbers of shape (2,) or"),
        (lambda: forward(PARAMETERS, [[1], [2]]), "ValueError: x must be numbers of shape (2,) or"),
        (lambda: forward(PARAMETERS, 1), "ValueError: x must be numbers of shape (2,) or"),
        (lambda: forward(PARAMETERS, np.zeros((0, 2))), "ValueError: x must be numbers of shape"),
        (lambda: forward(PARAMETERS, [NAN, 2]), "ValueError: x must hold numbers"),
        (lambda: forward(PARAMETERS, "12"), "TypeError: x must be numbers of shape (2,) or"),
        (
            lambda: forward(GOOD, [1, 2]),
            "TypeError: parameters must be of type Parameters; got a dict",
        ),
        (lambda: loss("1.16", 1), "TypeError: y_pred must be one number or"),
        (lambda: loss(1.16, [1, 1]), "ValueError: y_true must be one number; got numbers of"),
        (lambda: loss([1.16, 1], 1), "ValueError: y_true must be numbers of shape (2,); got one"),
        (lambda: loss(1.16, NAN), "ValueError: y_true must hold numbers"),
        (lambda: loss([], []), "ValueError: y_pred must be one number or"),
        (
            lambda: backward(None, PASS, 1),
            "TypeError: parameters must be of type Parameters; got None",
        ),
        (
            lambda: backward(PARAMETERS, tuple(PASS), 1),
            "TypeError: forward_pass must be of type Forward",
        ),
        (lambda: backward(PARAMETERS, PASS, [1]), "ValueError: y_true must be one number; got"),
        (lambda: backward(PARAMETERS, PASS, None), "TypeError: y_true must be one number; got N"),
        (
            lambda: backward(Parameters([[1, 2, 3]], [0] * 3, [0] * 3, 0), PASS, 1),
            "ValueError: forward_pass.x must be numbers of shape (1,) or",
        ),
        (
            lambda: backward(Parameters([[1], [2]], [0], [0], 0), PASS, 1),
            "ValueError: forward_pass.z_hidden must be numbers of shape (1,); got",
        ),
        (
            lambda: update(PARAMETERS, PASS, 0.1),
            "TypeError: gradients must be of type Gradients; got a",
        ),
        (
            lambda: update(None, GRADIENTS, 0.1),
            "TypeError: parameters must be of type Parameters; got",
        ),
        (
            lambda: update(PARAMETERS, GRADIENTS, -0.1),
            "ValueError: learning_rate must be 0 or more",
        ),
        (lambda: update(PARAMETERS, GRADIENTS, "fast"), "TypeError: learning_rate must be one num"),
        (lambda: update(PARAMETERS, GRADIENTS, NAN), "ValueError: learning_rate must hold numbers"),
        (
            lambda: as_numbers("it", 1, (2,), ("n", 3)),
            "ValueError: it must be numbers of shape (2,)",
        ),
    ],
)
def test_wrong_arguments(call, expected):
    assert sentence(call).startswith(expected)


NO_GOOD = [NAN, [NAN, 1.0], [[1.0, 2.0], [3.0, NAN]], [0.8], [[[0.8]]], None, ["0.8", "1.1"]]


@for_each("field", ["x", "z_hidden", "a_hidden", "y_pred"])
@for_each("wrong", NO_GOOD)
def test_a_forward_pass_put_together_by_hand_is_checked(field, wrong):
    by_hand = PASS._replace(**{field: wrong})
    assert f": forward_pass.{field} must " in sentence(lambda: backward(PARAMETERS, by_hand, 1))


@for_each("field", ["dW1", "db1", "dW2", "db2"])
@for_each("wrong", NO_GOOD)
def test_gradients_put_together_by_hand_are_checked(field, wrong):
    by_hand = GRADIENTS._replace(**{field: wrong})
    assert f": gradients.{field} must " in sentence(lambda: update(PARAMETERS, by_hand, 0.1))


def test_a_batch_put_together_by_hand_needs_equally_many_rows():
    batch = forward(PARAMETERS, [[1, 2], [3, 4], [5, 6]])
    for field in ("z_hidden", "a_hidden", "y_pred"):
        by_hand = batch._replace(**{field: getattr(batch, field)[:2]})
        assert f": forward_pass.{field} must " in sentence(
            lambda by_hand=by_hand: backward(PARAMETERS, by_hand, [1, 1, 1])
        )


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


@pytest.mark.skipif(np.dtype(np.longdouble).itemsize == 8, reason="no wider numbers here")
def test_numbers_wider_than_a_float_are_refused_before_they_overflow():
    assert sentence(lambda: loss(np.longdouble("1e4000"), 1)).startswith("TypeError: y_pred must")


def test_numbers_too_large_to_square_are_refused_before_they_overflow():
    """Warnings are errors here, so an overflow inside would come up as a RuntimeWarning."""
    assert sentence(lambda: forward(PARAMETERS, [1e200, 1])).startswith("ValueError: x must hold")
    assert sentence(lambda: loss(1e308, -1e308)).startswith("ValueError: y_pred must hold")


def test_the_largest_number_is_the_one_that_is_promised():
    """A changed digit or operator in the limit, or a limit that refuses itself, is seen."""
    assert as_numbers("x", 1e30, ()) == 1e30
    assert sentence(lambda: as_numbers("x", 1.01e30, ())).startswith("ValueError: x must hold")
