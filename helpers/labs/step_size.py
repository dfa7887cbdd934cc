"""The lab of notebook 07 on the size of a nudge: too large bends, too small rounds."""

from ipywidgets import HTML, VBox

from helpers.formatting import number
from helpers.labs._chart import MovingChart, png
from helpers.labs._number import Number, button
from helpers.more_plots import slope_errors, step_size_chart, step_size_marks
from helpers.plots import draw

START = 1e-5
NOISE = 1e-9  # below this an error is rounding, which differs from computer to computer


class StepSizeLab(VBox):
    """Slide a nudge from 1 down to 1e-14 and see how far off the nudged slope of W1[1, 0] is."""

    def __init__(self):
        self._nudge = Number("nudge", START, 1e-14, 1, self._refresh, scale="log")
        self._chart = MovingChart(
            step_size_chart(),
            "Relative error of a nudged slope against the nudge, from 1e-14 to 1. One-sided: a V "
            "with its foot near 1e-08. Two-sided: falls from left to right until the kink near 1.",
        )
        self._text = HTML()
        super().__init__([self._nudge, self._chart, self._text, button("Reset", self.reset)])
        self._refresh()

    def nudge(self, size):
        """Choose the nudge, one number from 1e-14 to 1."""
        self._nudge.value = size

    def reset(self):
        """Go back to a nudge of 1e-05."""
        self.nudge(START)

    def _refresh(self):
        self._chart.move(step_size_marks(self._nudge.value), repr(self))
        self._text.value = "<br>".join(self._lines())

    def _lines(self):
        size = self._nudge.value
        one_sided, two_sided, smooth = map(_words, slope_errors(size))
        return (
            f"nudge: {number(size, 3)}",
            f"one-sided slope: off by {one_sided}",
            f"two-sided slope: off by {two_sided}",
            f"two-sided slope with sigmoid: off by {smooth}",
        )

    def __repr__(self):
        return "\n".join(self._lines())

    def _repr_mimebundle_(self, **kwargs):
        picture = png(draw(step_size_chart(), step_size_marks(self._nudge.value)))
        still = {"text/plain": repr(self), "image/png": picture}
        return {**super()._repr_mimebundle_(**kwargs), **still}


def _words(error):
    return f"{number(error, 2)} of its size" if error >= NOISE else "less than 1e-09 of its size"
