"""The marker: it judges each answer on the learner's own earlier numbers and names the slip."""

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from helpers.formulas import Apply
from helpers.network import Parameters
from helpers.quantities import NAMES, QUANTITIES, RECORDS, given_values, sources, work_out
from helpers.tutor import words
from helpers.tutor.answers import read
from helpers.tutor.compare import difference, rounded, same
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.slips import explanations, likeliest
from helpers.tutor.working import asked, shows
from helpers.worked_example import Example

SELDOM = 1.2  # a slip that is made so seldom does not explain a part of the right numbers
MOST_UNKNOWN = 3  # so many names that are no quantity are answered


def check(problem=None, /, *, given=(), **answers):
    """Judge answers to a problem: `check(turn_a, z_hidden=[...], y_pred=...)`.

    problem: an `Example`, `Nudged`, a `Batch` or `TwoLayers`. answers: any of its quantities, in
    any order; `...` is one not answered yet. Each is judged on the answers before it; where one is
    missing, on the true number.
    given: the names of quantities that were not the learner's to work out.
    Returns `Marks`; never raises for anything that a person can write.
    """
    if not _is_problem(problem):
        return Marks(notes=("Which problem is this? Begin with it: check(turn_a, ...).",))
    names = tuple(RECORDS[type(problem)])
    known = {name: answer for name, answer in answers.items() if _is_one_of(name, names)}
    unknown = [name for name in answers if name not in known][:MOST_UNKNOWN]
    usual = NAMES if type(problem) is Example else names
    notes = tuple(words.unknown(name, usual) for name in unknown)
    if not answers:
        notes = ("Nothing to check yet. Which quantity have you worked out?",)
    given = given if type(given) in (list, tuple, set) else (given,)
    given = {one for one in given if _is_one_of(one, names)}
    return Marks(judge(problem, known, given), notes)


def _is_one_of(name, names):
    return type(name) is str and name in names


@dataclass
class Case:
    """One answer and all that it is judged by.

    truth: the true values. own: the values before it that are the learner's own, or were given.
    wrong: the quantities before it at which a slip was made. in_part: only some entries were asked.
    chains: what the quantity and those before it follow from: the own numbers, and the own where
    there are any, else the true ones.
    """

    problem: object
    name: str
    answer: object
    truth: dict
    own: dict
    wrong: list
    in_part: bool = False
    chains: list = field(default_factory=list)

    def __post_init__(self):
        before = self.names[:-1]
        for values in (self.own, {**{key: self.truth[key] for key in before}, **self.own}):
            chain = _follow(self.problem, self.name, values)
            if all(not _alike(chain, other, self.names) for other in [*self.chains, self.truth]):
                self.chains.append(chain)

    @property
    def record(self):
        return RECORDS[type(self.problem)][self.name]

    @property
    def names(self):
        """The quantities up to this one."""
        names = tuple(self.truth)
        return names[: names.index(self.name) + 1]

    @property
    def slip(self):
        """The last quantity with a slip that this one is worked out from; else the first."""
        kind = type(self.problem)
        leading = [one for one in self.wrong if _leads(one, self.name, kind)]
        return (leading[-1:] + self.wrong[:1] + [None])[0]

    @property
    def targets(self):
        """What the answer may be, the true number last."""
        return [chain[self.name] for chain in self.chains] + [self.truth[self.name]]


def judge(problem, answers, given=(), in_part=()):
    """A `Mark` for each answer, in the order of the steps: the work of `check`.

    answers: from the names of quantities to answers. in_part: those of which only some entries were
    asked; the others are the right ones.
    """
    truth = work_out(problem)
    own, marks, wrong = {}, [], []
    for name in truth:
        if name in answers:
            reading = read(answers[name], np.shape(truth[name]))
            case = Case(problem, name, reading.value, truth, dict(own), wrong, name in in_part)
            mark = _judge(case, reading)
            marks.append(mark)
            if reading.value is not None and np.shape(reading.value) == np.shape(truth[name]):
                supposed = _supposed(case, mark)
                wrong += supposed
                own.update(supposed)
                own[name] = reading.value
            if mark.state in ("not yet", "rounded"):
                wrong.append(name)
        if name in given:
            own.setdefault(name, truth[name])
    return tuple(marks)


def _judge(case, reading):
    if reading.value is None:
        state = "not read" if reading.sentence else "not answered yet"
        return Mark(case.name, state, reading.sentence)
    found = (one(case) for one in (_right, _too_few_digits, _named, _other))
    mark = next(mark for mark in found if mark)
    if mark.state == "not yet":
        mark = _with_working(case, mark, reading.working)
    return replace(mark, sentence=f"{reading.note} {mark.sentence}".strip())


def _with_working(case, mark, working):
    """A mark that names the slip which the working shows, or asks about a number in it.

    Where every number is right and the arithmetic does not come out, it was no other slip.
    """
    fits = np.shape(case.answer) == np.shape(case.truth[case.name])
    if not working or not fits or case.record is not QUANTITIES.get(case.name):
        return mark
    values = {**given_values(case.problem), **case.truth, **case.own}
    question = asked(case.name, working, values)
    done = tuple(slip for slip in mark.slips if shows(slip, working, values))
    if done:
        before = done[0].of != case.name
        sentence = words.given_by(case.answer, done)
        sentence = f"{sentence} {question}" if before and question else sentence
        return replace(mark, sentence=sentence, slips=done)
    if question:
        return replace(mark, sentence=question, slips=())
    if question == "" and not all(line.comes_out for line in working):
        return replace(mark, sentence="", slips=())
    return mark


@cache
def _leads(one, name, kind):
    """Whether a quantity is worked out from another one."""
    return any(one == source or _leads(one, source, kind) for source in sources(name, kind))


def _alike(one, other, names):
    """Whether two chains agree in some quantities."""
    return all(np.array_equal(one[key], other[key]) for key in names)


def _follow(problem, name, known):
    """What a problem gives and all values up to one quantity, worked out from those known."""
    return {**given_values(problem), **work_out(problem, known, name)}


# In the order of judgement: each gives a mark, or None if it has nothing to say.


def _right(case):
    follows = any(same(case.answer, target) for target in case.targets[:-1])
    if same(case.answer, case.targets[-1]):
        note = ""
        if case.slip and case.chains and not follows:
            note = f"This is the right number, though it does not follow from your {case.slip}."
        return Mark(case.name, "right", note)
    if follows and case.slip:
        note = f"It follows from your own {case.slip}: look there first."
        return Mark(case.name, "right method", note)
    return Mark(case.name, "right") if follows else None


def _too_few_digits(case):
    if any(rounded(case.answer, target) for target in case.targets):
        return Mark(case.name, "rounded", "Right as far as it goes; give four digits.")
    return None


def _in_part(case):
    """Some of the right numbers, and the others not there."""
    for target in filter(np.ndim, case.targets):
        if any(np.shape(case.answer) == np.shape(row) and same(case.answer, row) for row in target):
            said = words.another_shape(case.record, case.answer, target)
            return Mark(case.name, "not yet", said)
    return None


def _named(case):
    """A slip made here, or at an earlier step that has no answer; on the own numbers first."""
    still_open = [name for name in case.names[:-1] if name not in case.own]
    earlier = [(step, (*still_open[at + 1 :], case.name)) for at, step in enumerate(still_open)]
    part = _in_part(case)
    for values in [*case.chains, {**given_values(case.problem), **case.truth}]:
        slips = likeliest(explanations(case.answer, case.name, values, earlier, type(case.problem)))
        if slips and not (part and slips[0].cost >= SELDOM):
            said = words.given_by(case.answer, slips)
            if np.shape(case.answer) != np.shape(values[case.name]):
                said = words.another_shape(case.record, case.answer, values[case.name], slips)
            return Mark(case.name, "not yet", said, slips)
    return part


def _other(case):
    """The kind of difference, where no slip fits."""
    record = case.record
    if np.shape(case.answer) != np.shape(case.targets[-1]):
        said = words.another_shape(record, case.answer, case.targets[-1])
        return Mark(case.name, "not yet", said)
    kinds = [(difference(case.answer, target), target) for target in case.targets]
    kind, target = next((pair for pair in kinds if pair[0]), ("", case.targets[-1]))
    (*_, source) = record.formula.parts or [None]
    if isinstance(record.formula, Apply) and source.name not in case.own:
        question = RECORDS[type(case.problem)][source.name].question  # ReLU alone goes seldom wrong
        record = record._replace(question=question)
    return Mark(case.name, "not yet", words.other(record, kind, case.answer, target, case.in_part))


def _supposed(case, mark):
    """The number that the one slip named must have given, at a step that has no answer."""
    if len(mark.slips) != 1 or mark.slips[0].at in (mark.quantity, *case.own):
        return {}
    (slip,) = mark.slips
    return {slip.at: slip.followed(_follow(case.problem, case.name, case.own))[slip.at]}


def _is_problem(problem):
    """Whether this is a problem, an `Example` one whose parts are numbers that fit each other."""
    if type(problem) is not Example:
        return type(problem) in RECORDS
    if type(problem.parameters) is not Parameters:
        return False
    parts = (read(problem.x, (0,)), read(problem.y_true, ()), read(problem.learning_rate, ()))
    return all(part.value is not None for part in parts) and (
        type(problem.x) is np.ndarray and problem.x.shape == problem.parameters.W1.shape[:1]
    )
