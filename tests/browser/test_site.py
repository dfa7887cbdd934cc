"""Protects the site of plain files beyond what its notebooks show: how it opens, where it leads,
what it keeps, and that it needs no net once it was open."""

import re
from pathlib import Path

import pytest

from tests.browser.page import WAIT, NotebookPage
from tests.browser.test_looks import SERIOUS
from tests.browser.web_server import plain_files
from tests.series import SERIES

pytestmark = [pytest.mark.browser, pytest.mark.site]
FIRST, SECOND = SERIES[:2]
PHONE = {"width": 390, "height": 844}
SOURCES = """import os, sys
for module in list(sys.modules.values()):
    file = getattr(module, "__file__", None) or ""
    if file.endswith(".py") and os.path.exists(file):
        print(file)
"""
TITLE = ".jp-Notebook h1 >> text={}"


@pytest.fixture
def page(browser, server):
    """An empty page that waits as long as the site may take."""
    page = browser.new_page()
    page.set_default_timeout(60_000 * server.patience)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def first(browser, server):
    """The first notebook, open at its own address, all of it in view, its kernel ready.

    One page for all: who leaves it comes last.
    """
    notebook = NotebookPage(browser, server, FIRST, height=12_000)
    yield notebook
    notebook.page.context.close()


def test_its_address_opens_the_first_notebook(page, server):
    page.goto(server.url())
    page.wait_for_url(server.notebook(FIRST))
    page.wait_for_selector(TITLE.format("Start here"))


@pytest.mark.parametrize("deep", [False, True])
def test_on_a_phone_it_opens_the_notebook_and_nothing_beside_it(page, server, deep):
    from playwright.sync_api import expect

    expect.set_options(timeout=1000 * WAIT)
    page.set_viewport_size(PHONE)
    page.goto(server.notebook(FIRST) if deep else server.url())
    page.wait_for_selector(TITLE.format("Start here"))
    expect(page.locator(TITLE.format("Start here"))).to_be_in_viewport(ratio=1)
    expect(page.locator(".jp-FileBrowser:visible")).to_have_count(0)
    expect(page.locator(".jp-Notebook:visible")).to_have_count(1)


def test_nothing_but_the_helpers_comes_as_source_when_python_starts(first):
    """Else the browser would have to compile it."""
    first.run_all()
    said = first.run(SOURCES)
    assert "/helpers/" in said
    assert [file for file in said.split() if "/helpers/" not in file] == []


def test_the_printed_problems_are_written(first):
    first.run("%run -m helpers.tutor.worksheet 17 18 --answers")
    said = first.run("print(open('worksheet.html').read().count('<section'))")
    assert int(said) >= 4


def test_it_does_not_offer_to_print_which_needs_a_server(first):
    assert first.page.evaluate("() => jupyterapp.commands.hasCommand('notebook:run-all-cells')")
    assert not first.page.evaluate("() => jupyterapp.commands.hasCommand('apputils:print')")


def test_a_file_that_the_kernel_writes_is_there_after_a_reload(first):
    first.run("open('kept.txt', 'w').write('a digit, 7')")
    first.page.reload()
    first.wait_for_kernel()
    assert first.run("print(open('kept.txt').read())") == "a digit, 7\n"


def test_a_link_leads_to_the_next_notebook(first):
    first.page.locator(f".jp-Notebook a[href$='{SECOND}.ipynb']").last.click()
    first.page.wait_for_selector(TITLE.format("Forward pass"))


def test_it_works_offline_once_it_was_open(browser, pytestconfig):
    """Its web server is gone: the page, Python and the notebook come from what was kept."""
    with plain_files(Path(pytestconfig.getoption("--site"))) as running:
        notebook = NotebookPage(browser, running, FIRST)
        notebook.page.wait_for_selector("html[data-kept]", state="attached")
    notebook.page.context.set_offline(True)
    notebook.page.reload()
    notebook.wait_for_kernel()
    assert notebook.run("from helpers.worked_example import worked_example as e; print(e.x)")
    notebook.page.context.close()


def test_the_page_about_it_says_where_python_comes_from(page, server):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(server.url("about.html"))
    asked = server.python_host or "No other address is asked for anything."
    assert asked in page.inner_text("main")
    rows = page.inner_text("table").splitlines()
    assert "numpy" in [row.split()[0] for row in rows]
    assert all(re.fullmatch(r"[a-z-]+\s+\d[\w.]*", row) for row in rows), rows
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in SERIOUS] == []
