"""The questions with options of every Predict and every Why? whose reason is picked.

Each begins with its name and ends with its options, each with what is said to whoever picks it. A
`+` stands before the right one; tests hold it against what the network's own functions find.
"""

import re

from helpers.tutor.predicting import Choice

_QUESTIONS = """
00-row-and-column: How is the weight from input 1 to hidden neuron 2 written in code?
- W1[0, 0] | That one leads to hidden neuron 1. Which column is neuron 2?
- W1[1, 0] | Row and column have changed places. Which one is the input?
+ W1[0, 1] | Row 1 is input 1, column 2 is neuron 2; Python counts from 0.
00-long-number: What does Python print for 0.1 + 0.2?
- what one writes by hand | So one would think. Can 0.1 be exact in binary?
+ a longer number, very close to it | 0.1 has no exact binary form.
- an error | Python adds them. But can it store each of them exactly?
00-why-one-neuron: Why does only one hidden neuron follow the slider?
- The other one is switched off. | Nothing is off here. Which weights lead into it?
+ The weight leads into one neuron only. | The other one never sees it.
- The other one follows later. | All is worked out anew. What is moved?
01-why-three-times: Why does x₂ move z₁ three times as far as x₁ does?
+ Its weight is three times as large. | An input is multiplied by its weight.
- Its bias is three times as large. | An input has no bias. What has it?
- The input itself is larger. | Both move by the same. What are they times?
01-why-no-move: Neuron 2 is asleep. Why does y_pred not move with W2[1]?
- W2[1] is added too late. | It is multiplied. By what?
- A weight of a sleeping neuron is 0. | It is still 0.6. What is it times?
+ It is multiplied by a₂, which is 0. | Whatever is multiplied by 0 is 0.
02-smaller-nudge: The nudge becomes smaller and smaller. What does the slope do?
- It shrinks to nothing, like the nudge. | The change is divided by the nudge.
+ It comes closer and closer to a number. | Change and nudge shrink together.
- It grows without end. | The change of the loss shrinks as well. How fast?
02-why-lower: The slope is positive. Why should the prediction become lower?
- The slope says how much too high it is. | It does here. Why lower, though?
+ The loss grows when the prediction grows. | So it shrinks the other way.
- A loss must be negative. | It never is. What does a positive slope say?
03-promise: The real change of the loss: how does it compare with the promised one?
+ a little more | The curve bends upwards from its tangent.
- exactly the same | So it would be on a straight line. How does a curve bend?
- a little less | Which way does the curve bend away from its tangent?
03-bias: The bias b2 is added. What is its local factor?
- a₁, as for W2[0] | W2[0] is multiplied by a₁. What is b2 multiplied by?
- zero: it is a constant | It can be turned. What if it grows by 0.01?
+ one: its nudge arrives as it is | y_pred changes exactly as much as b2.
03-entry-by-entry: What does x * delta_hidden give?
- the same table | What does * do with two arrays: all pairs, or first by first?
+ only two numbers | Two of the four gradients are missing.
- a single number | That is @, which adds up. What does * do?
03-zeros: Neuron 2 is asleep. Which of the nine gradients are 0?
- column 2 of dW1 and db1[1] | These are. What is dW2[1] multiplied by?
+ column 2 of dW1, db1[1] and dW2[1] | δ₂ is 0, and a₂ is 0 as well.
- all nine | Neuron 1 is awake. What comes through to it?
03-why-no-activation: Why do a₁ and a₂ appear in dW2, but not in db2?
+ A weight multiplies, a bias is added. | So only a weight's nudge is scaled.
- The gate of the bias is shut. | The output neuron has no gate. What is b2?
- The old bias was meant. | All the numbers here are old ones. What is b2?
03-why-twice: Why is row 2 of dW1 twice row 1?
- Its deltas are twice as large. | Both rows have the same deltas. What else?
+ Its input is twice as large. | Each delta is multiplied by the row's input.
- Its weights are larger. | No weight of W1 is in dW1. What is?
04-promise: Can the loss really drop by as much as is promised?
- yes, by just as much | How large is the loss now? How low can it become?
+ no, by less | More than the whole loss is promised, and it cannot go below 0.
- yes, and by more | How large is the loss now? How low can it become?
04-smaller-step: At rate 0.1, two thirds of the promise were kept. At rate 0.001?
- a smaller share | A smaller step brings less. But how much is promised?
- the same share | Does the curve bend as much on a short way?
+ a larger share | On a short way the curve hardly leaves its tangent.
04-why-up: A gradient is negative. Why does its parameter go up?
- Because the gradient is added. | The step is taken away. From what?
- Because it was too low. | No one knows how high it should be. What is minus?
+ Taking away a negative number adds. | And the loss falls when it grows.
04-why-any-order: Why can the nine updates be done in any order among themselves?
+ Each uses only old numbers. | None looks at another's new value.
- Adding can be done in any order. | True. But what would a new W2 spoil?
- The steps are small. | Small slips are slips. Which numbers are used?
05-curve: What does the curve look like on such an axis?
- one big fall, then flat | So it is on an ordinary axis. And on this one?
+ nearly a straight line | The same factor is the same distance there.
- steeper and steeper | Each mark is a hundredth of the one above it. And a sixth?
05-unseen: What does the trained network say about the inputs [2, 1]?
- the same as for [1, 2] | For [1, 2] it was trained to. What about others?
+ another number, which nobody has told it is right | One example teaches one answer.
- nothing: it never saw them | It multiplies and adds whatever comes in.
05-wild: Does the loss ever become small?
- no, it jumps about for ever | Run the next cell. What stops the jumps?
- no, it grows without end | It grows at first. Run the next cell.
+ yes | It does. But look inside before you rejoice.
05-awake: At the end, how many of the two hidden neurons are awake?
- both | Where could a very large step have thrown them?
- one | Look at both. Where could a very large step have thrown them?
+ none | The large steps have thrown both to the shut side of ReLU.
05-asleep: What does this network say about [2, 1], and about [0, 0]?
+ the same for both | Both neurons are asleep on them, so only b2 is left.
- two different numbers | What is z of each neuron for these inputs?
- an error | It multiplies and adds whatever comes in. What comes out?
05-why-again: Why are the gradients worked out again for the second step?
- They have to be added up. | They are never added to the last ones. Why new?
+ The old ones belong to the old network. | Every slope has changed with it.
- The gates are shut by then. | Both neurons stay awake here. What changed?
05-why-asleep: Can an example wake a neuron that sleeps on it?
- Yes, if the rate is large. | The rate is multiplied by a gradient of 0.
- Yes, through its bias. | How large is db1 of a sleeping neuron?
+ No: its gate is shut. | Nothing comes through, so nothing moves its z.
06-accepted: Which of the two answers does it accept?
- the first, z_hidden | It is wrong, and no earlier answer explains it.
+ the second, a_hidden | Worked rightly from the first: its method is right.
- neither of them | One follows rightly from the other. Which?
07-nearest: Which of the three slopes comes nearest to the gradient by hand?
- from here up | The curve is steeper there. And on the other side?
- from below to here | The curve is flatter there. And on the other side?
+ from below to above | It takes the mean of both, and the faults cancel.
07-tiny-nudge: The nudge becomes very, very small. What does the relative error do?
- It goes on falling. | With endless digits it would. How many are kept?
+ It falls at first, then rises again. | First the bend, then the rounding.
- It stays as it is. | A smaller nudge stays closer to the tangent. At first?
07-blind: Will the check raise the alarm?
- Yes, it will. | Which network does the nudging use?
+ No, it will not. | Both sides use the same wrong network, so they agree.
07-which-order: Which of the two orders gives the published number?
- the right order | So one would hope. Run the next cell: all nine digits?
+ the exchanged lines | To all nine digits.
07-why-unnoticed: Why would two of the five pass unnoticed on the worked example itself?
- Its numbers are too small. | The relative error does not mind. What else?
- Its weights are old. | Those of all five are. What is different there?
+ Both its neurons are awake. | Each gate is open, and z and a are equal.
07-why-half: MSELoss has no ½. What would that do to all gradients?
- halve them | The ½ is what takes the 2 of the square away. Without it?
- nothing at all | Which number does the slope of a square bring along?
+ double them | The square brings a 2 along, and no ½ takes it away.
07-why-found: Would a gradient check find lines that have changed places?
+ Yes: its slope for W1 contains the new W2. | Nudging W1 uses the old one.
- No: the loss falls either way. | The check does not ask whether it falls.
- No: six digits agree. | Of the loss. How near are the slopes?
08-both-awake: In which row are both neurons awake?
- row 1 | Both inputs are zero there. What is z of each neuron?
- row 2 | One input is one. What does the bias of neuron 2 leave of it?
- row 3 | One input is one. What does the bias of neuron 2 leave of it?
+ row 4 | Two ones, and the bias takes one away: z is above 0.
08-stuck: A thousand steps. What will the four predictions be?
- close to the four wanted outputs | So one would hope. What can hold it back?
+ the same number four times | Both neurons stay awake: it is a plane.
- larger and larger | The loss falls at this rate. Where can it come to rest?
08-luck: With more hidden neurons, how many of the fifty starts succeed?
- just as many: two are enough | Enough to build it. And to find it?
+ more of them | More neurons, more folds that may lie well from the start.
09-raw: One step at a learning rate of 0.05. What will the loss do?
- It falls. | How large are the inputs, and the gradients that contain them?
+ It explodes. | Inputs and errors are factors of the gradients.
09-equal: After a hundred steps, what do the three equal neurons look like?
+ They are still equal. | Equal weights get equal steps.
- They have become different. | Which of them gets another step, and why?
09-validation: How large is the loss on the validation rows?
- several times as large | So it would be if it had learned the rows by heart.
+ nearly as small | It has learned something about penguins, not by heart.
09-wider: Is wider always better?
- yes, each time | Is there no limit to what two lengths can tell of a mass?
+ at first, then hardly any more | The last three lie close together.
09-six-starts: Do all six end at about the same loss?
- all six do | On how many rows may a lone neuron be awake?
+ one of them ends far worse | It sleeps on every row.
09-wins: Of the twenty comparisons, how many does the network win?
- about half of them | So it would be if the truth had no bend at all.
- none | It contains every plane as a special case.
+ all of them | By little, but every time.
10-which-input: Which of the two inputs moves the loss more?
- the first one | Compare the weights that lead away from each of them.
+ the second one | Its weights are larger.
- both the same | Compare the two rows of W1.
10-agree: How many of the machine's nine gradients will agree with those of your hand?
+ every one of them | The rule is the same at every node.
- only those of the output layer | What is different further back, for a node?
- none: it knows nothing of layers | Does the rule need to know of layers?
10-one-character: Which of the nine gradients will be wrong?
- none of them | What happens to the first of two ways when the second arrives?
- those of W1 and b1 alone | What stands between all nine and the loss, twice?
+ all nine | Two ways lead from e into its square, and all nine lie behind e.
"""


def _choice(block):
    first, *options = block.strip().splitlines()
    name, question = first.split(": ", 1)
    right = next(place for place, option in enumerate(options) if option.startswith("+ "))
    return name, Choice(question, right, *(option[2:].split(" | ") for option in options))


CHOICES = dict(map(_choice, re.split(r"\n(?=\d\d-)", _QUESTIONS.strip())))
