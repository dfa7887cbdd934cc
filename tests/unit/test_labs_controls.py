"""Protects the dials: slider and field say one number, whatever is typed, within their ends."""

import pytest

from helpers.formatting import number
from helpers.labs.controls import Dial


@pytest.mark.parametrize(
    ("wanted", "kept", "note"),
    [
        ("0.123456", 0.123456, ""),
        ("0,55", 0.55, ""),  # as some keyboards write it
        ("99", 3, "b2 goes from −3 to 3: 99 became 3."),
        ("−3.5", -3, "b2 goes from −3 to 3: −3.5 became −3."),
        ("many", 0.1, "b2 is one number, such as 0.1."),
        ("", 0.1, "b2 is one number, such as 0.1."),
    ],
)
def test_a_field_reads_what_people_write_and_says_what_became_of_it(wanted, kept, note):
    dial = Dial("b2", 0.1)
    dial._field.value = wanted
    assert (dial.value, dial._field.value, dial.note) == (kept, number(kept), note)
    dial._slider.value = 0.6
    assert (dial.value, dial._field.value, dial.note) == (0.6, "0.6", "")


def test_a_typed_number_between_two_steps_stays_as_it_was_typed():
    dial = Dial("b2", 0.1)
    dial._field.value = "0.123"
    assert dial._slider.value == 0.1
    dial._slider.value = 0.1000000000000001  # the page answers with the step that it stands at
    assert dial.value == 0.123
    dial._slider.value = 0.15
    assert dial.value == 0.15


def test_a_slider_that_comes_to_0_says_0():
    """The page works its stops out in hundredths of the way: that leaves rounding noise."""
    dial = Dial("y_pred", 1.16, -0.5, 2.5, step=0.01)
    dial._slider.value = 50 * (0.01 * 100 / 3) * 3 / 100 - 0.5
    assert dial._slider.value != 0
    assert (dial.value, dial._field.value) == (0, "0")


@pytest.mark.parametrize(
    ("scale", "low", "high", "value", "nearest"),
    [("log", 1e-14, 1, 2e-5, -4.5), ("whole", 1, 32, 8, 8), ("even", -1, 1, 0.01, 0)],
)
def test_every_scale_keeps_the_number_and_stands_at_its_nearest_step(
    scale, low, high, value, nearest
):
    dial = Dial("it", value, low, high, scale=scale)
    assert dial.value == value
    assert dial._slider.value == pytest.approx(nearest)
    assert isinstance(dial.value, int if scale == "whole" else float)


def test_a_dial_that_is_moved_a_thousand_times_tells_each_move_once():
    dial, told = Dial("b2", 0), []
    dial.observe(lambda change: told.append(change.new), "value")
    moves = [round(-3 + 0.05 * step, 10) for step in range(121)] * 9
    for value in moves:
        dial._slider.value = value
    assert told == moves
