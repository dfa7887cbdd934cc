"""The questions of each Predict of 08, 09 and 10: one record each."""

from types import MappingProxyType

import numpy as np

from helpers.further_quantities import Batch, TwoLayers, work_out_all
from helpers.many_starts import final_losses
from helpers.network import backward, forward, loss, update
from helpers.tutor.predicting import Choice, Marked, OneNumber
from helpers.worked_example import parameters, worked_example

XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
XOR = Batch(XOR_X, parameters, XOR_Y)
SECOND_ROW = worked_example._replace(x=XOR_X[1])
TWO_LAYERS = TwoLayers(  # the network of notebook 10
    worked_example.x,
    parameters.W1,
    np.array([0.1, -1.3]),
    np.array([[0.5, -0.5], [0.7, 0.3]]),
    np.array([0.1, 0.7]),
    np.array([2.0, -1.0]),
    0.5,
    worked_example.y_true,
)
_delta = work_out_all(worked_example)["delta_hidden"]
_dL_dx = work_out_all(worked_example)["dL_dx"]


def _dW1():
    return backward(parameters, forward(parameters, XOR_X), XOR_Y).dW1


def _all_the_same():
    """Whether training from the worked example ends with one prediction for all rows: 1 yes."""
    now = parameters
    for _ in range(1000):
        now = update(now, backward(now, forward(now, XOR_X), XOR_Y), 0.3)
    return int(np.ptp(forward(now, XOR_X).y_pred) < 1e-3 < loss(forward(now, XOR_X).y_pred, XOR_Y))


def _wider_is_luckier():
    few, many = ((final_losses(XOR_X, XOR_Y, width) < 1e-3).sum() for width in (2, 8))
    return int(many > few)


FURTHER_PREDICTIONS = MappingProxyType(
    {
        # 08
        "08-second-row": Marked(
            "What are the two z and the prediction for the second row?",
            SECOND_ROW,
            (("z₁", "z_hidden", 0), ("z₂", "z_hidden", 1), ("prediction", "y_pred", ())),
        ),
        "08-mean-of-errors": Marked("What is db2 of the batch?", XOR, (("", "db2", ()),)),
        "08-sum": OneNumber(
            "With the sum, what would dW1[0, 0] be?",
            lambda: 4 * _dW1()[0, 0],
            "How many rows are there, and what does the mean divide by?",
            ((lambda: _dW1()[0, 0] / 4, "The sum is larger than the mean. By which factor?"),),
        ),
        "08-falls-asleep": OneNumber(
            "At which x₁ does neuron 1 fall asleep, where x₂ is 0?",
            lambda: -parameters.b1[0] / parameters.W1[0, 0],
            "Where x₂ is 0, which two terms of z are left? When do they cancel?",
            ((lambda: 1, "The bias is positive already. On which side do the two cancel?"),),
        ),
        "08-both-awake": Choice(
            "In which row are both neurons awake?",
            lambda: int(np.argmax((XOR_X @ np.ones((2, 2)) + [0, -1] > 0).sum(axis=1))),
            (
                ("row 1", "Both inputs are zero there. What is z of each neuron?"),
                ("row 2", "One input is one. What does the bias of neuron 2 leave of it?"),
                ("row 3", "One input is one. What does the bias of neuron 2 leave of it?"),
                ("row 4", "Two ones, and the bias takes one away: z is above 0."),
            ),
        ),
        "08-stuck": Choice(
            "A thousand steps. What will the four predictions be?",
            _all_the_same,
            (
                ("close to the four wanted outputs", "So one would hope. What can hold it back?"),
                ("the same number four times", "Both neurons stay awake: it is a plane."),
                ("larger and larger", "The loss falls at this rate. Where can it come to rest?"),
            ),
        ),
        "08-luck": Choice(
            "With more hidden neurons, how many of the fifty starts succeed?",
            _wider_is_luckier,
            (
                ("just as many: two are enough", "Enough to build it. And to find it?"),
                ("more of them", "More neurons, more folds that may lie well from the start."),
            ),
        ),
        # 09: a test holds these against what the notebook itself finds
        "09-raw": Choice(
            "One step at a learning rate of 0.05. What will the loss do?",
            lambda: 1,
            (
                ("It falls.", "How large are the inputs, and the gradients that contain them?"),
                ("It explodes.", "Inputs and errors are factors of the gradients."),
            ),
        ),
        "09-equal": Choice(
            "After a hundred steps, what do the three equal neurons look like?",
            lambda: 0,
            (
                ("They are still equal.", "Equal weights get equal steps."),
                ("They have become different.", "Which of them gets another step, and why?"),
            ),
        ),
        "09-validation": Choice(
            "How large is the loss on the validation rows?",
            lambda: 1,
            (
                ("several times as large", "So it would be if it had learned the rows by heart."),
                ("nearly as small", "It has learned something about penguins, not by heart."),
            ),
        ),
        "09-wider": Choice(
            "Is wider always better?",
            lambda: 1,
            (
                ("yes, each time", "Is there no limit to what two lengths can tell of a mass?"),
                ("at first, then hardly any more", "The last three lie close together."),
            ),
        ),
        "09-six-starts": Choice(
            "Do all six end at about the same loss?",
            lambda: 1,
            (
                ("all six do", "On how many rows may a lone neuron be awake?"),
                ("one of them ends far worse", "It sleeps on every row."),
            ),
        ),
        "09-wins": Choice(
            "Of the twenty comparisons, how many does the network win?",
            lambda: 2,
            (
                ("about half of them", "So it would be if the truth had no bend at all."),
                ("none", "It contains every plane as a special case."),
                ("all of them", "By little, but every time."),
            ),
        ),
        # 10
        "10-which-input": Choice(
            "Which of the two inputs moves the loss more?",
            lambda: int(np.argmax(np.abs(_dL_dx))),
            (
                ("the first one", "Compare the weights that lead away from each of them."),
                ("the second one", "Its weights are larger."),
                ("both the same", "Compare the two rows of W1."),
            ),
        ),
        "10-one-way": OneNumber(
            "What comes back to x₂ through neuron 2 alone?",
            lambda: _delta[1] * parameters.W1[1, 1],
            "Which δ stands at the end of that way, and which weight lies on it?",
            (
                (lambda: _delta[0] * parameters.W1[1, 0], "That is the way through neuron 1."),
                (lambda: _dL_dx[1], "That is both ways together. And neuron 2 alone?"),
            ),
        ),
        "10-two-layers": Marked(
            "What are the two activations of the second layer, and the prediction?",
            TWO_LAYERS,
            (
                ("activation 1", "a_second", 0),
                ("activation 2", "a_second", 1),
                ("prediction", "y_pred", ()),
            ),
        ),
        "10-second-delta": Marked(
            "What are the two δ of the second layer?",
            TWO_LAYERS,
            (("neuron 1", "delta_second", 0), ("neuron 2", "delta_second", 1)),
        ),
        "10-second-slope": Marked(
            "What are the slopes against the two activations of the first layer, before the gate?",
            TWO_LAYERS,
            (("activation 1", "dL_da_first", 0), ("activation 2", "dL_da_first", 1)),
        ),
        "10-used-twice": OneNumber(
            "What is the slope of a × b + a against a?",
            lambda: (4.001 * 2 + 4.001 - (3.999 * 2 + 3.999)) / 0.002,
            "Nudge a by a little. By how much does each of the two parts grow?",
            (
                (lambda: 2, "That is the way through the product. Is there another one?"),
                (lambda: 1, "That is the way straight into the sum. Is there another one?"),
                (lambda: 4, "That is the slope against b. Against a it is the other factor."),
            ),
        ),
        "10-agree": Choice(
            "How many of the machine's nine gradients will agree with those of your hand?",
            lambda: 0,  # a test holds it against what the notebook prints
            (
                ("every one of them", "The rule is the same at every node."),
                ("only those of the output layer", "What is different further back, for a node?"),
                ("none: it knows nothing of layers", "Does the rule need to know of layers?"),
            ),
        ),
        "10-one-character": Choice(
            "Which of the nine gradients will be wrong?",
            lambda: 2,  # a test holds it against the notebook's own two walks
            (
                ("none of them", "What happens to the first of two ways when the second arrives?"),
                ("those of W1 and b1 alone", "What stands between all nine and the loss, twice?"),
                ("all nine", "Two ways lead from e into its square, and all nine lie behind e."),
            ),
        ),
    }
)
