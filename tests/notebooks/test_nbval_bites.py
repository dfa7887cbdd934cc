"""Protects the comparison itself: nbval must fail when one digit of one stored output is changed.

Without this, an option or a sanitizer that lets numbers pass would go unnoticed.
"""

import re
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.series import ROOT

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'
SOURCES = (
    "print('L = 0.0128')",
    "1.16",
    f"get_ipython().display_pub.publish({{'image/svg+xml': '{DRAWN.format(1.16)}'}})",
)
RIGHT, WRONG = ("0.0128", "1.16", "1.16"), ("0.0129", "1.17", "1.17")


def cells(printed, result, drawn):
    """A cell that prints, one with a result and one that draws, and these as what is stored."""
    outputs = (
        new_output("stream", text=f"L = {printed}\n"),
        new_output("execute_result", {"text/plain": result}, execution_count=2),
        new_output("display_data", {"image/svg+xml": DRAWN.format(drawn)}),
    )
    for source, output in zip(SOURCES, outputs, strict=True):
        yield new_code_cell(source, outputs=[output], execution_count=2)


def test_one_changed_digit_fails_in_each_kind_of_output_and_nothing_else_does(tmp_path):
    path = tmp_path / "one.ipynb"
    nbformat.write(new_notebook(cells=[*cells(*RIGHT), *cells(*WRONG)]), path)
    # With the options of this project and no others.
    command = ["-m", "pytest", "-rA", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run(
        [sys.executable, *command, f"--rootdir={tmp_path}", str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    verdicts = re.findall(r"^(PASSED|FAILED) \S*one\.ipynb::Cell \d+", done.stdout, flags=re.M)
    assert verdicts == ["PASSED"] * 3 + ["FAILED"] * 3, done.stdout + done.stderr
