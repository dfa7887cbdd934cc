"""Protects the promise that any answer gets a sentence: no exception, no raw HTML, no endless work.

200 examples a run; EXAMPLES=20000 python -m pytest tests/unit/test_tutor_any_input.py for more.
"""

import os
import time
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.quantities import work_out
from helpers.tutor.marking import check
from helpers.tutor.marks import STATES
from helpers.tutor.problems import your_turn
from tests.examples import second_example

EXAMPLES = int(os.environ.get("EXAMPLES", "200"))
MOST_SECONDS = 2


class Hostile:
    """Whatever is asked of it fails."""

    def _fail(self, *args, **kwargs):
        raise RuntimeError("called")

    __getattr__ = __eq__ = __hash__ = __repr__ = __str__ = __bool__ = __len__ = __iter__ = _fail
    __float__ = __int__ = __index__ = __array__ = __getitem__ = __format__ = _fail


class HostileFloat(float):
    __float__ = __abs__ = __le__ = __ge__ = __eq__ = __hash__ = __repr__ = Hostile._fail


class HostileText(str):
    strip = translate = replace = __len__ = __iter__ = __str__ = Hostile._fail


class HostileList(list):
    __len__ = __iter__ = __getitem__ = __bool__ = Hostile._fail


HTML_NAMED = type("<script>alert(1)</script>\x1b" * 50, (), {})
ITSELF = []
ITSELF.append(ITSELF)
ODD = [
    *(Hostile(), HostileFloat(1), HostileText("1"), HostileList([1]), Hostile, HTML_NAMED()),
    *(np.zeros(3, dtype="f8,f8,f8"), np.ma.masked, np.rec.array([(1, 2.0)]), np.void(b"<b>")),
    *(np.zeros((10**9, 0)), np.broadcast_to(1.0, (10**9,)), [[]] * 10**6, 10**10**6, "0" * 10**7),
    *(ITSELF, {1: ITSELF}, None, ..., True, print, np.sin, lambda: 1, object(), 1j, b"1"),
    *({}, {"<b>": 2}, {Hostile: 1, "z": 2}, {1}, range(3), iter([1]), type, int),
    *(10**4000, -(10**400), Fraction(10**400, 3), Decimal("sNaN"), Decimal("1e999999")),
    *(np.longdouble(1), np.int8(3), np.bool_(True), np.datetime64("2020-01-01"), np.float16(1)),
    *(np.zeros((0, 3)), np.zeros(10**6), np.zeros((1,) * 40), [Hostile(), 1]),
    *(np.array(["<b>"]), np.ma.array([1, 2]), np.array([..., 1], dtype=object), np.array(2)),
    *("<b>", "&lt;", "\x00\x1b[31m", "\ud800", "9" * 399, "[" * 399, "1e", "½", "1,2,3", "-"),
    *("9" * 199 + "/" + "9" * 199 + "x", "(" * 300 + ")" * 300, "9^9^9^9", "(9^9)^9", "1-" * 200),
    *("- " * 350 + "x", "=" * 600, "a " * 300, "1,000 " * 100, "0 -1 " * 100, "1 4/2 " * 100),
    *("[[1,2],[3,4]] @ " * 15 + "[1,2]", "[[1],[2]] @ " * 30 + "[1]", "1 (" * 5 + "2" + ")" * 5),
]

signs = st.sampled_from("0123456789.,;/-+*^eE[](){}<>=:|%x ab_\n\t\\·½²−≈#'\"")
texts = st.text(max_size=60) | st.lists(signs, max_size=80).map("".join)
scalars = st.one_of(
    *(st.sampled_from(range(len(ODD))).map(lambda place: Odd(place)), texts, st.integers()),
    *(st.floats(), st.fractions(), st.decimals(), st.complex_numbers()),
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.tuples(inner, inner), max_leaves=20
)
PROBLEMS = [second_example, your_turn("08", "a"), your_turn("10", "d")]
NAMES = sorted({name for problem in PROBLEMS for name in work_out(problem)})
names = st.sampled_from(NAMES) | st.text(max_size=12)  # of quantities, and of none


class Odd(int):
    """Stands for one of ODD while Hypothesis works, which calls methods of what it makes."""


def unpacked(value):
    if type(value) is Odd:
        return ODD[value]
    return type(value)(map(unpacked, value)) if type(value) in (list, tuple) else value


class Tags(HTMLParser):
    """Collects the tags of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.found = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.add((tag, *(name for name, _ in attributes)))


def assert_harmless(marks):
    html, text = marks._repr_html_(), repr(marks)
    ours = {("div", "role"), ("span", "style"), ("span", "aria-hidden"), ("code",), ("strong",)}
    assert Tags(html).found <= ours
    assert len(html) < 12_000
    assert text.replace("\n", "").isprintable()
    assert all(mark.state in STATES for mark in marks.marks)


def assert_quick(problem, **answers):
    """The marks of the answers, which come soon, however busy the machine is, and are harmless."""
    start = time.process_time()
    marks = check(problem, **answers)
    assert time.process_time() - start < MOST_SECONDS
    assert_harmless(marks)
    return marks


steady = settings(deadline=None, derandomize=True, database=None)


@settings(steady, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PROBLEMS), st.dictionaries(names, anything, max_size=5))
def test_any_answers_get_sentences(problem, answers):
    assert_quick(problem, **{name: unpacked(answer) for name, answer in answers.items()})


def test_odd_objects_get_sentences_and_are_never_right():
    for place, odd in enumerate(ODD):
        for problem in PROBLEMS:
            for name in {"z_hidden", "z_first", "y_pred", "dW1"} & {*work_out(problem)}:
                marks = assert_quick(problem, **{name: odd})
                assert not marks.marks[0].right, (place, name)


def test_any_problem_gets_a_sentence():
    parts = [second_example._replace(**{part: Hostile()}) for part in second_example._fields]
    for problem in ODD + parts:
        marks = check(problem, y_pred=1)
        assert_harmless(marks)
        assert "Which problem is this?" in repr(marks)


def test_a_thousand_names_get_few_sentences():
    """As when someone hands in all that the notebook knows: check(second_example, **globals())."""
    marks = check(second_example, **{f"n{i}": 1 for i in range(1000)})
    assert_harmless(marks)
    assert len(marks.notes) == 3
