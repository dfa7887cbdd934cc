"""Protects every Predict: it is asked before anything on the screen answers it, and judged right.

What stands on the screen is taken as some cells before it, with the outputs that open when their
cells are run, and some below it as they are stored: text outside folded parts, code, outputs.
"""

import re

import numpy as np

from helpers import labs
from helpers.formatting import number
from helpers.labs.predict import UNTOUCHED
from helpers.quantities import TwoLayers, work_out
from helpers.tutor.predictions import PREDICTIONS, Choice, Marked, OneNumber
from tests.series import for_each, paths, read

ABOVE, BELOW = 6, 4  # so many cells are in view with it
CALL = re.compile(r'^Predict\("([\w-]+)"\)$', re.M)


def asked():
    """(notebook file, position of the cell, name) of every prediction."""
    return [
        (path, position, name)
        for path in paths()
        for position, cell in enumerate(read(path)["cells"])
        if cell["cell_type"] == "code"
        for name in CALL.findall(cell["source"])
    ]


each = for_each("path, position, name", asked())


def right_answers(name):
    """What a learner who is right says: numbers as text, or the option."""
    prediction = PREDICTIONS[name]
    if isinstance(prediction, Choice):
        return [prediction.options[prediction.right]]
    if isinstance(prediction, OneNumber):
        return [number(prediction.right(), 4)]
    truth = work_out(prediction.problem)
    return [number(np.asarray(truth[name])[index], 4) for _, name, index in prediction.asked]


def given_numbers(name):
    """The numbers of the network that is asked about, as text: they stand there for themselves."""
    if not isinstance(PREDICTIONS[name], Marked):
        return set()
    problem = PREDICTIONS[name].problem
    two_layers = isinstance(problem, TwoLayers)
    parts = problem[:-1] if two_layers else (problem.x, *problem.parameters)
    return {number(value, 4) for part in parts for value in np.ravel(part)}


def seen(cell):
    """What a cell shows: text without folded parts and links, or code with its outputs."""
    if cell["cell_type"] == "markdown":
        return re.sub(r"<details>.*?</details>", "", cell["source"], flags=re.S)
    shown = [cell["source"]]
    for output in cell["outputs"]:
        data = output.get("data", {})
        forms = [output.get("text", ""), data.get("text/plain", ""), data.get("image/svg+xml", "")]
        shown += [re.sub(r"<[^>]*>", " ", "".join(form)) for form in forms]
    return "\n".join(shown)


def gives_away(answer, text):
    """Whether a text shows an answer. A 0 in it tells nothing: it stands for many things."""
    text = text.replace("−", "-")
    if answer == "0":
        return False
    if re.fullmatch(r"-?[\d.]+", answer):
        return bool(re.search(rf"(?<![\w.]){re.escape(answer)}(?![\d.]*\d)", text))
    return answer.lower() in " ".join(text.lower().split())


def test_each_prediction_is_asked_once_in_its_notebook():
    assert sorted(name for _, _, name in asked()) == sorted(PREDICTIONS)
    assert all(path.stem[:2] == name[:2] for path, _, name in asked())


@each
def test_nothing_on_the_screen_gives_it_away(path, position, name):
    cells = read(path)["cells"]
    above = cells[max(0, position - ABOVE) : position]
    below = [{**c, "outputs": []} if c["metadata"] else c for c in cells[position + 1 :][:BELOW]]
    screen = "\n\n".join(map(seen, [*above, *below]))
    options = getattr(PREDICTIONS[name], "options", ())
    if not options or not all(gives_away(words, screen) for words in options):  # all tell nothing
        asked = set(right_answers(name)) - given_numbers(name)
        assert {words for words in asked if gives_away(words, screen)} == set()
    own = cells[position]
    stored = "".join(own["outputs"][0]["data"]["text/plain"])
    assert stored.endswith(UNTOUCHED)
    if not isinstance(PREDICTIONS[name], Choice):
        assert not any(gives_away(answer, seen(own)) for answer in right_answers(name))


def test_no_text_under_a_lab_gives_away_what_the_lab_asks():
    for path in paths():
        everything = read(path)["cells"]
        for at, cell in enumerate(everything):
            for name in re.findall(r"\b(\w+Lab)\(", cell["source"]):
                before, below = "\n".join(map(seen, everything[: at + 1])), seen(everything[at + 1])
                lab = getattr(labs, name)
                for asked in lab.questions:
                    numbers = re.findall(r"\d+\.\d+", asked.answer)
                    new = [n for n in numbers if not gives_away(n, before + asked.text)]
                    assert [n for n in new if gives_away(n, below)] == [], (path.stem, asked.text)


@each
def test_the_right_answer_is_judged_right_and_any_other_leads_on(path, position, name):
    prediction, right = PREDICTIONS[name], right_answers(name)
    marks = [mark for _, mark in prediction.judge(" ".join(right))]
    assert {mark.state for mark in marks} == {"right"}
    wrong = ["17.5 " * len(right)]
    if isinstance(prediction, Choice):
        wrong = [words for words in prediction.options if words not in right]
    elif isinstance(prediction, OneNumber):
        wrong += [str(slip()) for slip, _ in prediction.slips]
    for answer in wrong:
        said = [mark for _, mark in prediction.judge(answer.strip())]
        assert any(mark.state == "not yet" for mark in said), answer
        assert all(len(mark.sentence) > 10 for mark in said if not mark.right), answer
