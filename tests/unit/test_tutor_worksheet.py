"""Protects the printable sheet: one page a problem with a box a number, and a key only if asked."""

import re
import subprocess

import pytest

from helpers.quantities import NAMES, solution
from helpers.tutor.check_numbers import result_code
from helpers.tutor.problems import problem, your_turn
from helpers.tutor.worksheet import main, slips, turns, worksheet
from tests.browser.jupyter import BROWSER_FLAGS, browser_path
from tests.series import ROOT, cells, for_each, paths


def test_every_number_has_a_box_and_no_result_stands_beside_it():
    page = worksheet([17])
    lines = [line for name in NAMES for line in solution(problem(17), name)]
    assert page.count("<i></i>") == len(lines) + len(NAMES) == 29 + 15, "and one for each check"
    visible = re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.S)
    assert not [line for line in lines if f"= {line.result}<" in visible]
    assert page.count("<section>") == 2, "the problem, and what its check numbers say"


def test_the_key_has_every_worked_line_and_needs_nothing_from_elsewhere():
    page = worksheet([17, 18], answers=True)
    assert page.count("<section>") == 6
    for number in (17, 18):
        for name in NAMES:
            assert all(str(line) in page for line in solution(problem(number), name))
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|src=|url\(|<script|<link", page)


def test_a_pupil_s_result_code_is_checked_by_a_command(capsys):
    main(["17", "--code", str(result_code(problem(17)) + 1)])
    assert capsys.readouterr().out == "problem 17: not all rows right yet\n"


def test_every_turn_of_the_notebooks_has_its_key():
    page = turns()
    for path in paths():
        for source in (cell["source"] for cell in cells(path, "code")):
            if found := re.search(r'begin_turn\("\d\d", "([abc])"', source):
                assert f"Notebook {path.name[:2]}, Your turn ({found[1]}): answers" in page
            for name in re.findall(r"\b(\w+)=your_", source):
                assert f">{name}<" in page
    for line in solution(your_turn("03", "c"), "dW1"):
        assert str(line) in page
    assert page.count("<h1>") == 9 * 3 + 2


def test_every_command_of_the_page_for_teachers_works(tmp_path, monkeypatch, capsys):
    """One of them gives each pupil of a class a problem, and one key."""
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "TEACHING.md").read_text(encoding="utf-8").replace("--for 30", "--for 2")
    commands = re.findall(r"python -m helpers.tutor.worksheet (.+)", page)
    assert len(commands) == 5
    for command in commands:
        main(command.split())
        if found := re.match(r"(\d+) --for 2", command):
            numbers = int(found[1]), int(found[1]) + 1
            written = (tmp_path / "class.html").read_text(encoding="utf-8")
            assert [written.count(f"Problem {one}: answers</h1>") for one in numbers] == [1, 1]
    said = capsys.readouterr().out
    assert "problem 117: all rows right\n" in said
    assert "wrote worksheet.html: open it in a browser and print it\n" in said


def test_the_list_of_slips_has_a_question_for_each_step():
    listed = slips()
    for name in NAMES:
        assert f"{name}  (" in listed
    assert "  - b1 is not in the sum\n" in listed
    assert "      Ask: What does each neuron add" in listed


@pytest.mark.browser
@pytest.mark.parametrize("size", ["A4", "letter"])
def test_each_problem_is_one_sheet_of_paper_and_each_key_one_page(size, tmp_path):
    path = browser_path()
    if path is None:
        pytest.skip("no browser to print with")
    page, pdf = tmp_path / "sheet.html", tmp_path / "sheet.pdf"
    style = f"<style>@page {{ size: {size} }}</style></head>"
    page.write_text(worksheet([17, 18], True).replace("</head>", style), encoding="utf-8")
    options = [*BROWSER_FLAGS, "--headless", f"--print-to-pdf={pdf}"]
    subprocess.run([path, *options, page.as_uri()], capture_output=True, check=True, timeout=60)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 2 * 2 + 2


@for_each(
    "typed, said",
    [
        (["0"], "a problem number is"),
        (["17", "--for", "0"], "--for takes how many pupils there are; got 0"),
        (["17", "18", "--for", "3"], "--code and --for take one problem number"),
        (["17", "--to", "missing/sheet.html"], "cannot be written here"),
        (["17", "--to", "."], "cannot be written here"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(typed, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(typed)
    assert said in capsys.readouterr().err.splitlines()[-1]
