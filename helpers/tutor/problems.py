"""Fresh problems: the same number always gives the same problem, and every mistake shows in it.

Problem 3, 6, 9, ... has a sleeping neuron; problem 1, 4, 7, ... has both awake; in the others
either may be so.
"""

from random import Random

import numpy as np

from helpers.network import Parameters
from helpers.quantities import NAMES, work_out
from helpers.tutor.mistakes import ALIKE, MISTAKES, NEGATIVE, SLEEPING, mistaken
from helpers.worked_example import Example

KINDS = ("sleeping", "easy", "any")  # by the remainder of the problem's number divided by three
LEARNING_RATE = 0.1
GAP = 0.0025  # two answers at one step differ at least so much: still apart at 3 decimals
LAST = 999_999


def problem(number):
    """Problem `number`, from 1 to 999,999, as an `Example` with two inputs and two hidden neurons.

    Raises ValueError with one sentence for any other number.
    """
    if type(number) is not int or not 1 <= number <= LAST:
        raise ValueError(f"a problem number is a whole number from 1 to {LAST:,}")
    random = Random(number)
    while True:
        drawn = _draw(random, KINDS[number % 3])
        if _is_kind(drawn, KINDS[number % 3]) and not clashes(drawn):
            return drawn


def has_sleeping_neuron(problem):
    """Whether a hidden neuron is asleep in this problem."""
    return bool((work_out(problem)["z_hidden"] <= 0).any())


def clashes(problem):
    """The pairs of answers that could be mixed up: (quantity, mistake, mistake or "right").

    Left out are the pairs in ALIKE and the mistakes in `cannot_show`.
    """
    truth = work_out(problem)
    return [
        (name, *pair)
        for name in NAMES
        for pair in _close_pairs({"right": truth[name], **_showing(problem, name, truth)})
        if (name, set(pair)) not in ALIKE
    ]


def cannot_show(problem):
    """The (quantity, mistake) pairs that give the right number here: the listed exceptions."""
    truth = work_out(problem)
    return [
        (name, title)
        for name in NAMES
        for title in mistaken(problem, name, truth)
        if title not in _showing(problem, name, truth)
    ]


def _showing(problem, name, truth):
    """The mistakes at a quantity, without those that need what this problem has not."""
    lacking = {SLEEPING: (truth["z_hidden"] > 0).all(), NEGATIVE: truth["y_pred"] > 0}
    return {
        title: wrong
        for title, wrong in mistaken(problem, name, truth).items()
        if not (lacking.get(MISTAKES[title].needs) and _equal(wrong, truth[name]))
    }


def _equal(one, other):
    return np.shape(one) == np.shape(other) and np.max(np.abs(one - other)) < 1e-9


def _close_pairs(answers):
    titles = list(answers)
    return [
        (first, second)
        for position, first in enumerate(titles)
        for second in titles[:position]
        if np.shape(answers[first]) == np.shape(answers[second])
        and np.max(np.abs(answers[first] - answers[second])) < GAP
    ]


def _draw(random, kind):
    """One random problem, its numbers few-digit: whole inputs, one decimal elsewhere."""

    def one(low, high):  # random() alone is promised to stay the same in every Python
        return low + int(random.random() * (high - low + 1))

    def tenths(low, high):
        return [one(low, high) / 10, one(low, high) / 10]

    low = 1 if kind == "easy" else -9
    return Example(
        x=_inputs(one(1, 4), one(1, 4)),
        parameters=Parameters(
            W1=[tenths(low, 9), tenths(low, 9)],
            b1=tenths(low, 9),
            W2=tenths(low, 9),
            b2=one(low, 9) / 10,
        ),
        y_true=one(-2, 3),
        learning_rate=LEARNING_RATE,
    )


def _inputs(*values):
    x = np.array(values, dtype=float)
    x.flags.writeable = False
    return x


def _is_kind(problem, kind):
    """Whether one neuron sleeps, or none, as the kind asks; no z near 0, no 0 given."""
    truth = work_out(problem)
    z, error = truth["z_hidden"], abs(truth["dL_dy_pred"])
    asleep = int((z < 0).sum())
    wanted = {"sleeping": (1,), "easy": (0,), "any": (0, 1)}[kind]
    given = np.concatenate([np.ravel(part) for part in problem.parameters])
    return asleep in wanted and abs(z).min() > 0.05 and given.all() and 0.1 < error < 3
