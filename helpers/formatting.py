"""Numbers, arrays and worked lines as text: one place decides how every number is written."""

import numpy as np

DIGITS = 10  # significant digits: enough for every result of the series, short of rounding noise


def number(value, digits=DIGITS):
    """One number as the shortest text that agrees with it to `digits` significant digits.

    So 0.16000000000000014 is written 0.16, and -0.0 is written 0. Returns a string.
    """
    kept = float(f"{float(value):.{DIGITS}g}")  # else rounding noise decides where a 5 goes
    text = f"{kept:.{digits}g}"
    return "0" if float(text) == 0 else text


def text(value, digits=DIGITS):
    """A number, a vector or a table of numbers as nested lists are written: [0.8, 1.1].

    value: a number or an array of any shape. Returns a string.
    """
    if np.ndim(value) == 0:
        return number(value, digits)
    return "[" + ", ".join(text(row, digits) for row in value) + "]"


def in_a_row(words):
    """Words as a sentence has them: `W1, b1 and W2`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def counted(count, word):
    """How many of something: `1 row`, `2 rows`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def show(**values):
    """Print each value under its name, a line each: `show(y_pred=1.16)` prints `y_pred = 1.16`.

    values: numbers, arrays of numbers, or strings, which are printed as they are.
    """
    for name, value in values.items():
        print(f"{name} = {value if isinstance(value, str) else text(value)}")


def reveal(**values):
    """The same under a Predict, after a line that tells nothing: a folded output shows one line."""
    print("Compare with your prediction:")
    show(**values)


def typeset(value, digits=4):
    """One number for a drawing or a worked line: `digits` significant digits and a true minus.

    Small ones are written out as well, down to a millionth: 0.000032.
    """
    written = number(value, digits)
    if 1e-6 <= abs(float(written)) < 1e-4:
        written = np.format_float_positional(float(written), trim="-")
    return written.replace("-", "−")


def factor(value, digits=4):
    """The same as `typeset`, in brackets where it is negative, to stand beside a × or a +."""
    written = typeset(value, digits)
    return f"({written})" if written.startswith("−") else written
