"""Protects the one thing to write in a notebook: untouched it says so, solved it is right.

The listing that stands folded under the cell is put into it; so is each wrong idea below, and the
check says which line is off.
"""

import ast
import re

from tests.series import cells, for_each, notebook_path

WRITE = {
    "forward": "01_forward_pass",
    "loss": "02_loss",
    "backward": "03_backward_pass",
    "update": "04_update",
    "train": "05_training_loop",
    "slope": "07_trust_your_gradients",
}
each = for_each("name", WRITE)

# function, what stands right in the listing, what is written instead, the line that is named
WRONG = [
    ("forward", "x @ W1", "W1 @ x", "z_hidden: not yet.*row of W1"),
    ("forward", "+ b1", "", "z_hidden: not yet.*b1"),
    ("forward", "np.maximum(z_hidden, 0)", "abs(z_hidden)", "a_hidden: not yet"),
    ("forward", "+ b2", "", "y_pred: not yet.*b2"),
    ("forward", "a_hidden @ W2", "z_hidden @ W2", "y_pred: not yet"),
    ("loss", " / 2", "", "L: not yet.*squared"),
    ("loss", "** 2 ", "", "L: not yet"),
    ("backward", "* a_hidden", "* W2", "dW2: not yet"),
    ("backward", "* (z_hidden > 0)", "", "delta_hidden: not yet"),
    ("backward", "* (z_hidden > 0)", "* a_hidden", "delta_hidden: not yet"),
    ("backward", "np.outer(x, delta_hidden)", "np.outer(delta_hidden, x)", "dW1: not yet"),
    ("backward", "np.outer(x, delta_hidden), d", "np.outer(x, delta_hidden), x * d", "db1: not"),
    ("backward", "y_pred - y_true", "y_true - y_pred", "dL_dy_pred: not yet"),
    ("update", "W1 - ", "W1 + ", "W1_new: not yet"),
    ("update", "b1 - learning_rate * ", "b1 - ", "b1_new: not yet"),
    ("update", "gradients.dW2", "W2", "W2_new: not yet"),
    ("train", "parameters = update", "_ = update", "parameters stay as they were"),
    ("train", "        losses.append(loss(forward_pass.y_pred, y_true))\n", "", "add its loss"),
    ("slope", "/ (2 * nudge)", "/ 2 * nudge", "Brackets"),
    ("slope", "/ (2 * nudge)", "/ nudge", "two nudges"),
    ("slope", "loss_at(weight - nudge)) / (2 *", "loss_at(weight)) / (", "one-sided"),
]


def parts(name):
    """(the code before the cell to write in, that cell, the folded listing) of a function."""
    path = notebook_path(WRITE[name])
    code = [cell["source"] for cell in cells(path, "code")]
    own = next(i for i, source in enumerate(code) if f"def my_{name}(" in source)
    text = "\n".join(cell["source"] for cell in cells(path, "markdown"))
    (listing,) = re.findall(rf"```python\n(def my_{name}\(.*?)```", text, flags=re.S)
    imports = [
        ast.unparse(node)
        for source in code[: own + 1]
        for node in ast.parse(source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return "\n".join(imports), code[own], listing


def verdict(name, function):
    """What the check says of a function's text."""
    imports, _, _ = parts(name)
    names = {}
    exec(f"{imports}\n{function}", names)
    return repr(names["check_function"](name, names[f"my_{name}"]))


def skeleton(name):
    _, cell, _ = parts(name)
    return cell[cell.index("def ") : cell.index("check_function(")]


@each
def test_untouched_it_says_so(name):
    assert verdict(name, skeleton(name)).startswith(f"… my_{name}: not written yet")


@each
def test_the_listing_under_it_is_the_same_function_and_right(name):
    _, _, listing = parts(name)
    signature, *_, last = skeleton(name).strip().splitlines()
    assert listing.startswith(signature)
    assert name in ("loss", "slope") or listing.rstrip().endswith(last)
    kept = [line for line in skeleton(name).strip().splitlines() if "..." not in line]
    assert 1 <= len(listing.splitlines()) - len(kept) <= 5
    assert verdict(name, listing) == f"✓ my_{name}: right. Tried on 6 fresh networks."


@for_each("name, right, wrong, says", WRONG)
def test_a_wrong_idea_is_found_and_its_line_named(name, right, wrong, says):
    _, _, listing = parts(name)
    assert right in listing
    said = verdict(name, listing.replace(right, wrong))
    assert re.search(says, said), said
