"""Protects how numbers are written: short, true, and never with the noise of floating point."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.formatting import factor, number, typeset


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


def test_a_true_minus_and_brackets_beside_a_sign():
    assert typeset(-0.5) == "−0.5"
    assert (factor(-0.5), factor(0.5), factor(-0.0)) == ("(−0.5)", "0.5", "0")
