"""How soon each notebook is there and how fast it follows: the site beside JupyterLab, in one run.

    python -m tests.benchmarks.start _site              every notebook: some ten minutes
    python -m tests.benchmarks.start _site 00 03        these two

_site is what site/build.py made, with a folder of Pyodide in it. Both are on this machine; what a
line costs comes on top, and is said in megabytes: of the files as they lie there, and as a web
server sends them (packed with gzip, where they are not packed yet). Each notebook is opened in a
browser that has never seen it. Seconds from the call of the page until the kernel is ready, until
the first output of "Run All", until the last. A move: milliseconds from a key press on the first
slider to the changed picture, the median of 12. Measure on a machine that does nothing else.
"""

import argparse
import gzip
import shutil
import statistics
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.benchmarks.labs import REST, WATCH
from tests.browser.jupyter import chromium, jupyter_lab
from tests.browser.page import NotebookPage
from tests.browser.web_server import FOLDER, plain_files
from tests.series import NOTEBOOKS, SERIES

MOVES = 12
PACKED = (".whl", ".zip", ".woff", ".woff2", ".png", ".ico")
# Notes when the kernel first says something that is shown.
NOTE_FIRST_OUTPUT = """() => { byHand.kernel().iopubMessage.connect((_, {header}) => {
    if (["stream", "display_data", "execute_result"].includes(header.msg_type))
        requestAnimationFrame(() => { window.firstOutput ??= performance.now(); });
}); }"""
NOW = "() => performance.now()"


def measure(browser, server, name):
    """Seconds until ready, first output, all done; milliseconds a move; and the addresses asked."""
    notebook = NotebookPage(browser, server, name)
    ready = notebook.page.evaluate(NOW)
    notebook.page.evaluate(NOTE_FIRST_OUTPUT)
    notebook.run_all()
    done = notebook.page.evaluate(NOW)
    first = notebook.page.evaluate("() => window.firstOutput")
    asked = list(notebook.requests)
    move = median_move(notebook)
    notebook.page.context.close()
    return [ready / 1000, first / 1000, done / 1000, move], asked


def median_move(notebook):
    """The median milliseconds of a key press on the first slider; None where there is no slider."""
    for lab in notebook.labs():
        sliders = [key for key in lab.controls() if key.startswith("slider")]
        if sliders:
            return statistics.median(moves(notebook.page, lab, sliders[0]))
    return None


def moves(page, lab, slider):
    """The milliseconds of each of the moves, to and fro."""
    for number in range(MOVES):
        lab.press(slider)
        page.wait_for_timeout(REST)
        lab.area.evaluate(WATCH)
        lab.press(slider, ("ArrowRight", "ArrowLeft")[number % 2])
        yield from page.evaluate("() => times(1)")


def megabytes(site, asked):
    """How many files of the site were asked for, their megabytes, and those that go over a line."""
    paths = {unquote(urlsplit(url).path).removeprefix(f"/{FOLDER}/") for url in asked}
    files = [path for path in (site / name for name in paths) if path.is_file()]
    sizes = [path.stat().st_size for path in files]
    return len(files), sum(sizes) / 1e6, sum(map(sent, files)) / 1e6


def sent(path):
    """How many bytes of a file go over a line."""
    content = path.read_bytes()
    return len(content if path.suffix in PACKED else gzip.compress(content, 6))


def row(name, site, server):
    """One line of the table: the figures of the site, of JupyterLab, and how many times those."""
    ratios = [a / b if b else None for a, b in zip(site, server, strict=True)]
    return name[:2] + "".join(map(in_columns, (site, server, ratios)))


def in_columns(figures):
    return "    " + "".join("      –" if figure is None else f"{figure:7.1f}" for figure in figures)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.start", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("site", type=Path)
    parser.add_argument(
        "numbers", nargs="*", metavar="NN", help="the first two digits of notebooks"
    )
    chosen = parser.parse_args(arguments)
    names = [name for name in SERIES if not chosen.numbers or name[:2] in chosen.numbers]
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_lab(Path(folder)) as server,
        plain_files(chosen.site) as site,
        chromium() as browser,
    ):
        shutil.copytree(NOTEBOOKS, folder, dirs_exist_ok=True)
        print("  " + "".join(f"    {title:28}" for title in ("the site", "JupyterLab", "times")))
        print("  " + 3 * "      ready  first    all   move")
        for name in names:
            here, asked = measure(browser, site, name)
            there, _ = measure(browser, server, name)
            print(row(name, here, there), flush=True)
            if name == names[0]:
                loaded = megabytes(chosen.site, asked)
        files, all_of_it, over_a_line = loaded
        print(f"The first opening loads {files} files: {all_of_it:.1f} MB, {over_a_line:.1f} sent.")


if __name__ == "__main__":
    main()
