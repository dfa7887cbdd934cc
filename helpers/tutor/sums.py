"""Sums as people write them: read from tokens as a tree, worked out, compared with their result.

A tree is a number, a list of entries (see `writing`), or (operator, tree, tree).
"""

import re
from decimal import Decimal
from functools import reduce

import numpy as np

from helpers.tutor.compare import written_decimals
from helpers.tutor.notation import MOST_NUMBERS, Token, Unread, parted

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
_WRAPPERS = (
    r"\w*(array|tensor|matrix|vector|series|frame|decimal)|mat|vec|list|tuple|dict|constant|c|rbind"
    r"|r?print|str|s|integer|mpf|(float|double|int)\d*"
)
_CALLED = {  # what a function makes of its trees
    "frac": lambda top, low: ("/", top, low),
    "max": lambda *trees: _folded("max", *trees),
    "sum": lambda *trees: _folded("+", *trees),
    "dot": lambda one, other: ("@", one, other),
    "outer": lambda one, other: ("*", cells(one)[..., None], other),
    "pow": lambda tree, power: ("^", tree, power),
    "sqrt": lambda tree: ("^", tree, 0.5),
    "abs": lambda tree: ("max", tree, _negative(tree)),
    "relu": lambda tree: ("max", tree, 0.0),
    "round": lambda tree, *digits: tree,
    "transpose": lambda tree: cells(tree).T,
}
_FRACTIONS = ("fraction", "rational", "dfrac", "tfrac")
_ALSO = {"maximum": "max", "power": "pow", **dict.fromkeys(_FRACTIONS, "frac")}
_HARMLESS = r"T|transpose|to_?\w+|copy|item|numpy|detach|reshape|flatten|ravel|squeeze|round|astype"


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
    """Whether a worked value is the written one, which may be rounded to `least` digits or more."""
    if np.size(worked) != np.size(written):
        return False
    for exact, other in zip(np.ravel(worked), np.ravel(written), strict=True):
        digits = written_decimals(other)
        unit = 10.0**-digits if digits >= least else 0
        if abs(exact - other) > (unit if digits > 2 else unit / 2) + 1e-9:
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


class SumReader:
    """Reads one sum of products from tokens; `at` is then the position after it.

    entries: reads what stands in brackets as a list of entries.
    """

    def __init__(self, pieces, at, entries):
        self.pieces, self.at, self.entries = pieces, at, entries

    def tree(self):
        """The tree of the sum that begins here; raises `Unread` if there is none."""
        tree = self._product()
        while operator := self._take("+", "-"):
            tree = (operator, tree, self._product())
        return tree

    def _next(self):
        return self.pieces[self.at] if self.at < len(self.pieces) else Token("end", "", 0, 0)

    def _take(self, *signs):
        token = self._next()
        found = token.text if token.kind == "sign" and token.text in signs else ""
        self.at += bool(found)
        return found

    def _product(self):
        tree = self._signed()
        while True:
            token = self._next()
            if operator := self._take("*", "/", "@"):
                tree = _scientific(operator, tree, self._signed())
            elif token.text == "(" and token.inside and not isinstance(tree, list):
                if is_remark(token) or any(part.text in ",;|\n" for part in token.inside):
                    return tree
                apart = self.pieces[self.at - 1].end < token.start and is_plain(tree)
                factor = self._power()
                alike = apart and comes_to(*map(worked_out, (factor, tree)))
                if alike and is_plain(factor) and not isinstance(tree, float):
                    continue  # 4/5 (0.8)
                alone = is_plain(factor) and self._next().text not in tuple("=+-*/^(")
                if apart and (alone or (alike and not is_plain(factor))):
                    raise Unread("Is the bracket a factor, or a remark?")
                tree = ("*", tree, factor)
            else:
                return tree

    def _signed(self):
        minus = False
        while sign := self._take("+", "-"):
            minus ^= sign == "-"
        return _negative(self._power()) if minus else self._power()

    def _power(self):
        tree = self._atom()
        if self._take("^"):
            minus = self._take("+", "-") == "-"
            tree = ("^", tree, _negative(self._atom()) if minus else self._atom())
        return tree

    def _atom(self):
        token = self._next()
        self.at += 1
        if token.kind == "number":
            top, _, bottom = token.text.replace("¯", "-").partition("⁄")
            value = bounded(worked_out(("/", float(top), float(bottom or 1))))
            return _shifted(value, -2) if self._take("%") else value
        if token.kind == "word" and self._next().kind == "group":
            return self._methods(self._call(token.text.lower().split(".")[-1]))
        if token.kind == "group":
            return self._methods(self._bracket(token))
        raise Unread

    def _bracket(self, token):
        """What stands in brackets: a sum, or a list of entries."""
        if token.text in "({":
            try:
                inner = SumReader(token.inside, 0, self.entries)
                tree = inner.tree()
                if inner.at == len(token.inside):
                    return tree
            except Unread:
                pass
        return self.entries(token.inside)

    def _call(self, name):
        """What a function gives: the numbers that it only wraps, or a tree of its arguments."""
        group = self._next()
        self.at += 1
        if re.fullmatch(_WRAPPERS, name):
            return self._bracket(group)
        function, parts = _ALSO.get(name, name), self._arguments(group)
        if function == "frac" and len(parts) == 1 and self._next().kind == "group":
            parts += self._arguments(self._next())
            self.at += 1
        try:
            return _CALLED[function](*parts)
        except (KeyError, TypeError, IndexError):
            raise Unread(f"What does {name} give? Can the number itself be written?") from None

    def _arguments(self, group):
        """The trees between the commas of a bracket."""
        parts = parted(group.inside, ",;")
        return [self._bracket(group._replace(inside=tuple(part))) for part in parts]

    def _methods(self, tree):
        while self._next().kind == "method":
            name = self._next().text[1:]
            self.at += 1
            called = self._next().kind == "group"
            if not re.fullmatch(_HARMLESS, name):
                raise Unread(f"What does {name} give? Can the numbers themselves be written?")
            self.at += called
            if name in ("T", "transpose"):
                tree = cells(tree).T
        return tree


def names(group):
    """The words of a remark in brackets, such as (rounded) or (neuron 1)."""
    return [token.text for token in group.inside if token.kind == "word"]


def is_remark(group):
    """Whether brackets hold no number of the sum: (rounded), (neuron 1), (negative)."""
    kinds = {token.kind for token in group.inside}
    return kinds <= {"sign"} or ("word" in kinds and "group" not in kinds)


def _folded(operator, *trees):
    """One tree of several, or of all the entries of one list."""
    trees = trees if len(trees) > 1 else cells(trees[0]).flat
    return reduce(lambda one, other: (operator, one, other), trees)


def _negative(tree):
    return -tree if isinstance(tree, float) else ("*", -1.0, tree)


def _scientific(operator, tree, factor):
    """A product; 1.28 * 10^-2 is one number."""
    power = factor[2] if isinstance(factor, tuple) and factor[:2] == ("^", 10.0) else None
    moves = isinstance(power, float) and power.is_integer() and abs(power) < 30
    if operator == "*" and isinstance(tree, float) and moves:
        return _shifted(tree, int(power))
    return (operator, tree, factor)


def _shifted(number, places):
    """A number with its decimal point moved, exactly."""
    return bounded(float(Decimal(repr(number)).scaleb(places)))
