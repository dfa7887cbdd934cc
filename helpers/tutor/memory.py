"""What a learner did, kept in one small file beside the notebooks: one line an answer.

The file is plain text, one JSON object a line, and never leaves the computer. A line is written in
one go, and is on the disk before the page says what came of the answer. So a kernel that is killed
loses nothing that was judged, and two open pages can write into the same file.
"""

import json
import os
from itertools import count
from pathlib import Path

from helpers.formatting import counted

FILE = "my_practice.jsonl"
HEADER = {"file": "practice of Backprop by Hand", "version": 1}


class Memory:
    """The lines of one practice file. `entries` holds them as dictionaries, the oldest first.

    path: the file; it is made when the first line is kept. `trouble` says in one sentence what is
    wrong with it, if anything is. Then the page still works; only the keeping may be missing.
    """

    def __init__(self, path=FILE):
        self.path, self.trouble = Path(path), ""
        self._data, self._kept, self._unkept, self._ours = b"", [], [], True
        self.look()

    @property
    def entries(self):
        """All that was done: what stands in the file, then what could not be kept."""
        return [*self._kept, *self._unkept]

    def look(self):
        """Read what another page has written."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            data = b""
        except OSError as error:
            self._say("cannot be read", error)
            return
        if data == self._data:
            return
        good, bad = _parse(data)
        begun = _bytes(HEADER).startswith(data)  # nothing yet, or cut off before its first line
        self._data, self._ours = data, begun or any(map(_is_ours, good))
        self._kept = [entry for entry in good if self._ours and entry != HEADER]
        if not self._ours:
            self.trouble = (
                f"{self.path.name} is not a practice file of this course. It is left as it is, and "
                "nothing is kept. Move it away and run this cell again."
            )
        elif bad:
            self._set_aside(bad)

    def add(self, **entry):
        """Keep one entry, and what could not be kept before. Returns whether it is on the disk."""
        self.look()
        self._unkept.append(entry)
        if not self._ours:
            return False
        lines = _bytes(*self._unkept) if self._data else _bytes(HEADER, *self._unkept)
        if self._data and not self._data.endswith(b"\n"):
            lines = b"\n" + lines  # the line before was cut off
        try:
            _append(self.path, lines)
        except OSError as error:
            self._say("cannot be written", error)
            return False
        if len(self._unkept) > 1:
            self.trouble = ""
        self._unkept = []
        self.look()
        return True

    def forget(self):
        """Take the file away, and with it all that was kept. A file that is not ours stays."""
        self._unkept = []
        if self._ours:
            try:
                self.path.unlink(missing_ok=True)
            except OSError as error:
                self._say("cannot be taken away", error)
        self.look()

    def _say(self, what, error):
        self.trouble = (
            f"{self.path.name} {what} ({error.strerror}): your answers stay on this page, but they "
            "are not kept when it is closed."
        )

    def _set_aside(self, bad):
        """Keep a copy of a damaged file, and go on with its good lines in a fresh one."""
        copies = (self.path.with_suffix(f".damaged{number}") for number in count(1))
        aside, fresh = next(it for it in copies if not it.exists()), self.path.with_suffix(".new")
        mended = _bytes(HEADER, *self._kept)
        try:
            aside.write_bytes(self._data)
            fresh.write_bytes(mended)
            os.replace(fresh, self.path)
        except OSError as error:
            self._say("is damaged and cannot be mended", error)
            return
        self._data = mended
        self.trouble = (
            f"{counted(bad, 'line')} of {self.path.name} could not be read. The others are there, "
            f"and the file as it was is now called {aside.name}."
        )


def _parse(data):
    """The lines of a file that can be read, and how many cannot.

    The last line may still be on its way from another page: without its end it is no damage.
    """
    *lines, last = data.split(b"\n")
    found = [_entry(line) for line in lines if line.strip()]
    good = [entry for entry in [*found, _entry(last)] if entry is not None]
    return good, found.count(None)


def _entry(line):
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _is_ours(entry):
    return entry == HEADER or {"row", "problem", "day"} <= entry.keys()


def _bytes(*entries):
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entries)
    return text.encode(errors="backslashreplace")  # also half a smiley, as JSON writes it


def _append(path, data):
    """Write at the end of a file, in one go, down to the disk."""
    binary = getattr(os, "O_BINARY", 0)  # Windows would change the ends of the lines
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | binary, 0o644)
    try:
        if os.write(file, data) != len(data):
            raise OSError(28, "there is no room left")
        os.fsync(file)
    finally:
        os.close(file)
