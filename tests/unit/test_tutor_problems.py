"""Protects the fresh problems: a number always gives the same one; every mistake shows in it."""

from fractions import Fraction

import numpy as np
import pytest

from helpers.quantities import NAMES, work_out
from helpers.tutor.mistakes import MISTAKES, NEGATIVE, SLEEPING
from helpers.tutor.problems import KINDS, cannot_show, clashes, has_sleeping_neuron, problem
from helpers.worked_example import second_example, worked_example
from tests.unit.first_problems import FIRST_PROBLEMS

NUMBERS = range(1, 151)


def literals(example):
    x, (W1, b1, W2, b2), y_true, rate = example
    return [*map(float, [*x, *W1.ravel(), *b1, *W2, b2, y_true, rate])]


def test_the_first_fifty_are_the_same_in_every_python():
    assert [literals(problem(number)) for number in range(1, 51)] == FIRST_PROBLEMS


@pytest.mark.parametrize("number", [0, -1, 10**6, 1.0, "17", True, None, [1]], ids=repr)
def test_any_other_number_is_refused_in_a_sentence(number):
    with pytest.raises(ValueError, match="a problem number is a whole number from 1 to 999,999"):
        problem(number)


def decimals(value):
    fraction = Fraction(repr(round(float(value), 9)))
    return next(places for places in range(10) if (fraction * 10**places).denominator == 1)


def test_the_numbers_are_short_enough_for_pen_and_paper():
    for number in NUMBERS:
        example = problem(number)
        truth = work_out(example)
        assert max(map(decimals, literals(example))) <= 2
        for name in NAMES[: NAMES.index("db1") + 1]:
            assert max(map(decimals, np.ravel(truth[name]))) <= 6, (number, name)


def test_every_third_has_a_sleeping_neuron_and_every_third_has_none():
    for number in NUMBERS:
        kind = KINDS[number % 3]
        assert kind == "any" or has_sleeping_neuron(problem(number)) == (kind == "sleeping")


@pytest.mark.parametrize("example", [worked_example, second_example], ids=["worked", "second"])
def test_no_two_mistakes_look_alike_in_the_examples(example):
    assert clashes(example) == []


def test_no_two_mistakes_look_alike_in_a_fresh_problem():
    assert [number for number in NUMBERS if clashes(problem(number))] == []


def test_a_mistake_may_stay_hidden_only_where_what_it_needs_is_lacking():
    for number in NUMBERS:
        for _, title in cannot_show(problem(number)):
            needs = MISTAKES[title].needs
            assert needs in (SLEEPING, NEGATIVE)
            asleep = has_sleeping_neuron(problem(number))
            assert not asleep if needs == SLEEPING else work_out(problem(number))["y_pred"] > 0


def test_the_second_example_is_not_among_them():
    own = literals(second_example)
    assert all(literals(problem(number)) != own for number in NUMBERS)
