"""Protects the planted bugs of 07: each shows in the check, and each answer gets its words."""

import numpy as np
import pytest

from helpers.gradient_check import relative_error
from helpers.network import backward, forward
from helpers.tutor.planted import CHOICES, SUSPECTS, backward_of, check_errors, confirm
from helpers.worked_example import sleeping_example
from tests.series import for_each

# Which gradients each suspect spoils, and what it makes of one, by hand on the sleeping example.
SPOILED = {
    "A": {"dW2": [-0.4, 0.1]},
    "B": {"dW1": [[-0.5, 0], [-1, 0]], "db1": [-0.5, 0], "dW2": [-0.8, 0], "db2": -1},
    "C": {"dW1": [[-0.25, -0.5], [0, 0]]},
    "D": {"dW1": [[-0.25, -0.3], [-0.5, -0.6]], "db1": [-0.25, -0.3]},
    "E": {"db1": [-0.5, -0.5]},
}


@for_each("suspect, spoiled", SPOILED.items())
def test_each_suspect_makes_its_mistake_and_the_check_finds_it_there(suspect, spoiled):
    x, parameters, y_true, _ = sleeping_example
    gradients = backward_of(suspect)(parameters, forward(parameters, x), y_true)
    for name, error in check_errors(backward_of(suspect)).items():
        assert error > 1e-3 if name in spoiled else error < 1e-8
        if name in spoiled:
            assert np.allclose(getattr(gradients, name), spoiled[name])


def test_the_right_backward_pass_is_no_suspect():
    assert all(error < 1e-8 for error in check_errors(backward).values())


def test_the_choices_hold_all_that_is_planted():
    assert set(SUSPECTS.values()) <= set(CHOICES)
    assert len(set(SUSPECTS.values())) == len(SPOILED)


def test_right_answers_are_confirmed_and_say_what_happened():
    lines = repr(confirm(**SUSPECTS)).splitlines()
    assert all(": right. Here " in line for line in lines)
    assert [line[:3] for line in lines] == [f"✓ {suspect}" for suspect in SUSPECTS]


@for_each("suspect", SUSPECTS)
def test_a_wrong_answer_gets_a_question_and_not_the_answer(suspect):
    for number in CHOICES:
        if number != SUSPECTS[suspect]:
            said = repr(confirm(**{suspect: number}))
            assert said.endswith("?")
            assert "right." not in said
            assert CHOICES[SUSPECTS[suspect]][2] not in said


@for_each("answer", [3.0, "3", "three", [3], np.int64(3)])
def test_a_number_is_read_as_everywhere(answer):
    assert SUSPECTS["A"] == 3
    assert repr(confirm(A=answer)) == repr(confirm(A=3))


@for_each("answer", [0, 9, -1, 1.5, True, "2 or 3", "1 3", None, [1, 3], float("nan"), "<b>"])
def test_anything_else_gets_a_sentence(answer):
    assert "from 1 to 8" in repr(confirm(A=answer))
    assert "<b>" not in confirm(A=answer)._repr_html_()


def test_no_answer_yet_and_no_such_suspect():
    assert repr(confirm(A=...)) == "… A: not answered yet"
    assert "no such suspect" in repr(confirm(F=1))
    with pytest.raises(ValueError, match="suspect must be one of A, B, C, D, E"):
        backward_of("F")


def test_relative_error_is_a_part_of_the_largest_number():
    assert relative_error([0, 3], [0, 4]) == 0.25
    assert relative_error([0, 0], [0, 0]) == 0
    assert relative_error(2.0, 1.0) == 0.5
    with pytest.raises(ValueError, match="gradient has shape"):
        relative_error([1, 2], [1])
