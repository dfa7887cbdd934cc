"""Protects the labs with a chart: what they say and draw is what `helpers.network` computes."""

import asyncio
import gc
import re
from base64 import b64decode
from html import unescape
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers.formatting import typeset
from helpers.labs import Chart, LossLab, RateLab, TrainingLab
from helpers.labs.chart import overlay, pixels, png
from helpers.labs.run import LONGEST, Run, whole_run
from helpers.network import Parameters, backward, forward, loss, update
from helpers.plots import Mark, loss_curve, loss_parabola, rate_chart, training_chart
from helpers.worked_example import sleeping_example, worked_example

LABS = (LossLab, RateLab, TrainingLab)


@pytest.fixture(scope="module")
def labs():
    """One of each lab, by its class, made once: a reset is much faster than a new chart."""
    return {lab: lab() for lab in LABS}


@pytest.fixture
def loss_lab(labs):
    labs[LossLab].reset()
    return labs[LossLab]


@pytest.fixture
def rate_lab(labs):
    labs[RateLab].reset()
    return labs[RateLab]


@pytest.fixture
def training_lab(labs):
    labs[TrainingLab].reset()
    return labs[TrainingLab]


def trained(rate, steps, example=worked_example):
    """The losses and the last parameters of a plain loop, the way a notebook writes it."""
    x, parameters, y_true, _ = example
    losses = [loss(forward(parameters, x).y_pred, y_true)]
    for _ in range(steps):
        gradients = backward(parameters, forward(parameters, x), y_true)
        parameters = update(parameters, gradients, rate)
        losses.append(loss(forward(parameters, x).y_pred, y_true))
    return losses, parameters


def shown(lab):
    """The moving part of a lab's chart, with the lines under it."""
    return unescape(lab._chart._marks.value)


def circles(lab):
    """The centres of all circles that are drawn over the chart."""
    found = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', shown(lab))
    return [tuple(map(float, centre)) for centre in found]


def place(lab, x, y):
    """Where a point of the axes must lie on the page."""
    return pixels(lab._chart._figure, Mark((x,), (y,), "dot", "#000000"))[0]


# The chart itself


@pytest.mark.parametrize(
    "figure", [loss_parabola(1), rate_chart(worked_example), training_chart()]
)  # a straight, a shifted and a logarithmic axis
def test_the_ends_of_the_axes_lie_at_the_ends_of_their_box(figure):
    axes = figure.axes[0]
    box, height = axes.get_position(), figure.bbox.height
    corners = Mark(axes.get_xlim(), axes.get_ylim(), "line", "#000000")
    (left, bottom), (right, top) = pixels(figure, corners)
    assert left == pytest.approx(box.x0 * figure.bbox.width, abs=0.1)
    assert right == pytest.approx(box.x1 * figure.bbox.width, abs=0.1)
    assert bottom == pytest.approx((1 - box.y0) * height, abs=0.1)
    assert top == pytest.approx((1 - box.y1) * height, abs=0.1)


def test_what_an_overlay_says_cannot_break_out_of_it():
    drawn = overlay(loss_parabola(1), [], 'a "quoted" <b>')
    assert 'aria-label="a &quot;quoted&quot; &lt;b&gt;"' in drawn


def test_a_png_is_the_same_each_time_and_names_no_version():
    first, second = (png(loss_parabola(1)) for _ in range(2))
    assert first == second
    assert b"matplotlib" not in b64decode(first).lower()


def test_a_chart_shows_a_picture_with_alt_text_and_stores_it_with_its_words():
    chart = Chart(loss_curve([0.0128, 0.00165]), "the loss: 0.0128, 0.00165")
    bundle, about = chart._repr_mimebundle_()
    assert repr(chart) == bundle["text/plain"] == "the loss: 0.0128, 0.00165"
    assert 'alt="the loss: 0.0128, 0.00165"' in chart.value
    assert bundle["image/png"] in chart.value
    assert about["image/png"] == {"alt": bundle["text/plain"], "width": 720}


# All three labs


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_stores_a_still_chart_and_its_numbers(lab, labs):
    made = labs[lab]
    bundle, about = made._repr_mimebundle_()
    assert bundle["text/plain"] == repr(made)
    assert len(bundle["image/png"]) < 60_000
    assert "image/svg+xml" not in bundle
    assert about["image/png"]["alt"] == repr(made)


@pytest.mark.parametrize("lab", LABS)
def test_reset_leads_back_to_the_first_picture_from_every_question(lab, labs):
    made, new = labs[lab], lab()
    for number in range(1, len(made.questions) + 1):
        made.try_this(number)
        made.reset()
        assert (repr(made), shown(made)) == (repr(new), shown(new))


@pytest.mark.parametrize("lab", LABS)
def test_a_thousand_moves_make_no_figure_and_end_in_the_right_picture(lab, labs):
    made, new = lab(), labs[lab]
    new.reset()
    name = next(iter(made.values))
    before = figures()
    for move in range(1000):
        made.move(name, 0.1 + 0.2 * (move % 2))
        if lab is TrainingLab:
            made.step()  # a run ends after 40 steps
        if lab is TrainingLab and move < LONGEST:
            new.move(name, 0.1 + 0.2 * (move % 2))
            new.step()
    new.move(name, 0.3)
    assert figures() == before
    assert shown(made) == shown(new)


def figures():
    gc.collect()
    return sum(issubclass(type(thing), Figure) for thing in gc.get_objects())


# The loss


def test_the_loss_lab_opens_with_the_worked_example(loss_lab):
    said = repr(loss_lab)
    assert "L = ½ × (1.16 − 1)² = 0.0128" in said
    assert "slope of the tangent = y_pred − y_true = 1.16 − 1 = 0.16" in said
    assert said.endswith("(L(1.8) − L(1.16)) / 0.64 = (0.32 − 0.0128) / 0.64 = 0.48")


def test_six_halvings_bring_the_chord_near_the_tangent(loss_lab):
    slopes = []
    for _ in range(6):
        loss_lab.halve()
        slopes.append(loss_lab.lines()[-1].rsplit(" = ")[-1])
    assert slopes == ["0.32", "0.24", "0.2", "0.18", "0.17", "0.165"]
    assert loss_lab.values["nudge"] == 0.01
    assert ", ".join(slopes) in loss_lab.questions[0].answer


@pytest.mark.parametrize("y_pred, nudge", [(1.16, 0.64), (1.16, 0.01), (-0.5, 1), (2.5, 0.0025)])
def test_the_points_lie_on_the_parabola(loss_lab, y_pred, nudge):
    loss_lab.move("y_pred", y_pred)
    loss_lab.move("nudge", nudge)
    beside = place(loss_lab, y_pred + nudge, loss(y_pred + nudge, 1))
    assert circles(loss_lab) == [beside, place(loss_lab, y_pred, loss(y_pred, 1))]
    assert f"= {typeset(loss(y_pred, 1))}" in shown(loss_lab)


def test_the_tangent_is_flat_where_the_prediction_is_right(loss_lab):
    loss_lab.move("y_pred", 1)
    assert "= 1 − 1 = 0" in shown(loss_lab)
    tangent = re.findall(r'<polyline points="([^"]+)"', shown(loss_lab))[1]
    (_, left), (_, right) = (map(float, point.split(",")) for point in tangent.split())
    assert left == right


# The learning rate


@pytest.mark.parametrize("rate", [0, 0.001, 0.1, 0.157, 0.2, 0.323, 0.324, 0.4])
def test_the_rate_lab_shows_the_loss_and_the_nine_values_after_the_step(rate_lab, rate):
    rate_lab.move("rate", rate)
    (before, after), parameters = trained(rate, 1)
    assert circles(rate_lab)[1] == place(rate_lab, rate, after)
    assert circles(rate_lab)[0] == place(rate_lab, rate, before - rate * 0.166656)
    assert f"real drop = 0.0128 − {typeset(after, 6)} = {typeset(before - after, 6)}" in shown(
        rate_lab
    )
    values = np.concatenate([np.ravel(values) for values in parameters])
    new = re.findall(r"font-weight:bold\">= ([^<]+)</td>", rate_lab._table.value)
    assert new == [typeset(value) for value in values]


def test_promise_and_reality_at_the_rate_of_the_example(rate_lab):
    said = repr(rate_lab)
    assert "0.1 × 0.166656 = 0.0166656" in said
    assert "real drop = 0.0128 − 0.00165129 = 0.0111487" in said
    assert "W1[1, 1] 0.4 − 0.1 × 0.192 = 0.3808" in said


@pytest.mark.parametrize(
    "rate, sentence",
    [
        (0, "Rate 0 is no step: nothing moves."),
        (0.1, "Falls short: y_pred goes from 1.16 to 1.0575, on its way to 1."),
        (0.157, "About the best rate for this one step: y_pred goes from 1.16 to 1.0005."),
        (0.2, "Overshoots: y_pred goes from 1.16 to 0.95819, past 1, but nearer than before."),
        (0.323, "Overshoots: "),
        (0.324, "Worse than no step: "),
    ],
)
def test_the_rate_lab_says_where_the_step_lands(rate_lab, rate, sentence):
    rate_lab.move("rate", rate)
    assert sentence in shown(rate_lab)


def test_the_answers_of_the_rate_lab_are_worked_out(rate_lab):
    answers = [question.answer for question in rate_lab.questions]
    assert answers[0].startswith("About 0.157.")
    assert answers[1].startswith("From 0.324 on")
    (start, gentle), (_, bold) = trained(0.01, 1)[0], trained(0.1, 1)[0]
    kept = (start - gentle) / 0.00166656, (start - bold) / 0.0166656
    assert answers[2].startswith(f"{kept[0]:.0%}, and {kept[1]:.0%}.")


# Training


@pytest.mark.parametrize("rate, steps", [(0.1, 1), (0.1, 6), (0.32, 20), (0.54, 12), (0.01, 40)])
def test_training_takes_the_steps_of_a_plain_loop(training_lab, rate, steps):
    training_lab.move("rate", rate)
    for _ in range(steps):
        training_lab.step()
    losses, parameters = trained(rate, steps)
    assert training_lab._run.losses == losses
    heights = [place(training_lab, step, max(value, 1e-12)) for step, value in enumerate(losses)]
    assert circles(training_lab) == [*heights, heights[-1]]
    assert f"b2 = {typeset(parameters.b2)}" in training_lab._picture.svg
    assert training_lab._picture.lines[0].startswith(f"Step {steps}: ")


def test_the_loss_is_small_from_step_6_on():
    run = whole_run(worked_example, 0.1)
    assert run.small_since == 6
    assert run.meaning() == "The loss is below 0.000001 since step 6."
    assert run.losses[5] > 1e-6 > run.losses[6]


def test_the_loss_never_rises_at_032_and_rises_at_033():
    gentle, bold = (whole_run(worked_example, rate).losses for rate in (0.32, 0.33))
    assert all(later <= earlier for earlier, later in pairwise(gentle))
    assert bold[1] > bold[0]
    rises = sum(later > earlier for earlier, later in pairwise(bold))
    assert rises > 1, "the answer says: now and then later"


def test_both_neurons_asleep_and_the_loss_almost_0_has_a_sentence_of_its_own(training_lab):
    run = whole_run(worked_example, 0.54)
    assert run.asleep_since == 3
    assert run.example.parameters.b2 == pytest.approx(1, abs=1e-6)
    assert run.meaning().startswith("The loss is almost 0, but both hidden neurons are asleep")
    assert training_lab.questions[1].answer.startswith("Only b2. From step 3 on")
    assert whole_run(worked_example, 1).meaning().startswith("The loss is 0, but both")


def test_asleep_but_not_yet_there_is_told_apart():
    run = Run(worked_example)
    for _ in range(5):
        run.step(0.54)
    assert run.meaning().startswith("Both hidden neurons are asleep since step 3: W1, b1 and W2")


@pytest.mark.filterwarnings("error")
def test_diverging_ends_in_a_sentence(training_lab):
    training_lab.try_this(3)
    for _ in range(100):
        training_lab.step()
    assert training_lab._run.steps == 12
    assert "The loss has grown past 1,000,000" in training_lab._picture.lines[1]
    assert "nan" not in repr(training_lab).lower()
    assert training_lab._run.losses[-1] / training_lab._run.losses[-2] == pytest.approx(4)


@pytest.mark.filterwarnings("error")
def test_numbers_that_the_network_refuses_end_in_the_same_sentence():
    W1, b1, W2, b2 = worked_example.parameters
    huge = worked_example._replace(parameters=Parameters(W1 * 1e15, b1, W2 * 1e15, b2))
    run = Run(huge)
    run.step(1)
    assert run.diverged
    assert "this rate is too large" in run.meaning()


def test_a_run_ends_where_the_chart_ends():
    run = whole_run(sleeping_example, 0.01)
    assert run.steps == LONGEST == 40
    run.step(0.01)
    assert len(run.losses) == 41


def test_the_run_before_stays_in_grey_until_a_reset(training_lab):
    training_lab.step()
    training_lab.restart()
    assert training_lab._run.steps == 0
    assert training_lab._losses_before == trained(0.1, 1)[0]
    assert shown(training_lab).count("<polyline") == 2
    training_lab.reset()
    assert shown(training_lab).count("<polyline") == 1


def test_back_to_step_0_stops_playing(training_lab):
    async def play():
        training_lab.player.play()
        training_lab.restart()

    asyncio.run(play())
    assert not training_lab.player.playing
    assert training_lab._run.steps == 0
