"""Notebook 05: forward, loss, backward, update, again and again, in view."""

from ipywidgets import HBox

from helpers.diagram import network_svg
from helpers.formatting import typeset
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question, button
from helpers.labs.picture import Picture
from helpers.labs.player import Player
from helpers.labs.run import LARGE, LONGEST, Run, whole_run
from helpers.plots import training_chart, training_marks
from helpers.worked_example import worked_example


class TrainingLab(ChartLab):
    """Train the network: play, pause, one step, back to step 0, at any rate and speed.

    example: where training begins, and the learning rate it begins with.
    """

    heading = "Training, step by step"
    task = (
        "Play, pause, or take one step at a time. rate is the learning rate of the next step; "
        "speed is how many steps are played in a second. Losses beyond the chart lie on its edge."
    )

    def __init__(self, example=worked_example):
        self._example = example
        self._run, self._losses_before = Run(example), ()
        self.questions = self._with_answers()
        self.player = Player(
            self.step, lambda: self._run.ended, self.restart, lambda: 1 / self.values["speed"]
        )
        others = (("One step", self.step), ("Back to step 0", self.restart))
        buttons = HBox([self.player.button, *(button(label, gesture) for label, gesture in others)])
        self._picture = Picture()
        self._chart = MovingChart(training_chart(LONGEST), "The loss after each step, a log axis")
        dials = [
            Dial("rate", example.learning_rate, 0.01, 3, step=0.01),
            Dial("speed", 4, 1, 10, scale="whole"),
        ]
        super().__init__([self._picture, self._chart, buttons], {"": dials})

    def step(self):
        """Take one training step, unless the run has ended."""
        self._run.step(self.values["rate"])
        self._follow()

    def restart(self):
        """Go back to step 0 with the same rate; the run so far stays on the chart, in grey."""
        self._begin()
        self._follow()

    def reset(self):
        """Go back to step 0 and the rate of the example, and forget the run before."""
        self._run, self._losses_before = Run(self._example), ()
        super().reset()

    def _begin(self):
        self.player.pause()
        self._losses_before = self._run.losses if self._run.steps else self._losses_before
        self._run = Run(self._example)

    def _start(self, numbers):
        self._begin()
        super()._start(numbers)

    def _with_answers(self):
        sleepy, wild = whole_run(self._example, 0.6), whole_run(self._example, 3)
        growth = typeset(wild.losses[-1] / wild.losses[-2])
        return (
            Question(
                "Play at rate 0.33, then at 0.32. At which of them does the loss ever rise?",
                {"rate": 0.33},
                "At 0.33: it rises in the first step and now and then later, but still arrives. At "
                "0.32 it never rises; that is the largest such rate with two decimals.",
            ),
            Question(
                "Play at rate 0.6 and watch the hidden neurons. What can still learn at the end?",
                {"rate": 0.6},
                f"Only b2. From step {sleepy.asleep_since} on both neurons are asleep, and b2 goes "
                "to 1 alone. Nothing of x₁ and x₂ comes through.",
            ),
            Question(
                "Play at rate 3. Where does it end, and how fast does the loss grow at last?",
                {"rate": 3},
                f"After {wild.steps} steps the loss has passed {LARGE:,.0f}. Both neurons are "
                f"asleep, and each step makes the loss {growth} times as large: b2 jumps over 1 "
                "and lands twice as far away on the other side.",
            ),
        )

    def lines(self):
        """Where the run is, and what a whole run at this rate comes to."""
        rate = self.values["rate"]
        ahead = whole_run(self._example, rate)
        later = f"After {ahead.steps} steps at rate {typeset(rate)}: {ahead.meaning()}"
        return [*self._run.said(), later]

    def _follow(self):
        said, run = self._run.said(), self._run
        self._picture.draw(network_svg(run.example, run.forward_pass), said)
        self._chart.move(training_marks(run.losses, self._losses_before), " ".join(said))

    def chart_and_marks(self):
        losses = whole_run(self._example, self.values["rate"]).losses
        return training_chart(LONGEST), training_marks(losses)
