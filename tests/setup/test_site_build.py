"""Protects what the commands of the site say where something is missing: one clear sentence."""

import subprocess
import sys

import pytest

from tests.series import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows starts no program without its variables"
)


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
