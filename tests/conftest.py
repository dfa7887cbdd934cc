"""Options of the whole test suite, and what has to be ready before any notebook runs."""

import os

import pytest

from tests.refresh import saved_by_hand, warm_up

WORKERS = 2


def pytest_sessionstart():
    warm_up()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """All that the README's command runs goes to two processes, a file to one of them.

    A few files, browsers and slow tests do not; nor does anything without pytest-xdist.
    """
    everything = config.args_source is config.ArgsSource.TESTPATHS
    by_default = config.option.markexpr.startswith("not browser")
    split = config.pluginmanager.has_plugin("xdist") and "PYTEST_XDIST_WORKER" not in os.environ
    if everything and by_default and split and config.option.numprocesses is None:
        config.option.numprocesses, config.option.dist = WORKERS, "loadfile"


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
