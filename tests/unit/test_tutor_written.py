"""Protects the check of what a learner writes: wrong loops are told apart, nothing ever raises."""

import pytest

from helpers.network import backward, forward, loss, update
from helpers.training import train
from helpers.tutor.further_tasks import TASKS
from helpers.tutor.problems import problem
from helpers.tutor.written import FRESH, WRONG_LOOPS, check_function

RIGHT = {
    "forward": forward,
    "loss": loss,
    "backward": backward,
    "update": update,
    "train": train,
    "slope": lambda loss_at, weight, nudge: (
        (loss_at(weight + nudge) - loss_at(weight - nudge)) / (2 * nudge)
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_the_functions_of_the_package_are_right(name):
    assert repr(check_function(name, RIGHT[name])).startswith(f"✓ my_{name}: right")


@pytest.mark.parametrize("loop", WRONG_LOOPS, ids=lambda loop: loop.__name__)
def test_each_wrong_loop_is_told_by_its_own_sentence(loop):
    said = repr(check_function("train", loop))
    assert said.startswith(f"✗ my_train: not yet. {WRONG_LOOPS[loop]}")
    assert "Tried on x = " in said


def test_a_sleeping_neuron_is_among_what_it_is_tried_on():
    asleep = [(forward(p.parameters, p.x).z_hidden < 0).any() for p in map(problem, FRESH)]
    assert 0 < sum(asleep) < len(asleep)


ODD = [
    lambda *given: None,
    lambda *given: ...,
    lambda *given: "1 2",
    lambda *given: [[[]]],
    lambda *given: (..., 1),
    lambda *given: 1 / 0,
    lambda *given: float("nan"),
    lambda: 1,
    lambda *given: {"W1": 1},
    lambda *given: given,
    lambda *given: (given[0], []),
    lambda *given: (given[0], [...] * 4),
    lambda *given: (given[0], [0.1, None, [1, 2], "a"]),
    lambda *given: 10**400,
    lambda *given: [10**400, 1j],
    42,
    None,
]


@pytest.mark.parametrize("name", [*RIGHT, *TASKS, ["forward"]])
@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_is_written_raises_or_passes(name, odd):
    said = repr(check_function(name, odd))
    assert said
    assert "✓" not in said


def test_a_call_without_the_name_or_the_function_is_told_what_is_missing():
    assert "There is no such task" in repr(check_function(loss))
    assert "The second is to be the function" in repr(check_function("loss"))


def test_an_error_is_told_with_its_line_and_escaped_on_the_page():
    names = {}
    exec("def my_loss(y_pred, y_true):\n    return y_pred.no_such('<b>')", names)
    marks = check_function("loss", names["my_loss"])
    assert "It stops with AttributeError" in repr(marks)
    assert "<b>" not in check_function("loss", lambda *given: int("<b>"))._repr_html_()


def test_an_unknown_task_is_told():
    assert "forward, loss, backward, update, train, slope" in repr(check_function("a", loss))


def test_common_messages_of_python_are_put_into_words():
    def my_forward(parameters, x):
        W1, b1, W2, b2 = parameters
        z_hidden = x @ W1 + b1
        a_hidden = max(z_hidden, 0)
        return x, z_hidden, a_hidden, a_hidden @ W2 + b2, a_hidden @ W2 + b2

    assert "Which function compares entry by entry?" in repr(check_function("forward", my_forward))
    squared = check_function("loss", lambda y_pred, y_true: (y_pred - y_true) ^ 2 / 2)
    assert "^ is no power" in repr(squared)


def test_a_loop_that_keeps_nothing_is_not_called_unwritten():
    def my_train(parameters, x, y_true, learning_rate, steps):
        losses = []
        for _ in range(steps):
            loss(forward(parameters, x).y_pred, y_true)
        return parameters, losses

    assert "Which two lines keep" in repr(check_function("train", my_train))
