"""Charts of scores over time: what they draw is what the numbers say, and no colour is needed to see it."""

import pytest

from analytics.trend_figures import Slope, slopes, waterfall
from i18n.words import words_in

WORDS = words_in("nl")
DAYS = ["15 jan 2025", "15 jan 2026", "22 nov 2026"]


def said(figure):
    """The texts in a figure."""
    return [annotation.text for annotation in figure.layout.annotations]


def test_every_score_stands_at_its_point():
    """Title with the direction since the last time, and all scores as elsewhere: cut to one decimal."""
    figure = slopes([Slope("Kosten", [2.0, 3.0, 2.96]), Slope("Mensen", [1.0, 1.0, 1.0])], DAYS, WORDS)

    assert said(figure) == [
        "▼ <b>Kosten</b>", "2,0", "3,0", "2,9",
        "= <b>Mensen</b>", "1,0", "1,0", "1,0",
    ]  # fmt: skip
    assert said(slopes([Slope("x" * 60, [1.0, 2.0])], DAYS[:2], WORDS))[0] == f"▲ <b>{'x' * 43}…</b>"
    assert figure.layout.xaxis.ticktext == ("15 jan<br>2025", "15 jan<br>2026", "22 nov<br>2026")


def test_what_goes_down_is_dashed():
    """Each part of a line by itself, so that a loss after a gain is seen."""
    figure = slopes([Slope("Kosten", [2.0, 3.0, 2.5])], DAYS, WORDS)

    assert [trace.line.dash for trace in figure.data] == ["solid", "dash"]


def test_all_lines_have_one_scale_and_room_of_their_own():
    """Equal scores stand equally high in their row, and no row reaches into the next."""
    figure = slopes([Slope("A", [1.0, 5.0]), Slope("B", [1.0, 5.0])], DAYS[:2], WORDS)

    first, second = (trace.y for trace in figure.data)
    assert first[1] - first[0] == second[1] - second[0] == 4
    assert second[1] < first[0]


@pytest.mark.parametrize(("count", "named"), [(2, 2), (6, 6), (7, 2), (20, 2)])
def test_of_many_points_only_the_ends_are_named(count, named):
    """A phone has room for six."""
    figure = slopes([Slope("A", [2.0] * count)], ["1 jan 2026"] * count, WORDS)

    assert len(figure.layout.xaxis.tickvals) == named
    assert said(figure).count("2,0") == named


def test_the_bars_of_a_waterfall_begin_where_the_one_before_ended():
    """From 2.85 up 0.20, down 0.40, and 0 to 2.65; what took away is hatched."""
    parts = [("Vragenlijst", "+0,20"), ("U", "−0,40"), ("Andere", "0,00")]

    figure = waterfall(("Eerst", "Daarna"), (285, 305, 265, 265), parts, WORDS)

    totals, *steps = [trace for trace in figure.data if trace.type == "bar"]
    assert [base + 0 for base in totals.x] == pytest.approx([1.85, 1.65])
    assert [(step.base, step.base + step.x[0]) for step in steps] == [
        pytest.approx((2.85, 3.05)), pytest.approx((2.65, 3.05)), pytest.approx((2.65, 2.65)),
    ]  # fmt: skip
    assert [step.marker.pattern.shape for step in steps] == ["", "/", ""]
    assert said(figure) == [
        "Eerst  <b>2,85</b>", "Vragenlijst  <b>+0,20</b>", "U  <b>−0,40</b>", "Andere  <b>0,00</b>",
        "Daarna  <b>2,65</b>",
    ]  # fmt: skip
