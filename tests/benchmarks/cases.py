"""The labs that are measured: which control is moved, and the picture as everyone would draw it.

Used inside the kernel of the benchmark's notebook: `from tests.benchmarks.cases import *`.
"""

import gc
from functools import cache
from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
import psutil
from IPython.display import display
from ipywidgets import HTML

from helpers import labs
from helpers.diagram import network_svg
from helpers.graph import graph_svg
from helpers.labs.chart import draw
from helpers.labs.controls import example_with
from helpers.labs.graph_lab import loss_of_network
from helpers.labs.training_lab import training_marks
from helpers.network import backward, forward
from tests.benchmarks.peers import bare_label, figure_of, fresh_figure

__all__ = ["CASES", "LIMITS", "bare_label", "fresh_figure", "thousand_moves"]

# At most: of a bare label on a stock server, of `interact` there, and of its bytes.
LIMITS = {
    "drawing": {"held": 0.8, "rest": 1.2, "interact": 0.3, "bytes": 0.1},
    "chart": {"held": 0.8, "rest": 1.2, "interact": 0.4, "bytes": 0.5},
}


def drawing(name):
    """The forward pass with one number changed, as a fresh figure of the same drawing."""

    def draw(value):
        example = example_with({name: value})
        return figure_of(network_svg(example, forward(example.parameters, example.x)))

    return draw


def both_passes(value):
    """Forward and backward pass with another b1[0], as a fresh figure of the same drawing."""
    example = example_with({"b1[0]": value})
    done = forward(example.parameters, example.x)
    return figure_of(network_svg(example, done, backward(example.parameters, done, example.y_true)))


def graph(value):
    """The formula of the network as a graph, with another x₁, as a fresh figure."""
    return figure_of(graph_svg(*loss_of_network(example_with({"x₁": value}))))


def input_plane(value):
    """What the network says all over the input plane, with another b1[0], as a fresh figure."""
    ticks = np.linspace(-0.5, 1.5, 81)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1)
    says = forward(example_with({"b1[0]": value}).parameters, grid.reshape(-1, 2)).y_pred
    plt.figure(figsize=(4.8, 4.1))
    lines = plt.contour(ticks, ticks, says.reshape(81, 81), colors="black")
    plt.contourf(ticks, ticks, says.reshape(81, 81), levels=lines.levels)
    plt.clabel(lines)
    plt.colorbar()


@cache
def quiet(kind):
    """A lab that takes numbers and shows nothing."""
    lab = getattr(labs, kind)()
    lab._waiting = True
    return lab


def chart(kind, name):
    """The chart of a lab with another value of its dial `name`, as a fresh figure."""

    def draw_afresh(value):
        quiet(kind).move(name, value)
        display(draw(quiet(kind).figure(), quiet(kind).marks()))

    return draw_afresh


def penguins(value):
    """The chart of the penguins lab, begun anew so many hidden neurons wide, as a fresh figure."""
    lab = quiet("RealDataLab")
    lab._learn_anew(int(value))
    figure = lab.figure()
    figure.suptitle(f"{int(value)} neurons")  # untrained, all lie on the edge of the chart
    display(draw(figure, lab.marks()))


def training(value):
    """The chart of the training lab after so many steps, as a fresh figure."""
    losses = [0.0128 / 6**step for step in range(int(value))]
    display(draw(quiet("TrainingLab").figure(), training_marks(losses)))


class Case(NamedTuple):
    """What is moved: a control by its key, from the keyboard, and a gesture in the kernel.

    values: lowest, highest, step and first value of that number. draw: the peer's picture of it.
    gesture: called with the lab and the number of the move.
    """

    kind: str
    control: str
    values: tuple
    draw: object
    gesture: object
    keys: tuple = ("ArrowRight", "ArrowLeft")


def moving(kind, name, values, draw):
    """A case in which a slider is moved to and fro."""
    lowest, highest, _, first = values

    def gesture(lab, number):
        lab.move(name, first if number % 2 else (first + (lowest, highest)[number // 2 % 2]) / 2)

    return Case(kind, f"slider {name}", values, draw, gesture)


def charted(kind, name, values):
    """A case in which the slider of a lab with a chart is moved to and fro."""
    return moving("chart", name, values, chart(kind, name))


def training_step(lab, number):
    """One step; after the fortieth, back to the beginning."""
    if number % 40 == 0:
        lab.reset()
    lab.step()


EVEN = (-3, 3, 0.05)
CASES = {
    "FirstSlider": moving("drawing", "W1[0, 0]", (*EVEN, 0.1), drawing("W1[0, 0]")),
    "NeuronLab": moving("drawing", "b1[0]", (*EVEN, 0.1), drawing("b1[0]")),
    "ForwardLab": moving("drawing", "b1[1]", (*EVEN, 0.1), drawing("b1[1]")),
    "NudgeLab": moving("drawing", "W2[0]", (-0.5, 1.5, 0.01, 0.51), drawing("W2[0]")),
    "BackwardLab": moving("drawing", "step", (0, 14, 1, 0), both_passes),
    "GraphLab": moving("drawing", "step", (0, 34, 1, 0), graph),
    "InputPlaneLab": moving("chart", "b1[0]", (*EVEN, 0.1), input_plane),
    "LossLab": charted("LossLab", "y_pred", (-0.5, 2.5, 0.01, 1.16)),
    "RateLab": charted("RateLab", "rate", (0, 0.4, 0.001, 0.1)),
    "TrainingLab": Case(
        "chart", "button One step", (1, 40, 1, 2), training, training_step, keys=("Space",)
    ),
    "StepSizeLab": charted("StepSizeLab", "nudge", (1e-14, 1, 1e-5, 1e-5)),
    "KinkLab": charted("KinkLab", "b1[1]", (-1.5, -0.5, 0.05, -0.9)),
    "RealDataLab": moving("chart", "hidden", (1, 32, 1, 8), penguins),
}


def thousand_moves(name):
    """Move a lab 1,000 times; says in one line what that did to the memory and to the picture."""
    case, lab = CASES[name], getattr(labs, name)()
    for number in range(1000):  # fills once what is filled once: caches, the queue of messages
        case.gesture(lab, number)
    before = _megabytes()
    for number in range(1000):
        case.gesture(lab, number)
    grown = _megabytes() - before
    again = getattr(labs, name)()
    for number in range(960 if name == "TrainingLab" else 999, 1000):
        case.gesture(again, number)
    same = "right" if shown(lab) == shown(again) else "WRONG"
    return f"{name:12} {grown:+6.1f} MB, {len(plt.get_fignums())} figures open, last picture {same}"


def shown(widget):
    """Everything that a lab shows, as a list of HTML texts."""
    own = [widget.value] if isinstance(widget, HTML) else []
    return own + [text for child in getattr(widget, "children", ()) for text in shown(child)]


def _megabytes():
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6
