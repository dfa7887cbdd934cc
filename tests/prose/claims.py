"""Claims: sentences whose numbers no name in the sentence binds, each with the code that computes them.

`claims.toml` holds, for a notebook or the README, the words of a sentence with an expression in double braces in
the place of each number: `reaches less than 0.000001 after {{first_below(1e-6)}} steps`. Expressions may use the
notebook's own variables as they are after its last cell, and everything in `quantities.py`.
"""

import re
import tomllib
from pathlib import Path

from tests.prose import quantities
from tests.prose.formula import NUMBER

PATH = Path(__file__).with_name("claims.toml")
SIGNED = rf"([-−]?(?<![\w.]){NUMBER})"


class Claim:
    """One claim: the pattern of its words, the values of its expressions, and how often it was used."""

    def __init__(self, text, variables):
        self.text, self.uses = text, 0
        words = re.split(r"\{\{(.*?)\}\}", " ".join(text.split()))
        spaced = [re.escape(part).replace(r"\ ", r"\s+") for part in words[::2]]
        self.pattern = re.compile(SIGNED.join(spaced))
        self.values = [
            eval(expression, {**vars(quantities), **variables}) for expression in words[1::2]
        ]


def load(name, variables):
    """The claims of one notebook (`00_start_here`) or of `README`, with the values they should have."""
    written = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return [Claim(text, variables) for text in written.get(name, {}).get("claims", [])]
