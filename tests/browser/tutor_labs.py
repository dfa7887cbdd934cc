"""The hints under a "your turn" and the practice sheet, driven by keyboard alone.

Every answer that is typed in comes from `helpers.network`, and must be judged right.
"""

import re

import numpy as np

from helpers.diagram import network_svg
from helpers.formatting import text, typeset
from helpers.labs.practice_sheet import AGAIN, drawing
from helpers.quantities import NAMES, hints, solution, work_out
from helpers.tutor.marks import STATES
from helpers.tutor.predictions import PREDICTIONS, OneNumber
from helpers.tutor.problems import problem, your_turn
from tests.browser.model import texts

# A prediction


def prediction(lab):
    """Right, wrong, unreadable: typed and entered, or each option chosen."""
    by_question = {one.question: one for one in PREDICTIONS.values()}
    seen = lab.wait_until(lambda seen: by_question.keys() & set(seen["lines"]))
    (question,) = by_question.keys() & set(seen["lines"])
    asked = by_question[question]
    options = getattr(asked, "options", ())
    typed = ["17.5", "many", *([] if options else [_right(asked)])]
    for answer in options or typed:
        lab.click(answer) if options else lab.type("Your answer", answer)
        lab.expect(lines=[_judgement(label, mark) for label, mark in asked.judge(answer)])
        assert lab.faults() == {}
    if not options:
        lab.click("Check")
        lab.notebook.settle()
        assert all(line.startswith("✓") for line in lab.lines() if line[0] in "✓✗?…")


def _right(asked):
    if isinstance(asked, OneNumber):
        return text(asked.right())
    truth = work_out(asked.problem)
    return " ".join(text(np.asarray(truth[name])[index]) for _, name, index in asked.asked)


def _judgement(label, mark):
    """One line of what is said: symbol, name where there are several, word, sentence."""
    symbol, word, _ = STATES[mark.state]
    words = f"{symbol} {label}: {word}" if label else f"{symbol} {word}"
    return words + (f". {mark.sentence}" if mark.sentence else "")


# The hints under a "your turn"


def hints_and_solutions(lab):
    """All help with each step, then the step again on two fresh problems."""
    network = your_turn(lab.notebook.name[:2], "c")
    asked = [name for name in NAMES if f"button Hint (A hint for {name})" in lab.controls()]
    known = _before(asked[0], work_out(network))
    for name in asked:
        _take_help(lab, network, name, known, button="Show the solution")
        _ask_for_fresh_problem(lab, 1, name)
        _ask_for_fresh_problem(lab, 2, name)
        fresh, truth = problem(2), work_out(problem(2))
        _answer(lab, name, "99")
        _wait_for(lab, f"✗ {name}: not yet.")
        _take_help(lab, fresh, name, _before(name, truth), of=" of problem 2")
        _answer(lab, name, text(truth[name]))
        _wait_for(lab, f"✓ {name}: right")


def _ask_for_fresh_problem(lab, number, name):
    """The same step of another problem, with all that comes before it worked out."""
    fresh, truth = problem(number), work_out(problem(number))
    lab.notebook.settle()  # the keyboard has gone where the kernel put it
    lab.click(f"{name} of a fresh problem")
    given = [line for known in _before(name, truth) for line in _results(fresh, known)]
    title = f"Problem {number}" + (", worked out as far as this" if given else "")
    lab.expect(lines=[*texts(network_svg(fresh)), title, *given], fields={name: ""})


# The practice sheet


def practice_sheet(lab):
    _work_a_guided_problem(lab)
    _take_help_with_every_step(lab)
    _read_the_notebook_that_explains(lab)
    _say_the_rule_first(lab)
    _forget_everything(lab)


def _work_a_guided_problem(lab):
    """The first problem by Enter alone, with an unreadable and a wrong answer on the way."""
    truth = work_out(problem(1))
    given, asked = NAMES[:-4], NAMES[-4:]
    lines = [f"{name} = {text(truth[name])}" for name in given]
    lab.expect(drawing=_drawn(1, given), lines=lines, fields=dict.fromkeys(asked, ""))
    lab.press("field W1_new")
    _answer(lab, "W1_new", "many")
    _wait_for(lab, "? W1_new: not read")
    _answer(lab, "W1_new", text(truth["dW1"]))
    _wait_for(lab, "✗ W1_new: not yet")
    lab.page.keyboard.press("Tab")
    _expect_focus(lab, "Hint")
    lab.page.keyboard.press("Space")
    lab.expect(lines=["W1_new: hint 1 of 3", hints(problem(1), "W1_new")[0]])
    lab.page.keyboard.press("Shift+Tab")
    _answer_all(lab, 1, asked)
    lab.expect(drawing=_drawn(1, NAMES))
    _wait_for(
        lab, "Right at the first try, without help: 3 of 4. Press New problem: it asks 4 rows."
    )


def _answer_all(lab, number, names):
    """Type every right answer; Enter judges it and goes on to the next field."""
    truth = work_out(problem(number))
    for answered, name in enumerate(names, start=1):
        _expect_focus(lab, name)
        _answer(lab, name, text(truth[name]))
        lab.expect(lines=["✓"] * answered)
    _expect_focus(lab, "New problem")


def _drawn(number, names):
    """The texts of the drawing of a problem in which these rows are done."""
    return texts(drawing(problem(number), list(names)))


def _expect_focus(lab, words):
    """Wait until the keyboard is in the field with this label, or on the button that says this."""
    lab.wait_until(lambda seen: seen["focus"] == words)


def _take_help_with_every_step(lab):
    """Problem 17 with nothing given: each hint and each solution, and right answers after it."""
    lab.click("Way: guided (Guided, alone or mixed)")
    _wait_for(lab, "Way: alone")
    lab.type("problem", 17)
    lab.expect(drawing=_drawn(17, ()), fields={"problem": 17} | dict.fromkeys(NAMES, ""))
    truth = work_out(problem(17))
    for name, following in zip(NAMES, [*NAMES[1:], "New problem"], strict=True):
        _take_help(lab, problem(17), name, _before(name, truth), afterwards=[AGAIN])
        _answer(lab, name, text(truth[name]))
        _wait_for(lab, f"✓ {name}: right")
        _expect_focus(lab, following)
    lab.click("New problem")
    lab.expect(fields={"problem": 18, "z_hidden": ""})


def _read_the_notebook_that_explains(lab):
    """The link beside a slip that came twice opens its notebook beside this one."""
    _answer(lab, "W1_new", text(work_out(problem(18))["dW1"]))  # as in problem 1
    _wait_for(lab, "at W1_new (2 ×). It is explained in 04_update.")
    with lab.page.expect_popup() as opened:
        lab.press("link 04_update", "Enter")
    opened.value.wait_for_selector(".jp-Notebook h1 >> text=pdate")
    opened.value.close()


def _say_the_rule_first(lab):
    """Mixed practice: every rule that is offered is pressed, until it is the right one."""
    lab.click("Way: alone (Guided, alone or mixed)")
    _wait_for(lab, "Which of these is the rule of")
    lab.notebook.settle()  # the rules are there too
    offered = [key for key in lab.controls() if not re.search("New|Way|Forget|Hint|Sol", key)]
    for key in [key for key in offered if key.startswith("button ")]:
        lab.click(key.removeprefix("button "))
        lab.notebook.settle()
        if any("Now work out" in line for line in lab.lines()):
            return
        _wait_for(lab, "Choose again.")
    raise AssertionError(f"no rule of {offered} was right")


def _forget_everything(lab):
    """It is asked first, and then the sheet is as it was in the beginning."""
    for answer in ("No, keep it", "Yes, forget it all"):
        lab.click("Forget everything …")
        _wait_for(lab, "Every answer and every tick")
        lab.click(answer)
        lab.notebook.settle()
    _wait_for(lab, "0 of 15 rows have their tick")
    lab.expect(drawing=_drawn(1, NAMES[:-4]))


# Both


def _answer(lab, name, written):
    """Type an answer and press Enter, until it is judged and the keyboard is where it belongs.

    Not before the kernel has put the keyboard where it wants it: half would stand in another field.
    """
    lab.notebook.settle()
    lab.type(name, written)
    lab.notebook.settle()


def _wait_for(lab, words):
    """Wait until a line of the lab holds these words; counted as one value compared."""
    lab.wait_until(lambda seen: any(words in line for line in seen["lines"]))
    lab.compared += 1


def _take_help(lab, example, name, known, of="", button="Solution", afterwards=()):
    """Press "Hint" as often as there are rungs, each opens one more; then see the solution."""
    rungs = hints(example, name, known)
    lab.notebook.settle()  # the keyboard has gone where the kernel put it
    for opened in (1, 2, 3):
        lab.click(f"Hint (A hint for {name}{of})")
        lines = "\n".join(rungs[:opened]).splitlines()
        lab.expect(lines=[f"{name}: hint {opened} of 3", *lines])
    lab.click(f"{button} (The solution for {name}{of})")
    lab.expect(lines=[f"{name}: solution", *_solution(example, name), *afterwards])


def _solution(example, name):
    """The worked lines of a step, which must end in what `helpers.network` computes."""
    lines = [str(line) for line in solution(example, name)]
    assert [line.rsplit(" = ")[-1] for line in lines] == _entries(work_out(example)[name])
    return lines


def _results(example, name):
    """The entries of a quantity without their working: ["z₁ = 0.8", "z₂ = 1.1"]."""
    values = _entries(work_out(example)[name])
    labels = [line.label for line in solution(example, name)]
    return [f"{label} = {value}" for label, value in zip(labels, values, strict=True)]


def _entries(value):
    return [typeset(entry, 10) for entry in getattr(value, "flat", [value])]


def _before(name, values):
    """The quantities that are worked out before this one."""
    return {known: values[known] for known in NAMES[: NAMES.index(name)]}
