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
