"""What the labs with a drawing must show at every setting, and how all of their controls go."""

from helpers.automatic import before
from helpers.formatting import typeset
from helpers.labs.graph_lab import MADE, loss_of_network
from helpers.network import forward, loss
from helpers.worked_example import worked_example
from tests.browser.driving import drive, reset
from tests.browser.expected import (
    all_gradients,
    all_parameters,
    drawn,
    example_with,
    forward_texts,
    gradient_texts,
    in_brackets,
    six,
    worked_lines,
)


def first_slider(lab):
    drive(lab, _forward_pass(lines=slice(0, 1)))


def neuron(lab):
    drive(lab, _forward_pass(lines=slice(0, 2)))


def whole_forward_pass(lab):
    drive(lab, _forward_pass(lines=slice(0, 6)))


def _forward_pass(lines):
    def expected(values):
        example = example_with(**values)
        return {"drawing": forward_texts(example), "lines": worked_lines(example)[lines]}

    return expected


def nudge(lab):
    start = all_parameters(*worked_example.parameters)
    gradients = all_gradients(worked_example)

    def nudged(name, size):
        example = example_with(**{name: start[name] + size})
        return example, loss(forward(example.parameters, example.x).y_pred, example.y_true)

    def expected(values):
        name, size = values["parameter"], values["nudge"]
        slope, first = gradients[f"d{name}"], nudged(name, 0)[1]
        example, after = nudged(name, size)
        promised, real = slope * size, after - first
        lines = [
            f"d{name} = {six(slope)}, and {name} is nudged by {typeset(size)}",
            f"promised change of L = {six(slope)} × {in_brackets(size)} = {six(promised)}",
            f"real change of L = {six(after)} − {six(first)} = {six(real)}",
            f"real − promised = {six(real)} − {in_brackets(promised)} = {six(real - promised)}",
        ]
        for size in (0.001, 0.01, 0.1, 1):
            promised, real = slope * size, nudged(name, size)[1] - first
            lines.append(" ".join(map(typeset, (size, promised, real, real / promised))))
        return {"drawing": forward_texts(example), "lines": lines}

    drive(lab, expected)


def backward_pass(lab):
    def expected(values):
        step = int(values["step"])
        example = example_with(**{name: value for name, value in values.items() if name != "step"})
        found = dict(list(gradient_texts(example).items())[:step])
        if step == 0:
            lines = ["Step 0: the forward pass is done. Press Next step to begin at the loss."]
        else:
            lines = [f"Step {step} of 14: {[*found][-1]}", _worked_step(example, step)]
        return {"drawing": forward_texts(example) + list(found.values()), "lines": lines}

    drive(lab, expected)
    start = reset(lab, expected)
    for button, steps in (("Next step", range(1, 15)), ("Step back", (13, 12))):
        for step in steps:
            lab.click(button)
            lab.expect(fields=start | {"step": step}, **expected(start | {"step": step}))
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"] and seen["fields"]["step"] >= 13)
    lab.click("Pause")
    lab.notebook.settle()
    paused = lab.wait_until(lambda seen: "Play" in seen["lines"])["fields"]
    assert paused == start | {"step": paused["step"]}
    lab.expect(**expected(paused))
    reset(lab, expected)


def graph(lab):
    last = 2 * MADE

    def expected(values):
        step = int(values["step"])
        changed = {name: value for name, value in values.items() if name != "step"}
        title = [f"Step {step} of {last}"] if step else ["Step 0: 13 numbers are given."]
        return {"drawing": _graph_texts(example_with(**changed), step), "lines": title}

    drive(lab, expected)
    start = reset(lab, expected)
    for button, steps in (("Next step", range(1, last + 1)), ("Step back", (last - 1, last - 2))):
        for step in steps:
            lab.click(button)
            lab.expect(fields=start | {"step": step}, **expected(start | {"step": step}))
    reset(lab, expected)


def _graph_texts(example, step):
    """Every text of the graph of an example's loss after so many steps forward, then back."""
    L, names = loss_of_network(example)
    order = before(L)
    made = [node for node in order if node.parents]
    unknown = {*made[: MADE - step]} if step < MADE else set()
    slopes = {L: 1.0} if step > MADE else {}
    L.grad = 1.0
    for node in made[: max(0, step - MADE)]:
        node.hand_on()
        slopes |= {parent: parent.grad for parent in node.parents}
    texts = [f"← {drawn(round(slope, 4))}" for slope in slopes.values()]
    for node in order:
        name = names.get(node, "" if node.parents == () else node.sign).replace(", ", ",")
        sign = "ReLU " if node.sign == "ReLU" else ""
        texts.append(
            f"{sign}{name} {'?' if node in unknown else drawn(round(node.value, 4))}".strip()
        )
    return texts


def _worked_step(example, step):
    """The line that ends a step of the backward pass: upstream × local = result, in numbers."""
    done = forward(example.parameters, example.x)
    found = all_gradients(example)
    name, result = list(found.items())[step - 1]
    if name == "dL/dy_pred":
        difference = f"{six(done.y_pred)} − {in_brackets(example.y_true)}"
        return f"{name} = y_pred − y_true = {difference} = {six(result)}"
    upstream, local = _factors(example, done)[name]
    return f"{name} = {six(found[upstream])} × {in_brackets(local)} = {six(result)}"


def _factors(example, done):
    """For each gradient after the first: the name of its upstream factor, and its local factor."""
    factors = {"db2": ("dL/dy_pred", 1)}
    for j, n in enumerate("₁₂"):
        factors[f"dW2[{j}]"] = ("dL/dy_pred", done.a_hidden[j])
        factors[f"dL/da{n}"] = ("dL/dy_pred", example.parameters.W2[j])
        factors[f"δ{n}"] = (f"dL/da{n}", done.z_hidden[j] > 0)
        factors[f"db1[{j}]"] = (f"δ{n}", 1)
        for i in (0, 1):
            factors[f"dW1[{i}, {j}]"] = (f"δ{n}", example.x[i])
    return factors
