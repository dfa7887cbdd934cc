"""Protects: what learning leaves in a notebook is told apart from the notebook, and undone; what a
run of the tests says at its end.
"""

import json
from types import SimpleNamespace

import pytest

from tests import conftest, refresh
from tests.series import paths


def as_jupyterlab_saves_it(text):
    """The notebook after it was run twice in JupyterLab: unfolded, counted on, with versions."""
    notebook = json.loads(text)
    notebook["metadata"]["language_info"]["version"] = "3.11.7"
    for cell in notebook["cells"]:
        cell["metadata"] = {"trusted": True}
        if cell["cell_type"] == "code":
            cell["execution_count"] += 40
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_running_and_saving_a_notebook_is_undone(path):
    """The folds under each Predict come back, and nothing else differs."""
    stored = path.read_bytes().decode()
    saved = as_jupyterlab_saves_it(stored)
    assert saved != stored
    assert refresh.as_text(refresh.normalise(json.loads(saved))) == stored


class Reporter:
    """Stands in for pytest's terminal: what is written, and what the tests noted."""

    def __init__(self, *noted):
        self.lines, self.noted = [], noted

    def getreports(self, outcome):
        return [SimpleNamespace(user_properties=self.noted)] if outcome == "passed" else []

    def write_line(self, line):
        self.lines.append(line)


def said_about(folder, monkeypatch):
    monkeypatch.setattr(refresh, "paths", lambda: sorted(folder.glob("*.ipynb")))
    reporter = Reporter()
    conftest.pytest_terminal_summary(reporter)
    return reporter.lines


def test_after_the_tests_one_sentence_names_the_notebooks_saved_by_hand(tmp_path, monkeypatch):
    originals = paths()[:3]
    for path in originals:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert said_about(tmp_path, monkeypatch) == []
    saved = as_jupyterlab_saves_it(originals[1].read_bytes().decode())
    (tmp_path / originals[1].name).write_text(saved, encoding="utf-8", newline="\n")
    (tmp_path / originals[2].name).write_text("no notebook", encoding="utf-8")
    (line,) = said_about(tmp_path, monkeypatch)
    assert line.startswith(f"{originals[1].stem} and {originals[2].stem} saved by hand")
    assert originals[0].stem not in line
    assert "git checkout notebooks" in line


def test_after_the_tests_the_counts_of_what_browsers_drove_are_added_up():
    reporter = Reporter(
        ("lab", ["01 A", 2, 30]), ("lab", ["02 B", 3, 40]), ("axe", ["label", "new"])
    )
    conftest.pytest_terminal_summary(reporter)
    assert "together: 5 controls driven, 70 values compared" in reporter.lines
    assert reporter.lines[-1] == "axe-core: 1 × label (new)"
