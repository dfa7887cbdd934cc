"""Protects the charts of 07 and 09: their lines and marks show what the network computes."""

import numpy as np
import pytest

from helpers.gradient_check import central_differences
from helpers.network import Parameters
from helpers.plots import (
    at_bias,
    draw,
    epochs_chart,
    epochs_marks,
    kink_chart,
    kink_marks,
    loss_at_weight,
    mass_chart,
    sigmoid,
    slope_errors,
    step_size_chart,
    step_size_marks,
)
from helpers.plots.step_size import NUDGES
from helpers.worked_example import W1, W2, b1, b2, worked_example, x, y_true


def test_the_loss_at_no_change_is_that_of_the_worked_example():
    assert loss_at_weight(0) == pytest.approx(0.0128, rel=1e-12)


def test_one_sided_errors_grow_ten_times_with_the_nudge_and_two_sided_ones_vanish():
    # L = ½(0.16 + h)²: one-sided the slope is 0.16 + h/2, two-sided it is 0.16.
    for nudge in (1e-3, 1e-2, 0.1):
        one_sided, two_sided, smooth = slope_errors(nudge)
        assert one_sided == pytest.approx(nudge / 0.32, rel=1e-6)
        assert two_sided < 1e-11
        assert smooth == pytest.approx(slope_errors(nudge / 10)[2] * 100, rel=0.05)


def test_a_nudge_that_puts_a_neuron_to_sleep_spoils_both():
    assert slope_errors(1)[1] > 0.5


def test_a_tiny_nudge_leaves_hardly_a_digit():
    assert all(error > 1e-6 for error in slope_errors(1e-13))


def test_the_step_size_chart_draws_these_errors():
    axes = step_size_chart().axes[0]
    errors = np.maximum([slope_errors(nudge) for nudge in NUDGES], 1e-16)
    for line, column in zip(axes.lines, errors.T, strict=True):
        assert np.allclose(line.get_xdata(), NUDGES)
        assert np.allclose(line.get_ydata(), column)
    assert axes.get_xscale() == axes.get_yscale() == "log"


def test_the_step_size_marks_stand_on_the_lines():
    _, smooth, one_sided, two_sided = step_size_marks(1e-3)
    assert [mark.y[0] for mark in (one_sided, two_sided, smooth)] == pytest.approx(
        slope_errors(1e-3)
    )


@pytest.mark.parametrize(
    "bias, z_2, L, slope",
    [
        (-1.2, -0.2, 0.125, 0),
        (-1, 0, 0.125, 0),
        (-0.9, 0.1, 0.0968, -0.264),
        (0.1, 1.1, 0.0128, 0.096),
    ],
)
def test_at_bias_is_the_network_with_one_bias_changed(bias, z_2, L, slope):
    assert at_bias(bias) == pytest.approx((z_2, L, slope), abs=1e-12)


def test_the_dashed_line_has_the_slope_of_central_differences():
    dashed, tangent, points, here = kink_marks(-0.9, 0.2)
    parameters = Parameters(W1, [b1[0], -0.9], W2, b2)
    by_nudging = central_differences(parameters, x, y_true, nudge=0.2)[1][1]
    assert slope_of(dashed) == pytest.approx(by_nudging)
    assert slope_of(tangent) == pytest.approx(-0.264)
    assert points.x == pytest.approx((-1.1, -0.7))
    assert here.y == pytest.approx((0.0968,))


def slope_of(mark):
    return (mark.y[1] - mark.y[0]) / (mark.x[1] - mark.x[0])


def test_the_kink_chart_is_flat_while_neuron_2_sleeps():
    biases, losses = kink_chart().axes[0].lines[0].get_data()
    assert np.allclose(losses[biases <= -1], 0.125)
    assert (np.diff(losses[biases > -1]) < 0).all()


def test_the_epochs_marks_show_both_losses_and_keep_them_on_the_chart():
    training, validation, last, last_validation = epochs_marks([5, 0.3, 0.1], [4, 0.4, 0.2])
    top = epochs_chart(100).axes[0].get_ylim()[1]
    assert training.y == pytest.approx((top, 0.3, 0.1))
    assert validation.y == pytest.approx((top, 0.4, 0.2))
    assert (last.x, last.y) == ((2,), (0.1,))
    assert (last_validation.x, last_validation.y) == ((2,), (0.2,))


def test_the_mass_chart_draws_each_penguin_and_the_line_of_equal_masses():
    equal, dots = mass_chart(np.array([3000, 4000]), np.array([3100, 3900])).axes[0].lines
    assert equal.get_xdata().tolist() == equal.get_ydata().tolist()
    assert dots.get_xdata().tolist() == [3000, 4000]
    assert dots.get_ydata().tolist() == [3100, 3900]


@pytest.mark.parametrize("chart", [step_size_chart, kink_chart, lambda: epochs_chart(100)])
def test_every_axis_says_what_it_shows(chart):
    axes = draw(chart(), []).axes[0]
    assert axes.get_xlabel()
    assert axes.get_ylabel()
    assert axes.get_legend()


def test_sigmoid_far_from_0_is_0_or_1_without_a_warning():
    assert sigmoid(-1e6) == pytest.approx(0, abs=1e-300)
    assert sigmoid([0, 1e6]).tolist() == [0.5, 1]


def test_the_two_losses_must_be_equally_many():
    with pytest.raises(ValueError, match=r"^validation must be numbers of shape \(2,\)"):
        epochs_marks([0.3, 0.2], [0.4])
    with pytest.raises(ValueError, match=r"^predicted must be numbers of shape \(2,\)"):
        mass_chart([3000, 4000], [3100])


def test_the_worked_example_is_left_as_it_was():
    kink_marks(-1.4, 0.3)
    loss_at_weight(1)
    assert worked_example.parameters.W1[1, 0] == 0.3
