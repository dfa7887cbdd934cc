"""What labs can do beyond their dials: buttons of their own, answers, playing."""

from unittest.mock import patch

from helpers.formatting import number
from helpers.labs import step_size_lab
from helpers.labs.real_data_lab import ROUND
from helpers.labs.training_lab import LONGEST
from helpers.quantities import work_out
from helpers.worked_example import worked_example
from tests.browser.driving import Pair, drive


def play(pair, enough, done, catch_up, words=("Play", "Pause")):
    """Play until so much is done, stop, and make as much here. Returns how much that was.

    done: reads from a look how much is done. catch_up: makes so much here.
    """
    start, stop = words
    pair.lab.click(start)
    pair.lab.wait_until(lambda seen: stop in seen["lines"] and done(seen) >= enough)
    pair.lab.click(stop)
    pair.lab.notebook.settle()
    stopped = done(pair.lab.wait_until(lambda seen: start in seen["lines"]))
    catch_up(stopped)
    pair.same()
    return stopped


def backward_pass(lab):
    pair = drive(lab)
    pair.click("Try 2", lambda: pair.model.try_this(2))
    pair.type("step", 8)  # here its lines are the longest: nothing moves
    pair.reset()
    for _ in range(3):
        pair.click("Just show me", pair.model.next)
    pair.click("Step back", pair.model.back)
    for typed in ("many", "0.16", number(work_out(worked_example)["dW2"][1])):
        # not read, not yet, right: only the last one goes on
        lab.type("What comes out?", typed)
        pair.model.answer(typed)
        pair.same()
    assert pair.model.values["step"] == 3
    play(pair, 5, _step, lambda step: pair.model.move("step", step))
    pair.reset()


def _step(seen):
    return seen["fields"]["step"]


def graph(lab):
    pair = drive(lab)
    pair.type("step", 16)  # from here on there is a step of each kind
    for _ in range(4):
        pair.click("Next step", pair.model.next)
    for _ in range(2):
        pair.click("Step back", pair.model.back)
    play(pair, 19, _step, lambda step: pair.model.move("step", step))
    pair.reset()


def input_plane(lab):
    pair = drive(lab)
    pair.click("XOR by hand", pair.model.by_hand)
    for _ in range(2):
        pair.click("Random", pair.model.random_start)
    lab.click("Train")  # the second start is one that succeeds
    lab.wait_until(lambda seen: any(line.startswith("L = 0,") for line in seen["lines"]))
    lab.wait_until(lambda seen: "Train" in seen["lines"])
    pair.model.train()
    pair.same()
    pair.reset()


def loss_and_slope(lab):
    pair = drive(lab)
    for _ in range(6):
        pair.click("Halve the nudge", pair.model.halve)
    pair.reset()


def step_size(lab):
    """What it draws is in part rounding noise: that of the Python on the page, which is asked."""

    def on_the_page(nudge):
        asked = f"print(*slope_errors({float(nudge)}))"
        printed = lab.notebook.run(f"from helpers.labs.step_size_lab import slope_errors; {asked}")
        return [float(error) for error in printed.split()]

    with patch.object(step_size_lab, "slope_errors", on_the_page):
        drive(lab)


def training(lab):
    pair = drive(lab)
    for rate in (0.1, 0.54, 3):
        pair.type("rate", rate)
        for _ in range(4):
            pair.click("One step", pair.model.step)
        pair.click("Back to step 0", pair.model.restart)
    pair.reset()
    # Pause after some steps, at the speed that the lab begins with; then play on to the end.
    steps = play(pair, 3, _steps, lambda steps: [pair.model.step() for _ in range(steps)])
    assert 3 <= steps < LONGEST
    pair.type("speed", 10)
    _play_to_the_end(pair)
    pair.reset()
    # A run that goes wrong ends in a sentence, unfolded on request, not in numbers that are none.
    for rate, words in ((3, "This rate is too large"), (0.54, "asleep since step")):
        pair.type("rate", rate)
        pair.type("speed", 10)
        _play_to_the_end(pair)
        assert not any(words in line for line in lab.lines())
        lab.press("fold What has happened?", "Enter")
        seen = lab.wait_until(lambda seen, words=words: any(words in one for one in seen["lines"]))
        said = " ".join(seen["lines"] + seen["drawing"])
        assert not any(word in said for word in ("nan", "inf "))
        lab.press("fold What has happened?", "Enter")
        pair.reset()
    # What has happened is written anew each time: the fold that is there now is driven too.
    for _ in range(2):
        lab.press("fold What has happened?", "Enter")


def _play_to_the_end(pair):
    pair.lab.click("Play")
    pair.lab.wait_until(lambda seen: "Pause" in seen["lines"])
    pair.lab.wait_until(lambda seen: "Play" in seen["lines"])
    pair.model.finish()
    pair.same()


def _steps(seen):
    """How many steps the lab says are done: "Step 12: y_pred = 1, ..."."""
    return next(int(line.split()[1][:-1]) for line in seen["lines"] if line.startswith("Step "))


def real_data(lab):
    pair = Pair(lab)
    pair.model.train()  # as the cell has done before it shows the lab
    drive(lab, pair)
    stopped = play(pair, 5, _epochs, pair.model.train, ("Train", "Stop"))
    assert 5 <= stopped < ROUND
    assert pair.model.values["speed"] <= 10, "slow enough to stop after about ten"
    pair.type("speed", 50)
    lab.click("Train")
    lab.wait_until(lambda seen: _epochs(seen) == ROUND and "Train" in seen["lines"])
    pair.model.train(ROUND - stopped)
    pair.same()
    pair.click("Start again", pair.model.again)
    pair.reset()


def _epochs(seen):
    """How many epochs the lab says are done: "hidden neurons: 8, epochs: 12 of 100"."""
    return next(int(line.split()[-3]) for line in seen["lines"] if line.endswith("of 100"))
