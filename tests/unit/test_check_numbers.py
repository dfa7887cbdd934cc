"""Protects paper that marks itself: right is never sent back, and no likely slip passes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.formatting import number
from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor.check_numbers import LAST, check_number, check_row
from helpers.tutor.problems import problem
from helpers.tutor.slips import likely

numbers = st.integers(-(10**8), 10**8).map(lambda whole: whole / 10**6)


def by_hand(answer, times):
    """The rule as it is printed, on what a pupil has written down."""
    total = 0
    for text, often in zip(answer, (1, 2, 3, 4), strict=False):
        sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
        whole, _, decimals = text.partition(".")
        decimals = (decimals + "0000")[:4]
        total += sign * often * (int(whole + decimals[:2]) + times * int(decimals[2:]))
    while total < 0:
        total += 1000
    return int(str(total)[-3:])


@given(st.lists(numbers, min_size=1, max_size=4), st.integers(2, 5))
def test_the_rule_is_the_one_that_is_printed(values, times):
    written = [f"{value:.6f}" for value in values]
    assert check_number(np.array(values), times) == by_hand(written, times)


def test_the_printed_examples():
    assert check_number(1.1742, 3) == 243
    assert check_number([0.8, -0.2375], 3) == 584


@pytest.mark.parametrize("chosen", [1, 3])
def test_right_is_right_and_no_likely_slip_is(chosen):
    example = problem(chosen)
    truth = work_out(example)
    values = {**given_values(example), **truth}
    for name in NAMES:
        row = check_row(example, name)
        written = [number(entry) for entry in np.ravel(truth[name])]
        assert by_hand(written, row.times) == row.right < LAST
        assert all(row.right not in numbers for numbers in row.hints.values())
        for place in likely(name):
            for slip in place.worked_out(values, QUANTITIES[name].shape):
                if np.all(np.isfinite(slip)) and not np.allclose(slip, truth[name]):
                    assert check_number(slip, row.times) != row.right, name
