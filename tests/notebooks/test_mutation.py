"""Protects the checks themselves: in a sample of changes, one digit or sign each, all are seen."""

import pytest

from tests.mutation import judge, table, unseen

pytestmark = pytest.mark.slow


def test_no_change_of_a_sample_goes_unseen():
    """The same sample every time; `python -m tests.mutation` tries every change there is."""
    judged = judge(sample=60)
    print(table(judged))
    assert unseen(judged) == []
