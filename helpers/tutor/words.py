"""The sentences of a marking: they say what gives a number, ask for the step, tell no result.

What is said of a slip is put together from its edits and the quantities that they touch.
"""

from difflib import get_close_matches

import numpy as np

from helpers.formatting import typeset
from helpers.formulas import (
    GATE,
    RELU,
    Apply,
    MeanOver,
    Number,
    Product,
    Square,
    SumOver,
    Value,
    label,
)
from helpers.quantities import NAMES, QUANTITIES
from helpers.tutor.answers import plain, shape_words
from helpers.tutor.compare import difference, differing

CALLED = {
    "learning_rate": "the learning rate",
    "L": "the loss",
    "z_hidden": "z",
    "a_hidden": "a",
    "dL_dy_pred": "dL/dy_pred",
    "dL_da_hidden": "dL/da",
    "delta_hidden": "delta",
}
# kind of edit -> what is said of it; old: the right part of the formula, new: what the edit names
SAID = {
    "left out of the sum": "{new} is not in the sum",
    "left out of the product": "{new} is left out",
    "left out of the difference": "{new} is left out",
    "left out with its minus": "{new} is left out and the minus stays",
    "left out of the square": "{old} is left unsquared",
    "left out function": "z is taken as it is",
    "alone": "{new} stands alone",
    "alone for all": "{new} is taken as it is",
    "taken away": "{new} is taken away where it should be added",
    "added": "{new} is added where it should be taken away",
    "turned round": "what is taken away and what it is taken from change places",
    "sign": "the sign of {old} is the other one",
    "number": "{old} is taken as {new}",
    "another": "{new} stands in the place of {old}",
    "another function": "{new} stands in the place of {old}",
    "function": "{new} of {old} is taken",
    "times": "{new} is multiplied in as well",
    "twice": "{new} is multiplied in twice",
    "plus": "{new} is added as well",
    "minus": "{new} is taken away as well",
    "divided": "it is divided by {new}",
    "divided too": "it is divided by {new} as well",
    "divided for multiplied": "it is divided by {new} where it should be multiplied",
    "multiplied": "{new} is multiplied where it should be taken away",
    "multiplied for added": "{new} is multiplied where it should be added",
    "products multiplied": "the products are multiplied where they should be added",
    "added for multiplied": "{new} are added where they should be multiplied",
    "taken away for multiplied": "{new} are taken away where they should be multiplied",
    "in every product": "{new} is added to every product and not once",
    "in the bracket": "the bias is added to {new} before it is multiplied",
    "mean for sum": "the mean of the products stands in the place of their sum",
    "added before weighing": "the entries are added up before they are weighed",
    "mean before weighing": "the mean of {new} is taken before it is weighed",
    "minus between the products": "the second product is taken away from the first",
    "order": "{new} are exchanged",
    "result order": "the results change places",
    "one for all": "{new} is used everywhere",
    "sum for each": "{new} is added up and every place gets the sum",
    "mean for each": "every place gets the mean of {new}",
    "the largest for each": "every place gets the largest entry of {new}",
    "divided by the sum": "{new} is divided by the sum of its entries",
    "softmax": "all results are made to add up to 1",
    "entry by entry": "{new} are multiplied entry by entry",
    "added up": "all is put together into too few numbers",
    "one entry alone": "one entry stands for all of them",
    "not added up": "the products are not added up",
    "always 0": "0 is put there",
    "always 1": "1 is put there",
    "1 minus": "it is taken away from 1",
    "half inside": "{old} is halved first and squared after that",
    "size for squared": "only the size of the error is taken",
    "doubled for squared": "the error is doubled where it should be squared",
    "squared apart": "y_pred and y_true are squared each for itself",
    "only one squared": "only {new} is squared",
    "cross-entropy": "another loss, one with a logarithm, is taken",
    "logarithm": "the slope of another loss, one with a logarithm, is taken",
    "bracket": "the bracket stands in another place",
    "worked out wrong": "a small slip was made in working it out",
}
# The same where it can be said better: (quantity or kind of quantity, kind, part touched).
SAID_THERE = {
    ("a_hidden", "left out function", "ReLU"): "z is handed on as it is",
    ("L", "left out of the product", "½"): "the error is squared and left like that",
    ("L", "left out of the square", ""): "the error is halved and not squared",
    ("L", "bracket", ""): "the brackets round y_pred − y_true are left out",
    ("L", "doubled for squared", ""): "the error itself is taken",
    ("L", "half inside", ""): "the error is halved first and squared after that",
    ("dL_dy_pred", "factor 2", ""): "the slope is that of error² without its ½",
    ("dL_dy_pred", "factor 0.5", ""): "the ½ of the loss is still there in the slope",
    ("dL_dy_pred", "turned round", ""): "y_pred is taken away from y_true",
    ("dL_dy_pred", "left out of the difference", "y_true"): "y_pred itself is taken as the error",
    ("bias", "always 0", ""): "a bias is thought to leave the loss as it is",
    ("bias", "always 0", "1"): "a bias is thought to leave the loss as it is",
    ("dL_da_hidden", "another", "the new W2"): "W2 is updated first and the signal goes through "
    "the new weights",
    ("dL_da_hidden", "left out of the product", "W2"): "each neuron is handed the whole signal",
    ("delta_hidden", "always 1", "gate"): "the signal at a is passed on as it is",
    ("delta_hidden", "left out of the product", "gate"): "the signal at a is passed on as it is",
    (
        "delta_hidden",
        "another",
        "dL/da",
    ): "the sign of dL/da opens or shuts the gate, not that of z",
    ("delta_hidden", "order", "the entries of z"): "each neuron gets the gate of the other one",
    ("new", "turned round", ""): "what was there is taken away from the step",
    ("dW1", "result order", ""): "dW1 is written with a row for each neuron",
    ("new", "added", ""): "the step is added",
    ("new", "left out of the product", "learning_rate"): "the whole gradient is taken away",
    ("new", "left out of the difference", "old"): "the step stands alone",
    ("new", "left out of the difference", ""): "nothing is taken away",
    ("new", "left out of the product", "gradient"): "the learning rate alone is taken away",
}
# What is asked where a part of a formula is touched; else the question of the quantity.
ASKED = {
    ("z_hidden", "b1"): "What does each neuron add to its weighted inputs?",
    ("z_hidden", "W1"): "Do the weights into one hidden neuron stand in a row of W1 or a column?",
    ("z_hidden", "x"): "Which input do the weights in the first row of W1 belong to?",
    ("a_hidden", "ReLU"): "What does ReLU make of a z above 0, and of one below?",
    ("y_pred", "b2"): "What does the output neuron add to its weighted inputs?",
    ("y_pred", "W2"): "Which hidden neuron does W2[0] start from?",
    ("y_pred", "a_hidden"): "Which numbers go into the output neuron, and each with which weight?",
    ("y_pred", "function"): "Which of the neurons have a ReLU, and which is linear?",
    ("L", "½"): "What stands in front of the square in the formula of L?",
    ("L", "bracket"): "What is squared: the whole difference, or one part of it?",
    ("L", "y_true"): "Which number is y_pred measured against?",
    ("dL_dy_pred", "y_true"): "Which number is y_pred measured against?",
    ("dL_dy_pred", "factor"): "The slope of error² is twice the error. What does the ½ do to it?",
    ("dL_dy_pred", "sign"): "If y_pred rose a little, would the loss rise or fall, and which sign "
    "says so?",
    ("dL_dy_pred", "the loss"): "The loss is a height. What is its slope where y_pred stands?",
    ("dW2", "a_hidden"): "Which numbers does W2 multiply on the way forward?",
    ("dW2", "dL_dy_pred"): "Which number says how steeply the loss changes with y_pred?",
    ("bias", "1"): "A bias is added. If it rises a little, how much does the sum rise?",
    ("bias", ""): "A bias is added. If it rises a little, how much does the sum rise?",
    ("dL_da_hidden", "W2"): "Through which weight does each a reach y_pred?",
    ("dL_da_hidden", "the new W2"): "Which W2 made this y_pred: the one before the update or the "
    "one after it?",
    (
        "delta_hidden",
        "dL/da",
    ): "Which number opens or shuts a gate: z, or the signal that comes back?",
    ("delta_hidden", "order"): "Which neuron does each gate belong to?",
    ("delta_hidden", "gate"): "Which number stands for an open gate, and which for a shut one?",
    ("dW1", "x"): "Which numbers does W1 multiply on the way forward?",
    ("dW1", "order"): "What does a row of W1 belong to: an input or a neuron?",
    ("new", "old"): "That is how far each number moves. From where does it start?",
    ("new", "learning_rate"): "How large a part of the gradient does one step take?",
    ("new", "sign"): "The gradient points uphill. Which way should the step go?",
    ("new", "gradient"): "Which gradient belongs to each of these numbers?",
}
# kind of difference -> what is said of it, and what is asked, if that is the same everywhere
KINDS = {
    "sign": (
        "the size is right, the sign is the other one",
        "Which minus sign is missing, or one too many?",
    ),
    "point": (
        "the digits are right, the decimal point is not",
        "Roughly how large must the number be?",
    ),
    "factor": (
        "every entry is off by one and the same factor",
        "Which factor is missing, or one too many?",
    ),
    "order": ("the right numbers stand in another order", ""),
}
_ORDER = {
    1: "Which neuron does the first number belong to?",
    2: "Which input does each row belong to, and which neuron each column?",
}


def when(slip):
    """What a slip does, to stand after "when": "b1 is not in the sum"."""
    said = ", and ".join(_said(slip.at, family, edit) for family, edit in slip.edits)
    return said if slip.at == slip.marked else f"{said} at {slip.at}"


def asked(slip):
    """The question that sends to the step of a slip."""
    family, edit = slip.edits[0]
    quantity = family.inlined or slip.at
    parts = (_part(quantity, family, edit), _group(edit.kind), _called_new(edit))
    for place in (quantity, _kind_of(quantity)):
        for part in (parts[2], parts[1], parts[0]):
            if (place, part) in ASKED:
                return ASKED[place, part]
    return QUANTITIES[quantity].question


def named(answer, slips):
    """For the one or two slips that give an answer."""
    reasons = dict.fromkeys(when(slip) for slip in slips)
    questions = " ".join(dict.fromkeys(asked(slip) for slip in slips))
    entries = slips[0].entries
    where = " and ".join(_entry(slips[0].marked, index) for index in entries)
    values = [answer[index] for index in entries] if entries else answer
    return (f"At {where}: " if where else "") + f"{you_get(values, reasons)}. {questions}"


def you_get(values, reasons):
    """That these are the numbers you get for one of the reasons: a sentence without its end."""
    these = "These are the numbers" if np.size(values) > 1 else "This is the number"
    either = " either" if len(reasons) > 1 else ""
    return f"{these} you get{either} when {', or when '.join(reasons)}"


def _said(quantity, family, edit):
    quantity = family.inlined or quantity
    part = _part(quantity, family, edit)
    kind = f"factor {edit.detail}" if edit.kind == "factor" else edit.kind
    for place in (quantity, _kind_of(quantity)):
        for touched in (_called_new(edit), part):
            if (place, kind, touched) in SAID_THERE:
                return SAID_THERE[place, kind, touched]
    old, new = _called(family.old, quantity), _called_new(edit)
    if old == new and edit.kind == "another":
        new = f"another entry of {new}"
    if edit.kind == "factor":
        said = _factor(old, edit.detail)
    else:
        said = SAID[edit.kind].format(old=old, new=new)
    if family.product is not None:
        product = f"product {family.product + 1}"
        whole = _called(family.old) if isinstance(family.old, Product) else ""
        said = said.replace(whole, product) if whole and whole in said else f"in {product} {said}"
    if family.inlined:
        said += f" on the way to {CALLED.get(family.inlined, family.inlined)}"
    return said


def _factor(old, by):
    if by in (2, 0.5):
        return f"{old} is {'doubled' if by == 2 else 'halved'}"
    if abs(np.log10(abs(by))) % 1 == 0:
        return f"the decimal point of {old} is moved"
    return f"{old} is multiplied by {typeset(by)}"


def _part(quantity, family, edit):
    """The part of a right formula that an edit touches, as the tables name it."""
    node = family.old
    if (edit.kind.startswith("left out of") and edit.detail is not None) or edit.kind in (
        "taken away",
        "added",
        "alone",
        "twice",
        "in every product",
    ):
        node = edit.detail
    if isinstance(node, Apply):
        return node.function.name
    if isinstance(node, Number):
        return typeset(node.value) if node.value != 0.5 else "½"
    if not isinstance(node, Value):
        return ""
    if quantity.endswith("_new"):
        return {quantity[:-4]: "old", f"d{quantity[:-4]}": "gradient"}.get(node.name, node.name)
    return node.name


def _group(kind):
    if kind in ("sign", "turned round", "added", "taken away"):
        return "sign"
    if "order" in kind:
        return "order"
    return kind


def _kind_of(quantity):
    if quantity.endswith("_new"):
        return "new"
    return "bias" if quantity in ("db1", "db2") else quantity


def _called_new(edit):
    """What an edit names, in words."""
    detail = edit.detail
    if edit.kind == "another":
        other = detail[1]
        return typeset(other.value) if isinstance(other, Number) else _called(other)
    if edit.kind in ("order", "one for all"):
        node, indices = detail
        changed = Value(name=node.name, indices=tuple(indices) if indices[0] != "-" else (indices,))
        return _called(changed)
    if isinstance(detail, tuple) and hasattr(detail, "compute"):
        return detail.name
    if isinstance(detail, tuple):
        return " and ".join(map(_called, detail))
    if isinstance(detail, float | int):
        return typeset(detail)
    return "" if detail is None or isinstance(detail, str) else _called(detail)


def _called(node, quantity=""):
    """A piece of a formula in words."""
    if isinstance(node, Value):
        return _value(node)
    if isinstance(node, Number):
        return "½" if node.value == 0.5 else typeset(node.value)
    if isinstance(node, Apply):
        if node.function in (RELU, GATE):
            return "ReLU" if node.function is RELU else "the gate"
        inner = ", ".join(map(_called, node.parts))
        return f"{node.function.name} of {inner}"
    for name in ("W1", "b1", "W2", "b2"):
        if node == QUANTITIES[f"{name}_new"].formula:
            return "the result" if quantity == f"{name}_new" else f"the new {name}"
    if quantity and node == QUANTITIES[quantity].formula:
        return "the result"
    if isinstance(node, SumOver):
        if isinstance(node.parts[0], Product):
            return "the weighted sum"
        kind = "mean" if isinstance(node, MeanOver) else "sum"
        return f"the {kind} of {_called(node.parts[0])}"
    if isinstance(node, Product):
        return " × ".join(map(_called, node.parts))
    if isinstance(node, Square):
        return "the square"
    return " and ".join(map(_called, node.parts))


def _value(node):
    name = CALLED.get(node.name, node.name)
    if any(str(index).startswith("-") for index in node.indices):
        return f"the entries of {name}"
    if node.indices == ("j", "i"):
        return f"the rows and columns of {name}"
    if node.indices and all(isinstance(index, int) for index in node.indices):
        return label(node.name, node.indices)
    for place, index in enumerate(node.indices):
        if isinstance(index, int):
            return f"the {('first', 'second')[index]} {('row', 'column')[place]} of {name}"
    return name


def another_shape(name, answer, target):
    """For an answer of another shape than the right one."""
    wanted, got = shape_words(np.shape(target)), shape_words(np.shape(answer))
    return f"{name} is {wanted}; yours is {got}. {QUANTITIES[name].question}"


def other(name, kind, answer, target):
    """For an answer that no slip explains, by the kind of its difference from the target."""
    question = QUANTITIES[name].question
    if kind == "one entry":
        (index,) = differing(answer, target)
        within = difference(np.asarray(answer)[index], np.asarray(target)[index])
        said, asked = KINDS.get(within, ("", question))
        said = f"Only {_entry(name, index)} is not right yet" + (f": {said}" if said else "")
        return f"{said}. {asked}"
    these = "this number" if np.size(answer) == 1 else "these numbers"
    said, asked = KINDS.get(kind, (f"none of the usual slips gives {these}", question))
    return f"{said.capitalize()}. {asked or _ORDER[np.ndim(answer)]}"


def unknown(name):
    """For a name that is no quantity."""
    name = plain(str.__str__(name))
    near = get_close_matches(name, NAMES)
    ask = f"Did you mean {near[0]}?" if near else "The names are " + ", ".join(NAMES) + "."
    return f"There is no quantity called “{name}”. {ask}"


def _entry(name, index):
    place = f"[{', '.join(map(str, index))}]"
    return f"new {name[:-4]}{place}" if name.endswith("_new") else name + place
