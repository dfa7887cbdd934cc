"""The notebooks of the series in reading order: the one list that all tests use."""

import json
from functools import wraps
from inspect import signature
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "notebooks"

SERIES = [
    "00_start_here",
    "01_forward_pass",
    "02_loss",
    "03_backward_pass",
    "04_update",
    "05_training_loop",
    "06_practice",
    "07_trust_your_gradients",
    "08_what_a_hidden_layer_is_for",
    "09_real_data",
    "10_any_network",
]


def for_each(names, items):
    """One test that tries every item, as `pytest.mark.parametrize` makes one test of each.

    A failure says for which. items: a value for each name in `names`, or tuples of them; or a
    function that gives them, called when the test runs and not for those who run another.
    """
    names = names.replace(",", " ").split()

    def one(test):
        @wraps(test)
        def over_all(**others):
            for item in items() if callable(items) else items:
                values = [item] if len(names) == 1 else item
                try:
                    test(**dict(zip(names, values, strict=True)), **others)
                except BaseException as failed:
                    failed.add_note(f"for {', '.join(names)} = {item!r}")
                    raise

        kept = [one for name, one in signature(test).parameters.items() if name not in names]
        over_all.__signature__ = signature(test).replace(parameters=kept)
        return over_all

    return one


def paths():
    """The notebook files that are there, in reading order."""
    return [path for path in map(notebook_path, SERIES) if path.exists()]


def notebook_path(name):
    """The file of one notebook of the series, whether it is there or not."""
    return NOTEBOOKS / f"{name}.ipynb"


def read(path):
    """A notebook file as plain dictionaries, with each source joined to one string."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def cells(path, kind):
    """The cells of one kind, "code" or "markdown", of a notebook file."""
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == kind]


def stored_outputs(path):
    """Every stored output of a notebook file, as a list of (cell id, kind, text).

    kind is "stdout", "stderr" or "error", or a form such as "text/plain" or "image/svg+xml".
    """
    return [
        (cell["id"], kind, "".join(text))
        for cell in cells(path, "code")
        for output in cell["outputs"]
        for kind, text in _forms(output)
    ]


def _forms(output):
    if output["output_type"] == "stream":
        return [(output["name"], output["text"])]
    if output["output_type"] == "error":
        return [("error", output["traceback"])]
    return list(output["data"].items())
