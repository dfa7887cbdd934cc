"""Play and pause: one move after another by itself, until there is none left."""

from asyncio import get_running_loop

from helpers.labs.kit import button


class Player:
    """Makes a move again and again in a rhythm; `button` plays and pauses it.

    move: makes one move. ended: says whether no further move is left. rewind: goes back to the
    beginning. seconds: gives the time from one move to the next. words: what the button says.
    """

    def __init__(self, move, ended, rewind, seconds, words=("Play", "Pause")):
        self._move, self._ended, self._rewind, self._seconds = move, ended, rewind, seconds
        self._words, self._timer = words, None
        self.button = button(words[0], self.toggle, width="76px")

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
