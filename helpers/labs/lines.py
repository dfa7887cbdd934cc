"""The worked lines of a network with its numbers in them, one a quantity."""

from helpers.formatting import factor, sum_line, typeset
from helpers.network import loss

SUBSCRIPTS, DIGITS = "₁₂", 6


def z_line(example, forward_pass, j):
    """The weighted sum of hidden neuron j (0 or 1): `z₁ = 1 × 0.1 + 2 × 0.3 + 0.1 = 0.8`."""
    W1, b1, _, _ = example.parameters
    z = forward_pass.z_hidden[j]
    return sum_line(f"z{SUBSCRIPTS[j]}", example.x, W1[:, j], b1[j], z, DIGITS)


def a_line(forward_pass, j):
    """Its activation: `a₁ = max(0.8, 0) = 0.8`."""
    z, a = forward_pass.z_hidden[j], forward_pass.a_hidden[j]
    return f"a{SUBSCRIPTS[j]} = max({typeset(z, DIGITS)}, 0) = {typeset(a, DIGITS)}"


def y_pred_line(example, forward_pass):
    """The prediction: `y_pred = 0.8 × 0.5 + 1.1 × 0.6 + 0.1 = 1.16`."""
    _, _, W2, b2 = example.parameters
    return sum_line("y_pred", forward_pass.a_hidden, W2, b2, forward_pass.y_pred, DIGITS)


def loss_line(example, forward_pass):
    """The loss: `L = ½ × (1.16 − 1)² = 0.0128`."""
    y_pred, y_true = forward_pass.y_pred, example.y_true
    result = typeset(loss(y_pred, y_true), DIGITS)
    return f"L = ½ × ({typeset(y_pred, DIGITS)} − {factor(y_true, DIGITS)})² = {result}"
