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
        self._drawing = Drawing(room=4)
        step, back = self._make_steps()
        all_dials = [step, *dials("x₁", "x₂", "b1[1]")]
        side = [*all_dials, back, button("Next step", self.next), *self.player.buttons]
        super().__init__([self._drawing], all_dials, side)
        self.add_class("bh-graph")  # the drawing is wide, so the dials share a row below it

    def _follow(self):
        L, names = loss_of_network(example_with(self.values))
        walk, now = _Walk(L, names), self.values["step"]
        for _ in range(now):
            walk.step()
        svg = graph_svg(L, names, walk.known, walk.slopes, walk.active)
        title = (
            f"Step {now} of {self.last}" if now else f"Step 0: {len(walk.known)} numbers are given."
        )
        self._drawing.draw(svg, [*walk.lines(title), *walk.question()])


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


class _Walk:
    """A walk through a graph: which values are known and which slopes have come back so far."""

    def __init__(self, result, names):
        self.names = names
        order = before(result)
        made = [node for node in order if node.parents]
        self._forward, self._back = made[::-1], made
        self.known = [node for node in order if not node.parents]
        self.slopes, self.active, self._said = {}, None, []

    def step(self):
        """Make one more node; when all are made, let one more hand its slope on."""
        if self._forward:
            self.active = self._forward.pop(0)
            self.known.append(self.active)
            self._said = [f"{self._name(self.active)} = {self._numbers()}"]
            return
        self.active = self._back.pop(0)
        if not self.slopes:
            self.active.grad = self.slopes[self.active] = 1.0
        ways = {parent: [] for parent in self.active.parents}
        for parent, slope in zip(self.active.parents, self.active.slopes, strict=True):
            ways[parent].append(f"{typeset(self.active.grad)} × {factor(slope)}")
        before_it = dict(self.slopes)
        self.active.hand_on()
        self.slopes |= {parent: parent.grad for parent in ways}
        self._said = [self._arrival(parent, before_it.get(parent), ways[parent]) for parent in ways]

    def lines(self, title):
        """What has just been worked out, under this title."""
        return [title, *self._said]

    def question(self):
        """What to ask before the next step; nothing at the end."""
        if self._forward:
            return [f"Next: what is {self._name(self._forward[0])}?"]
        if self._back:
            node = self._back[0]
            parents = [self._name(parent) for parent in dict.fromkeys(node.parents)]
            ask = f"What {'do' if parents[1:] else 'does'} {' and '.join(parents)} get?"
            return [f"Next: {self._name(node)} hands its slope on. {ask}"]
        return []

    def _name(self, node):
        return self.names.get(node) or formula_of(node, self.names)

    def _numbers(self):
        """The active node worked out with the numbers of its parents."""
        values = {parent: typeset(parent.value) for parent in self.active.parents}
        working = formula_of(self.active, values)
        return f"{working} = {typeset(self.active.value)}"

    def _arrival(self, parent, there, ways):
        """A line for one parent: what was there, what has come, and what it makes together."""
        terms = [*([typeset(there)] if there is not None else []), *ways]
        return f"{self._name(parent)}: {' + '.join(terms)} = {typeset(parent.grad)}"
