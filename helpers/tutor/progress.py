"""What a learner has shown so far: the steps mastered, the commonest mistake, what comes next."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from helpers.quantities import NAMES, QUANTITIES
from helpers.tutor.words import when

IN_A_ROW = 2  # so many right fade the help, so many wrong restore it, so many master a step


class Try(NamedTuple):
    """What came of one step of a fresh problem. right: at the first answer, without help."""

    quantity: str
    right: bool
    sleeping: bool


@dataclass(frozen=True)
class Progress:
    """The first tries in order, and every slip that was named: (its words, quantity) each."""

    tries: tuple = ()
    slips: tuple = ()

    def tried(self, quantity, right, sleeping):
        """A copy with one more first try."""
        return replace(self, tries=(*self.tries, Try(quantity, bool(right), bool(sleeping))))

    def slipped(self, slips):
        """A copy with the slips that were named for one answer, each a `Slip`."""
        return replace(self, slips=(*self.slips, *((when(slip), slip.at) for slip in slips)))

    def mastered(self):
        """The steps that were right at first try on two problems running, in order.

        For a step that a sleeping neuron changes, one of the two must have had one.
        """
        return [name for name in NAMES if self._is_mastered(name)]

    def commonest(self):
        """The slip that came up most, as (its words, quantity, times), or None."""
        counts = Counter(self.slips).most_common(1)
        return (*counts[0][0], counts[0][1]) if counts else None

    def _is_mastered(self, name):
        tries = [one for one in self.tries if one.quantity == name]
        runs = [tries[i : i + IN_A_ROW] for i in range(len(tries) - IN_A_ROW + 1)]
        return any(
            all(one.right for one in run)
            and (not QUANTITIES[name].sleeping or any(one.sleeping for one in run))
            for run in runs
        )


def next_blanks(blanks, tries):
    """How many of the last steps the next guided problem leaves blank: as many, or 1 more or less.

    blanks: the number now, from 1 to 15. tries: the first tries so far, each a `Try`.
    """
    last = [one.right for one in tries[-IN_A_ROW:]]
    if len(last) < IN_A_ROW or len(set(last)) > 1:
        return blanks
    return min(blanks + 1, len(NAMES)) if last[0] else max(blanks - 1, 1)
