"""Protects the practice sheet: every gesture without a browser, and that nothing is forgotten."""

import json
import os
import random
import signal
import time
from datetime import date, timedelta

import pytest

from helpers.formatting import text
from helpers.labs import PracticeSheet
from helpers.labs.practice_sheet import HEADS
from helpers.quantities import NAMES, work_out
from helpers.tutor.memory import Memory
from helpers.tutor.problems import has_sleeping_neuron, problem
from tests.browser.model import shown
from tests.series import for_each

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """The practice file lies in the folder that the kernel runs in."""
    monkeypatch.chdir(tmp_path)


def alone(number):
    """A sheet on which nothing of this problem is given."""
    sheet = PracticeSheet()
    sheet.switch_way()
    sheet.go_to(number)
    return sheet


@pytest.fixture
def mixed():
    """A sheet that came to mixed practice from problem 17."""
    sheet = alone(17)
    sheet.switch_way()
    return sheet


def right(number, name):
    return text(work_out(problem(number))[name])


def open_rows(sheet):
    return [name for name, row in sheet._rows.items() if not row.given]


def do(sheet, wrong=()):
    """Answer every open row, those in `wrong` not rightly."""
    for name in open_rows(sheet):
        sheet.answer(name, "99" if name in wrong else right(sheet._number.value, name))


def tried(sheet):
    return [(one.row, one.right) for one in sheet.progress.tries]


def seen(sheet):
    """All that tells where a learner stands."""
    rows = {
        name: (row.given, row.answer, row.mark and row.mark.state)
        for name, row in sheet._rows.items()
    }
    return repr(sheet), rows, sheet._tally.value


@for_each("presses", range(3))
def test_in_each_way_run_again_after_a_restart_everything_is_there(presses):
    sheet = PracticeSheet()
    sheet.forget()
    for _ in range(presses):
        sheet.switch_way()
    sheet.new_problem()
    rows = open_rows(sheet)
    if sheet._offered:
        sheet.choose_rule(rows[0])
    sheet.answer(rows[-1], "0,5 ?")
    sheet.answer(rows[0], "99")
    assert seen(PracticeSheet()) == seen(sheet)


def test_another_problem_and_back_on_any_page_everything_is_there():
    sheet, other_page = PracticeSheet(), PracticeSheet()
    do(sheet, wrong=("b1_new",))
    before = seen(sheet)
    sheet.new_problem()
    for page in (sheet, other_page):
        page.go_to(1)
        assert seen(page) == before


def test_an_answer_is_judged_as_it_is_entered_and_so_is_what_follows_from_it():
    sheet = alone(17)
    assert sheet.answer("z_hidden", "0 0").state == "not yet"
    assert "not yet" in sheet._words.value
    assert sheet.answer("a_hidden", "0 0").state == "right method"
    assert sheet.answer("z_hidden", right(17, "z_hidden")).state == "right"
    assert sheet._rows["a_hidden"].mark.state == "not yet"


def test_what_is_typed_is_shown_as_it_was_typed_and_is_no_try_if_it_cannot_be_read():
    sheet = alone(17)
    sheet.answer("z_hidden", "<img src=x> many")
    assert "&lt;img src=x&gt; many" in sheet._words.value
    assert "<img" not in sheet._words.value
    assert tried(sheet) == []


@for_each("help_by, row", [("hint", "b2_new"), ("solve", "W2_new")])
def test_with_help_a_row_is_not_right_by_itself_also_after_a_restart(help_by, row):
    getattr(alone(17)._rows[row], help_by)()
    sheet = PracticeSheet()
    sheet.answer(row, right(17, row))
    assert tried(sheet)[-1] == (row, False)


def test_only_the_first_answer_on_a_problem_counts():
    sheet = alone(1)
    sheet.answer("L", "99")
    sheet.answer("L", right(1, "L"))
    sheet.go_to(2)
    sheet.go_to(1)
    sheet.answer("L", right(1, "L"))
    assert tried(sheet) == [("L", False)]


def test_a_problem_that_is_done_tells_how_it_went_and_what_comes():
    sheet = PracticeSheet()
    do(sheet, wrong=("W1_new",))
    assert "done" not in sheet._words.value
    sheet.answer("W1_new", right(1, "W1_new"))
    for page in (sheet, PracticeSheet()):  # also when it is opened again
        assert ": 3 of 4." in page._words.value
        assert "it asks 4 rows" in page._words.value
    sheet.new_problem()
    assert len(open_rows(sheet)) == 4
    assert PracticeSheet()._words.value == "You go on where you stopped."


def test_a_perfect_learner_is_done_after_six_problems_and_told_when_the_rows_come_back():
    sheet = PracticeSheet(today=lambda: TODAY)
    for _ in range(5):
        do(sheet)
        sheet.new_problem()
    do(sheet)
    assert "Every row has its tick" in sheet._words.value
    assert "2 March" in sheet._words.value
    assert "back today" not in sheet._tally.value
    tomorrow = PracticeSheet(today=lambda: TODAY + timedelta(days=1))
    assert "back today: 15" in tomorrow._tally.value
    tomorrow.new_problem()
    assert open_rows(tomorrow) == list(NAMES)


def test_a_row_that_waits_for_a_sleeping_neuron_gets_one():
    sheet = alone(1)
    assert not has_sleeping_neuron(sheet.problem)
    do(sheet)
    sheet.new_problem()
    assert has_sleeping_neuron(sheet.problem)


def test_a_heading_stands_only_above_rows(mixed):
    for number in range(1, 9):
        mixed.go_to(number)
        rows = [name for name, row in mixed._rows.items() if row.layout.display != "none"]
        heads = [line for line in shown(mixed)["lines"] if line in HEADS.values()]
        assert heads == [head for name, head in HEADS.items() if name in rows]
        assert len(rows) < len(NAMES)


def test_mixed_practice_asks_for_the_rule_first(mixed):
    (row,) = open_rows(mixed)
    assert len({choice.description for choice in mixed._rules.children[1:]}) == 4
    other = next(name for name in NAMES if name != row)
    for chosen in (other, row):
        assert mixed._rows[row]._field.disabled
        mixed.choose_rule(chosen)
        assert f"<code>{chosen}</code>" in mixed._words.value
    assert not mixed._rows[row]._field.disabled
    mixed.answer(row, right(mixed._number.value, row))
    assert tried(mixed) == [(row, False)], "the rule was not known"


def test_mixed_practice_draws_nothing_that_comes_after_the_row_it_asks_for(mixed):
    for _ in range(12):
        (row,) = open_rows(mixed)
        svg = mixed._picture.picture.svg
        later = [name for name in NAMES[NAMES.index(row) :] if name[0] == "d" and name[1] != "L"]
        assert not [name for name in later if f"← {name.split('_')[0]} =" in svg], row
        if row != "L":
            assert ("dL/dy_pred" in svg) == (NAMES.index("dL_dy_pred") < NAMES.index(row)), row
        mixed.new_problem()


def test_mixed_practice_asks_one_row_of_whatever_problem_and_leads_back(mixed):
    mixed._number.value = 18
    assert len(open_rows(mixed)) == 1
    mixed.switch_way()
    assert "guided, problem 17" in repr(mixed)


def test_forgetting_asks_first():
    sheet = PracticeSheet()
    do(sheet)
    before = repr(sheet)
    sheet.ask_to_forget()
    assert sheet._sure.layout.display == ""
    sheet.keep()
    assert (sheet._sure.layout.display, repr(sheet)) == ("none", before)
    sheet.forget()
    assert tried(sheet) == []
    assert "0 answered" in repr(PracticeSheet())


def test_trouble_with_the_file_is_said_and_spoils_nothing(tmp_path):
    file = tmp_path / "my_practice.jsonl"
    file.write_text("my shopping\n")
    sheet = PracticeSheet()
    assert "not a practice file" in sheet._trouble.value
    do(sheet)
    assert "4 answered, 4 right" in repr(sheet)
    file.unlink()
    do(PracticeSheet())
    spoiled = '{"sheet": "1", "way": 2}\n{"sheet": 3, "way": "mixed", "asked": ["L", "dW2"]}\n'
    spoiled += '{"row": ["L"], "problem": {}, "day": 1}\n'
    file.write_bytes(file.read_bytes() + spoiled.encode())
    assert "4 answered, 4 right" in repr(PracticeSheet())


def test_what_a_learner_did_does_not_enter_the_stored_notebook():
    def stored():
        bundle, _ = PracticeSheet()._repr_mimebundle_()
        return bundle["text/plain"], bundle["image/svg+xml"]

    before = stored()
    do(PracticeSheet())
    assert stored() == before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX systems do")
def test_kernels_killed_at_any_moment_lose_nothing_that_the_page_had_judged(tmp_path):
    """Two kernels work on one file, as two tabs do; both are killed, at 200 moments."""
    moments, judged = random.Random(1), set()
    for number in range(200):
        sheet = alone(number % 5 + 1)
        kernels, said = zip(*(kernel(sheet, seed) for seed in (number, -number - 1)), strict=True)
        time.sleep(moments.random() / 8)
        for one in kernels:
            os.kill(one, signal.SIGKILL)
            os.waitpid(one, 0)
        for out in said:
            with os.fdopen(out, encoding="utf-8") as lines:
                judged |= {tuple(json.loads(line)) for line in lines if line.endswith("\n")}
        memory = Memory(tmp_path / "my_practice.jsonl")
        kept = {
            (one["problem"], one["row"], one["typed"]) for one in memory.entries if "typed" in one
        }
        assert judged - kept == set()
        assert memory.trouble == ""
    assert len(judged) > 20, "else nothing could be lost"


def kernel(sheet, seed):
    """Start a process that works on the sheet; it tells each answer that the page shows judged."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, out
    try:
        practise(sheet, random.Random(seed), into)
    finally:
        os._exit(1)  # it is no second pytest


def practise(sheet, chance, into):
    def tell(row):
        said = [sheet._number.value, row.quantity, row.answer]
        os.write(into, (json.dumps(said) + "\n").encode())

    for row in sheet._rows.values():
        row._state.observe(lambda change, row=row: change["new"] and tell(row), "value")
    while True:
        name, right_or_not = chance.choice(NAMES), chance.random()
        truth = right(sheet._number.value, name)
        sheet.answer(name, f"{right_or_not:.9f}" if right_or_not > 0.3 else truth)
