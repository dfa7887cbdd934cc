"""Protects hints and solutions: three rungs without a result, then worked lines that hold."""

import re
from fractions import Fraction

import numpy as np
import pytest

from helpers.quantities import NAMES, hints, solution, work_out
from helpers.tutor.problems import problem
from helpers.worked_example import worked_example
from tests.examples import second_example
from tests.series import for_each

each_name = for_each("name", NAMES)


def problems():
    return [worked_example, second_example, *map(problem, range(1, 31))]


def come_to(working):
    """The exact value of a worked line's right-hand side."""
    python = working.replace("½", "1/2").replace("−", "-").replace("×", "*").replace("²", "**2")
    python = re.sub(r"(\d+(?:\.\d+)?)", r'Fraction("\1")', python).replace('**Fraction("2")', "**2")
    names = {"Fraction": Fraction, "max": max, "__builtins__": {}}
    return eval(python, names)


@each_name
def test_every_worked_line_holds_exactly(name):
    for example in problems():
        right = np.ravel(work_out(example)[name])
        lines = solution(example, name)
        assert len(lines) == right.size
        for line, value in zip(lines, right, strict=True):
            result = Fraction(line.result.replace("−", "-"))
            assert come_to(line.working) == result, str(line)
            assert float(result) == pytest.approx(value, abs=1e-12)


def test_a_solution_goes_on_from_the_learners_own_numbers():
    own = solution(second_example, "a_hidden", {"z_hidden": np.array([0.5, 1.1])})
    assert [line.result for line in own] == ["0.5", "1.1"]


@each_name
def test_hints_are_three_and_the_first_two_hold_no_number_of_the_problem(name):
    idea, formula, numbers = hints(second_example, name)
    assert "=" in formula
    assert not re.search(r"\d\.\d", idea + formula)
    assert idea.endswith(".")
    assert numbers.count("=") == np.size(work_out(second_example)[name])


@each_name
def test_no_hint_holds_a_result(name):
    """Only numbers that the problem gives, and the 1 and 0 of gates and formulas."""
    for example in problems():
        x, (W1, b1, W2, b2), y_true, rate = example
        given = {round(abs(float(n)), 9) for n in [*x, *W1.ravel(), *b1, *W2, b2, y_true, rate]}
        words = re.sub(r"[Wb][12]|\[[\d, ]+\]", "", hints(example, name)[2])
        written = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", words)}
        assert written <= given | {0, 1, 2}, words


def test_the_third_hint_writes_what_is_known_as_numbers():
    known = {"dL_dy_pred": 0.8, "a_hidden": np.array([0.5, 0])}
    assert hints(second_example, "dW2", known)[2] == "dW2[0] = 0.8 × 0.5\ndW2[1] = 0.8 × 0"
    assert hints(second_example, "dW2")[2] == "dW2[0] = dL/dy_pred × a₁\ndW2[1] = dL/dy_pred × a₂"
