"""Measure the tutor: how many wrong answers it names, and how it follows a slip through.

    python -m tests.diagnosis            the two examples and problems 1 to 500 (some minutes)
    python -m tests.diagnosis 50         the two examples and problems 1 to 50

Every mistake of the catalogue is made wherever it can show, by a learner who rounds each number and
goes on from the rounded one. "either/or" are those named together with another mistake; "no show"
are those that give the right number there, as leaving out ReLU does where both neurons are awake.
"""

import sys
from collections import Counter
from random import Random

import numpy as np

from helpers.quantities import NAMES, QUANTITIES, given_values
from helpers.tutor.marking import check
from helpers.tutor.mistakes import MISTAKES, mistaken
from helpers.tutor.problems import cannot_show, problem
from helpers.worked_example import second_example, worked_example

DECIMALS = (6, 5, 4, 3, 2)
KINDS = ("named", "either/or", "no show", "right", "lost")


def problems(count):
    """The worked example, the second example and the first generated problems."""
    return [worked_example, second_example, *map(problem, range(1, count + 1))]


def work_by_hand(example, decimals, slips=None):
    """All fifteen values, each rounded and carried on; slips: quantity -> mistake made there."""
    values = {}
    for name, step in QUANTITIES.items():
        slip = (slips or {}).get(name)
        known = {**given_values(example), **values}
        value = mistaken(example, name, values)[slip] if slip else step.worked_out(known)
        values[name] = np.round(value, decimals)
    return values


def outcomes(example, decimals, alone=False):
    """(mistake, quantity, outcome) for every mistake of the catalogue, each made at one step.

    alone: whether the answer stands alone, with no answer before it. outcome: one of KINDS, where
    "right" is a wrong answer called right, and "lost" one that was not named.
    """
    right = work_by_hand(example, decimals)
    hidden = cannot_show(example)
    for name in NAMES:
        earlier = {key: right[key] for key in NAMES[: NAMES.index(name)]}
        for title, wrong in mistaken(example, name, earlier).items():
            answers = {**({} if alone else earlier), name: np.round(wrong, decimals)}
            kind = _outcome(check(example, **answers)[name], title)
            yield title, name, "no show" if (name, title) in hidden else kind


def _outcome(mark, title):
    if mark.right:
        return "right"
    if title not in mark.mistakes:
        return "lost"
    return "named" if len(mark.mistakes) == 1 else "either/or"


def right_answers_called(example, decimals, *states, alone=False):
    """The quantities at which right work gets one of these states."""
    work = work_by_hand(example, decimals)
    if alone:
        marks = [check(example, **{name: work[name]})[name] for name in NAMES]
    else:
        marks = check(example, **work).marks
    return [mark.quantity for mark in marks if mark.state in states]


def slips(example):
    """Each mistake that can show at one step, then those at several steps made at all of them.

    Yields a dict from quantity to the mistake made there.
    """
    hidden = cannot_show(example)
    for title, mistake in MISTAKES.items():
        rows = [
            name
            for name in mistake.shows
            if (name, title) not in hidden and title != "x * delta entry by entry"
        ]
        yield from ({name: title} for name in rows)
        if len(rows) > 1:
            yield dict.fromkeys(rows, title)


def follow_through(example, decimals=6):
    """(slip, the rows of it that are not named, other rows called wrong) for each of `slips`.

    All that comes after a slip is worked rightly from it.
    """
    for slip in slips(example):
        marks = check(example, **work_by_hand(example, decimals, slip))
        unnamed = [name for name, title in slip.items() if title not in marks[name].mistakes]
        called = [mark.quantity for mark in marks.marks if not mark.right]
        yield slip, unnamed, [name for name in called if name not in slip]


def with_gaps(example, chooser, decimals=4):
    """(row, what became of it) for each row of a sheet with one slip and half of its rows empty.

    What became of it: "named" (here, or as a slip at an empty row before), "right" or "lost".
    """
    for slip in slips(example):
        work = work_by_hand(example, decimals, slip)
        filled = {name: value for name, value in work.items() if chooser.random() < 0.5}
        for mark in check(example, **filled).marks:
            (title,) = set(slip.values())
            named = "named" if title in mark.mistakes else "lost"
            yield mark.quantity, "right" if mark.right else named


def table(examples, decimals, alone=False):
    """Rows (mistake, made, named, either/or, no show, called right, lost)."""
    counts = {title: Counter() for title in MISTAKES}
    for example in examples:
        for title, _, outcome in outcomes(example, decimals, alone):
            counts[title][outcome] += 1
    return [
        (title, count.total(), *(count[kind] for kind in KINDS)) for title, count in counts.items()
    ]


def _print_table(rows):
    line = "{:30}{:>6}{:>8}{:>11}{:>9}{:>14}{:>6}"
    print(line.format("mistake", "made", "named", "either/or", "no show", "called right", "lost"))
    for row in rows:
        needs = MISTAKES[row[0]].needs
        print(line.format(*row) + (f"   needs {needs}" if needs else ""))


TOTALS = "{:14}{:>7}{:>18}{:>14}{:>6}{:>21}{:>16}"


def _totals(label, examples, decimals, rows, alone=False):
    counts = np.array([row[1:] for row in rows]).sum(axis=0)
    made, named, either, hidden, right, lost = map(int, counts)
    share = f"{named + either} ({(named + either) / (made - hidden):.2%})"
    nearly, wrong = (
        sum(len(right_answers_called(one, decimals, state, alone=alone)) for one in examples)
        for state in ("rounded", "not yet")
    )
    return TOTALS.format(label, made - hidden, share, right, lost, nearly, wrong)


def _followed(examples, decimals):
    found = [one for example in examples for one in follow_through(example, decimals)]
    named = sum(not unnamed for _, unnamed, _ in found)
    spoiled = sum(bool(rows) for *_, rows in found)
    return f"{decimals:8}{len(found):9}{named:9}{spoiled:31}"


def main():
    """Print the tables."""
    examples = problems(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    tables = {decimals: table(examples, decimals) for decimals in DECIMALS}
    print(f"{len(examples)} problems; answers rounded to 4 decimals\n")
    _print_table(tables[4])
    print("\nThe same in sum")
    head = ("decimals", "shown", "named at all", "called right", "lost")
    print(TOTALS.format(*head, "right work: nearly", "called wrong"))
    for decimals, rows in tables.items():
        print(_totals(str(decimals), examples, decimals, rows))
    print(_totals("4, row alone", examples, 4, table(examples, 4, alone=True), alone=True))
    print("\nFollow-through: a slip at one step or at all its steps, the rest worked from it")
    print("decimals  planted    named  with another row called wrong")
    for decimals in (6, 5, 4):
        print(_followed(examples, decimals))
    chooser = Random(0)
    gaps = Counter(kind for one in examples for _, kind in with_gaps(one, chooser))
    print(f"\nThe same with half of the rows left empty, 4 decimals: {dict(gaps)}")


if __name__ == "__main__":
    main()
