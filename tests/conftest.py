"""Options of the whole test suite, and what has to be ready before any notebook runs."""

from tests.refresh import saved_by_hand, warm_up


def pytest_sessionstart():
    warm_up()


def pytest_terminal_summary(terminalreporter):
    """Who has learned with the notebooks is told why their tests fail, in one sentence."""
    if names := saved_by_hand():
        terminalreporter.write_line(
            f"{' and '.join(names)} saved by hand, so tests may fail: `git checkout notebooks`,"
            " or a new download, brings back what was there before, and discards what you typed."
        )


def pytest_addoption(parser):
    parser.addoption(
        "--screenshots",
        metavar="DIR",
        help="browser tests: write a picture of each lab, light and dark, into this folder",
    )
    parser.addoption(
        "--site",
        metavar="DIR",
        help="browser tests: drive the site that site/build.py made, instead of a JupyterLab",
    )
