"""Protects what gets installed: one list, its exact versions for Binder, the right Pythons."""

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.series import ROOT

BINDER = ROOT / "binder"


def lines(path):
    """The lines of a requirements file that ask for something."""
    text = path.read_text(encoding="utf-8").splitlines()
    return [line for line in text if line.strip() and not line.startswith("#")]


def requirements(path):
    return [Requirement(line) for line in lines(path) if not line.startswith("-")]


def constraints():
    """Binder's exact versions, by name."""
    return {r.name.lower(): str(r.specifier) for r in requirements(BINDER / "constraints.txt")}


def binder_python():
    """The Python that Binder gets, such as 3.11."""
    return re.fullmatch(r"python-(3\.\d+)\n", (BINDER / "runtime.txt").read_text("utf-8"))[1]


def test_the_one_list_begins_with_this_folder_and_has_the_five():
    """An older Python stops at the first line, with one sentence; see requirements.txt."""
    assert lines(ROOT / "requirements.txt")[0] == "-e ."
    asked = requirements(ROOT / "requirements.txt")
    assert {r.name for r in asked} == {"jupyterlab", "numpy", "matplotlib", "ipywidgets", "nbval"}
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "requires-python"
    ]
    assert {str(r.marker) for r in asked} == {f'python_version >= "{oldest.removeprefix(">=")}"'}


@pytest.mark.parametrize("file", ["tests/requirements.txt", "binder/requirements.txt"])
def test_the_others_include_that_list(file):
    assert "-r ../requirements.txt" in lines(ROOT / file)


def test_binder_gets_exact_versions_that_fit_the_list():
    assert "-c constraints.txt" in lines(BINDER / "requirements.txt")
    exact = constraints()
    assert [name for name, version in exact.items() if not re.fullmatch(r"==[\w.]+", version)] == []
    for requirement in requirements(ROOT / "requirements.txt"):
        assert requirement.specifier.contains(exact[requirement.name].removeprefix("=="))


def test_the_workflow_tests_the_python_of_binder():
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    assert f'"{binder_python()}"' in workflow


@pytest.mark.skipif(sys.platform != "linux", reason="repo2docker runs on Linux and macOS")
def test_binder_would_install_what_it_should(tmp_path):
    """The real builder writes the recipe of the image; nothing is built, nothing downloaded."""
    pytest.importorskip("repo2docker")
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    done = subprocess.run(
        [*command, str(ROOT)], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    recipe = done.stdout + done.stderr
    assert f"for python={binder_python()}\n" in recipe
    install = recipe.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert recipe.index("COPY --chown=0:0 src/ ${REPO_DIR}/") < install
