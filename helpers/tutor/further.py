"""The marker for nudges, batches, second hidden layers and sums over ways: `check` hands them on.

A slip is an edit of the right formula here too, but of a short list: what people do with sums.
"""

from dataclasses import dataclass, replace

import numpy as np

from helpers.formulas import (
    GATE,
    LETTERS,
    RELU,
    Apply,
    Difference,
    Formula,
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
from helpers.further_quantities import FURTHER, Larger, Quotient, given_of, work_out_all
from helpers.tutor.answers import read
from helpers.tutor.compare import difference, rounded, same
from helpers.tutor.marks import Mark
from helpers.tutor.words import KINDS, you_get


@dataclass(frozen=True)
class Share(Formula):
    """One divided by how many rows there are."""

    def worked(self, values):
        return 1 / values["n"]


@dataclass(frozen=True)
class WaySlip:
    """A right formula with one edit in it.

    at: the quantity where it was made. marked: the one whose answer it explains. formula: what was
    worked out instead. when: what it does, in words. seldom: 0 for the commonest.
    """

    at: str
    marked: str
    formula: Formula
    when: str
    seldom: int

    def applied(self, problem, values):
        """What it gives at the marked quantity of any problem: a number or an array.

        values: all earlier right values of that problem. Raises ValueError where it does not fit.
        """
        names = list(FURTHER[type(problem)])
        before = {name: values[name] for name in names[: names.index(self.at)]}
        shape = FURTHER[type(problem)][self.at].shape
        wrong = shaped(self.formula, shape, {**given_of(problem), **before})
        if self.at == self.marked:
            return wrong
        after = names[names.index(self.at) + 1 : names.index(self.marked)]
        known = {name: values[name] for name in after if name in values.get("own", ())}
        return work_out_all(problem, {**before, self.at: wrong, **known})[self.marked]


def judge(problem, answers, asked):
    """A `Mark` for each quantity in `asked` that has an answer, in the order of the records.

    problem: an `Example`, `Nudged`, a `Batch` or `TwoLayers`. answers: as they were typed, by name.
    """
    truth, own, marks, slip = work_out_all(problem), {}, [], ""
    for name, record in FURTHER[type(problem)].items():
        if name not in answers:
            continue
        reading = read(answers[name], np.shape(truth[name]))
        value = reading.value
        if name in asked:
            mark = _judged(problem, record, reading, truth, own, slip)
            marks.append(replace(mark, sentence=f"{reading.note} {mark.sentence}".strip()))
        if value is not None and np.shape(value) == np.shape(truth[name]):
            follows = work_out_all(problem, own)[name]
            slip = slip or ("" if same(value, follows) else name)
            own[name] = value
    return tuple(marks)


def _judged(problem, record, reading, truth, own, slip):
    name, answer = record.name, reading.value
    if answer is None:
        state = "not read" if reading.sentence else "not answered yet"
        return Mark(name, state, reading.sentence)
    targets = [work_out_all(problem, own)[name], truth[name]]
    if same(answer, truth[name]):
        return Mark(name, "right")
    if same(answer, targets[0]):
        if not slip:
            return Mark(name, "right")
        return Mark(name, "right method", f"It follows from your own {slip}: look there first.")
    if any(rounded(answer, target) for target in targets):
        return Mark(name, "rounded", "Right as far as it goes; give four digits.")
    for known in (own, {}):
        found = explanations(problem, name, answer, known)
        if found:
            return Mark(name, "not yet", _named(problem, answer, found), found)
    return Mark(name, "not yet", _other(record, answer, targets))


def explanations(problem, name, answer, own):
    """The slips that give an answer: those made at this step, else at the nearest open one before.

    own: the learner's own earlier numbers. Returns a tuple of one or two `WaySlip`, or ().
    """
    values, records = work_out_all(problem, own), FURTHER[type(problem)]
    names = [step for step in records if not step.endswith("_new")]
    before = names[: names.index(name)]
    for at in [name, *(step for step in before[::-1] if step not in own)]:
        there = {**given_of(problem), **{step: values[step] for step in names[: names.index(at)]}}
        found = [
            slip
            for slip in slips(records[at], name, there)
            if _gives(slip, problem, {**values, "own": tuple(own)}, answer)
        ]
        if found:
            least = min(slip.seldom for slip in found)
            best = {slip.when: slip for slip in found if slip.seldom == least}
            return tuple(best.values())[:2]
    return ()


def _gives(slip, problem, values, answer):
    try:
        return same(answer, slip.applied(problem, values))
    except ValueError:
        return False


def slips(record, marked, values):
    """Every `WaySlip` of one quantity.

    values: all that is known before it, any of which might be taken for another.
    """
    for node, put in places(record.formula):
        for seldom, when, new in [*_edits(node), *_others(node, values)]:
            yield WaySlip(record.name, marked, put(new), when, seldom)
    for factor, when in ((-1.0, "the sign is turned round"), (2.0, "all of it is doubled")):
        yield WaySlip(record.name, marked, Number(value=factor) * record.formula, when, 2)
    if record.name == "slope":
        losses = Value(name="losses")
        for start, way in ((0, "from below to here"), (1, "from here to above")):
            one_sided = Quotient((losses[start + 1,] - losses[start,], Value(name="nudge")))
            yield WaySlip(record.name, marked, one_sided, f"it is one-sided, {way}", 1)
    if record.name in ("error", "delta_hidden") and "n" in record.shape:
        when = "it is divided by n already, and here it belongs to each row's own loss"
        yield WaySlip(record.name, marked, record.formula * Share(), when, 1)


def _edits(node):
    """(how seldom, what it does in words, the formula instead) for each edit of one node."""
    if isinstance(node, MeanOver):
        yield 0, "the sum over the rows is not divided by their number", SumOver(*_of(node))
        yield 0, "n divides twice", node * Share()
        yield 0, "only the last row is counted", _fixed(node, -1)
        yield 1, "only the first row is counted", _fixed(node, 0)
    elif isinstance(node, SumOver):
        yield 0, "only the last way is counted, as if = stood for +=", _fixed(node, -1)
        yield 0, "one way is left out", _fixed(node, 0)
        yield 1, "the mean of the ways is taken for their sum", MeanOver(*_of(node))
        ends = _fixed(node, 0), _fixed(node, -1)
        yield 1, "the second way is subtracted", Difference(ends)
        yield 1, "the first way is subtracted", Difference(ends[::-1])
    elif isinstance(node, Value) and len(node.indices) > 1 and isinstance(node.indices[-1], str):
        *front, row, column = node.indices
        swapped = replace(node, indices=(*front, column, row))
        yield 0, f"rows and columns of {node.name} have changed places", swapped
    elif isinstance(node, Product | Sum):
        for position, part in enumerate(node.parts):
            rest = (*node.parts[:position], *node.parts[position + 1 :])
            left = type(node)(rest) if rest[1:] else rest[0]
            common = _is_gate(part) or _called(part) == "½"
            yield 0 if common else 1, f"{_called(part)} is left out", left
            if _is_gate(part):
                yield 0, "ReLU is applied to the signal", Apply((left,), function=RELU)
    elif isinstance(node, Difference):
        yield 0, "the difference is turned round", Difference(node.parts[::-1])
    elif isinstance(node, Quotient):
        above, below = node.parts
        yield 0, "nothing is divided", above
        yield 1, "it is multiplied by what should divide it", above * below
        yield 1, "the two are divided the other way round", Quotient((below, above))
    elif isinstance(node, Larger):
        for part in node.parts:
            yield 1, f"it is divided by the {part.parts[0].name} alone", part
    elif isinstance(node, Square):
        yield 1, "nothing is squared", node.parts[0]
    elif isinstance(node, Apply) and node.function is RELU:
        yield 0, "ReLU is left out", node.parts[0]


def _others(node, values):
    """Another entry, or another quantity with as many axes, in the place of this one."""
    if isinstance(node, Value):
        at_one_place = len(node.indices) == 1 and isinstance(node.indices[0], int)
        if at_one_place:
            (here,) = node.indices
            for other in {*range(len(values[node.name]))} - {here}:
                when = f"{node.name}[{other}] stands in the place of {node.name}[{here}]"
                yield 0, when, node[other,]
        for name, value in values.items():
            if at_one_place and np.shape(value) != np.shape(values[node.name]):
                continue
            if name not in (node.name, *LETTERS) and np.ndim(value) == len(node.indices):
                yield 2, f"{name} stands in the place of {node.name}", replace(node, name=name)


def _of(node):
    return node.parts, node.index


def _fixed(node, position):
    """The one term of a sum at this position of its index."""

    def fix(formula):
        if isinstance(formula, Value):
            indices = (position if index == node.index else index for index in formula.indices)
            return replace(formula, indices=tuple(indices))
        return replace(formula, parts=tuple(map(fix, formula.parts)))

    return fix(node.parts[0])


def _is_gate(part):
    return isinstance(part, Apply) and part.function is GATE


def _called(part):
    if isinstance(part, Value):
        return part.name
    if isinstance(part, Number):
        return "½" if part.value == 0.5 else f"the factor {part.value:g}"
    return "the gate" if _is_gate(part) else "the sum"


def _named(problem, answer, found):
    reasons = [s.when if s.at == s.marked else f"{s.when} at {s.at}" for s in found]
    asked = dict.fromkeys(FURTHER[type(problem)][slip.at].question for slip in found)
    return f"{you_get(answer, reasons)}. {' '.join(asked)}"


def _other(record, answer, targets):
    wanted, got = np.shape(targets[0]), np.shape(answer)
    if wanted != got:
        return f"{record.name} has the shape {wanted}; yours has {got}. {record.question}"
    if np.ndim(answer) == 2 and any(same(np.transpose(answer), target) for target in targets):
        return f"Rows and columns have changed places. {record.question}"
    kinds = (difference(answer, target) for target in targets)
    said = next((KINDS[kind][0] for kind in kinds if kind in KINDS), "")
    said = said or "none of the usual slips gives this"
    return f"{said.capitalize()}. {record.question}"
