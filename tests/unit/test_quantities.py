"""Protects the fifteen records: they agree with the network, for any shapes, and can be edited."""

import numpy as np
import pytest

from helpers.formulas import Number, Value, mean, places, shaped, total
from helpers.network import Parameters
from helpers.quantities import NAMES, QUANTITIES, given_values, work_out
from helpers.worked_example import Example, worked_example
from tests.examples import EXAMPLES, our_step

random = np.random.default_rng(3)
WIDE = Example(
    random.normal(size=3),
    Parameters(
        random.normal(size=(3, 4)), random.normal(size=4), random.normal(size=4), random.normal()
    ),
    0.5,
    0.2,
)


@pytest.mark.parametrize("example", [*EXAMPLES, WIDE])
def test_the_formulas_give_what_the_network_gives(example):
    expected = our_step(example)
    values = work_out(example)
    for name in NAMES:
        assert np.shape(values[name]) == np.shape(expected[name])
        assert np.allclose(values[name], expected[name], rtol=1e-14, atol=0), name


def test_a_formula_is_the_same_after_each_place_was_put_back():
    for record in QUANTITIES.values():
        for node, _, put in places(record.formula):
            assert put(node) == record.formula
            assert put(Number(value=7.5)) != record.formula


def test_an_axis_in_front_works_out_many_at_once():
    """As when a hundred suppositions about an earlier value are followed through."""
    values = {**given_values(WIDE), **work_out(WIDE)}
    many = {**values, "z_hidden": np.stack([values["z_hidden"], -values["z_hidden"]])}
    for name in ("a_hidden", "y_pred", "L", "dL_dy_pred", "dW2", "W2_new"):
        many[name] = QUANTITIES[name].worked_out(many)
        assert np.allclose(many[name][0], values[name], rtol=1e-14), name
    assert many["W2_new"].shape == (2, 4)


def test_a_batch_and_its_mean_are_written_in_the_same_language():
    x, b = Value(name="x")["ni"], Value(name="b")
    formula = mean(total(x, "i") + b, "n")
    values = {"x": np.array([[1.0, 2], [3, 5]]), "b": 1.0, "n": 2, "i": 2}
    assert shaped(formula, (), values) == 6.5
    assert formula.text(values, {}, 4, True) == "(1 + 2 + 1 + 3 + 5 + 1) / 2"


def test_what_is_not_known_is_written_by_name():
    line = QUANTITIES["z_hidden"].line({"i": 2}, (1,))
    assert str(line) == "z₂ = x₁ × W1[0, 1] + x₂ × W1[1, 1] + b1[1]"
    values = {**given_values(worked_example), **work_out(worked_example)}
    assert QUANTITIES["delta_hidden"].factors(values, (0,)) == (("dL/da₁", "0.08"), ("gate₁", "1"))
    assert QUANTITIES["dW1"].rate_words((1, 0)) == ("z₁", "W1[1, 0]")
    assert NAMES[0] == "z_hidden"
