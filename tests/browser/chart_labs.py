"""What the labs with a chart must show at every setting, and how all of their controls go.

Compared: the worked lines, and where the points stand on the chart.
"""

import re

import numpy as np

from helpers.formatting import factor, number, typeset
from helpers.labs.input_plane_lab import XOR, plane_svg
from helpers.labs.kink_lab import kink_chart
from helpers.labs.loss_lab import loss_parabola
from helpers.labs.rate_lab import rate_chart
from helpers.labs.real_data_lab import epochs_chart
from helpers.labs.step_size_lab import step_size_chart
from helpers.labs.training_lab import CEILING, FLOOR, training_chart
from helpers.network import backward, forward, loss, update
from helpers.real_data import first_parameters, one_epoch, penguins
from helpers.worked_example import worked_example
from tests.browser.driving import drive, reset
from tests.browser.expected import (
    all_gradients,
    all_parameters,
    example_with,
    forward_texts,
    places,
)

Y_TRUE = worked_example.y_true


def loss_and_slope(lab):
    chart = loss_parabola(Y_TRUE)

    def expected(values):
        y_pred, nudge = values["y_pred"], values["nudge"]
        here, there = loss(y_pred, Y_TRUE), loss(y_pred + nudge, Y_TRUE)
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
    values = reset(lab, expected)
    for halvings in range(1, 7):
        lab.click("Halve the nudge")
        halved = values | {"nudge": values["nudge"] / 2**halvings}
        lab.expect(fields=halved, **expected(halved))
    reset(lab, expected)


def learning_rate(lab):
    chart = rate_chart(worked_example)
    x, parameters, _, _ = worked_example
    before = forward(parameters, x)
    gradients = backward(parameters, before, Y_TRUE)
    slopes = all_gradients(worked_example)
    start, steepness = (
        loss(before.y_pred, Y_TRUE),
        sum(slope**2 for slope in all_parameters(*_of_parameters(gradients)).values()),
    )

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
            f"{name} {typeset(old)} − {r} × {factor(slopes[f'd{name}'])} = {typeset(new[name])}"
            for name, old in all_parameters(*parameters).items()
        ]
        promised = start - rate * steepness
        return {"lines": lines, "circles": places(chart, (rate, promised), (rate, end))}

    drive(lab, expected)


def _of_parameters(gradients):
    return gradients.dW1, gradients.db1, gradients.dW2, gradients.db2


def training(lab):
    chart = training_chart(40)

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
        points = [(step, min(max(value, FLOOR), CEILING)) for step, value in enumerate(losses)]
        rises = [points[step] for step in range(1, steps + 1) if losses[step] > losses[step - 1]]
        circles = places(chart, *points, *rises, points[-1])
        return {"drawing": forward_texts(example), "lines": [said], "circles": circles}

    def at_step_0(values):
        return expected(0, values["rate"])

    drive(lab, at_step_0)
    for rate in (0.1, 0.54, 3):
        lab.type("rate", rate)
        lab.expect(**expected(0, rate))
        for steps in range(1, 5):
            lab.click("One step")
            lab.expect(**expected(steps, rate))
        lab.click("Back to step 0")
        lab.expect(**expected(0, rate))
    reset(lab, at_step_0)
    _pause_and_play_on(lab, expected)
    reset(lab, at_step_0)
    for rate, words in ((3, "This rate is too large"), (0.54, "asleep since step")):
        _play_to_the_end(lab, rate, words)
        reset(lab, at_step_0)


def _pause_and_play_on(lab, expected):
    """Pause after some steps, at the speed that the lab begins with; then play on to the end."""
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"] and _steps(seen) >= 3)
    lab.click("Pause")
    lab.notebook.settle()
    steps = _steps(lab.wait_until(lambda seen: "Play" in seen["lines"]))
    assert 3 <= steps < 40
    lab.expect(**expected(steps, 0.1))
    lab.type("speed", 10)
    lab.expect(fields={"speed": 10})
    lab.click("Play")
    lab.expect(**expected(40, 0.1))
    lab.wait_until(lambda seen: "Play" in seen["lines"])


def _steps(seen):
    """How many steps the lab says are done: "Step 12: y_pred = 1, ..."."""
    return next(int(line.split()[1][:-1]) for line in seen["lines"] if line.startswith("Step "))


def _play_to_the_end(lab, rate, words):
    """A run that goes wrong ends in a sentence, unfolded on request, not in numbers that are none.

    Played to its end by then; the sentence is not on the page before that.
    """
    lab.type("rate", rate)
    lab.type("speed", 10)
    lab.expect(fields={"rate": rate, "speed": 10})
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"])
    seen = lab.wait_until(lambda seen: "Play" in seen["lines"])
    assert not any(words in line for line in seen["lines"])
    lab.press("fold What has happened?", "Enter")
    seen = lab.wait_until(lambda seen: any(words in line for line in seen["lines"]))
    shown = " ".join(seen["lines"] + seen["drawing"])
    assert not any(word in shown for word in ("nan", "inf "))


def step_size(lab):
    chart = step_size_chart()
    x, parameters, _, _ = worked_example
    W1, b1, W2, b2 = parameters
    with_relu = backward(parameters, forward(parameters, x), Y_TRUE).dW1[1, 0]
    a = _sigmoid(x @ W1 + b1)
    with_sigmoid = (a @ W2 + b2 - Y_TRUE) * W2[0] * a[0] * (1 - a[0]) * x[1]

    def loss_at(change, activation):
        nudged = np.add(W1, [[0, 0], [change, 0]])
        return loss(activation(x @ nudged + b1) @ W2 + b2, Y_TRUE)

    def slope(above, below, activation=lambda z: np.maximum(z, 0)):
        return (loss_at(above, activation) - loss_at(-below, activation)) / (above + below)

    def expected(values):
        nudge = values["nudge"]
        smooth = slope(nudge, nudge, _sigmoid)
        errors = {
            "one-sided slope": abs(slope(nudge, 0) - with_relu) / abs(with_relu),
            "two-sided slope": abs(slope(nudge, nudge) - with_relu) / abs(with_relu),
            "two-sided slope with sigmoid": abs(smooth - with_sigmoid) / abs(with_sigmoid),
        }
        lines = [f"nudge: {number(nudge, 3)}"]
        for name, error in errors.items():
            size = number(error, 2) if error >= 1e-9 else "below 1e-09"
            lines.append(f"{name}: relative error {size}")
        points = [(nudge, max(error, 1e-16)) for error in errors.values()]
        return {"lines": lines, "circles": places(chart, *points)}

    drive(lab, expected)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def kink(lab):
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

    drive(lab, expected)


def input_plane(lab):
    """Compared: every text of the drawing and its points, the three sums, the loss."""
    points, wanted = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]), np.array([0, 1, 1, 0])

    def shown(parameters):
        W1, b1, W2, b2 = parameters
        drawing = plane_svg(parameters)
        value = typeset(round(loss(forward(parameters, points).y_pred, wanted), 4))
        lines = [
            f"{name} = {of}₁ × {factor(a)} + {of}₂ × {factor(b)} + {factor(bias)}"
            for name, of, (a, b), bias in (
                ("z₁", "x", W1[:, 0], b1[0]),
                ("z₂", "x", W1[:, 1], b1[1]),
                ("y_pred", "a", W2, b2),
            )
        ]
        return {
            "drawing": re.findall("<text[^>]*>(.+?)</text>", drawing),
            "lines": [*lines, f"L = {value}, the mean over the four points"],
        }

    def expected(values):
        return shown(example_with(**values).parameters)

    drive(lab, expected)
    lab.click("XOR by hand")
    lab.expect(**shown(XOR))
    for label in ("Random", "Random"):
        lab.click(label)
    lab.click("Train")  # the second start is one that succeeds
    lab.wait_until(lambda seen: any(line.startswith("L = 0,") for line in seen["lines"]))
    lab.wait_until(lambda seen: "Train" in seen["lines"])
    reset(lab, expected)


def real_data(lab):
    chart, data = epochs_chart(100), penguins(0)
    top = chart.axes[0].get_ylim()[1]  # a loss above the axis lies on its edge

    def expected(epochs, hidden):
        parameters, random = first_parameters(2, int(hidden), 0), np.random.default_rng(0)
        for _ in range(epochs):
            parameters = one_epoch(parameters, data.x_train, data.y_train, 0.05, 16, random)
        on_training = loss(forward(parameters, data.x_train).y_pred, data.y_train)
        predicted = forward(parameters, data.x_validation).y_pred
        on_validation = loss(predicted, data.y_validation)
        grams = np.abs(predicted - data.y_validation).mean() * data.grams.spread
        lines = [
            f"hidden neurons: {hidden:g}, epochs: {epochs} of 100",
            f"loss on training rows: {typeset(on_training)}",
            f"loss on validation rows: {typeset(on_validation)}",
            f"typical error on validation rows: {grams:.0f} g",
        ]
        points = ((epochs, min(on_training, top)), (epochs, min(on_validation, top)))
        return {"lines": lines, "circles": places(chart, *points)}

    def at_epoch_0(values):
        return expected(0, values["hidden"])

    drive(lab, at_epoch_0)
    lab.click("Train")
    lab.wait_until(lambda seen: _epochs(seen) >= 5)
    lab.click("Stop")
    lab.notebook.settle()
    stopped = _epochs(lab.look())
    assert 5 <= stopped <= 10, "slow enough to stop after about ten"
    lab.expect(**expected(stopped, 8))
    lab.type("speed", 50)
    lab.click("Train")
    lab.expect(**expected(stopped + 50, 8))
    lab.click("Start again")
    lab.expect(**expected(0, 8))
    reset(lab, at_epoch_0)


def _epochs(seen):
    """How many epochs the lab says are done: "hidden neurons: 8, epochs: 12 of 100"."""
    return next(int(line.split()[-3]) for line in seen["lines"] if line.endswith("of 100"))
