"""Protects the words: every number in prose and in the README is bound to a computed value.

Chains are worked out, names are bound to what the notebook's own kernel holds, and each number is
pinned: one changed digit would be seen (`checker.py`). The counts may rise, never fall unseen.
That the checker itself sees a changed digit, sign, index or operator is `tests.mutation`'s claim.
"""

import json

from tests.prose.formula import Formula, plain
from tests.prose.names import python
from tests.prose.notebooks import FLOORS, names, prose
from tests.series import for_each

FLOOR = json.loads(FLOORS.read_text(encoding="utf-8"))
RENEW = "if that is meant, python -m tests.prose.notebooks --floors"


@for_each("name", names())
def test_every_number_in_prose_is_right_and_pinned(name):
    report = prose(name).check()
    assert report.problems == []
    chains, values = FLOOR[name]
    assert report.chains >= chains, f"fewer chains are checked than before: {RENEW}"
    assert report.values >= values, f"fewer values are checked than before: {RENEW}"


def test_no_text_has_lost_its_floor():
    assert sorted(FLOOR) == names()


def test_the_notation_table_of_notebook_00_means_what_the_checker_takes_it_for():
    text = "\n".join(source for _, source, _ in prose("00_start_here").cells)
    table = text.partition("| in words | symbol | in code |\n")[2].partition("\n\n")[0]
    rows = [row.strip("|").split("|") for row in table.splitlines() if "$" in row]
    assert len(rows) >= 10
    for _, symbols, codes in rows:
        for symbol, code in zip(symbols.split("$, $"), codes.split(", `"), strict=True):
            assert Formula(plain(symbol.strip("$ "))).names == [python(code.strip("` "))]
