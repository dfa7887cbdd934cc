"""Protects what is said of a worked line: each of its numbers is held against the right one."""

import re

import numpy as np

from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor.answers import read
from helpers.tutor.marking import check
from helpers.tutor.problems import problem, your_turn
from helpers.worked_example import worked_example
from tests.series import for_each

NUMBER = re.compile(r"(?<![\d.₁₂])[0-9]+\.?[0-9]*")


def lines(example, name):
    """The working of each entry, as the solutions write it."""
    values = {**given_values(example), **work_out(example)}
    return [line.working for line in QUANTITIES[name].lines(values)]


@for_each("name", NAMES)
def test_the_solutions_own_lines_are_read_as_working_and_are_right(name):
    for example in [worked_example, *map(problem, range(1, 9))]:
        value = work_out(example)[name]
        written = lines(example, name)
        size = np.shape(value)[-1] if np.shape(value) else 1
        rows = [", ".join(written[i : i + size]) for i in range(0, len(written), size)]
        reading = read("\n".join(rows), np.shape(value))
        assert np.allclose(reading.value, value, rtol=1e-9, atol=1e-12), (reading, written)
        assert check(example, **{name: "\n".join(rows)})[name].state == "right"


@for_each("name", [name for name in NAMES if name != "a_hidden"])
def test_a_number_that_does_not_belong_into_the_line_is_asked_about(name):
    """Every number of the last line, exchanged for one that is nowhere near it."""
    asked, value, line = 0, work_out(worked_example)[name], lines(worked_example, name)[-1]
    for found in NUMBER.finditer(line):
        answer = np.ravel(value).astype(object)
        answer[-1] = f"{line[: found.start()]}7.31{line[found.end() :]}"
        answer = answer.reshape(np.shape(value)).tolist()
        mark = check(worked_example, **{name: answer})[name]
        if mark.state == "not yet":
            said = mark.sentence.replace("-7.31", "7.31")
            assert "7.31 in your working. " in said or "One part of your" in said, answer
            assert mark.sentence.endswith("?")
            asked += 1
    assert asked


@for_each(
    "quantity, line, words",
    [
        # The question says which number it asks for.
        (
            *("z_hidden", "1*0.1 + 2*0.2 + 0.1 = 0.6, 1*0.2 + 2*0.4 + 0.1 = 1.1"),
            "There is 0.2 in your working. Which weight goes from input 2 to neuron 1?",
        ),
        ("L", "1/2 * (1.2 - 1)^2 = 0.02", "There is 1.2 in your working. What is y_pred?"),
        ("L", "0.5*(1 - 1.6)^2 = 0.18", "There is 1.6 in your working. What is y_pred?"),
        (
            *("b1_new", "0.1 - 0.1*0.08, 0.2 - 0.1*0.096"),
            "There is 0.2 in your working. What is b1[1] before the step?",
        ),
        # The line may have any shape.
        ("y_pred", "0.8*0.5 + 1.1*0.6 + 0.2 = 1.26", "There is 0.2 in your working."),
        ("y_pred", "0.4 + 0.3 + 0.1 = 0.8", "There is 0.3 in your working. Which product is that"),
        ("y_pred", "1.06 + 0.2 = 1.26", "There is 0.2 in your working."),
        ("y_pred", "[0.8, 1.1] @ [0.5, 0.7] + 0.1 = 1.27", "There is 0.7 in your working."),
        # It may begin further up, or with factors that cancel.
        ("dL_dy_pred", "1/2 * 2 * (1.3 - 1) = 0.3", "There is 1.3 in your working."),
        ("delta_hidden", "0.16*0.4*1 = 0.064, 0.16*0.6*1 = 0.096", "0.4 in your working."),
        ("W2_new", "0.5 - 0.1*0.16*0.7 = 0.4888, 0.6 - 0.1*0.16*1.1 = 0.5824", "There is 0.7 in"),
        ("dW1", "np.outer([1, 3], [0.08, 0.096]) = [[0.08, 0.096], [0.24, 0.288]]", "There is 3 "),
        # Arithmetic that does not come out is no other slip.
        ("L", "0.0256/2 = 0.0182", "0.0256/2 does not come to that."),
        (
            *("y_pred", "0.5*0.8 = 0.4\n0.6*1.1 = 0.76\n0.4 + 0.76 + 0.1 = 1.26"),
            "0.6*1.1 does not come to that.",
        ),
        (
            *("y_pred", "0.5*0.8 + 0.6*1.1 + 0.1 = 1.61"),
            "0.5*0.8 + 0.6*1.1 + 0.1 does not come to that. Work it out once more?",
        ),
    ],
)
def test_the_wrong_number_of_a_line_or_its_arithmetic_is_asked_about(quantity, line, words):
    (mark,) = check(worked_example, **{quantity: line}).marks
    assert words in mark.sentence
    assert "does not come to that" not in words or mark.slips == ()


def test_a_result_that_is_right_to_four_digits_comes_out():
    """It is 3.10005: of the two, 3.1 is right and 3.2 is not."""
    for result, state in (("3.1", "right"), ("3.2", "not yet")):
        (mark,) = check(your_turn("02", "a"), L=f"1/2*(0.49 + 2)^2 = {result}").marks
        assert mark.state == state
        assert ("does not come to that" in mark.sentence) == (state == "not yet")


def test_a_line_from_the_learners_own_numbers_is_right():
    marks = check(worked_example, a_hidden=[0.6, 1.2], y_pred="0.5*0.6 + 0.6*1.2 + 0.2")
    assert "There is 0.2 in your working." in marks["y_pred"].sentence


def test_a_slip_is_named_where_the_working_shows_it_and_not_where_it_shows_another():
    shown, other = "0.8*0.6 + 1.1*0.5 + 0.1 = 1.13", "0.8*0.5 + 0.9*0.6 + 0.19 = 1.13"
    for line, named in ((shown, 1), (other, 0)):
        (mark,) = check(worked_example, y_pred=line).marks
        assert len(mark.slips) == named, mark
        assert ("in your working" in mark.sentence) == (not named)
