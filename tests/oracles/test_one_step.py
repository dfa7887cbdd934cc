"""Protects `network.py` from a mistake its own tests share: PyTorch and scikit-learn must agree.

The two examples, 200 generated networks of other widths and batches, and 100 steps of training, in
double precision. A difference is relative to the largest entry of what the other library gives.
"""

import numpy as np
import pytest

from helpers.network import Parameters, backward, forward, loss, update
from helpers.worked_example import second_example, sleeping_example, worked_example

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
EXAMPLES = [worked_example, sleeping_example, second_example]
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


def compare(differences, name, ours, theirs):
    """Note the relative difference of two arrays, and fail beyond the limit."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape
    scale = np.abs(theirs).max() or 1.0
    difference = float(np.abs(ours - theirs).max() / scale)
    size, count = differences.get(name, (0.0, 0))
    differences[name] = max(size, difference), count + 1
    assert difference <= LIMIT, name


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


def test_all_three_stay_together_for_100_steps(differences):
    parameters, x, y_true = generated(5)
    in_torch = torch_network(parameters)
    in_sklearn = sklearn_network(parameters, 0.01, rows=len(x))
    optimiser = torch.optim.SGD(in_torch.parameters(), lr=0.01)
    for _ in range(100):
        parameters = update(parameters, backward(parameters, forward(parameters, x), y_true), 0.01)
        torch_loss(in_torch, x, y_true)
        optimiser.step()
        in_sklearn.partial_fit(x, y_true)
    for library, theirs in (
        ("PyTorch", torch_parameters(in_torch)),
        ("scikit-learn", sklearn_parameters(in_sklearn)),
    ):
        for name, mine, other in zip(PARAMETERS, parameters, theirs, strict=True):
            compare(differences, f"{library}: {name} after 100 steps", mine, other)
