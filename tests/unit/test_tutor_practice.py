"""Protects what counts as half a tick and a tick, when a row comes back, and what is asked."""

from datetime import date, timedelta
from itertools import count

from helpers.quantities import NAMES, QUANTITIES
from helpers.tutor.practice import DAYS, Progress, Try
from tests.series import for_each

TODAY = date(2026, 3, 1)


def tried(progress, one):
    return Progress((*progress.tries, one))


# (row, its tries, ticks after them): r is right, w is wrong, s is right with a neuron asleep.
TICKS = [
    *[("L", "r", 0.5), ("L", "rr", 1), ("L", "rw", 0), ("L", "rwr", 0.5), ("L", "rrw", 1)],
    *[("L", "rrwrw", 1), ("L", "rrww", 0), ("dW1", "rr", 0.5), ("dW1", "rrs", 1)],
    *[("dW1", "sr", 1), ("dW1", "swrr", 0.5)],
]


@for_each("row, tries, ticks", TICKS)
def test_two_right_give_a_tick_and_two_wrong_take_it(row, tries, ticks):
    progress = Progress()
    for number, one in enumerate(tries):
        progress = tried(progress, Try(row, number, TODAY, one in "rs", one == "s"))
    assert progress.standings[row].ticks == ticks


def learn(progress, number, today, right=lambda row: True):
    """One guided problem, every row that it asks answered."""
    for row in progress.to_ask(today):
        progress = tried(progress, Try(row, number, today, right(row), number % 3 == 0))
    return progress


@for_each("right_in_a_row, problems", [(10_000, 6), (4, 20)])
def test_every_row_has_its_tick_after_six_problems_or_with_mistakes_some_more(
    right_in_a_row, problems
):
    progress, number, answers = Progress(), 0, count(1)

    def right(row):
        return next(answers) % (right_in_a_row + 1) != 0

    while len(progress.ticked()) < len(NAMES):
        number += 1
        while progress.needs_sleep() and number % 3:
            number += 1
        progress = learn(progress, number, TODAY, right)
    assert len({one.problem for one in progress.tries}) <= problems


def test_a_row_with_a_tick_is_given_away_and_comes_back_after_1_7_and_30_days():
    progress, number = Progress(), 0
    while progress.to_ask(TODAY):
        number += 3
        progress = learn(progress, number, TODAY)
    day, came_back = TODAY, []
    while len(came_back) < 4:
        day += timedelta(days=1)
        if progress.to_ask(day):
            assert progress.to_ask(day) == list(NAMES)
            came_back.append(day)
            number += 3
            progress = learn(progress, number, day)
    gaps = [(b - a).days for a, b in zip([TODAY, *came_back], came_back, strict=False)]
    assert gaps == [*DAYS, DAYS[-1]]


def test_a_guided_problem_asks_twice_as_many_after_one_without_a_fault_and_half_after_two():
    first = Progress()
    more = learn(first, 1, TODAY)
    assert first.to_ask(TODAY) == list(NAMES[-4:])
    assert more.to_ask(TODAY) == list(NAMES[-8:])
    fewer = learn(first, 1, TODAY, right=lambda row: False)
    assert fewer.to_ask(TODAY) == list(NAMES[-2:])


def test_a_row_that_waits_for_a_sleeping_neuron_says_so():
    rows = [row for row in NAMES if QUANTITIES[row].sleeping]
    for row in NAMES:
        progress = Progress((Try(row, 1, TODAY, True, False),))
        assert progress.needs_sleep() is (row in rows)


def test_a_practice_file_tells_the_progress_and_spoiled_lines_are_passed_over():
    good = {"row": "L", "problem": 3, "day": "2026-03-01", "first": True, "asleep": True}
    good["slips"] = [["the ½", "L"]]
    spoiled = [{**good, key: value} for key in good for value in ("M", None, [[]], {1: 2}, 7.5)]
    spoiled += [{key: good[key] for key in good if key != lost} for lost in list(good)[:-1]]
    tries = Progress.of([good, *spoiled, {}]).tries
    assert tries == (Try("L", 3, TODAY, True, True, (("the ½", "L"),)),)


def test_the_commonest_slip_is_one_made_twice_at_a_row_without_a_tick():
    def slip(row, words):
        return Try(row, 1, TODAY, False, False, ((words, row),))

    once = Progress((slip("z_hidden", "b1"), slip("L", "the gate")))
    twice = tried(once, slip("L", "the gate"))
    ticked = Progress((*twice.tries, *2 * [Try("L", 2, TODAY, True, False)]))
    assert once.commonest() is None
    assert twice.commonest() == ("the gate", "L", 2)
    assert ticked.commonest() is None


def test_mixed_practice_asks_more_of_what_failed_lately():
    wrong = Try("dW1", 1, TODAY, False, False)
    weights = Progress((wrong, wrong)).weights()
    assert weights["dW1"] > weights["L"] > 0
