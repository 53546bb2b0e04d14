"""The trend from the fictional earlier version to the published one: every class of change, for real."""

from datetime import UTC, date, datetime

import pytest

from demo import fictional_answers, load_earlier
from history.trend import result_from
from model.milestones import Milestone
from pipeline import assess, trend


@pytest.fixture(scope="module")
def over_two_versions(real):
    """The trend of a fictional organisation from a year to the earlier version to one to the published."""
    earlier, now = load_earlier()["nl"], real["nl"]

    def make(number):
        before, after = (
            fictional_answers(content, date(year, 3, 1), 1, number) for content, year in ((earlier, 2025), (now, 2026))
        )
        closed = Milestone("m", datetime(2025, 3, 2, tzinfo=UTC), before, result_from(assess(earlier, before)))
        return trend(now, [closed], assess(now, after))

    return make


@pytest.mark.parametrize("number", range(8))
def test_reported_scores_of_two_versions_differ_in_parts_that_add_up(over_two_versions, number):
    """From the score that the earlier version reported to today's, for organisations of every scope."""
    found = over_two_versions(number)
    first, last = (point.reported.overall for point in found.points)
    effects = found.periods[0].effects

    assert float(effects.before) == first.score
    assert float(effects.before + effects.version + effects.moved + effects.other) == last.score
    assert effects.common == len(found.common) < min(first.answered, last.answered)


def test_what_changed_is_not_compared_and_keeps_its_name(over_two_versions):
    """Changed, split and merged questions are gone and new, with their titles of then and of now."""
    moves = over_two_versions(3).periods[0].moves
    gone = {move.criterion: (move.title, move.reason) for move in moves if move.kind == "gone"}
    new = {move.criterion: move.reason for move in moves if move.kind == "new"}

    assert gone["s3.2"] == ("Bereikbaar en online", "split")
    assert gone["c4"] == ("Ervaringsdeskundigen", "merged")
    assert (new["s5.1"], new["c2"], new["d3"]) == ("changed", "merged", "new")
    assert {move.reason for move in moves if move.kind in ("up", "down", "same")} == {None}
