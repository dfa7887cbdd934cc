"""Protects what the commands of the site say where something is missing: one clear sentence."""

import gzip
import json
import subprocess
import sys

import pytest

from tests.series import ROOT
from tests.setup import site_script

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows starts no program without its variables"
)


@pytest.fixture
def build(monkeypatch):
    """site/build.py as a module, beside a JupyterLite that is made for Pyodide 7.0.1."""
    module = site_script("build")
    monkeypatch.setattr(module, "cdn", lambda: "http://127.0.0.1:9/pyodide/v7.0.1/full/")
    return module


def last_line(script, *arguments, **variables):
    """The last line that a script of site/ says when it fails."""
    done = subprocess.run(
        [sys.executable, ROOT / "site" / script, *arguments],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout.splitlines()[-1]


def test_without_npm_there_is_no_folder_of_pyodide(tmp_path):
    said = last_line("pyodide_folder.py", tmp_path / "made", PATH=str(tmp_path))
    assert said == "No folder of Pyodide could be made: there is no npm here."
    assert not (tmp_path / "made").exists()


def test_another_folder_is_no_folder_of_pyodide(tmp_path):
    said = last_line("build.py", "--pyodide", tmp_path, "--to", tmp_path / "site")
    assert said.startswith(f"{tmp_path} is no folder of Pyodide: ")
    assert not (tmp_path / "site").exists()


def test_without_a_net_the_address_of_python_is_named(build):
    with pytest.raises(SystemExit, match=r"v7\.0\.1/full/ cannot be reached .* --pyodide"):
        build.read(build.LOCK)


@pytest.mark.parametrize("release, fits", [("7.0.1", True), ("7.0.10", False), ("17.0.1", False)])
def test_another_release_of_pyodide_is_noticed(build, release, fits, tmp_path):
    (tmp_path / "pyodide.mjs").write_text(f'var Y="{release}";', encoding="utf-8")
    assert build.fits(tmp_path) == fits


def test_the_library_holds_each_file_that_is_needed_in_its_place(build, tmp_path):
    """A line with the sizes, then file after file: as python.mjs reads it."""
    for path, text in {
        "lib/a.py": "1",
        "lib/b/c.pyi": "22",
        "lib/b/d": "333",
        "x/tests/e": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    line, _, contents = gzip.decompress(build.packed(tmp_path)).partition(b"\n")
    assert json.loads(line) == {"/lib": {"a.py": 1}, "/lib/b": {"d": 3}, "/x": {}}
    assert contents == b"1333"
