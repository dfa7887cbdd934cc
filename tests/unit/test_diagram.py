"""Protects: the drawing of the network shows every number, says it in words, and stays readable.

Whatever the numbers, no label covers another, a box that is not its own, or another's edge.
"""

import re
from itertools import combinations, product
from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.colours import ASLEEP, BLUE, PANEL, VERMILLION
from helpers.diagram import EDGES, gradient_values, network_svg, parameter_values
from helpers.formatting import typeset
from helpers.network import Gradients, Parameters, forward, loss
from helpers.worked_example import Example, sleeping_example, worked_example
from tests.examples import EXAMPLES, both_passes, second_example
from tests.series import for_each

SVG = "{http://www.w3.org/2000/svg}"
# Advance widths of Helvetica and Arial, in thousandths of the font's size.
WIDE = {"W": 944, "L": 556, "_": 556, "←": 1000, "=": 584, "−": 584, "z": 500, "y": 500, "x": 500}
WIDE |= dict.fromkeys(" .,[]/:", 278) | dict.fromkeys("()r·₁₂", 333) | dict.fromkeys("il", 222)
WIDE |= dict.fromkeys("RU", 722) | dict.fromkeys("×+", 584)


def width(words, size=14):
    """How wide a text is, in pixels."""
    return size * sum(WIDE.get(letter, 556) for letter in words) / 1000


def drawn(*arguments, **named):
    return ElementTree.fromstring(network_svg(*arguments, **named))


def dash(element):
    return element.get("stroke-dasharray")


def texts(root):
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@for_each("example", EXAMPLES)
def test_every_number_of_both_passes_stands_in_the_drawing_and_in_its_title(example):
    forward_pass, gradients = both_passes(example)
    written = texts(drawn(example, forward_pass, gradients))
    for name, value in parameter_values(example.parameters).items():
        assert f"{name} = {typeset(value)}" in written
    for j in (0, 1):
        assert f"z{'₁₂'[j]} = {typeset(forward_pass.z_hidden[j])}" in written
        assert f"a{'₁₂'[j]} = {typeset(forward_pass.a_hidden[j])}" in written
    value = loss(forward_pass.y_pred, example.y_true)
    assert {typeset(forward_pass.y_pred), f"L = {typeset(value)}"} <= set(written)
    for name, value in gradient_values(gradients).items():
        assert f"← {name.split('[')[0]} = {typeset(value)}" in written
    said = drawn(example, forward_pass, gradients, active="db2").find(f"{SVG}title").text
    arrays = [example.x, *example.parameters, *forward_pass, example.y_true, *gradients]
    numbers = {typeset(value) for array in arrays for value in np.ravel(array)}
    assert numbers <= set(re.findall(r"−?[\d.]+(?:e−\d+)?(?=[ ,.;])", said.replace(". ", " ; ")))
    assert ("asleep" in said) == any(forward_pass.a_hidden == 0)
    assert said.endswith("Now: db2.")


def test_without_a_forward_pass_only_what_is_given_is_drawn():
    written = texts(drawn(second_example))
    given = {f"{n} = {typeset(v)}" for n, v in parameter_values(second_example.parameters).items()}
    others = {"neuron 1", "neuron 2", "x₁", "3", "x₂", "2", "y_pred", "y_true = −1"}
    assert set(written) == given | others | {"dashed: negative · thick: large"}


def test_a_sleeping_neuron_looks_asleep_and_says_so():
    root = drawn(sleeping_example, *both_passes(sleeping_example))
    assert [words for words in texts(root) if "asleep" in words] == ["neuron 2 · asleep"]
    assert [box.get("stroke") for box in root.iter(f"{SVG}rect") if dash(box)] == [ASLEEP]


def test_width_and_dash_of_an_edge_are_size_and_sign_of_its_weight():
    lines = [path for path in drawn(second_example).iter(f"{SVG}path") if path.get("stroke-width")]
    weights = parameter_values(second_example.parameters)
    for (x0, y0, x1, y1, *_), value in zip(EDGES.values(), weights.values(), strict=True):
        line = next(line for line in lines if line.get("d") == f"M{x0} {y0}L{x1} {y1}")
        assert float(line.get("stroke-width")) == pytest.approx(1 + 3 * abs(value))
        assert bool(dash(line)) == (value < 0)


def test_only_finished_gradients_are_drawn():
    finished = ["dL/dy_pred", "dW2[0]"]
    root = drawn(worked_example, *both_passes(worked_example), finished=finished)
    found = [words for words in texts(root) if "←" in words]
    assert found == ["← dL/dy_pred = 0.16", "← dW2 = 0.128"]


@for_each("active", [*EDGES, *gradient_values(both_passes(worked_example)[1])])
def test_each_quantity_can_light_up(active):
    root = drawn(worked_example, *both_passes(worked_example), active=active)
    rings = [rect for rect in root.iter(f"{SVG}rect") if rect.get("rx") == "5"]
    lit = [path for path in root.iter(f"{SVG}path") if path.get("opacity")]
    assert len(lit) == (active[0] != "δ")  # the gate is inside the neuron: its box has no edge
    colour = BLUE if active in EDGES else VERMILLION
    assert [ring.get("stroke") for ring in rings] == [colour]
    assert {path.get("stroke") for path in lit} <= {colour}


def test_what_it_cannot_draw_is_refused_with_a_sentence():
    wide = Parameters(np.ones((2, 3)), np.ones(3), np.ones(3), 1)
    with pytest.raises(ValueError, match="two inputs and two hidden neurons"):
        network_svg(worked_example._replace(parameters=wide))
    with pytest.raises(ValueError, match="active must name"):
        network_svg(worked_example, active="dW2[0]")


def test_the_same_numbers_give_the_same_text_without_numpy_or_python_in_it():
    first, second = (network_svg(e, *both_passes(e)) for e in [second_example] * 2)
    assert first == second
    assert not re.search(r"np\.|array\(|nan|None|\de-\d|True", first)
    assert len(first.encode()) < 6000


@for_each("value, both", [*product([-0.3456, -1.234e-05, -123.4, -12340.0, 0.1], [True, False])])
def test_no_label_covers_another_or_a_box_or_an_edge_that_is_not_its_own(value, both):
    v = np.full(2, value)
    parameters = Parameters([v, v], v, v, value)
    # Every text as long as it gets, whatever the network would compute.
    forward_pass = forward(parameters, v)._replace(z_hidden=v, y_pred=np.float64(value))
    gradients = Gradients(np.float64(value), v, np.float64(value), v, v, np.array([v, v]), v)
    example = Example(v, parameters, -0.3456, 0.1)
    root = drawn(example, forward_pass, gradients if both else None)
    labels, boxes, plates = label_boxes(root), [*node_boxes(root)], [*plate_boxes(root)]
    for (words, first), (others, second) in combinations(labels, 2):
        assert not overlap(first, second), f"{words} and {others}"
    for words, label in labels:
        assert inside(label, (0, 0, 720, 360)), f"{words} leaves the panel"
        assert any(inside(label, box) for box in boxes) or not any(
            overlap(label, box) for box in boxes
        ), f"{words} covers the rim of a box"
    for name, (x0, y0, x1, y1, x, y) in EDGES.items():
        for words, label in labels:
            if crosses((x0, y0, x1, y1), label):
                middle = (label[0] + label[2]) / 2, (label[1] + label[3]) / 2
                own = abs(middle[0] - x) < 2 and abs(middle[1] - y) < 20
                in_box = any(inside(label, box) for box in boxes)
                assert own or in_box, f"{words} covers the edge of {name}"
                assert in_box or any(inside(label, plate, 2) for plate in plates), words


def label_boxes(root):
    """Each line of text with its box: left, top, right, bottom."""
    found = []
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x")), float(text.get("y"))
        lines = [text.text, *(span.text for span in text)]
        for place, words in enumerate(lines):
            half = width(words, 14 * 1.08 if text.get("font-weight") == "bold" else 14) / 2
            foot = y + 19 * place
            found.append((words, (x - half, foot - 10.5, x + half, foot + 2)))
    return found


def node_boxes(root):
    nodes = [rect for rect in root.iter(f"{SVG}rect") if rect.get("rx") == "8"]
    assert len(nodes) == 6
    for node in nodes:
        x, y, width, height = (float(node.get(n)) for n in ("x", "y", "width", "height"))
        yield x, y, x + width, y + height


def plate_boxes(root):
    path = next(p for p in root.findall(f"{SVG}path") if p.get("fill") == PANEL)
    for x, y, width, height in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path.get("d")):
        yield int(x), int(y), int(x) + int(width), int(y) + int(height)


def overlap(a, b):
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def inside(a, b, slack=0):
    edges = a[0] - b[0], a[1] - b[1], b[2] - a[2], b[3] - a[3]
    return min(edges) >= -slack


def crosses(line, box):
    x0, y0, x1, y1 = line
    along = np.linspace(0, 1, 400)
    x, y = x0 + along * (x1 - x0), y0 + along * (y1 - y0)
    return ((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any()
