"""Protects the comparison itself: nbval must fail when one digit of one stored output is changed.

Without this, an option or a sanitizer that lets numbers pass would go unnoticed.
"""

import json
import re
import subprocess
import sys

from tests.series import ROOT, notebook_path

# A digit that a reader sees: the last of a text, or the last in a <text> of an SVG.
LAST = r"\d(?=\D*$)"
SEEN = {"stdout": LAST, "text/plain": LAST, "image/svg+xml": r"\d(?=[^<>\d]*</text>)"}


def test_one_changed_digit_fails_in_each_kind_of_output_and_nothing_else_does(tmp_path):
    """The first picture, result and printed line of notebook 01, each with one digit changed."""
    notebook = json.loads(notebook_path("01_forward_pass").read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    changed = {str(change_first(code, kind, digit)) for kind, digit in SEEN.items()}
    path = tmp_path / "one.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    # With the options of this project and no others.
    command = ["-m", "pytest", "-rA", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [sys.executable, *command, f"--rootdir={tmp_path}", str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    verdicts = re.findall(r"^(PASSED|FAILED) \S*one\.ipynb::Cell (\d+)", done.stdout, flags=re.M)
    assert len(verdicts) == len(code), done.stdout + done.stderr
    assert {cell for verdict, cell in verdicts if verdict == "FAILED"} == changed


def change_first(code, kind, digit):
    """Change a digit in the first output of this kind that shows one; returns its cell's number."""
    for number, cell in enumerate(code):
        for output in cell["outputs"]:
            forms = output["data"] if "data" in output else {output["name"]: output["text"]}
            text = "".join(forms.get(kind, ""))
            if re.search(digit, text):
                changed = re.sub(digit, lambda at: str((int(at[0]) + 1) % 10), text, count=1)
                forms[kind][:] = changed.splitlines(keepends=True)
                return number
    raise AssertionError(f"no {kind} with a digit in it")
