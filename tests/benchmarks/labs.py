"""How fast the labs follow the keyboard, and how much they send, as ratios in one run.

    python -m tests.benchmarks.labs             every lab
    python -m tests.benchmarks.labs RateLab     only this one

Two JupyterLabs in one browser: ours, as the README starts it, and a stock server, which lacks
helpers/server.py. Side by side: our lab on ours; the same lab, a bare label that echoes its slider,
and `interact` with a fresh matplotlib figure of the same drawing on the stock server. They take
turns with single key presses, each after a rest, and with keys that are held down. The time runs
from a key press to the first frame with a picture that follows it: the median, and what nine in ten
keep. The bytes are what the page receives from the kernel a move. Then, inside the kernel and after
as many to warm up, 1,000 moves: memory before and after, figures left open, and whether the last
picture is that of a new lab in the same state.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from helpers.labs.training_lab import LONGEST
from tests.benchmarks.cases import CASES, LIMITS
from tests.browser.jupyter import chromium, jupyter_lab
from tests.browser.page import Lab, run_cells
from tests.series import ROOT

# Milliseconds of quiet before a single move, so that none waits for what another one sent.
REST = 300
SINGLE = 5  # single moves in each turn, after one that is not counted
MOST = LONGEST // (SINGLE + 1)  # turns: a run of TrainingLab has no more steps
HELD, GAP = 8, 1 / 30  # moves of a held key, as far as each slider goes, and seconds between them
EXTENSION = "etc/jupyter/jupyter_server_config.d/backprop-by-hand.json"
MEASURED = ("ours", "lab, stock", "label, stock", "interact, stock")

# Counts the key presses from now on; `times(n)` resolves with the milliseconds from each of n to
# the first frame whose picture follows it. A picture follows a press if it changed after an answer
# of the kernel to a message that was sent after that press.
WATCH = """(area) => {
    const pictures = () => [...area.querySelectorAll("svg, img, .jupyter-widgets.widget-label")];
    const look = () => pictures().map((picture) => picture.src ?? picture.outerHTML).join();
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const pressed = [], taken = [], covers = new Map();
    let answered = 0, before = look();
    const press = (event) => pressed.push(event.timeStamp);
    const message = (_, {msg, direction}) => {
        if (direction === "send") covers.set(msg.header.msg_id, pressed.length);
        else if (["comm_msg", "display_data"].includes(msg.header.msg_type))
            answered = Math.max(answered, covers.get(msg.parent_header.msg_id) ?? 0);
    };
    const observer = new MutationObserver(async () => {
        if (!pictures().length || look() === before) return;
        before = look();
        const upTo = answered;
        await Promise.all([...area.querySelectorAll("img")].map((image) => image.decode()));
        requestAnimationFrame(() => setTimeout(() => {
            while (taken.length < upTo) taken.push(performance.now() - pressed[taken.length]);
        }));
    });
    addEventListener("keydown", press, {capture: true});
    kernel.anyMessage.connect(message);
    observer.observe(area,
        {subtree: true, childList: true, attributes: true, characterData: true});
    window.times = async (count) => {
        const end = performance.now() + 20000;
        while (taken.length < count && performance.now() < end)
            await new Promise((resolve) => setTimeout(resolve, 5));
        observer.disconnect();
        kernel.anyMessage.disconnect(message);
        removeEventListener("keydown", press, {capture: true});
        if (taken.length < count) throw new Error(`${taken.length} of ${count} moves in 20 s`);
        return taken;
    };
}"""


@contextmanager
def desk():
    """A browser, and two JupyterLabs on empty folders whose kernels can import `tests`."""
    if not (Path(sys.prefix) / EXTENSION).exists():
        sys.exit("Ours would be a stock server: pip install . puts helpers/server.py into it.")
    os.environ["PYTHONPATH"] = str(ROOT)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as stock_folder,
        jupyter_lab(Path(folder)) as ours,
        jupyter_lab(Path(stock_folder), stock=True) as stock,
        chromium() as browser,
    ):
        yield browser, ours, stock


def notebook_with(browser, server, name, *sources):
    """A notebook with these code cells, opened and run without an error: its `NotebookPage`."""
    notebook = run_cells(browser, server, name, *sources, height=2400)
    if notebook.errors():
        sys.exit("\n".join(notebook.errors()))
    notebook.page.evaluate("() => byHand.views()")  # numbers them
    return notebook


def measure(browser, ours, stock, name, turns):
    """The four that are measured, in the order of MEASURED, after so many turns of each."""
    case = CASES[name]
    lab = f"from helpers.labs import {name}\nfrom tests.benchmarks.cases import *\n{name}()"
    figure = f"case = CASES[{name!r}]\nfresh_figure(case.draw, case.values)"
    here = notebook_with(browser, ours, name, lab)
    there = notebook_with(browser, stock, name, lab, f"bare_label(CASES[{name!r}].values)", figure)
    peer = ("slider value", ("ArrowRight", "ArrowLeft"))
    movers = [
        Mover(here, Lab(here, 0, name), case.control, case.keys),
        Mover(there, Lab(there, 0, name), case.control, case.keys),
        Mover(there, Lab(there, 1, name), *peer),
        Mover(there, Lab(there, 2, name), *peer),
    ]
    for _ in range(turns):
        for mover in movers:
            mover.turn()
    here.close()
    there.close()
    return movers


def count_bytes(page):
    """A counter of what the page receives from the kernel: `sum(...)` of it is so many bytes."""
    sizes = []
    client = page.context.new_cdp_session(page)
    client.on("Network.webSocketFrameReceived", lambda event: sizes.append(_size(event)))
    client.send("Network.enable")
    return sizes


def _size(event):
    frame = event["response"]
    return len(frame["payloadData"]) * (3 / 4 if frame["opcode"] == 2 else 1)  # 2: in base64


class Mover:
    """One control that is moved to and fro.

    single, held: milliseconds of each move after a rest, and of each with a held key; held stays
    empty for a button, which takes no held key. sizes: bytes of each single move.
    """

    def __init__(self, notebook, lab, key, keystrokes):
        self.page, self.notebook, self.lab = notebook.page, notebook, lab
        self.key, self.keystrokes = key, keystrokes
        self.received = count_bytes(self.page)
        self.single, self.held, self.sizes = [], [], []
        self._moved = self._holds = 0

    def turn(self):
        """Some single moves, then a held key."""
        self.page.bring_to_front()
        self._move()
        for _ in range(SINGLE):
            taken, size = self._move()
            self.single.append(taken)
            self.sizes.append(size)
        if len(self.keystrokes) > 1:
            self._hold()

    def _move(self):
        """The milliseconds and bytes of one move after a rest."""
        before = self._rest()
        # After a held key the other one first: the slider may have come to its end.
        keystroke = self.keystrokes[(self._moved + self._holds) % len(self.keystrokes)]
        self._moved += 1
        self.lab.press(self.key, keystroke)
        (taken,) = self.page.evaluate("() => times(1)")
        self._quiet()
        return taken, sum(self.received) - before

    def _hold(self):
        """A key that is held down; the next time the other one."""
        keystroke = self.keystrokes[self._holds % 2]
        self._holds += 1
        self._rest()
        start = time.monotonic()
        for number in range(HELD):
            self.page.wait_for_timeout(max(0, start + number * GAP - time.monotonic()) * 1000)
            self.page.keyboard.down(keystroke)
        self.page.keyboard.up(keystroke)
        self.held += self.page.evaluate(f"() => times({HELD})")
        self._quiet()

    def _rest(self):
        """Put the keyboard there, which alone wakes up its cell, and wait."""
        self.lab.press(self.key)
        self.page.wait_for_timeout(REST)
        self.lab.area.evaluate(WATCH)
        return sum(self.received)

    def _quiet(self):
        self.notebook.wait_for_kernel()
        self.page.wait_for_timeout(40)  # for what is still on its way


def lines(name, movers):
    """What is said about one lab: the times, the bytes, and whether each ratio keeps its limit."""
    ours, _, label, interact = movers
    yield f"{name:22}" + "".join(f"{who:>18}" for who in MEASURED)
    for title, kind in (("after a rest, ms", "single"), ("held key, ms", "held")):
        if getattr(ours, kind):
            times = [getattr(mover, kind) for mover in movers]
            yield f"  {title:20}" + "".join(f"{_two(each):>18}" for each in times)
    yield f"  {'a move, kB':20}" + "".join(
        f"{statistics.median(mover.sizes) / 1000:18.1f}" for mover in movers
    )
    limits = LIMITS[CASES[name].kind]
    sent = [statistics.median(mover.sizes) for mover in (ours, interact)]
    yield "  ours / label, held key, {} median, {} p90; after a rest {} and {}".format(
        *(_ratio(ours.held, label.held, of, limits["held"]) for of in (statistics.median, p90)),
        *(_ratio(ours.single, label.single, of, limits["rest"]) for of in (statistics.median, p90)),
    )
    yield "  ours / interact, after a rest {}, held key {}; bytes {}".format(
        _ratio(ours.single, interact.single, statistics.median, limits["interact"]),
        _ratio(ours.held, interact.held, statistics.median, limits["interact"]),
        _ratio(sent[:1], sent[1:], max, limits["bytes"]),
    )


def p90(times):
    """What nine in ten keep."""
    return statistics.quantiles(times, n=10)[-1]


def _two(times):
    return f"{statistics.median(times):.0f} ({p90(times):.0f})"


def _ratio(ours, theirs, of, limit):
    if not ours:
        return "–"
    ratio = of(ours) / of(theirs)
    return f"{ratio:.2f} ({'≤' if ratio <= limit else 'ABOVE'} {limit:g})"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.labs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="LAB", help=", ".join(CASES))
    turns = {"type": int, "choices": range(1, MOST + 1), "default": MOST, "metavar": "N"}
    parser.add_argument("--turns", help=f"turns of each, at most {MOST} (%(default)s)", **turns)
    chosen = parser.parse_args(arguments)
    names = chosen.names or list(CASES)
    with desk() as (browser, ours, stock):
        print("From key press to changed picture: median (what nine in ten keep)")
        for name in names:
            print(
                *lines(name, measure(browser, ours, stock, name, chosen.turns)),
                sep="\n",
                flush=True,
            )
        print("\n1,000 moves in the kernel")
        for name in names:
            print(thousand_moves(browser, ours, name), flush=True)


def thousand_moves(browser, server, name):
    """What the kernel says after 1,000 moves of a lab."""
    source = f"from tests.benchmarks.cases import *\nprint(thousand_moves({name!r}))"
    notebook = notebook_with(browser, server, f"{name}_moves", source)
    said = notebook.page.locator(".jp-OutputArea-output pre").last.text_content().strip()
    notebook.close()
    return said


if __name__ == "__main__":
    main()
