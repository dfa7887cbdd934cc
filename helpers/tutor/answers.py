"""What a person wrote, turned into numbers, or into one sentence that says why it was not.

Text is read by the grammar of `writing`, in each way that it may be meant: the one that has the
shape of the quantity counts, and two such are asked back. Of Python's objects, numbers, lists,
arrays, dicts, text and what says that it is a number or an array are read.
"""

import re
import types
from typing import NamedTuple

import numpy as np

from helpers.formatting import counted, in_a_row
from helpers.tutor.notation import MOST_NUMBERS, Unread, Untouched, tidy, ways
from helpers.tutor.sums import TOO_LARGE, bounded, numbers_of
from helpers.tutor.writing import DEEPEST, LEAVING_OPEN, MAKING, Entry, listed, parse

MOST_LETTERS = 800
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)
_NO_NUMBERS = [  # what is said of an object of a type
    (type(None), "This is None: what a function gives that only prints. What did it print?"),
    (_FUNCTIONS, "This is a function, not a number. What does it give when it is called?"),
    ((set, frozenset), "A set has no order. Can it be written as a list, as in [0.5, 1.2]?"),
    (
        (bool, np.bool_),
        "That is True or False, and no number. Python multiplies before it compares: are brackets "
        "missing?",
    ),
]
_TOO_MANY = f"That is more than {MOST_NUMBERS} numbers. Which of them is the answer?"
_EACH = (  # both 0.5; 0.5 each; z1 = z2 = 0.5
    r"(?i)\A\W*(?:both|each|beide)\b|\b(?:each|both)\W*\Z|[1₁] ?= ?[^\W\d]+_?[2₂] ?="
)
_ROWS = "Where does the first row end?"
_COMMAS = "Write a point in a number, and a comma and a space between two: 0.5, 1.2."


class Reading(NamedTuple):
    """An answer as it was read: its value (a number or array), or a sentence instead of one.

    Untouched answers have neither. `note` says what was assumed, and asks about arithmetic that
    does not come out. `working` has a `Working` for each entry that was written with its sum.
    """

    value: object = None
    sentence: str = ""
    note: str = ""
    working: tuple = ()


def read(answer, shape):
    """Read one answer to a quantity of the given shape: (), (n,) or (rows, columns).

    Returns a `Reading`; never raises, whatever the answer is. An array of another shape is
    returned as it is, for the marker to judge.
    """
    try:
        if isinstance(answer, str):
            return _read_text(answer, shape)
        return _read_object(answer, shape)
    except Untouched:
        return Reading()
    except Unread as unread:
        return Reading(sentence=str(unread))
    except Exception:  # whatever a stranger's object does
        return Reading(sentence="That cannot be read. Can it be written as a number or a list?")


def shape_words(shape):
    """A shape in words: one number, 2 numbers, 2 rows of 2 numbers."""
    if len(shape) == 2:
        return f"{counted(shape[0], 'row')} of {counted(shape[1], 'number')}"
    return counted(shape[0], "number") if shape else "one number"


def plain(text, most=40):
    """A short, printable copy of any text: control characters become spaces, the rest is cut."""
    short = "".join(c if c.isprintable() else " " for c in text[: most + 1])
    return short if len(text) <= most else short[:most] + "…"


# Python objects


def _read_object(answer, shape):
    reading = _fit(_nested(_object(answer, DEEPEST, [MOST_NUMBERS], shape)), shape)
    *rows, size = shape or (1,)
    if np.shape(reading.value) == (*rows, 2 * size) and np.asarray(answer).dtype.kind == "i":
        whole, part = np.ravel(answer)[:2]
        point = f"{whole}.{abs(part)}"
        point = point if whole else f"{point} or -{point}"  # to Python -0 is 0
        raise Unread(
            f"Python reads a decimal comma as two numbers: here {whole} and {part}. "
            f"Write a point, as in {point}."
        )
    return reading


def _object(value, depth, room, shape):
    """The entry of a Python object; `room` counts down what may still come."""
    if isinstance(value, np.ndarray):
        _check_size(value.size, room)
        value = np.ndarray.tolist(value)
    if isinstance(value, dict):
        _check_size(len(value), room)
        names = ["".join(f"[{i}]" for i in k) if isinstance(k, tuple) else str(k) for k in value]
        entries = [_object(one, depth - 1, room, shape) for one in value.values()]
        return listed([e._replace(name=name) for e, name in zip(entries, names, strict=True)])
    if isinstance(value, (list, tuple)):
        _check_size(len(value), room)
        if depth == 0:
            raise Unread("Those are lists in lists in lists. Can it be written as one list?")
        if all(isinstance(one, str) and len(one) < MOST_LETTERS / MOST_NUMBERS for one in value):
            return _object("\n".join(value), depth, room, shape)  # names and all
        return Entry("", [_object(one, depth - 1, room, shape[1:]) for one in value])
    room[0] -= 1
    if value is ...:
        raise Untouched
    if isinstance(value, str):
        return _entry(_read_text(value, shape))
    if not isinstance(value, np.generic) and hasattr(type(value), "__array__"):
        return _object(np.asarray(value), depth, room, shape)  # of pandas, PyTorch, SymPy
    numeric = isinstance(value, (np.integer, np.floating)) or not isinstance(value, np.generic)
    if not numeric or isinstance(value, bool) or not hasattr(type(value), "__float__"):
        raise Unread(_why_not(value))
    try:
        return Entry("", bounded(float(value)))
    except OverflowError:
        raise Unread(TOO_LARGE) from None


def _entry(reading, at=()):
    value = np.asarray(reading.value)[at]
    if np.ndim(value):
        return Entry("", [_entry(reading, (*at, i)) for i in range(len(value))])
    working = next((one for one in reading.working if one.at == at), None)
    return Entry("", float(value), working)


def _check_size(size, room):
    if size == 0:
        raise Unread("There is no number in it yet.")
    if size > room[0]:
        raise Unread(_TOO_MANY)


def _why_not(value):
    said = (said for kinds, said in _NO_NUMBERS if isinstance(value, kinds))
    name = plain(type(value).__name__)
    other = f"An answer of type “{name}” cannot be read. Can it be written as a number or a list?"
    return next(said, other)


# Text


def _read_text(text, shape):
    """The text read in every way that it may be meant; the one that fits the shape counts."""
    if len(text) > MOST_LETTERS:
        raise Unread("That is too long to be read. Can it be written with the numbers alone?")
    tidied, readings, failed = tidy(text), [], []
    for rare in (False, True):
        if any(_fits(one.value, shape) and not _unwritten(one) for one in readings):
            break
        for meaning, note in ways(tidied, rare):
            try:
                reading = _fit(_nested(parse(meaning)), shape, note, text, rare)
            except Unread as unread:
                failed += [str(unread)] if str(unread) else []
            else:
                readings.append(reading)
    failed = min(failed, key=lambda said: not said.startswith(_ROWS), default="")
    if not readings:
        raise Unread(failed or _not_read(text.strip(), tidied, shape))
    readings = _apart(readings, shape)
    if failed.startswith(_ROWS) and not _fits(readings[0].value, shape):
        raise Unread(failed)
    _ask_back(readings, shape, tidied)
    return readings[0]


def _not_read(typed, text, shape):
    """What to ask about a text that no grammar reads: which part of it is no number?"""
    example = ("-0.5 or 3/4", "-0.5, 1.2", "1 2; 3 4")[len(shape)]
    words = re.findall(r"[^\W\d_]+|[<>≤≥≠]", text.lower())
    if not re.search(r"\d", text):
        return f"There are no digits in “{plain(typed)}”. Can a number be written, like {example}?"
    for word in words:
        if LEAVING_OPEN.fullmatch(word) or not word.isalpha():
            return f"“{word}” leaves open which number it is. Which one is the answer?"
        if re.fullmatch(r"nan|null|none|inf\w*", word):
            return f"“{word}” is not a number. Which one belongs there?"
        if MAKING.fullmatch(word):
            return f"What does “{word}” give there? Can the number itself be written?"
    name = re.search(r"[-+*/^(@] ?([^\W\d]\w*)(?!\w*\()|\b([^\W\d]\w*) ?[-+*/^@]", text)
    if name:
        return f"Which number is “{plain(name[1] or name[2])}”? An answer has numbers alone."
    return f"“{plain(typed)}” is not read as numbers. Can it be written like {example}?"


def _apart(readings, shape):
    """The readings that differ in value: what fits first, then what comes out."""
    readings.sort(key=lambda one: (not _fits(one.value, shape), not _comes_out(one)))
    kept = []
    for one in readings:
        if not any(np.array_equal(one.value, other.value) for other in kept):
            kept.append(one)
    return kept


def _ask_back(readings, shape, text):
    """Raises `Unread` where more than one reading is likely; those that fit come first."""
    if not shape and re.fullmatch(r"\s*-[\d.]+\s+-[\d.]+\s*", text):  # -0.5 -0.7
        raise Unread("Those look like two numbers, and one is asked for. Which one is it?")
    fitting = sum(_fits(reading.value, shape) for reading in readings)
    single = [r for r in readings if shape and np.size(r.value) == 1 and not r.working]
    unsure = not fitting or (single and not re.search(r"(?:\A|[=:] ?|[A-Za-z])[\[({]", text))
    if fitting > 1 or (len(readings) > 1 and unsure):
        first, second = (_shown(reading.value) for reading in readings[:2])
        how = _COMMAS if shape or "," in text else "Write one number, like -0.5."
        raise Unread(f"Is that {first}, or {second}? {how}")
    if not fitting and re.search(r"\d,\d", text) and not re.search(r"\d\.\d", text):
        raise Unread(f"Is each comma a decimal point, or does it part two numbers? {_COMMAS}")
    if not fitting and len(shape) == 1 and ((single and "/" in text) or readings[0].working):
        raise Unread(f"Is that one number, or {shape_words(shape)}? {_COMMAS}")


def _shown(value):
    return in_a_row(f"{number:.10g}" for number in np.ravel(value)[:8])


# Shapes


def _fit(rows, shape, note="", typed="", rare=False):
    """The reading of nested lists of entries, in the shape of the quantity where they have it.

    rare: what only counts, or only leads to another number, may be left out for it.
    """
    table = _table(rows)
    for rest, said in (*_unnumbered(rows), *_without_steps(rows, typed, shape)) if rare else ():
        if _table(rest) is not None and _fits(_table(rest), shape):
            rows, table, note = rest, _table(rest), said
    if table is None and len(shape) == 2:
        raise Unread("The rows are not equally long. How many numbers belong in each?")
    if table is None:
        raise Unread(f"Which of those are the answer? Write {shape_words(shape)} alone.")
    if table.ndim == 0 and len(shape) == 1 and re.search(_EACH, typed):
        rows, table = [rows] * shape[0], np.full(shape, table)
    fits = _fits(table, shape)
    if len(shape) == 2 and not fits and table.shape == (shape[0] * shape[1],):
        words = f"Write {shape_words(shape)}, as in 1 2; 3 4 or [[1, 2], [3, 4]]."
        raise Unread(f"{_ROWS} {words}")
    leaves = [(i, leaf.working) for i, leaf in enumerate(_leaves(rows)) if leaf.working]
    places = list(np.ndindex(*(shape if fits else table.shape)))
    working = tuple(one._replace(at=places[i]) for i, one in leaves)
    value = table.reshape(shape) if fits else table
    notes = [note, *_said(working, typed)]
    return Reading(
        value if value.ndim else float(value), note=" ".join(filter(None, notes)), working=working
    )


def _comes_out(reading):
    return all(one.comes_out for one in reading.working)


def _unwritten(reading):
    return any(one.written is None for one in reading.working)


def _said(working, typed):
    if any(one.written is None for one in working):
        yield "Your line was worked out."
    if "%" in typed:
        yield "The percentage was read as a part of 1."
    yield from _arithmetic(working, typed)


def _arithmetic(working, typed):
    """Asks about the first line that does not come out, as it was typed or as it was read."""
    for one in working:
        if not one.comes_out:
            as_typed = [text for text in (one.text, one.text.replace("*", "×")) if text in typed]
            what = plain(as_typed[0]) if as_typed else "One of your lines"
            again = "Work it out" if any(sign in one.text for sign in "*/^×·") else "Add"
            yield f"{what} does not come to that. {again} once more?"
            return


def _nested(entry):
    """An entry as its leaf, or as lists of leaves; a list of one is what stands in it."""
    if not isinstance(entry.value, list):
        return entry
    inner = [_nested(one) for one in entry.value]
    return inner if len(inner) > 1 else inner[0]


def _leaves(rows):
    return [leaf for row in rows for leaf in _leaves(row)] if isinstance(rows, list) else [rows]


def _values(rows):
    return [_values(row) for row in rows] if isinstance(rows, list) else rows.value


def _table(rows):
    """The numbers as an array; None if the rows are not equally long."""
    try:
        return np.array(_values(rows), dtype=float)
    except ValueError:
        return None


def _unnumbered(rows):
    """The rows of a table without a first column, a first row, or both, that only count."""
    flat = isinstance(rows, list) and all(isinstance(row, list) for row in rows)
    if not flat or any(isinstance(leaf, list) for row in rows for leaf in row):
        return
    for top, left in ((0, 1), (1, 0), (1, 1)):
        body = [row[left:] for row in rows[top:]]
        counts = [_values(row) for row in rows[:top]]
        counts += [[row[0].value for row in rows[top:]]] * left
        if all(len(row) > left for row in rows[top:]) and all(map(_only_counts, counts)):
            body = [row[0] if len(row) == 1 else row for row in body]
            yield body, "The first numbers of the rows or columns were read as their numbering."


def _without_steps(rows, typed, shape):
    """A list of numbers without those that a later one is worked out from, or repeats."""
    if isinstance(rows, list) and not any(isinstance(leaf, list) for leaf in rows):
        lead = [_leads(leaf, rows[i + 1 :], not shape) for i, leaf in enumerate(rows)]
        kept = [leaf for leaf, leads in zip(rows, lead, strict=True) if not leads]
        lines = [leaf.working for leaf, leads in zip(rows, lead, strict=True) if leads]
        yield kept if len(kept) > 1 else kept[0], " ".join(_arithmetic(filter(None, lines), typed))


def _leads(leaf, later, alone):
    for other in later:
        if leaf.value == other.value and (alone or leaf.working or other.working):
            return True
        if other.working and leaf.value in numbers_of(other.working.tree):
            return True
    return False


def _only_counts(numbers):
    size = len(numbers)
    return size > 1 and numbers in (list(range(size)), list(range(1, size + 1)))


def _fits(value, shape):
    """Whether a value has the shape, where a row or a column stands for a list as well."""
    wanted = tuple(size for size in shape if size != 1)
    return tuple(size for size in np.shape(value) if size != 1) == wanted
