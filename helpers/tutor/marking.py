"""The marker: it judges each answer on the learner's own earlier numbers and names the mistake."""

from dataclasses import dataclass
from difflib import get_close_matches
from html import escape

import numpy as np

from helpers.network import Parameters
from helpers.tutor.answers import Reading, plain, read, shape_words
from helpers.tutor.compare import difference, differing, rounded, same
from helpers.tutor.mistakes import MISTAKES, mistaken
from helpers.tutor.steps import NAMES, STEPS, work_out
from helpers.worked_example import Example

# state -> (symbol, word); a colour goes with each in the page, never alone
STATES = {
    "right": ("✓", "right"),
    "right method": ("✓", "right method"),
    "rounded": ("≈", "nearly"),
    "not yet": ("✗", "not yet"),
    "not read": ("?", "not read"),
    "not answered yet": ("…", "not answered yet"),
}
COLOURS = {"✓": "#009E73", "≈": "#E69F00", "✗": "#D55E00", "?": "#E69F00", "…": "#888888"}


@dataclass(frozen=True, repr=False)
class Mark:
    """The judgement of one answer: its state, one or two sentences, and the mistakes it names."""

    quantity: str
    state: str
    sentence: str = ""
    mistakes: tuple = ()

    @property
    def right(self):
        """Whether nothing is left to do here: right, or right from the learner's own numbers."""
        return self.state in ("right", "right method")

    def __repr__(self):
        symbol, word = STATES[self.state]
        return f"{symbol} {self.quantity}: {word}" + (f". {self.sentence}" if self.sentence else "")

    def _repr_html_(self):
        return self.html(f"<code>{escape(self.quantity)}</code>: ")

    def html(self, name=""):
        """The mark as HTML, with its state by symbol, word and colour; name: HTML to begin with."""
        symbol, word = STATES[self.state]
        sentence = f". {escape(self.sentence)}" if self.sentence else ""
        return (
            f'<span style="border-left:4px solid {COLOURS[symbol]};padding-left:8px;'
            f'display:block;margin:4px 0"><span aria-hidden="true">{symbol} </span>'
            f"{name}<strong>{word}</strong>{sentence}</span>"
        )


@dataclass(frozen=True, repr=False)
class Marks:
    """What `check` returns: a `Mark` for each answer, in the order of the steps, and notes."""

    marks: tuple = ()
    notes: tuple = ()

    def __repr__(self):
        return "\n".join([repr(mark) for mark in self.marks] + list(self.notes))

    def _repr_html_(self):
        notes = "".join(f'<span style="display:block">{escape(note)}</span>' for note in self.notes)
        return (
            '<div role="status">'
            + "".join(mark._repr_html_() for mark in self.marks)
            + notes
            + "</div>"
        )

    def __getitem__(self, quantity):
        return next(mark for mark in self.marks if mark.quantity == quantity)


def check(problem=None, /, **answers):
    """Judge answers to a problem: `check(second_example, z_hidden=[...], y_pred=...)`.

    problem: an `Example`. answers: any of the fifteen quantities, in any order; `...` is one not
    answered yet. Each is judged on the answers before it; where one is missing, on the true number.
    Returns `Marks`; never raises for anything that a person can write.
    """
    if not _is_problem(problem):
        return Marks(notes=("Which problem is this? Begin with it: check(second_example, ...).",))
    known = {name: answers[name] for name in answers if type(name) is str and name in STEPS}
    notes = tuple(_unknown(name) for name in answers if name not in known)
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
        if reading.value is not None and mark.state != "not read":
            own[name] = reading.value
    return tuple(marks)


def _judge(problem, name, reading, truth, own, marks):
    """One mark, given the answers before it: `own` their values, `marks` their judgements."""
    if reading.value is None:
        state = "not read" if reading.sentence else "not answered yet"
        return Mark(name, state, reading.sentence)
    slip = next((mark.quantity for mark in marks if mark.state in ("not yet", "rounded")), None)
    chains = _chains(problem, name, truth, own)
    for judge in (_right, _named, _too_few_digits, _partly):
        mark = judge(problem, name, reading.value, chains, own, slip)
        if mark:
            return _with_note(mark, reading)
    return _with_note(_other(name, reading.value, chains), reading)


def _chains(problem, name, truth, own):
    """What the quantity follows from, the true values last: the own chain, and own else true."""
    earlier = {key: truth[key] for key in NAMES[: NAMES.index(name)]}
    chains = []
    for given in (own, {**earlier, **own}):
        try:
            values = work_out(problem, given)
        except ValueError:  # numpy: an own answer has a shape that nothing follows from
            continue
        values[name] = STEPS[name].compute(problem, values)
        chains.append(values)
    return [*chains, truth]


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
    for values in chains:
        found = _matches(problem, name, values, lambda wrong: same(answer, wrong))
        if found:
            further = {} if slip else _further_back(problem, name, answer, own)
            return Mark(name, "not yet", _say(answer, found, further), (*found, *further))
    further = _further_back(problem, name, answer, own)
    return Mark(name, "not yet", _say(answer, [], further), tuple(further)) if further else None


def _matches(problem, name, values, matches):
    """The mistakes at one quantity whose number matches and differs from the right one."""
    return [
        title
        for title, wrong in mistaken(problem, name, values).items()
        if matches(wrong) and not same(wrong, values[name])
    ]


def _further_back(problem, name, answer, own):
    """Mistakes at an earlier step with no answer that lead here: a dict from title to quantity."""
    found = {}
    for back in NAMES[: NAMES.index(name)]:
        if back in own:
            continue
        for title, wrong in mistaken(problem, back, _values(problem, own)).items():
            if title not in found and _leads_to(problem, name, answer, {**own, back: wrong}):
                found[title] = back
    return found


def _values(problem, given):
    try:
        return work_out(problem, given)
    except ValueError:  # numpy: shapes that nothing follows from
        return work_out(problem)


def _leads_to(problem, name, answer, given):
    values, without = _values(problem, given), _values(problem, dict(list(given.items())[:-1]))
    return same(answer, values[name]) and not same(values[name], without[name])


def _too_few_digits(problem, name, answer, chains, own, slip):
    """An answer that is right, or a mistake, as far as its few digits go."""
    for values in chains:
        found = _matches(problem, name, values, lambda wrong: rounded(answer, wrong))
        if rounded(answer, values[name]):
            sentence = "Too few digits to be sure. What are the first four?"
            if not found:
                sentence = "Right as far as it goes; give four digits."
            return Mark(name, "rounded", sentence)
        if found:
            return Mark(name, "not yet", _say(answer, found, {}), tuple(found))
    return None


def _partly(problem, name, answer, chains, own, slip):
    """A mistake made in some entries only, the others being right."""
    for values in chains:
        if np.shape(answer) != np.shape(values[name]) or not np.ndim(answer):
            continue
        wrong_at = differing(answer, values[name])

        def there(wrong, wrong_at=wrong_at):
            return np.shape(wrong) == np.shape(answer) and all(
                same(answer[index], wrong[index]) for index in wrong_at
            )

        found = _matches(problem, name, values, there)
        if found:
            where = " and ".join(_entry(name, index) for index in wrong_at)
            return Mark(name, "not yet", f"At {where}: {_say(0, found, {})}", tuple(found))
    return None


def _other(name, answer, chains):
    """The kind of difference, where no mistake of the catalogue fits."""
    question = STEPS[name].question
    wanted, got = np.shape(chains[-1][name]), np.shape(answer)
    if wanted != got:
        sentence = f"{name} is {shape_words(wanted)}; yours is {shape_words(got)}. {question}"
        return Mark(name, "not yet", sentence)
    kinds = [(difference(answer, values[name]), values) for values in chains]
    kind, values = next((pair for pair in kinds if pair[0]), ("", chains[-1]))
    sentences = {
        "sign": "The size is right, the sign is the other one.",
        "order": "The right numbers stand in another order.",
        "point": "The digits are right, the decimal point is not.",
        "factor": "Every entry is off by one and the same factor.",
        "": "None of the usual slips gives this number.",
    }
    if kind == "one entry":
        entry = _entry(name, differing(answer, values[name])[0])
        return Mark(name, "not yet", f"Only {entry} is not right yet. {question}")
    return Mark(name, "not yet", f"{sentences[kind]} {question}")


def _say(answer, found, further):
    """The sentence for the mistakes found at this step, and further back (title -> quantity)."""
    lead = "These are the numbers you get" if np.size(answer) > 1 else "This is the number you get"
    reasons = [MISTAKES[title].when for title in found]
    reasons += [f"{MISTAKES[title].when} at {back}" for title, back in further.items()]
    questions = [MISTAKES[title].question for title in [*found, *further]]
    if len(reasons) == 1:
        return f"{lead} when {reasons[0]}. {questions[0]}"
    either = ", or when ".join(reasons[:3])
    return f"{lead} either when {either}. {' '.join(dict.fromkeys(questions[:3]))}"


def _entry(name, index):
    label = f"[{', '.join(map(str, index))}]"
    return f"new {name[:-4]}{label}" if name.endswith("_new") else name + label


def _with_note(mark, reading: Reading):
    if not reading.note:
        return mark
    sentence = f"{reading.note} {mark.sentence}".strip()
    return Mark(mark.quantity, mark.state, sentence, mark.mistakes)


def _unknown(name):
    name = plain(str.__str__(name))
    near = get_close_matches(name, NAMES, n=1)
    ask = f"Did you mean {near[0]}?" if near else "The names are " + ", ".join(NAMES) + "."
    return f"There is no quantity called “{name}”. {ask}"


def _is_problem(problem):
    """Whether this is an `Example` whose parts are numbers that fit each other."""
    if type(problem) is not Example or type(problem.parameters) is not Parameters:
        return False
    parts = (read(problem.x, (0,)), read(problem.y_true, ()), read(problem.learning_rate, ()))
    return all(part.value is not None for part in parts) and (
        type(problem.x) is np.ndarray and problem.x.shape == problem.parameters.W1.shape[:1]
    )
