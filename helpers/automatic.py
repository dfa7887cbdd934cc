"""Slopes for any formula: every number remembers what it was made from, so it can walk back.

Notebook 10 writes these lines one by one. Add and multiply are written + and * here.
"""

from helpers.network import as_numbers


class Node:
    """One number of a formula, which remembers the numbers that it was made from.

    value: one number. parents: the nodes it was made from. slopes: its local slope against each
    parent. sign: how it was made, "+", "×" or "ReLU"; "" for a number that was given.
    grad: the slope of the result against this number, after `result.backward()`; 0 before.
    level: 0 for a number that was given, else one more than the highest level of its parents.
    Raises TypeError or ValueError with one sentence for what is no number. Source: notebook 10.
    """

    def __init__(self, value, parents=(), slopes=(), sign=""):
        self.value = float(as_numbers("value", value, ()))
        self.parents, self.slopes, self.sign = parents, slopes, sign
        self.level = 1 + max((parent.level for parent in parents), default=-1)
        self.grad = 0.0

    def __add__(self, other):
        other = as_node(other)
        return Node(self.value + other.value, (self, other), (1.0, 1.0), "+")

    def __mul__(self, other):
        other = as_node(other)
        return Node(self.value * other.value, (self, other), (other.value, self.value), "×")

    def relu(self):
        """max(0, value); its slope is 1 above 0, else 0. Source: notebook 10."""
        return Node(max(self.value, 0.0), (self,), (float(self.value > 0),), "ReLU")

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        """Give every node that this one was made from its `grad`: the slope of this one against it.

        Highest level first: when a node hands its slope on, everything that it led to has been
        there before. += adds, for a node may be reached in several ways. Source: notebook 10.
        """
        order = before(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            node.hand_on()

    def hand_on(self):
        """Add to the `grad` of each parent what comes back to it on the way through this node."""
        for parent, slope in zip(self.parents, self.slopes, strict=True):
            parent.grad += self.grad * slope

    def __repr__(self):
        return f"Node(value={self.value:g}, grad={self.grad:g})"


def as_node(number):
    """The node itself, or a number as a node that was given. Source: notebook 10."""
    return number if isinstance(number, Node) else Node(number)


def before(result):
    """The node `result` and every node that it was made from, each once, highest level first.

    Returns a list. Source: notebook 10.
    """
    found, waiting = {}, [result]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = True
            waiting += node.parents
    return sorted(found, key=lambda node: node.level, reverse=True)
