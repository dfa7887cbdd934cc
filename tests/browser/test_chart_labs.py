"""Protects: what the labs with a chart show is what `helpers.network` computes, at every setting.

Compared after each move: the worked lines, and where the points stand on the chart.
"""

import numpy as np
import pytest

from helpers import plots
from helpers.formatting import factor, number, typeset
from helpers.labs._chart import pixels
from helpers.more_plots import epochs_chart, kink_chart, step_size_chart
from helpers.network import backward, forward, loss, update
from helpers.real_data import first_parameters, one_epoch, penguins
from helpers.worked_example import worked_example
from tests.browser.driving import RESET, drive
from tests.browser.expected import all_parameters, example_with, forward_texts

pytestmark = pytest.mark.browser
Y_TRUE = worked_example.y_true


def test_loss_lab(open_lab):
    lab, chart = open_lab("02_loss", "LossLab"), plots.loss_parabola(Y_TRUE)

    def expected(values):
        y_pred, nudge = values["y_pred"], values["nudge"]
        here, there = (y_pred - Y_TRUE) ** 2 / 2, (y_pred + nudge - Y_TRUE) ** 2 / 2
        p, h = typeset(y_pred), typeset(nudge)
        rise = f"({typeset(there, 6)} − {typeset(here, 6)})"
        lines = [
            f"L = ½ × ({p} − {Y_TRUE})² = {typeset(here)}",
            f"slope of the tangent = y_pred − y_true = {p} − {Y_TRUE} = {typeset(y_pred - Y_TRUE)}",
            f"slope of the chord = (L({typeset(y_pred + nudge, 6)}) − L({p})) / {h} "
            f"= {rise} / {h} = {typeset((there - here) / nudge)}",
        ]
        return {"lines": lines, "circles": places(chart, (y_pred, here), (y_pred + nudge, there))}

    drive(lab, expected)
    for halvings in range(1, 7):
        lab.click("Halve the nudge")
        values = {"y_pred": 1.16, "nudge": 0.64 / 2**halvings}
        lab.expect(fields=values, **expected(values))


def test_rate_lab(open_lab):
    chart = plots.rate_chart(worked_example)
    x, parameters, _, _ = worked_example
    before = forward(parameters, x)
    gradients = backward(parameters, before, Y_TRUE)
    start = loss(before.y_pred, Y_TRUE)
    slopes = all_parameters(gradients.dW1, gradients.db1, gradients.dW2, gradients.db2)
    steepness = sum(slope**2 for slope in slopes.values())

    def expected(values):
        rate = values["rate"]
        after = update(parameters, gradients, rate)
        end = loss(forward(after, x).y_pred, Y_TRUE)
        new, r = all_parameters(*after), typeset(rate)
        lines = [
            f"promised drop = rate × sum of the squared gradients = {r} × {typeset(steepness, 6)} "
            f"= {typeset(rate * steepness, 6)}",
            f"real drop = {typeset(start, 6)} − {typeset(end, 6)} = {typeset(start - end, 6)}",
        ]
        lines += [
            f"{name} {typeset(old)} − {r} × {factor(slopes[name])} = {typeset(new[name])}"
            for name, old in all_parameters(*parameters).items()
        ]
        promised = start - rate * steepness
        return {"lines": lines, "circles": places(chart, (rate, promised), (rate, end))}

    drive(open_lab("04_update", "RateLab"), expected)


def test_training_lab(open_lab):
    lab, chart = open_lab("05_training_loop", "TrainingLab"), plots.training_chart(40)

    def expected(steps, rate):
        """What the lab must show after so many steps at this rate."""
        example, losses = worked_example, []
        for step in range(steps + 1):
            done = forward(example.parameters, example.x)
            losses.append(loss(done.y_pred, Y_TRUE))
            if step < steps:
                gradients = backward(example.parameters, done, Y_TRUE)
                after = update(example.parameters, gradients, rate)
                example = example._replace(parameters=after)
        said = f"Step {steps}: y_pred = {typeset(done.y_pred)}, L = {typeset(losses[-1])}."
        points = [(step, min(max(value, 1e-12), 1e4)) for step, value in enumerate(losses)]
        circles = [*places(chart, *points), *places(chart, points[-1])]
        return {"drawing": forward_texts(example), "lines": [said], "circles": circles}

    drive(lab, lambda values: expected(0, values["rate"]))
    for rate in (0.1, 0.54, 3):
        lab.type("rate", rate)
        for steps in range(1, 5):
            lab.click("One step")
            lab.expect(**expected(steps, rate))
        lab.click("Back to step 0")
        lab.expect(**expected(0, rate))

    lab.click(RESET)
    lab.type("speed", 10)
    lab.click("Play")
    lab.wait_until(lambda: lab.circles() and len(lab.circles()) > 4)
    lab.click("Pause")
    lab.wait_until(lambda: "button Play" in lab.controls())
    steps = len(lab.circles()) - 2  # one for step 0, one twice for the last
    assert 3 <= steps < 40
    lab.expect(**expected(steps, 0.1))
    lab.click("Play")
    lab.wait_until(lambda: "button Play" in lab.controls(), seconds=15)
    lab.expect(**expected(40, 0.1))
    lab.click(RESET)
    lab.expect(**expected(0, 0.1))


def test_training_that_diverges_or_falls_asleep_ends_in_a_sentence(open_lab):
    lab = open_lab("05_training_loop", "TrainingLab")
    for rate, words in ((3, "The loss has grown past 1,000,000"), (0.54, "asleep since step")):
        lab.click(RESET)
        lab.type("rate", rate)
        lab.type("speed", 10)
        lab.click("Play")
        lab.wait_until(lambda words=words: any(words in line for line in lab.lines()), seconds=15)
        lab.wait_until(lambda: "button Play" in lab.controls(), seconds=15)
        assert not any(word in " ".join(lab.lines() + lab.drawing()) for word in ("nan", "inf "))
    lab.click(RESET)
    lab.driven |= set(lab.controls())  # all of them are driven in the test above


def test_step_size_lab(open_lab):
    chart = step_size_chart()
    true = backward(worked_example.parameters, forward(worked_example.parameters, [1, 2]), Y_TRUE)
    true = true.dW1[1, 0]

    def loss_at(change):
        nudged = example_with(**{"W1[1, 0]": 0.3 + change})
        return loss(forward(nudged.parameters, nudged.x).y_pred, Y_TRUE)

    def expected(values):
        nudge = values["nudge"]
        one = abs((loss_at(nudge) - loss_at(0)) / nudge - true) / true
        two = abs((loss_at(nudge) - loss_at(-nudge)) / (2 * nudge) - true) / true
        lines = [
            f"{side} slope: off by {number(error, 2)} of its size"
            for side, error in (("one-sided", one), ("two-sided", two))
            if error >= 1e-9
        ]
        points = [(nudge, max(error, 1e-16)) for error in (one, two)]
        return {"lines": lines, "circles": places(chart, *points)}

    drive(open_lab("07_trust_your_gradients", "StepSizeLab"), expected)


def test_kink_lab(open_lab):
    chart = kink_chart()

    def at(bias):
        example = example_with(**{"b1[1]": bias})
        done = forward(example.parameters, example.x)
        found = backward(example.parameters, done, Y_TRUE)
        return loss(done.y_pred, Y_TRUE), found.db1[1]

    def expected(values):
        bias, nudge = values["b1[1]"], values["nudge"]
        here, slope = at(bias)
        low, high = at(bias - nudge)[0], at(bias + nudge)[0]
        lines = [
            f"slope from backward: db1[1] = {typeset(slope)}",
            f"slope from nudging by {typeset(nudge)}: {typeset((high - low) / (2 * nudge))}",
        ]
        points = ((bias - nudge, low), (bias + nudge, high), (bias, here))
        return {"lines": lines, "circles": places(chart, *points)}

    drive(open_lab("07_trust_your_gradients", "KinkLab"), expected)


def test_real_data_lab(open_lab):
    lab, chart, data = open_lab("08_real_data", "RealDataLab"), epochs_chart(100), penguins(0)

    def expected(epochs, hidden):
        parameters, random = first_parameters(2, hidden, 0), np.random.default_rng(0)
        for _ in range(epochs):
            parameters = one_epoch(parameters, data.x_train, data.y_train, 0.05, 16, random)
        training = loss(forward(parameters, data.x_train).y_pred, data.y_train)
        predicted = forward(parameters, data.x_validation).y_pred
        validation = loss(predicted, data.y_validation)
        lines = [
            f"loss on training rows: {typeset(training)}",
            f"loss on validation rows: {typeset(validation)}",
        ]
        points = ((epochs, min(training, 0.6)), (epochs, min(validation, 0.6)))
        return {"lines": lines, "circles": places(chart, *points)}

    drive(lab, lambda values: expected(0, values["hidden"]))
    lab.click("Train")
    lab.wait_until(lambda: shown_epochs(lab) >= 5)
    lab.click("Stop")
    lab.wait_until(lambda: stands_still(lab, shown_epochs))
    lab.expect(**expected(shown_epochs(lab), 8))
    lab.click("Start again")
    lab.expect(**expected(0, 8))


def shown_epochs(lab):
    """How many epochs the lab says are done: "8 hidden, 12 of 100 epochs"."""
    return next(int(line.split()[-4]) for line in lab.lines() if line.endswith("of 100 epochs"))


def stands_still(lab, look):
    """Whether what `look(lab)` sees is the same 200 ms later."""
    before = look(lab)
    lab.page.wait_for_timeout(200)
    return look(lab) == before


def places(chart, *points):
    """Where points of a chart's axes lie on the page, in pixels."""
    x, y = zip(*points, strict=True)
    return pixels(chart, plots.Mark(x, y, "dot", "black"))
