"""The marker: it judges each answer on the learner's own earlier numbers and names the mistake."""

from dataclasses import replace

import numpy as np

from helpers.network import Parameters
from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor import words
from helpers.tutor.answers import read
from helpers.tutor.compare import difference, differing, rounded, same
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.mistakes import mistaken
from helpers.worked_example import Example

MOST_UNKNOWN = 3  # so many names that are no quantity are answered


def check(problem=None, /, **answers):
    """Judge answers to a problem: `check(second_example, z_hidden=[...], y_pred=...)`.

    problem: an `Example`. answers: any of the fifteen quantities, in any order; `...` is one not
    answered yet. Each is judged on the answers before it; where one is missing, on the true number.
    Returns `Marks`; never raises for anything that a person can write.
    """
    if not _is_problem(problem):
        return Marks(notes=("Which problem is this? Begin with it: check(second_example, ...).",))
    known, unknown = {}, []
    for name, answer in answers.items():
        if type(name) is str and name in QUANTITIES:
            known[name] = answer
        else:
            unknown.append(name)
    notes = tuple(map(words.unknown, unknown[:MOST_UNKNOWN]))
    if not answers:
        notes = ("Nothing to check yet. Which quantity have you worked out?",)
    return Marks(_judge_all(problem, known), notes)


def _judge_all(problem, answers):
    truth = work_out(problem)
    readings = {
        name: read(answers[name], np.shape(truth[name])) for name in NAMES if name in answers
    }
    own, marks = {}, []
    for name, reading in readings.items():
        mark = _judge(problem, name, reading, truth, own, marks)
        marks.append(mark)
        if np.shape(reading.value) == np.shape(truth[name]) and reading.value is not None:
            own.update(_supposed(problem, mark, own))
            own[name] = reading.value
    return tuple(marks)


def _judge(problem, name, reading, truth, own, marks):
    """One mark, given the answers before it: `own` their values, `marks` their judgements."""
    if reading.value is None:
        state = "not read" if reading.sentence else "not answered yet"
        return Mark(name, state, reading.sentence)
    slip = next((mark.quantity for mark in marks if mark.state in ("not yet", "rounded")), None)
    chains = _chains(problem, name, truth, own)
    judges = (_right, _named, _too_few_digits, _partly, _elsewhere, _other)
    found = (judge(problem, name, reading.value, chains, own, slip) for judge in judges)
    mark = next(mark for mark in found if mark)
    return replace(mark, sentence=f"{reading.note} {mark.sentence}".strip())


def _chains(problem, name, truth, own):
    """What the quantity follows from, the true values last: the own chain, and own else true."""
    earlier = {key: truth[key] for key in NAMES[: NAMES.index(name)]}
    chains = [_follow(problem, name, given) for given in (own, {**earlier, **own})]
    return [*filter(None, chains), truth]


def _follow(problem, name, given):
    """All values up to one quantity from those given; empty if they have shapes that do not fit."""
    values = {**given_values(problem), **given}
    try:
        for step in NAMES[: NAMES.index(name) + 1]:
            if step not in values:
                values[step] = QUANTITIES[step].worked_out(values)
    except ValueError:  # numpy: the shapes of own answers, or of a mistake
        return {}
    return values


# In the order of judgement: each gives a mark, or None if it has nothing to say.


def _right(problem, name, answer, chains, own, slip):
    follows = any(same(answer, values[name]) for values in chains[:-1])
    if same(answer, chains[-1][name]):
        note = ""
        if slip and not follows:
            note = f"This is the right number, though it does not follow from your {slip}."
        return Mark(name, "right", note)
    if follows and slip:
        return Mark(name, "right method", f"It follows from your own {slip}: look there first.")
    return Mark(name, "right") if follows else None


def _named(problem, name, answer, chains, own, slip):
    """A mistake made here, or at an earlier step that has no answer."""
    found = next(filter(None, (_matches(problem, name, answer, v, same) for v in chains)), [])
    open_steps = [step for step in NAMES[: NAMES.index(name)] if step not in own]
    further = _made_at(problem, name, answer, own, open_steps)
    if found or further:
        sentence = words.named(answer, found, further)
        made_at = (*[name] * len(found), *further.values())
        return Mark(name, "not yet", sentence, (*found, *further), made_at)
    return None


def _too_few_digits(problem, name, answer, chains, own, slip):
    """An answer that is right, or a mistake, as far as its few digits go."""
    for values in chains:
        found = _matches(problem, name, answer, values, rounded)
        if rounded(answer, values[name]):
            sentence = "Too few digits to be sure. What are the first four?"
            if not found:
                sentence = "Right as far as it goes; give four digits."
            return Mark(name, "rounded", sentence)
        if found:
            return _mistake(name, words.named(answer, found, {}), found)
    return None


def _partly(problem, name, answer, chains, own, slip):
    """A mistake made in some entries only, the others being right."""
    for values in chains:
        if np.shape(answer) != np.shape(values[name]) or not np.ndim(answer):
            continue
        wrong_at = differing(answer, values[name])

        def there(answer, wrong, wrong_at=wrong_at):
            return np.shape(wrong) == np.shape(answer) and all(
                same(answer[index], wrong[index]) for index in wrong_at
            )

        found = _matches(problem, name, answer, values, there)
        if found:
            return _mistake(name, words.partly(name, answer, found, wrong_at), found)
    return None


def _elsewhere(problem, name, answer, chains, own, slip):
    """A right step from another earlier number than the learner's own, as with z taken for a."""
    targets = [values[name] for values in chains if np.shape(values[name]) == np.shape(answer)]
    if any(difference(answer, target) in ("sign", "order") for target in targets):
        return None  # simpler to say
    for step in reversed([step for step in NAMES[: NAMES.index(name)] if step in own]):
        found = tuple(_made_at(problem, name, answer, own, [step]))
        if found:
            sentence = words.elsewhere(answer, found, step)
            return Mark(name, "not yet", sentence, found, (step,) * len(found))
    return None


def _other(problem, name, answer, chains, own, slip):
    """The kind of difference, where no mistake of the catalogue fits."""
    truth = chains[-1][name]
    if np.shape(answer) != np.shape(truth):
        return Mark(name, "not yet", words.another_shape(name, answer, truth))
    targets = [values[name] for values in chains if np.shape(values[name]) == np.shape(truth)]
    kinds = [(difference(answer, target), target) for target in targets]
    kind, target = next((pair for pair in kinds if pair[0]), ("", truth))
    return Mark(name, "not yet", words.other(name, kind, answer, target))


def _mistake(name, sentence, found):
    return Mark(name, "not yet", sentence, tuple(found), (name,) * len(found))


def _matches(problem, name, answer, values, matches):
    """The mistakes at one quantity whose number matches and differs from the right one."""
    return [
        title
        for title, wrong in mistaken(problem, name, values).items()
        if matches(answer, wrong) and not same(wrong, values[name])
    ]


def _made_at(problem, name, answer, own, steps):
    """The mistakes at some earlier steps that lead to an answer: a dict from title to step."""
    given = own if _follow(problem, name, own) else {}
    without = _follow(problem, name, given)
    found = {}
    for step in steps:
        for title, wrong in mistaken(problem, step, without).items():
            values = _follow(problem, name, {**given, step: wrong})
            if values and same(answer, values[name]) and not same(values[name], without[name]):
                found.setdefault(title, step)
    return found


def _supposed(problem, mark, own):
    """The number that the one mistake named must have given, at a step that has no answer."""
    if len(mark.mistakes) != 1 or mark.made_at[0] in (mark.quantity, *own):
        return {}
    (title,), (step,) = mark.mistakes, mark.made_at
    values = _follow(problem, step, own)
    return {step: mistaken(problem, step, values)[title]} if values else {}


def _is_problem(problem):
    """Whether this is an `Example` whose parts are numbers that fit each other."""
    if type(problem) is not Example or type(problem.parameters) is not Parameters:
        return False
    parts = (read(problem.x, (0,)), read(problem.y_true, ()), read(problem.learning_rate, ()))
    return all(part.value is not None for part in parts) and (
        type(problem.x) is np.ndarray and problem.x.shape == problem.parameters.W1.shape[:1]
    )
