"""What practice asks next and what it keeps: which problem, and which of its rows are open."""

from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

from helpers.quantities import NAMES
from helpers.tutor.memory import Memory
from helpers.tutor.problems import LAST, has_sleeping_neuron, problem
from helpers.tutor.progress import Progress

WAYS = ("guided", "alone", "mixed")


class Sheet(NamedTuple):
    """A problem, the way it is practised in, and the rows that are left to the learner."""

    number: int
    way: str
    asked: tuple


class Practice:
    """One learner's practice. path: the file that keeps it, or None for the usual one.

    today: gives the date.
    """

    def __init__(self, path=None, today=date.today):
        self._memory, self._today = Memory() if path is None else Memory(path), today

    @property
    def trouble(self):
        """What is wrong with the file, in one sentence, or ""."""
        return self._memory.trouble

    @property
    def progress(self):
        """What the file tells of the learner: a `Progress`."""
        return Progress.of(self._memory.entries, _sleeps)

    @property
    def today(self):
        """The date."""
        return self._today()

    def last_sheet(self):
        """The `Sheet` that lay there last, or None."""
        return next(self._sheets(), None)

    def rows(self, number, way):
        """The rows that a problem leaves open: as they were before, or as the way has it."""
        if way == "alone":
            return NAMES
        before = (one.asked for one in self._sheets() if one[:2] == (number, way))
        return next(before, None) or tuple(self.progress.to_ask(self.today)) or NAMES[-1:]

    def next_problem(self, number):
        """The number of the problem to come: one with a sleeping neuron, if a row waits for it."""
        number = number % LAST + 1
        while self.progress.needs_sleep(self.today) and not _sleeps(number):
            number = number % LAST + 1
        return number

    def mixed(self, number):
        """A `Sheet` with one row of another problem: the rows that fail most come most."""
        weights = self.progress.weights()
        chance = Random(f"{len(self._memory.entries)} {number}")
        row = chance.choices(list(weights), list(weights.values()))[0]
        return Sheet(chance.randint(1, LAST), "mixed", (row,))

    def typed(self, number):
        """What was typed last into each row of a problem, on any page: a dict by row."""
        self._memory.look()
        return {
            entry["row"]: str(entry["typed"])
            for entry in self._memory.entries
            if entry.get("problem") == number and entry.get("row") in NAMES and "typed" in entry
        }

    def begin(self, sheet):
        """Keep that this `Sheet` lies there now."""
        asked = list(sheet.asked)
        self._memory.add(sheet=sheet.number, way=sheet.way, asked=asked, day=self.today.isoformat())

    def keep(self, sheet, row, **more):
        """Keep something about one row of a `Sheet`, such as what was typed."""
        if self.last_sheet() is None:
            self.begin(sheet)
        self._memory.add(day=self.today.isoformat(), problem=sheet.number, row=row, **more)

    def keep_try(self, sheet, row, right, slips, **more):
        """The same for an answer; it counts if this row of this problem was not tried before."""
        tries = self.progress.tries
        tried = any(one.problem == sheet.number and one.row == row for one in tries)
        first = {} if tried else {"first": right}
        self.keep(sheet, row, **more, **first, slips=slips)

    def forget(self):
        """Forget all that was kept."""
        self._memory.forget()

    def _sheets(self):
        """Each `Sheet` of the file, the last one first."""
        return filter(None, map(_sheet, reversed(self._memory.entries)))


@lru_cache
def _sleeps(number):
    return has_sleeping_neuron(problem(number))


def _sheet(entry):
    """A line of the practice file as a `Sheet`, or None if it is another line, or spoiled."""
    number, way, asked = (entry.get(key) for key in ("sheet", "way", "asked"))
    fits = (
        type(number) is int
        and 1 <= number <= LAST
        and way in WAYS
        and isinstance(asked, list)
        and bool(asked)
        and all(name in NAMES for name in asked)
        and (way != "mixed" or len(asked) == 1)
    )
    return Sheet(number, way, tuple(asked)) if fits else None
