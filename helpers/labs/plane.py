"""The input plane of a network, cut along the lines on which its hidden neurons fall asleep."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np


class Piece(NamedTuple):
    """A part of the input plane on which no neuron falls asleep: y_pred = slope · x + base there.

    corners: shape (n, 2), in order. slope: shape (2,).
    """

    corners: np.ndarray
    slope: np.ndarray
    base: float


def pieces(parameters, low, high):
    """The square from (low, low) to (high, high), cut along every fold. Returns `Piece`s."""
    W1, b1, W2, b2 = parameters
    square = np.array([(low, low), (high, low), (high, high), (low, high)], float)
    parts = [Piece(square, np.zeros(2), float(b2))]
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
    heights = corners @ slope + base
    kept = []
    for here, there, h, t in zip(
        corners, np.roll(corners, -1, axis=0), heights, np.roll(heights, -1), strict=True
    ):
        if h >= 0:
            kept.append(here)
        if h * t < 0:
            kept.append(here + (there - here) * h / (h - t))
    return np.array(kept).reshape(-1, 2)


def bands(piece, levels):
    """A piece cut where y_pred passes each level: (how many levels lie below, corners)."""
    if _flat(piece.slope):
        yield int(np.searchsorted(levels, piece.base, side="right")), piece.corners
        return
    cuts = [None, *levels, None]
    for number, (low, high) in enumerate(pairwise(cuts)):
        corners = piece.corners
        if low is not None:
            corners = above(corners, piece.slope, piece.base - low)
        if high is not None and len(corners):
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
