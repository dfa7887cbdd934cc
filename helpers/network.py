"""A network with one hidden ReLU layer and one linear output: forward, loss, backward, update.

These are the four functions that the notebooks write step by step for one example. Here each also
takes a batch: wherever `x` has shape (n_inputs,), a batch has shape (n, n_inputs) with `y_true` (n,).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

LARGEST = 1e30  # numbers beyond this are refused, so that no product of a few of them overflows


@dataclass(frozen=True, eq=False)
class Parameters:
    """Everything the network learns.

    W1: weights into the hidden layer, shape (n_inputs, n_hidden): row = input, column = neuron.
    b1: biases of the hidden neurons, shape (n_hidden,).
    W2: weights into the output, shape (n_hidden,).
    b2: bias of the output, one number.

    The arrays are copied and read-only. `W1, b1, W2, b2 = parameters` unpacks them.
    Raises TypeError for what is not numbers, ValueError for wrong shapes, NaN or infinity.
    Source: notebook 01.
    """

    W1: np.ndarray
    b1: np.ndarray
    W2: np.ndarray
    b2: float

    def __post_init__(self):
        W1 = as_numbers("W1", self.W1, ("n_inputs", "n_hidden"))
        n_hidden = W1.shape[1]
        checked = {
            "W1": W1,
            "b1": as_numbers("b1", self.b1, (n_hidden,)),
            "W2": as_numbers("W2", self.W2, (n_hidden,)),
            "b2": float(as_numbers("b2", self.b2, ())),
        }
        for name, value in checked.items():
            object.__setattr__(self, name, value)

    def __iter__(self):
        return iter((self.W1, self.b1, self.W2, self.b2))


class ForwardPass(NamedTuple):
    """What `forward` returns: every value on the way from `x` to `y_pred`.

    x (n_inputs,), z_hidden (n_hidden,), a_hidden (n_hidden,), z_out and y_pred: one number each.
    For a batch each has one row an example: (n, n_inputs), (n, n_hidden), (n, n_hidden), (n,), (n,).
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
    W1, b1, W2, b2 = _parameters(parameters)
    n_inputs = W1.shape[0]
    x = as_numbers("x", x, (n_inputs,), ("n", n_inputs))

    z_hidden = x @ W1 + b1
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
    return float(np.mean((y_pred - y_true) ** 2 / 2))


def backward(parameters, forward_pass, y_true):
    """From the loss back to every parameter: how steeply the loss changes with each.

    forward_pass: what `forward` returned for these parameters. y_true: one number, or shape (n,).
    Returns `Gradients`. ReLU'(0) is taken as 0.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 03.
    """
    W1, b1, W2, b2 = _parameters(parameters)
    x, z_hidden, a_hidden, z_out, y_pred = _forward_pass(forward_pass, W1.shape)
    y_true = as_numbers("y_true", y_true, y_pred.shape)
    X, A, n = np.atleast_2d(x), np.atleast_2d(a_hidden), y_pred.size  # one example: one row

    dL_dy_pred = y_pred - y_true
    dW2 = np.atleast_1d(dL_dy_pred) @ A / n
    db2 = np.mean(dL_dy_pred)
    dL_da_hidden = dL_dy_pred[..., np.newaxis] * W2
    delta_hidden = dL_da_hidden * (z_hidden > 0)
    dW1 = X.T @ np.atleast_2d(delta_hidden) / n
    db1 = np.atleast_2d(delta_hidden).mean(axis=0)
    return Gradients(*_read_only(dL_dy_pred, dW2, db2, dL_da_hidden, delta_hidden, dW1, db1))


def update(parameters, gradients, learning_rate):
    """One step downhill: new = old - learning_rate * gradient, for all four. Returns `Parameters`.

    gradients: what `backward` returned. learning_rate: one number, 0 or more.
    Raises TypeError or ValueError with one sentence that names the argument. Source: notebook 04.
    """
    W1, b1, W2, b2 = _parameters(parameters)
    if not isinstance(gradients, Gradients):
        raise TypeError(f"gradients must be what backward returned; got {_kind(gradients)}")
    rate = as_numbers("learning_rate", learning_rate, ())
    if rate < 0:
        raise ValueError(f"learning_rate must be 0 or more; got {rate:g}")
    return Parameters(
        W1 - rate * gradients.dW1,
        b1 - rate * gradients.db1,
        W2 - rate * gradients.dW2,
        b2 - rate * gradients.db2,
    )


def as_numbers(name, value, *shapes):
    """A read-only copy of `value` as floats, if it fits one of `shapes`; else one clear sentence.

    shapes: tuples such as (2,) or ("n", 2); a word stands for any size from 1 up, () for one number.
    Raises TypeError for what is not numbers, ValueError for a wrong shape, NaN, infinity or a
    number larger than 1e30.
    """
    expected = " or ".join(_shape_words(shape) for shape in shapes)
    if not isinstance(value, int | float | list | tuple | np.ndarray | np.generic):
        raise TypeError(f"{name} must be {expected}; got {_kind(value)}")
    try:
        array = np.array(value)
    except Exception:
        raise ValueError(f"{name} must be {expected}; got rows that do not line up") from None
    if array.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be {expected}; got {_kind(value)} with other things in it")
    array = array.astype(float)
    if not any(_fits(array.shape, shape) for shape in shapes):
        raise ValueError(f"{name} must be {expected}; got {_shape_words(array.shape)}")
    if not (np.abs(array) <= LARGEST).all():
        raise ValueError(f"{name} must hold numbers from -1e30 to 1e30, no NaN and no infinity")
    return _read_only(array)[0]


def _parameters(parameters):
    if not isinstance(parameters, Parameters):
        raise TypeError(f"parameters must be a Parameters(W1, b1, W2, b2); got {_kind(parameters)}")
    return parameters


def _forward_pass(forward_pass, shape):
    if not isinstance(forward_pass, ForwardPass):
        raise TypeError(f"forward_pass must be what forward returned; got {_kind(forward_pass)}")
    if (np.shape(forward_pass.x)[-1:], np.shape(forward_pass.z_hidden)[-1:]) != (shape[:1], shape[1:]):
        raise ValueError("forward_pass must come from the same parameters; its shapes do not fit them")
    return forward_pass


def _fits(shape, wanted):
    return len(shape) == len(wanted) and all(
        size == want or (isinstance(want, str) and size > 0)
        for size, want in zip(shape, wanted, strict=True)
    )


def _shape_words(shape):
    if not shape:
        return "one number"
    return "numbers of shape (" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def _kind(value):
    return f"a {type(value).__name__}" if value is not None else "None"


def _read_only(*arrays):
    for array in arrays:
        if array.ndim:
            array.flags.writeable = False
    return arrays
