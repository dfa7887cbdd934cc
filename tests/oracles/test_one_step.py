"""Protects `network.py` from a mistake its own tests share: others must find the same numbers.

PyTorch and scikit-learn on the examples and on 200 generated networks of other widths and batches,
and on 100 steps of training of the examples and ten of the networks, in double precision. The
largest difference of each quantity, relative to the largest entry of what the other gives, is
printed as a table by

    pytest -m oracle tests/oracles/test_one_step.py
"""

import numpy as np
import pytest

from helpers.network import Parameters, backward, forward, loss, update
from tests.examples import EXAMPLES
from tests.series import for_each

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
PARAMETERS = ["W1", "b1", "W2", "b2"]


@pytest.fixture(scope="module")
def differences(request):
    """Quantity -> the largest relative difference so far; printed as a table at the end."""
    largest = {}
    yield largest
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\nlargest relative difference (limit {LIMIT:g})")
        for name, (size, count) in largest.items():
            print(f"  {name:<36}{size:.1e} in {count}")


def compare(differences, title, ours, theirs):
    """Note the relative difference of each pair of arrays, and fail beyond the limit."""
    for name, mine, other in zip(PARAMETERS, ours, theirs, strict=True):
        mine, other = np.asarray(mine), np.asarray(other)
        assert mine.shape == other.shape
        off = float(np.abs(mine - other).max() / (np.abs(other).max() or 1.0))
        size, count = differences.get(title.format(name), (0.0, 0))
        differences[title.format(name)] = max(size, off), count + 1
        assert off <= LIMIT, title.format(name)


def generated(seed):
    """Parameters, x and y_true: 1 to 9 inputs, 1 to 40 hidden neurons, 1 to 60 rows."""
    random = np.random.default_rng(seed)
    n_inputs, n_hidden, rows = random.integers(1, (10, 41, 61))
    shapes = (n_inputs, n_hidden), n_hidden, n_hidden, None
    parameters = Parameters(*[random.normal(size=shape) for shape in shapes])
    return parameters, random.normal(size=(rows, n_inputs)), random.normal(size=rows)


CASES = [
    *[(example.parameters, example.x, example.y_true) for example in EXAMPLES],
    *[generated(seed) for seed in range(200)],
]


def gradients_of(parameters, x, y_true):
    gradients = backward(parameters, forward(parameters, x), y_true)
    return gradients.dW1, gradients.db1, gradients.dW2, gradients.db2


def torch_loss(model, x, y_true):
    """Half the mean squared error of a PyTorch network, its gradients worked out."""
    rows = torch.tensor(np.atleast_2d(x))
    targets = torch.tensor(np.atleast_1d(y_true), dtype=torch.float64)[:, None]
    model.zero_grad()
    L = ((model(rows) - targets) ** 2).mean() / 2
    L.backward()
    return L.item()


@for_each("case", CASES)
def test_pytorch_gives_the_same_loss_and_gradients(differences, case):
    parameters, x, y_true = case
    model = torch_network(parameters)
    L = torch_loss(model, x, y_true)
    assert loss(forward(parameters, x).y_pred, y_true) == pytest.approx(L, rel=LIMIT)
    compare(differences, "PyTorch: d{}", gradients_of(*case), torch_gradients(model))


@for_each("case, steps", [*[(case, 1) for case in CASES], *[(case, 100) for case in CASES[:13]]])
def test_pytorch_and_scikit_learn_take_the_same_steps(differences, case, steps):
    parameters, x, y_true = case
    in_torch = torch_network(parameters)
    in_sklearn = sklearn_network(parameters, 0.01, rows=np.size(y_true))
    optimiser = torch.optim.SGD(in_torch.parameters(), lr=0.01)
    for _ in range(steps):
        gradients = backward(parameters, forward(parameters, x), y_true)
        parameters = update(parameters, gradients, 0.01)
        torch_loss(in_torch, x, y_true)
        optimiser.step()
        in_sklearn.partial_fit(np.atleast_2d(x), np.atleast_1d(y_true))
    for library, theirs in (
        ("PyTorch", torch_parameters(in_torch)),
        ("scikit-learn", sklearn_parameters(in_sklearn)),
    ):
        compare(differences, f"{library}: {{}} after {steps} steps", parameters, theirs)
