"""What nbval does not compare: the HTML in a notebook that was run and saved in JupyterLab.

It is a page's there, beside the stored picture and text. So the tests pass in such a notebook too.
"""

from functools import cache

from tests.refresh import saved_by_hand

by_hand = cache(saved_by_hand)


def pytest_itemcollected(item):
    skipped = getattr(item.parent, "skip_compare", ())
    if skipped and "text/html" not in skipped and item.path.stem in by_hand():
        item.parent.skip_compare = (*skipped, "text/html")
