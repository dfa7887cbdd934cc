"""Protects sentences whose truth is no number: wrong forms stay away, right ones are facts.

A wrong form is looked for in everything that a reader meets: notebooks with their outputs, the
README, and the helpers, where docstrings, labs and the tutor speak. What a Predict calls right is
such a sentence too, where only the notebook's own code can tell.
"""

import re

import numpy as np
import pytest

from helpers.automatic import Node
from helpers.gradient_check import central_differences, relative_error
from helpers.labs.still_charts import IS_SQUARE, POINTS, TRAINED, trained
from helpers.network import Parameters, backward, forward, loss, update
from helpers.quantities import work_out
from helpers.real_data import penguins
from helpers.training import first_parameters, train
from helpers.tutor.predictions import PREDICTIONS
from helpers.tutor.problems import your_turn
from helpers.worked_example import W1, W2, b1, b2, parameters, x, y_true
from tests.prose.notebooks import prose
from tests.prose.quantities import after, loss_after
from tests.series import ROOT, cells, notebook_path, paths, stored_outputs

WRONG = {
    "ways are added as well": r"the whole chain rule",
    "dL/dx is found in 10 only": r"loss (back )?to the inputs",
    "the rate is a factor": r"(only a|small|large a) part of (it|the gradient)|part is called",
    "training was stopped": r"stops at the first place",
    "a plane, for two inputs": r"line of arithmetic, a straight line",
    "one is singular": r"(?<![\d.])1 steps\b",
    "billions": r"millions of parameters",
    "the arrow to the loss has none": r"Each arrow carries",
    "only of the prediction": r"nothing left to learn where the slope",
    "local is the factor of the chain rule": r"local (promise|minimum)|\*\*local\*\* promise",
    "a blog post": r"printed example|printed (loss|number)",
    "what tests do is for builders": r"\b(one of the|the) tests (run|of this course)",
    "the place is named by the quantity": r"\*\*(before|after)\*\* the ReLU gate",
    "a gate's signal is used once": r"each signal is used",
    "a zero slope is no lowest point by itself": r"slope of (zero|0) says that neither",
    "formulas count from 1": r"\\(frac|cdot|delta)[^$`]*\b(W1|W2|b1)\[",
}


def texts():
    """(place, text in one line) of everything that a reader meets; a picture's dots are no text."""
    found = []
    for path in paths():
        for kind in ("markdown", "code"):
            found += [(f"{path.stem} {c['id']}", c["source"]) for c in cells(path, kind)]
        outputs = [one for one in stored_outputs(path) if one[1] != "image/png"]
        found += [(f"{path.stem} {i}", text) for i, _, text in outputs]
    files = [*ROOT.glob("*.md"), *(ROOT / "site").rglob("*.md")]
    files += [*(ROOT / "helpers").rglob("*.py"), *(ROOT / "helpers").rglob("*.txt")]
    found += [(str(f.relative_to(ROOT)), f.read_text(encoding="utf-8")) for f in sorted(files)]
    return [(place, " ".join(text.split())) for place, text in found]


def test_no_text_says_it_wrong():
    for place, text in texts():
        for right, wrong in WRONG.items():
            assert not re.search(wrong, text), (right, place)


def said_in(stem, words):
    """Whether a notebook's prose says these words, whatever its line ends."""
    text = " ".join(cell["source"] for cell in cells(notebook_path(stem), "markdown"))
    return words in " ".join(text.split())


def test_the_products_of_several_ways_are_added():
    assert said_in("03_backward_pass", "the products of the ways are **added**")
    signal = backward(parameters, forward(parameters, x), y_true).dL_dy_pred
    for i, nudge in enumerate(np.eye(2) * 1e-5):
        up, down = (loss(forward(parameters, x + h).y_pred, y_true) for h in (nudge, -nudge))
        assert (up - down) / 2e-5 == pytest.approx(sum(signal * W2[j] * W1[i, j] for j in (0, 1)))


def test_the_slope_of_a_square_shrinks_with_the_error_and_that_of_an_error_without_minus_does_not():
    assert said_in("04_update", "just as steep close by as far away")
    for measure, times in ((lambda error: error**2 / 2, 10), (abs, 1)):
        near, far = (measure(error + 1e-6) - measure(error) for error in (0.01, 0.1))
        assert far == pytest.approx(times * near, rel=1e-3)


def test_without_relu_the_prediction_is_a_flat_plane_and_with_it_there_is_a_fold():
    assert said_in("01_forward_pass", "that is a **flat plane**")
    corners = np.array([[0, 0], [1, 0], [0, 1], [1, 1]]) * 4.0 - 2
    plane = corners @ [0.17, 0.39] + 0.21
    assert (corners @ W1 + b1) @ W2 + b2 == pytest.approx(plane)
    assert np.abs(forward(parameters, corners).y_pred - plane).max() > 0.1


def test_many_parameters_predict_1_and_training_comes_ever_closer_to_some():
    assert said_in("05_training_loop", "a whole valley of parameters that predict 1")
    other = train(Parameters(W1, b1, W2[::-1], b2), x, y_true, 0.1, 200)[0]
    assert [forward(end, x).y_pred for end in (after(200), other)] == pytest.approx([1, 1])
    assert not np.allclose(after(200).W2, other.W2, atol=0.01)
    assert loss_after(20) > 0


def asleep_everywhere():
    """The worked example after the 60 large steps of notebook 05: both neurons are asleep."""
    return after(60, 0.54)


def test_an_example_wakes_a_neuron_only_if_the_neuron_is_awake_on_it():
    assert said_in("05_training_loop", "whether a sleeping neuron can ever wake up")
    wild = asleep_everywhere()
    on = {inputs: forward(wild, np.array(inputs)) for inputs in ((1, 2), (0, 10))}
    assert (on[1, 2].z_hidden < 0).all()
    assert on[0, 10].z_hidden[1] > 0
    assert not backward(wild, on[1, 2], 5).dW1.any()
    helped = update(wild, backward(wild, on[0, 10], 5), 0.5)
    assert forward(helped, x).z_hidden[1] > 0


def test_the_notebooks_relative_error_is_ours_and_of_slopes_that_are_all_0_it_is_0():
    written, wild = prose("07_trust_your_gradients").kernel["relative_error"], asleep_everywhere()
    gradient, slopes = backward(wild, forward(wild, x), y_true).dW1, central_differences(wild, x, 1)
    assert written(gradient, slopes[0]) == 0 == relative_error(gradient, slopes[0])
    right = backward(parameters, forward(parameters, x), y_true).dW1
    assert written(right, 2 * right) == relative_error(right, 2 * right)


def test_the_loss_is_no_parabola_in_one_weight_where_a_neuron_falls_asleep():
    assert said_in("07_trust_your_gradients", "as long as no neuron falls asleep or wakes up")

    def bend(nudge):
        """How much the loss bends in W1[0, 0], the mean over a nudge to either side."""
        moved = [Parameters(W1 + np.diag([h, 0]), b1, W2, b2) for h in (-nudge, 0, nudge)]
        below, here, above = (loss(forward(now, x).y_pred, y_true) for now in moved)
        return (below - 2 * here + above) / nudge**2

    assert bend(0.1) == pytest.approx(bend(0.5))
    assert bend(2) != pytest.approx(bend(0.5), rel=0.01)  # asleep below W1[0, 0] = -0.7


def test_no_straight_line_parts_the_two_kinds_and_the_trained_network_does():
    assert said_in("00_start_here", "no straight line parts the two kinds")
    assert said_in("00_start_here", "did so a thousand times")
    assert TRAINED == 1000
    assert ((forward(trained(), POINTS).y_pred > 0.5) == IS_SQUARE).all()
    for angle in np.linspace(0, np.pi, 181):
        along = POINTS @ [np.cos(angle), np.sin(angle)]
        round_ones, squares = along[IS_SQUARE == 0], along[IS_SQUARE == 1]
        assert round_ones.max() > squares.min()
        assert squares.max() > round_ones.min()


def test_a_network_that_says_0_has_loss_one_half_on_the_training_rows_exactly():
    assert said_in("09_real_data", "On the training rows exactly one half.")
    data = penguins(0)
    assert loss(np.zeros(len(data.y_train)), data.y_train) == pytest.approx(0.5, abs=1e-12)
    assert loss(np.zeros(len(data.y_test)), data.y_test) != pytest.approx(0.5, abs=1e-3)


def test_sum_and_mean_train_the_same_network_if_all_batches_have_one_size():
    words = "It works as long as all batches have the same number of rows."
    assert said_in("08_what_a_hidden_layer_is_for", words)
    data, first = penguins(0), first_parameters(2, 2, 0)

    def trained(sizes, by_the_sum):
        """Two steps, with batches of these sizes; with the sum the rate is divided by the first."""
        now, start = first, 0
        for size in sizes:
            rows = slice(start, start + size)
            rate = 0.05 * size / sizes[0] if by_the_sum else 0.05  # the sum is the mean times size
            now = train(now, data.x_train[rows], data.y_train[rows], rate, 1)[0]
            start += size
        return now.W1

    assert np.allclose(trained([16, 16], True), trained([16, 16], False))
    assert not np.allclose(trained([16, 13], True), trained([16, 13], False))


def test_a_start_that_is_stuck_on_xor_says_the_mean_of_the_rows_that_it_has_not_right():
    assert said_in("08_what_a_hidden_layer_is_for", "and for the others it says their mean")
    rows, wanted = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    for seed in range(3):
        network = train(first_parameters(2, 2, seed), rows, wanted, 0.3, 1000)[0]
        said = forward(network, rows).y_pred
        others = np.abs(said - wanted) > 0.05
        its_mean = wanted[others].mean() if others.any() else 0
        assert said[others] == pytest.approx(np.full(others.sum(), its_mean), abs=0.01)


def test_the_listing_for_a_network_of_your_own_gives_the_gradients_of_the_turn():
    text = "\n".join(cell["source"] for cell in cells(notebook_path("10_any_network"), "markdown"))
    (listing,) = re.findall(r"```python\n(x, W1.*?)```", text, flags=re.S)
    found, turn = {}, your_turn("10", "d")
    exec(
        listing,
        {
            "as_nodes": np.vectorize(Node, otypes=[object]),
            "grads": np.vectorize(lambda node: node.grad),
            "two_layers": turn,
            "show": lambda **values: found.update(values),
        },
    )
    right = work_out(turn)
    right |= {"db1": right["delta_first"], "db2": right["delta_second"], "db3": right["dL_dy_pred"]}
    for name, value in found.items():
        assert value == pytest.approx(right[name]), name
    assert len(found) == 7


def test_the_published_number_comes_from_the_order_that_is_called_right():
    kernel = prose("07_trust_your_gradients").kernel
    orders = (kernel["right_order"], kernel["exchanged"])
    losses = [kernel["book_loss"](*order(kernel["book_W1"], kernel["book_W2"])) for order in orders]
    published = [round(float(value), 9) == kernel["published"] for value in losses]
    assert published.index(True) == PREDICTIONS["07-which-order"].right


def test_what_a_predict_of_09_calls_right_is_what_the_notebook_finds():
    real = prose("09_real_data").kernel
    first, rate = first_parameters(2, 16, 0), real["learning_rate"]
    before, after = train(first, real["raw_x"], real["raw_y"], rate, 1)[1]
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


def test_what_a_predict_of_10_calls_right_is_what_the_notebook_finds():
    kernel = prose("10_any_network").kernel
    found = work_out(PREDICTIONS["10-two-layers"].problem)
    for name in ("a_second", "y_pred", "delta_second", "dL_da_first", "delta_first"):
        assert found[name] == pytest.approx(kernel[name])
    outputs = stored_outputs(notebook_path("10_any_network"))
    agree = [line for _, _, said in outputs for line in said.splitlines() if "agrees:" in line]
    assert ["True" in line for line in agree] == [True] * 4
    assert PREDICTIONS["10-agree"].right == 0
    assert kernel["grads"](kernel["W2_nodes"]) == pytest.approx(kernel["by_hand"].dW2 / 2)
    assert PREDICTIONS["10-one-character"].right == 2
