"""The small edits that turn a right formula into a slip, generated from the formulas themselves.

A family is one kind of edit at one place: a formula with a gap, and what may stand in the gap. Each
edit has a cost, high where it is seldom made: about the logarithm of how many of the others come
before it.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.formulas import (
    GATE,
    LETTERS,
    RELU,
    Apply,
    Difference,
    Formula,
    Function,
    MeanOver,
    Number,
    Product,
    Square,
    Sum,
    SumOver,
    Value,
    shaped,
)
from helpers.quantities import NAMES, QUANTITIES

GIVEN = {"x": "i", "W1": "ij", "b1": "j", "W2": "j", "b2": "", "y_true": "", "learning_rate": ""}
SHAPES = {**GIVEN, **{name: "".join(QUANTITIES[name].shape) for name in NAMES}}
# What each value is, and how far it is from the inputs: likenesses that people mix up.
ROLES = {
    **dict.fromkeys(("x", "z_hidden", "a_hidden", "y_pred", "y_true"), "value"),
    **dict.fromkeys(("W1", "b1", "W2", "b2"), "parameter"),
    **dict.fromkeys(("L", "dL_dy_pred", "dL_da_hidden", "delta_hidden"), "signal"),
    **dict.fromkeys(("dW1", "db1", "dW2", "db2"), "gradient"),
    "learning_rate": "rate",
}
LAYERS = {
    "x": 0,
    **dict.fromkeys(("W1", "b1", "z_hidden", "a_hidden"), 1),
    **dict.fromkeys(("dL_da_hidden", "delta_hidden", "dW1", "db1"), 1),
}  # the others: 2


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _swapped_digits(place):
    def swap(value):
        text = f"{abs(value):.10g}"
        digits = [at for at, letter in enumerate(text) if letter.isdigit()]
        digits = [at for at in digits if text[: at + 1].strip("0.")]
        if "e" in text or len(digits) < 2:
            return np.nan
        pair = digits[:2] if place == "first" else digits[-2:]
        letters = list(text)
        letters[pair[0]], letters[pair[1]] = letters[pair[1]], letters[pair[0]]
        return float("".join(letters)) * np.sign(value)

    return lambda values: np.vectorize(swap, otypes=[float])(values)


# fmt: off
FUNCTIONS = {  # function: how seldom it is taken for another one
    Function("sigmoid", _sigmoid): 0.4,
    Function("tanh", np.tanh): 0.8,
    Function("a step, 1 above 0,", lambda v: (v > 0) * 1.0): 0.6,
    Function("leaky ReLU", lambda v: np.where(v > 0, v, 0.01 * v)): 0.8,
    Function("leaky ReLU with 0.1", lambda v: np.where(v > 0, v, 0.1 * v)): 1.4,
    Function("leaky ReLU with 0.2", lambda v: np.where(v > 0, v, 0.2 * v)): 2.0,
    Function("the size without the sign", np.abs): 0.6,
    Function("min(z, 0)", lambda v: np.minimum(v, 0)): 0.9,
    Function("a function cut off at 0 and 1", lambda v: np.clip(v, 0, 1)): 0.7,
    Function("max(z, 1)", lambda v: np.maximum(v, 1)): 0.5,
    Function("softplus", lambda v: np.logaddexp(0, v)): 1.4,
    Function("ELU", lambda v: np.where(v > 0, v, np.expm1(np.minimum(v, 0)))): 1.6,
    RELU: 0.2,
    GATE: 0.9,
    Function("a gate the wrong way round", lambda v: (v < 0) * 1.0): 0.7,
    Function("the sign alone", np.sign): 1.1,
    Function("what is left to 1", lambda v: 1 - v): 1.2,
    Function("sigmoid's slope v(1 − v)", lambda v: v * (1 - v)): 0.7,
    Function("tanh's slope 1 − v²", lambda v: 1 - v * v): 0.9,
    Function("the slope of sigmoid", lambda v: _sigmoid(v) * (1 - _sigmoid(v))): 0.8,
    Function("the slope of tanh", lambda v: 1 - np.tanh(v) ** 2): 1.0,
    Function("leaky ReLU's slope", lambda v: np.where(v > 0, 1, 0.01)): 0.9,
    Function("leaky ReLU's slope with 0.1", lambda v: np.where(v > 0, 1, 0.1)): 1.5,
    Function("leaky ReLU's slope with 0.2", lambda v: np.where(v > 0, 1, 0.2)): 2.1,
    Function("a gate open between 0 and 1", lambda v: ((v > 0) & (v < 1)) * 1.0): 1.6,
    Function("a gate of 1 and −1", lambda v: np.where(v > 0, 1.0, -1.0)): 1.2,
    Function("the square", np.square): 0.7,
    Function("the third power", lambda v: v**3): 2.2,
    Function("the root", np.sqrt): 1.0,
    Function("the inverse", np.reciprocal): 1.5,
    Function("the logarithm", np.log): 1.9,
    Function("the exponential", np.exp): 2.2,
    Function("only the whole number", np.round): 1.4,
    Function("only one decimal", lambda v: np.round(v, 1)): 0.8,
    Function("only the first two decimals", lambda v: np.round(v, 2)): 0.9,
    Function("only the first decimal", lambda v: np.trunc(v * 10 + 1e-9) / 10): 1.5,
    Function("the number with its last two digits exchanged", _swapped_digits("last")): 1.6,
    Function("the number with its first two digits exchanged", _swapped_digits("first")): 1.7,
}
FACTORS = {  # a factor too many: how seldom
    -1: 0.0, 2: 0.3, 0.5: 0.3, 0.1: 1.0, 10: 1.0, 0.01: 1.5, 100: 1.5, 0.001: 2.2, 1000: 2.2,
    0.25: 1.2, 4: 1.5, -2: 1.0, -0.5: 1.3, 3: 2.0, 1 / 3: 2.0, 2 / 3: 2.2, 1.5: 2.4,
}
# fmt: on
ABSOLUTE = next(function for function in FUNCTIONS if function.compute is np.abs)
INVERSE = next(function for function in FUNCTIONS if function.compute is np.reciprocal)
SIGN = next(function for function in FUNCTIONS if function.compute is np.sign)
EXPONENTIAL = next(function for function in FUNCTIONS if function.compute is np.exp)
LOGARITHM = next(function for function in FUNCTIONS if function.compute is np.log)
CUBE = next(function for function in FUNCTIONS if function.name == "the third power")
SLOPES = [f for f in FUNCTIONS if any(word in f.name for word in ("slope", "gate", "left to 1"))]
RATES = {0.5: 0.0, 0.01: 0.0, 1.0: 0.2, 0.05: 0.8, 0.2: 0.9, 0.001: 0.9, 0.3: 1.2, 0.02: 1.5}


@dataclass(frozen=True)
class At(Formula):
    """At one position of an index its first part, elsewhere its second."""

    index: str = "i"
    position: int = 0

    def worked(self, values):
        there, elsewhere = (part.axes(values) for part in self.parts)
        spots = [-1 if letter == self.index else 1 for letter in LETTERS]
        here = (np.arange(values[self.index]) == self.position).reshape(spots)
        return np.where(here, there, elsewhere)


@dataclass(frozen=True)
class Asleep(Formula):
    """Where a neuron sleeps its first part, where it is awake its second."""

    def worked(self, values):
        asleep, awake = (part.axes(values) for part in self.parts)
        z = Value(name="z_hidden", indices=("j",)).axes(values)
        return np.where(z > 0, awake, asleep)


@dataclass(frozen=True)
class Gap(Formula):
    """Many formulas in one place: worked out together, along an axis in front of the others.

    letters: the indices that have a meaning there. ahead: how many more axes stand in front.
    """

    letters: str = ""
    ahead: int = 0

    def worked(self, values):
        sizes = [values[letter] if letter in self.letters else 1 for letter in LETTERS]
        arrays = [self._array(part, values) for part in self.parts]
        front = max((np.shape(array)[: -len(LETTERS)] for array in arrays), key=len)
        front = front or values.get("front", ())
        found = np.full((len(arrays), *[1] * self.ahead, *front, *sizes), np.nan)
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
            return np.nan


@dataclass(frozen=True)
class MaxOver(SumOver):
    """The largest of its part's entries over an index."""

    def worked(self, values):
        axis = LETTERS.index(self.index) - len(LETTERS)
        return self.parts[0].axes(values).max(axis=axis, keepdims=True)


@dataclass(frozen=True)
class ProductOver(SumOver):
    """Its part's entries over an index, multiplied with each other."""

    def worked(self, values):
        axis = LETTERS.index(self.index) - len(LETTERS)
        return self.parts[0].axes(values).prod(axis=axis, keepdims=True)


class Edit(NamedTuple):
    """What may stand in a gap: a formula, its cost, and what it is called by `words`."""

    formula: Formula
    cost: float
    kind: str
    detail: object = None


class Family(NamedTuple):
    """Edits at one place. build: puts a formula into the gap. letters: the indices there.

    old: the right formula of the place. product: the position of the one product concerned, if it
    is one of a sum. inlined: the earlier quantity that is worked out anew here.
    """

    build: object
    letters: str
    old: Formula
    edits: tuple
    product: int | None = None
    inlined: str = ""
    root: bool = False

    def gap(self, ahead=0):
        """All the edits at once, as one formula for the gap."""
        formulas = tuple(edit.formula for edit in self.edits)
        return Gap(formulas, letters=self.letters, ahead=ahead)

    def worked_out(self, values, shape):
        """What each of the edits gives for the whole formula: an array with an edit a row."""
        return shaped(self.build(self.gap()), shape, values)


@cache
def families(name):
    """All families of edits of the formula of one quantity."""
    record = QUANTITIES[name]
    known = _known(name)
    letters = "".join(record.shape)
    found = []
    for node, scope, build in _spots(record.formula, letters, lambda new: new):
        root = node is record.formula
        edits = _at_any(node, root) + _structural(node) + _others_for(node, scope, known, name)
        if root:
            edits += _at_root(node, scope, known, name)
        found.append(Family(build, scope, node, tuple(edits), root=root))
        if isinstance(node, SumOver):
            found += _one_product(node, scope, build, known, name)
        if isinstance(node, Value) and node.name in NAMES:
            found += _inlined(node, scope, build)
    return tuple(family for family in found if family.edits)


def _known(name):
    """What is known where a quantity is worked out, save new values."""
    earlier = NAMES[: NAMES.index(name)]
    return (*GIVEN, *(other for other in earlier if not other.endswith("_new")))


def _spots(formula, letters, build):
    """Every place: the node there, the indices that have a meaning there, and what fills it."""
    yield formula, letters, build
    inner = letters
    if isinstance(formula, SumOver) and formula.index not in letters:
        inner = letters + formula.index
    for at, part in enumerate(formula.parts):

        def put(new, at=at):
            parts = (*formula.parts[:at], new, *formula.parts[at + 1 :])
            return build(replace(formula, parts=parts))

        yield from _spots(part, inner, put)


def _at_any(node, root=False):
    """Edits that can be made anywhere: a sign, a factor, a function."""
    simple = isinstance(node, Value)
    extra = 0.0 if simple else 0.1
    edits = [
        Edit(Number(value=by) * node, 1.2 + cost + extra, "sign" if by == -1 else "factor", by)
        for by, cost in FACTORS.items()
    ]
    if not isinstance(node, Number):
        base = 1.6 if root else 2.4
        edits += [
            Edit(Apply((node,), function=function), base + cost, "function", function)
            for function, cost in FUNCTIONS.items()
        ]
        if isinstance(node, Difference):
            edits += [
                Edit(Apply((node,), function=function), cost, "function", function)
                for function, cost in ((ABSOLUTE, 1.1), (SIGN, 1.6))
            ]
    return edits


def _structural(node):
    """Edits of a node's own kind: what is left out, twice, turned round, added for multiplied."""
    parts = node.parts
    if isinstance(node, Number):
        return [
            Edit(Number(value=value), 1.6 + cost, "number", value)
            for value, cost in {0.0: 0.2, 1.0: 0.0, 2.0: 0.2, 0.25: 0.8, 0.1: 1.5}.items()
            if value != node.value
        ]
    if isinstance(node, Sum):
        total, bias = parts
        weighed = total.parts[0] if isinstance(total, SumOver) else total
        first, second = weighed.parts
        return [
            Edit(total, 0.5, "left out of the sum", bias),
            Edit(bias, 2.0, "alone", bias),
            Edit(total - bias, 1.2, "taken away", bias),
            Edit(bias - total, 2.5, "taken away", total),
            Edit(total * bias, 2.0, "multiplied for added", bias),
            Edit(replace(total, parts=(weighed + bias,)), 1.2, "in every product", bias),
            Edit(replace(total, parts=(first * (second + bias),)), 1.5, "in the bracket", second),
            Edit(replace(total, parts=((first + bias) * second,)), 2.2, "in the bracket", first),
        ]
    if isinstance(node, Difference):
        first, second = parts
        return [
            *_brackets(first, second),
            Edit(first, 1.0, "left out of the difference", second),
            Edit(second, 1.3, "left out of the difference", first),
            Edit(Number(value=-1.0) * second, 1.6, "left out with its minus", first),
            Edit(first + second, 0.8, "added", second),
            Edit(second - first, 0.8, "turned round"),
            Edit(first * second, 2.2, "multiplied", second),
            Edit(first * Apply((second,), function=INVERSE), 2.6, "divided", second),
            Edit(second * Apply((first,), function=INVERSE), 3.0, "divided", first),
            Edit(Number(value=-1.0) * second * Apply((first,), function=INVERSE), 2.6, "logarithm"),
            Edit(node * Apply((second,), function=INVERSE), 2.3, "divided too", second),
            Edit(node * Apply((first,), function=INVERSE), 3.0, "divided too", first),
        ]
    if isinstance(node, Square):
        (base,) = parts
        edits = [
            Edit(base, 1.0, "left out of the square"),
            Edit(Number(value=2.0) * base, 1.5, "doubled for squared"),
            Edit(Apply((base,), function=ABSOLUTE), 1.0, "size for squared"),
            Edit(Square((Number(value=0.5) * base,)), 1.0, "half inside"),
            Edit(Apply((base,), function=CUBE), 2.2, "function", CUBE),
        ]
        if isinstance(base, Difference):
            first, second = (Square((part,)) for part in base.parts)
            log = Apply((base.parts[0],), function=LOGARITHM)
            edits += [
                Edit(first - second, 1.2, "squared apart"),
                Edit(first + second, 2.0, "squared apart"),
                Edit(first - base.parts[1] - base.parts[1], 2.0, "only one squared", base.parts[0]),
                Edit(Number(value=-2.0) * base.parts[1] * log, 2.0, "cross-entropy"),
                Edit(first - base.parts[1], 2.2, "only one squared", base.parts[0]),
                Edit(base.parts[0] - second, 2.4, "only one squared", base.parts[1]),
            ]
        return edits
    if isinstance(node, Apply):
        (argument,) = parts
        return [
            Edit(argument, 0.8 if node.function is RELU else 1.0, "left out function"),
            Edit(Number(value=1.0) - node, 1.6, "1 minus", node),
            Edit(Apply((Number(value=-1.0) * argument,), function=node.function), 1.6, "sign", -1),
            Edit(Number(value=1.0), 0.9, "always 1"),
            Edit(Number(value=0.0), 2.0, "always 0"),
            *(
                Edit(
                    Apply((argument,), function=function), 1.0 + cost, "another function", function
                )
                for function, cost in FUNCTIONS.items()
                if function is not node.function
            ),
        ]
    if isinstance(node, SumOver):
        return [*_sums(node), *_own_neuron(node)]
    if isinstance(node, Product) and len(parts) == 2:
        return [*_products(*parts), *_squared_apart(*parts)]
    return []


def _squared_apart(factor, square):
    """No brackets round what is squared: square and factor bind one part of the difference."""
    if not isinstance(square, Square) or not isinstance(square.parts[0], Difference):
        return []
    first, second = square.parts[0].parts
    return [
        Edit(factor * first - Square((second,)), 1.8, "bracket"),
        Edit(first - factor * Square((second,)), 1.8, "bracket"),
    ]


def _own_neuron(total):
    """Each of two inputs goes into its own neuron only."""
    first, second = total.parts[0].parts if isinstance(total.parts[0], Product) else (None, None)
    if not isinstance(second, Value) or second.indices != ("i", "j"):
        return []
    one, other = (first[position,] * second[position, position] for position in (0, 1))
    return [Edit(At((one, other), index="j", position=0), 1.8, "entry by entry", total.parts[0])]


def _brackets(first, second):
    """A bracket in the wrong place: what is taken away is a product."""
    if not isinstance(second, Product):
        return []
    one, other = second.parts
    return [
        Edit((first - one) * other, 1.8, "bracket"),
        Edit(one * (first - other), 1.8, "bracket"),
        Edit(first - one - other, 2.2, "taken away for multiplied", (one, other)),
    ]


def _sums(node):
    (term,) = node.parts
    first, second = term.parts
    apart = [SumOver((part,), index=node.index) for part in (first, second)]
    means = [MeanOver((part,), index=node.index) for part in (first, second)]
    sign = At((Number(value=-1.0) * term, term), index=node.index, position=1)
    return [
        Edit(MeanOver((term,), index=node.index), 1.4, "mean for sum"),
        Edit(apart[0] * apart[1], 1.6, "added before weighing", first),
        Edit(means[0] * apart[1], 2.4, "mean before weighing", first),
        Edit(apart[0] * means[1], 2.4, "mean before weighing", second),
        Edit(apart[0] + apart[1], 2.2, "added for multiplied", (first, second)),
        Edit(Number(value=0.0), 1.8, "left out of the sum", node),
        Edit(ProductOver((term,), index=node.index), 2.0, "products multiplied", term),
        Edit(MaxOver((term,), index=node.index), 2.6, "the largest for each", term),
        Edit(replace(node, parts=(sign,)), 2.0, "minus between the products"),
    ]


def _products(first, second):
    def without(left, part):
        cost = 0.7 if not isinstance(left, Number) else 0.5
        return Edit(part, cost, "left out of the product", left)

    return [
        without(first, second),
        without(second, first),
        Edit(first + second, 1.6, "added for multiplied", (first, second)),
        Edit(first - second, 2.2, "taken away for multiplied", (first, second)),
        Edit(second - first, 2.4, "taken away for multiplied", (second, first)),
        Edit(first * Apply((second,), function=INVERSE), 2.0, "divided for multiplied", second),
        Edit(second * Apply((first,), function=INVERSE), 2.0, "divided for multiplied", first),
        Edit(first * first, 2.2, "another", (second, first)),
        Edit(second * second, 2.2, "another", (first, second)),
        Edit(first * second * second, 1.6, "twice", second),
        Edit(first * first * second, 1.8, "twice", first),
    ]


def _one_product(node, scope, build, known, name):
    """Edits of one product of a sum, the others being right."""
    (term,) = node.parts
    scope += node.index if node.index not in scope else ""
    for position in (0, 1):

        def wrap(new, position=position):
            only = At((new, term), index=node.index, position=position)
            return build(replace(node, parts=(only,)))

        for inner, letters, put in _spots(term, scope, wrap):
            edits = _at_any(inner) + _structural(inner) + _others_for(inner, letters, known, name)
            if inner is term:
                edits.append(Edit(Number(value=0.0), 0.4, "left out of the sum", term))
                edits += [
                    Edit(term + Number(value=by), 2.2, "worked out wrong", by)
                    for by in (0.1, -0.1, 0.01, -0.01, 1.0, -1.0, 0.2, -0.2)
                ]
            edits = [edit._replace(cost=edit.cost + 0.9) for edit in edits]
            yield Family(put, letters, inner, tuple(edits), product=position)


def _inlined(node, scope, build):
    """An earlier quantity worked out anew on the spot, with an edit in its own formula."""
    for inner, letters, put in _spots(QUANTITIES[node.name].formula, scope, build):
        edits = _structural(inner) + [edit for edit in _at_any(inner) if edit.cost < 1.6]
        if isinstance(inner, Value):
            known = _known(node.name)
            edits += _others_for(inner, letters, known, node.name)
        edits = [edit._replace(cost=edit.cost + 1.2) for edit in edits if edit.cost < 2.6]
        yield Family(put, letters, inner, tuple(edits), inlined=node.name)


def _others_for(node, scope, known, name):
    """Another value in the place of a node, and the node's own numbers in another order."""
    if isinstance(node, Value):
        ours = name.removeprefix("d")
        edits = [
            Edit(other, 1.2 + cost - 0.3 * _is(other, ours), "another", (node, other))
            for other, cost in others(known, scope, node)
            if other != node
        ]
        if node.name in ("W1", "W2") and not name.endswith("_new"):
            edits.append(Edit(Apply((node,), function=ABSOLUTE), 1.1, "function", ABSOLUTE))
        if node.name in ("a_hidden", "delta_hidden") and "z_hidden" in known and "j" in scope:
            gate = Apply((Value(name="z_hidden")["j"],), function=GATE)
            edits.append(Edit(gate, 1.6, "another", (node, gate)))
        if node.name == "learning_rate":
            edits += [
                Edit(Number(value=rate), 1.2 + cost, "another", (node, Number(value=rate)))
                for rate, cost in RATES.items()
            ]
        return edits + _orders(node)
    if isinstance(node, Number) or (isinstance(node, Apply) and len(node.parts) == 1):
        edits = [
            Edit(o, 1.3 + cost - 0.3 * _is(o, "a_hidden"), "another", (node, o))
            for o, cost in others(known, scope)
        ]
        if isinstance(node, Apply) and node.function is GATE:
            edits += [
                Edit(slope, 1.0 + cost, "another", (node, slope))
                for slope, cost in _slopes(known, scope)
            ]
        return edits
    if isinstance(node, Product):
        old = name.removesuffix("_new")
        return [
            edit
            for other, cost in others(known, scope)
            for edit in (
                Edit(node * other, 2.2 + cost - 0.6 * _is(other, old), "times", other),
                Edit(other, 1.8 + cost, "another", (node, other)),
            )
        ]
    return []


def _is(formula, name):
    return isinstance(formula, Value) and formula.name == name


def _orders(node):
    """A value with its indices exchanged, turned round, held still, or added up."""
    found = []
    letters = node.indices
    if letters == ("i", "j"):
        for indices, cost in {
            "ji": 0.0, ("-i", "j"): 0.8, ("i", "-j"): 0.8, ("-i", "-j"): 1.4, ("-j", "-i"): 2.0,
        }.items():  # fmt: skip
            found.append(Edit(node[indices], 1.0 + cost, "order", (node, indices)))
        entries = [((0, 0), 2.4), ((1, 1), 2.8), ((0, "j"), 1.4), ((1, "j"), 1.6)]
        for indices, cost in entries:
            found.append(Edit(node[indices], 1.4 + cost, "one for all", (node, indices)))
        for position in (0, 1):
            column = ("i", position)
            found.append(Edit(node[column], 1.6 + 0.2 * position, "one for all", (node, column)))
    elif len(letters) == 1:
        (letter,) = letters
        found.append(Edit(node[(f"-{letter}",)], 1.0, "order", (node, f"-{letter}")))
        for position in (0, 1):
            entry = (position,)
            found.append(Edit(node[entry], 1.7 + 0.2 * position, "one for all", (node, entry)))
    for letter in letters:
        total, mean = SumOver((node,), index=letter), MeanOver((node,), index=letter)
        found.append(Edit(total, 1.5, "sum for each", node))
        found.append(Edit(mean, 1.7, "mean for each", node))
        found.append(Edit(MaxOver((node,), index=letter), 1.9, "the largest for each", node))
        found.append(Edit(_softmax(node, letter), 2.2, "softmax", node))
        share = node * Apply((total,), function=INVERSE)
        found.append(Edit(share, 2.2, "divided by the sum", node))
    if len(letters) == 2:
        total = SumOver((SumOver((node,), index="i"),), index="j")
        found.append(Edit(total, 2.2, "sum for each", node))
    return found


def _about(formula):
    """The value of which a formula is made, if there is but one."""
    names = {formula.name} if isinstance(formula, Value) else set()
    names |= {_about(part) for part in formula.parts}
    return names.pop() if len(names) == 1 else ""


def _softmax(node, letter):
    powers = Apply((node,), function=EXPONENTIAL)
    return powers * Apply((SumOver((powers,), index=letter),), function=INVERSE)


def _at_root(node, scope, known, name):
    """Edits of the formula as a whole."""
    edits = [
        Edit(Number(value=0.0), 2.0 if name == "y_pred" else 1.2, "always 0"),
        Edit(Number(value=1.0), 1.8, "always 1"),
    ]
    if name == "y_pred":
        edits.append(Edit(Apply((node,), function=RELU), 1.4, "function", RELU))
    if name == "L":
        error = QUANTITIES["dL_dy_pred"].formula
        edits.append(Edit(Apply((error,), function=ABSOLUTE), 1.4, "size for squared"))
    for letter in scope:
        edits.append(Edit(renamed(node, {letter: f"-{letter}"}), 1.0, "result order", letter))
        edits.append(Edit(SumOver((node,), index=letter), 1.5, "sum for each", node))
        edits.append(Edit(MeanOver((node,), index=letter), 1.6, "mean for each", node))
        edits.append(Edit(MaxOver((node,), index=letter), 1.9, "the largest for each", node))
        edits.append(Edit(_softmax(node, letter), 2.2, "softmax", node))
    if len(scope) == 2:
        edits.append(Edit(renamed(node, {"i": "j", "j": "i"}), 0.6, "result order", "ij"))
        both = renamed(node, {"i": "-i", "j": "-j"})
        edits.append(Edit(both, 1.8, "result order", "-i-j"))
        total = SumOver((SumOver((node,), index="i"),), index="j")
        edits.append(Edit(total, 2.2, "sum for each", node))
    own = name.removeprefix("d")
    pairs = others(known, scope)
    for other, cost in pairs:
        ours = _is(other, own)
        edits.append(Edit(other, (1.2 if ours else 1.8) + cost, "alone for all", other))
        ours = ours or _is(other, "learning_rate")
        if not isinstance(node, Product):
            edits.append(Edit(node * other, 1.9 + cost, "times", other))
        elif ours:
            edits.append(Edit(node * other, 1.2 + cost, "times", other))
        bias = 0.8 * (_about(other) in ("b1", "b2"))
        edits.append(Edit(node + other, 2.8 + cost - bias, "plus", other))
        edits.append(Edit(node - other, 3.0 + cost, "minus", other))
        inverse = Apply((other,), function=INVERSE)
        edits.append(Edit(node * inverse, 3.0 + cost, "divided too", other))
    for slope, cost in _slopes(known, scope):
        edits.append(Edit(node * slope, 1.6 + cost, "times", slope))
        inverse = Apply((slope,), function=INVERSE)
        edits.append(Edit(node * inverse, 2.6 + cost, "divided too", slope))
    for by in (0.1, -0.1, 0.01, -0.01, 1.0, -1.0, 0.001, -0.001):
        edits.append(Edit(node + Number(value=by), 3.2, "worked out wrong", by))
    return edits


@cache
def reshaped(name, letters):
    """Edits by which a quantity comes out in another shape, with these letters for its axes."""
    record, known = QUANTITIES[name], _known(name)
    formula, edits = record.formula, []
    missing = [letter for letter in record.shape if letter not in letters]
    if len(missing) == 1 and len(letters) == 1:
        turned = renamed(formula, {missing[0]: letters})
        edits.append(Edit(turned, 1.0, "entry by entry", formula))
    for kind in (SumOver, MeanOver):
        reduced = formula
        for letter in missing:
            reduced = kind((reduced,), index=letter)
        edits.append(Edit(reduced, 1.4 + 0.4 * (kind is MeanOver), "added up", formula))
    for position in (0, 1):
        spots = dict.fromkeys(missing, position)
        edits.append(Edit(renamed(formula, spots), 1.6, "one entry alone", formula))
    for node, _, build in _spots(formula, letters, lambda new: new):
        if isinstance(node, SumOver) and node.index in letters:
            edits.append(Edit(build(node.parts[0]), 1.2, "not added up", formula))
    edits += [
        Edit(other, 1.8 + cost, "alone for all", other) for other, cost in others(known, letters)
    ]
    return Family(lambda new: new, letters, formula, tuple(edits))


def renamed(formula, letters):
    """A formula with some index letters exchanged for others."""
    if isinstance(formula, Value):
        return replace(formula, indices=tuple(letters.get(i, i) for i in formula.indices))
    return replace(formula, parts=tuple(renamed(part, letters) for part in formula.parts))


def others(known, scope, old=None):
    """Every value that could stand somewhere: pairs of a formula and a cost.

    known: the names. scope: the indices that have a meaning there. old: what should stand there.
    """
    found = []
    for name, other, cost in _variants(known, scope):
        if old is not None:
            cost += _distance(old.name, name)
        found.append((other, cost))
    return found


@cache
def _variants(known, scope):
    """(name, formula, cost) of every value and of every role in which it fits a place."""
    found = [("1", Number(value=1.0), 0.9), ("0", Number(value=0.0), 1.6)]
    for name in known:
        shape, value = SHAPES[name], Value(name=name)
        fits, gradient = all(letter in scope for letter in shape), f"d{name}"
        roles = [(value[shape], 0.5 * (name == "y_true"))] if fits else []
        if len(shape) == 1:
            roles += _as_one(value, shape, scope)
        elif len(shape) == 2:
            roles += _as_vector(value, scope)
        if gradient in known and fits:
            roles.append((QUANTITIES[f"{name}_new"].formula, 0.3))
            roles.append((value[shape] - Value(name=gradient)[shape], 1.0))
        found += [(name, formula, cost) for formula, cost in roles]
    return tuple(found)


def _as_one(value, letter, scope):
    """A vector in another role: along another index, one entry of it, its sum, its mean."""
    for other in scope:
        if other != letter:
            yield value[other], 0.3
        yield value[f"-{other}",], 1.4
    for position in (0, 1):
        yield value[position,], (1.4 if scope else 0.6) + 0.2 * position
    yield SumOver((value[letter],), index=letter), 1.2 if scope else 0.6
    yield MeanOver((value[letter],), index=letter), 1.8 if scope else 1.2


def _as_vector(value, scope):
    """A table in another role: turned, a row or a column of it, its sums."""
    if len(scope) == 2:
        yield value["ji"], 0.8
    for letter in scope:
        for position in (0, 1):
            yield value[position, letter], 0.9
            yield value[letter, position], 1.2
    if "j" in scope:
        yield SumOver((value["ij"],), index="i"), 0.7
    if "i" in scope:
        yield SumOver((value["ij"],), index="j"), 1.0
    yield SumOver((SumOver((value["ij"],), index="i"),), index="j"), 1.6


@cache
def _slopes(known, scope):
    """Slopes of functions that are not there, of the values that they are taken of."""
    return tuple(_sloping(known, scope))


def _sloping(known, scope):
    for name, cost in {
        "a_hidden": 0.0,
        "z_hidden": 0.2,
        "y_pred": 0.4,
        "dL_da_hidden": 0.8,
    }.items():
        shape = SHAPES[name]
        if name in known and all(letter in scope for letter in shape):
            for function in SLOPES:
                value = Value(name=name)[shape]
                plain = function is GATE and name == "z_hidden"
                yield (
                    Apply((value,), function=function),
                    -0.1 if plain else cost + FUNCTIONS[function],
                )


def _distance(old, new):
    """How far two values are from each other: those that are alike are mixed up."""
    if old == new:
        return 0.0
    twins = new == f"d{old}" or old == f"d{new}" or {old, new} == {"z_hidden", "a_hidden"}
    if twins or {old, new} == {"dL_da_hidden", "delta_hidden"}:
        return 0.1
    if (old, new) == ("z_hidden", "dL_da_hidden"):  # max(signal, 0) for the gate
        return -0.4
    if new in "01":
        return 0.3
    if old == "learning_rate":
        return 1.2
    role = 0.6 * (ROLES[old] != ROLES[new])
    layer = 0.3 * abs(LAYERS.get(old, 2) - LAYERS.get(new, 2))
    rate = 1.5 * (new == "learning_rate")
    return 0.2 + rate + role + layer + 0.15 * (SHAPES[old] != SHAPES[new])
