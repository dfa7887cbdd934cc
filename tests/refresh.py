"""Run notebooks from top to bottom in fresh kernels and store them in their one normal form.

    python -m tests.refresh                    every notebook, and the README's picture
    python -m tests.refresh 02 05_training     those whose names start like this

Use it after any change to a notebook or a helper, and look at `git diff`: what changed in the
outputs is what your change does. A second run changes nothing. If a cell fails, the file stays as
it was and the command says which cell.
"""

import argparse
import json
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers.diagram import network_svg
from helpers.network import backward, forward
from helpers.worked_example import worked_example
from tests.series import NOTEBOOKS, ROOT, paths

FOLDED = {"jupyter": {"outputs_hidden": True}}
NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    # All that JupyterLab puts here but the version, which differs from reader to reader.
    "language_info": {
        "name": "python",
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "codemirror_mode": {"name": "ipython", "version": 3},
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}
PICTURE = ROOT / "network.svg"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def run(text, folder=NOTEBOOKS):
    """The notebook that this file text holds, with the outputs of a fresh run in a folder.

    Raises CellExecutionError if a cell fails.
    """
    executed = nbformat.reads(text, as_version=4)
    NotebookClient(
        executed,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    ).execute()
    return executed


def normalise(notebook):
    """The notebook without what differs from run to run or is of no use to a reader."""
    cells = [_normal_cell(cell) for cell in notebook["cells"]]
    for cell in below_predicts(cells):
        cell["metadata"] = FOLDED
    code_cells = [cell for cell in cells if cell["cell_type"] == "code"]
    for count, cell in enumerate(code_cells, start=1):
        cell["execution_count"] = count
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = count
    return {"cells": cells, "metadata": NOTEBOOK_METADATA, "nbformat": 4, "nbformat_minor": 5}


def _normal_cell(cell):
    normal = {
        "cell_type": cell["cell_type"],
        "id": cell["id"],
        "metadata": {},
        "source": _lines(_joined(cell["source"]).rstrip("\n")),
    }
    if cell["cell_type"] == "code":
        normal["outputs"] = _normal_outputs(cell["outputs"])
        normal["execution_count"] = None
    return normal


def below_predicts(cells):
    """The cells that work out what a Predict asks, which running them in JupyterLab unfolds."""
    waiting = False
    for cell in cells:
        source = _joined(cell["source"])
        if cell["cell_type"] != "code":
            waiting = waiting or bool(re.search(r"^\*\*Predict", source, flags=re.M))
        elif waiting and not re.search(r"^Predict\(", source, flags=re.M):
            waiting = False
            yield cell


def saved_by_hand():
    """The names of the notebooks that JupyterLab has saved since they were last refreshed."""
    return [path.stem for path in paths() if not _is_normal(path.read_bytes().decode())]


def _is_normal(text):
    try:
        return text == as_text(normalise(json.loads(text)))
    except (ValueError, KeyError):  # no notebook any more
        return False


def _normal_outputs(outputs):
    normal = []
    for output in outputs:
        output = {**output}
        if "text" in output:
            output["text"] = _lines(output["text"])
        if "data" in output:
            output["data"] = _normal_data(output["data"])
        if output.get("data") != {}:
            normal.append(output)
    return normal


def _normal_data(data):
    """An output's forms without what lives on a page: its picture and its text stand in for it.

    A page gets a picture as HTML as well; a still picture without an SVG or a PNG is HTML only.
    """
    kept = {kind: value for kind, value in data.items() if kind != WIDGET_VIEW}
    if "text/html" in kept:
        html = _joined(kept.pop("text/html"))
        figure = re.search('class="bh-still"><figure[^>]*>(.*?)</figure>', html, re.DOTALL)
        if not any(kind.startswith("image/") for kind in kept):
            kept["text/html"] = figure[1] if figure else html
    return {kind: value if kind == "image/png" else _lines(value) for kind, value in kept.items()}


def _joined(text):
    return text if isinstance(text, str) else "".join(text)


def _lines(text):
    """Text as a notebook stores it: a list of lines, each with its line end."""
    return _joined(text).splitlines(keepends=True)


def as_text(notebook):
    """The exact text of a notebook file."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def refresh(path):
    """Run one notebook file and store it. Returns True if the file changed."""
    before = path.read_text(encoding="utf-8")
    after = as_text(normalise(run(before)))
    if after != before:
        path.write_text(after, encoding="utf-8", newline="\n")
    return after != before


def picture():
    """The drawing at the top of the README, as SVG text."""
    x, parameters, y_true, _ = worked_example
    forward_pass = forward(parameters, x)
    return (
        network_svg(worked_example, forward_pass, backward(parameters, forward_pass, y_true)) + "\n"
    )


def warm_up():
    """Let matplotlib build its font cache, so that its message about that enters no notebook."""
    import matplotlib.font_manager  # noqa: F401


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.refresh", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", help="how the names start: 02, 05_training")
    names = tuple(parser.parse_args(arguments).names)
    chosen = [path for path in paths() if not names or path.name.startswith(names)]
    if not chosen:
        sys.exit(f"no notebook's name starts with {' or '.join(names)}")
    warm_up()
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    failed = [path for path in chosen if not _report(path)]
    sys.exit(f"{len(failed)} of {len(chosen)} failed and stay as they were" if failed else 0)


def _report(path):
    try:
        print(path.stem, "changed" if refresh(path) else "unchanged", flush=True)
    except CellExecutionError as error:
        print(f"{path.stem} FAILED in this cell:\n{error}", flush=True)
        return False
    return True


if __name__ == "__main__":
    main()
