"""Protects the order of the house: which room may look into which."""

import ast
import sys
from collections import Counter
from functools import cache

from tests.series import ROOT, for_each

HELPERS = ROOT / "helpers"
FILES = sorted(HELPERS.rglob("*.py"))
each_file = for_each("file", FILES)

# A room may import from itself and from rooms above it in this list. Below `tutor`, anything
# that draws charts or shows widgets begins.
ROOMS = [
    "network",
    "worked_example",
    "training",
    "gradient_check",
    "automatic",
    "real_data",
    "formatting",
    "colours",
    "formulas",
    "quantities",
    "diagram",
    "graph",
    "tutor",
    "labs",
    "export",
    "server",  # the last: no kernel imports it
]
STANDARD = sys.stdlib_module_names
OUTSIDE = {
    "export": {"nbconvert"},
    # matplotlib brings Pillow (PIL) along
    "labs": {"matplotlib", "PIL", "ipywidgets", "IPython", "traitlets"},
}


def room(file):
    return file.relative_to(HELPERS).with_suffix("").parts[0]


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file):
    """Every module a file names in an import, anywhere in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: import by full name, not with dots"
            inside = [f"helpers.{alias.name}" for alias in node.names]
            yield from inside if node.module == "helpers" else [node.module]


@each_file
def test_a_room_looks_only_into_the_rooms_above_it(file):
    if file != HELPERS / "__init__.py":
        allowed = ROOMS[: ROOMS.index(room(file)) + 1]  # each has its place in the list
        ours = [name for name in imported(file) if name.split(".")[0] == "helpers"]
        assert [name for name in ours if name.split(".")[1] not in allowed] == []


@each_file
def test_nothing_else_is_needed_than_what_the_room_may_import(file):
    allowed = {"helpers", "numpy"} | STANDARD | OUTSIDE.get(room(file), set())
    assert [name for name in imported(file) if name.split(".")[0] not in allowed] == []


def test_what_a_curious_learner_opens_first_is_short():
    assert len((HELPERS / "network.py").read_text(encoding="utf-8").splitlines()) <= 200


@each_file
def test_nothing_runs_when_a_file_is_imported(file):
    """A file may define, import and assign; a bare call or loop at its top would be work done."""
    made = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
    kinds = ast.Import | ast.ImportFrom | made
    rest = [ast.unparse(node) for node in tree(file).body[1:] if not isinstance(node, kinds)]
    assert [text for text in rest if not text.startswith("if __name__ == '__main__':")] == []


def texts(file):
    """Every text of a file, a piece of a formatted one too, but no docstring."""
    nodes = [*ast.walk(tree(file))]
    bodies = ast.Module | ast.ClassDef | ast.FunctionDef
    said = {ast.get_docstring(node, clean=False) for node in nodes if isinstance(node, bodies)}
    constants = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return {text for text in constants if isinstance(text, str)} - said


def runs(files, length=6):
    """Every so many words in a row that stand in the texts of these files."""
    words = [text.split() for file in files for text in texts(file)]
    return {" ".join(row[i : i + length]) for row in words for i in range(len(row) - length + 1)}


def test_no_sentence_of_a_lab_or_of_the_tutor_stands_in_two_test_files():
    said = runs(file for file in FILES if room(file) in ("quantities", "tutor", "labs"))
    held = Counter(run for file in (ROOT / "tests").rglob("*.py") for run in runs([file]) & said)
    assert len(held) > 50
    assert [run for run, files in held.items() if files > 1] == []
