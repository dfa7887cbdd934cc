"""Protects the comparison itself: nbval must fail when one digit of one stored output is changed.

Without this, an option or a sanitizer that lets numbers pass would go unnoticed.
"""

import json
import re
import subprocess
import sys

from tests.refresh import as_text
from tests.series import ROOT, notebook_path

CODE = {
    "stdout": 'print("y_pred = 1.16")',
    "text/plain": "1.16",
    "image/svg+xml": (
        "class Drawing:\n"
        "    def _repr_mimebundle_(self, **options):\n"
        "        svg = '<svg xmlns=\"http://www.w3.org/2000/svg\"><text>1.16</text></svg>'\n"
        "        return {'image/svg+xml': svg, 'text/plain': 'a drawing'}\n"
        "\n"
        "\n"
        "Drawing()"
    ),
    "text/html": (
        "class Words:\n"
        "    def _repr_mimebundle_(self, **options):\n"
        "        return {'text/html': '<b>1.16</b>', 'text/plain': 'some words'}\n"
        "\n"
        "\n"
        "Words()"
    ),
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>1.16</text></svg>'
STORED = {
    "stdout": {"output_type": "stream", "name": "stdout", "text": "y_pred = 1.16\n"},
    "text/plain": {"data": {"text/plain": "1.16"}},
    "image/svg+xml": {"data": {"image/svg+xml": SVG, "text/plain": "a drawing"}},
    "text/html": {"data": {"text/html": "<b>1.16</b>", "text/plain": "some words"}},
}


# A digit that a reader sees: the last of a text, or the last in a <text> of an SVG.
SEEN = {
    "stdout": re.compile(r"\d(?=\D*$)"),
    "image/svg+xml": re.compile(r"\d(?=[^<>\d]*</text>)"),
}


def test_one_changed_digit_fails_in_every_kind_of_output_and_nothing_else_does(tmp_path):
    changed = json.loads(json.dumps(STORED).replace("1.16", "1.17"))
    cells = [_cell(kind, stored[kind]) for stored in (STORED, changed) for kind in CODE]
    assert failing(cells, tmp_path) == ["4", "5", "6", "7"]


def test_one_changed_digit_fails_in_a_notebook_of_the_series(tmp_path):
    """The first picture and the first printed line of notebook 00, each with one digit changed."""
    notebook = json.loads(notebook_path("00_start_here").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    changed = [_change_first(code, "image/svg+xml"), _change_first(code, "stdout")]
    assert failing(code, tmp_path) == sorted(map(str, changed))


def failing(cells, folder):
    """The numbers of the cells that nbval fails, with the options of this project and no others."""
    for count, cell in enumerate(cells, start=1):
        cell.update(execution_count=count, id=f"cell-{count}")
    metadata = {"kernelspec": {"display_name": "Python 3", "name": "python3"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path = folder / "one.ipynb"
    path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
    command = ["-m", "pytest", "-rA", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [sys.executable, *command, f"--rootdir={folder}", str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    verdicts = re.findall(r"^(PASSED|FAILED) \S*one\.ipynb::Cell (\d+)", done.stdout, flags=re.M)
    assert len(verdicts) == len(cells), done.stdout + done.stderr
    return sorted(cell for verdict, cell in verdicts if verdict == "FAILED")


def _cell(kind, stored):
    output = stored
    if "data" in stored:
        output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, **stored}
    return {"cell_type": "code", "metadata": {}, "outputs": [output], "source": CODE[kind]}


def _change_first(code, kind):
    """Change a digit in the first output of this kind that shows one; returns its cell's number."""
    for index, cell in enumerate(code):
        for output in cell["outputs"]:
            forms = output["data"] if "data" in output else {output["name"]: output["text"]}
            before = "".join(forms.get(kind, ""))
            if SEEN[kind].search(before):
                forms[kind][:] = [_one_digit_higher(before, SEEN[kind])]
                return index
    raise AssertionError(f"no {kind} with a digit in it")


def _one_digit_higher(text, digit):
    changed = digit.sub(lambda match: str((int(match[0]) + 1) % 10), text, count=1)
    assert sum(a != b for a, b in zip(text, changed, strict=True)) == 1
    return changed
