"""Which slip gives a wrong number: every small edit of the right formula is tried, cheapest first.

First single edits, then pairs of common ones, then one at an earlier step that the learner did.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from helpers.formulas import shaped
from helpers.network import Parameters
from helpers.quantities import QUANTITIES, given_values, work_out
from helpers.tutor.compare import allowed, written_decimals
from helpers.tutor.edits import Asleep, At, families, reshaped
from helpers.worked_example import Example

COMMON = 2.3  # edits up to this cost are tried in pairs and at earlier steps
LIKELY = 1.3  # edits up to this cost show in every problem
COMMONEST = 1.8  # edits up to this cost are made around another one
PAIR, EARLIER, PARTLY = 0.9, 1.0, 0.7  # what these add to the cost
CLOSE_CALL = 0.3  # explanations whose costs differ by no more are named together
SPREAD = 3.0  # about how widely the wrong numbers of a problem are strewn
SHARE = 0.15  # how often an explanation of a random number is put up with


@dataclass(frozen=True)
class Slip:
    """A right formula with a small edit in it, and what comes of it.

    at: the quantity where it was made. marked: the quantity whose answer it explains. formula,
    shape: what was worked out instead. edits: the `Family` and the `Edit`, one or two pairs.
    through: the quantities between, worked out rightly from it. entries: where it was made, if not
    everywhere: index tuples.
    """

    at: str
    marked: str
    formula: object
    shape: tuple
    edits: tuple
    cost: float
    through: tuple = ()
    entries: tuple = ()

    def applied(self, problem, values):
        """What it gives at the marked quantity of any problem: a number or an array.

        values: all earlier right values of that problem, a dict. Raises ValueError where the slip
        does not fit the shapes of the problem.
        """
        known = {**given_values(problem), **values}
        with np.errstate(all="ignore"):
            known[self.at] = shaped(self.formula, self.shape, known)
            for name in self.through:
                known[name] = QUANTITIES[name].worked_out(known)
        return known[self.marked]


def named(found):
    """Of all the slips that explain an answer those to name: the cheapest, two if close."""
    groups = {}
    for slip in sorted(found, key=lambda slip: slip.cost)[:12]:
        groups.setdefault(_behaviour(slip), slip)
    ranked = list(groups.values())
    return tuple(s for s in ranked[:2] if s.cost <= ranked[0].cost + CLOSE_CALL)


@cache
def _references():
    """Two networks with numbers like no others, by which slips are told apart."""
    random = np.random.default_rng(5)
    found = []
    for sign in (1, -1):
        W1, b1, W2 = random.normal(size=(2, 2)), random.normal(size=2), random.normal(size=2)
        x = np.abs(random.normal(size=2)) + 1
        b1 = b1 - x @ W1 + np.array([0.9, sign * 0.7])
        example = Example(x, Parameters(W1, b1, W2, random.normal()), random.normal(), 0.13)
        found.append((example, work_out(example)))
    return found


def _behaviour(slip):
    numbers = [np.ravel(slip.applied(*reference)) for reference in _references()]
    return tuple(float(f"{number:.9g}") for number in np.concatenate(numbers))


class Sieve:
    """One answer, and how well numbers agree with it, as closely as it is written."""

    def __init__(self, answer, right):
        """right: the right number or array of the same shape, or None if there is none."""
        self.answer = np.asarray(answer, dtype=float)
        decimals = max(map(written_decimals, self.answer.ravel().tolist()))
        self.decimals = min(max(decimals, 2), 9)
        unit = 10.0**-self.decimals
        size = np.maximum(np.abs(self.answer), 1e-3)
        self.tolerances = (1e-9 * np.maximum(size, 1), np.full(size.shape, unit / 2 * 1.000001))
        if self.decimals >= 4:
            self.tolerances += (np.vectorize(allowed)(self.answer),)
        self.wrong = np.ones(self.answer.shape, dtype=bool)
        if right is not None:
            self.wrong = np.abs(self.answer - right) > np.maximum(self.tolerances[-1], unit / 2)

    def passed(self, numbers, costs, ranks):
        """(position, cost, partly) of each of the numbers that the answer agrees with.

        numbers: an array with one answer a row. ranks: how many edits cost less than each.
        """
        axes = tuple(range(1, numbers.ndim))
        apart = np.abs(numbers - self.answer)
        for closeness, tolerance in enumerate(self.tolerances):
            agree = apart <= tolerance
            whole = agree.all(axis=axes) if axes else agree
            limit = self._limit(closeness, self.wrong.sum() or self.wrong.size)
            yield from self._within(whole, costs + 0.4 * closeness, ranks, limit, False)
            if axes and 0 < self.wrong.sum() < self.wrong.size:
                there = (agree | ~self.wrong).all(axis=axes) & ~whole
                limit = self._limit(closeness, self.wrong.sum()) / 2
                yield from self._within(there, costs + 0.4 * closeness, ranks, limit, True)

    def _limit(self, closeness, entries):
        """How many edits may be tried before one fits by chance."""
        cell = 10.0 ** -(self.decimals + 1.3) if closeness == 0 else 10.0**-self.decimals
        if closeness == 2:
            cell = 2 * float(np.max(self.tolerances[2]))
        return SHARE * (SPREAD / cell) ** min(int(entries), 2)

    def _within(self, passed, costs, ranks, limit, partly):
        for at in np.flatnonzero(passed):
            if ranks[at] < limit:
                yield int(at), float(costs[at]) + PARTLY * partly, partly


def explanations(answer, name, values, earlier=()):
    """The slips that give an answer, all earlier `values` being as given: a tuple of `Slip`.

    values: with `given_values`. earlier: (step, through) pairs: open steps, and those after them
    that are worked out from it, `name` the last.
    """
    record = QUANTITIES[name]
    values = {**values, "memo": {}}
    fits = np.shape(answer) == np.shape(values[name])
    sieve = Sieve(answer, values[name] if fits else None)
    with np.errstate(all="ignore"):
        if not fits:
            return tuple(_of_another_shape(sieve, record, values))
        found = list(_singles(sieve, record, values))
        if min((slip.cost for slip in found), default=9) > COMMONEST:
            for step, through in reversed(earlier):
                found += _earlier(sieve, step, through, values)
        if min((slip.cost for slip in found), default=9) > COMMON + PAIR:
            found += _pairs(sieve, record, values)
    return tuple(found)


def single_slips(name, most):
    """Every single edit of a quantity, up to a cost, as a `Slip`."""
    for family in likely(name, most):
        for edit in family.edits:
            formula = family.build(edit.formula)
            yield Slip(name, name, formula, QUANTITIES[name].shape, ((family, edit),), edit.cost)


@cache
def _sorted_costs(name):
    """The costs of all single edits of a quantity, and of all pairs, in order."""
    costs = [edit.cost for family in families(name) for edit in family.edits]
    pairs = [
        (np.add.outer([e.cost for e in one.edits], [e.cost for e in two.edits]) + PAIR).ravel()
        for one, two, _ in _paired(name)
    ]
    return np.sort(np.concatenate([costs, *pairs]))


def _ranks(name, costs):
    return np.searchsorted(_sorted_costs(name), costs)


def _singles(sieve, record, values):
    for family in families(record.name):
        numbers = family.worked_out(values, record.shape)
        costs = np.array([edit.cost for edit in family.edits])
        ranks = _ranks(record.name, costs)
        for at, cost, partly in sieve.passed(numbers, costs, ranks):
            edit = family.edits[at]
            formula = family.build(edit.formula)
            slip = Slip(record.name, record.name, formula, record.shape, ((family, edit),), cost)
            if not partly:
                yield slip
                continue
            some = _in_some_entries(slip, sieve, record)
            yield some
            if "j" in record.shape and np.array_equal(sieve.wrong, _sleeping(record, values)):
                asleep = Asleep((formula, record.formula))
                yield replace(some, formula=asleep, cost=cost - 0.1)


def _sleeping(record, values):
    """Which entries of a quantity belong to a sleeping neuron."""
    z = values.get("z_hidden", np.ones(values["j"]))
    sizes = tuple(values[letter] for letter in record.shape)
    return np.broadcast_to(np.asarray(z) <= 0, sizes) if record.name != "z_hidden" else None


def _in_some_entries(slip, sieve, record):
    """The same slip made only where the answer is wrong."""
    formula, entries = record.formula, []
    for index in zip(*np.nonzero(sieve.wrong), strict=True):
        edited = slip.formula
        for letter, position in zip(record.shape, index, strict=True):
            edited = At((edited, formula), index=letter, position=int(position))
        formula, entries = edited, [*entries, tuple(map(int, index))]
    return replace(slip, formula=formula, entries=tuple(entries))


@cache
def likely(name, most=LIKELY):
    """The families of a quantity with their edits up to a cost alone."""
    found = []
    for family in families(name):
        edits = tuple(edit for edit in family.edits if edit.cost <= most)
        if edits and (family.product is None or most < COMMON):
            found.append(family._replace(edits=edits))
    return tuple(found)


@cache
def _paired(name):
    """Pairs of families with both gaps in one formula: (family, family, formula)."""
    common, found = likely(name, COMMON), []
    for at, one in enumerate(common):
        for two in common[:at]:
            if not (_holds(one.old, two.old) or _holds(two.old, one.old)):
                inner = one.build(one.gap(ahead=1))
                found.append((one, two, swapped(inner, two.old, two.gap())))
    for outer in common:
        for one in common:
            if (outer is not one or one.root) and _holds(outer.old, one.old):
                edits = [e for e in outer.edits if _holds(e.formula, one.old)]
                around = outer._replace(edits=tuple(e for e in edits if e.cost <= COMMONEST))
                gap = around.gap()
                parts = tuple(swapped(part, one.old, one.gap()) for part in gap.parts)
                if parts:
                    found.append((around, one, outer.build(replace(gap, parts=parts))))
    return tuple(found)


def swapped(formula, old, new):
    """A formula with one of its nodes, the very object, exchanged for another formula."""
    if formula is old:
        return new
    parts = tuple(swapped(part, old, new) for part in formula.parts)
    same = all(one is other for one, other in zip(parts, formula.parts, strict=True))
    return formula if same else replace(formula, parts=parts)


def _holds(formula, node):
    return formula is node or any(_holds(part, node) for part in formula.parts)


def _pairs(sieve, record, values):
    for one, two, formula in _paired(record.name):
        numbers = shaped(formula, record.shape, values)
        numbers = numbers.reshape(-1, *numbers.shape[2:])
        first, second = ([edit.cost for edit in family.edits] for family in (one, two))
        costs = (np.add.outer(first, second) + PAIR).ravel()
        for at, cost, partly in sieve.passed(numbers, costs, _ranks(record.name, costs)):
            if not partly:
                a, b = divmod(at, len(second))
                chosen = ((one, one.edits[a]), (two, two.edits[b]))
                yield Slip(
                    *(record.name, record.name, both(*chosen)),
                    *(record.shape, chosen, cost),
                )


def both(one, two):
    """The formula with two edits in it, each a family and an edit; None if that cannot be."""
    (outer, first), (inner, second) = one, two
    if _holds(first.formula, inner.old):
        return outer.build(swapped(first.formula, inner.old, second.formula))
    if _holds(outer.old, inner.old) or _holds(inner.old, outer.old):
        return None
    return swapped(outer.build(first.formula), inner.old, second.formula)


def _earlier(sieve, step, through, values):
    """A common edit at an earlier step, followed through to the marked one."""
    record = QUANTITIES[step]
    for family in likely(step, COMMONEST):
        wrong = {**values, step: family.worked_out(values, record.shape)}
        wrong.pop("memo")
        try:
            for name in through:
                wrong[name] = QUANTITIES[name].worked_out(wrong)
        except ValueError:
            continue
        numbers = wrong[through[-1]]
        if np.ndim(numbers) != sieve.answer.ndim + 1:  # it makes no difference there
            continue
        costs = np.array([edit.cost for edit in family.edits]) + EARLIER + 0.2 * len(through)
        ranks = _ranks(step, costs) * (1 + len(through))
        for at, cost, partly in sieve.passed(numbers, costs, ranks):
            edit = family.edits[at]
            if not partly:
                yield Slip(
                    *(step, through[-1], family.build(edit.formula), record.shape),
                    *(((family, edit),), cost, through),
                )


def _of_another_shape(sieve, record, values):
    """What gives an answer of another shape, such as one number for each of two."""
    for letters in ("", "i", "j", "ij"):
        if tuple(values[letter] for letter in letters) == sieve.answer.shape:
            family = reshaped(record.name, letters)
            numbers = family.worked_out(values, letters)
            costs = np.array([edit.cost for edit in family.edits])
            for at, cost, _ in sieve.passed(numbers, costs, np.arange(len(costs))):
                edit = family.edits[at]
                yield Slip(
                    *(record.name, record.name, edit.formula, letters, ((family, edit),), cost)
                )
