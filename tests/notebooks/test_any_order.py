"""Protects a reader who does not go once from top to bottom: again, twice, or this notebook alone.

nbval runs every notebook once, in a kernel of its own, beside the others. Here the stored outputs
must also come when all is run again, when each cell is run twice, and where no other notebook is.
"""

import json
import shutil

import pytest

from tests.refresh import normalise, run
from tests.series import NOTEBOOKS, cells, paths, read

pytestmark = pytest.mark.slow
each_notebook = pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)


def stored(path):
    return [compared(cell) for cell in cells(path, "code")]


def outputs(path, order, folder=NOTEBOOKS):
    """What the code cells give when they run in this order of positions, in one kernel."""
    code = cells(path, "code")
    chosen = [{**code[i], "id": f"cell-{count}"} for count, i in enumerate(order)]
    executed = run(json.dumps({**read(path), "cells": chosen}), folder)
    return [compared(cell) for cell in normalise(executed)["cells"]]


def compared(cell):
    """A cell's outputs without what nbval leaves out as well: the count and the picture's dots."""
    return [
        {
            **{key: value for key, value in output.items() if key != "execution_count"},
            "data": {k: v for k, v in output.get("data", {}).items() if k != "image/png"},
        }
        for output in cell["outputs"]
    ]


@each_notebook
def test_all_run_again_in_the_same_kernel_gives_the_same(path):
    expected = stored(path)
    assert outputs(path, [*range(len(expected))] * 2) == expected * 2


@each_notebook
def test_each_cell_run_twice_in_a_row_changes_nothing_after_it(path):
    expected = stored(path)
    twice = [i for i in range(len(expected)) for _ in range(2)]
    assert outputs(path, twice) == [expected[i] for i in twice]


@each_notebook
def test_it_needs_no_other_notebook(path, tmp_path):
    """In a folder of its own, with nothing of this one but the data file."""
    shutil.copy(NOTEBOOKS / "penguins.csv", tmp_path)
    expected = stored(path)
    assert outputs(path, range(len(expected)), tmp_path) == expected
    assert [file.name for file in tmp_path.iterdir()] == ["penguins.csv"]
