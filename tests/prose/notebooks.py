"""The prose of whole notebooks and of the README, with what its names mean."""

from functools import cache

from tests.prose import claims, scenes
from tests.prose.checker import Checked
from tests.series import ROOT, notebook_path, paths, read

README = ROOT / "README.md"


class Prose:
    """The Markdown of one notebook or the README: `cells`, a source for each id.

    kernel: its variables after the last cell. claims: see there; each counts its uses.
    """

    def __init__(self, name):
        cells = _cells(name)
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        self.cells = {c["id"]: c["source"] for c in cells if c["cell_type"] == "markdown"}
        self.kernel, self._code = scenes.run(code), "\n".join(code)
        self.claims = claims.load(name, self.kernel)
        self._scenes = scenes.of_notebook(self.kernel)

    def checked(self, cell_id, source):
        """The source of one of its cells, or that cell changed, as `Checked`."""
        is_turn = "-turn" in cell_id  # where no name may settle a number: it would be an answer
        return Checked(source, [] if is_turn else self._scenes, self.claims, self._code)


def _cells(name):
    if name == "README":
        return [{"cell_type": "markdown", "id": "", "source": README.read_text(encoding="utf-8")}]
    return read(notebook_path(name))["cells"]


def names():
    """Every notebook and the README."""
    return [*(path.stem for path in paths()), README.stem]


@cache
def prose(name):
    return Prose(name)
