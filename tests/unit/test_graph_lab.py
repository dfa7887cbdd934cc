"""Protects the graph stepper: each step shows what the engine finds, and asks before it tells."""

import random
import re

import numpy as np
import pytest

from helpers.automatic import before
from helpers.graph import WIDE
from helpers.labs import GraphLab
from helpers.labs.graph_lab import MADE, loss_of_network
from helpers.network import loss
from tests.examples import EXAMPLES, both_passes
from tests.series import for_each
from tests.unit.test_diagram import width


@pytest.fixture
def lab():
    made = GraphLab()
    yield made
    made.close()


def lines(lab):
    return repr(lab).splitlines()[1:]


def worked(lab):
    """Its lines of arithmetic."""
    return [line.split(". ")[-1] for line in lines(lab) if not line.startswith("Next")]


def said(lab, name):
    """What the drawing's words say of a number: its value and its slope, as text."""
    words = rf"[:;] {re.escape(name)} = (?:[^;]* = )?([^;=,]+), slope ([^;]+?)(?:;|\.\n)"
    return re.search(words, repr(lab)).groups()


@for_each("example", EXAMPLES)
def test_its_formula_is_the_network(example):
    L, names = loss_of_network(example)
    L.backward()
    forward_pass, gradients = both_passes(example)
    found = {name: node.grad for node, name in names.items()}
    assert L.value == pytest.approx(loss(forward_pass.y_pred, example.y_true), rel=1e-14)
    for name in ("W1", "b1", "W2", "b2"):
        for index, value in np.ndenumerate(getattr(gradients, f"d{name}")):
            at = f"{name}[{', '.join(map(str, index))}]" if index else name
            assert found[at] == pytest.approx(value, rel=1e-14, abs=1e-16)
    inputs = example.parameters.W1 @ gradients.delta_hidden
    assert [found["x₁"], found["x₂"]] == pytest.approx(inputs, rel=1e-14)
    assert sum(bool(node.parents) for node in before(L)) == MADE


def test_at_first_only_what_is_given_is_known_and_it_asks(lab):
    assert repr(lab).count("?;") + repr(lab).count("?.") == MADE
    assert "slope" not in repr(lab).split("\n")[0]
    assert lines(lab) == ["Step 0 of 34. 13 numbers are given.", "Next: what is x₁ × W1[0, 0]?"]


def test_each_step_works_out_what_was_asked(lab):
    """Forward one number is made; back, each parent gets what the line adds up to."""
    for step in range(1, GraphLab.last + 1):
        asked = lines(lab)[-1]
        lab.next()
        assert lines(lab)[0].startswith(f"Step {step} of {GraphLab.last}. ")
        assert repr(lab).split("\n")[0].count("?") == max(MADE - step, 0)
        assert worked(lab)
        for line in worked(lab):
            assert re.split(r" = |: ", line)[0] in asked
            *_, sum_, result = line.replace(": ", " = ").split(" = ")
            sum_, result = (part.replace("×", "*").replace("−", "-") for part in (sum_, result))
            found = eval(sum_, {"ReLU": lambda z: max(z, 0)})
            assert found == pytest.approx(float(result), rel=1e-3, abs=1e-9)
        assert lab.picture.svg.count('rx="6" stroke=') == 1, "the node of this step has a ring"
    assert not any(line.startswith("Next") for line in lines(lab))
    for name, value, slope in [("x₁", "1", "0.0272"), ("x₂", "2", "0.0624"), ("b2", "0.1", "0.16")]:
        assert said(lab, name) == (value, slope)


def test_what_the_answers_say_is_so(lab):
    lab.try_this(1)
    assert lines(lab)[-1] == "Next: e × e hands its slope on. What does e get?"
    lab.next()
    assert worked(lab)[0] == "e: 0.5 × 0.16 + 0.5 × 0.16 = 0.16"
    lab.try_this(2)
    assert said(lab, "x₁") == ("1", "0.0192")
    lab.move("step", GraphLab.last)
    assert "x₁: 0.0192 + 0.08 × 0.1 = 0.0272" in worked(lab)
    lab.try_this(3)
    lab.move("step", GraphLab.last)
    assert said(lab, "x₁") == ("1", "−0.025")
    assert said(lab, "z₂") == ("−0.2", "0")
    assert "x₁: 0 + (−0.25) × 0.1 = −0.025" in worked(lab)


def test_every_text_fits_its_box(lab):
    chooser = random.Random(1)
    lab.move("step", GraphLab.last)
    for _ in range(100):
        for name in ("x₁", "x₂", "b1[1]"):
            lab.move(name, round(chooser.uniform(-3, 3), 2))
        size = float(re.search('font-size="([^"]+)"', lab.picture.svg)[1])
        for text in re.findall(r"<text[^>]*>([^<]+)</text>", lab.picture.svg):
            assert width(text, size) < WIDE - 3, text
