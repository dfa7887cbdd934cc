"""Protects the way in: the README's links, picture, list of notebooks and commands."""

import re

import pytest

from helpers.worked_example import worked_example
from tests.readme import README, commands
from tests.refresh import PICTURE, picture
from tests.series import NOTEBOOKS, ROOT, SERIES
from tests.setup import site_script

MORE = (ROOT / "TEACHING.md", *sorted((ROOT / "binder").iterdir()))
WITH_LINKS = [README, *sorted(NOTEBOOKS.glob("*.ipynb")), *MORE]
SCRIPT = site_script("address")
HOSTS = "|".join(map(re.escape, SCRIPT.HOSTS))
OURS = re.compile(rf"(?<![\w.-])(?:{HOSTS})/([\w.-]+/[\w.-]+)")
ADDRESS = SCRIPT.address()  # the one place that knows it: `[project.urls]` in pyproject.toml


@pytest.mark.parametrize("file", WITH_LINKS, ids=lambda file: file.name)
def test_every_link_to_the_repository_has_the_address_of_pyproject(file):
    """After a move: change pyproject.toml, and this names every file that still has the old one."""
    assert set(OURS.findall(file.read_text(encoding="utf-8"))) <= {ADDRESS}


def test_the_readme_links_to_the_repository():
    assert f"(https://github.com/{ADDRESS})" in README.read_text(encoding="utf-8")


def test_there_are_two_buttons_the_browser_first():
    """The site has the address that GitHub publishes it at."""
    text = README.read_text(encoding="utf-8")
    site = f"https://{SCRIPT.page(ADDRESS)}/"
    binder = f"https://mybinder.org/v2/gh/{ADDRESS}/HEAD?urlpath=lab/tree/notebooks/"
    assert re.findall(r"\*\*\[▶ .+?\]\((.+?)\)\*\*", text) == [site, f"{binder}{SERIES[0]}.ipynb"]
    assert set(re.findall(r"https://[\w.-]+\.github\.io/[\w.-]*/?", text)) == {site}


def test_every_link_inside_the_folder_leads_somewhere():
    text = README.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)|(?:href|src)=\"([^\"]+)\"", text)
    inside = [a or b for a, b in targets if not (a or b).startswith("https://")]
    assert len(inside) > len(SERIES)
    assert [target for target in inside if not (ROOT / target).exists()] == []


def test_the_notebooks_are_listed_in_their_order():
    listed = re.findall(
        r"^\| \[.+?\]\(notebooks/(\w+)\.ipynb\) \|", README.read_text("utf-8"), re.M
    )
    assert listed == SERIES


def test_the_picture_is_what_the_code_draws():
    """`python -m tests.refresh` writes it anew."""
    assert PICTURE.read_bytes().decode() == picture()
    assert "y_pred 1.16" in picture()
    assert worked_example.y_true == 1


def test_there_are_two_commands_that_call_programs_by_their_path():
    main, test = commands()["main"], commands()["test"]
    for command in (main, test):
        assert "\n" not in command
        assert "activate" not in command
    assert f"notebooks/{SERIES[0]}.ipynb" in main
    assert test.endswith("-m pytest")


def test_windows_gets_the_same_commands():
    """PowerShell's own spelling, which no Linux machine tries: its 5.1 has `;` and no `&&`."""
    text = README.read_text(encoding="utf-8")
    windows = re.findall(r"^```powershell\n(.+?)\n```$", text, re.M | re.S)
    translated = [
        command.replace("python3", "py")
        .replace(" && ", "; ")
        .replace(".venv/bin/", ".venv/Scripts/")
        .replace("/", "\\")
        for command in commands().values()
    ]
    assert windows == translated
