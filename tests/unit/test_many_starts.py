"""Protects what 08 and 09 train at once: each is the training that `helpers.network` does."""

import numpy as np
import pytest

from helpers.many_starts import final_losses, trained_together
from helpers.network import Parameters, backward, forward, loss, update
from helpers.real_data import first_parameters, one_epoch
from tests.series import for_each

X, XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])


def final_loss(parameters, x, y_true, steps, rate):
    for _ in range(steps):
        gradients = backward(parameters, forward(parameters, x), y_true)
        parameters = update(parameters, gradients, rate)
    return loss(forward(parameters, x).y_pred, y_true)


@for_each("n_hidden, steps", [(1, 30), (2, 30), (5, 30), (4, 0)])
def test_each_start_ends_where_the_four_functions_end(n_hidden, steps):
    random = np.random.default_rng(n_hidden)
    x, y_true = random.normal(size=(7, 3)), random.normal(size=7)
    ours = final_losses(x, y_true, n_hidden, starts=4, steps=steps, learning_rate=0.1)
    for seed, value in enumerate(ours):
        first = first_parameters(3, n_hidden, seed)
        assert value == pytest.approx(final_loss(first, x, y_true, steps, 0.1), rel=1e-12)


@pytest.mark.parametrize("own_rows", [False, True])
def test_each_network_trained_together_is_the_one_that_is_trained_alone(own_rows):
    random, seeds = np.random.default_rng(1), [3, 0, 8]
    x, y_true = random.normal(size=(3, 9, 2)), random.normal(size=(3, 9))
    given = (x, y_true) if own_rows else (x[0], y_true[0])
    together = trained_together(*given, 4, seeds, epochs=5, batch_size=4, learning_rate=0.1)
    for i, seed in enumerate(seeds):
        alone, shuffling = first_parameters(2, 4, seed), np.random.default_rng(seed)
        for _ in range(5):
            alone = one_epoch(alone, x[i * own_rows], y_true[i * own_rows], 0.1, 4, shuffling)
        for ours, theirs in zip(together[i], alone, strict=True):
            assert ours == pytest.approx(theirs, rel=1e-10)


@pytest.mark.parametrize("n_hidden", [1, 2, 4, 8])
def test_how_many_starts_succeed_does_not_hang_on_the_last_digits(n_hidden, monkeypatch):
    """So that every computer counts the same: other roundings, the same successes, a wide gap."""
    losses = final_losses(X, XOR, n_hidden)

    def shaken(*arguments):
        W1, b1, W2, b2 = first_parameters(*arguments)
        random = np.random.default_rng(7)
        moved = (array * (1 + 1e-6 * random.normal(size=array.shape)) for array in (W1, W2))
        return Parameters(next(moved), b1, next(moved), b2)

    monkeypatch.setattr("helpers.many_starts.first_parameters", shaken)
    again = final_losses(X, XOR, n_hidden)
    assert ((losses < 1e-3) == (again < 1e-3)).all()
    assert not ((losses > 1e-4) & (losses < 0.05)).any()
    assert losses.round(4).tolist() == again.round(4).tolist()
