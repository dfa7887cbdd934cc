"""Protects how answers are compared: right, rounded, or different in some kind of way."""

import numpy as np

from helpers.tutor.compare import difference, rounded, same
from tests.series import for_each

TARGETS = [0.16, 0.0128, -0.33584, 1.05746816, 12.35, 1234.5, 0]


@for_each("target", TARGETS)
def test_four_decimals_or_four_digits_are_the_same(target):
    unit = 1e-4 if abs(target) < 1 else 10.0 ** (len(f"{abs(target):.0f}") - 4)
    for sign in (1, -1):
        assert same(target + sign * 0.49 * unit, target)
        assert not same(target + sign * 0.51 * unit, target)
        assert same([1, target + sign * 0.49 * unit], [1, target])
        assert not same([1, target + sign * 0.51 * unit], [1, target])
    assert not same([target], target)


# answer, target: a 0.165 is cut from 0.16584, and a 0.0 stands for 0.00.
NEARLY = [
    *[(0.2, 0.16), (0.2, 0.25), (0.17, 0.1651), (0.166, 0.16584), (0.1658, 0.16581), (1.0, 1.01)],
    *[(0.165, 0.16584), (0.1658, 0.16589), ([0.1, 0.0], [0.08, 0.01])],
]
NOT_NEARLY = [
    *[(0.1, 0.16), (0.16, 0.1651), (0.164, 0.16584), (0.1657, 0.16589), (0.16582, 0.16589)],
    *[(1, 1.2), (0.0, 0.01), ([0.1, 0.1], 0.1)],
]


def test_what_was_rounded_or_cut_to_few_decimals_is_nearly_the_same():
    assert [pair for pair in NEARLY if not rounded(*pair)] == []
    assert [pair for pair in NOT_NEARLY if rounded(*pair)] == []


TARGET = np.array([[0.1, 0.2], [0.3, 0.4]])
KINDS = {
    "sign": [lambda v: -v],
    "order": [np.fliplr, np.flipud, np.transpose, lambda v: v[::-1, ::-1]],
    "point": [lambda v, power=power: v * 10.0**power for power in (-3, -2, -1, 1, 2, 3)],
    "factor": [lambda v: 3 * v, lambda v: v / 2, lambda v: -2 * v],
    "one entry": [lambda v: v + np.eye(2) * [1, 0], lambda v: v * [[1, 1], [1, 0]]],
    "": [lambda v: v + 1, np.zeros_like, lambda v: v * 10.0 ** -np.arange(2)],
}


@for_each("kind", KINDS)
def test_the_kind_of_difference(kind):
    for change in KINDS[kind]:
        assert difference(change(TARGET), TARGET) == kind


def test_the_kind_of_difference_of_one_number():
    kinds = {-2: "sign", 20: "point", 0.002: "point", 20_000: "", 5: "", 0: ""}
    assert {answer: difference(answer, 2) for answer in kinds} == kinds
