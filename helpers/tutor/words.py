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
    SQUARE,
    Apply,
    Function,
    Joined,
    Number,
    Over,
    Value,
    label,
)
from helpers.quantities import RECORDS
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
    **{name: f"the {name}" for name in ("error", "slope", "gradient", "nudge")},
}
# fmt: off
# The quantities, what is said of an edit, and what is said there, where it can be said better. Of
# the four updates {old} is the old value and {gradient} its gradient.
SAID_THERE = (
    ("a_hidden", "z is taken as it is", "z is handed on as it is"),
    ("L", "½ is left out", "the error is squared and left like that"),
    ("L", "the error is taken as it is", "the error is halved and not squared"),
    ("L", "the size alone stands in the place of the square",
     "the size of the error is halved and not squared"),
    ("L", "the square is left out", "only the ½ is left"),
    ("L", "the result is halved", "the error is halved first and squared after that"),
    ("dL_dy_pred", "the result is doubled", "the slope is that of error² without its ½"),
    ("dL_dy_pred", "the result is halved", "the ½ of the loss is still there in the slope"),
    ("dL_dy_pred", "y_pred and y_true change places", "y_pred is taken away from y_true"),
    ("dL_dy_pred", "y_true is left out", "y_pred itself is taken as the error"),
    ("db1 db2", "0 is put there", "a bias is thought to leave the loss as it is"),
    ("dL_da_hidden dL_da_first", "the gate is multiplied in as well",
     "the gate is applied already"),
    ("dL_da_hidden", "the new W2 stands in the place of W2",
     "W2 is updated first and the signal goes through the new weights"),
    ("dL_da_hidden", "W2 is left out", "each neuron is handed the whole signal"),
    ("delta_hidden", "dL/da is left out", "the gates stand alone"),
    ("delta_hidden", "the gate is left out", "the signal at a is passed on as it is"),
    ("delta_hidden", "1 stands in the place of the gate", "the signal at a is passed on as it is"),
    ("delta_hidden", "1 is put there", "the signal at a is passed on as it is"),
    ("delta_hidden", "dL/da stands in the place of z",
     "the sign of dL/da opens the gate, not that of z"),
    ("delta_hidden", "the entries of z are exchanged",
     "each neuron gets the gate of the other one"),
    ("dW1", "the rows and columns of the result are exchanged",
     "dW1 is written with a row for each neuron"),
    ("new", "{old} and the step change places", "what was there is taken away from the step"),
    ("new", "the step is added where it should be taken away", "the step is added"),
    ("new", "the learning rate is left out", "the whole gradient is taken away"),
    ("new", "the step is left out", "nothing is taken away"),
    ("new", "{old} is left out", "the step stands alone"),
    ("new", "{gradient} is left out", "the learning rate alone is taken away"),
    ("new", "{gradient} is taken as it is", "the gradient itself is written down"),
)
# The quantities, a word in what is said of a slip, and what is asked then: the first that fits;
# else the question of the quantity.
ASKED = (
    ("dL_da_hidden dL_da_first", "already",
     "The gate comes one step later. What comes back to each a before it?"),
    ("z_hidden y_pred dL_da_hidden", "sign of|size alone",
     "Look at each minus sign. Which sign does a product have then?"),
    ("z_hidden", "b1", "What does each neuron add to its weighted inputs?"),
    ("z_hidden", "W1", "Do the weights into one hidden neuron stand in a row of W1 or a column?"),
    ("z_hidden", "x", "Which input do the weights in the first row of W1 belong to?"),
    ("a_hidden", "ReLU|handed on", "What does ReLU make of a z above 0, and of one below?"),
    ("y_pred", "(?<!entries )of the result is",
     "Which of the neurons have a ReLU, and which is linear?"),
    ("y_pred", "b2", "What does the output neuron add to its weighted inputs?"),
    ("y_pred", "W2 is left out|a is|a and",
     "Which numbers go into the output neuron, and each with which weight?"),
    ("y_pred", "W2|exchanged", "Which hidden neuron does W2[0] start from?"),
    ("L", "the brackets|squared each", "What is squared: the whole difference, or one part of it?"),
    ("L", "another loss", "Which loss is it here, and what is done to the error in it?"),
    ("L", "like that|½", "What stands in front of the square in the formula of L?"),
    ("L", "y_true", "Which number is y_pred measured against?"),
    ("dL_dy_pred", "½", "The slope of error² is twice the error. What does the ½ do to it?"),
    ("dL_dy_pred", "sign of|from y_true",
     "If y_pred rose a little, would the loss rise or fall, and which sign says so?"),
    ("dL_dy_pred", "another loss", "Which loss is it here, and what is its slope?"),
    ("dL_dy_pred", "the loss", "The loss is a height. What is its slope where y_pred stands?"),
    ("dL_dy_pred", "y_true|the error", "Which number is y_pred measured against?"),
    ("dW2", "dL/dy_pred", "Which number says how steeply the loss changes with y_pred?"),
    ("dW2", "a", "Which numbers does W2 multiply on the way forward?"),
    ("db1 db2", "1|a bias", "A bias is added. If it rises a little, how much does the sum rise?"),
    ("dL_da_hidden", "new weights",
     "Which W2 made this y_pred: the one before the update or the one after it?"),
    ("dL_da_hidden", "W2|whole", "Through which weight does each a reach y_pred?"),
    ("delta_hidden", "already", "δ belongs to each row's own loss. Where does n divide?"),
    ("delta_hidden dW1", "dW2", "Through which weight does each a reach y_pred?"),
    ("delta_hidden", "not that of z|to the signal",
     "Which number opens or shuts a gate: z, or the signal that comes back?"),
    ("delta_hidden", "other one", "Which neuron does each gate belong to?"),
    ("delta_hidden", "the gate|passed on",
     "Which number stands for an open gate, and which for a shut one?"),
    ("dW1", "entry by entry", "How many weights has W1, and which input and which delta has each?"),
    ("dW1", "rows?", "What does a row of W1 belong to: an input or a neuron?"),
    ("dW1", "x", "Which numbers does W1 multiply on the way forward?"),
    ("new", "written down",
     "Which number is it taken away from, and by what is it multiplied before?"),
    ("new", "step stands|minus stays",
     "That is how far each number moves. From where does it start?"),
    ("new", "twice", "How often is the step taken away, and how large is it?"),
    ("new", "gradient|the learning rate",
     "By what is the gradient multiplied before it is taken away?"),
    ("new", "the bracket", "Which comes first: the product, or what is taken away?"),
    ("new", "is multiplied where|are multiplied",
     "The old value and the step: are they multiplied, or is one taken from the other?"),
    ("new", "added|sign of|from the step",
     "The gradient points uphill. Which way should the step go?"),
    ("new", "{gradient}", "Which gradient belongs to each of these numbers?"),
)
# kind of difference -> what is said of it, and what is asked, if that is the same everywhere
KINDS = {
    "sign": ("the size is right, the sign is the other one",
             "Which minus sign is missing, or one too many?"),
    "point": ("the digits are right, the decimal point is not",
              "Roughly how large must the number be?"),
    "factor": ("every entry is off by one and the same factor",
               "Which factor is missing, or one too many?"),
    "order": ("the right numbers stand in another order", ""),
}
# fmt: on
_ORDER = {
    1: "Which neuron does the first number belong to?",
    2: "Which input does each row belong to, and which neuron each column?",
}


def when(slip):
    """What a slip does, to stand after "when": "b1 is not in the sum"."""
    said = ", and ".join(_said(slip, place, edit) for place, edit in slip.edits)
    return said if slip.at == slip.marked else f"{said} at {slip.at}"


def asked(slip):
    """The question that sends to the step of a slip, by the first thing that is said of it."""
    said = _said(slip, *slip.edits[0])
    if said.startswith("the decimal point of the result"):
        return KINDS["point"][1]
    for words, question in _of(ASKED, slip.of):
        if re.search(rf"(?<!\w)({words})(?!\w)", said):
            return question
    return RECORDS[slip.kind][slip.of].question


def _of(table, quantity):
    """The rows of a table for a quantity."""
    old = quantity.removesuffix("_new")
    for quantities, words, said in table:
        if quantity in quantities.split() or (quantities == "new" and old != quantity):
            yield words.replace("{old}", old).replace("{gradient}", f"d{old}"), said


def given_by(answer, slips):
    """For the one or two slips that give an answer."""
    reasons = dict.fromkeys(when(slip) for slip in slips)
    questions = dict.fromkeys(asked(slip) for slip in slips)
    if len(questions) > 1 and len({slip.at for slip in slips}) == 1:  # one that holds for both
        common = slips[0].of if len({slip.of for slip in slips}) == 1 else slips[0].at
        questions = [RECORDS[slips[0].kind][common].question]
    entries = slips[0].entries
    where = " and ".join(label(slips[0].marked, index) for index in entries)
    one = len(entries or np.ravel(answer)) == 1
    these = "This is the number" if one else "These are the numbers"
    either = " either" if len(reasons) > 1 else ""
    said = f"{these} you get{either} when {', or when '.join(reasons)}. {' '.join(questions)}"
    return f"At {where} {said[0].lower()}{said[1:]}" if where else said


def _said(slip, place, edit):
    right = RECORDS[slip.kind][slip.of].formula
    old, new = (_called(part, right) for part in (place.old, edit.new))
    if edit.said == INSTEAD:
        old, new = _called(place.old), _called(edit.new)
        new = f"another entry of {new}" if old == new else new
    said = edit.said.format(old=old, new=new)
    said = dict(_of(SAID_THERE, slip.of)).get(said, said)
    if place.product is not None:
        each = "way" if slip.of.startswith("dL") else "product"
        each = "row" if isinstance(right, Over) and right.way == "mean" else each
        product = f"{each} {place.product + 1}"
        said = said.replace(old, product) if place.whole and old in said else f"in {product} {said}"
    return said if slip.of == slip.at else f"on the way to {CALLED.get(slip.of, slip.of)} {said}"


def _called(part, right=None):
    """A piece of a formula, a function, a number or several in words. right: the whole formula."""
    if part is not None and part == right:
        return "the result"
    match part:
        case None:
            return ""
        case Function(name):
            return name
        case tuple():
            return " and ".join(map(_called, part))
        case float() | int():
            return typeset(part)
        case Value():
            return _value(part)
        case Number(_, value):
            return "½" if value == 0.5 else typeset(value)
        case Apply((argument,), function):
            known = {RELU: "ReLU", GATE: "the gate", SQUARE: "the square"}
            return known.get(function, f"{function.name} of {_called(argument)}")
        case Over((term,), _, way):
            weighed = way == "sum" and isinstance(term, Joined)
            return "the weighted sum" if weighed else f"the {way} of {_called(term)}"
        case Joined(parts, sign):
            names = [_called(inner) for inner in parts]
            if names[0] == "the learning rate":
                return "the step"
            if names == ["y_pred", "y_true"] and sign == "−":
                return "the error"
            if names[1] == "the step":
                return f"the new {names[0]}"
            return f" {sign} ".join(names) if sign in "×÷−" else " and ".join(names)


def _value(node):
    name = CALLED.get(node.name, label(node.name))
    if any(str(index).startswith("-") for index in node.indices):
        return f"{name} in the other order"
    if len(node.indices) == 2 and node.indices in combinations(LETTERS[::-1], 2):
        return f"{name} with rows for columns"
    if node.indices and all(isinstance(index, int) for index in node.indices):
        return label(node.name, node.indices)
    lines = ("nudge", "row", "column")[-len(node.indices) :]
    for line, index in zip(lines, node.indices, strict=False):
        if isinstance(index, int):
            return f"the {('first', 'second')[index]} {line} of {name}"
    return name


def another_shape(record, answer, target, slips=()):
    """For an answer of another shape than the right one, and the slips that give it, if any."""
    wanted, got = shape_words(np.shape(target)), shape_words(np.shape(answer))
    said = given_by(answer, slips) if slips else record.question
    return f"{record.name} is {wanted}; yours is {got}. {said}"


def other(record, kind, answer, target, in_part=False):
    """For an answer that no slip explains, by the kind of its difference from the target.

    in_part: only some of its entries were asked.
    """
    if kind == "one entry":
        (index,) = differing(answer, target)
        within = difference(np.asarray(answer)[index], np.asarray(target)[index])
        said, question = KINDS.get(within, ("", record.question))
        only = "" if in_part else f"only {label(record.name, index)} is not right yet"
        said = ": ".join(filter(None, (only, said)))
    else:
        these = "this number" if np.size(answer) == 1 else "these numbers"
        none = f"none of the usual slips gives {these}"
        said, question = KINDS.get(kind, (none, record.question))
    said = f"{said[:1].upper()}{said[1:]}. " if said else ""
    return said + (question or _ORDER[np.ndim(answer)])


def unknown(name, names):
    """For a name that is no quantity."""
    name = plain(str.__str__(name))
    near = get_close_matches(name, names)
    ask = f"Did you mean {near[0]}?" if near else "The names are " + ", ".join(names) + "."
    return f"There is no quantity called “{name}”. {ask}"
