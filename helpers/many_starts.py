"""Train many small networks at once, each from random weights of its own, and see who succeeds."""

import numpy as np

from helpers.real_data import first_parameters


def final_losses(x, y_true, n_hidden, starts=50, steps=500, learning_rate=0.3):
    """The loss that each of `starts` networks ends with, trained on all rows: shape (starts,).

    x: (n, n_inputs). y_true: (n,). n_hidden: the width of each network. Start number s begins at
    `first_parameters` with seed s and takes `steps` of the four functions of `helpers.network`;
    here every array has an axis for the starts in front, which makes it quick. Source: notebook 08.
    """
    x, y_true = np.asarray(x, dtype=float), np.asarray(y_true, dtype=float)
    first = [first_parameters(x.shape[1], n_hidden, seed) for seed in range(starts)]
    W1, b1, W2, b2 = (np.array(array) for array in zip(*first, strict=True))
    b1, W2, b2 = b1[:, np.newaxis], W2[:, np.newaxis], b2[:, np.newaxis]
    for step in range(steps + 1):
        z_hidden = x @ W1 + b1
        a_hidden = np.maximum(z_hidden, 0)
        error = (a_hidden * W2).sum(axis=2) + b2 - y_true
        if step == steps:
            return (error**2).mean(axis=1) / 2
        share = error[..., np.newaxis] / len(x)  # of each row in the slope of the mean loss
        delta_hidden = share * W2 * (z_hidden > 0)
        W2 = W2 - learning_rate * (share * a_hidden).sum(axis=1, keepdims=True)
        b2 = b2 - learning_rate * share.sum(axis=1)
        W1 = W1 - learning_rate * x.T @ delta_hidden
        b1 = b1 - learning_rate * delta_hidden.sum(axis=1, keepdims=True)
