"""Drive every dial, button and folded answer of a lab, and of the same lab made here, and compare.

What the lab made here shows is held against `helpers.network` by the unit tests.
"""

from helpers import labs
from helpers.formatting import number, typeset
from tests.browser.model import shown

VIEW = 1000, 620  # what a laptop of 1366 × 768 pixels leaves for a lab


class Pair:
    """A lab on a page and the same lab made here: each gesture is made on both."""

    def __init__(self, lab):
        self.lab, self.model = lab, getattr(labs, lab.name)()
        self.places = {}

    def same(self):
        """The page shows what the lab here shows, when nothing more is on its way."""
        self.lab.notebook.settle()
        self.compare()

    def compare(self):
        """The page, which is at rest, shows what the lab here shows, and no control has moved."""
        fields = self.lab.fields()
        on_the_page = {n: float(number(v)) for n, v in self.model.values.items() if n in fields}
        seen = self.lab.expect(fields=on_the_page, **shown(self.model))
        for key, place in seen["places"].items():
            before = self.places.setdefault(key, place)
            moved = max(abs(now - then) for now, then in zip(place, before, strict=True))
            assert moved <= 1, f"{self.lab.name}: {key} has moved from {before} to {place}"

    def click(self, label, gesture):
        """Press a button; gesture: makes the same move here."""
        self.lab.click(label)
        gesture()
        self.same()

    def type(self, name, value):
        """Type into a field."""
        self.lab.type(name, value)
        self.model.move(name, value)
        self.same()

    def slide(self, name, *keystrokes, to=None):
        """Press keys on a slider. Returns the number that it stays at; to: waits until it comes."""
        self.lab.press(f"slider {name}", *keystrokes)
        if to is not None:
            self.lab.wait_until(lambda seen: seen["fields"][name] == to)
        self.lab.notebook.settle()
        moved = self.lab.fields()[name]
        self.model.move(name, moved)
        self.compare()
        return moved

    def reset(self):
        self.click(self.model.home, self.model.reset)

    def open_all(self, label):
        """Put a control at every number that can be changed."""
        while f"button {label}" in self.lab.controls():
            self.click(label, self.model.more)


def drive(lab, pair=None):
    """All dials by slider and by field, what there is to try, the answers, the reset.

    pair: the lab beside the same one made here, if something was done to both before.
    """
    pair = pair or Pair(lab)
    pair.same()
    for label in ("More numbers", "One more number"):
        pair.open_all(label)
    box = lab.area.bounding_box()
    assert (box["width"] <= VIEW[0], box["height"] <= VIEW[1]) == (True, True), (lab.name, box)
    pair.reset()
    for name in pair.model.values:
        _drive_dial(pair, name)
    for count, question in enumerate(pair.model.questions, start=1):
        pair.click(f"Try {count}", lambda count=count: pair.model.try_this(count))
        open_answer(lab, count, question.answer)
    pair.reset()
    return pair


def open_answer(lab, count, answer):
    """Open a folded answer by keyboard, read it, fold it away."""
    assert answer not in lab.lines()
    lab.press(f"fold Answer {count}", "Enter")
    lab.expect(lines=[answer])
    assert lab.faults() == {}
    lab.press(f"fold Answer {count}", "Enter")
    lab.wait_until(lambda seen: answer not in seen["lines"])


def _drive_dial(pair, name):
    """Slide three steps and to both ends, type numbers beyond and between, hold the key down."""
    start = pair.model.values[name]
    low, high = _ends(pair.model, name)
    steps = [pair.slide(name, "ArrowRight") for _ in range(3)]
    assert [start, *steps] == sorted({start, *steps})
    assert pair.slide(name, "Home") == low
    assert pair.slide(name, "End") == high
    for beyond in (high + 1, low - 1):
        pair.type(name, typeset(beyond))  # with a true minus
        assert pair.lab.faults() == {}
    pair.type(name, "many")
    between = round(_between(low, high)) if isinstance(start, int) else _between(low, high)
    pair.type(name, str(between).replace(".", ","))
    pair.type(name, start)
    # Held down, the key does not wait for the kernel: still three steps, and the last one stays.
    assert pair.slide(name, *["ArrowRight"] * 3, to=steps[-1]) == steps[-1]
    pair.type(name, start)


def _ends(model, name):
    """The lowest and the highest number that a dial takes."""
    start, ends = model.values[name], []
    for beyond in (-1e8, 1e8):
        model.move(name, beyond)
        ends.append(model.values[name])
    model.move(name, start)
    return ends


def _between(low, high):
    """A number between two ends that no slider stops at."""
    value = (low * high) ** 0.5 if low > 0 and high / low > 1000 else low + 0.37 * (high - low)
    return float(f"{value:.3g}")
