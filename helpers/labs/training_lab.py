"""Notebook 05: forward, loss, backward, update, again and again, in view."""

from functools import cache, cached_property
from itertools import takewhile

import numpy as np
from ipywidgets import HTML

from helpers.diagram import network_svg
from helpers.formatting import counted, typeset
from helpers.labs.chart import (
    Chart,
    ChartLab,
    ChartMark,
    add_legend,
    curve,
    empty_chart,
    own_settings,
    spot,
)
from helpers.labs.controls import Dial
from helpers.labs.kit import Player, Question, button, status
from helpers.labs.page import Drawing
from helpers.network import as_numbers, backward, forward, loss, update
from helpers.worked_example import learning_rate, worked_example

LONGEST = 40  # steps of a run
SMALL, LARGE = 1e-6, 1e6  # a loss to be content with, a loss to give up at
FLOOR, CEILING = 1e-8, 1e2  # the ends of the loss axis


class TrainingLab(ChartLab):
    """Train the network: play, pause, one step, back to step 0, at any rate and speed."""

    heading = "Training, step by step"
    task = (
        "Play, pause, or take one step at a time. rate is the learning rate; speed is how many "
        "steps are played in a second."
    )
    about = "The loss after each step, on a log axis; losses beyond it lie on its edge"
    axes = "step", "loss L", 0.15, 0.25, 0.66, (6.0, 1.95)

    def __init__(self):
        self._run, self._losses_before = Run(), ()
        self.player = Player(
            self.step,
            lambda: self._run.ended,
            lambda: 1 / self.values["speed"],
            self.finish,
            self.restart,
        )
        self._drawing, self._meaning = Drawing(), HTML()
        self._drawing.layout.max_width = "600px"
        super().__init__(
            [
                Dial("rate", learning_rate, 0.01, 3, step=0.01),
                Dial("speed", 4, 1, 10, scale="whole"),
            ],
            [
                *self.player.buttons,
                button("One step", self.step),
                button("Back to step 0", self.restart),
            ],
            above=[self._drawing],
            below=[self._meaning],
        )

    @cached_property
    def questions(self):
        wild = whole_run(3)
        growth = typeset(wild.losses[-1] / wild.losses[-2])
        return (
            Question(
                "Move the rate slowly from 0.05 to 0.3. The pale line runs ahead. Is a larger rate "
                "always faster?",
                {"rate": 0.05},
                "No. The line is steepest between 0.1 and 0.2. Beyond, each step overshoots, "
                "and the next has to make good for it.",
            ),
            Question(
                "Move the rate up by hundredths, and play. From where on does the loss ever rise? "
                "Rings show where it does.",
                {"rate": 0.3},
                "The cell below this lab tries every rate with two decimals and finds it.",
            ),
            Question(
                "Play at rate 3. Where does it end, and how fast does the loss grow at last?",
                {"rate": 3},
                f"After {wild.steps} steps the loss has passed {LARGE:,.0f}. At last each step "
                f"makes it {growth} times as large: y_pred jumps over 1 and lands twice as far "
                "away on the other side.",
            ),
        )

    def step(self):
        """Take one training step, unless the run has ended."""
        self._run.step(self.values["rate"])
        self._follow()

    def finish(self):
        """Take all steps that are left of the run."""
        self._run.finish(self.values["rate"])
        self._follow()

    def restart(self):
        """Go back to step 0 with the same rate; the run so far stays on the chart, in grey."""
        self._begin()
        self._follow()

    def reset(self):
        """Go back to step 0 and the rate of the example, and forget the run before."""
        self._run, self._losses_before = Run(), ()
        super().reset()

    def _begin(self):
        self.player.pause()
        self._losses_before = self._run.losses if self._run.steps else self._losses_before
        self._run = Run()

    def _start(self, numbers):
        self._begin()
        super()._start(numbers)

    def lines(self):
        """Where the run is, and what the last step did to the loss."""
        return self._run.where()

    def chart(self, axes):
        log_axes(axes, LONGEST, range(-8, 3, 2))
        labels = [label.get_text() for label in axes.get_yticklabels()]
        labels[0] = labels[0].replace("$10", r"$\leq 10")
        labels[-1] = labels[-1].replace("$10", r"$\geq 10")
        axes.set_yticks(axes.get_yticks(), labels)
        curve(axes, axes.get_xlim(), (SMALL, SMALL), "fine", "ink")
        add_legend(
            axes,
            ("dots", "loss", "this run"),
            ("ring", "backward", "here it rose"),
            ("line", "pale loss", "ahead, at this rate"),
            ("dashed", "quiet", "the run before"),
            ("fine", "ink", f"L = {SMALL:f}"),
            loc="upper left",
            bbox_to_anchor=(1.01, 1.06),
        )

    def marks(self):
        return training_marks(self._run.losses, self._losses_before, self._ahead.losses)

    def __repr__(self):
        steps, rate = counted(self._ahead.steps, "step"), typeset(self.values["rate"])
        return f"{super().__repr__()}\nAfter {steps} at rate {rate}: {self._ahead.meaning()}"

    def _follow(self):
        self._ahead = whole_run(self.values["rate"])
        self._drawing.draw(network_svg(self._run.example, self._run.forward_pass))
        folded = f"<details><summary>What has happened?</summary>{self._run.meaning()}</details>"
        self._meaning.value = status(folded)
        super()._follow()


class Run:
    """Training of the worked example: the network now, the losses so far, what they have come to.

    asleep_since, small_since: the step from which on both neurons slept, or the loss was small.
    """

    def __init__(self):
        self.example, self.losses, self._asleep = worked_example, [], []
        self._look()

    def step(self, rate):
        """One update with this learning rate, unless the run has ended."""
        if not self.ended:
            _, parameters, y_true, _ = self.example
            gradients = backward(parameters, self.forward_pass, y_true)
            self.example = self.example._replace(parameters=update(parameters, gradients, rate))
            self._look()

    def finish(self, rate):
        """All updates that are left of the run, with this learning rate."""
        while not self.ended:
            self.step(rate)

    def _look(self):
        x, parameters, y_true, _ = self.example
        self.forward_pass = forward(parameters, x)
        self.losses.append(loss(self.forward_pass.y_pred, y_true))
        self._asleep.append(not self.forward_pass.a_hidden.any())
        self.steps, self.diverged = len(self.losses) - 1, self.losses[-1] > LARGE
        self.ended = self.diverged or self.steps == LONGEST
        self.asleep_since = since(self._asleep)
        self.small_since = since([L < SMALL for L in self.losses])

    def where(self):
        """Where the run is, and what the last step did to the loss: two sentences."""
        y_pred, now = typeset(self.forward_pass.y_pred), typeset(self.losses[-1])
        return f"Step {self.steps}: y_pred = {y_pred}, L = {now}.", self._last_step()

    def _last_step(self):
        if self.steps == 0:
            return "No step has been taken yet."
        if self.diverged:
            return f"The loss has grown past {LARGE:,.0f}: the run ends here."
        before, now = self.losses[-2:]
        verb = "rose" if now > before else "fell" if now < before else "stayed"
        return f"This step the loss {verb}, from {typeset(before)} to {typeset(now)}."

    def meaning(self):
        """What the run has come to: one sentence or two."""
        asleep = f"hidden neurons are asleep since step {self.asleep_since}"
        if self.diverged:
            return "This rate is too large: every step makes things worse. Try a smaller one."
        if self.asleep_since is not None and self.small_since is not None:
            small = "0" if self.losses[-1] == 0 else "almost 0"
            only = "Only b2 was learned: y_pred = b2, and nothing of x comes through."
            return f"The loss is {small}, but both {asleep}. {only}"
        if self.asleep_since is not None:
            return f"Both {asleep}: W1, b1 and W2 have gradient 0, and only b2 still moves."
        if self.small_since is not None:
            return f"The loss is below {SMALL:f} since step {self.small_since}."
        return "Nothing is learned yet." if self.steps == 0 else "The run is on its way."


def since(held):
    """The step from which on something has held without a break, or None. held: for each step."""
    count = len(list(takewhile(bool, reversed(held))))
    return len(held) - count if count else None


@cache
def whole_run(rate):
    """The run at one learning rate, taken to its end. Returns a `Run`."""
    run = Run()
    run.finish(rate)
    return run


def training_marks(losses, before=(), ahead=()):
    """What moves over the chart: the losses so far, where they rose, the last one large.

    before, ahead: the losses of the run before and of a whole run at this rate. A loss beyond the
    ends of the axis, 0 among them, is drawn on its edge.
    """
    steps, seen = _places(losses)
    rises = [step for step in steps[1:] if losses[step] > losses[step - 1]]
    marks = [ChartMark(*_places(ahead), "line", "pale loss")]
    if len(before) > 1:
        marks.append(ChartMark(*_places(before), "dashed", "quiet"))
    return [
        *marks,
        ChartMark(steps, seen, "dots", "loss"),
        ChartMark(tuple(rises), tuple(seen[step] for step in rises), "ring", "backward"),
        spot(steps[-1], seen[-1], "dot", "loss"),
    ]


def _places(losses):
    """The steps of these losses, and how high on the axis each is drawn."""
    return tuple(range(len(losses))), tuple(np.clip(losses, FLOOR, CEILING))


@own_settings()
def loss_curve(losses):
    """The loss after 0, 1, 2 … steps on a log axis that just holds them: a `Chart`.

    losses: numbers from 0 up, at least one above 0. A 0 has no place on a log axis: there the line
    leaves the chart. Source: notebook 05.
    """
    losses = as_numbers("losses", losses, ("n",))
    above = losses[losses > 0]
    if losses.min() < 0 or not above.size or above.min() < 1e-100:
        raise ValueError("losses must be 0 or above 1e-100, and not all of them 0")
    powers = np.log10(above)
    lowest, highest = int(np.floor(powers.min())), int(np.ceil(powers.max()))
    gap = 1 + (highest - lowest) // 8
    figure, axes = empty_chart("step", "loss L (log axis)", bottom=0.22, size=(7.2, 2.5))
    log_axes(axes, len(losses) - 1, range(lowest, highest + gap, gap))
    curve(axes, range(len(losses)), losses, "dots", "loss")
    return Chart(figure, "loss after each step: " + ", ".join(f"{value:.3g}" for value in losses))


def log_axes(axes, longest, powers):
    """Make the axes those of a loss after 0 … `longest` steps, labelled at these powers of ten."""
    axes.set_yscale("log")
    margin = 0.1 + longest / 100
    axes.set_xlim(-margin, longest + margin)
    axes.set_ylim(10.0 ** (powers[0] - 0.7), 10.0 ** (powers[-1] + 0.7))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_yticks([10.0**power for power in powers], [f"$10^{{{power}}}$" for power in powers])
    axes.minorticks_off()
