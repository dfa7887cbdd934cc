"""Protects the practice sheet: every gesture without a browser, and that nothing is forgotten."""

from datetime import date, timedelta

import pytest

from helpers.formatting import text
from helpers.labs import PracticeSheet
from helpers.quantities import NAMES, work_out
from helpers.tutor.problems import has_sleeping_neuron, problem

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """The practice file lies in the folder that the kernel runs in."""
    monkeypatch.chdir(tmp_path)


def right(number, name):
    return text(work_out(problem(number))[name])


def open_rows(sheet):
    return [name for name, row in sheet._rows.items() if not row.given]


def do(sheet, wrong=()):
    """Answer every open row, those in `wrong` not rightly."""
    for name in open_rows(sheet):
        sheet.answer(name, "99" if name in wrong else right(sheet._number.value, name))


def seen(sheet):
    """All that tells where a learner stands."""
    rows = {
        name: (row.given, row.answer, row.mark and row.mark.state)
        for name, row in sheet._rows.items()
    }
    return repr(sheet), sheet.way, rows, sheet._tally.value


def test_an_untouched_sheet_leaves_the_update_open_and_writes_no_file(tmp_path):
    sheet = PracticeSheet()
    assert open_rows(sheet) == list(NAMES[-4:])
    assert f"y_pred = {right(1, 'y_pred')}" in sheet._rows["y_pred"]._value.value
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", ["guided", "alone", "mixed"])
def test_run_again_after_a_restart_everything_is_there(way):
    sheet = PracticeSheet()
    for _ in range(("guided", "alone", "mixed").index(way)):
        sheet.switch_way()
    sheet.new_problem()
    if way == "mixed":
        sheet.choose_rule(open_rows(sheet)[0])
    sheet.answer(open_rows(sheet)[-1], "0,5 ?")
    sheet.answer(open_rows(sheet)[0], "99")
    assert seen(PracticeSheet()) == seen(sheet)


def test_another_problem_and_back_everything_is_there():
    sheet = PracticeSheet()
    do(sheet, wrong=("b1_new",))
    before = seen(sheet)
    sheet.new_problem()
    sheet.go_to(1)
    assert seen(sheet) == before


def test_two_open_pages_know_of_each_other():
    one, other = PracticeSheet(), PracticeSheet()
    do(one)
    other.go_to(1)
    assert seen(other) == seen(one)


def test_an_answer_is_judged_as_it_is_entered_and_so_is_what_follows_from_it():
    sheet = PracticeSheet(17, guided=False)
    assert sheet.answer("z_hidden", "0 0").state == "not yet"
    assert "not yet" in sheet._words.value
    assert sheet.answer("a_hidden", "0 0").state == "right method"
    assert sheet.answer("z_hidden", right(17, "z_hidden")).state == "right"
    assert sheet._rows["a_hidden"].mark.state == "not yet"


def test_html_in_an_answer_is_shown_as_it_was_typed():
    sheet = PracticeSheet(17, guided=False)
    sheet.answer("z_hidden", "<img src=x>")
    assert "&lt;img src=x&gt;" in sheet._words.value
    assert "<img" not in sheet._words.value


@pytest.mark.parametrize("help_by", ["hint", "solve"])
def test_with_help_a_row_is_not_right_by_itself(help_by):
    sheet = PracticeSheet(17)
    getattr(sheet, help_by)("b2_new")
    sheet.answer("b2_new", right(17, "b2_new"))
    sheet.hint("W2_new")
    sheet.new_problem()
    assert [(one.row, one.right) for one in sheet.progress.tries] == [
        ("b2_new", False),
        ("W2_new", False),
    ]


def test_only_the_first_answer_on_a_problem_counts():
    sheet = PracticeSheet(1, guided=False)
    sheet.answer("L", "99")
    sheet.answer("L", right(1, "L"))
    sheet.go_to(2)
    sheet.go_to(1)
    sheet.answer("L", right(1, "L"))
    assert [one.right for one in sheet.progress.tries] == [False]


def test_what_cannot_be_read_or_has_too_few_digits_is_no_try():
    sheet = PracticeSheet(1, guided=False)
    sheet.answer("L", "?")
    assert sheet.progress.tries == ()


def test_a_perfect_learner_is_done_after_six_problems_at_most_and_is_told_so():
    sheet = PracticeSheet(today=lambda: TODAY)
    for _ in range(6):
        do(sheet)
        if len(sheet.progress.ticked()) == len(NAMES):
            break
        assert "Press <b>New problem</b>" in sheet._words.value
        sheet.new_problem()
    assert "Every row has its tick" in sheet._words.value
    assert "2 March" in sheet._words.value


def test_on_another_day_what_had_its_tick_comes_back():
    sheet = PracticeSheet(today=lambda: TODAY)
    for _ in range(6):
        do(sheet)
        sheet.new_problem()
    tomorrow = PracticeSheet(today=lambda: TODAY + timedelta(days=1))
    tomorrow.new_problem()
    assert open_rows(tomorrow) == list(NAMES)


def test_a_row_that_waits_for_a_sleeping_neuron_gets_one():
    sheet = PracticeSheet(1, guided=False)
    assert not has_sleeping_neuron(sheet.problem)
    do(sheet)
    sheet.new_problem()
    assert has_sleeping_neuron(sheet.problem)


def test_mixed_practice_asks_for_the_rule_first():
    sheet = PracticeSheet()
    sheet.switch_way()
    sheet.switch_way()
    (row,) = open_rows(sheet)
    assert sheet._rows[row]._field.disabled
    offered = [choice.description for choice in sheet._rules.children[1:]]
    assert len(set(offered)) == 4
    other = next(name for name in NAMES if name != row)
    sheet.choose_rule(other)
    assert sheet._rows[row]._field.disabled
    assert f"<code>{other}</code>" in sheet._words.value
    sheet.choose_rule(row)
    assert not sheet._rows[row]._field.disabled
    sheet.answer(row, right(sheet._number.value, row))
    assert [one.right for one in sheet.progress.tries] == [False], "the rule was not known"


def test_forgetting_asks_first():
    sheet = PracticeSheet()
    do(sheet)
    fresh = repr(sheet)
    sheet.ask_to_forget()
    assert sheet._sure.layout.display == ""
    sheet.keep()
    assert (sheet._sure.layout.display, repr(sheet)) == ("none", fresh)
    sheet.forget()
    assert sheet.progress.tries == ()
    assert "0 answered" in repr(PracticeSheet())


def test_trouble_with_the_file_is_said_and_spoils_nothing(tmp_path):
    (tmp_path / "my_practice.jsonl").write_text("my shopping\n")
    sheet = PracticeSheet()
    assert "not a practice file" in sheet._trouble.value
    do(sheet)
    assert "4 answered, 4 right" in repr(sheet)


def test_lines_that_somebody_spoiled_are_passed_over(tmp_path):
    do(PracticeSheet())
    file = tmp_path / "my_practice.jsonl"
    spoiled = '{"sheet": "1", "way": 2}\n{"sheet": 3, "way": "mixed", "asked": ["L", "dW2"]}\n'
    spoiled += '{"row": ["L"], "problem": {}, "day": 1}\n'
    file.write_bytes(file.read_bytes() + spoiled.encode())
    assert "4 answered, 4 right" in repr(PracticeSheet())


@pytest.mark.parametrize("number", [0, -3, 10**9])
def test_a_number_that_is_no_problem_is_refused_in_a_sentence(number):
    with pytest.raises(ValueError, match="from 1 to"):
        PracticeSheet(number)
    with pytest.raises(ValueError, match="from 1 to"):
        PracticeSheet(17).go_to(number)


def test_enter_moves_on_only_when_the_answer_is_right():
    moved = []
    sheet = PracticeSheet(17, guided=False)
    row = sheet._rows["L"]
    row._move_on = moved.append
    row._submitted({"event": "submit"})
    row.enter("99")
    assert moved == []
    row._submitted({"event": "submit"})
    row.enter(right(17, "L"))
    assert moved == [row]


def test_what_a_learner_did_does_not_enter_the_stored_notebook():
    before, _ = PracticeSheet()._still()
    do(PracticeSheet())
    assert PracticeSheet()._still()[0] == before
