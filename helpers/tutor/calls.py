"""Calling what a learner wrote: what it returns, where it stops, what it does not use."""

import dis
import io
import linecache
import re
import warnings
from contextlib import redirect_stdout
from types import FunctionType

import numpy as np

from helpers.formatting import in_a_row, text
from helpers.network import NUMBERS
from helpers.tutor.answers import plain
from helpers.tutor.marks import Mark, Marks

CALLED_WITH = "It is called with {}. Do the brackets of its first line name as many?"
NOTHING = "It hands nothing back. What is to stand after `return`?"
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


def returned_by(name, written, given):
    """What a function returns, and `Marks` that say why if it stops with an error.

    given: its arguments, a dict.
    """
    try:
        returned = _called(written, given)
    except Exception as error:
        return None, _stopped(name, error, given)
    if returned is None:
        return None, Marks((Mark(f"my_{name}", "not yet", NOTHING),))
    return returned, None


def not_written(name, what):
    """`Marks` for a function in which these names still wait for a line."""
    return Marks(notes=(f"… my_{name}: not written yet: {', '.join(what)}",))


def not_used(written, given, told=lambda returned: returned):
    """What to say where arguments make no difference, or numbers of the page stand for them.

    given: the arguments, a dict. told: what counts of the result. Returns "" if all are used.
    """
    names = [name for name in given if _makes_no_difference(written, given, name, told)]
    page = from_page(written)
    if not names:
        return page
    they, are, do = ("they", "are", "do") if len(names) > 1 else ("it", "is", "does")
    unused = f"Your function does not use {in_a_row(names)}: whatever {they} {are}, "
    return f"{unused}it gives the same. {page or f'Where {do} {they} belong?'}"


def from_page(written):
    """What to ask about a number that a function reads though nothing handed it in; "" for none."""
    if type(written) is not FunctionType:
        return ""
    read = [step.argval for step in dis.get_instructions(written) if step.opname == "LOAD_GLOBAL"]
    for name in read:
        value = written.__globals__.get(name)
        if isinstance(value, (int, float, np.number)) or (
            isinstance(value, np.ndarray) and value.dtype.kind in "biuf"
        ):
            taken = f"“{name}” is taken from the page, where it is {plain(text(value))}."
            return f"{taken} What is it for the numbers that are handed in?"
    return ""


def _called(written, given):
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return written(*given.values())


def _makes_no_difference(written, given, name, told):
    """Whether the result stays the same when one argument is quite another one."""
    seen = set()
    for by in (None, 0.3, -0.7):
        changed = given if by is None else {**given, name: _another(given[name], by)}
        try:
            with redirect_stdout(io.StringIO()):
                seen.add(repr(told(_called(written, changed))))
        except Exception:
            return False
    return len(seen) == 1


def _another(value, by):
    """An argument of the same kind with other numbers in it."""
    if callable(value):
        return lambda *given: by - value(*given)
    if type(value) is int:
        return value + 1
    if isinstance(value, NUMBERS[:3]) and not hasattr(value, "_fields"):
        return by - value
    return type(value)(*(_another(part, by) for part in value))


def _stopped(name, error, given):
    """In which line it stopped and why; a name that still is `...` is the likely reason."""
    frames, at = [], error.__traceback__
    while at:
        frames.append((at.tb_frame, at.tb_lineno))
        at = at.tb_next
    frames = frames[2:]  # the learner's own
    for frame, _ in frames:
        open_names = [key for key, value in frame.f_locals.items() if value is ...]
        if open_names:
            return not_written(name, open_names)
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
        words = CALLED_WITH.format(", ".join(given))
    return Marks((Mark(f"my_{name}", "not yet", words),))
