"""The charts that stand still in a cell: two kinds of points, a loss curve, measured masses."""

import numpy as np

from helpers.labs.chart import Chart, curve, empty_chart, log_axes, note, own_settings
from helpers.network import Parameters, as_numbers, forward
from helpers.training import train

# Six points near two opposite corners of a square, six near the other two: 0 and 1 are the kinds.
ROUND_ONES = [(0.1, 0.2), (0.25, 0.05), (0.05, 0.05), (0.9, 0.8), (0.75, 0.95), (0.95, 0.95)]
SQUARE_ONES = [(0.1, 0.9), (0.3, 0.8), (0.05, 0.75), (0.9, 0.1), (0.7, 0.2), (0.95, 0.3)]
POINTS = np.array([*ROUND_ONES, *SQUARE_ONES])
IS_SQUARE = np.repeat([0, 1], 6)
TRAINED, PACE, SEED = 1000, 0.3, 2
LOOKS = ("o", "forward"), ("s", "backward")  # the marker and the pen of each kind


class TwoKinds(Chart):
    """Two pictures side by side: the points, and the part of the plane where the network says 1.

    Source: notebook 00.
    """

    def __init__(self):
        network = trained()
        right = np.sum((forward(network, POINTS).y_pred > 0.5) == IS_SQUARE)
        super().__init__(
            _two_kinds(network),
            "Left: 12 points of 2 kinds. Round ones lie near two opposite corners of a square, "
            "square ones near the other two; no straight line parts them. Right: the same points "
            f"after training. The network lays a stripe across; {right} of 12 points are right.",
        )


def trained():
    """Our network, two inputs, two hidden neurons, one output, after training on the points."""
    random = np.random.default_rng(SEED)
    network = Parameters(
        random.normal(size=(2, 2)), random.normal(size=2), random.normal(size=2), 0
    )
    return train(network, POINTS, IS_SQUARE, PACE, TRAINED)[0]


@own_settings()
def _two_kinds(network):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 2.9), dpi=100, facecolor="white")
    ticks = np.linspace(-0.1, 1.1, 121)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1)
    says = forward(network, grid.reshape(-1, 2)).y_pred.reshape(grid.shape[:2])
    titles = ("Part the two kinds with one straight line", "What our network has learned")
    for axes, title in zip(figure.subplots(1, 2), titles, strict=True):
        for kind, (marker, pen) in enumerate(LOOKS):
            shown = POINTS[kind == IS_SQUARE].T
            curve(axes, *shown, "dot", pen, marker=marker, markersize=8)
        axes.set_title(title, fontsize=10.5)
        axes.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1), xticks=[], yticks=[], aspect="equal")
        axes.set(xlabel="input 1", ylabel="input 2")
    axes.contourf(ticks, ticks, says, levels=[-9, 0.5, 9], colors=["#D6E6F2", "#F9DECB"], zorder=0)
    figure.subplots_adjust(left=0.04, right=0.99, top=0.9, bottom=0.1, wspace=0.12)
    return figure


@own_settings()
def loss_curve(losses):
    """The loss after 0, 1, 2 … steps on a log axis that just holds them: a `Chart`.

    losses: numbers from 0 up, at least one above 0. A 0 has no place on a log axis: there the line
    leaves the chart. Source: notebook 05.
    """
    losses = as_numbers("losses", losses, ("n",))
    above = losses[losses > 0]
    if losses.min() < 0 or not above.size or above.min() < 1e-100:
        raise ValueError("losses must be 0 or above 1e-100, and not all of them 0")
    powers = np.log10(above)
    lowest, highest = int(np.floor(powers.min())), int(np.ceil(powers.max()))
    gap = 1 + (highest - lowest) // 8
    figure, axes = empty_chart("step", "loss L (log axis)", bottom=0.22, size=(7.2, 2.5))
    log_axes(axes, len(losses) - 1, range(lowest, highest + gap, gap))
    curve(axes, range(len(losses)), losses, "dots", "loss")
    return Chart(figure, "loss after each step: " + ", ".join(f"{value:.3g}" for value in losses))


@own_settings()
def mass_chart(measured, predicted):
    """Each penguin as a dot, predicted mass against measured mass, both in grams: a `Chart`.

    measured, predicted: shape (n,). On the line the two agree. Source: notebook 09.
    """
    measured = as_numbers("measured", measured, ("n",))
    predicted = as_numbers("predicted", predicted, measured.shape)
    figure, axes = empty_chart("measured body mass in g", "predicted body mass in g", 0.155, 0.15)
    axes.set(xlim=(2500, 6500), ylim=(2500, 6500))
    curve(axes, [2500, 6500], [2500, 6500], "line", "ink", linewidth=1.4)
    note(axes, 6200, 6320, "equal", "right")
    curve(axes, measured, predicted, "dot", "forward", markersize=5, alpha=0.7)
    return Chart(figure, f"{len(measured)} penguins, predicted against measured mass in grams")
