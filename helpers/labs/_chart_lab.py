"""What the labs with a chart share: worked lines instead of a drawing, and a still chart."""

from helpers.labs._chart import still
from helpers.labs._lab import Lab
from helpers.plots import draw


class ChartLab(Lab):
    """The base of a lab that shows a chart. Each lab writes `lines` and `chart_and_marks`."""

    def lines(self):
        """What the lab says, in words and numbers, a text a line."""
        raise NotImplementedError

    def chart_and_marks(self):
        """A fresh figure and its marks, for the still picture."""
        raise NotImplementedError

    def __repr__(self):
        title = f"{type(self).__name__}. {self.heading}"
        return "\n".join([title if title.endswith("?") else f"{title}.", *self.lines()])

    def _still(self):
        return still(draw(*self.chart_and_marks()), repr(self))
