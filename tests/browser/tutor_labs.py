"""Predictions, the hints under a "your turn" and the practice sheet, driven by keyboard alone.

Each is made here too, and each gesture is made on both: the page must show what the one here shows.
Every right answer that is typed in comes from `helpers.network`, and must be judged right.
"""

from contextlib import chdir
from tempfile import TemporaryDirectory

import numpy as np

from helpers.formatting import text
from helpers.labs import Hints, PracticeSheet, Predict
from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.tutor.predictions import PREDICTIONS, OneNumber
from helpers.tutor.problems import problem, your_turn
from tests.browser.model import shown

# A prediction


def prediction(lab):
    """Right, wrong, unreadable: typed and entered, or each option chosen."""
    said = lab.lines()
    (name,) = (name for name, one in PREDICTIONS.items() if one.question in said)
    asked, model = PREDICTIONS[name], Predict(name)
    options = getattr(asked, "options", ())
    for answer in options or ("17.5", "many", _right(asked)):
        lab.click(answer) if options else lab.type("Your answer", answer)
        model.answer(answer)
        _same(lab, model)
        assert lab.faults() == {}
    if not options:
        lab.click("Check")
        _same(lab, model)
        assert all(mark.right for mark in model.marks)


def _right(asked):
    if isinstance(asked, OneNumber):
        return text(asked.right())
    truth = work_out(asked.problem)
    return " ".join(text(np.asarray(truth[name])[index]) for _, name, index in asked.asked)


# The hints under a "your turn"


def hints_and_solutions(lab):
    """All help with each step, then the step again on two fresh problems."""
    asked = [name for name in NAMES if f"button Hint (A hint for {name})" in lab.controls()]
    model = Hints(your_turn(lab.notebook.name[:2], "c"), *asked)
    for name, part in model.parts.items():
        _take_help(lab, model, part)
        for _ in (1, 2):
            _press(lab, model, part._again)
            lab.expect(fields={name: ""})
        _enter(lab, model, part.row, "99")
        _take_help(lab, model, part.row)
        _enter(lab, model, part.row, text(work_out(part.row.problem)[name]))
        assert part.row.right


# The practice sheet


def practice_sheet(lab):
    with TemporaryDirectory() as folder, chdir(folder):  # where its practice file lies
        sheet = PracticeSheet()
        _same(lab, sheet)
        _work_a_guided_problem(lab, sheet)
        _take_help_with_every_step(lab, sheet)
        _read_the_notebook_that_explains(lab, sheet)
        _say_the_rule_first(lab, sheet)
        _forget_everything(lab, sheet)


def _work_a_guided_problem(lab, sheet):
    """The first problem by Enter alone, with an unreadable and a wrong answer on the way."""
    truth, asked = work_out(problem(1)), NAMES[-4:]
    lab.expect(fields=dict.fromkeys(asked, ""))
    lab.press("field W1_new")
    first = sheet._rows["W1_new"]
    for typed in ("many", text(truth["dW1"])):
        _enter(lab, sheet, first, typed)
        assert not first.right
    lab.page.keyboard.press("Tab")
    _expect_focus(lab, "Hint")
    lab.page.keyboard.press("Space")
    first.hint()
    _same(lab, sheet)
    lab.page.keyboard.press("Shift+Tab")
    for name, following in zip(asked, [*asked[1:], "New problem"], strict=True):
        _expect_focus(lab, name)
        _enter(lab, sheet, sheet._rows[name], text(truth[name]))
        _expect_focus(lab, following)
    assert "4 answered, 4 right" in repr(sheet)


def _take_help_with_every_step(lab, sheet):
    """Problem 17 with nothing given: each hint and each solution, and right answers after it."""
    _press(lab, sheet, sheet._way)
    lab.type("problem", 17)
    sheet.go_to(17)
    _same(lab, sheet)
    lab.expect(fields={"problem": 17} | dict.fromkeys(NAMES, ""))
    truth = work_out(problem(17))
    for name, following in zip(NAMES, [*NAMES[1:], "New problem"], strict=True):
        _take_help(lab, sheet, sheet._rows[name])
        _enter(lab, sheet, sheet._rows[name], text(truth[name]))
        _expect_focus(lab, following)
    assert "15 answered, 15 right" in repr(sheet)
    _press(lab, sheet, sheet._new)
    lab.expect(fields={"problem": 18, "z_hidden": ""})


def _read_the_notebook_that_explains(lab, sheet):
    """The link beside a slip that came twice opens its notebook beside this one."""
    _enter(lab, sheet, sheet._rows["W1_new"], text(work_out(problem(18))["dW1"]))  # as in problem 1
    with lab.page.expect_popup() as opened:
        lab.press(f"link {QUANTITIES['W1_new'].notebook}", "Enter")
    opened.value.wait_for_selector(".jp-Notebook h1 >> text=pdate")
    opened.value.close()


def _say_the_rule_first(lab, sheet):
    """Mixed practice: every rule that is offered is pressed, until it is the right one."""
    _press(lab, sheet, sheet._way)
    for rule in sheet._rules.children[1:]:
        if sheet._offered:
            _press(lab, sheet, rule)
    assert not sheet._offered


def _forget_everything(lab, sheet):
    """It is asked first, and then the sheet is as it was in the beginning."""
    _, yes, no = sheet._sure.children
    for answer in (no, yes):
        lab.click("Forget everything …")
        sheet.ask_to_forget()
        _press(lab, sheet, answer)
    assert repr(sheet) == repr(PracticeSheet())


# All of them


def _same(lab, model):
    """The page shows what the one made here shows, when nothing more is on its way."""
    lab.notebook.settle()
    lab.expect(**shown(model))


def _press(lab, model, button):
    """Press a button, here and, once the keyboard is where the kernel put it, on the page."""
    words, tip = button.description, button.tooltip
    lab.notebook.settle()
    lab.click(f"{words} ({tip})" if tip and tip != words else words)
    button.click()
    _same(lab, model)


def _enter(lab, model, row, written):
    """Type an answer and press Enter.

    Not before the kernel has put the keyboard where it wants it: half would stand in another field.
    """
    lab.notebook.settle()
    lab.type(row.quantity, written)
    row.enter(written)
    _same(lab, model)


def _take_help(lab, model, part):
    """Press "Hint" as often as there are rungs, each opens one more; then see the solution."""
    hint, solution = part.buttons
    for button in (hint, hint, hint, solution):
        _press(lab, model, button)


def _expect_focus(lab, words):
    """Wait until the keyboard is in the field with this label, or on the button that says this."""
    lab.wait_until(lambda seen: seen["focus"] == words)
