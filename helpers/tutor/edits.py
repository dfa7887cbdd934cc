"""The small edits that turn a right formula into a slip: a few kinds, tried at every place.

A kind looks at one place of a formula and yields what may stand there instead, how seldom that is
(about the logarithm of how many other edits are made more often), and what is said of it. KINDS
lists them.
"""

from dataclasses import replace
from functools import cache

import numpy as np

from helpers.formulas import (
    GATE,
    LETTERS,
    RELU,
    SQUARE,
    Apply,
    Joined,
    Number,
    Over,
    Value,
    mean,
    places,
    total,
)
from helpers.quantities import RECORDS, SIZE, Batch
from helpers.tutor.functions import (
    EXPONENTIAL,
    FIRST_TWO,
    FUNCTIONS,
    INVERSE,
    LAST_TWO,
    LOGARITHM,
    ROOT,
    SIGN,
)
from helpers.tutor.places import Edit, Place, Position, Where, filled, renamed, shapes, step_of
from helpers.tutor.roles import (
    EXCHANGED,
    OWN_ENTRY,
    arrangements,
    is_value,
    made_of,
    others,
    role,
    slopes,
)
from helpers.worked_example import Example

# fmt: off
FACTORS = {  # a factor too many: how seldom
    -1: 0.0, 2: 0.3, 0.5: 0.3, 0.1: 1.0, 10: 1.0, 0.01: 1.5, 100: 1.5, 0.001: 2.2, 1000: 2.2,
    0.25: 1.2, 4: 1.5, -2: 0.6, -0.5: 0.8, 3: 2.0, 1 / 3: 2.0, 2 / 3: 2.2, 1.5: 2.4,
}
FACTORS_SAID = {
    -1: "the sign of {old} is the other one", 2: "{old} is doubled", 0.5: "{old} is halved",
}
LEFT_OUT = {  # sign: how seldom the first of what it joins is left out, and the second
    "+": (1.8, 0.5), "−": (1.3, 1.0), "×": (0.7, 0.7), "÷": (3.0, 0.8), "max": (1.1, 1.1),
}
OTHER_SIGNS = {  # sign: another one, turned if its two parts change places, and how seldom
    "+": (("−", False, 1.2), ("×", False, 2.0)),
    "−": (("−", True, 0.8), ("+", False, 0.8), ("×", False, 2.2), ("÷", False, 2.6)),
    "×": (("+", False, 1.6), ("−", False, 2.2), ("÷", False, 2.0), ("÷", True, 1.8)),
    "÷": (("÷", True, 1.0), ("×", False, 1.0)),
    "max": (("+", False, 0.8),),
}
DONE = {"+": "added", "−": "taken away", "×": "multiplied", "÷": "divided", "max": "compared"}
RATES = {  # another learning rate: how seldom
    0.1: 0.0, 0.5: 0.0, 0.01: 0.0, 1.0: 0.2, 0.05: 0.8, 0.2: 0.9, 0.001: 0.9, 0.3: 1.2, 0.02: 1.5,
}
SLIPS_OF_THE_PEN = [sign * by for by in (0.1, 0.01, 1.0, 0.2, 0.001) for sign in (1, -1)]
MOST = 3.8  # what is made more seldom is not looked for
COMMON = 2.3  # the same for the second edit of two
# fmt: on

# What is said of edits that are made at several places.
TAKEN = "{new} of {old} is taken"
INSTEAD = "{new} stands in the place of {old}"
GONE = "{new} is left out"
NOT_THERE = {"+": "{new} is not in the sum", "÷": "it is not divided by {new}"}
AS_WELL = "{new} is multiplied in as well"
BY_ITSELF = "{new} is taken as it is"
DIVIDED = "it is divided by {new} as well"
TWICE = "{new} is multiplied in twice"
MULTIPLIED = "{new} are multiplied"
BRACKET = "the bracket stands in another place"
OTHER_LOSS = "the slope of another loss, one with a logarithm, is taken"


@cache
def edits_of(name, kind=Example, formula=None):
    """The places of the formula of one quantity, or of what stands for it, each with its edits."""
    step = step_of(name, kind, COMMON if formula else MOST)
    changed, formula = formula is not None, formula or step.record.formula
    found = []
    for node, letters, build in places(formula, step.record.shape):
        if changed and isinstance(node, Number):
            continue
        found.append(Place(step, node, letters, build, whole=node is formula))
        if isinstance(node, Over) and not changed:
            found += _products(found[-1])
    return tuple(filter(None, map(_edited, found)))


def _products(sum_place):
    """The places in one product of a sum, the others being right."""
    step, node, letters, build, *_ = sum_place
    (term,), index = node.parts, node.index
    for position in (0, 1):
        only = Position(index=index, position=position)
        for inner, scope, put in places(term, letters + index * (index not in letters)):

            def one(new, only=only, put=put):
                return build(replace(node, parts=(Where((only, put(new), term)),)))

            yield Place(step, inner, scope, one, inner is term, position)


def _edited(place):
    edits = [edit for kind in KINDS for edit in kind(place)]
    if place.product is not None:  # seldom made in one product alone, save to leave it out
        edits = [e._replace(cost=e.cost + _alone(e)) for e in edits]
    return place._replace(edits=tuple(edits)).up_to(place.step.most)


def _alone(edit):
    """How much more seldom an edit is in one product alone: a sign is lost in one of them."""
    if edit.new == -1:
        return 0.4
    return 0.9 if edit.cost < 0.5 else 1.1


def left_out(place):
    """A part is left out: a bias, a factor, the square, a product."""
    match place.old:
        case Joined(parts, sign):
            for gone, left, cost in zip(parts, parts[::-1], LEFT_OUT[sign], strict=True):
                cost -= 0.2 * (sign == "×" and isinstance(gone, Number))
                yield Edit(left, cost, NOT_THERE.get(sign, GONE), gone)
            if sign == "−":
                yield Edit(-1 * parts[1], 1.4, "{new} is left out and the minus stays", parts[0])
                yield Edit(-1 * parts[0], 2.0, GONE, parts[1])
        case Apply((part,), function):
            cost = {RELU: 0.8, GATE: 1.0, SQUARE: 1.0}.get(function, 1.2)
            yield Edit(part, cost, BY_ITSELF, part)
        case Over((term,), index, way):
            if way == "mean":
                yield Edit(total(term, index), 0.6, "the sum is not divided by how many they are")
            for position, which in ((0, "first"), (-1, "last")):
                one = renamed(term, {index: position})
                yield Edit(one, 1.4, f"only the {which} one is counted")
    if place.whole and place.product is not None:
        yield Edit(Number(value=0.0), 0.4, NOT_THERE["+"], place.old)


def twice(place):
    """A factor is multiplied in twice, or something that does not belong there."""
    node, name = place.old, place.step.name
    is_product = node.sign == "×"
    if is_product:
        for factor, cost in zip(node.parts, (1.8, 1.6), strict=True):
            yield Edit(node * factor, cost, TWICE, factor)
    if node.sign == "−":
        yield Edit(node / node.parts[1], 2.3, DIVIDED, node.parts[1])
    if is_product or place.is_result:
        for other, cost in others(place):
            own = is_value(other, name[1:]) or is_value(other, "learning_rate")
            own = 0.8 * (is_product and place.is_result and own)
            own += 0.5 * is_value(other, name.removesuffix("_new"))
            yield Edit(node * other, 2.0 - own + cost, AS_WELL, other)


def another_sign(place):
    """Added for multiplied, taken away for added; or the two that are joined change places."""
    if not isinstance(place.old, Joined):
        return
    (first, second), sign = place.old.parts, place.old.sign
    for other, turned, cost in OTHER_SIGNS[sign]:
        done = DONE[other], DONE[sign]
        parts = (second, first) if turned else (first, second)
        if other == sign:
            said, new = "{new} change places", (first, second)
        elif other == "÷":
            said, new = "it is divided by {new} where it should be " + DONE[sign], parts[1]
        elif sign == "×":
            said, new = "{{new}} are {} where they should be {}".format(*done), (first, second)
        else:
            said, new = "{{new}} is {} where it should be {}".format(*done), second
        cost += 0.8 * (other in "+−" and sign == "×" and isinstance(second, Number))
        yield Edit(Joined(parts, other), cost, said, new)


def another_bracket(place):
    """The same numbers and signs, with a bracket in another place."""
    match place.old:
        case Joined((Over((Joined((first, second), "×"),), index), bias), "+"):
            every = total(first * second + bias, index)
            yield Edit(every, 1.2, "{new} is added to every product and not once", bias)
            before = "the bias is added to {new} before it is multiplied"
            yield Edit(total(first * (second + bias), index), 1.5, before, second)
            own = renamed(bias, dict.fromkeys(place.letters, index))
            yield Edit(total((first + own) * second, index), 1.5, before, first)
        case Joined((old, Joined((rate, gradient), "×")), "−"):
            yield Edit(old - 2 * (rate * gradient), 1.35, "the step is made twice")
            for other, third in ((rate, gradient), (gradient, rate)):
                seldom = 2.1 + 0.3 * (third is rate)
                yield Edit(old * other - third, seldom, MULTIPLIED, (old, other))
                yield Edit(third - old * other, seldom, MULTIPLIED, (old, other))
            for one, two, third in (
                (old, rate, gradient),
                (old, gradient, rate),
                (rate, gradient, old),
            ):
                yield Edit((one - two) * third, 1.8, BRACKET)
                yield Edit((two - one) * third, 2.1, BRACKET)
        case Joined((half, Apply((Joined((first, second), "−"),), function)), "×"):
            brackets = "the brackets round {new} are left out"
            for left, taken in ((half * function(first), second), (first, half * function(second))):
                yield Edit(left - taken, 1.8, brackets, place.old.parts[1].parts[0])
            yield Edit(half * function(first) - function(second), 1.8, brackets)
        case Joined((Joined((Value() as losses, Value()), "−"), Joined((_, nudge), "×")), "÷"):
            for start, way in ((0, "below to here"), (1, "here to above")):
                one_sided = (losses[start + 1,] - losses[start,]) / nudge
                yield Edit(one_sided, 1.0, f"it is one-sided, from {way}")
            rise = losses[2,] - losses[0,]
            halved = rise / Number(value=2.0) * nudge
            yield Edit(halved, 1.2, "only 2 divides, and {new} multiplies", nudge)
            predicted, run = Value(name="y_pred"), place.old.parts[1]
            by_those = (predicted[2,] - predicted[0,]) / run
            yield Edit(by_those, 1.2, "{new} stands in the place of the losses", predicted)
            last = losses[2,] - losses[0,] / run
            yield Edit(last, 1.4, "only {new} is divided", losses[0,])


def another_function(place):
    """A function that does not belong there: sigmoid for ReLU, the size alone, a rounded number."""
    node, name = place.old, getattr(place.old, "name", "")
    if isinstance(node, Number):
        turned_over = INVERSE.compute(node.value) if node.value else 0.0
        yield Edit(Number(value=turned_over), 1.5, "{old} is taken as {new}", turned_over)
        return
    base = 2.4
    if place.is_result:
        base = 1.15 if node.sign == "+" else 1.6
    weights = name in ("W1", "W2") and not place.step.name.endswith("_new")
    if weights or node.sign == "−":
        sign = 0.8
    else:
        sign = 1.3 if role(name) in ("signal", "gradient") else base
    for function, cost in FUNCTIONS.items():
        turned = function in (LAST_TWO, FIRST_TWO)
        seldom = sign if function in (SIZE, SIGN) else base
        said = "{new} of {old} change places" if turned else TAKEN
        yield Edit(function(node), seldom + cost, said, function)
        if isinstance(node, Apply) and function != node.function and not turned:
            cost += 0.5 * (node.function is SQUARE and function is RELU)
            yield Edit(function(*node.parts), 1.0 + cost, INSTEAD, function)
    match node:
        case Joined((signal, Apply(_, function)), "×") if function is GATE:
            yield Edit(RELU(signal), 0.9, "ReLU is applied to the signal")
        case Joined((_, Apply((error,), function)), "×") if function is SQUARE:
            yield Edit(SIZE(error), 1.4, "only the size of the error is taken")
            yield Edit(error, 1.5, "{new} itself is taken", error)
            yield Edit(2 * error, 1.8, "the slope of error² is taken")
    if place.is_result and place.step.name == "L":
        yield Edit(ROOT(node), 1.5, TAKEN, ROOT)


def another_factor(place):
    """A sign, a 2, a power of ten too many."""
    for by, cost in FACTORS.items():
        moved = by > 0 and np.log10(by) % 1 == 0
        said = "the decimal point of {old} is moved" if moved else "{old} is multiplied by {new}"
        said = FACTORS_SAID.get(by, said)
        cost += 1.2 if isinstance(place.old, Value) else 1.1 if moved and place.is_result else 1.3
        yield Edit(float(by) * place.old, cost, said, by)


def another_loss(place):
    """Another loss, or another square, or its slope."""
    match place.old:
        case Apply((Joined((first, second), "−"),), function) if function is SQUARE:
            apart, mixed = function(first) - function(second), first * second
            squares = function(first) + function(second)
            yield Edit(apart, 1.2, "{new} are squared each for itself", (first, second))
            for made in (squares, squares - mixed, apart - 2 * mixed):
                yield Edit(made, 1.8, "the square of the error is worked out part by part")
            for times in (1, 2, -2):
                yield Edit(times * mixed, 2.0, MULTIPLIED, (first, second))
            for made in (-2 * (second * LOGARITHM(first)), 2 * RELU(Number() - mixed)):
                yield Edit(made, 2.1, "another loss, one without a square, is taken")
        case Joined((Value() as first, Value() as second), "−") if place.is_result:
            yield Edit(-1 * (second / first), 2.0, OTHER_LOSS)
            yield Edit(place.old / (first * (Number() - first)), 1.9, OTHER_LOSS)
            yield Edit(
                2 * (place.old * first), 2.1, "{new} is multiplied in as well, and a 2", first
            )


def another_sum(place):
    """A mean for a sum, a sum of sums, a product of all."""
    match place.old:
        case Over((Joined((first, second), "×"),), index, "mean"):
            apart = mean(first, index) * mean(second, index)
            yield Edit(apart, 1.4, "the mean is taken before the product")
        case Over((Joined((first, second), "×") as term,), index):
            yield Edit(
                mean(term, index), 1.4, "the mean of the products stands in the place of their sum"
            )
            multiplied = Over((term,), index, "product")
            yield Edit(multiplied, 2.0, "the products are multiplied where they should be added")
            for letter in place.letters:  # each input goes into one neuron, or comes back from it
                for other, cost in ((letter, 1.8), (f"-{letter}", 2.2)):
                    alone = renamed(term, {index: other})
                    yield Edit(alone, cost, "only one product of each sum is counted")
    match place.old:
        case Over(_, index, "mean"):
            divided_twice = place.old / Value(name=index)
            yield Edit(divided_twice, 0.8, "it is divided twice by how many they are")
    if place.is_result and place.step.kind is Batch and role(place.step.name) == "signal":
        yield Edit(place.old / Value(name="n"), 1.1, "it is divided by the number of rows already")


def another_quantity(place):
    """Another value in the place of one; of a number, a function or a product too."""
    node, name = place.old, place.step.name
    own = name.removeprefix("d")
    if isinstance(node, Value):
        for other, cost in others(place, node):
            yield Edit(other, 1.2 + cost - 0.3 * is_value(other, own), INSTEAD, other)
        if node.name == "learning_rate":
            for rate, cost in RATES.items():
                yield Edit(Number(value=rate), 1.2 + cost, INSTEAD, rate)
    elif place.is_result:
        for other, cost in others(place):
            known = 1.6 if is_value(other, "L") or is_value(other, "y_pred") else 2.1
            known = 1.35 if is_value(other, f"d{name.removesuffix('_new')}") else known
            added_up = isinstance(other, Over) and role(made_of(other)) == "gradient"
            known = 1.75 if added_up else known
            yield Edit(other, (1.2 if is_value(other, own) else known) + cost, BY_ITSELF, other)
    elif isinstance(node, Number | Apply) or node.sign == "×":
        for other, cost in others(place):
            seldom = 1.3 - 0.3 * is_value(other, "a_hidden")
            if cost or node.sign or getattr(node, "function", None) is SQUARE:
                seldom = 2.1 + cost
            yield Edit(other, seldom, INSTEAD, other)
    if isinstance(node, Apply) and node.function is GATE:
        for slope, cost in slopes(place):
            yield Edit(slope, 1.0 + cost, INSTEAD, slope)


def another_order(place):
    """Entries, rows or columns exchanged, one of them used everywhere, or all put into one."""
    node, axes = place.old, place.letters
    if isinstance(node, Value):
        axes = node.indices
        if len(axes) == 1 and isinstance(axes[0], int):
            rows = shapes(place.step.kind)[node.name] == "n"  # three nudges, two of all else
            for other in {*range(3 if rows else 2)} - {*axes}:
                yield Edit(node[other,], 1.0, INSTEAD, node[other,])
    elif not place.is_result:
        return
    if {*axes} <= {*LETTERS}:
        table = 0.5 * (isinstance(node, Value) and len(axes) > 1)
        seldom = {OWN_ENTRY: 1.2, EXCHANGED: table - 0.4}
        for other, cost, said in arrangements(node, axes, place.letters):
            if other != node:
                yield Edit(other, seldom.get(said, 0.2) + cost, said, node)
        for letter in axes:
            share, powers = node / total(node, letter), EXPONENTIAL(node)
            yield Edit(share, 2.4, "each one is divided by the sum of all")
            yield Edit(powers / total(powers, letter), 2.4, "all are made to add up to 1")


def another_result(place):
    """A result that is not worked out at all, or something that is done to it besides."""
    if not place.is_result:
        return
    node, name = place.old, place.step.name
    yield Edit(Number(value=0.0), 2.0 if name == "y_pred" else 1.2, "0 is put there")
    yield Edit(Number(value=1.0), 1.3 if isinstance(node, Apply) else 2.0, "1 is put there")
    for other, cost in others(place):
        bias = 0.8 * (made_of(other) in ("b1", "b2"))
        yield Edit(node + other, 2.8 + cost - bias, "{new} is added as well", other)
        yield Edit(node - other, 3.0 + cost, "{new} is taken away as well", other)
        yield Edit(node / other, 3.0 + cost, DIVIDED, other)
    for slope, cost in slopes(place):
        yield Edit(node * slope, 1.6 + cost, AS_WELL, slope)
        yield Edit(node / slope, 2.6 + cost, DIVIDED, slope)
    if node.sign == "−" and node.parts[1].sign == "×":
        old, (_, gradient) = node.parts[0], node.parts[1].parts
        yield Edit(old * gradient, 1.8, MULTIPLIED, (old, gradient))
        yield Edit(gradient - old, 1.9, "{new} is taken away from the whole gradient", old)


def next_step(place):
    """The step after this one is made already."""
    name, *_, known, _ = place.step
    for record in RECORDS[place.step.kind].values() if place.is_result else ():
        values = [one for one, _, _ in places(record.formula) if isinstance(one, Value)]
        names = {value.name for value in values}
        if name in names <= {name, *known} and record.shape == place.letters:
            made = filled(record.formula, name, place.old)
            yield Edit(made, 1.9, "the step to {new} is made already", Value(name=record.name))


def slip_of_the_pen(place):
    """A small slip in working out the whole, or one product."""
    if place.whole:
        for by in SLIPS_OF_THE_PEN:
            cost = 3.2 if place.is_result else 2.2
            yield Edit(
                place.old + Number(value=by), cost, "a small slip was made in working it out"
            )


KINDS = (
    left_out,
    twice,
    another_sign,
    another_bracket,
    another_function,
    another_factor,
    another_loss,
    another_sum,
    another_quantity,
    another_order,
    next_step,
    slip_of_the_pen,
    another_result,
)


@cache
def reshaped(name, letters, kind=Example):
    """Edits by which a quantity comes out in another shape, with these letters for its axes."""
    step = step_of(name, kind, MOST)
    formula, shape, edits = step.record.formula, step.record.shape, []
    missing = [letter for letter in shape if letter not in letters]
    if len(missing) == 1 and len(letters) == 1:
        turned = renamed(formula, {missing[0]: letters})
        edits.append(Edit(turned, 1.0, "{new} are multiplied entry by entry", formula.parts))
    for other, cost, said in arrangements(formula, shape, letters):
        if other != formula:
            edits.append(Edit(other, 0.7 + cost, said, formula))
    for node, _, build in places(formula, letters):
        if isinstance(node, Over) and node.index in letters:
            edits.append(Edit(build(node.parts[0]), 1.2, "the products are not added up"))
    whole = Place(step, formula, letters, lambda new: new)
    plain = [(other, cost) for other, cost in others(whole) if _has_shape(other, letters)]
    edits += [Edit(other, 1.8 + cost, BY_ITSELF, other) for other, cost in plain]
    return whole._replace(edits=tuple(edits))


def _has_shape(formula, letters):
    return isinstance(formula, Value) and formula.indices == tuple(letters)
