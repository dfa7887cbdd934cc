"""Options of the whole test suite, and what has to be ready before any notebook runs."""

from tests.refresh import warm_up


def pytest_sessionstart():
    warm_up()


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
