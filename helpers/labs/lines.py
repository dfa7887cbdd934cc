"""The worked lines of a network with its numbers in them, as a lab writes them."""

from helpers.quantities import QUANTITIES, given_values, work_out

DIGITS = 6


def worked_lines(example, quantity):
    """A line for each entry of a quantity: ["a₁ = max(0.8, 0) = 0.8", "a₂ = ..."]."""
    values = {**given_values(example), **work_out(example)}
    return [str(line) for line in QUANTITIES[quantity].lines(values, DIGITS)]
