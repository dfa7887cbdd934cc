"""Measurements from a file, made ready for the network."""

import csv
from math import isfinite
from pathlib import Path
from typing import NamedTuple

import numpy as np

PENGUINS = Path(__file__).parents[1] / "notebooks" / "penguins.csv"
MISSING = ("", "NA")  # what stands in a file where there is no measurement


class Columns(NamedTuple):
    """Some columns of a file. values: shape (n, n_columns). left_out: the lines with a gap.

    Lines are counted as an editor counts them: the names of the columns are line 1.
    """

    values: np.ndarray
    left_out: tuple


class Parts(NamedTuple):
    """Row numbers: to learn from (6 in 10), to choose by (2 in 10), to be judged by at the end."""

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


class Scale(NamedTuple):
    """The mean and the standard deviation of each column, in the units of the column."""

    mean: np.ndarray
    spread: np.ndarray


class Penguins(NamedTuple):
    """Penguins ready for the network: x (n, 2) and y_true (n,) of each part, standardised.

    x: flipper length, bill length. y: body mass. grams: the `Scale` that leads back to grams.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    grams: Scale


def penguins(seed=0):
    """The penguins of notebook 09, split by this seed, standardised by the training rows alone."""
    names = ("flipper_length_mm", "bill_length_mm", "body_mass_g")
    values = read_columns(PENGUINS, *names).values
    rows = split(len(values), seed)
    scale = scale_of(values[rows.train])
    parts = [standardise(values[part], scale) for part in rows]
    columns = [column for part in parts for column in (part[:, :2], part[:, 2])]
    return Penguins(*columns, grams=Scale(scale.mean[2], scale.spread[2]))


def read_columns(path, *names):
    """Read these columns of a CSV file as numbers, without the rows that lack one of them.

    Returns `Columns`. Raises FileNotFoundError or ValueError with one sentence that names the file,
    and the column or line, that cannot be used. Source: notebook 09.
    """
    path = Path(path)
    if path.name == PENGUINS.name and not path.exists():
        path = PENGUINS  # a notebook that was opened without its folder
    header, lines = _lines(path)
    absent = [name for name in names if name not in header]
    if absent:
        raise ValueError(f"{path.name} has no column {absent[0]}; it has {', '.join(header)}")
    places = [header.index(name) for name in names]
    values, left_out = [], []
    for number, line in lines:
        if len(line) != len(header):
            raise ValueError(
                f"{path.name}, line {number}: {len(line)} values for {len(header)} columns"
            )
        texts = [line[place].strip() for place in places]
        if any(text in MISSING for text in texts):
            left_out.append(number)
        else:
            where = f"{path.name}, line {number}"
            values.append(
                [_number(text, where, name) for text, name in zip(texts, names, strict=True)]
            )
    if not values:
        raise ValueError(f"{path.name} has no row with a number in every one of {', '.join(names)}")
    return Columns(np.array(values), tuple(left_out))


def split(rows, seed):
    """Deal the rows 0, 1 … rows - 1 out at random, the same way each time for one seed: `Parts`.

    Raises ValueError for fewer than 5 rows, which leave a part empty. Source: notebook 09.
    """
    if rows < 5:
        raise ValueError(f"rows must be 5 or more, so that no part is empty; got {rows}")
    order = np.random.default_rng(seed).permutation(rows)
    return Parts(*np.split(order, [rows * 6 // 10, rows * 8 // 10]))


def scale_of(values):
    """The `Scale` of training values: shape (n, n_columns) or (n,).

    Raises ValueError where a column has one value only, for it cannot be divided by its spread.
    Source: notebook 09.
    """
    spread = values.std(axis=0)
    if not np.all(spread > 0):
        raise ValueError(
            "values must differ in every column; one column has the same value throughout"
        )
    return Scale(values.mean(axis=0), spread)


def standardise(values, scale):
    """How many spreads each value lies above the mean. Returns an array of the same shape."""
    return (values - scale.mean) / scale.spread


def _lines(path):
    """The names of the columns, and (number, texts) of every line that is not blank."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            lines = [(reader.line_num, line) for line in reader if line]
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no file {path.name} beside this notebook") from None
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(f"{path.name} is not a CSV text file") from None
    if not lines:
        raise ValueError(f"{path.name} is empty")
    return [name.strip() for name in lines[0][1]], lines[1:]


def _number(text, where, name):
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not isfinite(value):
        raise ValueError(f"{where}: {name} is {text!r}, which is not a number")
    return value
