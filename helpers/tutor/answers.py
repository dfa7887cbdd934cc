"""What a person wrote, turned into numbers, or into one sentence that says why it was not.

Understood: int, float, numpy's numbers, Fraction, Decimal; lists, tuples and arrays of them; text
such as "0.16", ".16", "4/25", "0,16", "[0.8, 1.1]", "0.8 1.1", "0.08 0.096; 0.16 0.192".
Nothing is ever called on an object of another type, and no text is ever evaluated.
"""

import re
import types
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

LARGEST = 1e9  # far beyond every result of a problem; keeps all later arithmetic finite
MOST_NUMBERS, MOST_LETTERS, DEEPEST = 64, 400, 4

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_TOKEN = re.compile(f"({_NUMBER})(?:/({_NUMBER}))?")
_NUMBERS = (int, float, *(np.dtype(code).type for code in "bBhHiIlLqQefdg"))
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)


class Reading(NamedTuple):
    """An answer as it was read: its value (a number or array), or a sentence instead of one.

    Untouched answers have neither. `note` says what was assumed, if anything was.
    """

    value: object = None
    sentence: str = ""
    note: str = ""


class Unread(Exception):
    """Carries the sentence for an answer that cannot be read."""


class _Untouched(Exception):
    pass


def read(answer, shape):
    """Read one answer to a quantity of the given shape: (), (n,) or (rows, columns).

    Returns a `Reading`; never raises, whatever the answer is. An array of another shape is
    returned as it is, for the marker to judge.
    """
    try:
        if type(answer) is str:
            return _fit(*_read_text(answer, shape), shape)
        return _fit(_read_object(answer), "", shape)
    except _Untouched:
        return Reading()
    except Unread as unread:
        return Reading(sentence=str(unread))


def shape_words(shape):
    """A shape in words: one number, 2 numbers, 2 rows of 2 numbers."""
    if len(shape) == 2:
        return f"{_count(shape[0], 'row')} of {_count(shape[1], 'number')}"
    return _count(shape[0], "number") if shape else "one number"


def plain(text, most=40):
    """A short, printable copy of any text: control characters become spaces, the rest is cut."""
    short = "".join(c if c.isprintable() else " " for c in text[: most + 1])
    return short if len(text) <= most else short[:most] + "…"


def _count(size, word):
    return f"{size} {word}" + ("" if size == 1 else "s")


# Python objects


def _read_object(answer):
    numbers = _numbers(answer, DEEPEST, [MOST_NUMBERS])
    try:
        return np.array(numbers, dtype=float)
    except ValueError:
        raise Unread("The rows are not equally long. How many numbers belong in each?") from None


def _numbers(value, depth, room):
    """The value as a float or as nested lists of floats; `room` counts down what may still come."""
    kind = type(value)
    if kind is np.ndarray:
        if value.size == 0:  # its rows may still be without number
            raise Unread("There is no number in it yet.")
        if value.size > room[0]:
            raise Unread(f"That is more than {MOST_NUMBERS} numbers. Which of them is the answer?")
        value, kind = value.tolist(), list if value.ndim else type(value.tolist())
    if kind is list or kind is tuple:
        return _several(value, depth, room)
    room[0] -= 1
    return _one(value, kind)


def _several(values, depth, room):
    if depth == 0:
        raise Unread("Those are lists in lists in lists. Can it be written as one list or table?")
    if not values:
        raise Unread("There is no number in it yet.")
    if len(values) > room[0]:
        raise Unread(f"That is more than {MOST_NUMBERS} numbers. Which of them is the answer?")
    return [_numbers(value, depth - 1, room) for value in values]


def _one(value, kind):
    if value is ...:
        raise _Untouched
    if _among(kind, _NUMBERS):
        return _bounded(value)
    if kind is Fraction and type(value.numerator) is type(value.denominator) is int:
        return _bounded(_quotient(value.numerator, value.denominator))
    if kind is Decimal:
        return _bounded(float(value) if value.is_finite() else float("nan"))
    raise Unread(_why_not(value, kind))


def _among(kind, kinds):
    """Whether a type is one of these; `in` would call a method of its metaclass."""
    return any(kind is one for one in kinds)


def _quotient(top, bottom):
    try:
        return top / bottom
    except OverflowError:
        raise Unread("That number is far too large. Where does its decimal point belong?") from None
    except ZeroDivisionError:
        raise Unread("A fraction cannot have 0 below the line. What stands there?") from None


def _bounded(value):
    if value != value:
        raise Unread("That is “nan”, not a number: it comes from 0/0 or the like. Where?")
    if not -LARGEST <= value <= LARGEST:
        raise Unread("That number is far too large. Where does its decimal point belong?")
    return float(value)


def _why_not(value, kind):
    if value is None:
        return "This is None: what a function gives that only prints. What did it print?"
    if _among(kind, _FUNCTIONS):
        return "This is a function, not a number. What does it give when it is called?"
    if kind is str:
        return "Text inside a list cannot be read. Can the numbers stand there without quotes?"
    name = plain(type.__dict__["__name__"].__get__(kind))
    return f"An answer of type “{name}” cannot be read. Can it be written as a number or a list?"


# Text


def _read_text(text, shape):
    """The numbers in a text and a note on how it was read."""
    if len(text) > MOST_LETTERS:
        raise Unread("That is too long to be read. Can it be written with the numbers alone?")
    rows, bracketed = _rows(_tidy(text))
    parted, decimal = _table(rows, _points), _table(rows, _commas)
    readings = [(parted, ""), (decimal, "The comma was read as a decimal point.")]
    readings = [(table, note) for table, note in readings if table is not None]
    fitting = [reading for reading in readings if _fits(reading[0], shape)]
    one_number = decimal is not None and decimal.size == 1 and not bracketed
    if len(fitting) > 1 or (fitting and shape and one_number):
        raise Unread("Is that comma a decimal point, or does it part two numbers? Use 0.5 or 0 5.")
    if fitting:
        return fitting[0]
    if any(re.search("[0-9],[0-9]", row) for row in rows):
        raise Unread("Is each comma a decimal point, or does it part two numbers? Use 0.5 1.2.")
    if not readings:
        raise Unread(
            f"“{plain(text.strip())}” is not read as numbers. Can it be written like -0.5 or 3/4?"
        )
    return readings[0]


def _tidy(text):
    tidy = text.translate({0x2212: "-", 0x2013: "-", 0xA0: " ", 0x202F: " "}).strip()
    tidy = re.sub(r"^=\s*", "", tidy)
    tidy = re.sub(r"^(?:np\.)?array\((.*)\)$", r"\1", tidy, flags=re.DOTALL)
    if tidy in ("", "...", "…"):
        raise _Untouched
    if "*" in tidy or "×" in tidy or "@" in tidy:
        raise Unread("That is a sum still to be worked out. What does it come to?")
    tidy = re.sub(r"\s*/\s*", "/", tidy)
    tidy = re.sub(r"(^|[\[(,;])\s*([+-])\s+(?=[0-9.])", r"\1\2", tidy)
    return tidy.replace("(", "[").replace(")", "]")


def _rows(text):
    """The rows of a text as texts: by brackets, by semicolons or by lines."""
    groups = re.findall(r"\[([^\[\]]*)\]", text)
    around = re.sub(r"\[[^\[\]]*\]", " ", text)
    rest = re.sub(r"[\s,;]", "", around)
    if re.search(r"[\[\]]", text) and rest not in ("", "[", "]", "[]"):
        raise Unread(f"“{plain(text)}” cannot be read. Does every bracket open and close once?")
    parts = [part for group in (groups or [text]) for part in re.split(r"[;\n]", group)]
    return [part.strip().rstrip(",") for part in parts if part.strip()], bool(groups)


def _points(row):
    return re.split(r"\s*,\s*|\s+", row)


def _commas(row):
    return [token.replace(",", ".", 1) for token in re.split(r",?\s+", row)]


def _table(rows, split):
    """The rows as an array: one row as a vector; None if they are not numbers in a rectangle."""
    if split is _commas and not any(re.search("[0-9.],[0-9]", row) for row in rows):
        return None
    table = [[_token(token) for token in split(row)] for row in rows]
    if not table or any(None in row for row in table) or len({len(row) for row in table}) > 1:
        return None
    return np.array(table[0] if len(table) == 1 else table)


def _token(token):
    match = _TOKEN.fullmatch(token)
    if not match:
        return None
    top, bottom = match.groups()
    return _bounded(_quotient(float(top), float(bottom)) if bottom else float(top))


# Shapes


def _fits(table, shape):
    """Whether a table has the shape, a column or a row standing for a list."""
    if len(shape) == 2:
        return table.shape == shape
    return table.size == np.prod(shape, dtype=int) and table.size == max(table.shape, default=1)


def _fit(table, note, shape):
    if not _fits(table, shape):
        if len(shape) == 2 and table.ndim == 1 and table.size == shape[0] * shape[1]:
            raise Unread(
                f"Where does the first row end? Write {shape_words(shape)}, as in 1 2; 3 4 or "
                "[[1, 2], [3, 4]]."
            )
        return Reading(table, note=note)
    if len(shape) == 1 and table.ndim > 1 and table.shape[1] == 1:
        note = note or "The column was read as one list."
    value = table.reshape(shape)
    return Reading(value if shape else float(value), note=note)
