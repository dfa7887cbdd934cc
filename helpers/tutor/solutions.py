"""Hints in three rungs, and worked solutions, written from the problem's own numbers."""

from helpers.quantities import NAMES, QUANTITIES, given_values, work_out


def hints(problem, quantity, known=()):
    """The three rungs for one quantity: the idea, the formula, the formula with the numbers.

    known: the earlier values to write as numbers, a dict from quantity name to value; the others
    are written by name, so that no hint holds the result of a step. Returns three strings.
    """
    record, given = QUANTITIES[quantity], given_values(problem)
    by_name = record.lines({"i": given["i"], "j": given["j"]})[0]
    known = {name: value for name, value in dict(known).items() if name in NAMES}
    lines = record.lines({**given, **known})
    rung = "\n".join(f"{line.label} = {line.working}" for line in lines)
    return record.idea, f"{by_name.label} = {by_name.working}. {record.remark}".strip(), rung


def solution(problem, quantity, known=None):
    """The worked lines for one quantity, a `Line` for each entry, from the problem's own numbers.

    known: earlier values to go on from, such as the learner's own; the others are the true ones.
    """
    earlier = NAMES[: NAMES.index(quantity)]
    given = {name: value for name, value in (known or {}).items() if name in earlier}
    values = {**given_values(problem), **work_out(problem, given)}
    return QUANTITIES[quantity].lines(values)
