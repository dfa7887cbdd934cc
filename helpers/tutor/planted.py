"""Five backward passes with one mistake of the catalogue each, for notebook 07 to find and name."""

from html import escape
from types import MappingProxyType

from helpers.gradient_check import central_differences, relative_error
from helpers.network import Gradients, forward
from helpers.quantities import work_out
from helpers.tutor.mistakes import MISTAKES
from helpers.worked_example import Example, sleeping_example

# What each suspect does, and what the learner chooses from, numbered from 1 as in the notebook.
SUSPECTS = MappingProxyType(
    {
        "A": "z for a in dW2",
        "B": "factor 2 in the slope",
        "C": "dW1 transposed",
        "D": "no gate",
        "E": "output signal as db1",
    }
)
CHOICES = (
    "factor 2 in the slope",
    "y_true - y_pred",
    "z for a in dW2",
    "bias gradient 0",
    "W2 left out going back",
    "no gate",
    "dW1 transposed",
    "output signal as db1",
)
PARAMETERS = ("W1", "b1", "W2", "b2")


def backward_of(suspect):
    """The backward pass of suspect "A" … "E": a function called like `backward`, for one example.

    Raises ValueError for another letter. Source: notebook 07.
    """
    if suspect not in SUSPECTS:
        raise ValueError(f"suspect must be one of {', '.join(SUSPECTS)}")
    return _with_mistake(SUSPECTS[suspect])


def _with_mistake(name):
    def backward(parameters, forward_pass, y_true):
        problem = Example(forward_pass.x, parameters, y_true, learning_rate=0.1)
        right = work_out(problem)
        slips = {quantity: slip(problem, right) for quantity, slip in MISTAKES[name].shows.items()}
        values = work_out(problem, slips)
        return Gradients(*[values[quantity] for quantity in Gradients._fields])

    return backward


def check_errors(backward, example=sleeping_example):
    """The relative error of each gradient against nudging: {"dW1": 0.0, …}. Source: notebook 07."""
    x, parameters, y_true, _ = example
    gradients = backward(parameters, forward(parameters, x), y_true)
    slopes = central_differences(parameters, x, y_true)
    return {
        f"d{name}": relative_error(getattr(gradients, f"d{name}"), slope)
        for name, slope in zip(PARAMETERS, slopes, strict=True)
    }


class Verdicts:
    """What `confirm` returns: one sentence for each suspect, as text and as HTML."""

    def __init__(self, sentences):
        self._sentences = tuple(sentences)

    def __repr__(self):
        return "\n".join(self._sentences)

    def _repr_html_(self):
        return "".join(f"<p>{escape(sentence)}</p>" for sentence in self._sentences)


def confirm(**answers):
    """Judge which mistake was found in which suspect: `confirm(A=3)`, `...` for no answer yet.

    Each answer is the number of a mistake in `CHOICES`. Returns `Verdicts`; anything else that was
    typed gets a sentence too. Source: notebook 07.
    """
    return Verdicts(f"{suspect}: {_verdict(suspect, answers[suspect])}" for suspect in answers)


def _verdict(suspect, answer):
    if suspect not in SUSPECTS:
        return f"there is no such suspect; they are {', '.join(SUSPECTS)}."
    if answer is ...:
        return "not answered yet."
    if type(answer) is not int or not 1 <= answer <= len(CHOICES):
        return f"an answer is one whole number from 1 to {len(CHOICES)}, or ... for none yet."
    named, planted = CHOICES[answer - 1], SUSPECTS[suspect]
    if named == planted:
        return f"right. Here {MISTAKES[planted].when}."
    spoiled, found = _spoiled(named), _spoiled(planted)
    if spoiled != found:
        asked = f"Which does the check report for {suspect}?"
        return f"mistake {answer} would spoil {_words(spoiled)}. {asked}"
    asked = "By what factor, and in which entries, are they off?"
    return f"mistake {answer} spoils {_words(spoiled)} too, but not by this much. {asked}"


def _spoiled(name):
    errors = check_errors(_with_mistake(name))
    return [gradient for gradient, error in errors.items() if error > 1e-6]


def _words(names):
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
