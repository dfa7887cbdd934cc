"""Notebook 03, first: nudge a parameter; what its gradient promises, and what comes true."""

from ipywidgets import HTML

from helpers.diagram import gradient_values, network_svg, parameter_values
from helpers.formatting import factor, product_line, typeset
from helpers.labs.controls import Choice, Dial, example_with
from helpers.labs.kit import Lab, Question
from helpers.labs.picture import Picture
from helpers.network import backward, forward, loss
from helpers.worked_example import worked_example

NUDGES = (0.001, 0.01, 0.1, 1)
TABLE = (
    '<table style="font-size:15px;font-variant-numeric:tabular-nums;text-align:right;'
    'border-spacing:18px 0;margin-left:-14px">'
)


class NudgeLab(Lab):
    """Nudge one of the nine parameters: the promised change of the loss beside the real one."""

    heading = "Nudge one number"
    task = (
        "Pick a parameter of the worked example and nudge it. Its gradient promises a change of "
        "the loss: gradient × nudge. The real change is the new loss minus the old one."
    )
    questions = (
        Question(
            "Which nudge of W2[0] lowers the loss: one upwards or one downwards? How do you see it "
            "from the gradient?",
            {"parameter": "W2[0]", "nudge": 0},
            "Downwards. The gradient is positive, so the loss rises with W2[0].",
        ),
        Question(
            "Which of the nine parameters changes the loss most for the same small nudge?",
            {"parameter": "b1[0]", "nudge": 0.01},
            "W1[1, 1]: its gradient, 0.192, is the largest of the nine.",
        ),
        Question(
            "b1[1] is nudged by −0.6 here, and the gradient promises that the loss falls. Does it?",
            {"parameter": "b1[1]", "nudge": -0.6},
            "No, it rises by 0.0072. A slope holds only close by: y_pred went from 1.16 down to "
            "0.8, past y_true = 1, and on that side of it the loss grows again.",
        ),
    )

    def __init__(self):
        before = forward(worked_example.parameters, worked_example.x)
        gradients = backward(worked_example.parameters, before, worked_example.y_true)
        self._gradients = gradient_values(gradients)
        self._picture, self._table = Picture(), HTML()
        names = list(parameter_values(worked_example.parameters))
        dials = [Choice("parameter", "W2[0]", names), Dial("nudge", 0.01, -1, 1, step=0.01)]
        super().__init__([self._picture, self._table], {"": dials})

    def changes(self, nudge):
        """The change of the loss for this nudge of the picked parameter: promised and real."""
        return self._gradient() * nudge, self._loss_after(nudge) - self._loss_after(0)

    def _gradient(self):
        return self._gradients["d" + self.values["parameter"]]

    def _nudged(self, nudge):
        name = self.values["parameter"]
        return example_with({name: parameter_values(worked_example.parameters)[name] + nudge})

    def _loss_after(self, nudge):
        example = self._nudged(nudge)
        return loss(forward(example.parameters, example.x).y_pred, example.y_true)

    def _follow(self):
        example = self._nudged(self.values["nudge"])
        forward_pass = forward(example.parameters, example.x)
        drawing = network_svg(example, forward_pass, active=self.values["parameter"])
        self._picture.draw(drawing, self._lines())
        self._table.value = self._how_they_part()

    def _lines(self):
        name, nudge = self.values["parameter"], self.values["nudge"]
        promised, real = self.changes(nudge)
        after, before = typeset(self._loss_after(nudge), 6), typeset(self._loss_after(0), 6)
        return (
            f"d{name} = {typeset(self._gradient(), 6)}, and {name} is nudged by {typeset(nudge)}",
            product_line("promised change of L", self._gradient(), nudge, promised, 6),
            f"real change of L = {after} − {before} = {typeset(real, 6)}",
            f"real − promised = {typeset(real, 6)} − {factor(promised, 6)} = "
            f"{typeset(real - promised, 6)}",
        )

    def _how_they_part(self):
        heads = "".join(
            f"<th>{head}</th>" for head in ("nudge", "promised", "real", "real ÷ promised")
        )
        rows = "".join(f"<tr>{''.join(self._cells(nudge))}</tr>" for nudge in NUDGES)
        return f"{TABLE}<tr>{heads}</tr>{rows}</table>"

    def _cells(self, nudge):
        promised, real = self.changes(nudge)
        for value in (nudge, promised, real, real / promised):
            yield f"<td>{typeset(value)}</td>"
