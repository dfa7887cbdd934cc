"""Protects the fresh problems: a number always gives the same one; wrong ideas show in it."""

import numpy as np
import pytest

from helpers.quantities import NAMES, work_out
from helpers.tutor.problems import (
    KINDS,
    TURNS,
    has_sleeping_neuron,
    passing,
    problem,
    your_turn,
)
from tests.examples import second_example
from tests.series import for_each

NUMBERS = range(1, 61)
ALL_TURNS = [(notebook, part) for notebook in TURNS for part in "abc"]
# x (2), W1 by rows (4), b1 (2), W2 (2), b2, y_true, learning rate
FIRST = {
    1: [2, 1, 0.6, 0.4, 0.6, 0.1, 0.4, 0.2, 0.2, 0.3, 0.8, 2, 0.1],
    2: [3, 2, -0.6, -0.8, 0.9, -0.6, 0.2, -0.3, -0.8, 0.3, 0.2, -2, 0.1],
    3: [4, 2, -0.8, 0.7, -0.5, -0.5, 0.8, -0.5, 0.8, -0.3, -0.4, -2, 0.1],
}


def literals(example):
    x, (W1, b1, W2, b2), y_true, rate = example
    return [*map(float, [*x, *W1.ravel(), *b1, *W2, b2, y_true, rate])]


@for_each("number", FIRST)
def test_a_number_gives_the_same_problem_in_every_python(number):
    assert literals(problem(number)) == FIRST[number]


@for_each("number", [0, -1, 10**6, 1.0, "17", True, None, [1]])
def test_any_other_number_is_refused_in_a_sentence(number):
    with pytest.raises(ValueError, match="a problem number is a whole number from 1 to 999,999"):
        problem.__wrapped__(number)


def decimals(value):
    return len(f"{value:.9f}".rstrip("0").partition(".")[2])


def test_the_numbers_are_short_enough_for_pen_and_paper_and_no_neuron_passes_on_its_own_weight():
    for example in [*map(problem, NUMBERS), *(your_turn(*turn) for turn in ALL_TURNS)]:
        truth = work_out(example)
        assert max(map(decimals, literals(example))) <= 2
        for name in NAMES[: NAMES.index("db1") + 1]:
            assert max(map(decimals, np.ravel(truth[name]))) <= 6, name
        assert (abs(truth["a_hidden"] - example.parameters.W2) > 1e-9).all()


def test_every_third_has_a_sleeping_neuron_and_every_third_has_none():
    for number in NUMBERS:
        kind = KINDS[number % 3]
        assert kind == "any" or has_sleeping_neuron(problem(number)) == (kind == "sleeping")


def test_no_likely_slip_gives_the_right_number():
    assert [number for number in NUMBERS if any(passing(problem(number)))] == []
    assert "dL_da_hidden" in repr([*passing(second_example)]), "it does not tell max(signal, 0)"


def test_the_turns_have_networks_of_their_own():
    turns = [literals(your_turn(*turn)) for turn in ALL_TURNS]
    others = [literals(problem(number)) for number in NUMBERS] + [literals(second_example)]
    assert all(turns.count(one) == 1 and one not in others for one in turns)
    for turn in (("11", "a"), ("06", "a"), ("07", "d")):
        with pytest.raises(ValueError, match="a turn is a notebook"):
            your_turn(*turn)


def test_in_07_nobody_sleeps_then_neuron_2_then_the_kink_lies_between_the_nudges():
    turns = [work_out(your_turn("07", part)) for part in "abc"]
    asleep = [np.argwhere(values["z_hidden"] < 0).tolist() for values in turns]
    assert asleep == [[], [[0, 1], [1, 1], [2, 1]], [[0, 0]]]
    for values in turns:
        assert max(map(decimals, values["losses"])) <= 4


def test_in_08_a_neuron_sleeps_in_one_row_and_in_10_in_the_first_layer():
    batches = [work_out(your_turn("08", part))["z_hidden"] for part in "abc"]
    for z in (*batches, work_out(your_turn("10", "d"))["z_first"]):
        assert (z < 0).sum() == 1
