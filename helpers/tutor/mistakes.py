"""The catalogue of mistakes: what each one computes, for any problem, and the sentence it gets.

To add a mistake, add one entry to MISTAKES. Its words complete "This is the number you get when
..." and end in a question that points to the step. They never give the number.
"""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np


class Mistake(NamedTuple):
    """One way to go wrong.

    shows: quantity name -> function (problem, values) -> what the mistake gives there, where
    `values` holds every earlier quantity. when, question: the two halves of its sentence.
    needs: what a problem must have for the mistake to show; empty if it always can.
    """

    shows: dict
    when: str
    question: str
    needs: str = ""


SLEEPING, NEGATIVE = "a sleeping neuron", "a prediction below 0"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _relu(z):
    return np.maximum(z, 0)


def _at_new_values(change):
    """A mistake of the update: change(old, gradient, learning_rate) -> new, for all four."""

    def at(parameter):
        return lambda p, v: change(
            getattr(p.parameters, parameter), v["d" + parameter], p.learning_rate
        )

    return {f"{parameter}_new": at(parameter) for parameter in ("W1", "b1", "W2", "b2")}


def _updated_W2(p, v):
    return p.parameters.W2 - p.learning_rate * v["dW2"]


MISTAKES = MappingProxyType(
    {
        "b1 left out": Mistake(
            {"z_hidden": lambda p, v: p.x @ p.parameters.W1},
            "b1 is not in the sum",
            "What does each neuron add to its weighted inputs?",
        ),
        "W1 transposed": Mistake(
            {"z_hidden": lambda p, v: p.x @ p.parameters.W1.T + p.parameters.b1},
            "each neuron takes a row of W1",
            "Do the weights into one hidden neuron stand in a row of W1 or in a column?",
        ),
        "inputs swapped": Mistake(
            {"z_hidden": lambda p, v: p.x[::-1] @ p.parameters.W1 + p.parameters.b1},
            "the inputs change places",
            "Which input do the weights in the first row of W1 belong to?",
        ),
        "no ReLU": Mistake(
            {"a_hidden": lambda p, v: v["z_hidden"]},
            "z is handed on as it is",
            "What does ReLU make of a z below 0?",
            needs=SLEEPING,
        ),
        "sigmoid for ReLU": Mistake(
            {"a_hidden": lambda p, v: _sigmoid(v["z_hidden"])},
            "sigmoid stands in the place of ReLU",
            "What does ReLU make of a z above 0, and of one below?",
        ),
        "b1 added after ReLU": Mistake(
            {
                "z_hidden": lambda p, v: p.x @ p.parameters.W1,
                "a_hidden": lambda p, v: _relu(p.x @ p.parameters.W1) + p.parameters.b1,
            },
            "b1 is kept back until after ReLU",
            "Does b1 join in before ReLU or after it?",
            needs=SLEEPING,
        ),
        "b2 left out": Mistake(
            {"y_pred": lambda p, v: v["a_hidden"] @ p.parameters.W2},
            "b2 is not in the sum",
            "What does the output neuron add to its weighted inputs?",
        ),
        "ReLU on the output": Mistake(
            {"y_pred": lambda p, v: _relu(v["a_hidden"] @ p.parameters.W2 + p.parameters.b2)},
            "the output goes through ReLU as well",
            "Which of the neurons have a ReLU, and which is linear?",
            needs=NEGATIVE,
        ),
        "W2 swapped going forward": Mistake(
            {"y_pred": lambda p, v: v["a_hidden"] @ p.parameters.W2[::-1] + p.parameters.b2},
            "the weights in W2 change places on the way forward",
            "Which hidden neuron does W2[0] start from?",
        ),
        "1/2 left out of the loss": Mistake(
            {"L": lambda p, v: (v["y_pred"] - p.y_true) ** 2},
            "the error is squared and left like that",
            "What stands in front of the square in the formula of L?",
        ),
        "absolute error as the loss": Mistake(
            {"L": lambda p, v: abs(v["y_pred"] - p.y_true)},
            "only the size of the error is taken",
            "Which two things are done to the error to make the loss?",
        ),
        "1/2 squared as well": Mistake(
            {"L": lambda p, v: ((v["y_pred"] - p.y_true) / 2) ** 2},
            "the error is halved first and squared after that",
            "Is the 1/2 inside the square or in front of it?",
        ),
        "y_true added": Mistake(
            {
                "L": lambda p, v: (v["y_pred"] + p.y_true) ** 2 / 2,
                "dL_dy_pred": lambda p, v: v["y_pred"] + p.y_true,
            },
            "y_true is added to y_pred",
            "Which sign does y_true have, and what becomes of it when it is taken away?",
        ),
        "factor 2 in the slope": Mistake(
            {"dL_dy_pred": lambda p, v: 2 * (v["y_pred"] - p.y_true)},
            "the slope is that of error² without its 1/2",
            "The square brings down a 2. What does the 1/2 in L do to it?",
        ),
        "1/2 kept in the slope": Mistake(
            {"dL_dy_pred": lambda p, v: (v["y_pred"] - p.y_true) / 2},
            "the 1/2 of the loss is still there in the slope",
            "The 1/2 meets the 2 that the square brings down. What is left of them?",
        ),
        "y_true - y_pred": Mistake(
            {"dL_dy_pred": lambda p, v: p.y_true - v["y_pred"]},
            "y_pred is taken away from y_true",
            "If y_pred rose a little, would the loss rise or fall, and which sign says so?",
        ),
        "y_pred as the error": Mistake(
            {"dL_dy_pred": lambda p, v: v["y_pred"]},
            "y_pred itself is taken as the error",
            "Which number is y_pred measured against?",
        ),
        "loss as the error": Mistake(
            {"dL_dy_pred": lambda p, v: v["L"]},
            "the loss itself is sent back",
            "The loss is a height. What is its slope where y_pred stands?",
        ),
        "z for a in dW2": Mistake(
            {"dW2": lambda p, v: v["dL_dy_pred"] * v["z_hidden"]},
            "the signal is multiplied by z",
            "What does W2 multiply on the way forward: z or what ReLU made of it?",
            needs=SLEEPING,
        ),
        "x for a in dW2": Mistake(
            {"dW2": lambda p, v: v["dL_dy_pred"] * p.x},
            "the signal is multiplied by the inputs x",
            "Which numbers does W2 multiply on the way forward?",
        ),
        "W2 for a in dW2": Mistake(
            {"dW2": lambda p, v: v["dL_dy_pred"] * p.parameters.W2},
            "the signal is multiplied by the weights themselves",
            "Nudge a weight of W2: by which number is that nudge multiplied on its way to y_pred?",
        ),
        "bias gradient 0": Mistake(
            {
                "db2": lambda p, v: 0 * v["dL_dy_pred"],
                "db1": lambda p, v: 0 * v["delta_hidden"],
            },
            "a bias is thought to leave the loss as it is",
            "If the bias rises a little, what happens to the sum that it is added to?",
        ),
        "bias gradient times the bias": Mistake(
            {
                "db2": lambda p, v: v["dL_dy_pred"] * p.parameters.b2,
                "db1": lambda p, v: v["delta_hidden"] * p.parameters.b1,
            },
            "the bias itself is multiplied in",
            "A bias is added. If it rises a little, how much does the sum rise?",
        ),
        "updated W2 used going back": Mistake(
            {"dL_da_hidden": lambda p, v: v["dL_dy_pred"] * _updated_W2(p, v)},
            "W2 is updated first and the new weights carry the signal back",
            "Which W2 made this y_pred: the one before the update or the one after it?",
        ),
        "W2 left out going back": Mistake(
            {"dL_da_hidden": lambda p, v: v["dL_dy_pred"] * np.ones_like(p.parameters.W2)},
            "each neuron is handed the whole signal",
            "Through which weight does each a reach y_pred?",
        ),
        "W2 swapped going back": Mistake(
            {"dL_da_hidden": lambda p, v: v["dL_dy_pred"] * p.parameters.W2[::-1]},
            "the weights in W2 change places on the way back",
            "Which weight leads from hidden neuron 1 to the output?",
        ),
        "a for W2 going back": Mistake(
            {"dL_da_hidden": lambda p, v: v["dL_dy_pred"] * v["a_hidden"]},
            "the signal is multiplied by a",
            "Nudge an a: by which number is that nudge multiplied on its way to y_pred?",
        ),
        "no gate": Mistake(
            {"delta_hidden": lambda p, v: v["dL_da_hidden"]},
            "the signal at a is passed on as it is",
            "Which neuron was asleep, and can it pass anything back?",
            needs=SLEEPING,
        ),
        "sigmoid's gate": Mistake(
            {"delta_hidden": lambda p, v: v["dL_da_hidden"] * v["a_hidden"] * (1 - v["a_hidden"])},
            "a(1 − a), the slope of a sigmoid, is taken as the gate",
            "How steep is ReLU where z is above 0, and where it is below?",
        ),
        "a as the gate": Mistake(
            {"delta_hidden": lambda p, v: v["dL_da_hidden"] * v["a_hidden"]},
            "the signal at a is multiplied by a itself",
            "A gate is open or shut. Which number stands for open, and which for shut?",
        ),
        "dW1 transposed": Mistake(
            {"dW1": lambda p, v: np.outer(v["delta_hidden"], p.x)},
            "dW1 is written with a row for each neuron",
            "What does a row of W1 belong to: an input or a neuron?",
        ),
        "x * delta entry by entry": Mistake(
            {"dW1": lambda p, v: p.x * v["delta_hidden"]},
            "x and delta are multiplied entry by entry",
            "How many weights are there in W1, and which input and neuron does each one join?",
        ),
        "a for x in dW1": Mistake(
            {"dW1": lambda p, v: np.outer(v["a_hidden"], v["delta_hidden"])},
            "delta is multiplied by a",
            "Which numbers does W1 multiply on the way forward?",
        ),
        "output signal as db1": Mistake(
            {"db1": lambda p, v: v["dL_dy_pred"] * np.ones_like(v["delta_hidden"])},
            "the signal of the output is used for the hidden biases",
            "Which sum does each bias in b1 join, and which signal comes back to it?",
        ),
        "plus for minus": Mistake(
            _at_new_values(lambda old, gradient, rate: old + rate * gradient),
            "the step is added",
            "The gradient points uphill. Which way should the step go?",
        ),
        "learning rate left out": Mistake(
            _at_new_values(lambda old, gradient, rate: old - gradient),
            "the whole gradient is taken away",
            "How large a part of the gradient does one step take?",
        ),
        "only the step": Mistake(
            _at_new_values(lambda old, gradient, rate: rate * gradient),
            "the step stands alone",
            "That is how far each number moves. From where does it start?",
        ),
        "biases not updated": Mistake(
            {
                "b1_new": lambda p, v: p.parameters.b1,
                "b2_new": lambda p, v: p.parameters.b2,
            },
            "the bias stays where it was",
            "A bias has a gradient too. What does the update do with it?",
        ),
        "sum for mean": Mistake(
            {},
            "the gradients of the rows are added up",
            "The loss is a mean over the rows. What does that make of the sum?",
            needs="a batch of two rows",
        ),
        "gradients piled up": Mistake(
            {},
            "the gradient of the step before is still in the sum",
            "Which gradients belong to this step?",
            needs="a second step",
        ),
    }
)

# At these steps two mistakes always give the same number, so they are named together.
ALIKE = (("z_hidden", {"b1 left out", "b1 added after ReLU"}),)


def mistaken(problem, name, values):
    """What each mistake gives for one quantity of a problem, all earlier `values` being as given.

    Returns a dict from the mistake's name to a number or array; a mistake that does not fit the
    shapes of the problem is left out.
    """
    results = {}
    for title, mistake in MISTAKES.items():
        if name in mistake.shows:
            try:
                results[title] = mistake.shows[name](problem, values)
            except ValueError:  # numpy: shapes do not fit, as x.T on a network with three inputs
                continue
    return results
