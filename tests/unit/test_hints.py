"""Protects the hints under a Your turn: every gesture, made without a browser."""

import pytest

from helpers.formatting import text
from helpers.labs import Hints
from helpers.quantities import work_out
from helpers.tutor.problems import problem
from tests.examples import second_example


def right(number, name):
    return text(work_out(problem(number))[name])


def test_hints_show_nothing_until_a_button_is_pressed():
    lab = Hints(second_example, "dL_da_hidden", "delta_hidden")
    other, part = lab.parts.values()
    assert part.words.value == other.words.value == ""
    assert repr(lab) == (
        "Hints for dL_da_hidden, delta_hidden. Run this cell to open them, one at a time."
    )
    part.hint()
    assert "delta_hidden: hint 1 of 3" in part.words.value
    assert other.words.value == ""
    for _ in range(3):
        part.hint()
    assert "δ₂ = dL/da₂ × 0" in part.words.value
    part.solve()
    assert "δ₁ = 0.16 × 1 = 0.16" in part.words.value


def test_after_a_solution_the_step_is_asked_on_a_fresh_problem():
    step = Hints(second_example, "dW2").parts["dW2"]
    assert step._again.layout.display == "none"
    step.solve()
    assert step._again.layout.display == ""
    for number, answer, state in [(1, right(1, "dW2"), "right"), (2, right(1, "dW2"), "not yet")]:
        step.fresh()
        row = step.row
        row.enter(answer)
        assert row.mark.state == state
        helps = [one.tooltip for part in (step, row) for one in part.buttons]
        assert len(set(helps)) == 4, "each button has a name of its own"
        assert f"of problem {number}" in helps[-1]


def test_hints_for_an_unknown_name_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="'dw1' is no quantity; the names are z_hidden, "):
        Hints(second_example, "dw1")
