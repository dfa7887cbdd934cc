"""A formula drawn as SVG text: each number in a box, with lines to what it was made of.

A number that was given stands just before its first use, every other one right of its parents and
about as high. Values are blue; slopes, which come on the way back, are vermillion behind "←".
A box has room for its name, four decimals and a slope; the <title> says small numbers to four
digits.
"""

from html import escape

import numpy as np

from helpers.automatic import before
from helpers.colours import BLUE, INK, PANEL, RIM, STYLE, VERMILLION
from helpers.formatting import typeset
from helpers.formulas import label

ROW = 51  # from one box to the next below it
GAP, STEEPEST = 9, 4  # between columns: wide enough for every line in it to be followed
WIDE, HIGH = 72, 48  # a box
MARGIN = 8


def graph_svg(result, names, known=None, slopes=None, active=None):
    """The graph of the formula that made `result`, as SVG text; its <title> says every number.

    result: a Node. names: {node: "x₁"}; a node without a name shows how it was made. known: the
    nodes whose values are drawn; None draws all. slopes: {node: number}; None draws none.
    active: the node that is worked on, with a ring, or None. Source: notebook 10.
    """
    nodes = before(result)[::-1]
    known, slopes = set(nodes if known is None else known), slopes or {}
    place = spots(result)
    left = _lefts(place)
    corner = {
        node: (left[column], round(MARGIN + ROW * row)) for node, (column, row) in place.items()
    }
    width = max(x for x, _ in corner.values()) + WIDE + MARGIN
    height = max(y for _, y in corner.values()) + HIGH + MARGIN
    said = _words(nodes, names, known, slopes)
    labels = {node: _label(node, names) for node in nodes}
    values = {node: _written(node.value) if node in known else "?" for node in nodes}
    found = {node: f"← {_written(slope)}" for node, slope in slopes.items()}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bh" role="img" width="{width}" '
        f'viewBox="0 0 {width} {height}" text-anchor="middle" font-size="13.5" '
        f'font-family="Arial,sans-serif"><title>{said}</title>{STYLE}'
        f'<rect x="1" y="1" width="{width - 2}" height="{height - 2}" rx="10" fill="{PANEL}" '
        f'stroke="{RIM}"/><g fill="none" stroke="{INK}">{_lines(corner, active)}</g>'
        f'<g fill="{PANEL}" stroke="{INK}">{_boxes(corner, active)}</g>'
        f'<g fill="{INK}">{_texts(corner, 15, labels)}</g>'
        f'<g fill="{BLUE}">{_texts(corner, 30, values)}</g>'
        f'<g fill="{VERMILLION}">{_texts(corner, 44, found)}</g></svg>'
    )


def spots(result):
    """Where each node of a formula stands: {node: (column, row)}; in a column 1 apart or more.

    result: a Node. Source: notebook 10.
    """
    nodes, column = before(result), {}
    for node in nodes:  # a number that was given: one column before the first use
        uses = [user.level for user in nodes if node in user.parents]
        column[node] = node.level if node.parents or not uses else min(uses) - 1
    row, lowest = {}, {}

    def settle(node):
        new = [parent for parent in dict.fromkeys(node.parents) if parent not in row]
        for parent in new:
            if parent not in row:
                settle(parent)
        wanted = sum(row[parent] for parent in new) / len(new) if new else 0
        row[node] = max(wanted, lowest.get(column[node], -1) + 1)
        lowest[column[node]] = row[node]

    settle(result)
    return {node: (column[node], row[node]) for node in nodes}


def node_names(**nodes):
    """The name of each node, as the course has it: `node_names(x=x, W1=W1)` gives "x₁", "W1[0, 0]".

    nodes: under each name a Node, or a list or an array of them. Returns {node: name}.
    Source: notebook 10.
    """
    return {
        node: label(name, index)
        for name, some in nodes.items()
        for index, node in np.ndenumerate(np.array(some, dtype=object))
    }


def formula_of(node, names):
    """How a node was made: `x₁ × W1[0, 0]`; a number that was given is its name, or is written.

    names: {node: "x₁"}. Returns a string. Source: notebook 10.
    """
    if not node.parents:
        return names.get(node, typeset(node.value))
    parts = [names.get(parent) or formula_of(parent, names) for parent in node.parents]
    if node.sign == "ReLU":
        return f"ReLU({parts[0]})"
    in_brackets = [
        f"({part})" if (node.sign == "×" and " + " in part) or (i and part[0] == "−") else part
        for i, part in enumerate(parts)
    ]
    return f" {node.sign} ".join(in_brackets)


def _lefts(place):
    """Where each column begins; a line from one to the next climbs `STEEPEST` times its way."""
    lefts = [MARGIN]
    for column in range(1, 1 + max(column for column, _ in place.values())):
        climbs = [
            abs(place[parent][1] - row) * ROW
            for node, (there, row) in place.items()
            for parent in node.parents
            if there == column == place[parent][0] + 1
        ]
        lefts.append(lefts[-1] + WIDE + max(GAP, round(max(climbs, default=0) / STEEPEST)))
    return lefts


def _written(value):
    return typeset(round(value, 4))


def _label(node, names):
    """What stands above the value in a box: the name, or how it was made; for ReLU both."""
    name = names.get(node, "").replace(", ", ",")
    return f"{node.sign} {name}".strip() if node.sign == "ReLU" else name or node.sign


def _lines(corner, active):
    """The lines from the parents of each node to it."""
    paths = ""
    for node, (x, y) in corner.items():
        starts = [corner[parent] for parent in dict.fromkeys(node.parents)]
        path = "".join(f"M{a + WIDE} {b + HIGH // 2}L{x} {y + HIGH // 2}" for a, b in starts)
        paths += f'<path d="{path}"{_ring(node is active)}/>' if path else ""
    return paths


def _boxes(corner, active):
    size = f'width="{WIDE}" height="{HIGH}" rx="6"'
    return "".join(
        f'<rect x="{x}" y="{y}" {size}{_ring(node is active)}/>' for node, (x, y) in corner.items()
    )


def _texts(corner, down, words):
    """A text in the box of each node that has one, so far below its upper edge."""
    return "".join(
        f'<text x="{x + WIDE // 2}" y="{y + down}">{escape(words[node])}</text>'
        for node, (x, y) in corner.items()
        if words.get(node)
    )


def _ring(is_active):
    """The active node and the lines that lead to it are thick and vermillion."""
    return f' stroke="{VERMILLION}" stroke-width="3"' if is_active else ""


def _words(nodes, names, known, slopes):
    """Every number that is drawn, in words."""
    said = []
    for node in nodes:
        parts = [names.get(node, ""), formula_of(node, names)]
        parts.append(typeset(node.value) if node in known else "?")
        words = " = ".join(dict.fromkeys(filter(None, parts)))
        said.append(f"{words}, slope {typeset(slopes[node])}" if node in slopes else words)
    return escape(f"Graph of {len(nodes)} numbers: {'; '.join(said)}.", quote=False)
