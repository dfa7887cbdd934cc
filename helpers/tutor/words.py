"""The sentences of a marking: they say what gives a number, ask for the step, tell no result.

What is said of a slip is put together from its edits and the quantities that they touch.
"""

import re
from difflib import get_close_matches
from itertools import combinations

import numpy as np

from helpers.formatting import typeset
from helpers.formulas import (
    GATE,
    LETTERS,
    RELU,
    Apply,
    Difference,
    Function,
    MeanOver,
    Number,
    Product,
    Square,
    SumOver,
    Value,
    label,
)
from helpers.further_quantities import FURTHER
from helpers.quantities import NAMES
from helpers.tutor.answers import plain, shape_words
from helpers.tutor.compare import difference, differing
from helpers.tutor.edits import INSTEAD

CALLED = {
    "learning_rate": "the learning rate",
    "L": "the loss",
    "z_hidden": "z",
    "a_hidden": "a",
    "dL_dy_pred": "dL/dy_pred",
    "dL_da_hidden": "dL/da",
    "delta_hidden": "delta",
}
# What is said of an edit -> what is said where it can be said better.
SAID_THERE = {
    "a_hidden": {"z is taken as it is": "z is handed on as it is"},
    "L": {
        "½ is left out": "the error is squared and left like that",
        "the square is left unsquared": "the error is halved and not squared",
        "the square is left out": "only the ½ is left",
    },
    "dL_dy_pred": {
        "the result is doubled": "the slope is that of error² without its ½",
        "the result is halved": "the ½ of the loss is still there in the slope",
        "what is taken away and what it is taken from change places": "y_pred is taken away "
        "from y_true",
        "y_true is left out": "y_pred itself is taken as the error",
    },
    "bias": dict.fromkeys(
        ("0 is put there", "1 is taken as 0"), "a bias is thought to leave the loss as it is"
    ),
    "dL_da_hidden": {
        "the new W2 stands in the place of W2": "W2 is updated first and the signal goes through "
        "the new weights",
        "W2 is left out": "each neuron is handed the whole signal",
    },
    "delta_hidden": {
        "dL/da is left out": "the gates stand alone",
        "the gate is left out": "the signal at a is passed on as it is",
        "1 stands in the place of the gate": "the signal at a is passed on as it is",
        "1 is put there": "the signal at a is passed on as it is",
        "dL/da stands in the place of z": "the sign of dL/da opens the gate, not that of z",
        "the entries of z are exchanged": "each neuron gets the gate of the other one",
    },
    "dW1": {
        "rows and columns of the result change places": "dW1 is written with a row for each neuron"
    },
    "new": {
        "what is taken away and what it is taken from change places": "what was there is taken "
        "away from the step",
        "the step is added where it should be taken away": "the step is added",
        "the learning rate is left out": "the whole gradient is taken away",
        "the step is left out": "nothing is taken away",
        "{old} is left out": "the step stands alone",
        "{gradient} is left out": "the learning rate alone is taken away",
        "{gradient} is taken as it is": "the gradient itself is written down",
    },
}
SIGNS = "One number of it is negative. Which sign does a product have then?"
# What is asked of a slip by a word in what is said of it; else the question of the quantity.
ASKED = {
    "z_hidden": {
        "sign": SIGNS,
        "size alone": SIGNS,
        "b1": "What does each neuron add to its weighted inputs?",
        "W1": "Do the weights into one hidden neuron stand in a row of W1 or a column?",
        "x": "Which input do the weights in the first row of W1 belong to?",
    },
    "a_hidden": {
        "ReLU": "What does ReLU make of a z above 0, and of one below?",
        "handed on": "What does ReLU make of a z above 0, and of one below?",
    },
    "y_pred": {
        "sign": SIGNS,
        "size alone": SIGNS,
        "of the result is": "Which of the neurons have a ReLU, and which is linear?",
        "b2": "What does the output neuron add to its weighted inputs?",
        "W2 is left out": "Which numbers go into the output neuron, and each with which weight?",
        "W2": "Which hidden neuron does W2[0] start from?",
        "a": "Which numbers go into the output neuron, and each with which weight?",
    },
    "L": {
        "the brackets": "What is squared: the whole difference, or one part of it?",
        "squared each": "What is squared: the whole difference, or one part of it?",
        "another loss": "Which loss is it here, and what is done to the error in it?",
        "like that": "What stands in front of the square in the formula of L?",
        "½": "What stands in front of the square in the formula of L?",
        "y_true": "Which number is y_pred measured against?",
    },
    "dL_dy_pred": {
        "½": "The slope of error² is twice the error. What does the ½ do to it?",
        "sign": "If y_pred rose a little, would the loss rise or fall, and which sign says so?",
        "from y_true": "If y_pred rose a little, would the loss rise or fall, and which sign says "
        "so?",
        "another loss": "Which loss is it here, and what is its slope?",
        "the loss": "The loss is a height. What is its slope where y_pred stands?",
        "y_true": "Which number is y_pred measured against?",
        "the error": "Which number is y_pred measured against?",
    },
    "dW2": {
        "dL/dy_pred": "Which number says how steeply the loss changes with y_pred?",
        "a": "Which numbers does W2 multiply on the way forward?",
    },
    "bias": {
        "1": "A bias is added. If it rises a little, how much does the sum rise?",
        "a bias": "A bias is added. If it rises a little, how much does the sum rise?",
    },
    "dL_da_hidden": {
        "already": "The gate comes one step later. What comes back to each a before it?",
        "sign": SIGNS,
        "size alone": SIGNS,
        "new weights": "Which W2 made this y_pred: the one before the update or the one after it?",
        "W2": "Through which weight does each a reach y_pred?",
        "whole": "Through which weight does each a reach y_pred?",
    },
    "dL_da_first": {
        "already": "The gate comes one step later. What comes back to each a before it?",
    },
    "delta_hidden": {
        "dW2": "Through which weight does each a reach y_pred?",
        "not that of z": "Which number opens or shuts a gate: z, or the signal that comes back?",
        "to the signal": "Which number opens or shuts a gate: z, or the signal that comes back?",
        "other one": "Which neuron does each gate belong to?",
        "the gate": "Which number stands for an open gate, and which for a shut one?",
        "passed on": "Which number stands for an open gate, and which for a shut one?",
    },
    "dW1": {
        "dW2": "Through which weight does each a reach y_pred?",
        "entry by entry": "How many weights has W1, and which input and which delta has each?",
        "row": "What does a row of W1 belong to: an input or a neuron?",
        "x": "Which numbers does W1 multiply on the way forward?",
    },
    "new": {
        "written down": "Which number is it taken away from, and by what is it multiplied before?",
        "step stands": "That is how far each number moves. From where does it start?",
        "minus stays": "That is how far each number moves. From where does it start?",
        "twice": "How often is the step taken away, and how large is it?",
        "gradient": "By what is the gradient multiplied before it is taken away?",
        "the learning rate": "By what is the gradient multiplied before it is taken away?",
        "added": "The gradient points uphill. Which way should the step go?",
        "sign": "The gradient points uphill. Which way should the step go?",
        "from the step": "The gradient points uphill. Which way should the step go?",
        "{gradient}": "Which gradient belongs to each of these numbers?",
    },
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
    said = ", and ".join(_said(slip, family, edit) for family, edit in slip.edits)
    return said if slip.at == slip.marked else f"{said} at {slip.at}"


def asked(slip):
    """The question that sends to the step of a slip, by the first thing that is said of it."""
    family, edit = slip.edits[0]
    quantity, said = family.inlined or slip.at, _said(slip, family, edit)
    for word, question in _of(ASKED, quantity).items():
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said):
            return question
    return FURTHER[slip.kind][quantity].question


def _of(table, quantity):
    """What a table holds for a quantity, or for those that are spoken of in the same way."""
    if quantity.endswith("_new"):
        names = {"old": quantity[:-4], "gradient": f"d{quantity[:-4]}"}
        return {key.format(**names): said for key, said in table["new"].items()}
    return table.get("bias" if quantity in ("db1", "db2") else quantity, {})


def named(answer, slips):
    """For the one or two slips that give an answer."""
    reasons = dict.fromkeys(when(slip) for slip in slips)
    questions = dict.fromkeys(asked(slip) for slip in slips)
    if len(questions) > 1 and len({slip.at for slip in slips}) == 1:  # one that holds for both
        questions = [FURTHER[slips[0].kind][slips[0].at].question]
    entries = slips[0].entries
    where = " and ".join(label(slips[0].marked, index) for index in entries)
    these = (
        "This is the number" if len(entries or np.ravel(answer)) == 1 else "These are the numbers"
    )
    either = " either" if len(reasons) > 1 else ""
    said = f"{these} you get{either} when {', or when '.join(reasons)}. {' '.join(questions)}"
    return f"At {where}: {said}" if where else said


def _said(slip, family, edit):
    quantity = family.inlined or slip.at
    right = FURTHER[slip.kind][quantity].formula
    old, new = (_called(part, right) for part in (family.old, edit.new))
    if edit.said == INSTEAD:
        old = _called(family.old)
        new = f"another entry of {new}" if old == new else new
    said = edit.said.format(old=old, new=new)
    said = _of(SAID_THERE, quantity).get(said, said)
    if family.product is not None:
        each = "way" if quantity.startswith("dL") else "product"
        product = f"{'row' if isinstance(right, MeanOver) else each} {family.product + 1}"
        whole = old if isinstance(family.old, Product) else ""
        said = said.replace(whole, product) if whole and whole in said else f"in {product} {said}"
    if family.inlined:
        said += f" on the way to {CALLED.get(family.inlined, family.inlined)}"
    return said


def _called(part, right=None):
    """A piece of a formula, a function, a number or several in words. right: the whole formula."""
    if part is None:
        return ""
    if part == right:
        return "the result"
    if isinstance(part, str):
        return part
    if isinstance(part, Function):
        return part.name
    if isinstance(part, tuple):
        return " and ".join(map(_called, part))
    if isinstance(part, float | int):
        return typeset(part)
    if isinstance(part, Value):
        return _value(part)
    if isinstance(part, Number):
        return "½" if part.value == 0.5 else typeset(part.value)
    if isinstance(part, Apply):
        if part.function in (RELU, GATE):
            return "ReLU" if part.function is RELU else "the gate"
        return f"{part.function.name} of {_called(*part.parts)}"
    if isinstance(part, SumOver):
        if isinstance(part.parts[0], Product):
            return "the weighted sum"
        kind = "mean" if isinstance(part, MeanOver) else "sum"
        return f"the {kind} of {_called(*part.parts)}"
    if isinstance(part, Square):
        return "the square"
    names = [_called(inner) for inner in part.parts]
    if names[0] == "the learning rate":
        return "the step"
    if isinstance(part, Difference):
        return f"the new {names[0]}" if names[1] == "the step" else "the error"
    return " × ".join(names) if isinstance(part, Product) else " and ".join(names)


def _value(node):
    name = CALLED.get(node.name, node.name)
    if any(str(index).startswith("-") for index in node.indices):
        return f"the entries of {name}"
    if len(node.indices) == 2 and node.indices in combinations(LETTERS[::-1], 2):
        return f"the rows and columns of {name}"
    if node.indices and all(isinstance(index, int) for index in node.indices):
        return label(node.name, node.indices)
    for place, index in enumerate(node.indices):
        if isinstance(index, int):
            return f"the {('first', 'second')[index]} {('row', 'column')[place]} of {name}"
    return name


def another_shape(record, answer, target):
    """For an answer of another shape than the right one."""
    wanted, got = shape_words(np.shape(target)), shape_words(np.shape(answer))
    return f"{record.name} is {wanted}; yours is {got}. {record.question}"


def other(record, kind, answer, target):
    """For an answer that no slip explains, by the kind of its difference from the target."""
    if kind == "one entry":
        (index,) = differing(answer, target)
        within = difference(np.asarray(answer)[index], np.asarray(target)[index])
        said, question = KINDS.get(within, ("", record.question))
        entry = label(record.name, index)
        return f"Only {entry} is not right yet{': ' if said else ''}{said}. {question}"
    these = "this number" if np.size(answer) == 1 else "these numbers"
    said, question = KINDS.get(kind, (f"none of the usual slips gives {these}", record.question))
    return f"{said.capitalize()}. {question or _ORDER[np.ndim(answer)]}"


def unknown(name, names=NAMES):
    """For a name that is no quantity."""
    name = plain(str.__str__(name))
    near = get_close_matches(name, names)
    ask = f"Did you mean {near[0]}?" if near else "The names are " + ", ".join(names) + "."
    return f"There is no quantity called “{name}”. {ask}"
