"""How an answer compares with a number: the same, rounded, or different in some kind of way."""

from decimal import Decimal
from math import floor, log10

import numpy as np

DECIMALS = 4  # an answer right to 4 decimals or to 4 significant digits is right


def same(answer, target):
    """Whether an answer has the target's shape and every entry is right to four digits."""
    return np.shape(answer) == np.shape(target) and all(
        abs(a - t) <= allowed(t) for a, t in _entries(answer, target)
    )


def rounded(answer, target):
    """Whether an answer is the target, rounded or cut to the few decimals that are written."""
    decimals = max(map(written_decimals, np.ravel(answer)))
    if not np.any(answer):  # a bare 0 says little: it stands for 0.00
        decimals = 2
    if np.shape(answer) != np.shape(target) or decimals > DECIMALS:
        return False
    unit = 10.0**-decimals
    allowed = unit / 2 if decimals < 3 else unit
    return all(abs(a - t) <= allowed * (1 + 1e-6) for a, t in _entries(answer, target))


def differing(answer, target):
    """The positions at which an answer of the right shape is not right: a list of index tuples."""
    return [
        index
        for index in np.ndindex(np.shape(target))
        if not same(np.asarray(answer)[index], np.asarray(target)[index])
    ]


def written_decimals(value):
    """How many decimals a number has as Python writes it: 2 for 0.16, 1 for 3.0."""
    return -Decimal(repr(float(value))).as_tuple().exponent


def difference(answer, target):
    """The kind of difference between an answer and the right numbers, of the same shape.

    Returns "sign", "order", "point" (the decimal point), "factor", "one entry" or "".
    """
    answer, target = np.asarray(answer), np.asarray(target)
    if not answer.any() or not target.any():
        return ""
    if same(-answer, target):
        return "sign"
    if any(same(other, target) for other in _other_orders(answer)):
        return "order"
    if any(same(answer * 10.0**power, target) for power in (-3, -2, -1, 1, 2, 3)):
        return "point"
    if np.count_nonzero(target) > 1 and _one_factor(answer, target):
        return "factor"
    return "one entry" if target.size > 1 and len(differing(answer, target)) == 1 else ""


def _other_orders(values):
    """The same numbers in the orders that people mix up: backwards, by rows, by columns."""
    if values.ndim == 1:
        return [values[::-1]]
    if values.ndim == 2:
        return [values[::-1], values[:, ::-1], values[::-1, ::-1], values.T]
    return []


def _one_factor(answer, target):
    biggest = np.unravel_index(np.argmax(np.abs(target)), target.shape)
    return abs(answer[biggest]) > 1e-6 and same(
        answer * (target[biggest] / answer[biggest]), target
    )


def allowed(target):
    """How far a right answer may be from a number."""
    significant = 10.0 ** (floor(log10(abs(target))) - 3) if target else 0
    return max(10.0**-DECIMALS, significant) / 2 * (1 + 1e-6)


def _entries(answer, target):
    return list(zip(np.ravel(answer), np.ravel(target), strict=True))
