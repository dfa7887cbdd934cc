"""Notebook 08: what the network says all over the input plane, and where its neurons sleep."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from helpers.diagram import parameter_values
from helpers.formatting import factor, typeset
from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Lab, Player, Question, button
from helpers.labs.page import Drawing
from helpers.network import Parameters, forward, loss
from helpers.training import first_parameters, train
from helpers.worked_example import worked_example

XOR_INPUTS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], float)
XOR_OUTPUTS = np.array([0, 1, 1, 0], float)
XOR = Parameters([[1, 1], [1, 1]], [0, -1], [1, -2], 0)
BY_HAND = parameter_values(XOR)
RATE, PER_BEAT, BEATS = 0.3, 20, 50  # so many steps a beat, so many beats a press
KEPT = 4  # training leaves long numbers


class InputPlaneLab(Lab):
    """Move nine numbers and see y_pred all over the input plane, both folds, XOR's points."""

    home = "Worked example"
    heading = "The input plane"
    task = (
        "Colour is y_pred at each pair of inputs. A neuron sleeps on the hatched side of its line. "
        "Rings: XOR, thick where 1 is wanted."
    )
    questions = (
        Question(
            "W2[1] is 0: neuron 2 has no say. Which point is wrong? What must W2[1] be?",
            {**BY_HAND, "W2[1]": 0},
            "The one at (1, 1): its prediction is 2. There a₂ is 1, so each unit of W2[1] takes 1 "
            "away: −2 it must be.",
        ),
        Question(
            "Move b1[1] from −1 up to 0. Which of the four predictions stays right?",
            BY_HAND,
            "That at (0, 0). Neuron 2 stays asleep there, for z₂ is b1[1]. At the other three "
            "points it wakes up too early.",
        ),
        Question(
            "Move W1[0, 0] from 1 to 0. How does the line of neuron 1 lie then, and why?",
            BY_HAND,
            "Level, along x₂ = 0. z₁ is then 1 × x₂: x₁ has no say any more.",
        ),
    )

    def __init__(self):
        self._parameters, self._seed, self._beats = worked_example.parameters, -1, 0
        self._drawing = Drawing()
        self.player = Player(
            self._learn,
            lambda: self._beats % BEATS == 0,
            lambda: 0.2,
            self.train,
            words=("Train", "Stop", "Train at once"),
        )
        buttons = [
            button("XOR by hand", self.by_hand),
            button("Random", self.random_start),
            *self.player.buttons,
        ]
        numbers = dials(*BY_HAND)
        super().__init__([self._drawing], numbers, [*numbers, *buttons])
        self.add_class("bh-plane")  # its labels are longer

    def by_hand(self):
        """The numbers that solve XOR: W1 all 1, b1 = [0, −1], W2 = [1, −2], b2 = 0."""
        self._start(BY_HAND)

    def random_start(self):
        """First weights drawn at random, each time others."""
        self._seed += 1
        self.player.pause()
        self._take(first_parameters(2, 2, self._seed))

    def train(self, steps=PER_BEAT * BEATS):
        """So many steps at rate 0.3 on all four points at once."""
        parameters, _ = train(self._parameters, XOR_INPUTS, XOR_OUTPUTS, RATE, steps)
        self._take(parameters)

    def lines(self):
        """The three sums with their weights, and the loss over the four points."""
        W1, b1, W2, b2 = self._parameters
        L = loss(forward(self._parameters, XOR_INPUTS).y_pred, XOR_OUTPUTS)
        return (
            _sum("z₁", W1[:, 0], "x", b1[0]),
            _sum("z₂", W1[:, 1], "x", b1[1]),
            _sum("y_pred", W2, "a", b2),
            f"L = {_rounded(L)}, the mean over the four points",
        )

    def _learn(self):
        self._beats += 1
        self.train(PER_BEAT)

    def _take(self, parameters):
        """Show these parameters; the fields show four decimals of them."""
        found = parameter_values(parameters)
        self._set({name: round(value, KEPT) for name, value in found.items()})
        self._show(parameters)

    def _follow(self):
        if not self.player.playing:  # a slider may still report where training put it a beat ago
            self._show(example_with(self.values).parameters)

    def _show(self, parameters):
        self._parameters = parameters
        self._drawing.draw(plane_svg(parameters), self.lines())


def _sum(name, weights, inputs, bias):
    """A weighted sum with its numbers: `z₁ = x₁ × 0.1 + x₂ × 0.3 + 0.1`."""
    first, second, bias = (factor(round(number, KEPT)) for number in (*weights, bias))
    return f"{name} = {inputs}₁ × {first} + {inputs}₂ × {second} + {bias}"


def _rounded(value):
    return typeset(round(value, KEPT))


# The input plane, cut along the lines on which a neuron falls asleep


class Piece(NamedTuple):
    """A part of the input plane on which no neuron falls asleep: y_pred = slope · x + base there.

    corners: shape (n, 2), in order. slope: shape (2,).
    """

    corners: np.ndarray
    slope: np.ndarray
    base: float


def pieces(parameters):
    """The plane that is drawn, cut along every fold. Returns `Piece`s."""
    W1, b1, W2, b2 = parameters
    parts = [Piece(FRAME, np.zeros(2), float(b2))]
    for weights, bias, out in zip(W1.T, b1, W2, strict=True):
        asleep = [part._replace(corners=above(part.corners, -weights, -bias)) for part in parts]
        awake = [
            Piece(above(corners, weights, bias), slope + out * weights, base + out * bias)
            for corners, slope, base in parts
        ]
        parts = [part for part in (*asleep, *awake) if len(part.corners) > 2]
    return parts


def above(corners, slope, base):
    """The part of a polygon on which slope · x + base is 0 or more: its corners, in order."""
    heights = (corners @ slope + base).tolist()
    if all(height >= 0 for height in heights):
        return corners
    kept = []
    for place, (here, h, t) in enumerate(
        zip(corners, heights, [*heights[1:], heights[0]], strict=True)
    ):
        if h >= 0:
            kept.append(here)
        if h * t < 0:
            there = corners[(place + 1) % len(corners)]
            kept.append(here + (there - here) * h / (h - t))
    return np.array(kept).reshape(-1, 2)


def bands(piece):
    """A piece cut where y_pred passes each of the LEVELS: (how many lie below, corners)."""
    if _flat(piece.slope):
        yield int(np.searchsorted(LEVELS, piece.base, side="right")), piece.corners
        return
    for number, (low, high) in enumerate(pairwise([-np.inf, *LEVELS, np.inf])):
        corners = above(piece.corners, piece.slope, piece.base - low)
        corners = above(corners, -piece.slope, high - piece.base)
        if len(corners) > 2:
            yield number, corners


def line_across(corners, slope, base):
    """The two ends of the line slope · x + base = 0 on a polygon; nothing where it misses it."""
    if _flat(slope):
        return ()
    half = above(corners, slope, base)
    ends = half[np.abs(half @ slope + base) < 1e-9]
    return (ends[0], ends[-1]) if len(ends) > 1 and np.ptp(ends, axis=0).max() > 1e-6 else ()


def _flat(slope):
    """Whether a plane is level, but for what rounding and training leave."""
    return np.abs(slope).max() < 1e-4


# The drawing

FROM, TO = -1.25, 1.75  # the ends of both inputs: −1, where the example's neuron 1 falls asleep
SIDE, INSET, HEADROOM = 360, 44, 8  # pixels
PLANE_WIDTH, PLANE_HEIGHT = 480, 410
LEVELS = np.arange(-4, 9) / 4  # of y_pred: where one colour ends and the next begins
CONTOURS = (-0.5, 0, 0.5, 1, 1.5)
COLD, WARM = (0, 114, 178), (213, 94, 0)
DASHES = ("9 4", "2.5 4")  # of neuron 1, of neuron 2
# Where on its line a label stands: a contour ends at a fold, and two folds cross in the middle.
MIDDLE_FIRST, ENDS_FIRST = (0.5, 0.3, 0.7, 0.15, 0.85), (0.15, 0.85, 0.3, 0.7, 0.5)
FRAME = np.array([(FROM, FROM), (TO, FROM), (TO, TO), (FROM, TO)])


def plane_svg(parameters):
    """The input plane of a 2-2-1 network with XOR's four points, as SVG text."""
    predicted = forward(parameters, XOR_INPUTS).y_pred
    parts, labels = pieces(parameters), Labels()
    colours = (
        f'<polygon points="{_pixels(corners)}" fill="{colour(number)}" stroke="{colour(number)}"/>'
        for part in parts
        for number, corners in bands(part)
    )
    folds = [_fold(parameters, neuron, labels) for neuron in (0, 1)]
    contours = [_contour(parts, level, labels) for level in CONTOURS]
    points = [_point(*each) for each in zip(XOR_INPUTS, XOR_OUTPUTS, predicted, strict=True)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{PLANE_WIDTH}" '
        f'viewBox="0 0 {PLANE_WIDTH} {PLANE_HEIGHT}" '
        'style="max-width:100%;height:auto;forced-color-adjust:none">'
        f"<title>{_said(parameters)}</title>"
        f'<rect width="{PLANE_WIDTH}" height="{PLANE_HEIGHT}" fill="#FFFFFF"/>{"".join(colours)}'
        f'<g fill="none" stroke="#333333">{"".join(contours + folds)}'
        f'<rect x="{INSET}" y="{HEADROOM}" width="{SIDE}" height="{SIDE}"/></g>'
        f'<g font-family="sans-serif" font-size="13" text-anchor="middle" fill="#333333">'
        f"{''.join(labels.texts + points)}{_scales()}</g></svg>"
    )


def _said(parameters):
    """What the drawing shows, in words and numbers."""
    _, z_hidden, *_, predicted = forward(parameters, XOR_INPUTS)
    said = [
        f"At ({x[0]:g}, {x[1]:g}), where {wanted:g} is wanted, y_pred = {_rounded(y)}"
        + "".join(f", neuron {n} asleep" for n in (1, 2) if z[n - 1] <= 0)
        for x, wanted, y, z in zip(XOR_INPUTS, XOR_OUTPUTS, predicted, z_hidden, strict=True)
    ]
    return "The input plane. " + ". ".join(said) + "."


class Labels:
    """Texts on the plane that cover neither each other nor the four points."""

    def __init__(self):
        self.texts, self._taken = [], []
        for x, y in map(_place, XOR_INPUTS):
            self._taken += [_box(x, y, 28, 28), _box(x, y + 24, 64, 16)]

    def put_on(self, lines, words, shares):
        """The words on the longest of these lines where there is room, after one of these shares
        of its length; else nowhere."""
        width = 7 * len(words) + 8
        for start, end in sorted(lines, key=lambda ends: -np.linalg.norm(ends[1] - ends[0])):
            for share in shares:
                x, y = _place(start + share * (end - start))
                box = _box(x, y, width, 16)
                if self._free(box):
                    self._taken.append(box)
                    plate = f'x="{box[0]:.1f}" y="{box[1]:.1f}" width="{width}" height="16" rx="4"'
                    self.texts.append(
                        f'<rect {plate} fill="#FFFFFF" opacity=".85"/>'
                        f'<text x="{x:.1f}" y="{y + 4.5:.1f}">{words}</text>'
                    )
                    return

    def _free(self, box):
        left, top, right, bottom = box
        across, down = (
            INSET < left < right < INSET + SIDE,
            HEADROOM < top < bottom < HEADROOM + SIDE,
        )
        beside = (a > right or c < left or b > bottom or d < top for a, b, c, d in self._taken)
        return across and down and all(beside)


def colour(number):
    """The colour of a band: blue below 0.5, orange above it, nearly white beside it."""
    middle = LEVELS[0] - 0.125 + number / 4
    share = min(abs(middle - 0.5) / 1.75, 1) * 0.85
    end = WARM if middle > 0.5 else COLD
    return "#" + "".join(f"{round(255 + (part - 255) * share):02X}" for part in end)


def _contour(parts, level, labels):
    """The line on which y_pred has this level, with its number; 0.5 is drawn thicker."""
    lines = [line_across(corners, slope, base - level) for corners, slope, base in parts]
    labels.put_on(filter(None, lines), typeset(level), MIDDLE_FIRST)
    width = 2.4 if level == 0.5 else 1.2
    return "".join(
        f'<path d="M{_pixels(ends)}" stroke-width="{width}"/>' for ends in filter(None, lines)
    )


def _fold(parameters, neuron, labels):
    """The line on which z of a neuron is 0, hatched on the side where the neuron sleeps."""
    weights, bias = parameters.W1[:, neuron], parameters.b1[neuron]
    ends = line_across(FRAME, weights, bias)
    if not ends:
        return ""
    labels.put_on([ends], f"z{'₁₂'[neuron]} = 0", ENDS_FIRST)
    aside = weights / np.linalg.norm(weights) * 5 * (TO - FROM) / SIDE
    hatching = _pixels([end - aside for end in ends])
    return (
        f'<path d="M{_pixels(ends)}" stroke-width="2.4" stroke-dasharray="{DASHES[neuron]}"/>'
        f'<path d="M{hatching}" stroke-width="8" stroke-dasharray="1 5"/>'
    )


def _point(point, wanted, predicted):
    """One of the four points: a ring, thick where 1 is wanted, with that number and y_pred."""
    x, y = _place(point)
    ring = f'r="12" fill="#FFFFFF" stroke="#333333" stroke-width="{4 if wanted else 1}"'
    halo = 'stroke="#FFFFFF" stroke-width="4" paint-order="stroke"'
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" {ring}/>'
        f'<text x="{x:.1f}" y="{y + 4.5:.1f}" font-weight="bold">{wanted:g}</text>'
        f'<text x="{x:.1f}" y="{y + 28.5:.1f}" {halo}>{_rounded(predicted)}</text>'
    )


def _scales():
    """The numbers along both axes, and the scale of colours with its own."""
    parts = [
        f'<text x="{INSET + SIDE / 2:g}" y="{HEADROOM + SIDE + 36}">x₁</text>',
        f'<text x="{INSET - 14}" y="{HEADROOM + 14}">x₂</text>',
        f'<text x="{INSET + SIDE + 36}" y="{HEADROOM + SIDE + 18}">y_pred</text>',
    ]
    for value in (-1, 0, 1):
        x, y = _place((value, value))
        parts.append(f'<text x="{x:g}" y="{HEADROOM + SIDE + 18}">{typeset(value)}</text>')
        parts.append(f'<text x="{INSET - 14}" y="{y + 4.5:g}">{typeset(value)}</text>')
    height = SIDE / (len(LEVELS) + 1)
    for number in range(len(LEVELS) + 1):
        y = HEADROOM + SIDE - (number + 1) * height
        parts.append(
            f'<rect x="{INSET + SIDE + 12}" y="{y:.1f}" width="16" height="{height + 0.5:.1f}" '
            f'fill="{colour(number)}"/>'
        )
        if number < len(LEVELS) and number % 2 == 0:
            words = typeset(LEVELS[number])
            parts.append(f'<text x="{INSET + SIDE + 48}" y="{y + 4.5:.1f}">{words}</text>')
    return "".join(parts)


def _place(point):
    """Where a pair of inputs lies on the drawing, in pixels."""
    x, y = (np.asarray(point) - FROM) / (TO - FROM) * SIDE
    return INSET + x, HEADROOM + SIDE - y


def _pixels(corners):
    """The corners, each once: rounding noise can make two of one."""
    return " ".join(dict.fromkeys("{:.1f},{:.1f}".format(*_place(corner)) for corner in corners))


def _box(x, y, width, height):
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
