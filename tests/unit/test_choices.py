"""Protects what is called right where options are picked: the network's own functions find it.

What only a notebook finds is held in tests/notebooks/test_predictions.py.
"""

import numpy as np
import pytest

from helpers.gradient_check import central_differences, relative_error
from helpers.network import Parameters, backward, forward, loss
from helpers.quantities import work_out
from helpers.training import final_losses, train
from helpers.tutor.marking import check
from helpers.tutor.predictions import CHOICES, XOR_X, XOR_Y
from helpers.worked_example import sleeping_example, worked_example

x, start, y, rate = worked_example
now, asleep = work_out(worked_example), work_out(sleeping_example)


def after(steps, rate=rate):
    return train(start, x, y, rate, steps)


def loss_at(weight):
    """The loss of the worked example with another W2[0]."""
    moved = Parameters(start.W1, start.b1, [weight, start.W2[1]], start.b2)
    return loss(forward(moved, x).y_pred, y)


def error_of_slope(low, high):
    return abs((loss_at(high) - loss_at(low)) / (high - low) - now["dW2"][0])


def promised(rate):
    return rate * sum(np.sum(now[name] ** 2) for name in ("dW1", "db1", "dW2", "db2"))


def share_kept(rate):
    before, later = after(1, rate)[1]
    return (before - later) / promised(rate)


def slopes_at_the_prediction():
    return [(loss(1.16 + h, 1) - loss(1.16, 1)) / h for h in (1e-4, 1e-5)]


def check_notices_a_forgotten_bias():
    without = Parameters(start.W1, [0, 0], start.W2, start.b2)
    gradients = backward(without, forward(without, x), y)
    return relative_error(gradients.dW2, central_differences(without, x, y)[2]) > 1e-6


def accepted():
    """b1 is left out of the first answer, the second follows from it."""
    short = now["z_hidden"] - start.b1
    marks = check(worked_example, z_hidden=short, a_hidden=short)
    return [mark.right for mark in marks.marks].index(True)


def all_the_same():
    trained, losses = train(start, XOR_X, XOR_Y, 0.3, 1000)
    return np.ptp(forward(trained, XOR_X).y_pred) < 1e-3 < losses[-1]


def wider_is_luckier():
    few, many = ((final_losses(XOR_X, XOR_Y, width) < 1e-3).sum() for width in (2, 8))
    return many > few


def awake_after_large_steps():
    return (forward(after(60, 0.54)[0], x).z_hidden > 0).sum()


def change_says(*inputs):
    return np.ptp(forward(after(60, 0.54)[0], inputs).y_pred)


FOUND = {
    "00-row-and-column": lambda: ["W1[0, 0]", "W1[1, 0]", "W1[0, 1]"].index(
        f"W1[{1 - 1}, {2 - 1}]"
    ),
    "00-long-number": lambda: repr(0.1 + 0.2) != "0.3",
    "02-smaller-nudge": lambda: np.ptp(slopes_at_the_prediction()) < 1e-4 < now["dL_dy_pred"],
    "03-promise": lambda: 1 - np.sign(loss_at(0.51) - loss_at(0.5) - 0.01 * now["dW2"][0]),
    "03-bias": lambda: [now["a_hidden"][0], 0, 1].index(now["db2"] / now["dL_dy_pred"]),
    "03-entry-by-entry": lambda: [4, 2, 1].index(np.size(x * now["delta_hidden"])),
    "03-zeros": lambda: not asleep["dW1"][:, 1].any() and asleep["dW2"][1] == 0,
    "04-promise": lambda: promised(rate) > now["L"],
    "04-smaller-step": lambda: 2 * (share_kept(0.001) > share_kept(rate) + 0.1),
    "05-curve": lambda: np.ptp(np.diff(np.log(after(8)[1][1:]))) < 0.1,
    "05-unseen": lambda: abs(forward(after(20)[0], [2, 1]).y_pred - 1) > 0.01,
    "05-wild": lambda: 2 * (after(60, 0.54)[1][-1] < 1e-6),
    "05-awake": lambda: 2 - awake_after_large_steps(),
    "05-asleep": lambda: change_says([2, 1], [0, 0]) > 0,
    "06-accepted": accepted,
    "07-nearest": lambda: np.argmin(
        [error_of_slope(*at) for at in ((0.5, 0.51), (0.49, 0.5), (0.49, 0.51))]
    ),
    "07-tiny-nudge": lambda: error_of_slope(0.5, 0.5 + 1e-14) > error_of_slope(0.5, 0.5 + 1e-7),
    "07-blind": lambda: not check_notices_a_forgotten_bias(),
    "07-why-half": lambda: [0.5, 1, 2].index(round((0.17**2 - 0.15**2) / 0.02 / 0.16, 9)),
    "08-both-awake": lambda: np.argmax((XOR_X @ np.ones((2, 2)) + [0, -1] > 0).sum(axis=1)),
    "08-stuck": all_the_same,
    "08-luck": wider_is_luckier,
    "10-which-input": lambda: np.argmax(np.abs(now["dL_dx"])),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_called_right_is_what_is_found(name):
    assert CHOICES[name].right == FOUND[name]()
