"""Printable problems that mark themselves, answer keys, and the common slips of each step.

    python -m helpers.tutor.worksheet 17 18 --answers     two problems, and their worked answers
    python -m helpers.tutor.worksheet 100 --for 30        problems 100 to 129, one for each pupil
    python -m helpers.tutor.worksheet 17 --code 7431      is that result code the one of problem 17?
    python -m helpers.tutor.worksheet --slips             the common slips, and what to ask
    python -m helpers.tutor.worksheet --turns             worked answers of every Your turn

The first two and the last write worksheet.html into the folder you are in (or --to NAME),
to print from a browser.
"""

import argparse
from html import escape
from itertools import groupby
from pathlib import Path
from string import ascii_letters

import numpy as np

from helpers.diagram import network_svg
from helpers.formatting import text, typeset
from helpers.quantities import (
    NAMES,
    PARTS,
    QUANTITIES,
    RECORDS,
    TwoLayers,
    given_values,
    solution,
    work_out,
)
from helpers.tutor.check_numbers import check_row, result_code
from helpers.tutor.planted import CHOICES, SUSPECTS
from helpers.tutor.problems import LAST, TURNS, problem, your_turn
from helpers.tutor.slips import single_slips
from helpers.tutor.words import asked, when

RULE = """<ol>
<li>Write the answer with four decimals, cut off and not rounded: 1.1742, or 0.8000.</li>
<li>Part it before its last two digits, 117 and 42, and add 42 as often as the row says, here × 3:
117 + 3 × 42 = 243. If the answer is negative, so is this.</li>
<li>Of several answers the first counts once, the second twice, the third three times, the fourth
four times; a table goes row by row.</li>
<li>Add up and keep the last three digits; below zero, add 1000 until it is not. At × 3, 0.8 and
−0.2375 make 80 − 2 × (23 + 3 × 75) = −416: <b>584</b>.</li>
<li>✓ means right. Else the letter at your number says which question to ask. It does not stand
here? Work out the row, or its check number, once more.</li></ol>
"""
COMMON = 1.1  # slips up to this cost are listed by --slips


def worksheet(numbers, answers=False):
    """The problems as one self-contained HTML page; with `answers`, the key follows them.

    numbers: problem numbers, from 1 to 999,999. Returns text. Raises ValueError for another number.
    """
    sheets, keys = [], []
    for number in numbers:
        example = problem(number)
        rows = {name: check_row(example, name) for name in NAMES}
        code = sum(row.right for row in rows.values())
        sheets += [_page(number, example, rows), _checks(number, rows)]
        keys.append(_key(f"Problem {number}", example, QUANTITIES, f"Result code: {code}"))
    return _document("problem " + ", ".join(map(str, numbers)), sheets + keys * answers)


def turns():
    """The answers of every Your turn, most of them as worked lines, as HTML."""
    pages = {}
    for part in "abc":
        for notebook in (*TURNS, "08"):
            example, title = your_turn(notebook, part), f"Notebook {notebook}, Your turn ({part})"
            records = RECORDS[type(example)] if notebook in ("08", "10") else QUANTITIES
            pages[f"{notebook}{part}"] = _key(title, example, records)
        results = work_out(your_turn("07", part)).items()
        results = {name: text(np.round(value, 6)) for name, value in results}
        pages[f"07{part}"] = _list(f"Notebook 07, Your turn ({part})", results)
    bugs = {name: CHOICES[bug][-1] for name, bug in SUSPECTS.items()}
    pages["07d"] = _list("Notebook 07, Your turn: the bugs", bugs)
    title = "Notebook 10, Your turn: two hidden layers"
    pages["10d"] = _key(title, your_turn("10", "d"), RECORDS[TwoLayers])
    return _document("answers of the Your turns", [pages[place] for place in sorted(pages)])


def slips():
    """The common slips of each step, the likeliest first, with the question to ask. Text."""
    lines = []
    for name in NAMES:
        lines.append(f"{name}  ({QUANTITIES[name].notebook})")
        said = {}
        for slip in sorted(single_slips(name, COMMON), key=lambda slip: slip.cost):
            said.setdefault(asked(slip), []).append(when(slip))
        for question, reasons in said.items():
            lines += [f"  - {reason}" for reason in dict.fromkeys(reasons)]
            lines.append(f"      Ask: {question}")
    return "\n".join(lines)


def _document(title, pages):
    title = f"Backprop by hand: {title}"
    style = Path(__file__).with_name("worksheet.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>\n{style}</style></head><body>\n" + "\n".join(pages) + "\n</body></html>\n"
    )


def _page(number, example, rows):
    rate, loss = typeset(example.learning_rate), QUANTITIES["L"].line({})
    return (
        f'<section><h1><span class="who">Name: ____________________</span>Problem {number}</h1>'
        "<p>Work one training step by hand: forward, loss, backward, update. Hidden neurons: ReLU. "
        f'Output: linear. <span class="formula">{loss}.</span> '
        f"<b>Learning rate {rate}.</b></p>"
        + network_svg(example)
        + _parts(QUANTITIES, lambda record: _boxes(example, record.name, rows), "work")
        + "<p>Result code (all check numbers added up): ______________</p></section>"
    )


def _checks(number, rows):
    """What the check numbers of a problem say, on a page of its own."""
    parts = ""
    for notebook, title in PARTS.items():
        part = {name: row for name, row in rows.items() if QUANTITIES[name].notebook == notebook}
        questions = dict.fromkeys(question for row in part.values() for question in row.hints)
        letters = dict(zip(questions, ascii_letters, strict=False))
        parts += f"<h2>{title}</h2>" + "".join(_check(name, part[name], letters) for name in part)
        asked = (f"<b>{letters[question]}</b> {escape(question)}" for question in questions)
        parts += f"<p>{' '.join(asked)}</p>"
    return (
        f"<section><h1>Problem {number}: what your check numbers say</h1>"
        f'<div class="says">{RULE}{parts}</div></section>'
    )


def _check(name, row, letters):
    """The check numbers of a row in their order, each with the letter of the question to ask."""
    places = sorted((number, question) for question in row.hints for number in row.hints[question])
    listed = " ".join(f"{number:03}<b>{letters[question]}</b>" for number, question in places)
    return f"<p><b><code>{name}</code> {row.right:03} ✓</b> {listed}</p>"


def _key(title, example, records, note=""):
    values = {**given_values(example), **work_out(example)}

    def worked(record):
        return escape("\n".join(map(str, record.lines(values))))

    parts = _parts(records, worked, "key")
    return f"<section><h1>{title}: answers</h1>{parts}<p>{note}</p></section>"


def _list(title, answers):
    rows = "".join(_row(name, escape(answer)) for name, answer in answers.items())
    return f'<section><h1>{title}: answers</h1><table class="key">{rows}</table></section>'


def _parts(records, cell, kind):
    """The rows of some quantities, under a heading each time another part of the step begins."""
    html = ""
    for notebook, part in groupby(records.values(), lambda record: record.notebook):
        rows = "".join(_row(record.name, cell(record)) for record in part)
        title = f"<h2>{PARTS[notebook]}</h2>" if notebook in PARTS else ""
        html += f'{title}<table class="{kind}">{rows}</table>'
    return html


def _row(name, content):
    return f'<tr><td class="name">{name}</td><td>{content}</td></tr>'


def _boxes(example, name, rows):
    lines = solution(example, name)
    boxes = "".join(
        f'<span class="box"><b>{escape(line.label)}</b><i></i></span>' for line in lines
    )
    check = f'<span class="box check"><b>check × {rows[name].times}</b><i></i></span>'
    return f'<div class="boxes">{boxes}{check}</div>'


def main(arguments=None):
    """Write what was asked for; says the name of the file."""
    parser = argparse.ArgumentParser(prog="python -m helpers.tutor.worksheet", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("numbers", nargs="*", type=int, help=f"problem numbers, 1 to {LAST}")
    parser.add_argument("--answers", action="store_true", help="add the worked answers")
    parser.add_argument(
        "--for", type=int, dest="pupils", help="so many problems from the number on"
    )
    parser.add_argument("--code", type=int, help="a pupil's result code of the one problem named")
    parser.add_argument("--slips", action="store_true", help="print the common slips of each step")
    parser.add_argument("--turns", action="store_true", help="the answers of all Your turns")
    parser.add_argument("--to", default="worksheet.html", help="the file to write (%(default)s)")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.slips:
            print(slips())
        elif chosen.turns:
            _write(turns(), chosen.to)
        elif chosen.code is not None:
            (number,) = chosen.numbers
            right = chosen.code == result_code(problem(number))
            print(f"problem {number}: {'all rows right' if right else 'not all rows right yet'}")
        elif chosen.pupils is not None:
            (first,) = chosen.numbers
            if chosen.pupils < 1:
                raise ValueError(f"--for takes how many pupils there are; got {chosen.pupils}")
            _write(worksheet(range(first, first + chosen.pupils), True), chosen.to)
        elif chosen.numbers:
            _write(worksheet(chosen.numbers, chosen.answers), chosen.to)
        else:
            parser.error("which problem? Name a number, such as 17")
    except OSError as wrong:
        parser.error(f"{chosen.to} cannot be written here ({wrong.strerror}): name another --to")
    except ValueError as wrong:
        one = "--code and --for take one problem number: "
        parser.error(one * ("unpack" in str(wrong)) + str(wrong))


def _write(page, name):
    Path(name).write_text(page, encoding="utf-8", newline="\n")
    print(f"wrote {name}: open it in a browser and print it")


if __name__ == "__main__":
    main()
