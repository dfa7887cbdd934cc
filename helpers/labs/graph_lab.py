"""Notebook 10: the formula of the network as a graph, one node a step, forward and then back."""

from helpers.automatic import Node, before
from helpers.formatting import factor, typeset
from helpers.graph import formula_of, graph_svg, node_names
from helpers.labs.controls import dials, example_with
from helpers.labs.kit import Lab, Question, Stepper, button
from helpers.labs.page import Drawing

MADE = 17  # the nodes that are made of others


class GraphLab(Stepper, Lab):
    """Step through the graph: values appear on the way forward, slopes pile up on the way back."""

    last = 2 * MADE  # for each one step on the way forward, and one on the way back
    heading = "Any formula, one node a step"
    task = (
        "Forward, each step makes one node of its parents. Back, each step lets one node hand its "
        "slope on to its parents. Before each step, answer the question under the drawing."
    )
    questions = (
        Question(
            "e × e is about to hand its slope on, which is 0.5. What does e get, and why twice?",
            {"step": 18},
            "0.5 × 0.16 = 0.08 along each of two ways, together 0.16: e stands twice in e × e.",
        ),
        Question(
            "At x₁ stands only 0.0192 so far. What is still missing?",
            {"step": 32},
            "The way through neuron 1: 0.08 × 0.1 = 0.008. Together they make 0.0272.",
        ),
        Question(
            "Neuron 2 is asleep here. Step on to the end: which ways still lead back to x₁?",
            {"b1[1]": -1.2, "step": 17},
            "Only the way through neuron 1, −0.25 × 0.1 = −0.025. The other brings 0, as ReLU's "
            "slope is 0 there.",
        ),
    )

    def __init__(self):
        self._drawing = Drawing(room=3)
        step, back = self._make_steps()
        all_dials = [step, *dials("x₁", "x₂", "b1[1]")]
        side = [*all_dials, back, button("Next step", self.next), *self.player.buttons]
        super().__init__([self._drawing], all_dials, side)
        self.add_class("bh-graph")  # the drawing is wide, so the dials share a row below it

    def _follow(self):
        L, names = loss_of_network(example_with(self.values))
        given, made = [], []
        for node in before(L)[::-1]:
            (made if node.parents else given).append(node)
        order, now = [*made, *made[::-1]], self.values["step"]
        active, slopes, said = order[now - 1] if now else None, {}, []
        for node in order[MADE:now]:
            said = _hand_on(node, slopes, names)
        if 0 < now <= MADE:
            said = [_worked(active, names)]
        first, *others = said or [f"{len(given)} numbers are given."]
        said = [f"Step {now} of {self.last}. {first}", *others]
        svg = graph_svg(L, names, [*given, *made[:now]], slopes, active)
        self._drawing.draw(svg, [*said, *_question(order, now, names)])


def loss_of_network(example):
    """The loss of an example's network as a `Node`, and {node: name} for all that have a name.

    example: an `Example` with two inputs and two hidden neurons. Source: notebook 10.
    """
    (W1, b1, W2, b2), y_true = example.parameters, float(example.y_true)
    x, b1, W2 = ([Node(value) for value in array] for array in (example.x, b1, W2))
    W1, b2 = [[Node(value) for value in row] for row in W1], Node(b2)
    z = [x[0] * W1[0][j] + x[1] * W1[1][j] + b1[j] for j in (0, 1)]
    a = [some.relu() for some in z]
    y_pred = a[0] * W2[0] + a[1] * W2[1] + b2
    e = y_pred - y_true
    L = e * e * 0.5
    names = node_names(
        x=x, W1=W1, b1=b1, W2=W2, b2=b2, z_hidden=z, a_hidden=a, y_pred=y_pred, e=e, L=L
    )
    return L, names


def _worked(node, names):
    """A node that has just been made, with the numbers of its parents."""
    working = formula_of(node, {parent: typeset(parent.value) for parent in node.parents})
    return f"{_name(node, names)} = {working} = {typeset(node.value)}"


def _hand_on(node, slopes, names):
    """Let a node hand its slope on to its parents, and note theirs in `slopes`.

    Returns a line for each parent: what was there, what has come, what it makes together.
    """
    if not slopes:
        node.grad = slopes[node] = 1.0
    there, lines = dict(slopes), []
    node.hand_on()
    for parent in dict.fromkeys(node.parents):
        terms = [typeset(there[parent])] if parent in there else []
        for one, slope in zip(node.parents, node.slopes, strict=True):
            written = factor if terms else typeset  # after a + a negative number has brackets
            terms += [f"{written(node.grad)} × {factor(slope)}"] * (one is parent)
        slopes[parent] = parent.grad
        lines.append(f"{_name(parent, names)}: {' + '.join(terms)} = {typeset(parent.grad)}")
    return lines


def _question(order, now, names):
    """What to ask before the next step; nothing at the end."""
    if now == len(order):
        return []
    name = _name(order[now], names)
    if now < MADE:
        return [f"Next: what is {name}?"]
    parents = [_name(parent, names) for parent in dict.fromkeys(order[now].parents)]
    ask = f"What {'do' if parents[1:] else 'does'} {' and '.join(parents)} get?"
    return [f"Next: {name} hands its slope on. {ask}"]


def _name(node, names):
    return names.get(node) or formula_of(node, names)
