"""Printable problems: one page each with empty boxes, and an answer key with the worked lines.

    python -m helpers.tutor.worksheet 17 18 --answers

writes worksheet.html into the folder you are in (another name: --to NAME), to print from a browser.
"""

import argparse
from html import escape
from pathlib import Path

from helpers.diagram import network_svg
from helpers.formatting import typeset
from helpers.quantities import BACKWARD, FORWARD, LOSS, NAMES, QUANTITIES, UPDATE
from helpers.tutor.problems import LAST, problem
from helpers.tutor.solutions import solution

PARTS = {FORWARD: "Forward", LOSS: "Loss", BACKWARD: "Backward", UPDATE: "Update"}
STYLE = """
@page { margin: 11mm 13mm }
:root { color-scheme: light }
body { font: 11pt/1.35 Arial, Helvetica, sans-serif; color: #000; background: #fff;
       max-width: 184mm; margin: 0 auto }
section { break-after: page } section:last-child { break-after: auto }
h1 { font-size: 16pt; margin: 0 0 1mm } h2 { font-size: 11pt; margin: 1.4mm 0 .4mm }
p { margin: 0 0 1mm } .who { float: right; font-size: 10pt } .formula { white-space: nowrap }
svg { display: block; width: 138mm; height: auto; margin: 1mm auto }
table { border-collapse: collapse; width: 100% }
td { padding: 0; vertical-align: top }
.name { width: 31mm; font: 10pt Consolas, monospace; padding-top: 1.7mm }
.boxes { display: grid; grid-template-columns: repeat(2, 76mm) }
.box { font: 10pt Consolas, monospace; display: flex; align-items: center; height: 7.5mm }
.box b { font-weight: normal; width: 27mm }
.box i { width: 46mm; height: 6.2mm; border: 1px solid #000 }
.key td { padding: .6mm 2mm .6mm 0; white-space: pre-line } .key .name { padding-top: .7mm }
"""


def worksheet(numbers, answers=False):
    """The problems as one self-contained HTML page; with `answers`, the key follows them.

    numbers: problem numbers, from 1 to 999,999. Returns text. Raises ValueError for another number.
    """
    problems = [(number, problem(number)) for number in numbers]
    pages = [_page(*one) for one in problems]
    if answers:
        pages += [_key(*one) for one in problems]
    title = "Backprop by hand: problem " + ", ".join(map(str, numbers))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>\n" + "\n".join(pages) + "\n</body></html>\n"
    )


def _page(number, example):
    rate, loss = typeset(example.learning_rate), QUANTITIES["L"].line({})
    return (
        f'<section><h1><span class="who">Name: ____________________</span>Problem {number}</h1>'
        "<p>Work one training step by hand: forward, loss, backward, update. Hidden neurons: ReLU. "
        f'Output: linear. <span class="formula">{loss}.</span> '
        f"Learning rate {rate}.</p>"
        + network_svg(example)
        + _parts(example, _boxes, "work")
        + "</section>"
    )


def _key(number, example):
    return (
        f"<section><h1>Problem {number}: answers</h1>"
        + _parts(example, _worked, "key")
        + "</section>"
    )


def _parts(example, cell, kind):
    html = ""
    for notebook, title in PARTS.items():
        names = [name for name in NAMES if QUANTITIES[name].notebook == notebook]
        rows = "".join(_row(name, cell(example, name)) for name in names)
        html += f'<h2>{title}</h2><table class="{kind}">{rows}</table>'
    return html


def _row(name, content):
    return f'<tr><td class="name">{name}</td><td>{content}</td></tr>'


def _boxes(example, name):
    lines = solution(example, name)
    boxes = "".join(
        f'<span class="box"><b>{escape(line.label)}</b><i></i></span>' for line in lines
    )
    return f'<div class="boxes">{boxes}</div>'


def _worked(example, name):
    return escape("\n".join(map(str, solution(example, name))))


def main(arguments=None):
    """Write the sheet; says the name of the file."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.tutor.worksheet",
        description="Printable problems with an answer key.",
    )
    parser.add_argument("numbers", nargs="+", type=int, help=f"problem numbers, 1 to {LAST}")
    parser.add_argument("--answers", action="store_true", help="add the worked answers at the end")
    parser.add_argument("--to", default="worksheet.html", help="the file to write (%(default)s)")
    chosen = parser.parse_args(arguments)
    try:
        page = worksheet(chosen.numbers, chosen.answers)
    except ValueError as wrong:
        parser.error(str(wrong))
    try:
        Path(chosen.to).write_text(page, encoding="utf-8", newline="\n")
    except OSError as wrong:
        parser.error(f"{chosen.to} cannot be written here ({wrong.strerror}): name another --to")
    print(f"wrote {chosen.to}: open it in a browser and print it")


if __name__ == "__main__":
    main()
