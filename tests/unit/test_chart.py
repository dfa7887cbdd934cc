"""Protects the charts: a figure that is the same for everyone, marks that lie where they say."""

import re
from base64 import b64decode
from html import unescape
from io import BytesIO

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers.labs import KinkLab, LossLab, RateLab, RealDataLab, StepSizeLab, TrainingLab, page
from helpers.labs.chart import PENS, STYLES, Chart, ChartMark, draw, overlay, pixels, png
from tests.series import for_each

LABS = (KinkLab, LossLab, RateLab, RealDataLab, StepSizeLab, TrainingLab)
each_lab = for_each("kind", LABS)
HOSTILE = {
    **{"savefig.bbox": "tight", "savefig.pad_inches": 1, "savefig.dpi": 30},
    **{"savefig.transparent": True, "figure.autolayout": True, "text.usetex": True},
    **{"font.size": 30, "font.family": "serif", "axes.unicode_minus": False},
    **{"axes.facecolor": "black", "text.color": "white", "axes.labelcolor": "white"},
    **{"axes.formatter.use_locale": True, "axes.formatter.limits": (0, 0)},
}


@pytest.fixture(scope="module")
def labs():
    """One of each lab, by its class, made once: a reset is much faster than a new chart."""
    return {lab: lab() for lab in LABS}


def test_a_chart_is_the_same_whatever_the_reader_has_set_and_names_no_version(labs):
    as_it_should_be = png(labs[RateLab].figure())
    assert b"matplotlib" not in b64decode(as_it_should_be).lower()
    with matplotlib.rc_context(HOSTILE):
        before = dict(matplotlib.rcParams)
        assert png(labs[RateLab].figure()) == as_it_should_be
        assert dict(matplotlib.rcParams) == before


def test_a_chart_in_a_cell_is_a_picture_with_its_words(labs, monkeypatch):
    chart = Chart(labs[LossLab].figure(), "a parabola")
    stored, about = chart._repr_mimebundle_()
    assert set(stored) == {"text/plain", "image/png"}
    assert stored["text/plain"] == "a parabola"
    assert b64decode(stored["image/png"]).startswith(b"\x89PNG")
    assert about == {"image/png": {"alt": "a parabola", "width": 560}}
    monkeypatch.setattr(page, "on_a_page", lambda: True)
    on_a_page = chart._repr_mimebundle_()[0]["text/html"]
    assert 'alt="a parabola"' in on_a_page
    assert stored["image/png"] in on_a_page


@each_lab
def test_the_ends_of_the_axes_lie_at_the_ends_of_their_box(kind, labs):
    figure = labs[kind].figure()
    axes = figure.axes[0]
    box = axes.get_position()
    ends = pixels(figure, ChartMark(axes.get_xlim(), axes.get_ylim(), "line", "ink"))
    corners = np.array([(box.x0, 1 - box.y0), (box.x1, 1 - box.y1)]) * figure.bbox.size
    assert np.allclose(ends, corners, atol=0.1)


def test_what_an_overlay_says_cannot_break_out_of_it(labs):
    drawn = overlay(labs[LossLab].figure(), [], 'a "quoted" <b>')
    assert 'aria-label="a &quot;quoted&quot; &lt;b&gt;"' in drawn


@each_lab
def test_every_axis_is_named_and_stays_where_it_is_under_any_mark(kind, labs):
    figure = labs[kind].figure()
    axes = figure.axes[0]
    before = axes.get_position().bounds, axes.get_xlim(), axes.get_ylim()
    assert min(map(len, (axes.get_xlabel(), axes.get_ylabel()))) > 3
    assert axes.get_legend()
    drawn, whole = figure.get_tightbbox(), figure.get_size_inches()
    assert (drawn.min >= 0).all() and (drawn.max <= whole).all(), "something is cut off"  # noqa: PT018
    draw(figure, [ChartMark((-100, 100), (1e-30, 100), "line", "ink")])
    figure.savefig(BytesIO())
    assert (axes.get_position().bounds, axes.get_xlim(), axes.get_ylim()) == before


@each_lab
def test_what_moves_live_is_what_the_still_picture_shows(kind, labs):
    """Every mark, live as SVG and still as an artist, with its points and in its colour."""
    lab = labs[kind]
    for number in range(1, len(lab.questions) + 1):
        lab.try_this(number)
        marks, figure = lab.marks(), lab.figure()
        still = len(figure.axes[0].lines)
        drawn = draw(figure, marks).axes[0].lines[still:]
        live = unescape(lab._marks.value)
        circles = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', live)
        dotted = [mark for mark in marks if "marker" in STYLES[mark.style]]
        expected = [spot for mark in dotted for spot in pixels(figure, mark)]
        assert [[*map(float, circle)] for circle in circles] == expected
        for mark, artist in zip(marks, drawn, strict=True):
            assert artist.get_xydata().tolist() == np.transpose([mark.x, mark.y]).tolist()
            assert artist.get_color() == PENS[mark.pen]
            assert f'stroke="{PENS[mark.pen]}"' in live


@each_lab
def test_a_move_makes_no_figure(kind, labs, monkeypatch):
    monkeypatch.setattr(Figure, "__init__", lambda *_, **__: pytest.fail("a figure"))
    for name, value in labs[kind].values.items():
        labs[kind].move(name, value * 1.1)
    labs[kind].reset()
