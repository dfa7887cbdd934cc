"""Protects the first minutes of a newcomer: a fresh clone, a new environment, one command.

One environment serves most of it: made in a folder without git whose name has spaces and umlauts,
then moved, then started by the whole command once more, beside a reader's own Jupyter settings.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
from urllib.error import HTTPError

import pytest
from uv import find_uv_bin

from tests.readme import commands
from tests.series import ROOT, SERIES, cells, notebook_path
from tests.setup import bare_environment, find_python, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the commands for bash"),
]
OLD_PYTHONS = ("3.9", "3.10")


def not_here(why):
    """Skip; but in CI, where everything has to be there, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A new folder with what git would give a newcomer, and changes that are not committed yet."""
    listing = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        not_here("this folder was not cloned with git")
    folder = tmp_path_factory.mktemp("Kurs für Zoë")
    for name in filter(lambda name: (ROOT / name).is_file(), done.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def moved(clone):
    """A copy of it, after the first two parts of the README's command, under another name."""
    install, _, start = commands()["main"].rpartition(" && ")
    assert "jupyterlab" in start
    folder = shutil.copytree(clone, clone.with_name("Zoës zweiter Kurs"))
    done = run(["bash", "-c", install], folder)
    assert done.returncode == 0, done.stdout
    return folder.rename(clone.with_name("moved, über alles"))


@pytest.fixture(scope="module")
def server(moved, tmp_path_factory):
    """JupyterLab as the README's main command starts it: its address and its token."""
    home = tmp_path_factory.mktemp("home")
    # What no command line of a reader has: no browser window, and leave to run as root. And what
    # some have in their settings: another folder to start in.
    settings = {"open_browser": False, "allow_root": True, "root_dir": str(home)}
    settings = {"ServerApp": settings}
    (home / "jupyter_server_config.json").write_text(json.dumps(settings), encoding="utf-8")
    private = {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    with (home / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            ["bash", "-c", commands()["main"]],
            cwd=moved,
            env={**bare_environment(), **private},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield _wait_for_address(process, home / "log")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def _wait_for_address(process, log, seconds=600):
    for _ in range(seconds * 2):
        found = re.search(r"(http://localhost:\d+)/lab\S*\?token=(\w+)", log.read_text("utf-8"))
        if found:
            return found.groups()
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.5)
    pytest.fail(f"no JupyterLab after {seconds} seconds:\n{log.read_text('utf-8')}")


def get(server, path, token=True):
    address, secret = server
    request = urllib.request.Request(address + path)
    if token:
        request.add_header("Authorization", f"token {secret}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_the_first_notebook_is_served(server):
    _, answer = get(server, f"/api/contents/{SERIES[0]}.ipynb")
    assert json.loads(answer)["content"]["cells"]


def test_the_page_opens(server):
    url, page = get(server, f"/lab/tree/{SERIES[0]}.ipynb")
    assert url.endswith(f"/lab/tree/{SERIES[0]}.ipynb")
    assert "JupyterLab" in page


def test_the_environment_has_the_package_of_the_folder_as_it_is_called_now(server, moved):
    code = "import helpers.server; print(helpers.__file__)"
    done = run([moved / ".venv/bin/python", "-c", code], moved / "notebooks")
    assert done.stdout.strip() == str(moved / "helpers/__init__.py")


def test_what_jupyterlab_exports_and_prints_has_words_for_its_pictures(server):
    _, page = get(server, f"/nbconvert/html/{SERIES[0]}.ipynb")
    assert '<img alt="Network. Inputs 1 and 2.' in page
    assert "No description has been provided" not in page


def test_nobody_gets_in_without_the_token(server):
    with pytest.raises(HTTPError) as refused:
        get(server, f"/api/contents/{SERIES[0]}.ipynb", token=False)
    refused.value.close()
    assert refused.value.code == 403


def test_jupyterlab_asks_no_question_about_news(server):
    """The page's settings name the extension that would ask, and look for updates, as disabled."""
    _, page = get(server, "/lab")
    settings = json.loads(re.search(r"jupyter-config-data.*?>(.*?)</script>", page, re.S)[1])
    assert "@jupyterlab/apputils-extension:announcements" in settings["disabledExtensions"]


def test_installed_not_editable_it_runs_notebooks_that_lie_elsewhere(clone, tmp_path):
    """As on a server and in Colab: no folder of ours is around the package or the notebook."""
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", installed, clone]
    done = run(pip, tmp_path)
    assert done.returncode == 0, done.stdout
    elsewhere.mkdir()
    python = ["env", f"PYTHONPATH={installed}", sys.executable]
    for name in (SERIES[0], SERIES[9]):  # the one that looks for the package, the one with a file
        shutil.copy(clone / "notebooks" / f"{name}.ipynb", elsewhere)
    done = run([*python, "-m", "pytest", "-q", "--nbval", "."], elsewhere)
    assert done.returncode == 0, done.stdout
    where = run([*python, "-c", "from helpers import real_data as r; print(r.PENGUINS)"], elsewhere)
    assert where.stdout.strip() == str(installed / "notebooks" / "penguins.csv")


@pytest.mark.parametrize("other", [None, "helpers.py", "helpers/__init__.py"])
def test_without_the_package_the_first_notebook_says_what_to_do(other, tmp_path):
    """Where it was not installed, or another package of that name comes first."""
    if other:
        (tmp_path / other).parent.mkdir(exist_ok=True)
        (tmp_path / other).touch()
    code = cells(notebook_path(SERIES[0]), "code")
    cell = code[0]["source"]
    found = [".", sysconfig.get_path("purelib")]  # so there is IPython, but nothing editable
    python = [sys.executable, "-I", "-S", "-c"]
    done = run([*python, f"import sys; sys.path[:0] = {found}\n{cell}"], tmp_path)
    assert done.returncode == 0, done.stdout
    said = done.stdout.splitlines()[-1]
    assert said.startswith(("helpers is missing: ", "helpers.labs is missing: "))
    assert "README" in said
    assert "ask your teacher" in said


def test_after_uv_run_one_command_completes_it(clone, tmp_path):
    """As the README's table says: what `uv run` makes has the course and not what it needs."""
    folder = shutil.copytree(clone, tmp_path / "uv")
    uv = [find_uv_bin(), "-q"]
    assert "Failed to spawn: " in run([*uv, "run", "jupyter", "lab"], folder).stdout
    done = run([*uv, "pip", "install", "-r", "requirements.txt"], folder)
    assert done.returncode == 0, done.stdout
    code = "import helpers.server, jupyterlab; print(helpers.__file__)"
    started = run([folder / ".venv/bin/python", "-c", code], folder / "notebooks")
    assert started.stdout.strip() == str(folder / "helpers/__init__.py")


def python_or_skip(version):
    return find_python(version) or not_here(f"no Python {version} here")


@pytest.mark.parametrize("version", OLD_PYTHONS)
def test_a_python_that_is_too_old_gets_one_sentence(version, clone, tmp_path):
    made = run([python_or_skip(version), "-m", "venv", tmp_path / "old"], clone)
    assert made.returncode == 0, made.stdout
    done = run([tmp_path / "old/bin/pip", "install", "-r", "requirements.txt"], clone)
    errors = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
    assert done.returncode != 0
    assert len(errors) == 1
    assert re.search(rf"requires a different Python: {version}\.\d+ not in '>=3\.11'", errors[0])
