"""Functions of one number that people take for another one, or that are not there at all."""

import numpy as np

from helpers.formulas import GATE, RELU, SQUARE, Function
from helpers.quantities import SIZE


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _leaky_slope(below):
    return lambda v: below + (1 - below) * np.heaviside(v, 0.0)


def _exchanged(which):
    """A number with two neighbouring digits exchanged: the first two, or the last two."""

    def exchange(value):
        letters = list(f"{abs(value):.10g}")
        digits = [at for at, letter in enumerate(letters) if letter.isdigit()]
        digits = [at for at in digits if "".join(letters[: at + 1]).strip("0.")]
        if "e" in letters or len(digits) < 2:
            return np.nan
        one, two = digits[which]
        letters[one], letters[two] = letters[two], letters[one]
        return float("".join(letters)) * np.sign(value)

    return np.vectorize(exchange, otypes=[float])


SIGN, INVERSE = Function("the sign alone", np.sign), Function("1 divided by it", lambda v: 1.0 / v)
EXPONENTIAL, LOGARITHM = Function("the exponential", np.exp), Function("the logarithm", np.log)
ROOT = Function("the root", np.sqrt)
LAST_TWO = Function("the last two digits", _exchanged(slice(-2, None)))
FIRST_TWO = Function("the first two digits", _exchanged(slice(2)))
# fmt: off
FUNCTIONS = {  # function: how seldom it is taken for another one
    Function("sigmoid", _sigmoid): 0.4,
    Function("tanh", np.tanh): 0.8,
    Function("a step, 1 above 0,", lambda v: np.heaviside(v, 0.0)): 0.4,
    Function("leaky ReLU", lambda v: np.where(v > 0, v, 0.01 * v)): 0.8,
    Function("leaky ReLU with 0.1", lambda v: np.where(v > 0, v, 0.1 * v)): 1.4,
    Function("leaky ReLU with 0.2", lambda v: np.where(v > 0, v, 0.2 * v)): 1.6,
    Function("swish", lambda v: v * _sigmoid(v)): 1.6,
    SIZE: 0.3,
    Function("min(z, 0)", lambda v: np.minimum(v, 0)): 0.9,
    Function("a function cut off at 0 and 1", lambda v: np.clip(v, 0, 1)): 0.7,
    Function("a function cut off at −1 and 1", lambda v: np.clip(v, -1, 1)): 1.2,
    Function("max(z, 1)", lambda v: np.maximum(v, 1)): 1.0,
    Function("min(z, 1)", lambda v: np.minimum(v, 1)): 1.0,
    Function("softplus", lambda v: np.logaddexp(0, v)): 1.4,
    Function("ELU", lambda v: np.where(v > 0, v, np.expm1(np.minimum(v, 0)))): 1.6,
    RELU: 0.2,
    GATE: 0.9,
    Function("a gate the wrong way round", lambda v: np.heaviside(-v, 0.0)): 0.7,
    SIGN: 0.8,
    Function("the difference to 1", lambda v: 1 - v): 1.2,
    Function("sigmoid's slope v(1 − v)", lambda v: v * (1 - v)): 0.7,
    Function("tanh's slope 1 − v²", lambda v: 1 - v * v): 0.9,
    Function("the slope of sigmoid", lambda v: _sigmoid(v) * (1 - _sigmoid(v))): 0.8,
    Function("the slope of tanh", lambda v: 1 - np.tanh(v) ** 2): 1.0,
    Function("leaky ReLU's slope", _leaky_slope(0.01)): 0.9,
    Function("leaky ReLU's slope with 0.1", _leaky_slope(0.1)): 1.5,
    Function("a gate open between 0 and 1", lambda v: GATE.compute(v) * GATE.compute(1 - v)): 1.6,
    Function("a gate of 1 and −1", _leaky_slope(-1)): 1.2,
    SQUARE: 0.7,
    Function("the third power", lambda v: v**3): 1.2,
    ROOT: 1.0,
    INVERSE: 1.5,
    LOGARITHM: 1.9,
    EXPONENTIAL: 2.2,
    Function("the nearest whole number", np.round): 1.4,
    Function("only one decimal", lambda v: np.round(v, 1)): 0.8,
    Function("only the first two decimals", lambda v: np.round(v, 2)): 0.9,
    Function("only the first decimal", lambda v: np.trunc(v * 10 + 1e-9) / 10): 1.5,
    LAST_TWO: 1.6,
    FIRST_TWO: 1.7,
}
# fmt: on
SLOPES = [f for f in FUNCTIONS if any(word in f.name for word in ("slope", "gate", "difference"))]
