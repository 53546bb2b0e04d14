"""Why a reported score changed: parts that add up exactly."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from history.effects import effects
from model.milestones import Result
from model.trends import Mean
from scoring.maturity import score


def result(levels, version="2", engine="1"):
    """A result with the score of these levels."""
    return Result(version, "sha256:…", engine, date(2026, 1, 1), score(levels), {}, None, {})


NOTHING = (None, None)
LEVELS = st.lists(st.integers(1, 5), min_size=1, max_size=90)
VERSIONS = st.sampled_from(["1", "2", "3"])


def test_the_same_questionnaire_has_no_part_in_the_difference():
    """Two of three questions in common rose from 2 and 3 to 3 and 4; the third got its level only now."""
    before, after = result([2, 3]), result([3, 4, 5])

    found = effects((before, before), (after, after), (Mean(5, 2), Mean(7, 2)))

    assert (found.before, found.version, found.moved) == (Fraction(5, 2), 0, 1)
    assert (found.other, found.after, found.common) == (Fraction(1, 2), 4, 2)


def test_the_part_of_the_questionnaire_is_what_it_did_to_the_old_answers():
    """Reported 2.5, under the new version 2: half a level is the questionnaire's, and one level was gained."""
    before, anew, after = result([2, 3], "1"), result([2, 2]), result([3, 3])

    found = effects((before, anew), (after, after), (Mean(4, 2), Mean(6, 2)))

    assert (found.version, found.moved, found.other) == (Fraction(-1, 2), 1, 0)


def test_between_two_older_versions_today_is_the_measure_of_both():
    """From the first to today's, and from today's back to the second: down a half, and up a whole."""
    first, second = (result([2, 3], "1"), result([2], "3")), (result([4], "2"), result([3], "3"))

    found = effects(first, second, (Mean(2, 1), Mean(3, 1)))

    assert (found.version, found.moved, found.other, found.after) == (Fraction(1, 2), 1, 0, 4)


def test_another_engine_is_as_another_questionnaire():
    """What another way of computing makes of the same answers is not what the organisation did."""
    before, anew, after = result([2], engine="1"), result([3], engine="2"), result([3], engine="2")

    assert effects((before, anew), (after, after), (Mean(3, 1), Mean(3, 1))).version == 1


def test_without_common_questions_nobody_moved():
    """Then the whole difference is of other questions, and it says that it rests on none."""
    found = effects((result([2]),) * 2, (result([4]),) * 2, NOTHING)

    assert (found.moved, found.other, found.common) == (0, 2, 0)


@pytest.mark.parametrize("missing", range(4))
@pytest.mark.parametrize("empty", [[], [None]], ids=["nothing applies", "nothing has a level"])
def test_without_a_score_there_is_nothing_to_take_apart(missing, empty):
    """A score that is missing is no zero."""
    results = [result(empty if number == missing else [3]) for number in range(4)]

    assert effects((results[0], results[1]), (results[2], results[3]), NOTHING) is None


@example_of(LEVELS, LEVELS, LEVELS, LEVELS, VERSIONS, VERSIONS, st.integers(0, 30), st.data())
def test_the_parts_add_up(first, anew_first, second, anew_second, version, later, count, data):
    """Before and the three parts make after: exactly, and also in the hundredths that are shown."""
    alike = NOTHING
    if count:
        totals = st.integers(count, 5 * count)
        alike = Mean(data.draw(totals), count), Mean(data.draw(totals), count)
    before, after = result(first, version), result(second, later)

    found = effects((before, result(anew_first, "9")), (after, result(anew_second, "9")), alike)

    assert found.before == Fraction(sum(first), len(first))
    assert found.before + found.version + found.moved + found.other == found.after
    assert found.after == Fraction(sum(second), len(second))
    assert (version == later) <= (found.version == 0)
    shown = found.shown
    assert shown[0] == sum(first) * 100 // len(first)
    assert shown[-1] == sum(second) * 100 // len(second)
    exact = (found.version, found.moved, found.other)
    for (one, other), part in zip(pairwise(shown), exact, strict=True):
        assert abs(other - one - part * 100) < 1
