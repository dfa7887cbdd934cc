"""Protects the words: every number in every notebook's prose and in the README is bound to a computed value.

Chains are worked out, names are bound to what the notebook's own kernel holds, and each number is
pinned: one changed digit would be seen (`checker.py`). The counts may rise, never fall unseen.
"""

import json

import pytest

from tests.prose.checker import check
from tests.prose.names import python
from tests.prose.notebooks import FLOORS, names, prose
from tests.prose.scenes import SECOND, STILL

FLOOR = json.loads(FLOORS.read_text(encoding="utf-8"))
RENEW = "if that is meant, python -m tests.prose.notebooks --floors"


@pytest.mark.parametrize("name", names())
def test_every_number_in_prose_is_right_and_pinned(name):
    report = prose(name).check()
    assert report.problems == []
    chains, values = FLOOR[name]
    assert report.chains >= chains, f"fewer chains are checked than before: {RENEW}"
    assert report.values >= values, f"fewer values are checked than before: {RENEW}"


def test_no_text_has_lost_its_floor():
    assert sorted(FLOOR) == names()


def test_the_notation_table_of_notebook_00_means_what_the_checker_takes_it_for():
    rows = [row for row in _table("| in words | symbol | in code |") if "$" in row[1]]
    assert len(rows) >= 10
    for _, symbols, codes in rows:
        for symbol, code in zip(symbols.split("$, $"), codes.split(", `"), strict=True):
            from tests.prose.formula import Formula, plain

            formula = Formula(plain(symbol.strip("$ ")))
            meant = code.strip("` ")
            assert (
                " ".join(formula.text.split()) and formula.names == [python(meant)]
            ) or formula.names == [meant]


def _table(head):
    lines = "\n".join(source for _, source, _ in prose("00_start_here").cells).splitlines()
    start = lines.index(head) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([part.strip() for part in line.strip("|").split("|")])
    return rows


RIGHT = [
    r"$z_1 = 1 \cdot 0.1 + 2 \cdot 0.3 + 0.1 = 0.8$",
    r"$$\frac{\partial L}{\partial a_2} = \frac{dL}{dy_{pred}} \cdot W2[1] = 0.16 \cdot 0.6 = 0.096$$",
    r"$$\begin{aligned} z_2 &= 1 \cdot 0.2 + 2 \cdot 0.4 + 0.1 \\ &= 1.1 \end{aligned}$$",
    r"$x W1 + b1 = \begin{bmatrix} 1 & 2 \end{bmatrix} \begin{bmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{bmatrix} + [0.1, 0.1] = [0.8, 1.1]$",
    r"$\frac{(e + h)^2 - e^2}{2 h} = e + \frac{h}{2}$",
    "So 0.16 × 0.5 = 0.08, and a₂ = max(0, −0.2) = 0.",
    "`W2[0]` ← 0.5 − 0.1 × 0.128 = 0.4872",
    "The prediction is 1.16, the loss is 0.0128 and after the step it is about 0.00165.",
    "| name | value |\n|---|---|\n| `y_pred` | 1.16 |",
    "Row 2 of dW1, after 15 minutes, in notebook 03: [a link](https://example.org/0.5).",
]
WRONG = [
    r"$z_1 = 1 \cdot 0.1 + 2 \cdot 0.3 + 0.1 = 0.9$",
    r"$z_2 = 0.8$",
    r"$\hat{y} = 1.16$",
    r"$\sum_{i} 0.5 = 0.5$",
    r"$x_1 + \alpha = 1.1$",
    "So 0.16 × 0.5 = 0.09.",
    "Here max(0, −0.2) = 0.",
    "The prediction is 1.17.",
    "The loss is 0.16.",
    "One of the weights is 0.2.",
    "`y_pred = 1.61`",
    "| name | value |\n|---|---|\n| `y_pred` | 1.17 |",
    "After 7 steps it is done.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_pass(text):
    report = check(text, STILL)
    assert report.problems == []
    assert report.values > 0 or "Row" in text


@pytest.mark.parametrize("text", WRONG)
def test_wrong_or_unsettled_sentences_are_problems(text):
    assert check(text, STILL).problems


def test_of_the_second_example_only_what_is_given_can_be_stated():
    assert not check("`b2 = -0.3`", [SECOND]).problems
    assert check("`y_pred = -0.2`", [SECOND]).problems
