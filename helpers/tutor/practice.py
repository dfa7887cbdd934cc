"""What practice asks next and what it keeps: which problem, and which of its rows are open."""

from datetime import date
from random import Random
from typing import NamedTuple

from helpers.quantities import NAMES
from helpers.tutor.memory import FILE, Memory
from helpers.tutor.problems import LAST, has_sleeping_neuron, problem
from helpers.tutor.progress import Progress

WAYS = ("guided", "alone", "mixed")


class Sheet(NamedTuple):
    """A problem, the way it is practised in, and the rows that are left to the learner."""

    number: int
    way: str
    asked: tuple


class Practice:
    """One learner's practice, kept in a file beside the notebooks. today: gives the date."""

    def __init__(self, today=date.today):
        self.memory, self.today = Memory(FILE), today

    @property
    def progress(self):
        """What the file tells of the learner: a `Progress`."""
        return Progress.of(self.memory.entries)

    def last_sheet(self, ways=WAYS):
        """The `Sheet` that lay there last in one of these ways, or None."""
        return next((sheet for sheet in self._sheets() if sheet.way in ways), None)

    def sheet(self, number, way):
        """The `Sheet` of a problem: with the rows that it left open before, or as the way has it.

        Mixed practice asks one row: those that fail most come most.
        """
        progress, asked = self.progress, tuple(NAMES)
        before = (one.asked for one in self._sheets() if one[:2] == (number, way))
        if way == "mixed":
            weights = progress.weights()
            asked = tuple(self._chance(number).choices(list(weights), list(weights.values())))
        elif way == "guided":
            asked = tuple(progress.to_ask(self.today())) or NAMES[-1:]
        return Sheet(number, way, next(before, asked))

    def next_sheet(self, number, way):
        """The `Sheet` after problem `number`: with a sleeping neuron, if a row waits for it."""
        if way == "mixed":
            return self.sheet(self._chance(number).randint(1, LAST), way)
        waits, number = self.progress.needs_sleep(), number % LAST + 1
        while waits and not has_sleeping_neuron(problem(number)):
            number = number % LAST + 1
        return self.sheet(number, way)

    def typed(self, number):
        """What was typed last into each row of a problem, on any page: a dict by row."""
        self.memory.look()
        return {
            entry["row"]: str(entry["typed"])
            for entry in self.memory.entries
            if entry.get("problem") == number and entry.get("row") in NAMES and "typed" in entry
        }

    def tries(self, sheet):
        """The rows of a `Sheet` that were tried: a dict to whether the first try was right."""
        tried = (one for one in self.progress.tries if one.problem == sheet.number)
        return {one.row: one.right for one in tried if one.row in sheet.asked}

    def begin(self, sheet):
        """Keep that this `Sheet` lies there now."""
        self._keep(sheet=sheet.number, way=sheet.way, asked=list(sheet.asked))

    def keep(self, sheet, row, right=None, slips=(), **typed):
        """Keep what was done at one row of a `Sheet`: what was typed, and whether it was right.

        right: None if it cannot be said. It counts if this row of this problem was not tried yet.
        """
        if self.last_sheet() is None:
            self.begin(sheet)
        if right is not None and row not in self.tries(sheet):
            asleep = has_sleeping_neuron(problem(sheet.number))
            typed |= {"first": right, "asleep": asleep, "slips": list(slips)}
        if typed:
            self._keep(problem=sheet.number, row=row, **typed)

    def _chance(self, number):
        return Random(f"{len(self.memory.entries)} {number}")

    def _keep(self, **what):
        self.memory.add(day=self.today().isoformat(), **what)

    def _sheets(self):
        """Each `Sheet` of the file, the last one first."""
        return filter(None, map(_sheet, reversed(self.memory.entries)))


def _sheet(entry):
    """A line of the practice file as a `Sheet`, or None if it is another line, or spoiled."""
    number, way, asked = (entry.get(key) for key in ("sheet", "way", "asked"))
    rows = tuple(name for name in NAMES if isinstance(asked, list) and name in asked)
    fits = type(number) is int and 1 <= number <= LAST and way in WAYS and rows
    return Sheet(number, way, rows) if fits and (way != "mixed" or len(rows) == 1) else None
