"""Protects how answers are compared: right, rounded, or different in some kind of way."""

import pytest

from helpers.tutor.compare import difference, rounded, same


@pytest.mark.parametrize(
    "answer, target, right",
    [
        (0.16004, 0.16, True),
        (0.16006, 0.16, False),
        (0.00004, 0, True),
        (0.00006, 0, False),
        (1234.9, 1234.5, True),
        (1235.1, 1234.5, False),
        (12.355, 12.35, True),
        (12.3551, 12.35, False),
        ([0.5, 0], [0.5, 0], True),
        ([0.5, 0.1], [0.5, 0], False),
        ([0.5], 0.5, False),
    ],
)
def test_four_decimals_or_four_digits_are_the_same(answer, target, right):
    assert same(answer, target) is right


@pytest.mark.parametrize(
    "answer, target, nearly",
    [
        (0.2, 0.16, True),
        (0.1, 0.16, False),
        (0.2, 0.25, True),
        (0.17, 0.1651, True),
        (0.16, 0.1651, False),
        (0.165, 0.16584, True),
        (0.166, 0.16584, True),
        (0.164, 0.16584, False),
        (0.1658, 0.16589, True),
        (0.1657, 0.16589, False),
        (0.16580, 0.16581, True),
        (0.16582, 0.16589, False),
        (1, 1.2, False),
        (0.0, 0.01, False),
        (1.0, 1.01, True),
        ([0.1, 0.0], [0.08, 0.01], True),
        ([0.1, 0.1], 0.1, False),
    ],
)
def test_what_was_rounded_or_cut_to_few_decimals_is_nearly_the_same(answer, target, nearly):
    assert rounded(answer, target) is nearly


TARGET = [[0.1, 0.2], [0.3, 0.4]]


@pytest.mark.parametrize(
    "answer, target, kind",
    [
        (-2, 2, "sign"),
        ([1, -2], [-1, 2], "sign"),
        ([2, 1], [1, 2], "order"),
        ([[0.3, 0.4], [0.1, 0.2]], TARGET, "order"),
        ([[0.2, 0.1], [0.4, 0.3]], TARGET, "order"),
        ([[0.4, 0.3], [0.2, 0.1]], TARGET, "order"),
        ([[0.1, 0.3], [0.2, 0.4]], TARGET, "order"),
        *[(2 * 10.0**power, 2, "point") for power in (-3, -2, -1, 1, 2, 3)],
        *[(2 * 10.0**power, 2, "") for power in (-4, 4)],
        ([3, -6], [1, -2], "factor"),
        ([0.5, 1], [1, 2], "factor"),
        ([0, 3, -6], [0, 1, -2], "factor"),
        ([0, 2], [1, 2], "one entry"),
        ([1, 5], [1, 2], "one entry"),
        ([5, 6], [1, 2], ""),
        (5, 2, ""),
        (0, 2, ""),
        ([0, 0], [1, 2], ""),
    ],
)
def test_the_kind_of_difference(answer, target, kind):
    assert difference(answer, target) == kind
