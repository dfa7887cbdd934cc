"""What labs can do beyond their dials: buttons of their own, answers, playing."""

from unittest.mock import patch

from helpers.formatting import number
from helpers.labs import step_size_lab
from helpers.quantities import work_out
from helpers.worked_example import worked_example
from tests.browser.driving import Pair, drive


def backward_pass(lab):
    pair = drive(lab)
    for _ in range(3):
        pair.click("Just show me", pair.model.next)
    pair.click("Step back", pair.model.back)
    for typed in ("many", "0.16", number(work_out(worked_example)["dW2"][1])):
        # not read, not yet, right: only the last one goes on
        lab.type("What comes out?", typed)
        pair.model.answer(typed)
        pair.same()
    assert pair.model.values["step"] == 3
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"] and seen["fields"]["step"] >= 5)
    lab.click("Pause")
    lab.notebook.settle()
    paused = lab.wait_until(lambda seen: "Play" in seen["lines"])["fields"]["step"]
    pair.model.move("step", paused)
    pair.same()
    pair.reset()


def graph(lab):
    pair = drive(lab)
    for _ in range(pair.model.last):
        pair.click("Next step", pair.model.next)
    for _ in range(2):
        pair.click("Step back", pair.model.back)
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"])
    lab.click("Pause")
    pair.reset()


def input_plane(lab):
    pair = drive(lab)
    pair.click("XOR by hand", pair.model.by_hand)
    for _ in range(2):
        pair.click("Random", pair.model.random_start)
    lab.click("Train")  # the second start is one that succeeds
    lab.wait_until(lambda seen: any(line.startswith("L = 0,") for line in seen["lines"]))
    lab.wait_until(lambda seen: "Train" in seen["lines"])
    pair.model.train(1000)
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
    lab.click("Play")
    lab.wait_until(lambda seen: "Pause" in seen["lines"] and _steps(seen) >= 3)
    lab.click("Pause")
    lab.notebook.settle()
    steps = _steps(lab.wait_until(lambda seen: "Play" in seen["lines"]))
    assert 3 <= steps < 40
    _take(pair.model, steps)
    pair.same()
    pair.type("speed", 10)
    _play_to_the_end(pair, 40 - steps)
    pair.reset()
    # A run that goes wrong ends in a sentence, unfolded on request, not in numbers that are none.
    for rate, words in ((3, "This rate is too large"), (0.54, "asleep since step")):
        pair.type("rate", rate)
        pair.type("speed", 10)
        _play_to_the_end(pair, 40)
        _unfold(lab, words)
        pair.reset()
    # What has happened is written anew each time: the fold that is there now is driven too.
    for _ in range(2):
        lab.press("fold What has happened?", "Enter")


def _unfold(lab, words):
    assert not any(words in line for line in lab.lines())
    lab.press("fold What has happened?", "Enter")
    seen = lab.wait_until(lambda seen: any(words in line for line in seen["lines"]))
    said = " ".join(seen["lines"] + seen["drawing"])
    assert not any(word in said for word in ("nan", "inf "))
    lab.press("fold What has happened?", "Enter")


def _take(model, steps):
    for _ in range(steps):
        model.step()


def _play_to_the_end(pair, steps):
    pair.lab.click("Play")
    pair.lab.wait_until(lambda seen: "Pause" in seen["lines"])
    pair.lab.wait_until(lambda seen: "Play" in seen["lines"])
    _take(pair.model, steps)
    pair.same()


def _steps(seen):
    """How many steps the lab says are done: "Step 12: y_pred = 1, ..."."""
    return next(int(line.split()[1][:-1]) for line in seen["lines"] if line.startswith("Step "))


def real_data(lab):
    pair = Pair(lab)
    pair.model.train()  # as the cell has done before it shows the lab
    drive(lab, pair)
    lab.click("Train")
    lab.wait_until(lambda seen: _epochs(seen) >= 5)
    lab.click("Stop")
    lab.notebook.settle()
    stopped = _epochs(lab.look())
    assert 5 <= stopped < 50
    assert pair.model.values["speed"] <= 10, "slow enough to stop after about ten"
    pair.model.train(stopped)
    pair.same()
    pair.type("speed", 50)
    lab.click("Train")
    lab.wait_until(lambda seen: _epochs(seen) == 50 and "Train" in seen["lines"])
    pair.model.train(50 - stopped)
    pair.same()
    pair.click("Start again", pair.model.again)
    pair.reset()


def _epochs(seen):
    """How many epochs the lab says are done: "hidden neurons: 8, epochs: 12 of 100"."""
    return next(int(line.split()[-3]) for line in seen["lines"] if line.endswith("of 100"))
