"""Notebook 09: train on the penguins, watch both losses, stop whenever you like."""

import numpy as np
from ipywidgets import HBox, IntProgress, Layout

from helpers.formatting import typeset
from helpers.labs.chart import ChartLab, MovingChart
from helpers.labs.controls import Dial
from helpers.labs.kit import Question, button
from helpers.labs.player import Player
from helpers.network import forward, loss
from helpers.plots import epochs_chart, epochs_marks
from helpers.real_data import first_parameters, one_epoch, penguins

MOST, ROUND = 100, 50  # epochs in all, and for one press of Train
PAUSE = 0.02  # seconds between two epochs: the eye can follow, and Stop can be pressed


class RealDataLab(ChartLab):
    """Train a network on the penguins in view, with its loss on training and validation rows.

    hidden: how many hidden neurons, 1 to 32. seed: fixes the split, first weights and shuffling.
    """

    heading = "Learning from penguins"
    task = (
        "Choose how many hidden neurons, then press Train: 50 epochs. Stop keeps what has been "
        "learned, and Train goes on from there. Another width starts again from random weights."
    )
    questions = (
        Question(
            "One hidden neuron. How far does it get in 50 epochs?",
            {"hidden": 1},
            "Most of the way. One neuron gives a slope with a kink, and that heavier penguins have "
            "longer flippers is already most of the story.",
        ),
        Question(
            "Thirty-two hidden neurons. Which of the two losses gains more?",
            {"hidden": 32},
            "The training loss. A wide network fits its own rows a little better. What that is "
            "worth for other rows, the next section shows.",
        ),
        Question(
            "Press Train, then Stop after about ten epochs. How much would the rest have brought?",
            {"hidden": 8},
            "Not much: most of the learning happens in the first ten epochs.",
        ),
    )

    def __init__(self, hidden=8, seed=0):
        self._data, self._seed, self._left = penguins(seed), seed, 0
        self._progress = IntProgress(max=MOST, description="epochs", layout=Layout(width="400px"))
        self._chart = MovingChart(epochs_chart(MOST), "The loss after each epoch, for both parts")
        self.player = Player(self._go_on, lambda: self._left == 0, self._show, lambda: PAUSE)
        dial = Dial("hidden", hidden, 1, 32, scale="whole")
        self._learn_anew(dial.value)
        gestures = (("Train", self.play), ("Stop", self.stop), ("Start again", self.again))
        buttons = [button(label, action) for label, action in gestures]
        super().__init__([self._chart, self._progress, HBox(buttons)], {"": [dial]})

    @property
    def parameters(self):
        """What the network has learned so far: `Parameters`."""
        return self._parameters

    def train(self, epochs=ROUND):
        """Train for so many epochs at once; there are 100 at most."""
        for _ in range(min(epochs, MOST - self._epochs())):
            self._one_epoch()
        self._show()

    def play(self):
        """Train in view, 50 more epochs one after the other, until `stop`."""
        self._left = min(ROUND, MOST - self._epochs())
        self.player.play()

    def stop(self):
        """Stop training and keep what has been learned."""
        self.player.pause()

    def again(self):
        """Forget everything and draw first weights anew, the same for the same seed and width."""
        self.stop()
        self._learn_anew(self.values["hidden"])
        self._show()

    def _go_on(self):
        self._left -= 1
        self._one_epoch()
        self._show()

    def _learn_anew(self, hidden):
        self._parameters = first_parameters(2, hidden, self._seed)
        self._random = np.random.default_rng(self._seed)
        self._training, self._validation = [], []
        self._note()

    def _one_epoch(self):
        x, y_true = self._data.x_train, self._data.y_train
        self._parameters = one_epoch(self._parameters, x, y_true, 0.05, 16, self._random)
        self._note()

    def _note(self):
        """Write down both losses and the typical error in grams."""
        data = self._data
        predicted = forward(self._parameters, data.x_validation).y_pred
        self._training.append(loss(forward(self._parameters, data.x_train).y_pred, data.y_train))
        self._validation.append(loss(predicted, data.y_validation))
        self._grams = np.abs(predicted - data.y_validation).mean() * data.grams.spread

    def _epochs(self):
        return len(self._training) - 1

    def lines(self):
        """The epochs done, both losses, and how wrong the network is for a typical penguin."""
        return (
            f"hidden neurons: {self.values['hidden']}, epochs: {self._epochs()} of {MOST}",
            f"loss on training rows: {typeset(self._training[-1])}",
            f"loss on validation rows: {typeset(self._validation[-1])}",
            f"typical error on validation rows: {self._grams:.0f} g",
        )

    def _follow(self):
        """The width was set: begin anew."""
        self.again()

    def _show(self):
        lines = self.lines()
        self._progress.value = self._epochs()
        self._chart.move(self._marks(), "; ".join(lines), lines)

    def chart_and_marks(self):
        return epochs_chart(MOST), self._marks()

    def _marks(self):
        return epochs_marks(self._training, self._validation)
