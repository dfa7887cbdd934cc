"""Protects: what learning leaves in a notebook is told apart from the notebook, and undone."""

import json
from types import SimpleNamespace

from tests import conftest, refresh
from tests.series import for_each, paths


def as_jupyterlab_saves_it(text):
    """The notebook after it was run twice in JupyterLab: unfolded, counted on, with versions."""
    notebook = json.loads(text)
    notebook["metadata"]["language_info"]["version"] = "3.11.7"
    for cell in notebook["cells"]:
        cell["metadata"] = {"trusted": True}
        if cell["cell_type"] == "code":
            cell["execution_count"] += 40
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


@for_each("path", paths())
def test_running_and_saving_a_notebook_is_undone(path):
    """The folds under each Predict come back, and nothing else differs."""
    stored = path.read_bytes().decode()
    saved = as_jupyterlab_saves_it(stored)
    assert saved != stored
    assert refresh.as_text(refresh.normalise(json.loads(saved))) == stored


def test_after_the_tests_one_sentence_names_the_notebooks_saved_by_hand(tmp_path, monkeypatch):
    originals = paths()[:3]
    for path in originals:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(refresh, "paths", lambda: sorted(tmp_path.glob("*.ipynb")))
    lines = []
    reporter = SimpleNamespace(write_line=lines.append, getreports=lambda outcome: [])
    conftest.pytest_terminal_summary(reporter)
    assert lines == []
    saved = as_jupyterlab_saves_it(originals[1].read_bytes().decode())
    (tmp_path / originals[1].name).write_text(saved, encoding="utf-8", newline="\n")
    (tmp_path / originals[2].name).write_text("no notebook", encoding="utf-8")
    conftest.pytest_terminal_summary(reporter)
    (line,) = lines
    assert line.startswith(f"{originals[1].stem} and {originals[2].stem} saved by hand")
    assert originals[0].stem not in line
    assert "git checkout notebooks" in line
