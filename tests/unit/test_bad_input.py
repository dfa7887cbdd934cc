"""Protects from silent nonsense: whatever is put in, out comes a right answer or one sentence.

The public functions of network, gradient_check, diagram and the charts get wrong shapes and types,
NaN, infinities, empty and huge arrays, strings and objects, also inside a ForwardPass, a Gradients
or an Example that was put together by hand. Either the answer is finite, or a `ValueError` or
`TypeError` names the argument. No warning (all are errors here), no NaN out.
"""

import re
from inspect import getmembers, isfunction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers import diagram, gradient_check, network
from helpers.diagram import gradient_values, network_svg, parameter_values
from helpers.gradient_check import central_differences, relative_error
from helpers.labs import loss_curve, mass_chart
from helpers.network import Gradients, Parameters, as_numbers, backward, forward, loss, update
from helpers.worked_example import Example, worked_example

x, parameters, y_true, rate = worked_example
FORWARD = forward(parameters, x)
GRADIENTS = backward(parameters, FORWARD, y_true)

ODD_NUMBERS = st.sampled_from(
    [
        *(
            float("nan"),
            float("inf"),
            -float("inf"),
            1e308,
            -1e308,
            1e30,
            1.1e30,
            1e-5,
            0.16,
            5e-324,
        ),
        *(-0.0, 0, 1, 10**400, True, 1j, np.longdouble("1e4000"), np.float32(1e38)),
    ]
)
SHAPES = st.sampled_from(
    [(), (0,), (1,), (2,), (3,), (2, 2), (2, 1), (1, 2), (0, 2), (2, 0), (2, 2, 2)]
)
TYPES = [np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128, np.dtype("U3")]
ARRAYS = SHAPES.flatmap(
    lambda shape: hnp.arrays(st.sampled_from(TYPES).map(np.dtype), shape),
)
OBJECTS = st.sampled_from(
    [
        *(object(), np.array([object()]), float, np.float64(0.5), np.array("a"), [[1, 2], [3]], {}),
        *(
            {1, 2},
            range(2),
            len,
            np.ma.array([1.0, 2.0], mask=[True, False]),
            np.array([np.nan, 1]),
        ),
        *(np.array([1, 2], dtype="m8[s]"), [x, x], FORWARD, GRADIENTS, parameters, worked_example),
        *([None], ["db2", object(), np.zeros(2)]),
    ]
)
ANYTHING = st.one_of(
    ARRAYS,
    ODD_NUMBERS,
    OBJECTS,
    st.none(),
    st.text(max_size=3),
    st.binary(max_size=3),
    st.integers(),
    st.floats(),
    st.lists(st.one_of(st.floats(), st.integers(), st.text(max_size=2), st.none()), max_size=3),
    st.lists(st.lists(st.floats(), max_size=3), max_size=3),
)


def right_or_one_clear_sentence(function, *arguments, names):
    """Call; an answer must be finite, an error a sentence that begins with an argument's name."""
    try:
        answer = function(*arguments)
    except (ValueError, TypeError) as error:
        sentence = str(error)
        assert re.match(rf"({'|'.join(names)})\b", sentence), sentence
        assert "\n" not in sentence
        return
    assert np.isfinite(numbers_in(answer)).all()


def numbers_in(answer):
    """Every number of an answer as one flat array: in an SVG and on a chart too."""
    if isinstance(answer, str):
        assert not re.search(r"\bnan\b|\binf\b", answer, flags=re.I)
        return np.zeros(1)
    if isinstance(answer, float | int | np.ndarray | np.generic):
        return np.ravel(np.asarray(answer, dtype=float))
    if isinstance(answer, dict):
        return numbers_in(list(answer.values()))
    answer = getattr(answer, "figure", answer)  # of a chart in a cell
    if hasattr(answer, "axes"):
        answer.draw_without_rendering()  # a chart may also warn when it is drawn
        answer = [line.get_xydata() for axes in answer.axes for line in axes.lines]
    return np.concatenate([np.zeros(1), *(numbers_in(part) for part in answer)])


many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
few = settings(many, max_examples=60)
ONE_WRONG_FIELD = {
    kind: st.tuples(st.sampled_from(kind._fields), ANYTHING).map(lambda pair: dict([pair]))
    for kind in (network.ForwardPass, Gradients, Example)
}
a_wrong_pass = ONE_WRONG_FIELD[network.ForwardPass].map(lambda field: FORWARD._replace(**field))
wrong_gradients = ONE_WRONG_FIELD[Gradients].map(lambda field: GRADIENTS._replace(**field))
a_wrong_example = ONE_WRONG_FIELD[Example].map(lambda field: worked_example._replace(**field))


def test_no_public_function_is_forgotten():
    """Every one stands in this file by its name."""
    here = set(re.findall(r"\w+", Path(__file__).read_text(encoding="utf-8")))
    for module in (network, gradient_check, diagram):
        for name, function in getmembers(module, isfunction):
            if function.__module__.startswith(module.__name__) and not name.startswith("_"):
                assert name in here, f"{module.__name__}.{name}"


# network


@many
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_parameters(W1, b1, W2, b2):
    right_or_one_clear_sentence(Parameters, W1, b1, W2, b2, names=["W1", "b1", "W2", "b2"])


@many
@given(st.sampled_from(["W1", "b1", "W2", "b2"]), ANYTHING)
def test_parameters_with_one_wrong(name, value):
    four = {key: getattr(parameters, key) for key in ("W1", "b1", "W2", "b2")} | {name: value}
    right_or_one_clear_sentence(Parameters, *four.values(), names=["W1", "b1", "W2", "b2"])


@many
@given(ANYTHING, ANYTHING)
def test_forward(wrong_parameters, wrong_x):
    right_or_one_clear_sentence(forward, parameters, wrong_x, names=["x"])
    right_or_one_clear_sentence(forward, wrong_parameters, x, names=["parameters"])


@many
@given(ANYTHING, ANYTHING)
def test_loss(y_pred, y_true):
    right_or_one_clear_sentence(loss, y_pred, y_true, names=["y_pred", "y_true"])


@many
@given(ANYTHING, ANYTHING, ANYTHING)
def test_backward(wrong_parameters, wrong_pass, wrong_y_true):
    right_or_one_clear_sentence(backward, parameters, FORWARD, wrong_y_true, names=["y_true"])
    right_or_one_clear_sentence(backward, parameters, wrong_pass, y_true, names=["forward_pass"])
    right_or_one_clear_sentence(backward, wrong_parameters, FORWARD, y_true, names=["parameters"])


@many
@given(a_wrong_pass)
def test_backward_with_a_forward_pass_put_together_by_hand(by_hand):
    right_or_one_clear_sentence(backward, parameters, by_hand, y_true, names=["forward_pass"])


@many
@given(ANYTHING, ANYTHING)
def test_update(wrong_gradients, wrong_rate):
    right_or_one_clear_sentence(
        update, parameters, GRADIENTS, wrong_rate, names=["learning_rate", "W1", "b1", "W2", "b2"]
    )
    right_or_one_clear_sentence(update, parameters, wrong_gradients, rate, names=["gradients"])


@many
@given(wrong_gradients)
def test_update_with_gradients_put_together_by_hand(by_hand):
    right_or_one_clear_sentence(update, parameters, by_hand, rate, names=["gradients"])


@many
@given(ANYTHING)
def test_as_numbers_and_required(value):
    right_or_one_clear_sentence(as_numbers, "it", value, (2,), ("n", 2), names=["it"])
    right_or_one_clear_sentence(network.required, "it", value, Parameters, names=["it"])


# gradient_check


@few
@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_central_differences(wrong_parameters, wrong_x, wrong_y_true, nudge):
    for arguments, names in (
        ((wrong_parameters, x, y_true), ["parameters"]),
        ((parameters, wrong_x, y_true), ["x", "y_true"]),  # a batch is right; y_true does not fit
        ((parameters, x, wrong_y_true), ["y_true"]),
        ((parameters, x, y_true, nudge), ["nudge"]),
    ):
        right_or_one_clear_sentence(central_differences, *arguments, names=names)


@many
@given(ANYTHING, ANYTHING)
def test_relative_error(gradient, slopes):
    right_or_one_clear_sentence(relative_error, gradient, slopes, names=["gradient", "slopes"])
    right_or_one_clear_sentence(relative_error, gradient, gradient, names=["gradient"])


# diagram


@many
@given(ANYTHING)
def test_network_svg(value):
    passes = FORWARD, GRADIENTS
    right_or_one_clear_sentence(network_svg, value, names=["example"])
    right_or_one_clear_sentence(network_svg, worked_example, value, names=["forward_pass"])
    right_or_one_clear_sentence(network_svg, worked_example, FORWARD, value, names=["gradients"])
    right_or_one_clear_sentence(network_svg, worked_example, *passes, value, names=["active"])
    right_or_one_clear_sentence(
        network_svg, worked_example, *passes, None, value, names=["finished"]
    )


@many
@given(a_wrong_example, a_wrong_pass, wrong_gradients)
def test_network_svg_with_things_put_together_by_hand(example, forward_pass, gradients):
    right_or_one_clear_sentence(network_svg, example, FORWARD, GRADIENTS, names=["example"])
    right_or_one_clear_sentence(network_svg, worked_example, forward_pass, names=["forward_pass"])
    right_or_one_clear_sentence(network_svg, worked_example, None, gradients, names=["gradients"])


@many
@given(ANYTHING, wrong_gradients)
def test_parameter_values_and_gradient_values(value, by_hand):
    right_or_one_clear_sentence(parameter_values, value, names=["parameters"])
    right_or_one_clear_sentence(gradient_values, value, names=["gradients"])
    right_or_one_clear_sentence(gradient_values, by_hand, names=["gradients"])


# charts of what a learner hands over


@few
@given(ANYTHING, ANYTHING)
def test_loss_curve_and_mass_chart(value, other):
    right_or_one_clear_sentence(loss_curve, value, names=["losses"])
    right_or_one_clear_sentence(mass_chart, value, other, names=["measured", "predicted"])
    right_or_one_clear_sentence(mass_chart, [1.0, 2.0], other, names=["measured", "predicted"])


@pytest.mark.parametrize("wrong", [None, "0.1", object(), float("nan"), [0.1], 1j])
def test_a_learning_rate_that_is_no_number_is_named(wrong):
    with pytest.raises((TypeError, ValueError), match=r"^learning_rate must"):
        update(parameters, GRADIENTS, wrong)
