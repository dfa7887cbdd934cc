"""The prose of whole notebooks and of the README, with what its names mean."""

from functools import cache

from tests.prose import claims, scenes
from tests.prose.checker import Checked
from tests.series import ROOT, notebook_path, paths, read

README = ROOT / "README.md"


class Prose:
    """The Markdown of one notebook or the README: `cells`, each as (id, source, code cells before).

    kernel: its variables after the last cell. claims: see there; each counts its uses.
    """

    def __init__(self, name):
        self.name, self.cells, code = name, [], []
        for cell in _cells(name):
            if cell["cell_type"] == "markdown":
                self.cells.append((cell["id"], cell["source"], len(code)))
            else:
                code.append(cell["source"])
        self._code, self._snapshots = "\n".join(code), scenes.run(code)
        self.kernel = self._snapshots[-1]
        self.claims = claims.load(name, self.kernel)

    def checked(self, cell_id, source, position):
        """One of its cells, or that cell changed, as `Checked`."""
        is_turn = "-turn" in cell_id  # where no name may settle a number: it would be an answer
        nearby = [] if is_turn else scenes.around(self._snapshots, position)
        return Checked(source, nearby, self.claims, self._code)


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
