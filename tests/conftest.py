"""Options of the whole test suite, and what has to be ready before any notebook runs."""

import os
from collections import Counter

import pytest

from tests.refresh import saved_by_hand, warm_up
from tests.series import SERIES

WORKERS = 2
SKIPPED = "The browser tests were skipped"


def pytest_sessionstart(session):
    """Not in a process that only waits for the two that run the tests."""
    if not getattr(session.config.option, "numprocesses", None):
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
    """What is asked of one notebook stays in one process, and so do the other tests of a file.

    All of tests/prose as well, which runs the code of each notebook once.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            if file.startswith("tests/prose/"):
                return "tests/prose"
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
    _tell_what_browsers_saw(terminalreporter.getreports, terminalreporter.write_line)


def _tell_what_browsers_saw(reports, say):
    """Each lab with its counts, all of them together, and what axe-core found.

    Or, in one line, why there was nothing to count. It stands here and not in tests/browser/, which
    the process that tells it does not read when two others run the tests.
    """
    for why in {report.longrepr[2] for report in reports("skipped")}:
        if SKIPPED in why:
            say(why.removeprefix("Skipped: "))
    ran = reports("passed") + reports("failed")
    noted = [note for report in ran for note in getattr(report, "user_properties", ())]
    labs = [counts for name, counts in noted if name == "lab"]
    if labs:
        together = [sum(counts) for counts in zip(*(counts[1:] for counts in labs), strict=True)]
        for place, driven, compared in (*labs, ("together", *together)):
            say(f"{place}: {driven} controls driven, {compared} values compared")
        found = Counter("{} ({})".format(*finding) for name, finding in noted if name == "axe")
        say("axe-core: " + ", ".join(f"{count} × {what}" for what, count in found.items()))


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
