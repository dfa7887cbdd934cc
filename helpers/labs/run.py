"""One run of training, step by step, with an end where numbers stop making sense."""

from helpers.formatting import typeset
from helpers.network import backward, forward, loss, update

LONGEST = 40  # steps
SMALL, LARGE = 1e-6, 1e6  # a loss to be content with, a loss to give up at


class Run:
    """Training of one example: the losses so far, the parameters now, and whether it has ended.

    Source: notebook 05.
    """

    def __init__(self, example):
        self.losses, self.asleep_since, self.small_since = [], None, None
        self.diverged = False
        self._arrive(example, forward(example.parameters, example.x))

    @property
    def steps(self):
        """How many steps were taken."""
        return len(self.losses) - 1

    @property
    def ended(self):
        """Whether no further step is taken: 40 are done, or the loss has grown past 1,000,000."""
        return self.diverged or self.steps == LONGEST

    def step(self, rate):
        """One update with this learning rate, unless the run has ended."""
        if self.ended:
            return
        x, parameters, y_true, _ = self.example
        gradients = backward(parameters, self.forward_pass, y_true)
        try:
            after = update(parameters, gradients, rate)
            self._arrive(self.example._replace(parameters=after), forward(after, x))
        except ValueError:  # the network refuses numbers beyond 1e30
            self.diverged = True

    def where(self):
        """Where the run is, and what the last step did to the loss: two sentences."""
        y_pred, now = typeset(self.forward_pass.y_pred), typeset(self.losses[-1])
        return f"Step {self.steps}: y_pred = {y_pred}, L = {now}.", self._moved()

    def _arrive(self, example, forward_pass):
        self.example, self.forward_pass = example, forward_pass
        self.losses.append(loss(forward_pass.y_pred, example.y_true))
        self.diverged = self.losses[-1] > LARGE
        asleep, small = not forward_pass.a_hidden.any(), self.losses[-1] < SMALL
        self.asleep_since = _since(self.asleep_since, asleep, self.steps)
        self.small_since = _since(self.small_since, small, self.steps)

    def meaning(self):
        """What the run has come to: one sentence or two."""
        if self.diverged:
            return "This rate is too large: every step makes things worse. Try a smaller one."
        if self.asleep_since is not None:
            return self._asleep()
        if self.small_since is not None:
            return f"The loss is below {SMALL:f} since step {self.small_since}."
        return "Nothing is learned yet." if self.steps == 0 else "The run is on its way."

    def _asleep(self):
        since = f"Both hidden neurons are asleep since step {self.asleep_since}"
        if self.small_since is None:
            return f"{since}: W1, b1 and W2 have gradient 0, and only b2 still moves."
        return (
            f"The loss is {'0' if self.losses[-1] == 0 else 'almost 0'}, but {since[0].lower()}"
            f"{since[1:]}. Only b2 was learned: y_pred = b2, and nothing of x comes through."
        )

    def _moved(self):
        if self.steps == 0:
            return "No step has been taken yet."
        if self.diverged:
            return f"The loss has grown past {LARGE:,.0f}: the run ends here."
        before, now = self.losses[-2:]
        verb = "rose" if now > before else "fell" if now < before else "stayed"
        return f"This step the loss {verb}, from {typeset(before)} to {typeset(now)}."


def whole_run(example, rate):
    """The run of an example at one learning rate, taken to its end. Returns a `Run`."""
    run = Run(example)
    while not run.ended:
        run.step(rate)
    return run


def _since(start, holds, step):
    """The step since which something holds without a break, or None."""
    if not holds:
        return None
    return step if start is None else start
