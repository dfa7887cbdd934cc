"""What the marker gives back: a judgement for each answer, as text and as HTML."""

from dataclasses import dataclass
from html import escape

# state -> (symbol, word); a colour goes with each in the page, never alone
STATES = {
    "right": ("✓", "right"),
    "right method": ("↪", "right method"),
    "rounded": ("≈", "nearly"),
    "not yet": ("✗", "not yet"),
    "not read": ("?", "not read"),
    "not answered yet": ("…", "not answered yet"),
}
COLOURS = {
    "✓": "#009E73",
    "↪": "#0072B2",
    "≈": "#E69F00",
    "✗": "#D55E00",
    "?": "#E69F00",
    "…": "#888888",
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
        symbol, word = STATES[self.state]
        return f"{symbol} {self.quantity}: {word}" + (f". {self.sentence}" if self.sentence else "")

    def _repr_html_(self):
        return self.html(f"<code>{escape(self.quantity)}</code>: ")

    def html(self, name=""):
        """The mark as HTML, with its state by symbol, word and colour; name: HTML to begin with."""
        symbol, word = STATES[self.state]
        sentence = f". {escape(self.sentence)}" if self.sentence else ""
        return (
            f'<span style="border-left:4px solid {COLOURS[symbol]};padding-left:8px;'
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
        notes = "".join(f'<span style="display:block">{escape(note)}</span>' for note in self.notes)
        return (
            '<div role="status">'
            + "".join(mark._repr_html_() for mark in self.marks)
            + notes
            + "</div>"
        )

    def __getitem__(self, quantity):
        """The `Mark` of one quantity; KeyError if it has none."""
        return {mark.quantity: mark for mark in self.marks}[quantity]
