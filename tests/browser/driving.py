"""Drive every dial, button and folded answer of a lab, and compare what it shows each time."""

from helpers import labs
from helpers.formatting import typeset


def drive(lab, expected):
    """All dials by slider and by field, all choices, "try this", the answers, the reset.

    expected: called with the numbers on the dials, by name; gives what `Lab.expect` must find.
    """
    model = getattr(labs, lab.name)()  # says which numbers a gesture sets; never what is shown
    reset(lab, expected)
    for name, start in model.values.items():
        if isinstance(start, str):
            _drive_choice(lab, model, name, expected)
        else:
            _drive_dial(lab, model, name, expected)
    for number, question in enumerate(model.questions, start=1):
        lab.click(f"Try this {number}")
        model.try_this(number)
        _same(lab, model.values, expected)
        open_answer(lab, number, question.answer)
    reset(lab, expected)


def reset(lab, expected):
    """Press the reset: the lab shows the worked example again. Returns the numbers on its dials."""
    model = getattr(labs, lab.name)()
    lab.click(model.home)
    _same(lab, model.values, expected)
    return model.values


def open_answer(lab, number, answer):
    """Open a folded answer by keyboard, read it, fold it away."""
    assert answer not in lab.lines()
    lab.press(f"fold Answer {number}", "Enter")
    lab.expect(lines=[answer])
    assert lab.faults() == {}
    lab.press(f"fold Answer {number}", "Enter")
    lab.wait_until(lambda seen: answer not in seen["lines"])


def _drive_choice(lab, model, name, expected):
    """Choose every option, and the first one again at the end."""
    for option in [*lab.options(name), model.values[name]]:
        lab.choose(name, option)
        _same(lab, model.values | {name: option}, expected)


def _drive_dial(lab, model, name, expected):
    """Slide three steps and to both ends, type numbers beyond and between, hold the key down."""
    start, low, high = model.values[name], *_ends(model, name)
    steps = [_slide(lab, model, name, "ArrowRight", expected) for _ in range(3)]
    assert [start, *steps] == sorted({start, *steps})
    assert _slide(lab, model, name, "Home", expected) == low
    assert _slide(lab, model, name, "End", expected) == high
    ends = f"{name} goes from {typeset(low)} to {typeset(high)}"
    for beyond, end in ((high + 1, high), (low - 1, low)):
        lab.type(name, beyond)
        _same(lab, model.values | {name: end}, expected)
        assert f"{ends}: {typeset(beyond)} became {typeset(end)}." in lab.lines()
        assert lab.faults() == {}
    between = round(_between(low, high)) if isinstance(start, int) else _between(low, high)
    lab.type(name, between)
    _same(lab, model.values | {name: between}, expected)
    lab.type(name, start)
    _same(lab, model.values, expected)
    # Held down, the key does not wait for the kernel: still three steps, and the last one stays.
    lab.press(f"slider {name}", *["ArrowRight"] * 3)
    _same(lab, model.values | {name: steps[-1]}, expected)
    lab.type(name, start)
    _same(lab, model.values, expected)


def _slide(lab, model, name, keystroke, expected):
    """Press a key on the slider: all follows. Returns the number that it has come to."""
    before = lab.fields()[name]
    lab.press(f"slider {name}", keystroke)
    moved = lab.wait_until(lambda seen: seen["fields"][name] != before)["fields"][name]
    _same(lab, model.values | {name: moved}, expected)
    return moved


def _ends(model, name):
    """The lowest and the highest number that a dial takes."""
    start, ends = model.values[name], []
    for beyond in (-1e9, 1e9):
        model.move(name, beyond)
        ends.append(model.values[name])
    model.move(name, start)
    return ends


def _between(low, high):
    """A number between two ends that no slider stops at."""
    value = (low * high) ** 0.5 if low > 0 and high / low > 1000 else low + 0.37 * (high - low)
    return float(f"{value:.3g}")


def _same(lab, values, expected):
    """The lab shows these numbers and all that follows, when nothing more is on its way."""
    lab.notebook.settle()
    lab.expect(fields=values, **expected(values))
