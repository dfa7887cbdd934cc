"""The start of a "your turn": its network, drawn, and the worked lines of what is given."""

from IPython.display import display

from helpers.diagram import network_svg
from helpers.formatting import show
from helpers.further_quantities import work_out_all
from helpers.labs.picture import Picture
from helpers.tutor.further_turns import nudged_turn
from helpers.tutor.problems import your_turn
from helpers.tutor.solutions import solution


def begin_turn(notebook, part, *given):
    """Show the network of one "your turn" and what is given of it; returns its `Example`.

    notebook: "01" to "10". part: "a", "b" or "c". given: names of quantities.
    Raises ValueError for another notebook or part.
    """
    example = your_turn(notebook, part)
    display(Picture(network_svg(example)))
    for name in given:
        for line in solution(example, name):
            print(line)
    return example


def begin_nudged(part, *given):
    """Show the network of one turn of 07, the nudge and what is given; returns its `Nudged`.

    part: "a", "b" or "c". given: names of quantities. Raises ValueError for another part.
    """
    problem = nudged_turn(part)
    truth = work_out_all(problem)
    display(Picture(network_svg(problem.example)))
    show(nudge=problem.nudge, **{name: truth[name] for name in given})
    return problem
