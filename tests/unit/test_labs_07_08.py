"""Protects the labs of 07 and 09: each gesture, what they say in numbers, and what Stop keeps."""

import asyncio

import numpy as np
import pytest

from helpers.labs import KinkLab, RealDataLab, StepSizeLab
from helpers.labs.real_data_lab import MOST, PAUSE, ROUND
from helpers.network import forward, loss
from helpers.real_data import first_parameters, one_epoch, penguins


def said(lab, words):
    """The line of a lab that holds these words."""
    return next(line for line in repr(lab).splitlines() if words in line)


@pytest.mark.parametrize("lab", [StepSizeLab, KinkLab, RealDataLab])
def test_every_lab_leaves_a_still_picture_with_its_numbers(lab):
    made = lab()
    bundle, _ = made._repr_mimebundle_()
    assert bundle["text/plain"] == repr(made)
    assert bundle["image/png"]
    assert len(lab.questions) == 3


@pytest.mark.parametrize("lab", [StepSizeLab, KinkLab, RealDataLab])
def test_reset_brings_back_the_start(lab):
    made = lab()
    before = repr(made)
    for number in (1, 2, 3):
        made.try_this(number)
    made.reset()
    assert repr(made) == before


def test_a_nudge_shows_its_three_errors():
    lab = StepSizeLab()
    lab.move("nudge", 0.01)
    assert said(lab, "nudge:") == "nudge: 0.01"
    assert said(lab, "one-sided") == "one-sided slope: relative error 0.031"
    assert said(lab, "two-sided slope:") == "two-sided slope: relative error below 1e-09"


def test_nudges_on_one_side_of_the_kink_agree_with_backward():
    lab = KinkLab()
    lab.move("nudge", 0.1)
    assert said(lab, "backward").endswith("= −0.264")
    assert said(lab, "nudging").endswith(": −0.264")
    assert "Both nudges are on one side." in repr(lab)


def test_at_the_kink_they_part():
    lab = KinkLab()
    lab.try_this(2)
    assert said(lab, "z₂").endswith("= 0: exactly at the kink")
    assert said(lab, "backward").endswith("= 0")
    assert said(lab, "nudging").endswith(": −0.132")
    assert "between the two nudges" in repr(lab)


def trained(hidden, seed, epochs):
    """The training of notebook 09, outside of any lab."""
    data, parameters = penguins(seed), first_parameters(2, hidden, seed)
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        parameters = one_epoch(parameters, data.x_train, data.y_train, 0.05, 16, random)
    return data, parameters


def assert_same(mine, theirs):
    assert all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))


def test_the_lab_trains_as_the_notebook_does():
    lab = RealDataLab(hidden=4, seed=1)
    lab.train(3)
    data, parameters = trained(4, 1, 3)
    assert_same(lab.parameters, parameters)
    predicted = forward(parameters, data.x_validation).y_pred
    grams = np.abs(predicted - data.y_validation).mean() * data.grams.spread
    assert said(lab, "validation rows:") == (
        f"loss on validation rows: {loss(predicted, data.y_validation):.4g}"
    )
    assert said(lab, "typical") == f"typical error on validation rows: {grams:.0f} g"


def test_training_goes_on_from_where_it_was_up_to_the_end():
    lab = RealDataLab(hidden=2)
    lab.train(1)
    lab.train(1)
    assert_same(lab.parameters, trained(2, 0, 2)[1])
    for _ in range(3):
        lab.train()
    assert f"epochs: {MOST} of {MOST}" in repr(lab)


def test_another_width_begins_again():
    lab = RealDataLab()
    lab.train(2)
    lab.move("hidden", 3)
    assert "hidden neurons: 3, epochs: 0" in repr(lab)
    assert_same(lab.parameters, first_parameters(2, 3, 0))


def test_stop_keeps_what_was_learned_and_play_goes_on():
    async def watch():
        lab.play()
        await asyncio.sleep(6 * PAUSE)
        lab.stop()
        epochs, learned = len(lab._training) - 1, lab.parameters
        await asyncio.sleep(4 * PAUSE)
        assert 0 < epochs < ROUND
        assert lab.parameters is learned
        lab.play()
        lab.stop()
        assert len(lab._training) - 1 == epochs + 1

    lab = RealDataLab(hidden=2)
    asyncio.run(watch())
    assert_same(lab.parameters, trained(2, 0, len(lab._training) - 1)[1])


def test_play_ends_by_itself_after_its_round():
    async def watch():
        lab.play()
        while lab.player.playing:
            await asyncio.sleep(PAUSE)

    lab = RealDataLab(hidden=1)
    lab.train(MOST - 2)
    asyncio.run(watch())
    assert f"epochs: {MOST} of {MOST}" in repr(lab)
