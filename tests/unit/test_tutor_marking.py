"""Protects the order of judgement and its words: own numbers first, a named slip, a kind."""

import re
from dataclasses import FrozenInstanceError
from functools import cache
from random import Random

import numpy as np
import pytest

from helpers.network import Parameters
from helpers.quantities import NAMES, work_out
from helpers.tutor import words
from helpers.tutor.answers import read
from helpers.tutor.marking import check
from helpers.tutor.problems import problem
from helpers.tutor.slips import single_slips
from helpers.worked_example import Example, worked_example
from tests.diagnosis import (
    HANDED,
    HELD_OUT,
    RIGHT,
    blamed_given_rows,
    examples,
    follow_through,
    kinds,
    outcome,
    random_answers,
    slips_up_to,
    tally,
)
from tests.examples import second_example
from tests.series import for_each

TRUTH = work_out(second_example)


def mark(name, answer, **earlier):
    return check(second_example, **earlier, **{name: answer})[name]


def test_right_answers_are_right():
    marks = check(second_example, **TRUTH)
    assert [(one.quantity, one.state) for one in marks.marks] == [(name, "right") for name in TRUTH]
    assert repr(check(second_example, y_pred=-0.2)) == "✓ y_pred: right"


def test_untouched_answers_say_so():
    marks = check(second_example, y_pred=..., z_hidden=...)
    assert repr(marks) == "… z_hidden: not answered yet\n… y_pred: not answered yet"


def test_a_number_with_too_few_digits_is_gone_on_from():
    marks = check(worked_example, y_pred=1.2, L=0.02)
    assert [one.state for one in marks.marks] == ["rounded", "right method"]


def test_right_work_on_an_own_slip_is_right_method():
    marks = check(second_example, z_hidden=[0.5, 1.1], a_hidden=[0.5, 1.1], y_pred=-0.97)
    assert [one.state for one in marks.marks] == ["not yet", "right method", "right method"]
    assert "your own z_hidden" in marks["y_pred"].sentence


own_z = {"z_hidden": [0.5, 1.1]}
# (name, answer, what was answered before it, state, words of the sentence).
JUDGED = [
    ("L", 0.3, {}, "rounded", "Right as far as it goes; give four digits."),
    ("y_pred", "high", {}, "not read", "There are no digits in “high”."),
    # What follows from a right number that was rounded is right, and so is the right number.
    ("dW1", [[0.48012, 0], [0.32008, 0]], {"delta_hidden": [0.16004, 0]}, "right", ""),
    ("dW1", [[0.48, 0], [0.32, 0]], {"delta_hidden": [0.16004, 0]}, "right", ""),
    ("a_hidden", [0.5, 0], {"z_hidden": [1.5, 1.1]}, "right", "does not follow from your z_hidden"),
    ("y_pred", -0.2, {"z_hidden": ..., "a_hidden": None}, "right", ""),
    # A slip is followed where steps between are missing, and also if it has another shape. The
    # own numbers count, and the true ones where there are none.
    ("y_pred", -0.97, own_z, "right method", "your own z_hidden"),
    ("dW2", [0.35, 0], {"z_hidden": [0.6, -1.1], "dL_dy_pred": 0.7}, "right method", "dL_dy_pred"),
    ("L", 0.845, {"z_hidden": [1, 2, 3], "y_pred": 0.3}, "right method", "your own y_pred"),
    # What was done, and where.
    ("z_hidden", [0.5, -0.7], {}, "not yet", "At z₂ this is "),
    ("dW1", [0.48, 0], {}, "not yet", "entry by entry"),
    # Where no slip fits, in which way it differs.
    ("z_hidden", [7.123, 9.341], {}, "not yet", "None of the usual slips gives"),
    ("z_hidden", 0.7654, {}, "not yet", "z_hidden is 2 numbers; yours is one number"),
    ("z_hidden", 0.5, {}, "not yet", "z_hidden is 2 numbers"),
    ("dW1", [[0.48, 0], [0.3123, 0]], {}, "not yet", "Only dW1[1, 0] is not right yet"),
    ("delta_hidden", [0.7654, 0], {}, "not yet", "Only δ₁ is not right yet"),
]


@for_each("name, answer, earlier, state, words", JUDGED)
def test_an_answer_is_judged_by_what_was_answered_before(name, answer, earlier, state, words):
    found = mark(name, answer, **earlier)
    assert found.state == state
    assert words in found.sentence
    assert bool(words) == bool(found.sentence)


def test_an_unknown_name_gets_a_sentence():
    assert repr(check(second_example, z_hiden=1)) == (
        "There is no quantity called “z_hiden”. Did you mean z_hidden?"
    )
    assert repr(check(second_example, problem=1)) == (
        f"There is no quantity called “problem”. The names are {', '.join(NAMES)}."
    )
    assert "“<b>”" in repr(check(second_example, **{"<b>": 1}))
    assert "&lt;b&gt;" in check(second_example, **{"<b>": 1})._repr_html_()


def test_nothing_to_check_gets_a_sentence():
    nothing = "Nothing to check yet. Which quantity have you worked out?"
    no_problem = "Which problem is this? Begin with it: check(turn_a, ...)."
    assert repr(check(second_example)) == nothing
    assert repr(check()) == repr(check(y_pred=1)) == no_problem


def test_how_an_answer_was_read_is_said():
    said = read("-0,2", ()).note
    assert repr(check(second_example, y_pred="-0,2")) == f"✓ y_pred: right. {said}"


def test_networks_of_other_shapes_are_marked_too():
    wide = Example(np.array([1.0, 2, 3]), second_example.parameters, 1, 0.1)
    assert "Which problem" in repr(check(wide, y_pred=1))
    wide = Example(
        np.array([1.0, 2]), Parameters(np.ones((2, 3)), np.ones(3), np.ones(3), 1), 1, 0.1
    )
    assert {one.state for one in check(wide, **work_out(wide)).marks} == {"right"}
    assert "b1 is not in the sum" in check(wide, z_hidden=[3, 3, 3])["z_hidden"].sentence


def test_what_is_returned_cannot_be_changed():
    marks = check(second_example, y_pred=-0.2)
    with pytest.raises(FrozenInstanceError):
        marks.marks = ()
    with pytest.raises(FrozenInstanceError):
        marks["y_pred"].state = "not yet"


def test_the_page_says_the_state_by_word_symbol_and_colour():
    marks = check(second_example, y_pred=-0.2, L=3, M=1, N=2)
    page = marks._repr_html_()
    for name, colour, symbol, state in (
        ("y_pred", "#009E73", "✓", "right"),
        ("L", "#D55E00", "✗", "not yet"),
    ):
        named = f"<code>{name}</code>: <strong>{state}</strong>"
        assert f'<span aria-hidden="true">{symbol} </span>{named}' in page
        assert colour in page
    assert page.startswith('<div role="status"><span style="border-left:4px solid ')
    assert page.count(marks["L"].sentence) == 1
    assert page.count("There is no quantity called") == len(marks.notes) == 2
    assert marks["L"].html() in page.replace("<code>L</code>: ", "")


def test_a_slip_is_a_thing_that_can_be_applied_elsewhere():
    """It gives at the marked quantity of any problem what the learner would have got there."""
    (slip,) = mark("L", 0.64).slips
    other = work_out(problem(5))
    assert slip.at == "L"
    assert len(repr(slip)) < 200
    assert slip.applied(problem(5), other) == pytest.approx(other["dL_dy_pred"] ** 2)
    with pytest.raises(FrozenInstanceError):
        slip.at = "y_pred"


def test_a_slip_at_a_step_that_was_not_asked_is_followed_from_there():
    """Once a mark has named it, the same sign in what follows is no new slip."""
    marks = check(
        second_example, dW1=[[-0.48, 0], [-0.32, 0]], W1_new=[[-0.252, -0.1], [0.432, -0.2]]
    )
    assert marks["W1_new"].state == "right method"
    gate_left_out = check(second_example, W1_new=[[-0.348, 0.068], [0.368, -0.088]])["W1_new"]
    assert gate_left_out.slips[0].at == "delta_hidden"
    assert gate_left_out.sentence.count("at delta_hidden.") == 1


def test_a_slip_is_followed_past_rows_that_were_answered_before_it_was_named():
    """The rows between are worked out from the learner's own, whichever of them were asked."""
    example = problem(11)
    transposed = example.x @ example.parameters.W1.T + example.parameters.b1
    own = work_out(example, {"z_hidden": transposed})
    for name in NAMES[NAMES.index("dL_dy_pred") :]:
        marks = check(example, y_pred=own["y_pred"], **{name: own[name]})
        assert marks["y_pred"].state == "not yet"
        assert marks[name].state in (*RIGHT, "not yet"), name


def test_what_was_given_or_is_right_is_not_blamed():
    wrong = [[-0.348, 0.068], [0.368, -0.088]]
    for known in ({"given": ("delta_hidden",)}, {"delta_hidden": TRUTH["delta_hidden"]}):
        mark = check(second_example, **known, W1_new=wrong)["W1_new"]
        assert all(slip.at in ("dW1", "W1_new") for slip in mark.slips)
    chooser = Random(4)
    assert not any(blamed_given_rows(example, chooser) for example in sample()[::2])
    assert check(second_example, given="z_hidden", y_pred=-0.2)["y_pred"].right


def test_a_second_slip_is_named_on_the_own_numbers():
    second = mark("y_pred", -0.67, z_hidden=[0.5, 1.1], a_hidden=[0.5, 1.1])
    assert second.slips == mark("y_pred", 0.1).slips, "b2 is not in the sum"


def test_a_slip_in_one_entry_is_named_there():
    one = check(worked_example, W1_new=[[0.108, 0.2096], [0.284, 0.3808]])["W1_new"]
    assert one.slips[0].entries == ((0, 0), (0, 1))
    assert one.sentence.startswith("At new W1[0, 0] and new W1[0, 1] these are the numbers")


def test_a_slip_of_another_shape_says_how_many_numbers_are_asked():
    """A comma that is missing between two numbers makes one of them."""
    (one,) = check(second_example, dL_da_hidden=0.16 - 0.56).marks
    assert one.sentence.startswith("dL_da_hidden is 2 numbers; yours is one number. This is the")


@cache
def sample():
    return examples(12)


def test_most_slips_that_people_make_are_named_rightly():
    """The measure of tests.diagnosis on a sample of the kinds, found and made up."""
    chooser = Random(1)
    rows = list(kinds([*HANDED, *HELD_OUT]))
    counts, *_ = tally(chooser.sample(rows, 60), [worked_example, *chooser.sample(sample(), 2)], 6)
    assert counts["named"] / counts.total() > 0.88, counts
    assert counts["called right"] == 0


@for_each("decimals", [2, 3, 4, 6])
def test_right_work_is_never_called_wrong(decimals):
    for example in sample()[decimals::4]:
        for name, value in work_out(example).items():
            answer = np.round(value, decimals)
            assert check(example, **{name: answer})[name].state in RIGHT, (name, answer)


def test_random_numbers_are_seldom_called_a_slip():
    found = list(random_answers(sample(), 80, 4, Random(2)))
    assert np.mean([hit for single, hit in found if single]) <= 0.1
    assert np.mean([hit for single, hit in found if not single]) <= 0.03


def test_one_slip_does_not_spoil_what_follows():
    chooser = Random(3)
    for example in sample()[:12]:
        name = chooser.choice(NAMES)
        slip = chooser.choice(slips_up_to(name, 1.5))
        _, called = follow_through(example, {name: slip.applied})
        assert called == [], (name, slip)


def test_every_sentence_of_a_slip_asks_and_tells_no_result():
    for name in NAMES:
        for slip in single_slips(name, 9.0):
            said = words.given_by(0.0, (slip,))
            assert said.endswith("?")
            assert not re.search(
                r"[{}]|\(|None|lambda|Value|_new", said.replace("(1 − v)", "").replace("(z, ", "")
            ), said


# Where the question sends to, and what was done.
SENT = [
    ("z_hidden", "Which sign does a product have", "x @ abs(W1) + b1"),
    ("y_pred", "Which sign does a product have", "a_hidden @ abs(W2) + b2"),
    ("dL_da_hidden", "Which sign does a product have", "dL_dy_pred * abs(W2)"),
    ("dL_da_hidden", "The gate comes one step later", "dL_dy_pred * W2 * (z_hidden > 0)"),
    ("delta_hidden", "Through which weight", "dW2"),
    ("b1_new", "Which number is it taken away from", "db1"),
    ("L", "halved and not squared", "abs(dL_dy_pred) / 2"),
]


@for_each("name, question, done", lambda: kinds(SENT))
def test_the_question_sends_to_where_the_slip_was_made(name, question, done):
    asked = []
    for example in sample()[::2]:
        truth = work_out(example)
        answer = done(example, truth)
        if np.abs(answer - truth[name]).max() > 0.1:
            asked.append(check(example, **{name: answer}).marks[0].sentence)
    assert sum(question in said for said in asked) > 0.8 * len(asked), asked


NEW_W2 = "dL_dy_pred * (W2 - learning_rate * dW2) * (z_hidden > 0)"
FURTHER_AFIELD = [
    ("y_pred", "the next step made already", "y_pred - y_true"),
    ("dW2", "the next step made already", "W2 - learning_rate * dW2"),
    ("z_hidden", "the bias weighed with the inputs", "(x + b1) @ W1"),
    ("dL_da_hidden", "a measured against y_true", "a_hidden - y_true"),
    ("L", "a square worked out part by part", "(y_pred**2 - y_pred * y_true + y_true**2) / 2"),
    ("W1_new", "three steps before", f"W1 - learning_rate * outer(x, {NEW_W2})"),
    ("W1_new", "joined in another way", "(dW1 - learning_rate) * W1"),
    ("dL_da_hidden", "a table added up along its rows", "dL_dy_pred * W1.sum(1)"),
    # Two common slips, of which neither is among the commonest: all added up, and doubled.
    *[
        (name, "added up and doubled", f"2 * {name}.sum() * ones")
        for name in ("a_hidden", "dW2", "dL_da_hidden")
    ],
]


@for_each("quantity, what, done", lambda: kinds(FURTHER_AFIELD))
def test_kinds_of_slips_that_no_list_holds_are_named(quantity, what, done):
    assert outcome(problem(8), quantity, done, 6)[0] == "named"


def test_two_slips_at_one_step_get_one_question():
    for quantity, _, done in Random(5).sample(list(kinds([*HANDED, *HELD_OUT])), 60):
        example = problem(7)
        answer = done(example, work_out(example))
        for one in check(example, **{quantity: answer}).marks:
            if len({slip.at for slip in one.slips}) == 1:
                assert one.sentence.count("?") == words.asked(one.slips[0]).count("?")


def test_right_method_points_to_the_number_that_it_follows_from():
    """Not to another row with the same cause: b1_new is not worked out from W1_new."""
    example = problem(3)
    truth = work_out(example)
    wrong = work_out(
        example, {**{n: truth[n] for n in NAMES[:8]}, "delta_hidden": truth["dL_da_hidden"]}
    )
    marks = check(example, W1_new=wrong["W1_new"], b1_new=wrong["b1_new"])
    assert marks["b1_new"].state == "right method"
    assert "W1_new" not in marks["b1_new"].sentence
    assert "delta_hidden" in marks["b1_new"].sentence
