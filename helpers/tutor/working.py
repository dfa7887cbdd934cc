"""The numbers of a worked line, each held against the one that belongs there."""

from itertools import chain, combinations, product
from math import isclose, prod

from helpers.formulas import SQUARE, Apply, Joined, Over, Value, label, shaped
from helpers.quantities import QUANTITIES
from helpers.tutor.notation import Unread
from helpers.tutor.sums import numbers_of, worked_out

_MOST_WRONG = 2  # a line with more of them is no slip of the pen
_MOST_APART = 4  # so many 1s may be written, or left out
_ADDED = "What is added up there?"
_ASKED = {  # how a number is asked for; any other by its name
    "x": "Which number comes in at input {}?",
    "W1": "Which weight goes from input {} to neuron {}?",
    "b1": "Which number is added at the end for neuron {}?",
    "W2": "Which weight goes from neuron {} to the output?",
    "b2": "Which number is added at the end?",
    "y_true": "Which number was wanted?",
    "learning_rate": "How large is the learning rate?",
}


def asked(name, working, values):
    """Asks about the first number in the working of a quantity that is not the right one.

    working: a tuple of `Working`. values: what the lines should be worked out from. Returns "" if
    every number is right, and None if that cannot be said: the lines are built in another way.
    """
    found = _wrong(QUANTITIES[name], QUANTITIES[name].formula, working, values)
    if not found:
        return None if found is None else ""
    number, question = found[0]
    typed = [one for line in working for one in numbers_of(line.tree)]
    shown = [one for one in typed if isclose(one, number)]
    shown += [one for one in typed if isclose(one * number, 1)]  # what it is divided by
    if not shown:
        return f"One part of your working is not the right one. {question}"
    return f"There is {shown[0]:.10g} in your working. {question}"


def shows(slip, working, values):
    """Whether the working is that of a slip; None if that cannot be said."""
    quantity = QUANTITIES[slip.marked]
    if slip.of == slip.marked:
        found = _wrong(quantity, slip.formula, working, values, added=False)
    else:
        found = _wrong(quantity, quantity.formula, working, slip.followed(values), added=False)
    return None if found is None else not found


def _wrong(quantity, formula, working, values, added=True):
    """(number, question) for each number that a formula does not have; None if built otherwise.

    added: whether parts of the formula may have been added up on the way.
    """
    found = []
    for line in working:
        at = dict(zip(quantity.shape, line.at, strict=True))
        right, ways = _number(formula, values, at), _made_of(quantity, formula, values, at)
        ways = [numbers for numbers in ways if added or all(what != _ADDED for _, what in numbers)]
        ways = filter(None, (_unlike(line.tree, right, numbers) for numbers in ways))
        likely = min(ways, key=lambda way: (len(way[0]), way[1]), default=None)
        if likely is None:
            return None
        found += likely[0]
    return found


def _number(formula, values, at):
    letters = tuple(sorted(at))
    return float(shaped(formula, letters, values)[tuple(at[letter] for letter in letters)])


def _made_of(quantity, formula, values, at):
    """The (number, question) pairs of a formula in each way: in one number, or part by part."""
    yield [(_number(formula, values, at), _question(quantity, formula, at))]
    parts = [(part, at) for part in formula.parts]
    match formula:
        case Over((part,), index, "sum"):
            parts = [(part, {**at, index: spot}) for spot in range(values[index])]
        case Apply((part,), function) if function is SQUARE:
            for numbers in _made_of(quantity, part, values, at):
                yield numbers
                yield numbers + numbers
            return
        case Over() | Apply():
            return
        case Value():
            made = QUANTITIES.get(formula.name)
            if made and made.rate and formula.indices == tuple(made.shape):
                yield from _made_of(made, made.formula, values, at)  # dL/dy_pred × W2 for dL/da
            return
    inner = [list(_made_of(quantity, part, values, spot)) for part, spot in parts]
    for numbers in product(*inner) if parts else ():
        yield list(chain(*numbers))


def _question(quantity, formula, at):
    match formula:
        case Over() | Joined(_, "+"):
            return _ADDED
        case Joined(_, "×"):
            return "Which product is that, and what does it come to?"
        case Apply(_, function) if function is SQUARE:
            return "Which product is that, and what does it come to?"
    if not isinstance(formula, Value) or not at.keys() >= set(formula.indices):
        return quantity.question
    index = tuple(at[letter] for letter in formula.indices)
    if quantity.name == f"{formula.name}_new":
        return f"What is {label(formula.name, index)} before the step?"
    known = _ASKED.get(formula.name, f"What is {label(formula.name, index)}?")
    return known.format(*(place + 1 for place in index))


def _unlike(tree, right, numbers):
    """What is written and not right: ((number, question) pairs, by how many numbers it differs).

    numbers: the pairs that the line may be made of. None if the line is built otherwise: with them
    in their places, and their signs, it does not come to the right number.
    """
    written = []
    _mapped(tree, written.append)
    apart = abs(len(written) - len(numbers))
    if apart > _MOST_APART:
        return None
    left, missing = list(range(len(written))), []
    pairs = enumerate(zip(written, numbers, strict=False))
    here = [place for place, (one, (number, _)) in pairs if _same(one, number)]
    for place, (number, question) in enumerate(numbers):
        others = (one for one in left if one not in here and _same(written[one], number))
        same = place if place in here else next(others, None)
        if same is None:
            missing.append((number, question))
        else:
            left.remove(same)
    for pair in combinations(left, 2):
        if _same(written[pair[0]] * written[pair[1]], 1.0):  # 1/2 * 2
            left = [place for place in left if place not in pair]
    if len(left) == 1 and _same(written[left[0]], prod(number for number, _ in missing)):
        left, missing = [], []  # a product of several
    left = _without_ones(left, missing, lambda place: written[place])
    missing = _without_ones(missing, left, lambda pair: pair[0])
    if len(left) != len(missing) or len(left) > _MOST_WRONG:
        return None
    for signs in product((1, -1), repeat=len(left)):
        filled = list(written)
        for place, sign, (number, _) in zip(left, signs, missing, strict=True):
            filled[place] = sign * number
        if _comes_to(tree, filled, right):
            found = [(written[p], pair[1]) for p, pair in zip(left, missing, strict=True)]
            return found, apart
    return None


def _comes_to(tree, numbers, right):
    """Whether a tree with these numbers in its places, in order, comes to the right number."""
    remaining = iter(numbers)
    try:
        value = worked_out(_mapped(tree, lambda _: next(remaining)))
    except Unread:  # far too large, or none at all
        return False
    return isclose(value, right, rel_tol=1e-3, abs_tol=1e-9)


def _mapped(tree, change):
    """A tree with other numbers in the places of those that may belong to a formula."""
    match tree:
        case ("^", part, 2.0):
            return ("^", _mapped(part, change), 2.0)
        case ("/", part, float(below)):
            return ("*", _mapped(part, change), change(1 / below))
        case ("max", *_):
            return change(worked_out(tree))
        case (operator, *parts):
            return (operator, *(_mapped(part, change) for part in parts))
    return change(tree)


def _without_ones(longer, shorter, number):
    """The longer without so many 1s, which need not be written, that both are equally long."""
    ones = [one for one in longer if _same(number(one), 1.0)]
    extra = ones[: max(len(longer) - len(shorter), 0)]
    return [one for one in longer if one not in extra]


def _same(one, other):
    """Whether two numbers are the same, whatever their signs, which are their terms'."""
    return isclose(abs(one), abs(other), rel_tol=1e-4, abs_tol=1e-9)
