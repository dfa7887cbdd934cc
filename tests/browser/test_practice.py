"""Protects: the practice sheet is worked by keyboard alone on a laptop, its drawing always in view.

At each of the fifteen rows, also when a wrong answer was judged and every hint is open, the window
shows the row with its buttons, what is said of it, the drawing, and the learning rate.
"""

import pytest

from helpers.formatting import text
from helpers.quantities import NAMES, work_out
from helpers.tutor.memory import FILE
from helpers.tutor.problems import problem
from tests.browser.page import NotebookPage

pytestmark = [pytest.mark.browser, pytest.mark.server]  # the site has the same layout
LAPTOP = {"width": 1366, "height": 768}
# Which parts of the sheet are not wholly in the window beside the row that has the keyboard.
OUT_OF_VIEW = """(area) => {
    const row = document.activeElement.closest(".widget-hbox");
    const says = (part) => /^Learning rate|^[✓✗?≈↪] |hint \\d/.test(part.innerText);
    const parts = [...row.querySelectorAll("input, button"), area.querySelector("svg"),
        ...[...area.querySelectorAll(".widget-html-content")].filter(says)];
    const frame = area.closest(".jp-WindowedPanel-outer").getBoundingClientRect();
    return parts.filter((part) => {
        const {left, top, right, bottom} = part.getBoundingClientRect();
        return left < frame.left || top < frame.top || right > frame.right
            || bottom > Math.min(frame.bottom, innerHeight);
    }).map((part) => `${part.tagName} ${part.innerText}`);
}"""


@pytest.fixture
def sheet(browser, server):
    """The sheet of 06 on a laptop, with nothing given."""
    (server.folder / FILE).unlink(missing_ok=True)  # what another test has practised
    notebook = NotebookPage(browser, server, "06_practice", **LAPTOP)
    notebook.run_all()
    (sheet,) = (lab for lab in notebook.labs() if lab.name == "PracticeSheet")
    sheet.press("button Way: guided (Guided, alone or mixed)", "Space")
    sheet.wait_until(lambda seen: "Way: alone" in seen["lines"])
    yield sheet
    notebook.close()
    (server.folder / FILE).unlink(missing_ok=True)


def test_the_drawing_is_in_view_at_every_row(sheet):
    keyboard, truth = sheet.page.keyboard, work_out(problem(1))

    def out_of_view():
        return sheet.area.evaluate(OUT_OF_VIEW)

    def press(*keys):
        for key in keys:
            keyboard.press(key)
        sheet.notebook.settle()
        assert sheet.until(out_of_view, lambda parts: not parts) == []

    def focus(words):
        sheet.wait_until(lambda seen: seen["focus"] == words)

    press("Tab", "Tab")
    for name in NAMES:
        focus(name)
        keyboard.type("99")
        press("Enter")
        press("Tab")
        focus("Hint")
        press("Space", "Space", "Space")
        press("Shift+Tab", "ControlOrMeta+A")  # the keyboard is still on "Hint"
        keyboard.type(text(truth[name]))
        press("Enter")
    focus("New problem")
    sheet.expect(lines=["✓"] * len(NAMES))
