"""Functions that a learner wrote, judged on fresh numbers: which line is off, where that shows."""

import dis
import inspect
import io
import linecache
import re
import warnings
from contextlib import redirect_stdout
from types import FunctionType, MappingProxyType

import numpy as np

from helpers.formatting import in_a_row, text
from helpers.network import NUMBERS, Parameters, backward, forward, loss, update
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.training import train
from helpers.tutor.answers import plain, read, shape_words
from helpers.tutor.compare import same
from helpers.tutor.marking import check
from helpers.tutor.marks import Mark, Marks
from helpers.tutor.problems import problem
from helpers.tutor.tasks import TASKS
from helpers.tutor.words import given_by, when

LARGEST = 1e30  # beyond it the network takes no number
FRESH = range(901, 907)  # the numbers of problems that no learner meets elsewhere
OURS = {"forward": forward, "loss": loss, "backward": backward, "update": update, "train": train}

# What each function returns, in order: quantities that the tutor marks, and what it was given.
RETURNS = MappingProxyType(
    {
        "forward": ("x", "z_hidden", "a_hidden", "z_out", "y_pred"),
        "loss": ("L",),
        "backward": ("dL_dy_pred", "dW2", "db2", "dL_da_hidden", "delta_hidden", "dW1", "db1"),
        "update": ("W1_new", "b1_new", "W2_new", "b2_new"),
    }
)
# What a message of Python or NumPy comes from in these functions, and what to ask.
MEANT = {
    r"truth value of an array": "A whole array is neither above 0 nor below. Which function "
    "compares entry by entry?",
    r"bitwise_xor|for \^": "^ is no power in Python. Which sign is?",
    r"object is not callable": "What stands right before a bracket is no function. Which sign "
    "belongs between the two?",
    r"not have enough dimensions": "@ needs an array on either side, and one of the two is a "
    "single number. Which one, and which line made it so?",
    r"mismatch in its core": "The two beside @ do not fit each other. What shape has each?",
    r"be broadcast": "Two arrays of different shapes meet here. What shape has each?",
    r"read-only": "The old numbers are to stay as they are. Which line overwrites them?",
    r"multiply sequence|operand.* '(list|tuple)'": "A list does not calculate entry by entry. "
    "Which function of NumPy makes an array of it?",
    r"operand.* 'NoneType'": "One of the two is None: what a function gives that has no return. "
    "Which one?",
    r"unpack": "The names before the = are not as many as the parts. How many parts are there?",
    r"name '(\w+)' is not defined|variable '(\w+)'": "No line before it gives “{}” a value. Which "
    "name is meant?",
    r"name 'np' is not defined": "“np” is there after `import numpy as np`. Where does that line "
    "belong?",
    r"positional argument|argument \(\d+ given": "What stands in the brackets of a call is not "
    "what that function asks for. How many does it ask for?",
    r"out of bounds|index out of range": "Python counts from 0. Which index is the last one?",
    r"has no attribute '(\w+)'": "What stands before the dot has no “{}”. What is it, and which "
    "name is meant?",
    r"has no attribute 'value'": "Plain numbers are handed in here, no nodes. Which name has each?",
}


class Judged(Exception):
    """Carries the `Marks` of a function that is not right."""


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
    try:
        for example in fresh():
            judges[name](name, written, example)
    except Judged as judged:
        return judged.args[0]
    return Marks((Mark(f"my_{name}", "right", f"Tried {len(FRESH)} times, on fresh numbers."),))


def _not_yet(name, words, tried=None):
    """Says of a function what is not right yet. tried: the numbers, by name, that it was tried on.

    words: a sentence, or the `Mark` of a quantity. Raises `Judged`.
    """
    mark = words if isinstance(words, Mark) else Mark(f"my_{name}", "not yet", words)
    numbers = ", ".join(f"{key} = {text(value)}" for key, value in (tried or {}).items())
    raise Judged(Marks((mark,), (f"Tried on {numbers}",) if numbers else ()))


def _open(name, what):
    """Says that in a function these names still wait for a line: raises `Judged`."""
    raise Judged(Marks(notes=(f"… my_{name}: not written yet: {', '.join(what)}",)))


def _judge_step(name, written, example):
    """One of the four functions of a step: the tutor marks each quantity that it returns."""
    asked, given = RETURNS[name], _given(name, example)
    returned = _returned(name, written, given)
    answers = _answers(name, returned)
    if len(answers) != len(asked):
        many = f"{len(asked)} values are asked: {', '.join(asked)}."
        _not_yet(name, f"{many} It returns {len(answers)}.")
    if missing := [key for key, value in zip(asked, answers, strict=True) if value is ...]:
        if "z_out" in missing:
            missing.remove("y_pred")  # only another name for it
        _open(name, missing)
    wrong = [mark for mark in _marks(name, returned, example) if not mark.right]
    if not wrong:
        return
    mark, slips = wrong[0], _slips(name, written, wrong[0].quantity)
    said = _unused(written, given, lambda returned: _known(name, returned))
    two = all(len(slip.edits) > 1 for slip in slips)  # to ignore a thing is simpler than two
    if said and (two or _from_page(written)):
        mark = said
    elif slips:
        words = given_by(work_out(example)[mark.quantity], slips)
        mark = Mark(mark.quantity, "not yet", words, slips)
    elif mark.slips:
        question = QUANTITIES[mark.quantity].question
        mark = Mark(mark.quantity, "not yet", f"None of the usual slips gives this. {question}")
    _not_yet(name, mark, given if name == "loss" else _numbers(example))


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
        returned = _again(written, _given(name, example))
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
    known = {
        "parameters": parameters,
        "x": x,
        "y_true": y_true,
        "learning_rate": learning_rate,
        "steps": round(100 * learning_rate) - 9,
        "forward_pass": forward_pass,
        "y_pred": forward_pass.y_pred,
        "gradients": backward(parameters, forward_pass, y_true),
    }
    return {argument: known[argument] for argument in inspect.signature(OURS[name]).parameters}


def _numbers(example):
    x, (W1, b1, W2, b2), y_true, rate = example
    return {"x": x, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "y_true": y_true, "rate": rate}


def _judge_train(name, written, example):
    """The training loop: its losses and its last parameters, or which wrong loop gives them."""
    given = _given(name, example)
    returned = _returned(name, written, given)
    try:
        parameters, losses = returned
        parameters, losses = Parameters(*parameters), list(losses)
    except Exception:  # what it returns may be anything
        _not_yet(name, "It is to return parameters, losses.")
    if any(one is ... for one in losses):
        _open(name, ["what is added to losses"])
    if not all(map(_is_number, losses)):
        _not_yet(name, "Each entry of losses is to be one number: what `loss` returns.")
    if all(map(np.array_equal, parameters, example.parameters)) and len(losses) <= 1:
        if _is_untouched(written):
            _open(name, ["the body of the loop"])
        words = "Neither parameters nor losses have changed. Which two lines keep what is found?"
        _not_yet(name, words)
    if _alike((parameters, losses), train(*given.values())):
        return
    loops = ((words, loop(*given.values())) for loop, words in WRONG_LOOPS.items())
    words = next((words for words, result in loops if _alike((parameters, losses), result)), "")
    words = words or _unused(written, given, lambda result: [*map(_parts, _parts(result))])
    _not_yet(name, words or NO_SUCH_LOOP, _numbers(example))


def _alike(found, wanted):
    (parameters, losses), (others, right) = found, wanted
    return same(losses, right) and all(map(same, parameters, others))


def _is_number(value):
    return isinstance(value, (int, float, np.number)) and abs(value) < LARGEST


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
    returned = _returned(name, written, task.given)
    if any(part is ... for part in [returned, *_parts(returned)]):
        _open(name, ["what it returns"])
    found, shape = _as_array(returned), np.shape(task.right)
    if same(found, task.right):
        return
    said = f"It is to return {shape_words(shape)}."
    if found.shape == shape:
        said = _from_page(written) or _idea(name, written) or _unused(written, task.given)
    _not_yet(name, said or task.otherwise, task.shown or task.given)


def _idea(name, written):
    """What to ask whoever had the wrong idea that gives what is returned on every network."""
    tasks = [TASKS[name](example) for example in fresh()]
    found = [_as_array(_again(written, task.given)) for task in tasks]
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


def _parts(returned):
    """What was returned, as a list; one value alone is a list of one."""
    try:
        return list(returned)
    except Exception:  # what it returns may be anything
        return [returned]


def _unused(written, given, told=lambda returned: returned):
    """What to say where arguments make no difference, or numbers of the page stand for them.

    given: the arguments, a dict. told: what counts of the result. Returns "" if all are used.
    """
    names = [name for name in given if _makes_no_difference(written, given, name, told)]
    page = _from_page(written)
    if not names:
        return page
    they, are, do = ("they", "are", "do") if len(names) > 1 else ("it", "is", "does")
    unused = f"Your function does not use {in_a_row(names)}: whatever {they} {are}, "
    return f"{unused}it gives the same. {page or f'Where {do} {they} belong?'}"


def _from_page(written):
    """What to ask about a number that a function reads though nothing handed it in; "" for none."""
    if type(written) is not FunctionType:
        return ""
    read = [step.argval for step in dis.get_instructions(written) if step.opname == "LOAD_GLOBAL"]
    for name in read:
        value = written.__globals__.get(name)
        array = isinstance(value, np.ndarray) and value.dtype.kind in "biuf"
        if array or isinstance(value, (int, float, np.number)):
            taken = f"“{name}” is taken from the page, where it is {plain(text(value))}."
            return f"{taken} What is it for the numbers that are handed in?"
    return ""


def _makes_no_difference(written, given, name, told):
    """Whether the result stays the same when one argument is quite another one."""
    calls = [given, *({**given, name: _another(given[name], by)} for by in (0.3, -0.7))]
    return len({repr(told(_again(written, call))) for call in calls}) == 1


def _another(value, by):
    """An argument of the same kind with other numbers in it."""
    if callable(value):
        return lambda *given: by - value(*given)
    if type(value) is int:
        return value + 1
    if isinstance(value, NUMBERS[:3]) and not hasattr(value, "_fields"):
        return by - value
    return type(value)(*(_another(part, by) for part in value))


def _called(written, given):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return written(*given.values())


def _again(written, given):
    """What a function returns, None if it stops; what it prints was seen at the first call."""
    try:
        with redirect_stdout(io.StringIO()):
            return _called(written, given)
    except Exception:  # whatever a learner's line does
        return None


def _returned(name, written, given):
    """What a function returns; raises `Judged` if that is nothing, or it stops with an error."""
    try:
        returned = _called(written, given)
    except Exception as error:
        _stopped(name, error, given)
    if returned is None:
        _not_yet(name, "It hands nothing back. What is to stand after `return`?")
    return returned


def _stopped(name, error, given):
    """Says in which line it stopped and why; a name that still is `...` is the likely reason."""
    frames, at = [], error.__traceback__
    while at:
        frames.append((at.tb_frame, at.tb_lineno))
        at = at.tb_next
    frames = frames[2:]  # the learner's own
    for frame, _ in frames:
        if open_names := [key for key, value in frame.f_locals.items() if value is ...]:
            _open(name, open_names)
    line = ""
    if frames:
        frame, number = frames[0]
        line = linecache.getline(frame.f_code.co_filename, number).strip()
    place = f" at the line “{line}”" if line else ""
    message = f"{type(error).__name__}: {error}"
    words = f"It stops{place} with {message}"
    for part, meaning in MEANT.items():
        if found := re.search(part, message):
            name_in_it = next(filter(None, found.groups()), "")
            words = f"It stops{place}. {meaning.format(name_in_it)}"
    if not frames and "positional argument" in message:
        many = ", ".join(given)
        words = f"It is called with {many}. Do the brackets of its first line name as many?"
    _not_yet(name, words)
