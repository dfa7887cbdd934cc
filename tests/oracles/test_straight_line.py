"""Protects the comparison of notebook 09: scikit-learn's straight line has the same test losses."""

import re

import pytest

from helpers.network import loss
from helpers.real_data import penguins
from tests.series import notebook_path, stored_outputs

linear_model = pytest.importorskip("sklearn.linear_model")
pytestmark = pytest.mark.oracle
SAID = r"seed (\d), straight line: test loss (\S+), off by (\d+) g"


def said():
    """What the notebook prints: seed -> (test loss, typical error in grams)."""
    texts = [text for _, _, text in stored_outputs(notebook_path("09_real_data"))]
    return {int(seed): (value, grams) for seed, value, grams in re.findall(SAID, "\n".join(texts))}


@pytest.mark.parametrize("seed", range(3))
def test_the_straight_line_is_that_of_scikit_learn(seed):
    data = penguins(seed)
    line = linear_model.LinearRegression().fit(data.x_train, data.y_train)
    predicted = line.predict(data.x_test)
    grams = abs(predicted - data.y_test).mean() * data.grams.spread
    assert said()[seed] == (f"{loss(predicted, data.y_test):.4f}", f"{grams:.0f}")
