"""Protects: a notebook exported as HTML has words for each of its pictures, in both templates; as a
script it needs no notebook."""

import json
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from traitlets.config import Config

from tests.series import ROOT, cells, paths

CONFIG = Config(json.loads((ROOT / "helpers/export.json").read_text(encoding="utf-8")))
PICTURES = ("image/svg+xml", "image/png")


def exported(path, template="lab", **options):
    """The HTML page that nbconvert makes of a notebook; imported late, for few tests need it."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(config=CONFIG, template_name=template, **options)
    return exporter.from_filename(str(path))[0]


def pictures(path):
    """What is stored of each picture of a notebook."""
    outputs = [output for cell in cells(path, "code") for output in cell["outputs"]]
    return [output["data"] for output in outputs if {*PICTURES} & {*output.get("data", ())}]


@pytest.mark.slow
@pytest.mark.parametrize("template", ["lab", "classic"])
@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_every_picture_of_an_exported_page_has_its_words(path, template):
    page = BeautifulSoup(exported(path, template), "html.parser")
    assert page("svg") == [], "a drawing on its own: its words would be gone"
    words = ["".join(data["text/plain"]) for data in pictures(path)]
    assert [image["alt"] for image in page("img")] == words


@pytest.mark.slow
@pytest.mark.parametrize("template", ["lab", "classic"])
def test_where_html_is_cleaned_the_pictures_stay(template):
    page = exported(paths()[1], template, sanitize_html=True)
    shown = re.findall(r"<img [^>]*src=\"data:image/", page)
    assert len(shown) == len(pictures(paths()[1])) > 0


def test_as_a_script_it_is_python_that_needs_no_notebook(tmp_path):
    """No syntax of IPython, and no name that only a notebook knows, as `display` is."""
    from nbconvert import ScriptExporter

    for path in paths():
        script, found = ScriptExporter().from_filename(str(path))
        (tmp_path / f"{path.stem}{found['output_extension']}").write_text(script, encoding="utf-8")
    assert len(list(tmp_path.glob("*.py"))) == len(paths())
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821", tmp_path]
    done = subprocess.run(ruff, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_this_environment_exports_so():
    from jupyter_core.paths import ENV_CONFIG_PATH

    with open(f"{ENV_CONFIG_PATH[0]}/jupyter_nbconvert_config.json", encoding="utf-8") as file:
        assert json.load(file) == CONFIG
