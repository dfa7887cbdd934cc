"""A dial that calls a function after each move, for labs with their own order of things."""

from ipywidgets import Button, Layout

from helpers.labs._dial import Dial


class Number(Dial):
    """A labelled number with the limits low and high; `changed()` is called after each move."""

    def __init__(self, label, value, low, high, changed, scale="even", step=0.05):
        super().__init__(label, value, low, high, step, scale)
        self.observe(lambda change: changed(), "value")


def button(label, action):
    """A button that calls `action()` when it is pressed."""
    made = Button(description=label, layout=Layout(width="auto"))
    made.on_click(lambda pressed: action())
    return made
