"""Measure the tutor: how many wrong answers it names, and how it follows a slip through.

    python -m tests.diagnosis            the two examples and problems 1 to 500
    python -m tests.diagnosis 50         the two examples and problems 1 to 50

Every mistake of the catalogue is made wherever it can show, by a learner who rounds each number and
goes on from the rounded one. "either/or" are those named together with another mistake.
"""

import sys
from collections import Counter

import numpy as np

from helpers.tutor.marking import check
from helpers.tutor.mistakes import MISTAKES, mistaken
from helpers.tutor.problems import cannot_show, problem
from helpers.tutor.steps import NAMES, STEPS
from helpers.worked_example import second_example, worked_example

DECIMALS = (6, 5, 4, 3, 2)


def problems(count):
    """The worked example, the second example and the first generated problems."""
    return [worked_example, second_example, *map(problem, range(1, count + 1))]


def work_by_hand(example, decimals, slips=None):
    """All fifteen values, each rounded and carried on; slips: quantity -> mistake made there."""
    values = {}
    for name, step in STEPS.items():
        slip = (slips or {}).get(name)
        value = mistaken(example, name, values)[slip] if slip else step.compute(example, values)
        values[name] = np.round(value, decimals)
    return values


def outcomes(example, decimals):
    """(mistake, quantity, outcome) for every mistake that can show, each made at one step alone.

    outcome: "named", "either/or", "right" (a wrong answer called right) or "lost".
    """
    right = work_by_hand(example, decimals)
    hidden = cannot_show(example)
    for name in NAMES:
        earlier = {key: right[key] for key in NAMES[: NAMES.index(name)]}
        for title, wrong in mistaken(example, name, earlier).items():
            if (name, title) not in hidden:
                answers = {**earlier, name: np.round(wrong, decimals)}
                yield title, name, _outcome(check(example, **answers)[name], title)


def _outcome(mark, title):
    if mark.right:
        return "right"
    if title not in mark.mistakes:
        return "lost"
    return "named" if len(mark.mistakes) == 1 else "either/or"


def right_answers_called(example, decimals, *states):
    """The quantities at which right work gets one of these states."""
    marks = check(example, **work_by_hand(example, decimals)).marks
    return [mark.quantity for mark in marks if mark.state in states]


def follow_through(example, decimals=6):
    """(mistake, quantity, rows called wrong, whether named) for each mistake planted at one step.

    All later steps are worked rightly from it. The row of the mistake itself is not counted.
    """
    hidden = cannot_show(example)
    for name in NAMES:
        for title in mistaken(example, name, work_by_hand(example, decimals)):
            if (name, title) in hidden:
                continue
            values = work_by_hand(example, decimals, {name: title})
            marks = check(example, **values)
            called = [mark.quantity for mark in marks.marks if not mark.right]
            yield title, name, [row for row in called if row != name], title in marks[name].mistakes


def table(examples, decimals):
    """Rows (mistake, shown, named, either/or, called right, lost), at one number of decimals."""
    counts = {title: Counter() for title in MISTAKES}
    for example in examples:
        for title, _, outcome in outcomes(example, decimals):
            counts[title][outcome] += 1
    kinds = ("named", "either/or", "right", "lost")
    return [
        (title, count.total(), *(count[kind] for kind in kinds)) for title, count in counts.items()
    ]


def main():
    """Print the tables."""
    examples = problems(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
    print(f"{len(examples)} problems; answers rounded to 4 decimals\n")
    head = ("mistake", "shown", "named", "either/or", "called right", "lost")
    line = "{:30}{:>8}{:>8}{:>11}{:>14}{:>7}"
    print(line.format(*head))
    for row in table(examples, 4):
        note = MISTAKES[row[0]].needs if row[1] == 0 else ""
        print(line.format(*row) + (f"   needs {note}" if note else ""))
    print("\ndecimals   shown   named at all   called right   lost   right work: nearly   not yet")
    for decimals in DECIMALS:
        rows = np.array([row[1:] for row in table(examples, decimals)]).sum(axis=0)
        shown, named, either, right, lost = map(int, rows)
        nearly, wrong = (
            sum(len(right_answers_called(one, decimals, state)) for one in examples)
            for state in ("rounded", "not yet")
        )
        share = f"{named + either} ({(named + either) / shown:.2%})"
        print(f"{decimals:8}{shown:8}{share:>19}{right:11}{lost:7}{nearly:21}{wrong:10}")
    planted = [found for one in examples for found in follow_through(one)]
    spoiled = sum(bool(rows) for _, _, rows, _ in planted)
    named = sum(found for *_, found in planted)
    print(
        f"\nfollow-through: {len(planted)} slips planted, {named} named, "
        f"{spoiled} with a later row called wrong"
    )


if __name__ == "__main__":
    main()
