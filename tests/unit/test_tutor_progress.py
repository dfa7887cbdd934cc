"""Protects what counts as mastered, when the help fades, and what the tally says."""

import pytest

from helpers.tutor.marking import check
from helpers.tutor.progress import Progress, Try, next_blanks
from helpers.tutor.words import when
from helpers.worked_example import worked_example


def after(quantity, *tries):
    progress = Progress()
    for right, sleeping in tries:
        progress = progress.tried(quantity, right, sleeping)
    return progress.mastered()


AWAKE, ASLEEP, MISSED = (True, False), (True, True), (False, True)


@pytest.mark.parametrize(
    "quantity, tries, mastered",
    [
        ("z_hidden", [AWAKE], False),
        ("z_hidden", [AWAKE, AWAKE], True),
        ("z_hidden", [AWAKE, MISSED, AWAKE], False),
        ("z_hidden", [MISSED, AWAKE, ASLEEP], True),
        ("dW1", [AWAKE, AWAKE], False),
        ("dW1", [AWAKE, AWAKE, ASLEEP], True),
        ("a_hidden", [ASLEEP, AWAKE], True),
        ("delta_hidden", [ASLEEP, MISSED, AWAKE], False),
    ],
)
def test_two_right_first_tries_running_master_a_step(quantity, tries, mastered):
    assert (after(quantity, *tries) == [quantity]) is mastered


@pytest.mark.parametrize("quantity", ["a_hidden", "dW2", "delta_hidden", "dW1", "db1"])
def test_where_a_sleeping_neuron_matters_one_must_sleep(quantity):
    assert after(quantity, AWAKE, AWAKE) == []


@pytest.mark.parametrize("quantity", ["z_hidden", "y_pred", "L", "dL_dy_pred", "db2", "W2_new"])
def test_elsewhere_it_need_not(quantity):
    assert after(quantity, AWAKE, AWAKE) == [quantity]


@pytest.mark.parametrize(
    "blanks, results, expected",
    [
        (1, [], 1),
        (1, [True], 1),
        (1, [True, True], 2),
        (15, [True, True], 15),
        (5, [False, False], 4),
        (1, [False, False], 1),
        (5, [False, True], 5),
        (5, [False, True, True], 6),
    ],
)
def test_two_right_fade_the_help_and_two_wrong_restore_it(blanks, results, expected):
    tries = [Try("b2_new", right, False) for right in results]
    assert next_blanks(blanks, tries) == expected


def test_the_commonest_slip_is_counted():
    z = check(worked_example, z_hidden=[0.7, 1.0])["z_hidden"].slips
    L = check(worked_example, L=0.0256)["L"].slips
    progress = Progress().slipped(z).slipped(L)
    assert Progress().commonest() is None
    assert progress.slipped(L).commonest() == (when(L[0]), "L", 2)
