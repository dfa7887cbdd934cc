"""Protects: every notebook runs in a real JupyterLab as a reader would run it.

No error, nothing said in the browser's console, nothing asked of another host, the outputs that are
stored, and what is folded under a Predict opens when its cell runs. In a whole run this is asked of
a notebook after all of its labs were driven (the files of this folder come in the order of their
names).
"""

import pytest

from tests.refresh import normalise
from tests.series import cells, notebook_path, read

pytestmark = pytest.mark.browser
PIXELS = "image/png"


def test_runs_without_an_error_and_asks_no_other_host(notebook):
    assert notebook.errors() == []
    assert len(notebook.requests) > 50  # so that an empty list of strangers means something


def test_it_shows_what_is_stored(notebook):
    """Every output, to the letter; but not the pixels of charts, which are compared elsewhere."""
    assert outputs(normalise(notebook.document())) == outputs(read(notebook_path(notebook.name)))


def outputs(document):
    """The outputs of a notebook, by the names of its cells, without what is a picture of pixels."""
    found = {}
    for cell in document["cells"]:
        for output in cell.get("outputs", []):
            data = {form: text for form, text in output.get("data", {}).items() if form != PIXELS}
            found.setdefault(cell["id"], []).append({**output, "data": data})
    return found


def test_folded_outputs_open_when_their_cells_run(notebook):
    stored = cells(notebook_path(notebook.name), "code")
    hidden = [cell for cell in stored if cell["metadata"].get("jupyter", {}).get("outputs_hidden")]
    assert notebook.folded_before == len(hidden) > 0
    assert notebook.folded() == 0


def test_nothing_is_wider_than_the_page(notebook):
    assert notebook.wider_than_the_page() == []
