"""What our labs are measured against, run inside the kernel of the benchmark's notebook.

`fresh_figure` is the pattern that everyone uses: `interact` and a new matplotlib figure each move.
`bare_label` is the floor: a slider and a label that echoes it.
"""

import re
import xml.etree.ElementTree as xml

import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, Label, VBox, interact

SVG = "{http://www.w3.org/2000/svg}"


def fresh_figure(draw, values):
    """`interact` over (lowest, highest, step, first): `draw(value)` makes a new figure a move."""

    def move(value):
        draw(value)
        plt.show()

    interact(move, value=_slider(values))


def bare_label(values):
    """A slider with a label that says its value."""
    slider, label = _slider(values), Label()
    slider.observe(lambda change: setattr(label, "value", f"{change['new']:.4g}"), "value")
    return VBox([slider, label])


def _slider(values):
    lowest, highest, step, first = values
    return FloatSlider(min=lowest, max=highest, step=step, value=first, description="value")


def figure_of(svg):
    """The lines, boxes and texts of one of our drawings as a new pyplot figure of the same size."""
    root = xml.fromstring(svg)
    width, height = map(float, root.get("viewBox").split()[2:])
    figure = plt.figure(figsize=(width / 100, height / 100))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    _add(axes, root, "black")
    return figure


def _add(axes, element, colour):
    for child in element:
        here = child.get("stroke") or child.get("fill") or colour
        if child.tag == f"{SVG}text":
            axes.text(
                float(child.get("x")), float(child.get("y")), child.text, color=here, ha="center"
            )
        elif child.tag == f"{SVG}rect":
            x, y, width, height = (float(child.get(k)) for k in ("x", "y", "width", "height"))
            axes.add_patch(plt.Rectangle((x, y), width, height, facecolor="white", edgecolor=here))
        elif child.tag == f"{SVG}path" and "L" in child.get("d"):
            points = [float(part) for part in re.findall(r"-?[\d.]+", child.get("d"))]
            thick = float(child.get("stroke-width", 1))
            axes.plot(points[::2], points[1::2], color=here, linewidth=thick)
        _add(axes, child, here)
