"""Protects every "your turn" and each thing to write in 08 to 10: solved right, slips named."""

import ast
import re

import numpy as np
import pytest

from helpers.formatting import text
from helpers.further_quantities import FURTHER, work_out_all
from helpers.tutor.further_turns import batch_turn, two_layers_turn, unseen_slips
from helpers.tutor.problems import your_turn
from helpers.tutor.slips import showing
from helpers.tutor.written import check_function
from tests.series import SERIES, cells, notebook_path, read, stored_outputs

LATE = [name for name in SERIES if name[:2] >= "08"]
YOURS = re.compile(r"^your_(\w+) = \.\.\.$", flags=re.M)
BEGINS = re.compile(r"^(turn_\w|two_layers) = (\w+)\((.*)\)$", flags=re.M)
WRITE = {
    "batch_dW1": "08_what_a_hidden_layer_is_for",
    "standardise": "09_real_data",
    "signal_back": "10_any_network",
    "product_slopes": "10_any_network",
}
WRONG = [
    ("batch_dW1", " / len(batch_x)", "", "sum over the rows"),
    ("batch_dW1", "batch_x.T @ delta_hidden", "delta_hidden.T @ batch_x", "Rows and columns"),
    ("standardise", " - mean", "", "taken away first"),
    ("standardise", "(values - mean)", "values - mean", "Brackets"),
    ("standardise", "values - mean", "mean - values", "sign"),
    ("signal_back", "W @ delta", "delta @ W", "down the columns"),
    ("signal_back", " * (z > 0)", "", "before the gate"),
    ("signal_back", "(W @ delta) * (z > 0)", "np.maximum(W @ delta, 0)", "of the signal, or of z"),
    ("product_slopes", "b, a", "a, b", "Nudge a by a little"),
    ("product_slopes", "b, a", "1, 1", "slopes of a sum"),
]


def turn_cells(name):
    """The cells of a notebook in which answers stand, with the problem of each."""
    return [
        cell["source"]
        for cell in cells(notebook_path(name), "code")
        if YOURS.search(cell["source"])
    ]


def problem_of(source):
    """The problem that a turn shows."""
    _, begin, arguments = BEGINS.search(source).groups()
    given = re.findall(r'"(\w+)"', arguments)
    if begin == "begin_turn":
        return your_turn(*given[:2])
    return batch_turn(given[0]) if begin == "begin_batch" else two_layers_turn()


def said(source, names, answers):
    """What the check of a turn says with these answers in the place of the dots."""
    source = YOURS.sub(lambda match: f"your_{match[1]} = {text(answers[match[1]])}", source)
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "turn", "exec"), names)
    return repr(eval(compile(ast.Expression(last.value), "turn", "eval"), names))


@pytest.mark.parametrize("name", LATE)
def test_each_turn_is_right_when_solved(name, capsys):
    names = {}
    turns = turn_cells(name)
    assert len(turns) >= 3
    for source in turns:
        words = said(source, names, work_out_all(problem_of(source)))
        assert re.fullmatch(r"(✓ \w+: right\n?)+", words), words


@pytest.mark.parametrize("name", ["08_what_a_hidden_layer_is_for", "10_any_network"])
def test_what_people_do_at_these_steps_shows_and_is_named(name, capsys):
    names, tried = {}, 0
    for source in turn_cells(name):
        problem = problem_of(source)
        truth, records = work_out_all(problem), FURTHER[type(problem)]
        for asked in YOURS.findall(source):
            if asked not in records or (
                name[:2] == "10" and asked in ("dL_dy_pred", "delta_hidden")
            ):
                continue
            if type(problem).__name__ != "Example":
                assert unseen_slips(problem, asked) == []
            for slip in showing(asked, 1.0, type(problem)):
                wrong = slip.applied(problem, truth)
                if np.abs(wrong - truth[asked]).max() > 0.01:
                    words = said(source, names, {**truth, asked: wrong})
                    assert re.search(rf"✗ {asked}: not yet\. (This is|These are) the number", words)
                    tried += 1
    assert tried > 5


@pytest.mark.parametrize("name", LATE)
def test_no_answer_of_a_turn_stands_anywhere(name):
    everything = []
    for other in SERIES:
        everything += [cell["source"] for cell in read(notebook_path(other))["cells"]]
        everything += [
            t for _, kind, t in stored_outputs(notebook_path(other)) if kind != "image/png"
        ]
    for source in turn_cells(name):
        truth = work_out_all(problem_of(source))
        for asked in YOURS.findall(source):
            written = text(truth[asked])
            if len(written) > 5:
                assert not any(written in one.replace("−", "-") for one in everything), (
                    name,
                    asked,
                )


def parts(task):
    code = [c["source"] for c in cells(notebook_path(WRITE[task]), "code")]
    own = next(source for source in code if f"def my_{task}(" in source)
    prose = "\n".join(c["source"] for c in cells(notebook_path(WRITE[task]), "markdown"))
    (listing,) = re.findall(rf"```python\n(def my_{task}\(.*?)```", prose, flags=re.S)
    return own[own.index("def ") : own.index("check_function(")], listing


def verdict(task, function):
    names = {"np": np}
    exec(function, names)
    return repr(check_function(task, names[f"my_{task}"]))


@pytest.mark.parametrize("task", WRITE)
def test_what_is_to_be_written_is_open_and_its_listing_right(task):
    skeleton, listing = parts(task)
    assert verdict(task, skeleton).startswith(f"… my_{task}: not written yet")
    assert listing.startswith(skeleton.splitlines()[0])
    assert verdict(task, listing) == f"✓ my_{task}: right. Tried on 6 fresh networks."


@pytest.mark.parametrize(("task", "right", "wrong", "says"), WRONG)
def test_a_wrong_idea_in_what_is_written_is_named(task, right, wrong, says):
    _, listing = parts(task)
    assert right in listing
    words = verdict(task, listing.replace(right, wrong))
    assert words.startswith(f"✗ my_{task}: not yet")
    assert says in words
