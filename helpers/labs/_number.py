"""A number that can be slid and typed: a slider, and a labelled field as its twin."""

from ipywidgets import (
    BoundedFloatText,
    BoundedIntText,
    Button,
    FloatLogSlider,
    FloatSlider,
    HBox,
    IntSlider,
    Layout,
    link,
)

LABEL = {"description_width": "70px"}


class Number(HBox):
    """A labelled number with the limits low and high; `changed()` is called after each move.

    scale: "even" steps, "log" for powers of ten, "whole" for whole numbers.
    """

    def __init__(self, label, value, low, high, changed, scale="even", step=0.05):
        common = {"value": value, "description": label, "style": LABEL}
        slim = {**common, "readout": False, "layout": Layout(width="300px")}
        narrow = {**common, "min": low, "max": high, "layout": Layout(width="170px")}
        if scale == "whole":
            slider, self._field = IntSlider(min=low, max=high, **slim), BoundedIntText(**narrow)
        elif scale == "log":
            powers = {"min": _power(low), "max": _power(high), "step": 0.5}
            slider, self._field = FloatLogSlider(**powers, **slim), BoundedFloatText(**narrow)
        else:
            slider = FloatSlider(min=low, max=high, step=step, **slim)
            self._field = BoundedFloatText(step=step, **narrow)
        link((slider, "value"), (self._field, "value"))
        self._field.observe(lambda change: changed(), "value")
        super().__init__([slider, self._field], layout=Layout(flex_flow="row wrap"))

    @property
    def value(self):
        """The number itself; setting it moves slider and field and calls `changed`."""
        return self._field.value

    @value.setter
    def value(self, value):
        self._field.value = value


def button(label, action):
    """A button that calls `action()` when it is pressed."""
    made = Button(description=label, layout=Layout(width="auto"))
    made.on_click(lambda pressed: action())
    return made


def _power(value):
    return int(f"{value:e}".split("e")[1])
