"""Protects every Predict: it is asked before anything on the screen answers it, and judged right.

What stands on the screen is taken as some cells before it, with the outputs that open when their
cells are run, and some below it as they are stored: text outside folded parts, code, outputs.
"""

import re

import numpy as np
import pytest

from helpers import labs
from helpers.formatting import number
from helpers.labs.predict import UNTOUCHED
from helpers.network import backward, forward, loss, update
from helpers.quantities import TwoLayers, work_out
from helpers.training import first_parameters
from helpers.tutor.predictions import PREDICTIONS, Choice, Marked, OneNumber
from tests.prose.notebooks import prose
from tests.series import for_each, notebook_path, paths, read, stored_outputs

ABOVE, BELOW = 6, 4  # so many cells are in view with it
CALL = re.compile(r'^Predict\("([\w-]+)"\)$', re.M)


def asked():
    """(notebook, position of the cell, name) of every prediction in a notebook."""
    return [
        (path.stem, position, name)
        for path in paths()
        for position, cell in enumerate(read(path)["cells"])
        if cell["cell_type"] == "code"
        for name in CALL.findall(cell["source"])
    ]


each = for_each("notebook, position, name", asked())


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
    assert all(notebook[:2] == name[:2] for notebook, _, name in asked())


@each
def test_nothing_on_the_screen_gives_it_away(notebook, position, name):
    cells = read(next(path for path in paths() if path.stem == notebook))["cells"]
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
                for asked in lab.questions if isinstance(lab.questions, tuple) else lab().questions:
                    numbers = re.findall(r"\d+\.\d+", asked.answer)
                    new = [n for n in numbers if not gives_away(n, before + asked.text)]
                    assert [n for n in new if gives_away(n, below)] == [], (path.stem, asked.text)


@each
def test_the_right_answer_is_judged_right_and_any_other_leads_on(notebook, position, name):
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


def test_the_published_number_comes_from_the_order_that_is_called_right():
    kernel = prose("07_trust_your_gradients").kernel
    orders = (kernel["right_order"], kernel["exchanged"])
    losses = [kernel["book_loss"](*order(kernel["book_W1"], kernel["book_W2"])) for order in orders]
    published = [round(float(value), 9) == kernel["published"] for value in losses]
    assert published.index(True) == PREDICTIONS["07-which-order"].right


def test_what_09_and_10_call_right_is_what_they_find():
    """There the answer would take too long to work out, or the network stands in the notebook."""
    real = prose("09_real_data").kernel
    before, after = (loss_after(real, steps) for steps in (0, 1))
    assert (after > before) == PREDICTIONS["09-raw"].right
    assert np.allclose(np.ptp(real["after"].W1, axis=1), 0) != PREDICTIONS["09-equal"].right
    eight = real["trained"](real["x_train"], real["y_train"], 8, 0)
    seen, unseen = (
        loss(forward(eight, real[f"x_{rows}"]).y_pred, real[f"y_{rows}"])
        for rows in ("train", "validation")
    )
    assert (unseen < 1.2 * seen) == PREDICTIONS["09-validation"].right
    assert len(real["gains"]) == 20
    assert all(gain > 0 for gain in real["gains"])
    assert PREDICTIONS["09-wins"].right == 2
    any_network = prose("10_any_network").kernel
    found = work_out(PREDICTIONS["10-two-layers"].problem)
    for name in ("a_second", "y_pred", "delta_second", "dL_da_first", "delta_first"):
        assert found[name] == pytest.approx(any_network[name])
    assert PREDICTIONS["10-one-character"].right == 2
    outputs = stored_outputs(notebook_path("10_any_network"))
    agree = [line for _, _, said in outputs for line in said.splitlines() if "agrees:" in line]
    assert (len(agree) == 4 and all("True" in line for line in agree)) == (
        PREDICTIONS["10-agree"].right == 0
    )
    halved = any_network["grads"](any_network["W2_nodes"])
    assert np.allclose(halved, any_network["by_hand"].dW2 / 2)


def loss_after(real, steps):
    """The loss of notebook 09's first network on raw numbers, after so many steps."""
    network = first_parameters(n_inputs=2, n_hidden=16, seed=0)
    for _ in range(steps):
        gradients = backward(network, forward(network, real["raw_x"]), real["raw_y"])
        network = update(network, gradients, real["learning_rate"])
    return loss(forward(network, real["raw_x"]).y_pred, real["raw_y"])
