"""Protects the PyTorch and scikit-learn code that 07, 09 and 10 show: its text runs, as printed.

The code stands in the notebooks as Markdown, for no reader needs these packages. What is run here
is that very text, cut out of the cells; what it prints must be the block that follows it.
"""

import contextlib
import io
import re
import warnings

import pytest

from tests.series import cells, notebook_path

pytest.importorskip("torch")
pytest.importorskip("sklearn")
pytestmark = pytest.mark.oracle
FENCED = r"```python\n([^`]*)```\s+(?:</details>\s+)?It prints:\s+```text\n([^`]*)```"
NOTEBOOKS = ("07_trust_your_gradients", "09_real_data", "10_any_network")


def blocks():
    """(code, what the notebook says that it prints) of every pair of fenced blocks."""
    for name in NOTEBOOKS:
        text = "\n".join(cell["source"] for cell in cells(notebook_path(name), "markdown"))
        for code, printed in re.findall(FENCED, text):
            library = re.search("sklearn|torch", code)[0]
            yield pytest.param(code, printed, id=f"{name[:2]}-{library}")


@pytest.fixture
def torch_as_before():
    """A block may change PyTorch's default type of number; put it back."""
    import torch

    before = torch.get_default_dtype()
    yield
    torch.set_default_dtype(before)


@pytest.mark.parametrize("code, printed", list(blocks()))
def test_the_text_prints_what_the_notebook_says(code, printed, torch_as_before):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns that it could train for longer
        exec(compile(code, "notebook", "exec"), {})
    assert out.getvalue() == printed


def test_these_notebooks_show_such_code():
    assert [param.id for param in blocks()] == ["07-sklearn", "07-torch", "09-sklearn", "10-torch"]
