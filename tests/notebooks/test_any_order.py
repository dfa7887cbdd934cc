"""Protects a reader who does not go once from top to bottom: alone, again, or each cell twice.

nbval runs every notebook once, in a kernel of its own, beside the others. Here the stored outputs
must also come where no other notebook is, when all is run again, and when each cell is run twice.
"""

import json
import shutil

import pytest

from tests.refresh import normalise, run
from tests.series import NOTEBOOKS, cells, paths, read

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_alone_then_again_with_each_cell_twice_it_gives_the_same(path, tmp_path):
    """In one kernel, in a folder of its own, with nothing of this one but the data file."""
    shutil.copy(NOTEBOOKS / "penguins.csv", tmp_path)
    code = cells(path, "code")
    order = [*code, *(cell for cell in code for _ in range(2))]
    again = [{**cell, "id": f"cell-{count}"} for count, cell in enumerate(order)]
    executed = normalise(run(json.dumps({**read(path), "cells": again}), tmp_path))
    assert [compared(cell) for cell in executed["cells"]] == [compared(cell) for cell in order]
    assert [file.name for file in tmp_path.iterdir()] == ["penguins.csv"]


def compared(cell):
    """A cell's outputs without what nbval leaves out as well: the count and the picture's dots."""
    for output in cell["outputs"]:
        output.pop("execution_count", None)
        output.get("data", {}).pop("image/png", None)
    return cell["outputs"]
