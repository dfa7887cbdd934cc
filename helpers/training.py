"""Training: the loop of 05, the epochs of 09, and many networks at once.

Many at once do what `helpers.network` does, with an axis for the networks in front of every array:
that is quicker.
"""

import numpy as np

from helpers.network import Parameters, backward, forward, loss, update


def train(parameters, x, y_true, learning_rate, steps):
    """Take so many steps. Returns the new `Parameters`, and the losses before, between and after.

    x, y_true: one example or a batch, as for `forward` and `loss`. steps: a whole number, 0 or
    more; the list of losses has one entry more.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 05.
    """
    losses = []
    for _ in range(steps):
        forward_pass = forward(parameters, x)
        losses.append(loss(forward_pass.y_pred, y_true))
        gradients = backward(parameters, forward_pass, y_true)
        parameters = update(parameters, gradients, learning_rate)
    losses.append(loss(forward(parameters, x).y_pred, y_true))
    return parameters, losses


def first_parameters(n_inputs, n_hidden, seed):
    """Random weights to start from, so that the neurons differ, and biases of 0: `Parameters`.

    Each weight is drawn from a bell curve of width 1 / √(how many inputs it is added up with).
    Source: notebook 09.
    """
    random = np.random.default_rng(seed)
    return Parameters(
        W1=random.normal(size=(n_inputs, n_hidden)) / np.sqrt(n_inputs),
        b1=np.zeros(n_hidden),
        W2=random.normal(size=n_hidden) / np.sqrt(n_hidden),
        b2=0,
    )


def one_epoch(parameters, x, y_true, learning_rate, batch_size, random):
    """One update for each mini-batch, until every row has been used once. Returns `Parameters`.

    x: (n, n_inputs). y_true: (n,). random: the generator that shuffles. Source: notebook 09.
    """
    order = random.permutation(len(x))
    for start in range(0, len(x), batch_size):
        batch = order[start : start + batch_size]
        forward_pass = forward(parameters, x[batch])
        gradients = backward(parameters, forward_pass, y_true[batch])
        parameters = update(parameters, gradients, learning_rate)
    return parameters


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
