"""Protects what gets installed: one list, its exact versions for Binder, the right Pythons."""

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from uv import find_uv_bin

from tests.series import ROOT
from tests.setup import run
from tests.setup.test_workflows import workflow

PYTHONS = ("3.11", "3.12", "3.13")
BINDER = ROOT / "binder"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


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
    """Each once for every Python that is supported."""
    assert lines(ROOT / "requirements.txt")[0] == "-e ."
    for python in (*PYTHONS, "3.14"):
        asked = wanted_by(python)
        assert asked == ["jupyterlab", "numpy", "matplotlib", "ipywidgets", "nbval"], python


def test_a_python_that_is_too_old_is_told_nothing_but_that():
    """It stops at the first line of requirements.txt, which names the Python; see there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={PYTHONS[0]}"
    assert wanted_by("3.10") == []


def wanted_by(python):
    """What requirements.txt asks for on one Python, by name."""
    asked = requirements(ROOT / "requirements.txt")
    return [r.name for r in asked if r.marker.evaluate({"python_version": python})]


@pytest.mark.parametrize("file", ["tests/requirements.txt", "binder/requirements.txt"])
def test_the_others_include_that_list(file):
    assert "-r ../requirements.txt" in lines(ROOT / file)


def test_binder_gets_exact_versions_that_fit_the_list():
    assert "-c constraints.txt" in lines(BINDER / "requirements.txt")
    exact = constraints()
    assert [name for name, version in exact.items() if not re.fullmatch(r"==[\w.]+", version)] == []
    for requirement in requirements(ROOT / "requirements.txt"):
        assert requirement.specifier.contains(exact[requirement.name].removeprefix("=="))


def test_every_line_names_the_oldest_version_that_is_tried():
    """So that a floor which is only written down, and never tried, cannot enter."""
    for file in (ROOT / "requirements.txt", ROOT / "tests/requirements.txt"):
        for asked in requirements(file):
            assert [one.operator for one in asked.specifier] in ([">="], ["=="]), asked


def test_the_workflow_tries_the_oldest_on_each_python_and_has_the_python_of_binder():
    """What it runs is what is run below for one Python and the notebooks only."""
    oldest, everything = (workflow("tests")["jobs"][name] for name in ("oldest", "everything"))
    assert oldest["strategy"]["matrix"]["python"] == [*PYTHONS]
    command = oldest["steps"][-1]["run"].removeprefix("pip install uv && uv ")
    tried = with_versions("${{ matrix.python }}", "lowest-direct", "tests/requirements.txt")
    assert f"{command} -q notebooks" == " ".join(tried)
    assert binder_python() in everything["steps"][1]["with"]["python-version"].split()


def with_versions(python, resolution, wanted):
    """What uv is told, to run the notebooks in a new environment with these versions."""
    made = ["run", "--isolated", "--no-project", "--python", python, "--resolution", resolution]
    quiet = [] if resolution == "highest" else ["-W", "ignore::DeprecationWarning"]
    pytest = ["python", *quiet, "-m", "pytest", "-q", "notebooks"]
    return [*made, "--with-requirements", wanted, *pytest]


@pytest.mark.skipif(sys.platform != "linux", reason="repo2docker runs on Linux and macOS")
def test_binder_would_install_what_it_should(tmp_path):
    """The real builder writes the recipe of the image; nothing is built, nothing downloaded."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    done = subprocess.run(
        [*command, str(ROOT)], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    recipe = done.stdout + done.stderr
    assert f"for python={binder_python()}\n" in recipe
    install = recipe.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert recipe.index("COPY --chown=0:0 src/ ${REPO_DIR}/") < install


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the environments of other systems")
@pytest.mark.parametrize(
    "version, resolution, wanted",
    [
        (binder_python(), "highest", "binder/requirements.txt"),
        (HERE, "lowest-direct", "tests/requirements.txt"),
        (HERE, "lowest-direct", "tests/requirements-colab.txt"),
    ],
    ids=["binder", "oldest", "colab"],
)
def test_the_notebooks_run_in_what_is_installed(version, resolution, wanted):
    """The exact versions that Binder gets, on its Python; the oldest allowed; and Colab's."""
    done = run([find_uv_bin(), *with_versions(version, resolution, wanted)], ROOT)
    assert done.returncode == 0, done.stdout
