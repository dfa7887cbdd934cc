"""Protects: the labs of the network, by the gestures a learner makes, without a browser.

Each shows what `helpers.network` computes for its dials, in its drawing, its lines and its repr.
The answers to its questions hold. What every lab does is in test_labs_kit.
"""

import re

import pytest

from helpers.diagram import gradient_values, network_svg, parameter_values
from helpers.formatting import typeset
from helpers.formulas import entries
from helpers.labs import BackwardLab, FirstSlider, ForwardLab, NeuronLab, NudgeLab, Picture
from helpers.labs.backward_lab import question
from helpers.labs.controls import example_with
from helpers.network import forward, loss
from helpers.worked_example import sleeping_example, worked_example
from tests.examples import EXAMPLES, both_passes, second_example
from tests.series import for_each

LABS = [FirstSlider, NeuronLab, ForwardLab, NudgeLab, BackwardLab]
START = parameter_values(worked_example.parameters)


def results(lab):
    """What each line comes to."""
    return [line.rsplit(" = ", 1)[-1] for line in lab.picture.lines]


@for_each("kind", LABS)
def test_a_number_is_shown_by_its_control_or_by_the_drawing_and_never_by_both(kind):
    lab = kind()
    for _ in range(2):
        drawn = lab._drawing.picture.svg.split("</title>")[1]
        for control in lab._controls:
            seen, words = control.layout.display != "none", f">{control.name} = "
            by_drawing = f">{control.name}<" if control.name in ("x₁", "x₂") else words
            assert seen == (by_drawing not in drawn)
        lab.more()


def test_forward_lab_shows_the_numbers_of_the_network():
    lab = ForwardLab()
    for example in EXAMPLES:
        example = example._replace(y_true=worked_example.y_true)  # nothing here depends on it
        for name, value in entries({"x": example.x, **vars(example.parameters)}).items():
            lab.move(name, value)
        forward_pass = forward(example.parameters, example.x)
        found = ("z_hidden", "a_hidden", "y_pred")
        assert lab.picture.svg == network_svg(example, forward_pass, computed=found)
        z, a = forward_pass.z_hidden, forward_pass.a_hidden
        ends = [z[0], a[0], z[1], a[1], forward_pass.y_pred]
        assert results(lab) == [typeset(value, 6) for value in ends]


def test_the_answers_of_the_forward_labs_hold():
    lab = FirstSlider()
    for weight, z_1 in [(0.2, "0.9"), (0, "0.7")]:
        lab.move("W1[0, 0]", weight)
        assert results(lab) == [z_1]
    for kind, number, name, falls_asleep, awake in [
        (NeuronLab, 1, "b1[0]", -0.7, -0.69),
        (NeuronLab, 3, "x₂", 2.5, 2.51),
        (ForwardLab, 1, "b1[1]", -1, -0.99),
    ]:
        lab = kind()
        lab.try_this(number)
        for value, asleep in ((awake, False), (falls_asleep, True)):
            lab.move(name, value)
            assert ("asleep" in repr(lab)) == asleep
    lab.reset()
    lab.move("b2", -0.06)
    assert results(lab)[-1] == "1"


def test_no_lab_shows_what_is_asked_only_later():
    for lab, later in [(FirstSlider(), "1.16"), (NeuronLab(), "1.16"), (ForwardLab(), "0.0128")]:
        assert later not in lab.picture.svg + repr(lab)


def test_parameters_behind_a_sleeping_neuron_do_not_move_the_prediction():
    lab = ForwardLab()
    lab.try_this(2)
    before, still = results(lab)[4], []
    for name, value in lab.values.items():
        lab.move(name, value + 0.05)
        if results(lab)[4] == before:
            still.append(name)
        lab.move(name, value)
    assert set(still) == {"W1[0, 1]", "W1[1, 1]", "b1[1]", "W2[1]"}


def test_nudge_lab_promises_the_gradient_it_knows_and_measures_the_loss():
    """The last column of its table runs towards the gradient, whether it is known or looked for."""
    lab, (before, gradients) = NudgeLab(), both_passes(worked_example)
    for name, start in START.items():
        for nudge in (0.01, -0.3, 1, 0.02):
            lab.move(name, start + nudge)
            assert lab.nudge == (name, nudge)
            assert lab.picture.svg.count(f"{name} = {typeset(start + nudge)}<") == 1
            after = example_with({name: start + nudge})
            y_pred = forward(after.parameters, after.x).y_pred
            real = loss(y_pred, after.y_true) - loss(before.y_pred, worked_example.y_true)
            promised = gradient_values(gradients)["d" + name] * nudge
            assert lab.changes(nudge) == pytest.approx((promised, real))
            assert typeset(real, 6) in results(lab)
            known = name == "W2[0]"
            assert (typeset(promised, 6) in results(lab), f"d{name}" in repr(lab)) == (known, known)
        row = lab._table.value.split("<tr>")[2]  # the smallest nudge
        last = float(row.split("<td>")[-1].split("<")[0].replace("−", "-"))
        assert last == pytest.approx(promised / nudge, abs=2e-3), name


def test_nudge_lab_begins_with_one_parameter_and_nudges_only_one():
    lab = NudgeLab()
    assert lab._shown == ["W2[0]"]
    lab.more()
    lab.more()
    assert lab._shown == ["W2[0]", "W2[1]", "b2"]
    lab.move("b2", 0.3)
    lab.move("W2[1]", 0.5)
    assert lab.values == START | {"W2[1]": 0.5}
    for _ in range(9):
        lab.more()
    assert set(lab._shown) == set(START)


def test_what_became_of_a_number_is_said_also_when_another_goes_back():
    lab = NudgeLab()
    for name in ("W2[0]", "b2"):
        lab.move(name, 99)
        assert f"<b>{name} goes from " in lab._notice.value
    lab.move("W2[0]", 0.4)
    assert "goes from" not in lab._notice.value


def test_the_answers_of_the_nudge_lab_hold():
    lab = NudgeLab()
    assert lab.changes(-0.01)[1] < 0 < lab.changes(0.01)[1]
    gaps = [real - promised for promised, real in map(lab.changes, (0.2, 0.1))]
    assert gaps == pytest.approx([0.0128, 0.0032])
    lab.try_this(3)
    promised, real = lab.changes(lab.nudge[1])
    assert (promised < 0, real) == (True, 0)


def test_backward_lab_finds_one_gradient_a_step_and_keeps_it():
    lab = BackwardLab()
    for bias in (0.1, -1.2):
        lab.reset()
        lab.move("b1[1]", bias)
        example = example_with({"b1[1]": bias})
        forward_pass, gradients = both_passes(example)
        found = []
        for name, value in gradient_values(gradients).items():
            assert f"Next: {name}" in question(len(found))
            lab.next()
            found.append(name)
            assert lab.picture.svg == network_svg(example, forward_pass, gradients, name, found)
            assert f": {name} = " in lab.picture.lines[0]
            assert results(lab)[0] == typeset(value, 6)
        assert lab.answer("0") is None


def test_backward_lab_says_where_both_factors_come_from():
    lab = BackwardLab()
    lab.try_this(2)
    lab.move("step", 8)
    assert "δ₂ = −0.3 × 0 = 0" in lab.picture.lines[0]
    for words in ("dL/da₂ = −0.3", "gate₂ = 0", "z₂ = −0.2 ≤ 0"):
        assert words in lab.picture.lines[1]


def test_backward_lab_asks_judges_and_goes_on_only_when_the_number_is_right():
    lab, (_, gradients) = BackwardLab(), both_passes(sleeping_example)
    lab.move("b1[1]", -1.2)
    for step, (name, value) in enumerate(gradient_values(gradients).items()):
        without_names = re.sub(r"[Wb]\d(\[.*?\])?", "", question(step))
        assert not re.search(r"\d", without_names), "it gives no number away"
        for typed, state in [("many", "not read"), ("1 2", "not read"), (value + 1.7, "not yet")]:
            assert lab.answer(str(typed)).state == state
            assert state in lab._said.value
            assert name in lab._said.value
            assert lab.values["step"] == step
        assert lab.answer(f"{value}".replace(".", ",").replace("-", "−")).state == "right"
        assert "right" in lab._said.value
        assert lab.values["step"] == step + 1
    assert step + 1 == BackwardLab.last


def test_backward_lab_names_the_slip():
    lab = BackwardLab()
    lab.next()
    mark = lab.answer("0.08")  # W2[0] for a₁
    assert mark.state == "not yet"
    assert mark.slips
    assert "Only" not in lab.answer("17.5").sentence, "the other entries were not asked for"
    lab.move("step", 2)
    assert lab._said.value.count("<span") == 0, "what was said belongs to that step"


def test_a_weight_of_zero_stops_the_error_but_not_its_own_gradient():
    lab = BackwardLab()
    lab.try_this(3)
    _, gradients = both_passes(example_with(lab.values))
    zero = [name for name, value in gradient_values(gradients).items() if value == 0]
    assert zero == ["dL/da₁", "δ₁", "dW1[0, 0]", "dW1[1, 0]", "db1[0]"]
    assert "← dW2 = −0.192<" in lab.picture.svg


def test_a_picture_in_a_cell_needs_no_kernel_and_is_named_for_those_who_listen():
    picture = Picture(network_svg(second_example), ["z < 1"])
    assert not hasattr(picture, "comm")
    assert 'role="img" aria-label="Network. Inputs 3 and 2.' in picture.html()
    assert "<title>" not in picture.html()
    assert "z &lt; 1" in picture.html()
    assert repr(picture).endswith("z < 1")


def test_a_move_sends_few_bytes_and_no_colours():
    lab = BackwardLab()
    colours = lab._drawing._style.value
    lab.move("step", BackwardLab.last)
    assert lab._drawing._style.value == colours
    drawn = lab._drawing._drawing.value
    assert not re.search("<style>|<title>", drawn)
    assert len(drawn.encode()) < 4700
