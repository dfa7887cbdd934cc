"""The network drawn as one small SVG text: its parameters, its forward pass, its backward pass.

The drawing is for two inputs, two hidden neurons and one output, the network of this series. Every
place in it is fixed, so a drawing that follows a slider does not jump. Forward is blue, the loss
purple, backward vermillion behind an arrow "←"; an edge shows its weight by its width and its dash.
Colours and fonts are attributes, so nothing is lost where a page takes the style away.
"""

from html import escape

from helpers.colours import ASLEEP, BLUE, INK, PANEL, PURPLE, RIM, STYLE, VERMILLION
from helpers.formatting import typeset
from helpers.formulas import entries
from helpers.network import ForwardPass, Gradients, Parameters, as_numbers, loss, required
from helpers.worked_example import Example

WIDTH, HEIGHT = 720, 360  # the units in which all places are given
PAGE_WIDTH = 600  # pixels across, unless a page says otherwise: fits on A4 and on Letter
TOP, MIDDLE, BOTTOM = 108, 203, 298  # the heights of neuron 1, the output and neuron 2
INPUT, NEURON, OUTPUT = 48, 365, 649  # the middles of the three columns

# Each parameter's edge: where it starts, where it ends, the middle of its label.
EDGES = {
    "W1[0, 0]": (86, TOP, 290, TOP, 180, TOP),
    "W1[0, 1]": (86, TOP, 290, BOTTOM, 134, 153),
    "W1[1, 0]": (86, BOTTOM, 290, TOP, 134, 253),
    "W1[1, 1]": (86, BOTTOM, 290, BOTTOM, 180, BOTTOM),
    "b1[0]": (NEURON, 44, NEURON, 58, NEURON, 26),
    "b1[1]": (NEURON, 234, NEURON, 248, NEURON, 216),
    "W2[0]": (440, TOP, 586, MIDDLE, 511, 155),
    "W2[1]": (440, BOTTOM, 586, MIDDLE, 511, 251),
    "b2": (OUTPUT, 144, OUTPUT, 158, OUTPUT, 126),
}
# How far the gradient of a number under the hand stands aside, where it cannot stand below.
ASIDE = {
    "b1[0]": (116, 5),
    "b1[1]": (116, 5),
    "W2[0]": (-16, 34),
    "W2[1]": (14, 34),
    "b2": (0, -28),
}
LOSS_EDGE = (OUTPUT, 248, OUTPUT, 288)
# The edge that lights up with a number: a gradient comes back where its parameter stands.
WAYS = {
    **EDGES,
    **{f"d{name}": edge for name, edge in EDGES.items()},
    **{"dL/dy_pred": LOSS_EDGE, "dL/da₁": EDGES["W2[0]"], "dL/da₂": EDGES["W2[1]"]},
}

# Where each gradient that is no parameter's is written.
SIGNALS = {
    "dL/dy_pred": (OUTPUT, 219),
    "dL/da₁": (NEURON, TOP + 24),
    "δ₁": (NEURON, TOP + 43),
    "dL/da₂": (NEURON, BOTTOM + 24),
    "δ₂": (NEURON, BOTTOM + 43),
}

# Where an arrowhead shows that a gradient has come back this far.
HEADS_BACK = {
    "dL/dy_pred": "M649 248l-5 11h10z",
    "dL/da₁": "M440 108l11-5v10z",
    "dL/da₂": "M440 298l11-5v10z",
    "dW1[0, 0]": "M86 108l11-5v10z",
    "dW1[1, 0]": "M86 298l11-5v10z",
}
COMPUTED = ("z_hidden", "a_hidden", "y_pred", "L")  # what the forward pass writes
HEADS_FORWARD = "M290 108l-11-5v10zM290 298l-11-5v10zM586 203l-11-5v10zM649 288l-5-11h10z"


def network_svg(
    example,
    forward_pass=None,
    gradients=None,
    active=None,
    finished=None,
    computed=COMPUTED,
    under_hand=(),
):
    """The network of `example` as SVG text, whose <title> says every number that is drawn.

    example: an Example with two inputs and two hidden neurons. forward_pass, gradients: what
    `forward` and `backward` returned; None leaves that pass out. active: the parameter or gradient
    that lights up ("W2[0]", "δ₁"), or None. finished: a list of the gradients to draw, named as in
    `gradient_values`; None draws all. computed: names; of COMPUTED only these are written.
    under_hand: the numbers that a lab puts its controls over; they are left out, as the controls
    show them. Raises TypeError or ValueError, naming the argument.
    """
    example = _checked(example)
    values = {}
    if forward_pass is not None:
        forward_pass = _arrays("forward_pass", forward_pass, ForwardPass, (2,), (2,), (2,), (), ())
        values = _forward_values(example, forward_pass, computed)
    backward = {} if gradients is None else gradient_values(gradients)
    if active is not None and required("active", active, str) not in {**EDGES, **backward}:
        raise ValueError("active must name a parameter or a gradient of the drawing")
    if finished is not None:
        wanted = [str(name) for name in required("finished", finished, list)]
        backward = {name: value for name, value in backward.items() if name in wanted}
    asleep = [values.get(name) == "0" for name in ("a₁", "a₂")]
    two_passes = gradients is not None
    weights = parameter_values(example.parameters)
    said = _in_words(example, values, backward, active)
    labels = _parameter_labels(weights, two_passes, under_hand)
    found = _gradient_labels(backward, under_hand)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bh" role="img" width="{PAGE_WIDTH}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" text-anchor="middle" font-size="14" '
        f'font-family="Arial,sans-serif"><title>{escape(said)}</title>{STYLE}'
        f'<rect x="1" y="1" width="718" height="358" rx="10" fill="{PANEL}" stroke="{RIM}"/>'
        + _edges(weights, asleep, active)
        + _plates(
            [*labels.values(), *(at for name, at in found.items() if name not in SIGNALS)],
            20 if two_passes else 17,  # a label that stands higher still covers its edge
        )
        + _boxes(example, values, asleep, two_passes, under_hand)
        + _words(INK, [*labels.values(), (150, 347, "dashed: negative · thick: large")])
        + _backward_part(found)
        + _ring(active, {**labels, **found})
        + "</svg>"
    )


def parameter_values(parameters):
    """Every parameter under its name: {"W1[0, 0]": 0.1, ..., "b2": 0.1}."""
    return entries(vars(required("parameters", parameters, Parameters)))


def gradient_values(gradients):
    """Every gradient under its name, in the order in which the backward pass finds them.

    Rounded to 12 decimals: at the lowest point of the loss a gradient is 0, not 1.1e-16.
    """
    gradients = _arrays("gradients", gradients, Gradients, (), (2,), (), (2,), (2,), (2, 2), (2,))
    return {name: round(value, 12) for name, value in entries(gradients._asdict()).items()}


def _checked(example):
    """The same example, if it has two inputs, parameters for two hidden neurons, and a y_true."""
    x, parameters, y_true, _ = required("example", example, Example)
    if required("example.parameters", parameters, Parameters).W1.shape != (2, 2):
        raise ValueError("example must have two inputs and two hidden neurons to be drawn")
    x, y_true = as_numbers("example.x", x, (2,)), as_numbers("example.y_true", y_true, ())
    return example._replace(x=x, y_true=y_true)


def _forward_values(example, forward_pass, computed):
    """What the forward pass writes, as text under its label: {"z₁": "0.8", ..., "L": "0.0128"}."""
    found = forward_pass._asdict() | {"L": loss(forward_pass.y_pred, example.y_true)}
    kept = {name: found[name] for name in COMPUTED if name in computed}
    return {name: _written(value) for name, value in entries(kept).items()}


def _arrays(name, values, kind, *shapes):
    """The same `ForwardPass` or `Gradients` with all its numbers as arrays of floats."""
    fields = zip(kind._fields, required(name, values, kind), shapes, strict=True)
    return kind(*[as_numbers(f"{name}.{field}", value, shape) for field, value, shape in fields])


def _in_words(example, values, backward, active):
    """All the numbers of the drawing in one paragraph that can be read aloud."""
    W1, b1, W2, b2 = example.parameters
    said = [f"Network. Inputs {_written(*example.x)}."]
    for j, n in enumerate("₁₂"):
        neuron = f"Neuron {j + 1}: weights {_written(*W1[:, j])}, bias {_written(b1[j])}"
        neuron += "".join(f", {name} {values[name + n]}" for name in "za" if name + n in values)
        neuron += ", asleep" * (values.get("a" + n) == "0")
        said.append(neuron + ".")
    predicted = f", y_pred {values['y_pred']}" if "y_pred" in values else ""
    said.append(f"Output: weights {_written(*W2)}, bias {_written(b2)}{predicted}.")
    lost = f", loss {values['L']}" if "L" in values else ""
    said.append(f"y_true {_written(example.y_true)}{lost}.")
    if backward:
        found = "; ".join(f"{name} {_written(value)}" for name, value in backward.items())
        said.append(f"Gradients: {found}.")
    if active:
        said.append(f"Now: {active}.")
    return " ".join(said)


def _written(*values):
    """Numbers in four digits, or in two where four would need more than ten places."""
    digits = [4 if len(typeset(value)) <= 10 else 2 for value in values]
    return " and ".join(map(typeset, values, digits))


def _parameter_labels(weights, two_passes, under_hand):
    """What is written on each edge and where: {"W2[0]": (511, 160, "W2[0] = 0.5"), ...}."""
    up = -3 if two_passes else 5
    return {
        name: (*(EDGES[name][4], EDGES[name][5] + up), f"{name} = {_written(value)}")
        for name, value in weights.items()
        if name not in under_hand
    }


def _gradient_labels(backward, under_hand):
    """The same for the gradients: "← dW2 = 0.128" stands under the W2[0] that it belongs to."""
    labels = {}
    for name, value in backward.items():
        if name in SIGNALS:
            equals = "\n= " if name == "dL/dy_pred" else " = "  # its box is narrow: two lines
            labels[name] = (*SIGNALS[name], f"← {name}{equals}{_written(value)}")
        else:
            x, y = EDGES[name[1:]][4:]
            right, down = ASIDE.get(name[1:], (0, 36)) if name[1:] in under_hand else (0, 13)
            labels[name] = (x + right, y + down, f"← {name.split('[')[0]} = {_written(value)}")
    return labels


def _edges(weights, asleep, active):
    """A line for each parameter, the lit one on top, and the blue arrowheads."""
    lines = _line(LOSS_EDGE, 'stroke-width="2"')
    for name, value in weights.items():
        look = f'stroke-width="{typeset(min(1 + 3 * abs(value), 7), 2)}"'
        look += ' stroke-dasharray="7 5"' * (value < 0)
        if name.startswith("W2") and asleep[int(name[3])]:
            look += f' stroke="{ASLEEP}"'
        lines += _line(EDGES[name], look)
    if active in WAYS:
        colour = BLUE if active in EDGES else VERMILLION
        lines += _line(WAYS[active], f'stroke-width="15" opacity=".3" stroke="{colour}"')
    return f'<g stroke="{BLUE}">{lines}</g><path d="{HEADS_FORWARD}" fill="{BLUE}"/>'


def _line(edge, look):
    return '<path d="M{} {}L{} {}" {}/>'.format(*edge[:4], look)


def _plates(labels, height):
    """Panel-coloured ground behind the labels, so that no edge runs through a number."""
    plates = "".join(
        f"M{x - _width(words) // 2} {y - 13}h{_width(words)}v{height}h-{_width(words)}z"
        for x, y, words in labels
    )
    return f'<path d="{plates}" fill="{PANEL}"/>'


def _width(words):
    """About how wide a label is, in pixels, with a little air on both sides."""
    longest = max(words.split("\n"), key=len)
    return 8 + sum({"←": 14}.get(letter, 4 if letter in " .,[]/" else 8) for letter in longest)


def _boxes(example, values, asleep, two_passes, under_hand):
    """Inputs, neurons, prediction and loss."""
    inputs = [[x, _written(value)] for x, value in zip(("x₁", "x₂"), example.x, strict=True)]
    inputs = [[] if lines[0] in under_hand else lines for lines in inputs]
    result = ["y_pred"]
    wanted = [] if "y_true" in under_hand else [f"y_true = {_written(example.y_true)}"]
    if "y_pred" in values:
        result.append(values["y_pred"])
    if "L" in values:
        wanted.insert(0, f"L = {values['L']}")
    top = MIDDLE + 5 if len(result) == 1 else 179 if two_passes else 199
    top_of_loss = 306 if "y_true" in under_hand else 314 if len(wanted) == 2 else 324
    nodes = [
        _node(INPUT, TOP, 76, 50, inputs[0], TOP - 5, 20),
        _node(INPUT, BOTTOM, 76, 50, inputs[1], BOTTOM - 5, 20),
        _node(OUTPUT, MIDDLE, 126, 90, result, top, 19),
        _node(OUTPUT, 319, 126, 62, wanted, top_of_loss, 21, PURPLE),
        *[_neuron(j, values, asleep[j], two_passes) for j in range(2)],
    ]
    written = {colour: [] for colour, _, _ in nodes}
    for colour, _, labels in nodes:
        written[colour] += labels
    boxes = "".join(box for _, box, _ in nodes)
    return f'<g fill="{PANEL}">{boxes}</g>' + "".join(_words(*one) for one in written.items())


def _neuron(j, values, asleep, two_passes):
    y, lines = (TOP, BOTTOM)[j], [f"neuron {j + 1}" + (" · asleep" if asleep else "")]
    names = [name + "₁₂"[j] for name in ("z", "a")]
    lines += [f"{name} = {values[name]}" for name in names if name in values]
    step = 19 if two_passes else 28
    top = y - 33 if two_passes and len(lines) > 1 else y + 5 - step * (len(lines) // 2)
    return _node(NEURON, y, 150, 100, lines, top, step, ASLEEP if asleep else BLUE)


def _node(x, y, width, height, lines, top, step, colour=BLUE):
    """A rounded box round (x, y) and the labels in it, the first bold: (colour, box, labels)."""
    dash = ' stroke-dasharray="5 4"' if colour == ASLEEP else ""
    box = f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" '
    box += f'rx="8" stroke="{colour}"{dash}/>'
    return colour, box, [(x, top + step * i, line, i == 0) for i, line in enumerate(lines)]


def _backward_part(labels):
    """The gradients that are finished and the arrowheads that show how far they have come."""
    heads = "".join(path for name, path in HEADS_BACK.items() if name in labels)
    heads = f'<path d="{heads}"/>' if heads else ""
    return _words(VERMILLION, labels.values(), heads) if labels else ""


def _ring(active, labels):
    """A ring round the label that lights up."""
    if active not in labels:
        return ""
    x, y, words = labels[active]
    place = f'x="{x - _width(words) // 2}" y="{y - 12}" width="{_width(words)}" '
    height = 17 + 19 * words.count("\n")
    colour = BLUE if active in EDGES else VERMILLION
    return f'<rect {place}height="{height}" rx="5" stroke="{colour}" stroke-width="2"/>'


def _words(colour, labels, heads=""):
    """Labels, (x, y, words) or (x, y, words, bold), and arrowheads in one colour."""
    return f'<g fill="{colour}">{heads}{"".join(_text(*one) for one in labels)}</g>'


def _text(x, y, words, bold=False):
    bold = ' font-weight="bold"' if bold else ""
    words = words.replace("\n", f' <tspan x="{x}" dy="19">') + "</tspan>" * words.count("\n")
    return f'<text x="{x}" y="{y}"{bold}>{words}</text>'
