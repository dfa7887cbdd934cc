"""Protects the comparison itself: nbval must fail when one digit of one stored output is changed.

Without this, an option or a sanitizer that lets numbers pass would go unnoticed.
"""

import nbformat
import pytest
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


class Verdicts(list):
    """A plugin of pytest: how each cell ended."""

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self.append(report.outcome)


def test_one_changed_digit_fails_in_each_kind_of_output_and_nothing_else_does(tmp_path):
    """With the options of this project and no others."""
    path, verdicts = tmp_path / "one.ipynb", Verdicts()
    nbformat.write(new_notebook(cells=[*cells(RIGHT), *cells(WRONG)]), path)
    options = ["-p", "no:cacheprovider", "-c", f"{ROOT}/pyproject.toml", f"--rootdir={tmp_path}"]
    pytest.main([*options, str(path)], plugins=[verdicts])
    assert verdicts == ["passed"] * 4 + ["failed"] * 4
