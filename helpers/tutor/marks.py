"""What the marker gives back: a judgement for each answer, as text and as HTML."""

from dataclasses import dataclass
from html import escape

# state -> (symbol, word, colour): in the page the colour never stands alone
STATES = {
    "right": ("✓", "right", "#009E73"),
    "right method": ("↪", "right method", "#0072B2"),
    "rounded": ("≈", "nearly", "#E69F00"),
    "not yet": ("✗", "not yet", "#D55E00"),
    "not read": ("?", "not read", "#E69F00"),
    "not answered yet": ("…", "not answered yet", "#888888"),
}


@dataclass(frozen=True, repr=False)
class Mark:
    """The judgement of one answer: its state, one or two sentences, and the slips it names."""

    quantity: str
    state: str
    sentence: str = ""
    slips: tuple = ()

    @property
    def right(self):
        """Whether nothing is left to do here: right, or right from the learner's own numbers."""
        return self.state in ("right", "right method")

    def __repr__(self):
        symbol, word, _ = STATES[self.state]
        return f"{symbol} {self.quantity}: {word}" + (f". {self.sentence}" if self.sentence else "")

    def _repr_html_(self):
        return self.html(f"<code>{escape(self.quantity)}</code>: ")

    def html(self, name=""):
        """The mark as HTML, with its state by symbol, word and colour; name: HTML to begin with."""
        symbol, word, colour = STATES[self.state]
        sentence = f". {escape(self.sentence)}" if self.sentence else ""
        return (
            f'<span style="border-left:4px solid {colour};padding-left:8px;'
            f'display:block;margin:4px 0"><span aria-hidden="true">{symbol} </span>'
            f"{name}<strong>{word}</strong>{sentence}</span>"
        )


@dataclass(frozen=True, repr=False)
class Marks:
    """What `check` returns: a `Mark` for each answer, in the order of the steps, and notes."""

    marks: tuple = ()
    notes: tuple = ()

    def __repr__(self):
        return "\n".join([repr(mark) for mark in self.marks] + list(self.notes))

    def _repr_html_(self):
        marks = "".join(mark._repr_html_() for mark in self.marks)
        notes = "".join(f'<span style="display:block">{escape(note)}</span>' for note in self.notes)
        return f'<div role="status">{marks}{notes}</div>'

    def __getitem__(self, quantity):
        """The `Mark` of one quantity; KeyError if it has none."""
        return {mark.quantity: mark for mark in self.marks}[quantity]
