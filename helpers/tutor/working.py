"""The numbers of a worked line, each held against the one that belongs there."""

from itertools import combinations, permutations
from math import prod
from typing import NamedTuple

import numpy as np

from helpers.formulas import SQUARE, Apply, Joined, Over, Value, label, shaped
from helpers.quantities import QUANTITIES
from helpers.tutor.sums import worked_out

_MOST_TERMS = 6  # all their orders are tried
_MOST_WRONG = 2  # a line with more of them is no slip of the pen
_ASKED = {  # how a number is asked for; any other by its name
    "x": "Which number comes in at input {}?",
    "W1": "Which weight goes from input {} to neuron {}?",
    "b1": "Which number is added at the end for neuron {}?",
    "W2": "Which weight goes from neuron {} to the output?",
    "b2": "Which number is added at the end?",
    "y_true": "Which number was wanted?",
    "learning_rate": "How large is the learning rate?",
}


class Factor(NamedTuple):
    """A number that belongs into a line, what asks for it, and what it may be written as.

    terms: those that it is the sum of. factors: those that it is the product of.
    """

    number: float
    question: str = ""
    terms: tuple = ()
    factors: tuple = ()


def asked(name, working, values):
    """Asks about the first number in the working of a quantity that is not the right one.

    working: a tuple of `Working`. values: what the lines should be worked out from. Returns "" if
    every number is right, and None if that cannot be said: the lines are built in another way.
    """
    quantity = QUANTITIES[name]
    found = _wrong(quantity, quantity.formula, working, values, _added)
    if not found:
        return None if found is None else ""
    tree, question = found[0]
    tree = tree[2] if isinstance(tree, tuple) and tree[:2] == ("/", 1.0) else tree
    if isinstance(tree, float):
        return f"There is {tree:.10g} in your working. {question}"
    return f"One part of your working is not the right one. {question}"


def shows(slip, working, values):
    """Whether the working is that of a slip; None if that cannot be said."""
    quantity = QUANTITIES[slip.marked]
    if slip.of == slip.marked:
        found = _wrong(quantity, slip.formula, working, values)
    else:
        found = _wrong(quantity, quantity.formula, working, slip.followed(values))
    return None if found is None else not found


def _wrong(quantity, formula, working, values, ways=lambda terms, size: [terms]):
    """(tree, question) for each number that a formula does not have; None if built otherwise.

    ways: gives the terms of the formula as they may be written.
    """
    found = []
    for line in working:
        at = dict(zip(quantity.shape, line.at, strict=True))
        terms, written = _terms(quantity, formula, values, at), _written(line.tree)
        compared = [_compared(right, written) for right in ways(terms, len(written))]
        wrong = min((one for one in compared if one is not None), key=_unlike, default=None)
        if wrong is None or len(wrong) > _MOST_WRONG or ("sign", "") in wrong:
            return None
        found += wrong
    return found


def _added(terms, size):
    """The terms as so many: in every way in which some that stand side by side are added up."""
    for cuts in [*combinations(range(1, len(terms)), size - 1)][::-1]:
        spans = zip((0, *cuts), (*cuts, len(terms)), strict=True)
        yield [_total(terms[start:end]) for start, end in spans]


def _total(terms):
    if len(terms) == 1:
        return terms[0]
    total = sum(prod(factor.number for factor in term) for term in terms)
    return [Factor(total, "What is added up there?", tuple(terms))]


def _unlike(found):
    return sum(bool(question) or 0.4 for _, question in found)


def _terms(quantity, formula, values, at):
    """The terms of a formula for one entry: for each its factors, -1 among them if taken away."""
    match formula:
        case Over((part,), index, "sum"):
            spots = ({**at, index: spot} for spot in range(values[index]))
            return [term for spot in spots for term in _terms(quantity, part, values, spot)]
        case Joined(parts, "+" | "−" as sign):
            first, second = (_terms(quantity, part, values, at) for part in parts)
            return first + [[Factor(-1.0), *term] if sign == "−" else term for term in second]
    return [_factors(quantity, formula, values, at)]


def _factors(quantity, formula, values, at):
    match formula:
        case Joined(parts, "×"):
            return [f for part in parts for f in _factors(quantity, part, values, at)]
        case Apply((part,), function) if function is SQUARE:
            return _factors(quantity, part, values, at) * 2
    letters = tuple(sorted(at))
    number = float(shaped(formula, letters, values)[tuple(at[letter] for letter in letters)])
    terms = _terms(quantity, formula, values, at) if formula.sign == "−" else ()
    made = QUANTITIES.get(formula.name) if isinstance(formula, Value) else None
    product = made and made.rate and formula.indices == tuple(made.shape)
    factors = _factors(made, made.formula, values, at) if product else ()
    return [Factor(number, _question(quantity, formula, at), tuple(terms), tuple(factors))]


def _question(quantity, formula, at):
    if not isinstance(formula, Value) or not at.keys() >= set(formula.indices):
        return quantity.question
    index = tuple(at[letter] for letter in formula.indices)
    if quantity.name == f"{formula.name}_new":
        return f"What is {label(formula.name, index)} before the step?"
    known = _ASKED.get(formula.name, f"What is {label(formula.name, index)}?")
    return known.format(*(place + 1 for place in index))


def _written(tree, sign=1.0):
    """The terms of a tree: for each the trees of its factors, and its sign."""
    if isinstance(tree, tuple) and tree[0] in ("+", "-"):
        second = -sign if tree[0] == "-" else sign
        return _written(tree[1], sign) + _written(tree[2], second)
    return [[sign, *_multiplied(tree)]]


def _multiplied(tree):
    if isinstance(tree, tuple) and tree[0] == "*":
        return _multiplied(tree[1]) + _multiplied(tree[2])
    if isinstance(tree, tuple) and tree[0] == "^" and tree[2] == 2:
        return _multiplied(tree[1]) * 2
    if isinstance(tree, tuple) and tree[0] == "/" and isinstance(tree[2], float):
        return [*_multiplied(tree[1]), ("/", 1.0, tree[2])]
    return [tree]


def _compared(right, written):
    """(tree, question) for what is written and not right, ("sign", "") for a term's sign.

    None if the terms, or the factors of one, are not as many.
    """
    if len(right) != len(written) or len(right) > _MOST_TERMS:
        return None
    orders = [[*map(_differing, right, order)] for order in permutations(written)]
    fitting = [[one for term in order for one in term] for order in orders if None not in order]
    return min(fitting, key=_unlike, default=None)


def _differing(right, written):
    """The same for the factors of one term; they may stand in any order, or be worked out."""
    left = list(written[1:])  # without the sign
    missing = []
    for factor in filter(lambda one: one.question, right):  # without its sign
        same = next((tree for tree in left if _same(tree, factor.number)), None)
        if same is None:
            missing.append(factor)
        else:
            left.remove(same)
    for pair in combinations(left, 2):
        if _same(("*", *pair), 1.0):  # 1/2 * 2
            left = [tree for tree in left if all(tree is not one for one in pair)]
    left, missing = _without_ones(left, missing)
    made = next((factor for factor in missing if factor.factors), None)
    if made and len(left) > len(missing):  # dL/dy_pred × W2 for dL/da
        others = [factor for factor in right if factor is not made]
        return _differing([*others, *made.factors], written)
    if len(left) == 1 and _same(left[0], prod(factor.number for factor in missing)):
        left = missing = []
    if len(left) == 1 and isinstance(left[0], float) and len(missing) > 1:
        return [(left[0], "Which product is that, and what does it come to?")]
    if len(left) != len(missing):
        return None
    if not left:
        total = prod(factor.number for factor in right) * prod(map(worked_out, written))
        return [] if total >= 0 else [("sign", "")]
    found = []
    for tree, factor in zip(left, missing, strict=True):
        ways = (1.0, -1.0) if isinstance(tree, tuple) else ()  # (a − b)² is (b − a)²
        inner = [_compared(factor.terms, _written(tree, sign)) for sign in ways]
        found += min(filter(None, inner), key=_unlike, default=[(tree, factor.question)])
    return list(dict.fromkeys(found))


def _without_ones(left, missing):
    """Both without those 1s that need not be written; as many stay as it takes to be as many."""
    left = sorted(left, key=lambda tree: _same(tree, 1.0))
    missing = sorted(missing, key=lambda factor: _same(factor.number, 1.0))
    size = max(
        sum(not _same(tree, 1.0) for tree in left),
        sum(not _same(factor.number, 1.0) for factor in missing),
    )
    return left[:size], missing[:size]


def _same(tree, number):
    """Whether a tree comes to a number, whatever the sign, which is the term's."""
    value = worked_out(tree)
    return np.ndim(value) == 0 and bool(np.isclose(abs(value), abs(number), rtol=1e-4, atol=1e-9))
