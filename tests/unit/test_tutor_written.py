"""Protects the check of what a learner writes: wrong loops are told apart, nothing ever raises."""

from inspect import signature

import numpy as np
import pytest

from helpers.network import backward, forward, loss, update
from helpers.quantities import work_out
from helpers.training import train
from helpers.tutor.slips import single_slips
from helpers.tutor.tasks import TASKS
from helpers.tutor.written import WRONG_LOOPS, check_function, fresh
from tests.series import for_each

RIGHT = {
    "forward": forward,
    "loss": loss,
    "backward": backward,
    "update": update,
    "train": train,
    "slope": lambda loss_at, weight, nudge: (
        (loss_at(weight + nudge) - loss_at(weight - nudge)) / (2 * nudge)
    ),
    "batch_dW1": lambda batch_x, delta_hidden: batch_x.T @ delta_hidden / len(batch_x),
    "standardise": lambda values, mean, spread: (values - mean) / spread,
    "signal_back": lambda W, delta, z: W @ delta * (z > 0),
    "product_slopes": lambda a, b: (b, a),
}


@for_each("name", RIGHT)
def test_the_functions_of_the_package_are_right(name):
    assert repr(check_function(name, RIGHT[name])).startswith(f"✓ my_{name}: right")


@for_each("kept", [tuple, np.array])
@for_each("as_parameters", [tuple, list])
def test_what_a_loop_returns_may_be_of_another_type(kept, as_parameters):
    def written(*given):
        parameters, losses = train(*given)
        return as_parameters(parameters), kept(losses)

    assert repr(check_function("train", written)).startswith("✓")


def test_an_array_of_one_number_is_that_number():
    written = check_function("slope", lambda *given: np.array([RIGHT["slope"](*given)]))
    assert repr(written).startswith("✓")


def test_a_wrong_idea_is_named_if_it_gives_the_result_on_every_network():
    """On the first of them another idea gives the same."""
    said = repr(check_function("signal_back", lambda W, delta, z: (W @ delta) * (z < 0)))
    assert "Which gates are open" in said


@for_each("loop", WRONG_LOOPS)
def test_each_wrong_loop_is_told_by_its_own_sentence(loop):
    said = repr(check_function("train", loop))
    assert said.startswith(f"✗ my_train: not yet. {WRONG_LOOPS[loop]}")
    assert "Tried on x = " in said


def test_a_loss_is_told_of_the_two_numbers_that_it_was_given():
    assert "\nTried on y_pred = " in repr(check_function("loss", lambda y_pred, y_true: y_pred))


def test_a_sleeping_neuron_is_among_what_it_is_tried_on():
    asleep = [(forward(p.parameters, p.x).z_hidden < 0).any() for p in fresh()]
    assert 0 < sum(asleep) < len(asleep)


@for_each("name", set(RIGHT) - {"signal_back"})  # there it is a gate left out, and it is told so
def test_an_argument_that_is_not_used_is_named(name):
    """The last one. Whatever stands in its place: here what was handed in at the first call."""
    first, (*_, at) = [], signature(RIGHT[name]).parameters

    def written(*given):
        first.append(given[-1])
        return RIGHT[name](*given[:-1], first[0])

    assert f"Your function does not use {at}: whatever" in repr(check_function(name, written))


def test_a_number_of_the_page_is_named_with_its_value():
    written = eval("lambda batch_x, delta_hidden: batch_x.T @ delta_hidden / n", {"n": 4})
    assert "“n” is taken from the page, where it is 4." in repr(
        check_function("batch_dW1", written)
    )
    written = eval("lambda y_pred, y_true: squared / 2", {"squared": 0.0256})
    said = repr(check_function("loss", written))
    assert "does not use y_pred and y_true" in said
    assert "“squared” is taken from the page" in said


def test_a_number_of_the_page_is_named_before_the_slip_that_it_looks_like():
    others = "p.b1 - r * g.db1, p.W2 - r * g.dW2, p.b2 - r * g.db2"
    written = eval(f"lambda p, g, r: (p.W1 - rate * g.dW1, {others})", {"rate": 0.001})
    assert "“rate” is taken from the page" in repr(check_function("update", written))


def test_what_is_only_another_name_is_not_asked_for():
    written = lambda parameters, x: (x, ..., ..., ..., ...)  # noqa: E731
    said = repr(check_function("forward", written))
    assert said.endswith("not written yet: z_hidden, a_hidden, z_out")


def test_what_a_slip_gives_on_one_network_alone_is_no_slip():
    """A number typed in may be what a slip gives there by chance."""
    values = work_out(next(fresh()))
    given = {float(slip.applied(next(fresh()), values)) for slip in single_slips("L", 9.0)}
    usual = sorted(one for one in given if 0.001 < abs(one) < 1e9 and one not in (0.5, 1))
    for number in usual[::60]:
        said = repr(check_function("loss", lambda y_pred, y_true, number=number: number))
        assert "Your function does not use y_pred and y_true" in said, number


RETURNED = [None, ..., "1 2", [[[]]], (..., 1), np.nan, {"W1": 1}, 10**400, [10**400, 1j]]
ODD = [
    *(lambda *given, it=it: it for it in RETURNED),
    lambda *given: 1 / 0,
    lambda: 1,
    lambda *given: given,
    lambda *given: (given[0], []),
    lambda *given: (given[0], [...] * 4),
    lambda *given: (given[0], [0.1, None, [1, 2], "a"]),
    42,
    None,
]


@for_each("name", [*RIGHT, *TASKS, ["forward"]])
@for_each("odd", ODD)
def test_nothing_that_is_written_raises_or_passes(name, odd):
    said = repr(check_function(name, odd))
    assert said
    assert "✓" not in said


def test_an_unknown_task_and_a_call_without_its_name_or_its_function_are_told():
    assert "forward, loss, backward, update, train, slope" in repr(check_function("a", loss))
    assert "There is no such task" in repr(check_function(loss))
    assert "The second is to be the function" in repr(check_function("loss"))


def test_an_error_is_told_with_its_line_and_escaped_on_the_page():
    names = {}
    exec("def my_loss(y_pred, y_true):\n    return int('<b>')", names)
    marks = check_function("loss", names["my_loss"])
    assert "It stops with ValueError" in repr(marks)
    assert "<b>" not in check_function("loss", lambda *given: int("<b>"))._repr_html_()


@for_each(
    "task, line, asked",
    [
        ("loss", "(y_pred - y_true) ^ 2 / 2", "^ is no power"),
        ("loss", "1 / 2(y_pred - y_true) ** 2", "Which sign belongs between the two?"),
        ("loss", "0.5 * [y_pred, y_true]", "Which function of NumPy makes an array of it?"),
        ("forward", "max(x, 0)", "Which function compares entry by entry?"),
        ("forward", "np.max(x, 0) @ x", "one of the two is a single number."),
        ("forward", "x @ np.ones(3)", "What shape has each?"),
        ("forward", "x + np.ones(3)", "What shape has each?"),
        ("forward", "x[2]", "Python counts from 0."),
        ("forward", "x.setflags(write=False) or x.sort()", "Which line overwrites them?"),
        ("loss", "print(y_pred - y_true)", "What is to stand after `return`?"),
        ("slope", "abs(weight, nudge)", "How many does it ask for?"),
        ("loss", "y_pred.square()", "What stands before the dot has no “square”."),
        ("signal_back", "W @ delta * z > 0", "are brackets missing?"),
        ("forward", "z_hiden", "No line before it gives “z_hiden” a value."),
        ("forward", "print() * 2", "a function gives that has no return"),
        ("product_slopes", "(b.value, a.value)", "Plain numbers are handed in here"),
    ],
)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_messages_of_python_are_put_into_words(task, line, asked):
    names = ", ".join(signature(RIGHT[task]).parameters)
    said = repr(check_function(task, eval(f"lambda {names}: {line}", {"np": np})))
    assert asked in said
    assert "Error" not in said


def test_brackets_that_leave_one_loss_undivided_are_asked_about():
    for divided in (lambda n: 2 * n, lambda n: n, lambda n: 2 / n):
        said = check_function("slope", lambda f, w, n, d=divided: f(w + n) - f(w - n) / d(n))
        assert "Brackets: is the whole difference divided, or the last loss alone?" in repr(said)


def test_a_loop_that_keeps_nothing_is_not_called_unwritten():
    def my_train(parameters, x, y_true, learning_rate, steps):
        losses = []
        for _ in range(steps):
            loss(forward(parameters, x).y_pred, y_true)
        return parameters, losses

    assert "Which two lines keep" in repr(check_function("train", my_train))
