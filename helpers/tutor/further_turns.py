"""The problems of the turns of 07, 08 and 10 that are no `Example`: nudges, batches, two layers."""

from functools import cache, partial
from random import Random

import numpy as np

from helpers.formatting import show
from helpers.network import Parameters
from helpers.quantities import Batch, Nudged, TwoLayers, given_values, work_out
from helpers.tutor.slips import showing
from helpers.tutor.words import when
from helpers.worked_example import Example, inputs

ROWS = 2  # of a batch: enough for a mean, few enough for paper
BACK = ("dL_da_first", "delta_first", "dW2", "dW1")  # what two layers are asked for
NUDGE = 0.1  # of a weight: so large that paper is enough
UNSEEN = {"gradient": {"the gate is left out", "1 is put there"}}  # it is open at the weight itself
COMMONEST = 1.0  # slips up to this cost show
DIFFERENT = 0.0025  # a slip gives a number that is off by at least so much


def begin_batch(part, *given):
    """Show a batch and what is given of it; returns the `Batch`. part: "a", "b" or "c"."""
    return _begin(batch_turn(part), given)


def begin_two_layers(*given):
    """Show a network with two hidden layers, and what is given of it; returns the `TwoLayers`."""
    return _begin(two_layers_turn(), given)


@cache
def nudged_turn(part):
    """The `Nudged` of one part, "a", "b" or "c": the same everywhere.

    In b neuron 2 sleeps. In c neuron 1 sleeps below, so that the kink lies between the nudges.
    Raises ValueError for another part.
    """
    _check(part)
    return _first_good(Random(f"nudges {part}"), _draw_nudged, partial(_nudge_is_good, part))


@cache
def batch_turn(part):
    """The `Batch` of one part, "a", "b" or "c": the same everywhere. In one row a neuron sleeps.

    Raises ValueError for another part.
    """
    _check(part)
    return _first_good(Random(f"batch {part}"), _draw_batch, _is_good)


@cache
def two_layers_turn():
    """The `TwoLayers` to work alone, the same everywhere. In its first layer a neuron sleeps."""
    return _first_good(Random("two layers"), _draw_two_layers, _is_good)


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


def _begin(problem, given):
    values = {**given_values(problem), **work_out(problem)}
    if isinstance(problem, Batch):
        names = ("x", "W1", "b1", "W2", "b2", "y_true")
    else:
        names = problem._fields
    show(**{name: values[name] for name in (*names, *given)})
    return problem


def _check(part):
    if part not in ("a", "b", "c"):
        raise ValueError('a part is "a", "b" or "c"')


def _first_good(random, draw, is_good):
    while True:
        problem = draw(random)
        if is_good(problem):
            return problem


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


def unseen_slips(problem, name):
    """The commonest slips at one quantity that give the right number there, so none could see."""
    truth = work_out(problem)
    return [
        when(slip)
        for slip in showing(name, COMMONEST, type(problem))
        if np.abs(slip.applied(problem, truth) - truth[name]).max() < DIFFERENT
    ]


def _tenths(random, *shape):
    """One decimal each, never 0; random() alone is promised to stay the same in every Python."""
    count = int(np.prod(shape))
    values = [int(random.random() * 18) - 9 for _ in range(count)]
    return np.array([value + (value >= 0) for value in values]).reshape(shape) / 10


def _whole(random, *shape):
    return np.array([float(int(random.random() * 3) + 1) for _ in range(np.prod(shape))]).reshape(
        shape
    )


def _draw_nudged(random):
    x, y_true = _whole(random, 2), float(_whole(random, 1)[0])
    W1, b1, W2 = _tenths(random, 2, 2), _tenths(random, 2), _tenths(random, 2)
    parameters = Parameters(W1, b1, W2, float(_tenths(random, 1)[0]))
    return Nudged(Example(inputs(*x), parameters, y_true, NUDGE), NUDGE)


def _draw_batch(random):
    parameters = Parameters(
        _tenths(random, 2, 2), _tenths(random, 2), _tenths(random, 2), float(_tenths(random, 1)[0])
    )
    return Batch(_whole(random, ROWS, 2), parameters, _whole(random, ROWS))


def _draw_two_layers(random):
    W = [_tenths(random, *shape) for shape in ((2, 2), (2,), (2, 2), (2,), (2,))]
    b3, y_true = float(_tenths(random, 1)[0]), float(_whole(random, 1)[0])
    return TwoLayers(_whole(random, 2), *W, b3, y_true)
