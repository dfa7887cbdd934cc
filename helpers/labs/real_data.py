"""The lab of notebook 08: train on the penguins, watch both losses, stop whenever you like."""

import asyncio

import numpy as np
from ipywidgets import HTML, HBox, IntProgress, Layout, VBox

from helpers.formatting import typeset
from helpers.labs._chart import MovingChart, png
from helpers.labs._number import Number, button
from helpers.more_plots import epochs_chart, epochs_marks
from helpers.network import forward, loss
from helpers.plots import draw
from helpers.real_data import first_parameters, one_epoch, penguins

MOST, ROUND = 100, 50  # epochs in all, and for one press of Train
PAUSE = 0.02  # seconds between two epochs, so that the eye can follow and Stop can be pressed


class RealDataLab(VBox):
    """Train a network on the penguins in view, with its loss on training and validation rows.

    hidden: how many hidden neurons, 1 to 32. seed: fixes the split, first weights and shuffling.
    """

    def __init__(self, hidden=8, seed=0):
        self._data, self._seed, self._task = penguins(seed), seed, None
        self._hidden = Number("hidden", hidden, 1, 32, self.reset, scale="whole")
        buttons = (("Train", self.start), ("Stop", self.stop), ("Start again", self.reset))
        self._progress = IntProgress(max=MOST, description="epochs", layout=Layout(width="400px"))
        self._chart = MovingChart(epochs_chart(MOST), "Both losses after each epoch.")
        self._text = HTML()
        row = HBox([button(label, action) for label, action in buttons])
        super().__init__([self._hidden, row, self._progress, self._chart, self._text])
        self.reset()

    @property
    def parameters(self):
        """What the network has learned so far: `Parameters`."""
        return self._parameters

    def train(self, epochs=ROUND):
        """Train for so many epochs at once, 100 in all at most."""
        for _ in range(min(epochs, MOST - self._epochs())):
            self._one_epoch()

    def start(self):
        """Train in view: 50 more epochs, one after the other, until `stop` is called."""
        self.stop()
        self._task = asyncio.get_running_loop().create_task(self._train_in_view())

    def stop(self):
        """Stop training and keep what has been learned."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def reset(self):
        """Forget everything and draw the first weights again."""
        self.stop()
        self._parameters = first_parameters(2, self._hidden.value, self._seed)
        self._random = np.random.default_rng(self._seed)
        self._losses = [], []
        self._note()

    async def _train_in_view(self):
        for _ in range(min(ROUND, MOST - self._epochs())):
            self._one_epoch()
            await asyncio.sleep(PAUSE)

    def _one_epoch(self):
        data = self._data
        self._parameters = one_epoch(
            self._parameters, data.x_train, data.y_train, 0.05, 16, self._random
        )
        self._note()

    def _note(self):
        """Write down both losses and show them."""
        data, (training, validation) = self._data, self._losses
        training.append(loss(forward(self._parameters, data.x_train).y_pred, data.y_train))
        predicted = forward(self._parameters, data.x_validation).y_pred
        validation.append(loss(predicted, data.y_validation))
        self._off = np.abs(predicted - data.y_validation).mean() * data.grams.spread
        self._progress.value = self._epochs()
        self._chart.move(epochs_marks(training, validation), repr(self))
        self._text.value = "<br>".join(self._lines())

    def _epochs(self):
        return len(self._losses[0]) - 1

    def _lines(self):
        training, validation = self._losses
        return (
            f"{self._hidden.value} hidden, {self._epochs()} of {MOST} epochs",
            f"loss on training rows: {typeset(training[-1])}",
            f"loss on validation rows: {typeset(validation[-1])}",
            f"typical error on validation rows: {self._off:.0f} g",
        )

    def __repr__(self):
        return "\n".join(self._lines())

    def _repr_mimebundle_(self, **kwargs):
        picture = png(draw(epochs_chart(MOST), epochs_marks(*self._losses)))
        still = {"text/plain": repr(self), "image/png": picture}
        return {**super()._repr_mimebundle_(**kwargs), **still}
