"""Protects the one thing to write in a notebook: untouched it says so, solved it is right.

The listing that stands folded under the cell is put into it; so is each wrong idea below, and the
check says which line is off. What a notebook writes for one example gives what `helpers.network`
gives, on any example, and the notebook goes on with that.
"""

import ast
import re
from functools import cache

import numpy as np
from numpy.testing import assert_allclose

from helpers import network
from tests.series import SERIES, cells, for_each, notebook_path
from tests.unit.test_network import random_example

WRITE = {
    "forward": "01_forward_pass",
    "loss": "02_loss",
    "backward": "03_backward_pass",
    "update": "04_update",
    "train": "05_training_loop",
    "slope": "07_trust_your_gradients",
    "batch_dW1": "08_what_a_hidden_layer_is_for",
    "standardise": "09_real_data",
    "signal_back": "10_any_network",
    "product_slopes": "10_any_network",
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
    ("batch_dW1", " / len(batch_x)", "", "not yet.*sum over the rows"),
    ("batch_dW1", "batch_x.T @ delta_hidden", "delta_hidden.T @ batch_x", "not yet.*columns"),
    ("standardise", " - mean", "", "not yet.*taken away first"),
    ("standardise", "(values - mean)", "values - mean", "not yet.*Brackets"),
    ("standardise", "values - mean", "mean - values", "not yet.*sign"),
    ("signal_back", "W @ delta", "delta @ W", "not yet.*down the columns"),
    ("signal_back", " * (z > 0)", "", "not yet.*before the gate"),
    ("signal_back", "(W @ delta) * (z > 0)", "np.maximum(W @ delta, 0)", "not yet.*or of z"),
    ("product_slopes", "b, a", "a, b", "not yet.*Nudge a by a little"),
    ("product_slopes", "b, a", "1, 1", "not yet.*slopes of a sum"),
]


@cache
def parts(name):
    """(the imports above the cell to write in, what that cell begins with, the folded listing)."""
    code = [cell["source"] for cell in cells(notebook_path(WRITE[name]), "code")]
    own = next(i for i, source in enumerate(code) if f"def my_{name}(" in source)
    imports = [
        ast.unparse(node)
        for source in code[: own + 1]
        for node in ast.parse(source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    skeleton = code[own][code[own].index("def ") : code[own].index("check_function(")]
    text = "\n".join(cell["source"] for cell in cells(notebook_path(WRITE[name]), "markdown"))
    (listing,) = re.findall(rf"```python\n(def my_{name}\(.*?)```", text, flags=re.S)
    return "\n".join(imports), skeleton, listing


def verdict(name, function):
    """What the check says of a function's text."""
    names = {}
    exec(f"{parts(name)[0]}\n{function}", names)
    return repr(names["check_function"](name, names[f"my_{name}"]))


@each
def test_untouched_it_says_so(name):
    assert verdict(name, parts(name)[1]).startswith(f"… my_{name}: not written yet")


@each
def test_the_listing_under_it_is_the_same_function_and_right(name):
    _, skeleton, listing = parts(name)
    kept = [line for line in skeleton.strip().splitlines() if "..." not in line]
    assert all(line in listing for line in kept)
    assert 1 <= len(listing.splitlines()) - len(kept) <= 5
    assert verdict(name, listing) == f"✓ my_{name}: right. Tried 6 times, on fresh numbers."


@for_each("name, right, wrong, says", WRONG)
def test_a_wrong_idea_is_found_and_its_line_named(name, right, wrong, says):
    _, _, listing = parts(name)
    assert right in listing
    said = verdict(name, listing.replace(right, wrong))
    assert re.search(says, said), said


@for_each("seed", range(20))
def test_the_listings_of_the_four_functions_fit_networks_of_any_width(seed):
    x, parameters, y_true, rate = random_example(1 + seed % 3, 1 + seed % 5, seed)
    forward_pass = network.forward(parameters, x)
    gradients = network.backward(parameters, forward_pass, y_true)
    for name, given in {
        "forward": (parameters, x),
        "loss": (forward_pass.y_pred, y_true),
        "backward": (parameters, forward_pass, y_true),
        "update": (parameters, gradients, rate),
    }.items():
        names = {"np": np, "Parameters": network.Parameters}
        exec(parts(name)[2], names)
        found, right = (f(*given) for f in (names[f"my_{name}"], getattr(network, name)))
        for ours, theirs in zip(*map(as_several, (found, right)), strict=True):
            assert_allclose(ours, theirs, rtol=1e-13, atol=1e-15)
            assert np.shape(ours) == np.shape(theirs)


def as_several(result):
    return [result] if isinstance(result, float) else result


@for_each("name", ["forward", "loss", "backward", "update"])
def test_the_notebook_goes_on_with_the_imported_one(name):
    """After the learner's own, the function of the package is imported, there or in the next."""
    position = SERIES.index(WRITE[name])
    here_and_next = map(notebook_path, SERIES[position : position + 2])
    sources = [cell["source"] for path in here_and_next for cell in cells(path, "code")]
    own = next(i for i, source in enumerate(sources) if f"def my_{name}(" in source)
    after = "\n".join(sources[own:])
    assert re.search(rf"^from helpers\.network import .*\b{name}\b", after, flags=re.M)
