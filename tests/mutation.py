"""Are the assertions themselves sharp? Change one thing at a time, and see that a check fails.

    python -m tests.mutation                        everything (some minutes)
    python -m tests.mutation --sample 200 --seed 7  so many changes, the same ones for the same seed
    python -m tests.mutation --kinds prose outputs  only these

One digit, sign, index or operator is changed in the stored outputs and drawings (judged by nbval's
own comparison with what is stored), in the prose of the notebooks and the README (judged by
`tests.prose`), and in `worked_example.py` and `network.py` (judged by their unit tests on a copy).
Prints what was killed and what survived, and where. Nothing in the repository is touched.
"""

import argparse
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections import Counter
from copy import deepcopy
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import nbformat
from nbval.plugin import IPyNbCell, nocolors

from tests.prose import reading
from tests.prose.notebooks import names, prose
from tests.series import ROOT, notebook_path, paths

KINDS = ("outputs", "drawings", "prose", "README", "worked_example", "network")
VERDICTS = ("killed", "survived", "wrong anyway")
CODE = {"network": "helpers/network.py", "worked_example": "helpers/worked_example.py"}
UNIT_TESTS = [f"tests/unit/test_{name}.py" for name in ("network", "worked_example", "bad_input")]
# What nbval leaves out (tests/notebooks/test_nbval_bites.py holds that it compares the rest).
NOT_COMPARED = (
    *("metadata", "traceback", "prompt_number", "output_type", "name", "execution_count"),
    *("application/vnd.jupyter.widget-view+json", "image/png", "image/jpeg"),
)

NUMBER = re.compile(r"\d+(?:\.\d+)?")
SIGN = re.compile(r"(?<![\w.)\]])[-−]$")
# Which entry: W1[0, 1], z_1, W1_{21}. Which operation: a sign between two spaces, or LaTeX's own.
INDEX = re.compile(
    r"(?<=[\w\]]\[)[01](?=[\],])|(?<=, )[01](?=\])|(?<=[zaxδ\w]_)[12]\b"
    r"|(?<=\w_\{)[12](?=[12]\})|(?<=\w_\{[12])[12](?=\})"
)
OPERATOR = re.compile(r"\\cdot|\\times| [-+*×−] ")
OTHER_INDEX = {"0": "1", "1": "0", "2": "1"}
SWAPS = {
    **{"+": "-", "-": "+", "*": "/", "/": "*", "@": "*", "**": "*", "and": "or", "or": "and"},
    **{">": ">=", "<": "<=", "<=": "<", ">=": ">", "==": "!=", "!=": "==", "+=": "-="},
}
# After these a `*` unpacks and an `@` decorates.
NO_OPERAND_BEFORE = ("(", ",", "[", "\n", "")


class Edit(NamedTuple):
    """What is changed ("digit", "sign" …), from `start` to `end`, and what stands there instead."""

    change: str
    start: int
    end: int
    new: str


class Mutant(NamedTuple):
    """One edit of one text; `subject` says to the judge of this kind which text it is."""

    kind: str
    subject: tuple
    text: str
    edit: Edit

    @property
    def changed_text(self):
        return self.text[: self.edit.start] + self.edit.new + self.text[self.edit.end :]

    @property
    def place(self):
        """Where it is, with the words around it: `notebook cell: before[old → new]after`."""
        _, start, end, new = self.edit
        before, after = self.text[max(0, start - 30) : start], self.text[end : end + 20]
        line = self.text.count("\n", 0, start) + 1
        where = " ".join(str(part) for part in (*self.subject, "line", line))
        change = f"[{self.text[start:end]} → {new}]"
        return f"{where}: {' '.join(before.split())}{change}{' '.join(after.split())}"


# What can be changed


def edits_of_numbers(text, spans, steps=(1,)):
    """Each digit in these spans raised by each of `steps`, and each sign before one left out."""
    for start, end in spans:
        for i in range(start, end):
            if text[i].isdigit():
                yield from (
                    Edit("digit", i, i + 1, str((int(text[i]) + step) % 10)) for step in steps
                )
        if SIGN.search(text[:start]):
            yield Edit("sign", start - 1, start, "")


def edits_of_formulas(source):
    """Each index and each operator in the formulas of a Markdown source that have an = in them."""
    text = reading.blanked(source)
    for kind, start, end in reading.segments(text):
        if kind in ("text", "fence") or "=" not in text[start:end]:
            continue
        for match in INDEX.finditer(text, start, end):
            yield Edit("index", *match.span(), OTHER_INDEX[match[0]])
        for match in OPERATOR.finditer(text, start, end):
            yield Edit("operator", *match.span(), " - " if "+" in match[0] else " + ")


def edits_of_code(source):
    """Each number, sign and operator in Python's own reading of a source."""
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    for before, token in pairwise(tokenize.generate_tokens(io.StringIO(source).readline)):
        start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
        if token.type == tokenize.NUMBER:
            whole = "." not in token.string
            change = "index" if whole and before.string in ("[", ":") else "digit"
            yield Edit(change, end - 1, end, str((int(source[end - 1]) + 1) % 10))
        elif token.string in ("+", "-") and before.string in ("(", "[", ",", "=", ":", "return"):
            yield Edit("sign", start, end, "")
        elif token.string in SWAPS and before.string not in NO_OPERAND_BEFORE:
            yield Edit("operator", start, end, SWAPS[token.string])


# The changes of each kind


def mutants(kind):
    """Every change of this kind."""
    if kind in CODE:
        return list(mutants_of_code(kind))
    return list((mutants_of_prose if kind in ("prose", "README") else mutants_of_outputs)(kind))


def mutants_of_prose(kind):
    """All nine other digits each: a sentence may be rounded, so not every one is equally wrong."""
    for name in names():
        if (name == "README") != (kind == "README"):
            continue
        for cell_id, source in prose(name).cells.items():
            edits = edits_of_numbers(source, reading.results(source), range(1, 10))
            for edit in [*edits, *edits_of_formulas(source)]:
                yield Mutant(kind, (name, cell_id), source, edit)


def mutants_of_outputs(kind):
    """One other digit each: what is compared to the letter sees any."""
    for name in [path.stem for path in paths()]:
        for cell_id, outputs in stored(name).items():
            for index, output in enumerate(outputs):
                for form, text in forms_of(output).items():
                    if form == "image/png" or (form == "image/svg+xml") != (kind == "drawings"):
                        continue
                    for edit in edits_of_numbers(text, [m.span() for m in NUMBER.finditer(text)]):
                        yield Mutant(kind, (name, cell_id, index, form), text, edit)


def mutants_of_code(kind):
    source = (ROOT / CODE[kind]).read_text(encoding="utf-8")
    for edit in edits_of_code(source):
        yield Mutant(kind, (CODE[kind],), source, edit)


@cache
def stored(name):
    """The outputs of each code cell of a notebook, by its id, as nbval reads them."""
    notebook = nbformat.read(notebook_path(name), as_version=4)
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def forms_of(output):
    """Where the texts of an output stand: what a cell prints is the `text` of the output itself."""
    return output.get("data", {"text": output.get("text", "")})


# Who judges


def verdict(mutant):
    """ "killed" or "survived"; where the check fails without any change, neither."""
    right = JUDGES[mutant.kind]
    if not right(*mutant.subject, mutant.text):
        return "wrong anyway"
    return "survived" if right(*mutant.subject, mutant.changed_text) else "killed"


@cache
def right_in_prose(name, cell_id, text):
    return not prose(name).checked(cell_id, text).problems


def same_outputs(name, cell_id, index, form, text):
    """nbval's own strict comparison of a cell's outputs, one text changed, with those stored.

    Those are what a run gives: that is what nbval itself holds.
    """
    changed = deepcopy(stored(name)[cell_id])
    changed[index].get("data", changed[index])[form] = text
    return _nbval().compare_outputs(stored(name)[cell_id], changed)


@cache
def _nbval():
    """nbval's comparison as `pytest --nbval` uses it, without a kernel and a report around it."""
    cell = object.__new__(IPyNbCell)
    cell.parent = SimpleNamespace(skip_compare=NOT_COMPARED, sanitize_patterns={})
    cell.colors = nocolors
    cell.format_output_compare = lambda *output: None
    return cell


def unit_tests_pass(file, text):
    """Whether the unit tests of a copy pass in which one file has this text."""
    changed = text != (ROOT / file).read_text(encoding="utf-8")
    return _copy_passes(*(file, text) if changed else ())


@cache
def _copy_passes(file=None, text=""):
    with tempfile.TemporaryDirectory() as folder:
        ignored = shutil.ignore_patterns(".*", "__pycache__", "notebooks", "site")
        shutil.copytree(ROOT, folder, ignore=ignored, dirs_exist_ok=True)
        if file:
            Path(folder, file).write_text(text, encoding="utf-8")
        options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *UNIT_TESTS],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=300,
        )
    return done.returncode == 0


JUDGES = {
    **dict.fromkeys(("outputs", "drawings"), same_outputs),
    **dict.fromkeys(("prose", "README"), right_in_prose),
    **dict.fromkeys(CODE, unit_tests_pass),
}


# The command


def judge(kinds=KINDS, sample=None, seed=0):
    """Judge all changes of these kinds, or a sample of each: a list of (mutant, verdict).

    sample: how many of each kind; a fortieth of it of code, where each takes seconds.
    """
    judged, chooser = [], random.Random(seed)
    for kind in kinds:
        found = mutants(kind)
        if sample is not None:
            size = max(1, sample // 40) if kind in CODE else sample
            found = chooser.sample(found, min(size, len(found)))
        judged += [(mutant, verdict(mutant)) for mutant in found]
    return judged


def unseen(judged):
    """The changes that were not killed, each with its place."""
    return [f"{word}: {m.kind} {m.edit.change} {m.place}" for m, word in judged if word != "killed"]


def table(judged):
    """The counts by kind and change, then what was not killed."""
    counts = Counter((mutant.kind, mutant.edit.change, word) for mutant, word in judged)
    lines = [f"{'kind':<16}{'change':<10}" + "".join(f"{word:>14}" for word in VERDICTS)]
    for kind, change in dict.fromkeys((kind, change) for kind, change, _ in counts):
        numbers = [counts[kind, change, word] for word in VERDICTS]
        lines.append(f"{kind:<16}{change:<10}" + "".join(f"{number:>14}" for number in numbers))
    return "\n".join([*lines, *unseen(judged)])


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--sample", type=int, help="so many of each kind; of code a fortieth")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options = parser.parse_args()
    judged = judge(options.kinds, options.sample, options.seed)
    print(table(judged))
    sys.exit(bool(unseen(judged)))


if __name__ == "__main__":
    main()
