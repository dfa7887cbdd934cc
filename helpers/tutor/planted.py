"""Five backward passes with one slip each, for notebook 07 to find and name."""

from types import MappingProxyType

import numpy as np

from helpers.formatting import in_a_row
from helpers.formulas import Number, shaped
from helpers.gradient_check import central_differences, relative_error
from helpers.network import Gradients, forward
from helpers.quantities import (
    QUANTITIES,
    delta,
    given_values,
    signal,
    signal_at_a,
    work_out,
    x,
    y_pred,
    y_true,
    z,
)
from helpers.tutor.answers import read
from helpers.tutor.marks import Mark, Marks
from helpers.worked_example import Example, sleeping_example

# What the learner chooses from, by its number in the notebook: the quantities where it is made,
# what is worked out there instead, and what that is in words.
CHOICES = MappingProxyType(
    {
        1: ("dL_dy_pred", 2 * (y_pred - y_true), "the slope is that of error² without its ½"),
        2: ("dL_dy_pred", y_true - y_pred, "y_pred is taken away from y_true"),
        3: ("dW2", signal * z["j"], "the signal is multiplied by z"),
        4: ("db2 db1", Number(value=0.0), "a bias is thought to leave the loss as it is"),
        5: ("dL_da_hidden", signal, "each neuron is handed the whole signal"),
        6: ("delta_hidden", signal_at_a["j"], "the signal at a is passed on as it is"),
        7: ("dW1", delta["i"] * x["j"], "dW1 is written with a row for each neuron"),
        8: ("db1", signal, "the signal of the output is used for the hidden biases"),
    }
)
SUSPECTS = MappingProxyType({"A": 3, "B": 1, "C": 7, "D": 6, "E": 8})


def backward_of(suspect):
    """The backward pass of suspect "A" … "E": a function called like `backward`, for one example.

    Raises ValueError for another letter. Source: notebook 07.
    """
    if suspect not in SUSPECTS:
        raise ValueError(f"suspect must be one of {', '.join(SUSPECTS)}")
    return _with_mistake(SUSPECTS[suspect])


def _with_mistake(number):
    quantities, formula, _ = CHOICES[number]

    def backward(parameters, forward_pass, wanted):
        problem = Example(forward_pass.x, parameters, wanted, learning_rate=0.1)
        values, wrong = {**given_values(problem), **work_out(problem)}, {}
        for name in quantities.split():
            wrong[name] = shaped(formula, QUANTITIES[name].shape, values)
        values = work_out(problem, wrong)
        return Gradients(*[values[name] for name in Gradients._fields])

    return backward


def check_errors(backward):
    """The relative error of each gradient against nudging: {"dW1": 0.0, …}. Source: notebook 07."""
    inputs, parameters, wanted, _ = sleeping_example
    gradients = backward(parameters, forward(parameters, inputs), wanted)
    slopes = central_differences(parameters, inputs, wanted)
    return {
        name: relative_error(getattr(gradients, name), slope)
        for name, slope in zip(("dW1", "db1", "dW2", "db2"), slopes, strict=True)
    }


def confirm(**answers):
    """Judge which mistake was found in which suspect: `confirm(A=3)`, `...` for no answer yet.

    Each answer is the number of a mistake in `CHOICES`. Returns `Marks`; anything else that was
    typed gets a sentence too. Source: notebook 07.
    """
    return Marks(tuple(_judged(suspect, answer) for suspect, answer in answers.items()))


def _judged(suspect, answer):
    if suspect not in SUSPECTS:
        known = ", ".join(SUSPECTS)
        return Mark(suspect, "not read", f"There is no such suspect; they are {known}.")
    if answer is ...:
        return Mark(suspect, "not answered yet")
    answer = read(answer, ()).value
    if np.ndim(answer) or answer not in CHOICES:
        words = f"An answer is one whole number from 1 to {len(CHOICES)}, or ... for none yet."
        return Mark(suspect, "not read", words)
    answer, planted = int(answer), SUSPECTS[suspect]
    if answer == planted:
        return Mark(suspect, "right", f"Here {CHOICES[planted][2]}.")
    spoiled, found = _spoiled(answer), _spoiled(planted)
    if spoiled != found:
        asked = f"Which does the check report for {suspect}?"
        words = f"Mistake {answer} would spoil {in_a_row(spoiled)}. {asked}"
    else:
        asked = "By what factor, and in which entries, are they off?"
        words = f"Mistake {answer} spoils {in_a_row(spoiled)} too, but not by this much. {asked}"
    return Mark(suspect, "not yet", words)


def _spoiled(number):
    errors = check_errors(_with_mistake(number))
    return [gradient for gradient, error in errors.items() if error > 1e-6]
