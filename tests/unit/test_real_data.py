"""Protects the way from a file to a trained network: rows, parts, scale, batches, bad files."""

import numpy as np
import pytest

from helpers.real_data import PENGUINS, penguins, read_columns, scale_of, split
from tests.series import for_each

NAMES = ("flipper_length_mm", "bill_length_mm", "body_mass_g")


def file_with(folder, text, encoding="utf-8"):
    path = folder / "birds.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


# Reading


def test_two_penguins_are_left_out_and_named():
    values, left_out = read_columns(PENGUINS, *NAMES)
    assert values.shape == (342, 3)
    assert left_out == (5, 273)
    assert values[0].tolist() == [181, 39.1, 3750]
    lines = PENGUINS.read_text(encoding="utf-8").splitlines()
    assert all("NA,NA,NA" in lines[number - 1] for number in left_out)


def test_only_gaps_in_the_columns_asked_for_count(tmp_path):
    path = file_with(tmp_path, "mass,sex\n1,NA\nNA,male\n ,male\n3,\n")
    assert read_columns(path, "mass").values.tolist() == [[1], [3]]
    assert read_columns(path, "mass").left_out == (3, 4)


def test_line_ends_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path):
    path = file_with(tmp_path, "mass\r\n1\r\n\r\n2\r\n", encoding="utf-8-sig")
    assert read_columns(path, "mass").values.tolist() == [[1], [2]]


BAD = {
    "": "birds.csv is empty",
    "\n\n": "birds.csv is empty",
    "wing\n1\n": "birds.csv has no column mass; it has wing",
    "mass\nheavy\n": "birds.csv, line 2: mass is 'heavy', which is not a number",
    "mass,sex\n1,male\n1,5,male\n": "birds.csv, line 3: 3 values for 2 columns",
    "mass\nnan\n": "birds.csv, line 2: mass is 'nan', which is not a number",
    "mass\ninf\n": "birds.csv, line 2: mass is 'inf', which is not a number",
    "mass\nNA\n": "birds.csv has no row with a number in every one of mass",
    "mass\n": "birds.csv has no row with a number in every one of mass",
}


@for_each("text, words", BAD.items())
def test_a_bad_file_gets_one_clear_sentence(text, words, tmp_path):
    with pytest.raises(ValueError) as caught:
        read_columns(file_with(tmp_path, text), "mass")
    assert str(caught.value) == words


def test_a_file_that_is_not_text_or_not_there_is_said_so(tmp_path):
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(ValueError, match=r"^picture\.csv is not a CSV text file$"):
        read_columns(tmp_path / "picture.csv", "mass")
    with pytest.raises(FileNotFoundError, match=r"^there is no file bords\.csv"):
        read_columns(tmp_path / "bords.csv", "mass")


# Parts and scale


@for_each("rows", [5, 6, 10, 342])
def test_every_row_is_in_one_part_and_no_part_is_empty(rows):
    parts = split(rows, seed=3)
    assert sorted(np.concatenate(parts).tolist()) == list(range(rows))
    assert all(len(part) > 0 for part in parts)


def test_a_seed_fixes_the_parts_and_another_seed_changes_them():
    once, again, other = split(342, 0), split(342, 0), split(342, 1)
    assert all((a == b).all() for a, b in zip(once, again, strict=True))
    assert any((a != b).any() for a, b in zip(once, other, strict=True))
    assert [len(part) for part in once] == [205, 68, 69]


def test_too_few_rows_and_a_column_without_spread_are_refused():
    with pytest.raises(ValueError, match="rows must be 5 or more"):
        split(4, seed=0)
    with pytest.raises(ValueError, match="values must differ in every column"):
        scale_of(np.array([[1.0, 2.0], [3.0, 2.0]]))


def test_training_rows_alone_set_the_scale():
    data = penguins(0)
    for column in (data.x_train, data.y_train):
        assert np.allclose(column.mean(axis=0), 0)
        assert np.allclose(column.std(axis=0), 1)
    assert abs(data.x_test.mean()) > 1e-3
    masses = read_columns(PENGUINS, *NAMES).values[:, 2]
    back = data.y_test * data.grams.spread + data.grams.mean
    assert np.allclose(back, masses[split(342, 0).test])
