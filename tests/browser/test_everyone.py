"""Protects: every lab can be used with a finger, in a small window, in forced colours, unmoved.

All labs stand in one notebook, so that each also has the styles of all others on its page.
"""

import pytest

from helpers import labs
from tests.browser.page import run_cells

pytestmark = [pytest.mark.browser, pytest.mark.server]
NAME = "every_lab"
LABS = [name for name in labs.__all__ if name.endswith(("Lab", "Slider"))]
SMALL = {"700 pixels wide": (700, 768), "zoomed to 200 %": (683, 384)}

# What is said of each slider, beside the name and the text of its field.
SPOKEN = """area => [...area.querySelectorAll(".bh-dial")].map(dial => [
    dial.querySelector("label").textContent, dial.querySelector("input").value,
    dial.querySelector("[role=slider]").getAttribute("aria-valuetext")])"""
HAS_KEYBOARD = "field => field === document.activeElement"


@pytest.fixture(scope="module")
def page(browser, server):
    """The notebook, run, on a page of which the browser is told that it is touched."""
    sources = [f"from helpers.labs import {name}\n{name}()" for name in LABS]
    page = run_cells(browser, server, NAME, *sources, height=768, has_touch=True)
    yield page
    page.close()
    (server.folder / f"{NAME}.ipynb").unlink()


def test_all_labs_stand_beside_each_other_and_nothing_is_wrong(page):
    found = list(page.labs())
    assert [lab.name for lab in found] == LABS
    for lab in found:
        assert lab.faults() == {}, lab.name


def test_who_listens_hears_the_whole_numbers_of_sliders(page):
    """Of others stock ipywidgets says what rounding leaves; the field has them as they are."""
    heard = 0
    for lab in page.labs():
        values = getattr(labs, lab.name)().values
        for name, written, said in lab.area.evaluate(SPOKEN):
            if isinstance(values[name], int):
                assert said == written, f"{lab.name}: {name}"
                heard += 1
    assert heard >= 5


def test_who_wants_no_motion_gets_the_end_at_once(page):
    page.page.emulate_media(reduced_motion="reduce")
    for lab in page.labs():
        model = getattr(labs, lab.name)()
        if model.player is None:
            continue
        plays, at_once = model.player.buttons
        at_once.click()
        before = lab.lines()
        lab.click(at_once.description)
        assert f"button {plays.description}" not in lab.controls(), lab.name
        lab.wait_until(lambda seen, before=before: seen["lines"] != before)
        said = model.lines() if hasattr(model, "lines") else model.picture.lines
        lab.expect(lines=[" ".join(line.split()) for line in said])
    page.page.emulate_media(reduced_motion="no-preference")


def test_a_finger_reaches_fields_sliders_and_buttons(page):
    for lab in page.labs():
        field, button = (
            lab.area.locator(f"{kind}:visible").first
            for kind in ("input:enabled", "button:text('Try 2')")
        )
        field.tap()
        assert lab.until(lambda field=field: field.evaluate(HAS_KEYBOARD), bool), lab.name
        button.tap()
        lab.wait_until(lambda seen: "Answer 2" in " ".join(seen["lines"]))
        lab.notebook.settle()
        before = lab.fields()
        for track in lab.area.locator(".noUi-target:visible").all():
            box = track.bounding_box()
            for share in (0.1, 0.9):  # the grip may be at one of them
                place = {"x": share * box["width"], "y": box["height"] / 2}
                track.tap(position=place, force=True)
        lab.wait_until(lambda seen, before=before: seen["fields"] != before)
        lab.area.locator("button:text('Reset'), button:text('Worked example')").first.tap()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_every_text_and_button_to_be_seen(page, scheme):
    page.page.emulate_media(forced_colors="active", color_scheme=scheme)
    for lab in page.labs():
        assert lab.faults() == {}, lab.name
        borders = "buttons => buttons.map(one => getComputedStyle(one).borderTopWidth)"
        assert {*lab.area.locator("button").evaluate_all(borders)} == {"1px"}, lab.name
    page.page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("size", SMALL)
def test_in_a_small_window_every_control_can_be_scrolled_to(page, size):
    page.resize(*SMALL[size])
    for lab in page.labs():
        assert lab.unreachable() == [], lab.name
        assert lab.faults("tooWide") == {}, lab.name  # that may be scrolled sideways
        right = "all => all.map(one => one.getBoundingClientRect().right)"
        edge = lab.area.evaluate("area => area.getBoundingClientRect().right")
        for kind in (".bh-lines", "button:visible"):
            assert all(end <= edge + 1 for end in lab.area.locator(kind).evaluate_all(right))
    page.resize(1366, 768)
