"""The questions of each Why? whose reason is picked: multiply, add, gate, old numbers."""

from helpers.tutor.predicting import Choice

REASONS = {
    "00-why-one-neuron": Choice(
        "Why does only one hidden neuron follow the slider?",
        lambda: 1,
        ("The other one is switched off.", "Nothing is off here. Which weights lead into it?"),
        ("The weight leads into one neuron only.", "The other one never sees it."),
        ("The other one follows later.", "All is worked out anew. What is moved?"),
    ),
    "01-why-three-times": Choice(
        "Why does x₂ move z₁ three times as far as x₁ does?",
        lambda: 0,
        ("Its weight is three times as large.", "An input is multiplied by its weight."),
        ("Its bias is three times as large.", "An input has no bias. What has it?"),
        ("The input itself is larger.", "Both move by the same. What are they times?"),
    ),
    "01-why-no-move": Choice(
        "Neuron 2 is asleep. Why does y_pred not move with W2[1]?",
        lambda: 2,
        ("W2[1] is added too late.", "It is multiplied. By what?"),
        ("A weight of a sleeping neuron is 0.", "It is still 0.6. What is it times?"),
        ("It is multiplied by a₂, which is 0.", "Whatever is multiplied by 0 is 0."),
    ),
    "02-why-lower": Choice(
        "The slope is positive. Why should the prediction become lower?",
        lambda: 1,
        ("The slope says how much too high it is.", "It does here. Why lower, though?"),
        ("The loss grows when the prediction grows.", "So it shrinks the other way."),
        ("A loss must be negative.", "It never is. What does a positive slope say?"),
    ),
    "03-why-no-activation": Choice(
        "Why do a₁ and a₂ appear in dW2, but not in db2?",
        lambda: 0,
        ("A weight multiplies, a bias is added.", "So only a weight's nudge is scaled."),
        ("The gate of the bias is shut.", "The output neuron has no gate. What is b2?"),
        ("The old bias was meant.", "All the numbers here are old ones. What is b2?"),
    ),
    "03-why-twice": Choice(
        "Why is row 2 of dW1 twice row 1?",
        lambda: 1,
        ("Its deltas are twice as large.", "Both rows have the same deltas. What else?"),
        ("Its input is twice as large.", "Each delta is multiplied by the row's input."),
        ("Its weights are larger.", "No weight of W1 is in dW1. What is?"),
    ),
    "04-why-up": Choice(
        "A gradient is negative. Why does its parameter go up?",
        lambda: 2,
        ("Because the gradient is added.", "The step is taken away. From what?"),
        ("Because it was too low.", "No one knows how high it should be. What is minus?"),
        ("Taking away a negative number adds.", "And the loss falls when it grows."),
    ),
    "04-why-any-order": Choice(
        "Why can the nine updates be done in any order among themselves?",
        lambda: 0,
        ("Each uses only old numbers.", "None looks at another's new value."),
        ("Adding can be done in any order.", "True. But what would a new W2 spoil?"),
        ("The steps are small.", "Small slips are slips. Which numbers are used?"),
    ),
    "05-why-again": Choice(
        "Why are the gradients worked out again for the second step?",
        lambda: 1,
        ("They have to be added up.", "They are never added to the last ones. Why new?"),
        ("The old ones belong to the old network.", "Every slope has changed with it."),
        ("The gates are shut by then.", "Both neurons stay awake here. What changed?"),
    ),
    "05-why-asleep": Choice(
        "Can an example wake a neuron that sleeps on it?",
        lambda: 2,
        ("Yes, if the rate is large.", "The rate is multiplied by a gradient of 0."),
        ("Yes, through its bias.", "How large is db1 of a sleeping neuron?"),
        ("No: its gate is shut.", "Nothing comes through, so nothing moves its z."),
    ),
    "07-why-unnoticed": Choice(
        "Why would two of the five pass unnoticed on the worked example itself?",
        lambda: 2,
        ("Its numbers are too small.", "The relative error does not mind. What else?"),
        ("Its weights are old.", "Those of all five are. What is different there?"),
        ("Both its neurons are awake.", "Each gate is open, and z and a are equal."),
    ),
    "07-why-half": Choice(
        "MSELoss has no ½. What would that do to all gradients?",
        lambda: [0.5, 1, 2].index(round((0.17**2 - 0.15**2) / 0.02 / 0.16, 9)),
        ("halve them", "The ½ is what takes the 2 of the square away. Without it?"),
        ("nothing at all", "Which number does the slope of a square bring along?"),
        ("double them", "The square brings a 2 along, and no ½ takes it away."),
    ),
    "07-why-found": Choice(
        "Would a gradient check find lines that have changed places?",
        lambda: 0,
        ("Yes: its slope for W1 contains the new W2.", "Nudging W1 uses the old one."),
        ("No: the loss falls either way.", "The check does not ask whether it falls."),
        ("No: six digits agree.", "Of the loss. How near are the slopes?"),
    ),
}
