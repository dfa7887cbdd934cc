"""Protects the comparison of notebook 09: scikit-learn's plane is off by as many grams."""

import re

import pytest

from helpers.real_data import penguins
from tests.series import notebook_path, stored_outputs

linear_model = pytest.importorskip("sklearn.linear_model")
pytestmark = pytest.mark.oracle
SAID = r"seed (\d): network off by \d+ g, flat plane by (\d+) g"


def said():
    """What the notebook prints: seed -> typical error of the plane in grams."""
    texts = [text for _, _, text in stored_outputs(notebook_path("09_real_data"))]
    return {int(seed): grams for seed, grams in re.findall(SAID, "\n".join(texts))}


@pytest.mark.parametrize("seed", range(3))
def test_the_plane_is_that_of_scikit_learn(seed):
    data = penguins(seed)
    plane = linear_model.LinearRegression().fit(data.x_train, data.y_train)
    grams = abs(plane.predict(data.x_test) - data.y_test).mean() * data.grams.spread
    assert said()[seed] == f"{grams:.0f}"
