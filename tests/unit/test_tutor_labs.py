"""Protects the practice sheet and the hints: every gesture, made without a browser."""

import pytest

from helpers.formatting import text
from helpers.labs import Hints, PracticeSheet
from helpers.quantities import NAMES, work_out
from helpers.tutor.problems import has_sleeping_neuron, problem
from helpers.tutor.words import when
from helpers.worked_example import second_example


def right(number, name):
    return text(work_out(problem(number))[name])


def shown(sheet, name):
    """The words in a row: its judgement and its help."""
    row = sheet._rows[name]
    return row._feedback.value + row._help.value


def test_an_untouched_sheet_leaves_the_last_step_open():
    sheet = PracticeSheet()
    assert repr(sheet) == (
        "Practice sheet, problem 1: 1 of 15 rows to do, 0 answered, 0 right; mastered: no row yet."
    )
    assert f"y_pred = {right(1, 'y_pred')}" in shown(sheet, "y_pred")


def test_an_answer_is_judged_as_it_is_entered():
    sheet = PracticeSheet(17, guided=False)
    assert sheet.answer("z_hidden", "0 0").state == "not yet"
    assert "not yet" in shown(sheet, "z_hidden")
    assert sheet.answer("a_hidden", "0 0").state == "right method"
    assert sheet.answer("z_hidden", right(17, "z_hidden")).state == "right"
    assert "not yet" in shown(sheet, "a_hidden"), "what follows is judged again"


def test_html_in_an_answer_is_shown_as_it_was_typed():
    sheet = PracticeSheet(17, guided=False)
    sheet.answer("z_hidden", "<img src=x>")
    assert "&lt;img src=x&gt;" in shown(sheet, "z_hidden")


def test_check_all_judges_every_answer():
    sheet = PracticeSheet(17, guided=False)
    for name in NAMES[:3]:
        sheet._rows[name]._set(right(17, name))
    sheet.check_all()
    assert "3 answered, 3 right" in repr(sheet)


def test_hints_open_one_by_one_and_a_solution_brings_the_step_back():
    sheet = PracticeSheet(17)
    for opened in (1, 2, 3, 3):
        sheet.hint("b2_new")
        assert sheet._rows["b2_new"].rungs == opened
    sheet.solve("b2_new")
    assert f"= {right(17, 'b2_new').replace('-', '−')}" in shown(sheet, "b2_new")
    sheet.answer("b2_new", right(17, "b2_new"))
    assert [one.right for one in sheet.progress.tries] == [False], "with help it is not right"
    sheet.new_problem()
    assert "problem 18: 1 of 15" in repr(sheet)
    assert sheet._again == set()


def test_two_right_in_a_row_fade_the_help_and_two_wrong_restore_it():
    sheet = PracticeSheet(1)
    blanks = []
    for answer_rightly in (True, True, True, False, False):
        number = sheet._number.value
        for name in NAMES[-sheet._blanks :]:
            sheet.answer(name, right(number, name) if answer_rightly else "99")
        sheet.new_problem()
        blanks.append(sheet._blanks)
    assert blanks == [1, 2, 3, 2, 1]


def test_help_in_every_row_never_leaves_more_to_the_learner():
    """Neither where the row was then answered rightly, nor where it was left empty."""
    sheet = PracticeSheet(1)
    for _ in range(2):
        sheet.answer("b2_new", right(sheet._number.value, "b2_new"))
        sheet.new_problem()
    blanks = []
    for answered in (True, False, True, False):
        for name in NAMES[-sheet._blanks :]:
            sheet.hint(name)
            if answered:
                sheet.answer(name, right(sheet._number.value, name))
        sheet.new_problem()
        blanks.append(sheet._blanks)
    assert blanks == [1, 1, 1, 1]
    assert sheet.progress.mastered() == ["b2_new"]


def test_help_between_two_right_tries_keeps_a_step_from_being_mastered():
    sheet = PracticeSheet(1, guided=False)
    for number in (1, 2, 3):
        sheet.go_to(number)
        if number == 2:
            sheet.hint("L")
        sheet.answer("L", right(number, "L"))
    assert sheet.progress.mastered() == []


def test_a_step_is_mastered_by_first_tries_on_fresh_problems_only():
    sheet = PracticeSheet(1, guided=False)
    sheet.answer("L", "99")
    sheet.answer("L", right(1, "L"))
    assert [one.right for one in sheet.progress.tries] == [False]
    sheet.go_to(2)
    sheet.answer("L", right(2, "L"))
    sheet.go_to(1)
    sheet.answer("L", right(1, "L"))
    assert sheet.progress.mastered() == [], "problem 1 is no longer fresh"
    sheet.go_to(3)
    sheet.answer("L", right(3, "L"))
    assert sheet.progress.mastered() == ["L"]
    assert "<code>L</code>" in sheet._tally.value


def test_what_cannot_be_read_or_has_too_few_digits_is_no_try():
    sheet = PracticeSheet(1, guided=False)
    sheet.answer("L", "?")
    sheet.answer("L", f"{work_out(problem(1))['L']:.1f}")
    assert sheet.progress.tries == ()


def test_the_tally_names_the_commonest_mistake_and_where_it_is_explained():
    sheet = PracticeSheet(2, guided=False)
    truth = work_out(problem(2))
    mark = sheet.answer("dL_da_hidden", text(truth["dL_dy_pred"] * truth["W2_new"]))
    assert f"{when(mark.slips[0])} (1 ×)" in sheet._tally.value
    assert 'href="03_backward_pass.ipynb"' in sheet._tally.value


@pytest.mark.parametrize("presses, sleeping", [(1, False), (2, True)])
def test_only_problems_of_the_chosen_kind_come(presses, sleeping):
    sheet = PracticeSheet(17)
    for _ in range(presses):
        sheet.switch_kind()
    for _ in range(5):
        sheet.new_problem()
        assert has_sleeping_neuron(sheet.problem) is sleeping


def test_the_number_field_goes_to_that_problem():
    sheet = PracticeSheet()
    sheet._number.value = 17
    assert sheet.problem.x.tolist() == problem(17).x.tolist()
    sheet.switch_help()
    assert "problem 17: 15 of 15" in repr(sheet)


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


def test_a_still_sheet_holds_no_answer_of_an_open_step():
    bundle, _ = PracticeSheet()._repr_mimebundle_()
    assert "mastered" in bundle["text/plain"]
    assert right(1, "b2_new") not in bundle["image/svg+xml"] + bundle["text/plain"]


def test_hints_show_nothing_until_a_button_is_pressed():
    lab = Hints(second_example, "dL_da_hidden", "delta_hidden")
    assert lab.words("delta_hidden") == lab.words("dL_da_hidden") == ""
    assert repr(lab) == (
        "Hints for dL_da_hidden, delta_hidden. Run this cell to open them, one at a time."
    )
    lab.hint("delta_hidden")
    assert "Hint 1 of 3" in lab.words("delta_hidden")
    assert lab.words("dL_da_hidden") == ""
    for _ in range(3):
        lab.hint("delta_hidden")
    assert "δ₂ = dL/da₂ × 0" in lab.words("delta_hidden")
    lab.solve("delta_hidden")
    assert "δ₁ = 0.16 × 1 = 0.16" in lab.words("delta_hidden")


def test_after_a_solution_the_step_is_asked_on_a_fresh_problem():
    lab = Hints(second_example, "dW2")
    step = lab._parts["dW2"]
    assert step._again.layout.display == "none"
    lab.solve("dW2")
    assert step._again.layout.display == ""
    lab.fresh("dW2")
    row = step._place.children[-1]
    row.enter(right(1, "dW2"))
    assert row.mark.state == "right"
    lab.fresh("dW2")
    step._place.children[-1].enter(right(1, "dW2"))
    assert step._place.children[-1].mark.state == "not yet"


def test_hints_for_an_unknown_name_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="'dw1' is no quantity; the names are z_hidden, "):
        Hints(second_example, "dw1")
