"""Functions that a learner wrote, judged on fresh numbers: which line is off, where that shows."""

import inspect
import linecache
import warnings
from types import MappingProxyType

import numpy as np

from helpers.formatting import text
from helpers.network import backward, forward, loss, update
from helpers.quantities import NAMES
from helpers.training import train
from helpers.tutor.compare import same
from helpers.tutor.further_tasks import TASKS
from helpers.tutor.marking import check
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.problems import problem

FRESH = range(901, 907)  # problems that no learner meets elsewhere; two have a sleeping neuron
STEPS = 3
LARGEST = 1e30  # beyond it the network takes no number

# What each function returns, in order: quantities that the tutor marks, and what it was given.
RETURNS = MappingProxyType(
    {
        "forward": ("x", "z_hidden", "a_hidden", "z_out", "y_pred"),
        "loss": ("L",),
        "backward": ("dL_dy_pred", "dW2", "db2", "dL_da_hidden", "delta_hidden", "dW1", "db1"),
        "update": ("W1_new", "b1_new", "W2_new", "b2_new"),
    }
)


def check_function(name=None, written=None):
    """Judge a function on fresh numbers: `check_function("forward", my_forward)`.

    name: "forward", "loss", "backward", "update", "train", "slope", or one of the tasks of 08 to
    10, such as "signal_back". written: the function.
    Returns `Marks`; never raises for anything that a person can write. Source: notebooks 01 to 10.
    """
    judges = {**dict.fromkeys(RETURNS, _judge_step), "train": _judge_train, "slope": _judge_slope}
    judges |= dict.fromkeys(TASKS, _judge_task)
    if type(name) is not str or name not in judges:
        return Marks(notes=(f"There is no such task; they are {', '.join(judges)}.",))
    if not callable(written):
        return Marks(notes=(f"The second is to be the function itself: my_{name}, no brackets.",))
    for number in FRESH:
        marks = judges[name](name, written, problem(number))
        if not marks.marks or marks.marks[0].state != "right":
            return marks
    return Marks((Mark(f"my_{name}", "right", f"Tried on {len(FRESH)} fresh networks."),))


def _judge_step(name, written, example):
    """One of the four functions of a step: the tutor marks each quantity that it returns."""
    values = _given(name, example)
    returned, trouble = _returned(name, written, values)
    if trouble:
        return trouble
    asked = RETURNS[name]
    found = [returned] if len(asked) == 1 else _parts(returned)
    if len(found) != len(asked):
        words = f"It returns {len(found)} values. {len(asked)} are asked: {', '.join(asked)}."
        return Marks((Mark(f"my_{name}", "not yet", words),))
    answers = dict(zip(asked, found, strict=True))
    if any(value is ... for value in answers.values()):
        return _not_written(name, [key for key, value in answers.items() if value is ...])
    marks = check(example, **{key: answers[key] for key in NAMES if key in answers}).marks
    wrong = [mark for mark in marks if not mark.right]
    return Marks((wrong or [Mark(f"my_{name}", "right")])[:1], _tried(example) if wrong else ())


def _given(name, example):
    """The arguments that the function is called with on this example."""
    x, parameters, y_true, learning_rate = example
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    return {
        "forward": (parameters, x),
        "loss": (forward_pass.y_pred, y_true),
        "backward": (parameters, forward_pass, y_true),
        "update": (parameters, gradients, learning_rate),
        "train": (parameters, x, y_true, learning_rate, STEPS),
    }[name]


def _judge_train(name, written, example):
    """The training loop: its losses and its last parameters, or which wrong loop gives them."""
    given = _given(name, example)
    returned, trouble = _returned(name, written, given)
    if trouble:
        return trouble
    found = _parts(returned)
    if len(found) != 2 or not _is_trained(found, example):
        return Marks((Mark("my_train", "not yet", "It is to return parameters, losses."),))
    if any(one is ... for one in found[1]):
        return _not_written(name, ["what is added to losses"])
    if not all(map(_is_number, found[1])):
        words = "Each entry of losses is to be one number: what `loss` returns."
        return Marks((Mark("my_train", "not yet", words),))
    if found[0] is example.parameters and len(found[1]) <= 1:
        if _is_untouched(written):
            return _not_written(name, ["the body of the loop"])
        words = "Neither parameters nor losses have changed. Which two lines keep what is found?"
        return Marks((Mark("my_train", "not yet", words),))
    if _trained_alike(found, train(*given)):
        return Marks((Mark("my_train", "right"),))
    words = "Compare with the four lines of one step. Is each of them there, in that order?"
    for loop, said in WRONG_LOOPS.items():
        if _trained_alike(found, loop(*given)):
            words = said
    return Marks((Mark("my_train", "not yet", words),), _tried(example))


def _is_untouched(written):
    """Whether the three dots still stand in the function, as far as its text is known."""
    try:
        return "..." in inspect.getsource(written)
    except (OSError, TypeError):
        return True


def _is_trained(found, example):
    return type(found[0]) is type(example.parameters) and type(found[1]) is list


def _trained_alike(found, wanted):
    parameters, losses = found
    return same(losses, wanted[1]) and all(map(same, parameters, wanted[0]))


def _old_gradients(parameters, x, y_true, learning_rate, steps):
    gradients = backward(parameters, forward(parameters, x), y_true)
    losses = [loss(forward(parameters, x).y_pred, y_true)]
    for _ in range(steps):
        parameters = update(parameters, gradients, learning_rate)
        losses.append(loss(forward(parameters, x).y_pred, y_true))
    return parameters, losses


def _never_moved(parameters, x, y_true, learning_rate, steps):
    return parameters, [loss(forward(parameters, x).y_pred, y_true)] * (steps + 1)


def _late_losses(parameters, x, y_true, learning_rate, steps):
    parameters, losses = train(parameters, x, y_true, learning_rate, steps)
    return parameters, [*losses[1:], losses[-1]]


def _no_losses(parameters, x, y_true, learning_rate, steps):
    parameters, losses = train(parameters, x, y_true, learning_rate, steps)
    return parameters, losses[-1:]


WRONG_LOOPS = {
    _old_gradients: "The gradients of the first round are used in every round. What has changed?",
    _never_moved: "The parameters stay as they were. What happens to what `update` returns?",
    _late_losses: "Each loss is taken after the update. Which forward pass does it belong to?",
    _no_losses: "Each round is to add its loss to the list. Which line does that?",
}


def _judge_slope(name, written, example):
    """The central difference, on the loss of an example as a function of W2[0]."""
    x, parameters, y_true, _ = example
    W1, b1, W2, b2 = parameters

    def loss_at(weight):
        moved = type(parameters)(W1, b1, [weight, W2[1]], b2)
        return loss(forward(moved, x).y_pred, y_true)

    weight, nudge = W2[0], 0.05
    returned, trouble = _returned(name, written, (loss_at, weight, nudge))
    if trouble:
        return trouble
    if returned is ...:
        return _not_written(name, ["the slope"])
    low, here, high = (loss_at(weight + step) for step in (-nudge, 0, nudge))
    wanted = (high - low) / (2 * nudge)
    ways = {
        "From below to above it is two nudges. By what is the difference divided?": 2 * wanted,
        "That is the slope from here up, one-sided. Where does it begin?": (high - here) / nudge,
        "That is the slope from below to here, one-sided. Where does it end?": (here - low) / nudge,
        "The sign is turned. Which of the two losses is taken from which?": -wanted,
        "A slope is rise divided by run. What is the rise divided by?": high - low,
        "Brackets: is it all of 2 * nudge that divides?": (high - low) / 2 * nudge,
    }
    mark = Mark("my_slope", "not yet", "Which two losses, and what lies between them?")
    if _is_number(returned) and _alike(returned, wanted):
        return Marks((Mark("my_slope", "right"),))
    for words, wrong in ways.items():
        if _is_number(returned) and _alike(returned, wrong):
            mark = Mark("my_slope", "not yet", words)
    losses = {"below": low, "here": here, "above": high}
    tried = {"weight": weight, "nudge": nudge, **losses}
    words = ", ".join(f"{key} = {text(value)}" for key, value in tried.items())
    return Marks((mark,), (f"Tried on {words} (what loss_at gives).",))


def _judge_task(name, written, example):
    """A task of 08 to 10: right, or which wrong idea gives what the function returns."""
    given, wanted, ideas = TASKS[name](example)
    returned, trouble = _returned(name, written, tuple(given.values()))
    if trouble:
        return trouble
    if returned is ... or any(part is ... for part in _parts(returned)):
        return _not_written(name, ["what it returns"])
    tried = ", ".join(f"{key} = {text(value)}" for key, value in given.items())
    mark = Mark(f"my_{name}", "not yet", f"It is to return numbers of shape {np.shape(wanted)}.")
    try:
        found = np.array(np.asarray(returned).tolist(), dtype=float)  # no complex number is cut
    except (TypeError, ValueError, OverflowError):
        return Marks((mark,))
    if same(found, wanted):
        return Marks((Mark(f"my_{name}", "right"),))
    if found.shape == np.shape(wanted):
        words = "These are other numbers. Work one entry out by hand: which numbers make it?"
        said = next((said for wrong, said in ideas if same(found, wrong)), words)
        mark = Mark(f"my_{name}", "not yet", said)
    return Marks((mark,), (f"Tried on {tried}",))


def _is_number(value):
    return isinstance(value, (int, float, np.number)) and abs(value) < LARGEST


def _alike(one, other):
    return abs(one - other) <= 1e-9 * max(1, abs(other))


def _returned(name, written, given):
    """What the function returns, and `Marks` that say why if it stops with an error."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return written(*given), None
    except Exception as error:
        return None, _stopped(name, error)


def _stopped(name, error):
    """In which line it stopped and why; a name that still is `...` is the likely reason."""
    frames, at = [], error.__traceback__
    while at:
        frames.append((at.tb_frame, at.tb_lineno))
        at = at.tb_next
    for frame, _ in frames[1:]:
        open_names = [key for key, value in frame.f_locals.items() if value is ...]
        if open_names:
            return _not_written(name, open_names)
    words = f"{type(error).__name__}: {error}"
    words += next((f". {asked}" for part, asked in MEANT.items() if part in words), "")
    if len(frames) > 1:
        frame, number = frames[1]
        line = linecache.getline(frame.f_code.co_filename, number).strip()
        place = f"at the line “{line}” with " if line else "with "
        words = f"It stops {place}{words}"
    return Marks((Mark(f"my_{name}", "not yet", words),))


# What a message of Python or NumPy comes from in these functions, and what to ask.
MEANT = {
    "truth value of an array": "max compares two numbers. Which function compares entry by entry?",
    "bitwise_xor": "^ is no power in Python. Which sign is?",
    "for ^": "^ is no power in Python. Which sign is?",
}


def _not_written(name, what):
    return Marks(notes=(f"… my_{name}: not written yet: {', '.join(what)}",))


def _parts(returned):
    """What was returned, as a list; one value alone is a list of one."""
    try:
        return list(returned)
    except Exception:  # what it returns may be anything
        return [returned]


def _tried(example):
    x, (W1, b1, W2, b2), y_true, rate = example
    names = {"x": x, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "y_true": y_true, "rate": rate}
    return ("Tried on " + ", ".join(f"{key} = {text(value)}" for key, value in names.items()),)
