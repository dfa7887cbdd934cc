"""Protects every "your turn" of 01 to 05, and of 09: three networks whose answers stand nowhere.

Solved, every check says right; the likely slips give other numbers there, and are named. Each such
part of a notebook can be run by itself.
"""

import ast
import re
from functools import cache

import numpy as np

from helpers.formatting import text
from helpers.labs import begin_turn
from helpers.quantities import work_out
from helpers.tutor.marking import check
from helpers.tutor.problems import passing, your_turn
from helpers.tutor.slips import single_slips
from helpers.worked_example import sleeping_example, worked_example
from tests.series import for_each, notebook_path, paths, read, stored_outputs

TURNS = [path.stem for path in paths() if path.stem[:2] in ("01", "02", "03", "04", "05", "09")]
YOURS = re.compile(r"^your_(\w+) = \.\.\.$", flags=re.M)
BEGIN = re.compile(r'^turn_(\w) = begin_turn\(\s*"(\d\d)", "(\w)"((?:, "\w+")*)\s*\)', flags=re.M)


@cache
def sections(stem):
    """The code cells of each "your turn" of a notebook: a list of lists of (cell id, source)."""
    found, current = [], None
    for cell in read(notebook_path(stem))["cells"]:
        if cell["cell_type"] == "markdown" and "\n## " in f"\n{cell['source']}":
            current = [] if "## Your turn" in cell["source"] else None
            found += [current] if current is not None else []
        if cell["cell_type"] == "code" and current is not None:
            current.append((cell["id"], cell["source"]))
    return found


def turns(stem):
    """(cell id, part, given, asked) of each part of each "your turn" of a notebook."""
    return [
        (cell_id, match[3], re.findall(r"\w+", match[4]), YOURS.findall(source))
        for section in sections(stem)
        for cell_id, source in section
        for match in [BEGIN.match(source[source.index("turn_") :]) if "= begin" in source else None]
        if match
    ]


def said(source, names):
    """What the last line of a cell gives when the cell is run with these names."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return repr(eval(compile(ast.Expression(last.value), "cell", "eval"), names))


def filled(source, answers):
    return YOURS.sub(lambda match: f"your_{match[1]} = {text(answers[match[1]])}", source)


@for_each("stem", TURNS)
def test_each_part_stands_alone_and_is_right_when_solved(stem, capsys):
    for section in sections(stem):
        names = {}
        for cell_id, source in section:
            for _, number, part, _ in BEGIN.findall(source):
                source = filled(source, work_out(your_turn(number, part)))
            words = said(source, names)
            if YOURS.search(source) or "check(" in source:
                assert re.fullmatch(r"(✓ \w+: right\n?)+", words), (cell_id, words)


@for_each("stem", TURNS)
def test_it_fades_over_three_networks_of_which_one_sleeps(stem):
    for section in range(len(sections(stem))):
        parts = turns(stem)[3 * section : 3 * section + 3]
        assert [part for _, part, _, _ in parts] == ["a", "b", "c"]
        (_, _, most, one), (_, _, some, few), (_, _, none, all_asked) = parts
        assert len(one) == 1 < len(few) <= len(all_asked)
        assert len(most) > len(some) > len(none) == 0
    networks = [your_turn(stem[:2], part) for part in "abc"]
    assert len({text(network.parameters.W1) for network in networks}) == 3
    assert any((work_out(network)["z_hidden"] < 0).any() for network in networks)


@for_each("stem", TURNS)
def test_likely_slips_give_other_numbers_and_are_named(stem, capsys):
    for cell_id, part, _, asked in turns(stem):
        network = your_turn(stem[:2], part)
        assert [pair for pair in passing(network) if pair[0] in asked] == []
        truth = work_out(network)
        source = next(source for part in sections(stem) for at, source in part if at == cell_id)
        names = {"begin_turn": begin_turn, "check": check}
        for name in asked:
            wrong = {**truth, name: first_wrong(network, name, truth)}
            lines = said(filled(source, wrong), names).splitlines()
            line = next(line for line in lines if f" {name}:" in line)
            assert re.match(rf"✗ {name}: not yet\..*the numbers? you get.*\?", line), cell_id


def first_wrong(network, name, truth):
    """What the likeliest slip that shows there gives at one quantity of a network."""
    for slip in single_slips(name, 1.3):
        wrong = slip.applied(network, truth)
        if np.shape(wrong) == np.shape(truth[name]) and np.abs(wrong - truth[name]).max() > 1e-2:
            return wrong
    raise AssertionError(f"no likely slip shows at {name}")


@cache
def everything():
    """All text of all notebooks by cell: sources, and outputs without tags."""
    texts = []
    for path in paths():
        texts += [((path.stem, c["id"]), c["source"]) for c in read(path)["cells"]]
        texts += [
            ((path.stem, cell_id), re.sub(r"<[^>]*>", " ", output))
            for cell_id, kind, output in stored_outputs(path)
            if kind != "image/png"
        ]
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


@for_each("stem", TURNS)
def test_no_answer_can_be_copied_from_what_was_seen_before(stem):
    copied = []
    for cell_id, part, _, asked in turns(stem):
        truth = work_out(your_turn(stem[:2], part))
        for name in asked:
            for pattern in written(name, truth[name]):
                found = [place for place, said in everything() if re.search(pattern, said)]
                places = [place for place in found if place[0] <= stem]  # what was seen by then
                copied += [(cell_id, name, place) for place in places]
    assert copied == []


def test_the_rule_finds_what_can_be_copied():
    assert re.search(
        written("dW1", np.array([[0.25, 0], [1.5, 2]]))[1], "see [[0.25, 0], [1.5, 2]]"
    )
    assert re.search(written("b2_new", 0.3)[0], "b2_new = 0.3")
    assert not re.search(written("b2_new", 0.3)[0], "b2_new = 0.31")
    assert len(written("b2_new", 0.3)) == 1
