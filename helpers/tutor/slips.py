"""Which slip gives a wrong number: every small edit of the right formula is tried, cheapest first.

First single edits, then pairs of common ones, then one at an earlier step that the learner did. A
slip must be worth its evidence: the fewer digits are written, the more numbers some edit gives by
chance, and the commoner an edit has to be.
"""

from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import mul

import numpy as np

from helpers.formulas import GATE, Value, shaped
from helpers.quantities import RECORDS, Nudged, given_values, sources
from helpers.tutor.compare import allowed, written_decimals
from helpers.tutor.edits import COMMON, edits_of, reshaped
from helpers.tutor.places import Position, Where, shapes
from helpers.tutor.roles import role
from helpers.worked_example import Example

LIKELY = 1.3  # edits up to this cost show in every problem
COMMONEST = 1.8  # those tried at earlier steps
BEGUN, FIRSTS, BOTH = 1.6, 20, 3.2  # as the first of two: those, so many; the two edits together
PAIR, EARLIER, PARTLY, ROUNDED = 0.9, 1.0, 0.7, 0.4  # what these add to the cost
CLOSE_CALL = 0.2  # explanations whose costs differ by no more are named together
BY_CHANCE = 0.1  # of all numbers of the usual size so many may be given a slip


@dataclass(frozen=True)
class Slip:
    """A right formula with a small edit in it, and what comes of it.

    at: the quantity where it was made. marked: the quantity whose answer it explains. of: the
    quantity whose formula has the edit, which may have been worked out anew on the way. formula,
    shape: what was worked out instead. edits: the `Place` and the `Edit`, one or two pairs.
    through: the quantities between, worked out rightly from it. entries: where it was made, if not
    everywhere: index tuples. kind: the kind of problem.
    """

    at: str
    marked: str
    of: str
    formula: object = field(repr=False)
    shape: tuple = field(repr=False)
    edits: tuple = field(repr=False)
    cost: float
    through: tuple = ()
    entries: tuple = ()
    kind: type = Example

    def applied(self, problem, values):
        """What it gives at the marked quantity of any problem: a number or an array.

        values: all earlier right values of that problem, a dict. Raises ValueError where the slip
        does not fit the shapes of the problem.
        """
        return self.followed({**given_values(problem), **values})[self.marked]

    def with_edit(self, place, edit, cost):
        """The same with one more edit of its formula."""
        edits = (*self.edits, (place, edit))
        return replace(self, formula=place.build(edit.formula), edits=edits, cost=cost)

    def followed(self, values):
        """The values with what it gives in the place of the right ones."""
        known = dict(values)
        with np.errstate(all="ignore"):
            known[self.of] = shaped(self.formula, self.shape, known)
            for name in self.through:
                known[name] = RECORDS[self.kind][name].worked_out(known)
        return known


def likeliest(found):
    """Of all the slips that explain an answer those to name: the cheapest, two if close."""
    groups = {}
    for slip in sorted(found, key=lambda slip: slip.cost)[:12]:
        groups.setdefault(_behaviour(slip), slip)
    ranked = list(groups.values())
    return tuple(s for s in ranked[:2] if s.cost <= ranked[0].cost + CLOSE_CALL)


@cache
def _references(kind):
    """The values of four networks with numbers like no others, by which slips are told apart."""
    random, found = np.random.default_rng(8), []
    for _ in range(4):
        values = {"n": 3 if kind is Nudged else 2, "i": 2, "j": 2, "k": 2}
        for name, letters in shapes(kind).items():
            size = [values[letter] for letter in letters]
            values[name] = random.normal(size=size) + (name == "x")
            if name in RECORDS[kind]:
                values[name] = RECORDS[kind][name].worked_out(values)
        found.append(values)
    return found


def _behaviour(slip):
    """What it gives there, to compare it with others; empty if it does not fit their shapes."""
    try:
        return _rounded([slip.followed(values)[slip.marked] for values in _references(slip.kind)])
    except ValueError:
        return ()


def _rounded(arrays):
    numbers = np.concatenate([np.ravel(array) for array in arrays])
    return tuple(float(f"{number:.9g}") for number in numbers)


class Sieve:
    """One answer, and which of the numbers that slips give agree with it, as it is written."""

    def __init__(self, answer, right, asleep=None):
        """right: the right number or array of the same shape, or None if there is none.

        asleep: which neurons sleep, if the answer has an entry for each.
        """
        self.asleep = asleep
        self.shape, self.answer = np.shape(answer), np.ravel(answer).astype(float)
        decimals = max(map(written_decimals, self.answer.tolist()))
        self.unit = 10.0 ** -min(max(decimals, 2), 9)
        size = np.maximum(np.abs(self.answer), 1.0)
        self.tolerances = [1e-9 * size, np.full(size.shape, self.unit / 2 * 1.000001)]
        if decimals >= 4:
            self.tolerances.append(np.vectorize(allowed)(self.answer))
        self.wrong, self.usual = np.ones(size.shape, dtype=bool), max(0.4, *np.abs(self.answer))
        if right is not None:
            right = np.ravel(right)
            apart = np.abs(self.answer - right)
            wrong = apart > np.maximum(self.tolerances[-1], self.unit / 2)
            self.wrong = wrong if wrong.any() else self.wrong
            self.usual = max(self.usual, *2 * np.abs(right))
        self.tried = []

    def slips(self, candidates):
        """The slips among some candidates that give the answer and are worth their evidence.

        candidates: triples: a `Slip` that has no last edit yet, a `Place` for it, and what each
        edit there gives, an answer a row.
        """
        candidates = list(candidates)
        if not candidates:
            return
        begun, edited, answers = zip(*candidates, strict=True)
        sizes = [len(place.edits) for place in edited]
        costs = [slip.cost + edit.cost for slip, place, _ in candidates for edit in place.edits]
        numbers = np.concatenate([a.reshape(n, -1) for a, n in zip(answers, sizes, strict=True)])
        self.tried.append((numbers[:, self.wrong], np.array(costs)))
        apart, ends, limits = np.abs(numbers - self.answer), np.cumsum(sizes), {}
        near = (apart <= self.tolerances[-1])[:, self.wrong].all(axis=1)
        for at in np.flatnonzero(near):
            levels = [(apart[at] <= tolerance) for tolerance in self.tolerances]
            level = [agree[self.wrong].all() for agree in levels].index(True)
            if level not in limits:
                limits[level] = self._limit(level)
            partly = not levels[-1].all()
            cost = costs[at] + ROUNDED * level + PARTLY * partly
            if cost < limits[level]:
                which = int(np.searchsorted(ends, at, side="right"))
                edit = edited[which].edits[at - ends[which]]
                slip = begun[which].with_edit(edited[which], edit, cost)
                yield from self._in_some_entries(slip) if partly else [slip]

    def _in_some_entries(self, slip):
        """The same slip made only where the answer is wrong; where a neuron sleeps, if that is so.

        Of two slips, and of one at an earlier step, that is not said.
        """
        if len(slip.edits) > 1 or slip.through:
            return
        wrong, record = self.wrong.reshape(self.shape), RECORDS[slip.kind][slip.at]
        entries = tuple(tuple(index) for index in np.argwhere(wrong).tolist())
        formula = record.formula
        for index in entries:
            positions = (Position((), *at) for at in zip(record.shape, index, strict=True))
            formula = Where((reduce(mul, positions), slip.formula, formula))
        if self.asleep is not None and (wrong == self.asleep).all():
            awake = Where((GATE(Value(name="z_hidden")["j"]), record.formula, slip.formula))
            yield replace(slip, formula=awake, entries=entries, cost=slip.cost - 0.1)
        yield replace(slip, formula=formula, entries=entries)

    def _limit(self, level):
        """The cost at which too many numbers of the usual size would be given some slip."""
        width = 2 * float(self.tolerances[2].max()) if level == 2 else self.unit
        chance = BY_CHANCE if self.wrong.all() else 2 * BY_CHANCE  # what is right counts as well
        most = chance * (2 * self.usual / width) ** int(self.wrong.sum())
        numbers, costs = (np.concatenate(column) for column in zip(*self.tried, strict=True))
        if len(costs) <= most:
            return np.inf
        inside = (np.abs(numbers) <= self.usual).all(axis=1)
        numbers, costs = numbers[inside], costs[inside]
        exact = np.abs(numbers - np.round(numbers / width) * width).max(axis=1) < 1e-9
        costs = costs + ROUNDED * (2 if level == 2 else ~exact)
        order = np.argsort(costs, kind="stable")
        cells = np.round(numbers[order] / width).astype(np.int64)
        _, first = np.unique(cells @ _HASH[: cells.shape[1]], return_index=True)
        return costs[order][np.sort(first)[int(most)]] if len(first) > most else np.inf


_HASH = np.array([1, 1_000_003, 998_244_353, 2_147_483_647], dtype=np.int64)


def explanations(answer, name, values, earlier=(), kind=Example):
    """The slips that give an answer, all earlier `values` being as given: a tuple of `Slip`.

    values: with `given_values`. earlier: (step, through) pairs: open steps, and those after them
    that are worked out from it, `name` the last.
    """
    shape = RECORDS[kind][name].shape
    values = {**values, "memo": {}}
    with np.errstate(all="ignore"):
        if np.shape(answer) != np.shape(values[name]):
            sieve = Sieve(answer, None)
            return tuple(sieve.slips(_of_another_shape(sieve.shape, name, values, kind)))
        neurons = kind is Example and shape.endswith("j") and name != "z_hidden"
        sieve = Sieve(answer, values[name], values["z_hidden"] <= 0 if neurons else None)
        found = list(sieve.slips(singles(name, values, kind)))
        if _cheapest(found) > COMMONEST:
            found += sieve.slips(_earlier(name, dict(earlier), values, kind))
        if _cheapest(found) > COMMON:
            found += sieve.slips(_pairs(name, values, kind))
    return tuple(found)


def _cheapest(found):
    return min((slip.cost for slip in found), default=9.0)


def single_slips(name, most, kind=Example):
    """Every single edit of a quantity, up to a cost, as a `Slip`."""
    for place in likely(name, most, kind):
        for edit in place.edits:
            yield _begun(name, kind).with_edit(place, edit, edit.cost)


@cache
def showing(name, most, kind=Example):
    """Those of them that give another number than the right one in some network."""
    right = _rounded([values[name] for values in _references(kind)])
    return tuple(
        slip for slip in single_slips(name, most, kind) if _behaviour(slip) not in (right, ())
    )


def _begun(name, kind):
    """A slip of a quantity that has no edit yet."""
    record = RECORDS[kind][name]
    return Slip(name, name, name, record.formula, record.shape, (), 0.0, kind=kind)


def singles(name, values, kind=Example):
    """Every single edit worked out: a `Slip` without it, the `Place`, and an answer for each."""
    begun = _begun(name, kind)
    for place in edits_of(name, kind):
        yield begun, place, place.worked_out(values, begun.shape)


@cache
def likely(name, most=LIKELY, kind=Example, formula=None):
    """The places of a quantity, or of what stands for it, with edits up to a cost alone."""
    found = edits_of(name, kind, formula)
    if most >= COMMON:
        found = [place for place in found if place.product is None]
    return tuple(filter(None, (place.up_to(most) for place in found)))


@cache
def _commonest(name, kind):
    """The twenty commonest slips of a quantity that show, each but once."""
    found = {}
    for slip in sorted(showing(name, BEGUN, kind), key=lambda slip: slip.cost):
        found.setdefault(_behaviour(slip), slip)
    return tuple(found.values())[:FIRSTS]


def _pairs(name, values, kind):
    """Each of the commonest edits, with another one of what it has made of the formula."""
    for first in _commonest(name, kind):
        begun = replace(first, cost=first.cost + PAIR)
        for place in likely(name, min(COMMON, BOTH - first.cost), kind, first.formula):
            yield begun, place, place.worked_out(values, first.shape)


def _earlier(name, still_open, values, kind):
    """Common edits at an earlier step, followed through to the marked one.

    Where that step is not open, it was worked out anew on the way, if it leads here directly.
    """
    anew = _anew(name, kind)
    chains = {**{step: way for step, way in anew.items() if step not in still_open}, **still_open}
    for step, through in [*chains.items()][::-1]:
        cost = EARLIER + 0.2 * len(through)
        at = step if step in still_open else name
        begun = replace(_begun(step, kind), at=at, marked=name, through=through, cost=cost)
        for place in likely(step, COMMONEST, kind):
            wrong = {**values, step: place.worked_out(values, begun.shape)}
            wrong.pop("memo")
            try:
                for after in through:
                    wrong[after] = RECORDS[kind][after].worked_out(wrong)
            except ValueError:
                continue
            if np.ndim(wrong[name]) > np.ndim(values[name]):  # it makes a difference there
                yield begun, place, wrong[name]


@cache
def _anew(name, kind):
    """The steps that may be worked out anew on the way to a quantity, and those after each.

    The last two steps, and the signals before them.
    """
    found, last = {}, {name: ()}
    while last:
        last = {
            source: (step, *through)
            for step, through in last.items()
            for source in sources(step, kind)
            if source not in found and (len(through) < 2 or role(source) == "signal")
        }
        found |= last
    return found


def _of_another_shape(shape, name, values, kind):
    """What gives an answer of another shape, such as one number for each of two."""
    for letters in ("", *"nijk", "ni", "nj", "ij", "jk"):
        if {*letters} <= {*values} and shape == tuple(values[letter] for letter in letters):
            place = reshaped(name, letters, kind)
            begun = replace(_begun(name, kind), shape=letters)
            yield begun, place, place.worked_out(values, letters)
