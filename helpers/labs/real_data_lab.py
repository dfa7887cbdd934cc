"""Notebook 09: train on the penguins, watch both losses, stop whenever you like."""

import numpy as np

from helpers.formatting import typeset
from helpers.labs.chart import ChartLab, ChartMark, add_legend, spot
from helpers.labs.controls import Dial
from helpers.labs.kit import Player, Question, button
from helpers.network import forward, loss
from helpers.real_data import penguins
from helpers.training import first_parameters, one_epoch

EPOCHS, ROUND = 100, 50  # epochs in all; Train stops by itself at 50 and at 100
HIGHEST = 0.42  # the top of the loss axis; a loss above it lies on the edge


class RealDataLab(ChartLab):
    """Train a network on the penguins in view, with its loss on training and validation rows.

    hidden: how many hidden neurons, 1 to 32. seed: fixes the split, first weights and shuffling.
    `parameters`: what the network has learned so far.
    """

    heading = "Learning from penguins"
    task = (
        "Train goes on to epoch 50, then to 100, as many epochs a second as speed says. Stop keeps "
        "what has been learned. Another number of hidden neurons begins anew."
    )
    questions = (
        Question(
            "One hidden neuron. How far does it get in 50 epochs?",
            {"hidden": 1, "speed": 25},
            "Most of the way. One neuron gives a slope with a kink, and that heavier penguins have "
            "longer flippers is already most of the story.",
        ),
        Question(
            "Press Train, let it finish, then press Start again and Train. Why are both curves the "
            "same as before?",
            {"hidden": 8, "speed": 25},
            "The first weights and the order of the rows are drawn at random, but from the same "
            "seed. So every number comes again.",
        ),
        Question(
            "Press Train, then Stop after about ten epochs. How much would the rest have brought?",
            {"hidden": 8},
            "Not much: most of the learning happens in the first ten epochs.",
        ),
    )

    about = "The loss after each epoch, for both parts"
    axes = "epoch", "loss, half mean squared error", 0.13

    def __init__(self, hidden=8, seed=0):
        self._data, self._seed = penguins(seed), seed
        self.player = Player(
            lambda: self.train(1),
            lambda: self._epochs() % ROUND == 0,
            lambda: 1 / self.values["speed"],
            self.train,
            words=("Train", "Stop", "Train at once"),
        )
        hidden = Dial("hidden", hidden, 1, 32, scale="whole")
        speed = Dial("speed", 5, 1, 50, scale="whole")
        self._learn_anew(hidden.value)
        again = button("Start again", self.again)
        super().__init__([hidden, speed], [*self.player.buttons, again])

    def train(self, epochs=ROUND):
        """Train for so many epochs at once; there are 100 at most."""
        x, y_true = self._data.x_train, self._data.y_train
        for _ in range(min(epochs, EPOCHS - self._epochs())):
            self.parameters = one_epoch(self.parameters, x, y_true, 0.05, 16, self._random)
            self._note()
        self._follow()

    def again(self):
        """Forget everything and draw first weights anew, the same for the same seed and width."""
        self._learn_anew(self.values["hidden"])
        self._follow()

    def _learn_anew(self, hidden):
        self.player.pause()
        self._hidden, self.parameters = hidden, first_parameters(2, hidden, self._seed)
        self._random = np.random.default_rng(self._seed)
        self._training, self._validation = [], []
        self._note()

    def _note(self):
        """Write down both losses and the typical error in grams."""
        data = self._data
        predicted = forward(self.parameters, data.x_validation).y_pred
        self._training.append(loss(forward(self.parameters, data.x_train).y_pred, data.y_train))
        self._validation.append(loss(predicted, data.y_validation))
        self._grams = np.abs(predicted - data.y_validation).mean() * data.grams.spread

    def _epochs(self):
        return len(self._training) - 1

    def lines(self):
        """The epochs done, both losses, and how wrong the network is for a typical penguin."""
        return (
            f"hidden neurons: {self._hidden}, epochs: {self._epochs()} of {EPOCHS}",
            f"loss on training rows: {typeset(self._training[-1])}",
            f"loss on validation rows: {typeset(self._validation[-1])}",
            f"typical error on validation rows: {self._grams:.0f} g",
        )

    def _start(self, numbers):
        self._hidden = None  # begin anew also with the same width
        super()._start(numbers)

    def _follow(self):
        """Another width begins anew; another speed does not."""
        if self.values["hidden"] != self._hidden:
            self._learn_anew(self.values["hidden"])
        super()._follow()

    def chart(self, axes):
        axes.set(xlim=(-0.02 * EPOCHS, 1.02 * EPOCHS), ylim=(0, HIGHEST))
        add_legend(
            axes,
            ("line", "loss", "training rows"),
            ("dashed", "forward", "validation rows"),
            loc="upper right",
        )

    def marks(self):
        """Both losses so far. A loss above the axis lies on its edge."""
        epochs, now = tuple(range(len(self._training))), self._epochs()
        training, validation = (
            tuple(np.minimum(part, HIGHEST)) for part in (self._training, self._validation)
        )
        return [
            ChartMark(epochs, training, "line", "loss"),
            ChartMark(epochs, validation, "dashed", "forward"),
            spot(now, training[-1], "dot", "loss"),
            spot(now, validation[-1], "ring", "forward"),
        ]
