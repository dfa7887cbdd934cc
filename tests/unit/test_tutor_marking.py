"""Protects the order of judgement and its words: own numbers first, a named mistake, a kind."""

from dataclasses import FrozenInstanceError
from random import Random

import numpy as np
import pytest

from helpers.quantities import NAMES, work_out
from helpers.tutor.marking import check
from helpers.tutor.mistakes import MISTAKES
from helpers.tutor.problems import problem
from helpers.worked_example import Example, second_example, worked_example
from tests.diagnosis import (
    follow_through,
    outcomes,
    problems,
    right_answers_called,
    with_gaps,
)

TRUTH = work_out(second_example)


def mark(name, answer, **earlier):
    return check(second_example, **earlier, **{name: answer})[name]


def test_right_answers_are_right():
    marks = check(second_example, **TRUTH)
    assert [(one.quantity, one.state) for one in marks.marks] == [(name, "right") for name in NAMES]
    assert repr(check(second_example, y_pred=-0.2)) == "✓ y_pred: right"


def test_untouched_answers_say_so():
    marks = check(second_example, y_pred=..., z_hidden=...)
    assert repr(marks) == "… z_hidden: not answered yet\n… y_pred: not answered yet"


@pytest.mark.parametrize(
    "answer, state",
    [
        (0.8, "right"),
        (0.80004, "right"),
        (0.79996, "right"),
        (0.80006, "not yet"),
        (0.79994, "not yet"),
        (0.80000000001, "right"),
    ],
)
def test_four_decimals_are_enough(answer, state):
    assert mark("dL_dy_pred", answer).state == state


def test_four_significant_digits_are_enough():
    large = second_example._replace(y_true=-1234.0)
    right = work_out(large)["L"]
    assert check(large, L=float(f"{right:.4g}"))["L"].state == "right"
    assert check(large, L=right * 1.001)["L"].state == "not yet"


def test_a_right_number_with_too_few_digits_is_nearly_there():
    found = mark("L", 0.3)
    assert (found.state, found.sentence) == (
        "rounded",
        "Right as far as it goes; give four digits.",
    )


def test_a_mistake_with_few_digits_is_named_too():
    found = mark("L", 0.6)
    assert (found.state, found.mistakes, found.made_at) == (
        *("not yet", ("1/2 left out of the loss",), ("L",)),
    )
    assert found.sentence == (
        "This is the number you get when the error is squared and left like that. "
        "What stands in front of the square in the formula of L?"
    )

    two = check(worked_example, dL_da_hidden=[0.08, 0.09])["dL_da_hidden"]
    assert two.mistakes == ("updated W2 used going back",)
    assert two.sentence.startswith("These are the numbers you get when W2 is updated first")


def test_digits_that_fit_a_mistake_as_well_are_asked_for():
    found = check(worked_example, dL_da_hidden=[0.1, 0.1])["dL_da_hidden"]
    assert (found.state, found.sentence) == (
        "rounded",
        "Too few digits to be sure. What are the first four?",
    )


def test_a_number_with_too_few_digits_is_gone_on_from():
    marks = check(worked_example, y_pred=1.2, L=0.02)
    assert [one.state for one in marks.marks] == ["rounded", "right method"]


def test_what_follows_from_a_right_but_rounded_number_is_right():
    """0.16004 is right for 0.16; three times it is not right for 0.48, but it follows."""
    for dW1 in ([[0.48012, 0], [0.32008, 0]], [[0.48, 0], [0.32, 0]]):
        assert repr(check(second_example, delta_hidden=[0.16004, 0], dW1=dW1)["dW1"]) == (
            "✓ dW1: right"
        )


def test_the_updated_W2_is_told_apart_on_the_worked_example():
    named = check(worked_example, dL_da_hidden=[0.078, 0.0932])["dL_da_hidden"]
    assert named.mistakes == ("updated W2 used going back",)


def test_right_work_on_an_own_slip_is_right_method():
    marks = check(second_example, z_hidden=[0.5, 1.1], a_hidden=[0.5, 1.1], y_pred=-0.97)
    assert [one.state for one in marks.marks] == ["not yet", "right method", "right method"]
    assert "your own z_hidden" in marks["y_pred"].sentence


def test_a_slip_is_followed_where_steps_between_are_missing():
    assert mark("y_pred", -0.97, z_hidden=[0.5, 1.1]).state == "right method"


def test_own_numbers_count_where_given_and_the_true_ones_elsewhere():
    """The own z leads to another a than the true one, which was used here; the own slope too."""
    found = mark("dW2", [0.35, 0], z_hidden=[0.6, -1.1], dL_dy_pred=0.7)
    assert found.state == "right method"
    assert mark("L", 0.845, z_hidden=[1, 2, 3], y_pred=0.3).state == "right method"


def test_an_own_answer_of_another_shape_is_no_measure_of_what_follows():
    own = {"delta_hidden": [[0.16, 0], [0, 0]]}
    assert "Only db1[1] is not right yet" in mark("db1", [0.16, 0.3], **own).sentence
    assert mark("db1", [0.16, 0.8], **own).sentence.startswith("At db1[1]: This is the number")
    assert mark("db1", 0.16, **own).sentence.startswith("db1 is 2 numbers; yours is one number.")
    assert mark("y_pred", 5, z_hidden=[1, 2, 3]).state == "not yet"
    assert mark("dW2", [-0.4, 0], z_hidden=[1, 2, 3]).mistakes == ("y_true - y_pred",)


def test_a_second_slip_is_named_on_the_own_numbers():
    second = mark("y_pred", -0.67, z_hidden=[0.5, 1.1], a_hidden=[0.5, 1.1])
    assert second.mistakes == ("b2 left out",)


def test_a_mistake_on_the_true_numbers_is_named_too():
    swapped = mark("y_pred", -0.65, z_hidden=[0.5, 1.1])
    assert swapped.mistakes == ("W2 swapped going forward",)


def test_a_right_number_that_does_not_follow_is_said_so():
    found = mark("a_hidden", [0.5, 0], z_hidden=[1.5, 1.1])
    assert found.state == "right"
    assert "does not follow from your z_hidden" in found.sentence


def test_an_unanswered_step_is_no_slip():
    assert mark("y_pred", -0.2, z_hidden=..., a_hidden=None).sentence == ""


def test_a_mistake_at_a_step_that_was_not_asked_is_found():
    both = mark("W2_new", [0.24, -0.7])
    assert both.mistakes == ("plus for minus", "y_true - y_pred")
    assert both.sentence == (
        "These are the numbers you get either when the step is added, or when y_pred is taken away "
        "from y_true at dL_dy_pred. The gradient points uphill. Which way should the step go? "
        "If y_pred rose a little, would the loss rise or fall, and which sign says so?"
    )
    asked = mark("W2_new", [0.24, -0.7], dL_dy_pred=0.8)
    assert asked.mistakes == ("plus for minus",)


def test_a_slip_at_a_step_that_was_not_asked_is_followed_from_there():
    """Once a mark has named it, the same sign in what follows is no new mistake."""
    marks = check(second_example, dW2=[-0.4, 0], db2=-0.8, b2_new=-0.22)
    assert marks["dW2"].mistakes == ("y_true - y_pred",)
    assert marks["dW2"].made_at == ("dL_dy_pred",)
    assert [marks[name].state for name in ("db2", "b2_new")] == ["right method"] * 2
    assert "your own dW2" in marks["b2_new"].sentence


def test_a_slip_at_a_step_that_was_not_asked_is_made_on_the_own_numbers():
    marks = check(second_example, z_hidden=[2.5, -1.1], dW2=[-3, 0], db2=-1.2)
    assert marks["dW2"].mistakes == ("y_true - y_pred",)
    assert marks["db2"].state == "right method"


def test_two_readings_stay_two_in_the_answers_that_follow():
    marks = check(second_example, W2_new=[0.24, -0.7], b2_new=-0.22)
    for one in marks.marks:
        assert one.mistakes == ("plus for minus", "y_true - y_pred")
        assert one.made_at == (one.quantity, "dL_dy_pred")


@pytest.mark.parametrize(
    "name, answer, earlier, mistake, step",
    [
        ("y_pred", 0.57, "a_hidden", "no ReLU", "a_hidden"),
        ("dW1", [[0.48, -1.68], [0.32, -1.12]], "delta_hidden", "no gate", "delta_hidden"),
        ("db1", [0.16, -0.56], "delta_hidden", "no gate", "delta_hidden"),
        ("W1_new", [[-0.348, -0.132], [0.4, -0.2]], "dW1", "dW1 transposed", "dW1"),
    ],
)
def test_an_earlier_number_that_is_not_the_own_one_is_seen(name, answer, earlier, mistake, step):
    """As with z taken for a: the row before is right, but it was not used."""
    found = mark(name, answer, **{earlier: TRUTH[earlier]})
    assert (found.mistakes, found.made_at) == ((mistake,), (step,))
    assert found.state == "not yet"
    lead = "This is the number you get" if name == "y_pred" else "These are the numbers you get"
    assert found.sentence == (
        f"{lead} when {MISTAKES[mistake].when} at {step}. "
        f"Your own {step} is another. Which one did you use here?"
    )


def test_a_lost_sign_or_an_order_is_said_as_such():
    """Though an earlier number with another sign, or in another order, would give it as well."""
    assert "the sign is the other one" in mark("dW2", [-0.4, 0], dL_dy_pred=0.8).sentence
    own = {"dL_da_hidden": [0.08, 0.096]}
    turned = check(worked_example, **own, delta_hidden=[0.096, 0.08])["delta_hidden"]
    assert "in another order" in turned.sentence


def test_a_mistake_in_one_entry_is_named_there():
    one = mark("z_hidden", [-0.1, -1.1])
    assert "b1 left out" in one.mistakes
    assert one.sentence.startswith("At z_hidden[0]: This is the number you get")
    two = check(worked_example, W1_new=[[0.108, 0.2096], [0.284, 0.3808]])["W1_new"]
    assert two.mistakes == ("plus for minus",)
    assert two.sentence.startswith("At new W1[0, 0] and new W1[0, 1]: These are the numbers you")
    assert two.state == "not yet"


@pytest.mark.parametrize(
    "name, answer, words",
    [
        ("z_hidden", [-0.5, 1.1], "The size is right, the sign is the other one. Which minus"),
        ("z_hidden", [-1.1, 0.5], "in another order. Which neuron does the first"),
        ("dW1", [[0.32, 0], [0.48, 0]], "in another order. Which input does each row"),
        ("dL_dy_pred", 8, "The digits are right, the decimal point is not. Roughly"),
        ("z_hidden", [1.5, -3.3], "Every entry is off by one and the same factor. Which factor"),
        ("z_hidden", [0.5, -1.3], "Only z_hidden[1] is not right yet. For each neuron:"),
        ("z_hidden", [0.5, 1.1], "Only z_hidden[1] is not right yet: the size is right, the sign"),
        ("z_hidden", [5, -1.1], "Only z_hidden[0] is not right yet: the digits are right, the"),
        ("dW1", [[0.48, 0], [0.31, 0]], "Only dW1[1, 0] is not right yet. Which input"),
        (
            "W1_new",
            [[-0.348, -0.1], [0.3, -0.2]],
            "Only new W1[1, 0] is not right yet. Which three",
        ),
        ("y_pred", 3.3, "None of the usual slips gives this number. Which weight"),
        ("z_hidden", [7, 9], "None of the usual slips gives these numbers. For each"),
        ("z_hidden", 0.5, "z_hidden is 2 numbers; yours is one number. For each"),
        ("dW1", [[0.48, 0]], "dW1 is 2 rows of 2 numbers; yours is 1 row of 2 numbers. Which"),
    ],
)
def test_else_the_kind_of_difference_is_said(name, answer, words):
    found = mark(name, answer)
    assert found.state == "not yet"
    assert words in found.sentence
    assert found.sentence.endswith("?")


def test_an_unknown_name_gets_a_sentence():
    assert repr(check(second_example, z_hiden=1)) == (
        "There is no quantity called “z_hiden”. Did you mean z_hidden?"
    )
    assert repr(check(second_example, problem=1)) == (
        f"There is no quantity called “problem”. The names are {', '.join(NAMES)}."
    )
    assert "“<b>”" in repr(check(second_example, **{"<b>": 1}))
    assert "&lt;b&gt;" in check(second_example, **{"<b>": 1})._repr_html_()


def test_nothing_to_check_gets_a_sentence():
    nothing = "Nothing to check yet. Which quantity have you worked out?"
    no_problem = "Which problem is this? Begin with it: check(second_example, ...)."
    assert repr(check(second_example)) == nothing
    assert repr(check()) == repr(check(y_pred=1)) == no_problem


def test_how_an_answer_was_read_is_said():
    assert repr(check(second_example, y_pred="-0,2")) == (
        "✓ y_pred: right. The comma was read as a decimal point."
    )
    assert mark("a_hidden", [[0.5], [0]]).sentence == "The column was read as one list."
    assert mark("y_pred", "one").state == "not read"
    assert mark("y_pred", "one").sentence.startswith("“one” is not read as numbers.")


def test_networks_of_other_shapes_are_marked_too():
    wide = Example(np.array([1.0, 2, 3]), second_example.parameters, 1, 0.1)
    assert "Which problem" in repr(check(wide, y_pred=1))
    from helpers.network import Parameters

    wide = Example(
        np.array([1.0, 2]), Parameters(np.ones((2, 3)), np.ones(3), np.ones(3), 1), 1, 0.1
    )
    assert {one.state for one in check(wide, **work_out(wide)).marks} == {"right"}
    assert check(wide, z_hidden=[3, 3, 3])["z_hidden"].mistakes[0] == "b1 left out"


def test_what_is_returned_cannot_be_changed():
    marks = check(second_example, y_pred=-0.2)
    with pytest.raises(FrozenInstanceError):
        marks.marks = ()
    with pytest.raises(FrozenInstanceError):
        marks["y_pred"].state = "not yet"


def test_the_page_says_the_state_by_word_symbol_and_colour():
    styled = '<span style="border-left:4px solid {};padding-left:8px;display:block;margin:4px 0">'
    expected = (
        '<div role="status">'
        + styled.format("#009E73")
        + '<span aria-hidden="true">✓ </span><code>y_pred</code>: <strong>right</strong></span>'
        + styled.format("#D55E00")
        + '<span aria-hidden="true">✗ </span><code>L</code>: <strong>not yet</strong>. '
        + check(second_example, y_pred=-0.2, L=3)["L"].sentence
        + '</span><span style="display:block">There is no quantity called “M”. The names are '
        + f"{', '.join(NAMES)}.</span></div>"
    )
    assert check(second_example, y_pred=-0.2, L=3, M=1)._repr_html_() == expected
    two_notes = check(second_example, M=1, N=2)
    lines = [f'<span style="display:block">{note}</span>' for note in two_notes.notes]
    assert two_notes._repr_html_() == f'<div role="status">{lines[0]}{lines[1]}</div>'
    assert check(second_example, L=3)["L"].html() in expected.replace("<code>L</code>: ", "")


SAMPLE = problems(18)


@pytest.mark.parametrize("decimals", [4, 6])
def test_every_mistake_is_named_and_no_right_answer_is_called_wrong(decimals):
    for example in SAMPLE:
        for alone in (False, True):
            found = {kind for *_, kind in outcomes(example, decimals, alone)}
            assert found <= {"named", "either/or", "no show"}
            assert right_answers_called(example, decimals, "right", alone=alone) == list(NAMES)


@pytest.mark.parametrize("decimals", [4, 6])
def test_one_slip_does_not_spoil_what_follows(decimals):
    for example in [*SAMPLE[:2], problem(3)]:
        for slip, unnamed, spoiled in follow_through(example, decimals):
            assert (unnamed, spoiled) == ([], []), slip


def test_a_sheet_with_gaps_is_followed_too():
    """Exact numbers, so that no rounding piles up over the empty rows."""
    chooser = Random(1)
    for example in [*SAMPLE[:2], problem(3)]:
        for row, found in with_gaps(example, chooser, decimals=9):
            assert found != "lost", row
