"""Protects first weights, epochs, and what 08 and 09 train at once: each as `network` trains."""

import numpy as np
import pytest

from helpers.network import Parameters, backward, forward, loss, update
from helpers.training import final_losses, first_parameters, one_epoch, trained_together
from tests.series import for_each

X, XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])


def test_first_weights_differ_and_come_again_with_the_same_seed():
    W1, b1, W2, b2 = first_parameters(2, 16, seed=0)
    assert (W1.shape, W2.shape) == ((2, 16), (16,))
    assert len(set(W1.ravel())) == 32
    assert not b1.any()
    assert b2 == 0
    assert (first_parameters(2, 16, seed=0).W1 == W1).all()
    assert (first_parameters(2, 16, seed=1).W1 != W1).all()


def test_an_epoch_uses_every_row_once_and_the_short_rest_too():
    """With all weights 0 only b2 learns: each batch pulls it towards the mean of its rows."""
    parameters = Parameters(np.zeros((1, 1)), [0], [0], 0)
    y_true = np.arange(5.0)
    order = np.random.default_rng(7).permutation(5)
    b2 = 0.0
    for batch in (order[:2], order[2:4], order[4:]):
        b2 -= 0.1 * (b2 - y_true[batch].mean())
    trained = one_epoch(parameters, np.ones((5, 1)), y_true, 0.1, 2, np.random.default_rng(7))
    assert trained.b2 == pytest.approx(b2, rel=1e-12)


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


@for_each("own_rows", [False, True])
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


@for_each("n_hidden", [1, 2, 4, 8])
def test_how_many_starts_succeed_does_not_hang_on_the_last_digits(n_hidden, monkeypatch):
    """So that every computer counts the same: other roundings, the same successes, a wide gap."""
    losses = final_losses(X, XOR, n_hidden)

    def shaken(*arguments):
        W1, b1, W2, b2 = first_parameters(*arguments)
        random = np.random.default_rng(7)
        moved = (array * (1 + 1e-6 * random.normal(size=array.shape)) for array in (W1, W2))
        return Parameters(next(moved), b1, next(moved), b2)

    with monkeypatch.context() as patched:
        patched.setattr("helpers.training.first_parameters", shaken)
        again = final_losses(X, XOR, n_hidden)
    assert ((losses < 1e-3) == (again < 1e-3)).all()
    assert not ((losses > 1e-4) & (losses < 0.05)).any()
    assert losses.round(4).tolist() == again.round(4).tolist()
