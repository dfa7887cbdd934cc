"""What nbval does not compare: the HTML that JupyterLab shows beside a stored picture and text.

So the tests also pass in notebooks that were run and saved in JupyterLab.
"""


def pytest_itemcollected(item):
    skipped = getattr(item.parent, "skip_compare", ())
    if skipped and "text/html" not in skipped:
        item.parent.skip_compare = (*skipped, "text/html")
