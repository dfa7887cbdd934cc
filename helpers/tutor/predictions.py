"""What a Predict asks, and what it says of an answer: one record each.

Those with options stand in choices.txt. No number that is asked for stands here: what is right is
worked out when an answer is given, so that neither a notebook nor this file gives it away.
"""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np

from helpers.network import loss
from helpers.quantities import Batch, TwoLayers, work_out
from helpers.training import train
from helpers.tutor.answers import read
from helpers.tutor.compare import rounded, same
from helpers.tutor.marking import judge
from helpers.tutor.marks import Mark
from helpers.worked_example import Example, sleeping_example, worked_example

WRITTEN = {  # how else a part of a label is written
    "δ": "(?:δ|delta)",
    "dL/d": "(?:[d∂]L/)?[d∂]",
    **dict.fromkeys(("y_pred", "prediction"), "(?:y_?pred|ŷ|y|prediction)"),
}
OLD = "That is the number of the worked example. What has been changed since?"


class OneNumber:
    """One question for a number. right: gives it. hint: what to ask after any other number.

    slips: wrong numbers that mean something, each as what gives it and what to say of it.
    near: how far off an estimate may be, where only an estimate is asked.
    """

    def __init__(self, question, right, hint, *slips, near=0):
        self.question, self.right, self.hint = question, right, hint
        self.slips, self.near = slips, near

    def judge(self, answer):
        """The judgement, as ((label, `Mark`),). answer: as typed."""
        reading = read(answer, ())
        if reading.value is None or np.ndim(reading.value):
            return (("", _unread(reading, "One number is asked here.")),)
        return (("", self._judged(float(reading.value))),)

    def _judged(self, value):
        right = self.right()
        if same(value, right):
            return Mark("", "right")
        if abs(value - right) <= self.near:
            return Mark("", "right", "A good estimate. Run the next cell and count.")
        for wrong, words in self.slips:
            if same(value, wrong()):
                return Mark("", "not yet", words)
        if rounded(value, right):
            return Mark("", "rounded", "Right as far as it goes; give four digits.")
        return Mark("", "not yet", self.hint)


class Choice:
    """One question with options. right: the place of the right one, counted from 0.

    choices: (option, what to say when it was chosen), in the order in which they are shown. The
    options alone are `options`.
    """

    def __init__(self, question, right, *choices):
        self.question, self.right = question, right
        self.options, self._said = zip(*choices, strict=True)

    def judge(self, answer):
        """The judgement, as ((label, `Mark`),). answer: one of the options."""
        if answer not in self.options:
            return (("", Mark("", "not read", "It is one of those to choose from.")),)
        place = self.options.index(answer)
        state = "right" if place == self.right else "not yet"
        return (("", Mark("", state, self._said[place])),)


class Marked:
    """One question about entries of quantities, judged by the tutor: right, or which slip it was.

    problem: an `Example` or `TwoLayers`. asked: for each number its label, the quantity, and which
    entry of it. given: the quantities that stand on the page.
    """

    def __init__(self, question, problem, *asked, given=()):
        self.question, self.problem, self.asked, self.given = question, problem, asked, given

    def judge(self, answer):
        """The judgement, as (label, `Mark`) for each number that is asked. answer: as typed."""
        shape = () if len(self.asked) == 1 else (len(self.asked),)
        reading = read(self._numbered(answer), shape)
        if reading.value is None or np.shape(reading.value) != shape:
            labels = ", ".join(label for label, _, _ in self.asked)
            several = f"{len(self.asked)} numbers are asked here, with blanks between: {labels}."
            return (("", _unread(reading, several if shape else "One number is asked here.")),)
        truth, answers = work_out(self.problem), {}
        values = np.ravel(reading.value)
        for value, (_, name, index) in zip(values, self.asked, strict=True):
            answers.setdefault(name, np.array(truth[name], dtype=float))[index] = value
        marks = {mark.quantity: mark for mark in judge(self.problem, answers, self.given, answers)}
        found, said = [], ""
        for value, (label, name, index) in zip(values, self.asked, strict=True):
            mark = replace(marks[name], sentence=self._labelled(marks[name]))
            if not mark.right and same(value, truth[name][index]):
                mark = Mark(name, "right")  # it is another entry that is not
            elif not mark.right and self._is_old(value, name, index):
                mark = Mark(name, "not yet", OLD)
            if mark.sentence and mark.sentence == said:  # once is enough
                mark = replace(mark, sentence="The same holds here.")
            else:
                said = mark.sentence
            found.append((label if shape else "", mark))
        return tuple(found)

    def _labelled(self, mark):
        """The sentence of a mark in which a number that is asked alone is called by its label."""
        sentence = re.sub(r"^At .*? (this is|these are) the", r"\1 the", mark.sentence)
        names = [name for _, name, _ in self.asked]
        for label, name, _ in self.asked:
            if names.count(name) == 1:
                sentence = re.sub(rf"\byour (own )?{name}\b", rf"your \1{label}", sentence)
        if names.count(mark.quantity) == 1:
            sentence = re.sub("^[Tt]hese are the numbers", "This is the number", sentence)
        return sentence[:1].upper() + sentence[1:]

    def _numbered(self, answer):
        """The answer with n1, n2 … for the labels, so that they may stand in any order."""
        if not isinstance(answer, str) or len(self.asked) == 1:
            return answer
        answer = unicodedata.normalize("NFKC", answer)
        for place, (label, _, _) in enumerate(self.asked, 1):
            name = re.escape(unicodedata.normalize("NFKC", label))
            name = re.sub("|".join(WRITTEN), lambda found: WRITTEN[found[0]], name)
            name = re.sub("(?=[0-9])", "_?", name)
            answer = re.sub(rf"(?<![\w/]){name}(?= *[=:→]| +[-−]?[\d.])", f"n{place}", answer)
        return answer

    def _is_old(self, value, name, index):
        """Whether it is the number of the worked example, of which one thing has been changed."""
        if not isinstance(self.problem, Example):
            return False
        return same(value, work_out(worked_example)[name][index])


def _unread(reading, otherwise):
    if reading.value is None and not reading.sentence:
        return Mark("", "not answered yet")
    return Mark("", "not read", reading.sentence or otherwise)


def _choice(block):
    first, *options = block.strip().splitlines()
    name, question = first.split(": ", 1)
    right = next(place for place, option in enumerate(options) if option.startswith("+ "))
    return name, Choice(question, right, *(option[2:].split(" | ") for option in options))


_TEXT = Path(__file__).with_name("choices.txt").read_text(encoding="utf-8")
CHOICES = dict(map(_choice, re.split(r"\n(?=\d\d-)", _TEXT)[1:]))


def _worked(name):
    return work_out(worked_example)[name]


def _batch(name):
    return work_out(FOUR_ROWS)[name]


# fmt: off
_x, _start, _y, _rate = worked_example
XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
FOUR_ROWS = Batch(XOR_X, _start, XOR_Y)
TWO_LAYERS = TwoLayers(  # the network of notebook 10
    _x, _start.W1, np.array([0.1, -1.3]), np.array([[0.5, -0.5], [0.7, 0.3]]),
    np.array([0.1, 0.7]), np.array([2.0, -1.0]), 0.5, _y)
PREDICTIONS = {
    **CHOICES,
    # 00
    "00-first-sum": OneNumber("What comes out when the bias is added?",
        lambda: _worked("z_hidden")[0],
        "What do you get when you add 0.1 to 0.7?",
        (lambda: 0.7 * _start.b1[0], "A bias is added. What is 0.7 plus 0.1?")),
    # 01
    "01-neuron-2": Marked("What is z₂?", worked_example, ("z₂", "z_hidden", 1)),
    "01-relu": OneNumber("What would ReLU make of −0.2?",
        lambda: max(-0.2, 0),
        "Which of the two is larger, −0.2 or 0?",
        (lambda: 0.2, "The minus is not left out. Which is larger, −0.2 or 0?"),
        (lambda: -0.2, "It stays only if it is positive. Which is larger, −0.2 or 0?")),
    "01-output": Marked("What is z_out?", worked_example, ("z_out", "y_pred", ())),
    "01-asleep": Marked("b1[1] is −1.2 now. What are z₂, a₂ and the prediction?",
        sleeping_example, ("z₂", "z_hidden", 1), ("a₂", "a_hidden", 1), ("y_pred", "y_pred", ())),
    # 02
    "02-loss": Marked("What is L?", worked_example, ("L", "L", ())),
    "02-twice-as-far": OneNumber(
        "The error is twice as large. How many times as large is the loss?",
        lambda: loss(0.32, 0) / loss(0.16, 0),
        "What happens to the square of a number when the number is doubled?",
        (lambda: 2, "So it would be without the square. What does the square do?")),
    # 03
    "03-second-weight": Marked("What is dW2[1]?", worked_example, ("dW2[1]", "dW2", 1)),
    "03-through": Marked("What are dL/da₁ and dL/da₂?",
        worked_example, ("dL/da₁", "dL_da_hidden", 0), ("dL/da₂", "dL_da_hidden", 1)),
    "03-asleep": Marked("What are dL/da₂ and δ₂?",
        sleeping_example, ("dL/da₂", "dL_da_hidden", 1), ("δ₂", "delta_hidden", 1)),
    "03-last-weight": Marked("What is dW1[1, 1]?", worked_example, ("", "dW1", (1, 1))),
    # 04
    "04-second-weight": Marked("What is the new W2[1]?", worked_example, ("", "W2_new", 1)),
    "04-negative": OneNumber("A bias is −0.3, its gradient is −0.5. What is its new value?",
        lambda: -0.3 - _rate * -0.5,
        "New = old − learning rate × gradient. What is 0.1 × (−0.5)?",
        (lambda: -0.3 + _rate * -0.5, "The gradient is negative. What is minus a minus?"),
        (lambda: -0.3 + 0.5, "That is a whole gradient. What is the learning rate for?")),
    "04-first-weight": Marked("What is the new W1[1, 0]?", worked_example, ("", "W1_new", (1, 0))),
    "04-too-early": OneNumber("What would dL/da₁ seem to be with the new W2[0]?",
        lambda: _worked("dL_dy_pred") * _worked("W2_new")[0],
        "The signal is 0.16. What is it multiplied by here?",
        (lambda: _worked("dL_da_hidden")[0], "That is with the old W2[0]. And the new?")),
    # 05
    "05-how-many": OneNumber("After about how many steps?",
        lambda: sum(loss > 1e-6 for loss in train(_start, _x, _y, _rate, 100)[1]),
        "Divide 0.0128 by 8, again and again. When is it below 0.000001?",
        near=1),
    # 08
    "08-second-row": Marked("What are the two z and the prediction for the second row?",
        worked_example._replace(x=XOR_X[1]), ("z₁", "z_hidden", 0), ("z₂", "z_hidden", 1),
        ("prediction", "y_pred", ())),
    "08-mean-of-errors": Marked("What is db2 of the batch?", FOUR_ROWS, ("", "db2", ())),
    "08-sum": OneNumber("With the sum, what would dW1[0, 0] be?",
        lambda: 4 * _batch("dW1")[0, 0],
        "How many rows are there, and what does the mean divide by?",
        (lambda: _batch("dW1")[0, 0] / 4, "The sum is larger than the mean. By which factor?")),
    "08-falls-asleep": OneNumber("At which x₁ does neuron 1 fall asleep, where x₂ is 0?",
        lambda: -_start.b1[0] / _start.W1[0, 0],
        "Where x₂ is 0, which two terms of z are left? When do they cancel?",
        (lambda: 1, "The bias is positive already. On which side do the two cancel?")),
    # 10
    "10-one-way": OneNumber("What comes back to x₂ through neuron 2 alone?",
        lambda: _worked("delta_hidden")[1] * _start.W1[1, 1],
        "Which δ stands at the end of that way, and which weight lies on it?",
        (lambda: _worked("delta_hidden")[0] * _start.W1[1, 0], "That is the way through neuron 1."),
        (lambda: _worked("dL_dx")[1], "That is both ways together. And neuron 2 alone?")),
    "10-two-layers": Marked(
        "What are the two activations of the second layer, and the prediction?",
        TWO_LAYERS, ("activation 1", "a_second", 0), ("activation 2", "a_second", 1),
        ("prediction", "y_pred", ())),
    "10-second-delta": Marked("What are the two δ of the second layer?",
        TWO_LAYERS, ("neuron 1", "delta_second", 0), ("neuron 2", "delta_second", 1)),
    "10-second-slope": Marked(
        "What are the slopes against the two activations of the first layer, before the gate?",
        TWO_LAYERS, ("activation 1", "dL_da_first", 0), ("activation 2", "dL_da_first", 1)),
    "10-used-twice": OneNumber("What is the slope of a × b + a against a?",
        lambda: (4.001 * 2 + 4.001 - (3.999 * 2 + 3.999)) / 0.002,
        "Nudge a by a little. By how much does each of the two parts grow?",
        (lambda: 2, "That is the way through the product. Is there another one?"),
        (lambda: 1, "That is the way straight into the sum. Is there another one?"),
        (lambda: 4, "That is the slope against b. Against a it is the other factor.")),
}
# fmt: on
