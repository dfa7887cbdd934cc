"""Protects the promise that any answer gets a sentence: no exception, no raw HTML, no endless work.

1,000 examples a run; EXAMPLES=20000 python -m pytest tests/unit/test_tutor_any_input.py for more.
"""

import os
import time
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.quantities import NAMES
from helpers.tutor.marking import check
from helpers.tutor.marks import STATES
from helpers.worked_example import second_example

EXAMPLES = int(os.environ.get("EXAMPLES", "1000"))
CALLED = []


class HostileType(type):
    """A class whose own methods must not be called either."""

    def _called(cls, *args):
        CALLED.append("metaclass")
        raise RuntimeError("called")

    __eq__ = __hash__ = __repr__ = __bool__ = __len__ = __instancecheck__ = _called
    __name__ = property(_called)


class Hostile(metaclass=HostileType):
    """Every method that Python or numpy might call for it fails, and says so."""

    def _called(self, *args, **kwargs):
        CALLED.append("object")
        raise RuntimeError("called")

    __getattribute__ = __eq__ = __hash__ = __repr__ = __str__ = __bool__ = __len__ = _called
    __iter__ = __float__ = __int__ = __index__ = __array__ = __getitem__ = __format__ = _called
    __lt__ = __le__ = __gt__ = __ge__ = __neg__ = __abs__ = __round__ = __contains__ = _called
    __getattr__ = __array_interface__ = __array_struct__ = __array_priority__ = _called


class Disguised(Hostile):
    """Says that it is a float."""

    __class__ = float


class HostileFloat(float):
    __float__ = __abs__ = __le__ = __ge__ = __eq__ = __hash__ = __repr__ = Hostile._called


class HostileInt(int):
    __float__ = __index__ = __int__ = __le__ = __ge__ = __eq__ = __hash__ = Hostile._called
    __ne__ = __truediv__ = __repr__ = __bool__ = Hostile._called


class HostileText(str):
    strip = translate = __len__ = __iter__ = __eq__ = __hash__ = __str__ = Hostile._called


class HostileName(str):
    """A name for an answer. Python itself hashes it, and compares it with other names."""

    __hash__ = str.__hash__
    strip = translate = __len__ = __iter__ = __str__ = __repr__ = Hostile._called


class HostileList(list):
    __len__ = __iter__ = __getitem__ = __bool__ = Hostile._called


class HostileArray(np.ndarray):
    def __array_finalize__(self, source):
        pass

    __len__ = __iter__ = __getitem__ = tolist = Hostile._called


HTML_NAMED = type("<script>alert(1)</script>\x1b" * 50, (), {})
BOXED = np.empty(1, dtype=object)
BOXED[0] = Hostile()
ITSELF = []
ITSELF.append(ITSELF)
ARRAY_IN_ITSELF = np.empty(1, dtype=object)
ARRAY_IN_ITSELF[0] = ARRAY_IN_ITSELF
HALF = Fraction(1, 2)
HALF._numerator = Hostile()
PAIRS = [("a", float), ("b", object)]
ODD = [
    *(Hostile(), HostileFloat(1), HostileText("1"), HostileList([1]), Hostile, HTML_NAMED()),
    *(Disguised(), HostileInt(1), HALF, ARRAY_IN_ITSELF, np.array([(1, Hostile())], dtype=PAIRS)),
    *(np.zeros(3, dtype="f8,f8,f8"), np.ma.masked, np.rec.array([(1, 2.0)]), np.void(b"<b>")),
    *(np.zeros((10**9, 0)), np.broadcast_to(1.0, (10**9,)), [[]] * 10**6, 10**10**6, "0" * 10**7),
    *(np.zeros(2).view(HostileArray), ITSELF, None, ..., True, print, np.sin, lambda: 1, object()),
    *(1j, b"1", {}, {1: 2}, {1}, range(3), iter([1]), type, int, float("nan"), float("inf")),
    *(10**4000, -(10**400), Fraction(10**400, 3), Decimal("sNaN"), Decimal("1e999999")),
    *(np.float64(1), np.longdouble(1), np.int8(3), np.bool_(True), np.datetime64("2020-01-01")),
    *(np.zeros((0, 3)), np.zeros(10**6), np.zeros((1,) * 40), BOXED),
    *(np.array(["<b>"]), np.ma.array([1, 2]), np.array([..., 1], dtype=object), np.array(2)),
    *("<b>", "&lt;", "\x00\x1b[31m", "\ud800", "9" * 399, "[" * 399, "1e", "١", "½", "1,2,3", "-"),
]


class Odd(NamedTuple):
    """Stands for one of ODD while Hypothesis works, which calls methods of what it makes."""

    position: int


def unpacked(value):
    if type(value) is Odd:
        return ODD[value.position]
    return type(value)(map(unpacked, value)) if type(value) in (list, tuple) else value


texts = st.text(max_size=60) | st.text("0123456789.,;/-+eE[]() \n", max_size=60)
scalars = (
    st.builds(Odd, st.integers(0, len(ODD) - 1))
    | texts
    | st.integers()
    | st.floats()
    | st.fractions()
    | st.decimals()
    | st.complex_numbers()
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.tuples(inner, inner), max_leaves=20
)
names = st.sampled_from(NAMES) | st.text(max_size=12)  # of quantities, and of none


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.add((tag, *(name for name, _ in attributes)))


def checked(problem, /, **answers):
    """What check returns; fails if a method of a hostile object was called on the way."""
    CALLED.clear()  # pytest and Hypothesis look at the objects too
    marks = check(problem, **answers)
    called = list(CALLED)
    assert not called
    return marks


def assert_harmless(marks):
    html, text = marks._repr_html_(), repr(marks)
    ours = {("div", "role"), ("span", "style"), ("span", "aria-hidden"), ("code",), ("strong",)}
    assert Tags(html).found <= ours
    assert len(html) < 12_000
    assert text.replace("\n", "").isprintable()
    assert all(mark.state in STATES for mark in marks.marks)


@settings(
    max_examples=EXAMPLES,
    deadline=timedelta(seconds=2),
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.dictionaries(names, anything, max_size=5))
def test_any_answers_get_sentences(answers):
    real = {name: unpacked(answer) for name, answer in answers.items()}
    assert_harmless(checked(second_example, **real))


@pytest.mark.parametrize("name", ["z_hidden", "y_pred", "dW1"])
@pytest.mark.parametrize("position", range(len(ODD)))
def test_odd_objects_are_never_called(name, position):
    marks = checked(second_example, **{name: ODD[position]})
    assert_harmless(marks)
    assert not marks.marks[0].right


@pytest.mark.parametrize("position", range(len(ODD)))
def test_any_problem_gets_a_sentence(position):
    marks = checked(ODD[position], y_pred=1)
    assert "Which problem is this?" in repr(marks)


def test_a_problem_with_hostile_parts_gets_a_sentence():
    for part in second_example._fields:
        marks = checked(second_example._replace(**{part: Hostile()}), y_pred=1)
        assert "Which problem is this?" in repr(marks)


def test_a_list_in_itself_ends():
    assert "lists in lists" in repr(checked(second_example, z_hidden=ITSELF))


def test_a_million_numbers_are_not_read():
    assert "more than 64 numbers" in repr(checked(second_example, z_hidden=[0.0] * 10**6))


def test_a_billion_rows_without_a_number_are_not_read():
    assert "no number in it" in repr(checked(second_example, z_hidden=np.zeros((10**9, 0))))


def test_a_hostile_name_gets_a_sentence():
    marks = checked(second_example, **{HostileName("<b>"): 1})
    assert_harmless(marks)
    assert "There is no quantity called “<b>”" in repr(marks)


def test_a_thousand_names_get_few_sentences():
    """As when someone hands in all that the notebook knows: check(second_example, **globals())."""
    marks = checked(second_example, **{f"n{i}": 1 for i in range(1000)})
    assert len(marks.notes) == 3


def test_a_long_number_does_not_take_long_to_read():
    """The pattern of a number goes over a text once; one that backtracks takes a second here."""
    start = time.process_time()
    assert_harmless(checked(second_example, y_pred="9" * 199 + "/" + "9" * 199 + "x"))
    assert time.process_time() - start < 0.1
