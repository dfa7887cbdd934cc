"""Protects: when the kernel is gone, a notebook still shows its pictures and says what to do.

After a restart, and after saving, closing and opening again. No broken link, no "model not found".
"""

import shutil
import time

import pytest

from tests.browser.page import WAIT, NotebookPage
from tests.series import NOTEBOOKS

pytestmark = pytest.mark.browser
SOURCE = "01_forward_pass"
SAID = "Run the cell again"
# For each output that holds a lab: whether it can be seen, and whether it can be used.
OUTPUTS = """() => [...document.querySelectorAll(".jp-OutputArea-child")].map((output) => ({
    seen: output.checkVisibility(), text: output.innerText,
    still: !!output.querySelector(".bh-still"), lab: !!output.querySelector(".bh-lab"),
    drawing: [...output.querySelectorAll("svg[aria-label]")].some((svg) => svg.checkVisibility()),
    dead: !!output.querySelector(".jupyter-widgets-disconnected"),
    icon: [...output.querySelectorAll(".jupyter-widgets-disconnected")]
        .some((dead) => getComputedStyle(dead, "::before").content !== "none"),
}))"""


@pytest.fixture
def page(browser, server, pytestconfig):
    """A notebook that may be saved: a copy; on the site, each page has a store of its own."""
    name = SOURCE
    if not pytestconfig.getoption("--site"):
        name = "kernel_gone"
        shutil.copy(NOTEBOOKS / f"{SOURCE}.ipynb", server.folder / f"{name}.ipynb")
    page = NotebookPage(browser, server, name, height=12_000)
    yield page
    page.close()


def seen(page, holds=lambda outputs: True):
    """The outputs that can be seen, as soon as this holds of them."""
    deadline = time.monotonic() + WAIT
    while True:
        page.page.wait_for_timeout(500)
        outputs = [output for output in page.page.evaluate(OUTPUTS) if output["seen"]]
        if holds(outputs) or time.monotonic() > deadline:
            return outputs


def test_the_pictures_stay_and_a_sentence_says_what_to_do(page):
    page.run_all()
    live = seen(page)
    labs = [output for output in live if output["lab"]]
    pictures = sum(output["drawing"] for output in live)
    assert len(labs) >= 2
    assert not any(output["still"] or output["dead"] for output in live)

    page.page.evaluate("() => byHand.kernel().restart()")
    page.page.wait_for_selector(".jupyter-widgets-disconnected")
    restarted = seen(page)
    assert sum(output["drawing"] for output in restarted) == pictures
    assert sum(SAID in output["text"] for output in restarted) == len(labs)
    assert not any(output["icon"] for output in restarted)

    page.command("docmanager:save")
    page.command("kernelmenu:shutdown")
    page.page.reload()
    page.wait_for_kernel()
    reopened = seen(page, lambda shown: sum(one["drawing"] for one in shown) == pictures)
    assert sum(output["drawing"] for output in reopened) == pictures
    assert sum(SAID in output["text"] for output in reopened) == len(labs)
    assert not any("rror displaying" in output["text"] for output in reopened)
