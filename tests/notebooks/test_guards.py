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

import pytest

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
    """The Markdown without the code and the formulas in it, where # and [ mean other things."""
    return re.sub(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", "", markdown(path), flags=re.S)


def headings(path, level):
    return re.findall(rf"^{'#' * level} +(.+?)\s*$", prose_with_code(path), flags=re.M)


def prose_with_code(path):
    return re.sub(r"```.*?```", "", markdown(path), flags=re.S)


# The series


def test_every_notebook_of_the_series_is_there_and_no_other():
    found = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    assert found == SERIES


# The file


@each_notebook
def test_it_is_stored_in_the_normal_form_of_the_refresh_command(path):
    """To the byte: its line ends, its counts, and metadata that name the kernel and no more."""
    assert path.read_bytes() == as_text(normalise(json.loads(path.read_bytes()))).encode()


@each_notebook
def test_cells_have_ids_given_by_hand_each_once(path):
    ids = [cell["id"] for cell in read(path)["cells"]]
    by_machine = [name for name in ids if re.fullmatch(r"[0-9a-f]{8}(-.*)?", name)]
    odd = [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)]
    assert (by_machine, odd, sorted(ids)) == ([], [], sorted(set(ids)))


# The cells


@each_notebook
def test_every_code_cell_was_run_in_order(path):
    """nbval never compares a cell without a count, so a stripped notebook would pass it."""
    counts = [cell["execution_count"] for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))
    assert all(cell["source"].strip() for cell in cells(path, "code"))
    assert stored_outputs(path)


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
    assert max(lengths) <= 15
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
    assert len(headings(path, 1)) == 1
    assert read(path)["cells"][0]["source"].startswith("# ")


@each_notebook
def test_under_a_predict_stands_what_works_it_out_folded_and_nothing_else_is(path):
    """After its text, and after the cell that takes the answer where it is typed or chosen."""
    everything = read(path)["cells"]
    folded = [cell["id"] for cell in everything if cell["metadata"]]
    after_predict = []
    for position, cell in enumerate(everything):
        if is_markdown(cell) and re.search(r"^\*\*Predict", cell["source"], flags=re.M):
            below = everything[position + 1 : position + 3]
            below = below[bool(re.search(r"^Predict\(", below[0]["source"], flags=re.M)) :]
            after_predict.append(below[0]["id"])
    assert folded == after_predict
    assert all(
        cell["metadata"] in ({}, {"jupyter": {"outputs_hidden": True}}) for cell in everything
    )


@for_each("path", [p for p in paths() if p.stem != CONTENTS])
def test_it_opens_with_a_recall_before_any_formula(path):
    everything = read(path)["cells"]
    recall = [cell["id"].endswith("-recall") for cell in everything].index(True)
    questions = re.findall(r"<summary>(\d)\. ", everything[recall]["source"])
    assert questions == ["1", "2", "3"]
    assert not any("$$" in cell["source"] for cell in everything[: recall + 1])
    assert not any(cell["cell_type"] == "code" for cell in everything[:recall])


@for_each("path", [p for p in paths() if p.stem[:2] >= "02"])
def test_one_recall_reaches_back_two_notebooks_or_more(path):
    recall = next(c["source"] for c in cells(path, "markdown") if c["id"].endswith("-recall"))
    back = [int(number) for number in re.findall(r"\d\. From notebooks? (\d\d)", recall)]
    assert min(back) <= int(path.stem[:2]) - 2


@each_notebook
def test_each_idea_asks_why(path):
    """An idea is a heading with code under it; where it is your turn, the check asks instead."""
    ideas, title = {}, ""
    for cell in read(path)["cells"]:
        titles = re.findall(r"^## (.+)$", cell["source"], re.M) if is_markdown(cell) else []
        title = (titles or [title])[-1]
        ideas.setdefault(title, []).append(cell)
    silent = [
        title
        for title, section in ideas.items()
        if not all(is_markdown(cell) for cell in section)
        and not title.startswith("Your turn")
        and not any(cell["id"].endswith("-recall") for cell in section)
        and not any(re.search(r"<b>Why\?</b>|^\*\*Why\?", c["source"], re.M) for c in section)
    ]
    assert silent == []


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


def links(path):
    text = prose(path)
    return re.findall(r"\]\(([^)\s]+)[^)]*\)|(?:href|src)=\"([^\"]+)\"", text)


def targets(path):
    return [unescape(unquote(markdown_link or html)) for markdown_link, html in links(path)]


def anchors(path):
    """How JupyterLab names the headings of a notebook."""
    return {title.replace(" ", "-") for level in range(1, 7) for title in headings(path, level)}


@each_notebook
def test_every_link_leads_somewhere(path):
    for target in targets(path):
        if target.startswith(("https://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        place = path if not file else (NOTEBOOKS / file).resolve()
        assert place.exists() or place.stem in SERIES, f"{target}: no such file"
        if anchor and place.exists() and place.suffix == ".ipynb":
            assert anchor in anchors(place), f"{target}: no such heading"


@each_notebook
def test_it_links_to_the_previous_the_next_and_the_contents(path):
    position = SERIES.index(path.stem)
    opening, closing = (read(path)["cells"][i]["source"] for i in (0, -1))
    if position > 0:
        assert f"({SERIES[position - 1]}.ipynb)" in opening
        assert f"({CONTENTS}.ipynb" in opening
        assert f"({CONTENTS}.ipynb" in closing
    if position + 1 < len(SERIES):
        assert f"({SERIES[position + 1]}.ipynb)" in closing


def test_the_contents_page_lists_every_notebook():
    path = notebook_path(CONTENTS)
    missing = [name for name in SERIES[1:] if f"{name}.ipynb" not in targets(path)]
    assert missing == []


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
        for output in cell["outputs"]:
            data = output.get("data", {})
            text = "".join(data.get("text/plain", ""))
            if any(kind.startswith("image/") for kind in data):
                assert re.search(r"\d", text), cell["id"]
                assert not re.match(r"<.*>$", text, flags=re.S), (cell["id"], text)
            if "image/svg+xml" in data:
                said = r"<title[^>]*>([^<]+)|aria-label=\"([^\"]+)\""
                title = re.search(said, "".join(data["image/svg+xml"]))
                assert title, cell["id"]
                assert re.search(r"\d", title[1] or title[2]), cell["id"]
            if re.fullmatch(r"<[\w.]+ object.*>|\w+Box\(.*\)", text, flags=re.S):
                pytest.fail(f"{cell['id']} shows {text} instead of what is in it")


@each_notebook
def test_every_picture_in_the_prose_has_words_for_those_who_do_not_see_it(path):
    assert "![](" not in markdown(path)
    for image in re.findall(r"<img[^>]*>", markdown(path)):
        assert re.search(r'alt="[^"]+"', image), image


@for_each("path", [p for p in paths() if p.stem[:2] in ("00", "01")])
def test_no_drawing_shows_the_loss_before_it_is_introduced(path):
    assert not [one for one, _, text in stored_outputs(path) if ">L = " in text]
