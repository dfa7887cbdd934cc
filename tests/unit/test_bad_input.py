"""Protects from silent nonsense: whatever is put in, out comes a right answer or one sentence.

Each argument of each public function of network, gradient_check, diagram and the charts gets wrong
shapes and types, NaN, infinities, empty and huge arrays, strings and objects; so does each field
of a ForwardPass, a Gradients or an Example that was put together by hand. Either the answer is
finite, or a `ValueError` or `TypeError` names the argument. No warning (all are errors here).
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
from helpers.network import Parameters, as_numbers, backward, forward, loss, required, update
from helpers.worked_example import worked_example
from tests.series import for_each

x, parameters, y_true, rate = worked_example
W1, b1, W2, b2 = parameters
FORWARD = forward(parameters, x)
GRADIENTS = backward(parameters, FORWARD, y_true)
BATCH = forward(parameters, [x, x, x])
PASSES = FORWARD, GRADIENTS


def fields(of, whole, call, names=()):
    """One (name, call) for each field, or these, of something that was put together by hand."""
    for name in names or whole._fields:
        yield f"{of}.{name}", lambda it, name=name: call(whole._replace(**{name: it}))


USED, SLOPES = ["z_hidden", "a_hidden", "y_pred"], ["dW1", "db1", "dW2", "db2"]
# Each argument that has to be numbers of some shape: its name, and a call with this one open.
NUMBERS = [
    ("W1|b1", lambda it: Parameters(it, b1, W2, b2)),
    ("b1", lambda it: Parameters(W1, it, W2, b2)),
    ("W2", lambda it: Parameters(W1, b1, it, b2)),
    ("b2", lambda it: Parameters(W1, b1, W2, it)),
    ("x", lambda it: forward(parameters, it)),
    ("y_pred|y_true", lambda it: loss(it, 1)),
    ("y_true", lambda it: loss(1.16, it)),
    ("y_true", lambda it: loss([1, 2, 3], it)),
    ("y_true", lambda it: backward(parameters, FORWARD, it)),
    ("y_true", lambda it: backward(parameters, BATCH, it)),
    ("learning_rate|W1|b1|W2|b2", lambda it: update(parameters, GRADIENTS, it)),
    ("it", lambda it: as_numbers("it", it, (2,), ("n", 3))),
    ("x|y_true", lambda it: central_differences(parameters, it, y_true)),
    ("y_true", lambda it: central_differences(parameters, x, it)),
    ("nudge", lambda it: central_differences(parameters, x, y_true, it)),
    ("gradient|slopes", lambda it: relative_error(it, 0.5)),
    ("gradient|slopes", lambda it: relative_error([1.0, 2.0], it)),
    ("measured|predicted", lambda it: mass_chart(it, [1.0, 2.0])),
    ("predicted", lambda it: mass_chart([1.0, 2.0], it)),
    # Two rows are a batch, which the other fields then do not fit.
    ("forward_pass.(x|z_hidden)", lambda it: backward(parameters, FORWARD._replace(x=it), y_true)),
    *fields("forward_pass", FORWARD, lambda it: backward(parameters, it, 1), USED),
    *fields("forward_pass", BATCH, lambda it: backward(parameters, it, [1, 1, 1]), USED),
    *fields("gradients", GRADIENTS, lambda it: update(parameters, it, 0.1), SLOPES),
    *fields("gradients", GRADIENTS, gradient_values),
    *fields("forward_pass", FORWARD, lambda it: network_svg(worked_example, it)),
    *fields("example", worked_example, network_svg, ["x", "y_true"]),
]
# And each that has to be of one type, or of any length.
OTHERS = [
    ("losses", loss_curve),
    ("parameters", lambda it: forward(it, x)),
    ("parameters", lambda it: backward(it, FORWARD, y_true)),
    ("forward_pass", lambda it: backward(parameters, it, y_true)),
    ("parameters", lambda it: update(it, GRADIENTS, rate)),
    ("gradients", lambda it: update(parameters, it, rate)),
    ("it", lambda it: required("it", it, Parameters)),
    ("parameters", lambda it: central_differences(it, x, y_true)),
    ("example", network_svg),
    *fields("example", worked_example, network_svg, ["parameters"]),
    ("forward_pass", lambda it: network_svg(worked_example, it)),
    ("gradients", lambda it: network_svg(worked_example, FORWARD, it)),
    ("active", lambda it: network_svg(worked_example, *PASSES, it)),
    ("finished", lambda it: network_svg(worked_example, *PASSES, None, it)),
    ("parameters", parameter_values),
    ("gradients", gradient_values),
]
NAN, INFINITY = float("nan"), float("inf")
WRONG_NUMBERS = [
    *(np.ones((2, 2, 2)), np.ones(5), np.ones((5, 5)), [], [[]], np.zeros((0, 2)), [[1, 2], [3]]),
    *([NAN, 1.0], [[1.0, 2.0], [3.0, INFINITY]], 1e200, NAN, ["0.1", "0.1"], [True, False], "0.1"),
    *(None, ..., abs, {0.5, 0.6}, 1j, [[1j, 0], [0, 0]], object(), np.longdouble("1e4000")),
]
ODD_NUMBERS = [
    *(NAN, INFINITY, -INFINITY, 1e308, -1e308, 1e30, 1.1e30, 1e-5, 0.16, 5e-324, -0.0, 0, 1),
    *(10**400, True, 1j, np.longdouble("1e4000"), np.float32(1e38)),
]
SHAPES = [(), (0,), (1,), (2,), (3,), (2, 2), (2, 1), (1, 2), (0, 2), (2, 0), (2, 2, 2)]
TYPES = [np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128, np.dtype("U3")]
OBJECTS = [
    *(object(), np.array([object()]), float, np.float64(0.5), np.array("a"), [[1, 2], [3]], {}),
    *({1, 2}, range(2), len, np.ma.array([1.0, 2.0], mask=[True, False]), np.array([np.nan, 1])),
    *(np.array([1, 2], dtype="m8[s]"), [x, x], FORWARD, GRADIENTS, parameters, worked_example),
    *([None], ["db2", object(), np.zeros(2)]),
]
ANYTHING = st.one_of(
    st.sampled_from(SHAPES).flatmap(
        lambda shape: hnp.arrays(st.sampled_from(TYPES).map(np.dtype), shape)
    ),
    st.sampled_from(ODD_NUMBERS + OBJECTS),
    st.none() | st.text(max_size=3) | st.binary(max_size=3) | st.integers() | st.floats(),
    st.lists(st.one_of(st.floats(), st.integers(), st.text(max_size=2), st.none()), max_size=3),
    st.lists(st.lists(st.floats(), max_size=3), max_size=3),
)
many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def sentence_of(error, names):
    """The one short sentence of an error, which must begin with the name of an argument."""
    assert re.match(rf"(?:{names})\b", str(error)), error
    assert "\n" not in str(error)
    assert len(str(error)) <= 120
    return f"{type(error).__name__}: {error}"


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


@many
@given(ANYTHING)
def test_anything_gets_a_right_answer_or_one_sentence(it):
    for names, call in NUMBERS + OTHERS:
        try:
            answer = call(it)
        except (ValueError, TypeError) as error:
            sentence_of(error, names)
        else:
            assert np.isfinite(numbers_in(answer)).all(), names


@for_each("names, call", NUMBERS)
@for_each("wrong", WRONG_NUMBERS)
def test_what_is_not_the_numbers_that_are_asked_for_is_refused(names, call, wrong):
    with pytest.raises((ValueError, TypeError)) as caught:
        call(wrong)
    sentence_of(caught.value, names)


def test_no_public_function_is_forgotten():
    """Every one stands in this file by its name."""
    here = set(re.findall(r"\w+", Path(__file__).read_text(encoding="utf-8")))
    for module in (network, gradient_check, diagram):
        for name, function in getmembers(module, isfunction):
            if function.__module__.startswith(module.__name__) and not name.startswith("_"):
                assert name in here, f"{module.__name__}.{name}"


@for_each(
    "value, shapes, words",
    [
        (None, [(2,)], "TypeError: it must be numbers of shape (2,); got None"),
        ({0.5}, [()], "TypeError: it must be one number; got a set"),
        (["0.1", "0.2"], [(2,)], "TypeError: it must be numbers of shape (2,); it holds something"),
        ([[1, 2], [3]], [("n", 2)], "ValueError: it must be numbers of shape (n, 2); its rows do"),
        ([1, 2], [(), ("n", 3)], "ValueError: it must be one number or numbers of shape (n, 3); g"),
        (0.1, [(2,)], "ValueError: it must be numbers of shape (2,); got one number"),
        ([0.1], [()], "ValueError: it must be one number; got numbers of shape (1,)"),
        ([NAN], [(1,)], "ValueError: it must hold numbers well below 1e30, no NaN and no infinity"),
        (1.01e30, [()], "ValueError: it must hold numbers well below 1e30"),
    ],
)
def test_the_sentence_says_what_is_expected_and_what_came(value, shapes, words):
    with pytest.raises((ValueError, TypeError)) as caught:
        as_numbers("it", value, *shapes)
    assert sentence_of(caught.value, "it").startswith(words)
    assert as_numbers("it", 1e30, ()) == 1e30, "the largest that is promised"


@for_each(
    "call, words",
    [
        (lambda: forward({}, x), "parameters must be of type Parameters; got a dict"),
        (lambda: update(None, GRADIENTS, 1), "parameters must be of type Parameters; got None"),
        (lambda: update(parameters, GRADIENTS, -0.1), "learning_rate must be 0 or more; got -0.1"),
        (lambda: central_differences(parameters, x, 1, 0), "nudge must be above 0; got 0"),
        (lambda: relative_error([1, 2], [1]), r"gradient has shape \(2,\) and slopes has \(1,\)"),
    ],
)
def test_a_wrong_type_and_a_step_that_is_too_small_are_named(call, words):
    with pytest.raises((ValueError, TypeError), match=f"^{words}$"):
        call()
