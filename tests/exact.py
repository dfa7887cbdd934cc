"""One training step in exact fractions and plain loops, written without numpy and our own code.

An independent witness: it shares no line with `helpers.network`, so a mistake would have to be made
twice. Matrices are lists of rows, as in the worked example: W1[input][neuron].
"""

from fractions import Fraction


def exact(value):
    """A number, or lists of numbers, as the fractions that their decimals mean: 0.1 is 1/10."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [exact(entry) for entry in value]
    return Fraction(str(value))


def as_floats(value):
    """The other way: fractions, or lists of them, as the nearest floats."""
    return [as_floats(v) for v in value] if isinstance(value, list) else float(value)


def step(x, parameters, y_true, rate):
    """Every quantity of one step, under its name: a dictionary of fractions and lists of them."""
    W1, b1, W2, b2 = parameters
    inputs, neurons = range(len(W1)), range(len(b1))
    z = [sum(x[i] * W1[i][j] for i in inputs) + b1[j] for j in neurons]
    a = [max(z[j], Fraction(0)) for j in neurons]
    y = sum(a[j] * W2[j] for j in neurons) + b2
    error = y - y_true
    passed_back = [error * W2[j] for j in neurons]
    delta = [passed_back[j] if z[j] > 0 else Fraction(0) for j in neurons]
    dW1 = [[x[i] * delta[j] for j in neurons] for i in inputs]
    dW2 = [error * a[j] for j in neurons]
    return {
        **{"z_hidden": z, "a_hidden": a, "z_out": y, "y_pred": y, "L": error * error / 2},
        **{"dL_dy_pred": error, "dW2": dW2, "db2": error, "dL_da_hidden": passed_back},
        **{"delta_hidden": delta, "dW1": dW1, "db1": delta},
        "W1_new": [[W1[i][j] - rate * dW1[i][j] for j in neurons] for i in inputs],
        "b1_new": [b1[j] - rate * delta[j] for j in neurons],
        "W2_new": [W2[j] - rate * dW2[j] for j in neurons],
        "b2_new": b2 - rate * error,
    }


def step_of(example):
    """Every quantity of one step of an `Example`, exactly."""
    x, parameters, y_true, rate = example
    return step(exact(x), [exact(array) for array in parameters], exact(y_true), exact(rate))


def steps_of(example, steps):
    """Every quantity of the last of so many steps in a row, exactly."""
    for _ in range(steps - 1):
        results = step_of(example)
        new = [results[f"{name}_new"] for name in ("W1", "b1", "W2", "b2")]
        example = example._replace(parameters=new)
    return step_of(example)
