"""Protects: when the kernel is gone, a notebook still shows its pictures and says what to do.

After a restart, and after saving, closing and opening again. No broken link, no "model not found".
"""

import shutil

import pytest

from tests.browser.page import NotebookPage
from tests.series import notebook_path, stored_outputs

pytestmark = pytest.mark.browser
SOURCE = "01_forward_pass"
# How many of the outputs in view show what.
COUNTS = """() => {
    const outputs = [...document.querySelectorAll(".jp-OutputArea-child")]
        .filter((output) => output.checkVisibility());
    const DEAD = ".jupyter-widgets-disconnected";
    const those = (holds) => outputs.filter(holds).length;
    const any = (selector, holds = () => true) =>
        those((output) => [...output.querySelectorAll(selector)].some(holds));
    return {
        labs: any(".bh-lab"),
        pictures: any("svg[aria-label]", (svg) => svg.checkVisibility()),
        still: any(".bh-still"),
        dead: any(DEAD),
        icons: any(DEAD, (dead) => getComputedStyle(dead, "::before").content !== "none"),
        said: those((output) => /Run the cell again/.test(output.innerText)),
        errors: those((output) => /rror displaying/.test(output.innerText)),
    };
}"""


@pytest.fixture
def page(browser, server, pytestconfig):
    """A notebook that may be saved: a copy; on the site, each page has a store of its own."""
    name = SOURCE
    if not pytestconfig.getoption("--site"):
        name = "kernel_gone"
        shutil.copy(notebook_path(SOURCE), server.folder / f"{name}.ipynb")
    page = NotebookPage(browser, server, name, height=12_000)
    yield page
    page.close()


def count(page, **wanted):
    """Wait until so many outputs show this. Returns all counts."""
    seen = page.until(lambda: page.page.evaluate(COUNTS), lambda seen: seen == seen | wanted)
    assert seen == seen | wanted
    return seen


def test_the_pictures_stay_and_a_sentence_says_what_to_do(page):
    stored = stored_outputs(notebook_path(SOURCE))
    pictures = sum(kind == "image/svg+xml" for _, kind, _ in stored)

    page.run_all()
    live = count(page, pictures=pictures, still=0, dead=0, said=0)
    assert live["labs"] >= 2

    page.page.evaluate("() => byHand.kernel().restart()")
    page.page.wait_for_selector(".jupyter-widgets-disconnected")
    count(page, pictures=pictures, said=live["labs"], icons=0)

    page.command("docmanager:save")
    page.command("kernelmenu:shutdown")
    page.page.reload()
    page.wait_for_kernel()
    count(page, pictures=pictures, said=live["labs"], errors=0)
