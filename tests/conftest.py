"""Options of the whole test suite, and what has to be ready before any notebook runs."""

import os

import pytest

from tests.refresh import saved_by_hand, warm_up
from tests.series import SERIES

WORKERS = 2


def pytest_sessionstart():
    warm_up()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """A whole run, of any mark, goes to two processes; a few files only where `-n 2` says so.

    Nothing does without pytest-xdist.
    """
    if not config.pluginmanager.has_plugin("xdist") or "PYTEST_XDIST_WORKER" in os.environ:
        return
    everything = config.args_source is config.ArgsSource.TESTPATHS
    if everything and config.option.numprocesses is None:
        config.option.numprocesses = WORKERS
    if config.option.numprocesses:
        config.option.dist, config.option.loadscopereorder = "loadscope", False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """What is asked of one notebook stays in one process, and so do the other tests of a file."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            asked = SERIES if file.startswith(("tests/browser/", "tests/notebooks/")) else ()
            return next((name for name in asked if name in nodeid), file)

    return Scheduling(config, log)


def pytest_collection_modifyitems(items):
    """What makes environments takes longest and comes first: so both processes end together."""
    items.sort(key=lambda item: "setup" not in item.path.parts)


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
