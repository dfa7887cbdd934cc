"""Notebook 03, first: nudge a parameter; what its gradient promises, and what comes true."""

import numpy as np
from ipywidgets import HTML

from helpers.formatting import factor, typeset
from helpers.labs.controls import SLOPES, START, Dial, example_with
from helpers.labs.kit import Question
from helpers.labs.network_lab import NetworkLab
from helpers.network import forward, loss

TRIED = (0.001, 0.01, 0.1, 1)
FOUND, OPENS_WITH = "W2[0]", 0.01  # the nudge that the lab opens with
ONE_MORE = "One more number"


class NudgeLab(NetworkLab):
    """Nudge one parameter where it stands: the promised change of the loss beside the real one.

    The gradient of the first, W2[0], has been found; the others can be nudged too, one more at a
    time, and promise nothing yet.
    """

    heading = "Nudge one number"
    task = (
        "Nudge a number: move it away from the worked example. A gradient that is known promises "
        "a change of the loss, gradient × nudge. The real change is the new loss minus the old one."
    )
    questions = (
        Question(
            "Which nudge of W2[0] lowers the loss: one upwards or one downwards? How do you see it "
            "from the gradient?",
            {},
            "Downwards. The gradient is positive, so the loss rises with W2[0].",
        ),
        Question(
            "W2[0] is nudged by 0.2 here. Halve the nudge. What becomes of the gap between real "
            "and promised?",
            {"W2[0]": 0.7},
            "It falls to a quarter, from 0.0128 to 0.0032. Half as far from the start, the curve "
            "has left its tangent by a quarter.",
        ),
        Question(
            "W2[0] is nudged by −0.4 here, and the gradient promises that the loss falls. Does it?",
            {"W2[0]": 0.1},
            "No, it is what it was. A slope holds only close by: y_pred went from 1.16 down to "
            "0.84, past y_true = 1, and is now as far below it as it was above.",
        ),
    )

    def __init__(self):
        self._nudged, self._table = FOUND, HTML()
        controls = [
            Dial(name, at + OPENS_WITH * (name == FOUND), at - 1, at + 1, step=0.01)
            for name, at in START.items()
            if name in SLOPES
        ]
        super().__init__(controls, first=(FOUND,), room=4, show=[self._table])
        self._more.description = ONE_MORE

    @property
    def nudge(self):
        """Which parameter is nudged, and by how much: ("W2[0]", 0.01)."""
        name = self._nudged
        return name, round(self.values[name] - START[name], 10)

    def more(self):
        """Put a control at one more parameter, in the order in which the backward pass goes."""
        self._shown = list(SLOPES)[: len(self._shown) + 1]
        self._more.disabled = len(self._shown) == len(SLOPES)
        self._show_controls()
        self._follow()

    def changes(self, nudge):
        """The change of the loss for a nudge of that parameter: promised, and real.

        Where the loss comes back to what it was, rounding would leave something like 1e-17.
        """
        real = round(self._loss(nudge) - self._loss(0), 15)
        return SLOPES[self._nudged] * nudge, real

    def _example(self, nudge):
        return example_with({self._nudged: START[self._nudged] + nudge})

    def _loss(self, nudge):
        example = self._example(nudge)
        return loss(forward(example.parameters, example.x).y_pred, example.y_true)

    def _follow(self):
        """If another parameter was moved than before, the rest goes back to where it was."""
        moved = [name for name, value in self.values.items() if value != START[name]]
        self._nudged = next((name for name in moved if name != self._nudged), self._nudged)
        self._set({name: START[name] for name in moved if name != self._nudged})
        example = self._example(self.nudge[1])
        forward_pass = forward(example.parameters, example.x)
        self._draw(example, self._lines(), forward_pass=forward_pass, active=self._nudged)
        self._table.value = self._how_they_part()

    def _lines(self):
        name, nudge = self.nudge
        promised, real = self.changes(nudge)
        after, before = typeset(self._loss(nudge), 6), typeset(self._loss(0), 6)
        here = f"{name} is nudged by {typeset(nudge)}"
        change = f"real change of L = {after} − {before} = {typeset(real, 6)}"
        if name != FOUND:
            return here, change, "Divide it by the nudge, for smaller and smaller nudges."
        slope = typeset(SLOPES[name], 6)
        return (
            f"{here}; d{name} = {slope}",
            f"promised change of L = {slope} × {factor(nudge, 6)} = {typeset(promised, 6)}",
            change,
            f"real − promised = {typeset(real, 6)} − {factor(promised, 6)} = "
            f"{typeset(real - promised, 6)}",
        )

    def _how_they_part(self):
        promised, real = np.transpose([self.changes(nudge) for nudge in TRIED])
        columns = {"nudge": TRIED, "promised": promised, "real": real, "real ÷ nudge": real / TRIED}
        if self._nudged != FOUND:
            del columns["promised"]
        rows = ["".join(f"<th>{head}</th>" for head in columns)]
        for row in zip(*columns.values(), strict=True):
            rows.append("".join(f"<td>{typeset(value)}</td>" for value in row))
        return f'<table class="bh-changes"><tr>{"</tr><tr>".join(rows)}</tr></table>'
