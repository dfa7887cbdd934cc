"""Protects the comparison itself: nbval must fail when one digit of one stored output is changed.

Without this, an option or a sanitizer that lets numbers pass would go unnoticed.
"""

import re
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.series import ROOT

SHOWN = {
    "text/html": "<p>L = {}</p>",
    "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>',
}
RIGHT, WRONG = "0.0128", "0.0129"


def cells(stored):
    """A cell that prints, one with a result and those that show; this number stands in each."""
    outputs = {
        f"print({RIGHT})": new_output("stream", text=f"{stored}\n"),
        RIGHT: new_output("execute_result", {"text/plain": stored}, execution_count=2),
    }
    for form, shown in SHOWN.items():
        source = f"get_ipython().display_pub.publish({{{form!r}: {shown.format(RIGHT)!r}}})"
        outputs[source] = new_output("display_data", {form: shown.format(stored)})
    for source, output in outputs.items():
        yield new_code_cell(source, outputs=[output], execution_count=2)


def test_one_changed_digit_fails_in_each_kind_of_output_and_nothing_else_does(tmp_path):
    """With the options of this project and no others, in a process of its own."""
    path = tmp_path / "one.ipynb"
    nbformat.write(new_notebook(cells=[*cells(RIGHT), *cells(WRONG)]), path)
    options = ["-rA", "-p", "no:cacheprovider", "-c", f"{ROOT}/pyproject.toml"]
    command = [sys.executable, "-m", "pytest", *options, f"--rootdir={tmp_path}", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    verdicts = re.findall(r"^(PASSED|FAILED) \S*one\.ipynb::Cell \d+", done.stdout, flags=re.M)
    assert verdicts == ["PASSED"] * 4 + ["FAILED"] * 4, done.stdout + done.stderr
