"""Paper that marks itself: a check number for each row of a printed sheet, and what it says.

The rule is for a head. Cut the answer off after four decimals: 1.1742. Take it without its point as
far as two decimals, 117, and add the next two decimals as often as the row says, × 3 here:
117 + 3 × 42 = 243. A negative number counts with its minus. Of several numbers the first counts
once, the second twice, the third three times, the fourth four times. Add up, and keep the last
three digits. (Below zero, add 1000 until it is not.)
"""

from typing import NamedTuple

import numpy as np

from helpers.formatting import DIGITS
from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor.edits import edits_of
from helpers.tutor.slips import Slip
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
    truth = work_out(problem)
    slips = _showing(name, truth, {**given_values(problem), **truth, "memo": {}})
    rows = [_with_rule(times, truth[name], slips) for times in TIMES]
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
    record, found = QUANTITIES[name], []
    for place in edits_of(name):
        with np.errstate(all="ignore"):
            answers = place.worked_out(values, record.shape)
        for edit, answer in zip(place.edits, answers, strict=True):
            if edit.cost <= COST and np.all(np.abs(answer) < LAST):
                found.append((edit.cost, len(found), place, edit, answer))
    known, showing = {_key(truth[name])}, []
    for _, _, place, edit, answer in sorted(found, key=lambda one: one[:2]):
        if _key(answer) not in known and len(showing) < MOST:
            known.add(_key(answer))
            slip = Slip(name, name, name, None, record.shape, ((place, edit),), edit.cost)
            showing.append((asked(slip), answer))
    return showing


def _key(answer):
    return tuple(round(number, 9) + 0.0 for number in np.ravel(answer).tolist())


def _code(entry, times):
    whole, decimals = f"{abs(entry):.{DIGITS}f}".split(".")
    code = int(whole + decimals[:2]) + times * int(decimals[2:4])
    return -code if entry < 0 else code
