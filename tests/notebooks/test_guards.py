"""Protects the form of the notebooks: what every reader, GitHub and nbval rely on.

The numbers themselves are nbval's part. These guards see to it that nbval has something to compare,
that nothing private or fleeting is stored, and that each notebook keeps to the house style.
"""

import json
import re
import subprocess
import sys
from html import unescape
from statistics import median
from urllib.parse import unquote

from tests.refresh import as_text, normalise
from tests.series import (
    NOTEBOOKS,
    ROOT,
    SERIES,
    cells,
    for_each,
    notebook_path,
    paths,
    read,
    stored_outputs,
)

CONTENTS = SERIES[0]
each_notebook = for_each("path", paths())


def markdown(path):
    return "\n\n".join(cell["source"] for cell in cells(path, "markdown"))


def is_markdown(cell):
    return cell["cell_type"] == "markdown"


def prose(path):
    """The Markdown without listings, formulas and code, where # and [ mean other things."""
    return re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", "", markdown(path), flags=re.S)


# The series


def test_every_notebook_of_the_series_is_there_and_no_other():
    found = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    assert found == SERIES


# The file


@each_notebook
def test_it_is_stored_in_the_normal_form_of_the_refresh_command(path):
    """To the byte: line ends, metadata that name the kernel and no more, and a count in each code
    cell, for nbval compares none without a count: a stripped notebook would pass it."""
    assert path.read_bytes() == as_text(normalise(json.loads(path.read_bytes()))).encode()


@each_notebook
def test_cells_have_ids_given_by_hand_each_once(path):
    ids = [cell["id"] for cell in read(path)["cells"]]
    by_machine = [name for name in ids if re.fullmatch(r"[0-9a-f]{8}(-.*)?", name)]
    odd = [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)]
    assert (by_machine, odd, sorted(ids)) == ([], [], sorted(set(ids)))


# The cells


@each_notebook
def test_a_folded_output_gives_nothing_away(path):
    """JupyterLab shows the first line of a folded output, in grey: no number may stand in it."""
    for cell in cells(path, "code"):
        if cell["metadata"].get("jupyter", {}).get("outputs_hidden"):
            first = _first_line(cell["outputs"][0])
            assert not re.search(r"\d|right|not yet", first), (cell["id"], first)


def _first_line(output):
    """The line that JupyterLab chooses: the first one of a stream, or of the richest text."""
    forms = {"text": output.get("text"), **output.get("data", {})}
    order = ("text/html", "image/svg+xml", "text/plain", "text")
    return "".join(next(forms[form] for form in order if form in forms)).splitlines()[0]


@each_notebook
def test_it_has_the_measures_of_the_house(path):
    """Small enough to open anywhere, short cells, one sitting or two, more words than code."""
    sources = [cell["source"] for cell in cells(path, "code")]
    # Blank lines do not count: ruff asks for two of them after a function.
    lengths = [sum(bool(line.strip()) for line in source.splitlines()) for source in sources]
    assert path.stat().st_size <= 150_000
    assert len(sources) <= 35
    assert 1 <= min(lengths) <= max(lengths) <= 15
    assert median(lengths) <= 3
    assert sum(length <= 8 for length in lengths) >= 0.9 * len(lengths)
    words = re.sub(r"<[^>]+>", " ", markdown(path)).split()
    assert len(words) > len(" ".join(sources).split())


NOT_IN_CODE = {
    "a semicolon at the end, whose hidden value nbval would show": r";\s*\Z",
    "a magic or the shell, but for the one that draws": r"^\s*(%(?!matplotlib inline$)|!|\?)",
    "a word to nbval to look away": r"(?i)NBVAL|PYTEST_VALIDATE",
    "the network, other programs, or the path": r"\b(sys\.path|pip|subprocess|urllib|requests)\b",
    "imports that nobody can look up, or that draw twice": (
        r"import .*(\*|\b(interact|interactive_output|Output|pyplot)\b)"
    ),
}


@each_notebook
@for_each("what", NOT_IN_CODE)
def test_no_code_cell_holds(path, what):
    found = [
        c["id"] for c in cells(path, "code") if re.search(NOT_IN_CODE[what], c["source"], re.M)
    ]
    assert found == []


def test_ruff_has_nothing_to_say():
    """The one check of style that covers notebooks, helpers and tests alike."""
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stdout + done.stderr


@for_each("name", ["matplotlib", "ipywidgets", "helpers.labs", "helpers"])
def test_the_first_cell_says_in_a_sentence_what_is_missing(name, monkeypatch, capsys):
    """Whoever has no package, or another one called `helpers`, is told so and sees no traceback."""
    first = cells(notebook_path(CONTENTS), "code")[0]["source"]
    with monkeypatch.context() as without:
        for loaded in [module for module in sys.modules if module.startswith("helpers")]:
            without.delitem(sys.modules, loaded)
        without.setitem(sys.modules, name, None)
        exec(first, {"display": print})
    said = capsys.readouterr().out
    assert re.fullmatch(rf"{name}\S* is missing: start JupyterLab with .*\n", said)


# The rhythm


@each_notebook
def test_it_has_one_title(path):
    assert read(path)["cells"][0]["source"].startswith("# ")
    assert len(re.findall(r"^# ", prose(path), re.M)) == 1


@each_notebook
def test_right_under_a_predict_stands_what_works_it_out_folded(path):
    """Or after the cell that takes the answer. The normal form leaves no fold anywhere else."""
    everything = read(path)["cells"]
    for position, cell in enumerate(everything):
        if is_markdown(cell) and re.search(r"^\*\*Predict", cell["source"], re.M):
            below = everything[position + 1 : position + 3]
            below = [c for c in below if not re.search(r"^Predict\(", c["source"], re.M)]
            assert below[0]["metadata"], cell["id"]


@for_each("path", paths()[1:])
def test_it_opens_with_a_recall_before_any_formula(path):
    """One of the questions reaches back two notebooks or more."""
    everything = read(path)["cells"]
    recall = [cell["id"].endswith("-recall") for cell in everything].index(True)
    questions = re.findall(
        r"<summary>(\d)\. (?:From notebooks? (\d\d))?", everything[recall]["source"]
    )
    assert [number for number, _ in questions] == ["1", "2", "3"]
    assert all(
        is_markdown(cell) and "$$" not in cell["source"] for cell in everything[: recall + 1]
    )
    if path.stem[:2] >= "02":
        assert min(int(back or 99) for _, back in questions) <= int(path.stem[:2]) - 2


@each_notebook
def test_each_idea_asks_why(path):
    """An idea is a heading with code under it; where it is your turn, the check asks instead."""
    shown = [c["source"] if is_markdown(c) else "CODE" for c in read(path)["cells"]]
    for idea in re.split(r"^## ", "\n".join(shown), flags=re.M):
        if re.search(r"^CODE$", idea, re.M) and not re.match(
            r"Your turn|What do you remember", idea
        ):
            assert re.search(r"<b>Why\?</b>|^\*\*Why\?", idea, re.M), idea.splitlines()[0]


@each_notebook
def test_folded_parts_open_and_close(path):
    """GitHub and JupyterLab both need the blank line to read the Markdown inside."""
    for cell in cells(path, "markdown"):
        source = cell["source"]
        assert source.count("<details>") == source.count("</details>") == source.count("<summary>")
        assert source.count("<summary>") == len(re.findall(r"</summary>\n\n", source)), cell["id"]


@each_notebook
def test_two_sittings_are_announced_and_the_second_starts_after_a_break(path):
    """In the contents as well; the second begins with how to bring back what the first has left."""
    two = "This notebook is two sittings." in markdown(path)
    lists = (markdown(notebook_path(CONTENTS)), (ROOT / "README.md").read_text(encoding="utf-8"))
    rows = [line for text in lists for line in text.splitlines() if f"{path.name}) |" in line]
    assert ["(two sittings)" in row for row in rows] == [two] * len(rows)
    back = "Back from a break? Click this line, then choose **Run → Run All Above Selected Cell**."
    assert markdown(path).count(back) == two


# The links


def targets(path):
    links = re.findall(r"\]\(([^)\s]+)[^)]*\)|(?:href|src)=\"([^\"]+)\"", prose(path))
    return [unescape(unquote(markdown_link or html)) for markdown_link, html in links]


def anchors(path):
    """How JupyterLab names the headings of a notebook."""
    return {
        title.replace(" ", "-") for title in re.findall(r"^#+ +(.+?)\s*$", markdown(path), re.M)
    }


@each_notebook
def test_every_link_leads_somewhere(path):
    for target in targets(path):
        if not target.startswith(("https://", "mailto:")):
            file, _, anchor = target.partition("#")
            place = NOTEBOOKS / (file or path.name)
            assert place.exists(), f"{target}: no such file"
            assert not anchor or anchor in anchors(place), f"{target}: no such heading"


@each_notebook
def test_it_links_to_the_previous_the_next_and_the_contents(path):
    opening, closing = (read(path)["cells"][i]["source"] for i in (0, -1))
    position = SERIES.index(path.stem)
    if position > 0:
        assert f"({SERIES[position - 1]}.ipynb)" in opening
        assert f"({CONTENTS}.ipynb" in opening
        assert f"({CONTENTS}.ipynb" in closing
    assert all(f"({name}.ipynb)" in closing for name in SERIES[position + 1 :][:1])


def test_the_contents_page_lists_every_notebook():
    assert {f"{name}.ipynb" for name in SERIES[1:]} <= set(targets(notebook_path(CONTENTS)))


# The outputs


@each_notebook
def test_nothing_went_wrong_in_a_stored_output(path):
    kinds = {kind for _, kind, _ in stored_outputs(path)}
    assert not kinds & {"error", "stderr"}


FLEETING = {
    "a path of one machine": r"(?<![\w.:/])/(home|root|usr|tmp|work|opt|Users|mnt)/|[A-Z]:\\",
    "an address in memory": r"\bat 0x[0-9a-fA-F]+|\b0x[0-9a-fA-F]{6,}",
    "a time of day": r"\b\d{1,2}:\d\d:\d\d\b",
    "a date": r"\b20\d\d-\d\d-\d\d\b",
    "a version": r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])",
    "a duration": r"\b\d+(\.\d+)? ?(ms|µs|seconds?)\b",
    "an object, instead of what is in it": r"<[\w.]+ object|\b\w+Box\(",
    "a bare numpy repr": r"\barray\(|\bnp\.\w+\(|\bdtype=",
    "numpy's own way to print a row": r"\[ *-?\d[\d.e+-]* +-?\d",
    "rounding noise": r"\d\.\d*(0{6,}|9{6,})\d",
}

# Here Python's own way to print 0.1 + 0.2 is the point.
ON_PURPOSE = {("start-numbers-1", "rounding noise")}


@each_notebook
@for_each("what", FLEETING)
def test_no_output_holds(path, what):
    found = [
        (cell_id, match.group())
        for cell_id, kind, text in stored_outputs(path)
        if kind != "image/png" and (cell_id, what) not in ON_PURPOSE
        for match in re.finditer(FLEETING[what], text)
    ]
    assert found == []


@each_notebook
def test_every_picture_says_its_numbers_in_text(path):
    for cell in cells(path, "code"):
        for data in [output.get("data", {}) for output in cell["outputs"]]:
            if any(kind.startswith("image/") for kind in data):
                words = ["".join(data["text/plain"])]
                svg = "".join(data.get("image/svg+xml", ""))
                if svg:
                    words += re.search(r"(?:<title[^>]*>|aria-label=\")([^<\"]+)", svg).groups()
                assert all(re.search(r"\d", said) for said in words), cell["id"]


@each_notebook
def test_every_picture_in_the_prose_has_words_for_those_who_do_not_see_it(path):
    assert re.findall(r'!\[\]\(|<img(?![^>]*alt="[^"])[^>]*>', markdown(path)) == []


@for_each("path", paths()[:2])
def test_no_drawing_shows_the_loss_before_it_is_introduced(path):
    assert not [one for one, _, text in stored_outputs(path) if ">L = " in text]
