"""Protects the address: one command gives the repository another one, in every link, at once."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.setup import run, site_script
from tests.setup.test_fresh_clone import clone  # noqa: F401
from tests.setup.test_workflows import workflow

SCRIPT = site_script("address")
MADE_UP = "Ada-Lovelace/by.hand_2"
NAMES = {"NAME": "Ada", "EMAIL": "ada@example.org"}
WHO = os.environ | {
    f"GIT_{role}_{kind}": said for role in ("AUTHOR", "COMMITTER") for kind, said in NAMES.items()
}


@pytest.mark.parametrize(
    "before", ["(https://{}/a/b)", '"{}/a/b"', "git+https://{}/a/b.git", "{}/a/b."]
)
def test_each_kind_of_link_is_moved(before):
    for host in SCRIPT.HOSTS:
        link = before.format(host)
        there = link.replace("a/b", MADE_UP)
        assert SCRIPT.moved(link, "a/b", MADE_UP) == there
        assert SCRIPT.moved(there, MADE_UP, "a/b") == link


@pytest.mark.parametrize(
    "other",
    [
        "github.com/a/bc",
        "github.com/a/b-c",
        "github.com/a/b.c",
        "a/b",
        "github.com/ca/b",
        "x.github.com/a/b",
    ],
)
def test_no_other_link_is(other):
    assert SCRIPT.moved(other, "a/b", MADE_UP) == other


@pytest.mark.parametrize(
    "name, page",
    [(MADE_UP, "ada-lovelace.github.io/by.hand_2"), ("Ada/ada.github.io", "ada.github.io")],
)
def test_the_site_moves_with_it(name, page):
    assert SCRIPT.page(name) == page
    assert SCRIPT.moved("https://a.github.io/b/", "a/b", name) == f"https://{page}/"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="as the workflow does it, on Linux")
def test_a_fresh_clone_gets_its_address_in_one_commit(clone, tmp_path):  # noqa: F811
    """As the workflow does it, against a bare repository that stands in for GitHub's."""
    bare, first, second = tmp_path / "bare.git", tmp_path / "first", tmp_path / "second"
    git("init", "-q", "--bare", bare, folder=tmp_path)
    git("clone", "-q", bare, first, folder=tmp_path)
    shutil.copytree(clone, first, dirs_exist_ok=True)
    git("add", "-A", folder=first)
    git("commit", "-q", "-m", "all of it", folder=first)
    git("push", "-q", "origin", "HEAD", folder=first)

    before = git("rev-list", "--count", "HEAD", folder=bare)
    for _ in range(2):
        output = address_job(first)
        assert output == "commit=" + git("rev-parse", "HEAD", folder=bare)
    assert (before, git("rev-list", "--count", "HEAD", folder=bare)) == ("1\n", "2\n")
    assert git("status", "--porcelain", folder=first) == ""

    git("clone", "-q", bare, second, folder=tmp_path)
    done = run([sys.executable, "-m", "pytest", "-q", "tests/setup/test_readme.py"], second)
    assert done.returncode == 0, done.stdout
    assert MADE_UP in (second / "README.md").read_text(encoding="utf-8")
    again = run([sys.executable, "site/address.py", MADE_UP, "--commit"], second)
    assert again.stdout == f"Nothing to change: every link leads to {MADE_UP}.\n"


def address_job(folder):
    """Run what the workflow runs there; returns what it hands on to its other jobs."""
    step = next(step for step in workflow("site")["jobs"]["address"]["steps"] if "id" in step)
    output = folder.parent / "output"
    given = {"GITHUB_REPOSITORY": MADE_UP, "GITHUB_OUTPUT": str(output)}
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    output.write_text("", encoding="utf-8")
    command = ["bash", "-e", "-c", step["run"]]
    subprocess.run(command, cwd=folder, env=WHO | given | {"PATH": path}, check=True)
    return output.read_text(encoding="utf-8")


def git(*arguments, folder):
    """Run git; returns what it says."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=WHO, check=True, capture_output=True, text=True
    ).stdout
