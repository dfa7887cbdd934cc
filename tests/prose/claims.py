"""Claims: sentences whose numbers no name settles, each with the code that computes them.

`claims.toml` holds, for a notebook or the README, the words of a sentence with an expression in
double braces in the place of each number: `After {{first_below(1e-6)}} steps the loss is below`.
Expressions may use the notebook's own variables as they are after its last cell, and everything in
`quantities.py`.
"""

import re
import tomllib
from pathlib import Path

from tests.prose import quantities
from tests.prose.chain import shows
from tests.prose.formula import WRITTEN

PATH = Path(__file__).with_name("claims.toml")
# Claimed digits are written in another script from then on. Python reads them as digits all the
# same, so that a chain with claimed numbers still has to hold; `changes` leaves them alone.
CLAIMED = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


class Claim:
    """One claim: the pattern of its words, the values of its expressions, how often it was used."""

    def __init__(self, text, variables):
        words = re.split(r"\{\{(.*?)\}\}", " ".join(text.split()))
        literal = [re.escape(part).replace(r"\ ", r"\s+") for part in words[::2]]
        self.text, self.uses = text, 0
        self.pattern = re.compile(rf"([-−]?{WRITTEN})".join(literal))
        meaning = {**vars(quantities), **variables}
        self.values = [eval(expression, meaning) for expression in words[1::2]]


def load(name, variables):
    """The claims of one notebook (`00_start_here`) or of `README`, with the right values."""
    written = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return [Claim(text, variables) for text in written.get(name, {}).get("claims", [])]


def take(source, claims):
    """The source with every claimed number marked, how many there are, and those that are wrong."""
    text, count, wrong = source, 0, []
    for claim in claims:
        for match in claim.pattern.finditer(source):
            claim.uses += 1
            for group, value in enumerate(claim.values, start=1):
                start, end = match.span(group)
                text = text[:start] + match[group].translate(CLAIMED) + text[end:]
                count += 1
                if not shows(match[group], value, rounded=True):
                    wrong.append(f"{match[0]!r}: {match[group]} should be {float(value):.10g}")
    return text, count, wrong
