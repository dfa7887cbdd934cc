"""Measure the tutor: which slips it names rightly, and what it says of numbers that are none.

    python -m tests.diagnosis                 200 problems (some twenty minutes)
    python -m tests.diagnosis 20 kinds        20 problems, and one of: kinds, singles, others

A slip is named rightly if what is named agrees with what was done on five other problems. It is
counted where its number, as it is written, differs from the right one and from that of every
explanation that the tutor holds to be commoner: nobody can tell those apart by this number. What
cannot be told apart on most problems is listed.
"""

import re
import sys
import time
from collections import Counter
from functools import cache
from itertools import compress
from random import Random

import numpy as np

from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.tutor import words
from helpers.tutor.compare import rounded, same
from helpers.tutor.marking import check
from helpers.tutor.problems import TURNS, problem, your_turn
from helpers.tutor.slips import PAIR, explanations, likely, showing, single_slips, singles
from helpers.worked_example import worked_example
from tests.examples import second_example
from tests.series import ROOT

DECIMALS = (6, 4, 3, 2)
KINDS = (ROOT / "tests/slip_kinds.txt").read_text(encoding="utf-8")
# (quantity, what was done, expression) of each row: found in public, and made up, twice.
HANDED, HELD_OUT, FRESH = (
    [tuple(line.split(" | ")) for line in part.splitlines() if " | " in line]
    for part in KINDS.split("\n## ")[1:]
)
MARGIN = 1e-9
RIGHT = ("right", "right method", "rounded")


def examples(count):
    """The worked example, the second one, the networks of the turns, and some problems."""
    turns = [your_turn(notebook, part) for notebook in TURNS for part in "abc"]
    return [worked_example, second_example, *turns, *map(problem, range(1, count + 1))]


@cache
def others():
    """Other problems, each with its right values: where a name that was given is tried."""
    return [(one, work_out(one)) for one in map(problem, range(900_001, 900_006))]


def kinds(rows):
    """(quantity, what was done, function of problem and values) for each row of slips."""
    for quantity, what, expression in rows:
        if quantity != "new":
            yield quantity, what, _arithmetic(expression)
            continue
        for old in ("W1", "b1", "W2", "b2"):
            names = {"old": old, "gradient": f"d{old}", "rate": "learning_rate"}
            own = expression
            for short, long in names.items():
                own = re.sub(rf"\b{short}\b", long, own)
            yield f"{old}_new", what, _arithmetic(own)


def _arithmetic(expression):
    code = compile(expression, expression, "eval")
    own = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(z, 0),
        "ones": np.ones(2),
    }

    def give(example, values):
        known = {**vars(np), **own, **given_values(example), **values}
        with np.errstate(all="ignore"):
            return np.asarray(eval(code, known), dtype=float)

    return give


def agrees(slip, done):
    """Whether a named slip gives on five other problems what was done there."""
    for example, truth in others():
        wanted = done(example, truth)
        try:
            got = slip.applied(example, truth)
        except ValueError:
            return False
        if np.shape(got) != np.shape(wanted) or not np.allclose(got, wanted, 1e-6, 1e-9, True):
            return False
    return True


@cache
def cost(quantity, done):
    """What the tutor's own explanation of a kind of slip costs; infinite if it has none."""
    costs = []
    for example, truth in others():
        answer = np.round(done(example, truth), 9)
        if np.isfinite(answer).all():
            values = {**given_values(example), **truth}
            found = explanations(answer, quantity, values)
            costs += [slip.cost for slip in found if agrees(slip, done)]
    return min(costs, default=np.inf)


def commoner(values, quantity, answer, decimals, known):
    """Whether a single edit that costs less than `known` gives an answer, as it is written.

    values: what the problem gives, its right values, and a "memo".
    """
    with np.errstate(all="ignore"):
        for _, place, numbers in singles(quantity, values):
            agree = np.isclose(np.round(numbers, decimals), answer, 0, MARGIN)
            agree = agree.reshape(len(numbers), -1).all(axis=1)
            if any(edit.cost < known - MARGIN for edit in compress(place.edits, agree)):
                return True
    return False


def outcome(example, quantity, done, decimals, known=None):
    """What becomes of a wrong answer: a word, and what is named.

    known: what the slip costs; without it, what the tutor's own explanation of it does.
    "named": rightly. "wrongly": another explanation is named, "unnamed": none. "like": the same,
    where a commoner explanation gives the same number. "called right". None: it is no wrong answer,
    being right as far as it is written, or no number. The rows before it are given.
    """
    truth = work_out(example)
    try:
        answer = np.round(done(example, truth), decimals) + 0.0
    except ValueError:  # two edits that cannot be made together
        return None, ()
    if not np.isfinite(answer).all() or np.abs(answer).max() > 1e6:
        return None, ()
    if same(answer, truth[quantity]) or rounded(answer, truth[quantity]):
        return None, ()
    mark = check(example, given=NAMES[: NAMES.index(quantity)], **{quantity: answer})[quantity]
    if mark.state != "not yet":
        return "called right", ()
    if any(agrees(slip, done) for slip in mark.slips):
        return "named", mark.slips
    known = cost(quantity, done) if known is None else known
    if np.isfinite(known):
        named_commoner = mark.slips and mark.slips[0].cost <= known + MARGIN
        values = {**given_values(example), **truth, "memo": {}}
        fits = np.shape(answer) == np.shape(truth[quantity])
        if named_commoner or (fits and commoner(values, quantity, answer, decimals, known)):
            return "like", mark.slips
    return "wrongly" if mark.slips else "unnamed", mark.slips


def tally(rows, some, decimals):
    """Counts of the outcomes of rows (quantity, what, function); the same by row; what is like it.

    The last: from (quantity, what) to a count of what is named instead.
    """
    counts, by_row, instead = Counter(), {}, {}
    for quantity, what, done in rows:
        for example in some:
            kind, slips = outcome(example, quantity, done, decimals)
            if kind:
                counts[kind] += 1
                by_row.setdefault((quantity, what), Counter())[kind] += 1
            if kind in ("like", "wrongly") and slips:
                said = words.when(slips[0])
                instead.setdefault((quantity, what), Counter())[said] += 1
    return counts, by_row, instead


def pairs(name, count=20):
    """Slips with two of the likeliest edits of a quantity, where both can be made at once."""
    common = sorted(showing(name, 3.0), key=lambda slip: slip.cost)[:count]
    said = {slip.edits[0][1].said for slip in common}
    for one in common:
        for place in likely(name, common[-1].cost, formula=one.formula):
            for edit in place.edits:
                if edit.said in said:
                    yield one.with_edit(place, edit, one.cost + edit.cost)


def random_answers(some, count, decimals, chooser):
    """(shape is one number, a slip was named) for random wrong numbers of the usual size."""
    for _ in range(count):
        example, name = chooser.choice(some), chooser.choice(NAMES)
        right = work_out(example)[name]
        size = chooser.choice([2.0, 2 * max(0.2, float(np.abs(right).max()))])
        answer = [chooser.uniform(-size, size) for _ in range(np.size(right))]
        answer = np.round(np.reshape(answer, np.shape(right)), decimals) + 0.0
        mark = check(example, **{name: answer})[name]
        if mark.state == "not yet":
            yield np.ndim(right) == 0, bool(mark.slips)


def right_work(example, decimals):
    """All fifteen values, each rounded and carried on."""
    values = given_values(example)
    for name in NAMES:
        values[name] = np.round(QUANTITIES[name].worked_out(values), decimals)
    return {name: values[name] for name in NAMES}


def slipped_work(example, made, decimals=6):
    """The same with a wrong number at some quantities: `made` from quantity to function."""
    values = given_values(example)
    for name in NAMES:
        right = QUANTITIES[name].worked_out(values)
        wrong = made[name](example, values) if name in made else right
        values[name] = np.round(wrong, decimals)
    return {name: values[name] for name in NAMES}


def follow_through(example, made, decimals=6):
    """(named where made, other rows called wrong) for a sheet with a few slips, the rest right."""
    work = slipped_work(example, made, decimals)
    marks = check(example, **work)
    called = [mark.quantity for mark in marks.marks if not mark.right]
    return [name for name in made if marks[name].slips], [n for n in called if n not in made]


@cache
def slips_up_to(name, cost):
    """The single slips of a quantity to choose from, up to a cost."""
    return tuple(single_slips(name, cost))


def blamed_given_rows(example, chooser):
    """Whether a sheet with one wrong row blames a row that was given or is right."""
    name = chooser.choice(NAMES[1:])
    truth = work_out(example)
    edit = chooser.choice(slips_up_to(name, 2.5))
    wrong = np.round(edit.applied(example, truth), 4)
    before = NAMES[: NAMES.index(name)]
    given = [key for key in before if chooser.random() < 0.5]
    answered = {key: truth[key] for key in before if key not in given and chooser.random() < 0.7}
    mark = check(example, given=given, **answered, **{name: wrong})[name]
    return any(slip.at in given or slip.at in answered for slip in mark.slips)


def _share(counts):
    total = max(sum(counts.values()), 1)
    differing = max(total - counts["like"], 1)
    parts = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    return (
        f"{counts['named'] / differing:.1%} of {differing} that differ from the right number and "
        f"from every commoner slip's; {counts['named'] / total:.1%} of all ({parts})"
    )


def measure_kinds(some, few, chooser):
    """Slips that people made, and made-up ones: named rightly, and what is like a commoner slip."""
    alike = {}
    for title, rows in (("handed", HANDED), ("held out", HELD_OUT), ("made up later", FRESH)):
        for decimals in DECIMALS:
            networks = some if decimals == 6 and rows is HANDED else few
            counts, by_row, instead = tally(kinds(rows), networks, decimals)
            print(f"{title}, {decimals} decimals: {_share(counts)}", flush=True)
            if decimals == 6:
                alike |= {
                    row: instead.get(row, Counter())
                    for row, its in by_row.items()
                    if its["like"] > its["named"]
                }
                least = sorted(by_row, key=lambda row: by_row[row]["named"] - by_row[row].total())
                print(*(f"    {row}: {dict(by_row[row])}" for row in least[:12]), sep="\n")
    print("not to be told apart, on most networks:")
    for (quantity, what), named in alike.items():
        print(f"    {quantity}: {what} = {', '.join(said for said, _ in named.most_common(1))}")


def measure_singles(some, few, chooser):
    """Every single edit, by kind of edit, and pairs of the commonest."""
    for decimals in DECIMALS:
        by_kind, common = {}, Counter()
        for name in NAMES:
            for slip in single_slips(name, 9.0):
                kind, _ = outcome(chooser.choice(some), name, slip.applied, decimals, slip.cost)
                if kind:
                    by_kind.setdefault(slip.edits[0][1].said, Counter())[kind] += 1
                    common[kind] += slip.cost <= 2
        counts = sum(by_kind.values(), Counter())
        print(f"single edits, {decimals} decimals: {_share(counts)}")
        print(f"    those of cost 2 or less: {_share(common)}", flush=True)
        if decimals == 6:
            print(*(f"    {kind}: {_share(by_kind[kind])}" for kind in sorted(by_kind)), sep="\n")
    counts = Counter()
    for name in NAMES:
        for slip in pairs(name):
            kind, _ = outcome(chooser.choice(some), name, slip.applied, 6, slip.cost + PAIR)
            counts.update([kind] if kind else [])
    print(f"pairs of the twenty commonest: {_share(counts)}", flush=True)


def measure_others(some, few, chooser):
    """Random numbers, right work, rows that were given, and sheets with one to three slips."""
    for decimals in DECIMALS:
        found = list(random_answers(some, 50 * len(some), decimals, chooser))
        for one in (True, False):
            hits = [hit for single, hit in found if single is one]
            print(
                f"random {'numbers' if one else 'arrays'}, {decimals} decimals: "
                f"given a slip {np.mean(hits):.1%} of {len(hits)}",
                flush=True,
            )
    for decimals in (6, 5, 4, 3, 2):
        wrong = alone = 0
        for example in some:
            sheet = check(example, **right_work(example, decimals))
            wrong += sum(mark.state not in RIGHT for mark in sheet.marks)
            for name, value in work_out(example).items():
                mark = check(example, **{name: np.round(value, decimals)})[name]
                alone += mark.state not in RIGHT
        print(f"right work at {decimals} decimals called wrong: {wrong}, alone {alone}", flush=True)
    sheets = 25 * len(some)
    blamed = sum(blamed_given_rows(chooser.choice(some), chooser) for _ in range(sheets))
    print(f"given or right rows blamed: {blamed} of {sheets} sheets", flush=True)
    for slips in (1, 2, 3):
        _print_follow_through(some, chooser, slips, 2 * len(some))


def _print_follow_through(some, chooser, slips, sheets):
    named = spoiled = 0
    times = []
    for _ in range(sheets):
        example, at = chooser.choice(some), sorted(chooser.sample(range(len(NAMES)), slips))
        made = {NAMES[one]: chooser.choice(slips_up_to(NAMES[one], 1.6)) for one in at}
        start = time.perf_counter()
        found, called = follow_through(example, {one: made[one].applied for one in made})
        times.append(time.perf_counter() - start)
        named += len(found)
        spoiled += bool(called)
    print(
        f"{slips} slips a sheet: {named} of {slips * sheets} made were named, other rows called "
        f"wrong on {spoiled} of {sheets} sheets; median {1000 * np.median(times):.0f} ms a sheet",
        flush=True,
    )


def main():
    """Print the measures: all of them, or those that are asked for."""
    parts = {"kinds": measure_kinds, "singles": measure_singles, "others": measure_others}
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    some = examples(count)
    for part in sys.argv[2:] or parts:
        parts[part](some, some[: 2 + min(count, 10)], Random(0))


if __name__ == "__main__":
    main()
