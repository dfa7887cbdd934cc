"""Protects the words: every number in prose and in the README is bound to a computed value.

Chains are worked out, names are bound to what the notebook's own kernel holds, and each number is
pinned: one changed digit would be seen (`checker.py`). The counts may rise, never fall unseen.
"""

import json

from tests.prose.checker import check
from tests.prose.claims import Claim
from tests.prose.formula import Formula, plain
from tests.prose.names import python
from tests.prose.notebooks import FLOORS, names, prose
from tests.prose.scenes import STILL
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


RIGHT = [
    r"$z_1 = 1 \cdot 0.1 + 2 \cdot 0.3 + 0.1 = 0.8$",
    r"$$\frac{dL}{da_2} = \frac{dL}{dy_{pred}} \cdot W2[1] = 0.16 \cdot 0.6 = 0.096$$",
    r"$x W1 + b1 = \begin{bmatrix} 1 & 2 \end{bmatrix} "
    r"\begin{bmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{bmatrix} "
    r"+ \begin{bmatrix} 0.1 & 0.1 \end{bmatrix} = \begin{bmatrix} 0.8 & 1.1 \end{bmatrix}$",
    r"$\frac{(e + h)^2 - e^2}{2 h} = e + \frac{h}{2}$",
    r"So `0.16 × 0.5 = 0.08`, and $a_2 = \max(z_2, 0) = 0$.",
    "`W2_new[0] = 0.5 - 0.1 * 0.128 = 0.4872`",
    "When it sleeps, `z_hidden[1]` is -0.2.",
    "The prediction is 1.16, the loss is 0.0128 and after the step it is about 0.00165.",
    "| name | value |\n|---|---|\n| `y_pred` | 1.16 |",
]
WRONG = [
    r"$z_1 = 1 \cdot 0.1 + 2 \cdot 0.3 + 0.1 = 0.9$",
    r"$z_2 = 0.8$",
    r"$z_3 = 0.8$",
    r"$\hat{y} = 1.16$",
    r"$\sum_{i} 0.5 = 0.5$",
    r"$x_1 + \alpha = 1.1$",
    r"$0.3 \cdot 0 = 0$",
    r"$y_{pred} > 1.1$",
    "So `0.16 × 0.5 = 0.09`.",
    "So 0.16 × 0.5 = 0.08.",
    r"Here $\max(0, -0.2) = 0.2$.",
    "The prediction is 1.17.",
    "The loss is 0.16.",
    "The weights `W2` begin with 0.5.",
    "`(0.5 = 0.5`",
    "`0.5 ~ 0 = 0.5`",
    "The weight `W1[0, 2]` is small.",
    "`y_pred = 1.61`",
    "| name | value |\n|---|---|\n| `y_pred` | 1.17 |",
    "After 7 steps it is done.",
    '<img src="picture.svg" alt="The prediction is 1.17.">',
]
NO_RESULT = [
    "Row 2 of dW1, after 15 minutes, in notebook 03: [a link](https://example.org/0.5).",
    "## 3 questions\n\n1. A dot, $2 \\cdot 3$, multiplies. A list, such as `[1, 1]`.",
    "```bash\npython -m helpers.tutor.worksheet 17 18\n```",
]


@for_each("text", RIGHT)
def test_right_sentences_pass(text):
    report = check(text, STILL)
    assert report.problems == []
    assert report.values > 0


@for_each("text", WRONG)
def test_wrong_or_unsettled_sentences_are_problems(text):
    assert check(text, STILL).problems


@for_each("text", NO_RESULT)
def test_numbers_that_are_no_results_are_let_be(text):
    assert check(text, STILL) == (0, 0, [])


def test_a_claimed_number_is_right_where_it_stands_and_in_its_chain():
    claim = Claim(r"$0.3 \cdot {{1 - 1}} = 0$", {})
    assert check(r"$0.3 \cdot 1 = 0$", STILL, [claim]).problems
    claim = Claim(r"${{0.1 + 0.2}} \cdot 0 = 0$", {})
    assert check(r"$0.3 \cdot 0 = 0$", STILL, [claim]) == (1, 3, [])
    assert check(r"$0.4 \cdot 0 = 0$", STILL, [claim]).problems
    assert check(r"$0.3 \cdot 0 = 1$", STILL, [claim]).problems


def test_in_a_your_turn_no_name_settles_a_number():
    assert check("`y_pred = 1.16`", []).problems
