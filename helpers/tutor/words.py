"""The sentences of a marking: they say what gives a number, ask for the step, tell no result."""

from difflib import get_close_matches

import numpy as np

from helpers.quantities import NAMES, QUANTITIES
from helpers.tutor.answers import plain, shape_words
from helpers.tutor.compare import difference, differing
from helpers.tutor.mistakes import MISTAKES

MOST = 3  # so many mistakes one sentence names at most

# kind of difference -> what is said of it, and what is asked
_KINDS = {
    "sign": (
        "the size is right, the sign is the other one",
        "Which minus sign is missing, or one too many?",
    ),
    "point": (
        "the digits are right, the decimal point is not",
        "Roughly how large must the number be?",
    ),
    "factor": (
        "every entry is off by one and the same factor",
        "Which factor is missing, or one too many?",
    ),
}
_ORDER = {
    1: "Which neuron does the first number belong to?",
    2: "Which input does each row belong to, and which neuron each column?",
}


def named(answer, found, further):
    """For the mistakes found at this step, and further back (title -> step)."""
    reasons = [MISTAKES[title].when for title in found]
    reasons += [f"{MISTAKES[title].when} at {back}" for title, back in further.items()]
    questions = [MISTAKES[title].question for title in [*found, *further]]
    return f"{_gives(answer, reasons)} {' '.join(dict.fromkeys(questions[:MOST]))}"


def elsewhere(answer, titles, back):
    """For a number that follows from another `back` than the learner's own."""
    reasons = [f"{MISTAKES[title].when} at {back}" for title in titles]
    return f"{_gives(answer, reasons)} Your own {back} is another. Which one did you use here?"


def partly(name, answer, found, indices):
    """For mistakes found in some entries only."""
    where = " and ".join(_entry(name, index) for index in indices)
    return f"At {where}: {named([answer[index] for index in indices], found, {})}"


def another_shape(name, answer, target):
    """For an answer of another shape than the right one."""
    wanted, got = shape_words(np.shape(target)), shape_words(np.shape(answer))
    return f"{name} is {wanted}; yours is {got}. {QUANTITIES[name].question}"


def other(name, kind, answer, target):
    """For an answer that no mistake explains, by the kind of its difference from the target."""
    question = QUANTITIES[name].question
    if kind == "order":
        return f"The right numbers stand in another order. {_ORDER[np.ndim(answer)]}"
    if kind == "one entry":
        (index,) = differing(answer, target)
        within = difference(np.asarray(answer)[index], np.asarray(target)[index])
        said, asked = _KINDS.get(within, ("", question))
        said = f"Only {_entry(name, index)} is not right yet" + (f": {said}" if said else "")
        return f"{said}. {asked}"
    these = "this number" if np.size(answer) == 1 else "these numbers"
    said, asked = _KINDS.get(kind, (f"none of the usual slips gives {these}", question))
    return f"{said.capitalize()}. {asked}"


def unknown(name):
    """For a name that is no quantity."""
    name = plain(str.__str__(name))
    near = get_close_matches(name, NAMES)
    ask = f"Did you mean {near[0]}?" if near else "The names are " + ", ".join(NAMES) + "."
    return f"There is no quantity called “{name}”. {ask}"


def _gives(answer, reasons):
    lead = "These are the numbers you get" if np.size(answer) > 1 else "This is the number you get"
    if len(reasons) == 1:
        return f"{lead} when {reasons[0]}."
    return f"{lead} either when {', or when '.join(reasons[:MOST])}."


def _entry(name, index):
    label = f"[{', '.join(map(str, index))}]"
    return f"new {name[:-4]}{label}" if name.endswith("_new") else name + label
