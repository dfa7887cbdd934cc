"""The small edits that turn a right formula into a slip, generated from the formulas themselves.

A family is one kind of edit at one place: a formula with a gap, and what may stand in the gap. Each
edit has a cost, high where it is seldom made: about the logarithm of how many of the others come
before it. What is said of it stands beside it.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.formulas import (
    GATE,
    INVERSE,
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
    places,
    shaped,
)
from helpers.further_quantities import FURTHER, Larger, Quotient
from helpers.worked_example import Example


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _leaky_slope(below):
    return lambda v: below + (1 - below) * np.heaviside(v, 0.0)


def _exchanged(which):
    """A number with two neighbouring digits exchanged: the first two, or the last two."""

    def exchange(value):
        letters = list(f"{abs(value):.10g}")
        digits = [at for at, letter in enumerate(letters) if letter.isdigit()]
        digits = [at for at in digits if "".join(letters[: at + 1]).strip("0.")]
        if "e" in letters or len(digits) < 2:
            return np.nan
        one, two = digits[which]
        letters[one], letters[two] = letters[two], letters[one]
        return float("".join(letters)) * np.sign(value)

    return np.vectorize(exchange, otypes=[float])


ABSOLUTE, SIGN = Function("the size alone", np.abs), Function("the sign alone", np.sign)
EXPONENTIAL, LOGARITHM = Function("the exponential", np.exp), Function("the logarithm", np.log)
CUBE, ROOT = Function("the third power", lambda v: v**3), Function("the root", np.sqrt)
LAST_TWO = Function("the last two digits", _exchanged(slice(-2, None)))
FIRST_TWO = Function("the first two digits", _exchanged(slice(2)))
# fmt: off
FUNCTIONS = {  # function: how seldom it is taken for another one
    Function("sigmoid", _sigmoid): 0.4,
    Function("tanh", np.tanh): 0.8,
    Function("a step, 1 above 0,", lambda v: np.heaviside(v, 0.0)): 0.4,
    Function("leaky ReLU", lambda v: np.where(v > 0, v, 0.01 * v)): 0.8,
    Function("leaky ReLU with 0.1", lambda v: np.where(v > 0, v, 0.1 * v)): 1.4,
    ABSOLUTE: 0.6,
    Function("min(z, 0)", lambda v: np.minimum(v, 0)): 0.9,
    Function("a function cut off at 0 and 1", lambda v: np.clip(v, 0, 1)): 0.7,
    Function("max(z, 1)", lambda v: np.maximum(v, 1)): 1.0,
    Function("min(z, 1)", lambda v: np.minimum(v, 1)): 1.0,
    Function("softplus", lambda v: np.logaddexp(0, v)): 1.4,
    Function("ELU", lambda v: np.where(v > 0, v, np.expm1(np.minimum(v, 0)))): 1.6,
    RELU: 0.2,
    GATE: 0.9,
    Function("a gate the wrong way round", lambda v: np.heaviside(-v, 0.0)): 0.7,
    SIGN: 1.1,
    Function("1 minus the number", lambda v: 1 - v): 1.2,
    Function("sigmoid's slope v(1 − v)", lambda v: v * (1 - v)): 0.7,
    Function("tanh's slope 1 − v²", lambda v: 1 - v * v): 0.9,
    Function("the slope of sigmoid", lambda v: _sigmoid(v) * (1 - _sigmoid(v))): 0.8,
    Function("the slope of tanh", lambda v: 1 - np.tanh(v) ** 2): 1.0,
    Function("leaky ReLU's slope", _leaky_slope(0.01)): 0.9,
    Function("leaky ReLU's slope with 0.1", _leaky_slope(0.1)): 1.5,
    Function("a gate open between 0 and 1", lambda v: GATE.compute(v) * GATE.compute(1 - v)): 1.6,
    Function("a gate of 1 and −1", _leaky_slope(-1)): 1.2,
    Function("the square", np.square): 0.7,
    CUBE: 2.2,
    ROOT: 1.0,
    INVERSE: 1.5,
    LOGARITHM: 1.9,
    EXPONENTIAL: 2.2,
    Function("only the whole number", np.round): 1.4,
    Function("only one decimal", lambda v: np.round(v, 1)): 0.8,
    Function("only the first two decimals", lambda v: np.round(v, 2)): 0.9,
    Function("only the first decimal", lambda v: np.trunc(v * 10 + 1e-9) / 10): 1.5,
    LAST_TWO: 1.6,
    FIRST_TWO: 1.7,
}
FACTORS = {  # a factor too many: how seldom
    -1: 0.0, 2: 0.3, 0.5: 0.3, 0.1: 1.0, 10: 1.0, 0.01: 1.5, 100: 1.5, 0.001: 2.2, 1000: 2.2,
    0.25: 1.2, 4: 1.5, -2: 0.6, -0.5: 0.8, 3: 2.0, 1 / 3: 2.0, 2 / 3: 2.2, 1.5: 2.4,
}
OTHER_NUMBERS = {0.0: 1.8, 1.0: 1.6, 2.0: 1.5, 0.25: 2.4, 0.1: 3.1}  # for one of the formula
RATES = {0.5: 0.0, 0.01: 0.0, 1.0: 0.2, 0.05: 0.8, 0.2: 0.9, 0.001: 0.9, 0.3: 1.2, 0.02: 1.5}
MOST = 3.8  # what is made more seldom is not looked for
COMMON = 2.3  # the same for the second edit of two
SLOPES_OF = {"a_hidden": 0.0, "z_hidden": 0.2, "y_pred": 0.4, "dL_da_hidden": 0.8}
SLIPS_OF_THE_PEN = [sign * by for by in (0.1, 0.01, 1.0, 0.2, 0.001) for sign in (1, -1)]
# fmt: on
SLOPES = [f for f in FUNCTIONS if any(word in f.name for word in ("slope", "gate", "1 minus"))]


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
class Gap(Formula):
    """Many formulas in one place: worked out together, along an axis in front of the others.

    letters: the indices that have a meaning there.
    """

    letters: str = ""

    def worked(self, values):
        sizes = [values[letter] if letter in self.letters else 1 for letter in LETTERS]
        arrays = [self._array(part, values) for part in self.parts]
        fronts = (array.shape[: -len(LETTERS)] for array in arrays if np.ndim(array) > len(LETTERS))
        front = next(fronts, values.get("front", ()))
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
            return np.nan


@dataclass(frozen=True)
class Over(SumOver):
    """Its part's entries over an index, joined by `np.max` or `np.prod`."""

    join: object = np.max

    def worked(self, values):
        axis = LETTERS.index(self.index) - len(LETTERS)
        return self.join(self.parts[0].axes(values), axis=axis, keepdims=True)


class Edit(NamedTuple):
    """What may stand in a gap, its cost, and what is said of it.

    said: with {old}, the right part of the formula, and {new}, what the edit names. new: a formula,
    a function, a number, words, or several formulas.
    """

    formula: Formula
    cost: float
    said: str
    new: object = None


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

    def up_to(self, cost):
        """The same with its edits up to a cost alone; None if there are none."""
        edits = tuple(edit for edit in self.edits if edit.cost <= cost)
        return self._replace(edits=edits) if edits else None

    def worked_out(self, values, shape):
        """What each of the edits gives for the whole formula: an array with an edit a row.

        No numbers where the formula round the gap does not fit the shapes of this network.
        """
        gap = Gap(tuple(edit.formula for edit in self.edits), letters=self.letters)
        try:
            return shaped(self.build(gap), shape, values)
        except ValueError:
            return np.full((len(self.edits), *(values[letter] for letter in shape)), np.nan)


class Step(NamedTuple):
    """Where edits are made: a quantity, all that is known there, and how seldom they may be."""

    name: str
    kind: type
    known: tuple
    most: float

    @property
    def record(self):
        return FURTHER[self.kind][self.name]


@cache
def shapes(kind):
    """The letters of the axes of all that is given in a kind of problem, and of its quantities."""
    records = FURTHER[kind]
    found = {}
    for record in records.values():
        for node, _, _ in places(record.formula):
            if isinstance(node, Value) and node.name not in records:
                found.setdefault(node.name, "".join(map(str, node.indices)))
    return {**found, **{name: "".join(record.shape) for name, record in records.items()}}


@cache
def _step(name, kind, most=MOST):
    before = list(shapes(kind))
    before = before[: before.index(name)]
    return Step(name, kind, tuple(one for one in before if not one.endswith("_new")), most)


@cache
def families(name, kind=Example, formula=None):
    """All families of edits of the formula of one quantity, or of what stands in its place."""
    step, found = _step(name, kind, COMMON if formula else MOST), []
    right = step.record.formula
    formula = formula or right
    for node, letters, build in places(formula, "".join(step.record.shape)):
        if isinstance(node, Number) and formula is not right:
            continue
        root = node is formula
        edits = [*_anywhere(node, root), *_structural(node), *_others_for(node, letters, step)]
        if root:
            edits += _of_the_whole(node, letters, step)
        found.append(Family(build, letters, node, edits))
        if isinstance(node, SumOver) and formula is right:
            found += _one_term(node, letters, build, step)
        if _is_worked_out(node, kind):
            found += _inlined(node, letters, build, step)
    return tuple(filter(None, (family.up_to(step.most) for family in found)))


def _is_worked_out(node, kind):
    record = FURTHER[kind].get(node.name) if isinstance(node, Value) else None
    return record is not None and node.indices == record.shape


def _anywhere(node, root):
    """Edits that can be made anywhere: a sign, a factor, a function."""
    extra = 0.0 if isinstance(node, Value) else 0.1
    for by, cost in FACTORS.items():
        yield Edit(float(by) * node, 1.2 + cost + extra, _factor(by), by)
    if isinstance(node, Number):
        return
    base = 2.4 if not root else 1.15 if isinstance(node, Sum) else 1.6
    for function, cost in FUNCTIONS.items():
        said = PLACES if function in (LAST_TWO, FIRST_TWO) else TAKEN
        yield Edit(function(node), base + cost, said, function)
    if isinstance(node, Difference):
        yield Edit(ABSOLUTE(node), 1.1, TAKEN, ABSOLUTE)
        yield Edit(SIGN(node), 1.6, TAKEN, SIGN)
    if isinstance(node, Value) and _role(node.name) in ("signal", "gradient"):
        yield Edit(ABSOLUTE(node), 1.7, TAKEN, ABSOLUTE)
        yield Edit(SIGN(node), 1.9, TAKEN, SIGN)


# What is said of edits that are made at several places.
TAKEN = "{new} of {old} is taken"
PLACES = "{new} of {old} change places"
INSTEAD = "{new} stands in the place of {old}"
LEFT_OUT = "{new} is left out"
AS_WELL = "{new} is multiplied in as well"
DIVIDED = "it is divided by {new} as well"
BY_ITSELF = "{new} is taken as it is"
MULTIPLIED = "{new} are multiplied"
TWICE = "{new} is multiplied in twice"
ADDED_UP = "every place gets the sum of {new}"
MEAN = "every place gets the mean of {new}"
LARGEST = "every place gets the largest entry of {new}"
PEN = "a small slip was made in working it out"
OTHER_SIGN = "the sign of {old} is the other one"
FACTORS_SAID = {-1: OTHER_SIGN, 2: "{old} is doubled", 0.5: "{old} is halved"}
NOT_TIMES = {
    done: f"{{new}} are {done} where they should be multiplied" for done in ("added", "taken away")
}


def _factor(by):
    if by in FACTORS_SAID:
        return FACTORS_SAID[by]
    moved = np.log10(abs(by)) % 1 == 0
    return "the decimal point of {old} is moved" if moved else "{old} is multiplied by {new}"


def _structural(node):
    """Edits of a node's own kind: what is left out, twice, turned round, added for multiplied."""
    for kind, edits in STRUCTURAL.items():
        if isinstance(node, kind):
            return edits(node)
    return ()


def _of_a_number(node):
    for number, cost in OTHER_NUMBERS.items():
        if number != node.value:
            yield Edit(Number(value=number), cost, "{old} is taken as {new}", number)


def _of_a_sum(node):
    total, bias = node.parts
    yield from [
        Edit(total, 0.5, "{new} is not in the sum", bias),
        Edit(bias, 1.8, "{new} stands alone", bias),
        Edit(total - bias, 1.2, "{new} is taken away where it should be added", bias),
        Edit(total * bias, 2.0, "{new} is multiplied where it should be added", bias),
    ]
    if _is_weighed(total):
        first, second = total.parts[0].parts
        every = replace(total, parts=(first * second + bias,))
        inside = replace(total, parts=(first * (second + bias),))
        yield Edit(every, 1.2, "{new} is added to every product and not once", bias)
        yield Edit(inside, 1.5, "the bias is added to {new} before it is multiplied", second)


def _is_weighed(node):
    """Whether a node is a sum over products."""
    return isinstance(node, SumOver) and isinstance(node.parts[0], Product)


def _of_a_difference(node):
    first, second = node.parts
    yield from [
        Edit(first, 1.0, LEFT_OUT, second),
        Edit(second, 1.3, LEFT_OUT, first),
        Edit(-second, 1.4, "{new} is left out and the minus stays", first),
        Edit(first + second, 0.8, "{new} is added where it should be taken away", second),
        Edit(second - first, 0.8, "what is taken away and what it is taken from change places"),
        Edit(first * second, 2.2, "{new} is multiplied where it should be taken away", second),
        Edit(first / second, 2.6, "it is divided by {new}", second),
        Edit(-first, 2.0, LEFT_OUT, second),
        Edit(node / second, 2.3, DIVIDED, second),
    ]
    if isinstance(second, Product):  # a bracket in the wrong place
        one, other = second.parts
        bracket = "the bracket stands in another place"
        yield Edit((first - one) * other, 1.8, bracket)
        yield Edit(one * (first - other), 1.8, bracket)
        yield Edit(first - one - other, 2.2, NOT_TIMES["taken away"], (one, other))
        yield Edit(first - 2 * second, 1.35, "the step is made twice")
        yield Edit(first - one * second, 1.4, TWICE, one)
        yield Edit(first - first * second, 1.5, AS_WELL, first)
        yield Edit(first - other / one, 1.6, "it is divided by {new} where it should be times", one)
        yield Edit(first * other, 1.8, MULTIPLIED, (first, other))
        yield Edit(other - first, 1.9, "{new} is taken away from the whole gradient", first)
        for mixed_up in (one * first - other, other - one * first):
            yield Edit(mixed_up, 2.1, "the learning rate goes with {new}, not the gradient", first)
    else:
        other_loss = "the slope of another loss, one with a logarithm, is taken"
        yield Edit(-(second / first), 2.0, other_loss)
        yield Edit(node / (first * (Number(value=1.0) - first)), 1.9, other_loss)
        yield Edit(2 * (node * first), 2.1, "{new} is multiplied in as well, and a 2", first)


def _of_a_square(node):
    (base,) = node.parts
    yield from [
        Edit(base, 1.0, "{old} is left unsquared"),
        Edit(2 * base, 1.5, "the error is doubled where it should be squared"),
        Edit(ABSOLUTE(base), 1.3, "the size of the error is halved and not squared"),
        Edit(Square((0.5 * base,)), 1.0, "{old} is halved first and squared after that"),
        Edit(CUBE(base), 2.2, TAKEN, CUBE),
    ]
    if isinstance(base, Difference):
        y_pred, y_true = base.parts
        first, second = Square((y_pred,)), Square((y_true,))
        logarithm = -2 * (y_true * LOGARITHM(y_pred))
        yield Edit(first - second, 1.2, "y_pred and y_true are squared each for itself")
        yield Edit(first + second, 2.0, "y_pred and y_true are squared each for itself")
        yield Edit(first - 2 * y_true, 2.0, "only {new} is squared", y_pred)
        yield Edit(logarithm, 2.0, "another loss, one with a logarithm, is taken")
        for times in (-2, 2, 1):
            yield Edit(times * (y_true * y_pred), 2.0, MULTIPLIED, (y_true, y_pred))


def _of_a_function(node):
    (argument,) = node.parts
    left_out = {RELU: 0.8, GATE: 1.0}.get(node.function, 1.2)
    yield from [
        Edit(argument, left_out, BY_ITSELF, argument),
        Edit(Number(value=1.0) - node, 1.6, "it is taken away from 1", node),
        Edit(node.function(-argument), 1.6, OTHER_SIGN),
        Edit(Number(value=1.0), 1.3 if node.function is RELU else left_out - 0.1, "1 is put there"),
        Edit(Number(value=0.0), 2.0, "0 is put there"),
    ]
    for function, cost in FUNCTIONS.items():
        if function not in (node.function, LAST_TWO, FIRST_TWO):
            yield Edit(function(argument), 1.0 + cost, INSTEAD, function)


def _of_a_sum_over(node):
    (term,), index = node.parts, node.index
    if isinstance(node, MeanOver):
        undivided, twice = SumOver((term,), index=index), node / Value(name=index)
        if isinstance(term, Product) and len(term.parts) == 2:
            one, two = (MeanOver((part,), index=index) for part in term.parts)
            yield Edit(one * two, 1.4, "the mean is taken before the product")
        yield Edit(undivided, 0.6, "the sum is not divided by how many they are")
        yield Edit(twice, 0.8, "it is divided twice by how many they are")
    else:
        mean = MeanOver((term,), index=index)
        yield Edit(mean, 1.4, "the mean of the products stands in the place of their sum")
    for position, which in ((0, "first"), (-1, "last")):
        only = renamed(term, {index: position})
        yield Edit(only, 1.4, f"only the {which} one is counted")
    if not _is_weighed(node):
        return
    second = term.parts[-1]
    apart = [SumOver((part,), index=index) for part in term.parts]
    signed = replace(node, parts=(At((term, -term), index=index, position=0),))
    product = Over((term,), index=index, join=np.prod)
    yield Edit(apart[0] * apart[1], 1.6, "the entries are added up before they are weighed")
    yield Edit(apart[0] + apart[1], 2.2, NOT_TIMES["added"], term.parts)
    yield Edit(product, 2.0, "the products are multiplied where they should be added")
    yield Edit(signed, 2.0, "the second one is taken away from the first")
    if isinstance(second, Value) and second.indices in (("i", "j"), ("j", "k")):
        (letter,) = {*second.indices} - {index}
        for shift, cost in ((0, 1.8), (1, 2.2)):  # each input goes into one neuron, or comes back
            ways = (renamed(term, {letter: at, index: (at + shift) % 2}) for at in (0, 1))
            alone = At(tuple(ways), index=letter, position=0)
            yield Edit(alone, cost, "only one product of each sum is counted")


def _of_a_quotient(node):
    above, below = node.parts
    return [
        Edit(above, 0.8, "nothing is divided"),
        Edit(above * below, 1.0, "it is multiplied by what should divide it"),
        Edit(Quotient((below, above)), 1.0, "the two are divided the other way round"),
    ]


def _of_the_larger(node):
    return [Edit(part, 1.1, "it is divided by {new} alone", part) for part in node.parts]


def _of_a_product(node):
    if len(node.parts) != 2:
        return
    first, second = node.parts
    for left, rest in ((first, second), (second, first)):
        yield Edit(rest, 0.5 if isinstance(left, Number) else 0.7, LEFT_OUT, left)
    seldom = 0.8 * isinstance(second, Number)
    if isinstance(second, Apply) and second.function is GATE:
        yield Edit(RELU(first), 0.9, "ReLU is applied to the signal")
    if isinstance(second, Square):
        (base,) = second.parts
        yield Edit(ROOT(node), 1.5, TAKEN, ROOT)
        yield Edit(ABSOLUTE(base), 1.4, "only the size of the error is taken")
        if isinstance(base, Difference):  # square and factor bind one part of it
            y_pred, square = base.parts[0], Square((base.parts[1],))
            for unbracketed in (first * y_pred - square, y_pred - first * square):
                yield Edit(unbracketed, 1.8, "the brackets round y_pred − y_true are left out")
    taken_away, divided = NOT_TIMES["taken away"], "it is divided by {new} where it should be times"
    yield from [
        Edit(first + second, 1.6 + seldom, NOT_TIMES["added"], (first, second)),
        Edit(first - second, 2.2 + seldom, taken_away, (first, second)),
        Edit(first / second, 2.0, divided, second),
        Edit(second / first, 2.0, divided, first),
        Edit(first * second * second, 1.6, TWICE, second),
        Edit(first * first * second, 1.8, TWICE, first),
    ]


STRUCTURAL = {
    Number: _of_a_number,
    Sum: _of_a_sum,
    Difference: _of_a_difference,
    Square: _of_a_square,
    Apply: _of_a_function,
    SumOver: _of_a_sum_over,
    Product: _of_a_product,
    Quotient: _of_a_quotient,
    Larger: _of_the_larger,
}


def _one_term(node, letters, build, step):
    """Edits of one product of a sum, the others being right."""
    (term,) = node.parts
    letters += node.index if node.index not in letters else ""
    for position in (0, 1):
        for inner, scope, put in places(term, letters):

            def one(new, position=position, put=put):
                only = At((put(new), term), index=node.index, position=position)
                return build(replace(node, parts=(only,)))

            edits = [*_anywhere(inner, False), *_structural(inner)]
            edits += _others_for(inner, scope, step)
            if inner is term:
                edits.append(Edit(Number(value=0.0), 0.4, "{new} is not in the sum", term))
                edits += [Edit(term + Number(value=by), 2.2, PEN) for by in SLIPS_OF_THE_PEN[:8]]
            edits = [e._replace(cost=e.cost + (0.9 if e.cost < 0.5 else 1.1)) for e in edits]
            yield Family(one, scope, inner, edits, product=position)


def _inlined(node, letters, build, step):
    """An earlier quantity worked out anew on the spot, with an edit in its own formula."""
    step = _step(node.name, step.kind, step.most)
    for inner, scope, put in places(step.record.formula, letters):

        def here(new, put=put):
            return build(put(new))

        edits = [*_structural(inner), *(e for e in _anywhere(inner, False) if e.cost < 1.6)]
        if isinstance(inner, Value):
            edits += _others_for(inner, scope, step)
        edits = [edit._replace(cost=edit.cost + 1.2) for edit in edits if edit.cost < 2.6]
        yield Family(here, scope, inner, edits, inlined=node.name)


def _others_for(node, letters, step):
    """Another value in the place of a node, and the node's own numbers in another order."""
    own = step.name.removeprefix("d")
    if isinstance(node, Value):
        for other, cost in others(step, letters, node):
            if other != node:
                yield Edit(other, 1.2 + cost - 0.3 * _is(other, own), INSTEAD, other)
        if node.name in ("W1", "W2") and not step.name.endswith("_new"):
            yield Edit(ABSOLUTE(node), 1.1, TAKEN, ABSOLUTE)
        if node.name in ("a_hidden", "delta_hidden") and "z_hidden" in step.known:
            gate = GATE(Value(name="z_hidden", indices=node.indices))
            yield Edit(gate, 1.6, INSTEAD, gate)
        if node.name == "learning_rate":
            for rate, cost in RATES.items():
                yield Edit(Number(value=rate), 1.2 + cost, INSTEAD, rate)
        yield from _orders(node, shapes(step.kind).get(node.name, ""))  # n is a size
    elif isinstance(node, Number | Apply):
        for other, cost in others(step, letters):
            seldom = 1.3 + cost - 0.3 * _is(other, "a_hidden")
            yield Edit(other, seldom if seldom <= 1.3 else seldom + 0.7, INSTEAD, other)
        if isinstance(node, Apply) and node.function is GATE:
            for slope, cost in _slopes(step, letters):
                yield Edit(slope, 1.0 + cost, INSTEAD, slope)
    elif isinstance(node, Product):
        own = step.name.removesuffix("_new")
        for other, cost in others(step, letters):
            yield Edit(node * other, 2.2 + cost - 0.6 * _is(other, own), AS_WELL, other)
            yield Edit(other, 2.1 + cost - 0.3 * _is(other, "L"), INSTEAD, other)


def _is(formula, name):
    return isinstance(formula, Value) and formula.name == name


def _orders(node, axes):
    """A value with its indices exchanged, turned round, held still, or added up."""
    letters = node.indices if all(isinstance(index, str) for index in node.indices) else ()
    orders, entries = {}, {}
    if len(letters) > 1:
        *front, one, two = letters
        orders = {
            (two, one): 1.0, (f"-{one}", two): 1.8, (one, f"-{two}"): 1.8,
            (f"-{one}", f"-{two}"): 2.4, (f"-{two}", f"-{one}"): 3.0,
        }  # fmt: skip
        entries = {
            (0, 0): 3.8, (1, 1): 4.2, (0, two): 2.8, (1, two): 3.0, (one, 0): 1.6, (one, 1): 1.8,
        }  # fmt: skip
        orders, entries = (
            {(*front, *order): cost for order, cost in some.items()} for some in (orders, entries)
        )
    elif letters:
        orders, entries = {(f"-{letters[0]}",): 1.0}, {(0,): 1.7, (1,): 1.9}
    elif len(node.indices) == 1:
        for other in range(3 if axes == "n" else 2):  # three nudges, two of all else
            if other not in node.indices:
                yield Edit(node[other,], 1.0, INSTEAD, node[other,])
    for said, found in (("{new} are exchanged", orders), ("{new} is used everywhere", entries)):
        for other, cost in found.items():
            yield Edit(node[other], cost, said, node[other])
    yield from _across(node, letters, node)


def _across(node, letters, called):
    """Every entry of a formula exchanged for the same one of all. called: what it is, in words."""
    for letter in letters:
        total, powers = SumOver((node,), index=letter), EXPONENTIAL(node)
        softmax = powers / SumOver((powers,), index=letter)
        yield Edit(total, 1.5, ADDED_UP, called)
        yield Edit(MeanOver((node,), index=letter), 1.7, MEAN, called)
        yield Edit(Over((node,), index=letter), 2.3, LARGEST, called)
        yield Edit(softmax, 2.4, "all results are made to add up to 1")
        yield Edit(node / total, 2.4, "each one is divided by the sum of {new}", called)
    if len(letters) == 2:  # `total` is that over the second
        yield Edit(SumOver((total,), index=letters[0]), 2.2, ADDED_UP, called)


def _of_the_whole(node, letters, step):
    """Edits of the formula as a whole."""
    name = step.name
    if name == "slope":
        losses, nudge = Value(name="losses"), Value(name="nudge")
        for start, way in ((0, "below to here"), (1, "here to above")):
            one_sided = Quotient((losses[start + 1,] - losses[start,], nudge))
            yield Edit(one_sided, 1.0, f"it is one-sided, from {way}")
    for after in FURTHER[step.kind].values():
        signal, *gates = after.formula.parts
        if gates and _is(signal, name) and getattr(gates[0], "function", None) is GATE:
            yield Edit(node * gates[0], 1.35, "the gate is applied already")
    yield Edit(Number(value=0.0), 2.0 if name == "y_pred" else 1.2, "0 is put there")
    yield Edit(Number(value=1.0), 2.0, "1 is put there")
    for letter in letters:
        turned = renamed(node, {letter: f"-{letter}"})
        yield Edit(turned, 1.0, "the results change places")
    if len(letters) == 2:
        one, two = letters
        turned = renamed(node, {one: two, two: one})
        both = renamed(node, {one: f"-{one}", two: f"-{two}"})
        yield Edit(turned, 0.6, "rows and columns of the result change places")
        yield Edit(both, 1.8, "the results change places")
    yield from _across(node, letters, "all results")
    for other, cost in others(step, letters):
        own = _is(other, name.removeprefix("d"))
        known = 1.6 if _is(other, "L") or _is(other, "y_pred") else 2.1
        known = 1.35 if _is(other, f"d{name.removesuffix('_new')}") else known
        yield Edit(other, (1.2 if own else known) + cost, BY_ITSELF, other)
        own = own or _is(other, "learning_rate")
        if not isinstance(node, Product):
            yield Edit(node * other, 1.9 + cost, AS_WELL, other)
        elif own:
            yield Edit(node * other, 1.2 + cost, AS_WELL, other)
        bias = 0.8 * (_made_of(other) in ("b1", "b2"))
        yield Edit(node + other, 2.8 + cost - bias, "{new} is added as well", other)
        yield Edit(node - other, 3.0 + cost, "{new} is taken away as well", other)
        yield Edit(node / other, 3.0 + cost, DIVIDED, other)
    for slope, cost in _slopes(step, letters):
        yield Edit(node * slope, 1.6 + cost, AS_WELL, slope)
        yield Edit(node / slope, 2.6 + cost, DIVIDED, slope)
    for by in SLIPS_OF_THE_PEN:
        yield Edit(node + Number(value=by), 3.2, PEN)


def _made_of(formula):
    """The name of the value that a formula is made of, if there is but one."""
    names = {formula.name} if isinstance(formula, Value) else set()
    names |= {_made_of(part) for part in formula.parts}
    return names.pop() if len(names) == 1 else ""


@cache
def reshaped(name, letters, kind=Example):
    """Edits by which a quantity comes out in another shape, with these letters for its axes."""
    step = _step(name, kind)
    formula, shape, edits = step.record.formula, step.record.shape, []
    missing = [letter for letter in shape if letter not in letters]
    if len(missing) == 1 and len(letters) == 1:
        turned = renamed(formula, {missing[0]: letters})
        edits.append(Edit(turned, 1.0, "{new} are multiplied entry by entry", formula.parts))
    for over, cost in ((SumOver, 1.4), (MeanOver, 1.8)):
        reduced = formula
        for letter in missing:
            reduced = over((reduced,), index=letter)
        edits.append(Edit(reduced, cost, "all is put together into too few numbers"))
    for position in (0, 1):
        one = renamed(formula, dict.fromkeys(missing, position))
        edits.append(Edit(one, 1.6, "one entry stands for all of them"))
    for node, _, build in places(formula, letters):
        if isinstance(node, SumOver) and node.index in letters:
            edits.append(Edit(build(node.parts[0]), 1.2, "the products are not added up"))
    edits += [Edit(other, 1.8 + cost, BY_ITSELF, other) for other, cost in others(step, letters)]
    return Family(lambda new: new, letters, formula, tuple(edits))


def renamed(formula, letters):
    """A formula with some index letters exchanged for others."""
    if isinstance(formula, Value):
        return replace(formula, indices=tuple(letters.get(i, i) for i in formula.indices))
    return replace(formula, parts=tuple(renamed(part, letters) for part in formula.parts))


def others(step, letters, old=None):
    """(formula, cost) of every value that could stand at a place, instead of `old` if there is one.

    letters: the indices that have a meaning there.
    """
    for name, other, cost in _roles(step, letters):
        cost += _distance(old.name, name) if old is not None else 0.0
        if cost < step.most - 1:
            yield other, cost


@cache
def _roles(step, letters):
    """(name, formula, cost) of every value, in every role in which it fits a place."""
    found = [("1", Number(value=1.0), 0.9), ("0", Number(value=0.0), 1.6)]
    for name in step.known:
        shape = shapes(step.kind)[name]
        value = Value(name=name)[shape]
        fits = all(letter in letters for letter in shape)
        roles = [(value, 0.5 * (name == "y_true"))] if fits else []
        if len(shape) == 1:
            roles += _of_a_vector(value, shape, letters)
        elif len(shape) == 2:
            roles += _of_a_table(value, shape, letters)
        if fits and f"d{name}" in step.known and "learning_rate" in step.known:
            roles.append((FURTHER[step.kind][f"{name}_new"].formula, 0.3))
            roles.append((value - Value(name=f"d{name}")[shape], 1.0))
        found += [(name, formula, cost) for formula, cost in roles]
    return tuple(found)


def _of_a_vector(value, letter, letters):
    """A vector in another role: along another index, one entry of it, its sum, its mean."""
    for other in letters:
        if other != letter:
            yield value[other], 0.3
        yield value[f"-{other}",], 1.4
    for position in (0, 1):
        yield value[position,], (1.4 if letters else 0.6) + 0.2 * position
    yield SumOver((value,), index=letter), 1.2 if letters else 0.6
    yield MeanOver((value,), index=letter), 1.8 if letters else 1.2


def _of_a_table(value, shape, letters):
    """A table in another role: turned, a row or a column of it, its sums."""
    if len(letters) == 2:
        yield value[letters[::-1]], 0.8
        if letters != shape:
            yield value[letters], 0.4
    for letter in letters:
        for position in (0, 1):
            yield value[position, letter], 0.9
            yield value[letter, position], 1.2
    one, two = (SumOver((value,), index=letter) for letter in shape)
    if shape[1] in letters:
        yield one, 0.7
    if shape[0] in letters:
        yield two, 1.0
    yield SumOver((one,), index=shape[1]), 1.6


@cache
def _slopes(step, letters):
    """(formula, cost) of slopes of functions that are not there."""
    found = []
    for name, cost in SLOPES_OF.items():
        if name in step.known and all(letter in letters for letter in shapes(step.kind)[name]):
            value = Value(name=name)[shapes(step.kind)[name]]
            for function in SLOPES:
                plain = function is GATE and name == "z_hidden"
                found.append((function(value), -0.1 if plain else cost + FUNCTIONS[function]))
    return tuple(found)


def _distance(old, new):
    """How far two values are from each other: those that are alike are mixed up."""
    alike = {old, new}
    if old == new:
        return 0.0
    if new in (f"d{old}", old.removeprefix("d")) or alike in ALIKE:
        return 0.1
    if (old, new) == ("z_hidden", "dL_da_hidden"):  # max(signal, 0) for the gate
        return -0.4
    if new in "01":
        return 0.3
    if old == "learning_rate":
        return 1.2
    role, layer = 0.6 * (_role(old) != _role(new)), 0.3 * abs(_layer(old) - _layer(new))
    return 0.2 + role + layer + 1.5 * (new == "learning_rate")


ALIKE = ({"z_hidden", "a_hidden"}, {"dL_da_hidden", "delta_hidden"})


def _role(name):
    """What a value is: people mix up those of one kind."""
    if name == "learning_rate":
        return "rate"
    if name == "L" or name.startswith(("dL", "delta", "error")):
        return "signal"
    return {"d": "gradient", "W": "parameter", "b": "parameter"}.get(name[0], "value")


def _layer(name):
    """How far a value is from the inputs."""
    if name == "x":
        return 0
    return 1 if name[-1] == "1" or name.endswith(("_hidden", "_first")) else 2
