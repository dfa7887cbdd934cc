"""A network with one hidden ReLU layer and one linear output: forward, loss, backward, update.

These are the four functions that the notebooks write step by step for one example. Here each also
takes a batch of n examples: `x` has shape (n_inputs,) or (n, n_inputs), `y_true` () or (n,).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

NUMBERS = (np.ndarray, np.generic, float, int, list, tuple)  # the types that may hold numbers
LARGEST_SQUARE = 1e30**2  # longer lists of numbers are refused: no product of a few overflows


@dataclass(frozen=True, eq=False)
class Parameters:
    """Everything the network learns.

    W1: weights into the hidden layer, shape (n_inputs, n_hidden): row = input, column = neuron.
    b1: biases of the hidden neurons, shape (n_hidden,).
    W2: weights into the output, shape (n_hidden,).
    b2: bias of the output, one number.
    The arrays are copied and read-only. `W1, b1, W2, b2 = parameters` unpacks them.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 01.
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: float

    def __init__(self, W1, b1, W2, b2):
        W1 = np.array(as_numbers("W1", W1, ("n_inputs", "n_hidden")))
        b1 = np.array(as_numbers("b1", b1, W1.shape[1:]))
        W2 = np.array(as_numbers("W2", W2, W1.shape[1:]))
        _read_only(W1, b1, W2)
        self.__dict__.update(W1=W1, b1=b1, W2=W2, b2=float(as_numbers("b2", b2, ())))

    def __iter__(self):
        return iter((self.W1, self.b1, self.W2, self.b2))


class ForwardPass(NamedTuple):
    """What `forward` returns: every value on the way from `x` to `y_pred`.

    x (n_inputs,), z_hidden and a_hidden (n_hidden,), z_out and y_pred one number each.
    For a batch each has one row an example, so every shape begins with n.
    """

    x: np.ndarray
    z_hidden: np.ndarray
    a_hidden: np.ndarray
    z_out: np.ndarray
    y_pred: np.ndarray


class Gradients(NamedTuple):
    """What `backward` returns, in the order in which it is worked out.

    dL_dy_pred one number, dW2 (n_hidden,), db2 one number, dL_da_hidden (n_hidden,),
    delta_hidden (n_hidden,), dW1 (n_inputs, n_hidden), db1 (n_hidden,).
    For a batch the three signals dL_dy_pred, dL_da_hidden and delta_hidden have one row an example,
    each of that example's own loss; the gradients dW2, db2, dW1 and db1 are means over the rows.
    """

    dL_dy_pred: np.ndarray
    dW2: np.ndarray
    db2: np.ndarray
    dL_da_hidden: np.ndarray
    delta_hidden: np.ndarray
    dW1: np.ndarray
    db1: np.ndarray


def forward(parameters, x):
    """From the inputs to the prediction: weigh and add, ReLU, weigh and add.

    x: shape (n_inputs,), or (n, n_inputs) for a batch. Returns a `ForwardPass`.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 01.
    """
    W1, b1, W2, b2 = required("parameters", parameters, Parameters)
    x = np.array(as_numbers("x", x, W1.shape[:1], ("n", W1.shape[0])))
    z_hidden = x @ W1
    z_hidden += b1  # the same as x @ W1 + b1, without a second large array for a batch
    a_hidden = np.maximum(z_hidden, 0)
    z_out = a_hidden @ W2 + b2
    y_pred = z_out
    return ForwardPass(*_read_only(x, z_hidden, a_hidden, z_out, y_pred))


def loss(y_pred, y_true):
    """Half the squared error; for a batch, the mean of it over the rows. Returns one number.

    y_pred, y_true: one number each, or shape (n,) each.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 02.
    """
    y_pred = as_numbers("y_pred", y_pred, (), ("n",))
    y_true = as_numbers("y_true", y_true, y_pred.shape)
    error = y_pred - y_true
    return float(np.vdot(error, error) / 2 / error.size)


def backward(parameters, forward_pass, y_true):
    """From the loss back to every parameter: how steeply the loss changes with each.

    forward_pass: what `forward` returned for these parameters. y_true: one number, or shape (n,).
    Returns `Gradients`. ReLU'(0) is taken as 0.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 03.
    """
    W1, _, W2, _ = required("parameters", parameters, Parameters)
    x, z_hidden, a_hidden, _, y_pred = required("forward_pass", forward_pass, ForwardPass)
    x = as_numbers("forward_pass.x", x, W1.shape[:1], ("n", W1.shape[0]))
    rows = x.shape[:-1]
    z_hidden = as_numbers("forward_pass.z_hidden", z_hidden, rows + W2.shape)
    a_hidden = as_numbers("forward_pass.a_hidden", a_hidden, rows + W2.shape)
    y_pred = as_numbers("forward_pass.y_pred", y_pred, rows)
    y_true = as_numbers("y_true", y_true, rows)

    dL_dy_pred = y_pred - y_true
    dL_da_hidden = np.multiply.outer(dL_dy_pred, W2)
    delta_hidden = dL_da_hidden * (z_hidden > 0)
    if x.ndim == 1:
        dW2, db2 = dL_dy_pred * a_hidden, dL_dy_pred
        dW1, db1 = x[:, np.newaxis] * delta_hidden, delta_hidden
    else:
        n = len(x)
        dW2, db2 = dL_dy_pred @ a_hidden / n, dL_dy_pred.mean()
        dW1, db1 = x.T @ delta_hidden / n, delta_hidden.mean(axis=0)
    return Gradients(*_read_only(dL_dy_pred, dW2, db2, dL_da_hidden, delta_hidden, dW1, db1))


def update(parameters, gradients, learning_rate):
    """One step downhill: new = old - learning_rate * gradient, for all four. Returns `Parameters`.

    gradients: what `backward` returned. learning_rate: one number, 0 or more.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 04.
    """
    W1, b1, W2, b2 = required("parameters", parameters, Parameters)
    _, dW2, db2, _, _, dW1, db1 = required("gradients", gradients, Gradients)
    dW1 = as_numbers("gradients.dW1", dW1, W1.shape)
    db1 = as_numbers("gradients.db1", db1, b1.shape)
    dW2 = as_numbers("gradients.dW2", dW2, W2.shape)
    db2 = as_numbers("gradients.db2", db2, ())
    rate = float(as_numbers("learning_rate", learning_rate, ()))
    if rate < 0:
        raise ValueError(f"learning_rate must be 0 or more; got {rate:g}")
    return Parameters(W1 - rate * dW1, b1 - rate * db1, W2 - rate * dW2, b2 - rate * db2)


def as_numbers(name, value, *shapes):
    """`value` as an array of floats, if it fits one of `shapes`; else one clear sentence.

    shapes: tuples such as (2,) or ("n", 2), where a word stands for any size from 1 up.
    Raises TypeError for what is not numbers, ValueError for wrong shape, NaN, size beyond 1e30.
    """
    if not isinstance(value, NUMBERS):
        raise TypeError(f"{name} must be {_words(*shapes)}; got {_kind(value)}")
    try:
        array = np.asarray(value)
    except Exception:
        raise ValueError(f"{name} must be {_words(*shapes)}; its rows do not line up") from None
    if array.dtype != float:
        if array.dtype == bool or not np.can_cast(array.dtype, float):
            raise TypeError(f"{name} must be {_words(*shapes)}; it holds something else")
        array = array.astype(float)
    if array.shape not in shapes and not any(_fits(array.shape, shape) for shape in shapes):
        raise ValueError(f"{name} must be {_words(*shapes)}; got {_words(array.shape)}")
    if not np.vdot(array, array) <= LARGEST_SQUARE:
        raise ValueError(f"{name} must hold numbers well below 1e30, no NaN and no infinity")
    return array


def required(name, value, kind):
    """`value` itself, if it is a `kind`; else a TypeError with one clear sentence."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be of type {kind.__name__}; got {_kind(value)}")
    return value


def _fits(shape, wanted):
    return len(shape) == len(wanted) and all(
        size == want or (isinstance(want, str) and size > 0)
        for size, want in zip(shape, wanted, strict=True)
    )


def _words(*shapes):
    words = [f"numbers of shape {shape}" if shape else "one number" for shape in shapes]
    return " or ".join(words).replace("'", "")


def _kind(value):
    return f"a {type(value).__name__}" if value is not None else "None"


def _read_only(*arrays):
    for array in arrays:
        array.setflags(write=False)
    return arrays
