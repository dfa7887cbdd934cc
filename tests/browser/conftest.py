"""One JupyterLab and one browser for the whole run; one notebook open at a time."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.jupyter import BROWSER_FLAGS, BROWSER_VARIABLE, browser_path, jupyter_lab
from tests.browser.page import NotebookPage
from tests.browser.web_server import plain_files
from tests.series import NOTEBOOKS, paths


def pytest_collection_modifyitems(config, items):
    """With --site what only the site has is tested too, and what needs no server is not again."""
    unwanted = "server" if config.getoption("--site") else "site"
    left_out = [item for item in items if item.get_closest_marker(unwanted)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def server(request, tmp_path_factory):
    """A JupyterLab that serves a scratch copy of the notebooks; with --site, a bare web server."""
    site = request.config.getoption("--site")
    if site:
        with plain_files(Path(site), tmp_path_factory.mktemp("www")) as running:
            yield running
        return
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(NOTEBOOKS, folder, dirs_exist_ok=True)
    with jupyter_lab(folder, tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture(scope="session")
def browser(tally):
    """Chromium, Chrome or Edge; skipped where there is none, a failure in CI."""
    path, named = browser_path(), os.environ.get(BROWSER_VARIABLE)
    if path is None and named:
        _not_here(tally, f"{BROWSER_VARIABLE} names {named}, which cannot be run")
    if path is None:
        _not_here(tally, f"no Chromium, Chrome or Edge on the PATH or named by {BROWSER_VARIABLE}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _not_here(tally, "Playwright is not installed: pip install -r tests/requirements.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        browser.close()


def _not_here(tally, why):
    if os.environ.get("CI"):
        pytest.fail(f"browser tests: {why}", pytrace=False)
    tally.skipped = f"The browser tests were skipped: {why}."
    pytest.skip(tally.skipped)


@pytest.fixture(scope="session", params=[path.stem for path in paths()])
def notebook(request, browser, server):
    """Each notebook in its turn: opened, "Run All" pressed, closed after the last test of it."""
    page = NotebookPage(browser, server, request.param)
    page.run_all()
    yield page
    page.close()


class Tally:
    """What was driven, compared and found in the whole run."""

    def __init__(self):
        self.lines, self.controls, self.values, self.findings = [], 0, 0, Counter()
        self.skipped = ""

    def note_driven(self, lab):
        self.controls, self.values = self.controls + lab.driven, self.values + lab.compared
        if lab.driven:
            place = f"{lab.notebook.name} {lab.name}"
            self.lines.append(
                f"{place}: {lab.driven} controls driven, {lab.compared} values compared"
            )

    def note_findings(self, findings):
        self.findings.update(finding[:2] for finding in findings)


TALLY = pytest.StashKey[Tally]()


def pytest_configure(config):
    config.stash[TALLY] = Tally()


@pytest.fixture(scope="session")
def tally(pytestconfig):
    return pytestconfig.stash[TALLY]


def pytest_terminal_summary(terminalreporter, config):
    """At the end: each lab with its counts, all of them together, and what axe-core found.

    Or, in one line, why there was nothing to count.
    """
    tally = config.stash[TALLY]
    if tally.skipped:
        terminalreporter.write_line(tally.skipped)
    if tally.controls:
        terminalreporter.section("the notebooks in a browser")
        together = f"{tally.controls} controls driven, {tally.values} values compared"
        found = [f"{count} × {rule} ({kind})" for (rule, kind), count in tally.findings.items()]
        for line in (*tally.lines, f"together: {together}", f"axe-core: {', '.join(found)}"):
            terminalreporter.write_line(line)
