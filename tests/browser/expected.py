"""What the page must show for a setting: worked out with helpers.network, written with typeset."""

from helpers.formatting import factor, typeset
from helpers.network import Parameters, backward, forward, loss
from helpers.worked_example import worked_example

ONES = "₁₂"


def example_with(start=worked_example, **entries):
    """An example with some numbers changed: `example_with(**{"W1[0, 1]": 0.5, "x₁": 2})`."""
    x, y_true = start.x.copy(), start.y_true
    arrays = {
        name: value.copy()
        for name, value in zip(("W1", "b1", "W2"), start.parameters, strict=False)
    }
    arrays["b2"] = start.parameters.b2
    for name, value in entries.items():
        if name in ("x₁", "x₂"):
            x[ONES.index(name[1])] = value
        elif name == "y_true":
            y_true = value
        elif name == "b2":
            arrays["b2"] = value
        else:
            array, index = name.rstrip("]").split("[")
            arrays[array][tuple(map(int, index.split(",")))] = value
    return start._replace(x=x, y_true=y_true, parameters=Parameters(**arrays))


def all_parameters(W1, b1, W2, b2):
    """Nine numbers, or nine gradients, by the names of the parameters: {"W1[0, 0]": 0.1, ...}."""
    named = {f"W1[{i}, {j}]": W1[i, j] for i in (0, 1) for j in (0, 1)}
    named |= {f"b1[{j}]": b1[j] for j in (0, 1)} | {f"W2[{j}]": W2[j] for j in (0, 1)}
    return named | {"b2": b2}


def forward_texts(example):
    """Every number that a drawing of the forward pass shows, each as its whole text element."""
    W1, b1, W2, b2 = example.parameters
    done = forward(example.parameters, example.x)
    texts = [f"W1[{i}, {j}] = {typeset(W1[i, j])}" for i in (0, 1) for j in (0, 1)]
    for j in (0, 1):
        texts += [
            f"b1[{j}] = {typeset(b1[j])}",
            f"W2[{j}] = {typeset(W2[j])}",
            f"z{ONES[j]} = {typeset(done.z_hidden[j])}",
            f"a{ONES[j]} = {typeset(done.a_hidden[j])}",
            f"neuron {j + 1}" + (" · asleep" if done.z_hidden[j] <= 0 else ""),
        ]
    texts += [f"b2 = {typeset(b2)}", *map(typeset, example.x), typeset(done.y_pred)]
    value = loss(done.y_pred, example.y_true)
    return [*texts, f"y_true = {typeset(example.y_true)}", f"L = {typeset(value)}"]


def backward_texts(example):
    """Every gradient under its name as the drawing writes it, in the order of the backward pass."""
    done = forward(example.parameters, example.x)
    found = backward(example.parameters, done, example.y_true)
    texts = {"dL/dy_pred": f"← dL/dy_pred = {typeset(found.dL_dy_pred)}"}
    for j in (0, 1):
        texts[f"dW2[{j}]"] = f"← dW2 = {typeset(found.dW2[j])}"
    texts["db2"] = f"← db2 = {typeset(found.db2)}"
    for j in (0, 1):
        texts[f"dL/da{ONES[j]}"] = f"← dL/da{ONES[j]} = {typeset(found.dL_da_hidden[j])}"
    for j in (0, 1):
        texts[f"δ{ONES[j]}"] = f"← δ{ONES[j]} = {typeset(found.delta_hidden[j])}"
    for i in (0, 1):
        for j in (0, 1):
            texts[f"dW1[{i}, {j}]"] = f"← dW1 = {typeset(found.dW1[i, j])}"
    for j in (0, 1):
        texts[f"db1[{j}]"] = f"← db1 = {typeset(found.db1[j])}"
    return texts


def worked_lines(example):
    """The worked lines of the forward pass: z₁, a₁, z₂, a₂, y_pred, L."""
    x, (W1, b1, W2, b2), y_true, _ = example
    done = forward(example.parameters, x)
    lines = []
    for j in (0, 1):
        z, a = six(done.z_hidden[j]), six(done.a_hidden[j])
        lines += [
            f"z{ONES[j]} = {_sum(x, W1[:, j], b1[j])} = {z}",
            f"a{ONES[j]} = max(0, {z}) = {a}",
        ]
    y_pred, value = six(done.y_pred), six(loss(done.y_pred, y_true))
    output = f"y_pred = {_sum(done.a_hidden, W2, b2)} = {y_pred}"
    return [*lines, output, f"L = ½ × ({y_pred} − {in_brackets(y_true)})² = {value}"]


def six(value):
    """A number as the worked lines write it, with six significant digits."""
    return typeset(value, 6)


def in_brackets(value):
    """The same, in brackets where it is negative."""
    return factor(value, 6)


def _sum(inputs, weights, bias):
    first, second = (in_brackets(weight) for weight in weights)
    products = f"{six(inputs[0])} × {first} + {in_brackets(inputs[1])} × {second}"
    return f"{products} + {in_brackets(bias)}"
