"""Protects the widget of a Predict: any answer is taken, escaped, announced, and none is needed."""

import pytest

from helpers.labs import Predict
from helpers.labs.kit import status
from helpers.labs.predict import UNTOUCHED
from helpers.tutor.predictions import PREDICTIONS
from tests.series import for_each

NUMBER, NUMBERS, CHOICE = "01-neuron-2", "01-asleep", "03-promise"


def said(widget):
    return widget.children[-1].value


def states(widget):
    return [mark.state for mark in widget.marks]


@for_each("name", PREDICTIONS)
def test_untouched_it_says_its_question_and_how_to_answer(name):
    widget, question = Predict(name), PREDICTIONS[name].question
    bundle, _ = widget._repr_mimebundle_()
    assert bundle["text/plain"] == f"Predict. {question} {UNTOUCHED}"
    assert UNTOUCHED in bundle["text/html"]
    assert question.endswith("?")
    assert said(widget) == status("")


def test_no_two_ask_the_same():
    assert len({prediction.question for prediction in PREDICTIONS.values()}) == len(PREDICTIONS)


def test_enter_and_the_button_ask_the_tutor_who_names_the_slip():
    widget = Predict(NUMBER)
    field, check = widget.children[1].children
    field.value = "1"
    assert states(widget) == ["not yet"]
    assert said(widget).startswith('<div role="status"')
    assert "b1" in said(widget)
    assert "At z₂" not in said(widget)  # the one entry that is asked for
    assert "1.1" not in said(widget)
    widget.marks = ()
    check.click()
    assert states(widget) == ["not yet"]


def test_several_numbers_are_judged_each_under_its_name():
    widget = Predict(NUMBERS)
    widget.answer("-0.2 0 0.5")
    assert states(widget) == ["right"] * 3
    assert all(f"{label}: " in said(widget) for label in ("z₂", "a₂", "y_pred"))
    widget.answer("-0.2")
    assert states(widget) == ["not read"]
    assert "z₂, a₂, y_pred" in said(widget)


@for_each(
    "name, typed",
    [
        (NUMBERS, "z₂ = −0.2, a₂ = 0, y_pred = 0.5"),
        (NUMBERS, "y = 0,5; z_2 = -0,2; a_2 = 0"),
        (NUMBERS, "z2 = -0.2 → a2 = 0 → y_pred = 0.5"),
        (NUMBERS, "y_pred 0.5, z2 -0.2, a2 0"),
        ("03-asleep", "delta2 = 0, da2 = -0.3"),
        ("03-through", "dL/da₂ = 0.16 * 0.6 = 0.096, dL/da₁ = 0.08"),
    ],
)
def test_numbers_are_found_by_the_labels_that_are_asked_for(name, typed):
    assert {mark.state for _, mark in PREDICTIONS[name].judge(typed)} == {"right"}


def test_each_of_several_numbers_is_judged_by_itself_and_what_they_share_is_said_once():
    (first, right), (second, wrong) = PREDICTIONS["03-through"].judge("0.08 0.16")
    assert (first, right.state) == ("dL/da₁", "right")
    assert (second, wrong.state) == ("dL/da₂", "not yet")
    one, other = (mark.sentence for _, mark in PREDICTIONS["03-through"].judge("0.16 0.16"))
    assert "each neuron is handed the whole signal" in one
    assert other == "The same holds here."
    judged = dict(PREDICTIONS["01-asleep"].judge("1.1 1.1 1.16"))
    assert judged["z₂"].sentence.startswith("That is the number of the worked example.")


def test_an_option_is_a_button_with_its_words_and_the_last_choice_is_bold():
    widget = Predict(CHOICE)
    options = widget.children[1].children
    assert options[2].description == "a little less"
    for chosen, state in ((1, "not yet"), (0, "right")):
        options[chosen].click()
        assert states(widget) == [state]
        bold = [place for place in range(3) if options[place].style.font_weight == "bold"]
        assert bold == [chosen]


@for_each("typed", ["<b>x</b>", "", "   ", "1 2 3 4", "[", "nan", "1e999", None])
def test_nothing_that_is_typed_raises_or_reaches_the_page_as_it_is(typed):
    for name in (NUMBER, NUMBERS, CHOICE, "01-relu"):
        widget = Predict(name)
        widget.answer(typed)
        assert {*states(widget)} <= {"not read", "not answered yet"}, name
        assert "<b>" not in said(widget), name


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match="no prediction is called 'z'"):
        Predict("z")
