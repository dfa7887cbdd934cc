"""Protects every "your turn": networks whose answers stand nowhere, checked by the tutor.

Solved, every check says right; the likely slips give other numbers there, and are named. Each such
part of a notebook can be run by itself.
"""

import re
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from typing import NamedTuple

import numpy as np

from helpers.formatting import text
from helpers.quantities import given_values, work_out
from helpers.tutor.problems import DIFFERENT, passing
from helpers.tutor.slips import showing
from helpers.tutor.words import when
from helpers.worked_example import Example, sleeping_example, worked_example
from tests.series import for_each, paths, read, stored_outputs

YOURS = re.compile(r"^your_(\w+) = \.\.\.$", flags=re.M)
UNSEEN = {"gradient": {"the gate is left out", "1 is put there"}}  # it is open at the weight itself
BEGIN = re.compile(r"^(\w+) = begin_\w+\((.*?)\)$", flags=re.M | re.S)


class Turn(NamedTuple):
    """A cell to answer in: where it is, what it shows and asks, and a check of answers to it."""

    notebook: str
    problem: tuple
    given: list
    asked: list
    said: callable


def turn_of(notebook, cell, names):
    """The turn of a cell, run in a kernel of these names."""
    begun, is_open, rest = cell["source"].partition("\nyour_")
    run(begun, names)
    name, arguments = BEGIN.search(begun).groups()
    quoted, rows = re.findall(r'"(\w+)"', arguments), work_out(names[name])
    given = [word for word in quoted if word in rows]

    def said(answers):
        filled = YOURS.sub(lambda at: f"your_{at[1]} = {text(answers[at[1]])}", is_open + rest)
        *before, last = filled.partition("\ncheck(")
        run(before[0], names)
        return repr(eval("check(" + last, names))

    asked = YOURS.findall(cell["source"])
    return Turn(notebook, names[name], given, asked, said)


def run(source, names):
    with redirect_stdout(StringIO()):
        exec(source, names)


@cache
def sections():
    """Each "your turn" of every notebook, run from its own first cell on: a list of its turns."""
    found, current, names = [], None, {}
    for path in paths():
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "markdown" and "\n## " in f"\n{cell['source']}":
                current, names = ([], {}) if "## Your turn" in cell["source"] else (None, {})
                found += [current] if current is not None else []
            elif current is not None and YOURS.search(cell["source"]):
                current.append(turn_of(path.stem, cell, names))
    return [section for section in found if section]


each_turn = for_each("turn", lambda: [turn for section in sections() for turn in section])


@each_turn
def test_each_part_stands_alone_and_is_right_when_solved(turn):
    said = turn.said(work_out(turn.problem))
    assert re.fullmatch(r"(✓ \w+: right\n?)+", said), said


@for_each("section", sections)
def test_it_fades_over_three_networks_of_which_one_sleeps(section):
    if len(section) > 1:  # but the one with two hidden layers
        (most, one), (some, few), (none, all_asked) = [(t.given, t.asked) for t in section]
        assert len(one) == 1 < len(few) <= len(all_asked)
        assert len(most) > len(some) > len(none) == 0
        assert len({text(given_values(turn.problem)["W1"]) for turn in section}) == 3
    values = [work_out(turn.problem) for turn in section]
    asleep = [(v[z] < 0).any() for v in values for z in ("z_hidden", "z_first") if z in v]
    assert any(asleep)


@each_turn
def test_likely_slips_give_other_numbers_and_are_named(turn):
    truth, tried = work_out(turn.problem), 0
    for name in turn.asked:
        if isinstance(turn.problem, Example):
            assert name not in [row for row, *_ in passing(turn.problem)]
        else:
            assert unseen(turn.problem, name, truth) <= UNSEEN.get(name, set())
        for wrong in likely(turn.problem, name, truth):
            lines = turn.said({**truth, name: wrong}).splitlines()
            line = next(line for line in lines if f" {name}:" in line)
            assert re.match(rf"✗ {name}: not yet\..*the numbers? you get.*\?", line), line
            tried += 1
    assert tried


def unseen(problem, name, truth):
    """The commonest slips that give the right number there, so that none could see them."""
    slips = showing(name, 1.0, type(problem))
    off = {when(slip): slip.applied(problem, truth) - truth[name] for slip in slips}
    return {said for said, by in off.items() if np.abs(by).max() < DIFFERENT}


def likely(problem, name, truth):
    """What likely slips that show there give: one of an `Example`'s fifteen, else each."""
    slips = sorted(showing(name, 1.0, type(problem)), key=lambda slip: slip.cost)
    found = [slip.applied(problem, truth) for slip in slips]
    wrong = [value for value in found if differs(value, truth[name])]
    return wrong[:1] if isinstance(problem, Example) else wrong


def differs(wrong, right):
    return np.shape(wrong) == np.shape(right) and np.abs(wrong - right).max() > 1e-2


@cache
def everything():
    """All text of all notebooks by notebook: sources, and outputs without tags."""
    texts = []
    for path in paths():
        outputs = [said for _, kind, said in stored_outputs(path) if kind != "image/png"]
        texts += [(path.stem, cell["source"]) for cell in read(path)["cells"]]
        texts += [(path.stem, re.sub(r"<[^>]*>", " ", output)) for output in outputs]
    return [(place, said.replace("−", "-")) for place, said in texts]


def written(name, value):
    """The ways in which a result can be copied: under its name, or as a whole list or table.

    Short lists such as [0, 1] mean many things; so does a number without its name, save a long one.
    """
    known = {text(v) for e in (worked_example, sleeping_example) for v in work_out(e).values()}
    whole = text(value)
    long = np.ndim(value) > 0 or len(whole.lstrip("-0.").replace(".", "")) >= 4
    labels = [rf"\b{name} = {re.escape(whole)}(?![\d.]*\d)"]
    return labels + [re.escape(whole)] * (long and whole not in known)


@each_turn
def test_no_answer_can_be_copied_from_what_was_seen_before(turn):
    truth = work_out(turn.problem)
    for name in turn.asked:
        for pattern in written(name, truth[name]):
            seen = [said for place, said in everything() if place <= turn.notebook]
            assert [said for said in seen if re.search(pattern, said)] == [], name
