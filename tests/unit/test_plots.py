"""Protects the charts: the data on the artists are what `helpers.network` computes."""

import subprocess
import sys
from io import BytesIO

import numpy as np
import pytest

from helpers import plots
from helpers.network import backward, forward, loss, update
from helpers.plots._chart import CEILING, FLOOR, INK
from helpers.worked_example import second_example, sleeping_example, worked_example


def line(figure, place):
    return figure.axes[0].lines[place].get_xydata()


def slope(mark):
    return (mark.y[-1] - mark.y[0]) / (mark.x[-1] - mark.x[0])


def loss_after(example, rate):
    x, parameters, y_true, _ = example
    gradients = backward(parameters, forward(parameters, x), y_true)
    return loss(forward(update(parameters, gradients, rate), x).y_pred, y_true)


def test_no_chart_needs_pyplot():
    code = "import sys, helpers.plots; print('matplotlib.pyplot' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"


def test_the_parabola_is_half_the_squared_error():
    for y_pred, height in line(plots.loss_parabola(1), 1):
        assert height == pytest.approx((y_pred - 1) ** 2 / 2, abs=1e-15)


def test_the_tangent_has_the_slope_of_the_error_and_touches_at_the_prediction():
    guide, tangent, point = plots.loss_marks(1, 1.16)
    assert slope(tangent) == pytest.approx(0.16)
    assert np.mean(tangent.y) == pytest.approx(0.0128)
    assert (point.x, point.y) == ((1.16,), (pytest.approx(0.0128),))
    assert guide.x == (1.16, 1.16)


@pytest.mark.parametrize(
    "nudge, expected",
    [(0.5, 0.41), (0.01, 0.165), (0.005, 0.1625), (1e-5, 0.160005), (-0.01, 0.155)],
)
def test_the_chord_becomes_the_tangent_as_the_nudge_shrinks(nudge, expected):
    chord, ring = plots.loss_marks(1, 1.16, nudge)[2:4]
    assert slope(chord) == pytest.approx(expected, rel=1e-9)
    assert ring.x == (1.16 + nudge,)
    assert ring.y[0] == pytest.approx((0.16 + nudge) ** 2 / 2)


@pytest.mark.parametrize("example", [worked_example, sleeping_example, second_example])
def test_the_rate_chart_shows_the_loss_after_one_step_and_the_promise(example):
    figure = plots.rate_chart(example)
    for rate, height in line(figure, 2)[::20]:
        assert height == pytest.approx(loss_after(example, rate), rel=1e-12)
    (start, top), (_, next_to_it) = line(figure, 3)[:2]
    rate = line(figure, 3)[1][0]
    tiny = 1e-6
    steepness = (loss_after(example, 0) - loss_after(example, tiny)) / tiny
    assert (start, top) == (0, pytest.approx(loss_after(example, 0)))
    assert (top - next_to_it) / rate == pytest.approx(steepness, rel=1e-4)


def test_the_marks_of_the_rate_chart_end_at_the_promised_and_the_real_loss():
    promised, real, ring, dot = plots.rate_marks(worked_example, 0.1)
    assert promised.y[0] - promised.y[1] == pytest.approx(0.0166656)
    assert real.y[0] - real.y[1] == pytest.approx(0.0128 - 0.00165129470689)
    assert (ring.y, dot.y) == ((promised.y[1],), (real.y[1],))
    assert {mark.x[0] for mark in (promised, real, ring, dot)} == {0.1}


def test_the_landmarks_are_where_the_loss_is_least_and_where_it_is_first_worse():
    best, worse = plots.rate_landmarks(worked_example)
    assert (best, worse) == (0.157, 0.324)
    assert loss_after(worked_example, best) < 1e-6
    assert loss_after(worked_example, 0.323) < 0.0128 < loss_after(worked_example, 0.324)


def test_without_a_rate_that_is_worse_the_largest_stands_in():
    assert plots.rate_landmarks(worked_example, largest=0.2) == (0.157, 0.2)


def test_the_training_chart_is_on_a_log_axis_and_draws_what_lies_beyond_on_its_edge():
    losses, before = [0.0128, 0.0, 1e9], [0.5, 0.25]
    figure = plots.draw(plots.training_chart(), plots.training_marks(losses, before))
    assert figure.axes[0].get_yscale() == "log"
    assert line(figure, 1).tolist() == [[0, 0.5], [1, 0.25]]
    assert line(figure, 2).tolist() == [[0, 0.0128], [1, FLOOR], [2, CEILING]]
    assert line(figure, 3).tolist() == [[2, CEILING]]
    low, high = figure.axes[0].get_ylim()
    assert low < FLOOR < CEILING < high


@pytest.mark.parametrize("losses", [[0.0128, 1.65e-3, 2.5e-4], [0.5], [1e-30, 1e30], [0.25, 0.0]])
def test_a_loss_curve_holds_every_loss_that_is_above_0(losses):
    figure = plots.loss_curve(losses)
    assert line(figure, 0).tolist() == [[step, value] for step, value in enumerate(losses)]
    low, high = figure.axes[0].get_ylim()
    assert all(low < value < high for value in losses if value > 0)
    assert len(figure.axes[0].get_yticks()) <= 10
    figure.savefig(BytesIO())  # pytest turns a warning into a failure


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda: plots.loss_parabola(1, 0), "reach must be from 0.001 to 1e+06; got 0"),
        (lambda: plots.loss_parabola([1, 2]), "y_true must be one number; got numbers of shape"),
        (lambda: plots.loss_marks(1, 2e6), "y_pred must be from -1e+06 to 1e+06; got 2e+06"),
        (lambda: plots.loss_marks(1, 1.16, 0), "nudge must not be 0"),
        (lambda: plots.rate_chart((1, 2)), "example must be of type Example; got a tuple"),
        (lambda: plots.rate_chart(worked_example, 11), "largest must be from 0.01 to 10; got 11"),
        (
            lambda: plots.rate_chart(worked_example._replace(y_true=1.16)),
            "example must have a loss from 1e-12 to 1e+12",
        ),
        (lambda: plots.steepness(worked_example._replace(x=[1])), "example.x must be numbers of"),
        (lambda: plots.rate_marks(worked_example, -0.1), "rate must be from 0 to 1e+06; got -0.1"),
        (
            lambda: plots.losses_after_one_step(worked_example._replace(y_true=-99), [0, 1e29]),
            "rates must suit the example: W1 must hold numbers",
        ),
        (lambda: plots.loss_curve([0, 0]), "losses must be 0 or above 1e-100, and not all of them"),
        (lambda: plots.loss_curve([1, 1e-200]), "losses must be 0 or above 1e-100"),
        (lambda: plots.loss_curve([1, -1]), "losses must be 0 or above 1e-100"),
        (lambda: plots.training_chart(0), "steps must be from 1 to 1e+06; got 0"),
        (lambda: plots.draw(plots.training_chart(), ["dot"]), "marks: each must be of type Mark"),
        (
            lambda: plots.draw(plots.training_chart(), [plots.Mark((1,), (1,), "dot", "rot")]),
            "marks: style must be one of STYLES, colour such as #0072B2",
        ),
    ],
)
def test_what_cannot_be_charted_is_refused_with_a_sentence(call, sentence):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert str(caught.value).startswith(sentence)


def test_a_run_of_no_steps_leaves_nothing_behind():
    assert len(plots.training_marks([0.0128], before=[0.0128])) == 2


def test_draw_puts_every_mark_into_the_figure_in_its_own_colour():
    figure = plots.loss_parabola(1)
    count = len(figure.axes[0].lines)
    marks = plots.loss_marks(1, 1.16, 0.5)
    assert plots.draw(figure, marks) is figure
    for mark, artist in zip(marks, figure.axes[0].lines[count:], strict=True):
        assert artist.get_xydata().tolist() == np.transpose([mark.x, mark.y]).tolist()
        assert artist.get_color() == mark.colour


@pytest.mark.parametrize(
    "figure, x_label, y_label",
    [
        (plots.loss_parabola(1), "prediction y_pred", "loss L"),
        (plots.rate_chart(worked_example), "learning rate", "loss after one step"),
        (plots.loss_curve([0.1, 0.01]), "step", "loss L (log axis)"),
        (plots.training_chart(), "step", "loss L (log axis)"),
    ],
)
def test_the_axes_are_named_and_stand_where_they_stand(figure, x_label, y_label):
    axes = figure.axes[0]
    before = axes.get_position().bounds, axes.get_xlim(), axes.get_ylim()
    assert (axes.get_xlabel(), axes.get_ylabel()) == (x_label, y_label)
    plots.draw(figure, [plots.Mark((-100, 100), (1e-30, 100), "line", INK)])
    figure.canvas.draw()
    assert (axes.get_position().bounds, axes.get_xlim(), axes.get_ylim()) == before
