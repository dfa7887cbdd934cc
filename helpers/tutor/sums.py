"""Sums as trees: worked out, entry by entry if there are lists in them, compared with results.

A tree is a number, a list of entries (see `writing`), or (operator, tree, tree).
"""

from functools import reduce

import numpy as np

from helpers.tutor.compare import same, written_decimals
from helpers.tutor.notation import MOST_NUMBERS, Unread

TOO_LARGE = "That number is far too large. Where does its decimal point belong?"
LARGEST = 1e9  # far beyond every result of a problem; keeps all later arithmetic finite
_OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "max": max,
}
CALLED = {  # what a function makes of its trees
    **dict.fromkeys(
        ("frac", "dfrac", "tfrac", "fraction", "rational"), lambda top, low: ("/", top, low)
    ),
    **dict.fromkeys(("max", "maximum"), lambda *trees: _folded("max", *trees)),
    "sum": lambda *trees: _folded("+", *trees),
    "dot": lambda one, other: ("@", one, other),
    "outer": lambda one, other: ("*", cells(one)[..., None], other),
    **dict.fromkeys(("pow", "power"), lambda tree, power: ("^", tree, power)),
    "sqrt": lambda tree: ("^", tree, 0.5),
    "abs": lambda tree: ("max", tree, negative(tree)),
    "relu": lambda tree: ("max", tree, 0.0),
    "round": lambda tree, *digits: tree,
    "transpose": lambda tree: cells(tree).T,
}


def bounded(value):
    """A number as a float; raises `Unread` unless it is one of a usual size."""
    if isinstance(value, complex) or value != value:
        raise Unread("That is “nan”, not a number: it comes from 0/0 or the like. Where?")
    if not -LARGEST <= value <= LARGEST:
        raise Unread(TOO_LARGE)
    return float(value)


def worked_out(tree):
    """The value of a tree: a number or an array. Raises `Unread` where there is none."""
    try:
        trees = cells(tree)
        return np.array([_value(one) for one in trees.flat]).reshape(trees.shape)[()]
    except ZeroDivisionError:
        raise Unread("A fraction cannot have 0 below the line. What stands there?") from None
    except OverflowError:
        raise Unread(TOO_LARGE) from None


def _value(tree):
    if not isinstance(tree, tuple):
        return tree
    operator, *parts = tree
    return bounded(_OPERATIONS[operator](*map(_value, parts)))


def cells(tree):
    """An array with a tree for each entry, in which each list is replaced by one of its numbers.

    tree: a tree, or such an array already. Raises `Unread` where the lists do not fit each other.
    """
    try:
        return _cells(tree)
    except ValueError:
        raise Unread("The rows are not equally long. How many numbers belong in each?") from None


def _cells(tree):
    if isinstance(tree, list):
        rows = [entry.working.tree if entry.working else entry.value for entry in tree]
        return np.stack([_cells(row) for row in rows])
    if not isinstance(tree, tuple):
        return _cell(tree)
    operator, *parts = tree[0], *map(_cells, tree[1:])
    if operator != "@":
        return _joined(operator, *parts)
    first, second = parts
    if first.shape[-1:] != second.shape[-2:][:1]:
        raise ValueError
    products = _joined("*", first if second.ndim < 2 else first[..., None], second)
    terms = np.moveaxis(products, -min(second.ndim, 2), 0)
    return _cell(reduce(lambda one, other: _joined("+", _cell(one), _cell(other)), terms))


def _joined(operator, *arrays):
    if np.broadcast(*arrays).size > MOST_NUMBERS:
        raise Unread("That makes very many numbers. Can the answer itself be written?")
    return _cell(np.frompyfunc(lambda *trees: (operator, *trees), len(arrays), 1)(*arrays))


def _cell(tree):
    """An array of one tree; an array as it is."""
    if isinstance(tree, np.ndarray):
        return tree
    found = np.empty((), dtype=object)
    found[()] = tree
    return found


def without_noise(value):
    """0.8 for 0.7999999999999999: the digits that the sum has on paper."""
    return np.vectorize(lambda number: float(f"{round(number, 13):.10g}"))(value)


def comes_to(worked, written, least=2):
    """Whether a worked value is the written one, rounded to `least` decimals, to four, or not."""
    if np.size(worked) != np.size(written):
        return False
    for exact, other in zip(np.ravel(worked), np.ravel(written), strict=True):
        digits = written_decimals(other)
        unit = 10.0**-digits if digits >= least else 0
        near = abs(exact - other) <= (unit if digits > 2 else unit / 2) + 1e-9
        if not near and not same(other, exact):
            return False
    return True


def is_plain(tree):
    """Whether nothing is worked out in it: a number, a fraction, or a list of such."""
    if isinstance(tree, (list, np.ndarray)):
        return all(map(is_plain, cells(tree).flat))
    numbers = tree[1:] if isinstance(tree, tuple) and tree[0] == "/" else (tree,)
    return all(isinstance(number, float) for number in numbers)


def numbers_of(tree):
    """The numbers that stand in a tree."""
    if isinstance(tree, tuple):
        return [number for part in tree[1:] for number in numbers_of(part)]
    return [tree]


def _folded(operator, *trees):
    """One tree of several, or of all the entries of one list."""
    trees = trees if len(trees) > 1 else cells(trees[0]).flat
    return reduce(lambda one, other: (operator, one, other), trees)


def negative(tree):
    """The tree with a minus before it."""
    return -tree if isinstance(tree, float) else ("*", -1.0, tree)
