"""Protects: a stored drawing shows everything where its style is taken away, in the same colours.

GitHub and nbconvert 7.2 to 7.6 clean drawings so: of the elements and attributes of SVG they keep
those of html5lib's lists, and no <style>.
"""

import re
from xml.etree import ElementTree

import bleach
from bleach._vendor.html5lib.filters import sanitizer
from pygments.token import STANDARD_TYPES

from helpers.colours import COLOURS, FORCED, INK, PAPER, RIM, STYLE
from helpers.diagram import network_svg
from helpers.worked_example import sleeping_example, worked_example
from tests.examples import both_passes
from tests.series import paths, stored_outputs

# What an element has from the elements round it; the rest it has to say itself.
INHERITED = ("fill", "stroke", "text-anchor", "font-family", "font-size")
ITS_OWN = ("d", "x", "y", "dy", "width", "height", "stroke-width", "stroke-dasharray", "opacity")


def cleaned(svg):
    tags = {name for _, name in sanitizer.allowed_elements}
    kept = [name for _, name in sanitizer.allowed_attributes if name != "style"]
    return bleach.clean(svg, tags=tags, attributes=kept, strip=True)


def shown(svg):
    """All that a drawing shows by its attributes alone: a list of (element, words, looks)."""
    found = []

    def walk(element, looks):
        looks = looks | {name: element.get(name) for name in INHERITED if element.get(name)}
        if not len(element) or element.tag == "text":
            own = {name: element.get(name) for name in (*ITS_OWN, "font-weight")}
            found.append((element.tag, "".join(element.itertext()), looks | own))
        for inner in element:
            walk(inner, looks)

    unnamed = re.sub(r'<(style|title)>.*?</\1>| xmlns="[^"]*"', "", svg)
    walk(ElementTree.fromstring(unnamed), {})
    return found


def drawings():
    """Every drawing that a notebook stores, and those of each kind of picture.

    Not the map of the input plane: that is a chart, with a light panel of its own.
    """
    for example in (worked_example, sleeping_example):
        yield network_svg(example)
        yield network_svg(example, *both_passes(example), active="dW2[1]")
    for path in paths():
        stored = [text for _, kind, text in stored_outputs(path) if kind == "image/svg+xml"]
        yield from (text for text in stored if "The input plane" not in text[:200])


def test_a_cleaned_drawing_still_shows_everything():
    """Each number, edge and box, with its colour, its dash and its font."""
    for svg in drawings():
        assert "<style" in svg
        assert "<style" not in cleaned(svg)
        assert shown(cleaned(svg)) == shown(svg)


def test_a_drawing_says_all_its_looks_in_attributes():
    """Without a style an element has a colour of the list; text has its font and its place."""
    known = {stored for stored, _ in COLOURS.values()}
    for svg in drawings():
        for kind, words, looks in shown(svg):
            colours = {looks.get("fill"), looks.get("stroke")} - {"none", None}
            assert colours, looks
            assert colours <= known, looks
            if kind == "text":
                assert looks["fill"] in known, words
                assert {"text-anchor", "font-family", "font-size"} <= set(looks), words


def test_the_stored_colours_are_those_of_the_light_theme():
    for name, (stored, themed) in COLOURS.items():
        assert stored_as(mixed(themed)) == stored, name


def mixed(themed):
    """The colour of a page without a theme: each variable has its fallback."""
    if found := re.fullmatch(r"color-mix\(in srgb,(.+?) (\d+)%,var\(--t\)\)", themed):
        first, share = mixed(found[1]), int(found[2]) / 100
        return [share * a + (1 - share) * b for a, b in zip(first, mixed(INK), strict=True)]
    if found := re.fullmatch(r"var\(--(\w)\)", themed):
        return mixed(COLOURS[found[1]][1])
    digits = re.fullmatch(r"(?:var\(--jp-[\w-]+,)?#([0-9A-Fa-f]{3,6})\)?", themed)[1]
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    return [int(digits[place : place + 2], 16) for place in (0, 2, 4)]


def stored_as(colour):
    written = "#" + "".join(f"{round(part):02x}" for part in colour)
    return "#fff" if written == "#ffffff" else written


def test_the_style_puts_another_in_the_place_of_each_colour():
    for stored, _ in COLOURS.values():
        assert f'[fill="{stored}"]' in STYLE
        assert f'[stroke="{stored}"]' in STYLE
    assert set(FORCED) == set(COLOURS)
    assert set(PAPER) < set(COLOURS)
    assert RIM in STYLE


def test_the_colours_of_a_drawing_stay_inside_it():
    """On an exported page Pygments colours code by such short classes; a style reaches them too."""
    kind = re.search('class="(.+?)"', network_svg(worked_example))[1]
    assert kind not in STANDARD_TYPES.values()
    rules = re.findall(r"(?:^|[{}])([^{}@]+)\{", STYLE.removeprefix("<style>"))
    rules = [rule for rule in rules if not rule.startswith(("supports", "media"))]
    assert rules
    assert [rule for rule in rules if not rule.startswith(f".{kind}")] == []
