"""What a prediction is: a question, and what to say of an answer to it."""

import re
import unicodedata
from dataclasses import replace

import numpy as np

from helpers.quantities import work_out
from helpers.tutor.answers import read
from helpers.tutor.compare import rounded, same
from helpers.tutor.marking import judge
from helpers.tutor.marks import Mark
from helpers.worked_example import Example, worked_example


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

    choices: (option, what to say when it was chosen), in the order in which they are shown.
    """

    def __init__(self, question, right, *choices):
        self.question, self.right, self.choices = question, right, choices

    @property
    def options(self):
        """The words to choose from."""
        return tuple(option for option, _ in self.choices)

    def judge(self, answer):
        """The judgement, as ((label, `Mark`),). answer: one of the options."""
        if answer not in self.options:
            return (("", Mark("", "not read", "It is one of those to choose from.")),)
        place = self.options.index(answer)
        state = "right" if place == self.right else "not yet"
        return (("", Mark("", state, self.choices[place][1])),)


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
            answers.setdefault(name, np.array(truth[name], dtype=float))
            answers[name][index] = value
        marks = {mark.quantity: mark for mark in judge(self.problem, answers, self.given, answers)}
        found, said = [], ""
        for value, (label, name, index) in zip(values, self.asked, strict=True):
            mark = marks[name]  # "At z₂: …" is said where more is asked than z₂
            mark = replace(mark, sentence=re.sub(r"^At [^:]*: ", "", mark.sentence))
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


WRITTEN = {  # how else a part of a label is written
    "δ": "(?:δ|delta)",
    "dL/d": "(?:[d∂]L/)?[d∂]",
    **dict.fromkeys(("y_pred", "prediction"), "(?:y_?pred|ŷ|y|prediction)"),
}
OLD = "That is the number of the worked example. What has been changed since?"


def _unread(reading, otherwise):
    if reading.value is None and not reading.sentence:
        return Mark("", "not answered yet")
    return Mark("", "not read", reading.sentence or otherwise)
