"""Protects the fifteen records: they agree with the network, for any shapes, and can be edited.

Hints are three rungs without a result; worked lines hold exactly.
"""

import re
from fractions import Fraction

import numpy as np
import pytest

from helpers.formulas import Number, Value, mean, places, shaped, total
from helpers.network import Parameters
from helpers.quantities import NAMES, QUANTITIES, given_values, hints, solution, work_out
from helpers.tutor.problems import problem
from helpers.worked_example import Example, worked_example
from tests.examples import EXAMPLES, our_step, second_example
from tests.series import for_each

random = np.random.default_rng(3).normal
WIDE = Example(
    random(size=3), Parameters(random(size=(3, 4)), random(size=4), random(size=4), 0.7), 0.5, 0.2
)
each_name = for_each("name", NAMES)


@for_each("example", [*EXAMPLES, WIDE])
def test_the_formulas_give_what_the_network_gives(example):
    expected = our_step(example)
    values = work_out(example)
    for name in NAMES:
        assert np.shape(values[name]) == np.shape(expected[name])
        assert np.allclose(values[name], expected[name], rtol=1e-14, atol=0), name


def test_a_formula_is_the_same_after_each_place_was_put_back():
    for record in QUANTITIES.values():
        for node, _, put in places(record.formula):
            assert put(node) == record.formula
            assert put(Number(value=7.5)) != record.formula


def test_an_axis_in_front_works_out_many_at_once():
    """As when a hundred suppositions about an earlier value are followed through."""
    values = {**given_values(WIDE), **work_out(WIDE)}
    many = {**values, "z_hidden": np.stack([values["z_hidden"], -values["z_hidden"]])}
    for name in ("a_hidden", "y_pred", "L", "dL_dy_pred", "dW2", "W2_new"):
        many[name] = QUANTITIES[name].worked_out(many)
        assert np.allclose(many[name][0], values[name], rtol=1e-14), name
    assert many["W2_new"].shape == (2, 4)


def test_a_batch_and_its_mean_are_written_in_the_same_language():
    x, b = Value(name="x")["ni"], Value(name="b")
    formula = mean(total(x, "i") + b, "n")
    values = {"x": np.array([[1.0, 2], [3, 5]]), "b": 1.0, "n": 2, "i": 2}
    assert shaped(formula, (), values) == 6.5
    assert formula.text(values, {}, 4, True) == "(1 + 2 + 1 + 3 + 5 + 1) / 2"


def test_what_is_not_known_is_written_by_name_and_the_rest_as_in_the_notebooks():
    line = QUANTITIES["z_hidden"].line({"i": 2}, (1,))
    assert str(line) == "z₂ = x₁ × W1[0, 1] + x₂ × W1[1, 1] + b1[1]"
    values = {**given_values(worked_example), **work_out(worked_example)}
    assert QUANTITIES["delta_hidden"].factors(values, (0,)) == (("dL/da₁", "0.08"), ("gate₁", "1"))
    assert QUANTITIES["dW1"].rate_words((1, 0)) == ("z₁", "W1[1, 0]")
    lines = solution(second_example, "z_hidden")[0], solution(second_example, "W1_new")[2]
    assert str(lines[0]) == "z₁ = 3 × (−0.3) + 2 × 0.4 + 0.6 = 0.5"
    assert str(lines[1]) == "new W1[1, 0] = 0.4 − 0.1 × 0.32 = 0.368"


# Hints and worked lines


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
    assert idea == QUANTITIES[name].idea
    assert formula.startswith(f"{QUANTITIES[name].lines({'i': 2, 'j': 2})[0].label} = ")
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
