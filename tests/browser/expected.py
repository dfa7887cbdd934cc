"""What the page must show for a setting: worked out with helpers.network, written with typeset."""

from helpers.formatting import factor, typeset
from helpers.network import Parameters, backward, forward, loss, update
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


def given_texts(example):
    """All that a drawing says before the forward pass, text element by text element."""
    named = all_parameters(*example.parameters) | {"y_true": example.y_true}
    numbers = [f"{name} = {drawn(value)}" for name, value in named.items()]
    words = ["x₁", "x₂", "y_pred", "neuron 1", "neuron 2", "dashed: negative · thick: large"]
    return [*numbers, *map(drawn, example.x), *words]


def forward_texts(example):
    """The same after the forward pass."""
    done = forward(example.parameters, example.x)
    texts = given_texts(example)
    for j in (0, 1):
        texts += [
            f"z{ONES[j]} = {drawn(done.z_hidden[j])}",
            f"a{ONES[j]} = {drawn(done.a_hidden[j])}",
        ]
        if done.z_hidden[j] <= 0:
            texts[texts.index(f"neuron {j + 1}")] += " · asleep"
    value = loss(done.y_pred, example.y_true)
    return [*texts, drawn(done.y_pred), f"L = {drawn(value)}"]


def all_gradients(example):
    """The fourteen gradients by name, in the order of the backward pass, as drawings round them."""
    done = forward(example.parameters, example.x)
    found = backward(example.parameters, done, example.y_true)
    named = {"dL/dy_pred": found.dL_dy_pred}
    named |= {f"dW2[{j}]": found.dW2[j] for j in (0, 1)} | {"db2": found.db2}
    named |= {f"dL/da{ONES[j]}": found.dL_da_hidden[j] for j in (0, 1)}
    named |= {f"δ{ONES[j]}": found.delta_hidden[j] for j in (0, 1)}
    named |= {f"dW1[{i}, {j}]": found.dW1[i, j] for i in (0, 1) for j in (0, 1)}
    named |= {f"db1[{j}]": found.db1[j] for j in (0, 1)}
    return {name: round(float(value), 12) for name, value in named.items()}


def gradient_texts(example):
    """Every gradient as the drawing writes it, by name."""
    return {
        name: f"← {name.split('[')[0]} = {drawn(value)}"
        for name, value in all_gradients(example).items()
    }


def worked_lines(example):
    """The worked lines of the forward pass: z₁, a₁, z₂, a₂, y_pred, L."""
    x, (W1, b1, W2, b2), y_true, _ = example
    done = forward(example.parameters, x)
    lines = []
    for j in (0, 1):
        z, a = six(done.z_hidden[j]), six(done.a_hidden[j])
        lines += [
            f"z{ONES[j]} = {_sum(x, W1[:, j], b1[j])} = {z}",
            f"a{ONES[j]} = max({z}, 0) = {a}",
        ]
    y_pred, value = six(done.y_pred), six(loss(done.y_pred, y_true))
    output = f"y_pred = {_sum(done.a_hidden, W2, b2)} = {y_pred}"
    return [*lines, output, f"L = ½ × ({y_pred} − {in_brackets(y_true)})² = {value}"]


def drawn(value):
    """A number as a drawing writes it: four digits, or two where four would need too much room."""
    return typeset(value) if len(typeset(value)) <= 10 else typeset(value, 2)


def six(value):
    """A number as the worked lines write it, with six significant digits."""
    return typeset(value, 6)


def in_brackets(value):
    """The same, in brackets where it is negative."""
    return factor(value, 6)


def quantities(example):
    """The fifteen quantities that the tutor asks for, by its names and in its order."""
    x, parameters, y_true, rate = example
    done = forward(parameters, x)
    found = backward(parameters, done, y_true)
    new = update(parameters, found, rate)
    values = {"z_hidden": done.z_hidden, "a_hidden": done.a_hidden, "y_pred": done.y_pred}
    values |= {"L": loss(done.y_pred, y_true), "dL_dy_pred": found.dL_dy_pred}
    values |= {"dW2": found.dW2, "db2": found.db2, "dL_da_hidden": found.dL_da_hidden}
    values |= {"delta_hidden": found.delta_hidden, "dW1": found.dW1, "db1": found.db1}
    return values | {f"{name}_new": getattr(new, name) for name in ("W1", "b1", "W2", "b2")}


def places(chart, *points):
    """Where points of a chart's axes lie on the page: pixels from left and top, to a tenth."""
    pixels = chart.axes[0].transData.transform(points)
    height = float(chart.bbox.height)
    return [(round(x, 1), round(height - y, 1)) for x, y in pixels.tolist()]


def _sum(inputs, weights, bias):
    first, second = (in_brackets(weight) for weight in weights)
    products = f"{six(inputs[0])} × {first} + {in_brackets(inputs[1])} × {second}"
    return f"{products} + {in_brackets(bias)}"
