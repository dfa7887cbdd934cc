"""Protects the catalogue: each mistake computes what it says, and gets its own sentence.

The numbers are those of the list that the course was planned with: what each mistake gives at the
first step where it differs, on the worked example and on the second one.
"""

import re
from itertools import combinations

import numpy as np
import pytest

from helpers.quantities import NAMES, QUANTITIES, work_out
from helpers.tutor import mistakes
from helpers.tutor.marking import check
from helpers.tutor.mistakes import MISTAKES, mistaken
from helpers.tutor.problems import cannot_show, problem
from helpers.worked_example import second_example, worked_example

EXAMPLES = (worked_example, second_example)
TRUTHS = {id(example): work_out(example) for example in EXAMPLES}
HIDDEN = "it gives the right number there"

# mistake: (quantity, worked example, second example, words of its sentence, words of its question)
PLANNED = {
    "b1 left out": (
        "z_hidden",
        [0.7, 1.0],
        [-0.1, -0.7],
        "b1 is not in the sum",
        "does each neuron add",
    ),
    "W1 transposed": ("z_hidden", [0.6, 1.2], [-0.5, 0.4], "row of W1", "or in a column"),
    "inputs swapped": ("z_hidden", [0.6, 0.9], [1.2, -1.2], "inputs change", "Which input"),
    "no ReLU": ("a_hidden", HIDDEN, [0.5, -1.1], "z is handed on", "a z below 0"),
    "sigmoid for ReLU": (
        *("a_hidden", [0.689974, 0.75026], [0.622459, 0.24974]),
        *("sigmoid stands", "a z above 0, and of one below"),
    ),
    "b1 added after ReLU": ("a_hidden", HIDDEN, [0.6, -0.4], "until after ReLU", "Does b1 join"),
    "b2 left out": ("y_pred", 1.06, 0.1, "b2 is not in the sum", "does the output neuron add"),
    "ReLU on the output": ("y_pred", HIDDEN, 0, "ReLU as well", "which is linear"),
    "W2 swapped going forward": ("y_pred", 1.13, -0.65, "on the way forward", "W2[0] start from"),
    "1/2 left out of the loss": (
        "L",
        0.0256,
        0.64,
        "squared and left",
        "in front of the square in",
    ),
    "absolute error as the loss": ("L", 0.16, 0.8, "only the size", "Which two things"),
    "1/2 squared as well": ("L", 0.0064, 0.16, "halved first", "inside the square"),
    "y_true added": ("dL_dy_pred", 2.16, -1.2, "added to y_pred", "sign does y_true have"),
    "factor 2 in the slope": ("dL_dy_pred", 0.32, 1.6, "without its 1/2", "brings down a 2. What"),
    "1/2 kept in the slope": ("dL_dy_pred", 0.08, 0.4, "still there in the slope", "meets the 2"),
    "y_true - y_pred": ("dL_dy_pred", -0.16, -0.8, "taken away from y_true", "which sign says so"),
    "y_pred as the error": ("dL_dy_pred", 1.16, -0.2, "y_pred itself", "measured against"),
    "loss as the error": ("dL_dy_pred", 0.0128, 0.32, "the loss itself", "its slope"),
    "z for a in dW2": ("dW2", HIDDEN, [0.4, -0.88], "multiplied by z", "z or what ReLU"),
    "x for a in dW2": ("dW2", [0.16, 0.32], [2.4, 1.6], "by the inputs x", "numbers does W2"),
    "W2 for a in dW2": (
        *("dW2", [0.08, 0.096], [0.16, -0.56], "weights themselves", "Nudge a weight of W2"),
    ),
    "bias gradient 0": ("db2", 0, 0, "leave the loss as it is", "what happens to the sum"),
    "bias gradient times the bias": ("db2", 0.016, -0.24, "bias itself", "how much does the sum"),
    "updated W2 used going back": (
        *("dL_da_hidden", [0.077952, 0.093184], [0.128, -0.56]),
        *("W2 is updated first", "Which W2 made"),
    ),
    "W2 left out going back": (
        *("dL_da_hidden", [0.16, 0.16], [0.8, 0.8], "the whole signal", "Through which weight"),
    ),
    "W2 swapped going back": (
        *("dL_da_hidden", [0.096, 0.08], [-0.56, 0.16]),
        *("on the way back", "leads from hidden neuron 1"),
    ),
    "a for W2 going back": (
        *("dL_da_hidden", [0.128, 0.176], [0.4, 0], "signal is multiplied by a", "Nudge an a"),
    ),
    "no gate": ("delta_hidden", HIDDEN, [0.16, -0.56], "passed on as it is", "was asleep"),
    "sigmoid's gate": ("delta_hidden", [0.0128, -0.01056], [0.04, 0], "a(1 − a)", "How steep"),
    "a as the gate": ("delta_hidden", [0.064, 0.1056], [0.08, 0], "by a itself", "stands for open"),
    "dW1 transposed": (
        *("dW1", [[0.08, 0.16], [0.096, 0.192]], [[0.48, 0.32], [0, 0]]),
        *("a row for each neuron", "a row of W1 belong to"),
    ),
    "x * delta entry by entry": (
        *("dW1", [0.08, 0.192], [0.48, 0], "entry by entry", "How many weights"),
    ),
    "a for x in dW1": (
        *("dW1", [[0.064, 0.0768], [0.088, 0.1056]], [[0.08, 0], [0, 0]]),
        *("delta is multiplied by a", "W1 multiply"),
    ),
    "output signal as db1": ("db1", [0.16, 0.16], [0.8, 0.8], "of the output", "bias in b1 join"),
    "plus for minus": ("W2_new", [0.5128, 0.6176], [0.24, -0.7], "step is added", "uphill"),
    "learning rate left out": (
        *("W2_new", [0.372, 0.424], [-0.2, -0.7], "the whole gradient", "How large a part"),
    ),
    "only the step": ("W2_new", [0.0128, 0.0176], [0.04, 0], "stands alone", "does it start"),
    "biases not updated": ("b1_new", [0.1, 0.1], [0.6, -0.4], "where it was", "has a gradient too"),
    "sum for mean": (None, None, None, "rows are added up", "a mean over the rows"),
    "gradients piled up": (None, None, None, "the step before", "belong to this step"),
}
# The other steps at which a mistake shows: (mistake, quantity): (worked example, second example)
PLANNED_TOO = {
    ("b1 added after ReLU", "z_hidden"): ([0.7, 1.0], [-0.1, -0.7]),
    ("y_true added", "L"): (2.3328, 0.72),
    ("only the step", "W1_new"): ([[0.008, 0.0096], [0.016, 0.0192]], [[0.048, 0], [0.032, 0]]),
    ("only the step", "b1_new"): ([0.008, 0.0096], [0.016, 0]),
    ("only the step", "b2_new"): (0.016, 0.08),
    ("bias gradient 0", "db1"): ([0, 0], [0, 0]),
    ("bias gradient times the bias", "db1"): ([0.008, 0.0096], [0.096, 0]),
    ("plus for minus", "W1_new"): (
        *([[0.108, 0.2096], [0.316, 0.4192]], [[-0.252, -0.1], [0.432, -0.2]]),
    ),
    ("plus for minus", "b1_new"): ([0.108, 0.1096], [0.616, -0.4]),
    ("plus for minus", "b2_new"): (0.116, -0.22),
    ("learning rate left out", "W1_new"): (
        *([[0.02, 0.104], [0.14, 0.208]], [[-0.78, -0.1], [0.08, -0.2]]),
    ),
    ("learning rate left out", "b1_new"): ([0.02, 0.004], [0.44, -0.4]),
    ("learning rate left out", "b2_new"): (-0.06, -1.1),
    ("biases not updated", "b2_new"): (0.1, -0.3),
}
# Words of what each step asks where no mistake fits.
ASKED = {
    "z_hidden": "which weight goes with each input",
    "a_hidden": "what does ReLU make of it",
    "y_pred": "Which weight belongs to each a",
    "L": "two things are done to it to make the loss",
    "dL_dy_pred": "How far is y_pred from y_true",
    "dW2": "came in through each weight of W2",
    "db2": "If b2 grows",
    "dL_da_hidden": "on its way to each a",
    "delta_hidden": "the gate of each",
    "dW1": "comes in through each weight of W1",
    "db1": "If a bias in b1 grows",
    "W1_new": "each new entry of W1",
    "b1_new": "each new entry of b1",
    "W2_new": "each new entry of W2",
    "b2_new": "make the new b2",
}


def complaints():
    """What is wrong with the catalogue as it stands: the list is empty if nothing is."""
    catalogue = mistakes.MISTAKES
    found = [f"{title} is not planned" for title in catalogue if title not in PLANNED]
    found += [f"{title} is missing" for title in PLANNED if title not in catalogue]
    for title in catalogue.keys() & PLANNED:
        name, base, twin, when, question = PLANNED[title]
        if when not in catalogue[title].when:
            found.append(f"{title} has another sentence")
        if question not in catalogue[title].question:
            found.append(f"{title} has another question")
        planned = {step: given for (other, step), given in PLANNED_TOO.items() if other == title}
        if name:
            planned[name] = (base, twin)
        if planned.keys() != catalogue[title].shows.keys():
            found.append(f"{title} shows at other steps")
        for step in planned.keys() & catalogue[title].shows.keys():
            if not all(map(_gives, EXAMPLES, [title] * 2, [step] * 2, planned[step])):
                found.append(f"{title} gives other numbers at {step}")
    return found


def _gives(example, title, name, number):
    truth = TRUTHS[id(example)]
    result = mistakes.MISTAKES[title].shows[name](example, truth)
    expected = truth[name] if number is HIDDEN else np.array(number)
    return np.shape(result) == np.shape(expected) and np.allclose(result, expected, atol=5e-7)


def test_the_catalogue_is_as_planned():
    assert complaints() == []


@pytest.mark.parametrize("title", MISTAKES)
def test_a_missing_entry_is_noticed(title, monkeypatch):
    left = {other: mistake for other, mistake in MISTAKES.items() if other != title}
    monkeypatch.setattr(mistakes, "MISTAKES", left)
    assert complaints() == [f"{title} is missing"]


@pytest.mark.parametrize("title, step", [(t, step) for t in MISTAKES for step in MISTAKES[t].shows])
def test_a_missing_step_of_an_entry_is_noticed(title, step, monkeypatch):
    left = {key: give for key, give in MISTAKES[title].shows.items() if key != step}
    changed = {**MISTAKES, title: MISTAKES[title]._replace(shows=left)}
    monkeypatch.setattr(mistakes, "MISTAKES", changed)
    assert complaints() == [f"{title} shows at other steps"]


@pytest.mark.parametrize("part", ["when", "question"])
def test_two_swapped_sentences_are_noticed(part, monkeypatch):
    for one, other in combinations(MISTAKES, 2):
        a, b = MISTAKES[one], MISTAKES[other]
        swapped = {
            **MISTAKES,
            one: a._replace(**{part: getattr(b, part)}),
            other: b._replace(**{part: getattr(a, part)}),
        }
        monkeypatch.setattr(mistakes, "MISTAKES", swapped)
        assert len(complaints()) == 2, (one, other)


def test_two_swapped_computations_are_noticed(monkeypatch):
    for one, other in combinations(MISTAKES, 2):
        a, b = MISTAKES[one], MISTAKES[other]
        if a.shows.keys() == b.shows.keys() and a.shows:
            swapped = {**MISTAKES, one: a._replace(shows=b.shows), other: b._replace(shows=a.shows)}
            monkeypatch.setattr(mistakes, "MISTAKES", swapped)
            assert len(complaints()) >= 2, (one, other)


@pytest.mark.parametrize("title", MISTAKES)
def test_a_sentence_points_to_the_step_and_tells_no_number(title):
    mistake = MISTAKES[title]
    words = f"{mistake.when} {mistake.question}"
    assert mistake.question.endswith("?")
    assert not re.search(r"forg[eo]t|wrong|mistake|should have", words)
    names = r"\bd?[Wb][12](\[0\])?|1/2|neuron 1|(above|below) 0|(the|a) 2|a\(1 − a\)"
    assert not re.search(r"\d", re.sub(names, "", words)), words
    assert not re.match("[A-Z]", mistake.when.replace("W", "w"))


@pytest.mark.parametrize("name", NAMES)
def test_no_mark_ever_tells_the_right_number(name):
    """Whatever the wrong answer is, the sentence holds no decimal number."""
    for example in (worked_example, second_example, problem(17)):
        right = work_out(example)[name]
        answers = [
            *mistaken(example, name, work_out(example)).values(),
            -right,
            right * 3,
            10 * right,
        ]
        answers += [right + 0.5, [1, 2, 3], 5]
        for answer in answers:
            sentence = check(example, **{name: answer})[name].sentence
            assert not re.search(r"\d\.\d", sentence), sentence


@pytest.mark.parametrize("example", [worked_example, second_example], ids=["worked", "second"])
def test_every_mistake_is_named_when_it_is_made(example):
    truth = work_out(example)
    for name in NAMES:
        earlier = {key: truth[key] for key in NAMES[: NAMES.index(name)]}
        for title, wrong in mistaken(example, name, truth).items():
            mark = check(example, **earlier, **{name: wrong})[name]
            if (name, title) in cannot_show(example):
                assert mark.state == "right"
            else:
                assert title in mark.mistakes
                assert MISTAKES[title].when in mark.sentence
                assert mark.sentence.endswith("?")


def test_the_second_example_lets_every_mistake_show():
    assert cannot_show(second_example) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_step_asks_a_question_of_its_own(name):
    asking = [step for step in NAMES if ASKED[name] in QUANTITIES[step].question]
    assert asking == [name]
    assert QUANTITIES[name].question.endswith("?")
