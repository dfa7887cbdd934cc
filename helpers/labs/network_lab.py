"""What the labs of the network share: its numbers are changed where they stand on the drawing."""

from ipywidgets import Box

from helpers.diagram import BOTTOM, EDGES, INPUT, OUTPUT, TOP, network_svg
from helpers.labs.kit import Lab, button
from helpers.labs.page import Drawing, Picture
from helpers.quantities import QUANTITIES, given_values

# The middle of each control, in the order of the calculation: Tab walks it.
CONTROL_PLACES = {
    "x₁": (INPUT, TOP),
    "x₂": (INPUT, BOTTOM),
    **{name: places[4:] for name, places in EDGES.items()},
    "W1[0, 1]": (142, 160),
    "W1[1, 0]": (142, 246),
    "y_true": (OUTPUT, 330),
}
SHAPES = {"x₁": "bh-input", "x₂": "bh-input", "y_true": "bh-inside"}
LINE_DIGITS = 6
MORE, FEWER = "More numbers", "Fewer numbers"


class NetworkLab(Lab):
    """A drawing with a control at each number that can be changed: `controls`, a list of dials.

    first: the names of those that are there at first, those of the question; None for all. The
    others come with "More numbers". room: how many worked lines may stand under the drawing. show,
    buttons: as in `Lab`. others: dials that stand at the side.
    """

    def __init__(self, controls, first=None, room=0, show=(), others=(), buttons=()):
        self._drawing, self._room = Drawing(room=room), room
        self._controls, self._every = controls, [control.name for control in controls]
        self._first = self._shown = self._every if first is None else list(first)
        for control in controls:
            x, y = CONTROL_PLACES[control.name]
            control.layout.left, control.layout.top = f"{x}px", f"{y}px"
            if control.name in SHAPES:
                control.add_class(SHAPES[control.name])
        self._more = button(MORE, self.more)
        self._more.layout.min_width = "126px"  # for either of its words: what follows stays
        self._show_controls()
        board = Box([self._drawing, *controls]).add_class("bh-board")
        buttons = [*buttons, *([self._more] if self._first != self._every else [])]
        super().__init__([board, *show], [*others, *controls], [*others, *buttons])

    @property
    def picture(self):
        """What the lab shows: its drawing with all numbers, and the lines under it."""
        example, parts, lines = self._seen
        return Picture(network_svg(example, **parts), lines)

    def more(self):
        """Put a control at every number that can be changed, or take the additional ones away."""
        self._shown = self._first if self._shown == self._every else self._every
        self._more.description = FEWER if self._shown == self._every else MORE
        self._show_controls()
        self._follow()

    def _draw(self, example, lines, **parts):
        """Show an example with worked lines; parts: what else `network_svg` is to draw."""
        self._seen = example, parts, lines
        self._drawing.draw(network_svg(example, **parts, under_hand=self._shown), lines)

    def _show_controls(self):
        for control in self._controls:
            control.layout.display = "" if control.name in self._shown else "none"


def worked_lines(example, forward_pass, quantity):
    """A line for each entry of a quantity: ["a₁ = max(0.8, 0) = 0.8", "a₂ = ..."]."""
    values = given_values(example) | forward_pass._asdict()
    return [str(line) for line in QUANTITIES[quantity].lines(values, LINE_DIGITS)]
