"""Notebook 07: the size of a nudge. Too large, the curve bends; too small, digits run out."""

from helpers.formatting import number
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.plots import slope_errors, step_size_chart, step_size_marks

NOISE = 1e-9  # below this an error is rounding, which differs from computer to computer
FIGURE = (
    "Relative error of a nudged slope against the nudge, from 1e-14 to 1. One-sided: a V with its "
    "foot near 1e-08. Two-sided: falls from left to right, and jumps up near 1. With sigmoid: a "
    "V with its foot near 1e-05"
)


class StepSizeLab(ChartLab):
    """Slide a nudge from 1 down to 1e-14 and see how far off the nudged slope of W1[1, 0] is."""

    heading = "How small should a nudge be?"
    task = (
        "Slide the nudge of W1[1, 0] from one end to the other. The points show how far off the "
        "slope is; the lower, the better."
    )
    questions = (
        Question(
            "Make the nudge ten times larger, again and again. What does the relative error of the "
            "one-sided slope do?",
            {"nudge": 1e-5},
            "It grows ten times each, because the curve bends further away. The two-sided one "
            "does not: its faults cancel.",
        ),
        Question(
            "Here the nudge is tiny. Why are all three lines so bad?",
            {"nudge": 1e-13},
            "The two losses are equal in almost all of their sixteen digits. Hardly a digit of "
            "their difference is left.",
        ),
        Question(
            "A nudge of 1. Why is even the two-sided slope far off?",
            {"nudge": 1},
            "x₂ is 2, so nudging down takes 2 off z₁, which is 0.8: neuron 1 falls asleep.",
        ),
    )

    def __init__(self):
        self._chart = MovingChart(step_size_chart(), FIGURE)
        super().__init__([self._chart], {"": [Dial("nudge", 1e-5, 1e-14, 1, scale="log")]})

    def lines(self):
        """The nudge, and how far off each of the three slopes is."""
        nudge = self.values["nudge"]
        one_sided, two_sided, smooth = map(_words, slope_errors(nudge))
        return (
            f"nudge: {number(nudge, 3)}",
            f"one-sided slope: {one_sided}",
            f"two-sided slope: {two_sided}",
            f"two-sided slope with sigmoid: {smooth}",
        )

    def _follow(self):
        lines = self.lines()
        self._chart.move(step_size_marks(self.values["nudge"]), "; ".join(lines), lines)

    def chart_and_marks(self):
        return step_size_chart(), step_size_marks(self.values["nudge"])


def _words(error):
    size = f"relative error {number(error, 2)}"
    return size if error >= NOISE else "relative error below 1e-09"
