"""Protects the drawing of a formula: each number in its box, nothing over anything else."""

import random
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from helpers.automatic import Node, before
from helpers.formatting import typeset
from helpers.graph import HIGH, STEEPEST, WIDE, formula_of, graph_svg, node_names, spots
from tests.random_formulas import random_formula, worked_out
from tests.series import for_each

SVG = "{http://www.w3.org/2000/svg}"


def formula(seed):
    steps, values = random_formula(random.Random(seed))
    return worked_out(steps, [Node(value) for value in values])[1]


def drawn(svg):
    """[(x, y, [the texts in this box])] of a drawing, in its order."""
    root = ElementTree.fromstring(svg)
    boxes = [r for r in root.iter(f"{SVG}rect") if r.get("rx") == "6"]
    boxes = [(int(box.get("x")), int(box.get("y")), []) for box in boxes]
    for item in root.iter(f"{SVG}text"):
        left, top = int(item.get("x")), int(item.get("y"))
        ((_, _, texts),) = (b for b in boxes if 0 < left - b[0] < WIDE and 0 < top - b[1] < HIGH)
        texts.append(item.text)
    return boxes


def small():
    """a × b + a, walked back, with its names."""
    a, b = Node(4), Node(2)
    result = a * b + a
    result.backward()
    return result, node_names(a=a, b=b)


def test_each_box_says_sign_name_value_and_slope_and_the_title_does():
    result, names = small()
    svg = graph_svg(result, names, slopes={node: node.grad for node in before(result)})
    texts = sorted(texts for _, _, texts in drawn(svg))
    assert texts == [["+", "12", "← 1"], ["a", "4", "← 3"], ["b", "2", "← 4"], ["×", "8", "← 1"]]
    assert re.search("<title>(.*)</title>", svg)[1] == (
        "Graph of 4 numbers: b = 2, slope 4; a = 4, slope 3; "
        "a × b = 8, slope 1; a × b + a = 12, slope 1."
    )


def test_the_active_node_alone_has_a_ring():
    result, names = small()
    for node in before(result):
        svg = graph_svg(result, names, active=node)
        ((x, y),) = re.findall(r'<rect x="(\d+)" y="(\d+)"[^>]*stroke-width="3"/>', svg)
        (texts,) = (texts for *corner, texts in drawn(svg) if corner == [int(x), int(y)])
        assert texts == [names.get(node) or node.sign, typeset(node.value)]
        assert len(re.findall(r'<path[^>]*stroke-width="3"', svg)) == bool(node.parents)


@for_each("seed", range(60))
def test_no_box_covers_another_and_every_parent_stands_left(seed):
    result = formula(seed)
    boxes = [(x, y) for x, y, _ in drawn(graph_svg(result, {}))]
    assert len(boxes) == len(before(result))
    for (x1, y1), (x2, y2) in combinations(boxes, 2):
        assert abs(x1 - x2) >= WIDE or abs(y1 - y2) >= HIGH
    place = spots(result)
    assert all(place[p][0] < place[node][0] for node in place for p in node.parents)


@for_each("seed", range(60))
def test_every_line_leads_from_a_parent_to_its_node_and_is_not_lost_between_two_columns(seed):
    result = formula(seed)
    svg = graph_svg(result, {})
    lines = [[*map(int, ends)] for ends in re.findall(r"M(\d+) (\d+)L(\d+) (\d+)", svg)]
    corners = {(x, y) for x, y, _ in drawn(svg)}
    for x1, y1, x2, y2 in lines:
        assert {(x1 - WIDE, y1 - HIGH // 2), (x2, y2 - HIGH // 2)} <= corners
        assert abs(y2 - y1) <= STEEPEST * (x2 - x1) + 4, "but for rounding to whole pixels"
    assert len(lines) == sum(len(set(node.parents)) for node in before(result))


def test_a_long_formula_is_written_so_that_python_reads_the_same():
    for seed in range(60):
        result = formula(seed)
        written = formula_of(result, {}).replace("×", "*").replace("−", "-")
        value = eval(written, {"ReLU": lambda z: max(z, 0)})
        assert value == pytest.approx(result.value, rel=1e-2, abs=1e-2)
