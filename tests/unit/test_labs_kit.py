"""Protects what every lab does: it says its numbers on the page and in its still picture, comes
back to where it began, brings no more along than it needs, and lets go of it when it is replaced.
"""

import gc
import os
import subprocess
import sys
from functools import cache

import pytest
from comm import DummyComm
from ipywidgets import Widget
from ipywidgets.widgets.widget import _instances
from matplotlib.figure import Figure

from helpers import labs
from helpers.labs import ForwardLab, Hints, LossLab, NudgeLab, PracticeSheet, page
from helpers.worked_example import worked_example
from tests.browser.model import shown, texts
from tests.series import for_each

LABS = [getattr(labs, name) for name in labs.__all__ if name.endswith(("Lab", "Slider"))]


def seen(lab):
    return repr(lab), shown(lab)


@cache
def made(kind):
    """One of each lab for the tests that need no new one, with what it has shown at first."""
    lab = kind()
    return lab, seen(lab)


each_lab = for_each("lab, first", lambda: map(made, LABS))


@each_lab
def test_every_question_sets_its_numbers_and_reset_brings_back_the_first_picture(lab, first):
    assert 2 <= len(lab.questions) <= 3
    for number, (text, start, answer) in enumerate(lab.questions, start=1):
        assert "?" in text
        assert answer.endswith(".")
        lab.try_this(number)
        assert lab.values | start == lab.values
        for name, value in lab.values.items():
            lab.move(name, value + 1)
        assert seen(lab) != first
        lab.reset()
        assert seen(lab) == first
    with pytest.raises(ValueError, match="name must be one of"):
        lab.move("W3", 1)


@each_lab
def test_every_line_is_on_the_page_and_the_still_picture_says_the_same(lab, first):
    lab.try_this(1)
    bundle, about = lab._repr_mimebundle_()
    assert page.WIDGET_VIEW in bundle
    assert bundle["text/plain"] == repr(lab)
    assert repr(lab).startswith(type(lab).__name__)
    on_the_page = shown(lab)
    if "image/png" in bundle:
        assert about["image/png"]["alt"] == repr(lab)
        assert len(bundle["image/png"]) < 60_000
    else:
        assert set(on_the_page["drawing"]) <= set(texts(bundle["image/svg+xml"]))
    lines = lab.lines() if hasattr(lab, "lines") else lab.picture.lines
    said = " ".join(on_the_page["lines"])
    assert all(" ".join(line.split()) in said for line in lines)


@each_lab
def test_a_move_sends_the_picture_and_the_number_and_hardly_more(lab, first, monkeypatch):
    """Each message costs time on the page: the slider's own move is not repeated to it."""
    sent = []
    lab.reset()
    monkeypatch.setattr(DummyComm, "publish_msg", lambda *_, data=None, **__: sent.append(data))
    for dial in lab._dials.values():
        for _ in range(2):  # the first move of another number may put the last one back
            sent.clear()
            dial._slider.set_state({"value": dial._slider.value + dial._slider.step})
        assert "echo_update" not in [message["method"] for message in sent]
        assert len(sent) in (1, 2, 3), dial.name


class Notebook:
    """As much of IPython as tells a lab which cell shows it, and in which run of that cell."""

    def __init__(self):
        self.run, self.kernel, self.outputs = 0, self, []

    def show(self, shown, cell="a", again=False):
        self.run += not again
        self.parent = {"metadata": {"cellId": cell}, "header": {"msg_id": self.run}}
        shown._ipython_display_()

    def get_parent(self):
        return self.parent


@pytest.fixture
def notebook(monkeypatch):
    made = Notebook()
    monkeypatch.setattr(page, "get_ipython", lambda: made)
    monkeypatch.setattr(page, "publish_display_data", lambda *shown: made.outputs.append(shown[0]))
    monkeypatch.setattr(page.Shown, "_before", {})
    return made


@pytest.fixture
def alive():
    """Counts the widgets and the figures that are kept, of those that a test makes."""
    gc.freeze()  # what was there before need not be looked through each time

    def count():
        gc.collect()
        return len(_instances), sum(type(thing) is Figure for thing in gc.get_objects())

    yield count
    gc.unfreeze()


def hints():
    return Hints(worked_example, "L")


@for_each("make", [NudgeLab, LossLab, PracticeSheet, hints])
def test_a_cell_that_runs_again_lets_go_of_what_it_has_shown(notebook, alive, make):
    history = [make()]  # as IPython keeps every output
    notebook.show(history[0])
    before = alive()
    for _ in range(2):
        history.append(make())
        notebook.show(history[-1])
    assert alive() == before
    assert repr(history[0]) == repr(history[-1])


def test_a_fresh_problem_takes_the_place_of_the_last_one(alive):
    part = hints().parts["L"]
    part.fresh()
    before = alive()
    part.fresh()
    assert alive() == before


def test_what_one_run_shows_twice_and_what_other_cells_show_stays(notebook):
    first, second, elsewhere = (ForwardLab() for _ in range(3))
    notebook.show(elsewhere, "b")
    notebook.show(first)
    notebook.show(second, again=True)
    notebook.show(first)  # the same lab, in a later run of the cell
    assert [bool(lab.comm) for lab in (first, second, elsewhere)] == [True, False, True]


@for_each("kind", [ForwardLab, LossLab, PracticeSheet])
def test_a_page_gets_a_still_picture_and_the_live_lab_in_two_outputs(notebook, kind):
    """The first outlives the kernel; together they say to nbval what a run without a page says."""
    lab = kind()
    notebook.show(lab)
    still, live = notebook.outputs[-2:]
    assert list(live) == [page.WIDGET_VIEW]
    assert lab.gone in still["text/html"]
    bundle, _ = lab._repr_mimebundle_()
    assert still | live == bundle | {"text/html": still["text/html"]}


def test_only_a_chart_brings_matplotlib_along_which_says_nothing_in_red(tmp_path):
    """It needs no pyplot and no backend, and is silent on its slow first run.

    Matplotlib lists the fonts once on each computer, and says so if that takes over 5 seconds.
    """
    code = """
import sys, threading
class Soon(threading.Timer):
    def __init__(self, seconds, *rest):
        super().__init__(0, *rest)
threading.Timer = Soon
from helpers.labs import *
def known():
    return sorted({*sys.modules} & {"matplotlib", "PIL", "matplotlib.pyplot"})
BackwardLab(); NudgeLab(); print(known()); LossLab(); print(known())
"""
    new = {"MPLBACKEND": "module://no.such.module", "MPLCONFIGDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | new, capture_output=True, encoding="utf-8"
    )
    assert list(tmp_path.glob("fontlist*.json"))
    assert (done.stdout, done.stderr) == ("[]\n['PIL', 'matplotlib']\n", "")


def test_hints_for_an_unknown_name_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="'dw1' is no quantity; the names are z_hidden, "):
        Hints(worked_example, "dw1")


def test_every_lab_is_found_by_its_name_and_nothing_else_is():
    assert [getattr(labs, name).__name__ for name in labs.__all__] == labs.__all__ == dir(labs)
    with pytest.raises(AttributeError, match="no attribute 'Lap'"):
        labs.Lap  # noqa: B018


def test_a_lab_needs_no_method_that_ipywidgets_7_lacks(monkeypatch):
    monkeypatch.delattr(Widget, "_repr_mimebundle_")
    lab = ForwardLab()
    data, _ = lab._repr_mimebundle_()
    assert data[page.WIDGET_VIEW]["model_id"] == lab.model_id
