"""All assessments of one organisation beside each other, across versions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from history.trend import Moment, result_from, trend_of
from model.trends import Mean
from model.versions import Change, VersionStep
from pipeline import assess, assess_anew

STEPS = (
    VersionStep("1", "2", (Change("changed", ("b1",), ("b1",), "…"),), {"b1": "Toen"}, date(2025, 1, 1)),
    VersionStep(
        "2", "test",
        (Change("clarified", ("a1",), ("a1",), "…"), Change("retired", ("old",), (), "…")),
        {"b1": "Eerst", "old": "Vroeger"}, date(2026, 1, 1),
    ),
)  # fmt: skip
CLOSED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def moment(little, given):
    """Makes a closed assessment of the small questionnaire from levels, reported under its own version."""
    versioned = replace(little, steps=STEPS)

    def make(version="test", reported=None, closed_at=CLOSED, scope="core", **levels):
        file = given({id_: {"level": level} for id_, level in levels.items() if id_ != "old"}, scope=scope)
        anew = assess_anew(versioned, file.model_copy(update={"version": version}))
        if "old" in levels:
            file.answers["old"] = file.answers["a1"].model_copy(update={"level": levels["old"]})
        result = replace(result_from(reported or assess(versioned, file)), version=version)
        return Moment(closed_at, file.model_copy(update={"version": version}), result, anew)

    return make


@pytest.fixture
def over_time(little):
    """The trend of these moments, by today's version with its steps."""
    return lambda *moments: trend_of(replace(little, steps=STEPS), moments)


def test_nothing_gives_nothing(over_time):
    """Without an assessment there is neither a point nor a common question."""
    trend = over_time()

    assert (trend.version, trend.points, trend.common, trend.periods) == ("test", (), (), ())


def test_one_assessment_is_a_point_without_a_period(over_time, moment):
    """All its questions are common then."""
    trend = over_time(moment(a1=2, b1=3))

    assert [point.alike for point in trend.points] == [Mean(5, 2)]
    assert trend.periods == ()


def test_three_numbers_stand_beside_each_other(over_time, moment):
    """b1 means something else by now: it is in the first report, but neither in its new score nor in the common one."""
    trend = over_time(moment("1", a1=2, a2=2, b1=5), moment(a1=3, a2=2, b1=1, closed_at=None))

    first, now = trend.points
    assert first.reported.overall.score == 3
    assert first.anew.overall.score == 2
    assert (first.alike, now.alike, trend.common) == (Mean(4, 2), Mean(5, 2), ("a1", "a2"))
    assert (first.alike_themes, now.alike_themes) == ({"a": Mean(4, 2)}, {"a": Mean(5, 2)})
    assert (first.closed_at, now.closed_at) == (CLOSED, None)


def test_a_period_tells_the_questionnaires_part_from_ones_own(over_time, moment):
    """Of 3 to 2: the questionnaire took 1, a1 gave ½ over two questions, and the changed b1 took ½."""
    trend = over_time(moment("1", a1=2, a2=2, b1=5), moment(a1=3, a2=2, b1=1))

    effects = trend.periods[0].effects
    assert [float(part) for part in (effects.version, effects.moved, effects.other)] == [-1, 0.5, -0.5]
    assert (effects.before, effects.after, effects.common) == (3, 2, 2)


def test_moves_have_the_titles_of_their_own_version(over_time, moment):
    """What changed is called as it was called then; what was retired is still known by its title."""
    [period] = over_time(moment("1", a1=2, b1=5), moment("2", a1=3, b1=1, old=4)).periods
    [later] = over_time(moment("2", a1=3, b1=1, old=4), moment(a1=3, b1=1)).periods

    assert [(move.kind, move.title, move.reason) for move in period.moves][1:] == [
        ("gone", "Toen", "changed"), ("new", "Eerst", "changed"), ("new", "Vroeger", "no_level"),
    ]  # fmt: skip
    assert [(move.kind, move.title, move.reason) for move in later.moves][1:] == [
        ("same", "Eerst bellen", None), ("gone", "Vroeger", "retired"),
    ]  # fmt: skip


def test_between_equal_versions_all_questions_compare(over_time, moment):
    """Also one that has changed since: to these two assessments it meant the same."""
    [period] = over_time(moment("1", a1=2, b1=2), moment("1", a1=2, b1=3)).periods

    assert [(move.kind, move.criterion) for move in period.moves] == [("same", "a1"), ("up", "b1")]
    assert (period.effects.version, period.effects.common) == (0, 2)


@pytest.mark.parametrize("versions", [("unknown", "test"), ("test", "unknown"), ("2", "1")])
def test_what_no_steps_connect_is_not_compared(over_time, moment, versions):
    """An unknown version, or a later one followed by an earlier: nothing is taken to mean the same."""
    first, second = versions
    [period] = over_time(moment(first, a1=2), moment(second, a1=3)).periods

    assert [(move.kind, move.reason) for move in period.moves] == [("gone", "changed"), ("new", "changed")]


def test_another_scope_is_no_loss(over_time, moment):
    """From the core set to the quick scan: what is no longer asked is gone, and the common questions tell."""
    trend = over_time(moment(a1=2, a2=4), moment(scope="quick", a1=3, a2=4))

    assert [point.scope for point in trend.points] == ["core", "quick"]
    assert trend.common == ("a1",)
    assert [(move.kind, move.reason) for move in trend.periods[0].moves] == [("up", None), ("gone", "no_level")]


def test_the_law_is_as_reported_then(over_time, little, given):
    """Outcome and counts are taken over from each assessment; without the law there is none."""
    with_law = assess(little, given({"law-1": {"check": "no"}}, law=True))
    without = assess(little, given({}))

    moments = [Moment(CLOSED, one.answers, result_from(one), one) for one in (with_law, without)]
    first, second = over_time(*moments).points

    assert (first.reported.outcome, first.reported.counts) == (with_law.law.outcome, with_law.law.counts)
    assert (second.reported.outcome, second.reported.counts) == (None, {})
