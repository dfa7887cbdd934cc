"""Drive every dial, button and folded answer of a lab, and compare what it shows each time."""

import re

from helpers import labs

RESET = "Reset to the worked example"


def drive(lab, expected):
    """All dials by slider and by field, all choices, "try this", the answers, the reset.

    expected: called with the numbers on the dials, by name; gives what `Lab.expect` must find.
    """
    model = getattr(labs, lab.name)()  # says which numbers a gesture sets; never what is shown
    lab.click(RESET)
    _same(lab, model.values, expected)
    for name, start in model.values.items():
        if isinstance(start, str):
            _drive_choice(lab, model, name, expected)
        else:
            _drive_dial(lab, model, name, expected)
    for key in lab.controls():
        if question := re.fullmatch(r"button (Try.* (\d+))", key):
            lab.click(question[1])
            model.try_this(int(question[2]))
            _same(lab, model.values, expected)
        elif key.startswith("fold "):
            open_fold(lab, key)
    lab.click(RESET)
    model.reset()
    _same(lab, model.values, expected)


def open_fold(lab, key):
    """Open a folded answer by keyboard: there must be something in it that was not there before."""
    before = lab.lines()
    lab.press(key, "Enter")
    assert len(lab.lines()) > len(before)
    lab.press(key, "Enter")


def _drive_choice(lab, model, name, expected):
    """Choose every option, and the first one again at the end."""
    for option in [*lab.options(name), model.values[name]]:
        lab.choose(name, option)
        _same(lab, model.values | {name: option}, expected)


def _drive_dial(lab, model, name, expected):
    """Slide a step, slide to both ends, hold the key down, type a number between two steps."""
    start = model.values[name]
    stops = []
    for keystroke in ("ArrowRight", "Home", "End"):
        before = lab.fields()[name]
        lab.press(f"slider {name}", keystroke)
        lab.wait_until(lambda before=before: lab.fields()[name] != before)
        stops.append(lab.fields()[name])
        _same(lab, model.values | {name: stops[-1]}, expected)
    right, low, high = stops
    assert low <= start < right <= high
    between = _between(low, high)
    for value in (round(between) if isinstance(start, int) else between, start):
        lab.type(name, value)
        _same(lab, model.values | {name: value}, expected)
    _hold_key(lab, model, name, right, expected)
    lab.type(name, start)
    _same(lab, model.values, expected)


def _hold_key(lab, model, name, right, expected):
    """Three presses without waiting for the kernel: three steps, and the last picture stays."""
    lab.press(f"slider {name}", *["ArrowRight"] * 3)
    start = model.values[name]
    even = model.values | {name: round(start + 3 * (right - start), 10)}
    by_powers = model.values | {name: float(f"{start * (right / start) ** 3:.10g}")}
    _same(lab, by_powers if start and right / start > 3 else even, expected)


def _between(low, high):
    """A number between two ends that no slider stops at."""
    value = (low * high) ** 0.5 if low > 0 and high / low > 1000 else low + 0.37 * (high - low)
    return float(f"{value:.3g}")


def _same(lab, values, expected):
    lab.expect(fields=values, **expected(values))
