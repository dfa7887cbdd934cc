"""The questions of every Predict: one record each.

No result stands here: what is right is worked out when an answer is given, so that neither a
notebook nor this file gives it away.
"""

import numpy as np

from helpers.further_quantities import Batch, TwoLayers, work_out_all
from helpers.gradient_check import central_differences, relative_error
from helpers.many_starts import final_losses
from helpers.network import Parameters, backward, forward, loss, update
from helpers.quantities import work_out
from helpers.tutor.marking import check
from helpers.tutor.predicting import Choice, Marked, OneNumber
from helpers.worked_example import sleeping_example, worked_example

_x, _start, _y, _rate = worked_example


def _worked(name):
    return work_out(worked_example)[name]


def _asleep(name):
    return work_out(sleeping_example)[name]


def _steps(count, rate=_rate):
    """The parameters after so many steps on the worked example."""
    now = _start
    for _ in range(count):
        now = update(now, backward(now, forward(now, _x), _y), rate)
    return now


def _loss_of(parameters):
    return loss(forward(parameters, _x).y_pred, _y)


def _loss_at(weight):
    """The loss of the worked example with another W2[0]."""
    W1, b1, W2, b2 = _start
    return _loss_of(Parameters(W1, b1, [weight, W2[1]], b2))


def _error_of_slope(low, high):
    """How far from the gradient the slope of the loss in W2[0] between two weights is."""
    return abs((_loss_at(high) - _loss_at(low)) / (high - low) - _worked("dW2")[0])


def _promised_drop():
    return _rate * sum(np.sum(_worked(name) ** 2) for name in ("dW1", "db1", "dW2", "db2"))


def _share_kept(rate):
    """How much of the drop that the gradients promise one step at this rate brings."""
    return (_worked("L") - _loss_of(_steps(1, rate))) / (_promised_drop() / _rate * rate)


def _slope_settles():
    """Whether the slope of the loss at the prediction comes close to a number: 0 no, 1 yes."""
    slopes = [(loss(1.16 + h, 1) - loss(1.16, 1)) / h for h in (1e-4, 1e-5)]
    return int(abs(slopes[0] - slopes[1]) < 1e-4 < min(slopes))


def _more_same_less(value, other):
    return 1 - int(np.sign(round(value - other, 12)))


def _forgotten_biases():
    """Whether the check notices that b1 was left at 0: 0 yes, 1 no."""
    without = Parameters(_start.W1, [0, 0], _start.W2, _start.b2)
    gradients = backward(without, forward(without, _x), _y)
    return int(relative_error(gradients.dW2, central_differences(without, _x, _y)[2]) < 1e-6)


def _accepted():
    """Which of two answers is accepted: b1 is left out of the first, the second follows from it."""
    short = _worked("z_hidden") - _start.b1
    marks = check(worked_example, z_hidden=short, a_hidden=short)
    return [marks["z_hidden"].right, marks["a_hidden"].right].index(True)


XOR_X, XOR_Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
SECOND_ROW = worked_example._replace(x=XOR_X[1])
TWO_LAYERS = TwoLayers(  # the network of notebook 10
    worked_example.x,
    _start.W1,
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
    return backward(_start, forward(_start, XOR_X), XOR_Y).dW1


def _all_the_same():
    """Whether training from the worked example ends with one prediction for all rows: 1 yes."""
    now = _start
    for _ in range(1000):
        now = update(now, backward(now, forward(now, XOR_X), XOR_Y), 0.3)
    return int(np.ptp(forward(now, XOR_X).y_pred) < 1e-3 < loss(forward(now, XOR_X).y_pred, XOR_Y))


def _wider_is_luckier():
    few, many = ((final_losses(XOR_X, XOR_Y, width) < 1e-3).sum() for width in (2, 8))
    return int(many > few)


PREDICTIONS = {
    # 00
    "00-first-sum": OneNumber(
        "What comes out when the bias is added?",
        lambda: _worked("z_hidden")[0],
        "What do you get when you add 0.1 to 0.7?",
        (lambda: 0.7 * _start.b1[0], "A bias is added. What is 0.7 plus 0.1?"),
    ),
    "00-row-and-column": Choice(
        "How is the weight from input 1 to hidden neuron 2 written in code?",
        lambda: ["W1[0, 0]", "W1[1, 0]", "W1[0, 1]"].index(f"W1[{1 - 1}, {2 - 1}]"),
        ("W1[0, 0]", "That one leads to hidden neuron 1. Which column is neuron 2?"),
        ("W1[1, 0]", "Row and column have changed places. Which one is the input?"),
        ("W1[0, 1]", "Row 1 is input 1, column 2 is neuron 2; Python counts from 0."),
    ),
    "00-long-number": Choice(
        "What does Python print for 0.1 + 0.2?",
        lambda: int(repr(0.1 + 0.2) != "0.3"),
        ("what one writes by hand", "So one would think. Can 0.1 be exact in binary?"),
        ("a longer number, very close to it", "0.1 has no exact binary form."),
        ("an error", "Python adds them. But can it store each of them exactly?"),
    ),
    # 01
    "01-neuron-2": Marked("What is z₂?", worked_example, ("z₂", "z_hidden", 1)),
    "01-relu": OneNumber(
        "What would ReLU make of −0.2?",
        lambda: max(-0.2, 0),
        "Which of the two is larger, −0.2 or 0?",
        (lambda: 0.2, "The minus is not left out. Which is larger, −0.2 or 0?"),
        (lambda: -0.2, "It stays only if it is positive. Which is larger, −0.2 or 0?"),
    ),
    "01-output": Marked("What is z_out?", worked_example, ("z_out", "y_pred", ())),
    "01-asleep": Marked(
        "b1[1] is −1.2 now. What are z₂, a₂ and the prediction?",
        sleeping_example,
        ("z₂", "z_hidden", 1),
        ("a₂", "a_hidden", 1),
        ("y_pred", "y_pred", ()),
    ),
    # 02
    "02-loss": Marked("What is L?", worked_example, ("L", "L", ())),
    "02-twice-as-far": OneNumber(
        "The error is twice as large. How many times as large is the loss?",
        lambda: loss(0.32, 0) / loss(0.16, 0),
        "What happens to the square of a number when the number is doubled?",
        (lambda: 2, "So it would be without the square. What does the square do?"),
    ),
    "02-smaller-nudge": Choice(
        "The nudge becomes smaller and smaller. What does the slope do?",
        _slope_settles,
        ("It shrinks to nothing, like the nudge.", "The change is divided by the nudge."),
        ("It comes closer and closer to a number.", "Change and nudge shrink together."),
        ("It grows without end.", "The change of the loss shrinks as well. How fast?"),
    ),
    # 03
    "03-promise": Choice(
        "The real change of the loss: how does it compare with the promised one?",
        lambda: _more_same_less(_loss_at(0.51) - _loss_at(0.5), 0.01 * _worked("dW2")[0]),
        ("a little more", "The curve bends upwards from its tangent."),
        ("exactly the same", "So it would be on a straight line. How does a curve bend?"),
        ("a little less", "Which way does the curve bend away from its tangent?"),
    ),
    "03-second-weight": Marked("What is dW2[1]?", worked_example, ("dW2[1]", "dW2", 1)),
    "03-bias": Choice(
        "The bias b2 is added. What is its local factor?",
        lambda: [_worked("a_hidden")[0], 0, 1].index(_worked("db2") / _worked("dL_dy_pred")),
        ("a₁, as for W2[0]", "W2[0] is multiplied by a₁. What is b2 multiplied by?"),
        ("zero: it is a constant", "It can be turned. What if it grows by 0.01?"),
        ("one: its nudge arrives as it is", "y_pred changes exactly as much as b2."),
    ),
    "03-through": Marked(
        "What are dL/da₁ and dL/da₂?",
        worked_example,
        ("dL/da₁", "dL_da_hidden", 0),
        ("dL/da₂", "dL_da_hidden", 1),
    ),
    "03-asleep": Marked(
        "What are dL/da₂ and δ₂?",
        sleeping_example,
        ("dL/da₂", "dL_da_hidden", 1),
        ("δ₂", "delta_hidden", 1),
    ),
    "03-last-weight": Marked("What is dW1[1, 1]?", worked_example, ("", "dW1", (1, 1))),
    "03-entry-by-entry": Choice(
        "What does x * delta_hidden give?",
        lambda: [4, 2, 1].index(np.size(_x * _worked("delta_hidden"))),
        ("the same table", "What does * do with two arrays: all pairs, or first by first?"),
        ("only two numbers", "Two of the four gradients are missing."),
        ("a single number", "That is @, which adds up. What does * do?"),
    ),
    "03-zeros": Choice(
        "Neuron 2 is asleep. Which of the nine gradients are 0?",
        lambda: int(not _asleep("dW1")[:, 1].any() and _asleep("dW2")[1] == 0),
        ("column 2 of dW1 and db1[1]", "These are. What is dW2[1] multiplied by?"),
        ("column 2 of dW1, db1[1] and dW2[1]", "δ₂ is 0, and a₂ is 0 as well."),
        ("all nine", "Neuron 1 is awake. What comes through to it?"),
    ),
    # 04
    "04-second-weight": Marked("What is the new W2[1]?", worked_example, ("", "W2_new", 1)),
    "04-negative": OneNumber(
        "A bias is −0.3, its gradient is −0.5. What is its new value?",
        lambda: -0.3 - _rate * -0.5,
        "New = old − learning rate × gradient. What is 0.1 × (−0.5)?",
        (lambda: -0.3 + _rate * -0.5, "The gradient is negative. What is minus a minus?"),
        (lambda: -0.3 + 0.5, "That is a whole gradient. What is the learning rate for?"),
    ),
    "04-first-weight": Marked("What is the new W1[1, 0]?", worked_example, ("", "W1_new", (1, 0))),
    "04-too-early": OneNumber(
        "What would dL/da₁ seem to be with the new W2[0]?",
        lambda: _worked("dL_dy_pred") * _steps(1).W2[0],
        "The signal is 0.16. What is it multiplied by here?",
        (lambda: _worked("dL_da_hidden")[0], "That is with the old W2[0]. And the new?"),
    ),
    "04-promise": Choice(
        "Can the loss really drop by as much as is promised?",
        lambda: int(_promised_drop() > _worked("L")),
        ("yes, by just as much", "How large is the loss now? How low can it become?"),
        ("no, by less", "More than the whole loss is promised, and it cannot go below 0."),
        ("yes, and by more", "How large is the loss now? How low can it become?"),
    ),
    "04-smaller-step": Choice(
        "At rate 0.1, two thirds of the promise were kept. At rate 0.001?",
        lambda: 2 * int(_share_kept(0.001) > _share_kept(0.1) + 0.1),
        ("a smaller share", "A smaller step brings less. But how much is promised?"),
        ("the same share", "Does the curve bend as much on a short way?"),
        ("a larger share", "On a short way the curve hardly leaves its tangent."),
    ),
    # 05
    "05-how-many": OneNumber(
        "After about how many steps?",
        lambda: next(n for n in range(100) if _loss_of(_steps(n)) < 1e-6),
        "Divide 0.0128 by 8, again and again. When is it below 0.000001?",
        near=1,
    ),
    "05-curve": Choice(
        "What does the curve look like on such an axis?",
        lambda: int(np.ptp(np.diff(np.log([_loss_of(_steps(n)) for n in range(1, 9)]))) < 0.1),
        ("one big fall, then flat", "So it is on an ordinary axis. And on this one?"),
        ("nearly a straight line", "The same factor is the same distance there."),
        ("steeper and steeper", "Each mark is a hundredth of the one above it. And a sixth?"),
    ),
    "05-unseen": Choice(
        "What does the trained network say about the inputs [2, 1]?",
        lambda: int(abs(forward(_steps(20), [2, 1]).y_pred - 1) > 0.01),
        ("the same as for [1, 2]", "For [1, 2] it was trained to. What about others?"),
        ("another number, which nobody has told it is right", "One example teaches one answer."),
        ("nothing: it never saw them", "It multiplies and adds whatever comes in."),
    ),
    "05-wild": Choice(
        "Does the loss ever become small?",
        lambda: 2 * int(_loss_of(_steps(60, 0.54)) < 1e-6),
        ("no, it jumps about for ever", "Run the next cell. What stops the jumps?"),
        ("no, it grows without end", "It grows at first. Run the next cell."),
        ("yes", "It does. But look inside before you rejoice."),
    ),
    "05-awake": Choice(
        "At the end, how many of the two hidden neurons are awake?",
        lambda: 2 - int((forward(_steps(60, 0.54), _x).z_hidden > 0).sum()),
        ("both", "Where could a very large step have thrown them?"),
        ("one", "Look at both. Where could a very large step have thrown them?"),
        ("none", "The large steps have thrown both to the shut side of ReLU."),
    ),
    "05-asleep": Choice(
        "What does this network say about [2, 1], and about [0, 0]?",
        lambda: int(np.ptp(forward(_steps(60, 0.54), [[2, 1], [0, 0]]).y_pred) > 0),
        ("the same for both", "Both neurons are asleep on them, so only b2 is left."),
        ("two different numbers", "What is z of each neuron for these inputs?"),
        ("an error", "It multiplies and adds whatever comes in. What comes out?"),
    ),
    # 06
    "06-accepted": Choice(
        "Which of the two answers does it accept?",
        _accepted,
        ("the first, z_hidden", "It is wrong, and no earlier answer explains it."),
        ("the second, a_hidden", "Worked rightly from the first: its method is right."),
        ("neither of them", "One follows rightly from the other. Which?"),
    ),
    # 07
    "07-nearest": Choice(
        "Which of the three slopes comes nearest to the gradient by hand?",
        lambda: int(
            np.argmin([_error_of_slope(*at) for at in ((0.5, 0.51), (0.49, 0.5), (0.49, 0.51))])
        ),
        ("from here up", "The curve is steeper there. And on the other side?"),
        ("from below to here", "The curve is flatter there. And on the other side?"),
        ("from below to above", "It takes the mean of both, and the faults cancel."),
    ),
    "07-tiny-nudge": Choice(
        "The nudge becomes very, very small. What does the relative error do?",
        lambda: int(_error_of_slope(0.5, 0.5 + 1e-14) > _error_of_slope(0.5, 0.5 + 1e-7)),
        ("It goes on falling.", "With endless digits it would. How many are kept?"),
        ("It falls at first, then rises again.", "First the bend, then the rounding."),
        ("It stays as it is.", "A smaller nudge stays closer to the tangent. At first?"),
    ),
    "07-blind": Choice(
        "Will the check raise the alarm?",
        _forgotten_biases,
        ("Yes, it will.", "Which network does the nudging use?"),
        ("No, it will not.", "Both sides use the same wrong network, so they agree."),
    ),
    "07-which-order": Choice(
        "Which of the two orders gives the published number?",
        lambda: 1,  # a test holds it against the notebook's own two functions
        ("the right order", "So one would hope. Run the next cell: all nine digits?"),
        ("the exchanged lines", "To all nine digits."),
    ),
    # 08
    "08-second-row": Marked(
        "What are the two z and the prediction for the second row?",
        SECOND_ROW,
        ("z₁", "z_hidden", 0),
        ("z₂", "z_hidden", 1),
        ("prediction", "y_pred", ()),
    ),
    "08-mean-of-errors": Marked(
        "What is db2 of the batch?", Batch(XOR_X, _start, XOR_Y), ("", "db2", ())
    ),
    "08-sum": OneNumber(
        "With the sum, what would dW1[0, 0] be?",
        lambda: 4 * _dW1()[0, 0],
        "How many rows are there, and what does the mean divide by?",
        (lambda: _dW1()[0, 0] / 4, "The sum is larger than the mean. By which factor?"),
    ),
    "08-falls-asleep": OneNumber(
        "At which x₁ does neuron 1 fall asleep, where x₂ is 0?",
        lambda: -_start.b1[0] / _start.W1[0, 0],
        "Where x₂ is 0, which two terms of z are left? When do they cancel?",
        (lambda: 1, "The bias is positive already. On which side do the two cancel?"),
    ),
    "08-both-awake": Choice(
        "In which row are both neurons awake?",
        lambda: int(np.argmax((XOR_X @ np.ones((2, 2)) + [0, -1] > 0).sum(axis=1))),
        ("row 1", "Both inputs are zero there. What is z of each neuron?"),
        ("row 2", "One input is one. What does the bias of neuron 2 leave of it?"),
        ("row 3", "One input is one. What does the bias of neuron 2 leave of it?"),
        ("row 4", "Two ones, and the bias takes one away: z is above 0."),
    ),
    "08-stuck": Choice(
        "A thousand steps. What will the four predictions be?",
        _all_the_same,
        ("close to the four wanted outputs", "So one would hope. What can hold it back?"),
        ("the same number four times", "Both neurons stay awake: it is a plane."),
        ("larger and larger", "The loss falls at this rate. Where can it come to rest?"),
    ),
    "08-luck": Choice(
        "With more hidden neurons, how many of the fifty starts succeed?",
        _wider_is_luckier,
        ("just as many: two are enough", "Enough to build it. And to find it?"),
        ("more of them", "More neurons, more folds that may lie well from the start."),
    ),
    # 09: a test holds these against what the notebook itself finds
    "09-raw": Choice(
        "One step at a learning rate of 0.05. What will the loss do?",
        lambda: 1,
        ("It falls.", "How large are the inputs, and the gradients that contain them?"),
        ("It explodes.", "Inputs and errors are factors of the gradients."),
    ),
    "09-equal": Choice(
        "After a hundred steps, what do the three equal neurons look like?",
        lambda: 0,
        ("They are still equal.", "Equal weights get equal steps."),
        ("They have become different.", "Which of them gets another step, and why?"),
    ),
    "09-validation": Choice(
        "How large is the loss on the validation rows?",
        lambda: 1,
        ("several times as large", "So it would be if it had learned the rows by heart."),
        ("nearly as small", "It has learned something about penguins, not by heart."),
    ),
    "09-wider": Choice(
        "Is wider always better?",
        lambda: 1,
        ("yes, each time", "Is there no limit to what two lengths can tell of a mass?"),
        ("at first, then hardly any more", "The last three lie close together."),
    ),
    "09-six-starts": Choice(
        "Do all six end at about the same loss?",
        lambda: 1,
        ("all six do", "On how many rows may a lone neuron be awake?"),
        ("one of them ends far worse", "It sleeps on every row."),
    ),
    "09-wins": Choice(
        "Of the twenty comparisons, how many does the network win?",
        lambda: 2,
        ("about half of them", "So it would be if the truth had no bend at all."),
        ("none", "It contains every plane as a special case."),
        ("all of them", "By little, but every time."),
    ),
    # 10
    "10-which-input": Choice(
        "Which of the two inputs moves the loss more?",
        lambda: int(np.argmax(np.abs(_dL_dx))),
        ("the first one", "Compare the weights that lead away from each of them."),
        ("the second one", "Its weights are larger."),
        ("both the same", "Compare the two rows of W1."),
    ),
    "10-one-way": OneNumber(
        "What comes back to x₂ through neuron 2 alone?",
        lambda: _delta[1] * _start.W1[1, 1],
        "Which δ stands at the end of that way, and which weight lies on it?",
        (lambda: _delta[0] * _start.W1[1, 0], "That is the way through neuron 1."),
        (lambda: _dL_dx[1], "That is both ways together. And neuron 2 alone?"),
    ),
    "10-two-layers": Marked(
        "What are the two activations of the second layer, and the prediction?",
        TWO_LAYERS,
        ("activation 1", "a_second", 0),
        ("activation 2", "a_second", 1),
        ("prediction", "y_pred", ()),
    ),
    "10-second-delta": Marked(
        "What are the two δ of the second layer?",
        TWO_LAYERS,
        ("neuron 1", "delta_second", 0),
        ("neuron 2", "delta_second", 1),
    ),
    "10-second-slope": Marked(
        "What are the slopes against the two activations of the first layer, before the gate?",
        TWO_LAYERS,
        ("activation 1", "dL_da_first", 0),
        ("activation 2", "dL_da_first", 1),
    ),
    "10-used-twice": OneNumber(
        "What is the slope of a × b + a against a?",
        lambda: (4.001 * 2 + 4.001 - (3.999 * 2 + 3.999)) / 0.002,
        "Nudge a by a little. By how much does each of the two parts grow?",
        (lambda: 2, "That is the way through the product. Is there another one?"),
        (lambda: 1, "That is the way straight into the sum. Is there another one?"),
        (lambda: 4, "That is the slope against b. Against a it is the other factor."),
    ),
    "10-agree": Choice(
        "How many of the machine's nine gradients will agree with those of your hand?",
        lambda: 0,  # a test holds it against what the notebook prints
        ("every one of them", "The rule is the same at every node."),
        ("only those of the output layer", "What is different further back, for a node?"),
        ("none: it knows nothing of layers", "Does the rule need to know of layers?"),
    ),
    "10-one-character": Choice(
        "Which of the nine gradients will be wrong?",
        lambda: 2,  # a test holds it against the notebook's own two walks
        ("none of them", "What happens to the first of two ways when the second arrives?"),
        ("those of W1 and b1 alone", "What stands between all nine and the loss, twice?"),
        ("all nine", "Two ways lead from e into its square, and all nine lie behind e."),
    ),
}
