"""The chart of one organisation among others: what may be shown, where it stands, and how it reads without colour."""

import pytest

from analytics.peers_figures import LEFT, RIGHT, strips
from i18n.words import words_in
from tests.releases import figure

NAMES = {"s1": "Voorkomen", "s2": "Signaleren", "s3": "Contact"}


@pytest.fixture
def drawn():
    """The chart of some figures, as plain data."""

    def draw(shown, mine=None, opened=None):
        opened = opened or dict.fromkeys(shown, (False, False))
        return strips(NAMES, shown, mine or {}, opened, words_in("en")).to_dict()

    return draw


def traces(chart):
    """By the name in the legend: where its marks stand, as row and level."""
    drawn = [trace for trace in chart["data"] if trace["y"][0] is not None]
    return {trace["name"]: list(zip(trace["y"], trace["x"], strict=True)) for trace in drawn}


def test_a_small_group_has_a_band_and_nothing_else(drawn):
    """No box, no median, no decile."""
    chart = drawn({"s1": figure(6, 3.0)}, {"s1": 3.4})

    assert [(box["x0"], box["x1"]) for box in chart["layout"]["shapes"]] == [(3.0, 4.0)]
    assert traces(chart) == {"You": [(0, 3.4)]}


def test_a_row_without_figure_keeps_its_name_and_my_dot(drawn):
    """Too few organisations: the row is there, so that nothing moves between groups."""
    chart = drawn({"s2": figure(20, 3.0)}, {"s1": 2.0, "s2": 3.5})

    assert chart["layout"]["yaxis"]["ticktext"] == ["Voorkomen  <b>2.0</b>", "Signaleren  <b>3.5</b>", "Contact"]
    assert traces(chart)["You"] == [(0, 2.0), (1, 3.5)]
    assert [box["y0"] < 1 < box["y1"] for box in chart["layout"]["shapes"]] == [True]


def test_a_large_group_shows_box_median_and_deciles(drawn):
    """Each where the figure has it; the band would say less than the box."""
    made = figure(40, 3.0)
    chart = drawn({"s3": made})

    assert [(box["x0"], box["x1"]) for box in chart["layout"]["shapes"]] == [(2.5, 3.5)]
    assert traces(chart)["Middle one"] == [(2, 3.0)]
    assert traces(chart)["Deciles"] == [(2, level) for level in sorted(set(made.deciles))]


def test_open_ends_have_an_arrow_that_points_outwards(drawn):
    """Beside the box, where the figure was cut off."""
    chart = drawn({"s1": figure(20, 2.0), "s2": figure(20, 4.0)}, opened={"s1": (True, False), "s2": (False, True)})
    symbols = {trace["name"]: trace["marker"]["symbol"] for trace in chart["data"]}

    [(row, at)], [(other, beyond)] = traces(chart)["or lower"], traces(chart)["or higher"]
    assert (row, other) == (0, 1)
    assert max(at, 2) == 2
    assert min(beyond, 4) == 4
    assert (symbols["or lower"], symbols["or higher"]) == (LEFT, RIGHT)


def test_every_mark_has_a_shape_of_its_own(drawn):
    """It reads without colour."""
    shown, ends = {"s1": figure(40, 2.0), "s2": figure(6, 3.0)}, {"s1": (True, True), "s2": (False, False)}
    chart = drawn(shown, {"s1": 3.0}, ends)
    looks = [(trace["marker"]["symbol"], trace["marker"]["size"]) for trace in chart["data"]]

    assert len(looks) == len(set(looks)) == 7
