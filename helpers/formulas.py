"""Formulas as data: small trees that can be worked out, written with numbers, and edited.

A formula is written for one entry, with letters for its indices: i an input, j a hidden neuron, n a
row of a batch, k a neuron of a second hidden layer. `x["i"] * W1["ij"]` builds a product; it fits
networks of any shape. `places` walks a formula, and at every place another one can be put.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from helpers.formatting import factor, typeset

LETTERS = "nijk"  # each has an axis of its own while a formula is worked out
SUBSCRIPTS = "₁₂₃₄₅₆₇₈₉"


def _divided(above, below):
    """The first divided by the second; 0 where both are 0."""
    return np.divide(above, np.where((above == 0) & (below == 0), 1.0, below))


SIGNS = {"+": np.add, "−": np.subtract, "×": np.multiply, "÷": _divided, "max": np.maximum}
WAYS = {"sum": np.sum, "mean": np.mean, "largest": np.max, "product": np.prod}


class Function(NamedTuple):
    """A function of one number. written: how a line shows it; empty: by its result alone."""

    name: str
    compute: object
    written: str = ""

    def __call__(self, part):
        return Apply((part,), self)


RELU = Function("ReLU", lambda z: np.maximum(z, 0), "max({}, 0)")
GATE = Function("gate", lambda z: np.heaviside(z, 0.0))
SQUARE = Function("the square", np.square, "({})²")


@dataclass(frozen=True)
class Formula:
    """One node of a formula, with the formulas it is made of.

    axes(values): its numbers as an array with one axis for each of LETTERS, after any axes in
    front. text(values, at, digits, first): the same as it is written for one entry, `at` such as
    {"j": 0}; what `values` lack stands there by name. first: it begins the line or the bracket.
    """

    parts: tuple = ()
    sign = ""  # that joins its parts, if it is `Joined`

    def axes(self, values):
        memo = values.get("memo")
        if memo is None:
            return self.worked(values)
        key = self.key()
        if key not in memo:
            memo[key] = self, self.worked(values)
        return memo[key][1]

    def key(self):
        return id(self)

    def __add__(self, other):
        return Joined((self, other), "+")

    def __sub__(self, other):
        return Joined((self, other), "−")

    def __mul__(self, other):
        return Joined((self, other), "×")

    def __rmul__(self, number):
        return Number(value=float(number)) * self

    def __truediv__(self, other):
        return Joined((self, other), "÷")


@dataclass(frozen=True)
class Value(Formula):
    """An entry of a quantity or of what is given.

    indices: one for each axis: a letter, a position, or "-j", which counts from the other end.
    """

    name: str = ""
    indices: tuple = ()

    def __getitem__(self, indices):
        return replace(self, indices=tuple(indices))

    def key(self):
        return self.name, self.indices

    def worked(self, values):
        array = np.asarray(values[self.name])
        front = array.ndim - len(self.indices)
        for place, index in reversed(list(enumerate(self.indices))):
            if isinstance(index, int):
                array = array.take(index, axis=front + place)
            elif index[0] == "-":
                array = np.flip(array, front + place)
        letters = "".join(index[-1] for index in self.indices if isinstance(index, str))
        kept = "".join(letter for letter in LETTERS if letter in letters)
        array = np.einsum(f"...{letters}->...{kept}", array)  # of a letter that comes twice: ii
        sizes = dict(zip(kept, array.shape[front:], strict=True))
        return array.reshape(*array.shape[:front], *(sizes.get(letter, 1) for letter in LETTERS))

    def text(self, values, at, digits, first):
        index = tuple(i if isinstance(i, int) else at[i] for i in self.indices)
        if self.name not in values:
            return label(self.name, index)
        return (typeset if first else factor)(np.asarray(values[self.name])[index], digits)


@dataclass(frozen=True)
class Number(Formula):
    """A number of the formula itself."""

    value: float = 1.0

    def worked(self, values):
        return np.full((1,) * len(LETTERS), self.value)

    def text(self, values, at, digits, first):
        return "½" if self.value == 0.5 else factor(self.value, digits)


@dataclass(frozen=True)
class Joined(Formula):
    """Its two parts, joined by one of SIGNS."""

    sign: str = "+"

    def worked(self, values):
        return SIGNS[self.sign](*(part.axes(values) for part in self.parts))

    def text(self, values, at, digits, first):
        one, other = self.parts
        written = []
        for part, bracket in ((one, self.sign in "×÷"), (other, self.sign != "+")):
            bracket = bracket and (isinstance(part, Over) or part.sign in ("+", "−"))
            text = part.text(values, at, digits, bracket or (first and part is one))
            written.append(f"({text})" if bracket else text)
        return f" {self.sign} ".join(written)


@dataclass(frozen=True)
class Apply(Formula):
    """A `Function` of its one part."""

    function: Function = RELU

    def worked(self, values):
        return self.function.compute(self.parts[0].axes(values))

    def text(self, values, at, digits, first):
        (part,) = self.parts
        if self.function.written:
            return self.function.written.format(part.text(values, at, digits, True))
        if part.name in values:
            index = tuple(at[i] for i in part.indices)
            return typeset(self.function.compute(values[part.name][index]), digits)
        return self.function.name + "".join(SUBSCRIPTS[at[i]] for i in part.indices)


@dataclass(frozen=True)
class Over(Formula):
    """Its one part at every position of an index, made into one number in one of WAYS."""

    index: str = "i"
    way: str = "sum"

    def worked(self, values):
        term, size = self.parts[0].axes(values), values[self.index]
        axis = LETTERS.index(self.index) - len(LETTERS)
        if term.shape[axis] == 1:
            term = np.repeat(term, size, axis)
        return WAYS[self.way](term, axis=axis, keepdims=True)

    def text(self, values, at, digits, first):
        means, size = self.way == "mean", values[self.index]
        terms = []
        for spot in range(size):
            begins = (first or means) and not spot
            terms.append(self.parts[0].text(values, {**at, self.index: spot}, digits, begins))
        return f"({' + '.join(terms)}) / {size}" if means else " + ".join(terms)


def total(part, index):
    """The sum of a formula over an index."""
    return Over((part,), index)


def mean(part, index):
    """The mean of a formula over an index."""
    return Over((part,), index, "mean")


def places(formula, letters=""):
    """Every place in a formula: the node, the indices that mean something there, how to refill it.

    letters: the indices of the whole. The last is a function from a node to the whole formula.
    """
    yield formula, letters, lambda new: new
    inner = letters
    if isinstance(formula, Over) and formula.index not in letters:
        inner += formula.index
    for at, part in enumerate(formula.parts):
        for node, scope, put in places(part, inner):
            yield node, scope, _putter(formula, at, put)


def _putter(formula, at, put):
    before, after = formula.parts[:at], formula.parts[at + 1 :]
    return lambda new: replace(formula, parts=(*before, put(new), *after))


def shaped(formula, shape, values):
    """A formula worked out as a number or an array of `shape`, letters such as ("i", "j")."""
    found = np.asarray(formula.axes(values), dtype=float)
    front = found.shape[: -len(LETTERS)]
    sizes = [values[letter] if letter in shape else 1 for letter in LETTERS]
    found = np.broadcast_to(found, (*front, *sizes))
    return found.reshape((*front, *(values[letter] for letter in shape)))[()]


_SIGNALS = {"z_hidden": "z", "a_hidden": "a", "dL_da_hidden": "dL/da", "delta_hidden": "δ"}


def label(name, index=()):
    """A quantity, or one entry of it, as the notebooks write it: z₁, dL/da₁, dW1[0, 1], x₁."""
    if name in _SIGNALS or name == "x":
        return _SIGNALS.get(name, name) + "".join(SUBSCRIPTS[place] for place in index)
    new, name = ("new ", name[:-4]) if name.endswith("_new") else ("", name)
    entry = f"[{', '.join(map(str, index))}]" if index else ""
    return new + name.replace("dL_dy", "dL/dy") + entry


def entries(arrays):
    """Each entry of these arrays under its label: {"W2": [0.5, 0.6]} gives {"W2[0]": 0.5, ...}."""
    return {
        label(name, index): float(value)
        for name, array in arrays.items()
        for index, value in np.ndenumerate(array)
    }
