"""Notebook 07: the kink of ReLU, where the two nudges land on different sides."""

from helpers.formatting import factor, typeset
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question
from helpers.plots import at_bias, kink_chart, kink_marks


class KinkLab(ChartLab):
    """Move b1[1] across the value where neuron 2 falls asleep; compare backward with nudging."""

    heading = "Nudging across the kink"
    task = (
        "Move b1[1]. The orange line has the slope that backward gives, the dashed line the "
        "slope through the two nudged points."
    )
    questions = (
        Question(
            "Make the nudge smaller. When do the two slopes agree?",
            {"b1[1]": -0.9, "nudge": 0.2},
            "As soon as the nudge is at most 0.1: then both nudged points lie on one side.",
        ),
        Question(
            "Exactly at the kink: what does backward say, and what does nudging say?",
            {"b1[1]": -1},
            "Backward says 0, the slope of the left side, by convention. Nudging mixes the two "
            "sides, however small the nudge is.",
        ),
        Question(
            "Neuron 2 is asleep here. What does the gradient tell it?",
            {"b1[1]": -1.4},
            "Nothing: the slope is 0. No small step can wake it up.",
        ),
    )

    def __init__(self):
        text = "The loss against b1[1]: flat at 0.125 up to −1, while neuron 2 sleeps, then falling"
        self._chart = MovingChart(kink_chart(), text)
        dials = [Dial("b1[1]", -0.9, -1.5, -0.5), Dial("nudge", 0.2, 0.01, 0.3, step=0.01)]
        super().__init__([self._chart], {"": dials})

    def lines(self):
        """Where the kink lies, and the slope by backward and by nudging."""
        bias, nudge = self.values["b1[1]"], self.values["nudge"]
        z_2, _, by_backward = at_bias(bias)
        by_nudging = (at_bias(bias + nudge)[1] - at_bias(bias - nudge)[1]) / (2 * nudge)
        between = abs(z_2) < nudge - 1e-9
        return (
            f"z₂ = 1 × 0.2 + 2 × 0.4 + {factor(bias)} = {typeset(round(z_2, 9))}: {_state(z_2)}",
            f"slope from backward: db1[1] = {typeset(by_backward)}",
            f"slope from nudging by {typeset(nudge)}: {typeset(by_nudging)}",
            "The kink lies between the two nudges." if between else "Both nudges are on one side.",
        )

    def _follow(self):
        lines = self.lines()
        self._chart.move(self._marks(), "; ".join(lines), lines)

    def chart_and_marks(self):
        return kink_chart(), self._marks()

    def _marks(self):
        return kink_marks(self.values["b1[1]"], self.values["nudge"])


def _state(z):
    if abs(z) < 1e-12:
        return "exactly at the kink"
    return "awake" if z > 0 else "asleep"
