"""Paper that marks itself: a check number for each row of a printed sheet, and what it says.

The rule is for a head; `RULE` in worksheet.py tells it.
"""

from typing import NamedTuple

import numpy as np

from helpers.formatting import DIGITS
from helpers.quantities import NAMES, given_values, work_out
from helpers.tutor.slips import singles
from helpers.tutor.words import asked

TIMES = (3, 4, 5, 2)  # what the row may say
LAST = 1000  # check numbers are smaller than this
COST = 2.8  # slips up to this cost stand on the sheet
MOST = 100  # so many of them a row
ROUNDED = "Right, but rounded. What are its first four decimals?"


class CheckRow(NamedTuple):
    """The check numbers of one row of a sheet.

    times: how often the last two decimals and the second number count. right: what the right
    answer gives. hints: from the question to ask to the check numbers of the slips it is asked of.
    """

    times: int
    right: int
    hints: dict


def check_number(value, times):
    """The check number of an answer. value: a number, or an array of at most four."""
    codes = [_code(entry, times) for entry in np.ravel(value).tolist()]
    return sum(often * code for often, code in enumerate(codes, 1)) % LAST


def check_row(problem, name):
    """The check numbers of one quantity of a problem. Returns a `CheckRow`.

    Of the rules × 2 … × 5 it takes the one by which the likeliest slips are told apart best.
    """
    values = {**given_values(problem), **work_out(problem)}
    slips = _showing(name, values[name], {**values, "memo": {}})
    rows = [_with_rule(times, values[name], slips) for times in TIMES]
    return min(rows, key=lambda row: row[0])[1]


def result_code(problem):
    """What the check numbers of all fifteen rows come to, added up."""
    return sum(check_row(problem, name).right for name in NAMES)


def _with_rule(times, truth, slips):
    """How many slips this rule does not tell apart, those taken for right above all; the row."""
    right, lost = check_number(truth, times), 0
    questions = {check_number(np.round(truth, 4), times): ROUNDED}
    questions.pop(right, None)
    for question, answer in slips:
        number = check_number(answer, times)
        if number == right:
            lost += LAST
        elif questions.setdefault(number, question) != question:
            lost += 1
    hints = {}
    for number, question in questions.items():
        hints.setdefault(question, []).append(number)
    return lost, CheckRow(times, right, {question: sorted(n) for question, n in hints.items()})


def _showing(name, truth, values):
    """The slips that show at a quantity, as (question, answer), the likeliest first."""
    found = []
    with np.errstate(all="ignore"):
        for begun, place, answers in singles(name, values):
            for edit, answer in zip(place.edits, answers, strict=True):
                if edit.cost <= COST and np.all(np.abs(answer) < LAST):
                    found.append((edit.cost, begun, place, edit, answer))
    known, showing = {_key(truth)}, []
    for cost, begun, place, edit, answer in sorted(found, key=lambda one: one[0]):
        if _key(answer) not in known and len(showing) < MOST:
            known.add(_key(answer))
            showing.append((asked(begun.with_edit(place, edit, cost)), answer))
    return showing


def _key(answer):
    return tuple(round(number, 9) + 0.0 for number in np.ravel(answer).tolist())


def _code(entry, times):
    whole, decimals = f"{abs(entry):.{DIGITS}f}".split(".")
    code = int(whole + decimals[:2]) + times * int(decimals[2:4])
    return -code if entry < 0 else code
