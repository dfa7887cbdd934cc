"""Protects the words: every number in prose and in the README is bound to a computed value.

Chains are worked out, names are bound to what the notebook's own kernel holds, and each number is
pinned: one changed digit would be seen (`checker.py`). That the checker itself sees a changed
digit, sign, index or operator is `tests.mutation`'s claim.
"""

from tests.prose.formula import Formula, plain
from tests.prose.names import python
from tests.prose.notebooks import names, prose

# A rule that reads too little would check less. These may rise, and fall with a text that goes.
CHAINS, VALUES = 164, 794


def test_every_number_in_prose_is_right_and_pinned():
    checked = {
        f"{name} {cell_id}": prose(name).checked(cell_id, source)
        for name in names()
        for cell_id, source in prose(name).cells.items()
    }
    wrong = {place: found.problems for place, found in checked.items() if found.problems}
    assert wrong == {}
    assert sum(found.chains for found in checked.values()) >= CHAINS
    assert sum(found.values for found in checked.values()) >= VALUES
    unused = [claim.text for name in names() for claim in prose(name).claims if not claim.uses]
    assert unused == [], "in claims.toml, but nowhere in the text"


def test_the_notation_table_of_notebook_00_means_what_the_checker_takes_it_for():
    text = "\n".join(prose("00_start_here").cells.values())
    table = text.partition("| in words | symbol | in code |\n")[2].partition("\n\n")[0]
    rows = [row.strip("|").split("|") for row in table.splitlines() if "$" in row]
    assert len(rows) >= 10
    for _, symbols, codes in rows:
        for symbol, code in zip(symbols.split("$, $"), codes.split(", `"), strict=True):
            assert Formula(plain(symbol.strip("$ "))).names == [python(code.strip("` "))]
