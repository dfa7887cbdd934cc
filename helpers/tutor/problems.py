"""Fresh problems: the same number always gives the same problem, and wrong ideas show in it.

Problem 3, 6, 9, ... has a sleeping neuron; problem 1, 4, 7, ... has both awake; in the others
either may be so. In each, no likely slip gives the right number at its step, but for those that no
network of the same kind can show: where no neuron sleeps, it does not matter to leave out ReLU.
"""

from functools import cache
from random import Random

import numpy as np

from helpers.network import Parameters
from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor.slips import likely
from helpers.worked_example import Example, inputs

KINDS = ("sleeping", "easy", "any")  # by the remainder of the problem's number divided by three
LEARNING_RATE = 0.1
STANDARDISED_RATE = 0.05  # of notebook 09
DIFFERENT = 0.0025  # two answers at one step differ at least so much: still apart at 3 decimals
LAST = 999_999
BATCH = 32  # so many are drawn at once; the first good one is taken
TURNS = [f"{notebook:02}" for notebook in range(1, 11)]
OF_A_TURN = {  # else "any" in a, "sleeping" in b and c
    **dict.fromkeys((("03", "a"), ("03", "c"), ("05", "c")), "easy"),  # no gradient is 0 there
    ("01", "a"): "awake",  # the first time that two products are added
    **dict.fromkeys((("01", "c"), ("02", "c"), ("04", "c")), "second"),  # in b the first one sleeps
}


@cache
def problem(number):
    """Problem `number`, from 1 to 999,999, as an `Example` with two inputs and two hidden neurons.

    Raises ValueError with one sentence for any other number.
    """
    if type(number) is not int or not 1 <= number <= LAST:
        raise ValueError(f"a problem number is a whole number from 1 to {LAST:,}")
    return _first_good(Random(number), KINDS[number % 3], _draw)


@cache
def your_turn(notebook, part):
    """The network of one "your turn": `your_turn("01", "c")`.

    In b a neuron sleeps, and in c the other one, but in c of 03 and 05 both are awake. In 09 the
    numbers of the row are standardised, and the learning rate is that notebook's.
    notebook: "01" to "10". part: "a", "b" or "c". Raises ValueError for anything else.
    """
    if notebook not in TURNS or part not in ("a", "b", "c"):
        raise ValueError('a turn is a notebook from "01" to "10" and a part "a", "b" or "c"')
    kind = OF_A_TURN.get((notebook, part), "any" if part == "a" else "sleeping")
    random = Random(LAST + 3 * TURNS.index(notebook) + "abc".index(part) + 1)
    return _first_good(random, kind, _draw_standardised if notebook == "09" else _draw)


def has_sleeping_neuron(problem):
    """Whether a hidden neuron is asleep in this problem."""
    return bool((work_out(problem)["z_hidden"] <= 0).any())


def passing(problem):
    """The likely slips that give the right number in this problem: (quantity, edit) pairs.

    Left out are those that give it in every network of the same kind.
    """
    drawn = _values([problem])
    return [
        (name, edit)
        for name in NAMES
        for edits, same in _gives_right(name, drawn, _unseen)
        for edit, is_so in zip(edits, same[:, 0], strict=True)
        if is_so
    ]


def _first_good(random, kind, draw):
    while True:
        problems = [draw(random, kind) for _ in range(BATCH)]
        problems = [problem for problem in problems if _is_kind(problem, kind)]
        if problems:
            values = _values(problems)
            good = np.ones(len(problems), dtype=bool)
            for name in NAMES:
                for _, same in _gives_right(name, values, _unseen):
                    good &= ~same.any(axis=0)
                if not good.any():
                    break
            if good.any():
                return problems[int(good.argmax())]


def _values(problems):
    """All values of several problems at once, along an axis in front."""
    given = [given_values(problem) for problem in problems]
    sizes = {"i": given[0]["i"], "j": given[0]["j"], "learning_rate": given[0]["learning_rate"]}
    values = {key: np.array([one[key] for one in given]) for key in given[0]} | sizes
    for name in NAMES:
        values[name] = QUANTITIES[name].worked_out(values)
    return values


def _gives_right(name, values, hidden):
    """(edits, an array of edits by problems: gives the right number there) for each place."""
    values, right = {**values, "memo": {}, "front": (1,)}, values[name]
    axes = tuple(range(2, right.ndim + 1))
    kinds = _kinds(values)
    with np.errstate(all="ignore"):
        for at, place in enumerate(likely(name)):
            numbers = place.worked_out(values, QUANTITIES[name].shape)
            same = (np.abs(numbers - right) < DIFFERENT).all(axis=axes)
            same = np.broadcast_to(same, (len(place.edits), len(right))).copy()
            if hidden:
                for kind in set(kinds):
                    column = [one == kind for one in kinds]
                    same[:, column] &= ~hidden(name, kind)[at][:, None]
            yield place.edits, same


def _kinds(values):
    """What decides which slips can show: who sleeps, and the signs."""
    awake, parts = values["z_hidden"] > 0, [values[key] for key in ("W1", "b1", "W2", "b2")]
    positive = np.all([np.all(part.reshape(len(awake), -1) > 0, axis=1) for part in parts], axis=0)
    signs = (values["y_pred"] > 0, values["dL_dy_pred"] > 0, values["y_true"] > 0, positive)
    return [tuple(map(bool, kind)) for kind in zip(*awake.T, *signs, strict=True)]


@cache
def _unseen(name, kind):
    """For each place of likely edits: which give the right number in every network of a kind."""
    return [same.all(axis=1) for _, same in _gives_right(name, _values(_like(kind)), None)]


@cache
def _like(kind):
    """Three networks of a kind, with numbers that mean nothing."""
    random, found = Random(1), []
    while len(found) < 3:
        drawn = [_draw(random, "easy" if kind[-1] else "any", whole=False) for _ in range(400)]
        found += [
            one for one, its in zip(drawn, _kinds(_values(drawn)), strict=True) if its == kind
        ]
    return found[:3]


def _draw(random, kind, whole=True):
    """One random problem, its numbers few-digit: whole inputs, one decimal elsewhere."""

    def one(low, high):  # random() alone is promised to stay the same in every Python
        number = low + random.random() * (high - low + 1)
        return int(number // 1) if whole else number

    def tenths(low, high):
        return [one(low, high) / 10, one(low, high) / 10]

    low = 1 if kind == "easy" else -9
    return Example(
        x=inputs(one(1, 4), one(1, 4)),
        parameters=Parameters(
            W1=[tenths(low, 9), tenths(low, 9)],
            b1=tenths(low, 9),
            W2=tenths(low, 9),
            b2=one(low, 9) / 10,
        ),
        y_true=(-2, 2, 3)[int(random.random() * 3)] if whole else one(-2, 3),
        learning_rate=LEARNING_RATE,
    )


def _draw_standardised(random, kind):
    """The same for a row of standardised numbers: at most 1.5 spreads from the mean."""
    x_1, x_2, y_true = (int(random.random() * 31) / 10 - 1.5 for _ in range(3))
    row = {"x": inputs(round(x_1, 1), round(x_2, 1)), "y_true": round(y_true, 1)}
    return _draw(random, kind)._replace(**row, learning_rate=STANDARDISED_RATE)


def _is_kind(problem, kind):
    """Whether one neuron sleeps, or none, as the kind asks; weights of both signs, no z near 0.

    No neuron passes on its own weight W2: its dW2 could not be told from its dL/da.
    """
    x, (W1, b1, W2, b2), y_true, _ = problem
    z = x @ W1 + b1
    a = np.maximum(z, 0)
    error = abs(a @ W2 + b2 - y_true)
    asleep = int((z < 0).sum())
    wanted = {"any": (0, 1), "sleeping": (1,), "second": (1,)}.get(kind, (0,))
    given = np.concatenate([np.ravel(part) for part in problem.parameters])
    signs = kind == "easy" or W2[0] * W2[1] < 0
    apart = abs(z).min() > 0.05 and abs(a - W2).min() > DIFFERENT
    right_one = kind != "second" or z[1] < 0
    return signs and asleep in wanted and right_one and apart and given.all() and 0.1 < error < 3
