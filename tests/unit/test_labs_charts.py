"""Protects the labs with a chart: what they say and draw is what `helpers.network` computes."""

import re

import numpy as np
import pytest

from helpers.formatting import typeset
from helpers.gradient_check import central_differences
from helpers.labs import (
    KinkLab,
    LossLab,
    RateLab,
    RealDataLab,
    StepSizeLab,
    TrainingLab,
    loss_curve,
    mass_chart,
)
from helpers.labs.rate_lab import BEST, WORSE
from helpers.labs.real_data_lab import EPOCHS, HIGHEST
from helpers.labs.step_size_lab import NUDGES, slope_errors
from helpers.labs.training_lab import CEILING, FLOOR, LONGEST, Run, training_marks, whole_run
from helpers.network import Parameters, backward, forward, loss
from helpers.real_data import penguins
from helpers.training import first_parameters, one_epoch, train
from helpers.worked_example import W1, W2, b1, b2, worked_example, x, y_true
from tests.browser.model import shown
from tests.series import for_each


def trained(rate, steps):
    """The losses and the last parameters of the loop that notebook 05 writes."""
    return train(worked_example.parameters, x, y_true, rate, steps)[::-1]


def line(figure, place):
    return figure.axes[0].lines[place].get_xydata()


def slope(mark):
    return (mark.y[-1] - mark.y[0]) / (mark.x[-1] - mark.x[0])


def said(lab, words):
    """The line of a lab that holds these words."""
    return next(line for line in repr(lab).splitlines() if words in line)


def move(lab, **numbers):
    for name, value in numbers.items():
        lab.move(name, value)


# The loss


def test_the_loss_lab_shows_the_loss_its_tangent_and_a_chord():
    lab = LossLab()
    for y_pred, height in line(lab.figure(), 1):
        assert height == pytest.approx((y_pred - 1) ** 2 / 2, abs=1e-15)
    for y_pred, nudge in [(1.16, 0.64), (1.16, 0.01), (-0.5, 1), (1, 0.0025)]:
        move(lab, y_pred=y_pred, nudge=nudge)
        guide, tangent, chord, ring, dot = lab.marks()
        assert (guide.x, dot.x, dot.y) == ((y_pred, y_pred), (y_pred,), (loss(y_pred, 1),))
        assert (ring.x, ring.y) == ((y_pred + nudge,), (loss(y_pred + nudge, 1),))
        assert slope(tangent) == pytest.approx(y_pred - 1, abs=1e-12)
        assert slope(chord) == pytest.approx(y_pred - 1 + nudge / 2)
        assert [np.mean(tangent.y), np.mean(chord.y)] == pytest.approx([dot.y[0]] * 2)
        for words, value in [
            ("tangent", y_pred - 1),
            ("chord", y_pred - 1 + nudge / 2),
            ("L = ", loss(y_pred, 1)),
        ]:
            assert said(lab, words).endswith(f" = {typeset(value)}")


def test_six_halvings_bring_the_chord_near_the_tangent():
    lab, slopes = LossLab(), []
    for _ in range(7):
        slopes.append(said(lab, "chord").rsplit(" = ")[-1])
        lab.halve()
    assert ", ".join(slopes) in lab.questions[0].answer


# The learning rate


def test_the_rate_chart_shows_the_loss_after_one_step_and_the_promise():
    figure = RateLab().figure()
    for rate, height in line(figure, 2)[::20]:
        assert height == pytest.approx(trained(rate, 1)[0][1], rel=1e-12)
    (_, top), (rate, next_to_it) = line(figure, 3)[:2]
    start, after = trained(1e-6, 1)[0]
    assert top == pytest.approx(start)
    assert (top - next_to_it) / rate == pytest.approx((start - after) / 1e-6, rel=1e-4)


def test_the_rate_lab_shows_the_loss_and_the_nine_values_after_the_step():
    lab = RateLab()
    for rate in [0, 0.001, 0.1, BEST, 0.2, 0.323, 0.324, 0.4]:
        move(lab, rate=rate)
        (before, after), parameters = trained(rate, 1)
        promised, real, ring, dot = lab.marks()
        assert {mark.x[0] for mark in (promised, real, ring, dot)} == {rate}
        assert real.y == (before, after)
        assert promised.y == (before, pytest.approx(before - rate * 0.166656))
        assert (ring.y, dot.y) == (promised.y[1:], real.y[1:])
        difference = f"0.0128 − {typeset(after, 6)} = {typeset(before - after, 6)}"
        assert said(lab, "real drop").endswith(difference)
        values = [typeset(value) for values in parameters for value in np.ravel(values)]
        assert re.findall("<b>= ([^<]+)</b>", lab._table.value) == values
        assert [row.split(" = ")[1] for row in repr(lab).splitlines()[-9:]] == values
        y_pred = forward(parameters, x).y_pred
        lands = "Falls short" if y_pred > 1 else "Overshoots" if after <= before else "Worse than"
        lands = {0: "Rate 0 is no step", BEST: "About the best rate"}.get(rate, lands)
        assert lab.lines()[-1].startswith(lands)
        assert rate == 0 or f"from 1.16 to {typeset(y_pred, 5)}" in lab.lines()[-1]


def test_the_answers_of_the_rate_lab_are_where_the_loss_is_least_and_where_it_is_first_worse():
    losses = {rate: trained(rate, 1)[0][1] for rate in np.arange(401) / 1000}
    worse = next(rate for rate in losses if losses[rate] > losses[0])
    assert (min(losses, key=losses.get), worse) == (BEST, WORSE)
    shares = [(losses[0] - losses[rate]) / (rate * 0.166656) for rate in (0.01, 0.1)]
    starts = [f"About {BEST}.", f"From {WORSE} on", f"{shares[0]:.0%}, and {shares[1]:.0%}."]
    for question, start in zip(RateLab.questions, starts, strict=True):
        assert question.answer.startswith(start)


# Training


@pytest.fixture(scope="module")
def made_once():
    return TrainingLab()


@for_each("rate, steps", [(0.1, 1), (0.1, 6), (0.32, 20), (0.01, 40), (1, 5), (3, 12)])
def test_training_takes_the_steps_of_a_plain_loop_and_shows_two_other_runs(made_once, rate, steps):
    """Ahead lies the whole run at this rate, behind it the run before, until a reset."""
    before = made_once._run.losses if made_once._run.steps else []
    made_once.try_this(1)
    move(made_once, rate=rate)
    for _ in range(steps):
        made_once.step()
    losses, parameters = trained(rate, steps)
    ahead, run_before, this_run, rose, last = made_once.marks()
    assert run_before.y == tuple(np.clip(before, FLOOR, CEILING))
    assert this_run.y == tuple(np.clip(losses, FLOOR, CEILING))
    assert rose.x == tuple(n for n in range(1, steps + 1) if losses[n] > losses[n - 1])
    assert (last.x, last.y) == ((steps,), this_run.y[-1:])
    whole = trained(rate, len(ahead.x) - 1)[0]
    assert ahead.y == tuple(np.clip(whole, FLOOR, CEILING))
    assert len(whole) == LONGEST + 1 or whole[-1] > 1e6
    assert f"b2 = {typeset(parameters.b2)}" in made_once._drawing.picture.svg
    assert said(made_once, "Step ").startswith(f"Step {steps}: ")


def test_the_answers_of_the_training_lab_hold(made_once):
    """The run falls fastest between 0.1 and 0.2; rings show where the loss rises, from 0.33 on."""
    runs = {rate: whole_run(rate).losses for rate in np.arange(5, 34) / 100}
    assert 0.1 < min(runs, key=lambda rate: runs[rate][3]) < 0.2
    assert "between 0.1 and 0.2" in made_once.questions[0].answer
    assert [rate for rate, losses in runs.items() if training_marks(losses)[3].x] == [0.33]
    made_once.reset()
    made_once.try_this(3)
    assert not made_once.marks()[1].x, "a reset forgets the run before"
    for _ in range(LONGEST):
        made_once.step()
    *_, last, end = made_once._run.losses
    assert "After 12 steps the loss has passed 1,000,000" in made_once.questions[2].answer
    assert "makes it 4 times as large" in made_once.questions[2].answer
    assert (made_once._run.steps, end / last) == (12, pytest.approx(4))
    assert "The loss has grown past 1,000,000" in made_once.lines()[1]
    assert "nan" not in repr(made_once).lower()
    meaning = made_once._run.meaning()
    assert meaning in made_once._meaning.value
    assert meaning not in " ".join(shown(made_once)["lines"]), "it is folded until it is asked for"


def test_what_a_run_comes_to_is_told_apart():
    small = whole_run(0.1)
    assert small.meaning() == "The loss is below 0.000001 since step 6."
    assert small.losses[5] > 1e-6 > small.losses[6]
    asleep = Run()
    for _ in range(5):
        asleep.step(0.54)
    assert asleep.meaning().startswith("Both hidden neurons are asleep since step 3: W1, b1 and W2")
    assert whole_run(1).meaning().startswith("The loss is 0, but both")


@for_each("losses", [[0.0128, 1.65e-3, 2.5e-4], [0.5], [1e-30, 1e30], [0.25, 0.0]])
def test_a_loss_curve_holds_every_loss_that_is_above_0(losses):
    chart = loss_curve(losses)
    assert line(chart.figure, 0).tolist() == [[step, value] for step, value in enumerate(losses)]
    low, high = chart.figure.axes[0].get_ylim()
    assert all(low < value < high for value in losses if value > 0)
    assert len(chart.figure.axes[0].get_yticks()) <= 10
    assert repr(chart).endswith(", ".join(f"{value:.3g}" for value in losses))
    chart._repr_mimebundle_()  # pytest turns a warning into a failure


@for_each("losses", [[0, 0], [1, 1e-200], [1, -1]])
def test_losses_that_have_no_place_on_the_axis_are_refused(losses):
    with pytest.raises(ValueError, match=r"^losses must be 0 or above 1e-100, and"):
        loss_curve(losses)


# The size of a nudge, and the kink


def test_one_sided_errors_grow_ten_times_with_the_nudge_and_two_sided_ones_vanish():
    # L = ½(0.16 + h)²: one-sided the slope is 0.16 + h/2, two-sided it is 0.16.
    for nudge in (1e-3, 1e-2, 0.1):
        one_sided, two_sided, smooth = slope_errors(nudge)
        assert one_sided == pytest.approx(nudge / 0.32, rel=1e-6)
        assert two_sided < 1e-11
        assert smooth == pytest.approx(slope_errors(nudge / 10)[2] * 100, rel=0.05)
    assert slope_errors(1)[1] > 0.5, "a neuron falls asleep"
    assert min(slope_errors(1e-13)) > 1e-6, "hardly a digit is left"


def test_the_step_size_lab_draws_and_says_these_errors():
    lab = StepSizeLab()
    lines = lab.figure().axes[0].lines[:3]  # after them stand those of the legend
    errors = np.maximum([slope_errors(nudge) for nudge in NUDGES], 1e-16)
    assert [line.get_xdata().tolist() for line in lines] == [NUDGES.tolist()] * 3
    assert [line.get_ydata().tolist() for line in lines] == errors.T.tolist()
    move(lab, nudge=0.01)
    _, smooth, one_sided, two_sided = lab.marks()
    here = tuple((max(error, 1e-16),) for error in slope_errors(0.01))
    assert (one_sided.y, two_sided.y, smooth.y) == here
    assert said(lab, "one-sided") == "one-sided slope: relative error 0.031"
    assert said(lab, "two-sided slope:") == "two-sided slope: relative error below 1e-09"


def test_the_kink_lab_shows_both_slopes_and_where_the_loss_is_flat():
    lab = KinkLab()
    biases, losses = line(lab.figure(), 0).T
    assert np.allclose(losses[biases <= -1], 0.125)
    assert (np.diff(losses[biases > -1]) < 0).all()
    for bias, nudge in [(-0.9, 0.2), (-0.9, 0.1), (-1, 0.2), (-1.4, 0.3)]:
        lab.move("b1[1]", bias)
        lab.move("nudge", nudge)
        parameters = Parameters(W1, [b1[0], bias], W2, b2)
        by_nudging = central_differences(parameters, x, y_true, nudge=nudge)[1][1]
        forward_pass = forward(parameters, x)
        by_backward = backward(parameters, forward_pass, y_true).db1[1]
        dashed, tangent, points, here = lab.marks()
        assert slope(dashed) == pytest.approx(by_nudging, abs=1e-12)
        assert slope(tangent) == pytest.approx(by_backward, abs=1e-12)
        assert points.x == pytest.approx((bias - nudge, bias + nudge))
        assert here.y == pytest.approx([loss(forward_pass.y_pred, y_true)])
        assert said(lab, "nudging by").endswith(f": {typeset(by_nudging)}")
        assert said(lab, "backward").endswith(f" = {typeset(by_backward)}")
        between = "between the two nudges" in repr(lab)
        assert between == (bias - nudge < -1 < bias + nudge - 1e-9)


# Real data


def trained_on_penguins(hidden, seed, epochs):
    """The training of notebook 09, outside of any lab."""
    data, parameters = penguins(seed), first_parameters(2, hidden, seed)
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        parameters = one_epoch(parameters, data.x_train, data.y_train, 0.05, 16, random)
    return data, parameters


def test_the_lab_trains_as_the_notebook_does_up_to_the_end():
    lab = RealDataLab(hidden=4, seed=1)
    lab.train(1)
    lab.train(2)
    data, parameters = trained_on_penguins(4, 1, 3)
    assert all(map(np.array_equal, lab.parameters, parameters))
    on_training = loss(forward(parameters, data.x_train).y_pred, data.y_train)
    predicted = forward(parameters, data.x_validation).y_pred
    on_validation = loss(predicted, data.y_validation)
    grams = np.abs(predicted - data.y_validation).mean() * data.grams.spread
    assert said(lab, "training rows:").endswith(f": {typeset(on_training)}")
    assert said(lab, "validation rows:").endswith(f": {typeset(on_validation)}")
    assert said(lab, "typical").endswith(f": {grams:.0f} g")
    training, validation, *dots = lab.marks()
    assert [(mark.x, mark.y) for mark in dots] == [((3,), (on_training,)), ((3,), (on_validation,))]
    assert len(training.x) == len(validation.x) == 4
    assert max(training.y + validation.y) <= HIGHEST
    for _ in range(3):
        lab.train()
    assert f"epochs: {EPOCHS} of {EPOCHS}" in repr(lab)


def test_another_width_and_starting_again_begin_anew_and_another_speed_does_not():
    lab = RealDataLab()
    lab.train(2)
    lab.move("speed", 7)
    assert "hidden neurons: 8, epochs: 2" in repr(lab)
    lab.move("hidden", 3)
    assert "hidden neurons: 3, epochs: 0" in repr(lab)
    assert all(map(np.array_equal, lab.parameters, first_parameters(2, 3, 0)))
    for gesture in (lab.again, lab.reset, lambda: lab.try_this(3)):
        lab.train(1)
        gesture()
        assert "epochs: 0 of" in repr(lab)


def test_a_lab_that_cannot_read_its_penguins_says_so_and_closes_in_peace(monkeypatch):
    def none(seed):
        raise FileNotFoundError("there is no file penguins.csv")

    monkeypatch.setattr("helpers.labs.real_data_lab.penguins", none)
    lab = RealDataLab.__new__(RealDataLab)
    with pytest.raises(FileNotFoundError):
        lab.__init__()
    lab.close()


def test_the_mass_chart_draws_each_penguin_and_the_line_of_equal_masses():
    chart = mass_chart([3000, 4000], [3100, 3900])
    assert line(chart.figure, 0).tolist() == [[2500, 2500], [6500, 6500]]
    assert line(chart.figure, 1).tolist() == [[3000, 3100], [4000, 3900]]
    assert repr(chart).startswith("2 penguins, ")
