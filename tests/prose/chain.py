"""Equality chains, and the one question whether written digits show a value."""

import math
import re

import numpy as np

from tests.prose.formula import Formula, Unreadable, value_of

RELATION = re.compile(r"([=≈<>≤≥≠←])")


class Chain:
    """Sides joined by = (or ≈ before one rounded number); `holds` asks with changed numbers too.

    Raises Unreadable if a side cannot be read or another relation joins them.
    """

    def __init__(self, text, scenes):
        parts = RELATION.split(text.strip().rstrip(". "))
        self._scenes = scenes
        self.text, self.relations = " ".join(text.split()), parts[1::2]
        self.sides = [Formula(side) for side in parts[::2]]
        self.numbers = [number for side in self.sides for number in side.numbers]
        if set(self.relations) - {"=", "≈"}:
            raise Unreadable(f"{self.text}: only = and ≈ can be checked")

    @property
    def is_known(self):
        """Whether every side has a value in some scene."""
        return any(self._values(scene, self.numbers) for scene in self._scenes)

    def holds(self, numbers):
        """Whether it is true in some scene with these numbers in the places of its own."""
        given = [self._values(scene, numbers) for scene in self._scenes]
        return any(all(map(_relates, self.relations, v, v[1:])) for v in given if v)

    def _values(self, scene, numbers):
        """Each side's own numbers and value in a scene; empty if one has none."""
        numbers, found = list(numbers), []
        for side in self.sides:
            own = [numbers.pop(0) for _ in side.numbers]
            found.append((own, side.value(scene, own)))
        return found if all(value is not None for _, value in found) else []


def _relates(relation, left, right):
    (_, value), (numbers, other) = left, right
    if relation == "≈":
        is_number = len(numbers) == 1 and other == value_of(numbers[0])
        return is_number and shows(numbers[0], value, rounded=True)
    left, right = np.atleast_2d(value), np.atleast_2d(other)
    if left.shape != right.shape:
        return False
    pairs = zip(left.flat, right.flat, strict=True)
    return all(math.isclose(p, q, rel_tol=1e-10) for p, q in pairs)


def shows(written, value, rounded=False):
    """Whether a written number is `value` at the digits it shows.

    A number of less than four digits must be exact unless `rounded`.
    """
    mine, value = float(value_of(written)), float(value)
    if math.isclose(mine, value, rel_tol=1e-10):
        return True
    mantissa, _, power = written.replace("−", "-").partition("e")
    decimals = len(mantissa.partition(".")[2])
    digits = len(re.sub(r"\D", "", mantissa).lstrip("0"))
    if not decimals or (digits < 4 and not rounded):
        return False
    return abs(value - mine) <= 10.0 ** (int(power or 0) - decimals) / 2 * (1 + 1e-9)


def changes(number):
    """The number with each digit changed to each other digit, and with its minus left out.

    Digits that are not plain 0 to 9 are claimed (`claims.py`) and stay.
    """
    digits = [i for i, digit in enumerate(number) if digit in "0123456789"]
    for i in digits:
        others = "0123456789".replace(number[i], "")
        yield from (number[:i] + other + number[i + 1 :] for other in others)
    if digits and number[0] in "-−":
        yield number[1:]
