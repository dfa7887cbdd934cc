"""A Predict: a question, a place for the answer, and what the tutor says of it."""

from functools import partial
from html import escape

from ipywidgets import HTML, HBox, Layout, Text, VBox

from helpers.labs.kit import button, status
from helpers.labs.page import Sentence, Shown
from helpers.tutor.predictions import PREDICTIONS

UNTOUCHED = "Run this cell to answer, or go on without."


class Predict(Shown):
    """One prediction, or reason, by its name: a field to type into, or options to choose.

    Raises ValueError for a name that no prediction has.
    """

    def __init__(self, name):
        if name not in PREDICTIONS:
            raise ValueError(f"no prediction is called {name!r}")
        self._prediction, self.marks = PREDICTIONS[name], ()
        self._said = HTML(status(""))
        options = getattr(self._prediction, "options", ())
        answer = self._options(options) if options else self._line()
        question = HTML(status(escape(self._prediction.question)))
        super().__init__([question, answer, self._said], layout=Layout(max_width="960px"))

    def __repr__(self):
        return f"Predict. {self._prediction.question} {UNTOUCHED}"

    def answer(self, given):
        """Judge an answer: a number or numbers as a person types them, or one of the options."""
        judged = self._prediction.judge(given)
        self.marks = tuple(mark for _, mark in judged)
        shown = "".join(mark.html(f"{label}: " if label else "") for label, mark in judged)
        self._said.value = status(shown)

    def _line(self):
        self._field = Text(
            description="Your answer",
            continuous_update=False,
            layout=Layout(width="300px"),
            style={"description_width": "initial"},
        )
        self._field.observe(lambda change: self.answer(change.new), "value")
        check = button("Check", lambda: self.answer(self._field.value))
        return HBox([self._field, check], layout=Layout(flex_flow="row wrap"))

    def _options(self, options):
        """A button for each option; the one that was chosen last is set in bold."""

        def choose(words):
            self.answer(words)
            for one in made:
                one.style.font_weight = "bold" if one.description == words else ""

        made = [button(words, partial(choose, words)) for words in options]
        return VBox(made, layout=Layout(align_items="flex-start"))

    @property
    def picture(self):
        """The question, and how to answer."""
        return Sentence(f"{escape(self._prediction.question)} <em>{UNTOUCHED}</em>")
