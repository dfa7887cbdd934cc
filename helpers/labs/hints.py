"""Hints and the solution for a "your turn", folded away until a button is pressed."""

from ipywidgets import VBox


class Hints(VBox):
    """Hints for some quantities of an example."""

    def __init__(self, example, *quantities):
        super().__init__()
        self._names = quantities

    def __repr__(self):
        return "Hints for " + ", ".join(self._names) + ": press a button to open one."
