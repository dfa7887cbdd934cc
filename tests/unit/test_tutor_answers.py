"""Protects how an answer is read: what people write is understood, and never in two ways."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from helpers.tutor.answers import read

PAIR = [0.8, 1.1]
TABLE = [[0.08, 0.096], [0.16, 0.192]]

UNDERSTOOD = [
    *[((), written, 0.16) for written in ("0.16", ".16", "4/25", "0,16", "+0.16", "= 0.16")],
    *[((), written, 0.16) for written in ("[0.16]", "1.6e-1", " 0.160 ", "4 / 25", "array(0.16)")],
    *[((), written, -0.5) for written in ("-.5", "-0,5", "− 0.5", "–0.5", "-1/2")],
    *[((), number, 0.16) for number in (0.16, Fraction(4, 25), Decimal("0.16"), [0.16], (0.16,))],
    *[((), number, 0.16) for number in (np.float64(0.16), np.array(0.16), np.array([0.16]))],
    ((), 3, 3),
    ((), np.int8(3), 3),
    *[((2,), written, PAIR) for written in ("[0.8, 1.1]", "0.8 1.1", "0.8, 1.1", "0.8,1.1")],
    *[((2,), written, PAIR) for written in ("0,8 1,1", "0,8; 1,1", "0,8, 1,1", "(0.8; 1.1)")],
    *[
        ((2,), written, PAIR)
        for written in ("[0.8 1.1]", "4/5 11/10", "0.8\n1.1", "[[0.8], [1.1]]")
    ],
    *[((2,), written, PAIR) for written in (PAIR, tuple(PAIR), np.array(PAIR), [[0.8], [1.1]])],
    *[((2,), written, PAIR) for written in ([PAIR], [Fraction(4, 5), np.float64(1.1)])],
    ((2,), "[1,2]", [1, 2]),
    ((2,), "0.5 -1.1", [0.5, -1.1]),
    ((2,), "0.5, - 1.1", [0.5, -1.1]),
    *[((2, 2), written, TABLE) for written in (TABLE, np.array(TABLE), [tuple(r) for r in TABLE])],
    ((2, 2), "[[0.08, 0.096], [0.16, 0.192]]", TABLE),
    ((2, 2), "[[0.08  0.096]\n [0.16  0.192]]", TABLE),
    ((2, 2), "0.08 0.096; 0.16 0.192", TABLE),
    ((2, 2), "0,08 0,096; 0,16 0,192", TABLE),
    ((2, 2), "(0.08, 0.096), (0.16, 0.192)", TABLE),
    ((2, 2), "0.08, 0.096\n0.16, 0.192", TABLE),
    ((2, 2), "array([[0.08, 0.096],\n       [0.16, 0.192]])", TABLE),
]


@pytest.mark.parametrize("shape, written, value", UNDERSTOOD, ids=repr)
def test_what_people_write_is_understood(shape, written, value):
    reading = read(written, shape)
    assert reading.sentence == ""
    assert np.shape(reading.value) == shape
    assert np.array_equal(reading.value, value)


@pytest.mark.parametrize("untouched", [..., "", "  ", "...", "…", [..., ...], [1, ...]], ids=repr)
def test_an_untouched_answer_is_neither_read_nor_complained_about(untouched):
    assert read(untouched, (2,)) == (None, "", "")


ASKED_BACK = [
    ((2,), "0,8", "decimal point, or"),
    ((2,), "1,2", "decimal point, or"),
    ((2,), "0,8,1,1", "decimal point, or"),
    ((), "1,234.5", "decimal point, or"),
    ((2, 2), "0.1 0.2 0.3 0.4", "Where does the first row end?"),
    ((2, 2), [0.1, 0.2, 0.3, 0.4], "Where does the first row end?"),
    ((2, 2), [[1, 2], [3]], "not equally long"),
    ((), "0.2*0.8", "still to be worked out"),
    ((), "2 - 1", "is not read as numbers"),
    ((), "12%", "is not read as numbers"),
    ((), "[0.8", "Does every bracket open and close once?"),
    ((2,), "0.8, 1.1]", "Does every bracket open and close once?"),
    ((2,), "x [0.8 1.1]", "Does every bracket open and close once?"),
    ((2,), np.zeros((10**9, 0)), "no number in it"),
    ((), "nan", "is not read as numbers"),
    ((), float("nan"), "nan"),
    ((), float("inf"), "far too large"),
    ((), "1e999", "far too large"),
    ((), 10**400, "far too large"),
    ((), "4/0", "0 below the line"),
    ((), None, "This is None"),
    ((), print, "This is a function"),
    ((), True, "type “bool”"),
    ((), {"y_pred": 1}, "type “dict”"),
    ((2,), ["0.8", "1.1"], "without quotes"),
    ((2,), [], "no number in it"),
]


@pytest.mark.parametrize("shape, written, words", ASKED_BACK, ids=repr)
def test_what_cannot_be_read_is_asked_back_in_a_sentence(shape, written, words):
    reading = read(written, shape)
    assert reading.value is None
    assert words in reading.sentence


def test_what_was_assumed_is_said():
    assert read("0,16", ()).note == "The comma was read as a decimal point."
    assert read([[0.8], [1.1]], (2,)).note == "The column was read as one list."
    assert read("0.8, 1.1", (2,)).note == ""


def test_another_shape_is_left_for_the_marker_to_judge():
    assert np.array_equal(read([1, 2, 3], (2,)).value, [1, 2, 3])
    assert np.array_equal(read([0.48, 0], (2, 2)).value, [0.48, 0])
