"""Protects: the labs with a drawing, by the gestures a learner makes, without a browser.

Each shows what `helpers.network` computes for its dials, in its drawing, its lines and its repr;
has a still picture for places where widgets cannot live; and comes back to the worked example.
The answers to its questions hold.
"""

import re

import pytest

from helpers import labs
from helpers.diagram import gradient_values, network_svg, parameter_values
from helpers.formatting import typeset
from helpers.labs import (
    BackwardLab,
    FirstSlider,
    ForwardLab,
    NeuronLab,
    NudgeLab,
    Picture,
    backward_lab,
)
from helpers.labs.controls import Choice, Dial, example_with, numbers_of
from helpers.network import backward, forward, loss
from helpers.worked_example import second_example, sleeping_example, worked_example

LABS = [FirstSlider, NeuronLab, ForwardLab, NudgeLab, BackwardLab]


def shown(lab):
    """The drawing, without colours and title."""
    return re.sub("<style>.*?</style>", "", lab._repr_mimebundle_()[0]["image/svg+xml"])


@pytest.mark.parametrize("kind", LABS)
def test_a_lab_opens_at_the_worked_example_and_reset_brings_it_back(kind):
    lab = kind()
    first = repr(lab), shown(lab)
    for number in range(1, len(lab.questions) + 1):
        lab.try_this(number)
        assert lab.values | lab.questions[number - 1].start == lab.values
    for name, value in lab.values.items():
        lab.move(name, "b2" if isinstance(value, str) else value + 1)
    assert (repr(lab), shown(lab)) != first
    lab.reset()
    assert (repr(lab), shown(lab)) == first


@pytest.mark.parametrize("kind", LABS)
def test_a_lab_has_a_still_picture_and_says_its_numbers(kind):
    bundle, _ = kind()._repr_mimebundle_()
    assert bundle["text/plain"] == repr(kind())
    assert bundle["text/plain"].startswith(f"{kind.__name__}. Network. Inputs 1 and 2.")
    assert bundle["image/svg+xml"].startswith("<svg xmlns=")
    assert "application/vnd.jupyter.widget-view+json" in bundle


@pytest.mark.parametrize("kind", LABS)
def test_a_lab_has_questions_that_end_in_a_question_and_an_unknown_name_is_refused(kind):
    assert 2 <= len(kind.questions) <= 3
    for text, _, answer in kind.questions:
        assert "?" in text
        assert answer.endswith(".")
    with pytest.raises(ValueError, match="name must be one of"):
        kind().move("W3", 1)


@pytest.mark.parametrize("example", [worked_example, sleeping_example, second_example])
def test_forward_lab_shows_the_numbers_of_the_network(example):
    lab = ForwardLab()
    for name, value in numbers_of(example).items():
        lab.move(name, value)
    forward_pass = forward(example.parameters, example.x)
    assert lab._picture.svg == network_svg(example, forward_pass)
    z, a = forward_pass.z_hidden, forward_pass.a_hidden
    ends = [z[0], a[0], z[1], a[1], forward_pass.y_pred, loss(forward_pass.y_pred, example.y_true)]
    results = [line.rsplit(" = ", 1)[1] for line in lab._picture.lines]
    assert results == [typeset(value, 6) for value in ends]


def test_the_worked_lines_of_the_example():
    assert ForwardLab()._picture.lines == (
        "z₁ = 1 × 0.1 + 2 × 0.3 + 0.1 = 0.8",
        "a₁ = max(0.8, 0) = 0.8",
        "z₂ = 1 × 0.2 + 2 × 0.4 + 0.1 = 1.1",
        "a₂ = max(1.1, 0) = 1.1",
        "y_pred = 0.8 × 0.5 + 1.1 × 0.6 + 0.1 = 1.16",
        "L = ½ × (1.16 − 1)² = 0.0128",
    )


def test_the_answers_of_the_forward_labs_hold():
    lab = FirstSlider()
    lab.move("W1[0, 0]", 0.2)
    assert "+ 0.1 = 0.9" in repr(lab)
    lab.try_this(2)
    assert "z₁ = 1 × 0 + 2 × 0.3 + 0.1 = 0.7" in repr(lab)
    for lab, name, falls_asleep, awake in [
        (NeuronLab(), "b1[0]", -0.7, -0.69),
        (ForwardLab(), "b1[1]", -1, -0.99),
    ]:
        lab.move(name, awake)
        assert "asleep" not in repr(lab)
        lab.move(name, falls_asleep)
        assert "asleep" in repr(lab)
    lab = NeuronLab()
    lab.try_this(3)
    lab.move("x₂", 2.5)
    assert "neuron 1 · asleep" in shown(lab)
    lab.move("x₂", 2.51)
    assert "neuron 1 · asleep" not in shown(lab)
    lab = ForwardLab()
    lab.move("b2", -0.06)
    assert lab._picture.lines[-1] == "L = ½ × (1 − 1)² = 0"


def test_parameters_behind_a_sleeping_neuron_do_not_move_the_prediction():
    lab = ForwardLab()
    lab.try_this(2)
    before, still = lab._picture.lines[4].split(" = ")[-1], []
    for name, value in lab.values.items():
        lab.move(name, value + 0.05)
        if lab._picture.lines[4].split(" = ")[-1] == before:
            still.append(name)
        lab.move(name, value)
    assert set(still) - {"y_true"} == {"W1[0, 1]", "W1[1, 1]", "b1[1]", "W2[1]"}


@pytest.mark.parametrize("name", parameter_values(worked_example.parameters))
@pytest.mark.parametrize("nudge", [0.01, -0.3, 0, 1])
def test_nudge_lab_promises_the_gradient_and_measures_the_loss(name, nudge):
    lab = NudgeLab()
    lab.move("parameter", name)
    lab.move("nudge", nudge)
    before = forward(worked_example.parameters, worked_example.x)
    gradients = backward(worked_example.parameters, before, worked_example.y_true)
    start = parameter_values(worked_example.parameters)[name]
    after = example_with({name: start + nudge})
    y_pred = forward(after.parameters, after.x).y_pred
    real = loss(y_pred, after.y_true) - loss(before.y_pred, worked_example.y_true)
    promised = gradient_values(gradients)["d" + name] * nudge
    assert lab.changes(nudge) == pytest.approx((promised, real))
    lines = lab._picture.lines
    assert lines[1].endswith(f"= {typeset(promised, 6)}")
    assert lines[2].endswith(f"= {typeset(real, 6)}")
    assert f"{name} = {typeset(start + nudge)}" in shown(lab)


def test_the_answers_of_the_nudge_lab_hold():
    lab = NudgeLab()
    assert lab.changes(-0.01)[1] < 0 < lab.changes(0.01)[1]
    largest = {}
    for name in parameter_values(worked_example.parameters):
        lab.move("parameter", name)
        largest[name] = lab.changes(0.01)[1]
    assert max(largest, key=largest.get) == "W1[1, 1]"
    lab.try_this(3)
    promised, real = lab.changes(lab.values["nudge"])
    assert promised < 0
    assert real == pytest.approx(0.0072)


@pytest.mark.parametrize("bias", [0.1, -1.2])
def test_backward_lab_finds_one_gradient_a_step_and_keeps_it(bias):
    lab = BackwardLab()
    lab.move("b1[1]", bias)
    example = example_with({"b1[1]": bias})
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    found = []
    for name, value in gradient_values(gradients).items():
        lab.next()
        found.append(name)
        assert lab._picture.svg == network_svg(example, forward_pass, gradients, name, found)
        assert lab._picture.lines[-1].startswith(f"{name} = ")
        assert lab._picture.lines[-1].endswith(f" = {typeset(value, 6)}")
    before = repr(lab)
    lab.next()
    assert repr(lab) == before
    assert lab.values["step"] == backward_lab.LAST == len(found)


def test_backward_lab_writes_upstream_times_local_in_numbers():
    lab = BackwardLab()
    lab.move("b1[1]", -1.2)
    lab.move("step", 8)
    assert lab._picture.lines == (
        "Step 8 of 14: δ₂",
        "upstream: dL/da₂ = −0.3",
        "local: z₂ = −0.2 is not above 0: the gate of ReLU is shut, its slope is 0",
        "δ₂ = −0.3 × 0 = 0",
    )
    lab.back()
    assert lab._picture.lines[-1] == "δ₁ = −0.25 × 1 = −0.25"


def test_back_at_the_beginning_stays_there():
    lab = BackwardLab()
    lab.back()
    assert lab.values["step"] == 0
    assert lab._picture.lines == (backward_lab.START,)


def test_a_weight_of_zero_stops_the_error_but_not_its_own_gradient():
    lab = BackwardLab()
    lab.try_this(3)
    example = example_with(lab.values)
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    zero = [name for name, value in gradient_values(gradients).items() if value == 0]
    assert zero == ["dL/da₁", "δ₁", "dW1[0, 0]", "dW1[1, 0]", "db1[0]"]
    assert "← dW2 = −0.192<" in shown(lab)


@pytest.mark.parametrize(
    ("wanted", "kept", "note"),
    [
        (0.123456, 0.123456, ""),
        (3, 3, ""),
        (99, 3, "b2 goes from −3 to 3: 99 became 3."),
        (-3.5, -3, "b2 goes from −3 to 3: −3.5 became −3."),
    ],
)
def test_a_number_beyond_the_ends_becomes_the_end_and_the_dial_says_so(wanted, kept, note):
    dial = Dial("b2", 0.1)
    dial._field.value = wanted
    assert (dial.value, dial._field.value, dial.note) == (kept, kept, note)
    dial._slider.value = 0.5
    assert (dial.value, dial._field.value, dial.note) == (0.5, 0.5, "")


def test_a_typed_number_between_two_steps_stays_as_it_was_typed():
    dial = Dial("b2", 0.1)
    dial._field.value = 0.123
    assert dial._slider.value == 0.1
    dial._slider.value = 0.1000000000000001  # the page answers with the step that it stands at
    assert dial.value == 0.123
    dial._slider.value = 0.15
    assert dial.value == 0.15


@pytest.mark.parametrize(
    ("scale", "low", "high", "value", "nearest"),
    [("log", 1e-14, 1, 2e-5, 10**-4.5), ("whole", 1, 32, 8, 8), ("even", -1, 1, 0.01, 0)],
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


def test_a_choice_that_is_not_offered_is_refused():
    with pytest.raises(ValueError, match="parameter must be one of b1, b2"):
        Choice("parameter", "b1", ["b1", "b2"]).type("b3")


def test_a_picture_is_named_on_the_page_and_sends_its_colours_once():
    forward_pass = forward(second_example.parameters, second_example.x)
    picture = Picture(network_svg(worked_example), ["z < 1"])
    colours = picture._style.value
    picture.draw(network_svg(second_example, forward_pass), ["z < 2"])
    assert picture._style.value == colours
    assert "<style>" not in picture._drawing.value
    assert "<title>" not in picture._drawing.value
    assert 'role="img" aria-label="Network. Inputs 3 and 2.' in picture._drawing.value
    assert "z &lt; 2" in picture._drawing.value
    assert repr(picture).endswith("z < 2")
    assert picture._repr_mimebundle_()["image/svg+xml"] == picture.svg


def test_a_move_sends_few_bytes():
    example = sleeping_example
    forward_pass = forward(example.parameters, example.x)
    gradients = backward(example.parameters, forward_pass, example.y_true)
    for parts, most in [((forward_pass,), 3000), ((forward_pass, gradients), 4100)]:
        drawing = Picture(network_svg(example, *parts))._drawing.value
        assert len(drawing.encode()) < most


def test_every_lab_of_the_package_opens_without_an_argument():
    opened = [name for name in labs.__all__ if re.search("Lab|Slider|Sheet", name)]
    assert len(opened) >= 10
    for name in opened:
        assert repr(getattr(labs, name)())
