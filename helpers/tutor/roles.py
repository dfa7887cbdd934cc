"""What could stand at a place of a formula: every value in each role that fits, and slopes."""

from functools import cache
from itertools import product

from helpers.formulas import GATE, Number, Over, Value, places
from helpers.quantities import RECORDS
from helpers.tutor.functions import FUNCTIONS, SLOPES
from helpers.tutor.places import renamed, shapes

SLOPES_OF = {"a": 0.0, "z": 0.2, "y_pred": 0.4, "dL_da_hidden": 0.8}


def others(place, old=None):
    """(formula, cost) of every value that could stand at a place, or there instead of `old`."""
    for name, other, cost in _roles(place.step, place.letters):
        if old is not None:
            cost += _distance(old.name, name)
        if cost < place.step.most - 1 and (old is None or made_of(other) != old.name):
            yield other, cost


def slopes(place):
    """(formula, cost) of slopes of functions that are not there."""
    return _slopes(place.step, place.letters)


@cache
def _slopes(step, letters):
    found = []
    for name in step.known:
        cost = SLOPES_OF.get(name, SLOPES_OF.get(name[0]) if name[1:2] == "_" else None)
        shape = shapes(step.kind)[name]
        if cost is None or not {*shape} <= {*letters}:
            continue
        for function in SLOPES:
            plain = function is GATE and name[0] == "z"
            seldom = -0.25 if plain else cost + FUNCTIONS[function]
            found.append((function(Value(name=name)[shape]), seldom))
    return tuple(found)


@cache
def _roles(step, letters):
    """(name, formula, cost) of every value, in every role in which it fits a place."""
    found = [("1", Number(value=1.0), 0.9), ("0", Number(value=0.0), 1.6)]
    for name in step.known:
        shape = shapes(step.kind)[name]
        value = Value(name=name)[shape]
        roles = [(one, cost) for one, cost, _ in arrangements(value, shape, letters)]
        if {*shape} <= {*letters}:
            if name.startswith("a_") and "y_true" in step.known:  # as if it had one of its own
                roles.append((value - _wanted(step.kind), 0.9))
            if name.startswith("z_"):
                roles.append((GATE(value), 0.4))
            if f"d{name}" in step.known and "learning_rate" in step.known:
                roles.append((RECORDS[step.kind][f"{name}_new"].formula, 0.3))
                roles.append((value - Value(name=f"d{name}")[shape], 1.0))
        seldom = 0.5 * (name == "y_true")
        found += [(name, formula, cost + seldom) for formula, cost in roles]
    return tuple(found)


def _wanted(kind):
    return Value(name="y_true")[shapes(kind)["y_true"]]


def arrangements(formula, axes, scope):
    """(formula, cost, words) of each way in which the axes of a formula fit a scope of letters.

    An axis keeps its letter, or gets another one, or is turned round, or held at one position, or
    its entries are put together into one. The words say what was done, with {new} for the formula.
    """
    spare = max(0, len(axes) - len(scope))  # so many must be held or put together
    for choice in product(*(_of_one_axis(own, scope) for own in axes)):
        used = [str(index)[-1] for index, way, _ in choice if not way]
        free = [own for own in axes if own not in used]
        letters = dict(zip(axes, (index for index, _, _ in choice), strict=True))
        ways = {own: way for own, (_, way, _) in zip(axes, choice, strict=True) if way}
        for own in ways:  # over which letter its entries are put together
            letters[own] = own if own in free else free[0]
        cost = sum(cost for _, _, cost in choice) + 1.0 * (len(used) > len({*used}))
        cost -= 0.5 * spare + 0.3 * (not scope and spare > 0)
        made = renamed(formula, letters)
        for own, way in ways.items():
            made = Over((made,), letters[own], way)
        yield made, cost, _what_was_done(axes, letters, used, ways, scope)


EXCHANGED = "the entries of {new} are exchanged"
OWN_ENTRY = "each place gets its own entry of {new}"


def _what_was_done(axes, letters, used, ways, scope):
    if ways:
        (own, way), *more = ways.items()
        line = "column" if own == axes[0] else "row"
        one_axis = len(axes) > 1 and not more
        which = f"of its {line} in" if one_axis else "of all entries of"
        one = f"the {way} {which} {{new}}"
        return f"every place gets {one}" if scope else f"{one} is taken"
    if any(isinstance(index, int) for index in letters.values()):
        return "one entry of {new} is used everywhere"
    if sorted(used) != sorted(axes):
        return OWN_ENTRY
    return EXCHANGED if used == list(axes) else "the rows and columns of {new} are exchanged"


def _of_one_axis(own, scope):
    """(index, way, cost) of what may become of one axis."""
    for letter in scope:
        moved = 0.4 * (letter != own)
        yield letter, "", moved
        yield f"-{letter}", "", 1.4 + moved
    for position in (0, 1):
        yield position, "", 1.4 + 0.2 * position
    for way, cost in (("sum", 1.3), ("mean", 1.5), ("largest", 2.6)):
        yield own, way, cost


def is_value(formula, name):
    """Whether a formula is one plain value of this name."""
    return isinstance(formula, Value) and formula.name == name


def made_of(formula):
    """The name of the value that a formula is made of, if there is but one."""
    names = {node.name for node, _, _ in places(formula) if isinstance(node, Value)}
    return names.pop() if len(names) == 1 else ""


# What is mixed up: the same neuron's numbers, and what comes into one layer and into another.
MIXED_UP = (
    {"z_hidden", "a_hidden"},
    {"x", "a_hidden", "a_first", "a_second"},
    {"dL_da_hidden", "delta_hidden"},
)


def _distance(old, new):
    """How far two values are from each other: those that are alike are mixed up."""
    if old == new:
        return 0.0
    if new in (f"d{old}", old.removeprefix("d")) or any({old, new} <= group for group in MIXED_UP):
        return 0.1
    if (old, new) == ("z_hidden", "dL_da_hidden"):  # max(signal, 0) for the gate
        return -0.4
    if new in "01":
        return 0.3
    if old == "learning_rate":
        return 1.2
    apart = 0.6 * (role(old) != role(new)) + 0.3 * abs(_layer(old) - _layer(new))
    return 0.2 + apart + 1.5 * (new == "learning_rate")


def role(name):
    """What a value is: people mix up those of one kind."""
    if name == "learning_rate":
        return "rate"
    if name == "L" or name.startswith(("dL", "delta", "error")):
        return "signal"
    return {"d": "gradient", "W": "parameter", "b": "parameter"}.get(name[:1], "value")


def _layer(name):
    """How far a value is from the inputs."""
    if name == "x":
        return 0
    return 1 if name[-1] == "1" or name.endswith(("_hidden", "_first")) else 2
