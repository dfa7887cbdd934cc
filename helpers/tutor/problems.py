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
from helpers.quantities import (
    NAMES,
    QUANTITIES,
    Batch,
    Nudged,
    TwoLayers,
    given_values,
    work_out,
)
from helpers.tutor.slips import likely, showing
from helpers.tutor.words import when
from helpers.worked_example import Example, inputs

KINDS = ("sleeping", "easy", "any")  # by the remainder of the problem's number divided by three
LEARNING_RATE = 0.1
STANDARDISED_RATE = 0.05  # of notebook 09
DIFFERENT = 0.0025  # two answers at one step differ at least so much: still apart at 3 decimals
LAST = 999_999
TURNS = [f"{notebook:02}" for notebook in range(1, 11)]
PARTS = ("a", "b", "c")
OF_A_TURN = {  # else "any" in a, "sleeping" in b and c
    **dict.fromkeys((("03", "a"), ("03", "c"), ("05", "c")), "easy"),  # no gradient is 0 there
    ("01", "a"): "awake",  # the first time that two products are added
    **dict.fromkeys((("01", "c"), ("02", "c"), ("04", "c")), "second"),  # in b the first one sleeps
}
NUDGE = 0.1  # of a weight: so large that paper is enough
ROWS = 2  # of a batch: enough for a mean, few enough for paper
COMMONEST = 1.0  # slips up to this cost show in nudges, batches and two layers
BACK = ("dL_da_first", "delta_first", "dW2", "dW1")  # what two layers are asked for
UNSEEN = {"gradient": {"the gate is left out", "1 is put there"}}  # it is open at the weight itself


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
    """The network of one "your turn": `your_turn("01", "c")`.

    In b a neuron sleeps, and in c the other one, but in c of 03 and 05 both are awake. In 09 the
    numbers of the row are standardised, and the learning rate is that notebook's.
    notebook: "01" to "10". part: "a", "b" or "c". Raises ValueError for anything else.
    """
    if notebook not in TURNS or part not in PARTS:
        raise ValueError('a turn is a notebook from "01" to "10" and a part "a", "b" or "c"')
    kind = OF_A_TURN.get((notebook, part), "any" if part == "a" else "sleeping")
    random = Random(LAST + 3 * TURNS.index(notebook) + PARTS.index(part) + 1)
    return _of_a_kind(kind, random, _draw_standardised if notebook == "09" else _draw)


@cache
def nudged_turn(part):
    """The `Nudged` of one part of 07, "a", "b" or "c".

    In b neuron 2 sleeps. In c neuron 1 sleeps below, so that the kink lies between the nudges.
    Raises ValueError for another part.
    """
    _check(part)
    random = Random(f"nudges {part}")
    return _first_good(_draw_nudged, random, lambda drawn: _nudge_is_good(part, drawn))


@cache
def batch_turn(part):
    """The `Batch` of one part of 08, "a", "b" or "c". In one row a neuron sleeps.

    Raises ValueError for another part.
    """
    _check(part)
    return _first_good(_draw_batch, Random(f"batch {part}"), _is_good)


@cache
def two_layers_turn():
    """The `TwoLayers` of 10, to work alone. In its first layer a neuron sleeps."""
    return _first_good(_draw_two_layers, Random("two layers"), _is_good)


def drawn_batch(example):
    """A batch of two to five rows for the network of an `Example`, drawn by its numbers."""
    random = Random(str(example.parameters.W1.tolist()))
    rows = 2 + int(random.random() * 4)
    return Batch(_whole(random, rows, 2), example.parameters, _whole(random, rows))


def drawn_two_layers(example):
    """A network with two hidden layers, of which the first is that of an `Example`."""
    random = Random(str(example.parameters.W1.tolist()))
    W1, b1, W2, b2 = example.parameters
    tables = _tenths(random, 2, 2), _tenths(random, 2) + 2
    return TwoLayers(example.x, W1, b1, *tables, W2, b2, example.y_true)


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


def unseen_slips(problem, name):
    """The commonest slips at one quantity that give the right number there, so none could see."""
    truth = work_out(problem)
    return [
        when(slip)
        for slip in showing(name, COMMONEST, type(problem))
        if np.abs(slip.applied(problem, truth) - truth[name]).max() < DIFFERENT
    ]


def _check(part):
    if part not in PARTS:
        raise ValueError('a part is "a", "b" or "c"')


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


def _nudge_is_good(part, problem):
    """Whether the right neurons sleep, paper is enough, and slips show, but for an open gate."""
    x, (W1, b1, W2, _), *_ = problem.example
    awake = {"a": [[1, 1]] * 3, "b": [[1, 0]] * 3, "c": [[0, 1], [1, 1], [1, 1]]}[part]
    z = x @ W1 + b1 + x[1] * np.array([[-NUDGE, 0], [0, 0], [NUDGE, 0]])
    if (np.array(awake) != (z > 0)).any() or np.abs(z).min() < 0.05:
        return False
    truth = work_out(problem)
    losses, apart, errors = truth["losses"], truth["relative_error"], np.abs(truth["error"])
    if np.abs(losses - losses.round(4)).max() > 1e-9 or not 0.01 < losses.min() < losses.max() < 4:
        return False
    if x[0] == x[1] or abs(W2[0]) == abs(W2[1]) or np.abs(losses - errors).min() < 0.05:
        return False
    if truth["gradient"] > -0.05 or (part == "c" and not 0.1 < apart < 0.6):
        return False
    asked = {"a": ["slope"], "b": ["losses", "slope", "gradient"], "c": list(truth)}[part]
    return all(set(unseen_slips(problem, name)) <= UNSEEN.get(name, set()) for name in asked)


def _is_good(problem):
    """Whether just one neuron sleeps, the error is neither small nor large, and slips show."""
    truth = work_out(problem)
    z = np.ravel(truth["z_hidden" if isinstance(problem, Batch) else "z_first"])
    error = np.abs(truth["error" if isinstance(problem, Batch) else "dL_dy_pred"])
    if (z < 0).sum() != 1 or np.abs(z).min() < 0.05 or error.min() < 0.1 or error.max() > 3:
        return False
    if "z_second" in truth and truth["z_second"].min() < 0.05:
        return False
    asked = truth if isinstance(problem, Batch) else BACK
    return not any(unseen_slips(problem, name) for name in asked)


# random() alone is promised to stay the same in every Python.


def _draw(random, kind, whole=True):
    """One random `Example`, its numbers few-digit: whole inputs, one decimal elsewhere."""

    def one(low, high):
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


def _draw_nudged(random):
    x, y_true = _whole(random, 2), float(_whole(random))
    return Nudged(Example(inputs(*x), _parameters(random), y_true, NUDGE), NUDGE)


def _draw_batch(random):
    parameters = _parameters(random)
    return Batch(_whole(random, ROWS, 2), parameters, _whole(random, ROWS))


def _draw_two_layers(random):
    W = [_tenths(random, *shape) for shape in ((2, 2), (2,), (2, 2), (2,), (2,))]
    b3, y_true = float(_tenths(random)), float(_whole(random))
    return TwoLayers(_whole(random, 2), *W, b3, y_true)


def _parameters(random):
    return Parameters(*(_tenths(random, *shape) for shape in ((2, 2), (2,), (2,), ())))


def _tenths(random, *shape):
    """One decimal each, never 0."""
    values = [int(random.random() * 18) - 9 for _ in range(np.prod(shape, dtype=int))]
    return np.array([value + (value >= 0) for value in values]).reshape(shape) / 10


def _whole(random, *shape):
    """1, 2 or 3 each."""
    values = [int(random.random() * 3) + 1.0 for _ in range(np.prod(shape, dtype=int))]
    return np.array(values).reshape(shape)
