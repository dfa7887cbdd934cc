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
HOSTILE = {
    **{"savefig.bbox": "tight", "savefig.pad_inches": 1, "savefig.dpi": 30},
    **{"savefig.transparent": True, "figure.autolayout": True, "text.usetex": True},
    **{"font.size": 30, "font.family": "serif", "axes.unicode_minus": False},
    **{"axes.facecolor": "black", "text.color": "white", "axes.labelcolor": "white"},
    **{"axes.formatter.use_locale": True, "axes.formatter.limits": (0, 0)},
}


each_lab = for_each("kind", LABS)


@pytest.fixture(scope="module")
def labs():
    """One of each lab, by its class, made once: a reset is much faster than a new chart."""
    return {lab: lab() for lab in LABS}


def test_a_chart_is_the_same_whatever_the_reader_has_set(labs):
    as_it_should_be = png(labs[RateLab].figure())
    with matplotlib.rc_context(HOSTILE):
        before = dict(matplotlib.rcParams)
        assert png(labs[RateLab].figure()) == as_it_should_be
        assert dict(matplotlib.rcParams) == before


def test_a_png_is_the_same_each_time_and_names_no_version(labs):
    first, second = (png(labs[LossLab].figure()) for _ in range(2))
    assert first == second
    assert b"matplotlib" not in b64decode(first).lower()


def test_a_chart_in_a_cell_is_a_picture_with_its_words_and_no_widget(labs):
    bundle, about = Chart(labs[LossLab].figure(), "a parabola")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/png"}
    assert bundle["text/plain"] == about["image/png"]["alt"] == "a parabola"
    assert b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert about["image/png"]["width"] == 560


def test_on_a_page_a_chart_has_its_words_as_alt_text(labs, monkeypatch):
    monkeypatch.setattr(page, "on_a_page", lambda: True)
    bundle, _ = Chart(labs[LossLab].figure(), "a parabola")._repr_mimebundle_()
    assert 'alt="a parabola"' in bundle["text/html"]
    assert bundle["image/png"] in bundle["text/html"]


@each_lab
def test_the_ends_of_the_axes_lie_at_the_ends_of_their_box(kind, labs):
    figure = labs[kind].figure()
    axes = figure.axes[0]
    box, height = axes.get_position(), figure.bbox.height
    corners = ChartMark(axes.get_xlim(), axes.get_ylim(), "line", "ink")
    (left, bottom), (right, top) = pixels(figure, corners)
    assert left == pytest.approx(box.x0 * figure.bbox.width, abs=0.1)
    assert right == pytest.approx(box.x1 * figure.bbox.width, abs=0.1)
    assert bottom == pytest.approx((1 - box.y0) * height, abs=0.1)
    assert top == pytest.approx((1 - box.y1) * height, abs=0.1)


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
        count = len(figure.axes[0].lines)
        drawn = draw(figure, marks).axes[0].lines[count:]
        live = unescape(lab._marks.value)
        circles = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)"', live)
        expected = [
            spot
            for mark in marks
            if "marker" in STYLES[mark.style]
            for spot in pixels(figure, mark)
        ]
        assert [tuple(map(float, circle)) for circle in circles] == expected
        for mark, artist in zip(marks, drawn, strict=True):
            assert artist.get_xydata().tolist() == np.transpose([mark.x, mark.y]).tolist()
            assert artist.get_color() == PENS[mark.pen]
            assert f'stroke="{PENS[mark.pen]}"' in live


@each_lab
def test_a_move_makes_no_figure(kind, labs, monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("a figure")

    monkeypatch.setattr(Figure, "__init__", refuse)
    for name, value in labs[kind].values.items():
        labs[kind].move(name, value * 1.1)
    labs[kind].reset()
