"""Check the prose of whole notebooks and of the README.

    python -m tests.prose.notebooks                     all of them
    python -m tests.prose.notebooks 02_loss README      only these
    python -m tests.prose.notebooks --floors            renew the counts below which a test fails

Prints the chains and values checked in each, and every problem with its place.
"""

import json
import sys
from functools import cache
from pathlib import Path

from tests.prose import claims, scenes
from tests.prose.checker import Report, check
from tests.series import ROOT, notebook_path, paths, read

README = ROOT / "README.md"
FLOORS = Path(__file__).with_name("floor.json")


class Prose:
    """The Markdown of one notebook or the README, with what its names mean."""

    def __init__(self, name):
        self.name, self.cells, code = name, [], []
        for cell in _cells(name):
            if cell["cell_type"] == "markdown":
                self.cells.append((cell["id"], cell["source"], len(code)))
            else:
                code.append(cell["source"])
        self.code = "\n".join(code)
        self._snapshots = scenes.run(code)
        self.claims = claims.load(name, self._snapshots[-1])

    def check_cell(self, cell_id, source, position):
        """Check one Markdown text that stands after `position` code cells."""
        is_turn = "-turn" in cell_id  # where no name may settle a number: it would be an answer
        nearby = [] if is_turn else scenes.around(self._snapshots, position)
        return check(source, nearby, self.claims, self.code)

    def check(self):
        """Check all; problems carry the cell's id. Returns a Report."""
        chains, values, problems = 0, 0, []
        for cell_id, source, position in self.cells:
            report = self.check_cell(cell_id, source, position)
            chains, values = chains + report.chains, values + report.values
            problems += [f"{self.name} {cell_id}: {problem}" for problem in report.problems]
        unused = [claim.text for claim in self.claims if not claim.uses]
        problems += [f"{self.name}: claims.toml has {text!r}, which is nowhere" for text in unused]
        return Report(chains, values, problems)


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


def main(arguments):
    """Check these texts, or all; with `--floors` what is counted now may never become less."""
    floors, problems = json.loads(FLOORS.read_text(encoding="utf-8")), []
    for name in [a for a in arguments if a != "--floors"] or names():
        report = prose(name).check()
        floors[name] = [report.chains, report.values]
        problems += report.problems
        print(f"{name}: {report.chains} chains, {report.values} values")
        for problem in report.problems:
            print("   ", problem)
    if "--floors" in arguments:
        lines = ",\n".join(f'"{name}": {floors[name]}' for name in names())
        FLOORS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8", newline="\n")
    return f"{len(problems)} problems" if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
