"""Are the assertions themselves sharp? Change one thing at a time, and see that a check fails.

    python -m tests.mutation                        everything (some minutes)
    python -m tests.mutation --sample 200 --seed 7  so many changes, the same ones for the same seed
    python -m tests.mutation --kinds prose outputs  only these

One digit, sign, index or operator is changed in the stored outputs and drawings (judged by nbval's own
comparison with one fresh run), in the prose of the notebooks and the README (judged by `tests.prose`),
and in `worked_example.py` and `network.py` (judged by their unit tests on a copy). Prints what was
killed and what survived, and where. Nothing in the repository is touched.
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
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from nbval.plugin import IPyNbCell, nocolors

from tests.prose import reading
from tests.prose.notebooks import names, prose
from tests.refresh import normalise, run
from tests.series import ROOT, notebook_path, paths, read

KINDS = ("outputs", "drawings", "prose", "README", "worked_example", "network")
CODE = {"network": "helpers/network.py", "worked_example": "helpers/worked_example.py"}
UNIT_TESTS = ["tests/unit/test_network.py", "tests/unit/test_worked_example.py"]
COPIED = [
    "helpers",
    "tests/unit",
    "tests/__init__.py",
    "tests/exact.py",
    "tests/series.py",
    "pyproject.toml",
]
# Changes of code that change nothing: the line's start, the change, and why no test could see it.
EQUIVALENT = {}


class Mutant(NamedTuple):
    """One change: its kind, what was changed ("digit", "sign" …), where, and the changed text to judge."""

    kind: str
    change: str
    place: str
    subject: object
    text: str


# What can be changed


def changes_of(text, spans):
    """Each single change inside the spans of a text: (what, position, changed text)."""
    for start, end in spans:
        for i in range(start, end):
            if text[i].isdigit():
                for step in range(1, 10):
                    digit = str((int(text[i]) + step) % 10)
                    yield "digit", i, text[:i] + digit + text[i + 1 :]
        if re.search(r"(?:^|[\s(\[=])[-−]$", text[:start]):
            yield "sign", start, text[: start - 1] + text[start:]


def changes_of_formulas(source):
    """Each changed index or operator in the chains of a Markdown source."""
    text = reading.blanked(source)
    for kind, start, end in reading.segments(text):
        if kind in ("text", "fence") or "=" not in text[start:end]:
            continue
        for match in re.finditer(
            r"(?<=[\w\]]\[)[01](?=[\],])|(?<=, )[01](?=\])|(?<=[zaxδ\w]_)[12]\b", text[start:end]
        ):
            i = start + match.start()
            yield (
                "index",
                i,
                source[:i] + {"0": "1", "1": "0", "2": "1"}[source[i]] + source[i + 1 :],
            )
        for match in re.finditer(r"\\cdot|\\times| [-+*×−] ", text[start:end]):
            i, old = start + match.start(), match[0]
            new = " + " if old.strip() in ("-", "−", "*", "×") or old[0] == "\\" else " - "
            yield "operator", i, source[:i] + new + source[i + len(old) :]


def mutants_of_prose(kind):
    for name in names():
        if (name == "README") != (kind == "README"):
            continue
        for cell_id, source, position in prose(name).cells:
            found = [*changes_of(source, reading.results(source)), *changes_of_formulas(source)]
            for change, i, text in found:
                yield Mutant(
                    kind, change, _place(name, cell_id, source, i), (name, cell_id, position), text
                )


def mutants_of_outputs(kind):
    for path in paths():
        for index, cell in enumerate(read(path)["cells"]):
            for output, form, text in _forms(cell):
                if (form == "image/svg+xml") != (kind == "drawings") or form == "image/png":
                    continue
                spans = [match.span() for match in re.finditer(r"\d+(?:\.\d+)?", text)]
                for change, i, changed in changes_of(text, spans):
                    place = _place(path.stem, f"{cell['id']} {form}", text, i)
                    yield Mutant(kind, change, place, (path.stem, index, output, form), changed)


def mutants_of_code(kind):
    source = (ROOT / CODE[kind]).read_text(encoding="utf-8")
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    swaps = {
        "+": "-",
        "-": "+",
        "*": "/",
        "/": "*",
        "@": "*",
        "**": "*",
        ">": ">=",
        "<": "<=",
        "<=": "<",
        ">=": ">",
        "==": "!=",
        "!=": "==",
    }
    for before, token in pairwise(tokens):
        if token.type != tokenize.NUMBER and token.string not in swaps:
            continue
        i = starts[token.start[0] - 1] + token.start[1]
        place = _place(CODE[kind], token.start[0], token.line, token.start[1])
        if token.type == tokenize.NUMBER:
            what = (
                "index"
                if before.string in ("[", ",") and "[" in token.line[: token.start[1]]
                else "digit"
            )
            at = i + len(token.string) - 1
            yield Mutant(
                kind,
                what,
                place,
                kind,
                source[:at] + str((int(source[at]) + 1) % 10) + source[at + 1 :],
            )
        elif not (token.string[0] == "*" and before.string in ("(", ",", "[")):
            sign = (
                token.string in "+-" and before.type == tokenize.OP and before.string not in ")]}"
            )
            new = "" if sign else swaps[token.string]
            what = "sign" if sign else "operator"
            yield Mutant(
                kind, what, place, kind, source[:i] + new + source[i + len(token.string) :]
            )


def _place(name, cell, text, i):
    return f"{name} {cell}: {' '.join(text[max(0, i - 30) : i].split())}[{text[i]}]{' '.join(text[i + 1 : i + 20].split())}"


def _forms(cell):
    """Each text of a cell's outputs: (which output, its form, the text)."""
    for index, output in enumerate(cell.get("outputs", [])):
        if "text" in output:
            yield index, "text", "".join(output["text"])
        for form, text in output.get("data", {}).items():
            yield index, form, "".join(text)


# Who judges


def killed(mutant):
    """Whether the checks of this kind see the change."""
    if mutant.kind in CODE:
        return not _unit_tests_pass(mutant)
    if mutant.kind in ("prose", "README"):
        name, cell_id, position = mutant.subject
        return bool(prose(name).check_cell(cell_id, mutant.text, position).problems)
    return not _same_outputs(mutant)


@cache
def _stored(name):
    return read(notebook_path(name))["cells"]


@cache
def _fresh(name):
    """The cells of one notebook as one run now gives them."""
    return normalise(run(notebook_path(name).read_text(encoding="utf-8")))["cells"]


def _same_outputs(mutant):
    name, index, output, form = mutant.subject
    fresh = _joined(_fresh(name)[index]["outputs"])
    stored = _joined(_stored(name)[index]["outputs"])
    if not nbval_finds_equal(fresh, stored):
        raise SystemExit(f"{name} is stale: python -m tests.refresh {name} first")
    target = stored[output] if form == "text" else stored[output]["data"]
    target[form] = mutant.text
    return nbval_finds_equal(fresh, stored)


def _joined(outputs):
    """Outputs with each text as one string, as nbval reads them; live widget views are not stored."""
    joined = []
    for output in outputs:
        output = {k: "".join(v) if k == "text" else v for k, v in output.items()}
        if "data" in output:
            output["data"] = {form: "".join(text) for form, text in output["data"].items()}
        joined.append(output)
    return joined


def nbval_finds_equal(fresh, stored):
    """nbval's own strict comparison of two lists of outputs, without a kernel around it."""
    cell = object.__new__(IPyNbCell)
    skipped = ("metadata", "traceback", "prompt_number", "output_type", "name", "execution_count")
    views = ("application/vnd.jupyter.widget-view+json", "image/png", "image/jpeg")
    cell.parent = SimpleNamespace(skip_compare=skipped + views, sanitize_patterns={})
    cell.colors = nocolors
    return cell.compare_outputs(fresh, stored)


@contextmanager
def copy_of_the_code():
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, target)
        yield Path(folder)


def _unit_tests_pass(mutant):
    with copy_of_the_code() as folder:
        (folder / CODE[mutant.kind]).write_text(mutant.text, encoding="utf-8")
        options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *UNIT_TESTS],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=60,
        )
    return done.returncode == 0


# The command


def mutants(kind):
    if kind in CODE:
        return list(mutants_of_code(kind))
    return list((mutants_of_prose if kind in ("prose", "README") else mutants_of_outputs)(kind))


def judge(kinds=KINDS, sample=None, seed=0):
    """Judge all changes of these kinds, or a sample of them; returns the counts and the survivors."""
    counts, survivors = Counter(), []
    chooser = random.Random(seed)
    for kind in kinds:
        found = mutants(kind)
        if sample is not None:
            size = max(1, sample // 40) if kind in CODE else sample
            found = chooser.sample(found, min(size, len(found)))
        for mutant in found:
            dead = killed(mutant)
            counts[kind, mutant.change, dead] += 1
            if not dead:
                survivors.append(mutant)
    return counts, survivors


def table(counts, survivors):
    """The counts by kind and change, then each survivor's place."""
    lines = [f"{'kind':<16}{'change':<10}{'killed':>8}{'survived':>10}"]
    for kind, change in dict.fromkeys((kind, change) for kind, change, _ in counts):
        dead, alive = counts[kind, change, True], counts[kind, change, False]
        lines.append(f"{kind:<16}{change:<10}{dead:>8}{alive:>10}")
    lines += [f"survived: {m.kind} {m.change} in {m.place}{_why(m)}" for m in survivors]
    return "\n".join(lines)


def _why(mutant):
    return next(
        (f" (equivalent: {why})" for part, why in EQUIVALENT.items() if part in mutant.place), ""
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sample", type=int, help="how many changes of each kind; a fortieth of it for code"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    options = parser.parse_args()
    print(table(*judge(options.kinds, options.sample, options.seed)))
