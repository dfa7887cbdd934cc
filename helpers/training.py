"""The training loop: forward, loss, backward and update, again and again."""

from helpers.network import backward, forward, loss, update


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
