"""Functions that a learner wrote, judged on fresh numbers: which line is off, where that shows."""

import inspect
from contextlib import redirect_stdout
from io import StringIO
from types import MappingProxyType

import numpy as np

from helpers.formatting import text
from helpers.network import Parameters, backward, forward, loss, update
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.training import train
from helpers.tutor.answers import read, shape_words
from helpers.tutor.calls import from_page, not_used, not_written, returned_by
from helpers.tutor.compare import same
from helpers.tutor.marking import check
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.problems import problem
from helpers.tutor.tasks import TASKS
from helpers.tutor.words import given_by, when

LARGEST = 1e30  # beyond it the network takes no number
FRESH = range(901, 907)  # the numbers of problems that no learner meets elsewhere

# What each function returns, in order: quantities that the tutor marks, and what it was given.
RETURNS = MappingProxyType(
    {
        "forward": ("x", "z_hidden", "a_hidden", "z_out", "y_pred"),
        "loss": ("L",),
        "backward": ("dL_dy_pred", "dW2", "db2", "dL_da_hidden", "delta_hidden", "dW1", "db1"),
        "update": ("W1_new", "b1_new", "W2_new", "b2_new"),
    }
)


def fresh():
    """Networks to try a function on, one by one: two have a sleeping neuron, none a page's rate."""
    for number in FRESH:
        yield problem(number)._replace(learning_rate=(number - 889) / 100)


def check_function(name=None, written=None):
    """Judge a function on fresh numbers: `check_function("forward", my_forward)`.

    name: "forward", "loss", "backward", "update", "train", or one of the tasks of 07 to 10, such as
    "slope". written: the function.
    Returns `Marks`; never raises for anything that a person can write. Source: notebooks 01 to 10.
    """
    judges = {**dict.fromkeys(RETURNS, _judge_step), "train": _judge_train}
    judges |= dict.fromkeys(TASKS, _judge_task)
    if type(name) is not str or name not in judges:
        return Marks(notes=(f"There is no such task; they are {', '.join(judges)}.",))
    if not callable(written):
        return Marks(notes=(f"The second is to be the function itself: my_{name}, no brackets.",))
    for example in fresh():
        marks = judges[name](name, written, example)
        if not marks.marks or marks.marks[0].state != "right":
            return marks
    return Marks((Mark(f"my_{name}", "right", f"Tried {len(FRESH)} times, on fresh numbers."),))


def _judge_step(name, written, example):
    """One of the four functions of a step: the tutor marks each quantity that it returns."""
    asked, given = RETURNS[name], _given(name, example)
    returned, trouble = returned_by(name, written, given)
    if trouble:
        return trouble
    answers = _answers(name, returned)
    if len(answers) != len(asked):
        many = f"{len(asked)} values are asked: {', '.join(asked)}."
        words = f"{many} It returns {len(answers)}."
        return Marks((Mark(f"my_{name}", "not yet", words),))
    answers = dict(zip(asked, answers, strict=True))
    if any(value is ... for value in answers.values()):
        waiting = [key for key, value in answers.items() if value is ...]
        if "z_out" in waiting:
            waiting.remove("y_pred")  # only another name for it
        return not_written(name, waiting)
    wrong = [mark for mark in _marks(name, returned, example) if not mark.right]
    if not wrong:
        return Marks((Mark(f"my_{name}", "right"),))
    mark, slips = wrong[0], _slips(name, written, wrong[0].quantity)
    said = not_used(written, given, lambda returned: _known(name, returned))
    two = all(len(slip.edits) > 1 for slip in slips)  # to ignore a thing is simpler than two
    if said and (two or from_page(written)):
        mark = Mark(f"my_{name}", "not yet", said)
    elif slips:
        mark = Mark(
            mark.quantity, "not yet", given_by(work_out(example)[mark.quantity], slips), slips
        )
    elif mark.slips:
        question = QUANTITIES[mark.quantity].question
        mark = Mark(mark.quantity, "not yet", f"None of the usual slips gives this. {question}")
    return Marks((mark,), _tried(given if name == "loss" else _numbers(example)))


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
    parameters, losses = _trained(returned)
    if losses is None:
        return Marks((Mark("my_train", "not yet", "It is to return parameters, losses."),))
    if any(one is ... for one in losses):
        return not_written(name, ["what is added to losses"])
    if not all(map(_is_number, losses)):
        words = "Each entry of losses is to be one number: what `loss` returns."
        return Marks((Mark("my_train", "not yet", words),))
    if all(map(np.array_equal, parameters, example.parameters)) and len(losses) <= 1:
        if _is_untouched(written):
            return not_written(name, ["the body of the loop"])
        words = "Neither parameters nor losses have changed. Which two lines keep what is found?"
        return Marks((Mark("my_train", "not yet", words),))
    if _alike((parameters, losses), train(*given.values())):
        return Marks((Mark("my_train", "right"),))
    loops = ((words, loop(*given.values())) for loop, words in WRONG_LOOPS.items())
    words = next((words for words, result in loops if _alike((parameters, losses), result)), "")
    words = words or not_used(written, given, lambda result: tuple(map(_parts, result)))
    return Marks((Mark("my_train", "not yet", words or NO_SUCH_LOOP),), _tried(_numbers(example)))


def _trained(returned):
    """The parameters and the losses that a loop returns; None for both if it does not."""
    try:
        parameters, losses = returned
        return Parameters(*parameters), list(losses)
    except Exception:  # what it returns may be anything
        return None, None


def _alike(found, wanted):
    (parameters, losses), (others, right) = found, wanted
    return same(losses, right) and all(map(same, parameters, others))


def _is_untouched(written):
    """Whether the three dots still stand in the function, as far as its text is known."""
    try:
        return "..." in inspect.getsource(written)
    except (OSError, TypeError):
        return True


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


def _judge_task(name, written, example):
    """A task of 07 to 10: right, or which wrong idea gives what the function returns."""
    task = TASKS[name](example)
    returned, trouble = returned_by(name, written, task.given)
    if trouble:
        return trouble
    if any(part is ... for part in [returned, *_parts(returned)]):
        return not_written(name, ["what it returns"])
    found, shape = _as_array(returned), np.shape(task.right)
    if same(found, task.right):
        return Marks((Mark(f"my_{name}", "right"),))
    said = f"It is to return {shape_words(shape)}."
    if found.shape == shape:
        said = from_page(written) or _idea(name, written) or not_used(written, task.given)
    tried = _tried(task.shown or task.given)
    return Marks((Mark(f"my_{name}", "not yet", said or task.otherwise),), tried)


def _idea(name, written):
    """What to ask whoever had the wrong idea that gives what is returned on every network."""
    tasks = [TASKS[name](example) for example in fresh()]
    found = [_as_array(returned_by(name, written, task.given)[0]) for task in tasks]
    for ideas in zip(*(task.ideas for task in tasks), strict=True):
        if all(same(one, wrong) for one, (wrong, _) in zip(found, ideas, strict=True)):
            return ideas[0][1]
    return ""


def _as_array(returned):
    """What was returned as an array of numbers without axes of one; empty if it is none."""
    try:
        return np.squeeze(np.array(np.asarray(returned).tolist(), dtype=float))  # not complex
    except (TypeError, ValueError, OverflowError):
        return np.empty(0)


def _is_number(value):
    return isinstance(value, (int, float, np.number)) and abs(value) < LARGEST


def _parts(returned):
    """What was returned, as a list; one value alone is a list of one."""
    try:
        return list(returned)
    except Exception:  # what it returns may be anything
        return [returned]


def _numbers(example):
    x, (W1, b1, W2, b2), y_true, rate = example
    return {"x": x, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "y_true": y_true, "rate": rate}


def _tried(values):
    return ("Tried on " + ", ".join(f"{key} = {text(value)}" for key, value in values.items()),)
