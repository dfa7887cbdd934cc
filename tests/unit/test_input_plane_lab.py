"""Protects the lab of the input plane: its colours, lines and numbers are the network's."""

import asyncio
import re
import xml.etree.ElementTree as xml

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.diagram import parameter_values
from helpers.formatting import typeset
from helpers.labs import InputPlaneLab
from helpers.labs.input_plane_lab import (
    FROM,
    HEADROOM,
    INSET,
    LEVELS,
    SIDE,
    TO,
    XOR,
    XOR_INPUTS,
    XOR_OUTPUTS,
    bands,
    colour,
    pieces,
    plane_svg,
)
from helpers.network import Parameters, forward
from helpers.training import train
from helpers.worked_example import worked_example
from tests.series import for_each

SVG = "{http://www.w3.org/2000/svg}"
weight = st.floats(-3, 3).map(lambda number: round(number, 2))
networks = st.lists(weight, min_size=9, max_size=9).map(
    lambda n: Parameters(np.reshape(n[:4], (2, 2)), n[4:6], n[6:8], n[8])
)


def area(corners):
    x, y = corners.T
    return abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def test_the_place_where_the_first_neuron_falls_asleep_is_on_the_plane():
    """Notebook 08 asks for it: x₂ is 0, and x₁ is −1."""
    asleep = -worked_example.parameters.b1[0] / worked_example.parameters.W1[0, 0]
    assert FROM < asleep < TO


@settings(max_examples=60, deadline=None, derandomize=True)
@given(networks)
def test_on_each_piece_the_prediction_is_a_plane_and_in_each_band_between_two_levels(parameters):
    parts, ends = pieces(parameters), [-np.inf, *LEVELS, np.inf]
    assert sum(area(part.corners) for part in parts) >= (TO - FROM) ** 2 - 1e-9
    for part in parts:
        inside = np.random.default_rng(0).dirichlet(np.ones(len(part.corners)), 5) @ part.corners
        assert forward(parameters, inside).y_pred == pytest.approx(inside @ part.slope + part.base)
        cut = list(bands(part))
        assert sum(area(corners) for _, corners in cut) == pytest.approx(area(part.corners))
        for number, corners in cut:
            predicted = forward(parameters, corners).y_pred
            assert (predicted >= ends[number] - 1e-9).all()
            assert (predicted <= ends[number + 1] + 1e-9).all()


def test_the_colours_are_as_far_from_white_as_the_band_is_from_one_half():
    darkness = [765 - sum(bytes.fromhex(colour(n)[1:])) for n in range(len(LEVELS) + 1)]
    half = next(n for n, level in enumerate(LEVELS) if level == 0.5)
    assert sorted(darkness[: half + 1], reverse=True) == darkness[: half + 1]
    assert sorted(darkness[half + 1 :]) == darkness[half + 1 :]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(networks)
def test_the_drawing_says_the_predictions_and_no_text_covers_another(parameters):
    drawn = xml.fromstring(plane_svg(parameters))
    predicted = [typeset(round(y, 4)) for y in forward(parameters, XOR_INPUTS).y_pred]
    texts = [(text.text, *(float(text.get(k)) for k in "xy")) for text in drawn.iter(f"{SVG}text")]
    words = [text for text, *_ in texts]
    assert all(words.count(y) >= predicted.count(y) for y in predicted)
    assert all(f"y_pred = {y}" in drawn.findtext(f"{SVG}title") for y in predicted)
    assert len({tuple(place) for _, *place in texts}) == len(texts)
    assert len(drawn.findall(f".//{SVG}circle")) == len(XOR_INPUTS)


@for_each("bias, count", [(-1, 2), (9, 1)])
def test_a_fold_is_drawn_and_named_where_it_crosses_the_square(bias, count):
    drawn = plane_svg(Parameters(XOR.W1, [0, bias], XOR.W2, 0))
    assert len(re.findall(r">z[₁₂] = 0<", drawn)) == count
    assert drawn.count('stroke-width="8"') == count


def test_at_first_each_fold_has_its_name_clear_of_the_other_fold():
    W1, b1, *_ = worked_example.parameters
    drawn = xml.fromstring(plane_svg(worked_example.parameters))
    names = [text for text in drawn.iter(f"{SVG}text") if text.text.endswith(" = 0")]
    assert [name.text for name in names] == ["z₁ = 0", "z₂ = 0"]
    for name, weights, bias in zip(names, W1.T[::-1], b1[::-1], strict=True):
        across = float(name.get("x")) - INSET
        up = HEADROOM + SIDE - float(name.get("y")) + 4.5  # the middle of the words
        point = FROM + np.array([across, up]) * (TO - FROM) / SIDE
        pixels = abs(weights @ point + bias) / np.linalg.norm(weights) * SIDE / (TO - FROM)
        assert pixels > 8, "half as high as a name"


def test_xor_by_hand_is_right_at_all_four_points():
    lab = InputPlaneLab()
    lab.by_hand()
    assert repr(lab).splitlines()[1:] == [
        "z₁ = x₁ × 1 + x₂ × 1 + 0",
        "z₂ = x₁ × 1 + x₂ × 1 + (−1)",
        "y_pred = a₁ × 1 + a₂ × (−2) + 0",
        "L = 0, the mean over the four points",
    ]
    assert lab.values == parameter_values(XOR)


def test_training_is_a_plain_loop_over_the_batch_of_four():
    lab = InputPlaneLab()
    lab.train(1000)
    parameters, losses = train(worked_example.parameters, XOR_INPUTS, XOR_OUTPUTS, 0.3, 1000)
    assert forward(parameters, XOR_INPUTS).y_pred == pytest.approx([0.5] * 4)
    assert lab.lines()[-1].startswith(f"L = {typeset(round(losses[-1], 4))}, ")
    for name, value in parameter_values(parameters).items():
        assert lab.values[name] == pytest.approx(value, abs=5e-5)


def test_a_slider_that_reports_late_where_training_put_it_changes_nothing():
    async def play():
        lab.player.play()
        slider = lab._dials["W2[0]"]._slider
        slider.value = slider.value + slider.step  # as the page says it, a beat behind
        lab.player.pause()

    lab, plain = InputPlaneLab(), InputPlaneLab()
    asyncio.run(play())
    plain.train(20)
    lab.train(20)
    plain.train(20)
    assert lab.lines() == plain.lines()
