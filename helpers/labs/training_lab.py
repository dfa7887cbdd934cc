"""Notebook 05: forward, loss, backward, update, again and again, in view."""

from functools import cache

import numpy as np
from ipywidgets import HTML

from helpers.diagram import network_svg
from helpers.formatting import counted, typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, curve, log_axes, spot
from helpers.labs.controls import Dial
from helpers.labs.kit import Player, Question, button, status
from helpers.labs.page import Drawing
from helpers.network import backward, forward, loss, update
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
    questions = (
        Question(
            "Move the rate slowly from 0.05 to 0.3. The pale line runs ahead. Is a larger rate "
            "always faster?",
            {"rate": 0.05},
            "No. The line is steepest between 0.1 and 0.2. Beyond, each step overshoots, and the "
            "next has to make good for it.",
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
            "After 12 steps the loss has passed 1,000,000. At last each step makes it 4 times as "
            "large: y_pred jumps over 1 and lands twice as far away on the other side.",
        ),
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
        rate = Dial("rate", learning_rate, 0.01, 3, step=0.01)
        speed = Dial("speed", 4, 1, 10, scale="whole")
        steps = button("One step", self.step), button("Back to step 0", self.restart)
        super().__init__(
            [rate, speed],
            [*self.player.buttons, *steps],
            above=[self._drawing],
            below=[self._meaning],
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
        run = self._run
        y_pred, now = typeset(run.forward_pass.y_pred), typeset(run.losses[-1])
        return f"Step {run.steps}: y_pred = {y_pred}, L = {now}.", run.last_step()

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
        self.example, self.losses = worked_example, []
        self.asleep_since = self.small_since = None
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
        self.steps, self.diverged = len(self.losses) - 1, self.losses[-1] > LARGE
        self.ended = self.diverged or self.steps == LONGEST
        self.asleep_since = self._since(not self.forward_pass.a_hidden.any(), self.asleep_since)
        self.small_since = self._since(self.losses[-1] < SMALL, self.small_since)

    def _since(self, holds, before):
        """The step from which on something holds. before: the same, as it was one step ago."""
        if not holds:
            return None
        return self.steps if before is None else before

    def last_step(self):
        """What the last step did to the loss, in a sentence."""
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
    return [
        ChartMark(*_places(ahead), "line", "pale loss"),
        ChartMark(*_places(before), "dashed", "quiet"),
        ChartMark(steps, seen, "dots", "loss"),
        ChartMark(tuple(rises), tuple(seen[step] for step in rises), "ring", "backward"),
        spot(steps[-1], seen[-1], "dot", "loss"),
    ]


def _places(losses):
    """The steps of these losses, and how high on the axis each is drawn."""
    return tuple(range(len(losses))), tuple(np.clip(losses, FLOOR, CEILING))
