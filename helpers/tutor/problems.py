"""Fresh problems, and those of the Your turns: drawn until wrong ideas show in them.

The same number, and the same turn, always gives the same problem. Problem 3, 6, 9, ... has a
sleeping neuron; problem 1, 4, 7, ... has both awake; in the others either may be so. In each, no
likely slip gives the right number at its step, but for those that no network of the same kind can
show: where no neuron sleeps, it does not matter to leave out ReLU.
"""

from functools import cache
from random import Random

import numpy as np

from helpers.network import Parameters, forward
from helpers.quantities import NAMES, QUANTITIES, Batch, Nudged, TwoLayers, given_values, work_out
from helpers.tutor.slips import likely
from helpers.worked_example import Example, inputs

KINDS = ("sleeping", "easy", "any")  # by the remainder of the problem's number divided by three
LEARNING_RATE = 0.1
STANDARDISED_RATE = 0.05  # of notebook 09
NUDGE = 0.1  # of a weight: so large that paper is enough
DIFFERENT = 0.0025  # two answers at one step differ at least so much: still apart at 3 decimals
LAST = 999_999
TURNS = ("01", "02", "03", "04", "05", "09", "10")  # whose problems are an `Example` each
OF_A_TURN = {  # else "any" in a, "sleeping" in b and c
    **dict.fromkeys((("03", "a"), ("03", "c"), ("05", "c")), "easy"),  # no gradient is 0 there
    ("01", "a"): "awake",  # the first time that two products are added
    **dict.fromkeys((("01", "c"), ("02", "c"), ("04", "c")), "second"),  # in b the first one sleeps
}
# Of the others: x, W1, b1, W2, b2 (W3, b3), y_true. Tests hold that wrong ideas show in them, too.
# fmt: off
OTHER_TURNS = {
    ("07", "a"): ([2, 1], [[0.2, 0.9], [-0.4, -0.2]], [0.2, -0.6], [0.4, 0.3], 0.8, 3),
    ("07", "b"): ([2, 3], [[0.1, -0.3], [0.9, -0.7]], [-0.5, 0.7], [0.4, -0.9], -0.7, 2),
    ("07", "c"): ([1, 2], [[-0.2, -0.5], [-0.3, 0.9]], [0.9, 0.7], [0.6, 0.8], -0.2, 3),
    ("08", "a"):
        ([[2, 2], [3, 1]], [[0.7, 0.3], [-0.6, -0.5]], [0.5, -0.2], [0.8, 0.4], 0.4, [3, 1]),
    ("08", "b"):
        ([[1, 1], [2, 3]], [[0.1, -0.6], [-0.4, 0.9]], [0.4, 0.6], [-0.9, 0.1], -0.6, [1, 2]),
    ("08", "c"):
        ([[1, 3], [2, 2]], [[-0.3, 0.1], [0.8, -0.2]], [-0.9, 0.3], [0.3, -0.7], -0.8, [2, 1]),
    ("10", "d"):
        ([3, 1], [[0.8, -0.7], [0.4, -0.6]], [-0.1, -0.7], [[0.3, -0.2], [-0.6, -0.2]],
         [-0.6, 0.8], [-0.4, -0.8], -0.7, 2),
}
# fmt: on


@cache
def problem(number):
    """Problem `number`, from 1 to 999,999, as an `Example` with two inputs and two hidden neurons.

    Raises ValueError with one sentence for any other number.
    """
    if type(number) is not int or not 1 <= number <= LAST:
        raise ValueError(f"a problem number is a whole number from 1 to {LAST:,}")
    return _of_a_kind(KINDS[number % 3], Random(number), _draw)


@cache
def your_turn(notebook, part):
    """The problem of one "your turn": `your_turn("01", "c")`.

    It is an `Example`, in 07 a `Nudged`, in 08 a `Batch`, and part "d" of 10 is `TwoLayers`. In b a
    neuron sleeps, and in c the other one, but in c of 03 and 05 both are awake; in c of 07 the kink
    lies between the nudges. In 09 the numbers of the row are standardised, and the learning rate is
    that notebook's.
    notebook: "01" to "10", not "06". part: "a", "b" or "c". Raises ValueError for anything else.
    """
    if (notebook, part) in OTHER_TURNS:
        return _written_down(notebook, *OTHER_TURNS[notebook, part])
    if notebook not in TURNS or part not in ("a", "b", "c"):
        raise ValueError('a turn is a notebook from "01" to "10" and a part "a", "b" or "c"')
    kind = OF_A_TURN.get((notebook, part), "any" if part == "a" else "sleeping")
    random = Random(LAST + 3 * int(notebook) + "abc".index(part) - 2)
    return _of_a_kind(kind, random, _draw_standardised if notebook == "09" else _draw)


def has_sleeping_neuron(problem):
    """Whether a hidden neuron is asleep in this problem."""
    return bool((forward(problem.parameters, problem.x).z_hidden <= 0).any())


def passing(problem):
    """The likely slips that give the right number in an `Example`: (quantity, edit) pairs.

    They are found one by one. Left out are those that give it in every network of the same kind.
    """
    kind, values = _kind(problem), _values(problem)
    for name in NAMES:
        every = zip(likely(name), _right(name, values), _right_in_all(name, kind), strict=True)
        for place, right, hidden in every:
            yield from ((name, place.edits[at]) for at in np.flatnonzero(right & ~hidden))


def _written_down(notebook, *numbers):
    x, *parameters, y_true = (np.array(one, dtype=float)[()] for one in numbers)
    if notebook == "10":
        return TwoLayers(x, *parameters, y_true)
    if notebook == "08":
        return Batch(x, Parameters(*parameters), y_true)
    return Nudged(Example(inputs(*x), Parameters(*parameters), y_true, LEARNING_RATE), NUDGE)


def _first_good(draw, random, is_good):
    while True:
        drawn = draw(random)
        if is_good(drawn):
            return drawn


def _of_a_kind(kind, random, draw):
    def is_good(drawn):
        return _is_kind(drawn, kind) and not any(passing(drawn))

    return _first_good(lambda random: draw(random, kind), random, is_good)


def _values(problem):
    return {**given_values(problem), **work_out(problem), "memo": {}}


def _right(name, values):
    """For each place of likely edits an array: which of them give the right number there."""
    with np.errstate(all="ignore"):
        for place in likely(name):
            off = np.abs(place.worked_out(values, QUANTITIES[name].shape) - values[name])
            yield off.reshape(len(place.edits), -1).max(axis=1) < DIFFERENT


@cache
def _right_in_all(name, kind):
    """The same for every network of a kind at once: for three of them."""
    each = zip(*(_right(name, _values(drawn)) for drawn in _like(kind)), strict=True)
    return [np.all(three, axis=0) for three in each]


def _kind(problem):
    """What decides which slips can show: who sleeps, and the signs."""
    _, z, _, _, y_pred = forward(problem.parameters, problem.x)
    positive = all(np.all(part > 0) for part in problem.parameters)
    y_true = problem.y_true
    return *(z > 0).tolist(), bool(y_pred > 0), bool(y_pred > y_true), y_true > 0, positive


@cache
def _like(kind):
    """Three networks of a kind, with numbers that mean nothing."""
    random, low = Random(1), "easy" if kind[-1] else "any"
    return [
        _first_good(lambda r: _draw(r, low, whole=False), random, lambda one: _kind(one) == kind)
        for _ in range(3)
    ]


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


def _draw(random, kind, whole=True):
    """One random `Example`, its numbers few-digit: whole inputs, one decimal elsewhere."""

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
