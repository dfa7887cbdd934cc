"""Places in a formula: what is known there, and many edits worked out together."""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.formulas import LETTERS, Formula, Value, places, shaped
from helpers.quantities import RECORDS


@dataclass(frozen=True)
class Where(Formula):
    """Where its first part is not 0 its second, elsewhere its third."""

    def worked(self, values):
        return np.where(*(part.axes(values) for part in self.parts))


@dataclass(frozen=True)
class Position(Formula):
    """1 at one position of an index, 0 at the others."""

    index: str = "i"
    position: int = 0

    def worked(self, values):
        spots = [-1 if letter == self.index else 1 for letter in LETTERS]
        return 1.0 * (np.arange(values[self.index]) == self.position).reshape(spots)


@dataclass(frozen=True)
class Gap(Formula):
    """Many formulas in one place: worked out together, along an axis in front of the others.

    letters: the indices that have a meaning there.
    """

    letters: str = ""

    def worked(self, values):
        sizes = [values[letter] if letter in self.letters else 1 for letter in LETTERS]
        arrays = [self._array(part, values) for part in self.parts]
        fronts = (array.shape[: -len(LETTERS)] for array in arrays)
        front = next(filter(None, fronts), ())
        found = np.full((len(arrays), *front, *sizes), np.nan)
        for row, array in zip(found, arrays, strict=True):
            try:
                row[...] = array
            except ValueError:  # it does not fit the shapes of this network
                continue
        return found

    def _array(self, part, values):
        try:
            return part.axes(values)
        except (ValueError, IndexError):
            return np.full((1,) * len(LETTERS), np.nan)


class Edit(NamedTuple):
    """What may stand at a place, its cost, and what is said of it.

    said: with {old}, the right part of the formula, and {new}, what the edit names. new: a formula,
    a function, a number, or several formulas.
    """

    formula: Formula
    cost: float
    said: str
    new: object = None


class Step(NamedTuple):
    """Where edits are made: a quantity, all that is known there, and how seldom they may be."""

    name: str
    kind: type
    known: tuple
    most: float

    @property
    def record(self):
        return RECORDS[self.kind][self.name]


class Place(NamedTuple):
    """A place in the formula of a step, and the edits that are made there.

    old: what stands there. letters: the indices that have a meaning there. build: puts a formula
    there. whole: the place is the whole formula, or the whole of one product. product: the position
    of the one product concerned, if it is one of a sum.
    """

    step: Step
    old: Formula
    letters: str
    build: object
    whole: bool = False
    product: int | None = None
    edits: tuple = ()

    @property
    def is_result(self):
        """Whether it is the whole formula."""
        return self.whole and self.product is None

    def up_to(self, cost):
        """The same with its edits up to a cost alone; None if there are none."""
        edits = tuple(edit for edit in self.edits if edit.cost <= cost)
        return self._replace(edits=edits) if edits else None

    def worked_out(self, values, shape):
        """What each of the edits gives for the whole formula: an array with an edit a row.

        No numbers where the formula round the place does not fit the shapes of this network.
        """
        gap = Gap(tuple(edit.formula for edit in self.edits), letters=self.letters)
        try:
            return shaped(self.build(gap), shape, values)
        except ValueError:
            return np.full((len(self.edits), *(values[letter] for letter in shape)), np.nan)


def renamed(formula, letters):
    """A formula with some index letters exchanged for others."""
    if isinstance(formula, Value):
        return replace(formula, indices=tuple(letters.get(i, i) for i in formula.indices))
    return replace(formula, parts=tuple(renamed(part, letters) for part in formula.parts))


def filled(formula, name, other):
    """A formula with another one in the place of a value."""
    if isinstance(formula, Value):
        return other if formula.name == name else formula
    return replace(formula, parts=tuple(filled(part, name, other) for part in formula.parts))


@cache
def shapes(kind):
    """The letters of the axes of all that is given in a kind of problem, and of its quantities."""
    records = RECORDS[kind]
    found = {}
    for record in records.values():
        for node, _, _ in places(record.formula):
            if isinstance(node, Value) and node.name not in records:
                found.setdefault(node.name, "".join(map(str, node.indices)))
    return {**found, **{name: record.shape for name, record in records.items()}}


@cache
def step_of(name, kind, most):
    """The `Step` of a quantity: what is given and worked out before it is known there."""
    before = list(shapes(kind))
    before = before[: before.index(name)]
    return Step(name, kind, tuple(one for one in before if not one.endswith("_new")), most)
