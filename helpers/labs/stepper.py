"""What the labs share that are walked through step by step, by hand or played."""

from helpers.labs.controls import Dial
from helpers.labs.kit import button
from helpers.labs.player import Player

SECONDS = 1.5  # from one step to the next while it plays


class Stepper:
    """Goes before the base of a lab, and gives it a dial "step", from 0 to `last`."""

    last = 0

    def next(self):
        """One step further; after the last, nothing."""
        self._go(self.values["step"] + 1)

    def back(self):
        """Undo one step."""
        self._go(self.values["step"] - 1)

    def _make_steps(self):
        """Make the player. Returns the dial "step" and the button that steps back."""
        self.player = Player(self.next, self._ended, lambda: self._go(0), lambda: SECONDS)
        dial = Dial("step", 0, 0, self.last, scale="whole")
        return dial, button("Step back", self.back)

    def _ended(self):
        return self.values["step"] == self.last

    def _go(self, step):
        if 0 <= step <= self.last:
            self.move("step", step)
