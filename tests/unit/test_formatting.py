"""Protects how numbers are written: short, true, and never with the noise of floating point."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.formatting import factor, number, show, text, typeset
from tests.series import for_each


@for_each(
    "value, written",
    [
        (1.16 - 1, "0.16"),  # 0.15999999999999992
        (0.1 + 0.2, "0.3"),  # 0.30000000000000004
        (-0.0, "0"),
        (2.0, "2"),
        (1 / 3, "0.3333333333"),
        (1.6e-07, "1.6e-07"),
        (np.int64(3), "3"),
        (np.array(0.5), "0.5"),
    ],
)
def test_one_number(value, written):
    assert number(value) == written


def test_as_many_digits_as_asked():
    assert number(1.05746816, digits=3) == "1.06"
    assert number(-0.00004, digits=2) == "-4e-05"


def test_noise_does_not_decide_where_a_five_goes():
    written = {number(1.1855 + noise, digits=4) for noise in (-4e-16, 0, 4e-16)}
    assert written == {number(1.1855, digits=4)}


@given(st.floats(-1e12, 1e12))
def test_what_is_written_is_short_and_true_to_ten_digits(value):
    assert float(number(value)) == pytest.approx(value, rel=1e-9, abs=0)
    assert not re.search(r"\.\d*0$|-0$|\d{11}", number(value).partition("e")[0].lstrip("-0."))


@for_each(
    "value, written",
    [
        (np.array([0.8, 1.1 + 1e-16]), "[0.8, 1.1]"),
        (np.array([[1, 2], [3, 4]]) / 10, "[[0.1, 0.2], [0.3, 0.4]]"),
        (np.array([-0.0, 0.5]), "[0, 0.5]"),
        ([], "[]"),
        ((1, 2), "[1, 2]"),
    ],
)
def test_arrays_are_written_as_lists(value, written):
    assert text(value) == written


def test_show_prints_a_line_each(capsys):
    show(z_hidden=np.array([0.8, 1.1]), y_pred=1.16, note="as it is")
    assert capsys.readouterr().out == "z_hidden = [0.8, 1.1]\ny_pred = 1.16\nnote = as it is\n"


def test_a_true_minus_and_brackets_beside_a_sign():
    assert typeset(-0.5) == "−0.5"
    assert (factor(-0.5), factor(0.5), factor(-0.0)) == ("(−0.5)", "0.5", "0")
