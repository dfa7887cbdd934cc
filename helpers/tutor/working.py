"""The numbers of a worked line, each held against the one that belongs there."""

from itertools import permutations
from math import prod
from typing import NamedTuple

import numpy as np

from helpers.formulas import Difference, Product, Square, Sum, SumOver, Value, label, shaped
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
    """A number that belongs into a line, what asks for it, and the terms it is the sum of."""

    number: float
    question: str = ""
    terms: tuple = ()


def asked(name, working, values):
    """Asks about the first number in the working of a quantity that is not the right one.

    working: a tuple of `Working`. values: what the lines should be worked out from. Returns "" if
    every number is right, and None if that cannot be said: the lines are built in another way.
    """
    quantity = QUANTITIES[name]
    found = []
    for line in working:
        at = dict(zip(quantity.shape, line.at, strict=True))
        wrong = _compared(_terms(quantity, quantity.formula, values, at), _written(line.tree))
        if wrong is None or len(wrong) > _MOST_WRONG or ("sign", "") in wrong:
            return None
        found += wrong
    if not found:
        return ""
    tree, question = found[0]
    if isinstance(tree, float):
        return f"There is {tree:.10g} in your working. {question}"
    return f"One part of your working is not the right one. {question}"


def _terms(quantity, formula, values, at):
    """The terms of a formula for one entry: for each its factors, -1 among them if taken away."""
    if isinstance(formula, SumOver):
        spots = ({**at, formula.index: spot} for spot in range(values[formula.index]))
        return [term for at in spots for term in _terms(quantity, formula.parts[0], values, at)]
    if isinstance(formula, Sum):
        return [term for part in formula.parts for term in _terms(quantity, part, values, at)]
    if isinstance(formula, Difference):
        first, second = (_terms(quantity, part, values, at) for part in formula.parts)
        return first + [[Factor(-1.0), *term] for term in second]
    return [_factors(quantity, formula, values, at)]


def _factors(quantity, formula, values, at):
    if isinstance(formula, Product):
        return [f for part in formula.parts for f in _factors(quantity, part, values, at)]
    if isinstance(formula, Square):
        return _factors(quantity, formula.parts[0], values, at) * 2
    letters = tuple(sorted(at))
    number = float(shaped(formula, letters, values)[tuple(at[letter] for letter in letters)])
    inner = _terms(quantity, formula, values, at) if isinstance(formula, Difference) else ()
    return [Factor(number, _question(quantity, formula, at), tuple(inner))]


def _question(quantity, formula, at):
    if not isinstance(formula, Value):
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
        return [*_multiplied(tree[1]), 1 / tree[2]]
    return [tree]


def _compared(right, written):
    """(tree, question) for what is written and not right, ("sign", "") for a term's sign.

    None if the terms, or the factors of one, are not as many.
    """
    if len(right) != len(written) or len(right) > _MOST_TERMS:
        return None
    orders = [
        [_differing(*pair) for pair in zip(right, order, strict=True)]
        for order in permutations(written)
    ]
    fitting = [[one for term in order for one in term] for order in orders if None not in order]
    return min(fitting, key=lambda found: sum(bool(q) or 0.4 for _, q in found), default=None)


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
    left, missing = _without_ones(left, missing)
    if len(left) == 1 and _same(left[0], prod(factor.number for factor in missing)):
        left = missing = []
    if len(left) != len(missing):
        return None
    if not left:
        total = prod(factor.number for factor in right) * prod(map(worked_out, written))
        return [] if total >= 0 else [("sign", "")]
    found = []
    for tree, factor in zip(left, missing, strict=True):
        inner = _compared(factor.terms, _written(tree)) if isinstance(tree, tuple) else None
        found += inner or [(tree, factor.question)]
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
