"""Markdown as sentences with their formulas, and the rules which say what is no result.

`blanked` overwrites, at equal length, everything whose digits state nothing about the network: link
targets, tags, listings, list numbers, labels ("row 2"), years, shapes, samples. Every number that
is left is a result. `sentences` cuts what is left.
"""

import re

from tests.prose.formula import WRITTEN
from tests.prose.names import INDEX

LABELS = "notebook|row|column|neuron|input|problem|seed"
# Listings and what they print, which `tests/oracles` runs, and shell lines.
LISTINGS = ("python", "text", "bash", "powershell")
SEGMENT = re.compile(
    r"(?P<fence>^[ \t]*```.*?^[ \t]*```[ \t]*$)|\$\$(?P<display>.*?)\$\$|`(?P<code>[^`\n]+)`"
    r"|\$(?P<math>[^$\n]+)\$",
    re.S | re.M,
)
# `2 * 3` alone shows how multiplying is written, `[[1, 2], [3, 4]]` or "such as `[1, 1]`" a list.
NOTATION = re.compile(r"\d(?: ?(?:×|\*|\\cdot) ?\d)+")
# In plain words; what matches (or its group "x") states no result.
NO_RESULTS = [
    r"<[/a-zA-Z][^>]*?(?:\balt=|>)",  # a tag, but not a picture's words
    r"!?\[[^\]\n]*\](?P<x>\([^)\s]*\))",  # the target of a link or an image
    r"^\s*(?P<x>\d+[.)])\s",  # a list's number
    rf"(?i)\b(?:{LABELS})s?\s+(?P<x>\d+(?:(?:,| and| to)\s+\d+)*)(?!\.?\d)",
    r"(?<![\w.])10(?= Any network)|(?<=0\d to )10(?![\w.]*\d)",  # the last notebook's number
    r"(?<![\w.])0\d(?![\d.])",  # a notebook's number
    r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]*\d)",  # a year
    r"(?<![\w.])1/2(?!\.?\d)",
    rf"(?<![\w.]){NOTATION.pattern}(?![\w.]| ?[=+−])",
    r"\((?:n|\d+),\s*\d*\)",  # a shape
]
SENTENCE_END = re.compile(
    r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)|\n(?=\s*[|#])|(?<=[.?!])\s+(?=\S)|(?<=[.?!][)\"”])\s+"
)


def segments(source):
    """The source as consecutive pieces (kind, start, end): text, code, math, display or fence."""
    position, pieces = 0, []
    for match in SEGMENT.finditer(source):
        pieces.append(("text", position, match.start()))
        pieces.append((match.lastgroup, match.start(), match.end()))
        position = match.end()
    pieces.append(("text", position, len(source)))
    return [(kind, start, end) for kind, start, end in pieces if start < end]


def blanked(source):
    """The source at equal length with everything blank that states no result."""
    source = source.replace("<code>", "     `").replace("</code>", "`      ")
    pieces = segments(source)
    words = source
    for kind, start, end in pieces:  # so that a rule for words never reaches into a formula
        if kind != "text":
            words = words[:start] + "\x00" * (end - start) + words[end:]
    for rule in NO_RESULTS:
        words = re.sub(rule, _blank, words, flags=re.M)
    for kind, start, end in pieces:
        if kind != "text" and not _states_nothing(kind, source[start:end], source[:start]):
            words = words[:start] + source[start:end] + words[end:]
    return words.replace("\x00", " ")


def _blank(match):
    start, end = match.span("x" if "x" in match.re.groupindex else 0)
    start, end = start - match.start(), end - match.start()
    return match[0][:start] + re.sub(r"[^\n]", " ", match[0][start:end]) + match[0][end:]


def _states_nothing(kind, text, before):
    if kind == "fence":
        return text.split("\n")[0].strip(" \t`") in LISTINGS
    text = text.strip("`$")
    entries = re.sub(r'[\s\[\]",;]', "", text)
    is_sample = entries == "1234" or (entries == "11" and before.split()[-2:] == ["such", "as"])
    return bool(is_sample or NOTATION.fullmatch(text))


def sentences(source):
    """The sentences (and table rows) of a blanked source, each as its pieces (kind, text)."""
    found = [[]]
    for kind, start, end in segments(source):
        text = source[start:end]
        if kind == "text":
            first, *others = SENTENCE_END.split(text)
            found[-1].append((kind, first))
            found += [[(kind, other)] for other in others]
        else:
            found[-1].append((kind, text.strip("$`")))
    return found


def results(source):
    """Where the numbers that state results stand in a Markdown source: spans, in order."""
    text = blanked(source)
    indexes = [match.span() for match in re.finditer(rf"(?<=[\w}}]){INDEX}", text)]
    spans = [match.span() for match in re.finditer(WRITTEN, text)]
    return [
        (start, end)
        for start, end in spans
        if text[:start].rstrip("{")[-1:] != "_" and not any(a < start < b for a, b in indexes)
    ]
