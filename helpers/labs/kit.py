"""What every lab is made of: a heading, something to look at, dials, a reset, things to try."""

from asyncio import get_running_loop
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import NamedTuple

from ipywidgets import HTML, Box, Button, Layout

from helpers.labs.controls import Dial
from helpers.labs.page import Shown

SECONDS = 1.5  # from one step to the next while it plays


class Question(NamedTuple):
    """Something to try. start: the numbers its button sets, by name. answer: shown folded."""

    text: str
    start: dict
    answer: str


class Lab(Shown):
    """The base of every lab. How to write one: the docstring of `helpers.labs`.

    show: the widgets to look at, on the left, first of all `_drawing`. dials: all that it is moved
    by. side: what stands on the right, above the reset, what to try, and the words; below: what
    stands under those. A lab sets `heading`, `task` and `questions`, and writes `_follow`, which
    shows what the dials say. player: its `Player`, if it plays.
    """

    home = "Reset"
    gone = "This is a still picture. Run the cell again, and you can play with it."
    player = None

    def __init__(self, show, dials, side=(), below=()):
        self._dials = {dial.name: dial for dial in dials}
        self._waiting = False
        self._words, self._notice = HTML(status(self.task)), HTML(status(""))
        for dial in self._dials.values():
            dial.observe(lambda change: self._moved(change.owner), "value")
            dial.observe(lambda change: self._say(change.new), "note")
        home = button(self.home, self.reset)
        numbers = range(1, len(self.questions) + 1)
        tries = [button(f"Try {number}", partial(self.try_this, number)) for number in numbers]
        tries = Box(tries).add_class("bh-ask")  # they stay in one line
        main = Box(show).add_class("bh-main")
        side = Box([*side, home, tries, self._words, *below, self._notice]).add_class("bh-side")
        heading = f'<div role="heading" aria-level="4" class="bh-heading">{self.heading}</div>'
        both = Box([main, side]).add_class("bh-both")
        super().__init__([HTML(looks() + heading), both])
        self.add_class("bh-lab")
        self._follow()

    @property
    def values(self):
        """The number on every dial, by name: {"x₁": 1.0, ...}."""
        return {name: dial.value for name, dial in self._dials.items()}

    def move(self, name, value):
        """Set one dial. A number beyond its ends becomes the nearest end, and the lab says so."""
        if name not in self._dials:
            raise ValueError(f"name must be one of {', '.join(self._dials)}; got {name!r}")
        self._dials[name].type(value)

    def reset(self):
        """Back to the numbers of the worked example."""
        self._words.value = status(self.task)
        self._start({})

    def try_this(self, number):
        """Ask question 1, 2, ...: the worked example with that question's numbers."""
        text, start, answer = self.questions[number - 1]
        folded = f"<details><summary>Answer {number}</summary>{answer}</details>"
        self._words.value = status(f"<b>Try {number}.</b> {text}{folded}")
        self._start(start)

    def close(self):
        """Stop playing, and take the lab away."""
        if self.player:
            self.player.pause()
        super().close()

    @property
    def picture(self):
        """What the lab shows: a `Picture`."""
        return self._drawing.picture

    def __repr__(self):
        return f"{type(self).__name__}. {self.picture!r}"

    def _start(self, numbers):
        """Stop playing, set all dials, then follow once."""
        if self.player:
            self.player.pause()
        self._set({name: numbers.get(name, dial.start) for name, dial in self._dials.items()})
        self._follow()

    def _set(self, numbers):
        """Set these dials, and do not follow."""
        self._waiting = True
        for name, number in numbers.items():
            self._dials[name].type(number)
        self._waiting = False

    def _moved(self, dial):
        if not self._waiting:
            self._follow()
            self._say(dial.note)  # where `_follow` sets other dials, these have said theirs

    def _say(self, note):
        self._notice.value = status(note and f"<b>{escape(note)}</b>")


@cache
def looks():
    """The rules of lab.css, as a page takes them."""
    rules = Path(__file__).with_name("lab.css").read_text(encoding="utf-8")
    return f"<style>{rules}</style>"


def status(html):
    """Words of a lab, which a screen reader says when they change."""
    return f'<div role="status" style="font-size:14px;line-height:1.45">{html}</div>'


def button(label, action, tooltip="", width="auto"):
    """A button that calls `action()` when it is pressed."""
    layout = Layout(width=width, flex="0 0 auto")
    made = Button(description=label, tooltip=tooltip, layout=layout)
    made.on_click(lambda pressed: action())
    return made


class Player:
    """Makes a move again and again in a rhythm; `button` plays and pauses it.

    move: makes one move. ended: says whether no further move is left. seconds: gives the time from
    one move to the next. finish: makes all that is left at once, for who wants no motion on a page.
    rewind: what playing from an end begins with, if not with a move. words: what the buttons say.
    buttons: both, of which a page shows the one that suits its reader.
    """

    def __init__(
        self, move, ended, seconds, finish, rewind=None, words=("Play", "Pause", "To the end")
    ):
        self._move, self._ended, self._seconds = move, ended, seconds
        self._rewind, self._words, self._timer = rewind or move, words, None
        self.button = button(words[0], self.toggle, width="76px")
        self.buttons = self.button, button(words[2], finish)
        for one, kind in zip(self.buttons, ("bh-plays", "bh-at-once"), strict=True):
            one.add_class(kind)

    @property
    def playing(self):
        """Whether a next move is on its way."""
        return self._timer is not None

    def play(self):
        """Make a move now, and the next ones in their time; from an end, begin again.

        Needs a running event loop, as every notebook has one. Raises RuntimeError without it.
        """
        loop = get_running_loop()
        self.pause()
        self._beat(loop, self._rewind if self._ended() else self._move)

    def pause(self):
        """Stop playing."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self.button.description = None, self._words[0]

    def toggle(self):
        """Pause if it plays, else play."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def _beat(self, loop, move):
        move()
        if self._ended():
            self.pause()
        else:
            self.button.description = self._words[1]
            self._timer = loop.call_later(self._seconds(), self._beat, loop, self._move)


class Stepper:
    """Goes before the base of a lab, and gives it a dial "step", from 0 to `last`."""

    last = 0

    def next(self):
        """One step further; after the last, nothing."""
        self.move("step", min(self.values["step"] + 1, self.last))

    def back(self):
        """Undo one step; at the start, nothing."""
        self.move("step", max(self.values["step"] - 1, 0))

    def _make_steps(self):
        """Make the player. Returns the dial "step" and the button that steps back."""
        first, last = (partial(self.move, "step", step) for step in (0, self.last))
        self.player = Player(self.next, self._ended, lambda: SECONDS, last, first)
        dial = Dial("step", 0, 0, self.last, scale="whole")
        return dial, button("Step back", self.back)

    def _ended(self):
        return self.values["step"] == self.last
