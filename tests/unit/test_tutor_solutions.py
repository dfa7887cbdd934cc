"""Protects hints and solutions: three rungs without a result, then worked lines that hold."""

import re
from fractions import Fraction

import numpy as np
import pytest

from helpers.quantities import NAMES, hints, solution, work_out
from helpers.tutor.problems import problem
from helpers.worked_example import worked_example
from tests.examples import second_example


def problems():
    return [worked_example, second_example, *map(problem, range(1, 31))]


# What the first two rungs of each step speak of.
RUNGS = {
    "z_hidden": ("weighs every input", "z₁ = x₁ × W1[0, 0] + x₂ × W1[1, 0] + b1[0]. For neuron 1"),
    "a_hidden": ("ReLU lets", "a₁ = max(z₁, 0)."),
    "y_pred": ("The output neuron", "y_pred = a₁ × W2[0] + a₂ × W2[1] + b2."),
    "L": ("half the square", "L = ½ × (y_pred − y_true)²."),
    "dL_dy_pred": ("loss rise when y_pred rises", "dL/dy_pred = y_pred − y_true"),
    "dW2": ("A weight of W2", "dW2[0] = dL/dy_pred × a₁."),
    "db2": ("b2 is added", "db2 = dL/dy_pred × 1."),
    "dL_da_hidden": ("through its own weight in W2", "dL/da₁ = dL/dy_pred × W2[0]."),
    "delta_hidden": ("The gate", "δ₁ = dL/da₁ × gate₁."),
    "dW1": ("A weight of W1", "dW1[0, 0] = δ₁ × x₁."),
    "db1": ("A bias of b1", "db1[0] = δ₁ × 1."),
    "W1_new": ("downhill", "new W1[0, 0] = W1[0, 0] − learning_rate × dW1[0, 0]."),
    "b1_new": ("downhill", "new b1[0] = b1[0] − learning_rate × db1[0]."),
    "W2_new": ("downhill", "new W2[0] = W2[0] − learning_rate × dW2[0]."),
    "b2_new": ("downhill", "new b2 = b2 − learning_rate × db2"),
}


def come_to(working):
    """The exact value of a worked line's right-hand side."""
    python = working.replace("½", "1/2").replace("−", "-").replace("×", "*").replace("²", "**2")
    python = re.sub(r"(\d+(?:\.\d+)?)", r'Fraction("\1")', python).replace('**Fraction("2")', "**2")
    names = {"Fraction": Fraction, "max": max, "__builtins__": {}}
    return eval(python, names)


@pytest.mark.parametrize("name", NAMES)
def test_every_worked_line_holds_exactly(name):
    for example in problems():
        right = np.ravel(work_out(example)[name])
        lines = solution(example, name)
        assert len(lines) == right.size
        for line, value in zip(lines, right, strict=True):
            result = Fraction(line.result.replace("−", "-"))
            assert come_to(line.working) == result, str(line)
            assert float(result) == pytest.approx(value, abs=1e-12)


def test_a_worked_line_reads_like_the_notebooks():
    assert str(solution(second_example, "z_hidden")[0]) == ("z₁ = 3 × (−0.3) + 2 × 0.4 + 0.6 = 0.5")
    assert str(solution(second_example, "W1_new")[2]) == "new W1[1, 0] = 0.4 − 0.1 × 0.32 = 0.368"


def test_a_solution_goes_on_from_the_learners_own_numbers():
    own = solution(second_example, "a_hidden", {"z_hidden": np.array([0.5, 1.1])})
    assert [line.result for line in own] == ["0.5", "1.1"]


@pytest.mark.parametrize("name", NAMES)
def test_hints_are_three_and_the_first_two_hold_no_number_of_the_problem(name):
    idea, formula, numbers = hints(second_example, name)
    assert RUNGS[name][0] in idea
    assert formula.startswith(RUNGS[name][1])
    assert not re.search(r"\d\.\d", idea + formula)
    assert idea.endswith(".")
    assert numbers.count("=") == np.size(work_out(second_example)[name])


@pytest.mark.parametrize("name", NAMES)
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
