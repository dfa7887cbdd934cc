"""Protects `network.py` from a mistake its own tests share: others must find the same numbers.

PyTorch and scikit-learn on the examples and on 200 generated networks of other widths and batches,
and on 100 steps of training of the examples and ten of the networks, in double precision. Exact
fractions on the examples, for this step and the loss after it. The largest relative difference of
each quantity is printed as a table by

    pytest -m oracle tests/oracles/test_one_step.py

A difference is relative to the largest entry of what the other gives; from an exact fraction, to
each entry, and where that is 0 there must be none.
"""

from fractions import Fraction

import numpy as np
import pytest

from helpers.network import Parameters, backward, forward, loss, update
from helpers.worked_example import sleeping_example, worked_example
from tests.exact import exact, step_of
from tests.exact import step as exact_step
from tests.examples import second_example

torch = pytest.importorskip("torch")
pytest.importorskip("sklearn")

from tests.oracles.peers import (  # noqa: E402
    sklearn_network,
    sklearn_parameters,
    torch_gradients,
    torch_network,
    torch_parameters,
)

pytestmark = pytest.mark.oracle
LIMIT = 1e-11
ALL_DIGITS = 1e-14  # a float has sixteen digits; y_pred - y_true costs up to two of them
EXAMPLES = [worked_example, sleeping_example, second_example]
PARAMETERS = ["W1", "b1", "W2", "b2"]


@pytest.fixture(scope="module")
def differences(request):
    """Quantity -> the largest relative difference so far; printed as a table at the end."""
    largest = {}
    yield largest
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(
            f"\nlargest relative difference (limit {LIMIT:g}, from exact fractions {ALL_DIGITS:g})"
        )
        for name, (size, count) in largest.items():
            print(f"  {name:<36}{size:.1e} in {count}")


def compare(differences, name, ours, theirs):
    """Note the relative difference of two arrays, and fail beyond the limit."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape
    scale = np.abs(theirs).max() or 1.0
    note(differences, name, float(np.abs(ours - theirs).max() / scale), LIMIT)


def compare_exactly(differences, name, ours, fractions):
    """The same with exact fractions, entry by entry."""
    ours, fractions = np.asarray(ours), np.array(fractions, dtype=object)
    assert ours.shape == fractions.shape
    off = [
        float(abs(Fraction(float(mine)) - right) / (abs(right) or Fraction(1, 10**300)))
        for mine, right in zip(ours.ravel(), fractions.ravel(), strict=True)
    ]
    note(differences, f"exact fractions: {name}", max(off), ALL_DIGITS)


def note(differences, name, difference, limit):
    size, count = differences.get(name, (0.0, 0))
    differences[name] = max(size, difference), count + 1
    assert difference <= limit, name


def generated(seed):
    """Parameters, x and y_true: 1 to 9 inputs, 1 to 40 hidden neurons, 1 to 60 rows."""
    random = np.random.default_rng(seed)
    n_inputs, n_hidden, rows = random.integers(1, (10, 41, 61))
    parameters = Parameters(
        random.normal(size=(n_inputs, n_hidden)),
        random.normal(size=n_hidden),
        random.normal(size=n_hidden),
        random.normal(),
    )
    return parameters, random.normal(size=(rows, n_inputs)), random.normal(size=rows)


CASES = [
    *[(example.parameters, example.x, example.y_true) for example in EXAMPLES],
    *[generated(seed) for seed in range(200)],
]


def torch_loss(model, x, y_true):
    """Half the mean squared error of a PyTorch network, its gradients worked out."""
    rows = torch.tensor(np.atleast_2d(x))
    targets = torch.tensor(np.atleast_1d(y_true), dtype=torch.float64)[:, None]
    model.zero_grad()
    L = ((model(rows) - targets) ** 2).mean() / 2
    L.backward()
    return L.item()


def test_pytorch_gives_the_same_loss_and_gradients(differences):
    for parameters, x, y_true in CASES:
        forward_pass = forward(parameters, x)
        ours = backward(parameters, forward_pass, y_true)
        model = torch_network(parameters)
        L = torch_loss(model, x, y_true)
        compare(differences, "PyTorch: loss", loss(forward_pass.y_pred, y_true), L)
        gradients = ours.dW1, ours.db1, ours.dW2, ours.db2
        for name, mine, theirs in zip(PARAMETERS, gradients, torch_gradients(model), strict=True):
            compare(differences, f"PyTorch: d{name}", mine, theirs)


def test_scikit_learn_takes_the_same_step(differences):
    for parameters, x, y_true in CASES:
        gradients = backward(parameters, forward(parameters, x), y_true)
        model = sklearn_network(parameters, 0.1, rows=np.size(y_true))
        model.partial_fit(np.atleast_2d(x), np.atleast_1d(y_true))
        new = update(parameters, gradients, 0.1)
        for name, mine, theirs in zip(PARAMETERS, new, sklearn_parameters(model), strict=True):
            compare(differences, f"scikit-learn: {name} after one step", mine, theirs)


@pytest.mark.parametrize("example", EXAMPLES, ids=["worked", "sleeping", "second"])
def test_exact_fractions_have_the_same_digits(differences, example):
    x, parameters, y_true, rate = example
    forward_pass = forward(parameters, x)
    gradients = backward(parameters, forward_pass, y_true)
    new = update(parameters, gradients, rate)
    after = forward(new, x).y_pred
    ours = forward_pass._asdict() | gradients._asdict()
    ours |= {f"{name}_new": array for name, array in zip(PARAMETERS, new, strict=True)}
    ours |= {"L": loss(forward_pass.y_pred, y_true), "y_pred after": after}
    ours |= {"L after": loss(after, y_true)}
    right = step_of(example)
    exact_new = [right[f"{name}_new"] for name in PARAMETERS]
    next_step = exact_step(exact(x), exact_new, exact(y_true), exact(rate))
    right |= {"x": exact(x), "y_pred after": next_step["y_pred"], "L after": next_step["L"]}
    assert ours.keys() == right.keys()
    for name, fractions in right.items():
        compare_exactly(differences, name, ours[name], fractions)


@pytest.mark.parametrize("case", CASES[:13])
def test_all_three_stay_together_for_100_steps(differences, case):
    parameters, x, y_true = case
    rows, targets = np.atleast_2d(x), np.atleast_1d(y_true)
    in_torch = torch_network(parameters)
    in_sklearn = sklearn_network(parameters, 0.01, rows=len(rows))
    optimiser = torch.optim.SGD(in_torch.parameters(), lr=0.01)
    for _ in range(100):
        parameters = update(parameters, backward(parameters, forward(parameters, x), y_true), 0.01)
        torch_loss(in_torch, x, y_true)
        optimiser.step()
        in_sklearn.partial_fit(rows, targets)
    for library, theirs in (
        ("PyTorch", torch_parameters(in_torch)),
        ("scikit-learn", sklearn_parameters(in_sklearn)),
    ):
        for name, mine, other in zip(PARAMETERS, parameters, theirs, strict=True):
            compare(differences, f"{library}: {name} after 100 steps", mine, other)
