"""Protects every "your turn" in 01 to 05: solved, every check says right; with a slip, it names it.

Each notebook runs once: every "your turn" cell is followed by copies of itself, one filled in
rightly and one for each of the likeliest slips at one of its answers.
"""

import re

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from helpers.formatting import text
from helpers.quantities import NAMES, work_out
from helpers.tutor.compare import rounded
from helpers.tutor.slips import single_slips
from helpers.worked_example import second_example
from tests.series import NOTEBOOKS

TURNS = [f"0{n}" for n in range(1, 6)]
TRUTH = work_out(second_example)
YOURS = re.compile(r"^your_(\w+) = \.\.\.$", flags=re.M)


def path_of(number):
    return next(path for path in NOTEBOOKS.glob(f"{number}_*.ipynb"))


def filled(source, slip=None):
    """A "your turn" cell with its answers: the right ones, but for one `Slip`."""
    answers = {name: TRUTH[name] for name in YOURS.findall(source)}
    if slip:
        answers[slip.at] = slip.applied(second_example, TRUTH)
    return YOURS.sub(lambda match: f"your_{match[1]} = {text(answers[match[1]])}", source)


def _is_wrong(answer, right):
    return np.abs(answer - right).max() > 1e-3 and not rounded(answer, right)


def copies(source):
    """(source, slip) of each copy of a cell: slip is None for the right one."""
    slips = [
        slip
        for name in YOURS.findall(source)
        for slip in single_slips(name, 1.0)
        if _is_wrong(slip.applied(second_example, TRUTH), TRUTH[name])
    ]
    return [(filled(source, slip), slip) for slip in (None, *slips)]


def run_with_answers(path):
    """(cell id, slip, what the check says) of every copy of every "your turn" cell."""
    notebook = nbformat.read(path, as_version=4)
    cells, asked = [], []
    for cell in notebook.cells:
        cells.append(cell)
        if cell.cell_type == "code" and YOURS.search(cell.source):
            for source, slip in copies(cell.source):
                cells.append(nbformat.v4.new_code_cell(source))
                asked.append((cell.id, slip, cells[-1]))
    notebook.cells = cells
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
    return [(cell_id, slip, _said(cell)) for cell_id, slip, cell in asked]


def _said(cell):
    return "\n".join(output.data["text/plain"] for output in cell.outputs if "data" in output)


@pytest.mark.parametrize("number", TURNS)
def test_every_turn_solved_is_right_and_every_slip_is_named(number):
    said = run_with_answers(path_of(number))
    assert len([slip for _, slip, _ in said if slip is None]) >= 3
    for cell_id, slip, words in said:
        lines = words.splitlines()
        if slip is None:
            assert all(re.fullmatch(r"✓ \w+: right", line) for line in lines), (cell_id, words)
        else:
            line = next(line for line in lines if line.startswith(f"✗ {slip.at}: not yet."))
            assert "you get" in line, (cell_id, slip)


@pytest.mark.parametrize("number", TURNS)
def test_an_untouched_turn_says_so(number):
    notebook = nbformat.read(path_of(number), as_version=4)
    turns = [cell for cell in notebook.cells if YOURS.search(cell.source)]
    for cell in turns:
        lines = _said(cell).splitlines()
        assert [line.split(":")[0][2:] for line in lines] == [
            name for name in NAMES if name in YOURS.findall(cell.source)
        ]
        assert all(line.endswith("not answered yet") for line in lines), cell.id
