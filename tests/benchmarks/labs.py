"""How fast the labs follow the keyboard, and how much they send, as ratios in one run.

    python -m tests.benchmarks.labs             every lab
    python -m tests.benchmarks.labs RateLab     only this one

In one JupyterLab and one browser, side by side on one page: (a) our lab, (b) `interact` with a
fresh matplotlib figure of the same drawing, (c) a bare label that echoes its slider. Key presses
take turns between the three, each after a rest. The time runs from the key press to the first frame
with the changed picture and is the median of `--moves`; the bytes are what the page receives from
the kernel a move. Then, inside the kernel and after as many to warm up, 1,000 moves: memory before
and after, figures left open, and whether the last picture is that of a new lab in the same state.
"""

import argparse
import os
import statistics
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat

from helpers.labs.run import LONGEST
from tests.benchmarks.cases import CASES, LIMITS
from tests.browser.jupyter import BROWSER_FLAGS, browser_path, jupyter_lab
from tests.browser.page import Lab, NotebookPage
from tests.series import ROOT

# Milliseconds of quiet before a key press. Jupyter's server sends a small message only when the
# page has confirmed the one before (Nagle's algorithm), which takes 40 ms on Linux soon after other
# messages: without a rest one of the three waits for that, whose turn it is. With it none does.
REST = 300
WARM_UP = 3  # moves that are not counted
MOST = LONGEST - WARM_UP  # a run of TrainingLab has no more steps

# Resolves with the milliseconds from the next key press to the first frame with another picture;
# fails if none comes.
NEXT_CHANGE = """(area) => {
    const pictures = () => [...area.querySelectorAll("svg, img, .jupyter-widgets.widget-label")];
    const look = () => pictures().map((picture) => picture.src ?? picture.outerHTML).join();
    const before = look();
    window.nextChange = new Promise((resolve, reject) => {
        let pressed;
        setTimeout(() => reject(new Error("the picture has not changed for 20 s")), 20000);
        addEventListener("keydown", (event) => { pressed = event.timeStamp; },
            {capture: true, once: true});
        const observer = new MutationObserver(async () => {
            if (!pictures().length || look() === before) return;
            observer.disconnect();
            await Promise.all([...area.querySelectorAll("img")].map((image) => image.decode()));
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        });
        observer.observe(area,
            {subtree: true, childList: true, attributes: true, characterData: true});
    });
}"""


@contextmanager
def desk():
    """A browser and a JupyterLab on an empty folder, whose kernels can import `tests`."""
    from playwright.sync_api import sync_playwright

    os.environ["PYTHONPATH"] = str(ROOT)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as scratch,
        jupyter_lab(Path(folder), Path(scratch)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_FLAGS)
        yield browser, server
        browser.close()


def run_cells(browser, server, name, *sources):
    """A notebook with these code cells, opened and run. Returns its `NotebookPage`."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=metadata), server.folder / f"{name}.ipynb"
    )
    notebook = NotebookPage(browser, server, name, height=2400)
    notebook.run_all()
    if notebook.errors():
        sys.exit("\n".join(notebook.errors()))
    return notebook


def measure(browser, server, name, moves):
    """For our lab, the fresh figure and the bare label: (milliseconds, bytes) a move."""
    case, peer = CASES[name], ("slider value", ("ArrowRight", "ArrowLeft"))
    notebook = run_cells(
        browser,
        server,
        name,
        f"from helpers.labs import {name}\nfrom tests.benchmarks.cases import *\n{name}()",
        f"case = CASES[{name!r}]\nfresh_figure(case.draw, case.values)",
        "bare_label(case.values)",
    )
    notebook.page.evaluate("() => byHand.views()")  # numbers them
    bytes_received = count_bytes(notebook.page)
    movers = [
        Mover(notebook, Lab(notebook, number, name), *moved, bytes_received)
        for number, moved in enumerate(((case.control, case.keys), peer, peer))
    ]
    for _ in range(WARM_UP + moves):
        for mover in movers:
            mover.move()
    notebook.close()
    return [mover.medians(moves) for mover in movers]


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
    """One control that is moved to and fro, with the time and the bytes of each move."""

    def __init__(self, notebook, lab, key, keystrokes, received):
        self.page, self.notebook, self.lab = notebook.page, notebook, lab
        self.key, self.keystrokes, self.received = key, keystrokes, received
        self.times, self.sizes = [], []

    def move(self):
        self.lab.press(self.key)  # only puts the keyboard there: that alone wakes up its cell
        self.page.wait_for_timeout(REST)
        before = sum(self.received)
        self.lab.area.evaluate(NEXT_CHANGE)
        self.lab.press(self.key, self.keystrokes[len(self.times) % len(self.keystrokes)])
        self.times.append(self.page.evaluate("() => window.nextChange"))
        self.notebook.wait_for_kernel()
        self.page.wait_for_timeout(40)  # for what is still on its way
        self.sizes.append(sum(self.received) - before)

    def medians(self, moves):
        return statistics.median(self.times[-moves:]), statistics.median(self.sizes[-moves:])


def row(name, measured):
    """One line of the table, and whether each ratio keeps its limit."""
    (ours, sent), (interact, interact_sent), (label, _) = measured
    of_interact, of_label, of_bytes = ours / interact, ours / label, sent / interact_sent
    limits = LIMITS[CASES[name].kind]
    verdicts = [
        _verdict(*pair) for pair in zip((of_interact, of_label, of_bytes), limits, strict=True)
    ]
    times = f"{name:12} {ours:6.0f} {interact:9.0f} {label:6.0f}   {verdicts[0]}  {verdicts[1]}"
    return f"{times}  {sent / 1000:6.1f} {interact_sent / 1000:9.1f}   {verdicts[2]}"


def _verdict(ratio, limit):
    said = "" if limit is None else ("≤" if ratio <= limit else "ABOVE") + f" {limit:g}"
    return f"{ratio:6.3f} {said:9}"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.labs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="LAB", help=", ".join(CASES))
    moves = {"type": int, "choices": range(1, MOST + 1), "default": 30, "metavar": "N"}
    parser.add_argument("--moves", help=f"measured moves a lab: 30, at most {MOST}", **moves)
    chosen = parser.parse_args(arguments)
    names = chosen.names or list(CASES)
    with desk() as (browser, server):
        print("From key press to changed picture in ms, and kB from the kernel a move")
        print(
            "lab              ms  interact  label   of interact       of label            kB"
            "  interact   of interact"
        )
        for name in names:
            print(row(name, measure(browser, server, name, chosen.moves)), flush=True)
        print("\n1,000 moves in the kernel")
        for name in names:
            print(thousand_moves(browser, server, name), flush=True)


def thousand_moves(browser, server, name):
    """What the kernel says after 1,000 moves of a lab."""
    source = f"from tests.benchmarks.cases import *\nprint(thousand_moves({name!r}))"
    notebook = run_cells(browser, server, f"{name}_moves", source)
    said = notebook.page.locator(".jp-OutputArea-output pre").last.text_content().strip()
    notebook.close()
    return said


if __name__ == "__main__":
    main()
