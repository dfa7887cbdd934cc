"""One JupyterLab and one browser for the whole run; one page for each notebook."""

import os
import shutil

import pytest

from tests.browser.jupyter import BROWSER_FLAGS, BROWSER_VARIABLE, browser_path, jupyter_lab
from tests.browser.page import NotebookPage
from tests.series import NOTEBOOKS


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab that serves a scratch copy of the notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(NOTEBOOKS, folder, dirs_exist_ok=True)
    with jupyter_lab(folder, tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Chromium, Chrome or Edge; skipped where there is none, a failure in CI."""
    path = browser_path()
    if path is None:
        _not_here(f"no Chromium, Chrome or Edge on the PATH and none named by {BROWSER_VARIABLE}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _not_here("Playwright is not installed: pip install -r tests/requirements.txt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        browser.close()


def _not_here(why):
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"browser tests: {why}")


@pytest.fixture(scope="session")
def pages(browser, server):
    """Notebook name -> its page, opened and run when it is first asked for."""
    opened = OpenedPages(browser, server)
    yield opened
    opened.close()


class OpenedPages(dict):
    """A page for each notebook: opened once, "Run All" pressed, then kept."""

    def __init__(self, browser, server):
        super().__init__()
        self.browser, self.server = browser, server

    def __missing__(self, name):
        page = self[name] = NotebookPage(self.browser, self.server, name)
        page.run_all()
        return page

    def close(self):
        for page in self.values():
            page.close()


@pytest.fixture
def open_lab(pages, capsys):
    """A lab by its notebook and name; all that it shows must have been driven at the end."""
    opened = []

    def open_one(notebook, name):
        opened.append(pages[notebook].lab(name))
        return opened[-1]

    yield open_one
    for lab in opened:
        with capsys.disabled():
            print(
                f"\n{lab.name}: {len(lab.driven)} controls driven, {lab.compared} values compared"
            )
        assert set(lab.controls()) <= lab.driven
