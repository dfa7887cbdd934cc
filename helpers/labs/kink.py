"""The lab of notebook 07 on the kink: where the two nudges land on different sides of it."""

from ipywidgets import HTML, VBox

from helpers.formatting import typeset
from helpers.labs._chart import MovingChart, png
from helpers.labs._number import Number, button
from helpers.more_plots import at_bias, kink_chart, kink_marks
from helpers.plots import draw

START, NUDGE = -0.9, 0.2


class KinkLab(VBox):
    """Move b1[1] across the value where neuron 2 falls asleep; compare backward with nudging."""

    def __init__(self):
        self._bias = Number("b1[1]", START, -1.5, -0.5, self._refresh)
        self._nudge = Number("nudge", NUDGE, 0.01, 0.3, self._refresh, step=0.01)
        self._chart = MovingChart(
            kink_chart(),
            "The loss against b1[1]: flat at 0.125 up to -1, while neuron 2 sleeps, then falling.",
        )
        self._text = HTML()
        children = [self._bias, self._nudge, self._chart, self._text, button("Reset", self.reset)]
        super().__init__(children)
        self._refresh()

    def move(self, bias):
        """Set b1[1], one number from -1.5 to -0.5."""
        self._bias.value = bias

    def nudge(self, size):
        """Set the nudge, one number from 0.01 to 0.3."""
        self._nudge.value = size

    def reset(self):
        """Go back to b1[1] = -0.9 and a nudge of 0.2."""
        self._bias.value, self._nudge.value = START, NUDGE

    def _refresh(self):
        self._chart.move(kink_marks(self._bias.value, self._nudge.value), repr(self))
        self._text.value = "<br>".join(self._lines())

    def _lines(self):
        bias, nudge = self._bias.value, self._nudge.value
        z_2, _, by_backward = at_bias(bias)
        by_nudging = (at_bias(bias + nudge)[1] - at_bias(bias - nudge)[1]) / (2 * nudge)
        between = abs(z_2) < nudge - 1e-9
        return (
            f"b1[1] = {typeset(bias)}, z₂ = {typeset(z_2)}: neuron 2 is {_state(z_2)}",
            f"backward says db1[1] = {typeset(by_backward)}",
            f"nudging by {typeset(nudge)} says {typeset(by_nudging)}",
            "The kink lies between the two nudges." if between else "Both nudges are on one side.",
        )

    def __repr__(self):
        return "\n".join(self._lines())

    def _repr_mimebundle_(self, **kwargs):
        marks = kink_marks(self._bias.value, self._nudge.value)
        still = {"text/plain": repr(self), "image/png": png(draw(kink_chart(), marks))}
        return {**super()._repr_mimebundle_(**kwargs), **still}


def _state(z):
    if abs(z) < 1e-12:
        return "exactly at the kink"
    return "awake" if z > 0 else "asleep"
