"""Protects practice by keyboard alone: from an empty sheet to a mastered step.

No mouse is used. A wrong answer, what cannot be read, hints and a solution are met on the way.
"""

import re

import pytest

from helpers.formatting import text
from helpers.tutor.mistakes import MISTAKES, mistaken
from helpers.tutor.problems import problem
from helpers.tutor.steps import NAMES, work_out

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(pages):
    notebook = pages["06_practice"]
    yield notebook.lab("PracticeSheet")
    assert notebook.errors() == []


def focused(sheet):
    """The label of the field, or the words of the button, that has the keyboard."""
    return sheet.page.evaluate(
        """() => {
            const at = document.activeElement;
            return at.labels?.[0]?.innerText || at.innerText || at.tagName;
        }"""
    ).strip()


def enter(sheet, written):
    """Type into the field that has the keyboard and press Enter."""
    sheet.page.keyboard.press("ControlOrMeta+A")
    sheet.page.keyboard.type(written)
    sheet.page.keyboard.press("Enter")


def says(sheet, words):
    sheet.page.wait_for_function(
        "([selector, words]) => document.querySelector(selector).innerText.includes(words)",
        arg=[sheet.selector, words],
        timeout=5000,
    )


def moves_to(sheet, label):
    for _ in range(200):
        if focused(sheet) == label:
            return
        sheet.page.wait_for_timeout(25)
    raise AssertionError(f"the keyboard is at {focused(sheet)!r}, not at {label!r}")


def choose_alone(sheet):
    sheet.click("Help: guided")
    for _ in range(100):
        if f"field {NAMES[0]}" in sheet.controls():
            return
        sheet.page.wait_for_timeout(25)
    raise AssertionError("the first step is not open")


def test_from_an_empty_sheet_to_a_mastered_step_by_keyboard_alone(sheet, request):
    choose_alone(sheet)
    truth = work_out(problem(1))

    sheet.control("field z_hidden").focus()
    enter(sheet, "five")
    says(sheet, "is not read as numbers")
    enter(sheet, text(mistaken(problem(1), "z_hidden", truth)["W1 transposed"]))
    says(sheet, MISTAKES["W1 transposed"].question)
    assert focused(sheet) == "z_hidden"
    sheet.page.keyboard.press("Tab")
    assert focused(sheet) == "Hint"
    sheet.page.keyboard.press("Space")
    says(sheet, "Each hidden neuron weighs")
    sheet.page.keyboard.press("Shift+Tab")
    for name, following in zip(NAMES, [*NAMES[1:], "New problem"], strict=True):
        moves_to(sheet, name)
        enter(sheet, text(truth[name]))
        moves_to(sheet, following)
    says(sheet, "Most often: W1 transposed (1 ×)")

    sheet.page.keyboard.press("Space")
    for number in (2, 3):
        moves_to(sheet, "z_hidden")
        says(sheet, "Forward")
        truth = work_out(problem(number))
        for name in NAMES:
            moves_to(sheet, name)
            enter(sheet, text(truth[name]))
        moves_to(sheet, "New problem")
        if number == 2:
            sheet.page.keyboard.press("Space")
    says(sheet, "Mastered 15 of 15 steps")
    folder = request.config.getoption("--screenshots")
    if folder:
        sheet.area.screenshot(path=f"{folder}/practice-mastered.png")


def test_a_solution_brings_the_step_back(sheet):
    sheet.click("New problem")
    moves_to(sheet, "z_hidden")
    sheet.page.keyboard.press("Tab")
    sheet.page.keyboard.press("Tab")
    assert focused(sheet) == "Solution"
    sheet.page.keyboard.press("Space")
    says(sheet, "This step comes again in the next problem.")
    assert re.search(r"z₁ = .+ = ", "\n".join(sheet.lines()))
