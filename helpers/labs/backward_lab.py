"""Notebook 03, after the nudges: the backward pass, one factor of the chain rule at a time."""

from ipywidgets import HBox, Layout

from helpers.diagram import network_svg
from helpers.labs.backward_steps import backward_steps
from helpers.labs.controls import Dial, dials, example_with
from helpers.labs.kit import Lab, Question, button
from helpers.labs.picture import Picture
from helpers.labs.player import Player
from helpers.network import backward, forward

LAST = 14  # one step for each gradient
SECONDS = 1.5  # from one step to the next while it plays
START = "Step 0: the forward pass is done. Press Next step to begin at the loss."


class BackwardLab(Lab):
    """Step through the backward pass: the edge of each step lights up, found gradients stay."""

    heading = "The backward pass, one factor a step"
    task = (
        "Each step is one factor: what came from upstream, times how fast this place passes it on. "
        "Before each step say the number that you expect."
    )
    questions = (
        Question(
            "The next step finds dL/da₁. Which weight does the signal come back through?",
            {"step": 4},
            "Through W2[0], the weight that a₁ was multiplied by: 0.16 × 0.5 = 0.08.",
        ),
        Question(
            "Neuron 2 is asleep here. Step on to the end: which slopes are 0, and why?",
            {"b1[1]": -1.2, "step": 5},
            "dL/da₂ is −0.3, but z₂ = −0.2 is below 0, so the gate of neuron 2 is shut: δ₂ is 0, "
            "and with it dW1[0, 1], dW1[1, 1] and db1[1]. dW2[1] is 0 because a₂ is 0.",
        ),
        Question(
            "W2[0] is 0 here. Which slopes does that make 0, and is dW2[0] one of them?",
            {"W2[0]": 0, "step": 14},
            "dL/da₁, as the signal comes back through W2[0]; and with it δ₁, dW1[0, 0], dW1[1, 0] "
            "and db1[0]. dW2[0] is not: it is dL/dy_pred × a₁ = −0.24 × 0.8 = −0.192.",
        ),
    )

    def __init__(self):
        self._picture = Picture()
        self.player = Player(self.next, self._ended, lambda: self._go(0), lambda: SECONDS)
        buttons = [button("Step back", self.back), button("Next step", self.next)]
        groups = {
            "Step": [Dial("step", 0, 0, LAST, scale="whole")],
            "Biases of the neurons": dials("b1[0]", "b1[1]"),
            "Output and wanted output": dials("W2[0]", "W2[1]", "y_true"),
        }
        row = HBox([*buttons, self.player.button], layout=Layout(flex_flow="row wrap"))
        super().__init__([self._picture, row], groups)

    def next(self):
        """One step further back through the network; after the last, nothing."""
        self._go(self.values["step"] + 1)

    def back(self):
        """Undo one step."""
        self._go(self.values["step"] - 1)

    def _ended(self):
        return self.values["step"] == LAST

    def _go(self, step):
        if 0 <= step <= LAST:
            self.move("step", step)

    def _follow(self):
        example, now = example_with(self.values), self.values["step"]
        forward_pass = forward(example.parameters, example.x)
        gradients = backward(example.parameters, forward_pass, example.y_true)
        steps = backward_steps(example, forward_pass, gradients)
        found = [step.name for step in steps[:now]]
        active = found[-1] if found else None
        drawing = network_svg(example, forward_pass, gradients, active, found)
        self._picture.draw(drawing, _lines(steps, now))


def _lines(steps, now):
    """What is worked out at this step."""
    if now == 0:
        return (START,)
    return (f"Step {now} of {LAST}: {steps[now - 1].name}", *steps[now - 1].lines)
