"""Train many small networks at once, each from random weights of its own, and see how they end.

It is what `helpers.network` does, with an axis for the networks in front of every array: quicker.
"""

import numpy as np

from helpers.network import Parameters
from helpers.real_data import first_parameters


def final_losses(x, y_true, n_hidden, starts=50, steps=500, learning_rate=0.3):
    """The loss that each of `starts` networks ends with, trained on all rows: shape (starts,).

    x: (n, n_inputs). y_true: (n,). n_hidden: the width of each network. Start number s begins at
    `first_parameters` with seed s. Source: notebook 08.
    """
    x, y_true = np.asarray(x, dtype=float), np.asarray(y_true, dtype=float)
    networks = _first(x.shape[-1], n_hidden, range(starts))
    for _ in range(steps):
        networks = _step(networks, x, y_true, learning_rate)
    *_, error = _forward(networks, x, y_true)
    return (error**2).mean(axis=1) / 2


def trained_together(x, y_true, n_hidden, seeds, epochs=50, batch_size=16, learning_rate=0.05):
    """A network for each seed, trained on mini-batches as notebook 09 does: a list of `Parameters`.

    x: (n, n_inputs), or (len(seeds), n, n_inputs) where each has rows of its own; y_true: the same
    without the last. A seed fixes the first weights and the shuffling. Source: notebook 09.
    """
    x = np.broadcast_to(x, (len(seeds), *np.shape(x)[-2:]))
    y_true = np.broadcast_to(y_true, x.shape[:2])
    randoms = [np.random.default_rng(seed) for seed in seeds]
    networks, each = _first(x.shape[-1], n_hidden, seeds), np.arange(len(seeds))[:, np.newaxis]
    for _ in range(epochs):
        order = np.array([random.permutation(x.shape[1]) for random in randoms])
        for start in range(0, x.shape[1], batch_size):
            batch = order[:, start : start + batch_size]
            networks = _step(networks, x[each, batch], y_true[each, batch], learning_rate)
    return [Parameters(W1, b1[0], W2[0], b2[0]) for W1, b1, W2, b2 in zip(*networks, strict=True)]


def _first(n_inputs, n_hidden, seeds):
    first = [first_parameters(n_inputs, n_hidden, seed) for seed in seeds]
    W1, b1, W2, b2 = (np.array(array) for array in zip(*first, strict=True))
    return W1, b1[:, np.newaxis], W2[:, np.newaxis], b2[:, np.newaxis]


def _forward(networks, x, y_true):
    """z, a and the error of each row of each network."""
    W1, b1, W2, b2 = networks
    z_hidden = x @ W1 + b1
    a_hidden = np.maximum(z_hidden, 0)
    return z_hidden, a_hidden, (a_hidden * W2).sum(axis=2) + b2 - y_true


def _step(networks, x, y_true, learning_rate):
    """All networks after one update."""
    W1, b1, W2, b2 = networks
    z_hidden, a_hidden, error = _forward(networks, x, y_true)
    share = error[..., np.newaxis] / x.shape[-2]  # of each row in the slope of the mean loss
    delta_hidden = share * W2 * (z_hidden > 0)
    return (
        W1 - learning_rate * np.swapaxes(x, -1, -2) @ delta_hidden,
        b1 - learning_rate * delta_hidden.sum(axis=1, keepdims=True),
        W2 - learning_rate * (share * a_hidden).sum(axis=1, keepdims=True),
        b2 - learning_rate * share.sum(axis=1),
    )
