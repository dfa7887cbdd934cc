"""The same network in scikit-learn and in PyTorch, in double precision."""

import numpy as np


def sklearn_network(parameters, learning_rate, rows=1):
    """An `MLPRegressor` that holds these parameters: a `partial_fit` on `rows` rows is one step."""
    from sklearn.neural_network import MLPRegressor

    n_inputs, n_hidden = parameters.W1.shape
    model = MLPRegressor(
        hidden_layer_sizes=(n_hidden,),
        activation="relu",
        solver="sgd",
        alpha=0,
        momentum=0,
        learning_rate_init=learning_rate,
        batch_size=rows,
        random_state=0,
    )
    # The first call makes the arrays; then they are ours.
    model.partial_fit(np.zeros((rows, n_inputs)), np.zeros(rows))
    model.coefs_[0][:], model.intercepts_[0][:] = parameters.W1, parameters.b1
    model.coefs_[1][:, 0], model.intercepts_[1][:] = parameters.W2, parameters.b2
    return model


def sklearn_parameters(model):
    """What a fitted `MLPRegressor` holds, as W1, b1, W2, b2."""
    (W1, W2), (b1, b2) = model.coefs_, model.intercepts_
    return W1, b1, W2[:, 0], b2[0]


def torch_network(parameters):
    """A `torch.nn.Sequential` that holds these parameters: its `Linear` keeps W transposed."""
    import torch

    n_inputs, n_hidden = parameters.W1.shape
    hidden, output = torch.nn.Linear(n_inputs, n_hidden), torch.nn.Linear(n_hidden, 1)
    model = torch.nn.Sequential(hidden, torch.nn.ReLU(), output).double()
    with torch.no_grad():
        hidden.weight[:] = torch.tensor(parameters.W1.T.copy())
        hidden.bias[:] = torch.tensor(parameters.b1.copy())
        output.weight[0] = torch.tensor(parameters.W2.copy())
        output.bias[0] = parameters.b2
    return model


def torch_parameters(model):
    """What the network holds, as W1, b1, W2, b2."""
    W1, b1, W2, b2 = [parameter.detach().numpy() for parameter in model.parameters()]
    return W1.T, b1, W2[0], b2[0]


def torch_gradients(model):
    """The gradients of the last `backward`, as dW1, db1, dW2, db2."""
    dW1, db1, dW2, db2 = [parameter.grad.numpy() for parameter in model.parameters()]
    return dW1.T, db1, dW2[0], db2[0]
