"""Functions that a learner wrote, judged on fresh numbers: which line is off, where that shows."""

import inspect
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from types import MappingProxyType

import numpy as np

from helpers.formatting import text
from helpers.network import backward, forward, loss, update
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.training import train
from helpers.tutor.answers import read
from helpers.tutor.calls import from_page, not_used, not_written, returned_by
from helpers.tutor.compare import same
from helpers.tutor.further_tasks import TASKS
from helpers.tutor.marking import check
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.problems import problem
from helpers.tutor.words import given_by, when

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


@cache
def fresh():
    """Networks that no learner meets elsewhere: two have a sleeping neuron, none a page's rate."""
    return tuple(
        problem(number)._replace(learning_rate=(number - 889) / 100) for number in range(901, 907)
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
    for example in fresh():
        marks = judges[name](name, written, example)
        if not marks.marks or marks.marks[0].state != "right":
            return marks
    return Marks((Mark(f"my_{name}", "right", f"Tried on {len(fresh())} fresh networks."),))


def _judge_step(name, written, example):
    """One of the four functions of a step: the tutor marks each quantity that it returns."""
    asked, given = RETURNS[name], _given(name, example)
    returned, trouble = returned_by(name, written, given)
    if trouble:
        return trouble
    answers = _answers(name, returned)
    if len(answers) != len(asked):
        words = f"It returns {len(answers)} values. {len(asked)} are asked: {', '.join(asked)}."
        return Marks((Mark(f"my_{name}", "not yet", words),))
    answers = dict(zip(asked, answers, strict=True))
    if any(value is ... for value in answers.values()):
        return not_written(name, [key for key, value in answers.items() if value is ...])
    wrong = [mark for mark in _marks(name, returned, example) if not mark.right]
    if not wrong:
        return Marks((Mark(f"my_{name}", "right"),))
    mark, slips = wrong[0], _slips(name, written, wrong[0].quantity)
    said = not_used(written, given, lambda returned: _known(name, returned))
    if said and all(len(slip.edits) > 1 for slip in slips):  # to ignore a thing is simpler than two
        mark = Mark(f"my_{name}", "not yet", said)
    elif slips:
        mark = Mark(
            mark.quantity, "not yet", given_by(work_out(example)[mark.quantity], slips), slips
        )
    elif mark.slips:
        question = QUANTITIES[mark.quantity].question
        mark = Mark(mark.quantity, "not yet", f"None of the usual slips gives this. {question}")
    return Marks((mark,), _tried(example))


def _answers(name, returned):
    return [returned] if len(RETURNS[name]) == 1 else _parts(returned)


def _known(name, returned):
    """What was returned, by name: the quantities that the tutor marks."""
    pairs = zip(RETURNS[name], _answers(name, returned), strict=False)
    return {key: value for key, value in pairs if key in NAMES}


def _marks(name, returned, example):
    known = _known(name, returned)
    return check(example, given=[key for key in NAMES if key not in known], **known).marks


def _slips(name, written, quantity):
    """The slips that give what is returned on every network: in a function none is by chance."""
    found, possible = [], {}
    for example in fresh():
        with redirect_stdout(StringIO()):  # what it prints was seen at the first call
            returned, _ = returned_by(name, written, _given(name, example))
        found.append((example, _known(name, returned).get(quantity)))
        for mark in _marks(name, returned, example):
            if mark.quantity == quantity:
                possible |= {when(slip): slip for slip in mark.slips if not slip.entries}
    return tuple(slip for slip in possible.values() if all(_gives(slip, *one) for one in found))[:2]


def _gives(slip, example, answer):
    right = work_out(example)
    value = read(answer, np.shape(right[slip.marked])).value
    return value is not None and same(value, slip.applied(example, right))


def _given(name, example):
    """The arguments that the function is called with on this example, by name."""
    x, parameters, y_true, learning_rate = example
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    return {
        "forward": {"parameters": parameters, "x": x},
        "loss": {"y_pred": forward_pass.y_pred, "y_true": y_true},
        "backward": {"parameters": parameters, "forward_pass": forward_pass, "y_true": y_true},
        "update": {
            "parameters": parameters,
            "gradients": gradients,
            "learning_rate": learning_rate,
        },
        "train": {
            "parameters": parameters,
            "x": x,
            "y_true": y_true,
            "learning_rate": learning_rate,
            "steps": round(100 * learning_rate) - 9,
        },
    }[name]


def _judge_train(name, written, example):
    """The training loop: its losses and its last parameters, or which wrong loop gives them."""
    given = _given(name, example)
    returned, trouble = returned_by(name, written, given)
    if trouble:
        return trouble
    found = _parts(returned)
    if len(found) != 2 or not _is_trained(found, example):
        return Marks((Mark("my_train", "not yet", "It is to return parameters, losses."),))
    if any(one is ... for one in found[1]):
        return not_written(name, ["what is added to losses"])
    if not all(map(_is_number, found[1])):
        words = "Each entry of losses is to be one number: what `loss` returns."
        return Marks((Mark("my_train", "not yet", words),))
    if found[0] is example.parameters and len(found[1]) <= 1:
        if _is_untouched(written):
            return not_written(name, ["the body of the loop"])
        words = "Neither parameters nor losses have changed. Which two lines keep what is found?"
        return Marks((Mark("my_train", "not yet", words),))
    if _trained_alike(found, train(*given.values())):
        return Marks((Mark("my_train", "right"),))
    loops = WRONG_LOOPS.items()
    words = next((s for loop, s in loops if _trained_alike(found, loop(*given.values()))), "")
    words = words or not_used(written, given, _told) or NO_SUCH_LOOP
    return Marks((Mark("my_train", "not yet", words),), _tried(example))


def _told(trained):
    parameters, losses = trained
    return list(parameters), losses


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


NO_SUCH_LOOP = "Compare with the four lines of one step. Is each of them there, in that order?"
WRONG_LOOPS = {
    _old_gradients: "The gradients of the first round are used in every round. What has changed?",
    _never_moved: "The parameters stay as they were. What happens to what `update` returns?",
    _late_losses: "Each loss is taken after the update. Which forward pass does it belong to?",
    _no_losses: "Each round is to add its loss to the list. Which line does that?",
}


def _judge_slope(name, written, example):
    """The central difference, on a loss of an example as a function of W2[0].

    It is the loss squared: of a parabola any nudge gives the same slope.
    """
    x, parameters, y_true, _ = example
    W1, b1, W2, b2 = parameters

    def loss_at(weight):
        moved = type(parameters)(W1, b1, [weight, W2[1]], b2)
        return loss(forward(moved, x).y_pred, y_true) ** 2

    weight, nudge = W2[0], example.learning_rate / 2
    given = {"loss_at": loss_at, "weight": weight, "nudge": nudge}
    returned, trouble = returned_by(name, written, given)
    if trouble:
        return trouble
    if returned is ...:
        return not_written(name, ["the slope"])
    low, here, high = (loss_at(weight + step) for step in (-nudge, 0, nudge))
    wanted = (high - low) / (2 * nudge)
    ways = (
        ("From below to above it is two nudges. What divides the difference?", 2 * wanted),
        ("That is the slope from here up, one-sided. Where does it begin?", (high - here) / nudge),
        ("That is the slope from below, one-sided. Where does it end?", (here - low) / nudge),
        ("The sign is turned. Which of the two losses is taken from which?", -wanted),
        ("A slope is rise divided by run. What is the rise divided by?", high - low),
        ("Brackets: is it all of 2 * nudge that divides?", (high - low) / 2 * nudge),
        *((LAST_ALONE, high - low * by) for by in (0.5 / nudge, 1 / nudge, 0.5 * nudge, 0.5)),
    )
    if _is_number(returned) and _alike(returned, wanted):
        return Marks((Mark("my_slope", "right"),))
    said = [w for w, wrong in ways if _is_number(returned) and _alike(returned, wrong)]
    said = (*said, not_used(written, given), "Which two losses, and what lies between them?")
    mark = Mark("my_slope", "not yet", next(filter(None, said)))
    losses = {"below": low, "here": here, "above": high}
    tried = {"weight": weight, "nudge": nudge, **losses}
    words = ", ".join(f"{key} = {text(value)}" for key, value in tried.items())
    return Marks((mark,), (f"Tried on {words} (what loss_at gives).",))


LAST_ALONE = "Brackets: is the whole difference divided, or the last loss alone?"
NO_SUCH_IDEA = "These are other numbers. Work one entry out by hand: which numbers make it?"


def _judge_task(name, written, example):
    """A task of 08 to 10: right, or which wrong idea gives what the function returns."""
    given, wanted, ideas = TASKS[name](example)
    returned, trouble = returned_by(name, written, given)
    if trouble:
        return trouble
    if returned is ... or any(part is ... for part in _parts(returned)):
        return not_written(name, ["what it returns"])
    tried = ", ".join(f"{key} = {text(value)}" for key, value in given.items())
    mark = Mark(f"my_{name}", "not yet", f"It is to return numbers of shape {np.shape(wanted)}.")
    try:
        found = np.array(np.asarray(returned).tolist(), dtype=float)  # no complex number is cut
    except (TypeError, ValueError, OverflowError):
        return Marks((mark,))
    if same(found, wanted):
        return Marks((Mark(f"my_{name}", "right"),))
    if found.shape == np.shape(wanted):
        said = from_page(written)
        said = said or next((said for wrong, said in ideas if same(found, wrong)), "")
        said = said or not_used(written, given) or NO_SUCH_IDEA
        mark = Mark(f"my_{name}", "not yet", said)
    return Marks((mark,), (f"Tried on {tried}",))


def _is_number(value):
    return isinstance(value, (int, float, np.number)) and abs(value) < LARGEST


def _alike(one, other):
    return abs(one - other) <= 1e-9 * max(1, abs(other))


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
