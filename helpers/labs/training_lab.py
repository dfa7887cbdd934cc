"""Notebook 05: forward, loss, backward, update, again and again, in view."""

import numpy as np
from ipywidgets import HTML

from helpers.diagram import network_svg
from helpers.formatting import typeset
from helpers.labs.chart import (
    BACKWARD,
    INK,
    LOSS,
    QUIET,
    STYLES,
    Chart,
    ChartLab,
    ChartMark,
    add_legend,
    empty_chart,
    own_settings,
)
from helpers.labs.controls import Dial
from helpers.labs.kit import WORDS, Question, button
from helpers.labs.picture import Drawing
from helpers.labs.player import Player
from helpers.labs.run import LARGE, LONGEST, SMALL, Run, whole_run
from helpers.network import as_numbers
from helpers.worked_example import worked_example

PALE = "#C990AF"
FLOOR, CEILING = 1e-8, 1e2  # the ends of the loss axis


class TrainingLab(ChartLab):
    """Train the network: play, pause, one step, back to step 0, at any rate and speed.

    example: where training begins, and the learning rate it begins with.
    """

    heading = "Training, step by step"
    task = (
        "Play, pause, or take one step at a time. rate is the learning rate; speed is how many "
        "steps are played in a second."
    )

    def __init__(self, example=worked_example):
        self._example = example
        self._run, self._losses_before = Run(example), ()
        self.questions = self._with_answers()
        self.player = Player(
            self.step, lambda: self._run.ended, self.restart, lambda: 1 / self.values["speed"]
        )
        others = (("One step", self.step), ("Back to step 0", self.restart))
        self._drawing, self._meaning = Drawing(), HTML()
        self._drawing.layout.max_width = "560px"
        super().__init__(
            "The loss after each step, on a log axis; losses beyond it lie on its edge",
            [
                Dial("rate", example.learning_rate, 0.01, 3, step=0.01),
                Dial("speed", 4, 1, 10, scale="whole"),
            ],
            [self.player.button, *(button(label, gesture) for label, gesture in others)],
            above=[self._drawing],
            below=[self._meaning],
        )

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
        wild = whole_run(self._example, 3)
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

    def lines(self):
        """Where the run is, and what the last step did to the loss."""
        return self._run.where()

    def chart(self):
        return training_chart(LONGEST)

    def marks(self):
        return training_marks(self._run.losses, self._losses_before, self._ahead.losses)

    def __repr__(self):
        ahead = f"After {steps(self._ahead.steps)} at rate {typeset(self.values['rate'])}: "
        return f"{super().__repr__()}\n{ahead}{self._ahead.meaning()}"

    def _follow(self):
        self._ahead = whole_run(self._example, self.values["rate"])
        self._drawing.draw(network_svg(self._run.example, self._run.forward_pass))
        folded = f"<details><summary>What has happened?</summary>{self._run.meaning()}</details>"
        self._meaning.value = f"{WORDS}{folded}</div>"
        super()._follow()


def steps(count):
    """So many steps, in words: "1 step", "2 steps"."""
    return f"{count} step" if count == 1 else f"{count} steps"


@own_settings()
def training_chart(longest):
    """Empty axes for the loss after 0, 1 … `longest` steps, on a log axis. Returns a `Figure`.

    `training_marks` draws what lies beyond the axis on its edge.
    """
    shape = {"size": (6.0, 1.95), "left": 0.15, "bottom": 0.25, "right": 0.66}
    figure, axes = _log_chart(longest, range(-8, 3, 2), "loss L", **shape)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    labels[0] = labels[0].replace("$10", r"$\leq 10")
    labels[-1] = labels[-1].replace("$10", r"$\geq 10")
    axes.set_yticks(axes.get_yticks(), labels)
    axes.axhline(SMALL, color=INK, linewidth=1.4, linestyle=(0, (1.5, 2)))
    add_legend(
        axes,
        ("dots", LOSS, "this run"),
        ("ring", BACKWARD, "here it rose"),
        ("line", PALE, "ahead, at this rate"),
        ("dashed", QUIET, "the run before"),
        ("fine", INK, f"L = {SMALL:f}"),
        loc="upper left",
        bbox_to_anchor=(1.01, 1.06),
    )
    return figure


def training_marks(losses, before=(), ahead=()):
    """The marks of `training_chart`: the losses so far, where they rose, the last one large.

    before, ahead: the losses of the run before and of a whole run at this rate. A loss beyond the
    ends of the axis, 0 among them, is drawn on its edge.
    """
    curve, rises = (
        _on_the_axis(losses),
        [n for n in _counted(losses)[1:] if losses[n] > losses[n - 1]],
    )
    marks = [ChartMark(_counted(ahead), _on_the_axis(ahead), "line", PALE)]
    if len(before) > 1:
        marks.append(ChartMark(_counted(before), _on_the_axis(before), "dashed", QUIET))
    return [
        *marks,
        ChartMark(_counted(losses), curve, "dots", LOSS),
        ChartMark(tuple(rises), tuple(curve[step] for step in rises), "ring", BACKWARD),
        ChartMark((len(curve) - 1,), curve[-1:], "dot", LOSS),
    ]


def _counted(losses):
    return tuple(range(len(losses)))


def _on_the_axis(losses):
    return tuple(np.clip(losses, FLOOR, CEILING))


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
    figure, axes = _log_chart(
        len(losses) - 1, range(lowest, highest + gap, gap), bottom=0.22, size=(7.2, 2.5)
    )
    axes.plot(range(len(losses)), losses, color=LOSS, **STYLES["dots"])
    return Chart(figure, "loss after each step: " + ", ".join(f"{value:.3g}" for value in losses))


def _log_chart(longest, powers, label="loss L (log axis)", **shape):
    """Axes for a loss after 0 … `longest` steps, labelled at these powers of ten."""
    figure, axes = empty_chart("step", label, **shape)
    axes.set_yscale("log")
    margin = 0.1 + longest / 100
    axes.set_xlim(-margin, longest + margin)
    axes.set_ylim(10.0 ** (powers[0] - 0.7), 10.0 ** (powers[-1] + 0.7))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_yticks([10.0**power for power in powers], [f"$10^{{{power}}}$" for power in powers])
    axes.minorticks_off()
    return figure, axes
