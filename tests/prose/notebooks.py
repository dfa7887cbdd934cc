"""Check the prose of whole notebooks and of the README: `python -m tests.prose.notebooks [NAME ...]`.

Prints the chains and values checked in each, and every problem with its place.
"""

import json
import re
import sys
from functools import cache
from pathlib import Path

from tests.prose import claims, scenes
from tests.prose.checker import Report, check
from tests.prose.formula import NUMBER
from tests.series import NOTEBOOKS

README = NOTEBOOKS.parent / "README.md"
FLOORS = Path(__file__).with_name("floor.json")


class Prose:
    """One notebook's (or the README's) Markdown with what its names mean, ready to be checked cell by cell."""

    def __init__(self, name):
        self.name, self.cells, code, self._outputs = name, [], [], []
        for cell in _cells(name):
            if cell["cell_type"] == "markdown":
                self.cells.append((cell["id"], "".join(cell["source"]), len(code)))
            else:
                code.append("".join(cell["source"]))
                self._outputs.append(_numbers(cell))
        self.code = "\n".join(code)
        self._snapshots = scenes.run(code)
        self.claims = claims.load(name, self._snapshots[-1])

    def check_cell(self, cell_id, source, position):
        """Check one Markdown text that stands after `position` code cells."""
        nearby = [scenes.SECOND] if "-turn" in cell_id else scenes.around(self._snapshots, position)
        shown = [
            value
            for outputs in self._outputs[max(position - 1, 0) : position + 1]
            for value in outputs
        ]
        return check(source, nearby, shown, self.claims, self.code)

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
        return [
            {
                "cell_type": "markdown",
                "id": "README.md",
                "source": README.read_text(encoding="utf-8"),
            }
        ]
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def _numbers(cell):
    """The numbers that a code cell's stored output prints."""
    texts = ["".join(output.get("text", "")) for output in cell["outputs"]]
    texts += ["".join(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"]]
    signed = re.findall(rf"[-−]?(?<![\w.]){NUMBER}", " ".join(texts))
    return [float(number.replace("−", "-").replace(",", "").strip("…. %")) for number in signed]


def names():
    """Every notebook and, if there is one, the README."""
    found = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    return [*found, "README"] if README.exists() else found


@cache
def prose(name):
    return Prose(name)


def main(arguments):
    """Check these texts, or all; with `--floors` the counts found become the new floors."""
    floors = {}
    failed = False
    for name in [a for a in arguments if a != "--floors"] or names():
        report = prose(name).check()
        floors[name] = [report.chains, report.values]
        failed = failed or bool(report.problems)
        print(f"{name}: {report.chains} chains, {report.values} values")
        print(*(f"    {problem}" for problem in report.problems), sep="\n", end="")
    if "--floors" in arguments:
        known = json.loads(FLOORS.read_text(encoding="utf-8"))
        FLOORS.write_text(json.dumps(known | floors, indent=1) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
