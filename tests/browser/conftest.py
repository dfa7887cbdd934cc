"""One JupyterLab and one browser for the whole run; one notebook open at a time."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser.jupyter import BROWSER_VARIABLE, browser_path, chromium, jupyter_lab
from tests.browser.page import NotebookPage
from tests.browser.web_server import plain_files
from tests.conftest import SKIPPED
from tests.series import NOTEBOOKS, SERIES, paths


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
        with plain_files(Path(site)) as running:
            yield running
        return
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copytree(NOTEBOOKS, folder, dirs_exist_ok=True)
    with jupyter_lab(folder) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """Chromium, Chrome or Edge; skipped where there is none, a failure in CI."""
    path, named = browser_path(), os.environ.get(BROWSER_VARIABLE)
    if path is None and named:
        _not_here(f"{BROWSER_VARIABLE} names {named}, which cannot be run")
    if path is None:
        _not_here(f"no Chromium, Chrome or Edge on the PATH or named by {BROWSER_VARIABLE}")
    if find_spec("playwright") is None:
        _not_here("Playwright is not installed: pip install -r tests/requirements.txt")
    with chromium() as running:
        yield running


def _not_here(why):
    if os.environ.get("CI"):
        pytest.fail(f"browser tests: {why}", pytrace=False)
    pytest.skip(f"{SKIPPED}: {why}.")


@pytest.fixture(scope="session")
def desk(browser, server):
    """A page with one notebook open, for all notebooks in their turn."""
    page = NotebookPage(browser, server, SERIES[0])
    yield page
    page.close()


@pytest.fixture(scope="session", params=[path.stem for path in paths()])
def notebook(request, desk):
    """Each notebook in its turn, opened where the one before is closed, with "Run All" pressed."""
    if desk.name != request.param:
        desk.turn_to(request.param)
    desk.run_all()
    return desk
