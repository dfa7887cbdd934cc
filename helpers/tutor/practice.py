"""What practice has shown so far, and what it asks next.

Half a tick, a tick, and the day on which a row comes back; then which problem, and which rows.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import NamedTuple

from helpers.quantities import NAMES, QUANTITIES
from helpers.tutor.memory import FILE, Memory
from helpers.tutor.problems import LAST, has_sleeping_neuron, problem

WAYS = ("guided", "alone", "mixed")
DAYS = (1, 7, 30)  # so many days later a row with a tick comes back; the last again and again
ENOUGH = 2  # so many right in a row give a row its tick, so many wrong in a row take it
FIRST_ROWS = 4  # what the first guided problem leaves to the learner: the update


class Try(NamedTuple):
    """The first answer to one row of one problem, and what it came to.

    right: at once and without help. sleeping: a neuron of the problem is asleep. slips: what was
    named, each as (its words, the row where it was made).
    """

    row: str
    problem: int
    day: date
    right: bool
    sleeping: bool
    slips: tuple = ()


@dataclass(frozen=True)
class Standing:
    """How one row stands. right, wrong: so many in a row; due: with a tick, when it comes back."""

    right: int = 0
    wrong: int = 0
    slept: bool = False
    reviews: int = 0
    due: date | None = None

    @property
    def ticks(self):
        """0, a half or 1."""
        return 1 if self.due else 0.5 if self.right else 0

    def after(self, one):
        """The standing after one more `Try`."""
        if not one.right:
            wrong = self.wrong + 1
            stays = self.due and wrong < ENOUGH
            return replace(self, wrong=wrong) if stays else Standing(wrong=wrong)
        now = replace(self, right=self.right + 1, wrong=0, slept=self.slept or one.sleeping)
        if self.due:
            reviews = self.reviews + (one.day >= self.due)
            return replace(now, reviews=reviews, due=max(self.due, _back(one.day, reviews)))
        if now.right < ENOUGH or (QUANTITIES[one.row].sleeping and not now.slept):
            return now
        return replace(now, due=_back(one.day, 0))


def _back(day, reviews):
    return day + timedelta(days=DAYS[min(reviews, len(DAYS) - 1)])


@dataclass(frozen=True)
class Progress:
    """All first tries, in the order in which they were made."""

    tries: tuple = ()

    @classmethod
    def of(cls, entries):
        """The progress that the lines of a practice file tell; what does not fit is passed over."""
        return cls(tuple(filter(None, map(_try, entries))))

    @cached_property
    def standings(self):
        """How each row stands now: a dict from its name to its `Standing`."""
        standings = dict.fromkeys(NAMES, Standing())
        for one in self.tries:
            standings[one.row] = standings[one.row].after(one)
        return standings

    def ticked(self):
        """The rows that have their tick, in the order of the steps."""
        return [row for row, it in self.standings.items() if it.due]

    def back(self, today):
        """The rows with a tick whose day has come."""
        return [row for row in self.ticked() if self.standings[row].due <= today]

    def next_back(self):
        """The first day on which a row with a tick comes back, or None."""
        return min((self.standings[row].due for row in self.ticked()), default=None)

    def to_ask(self, today):
        """The rows that a guided problem leaves to the learner: more of them as it goes well.

        They are the last of the steps without a tick. What has its tick is given away, until its
        day has come.
        """
        without = [row for row in NAMES if row not in self.ticked()][-self._reach() :]
        return [row for row in NAMES if row in without + self.back(today)]

    def needs_sleep(self):
        """Whether a row waits for a problem with a sleeping neuron."""
        waiting = [row for row in NAMES if QUANTITIES[row].sleeping]
        return any(it.right and not it.slept for it in map(self.standings.get, waiting))

    def commonest(self):
        """What slipped most at rows without a tick: (words, row, times), or None if all is new."""
        slips = Counter(slip for one in self.tries for slip in one.slips)
        often = ((*slip, times) for slip, times in slips.most_common() if times > 1)
        return next((one for one in often if one[1] not in self.ticked()), None)

    def weights(self):
        """How often mixed practice asks each row: the more of its last answers failed, the more."""
        lately = {row: [one.right for one in self.tries if one.row == row][-4:] for row in NAMES}
        return {row: 1 + 2 * rights.count(False) for row, rights in lately.items()}

    def _reach(self):
        """How many of the last steps are asked: twice as many after a problem without a fault."""
        reach, problems = FIRST_ROWS, {}
        for one in self.tries:
            problems.setdefault(one.problem, []).append(one.right)
        for rights in problems.values():
            if all(rights) and len(rights) >= ENOUGH:
                reach = min(2 * reach, len(NAMES))
            elif rights.count(False) >= ENOUGH:
                reach = max(reach // 2, ENOUGH)
        return reach


def _try(entry):
    """One line of a practice file as a `Try`, or None if it is another line, or spoiled."""
    try:
        row, problem, right, asleep = (entry[key] for key in ("row", "problem", "first", "asleep"))
        if row not in NAMES or not (type(problem) is int and type(right) is type(asleep) is bool):
            return None
        slips = tuple((str(words), at) for words, at in entry.get("slips", ()) if at in NAMES)
        return Try(row, problem, date.fromisoformat(entry["day"]), right, asleep, slips)
    except (KeyError, TypeError, ValueError):
        return None


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
