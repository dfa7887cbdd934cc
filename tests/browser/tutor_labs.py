"""The hints under a "your turn" and the practice sheet, driven by keyboard alone.

Every answer that is typed in comes from `helpers.network`, and must be judged right.
"""

from itertools import count

from helpers.formatting import text, typeset
from helpers.quantities import NAMES, work_out
from helpers.tutor.marking import check
from helpers.tutor.problems import KINDS, problem
from helpers.tutor.solutions import hints, solution
from helpers.tutor.words import when
from helpers.worked_example import second_example
from tests.browser.model import texts

# The hints under a "your turn"


def hints_and_solutions(lab):
    asked = [name for name in NAMES if f"button Hint (A hint for {name})" in lab.controls()]
    known = _before(asked[0], work_out(second_example))
    for name in asked:
        _open_hints(lab, second_example, name, known, title="Hint {} of 3")
        lab.click(f"Show the solution (The solution for {name})")
        lab.expect(lines=["Solution", *_solution(second_example, name)])
        _ask_for_fresh_problem(lab, 1, name)
        _solve_fresh_problem(lab, 2, name)


def _ask_for_fresh_problem(lab, number, name):
    """The same step of another problem, with all that comes before it worked out."""
    fresh, truth = problem(number), work_out(problem(number))
    lab.click(f"{name} of a fresh problem")
    given = [line for known in _before(name, truth) for line in _results(fresh, known)]
    title = f"Problem {number}" + (", worked out as far as this" if given else "")
    lab.expect(lines=[*texts(fresh), title, *given], fields={name: ""})


def _solve_fresh_problem(lab, number, name):
    """The step again on another problem: a wrong answer, all help, the right answer."""
    fresh, truth = problem(number), work_out(problem(number))
    _ask_for_fresh_problem(lab, number, name)
    _answer(lab, name, "99")
    _wait_for(lab, "✗ not yet.")
    _open_hints(lab, fresh, name, _before(name, truth), title="Hint")
    lab.click(f"Solution (The solution for {name})")
    lab.expect(lines=["Solution", *_solution(fresh, name)])
    _answer(lab, name, text(truth[name]))
    lab.expect(lines=["✓ right"])


# The practice sheet


def practice_sheet(lab):
    _from_an_empty_sheet_to_mastered_steps(lab)
    _read_the_notebook_that_explains(lab)
    _take_help_with_every_step(lab)
    _choose_problems(lab)


def _from_an_empty_sheet_to_mastered_steps(lab):
    """Three problems by Enter alone, with an unreadable and a wrong answer on the way."""
    truth = work_out(problem(1))
    given = [f"{name} = {text(truth[name])}" for name in NAMES[:-1]]
    lab.expect(drawing=texts(problem(1)), lines=[*given, _mastered(0) + " none yet."])
    lab.click("Help: guided")
    _wait_for(lab, "Help: alone")
    lab.press("field z_hidden")
    _answer(lab, "z_hidden", "five")
    _wait_for(lab, "? not read. “five” is not read as numbers.")
    transposed = problem(1).parameters.W1 @ problem(1).x + problem(1).parameters.b1
    slip = check(problem(1), z_hidden=transposed)["z_hidden"]
    _answer(lab, "z_hidden", text(transposed))
    _wait_for(lab, slip.sentence)
    lab.page.keyboard.press("Tab")
    _expect_focus(lab, "Hint")
    lab.page.keyboard.press("Space")
    lab.expect(lines=["Hint", hints(problem(1), "z_hidden")[0]])
    lab.page.keyboard.press("Shift+Tab")
    _answer_all(lab, 1)
    _wait_for(lab, f"Most often: {when(slip.slips[0])} (1 ×)")
    for number in (2, 3):
        lab.click("New problem")
        lab.expect(drawing=texts(problem(number)), fields={"problem": number})
        _answer_all(lab, number)
    lab.expect(lines=[_mastered(15) + f" {', '.join(NAMES)}."])


def _answer_all(lab, number):
    """Type every right answer; Enter judges it and goes on to the next field."""
    truth = work_out(problem(number))
    for answered, name in enumerate(NAMES, start=1):
        _expect_focus(lab, name)
        _answer(lab, name, text(truth[name]))
        lab.expect(lines=["✓ right"] * answered)
    _expect_focus(lab, "New problem")


def _expect_focus(lab, words):
    """Wait until the keyboard is in the field with this label, or on the button that says this."""
    lab.wait_until(lambda seen: seen["focus"] == words)


def _mastered(count):
    return f"Mastered {count} of 15 rows:"


def _read_the_notebook_that_explains(lab):
    """The link beside the commonest mistake opens its notebook beside this one."""
    with lab.page.expect_popup() as opened:
        lab.press("link 01_forward_pass", "Enter")
    opened.value.wait_for_selector(".jp-Notebook h1 >> text=forward pass")
    opened.value.close()


def _take_help_with_every_step(lab):
    """Each hint and each solution; the next problem asks all these steps again."""
    lab.click("New problem")
    lab.expect(drawing=texts(problem(4)), fields={"problem": 4})
    truth = work_out(problem(4))
    for name, following in zip(NAMES, [*NAMES[1:], "New problem"], strict=True):
        _open_hints(lab, problem(4), name, _before(name, truth), title="Hint")
        lab.click(f"Solution (The solution for {name})")
        lab.expect(
            lines=[*_solution(problem(4), name), "This row comes again in the next problem."]
        )
        _answer(lab, name, text(truth[name]))
        lab.expect(lines=["✓ right"])
        _expect_focus(lab, following)
    lab.click("Help: alone")
    _wait_for(lab, "Help: guided")
    lab.click("New problem")
    lab.expect(drawing=texts(problem(5)), fields={"problem": 5} | dict.fromkeys(NAMES, ""))


def _choose_problems(lab):
    """A problem by its number; only those of one kind; all answers checked at once."""
    lab.type("problem", 17)
    lab.expect(drawing=texts(problem(17)), fields={"problem": 17, "b2_new": ""})
    number, kinds = 17, ("any", "both neurons awake", "one neuron asleep", "any")
    for before, words, kind in zip(kinds, kinds[1:], ("easy", "sleeping", None), strict=False):
        lab.click(f"Problems: {before}")
        _wait_for(lab, f"Problems: {words}")
        number = next(n for n in count(number + 1) if kind in (KINDS[n % 3], None))
        lab.click("New problem")
        lab.expect(drawing=texts(problem(number)), fields={"problem": number})
    _answer(lab, "b2_new", text(work_out(problem(number))["b2_new"]))
    lab.click("Check all")
    lab.expect(lines=["✓ right"])


# Both


def _answer(lab, name, written):
    """Type an answer and press Enter, until it is judged and the keyboard is where it belongs."""
    lab.type(name, written)
    lab.notebook.settle()


def _wait_for(lab, words):
    """Wait until a line of the lab holds these words; counted as one value compared."""
    lab.wait_until(lambda seen: any(words in line for line in seen["lines"]))
    lab.compared += 1


def _open_hints(lab, example, name, known, title):
    """Press "Hint" until there are no more: each press opens one more rung."""
    rungs = hints(example, name, known)
    lab.notebook.settle()  # the keyboard has gone where the kernel put it
    for opened in (1, 2, 3):
        lab.click(f"Hint (A hint for {name})")
        lab.expect(lines=[title.format(opened), *"\n".join(rungs[:opened]).splitlines()])
    lab.wait_until(lambda seen: f"button Hint (A hint for {name})" not in lab.controls())


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
