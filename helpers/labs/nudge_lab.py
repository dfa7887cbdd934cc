"""Notebook 03, first: nudge a parameter; what its gradient promises, and what comes true."""

from ipywidgets import HTML

from helpers.diagram import gradient_values, parameter_values
from helpers.formatting import factor, product_line, typeset
from helpers.labs.controls import Dial, example_with
from helpers.labs.kit import Question
from helpers.labs.network_lab import NetworkLab
from helpers.network import backward, forward, loss
from helpers.worked_example import worked_example

NUDGES = (0.001, 0.01, 0.1, 1)
FIRST = 0.01  # the nudge that the lab opens with
MORE = "One more number"
TABLE = (
    '<table style="font-size:14px;line-height:1.35;font-variant-numeric:tabular-nums;'
    'text-align:right;border-spacing:18px 0;margin-left:-14px">'
)


class NudgeLab(NetworkLab):
    """Nudge one parameter where it stands: the promised change of the loss beside the real one.

    found: the parameters whose gradients are known by now, such as "W2[0]", "b2". The others can be
    nudged too, one after the other, and promise nothing yet. Raises ValueError for another name.
    """

    heading = "Nudge one number"
    task = (
        "Nudge a number: move it away from the worked example. Its gradient promises a change of "
        "the loss, gradient × nudge. The real change is the new loss minus the old one."
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

    def __init__(self, *found):
        start = parameter_values(worked_example.parameters)
        before = forward(worked_example.parameters, worked_example.x)
        gradients = backward(worked_example.parameters, before, worked_example.y_true)
        self._slopes = gradient_values(gradients)
        # in the order in which the backward pass finds them
        self._order = [name[1:] for name in self._slopes if name[1:] in start]
        self._found = found or self._order[:1]
        for name in self._found:
            if name not in start:
                raise ValueError(f"found must be some of {', '.join(start)}; got {name!r}")
        self._start_values, self._nudged = start, self._found[0]
        self._table = HTML()
        controls = [
            Dial(name, at + FIRST * (name == self._nudged), at - 1, at + 1, step=0.01)
            for name, at in start.items()
        ]
        super().__init__(controls, first=self._found, room=4, show=[self._table])
        self._more.description = MORE

    @property
    def nudge(self):
        """Which parameter is nudged, and by how much: ("W2[0]", 0.01)."""
        name = self._nudged
        return name, round(self.values[name] - self._start_values[name], 10)

    def more(self):
        """Put a control at one more parameter, in the order in which the backward pass goes."""
        following = [name for name in self._order if name not in self._shown]
        self._shown = [*self._shown, *following[:1]]
        self._more.disabled = len(following) <= 1
        self._show_controls()
        self._follow()

    def changes(self, nudge):
        """The change of the loss for a nudge of that parameter: promised, and real."""
        return self._slopes[f"d{self._nudged}"] * nudge, self._loss(nudge) - self._loss(0)

    def _example(self, nudge):
        return example_with({self._nudged: self._start_values[self._nudged] + nudge})

    def _loss(self, nudge):
        example = self._example(nudge)
        return loss(forward(example.parameters, example.x).y_pred, example.y_true)

    def _follow(self):
        self._only_one()
        example = self._example(self.nudge[1])
        forward_pass = forward(example.parameters, example.x)
        self._draw(example, self._lines(), forward_pass=forward_pass, active=self._nudged)
        self._table.value = self._how_they_part()

    def _only_one(self):
        """If another parameter was moved than before, the rest goes back to where it was."""
        moved = [name for name, value in self.values.items() if value != self._start_values[name]]
        self._nudged = next((name for name in moved if name != self._nudged), self._nudged)
        self._waiting = True
        for name in moved:
            if name != self._nudged:
                self.move(name, self._start_values[name])
        self._waiting = False

    def _lines(self):
        name, nudge = self.nudge
        promised, real = self.changes(nudge)
        after, before = typeset(self._loss(nudge), 6), typeset(self._loss(0), 6)
        here = f"{name} is nudged by {typeset(nudge)}"
        change = f"real change of L = {after} − {before} = {typeset(real, 6)}"
        if name not in self._found:
            return here, change, "Divide it by the nudge, for smaller and smaller nudges."
        slope = self._slopes[f"d{name}"]
        return (
            f"{here}; d{name} = {typeset(slope, 6)}",
            product_line("promised change of L", slope, nudge, promised, 6),
            change,
            f"real − promised = {typeset(real, 6)} − {factor(promised, 6)} = "
            f"{typeset(real - promised, 6)}",
        )

    def _how_they_part(self):
        known = self._nudged in self._found
        heads = (
            ("nudge", "promised", "real", "real ÷ promised")
            if known
            else ("nudge", "real", "real ÷ nudge")
        )
        rows = [heads]
        for nudge in NUDGES:
            promised, real = self.changes(nudge)
            row = (promised, real, real / promised) if known else (real, real / nudge)
            rows.append([typeset(value) for value in (nudge, *row)])
        tags = ["th"] + ["td"] * len(NUDGES)
        cells = (
            "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
            for tag, row in zip(tags, rows, strict=True)
        )
        return f"{TABLE}{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
