"""Markdown as sentences with their formulas, and the rule which says what is no result.

`blanked` overwrites, at equal length, everything whose digits state nothing about the network: link targets,
tags, shell blocks, list and heading numbers, labels ("row 2"), units of the page ("15 minutes"), years,
shapes. Every number that is left is a result. `sentences` cuts what is left into sentences.
"""

import re
from typing import NamedTuple

from tests.prose.formula import NUMBER

LABELS = (
    "notebook|section|sitting|part|step|row|column|line|neuron|input|entry|problem|seed"
    "|question|hint|rung|epoch|Python|version|figure|table|level|JupyterLab|NumPy|numpy|day|example|score|answer|index|CC0"
)
UNITS = "minutes?|min|seconds?|s|ms|hours?|digits?|decimals?|decimal places|lines?|cells?|pages?|kB|MB|GB|cm|pixels?"
# Shell lines, and listings with what they print, which `tests/oracles` runs.
NO_PROSE = (
    "python",
    "text",
    "bash",
    "console",
    "sh",
    "shell",
    "powershell",
    "toml",
    "yaml",
    "json",
)
INDEX = re.compile(r"(?<=[\w\]₀-₉])\[\s*\d+(?:\s*,\s*\d+)?\s*\]")
SEGMENT = re.compile(
    r"(?P<fence>^[ \t]*```.*?^[ \t]*```[ \t]*$)|(?P<display>\$\$.*?\$\$)|(?P<code>`[^`\n]+`)|(?P<math>\$[^$\n]+\$)",
    re.S | re.M,
)
# `2 * 3` alone shows how multiplying is written; with an = it is a chain.
NOTATION = re.compile(
    r"(?<![\w.=≈×*+−-])(?<![=≈×*+−-] )\d(?: ?(?:×|\*|\\cdot) ?\d)+(?![\w.])(?!\s*[=≈×*+−])"
)
# Applied to plain words only, in this order; what matches (or its group "x") states no result.
NO_RESULTS = [
    r"<!--.*?-->",
    r"<[/a-zA-Z][^>]*?(?:\balt=|>)",  # a tag, but not a picture's words
    r"!?\[[^\]\n]*\](?P<x>\([^)\s]*(?:\s+\"[^\"]*\")?\))",  # the target of a link or an image
    r"^\s*\[[^\]]+\]:\s*\S+.*$",  # a link's definition
    r"https?://\S+",
    r"\b[\w/.-]+\.(?:ipynb|py|md|txt|toml|csv|svg|png)\b",
    r"^#+.*?(?P<x>(?<![\w.])\d+)(?![\d.])",  # a heading's whole number
    r"^\s*(?P<x>\d+[.)])\s",  # a list's number
    r"^\s*(?P<x>>)",  # a quotation
    rf"(?i)\b(?:{LABELS})s?\s+(?P<x>\d[\d.]*(?:\s*(?:,|and|or|to|–|-)\s*\d+)*)(?![\d.]*\d)",
    r"(?<![\w.])0\d(?:[–-]0\d)?(?![\d.])",  # a notebook's number
    r"(?<![\w.])\d+(?:st|nd|rd|th)\b",
    rf"(?<![\w.])\d+(?:[–-]\d+)?\s(?:{UNITS})\b",
    r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]*\d)",
    r"(?<![\w.])1/2(?!\.?\d)",
    NOTATION.pattern,
    r"\((?:n|\d+),\s*\d*\)|(?<![\w.])\d+-\d+-\d+(?![\d.])",  # a shape
]
EMPHASIS = re.compile(r"\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
SENTENCE_END = re.compile(
    r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)|\n(?=\s*[|#])|(?<=[.?!])\s+(?=\S)|(?<=[.?!][)\"”])\s+"
)


class Segment(NamedTuple):
    kind: str  # "text", "code", "math", "display" or "fence"
    text: str


class Sentence(NamedTuple):
    """A sentence, or one cell of a table with the words of its row and column as `about`."""

    segments: list
    about: str = ""


def segments(source):
    """The source as consecutive pieces (kind, start, end)."""
    position, pieces = 0, []
    for match in SEGMENT.finditer(source):
        pieces += [("text", position, match.start()), (match.lastgroup, match.start(), match.end())]
        position = match.end()
    pieces.append(("text", position, len(source)))
    return [piece for piece in pieces if piece[1] < piece[2]]


def blanked(source):
    """The source at equal length with everything blank that states no result."""
    source = source.replace("<code>", "     `").replace("</code>", "`      ")
    pieces = segments(source)
    words = list(source)
    for (
        kind,
        start,
        end,
    ) in pieces:  # plain words alone, so that a rule never reaches into a formula
        if kind != "text":
            words[start:end] = "\x00" * (end - start)
    text = "".join(words)
    for rule in NO_RESULTS:
        text = re.sub(rule, _blank, text, flags=re.M | re.S if rule.startswith("<!") else re.M)
    text = EMPHASIS.sub(lambda m: " " * len(m[0]), text)
    result = list(text)
    for kind, start, end in pieces:
        if kind != "text":
            piece = source[start:end]
            skipped = (kind == "fence" and piece.split("\n")[0].strip(" \t`") in NO_PROSE) or (
                kind in ("code", "math") and NOTATION.fullmatch(piece.strip("`$"))
            )
            result[start:end] = (
                re.sub(r"[^\n]", " ", source[start:end]) if skipped else source[start:end]
            )
    return "".join(result)


def _blank(match):
    start, end = match.span("x") if "x" in match.re.groupindex else match.span()
    start, end = start - match.start(), end - match.start()
    return match[0][:start] + re.sub(r"[^\n]", " ", match[0][start:end]) + match[0][end:]


def sentences(source):
    """The sentences of a blanked source, in order."""
    found, current, heads = [], [], {}
    for kind, start, end in segments(source):
        text = source[start:end]
        if kind != "text":
            if kind == "fence":
                found += [Sentence([Segment("code", line)]) for line in text.split("\n")[1:-1]]
            else:
                current.append(Segment(kind, text.strip("$`")))
            continue
        parts = SENTENCE_END.split(text)
        for i, part in enumerate(parts):
            if i:
                found.append(Sentence(current))
                current = []
            current.append(Segment("text", part))
    found.append(Sentence(current))
    return [part for sentence in found for part in _table_cells(sentence, heads)]


def _table_cells(sentence, heads):
    """A row of a table as its cells, each about its column's head and its row's first cell."""
    if not (sentence.segments and sentence.segments[0].text.lstrip().startswith("|")):
        if any(segment.text.strip() for segment in sentence.segments):
            heads.clear()
        return [sentence]
    cells = [[]]
    for segment in sentence.segments:
        parts = segment.text.split("|") if segment.kind == "text" else [segment.text]
        cells[-1].append(Segment(segment.kind, parts[0]))
        cells += [[Segment(segment.kind, part)] for part in parts[1:]]
    words = [" ".join(segment.text for segment in cell) for cell in cells]
    if not heads:
        heads.update(enumerate(words))
    return [Sentence(cell, f"{heads.get(i, '')} ; {words[1]}") for i, cell in enumerate(cells)]


def results(source):
    """Where the numbers that state results stand in a Markdown source: spans, in order."""
    text = blanked(source)
    spans = []
    for match in re.finditer(rf"(?<![\w.]){NUMBER}", text):
        before = text[: match.start()]
        index = any(i.start() < match.start() < i.end() for i in INDEX.finditer(text))
        subscript = re.search(r"[_^]\{?$", before) and "^" not in before[-2:]
        if not (index or subscript):
            spans.append(match.span())
    return spans
