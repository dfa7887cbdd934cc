"""Protects: a notebook on paper. Nothing of the exported page, which File → Print prints as well,
is wider than a sheet of A4 or Letter with the browser's own margins."""

import pytest

from tests.notebooks.test_export import exported
from tests.series import paths

pytestmark = [pytest.mark.browser, pytest.mark.server]  # the site cannot export a page
MARGIN = 2 * 0.4 * 96  # Chromium's own: 0.4 inches on each side, in pixels
SHEETS = {"A4": 8.27 * 96 - MARGIN, "Letter": 8.5 * 96 - MARGIN}


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_nothing_is_cut_off_on_paper(path, browser):
    page = browser.new_page()
    try:
        page.route("**/*", lambda route: route.abort())
        page.emulate_media(media="print")
        page.set_content(exported(path))
        for sheet, width in SHEETS.items():
            page.set_viewport_size({"width": int(width), "height": 1000})
            assert page.evaluate(WIDER) == [], sheet
    finally:
        page.close()


# The pictures, tables and lines of code that reach beyond the sheet.
WIDER = """() => [...document.querySelectorAll("img, svg, table, pre, .jp-OutputArea-output")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth)
    .map((element) => element.outerHTML.slice(0, 80))"""
