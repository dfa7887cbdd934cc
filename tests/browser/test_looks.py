"""Protects: every lab can be read by everyone: assistive tools, light, dark, a window 1000 px wide.

axe-core finds nothing serious beyond what stock ipywidgets brings, no label covers another, every
text stands out from its panel, nothing is cut off or wider than its room. `--screenshots DIR`
writes a picture of each lab, light and dark.
"""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
# Known, and not ours to mend, by rule and selector: a slider's handle has no name (each slider has
# a labelled number field as its twin), nor have the buttons of `Play` (which no lab uses).
KNOWN = {"aria-input-field-name": ".noUi-handle", "button-name": ".jupyter-widget-play button"}
SERIOUS = ("serious", "critical")
# JupyterLab skips what is out of sight, and so would axe-core.
ALL_IN_SIGHT = ".jp-WindowedPanel-viewport > * { content-visibility: visible !important; }"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_lab_can_be_read(notebook, theme, request, record_property):
    notebook.set_theme(theme)
    labs = []
    for lab in notebook.labs():
        _write_screenshot(lab, theme, request.config.getoption("--screenshots"))
        assert lab.faults() == {}
        labs.append(lab)
    findings = axe_findings(notebook, labs)
    for finding in findings:
        record_property("axe", finding)
    assert [finding for finding in findings if finding[1] != "known"] == []
    notebook.set_theme("light")


def axe_findings(notebook, labs):
    """Serious and critical findings in labs, (rule, "known") or (rule, impact, element).

    Asked once for all of them: for each answer axe-core reads the whole page.
    """
    from axe_playwright_python.sync_playwright import Axe

    style = notebook.page.add_style_tag(content=ALL_IN_SIGHT)
    assert notebook.until(lambda: all(lab.is_drawn() for lab in labs), bool)
    areas = {"include": [[lab.selector] for lab in labs]}
    violations = Axe().run(notebook.page, areas).response["violations"]
    style.evaluate("style => style.remove()")
    return [
        _finding(notebook.page, violation, node)
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def _finding(page, violation, node):
    selector = KNOWN.get(violation["id"])
    if selector and page.locator(node["target"][0]).evaluate(f"e => e.matches('{selector}')"):
        return violation["id"], "known"
    return violation["id"], violation["impact"], node["html"]


def _write_screenshot(lab, theme, folder):
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        lab.area.screenshot(path=Path(folder) / f"{lab.name}-{theme}.png")
