"""What the labs of the network share: its numbers are changed where they stand on the drawing."""

from ipywidgets import HTML, Box, Layout

from helpers.diagram import BOTTOM, EDGES, INPUT, OUTPUT, TOP, WIDTH, network_svg
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
DIAL_WIDTH, INPUT_WIDTH, DIAL_HEIGHT = 122, 72, 40
LINE_DIGITS = 6
MORE, FEWER = "More numbers", "Fewer numbers"
# Its rules name the lab as well: so they outdo those of `kit`, which another lab brings again.
BOARD = (
    f"<style>.bh-board{{position:relative;width:{WIDTH}px;flex:none}}"
    f".bh-board>.bh-dial{{position:absolute;width:{DIAL_WIDTH}px;height:{DIAL_HEIGHT}px;"
    "flex-flow:column;align-items:stretch;background:var(--jp-layout-color1,#fff);border-radius:6px}"
    f".bh-board>.bh-input{{width:{INPUT_WIDTH}px}}.bh-board>.bh-inside{{background:none}}"
    ".bh-lab .bh-board .widget-text{flex:0 0 22px;width:auto;height:22px;margin:0;"
    "align-items:center}.bh-lab .bh-board .widget-label{width:auto;flex:1 0 auto;font-size:13px;"
    "text-align:right;margin:0 4px}.bh-lab .bh-board input{width:58px!important;"
    "flex:0 0 58px!important;height:22px!important;padding:0 4px!important}"
    ".bh-lab .bh-board .bh-input input{width:46px!important;flex-basis:46px!important}"
    ".bh-lab .bh-board .widget-slider{flex:0 0 16px;height:16px;width:auto;margin:1px 2px}"
    ".bh-lab .bh-board .slider-container{height:16px;margin:0 6px}"
    ".bh-lab .bh-board .noUi-target{height:4px;margin-top:6px}"
    ".bh-lab .bh-board .noUi-handle{width:14px;height:14px;right:-7px;top:-6px}"
    ".bh-board~*{contain:inline-size}"  # words below it never make it wider
    ".bh-lab .bh-board .bh-lines{max-width:calc(130cqw - 12px)}"
    # a larger grip for a finger
    "@media(pointer:coarse){.bh-lab .bh-board .noUi-handle{width:20px;height:20px;right:-10px;"
    "top:-9px}}"
    f"@container(max-width:{WIDTH - 1}px){{.bh-board{{zoom:.86}}}}"
    "@container(max-width:619px){.bh-board{zoom:.76}}</style>"
)


class NetworkLab(Lab):
    """A drawing with a control at each number that can be changed: `controls`, a list of dials.

    first: the names of those that are there at first, those of the question; None for all. The
    others come with "More numbers". room: how many worked lines may stand under the drawing. show,
    buttons: as in `Lab`. others: dials that stand at the side.
    """

    def __init__(self, controls, first=None, room=0, show=(), others=(), buttons=()):
        self._drawing, self._room = Drawing(room=room), room
        self._controls = sorted(
            controls, key=lambda control: list(CONTROL_PLACES).index(control.name)
        )
        self._every = [control.name for control in self._controls]
        first = self._every if first is None else first
        self._first = self._shown = [name for name in self._every if name in first]
        for control in self._controls:
            _place(control)
        self._more = button(MORE, self.more)
        self._more.layout.min_width = "126px"  # for either of its words: what follows stays
        self._show_controls()
        board = Box([HTML(BOARD, layout=Layout(display="none")), self._drawing, *self._controls])
        board.add_class("bh-board")
        buttons = [*buttons, *([self._more] if self._first != self._every else [])]
        super().__init__([board, *show], [*others, *self._controls], [*others, *buttons])

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


def _place(control):
    """Put a control where its number stands on the drawing."""
    x, y = CONTROL_PLACES[control.name]
    wide = INPUT_WIDTH if control.name in ("x₁", "x₂") else DIAL_WIDTH
    control.layout.left, control.layout.top = f"{x - wide // 2}px", f"{y - DIAL_HEIGHT // 2}px"
    if wide == INPUT_WIDTH:
        control.add_class("bh-input")
    elif control.name == "y_true":
        control.add_class("bh-inside")  # nothing of the drawing runs under it but its own box


def worked_lines(example, forward_pass, quantity):
    """A line for each entry of a quantity: ["a₁ = max(0.8, 0) = 0.8", "a₂ = ..."]."""
    values = given_values(example) | forward_pass._asdict()
    return [str(line) for line in QUANTITIES[quantity].lines(values, LINE_DIGITS)]
