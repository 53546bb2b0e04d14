"""Answers to scores."""

from fractions import Fraction

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from model.answers import Answer
from model.assessment import Score
from scoring.maturity import applicable_criteria, is_asked, measure, score

LEVELS = st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=90)


def test_a_score_is_the_mean_of_the_levels():
    """Every question counts the same: 2, 3 and 4 make 3."""
    result = score([2, 3, 4])

    assert result == Score(score=3.0, low=3.0, high=3.0, level=3, answered=3, applicable=3)


def test_what_is_missing_counts_as_one_and_as_five_in_the_bounds():
    """An unanswered criterion leaves the score alone and widens the range."""
    result = score([4, None])

    assert result == Score(score=4.0, low=2.5, high=4.5, level=4, answered=1, applicable=2)


def test_a_group_without_levels_has_no_score_and_the_widest_range():
    """Unknown is not 1: without any level there is no score and no level name."""
    result = score([None, None])

    assert result == Score(score=None, low=1.0, high=5.0, level=None, answered=0, applicable=2)


def test_a_group_without_applicable_criteria_is_absent():
    """Nothing applicable gives nothing, not a zero."""
    assert score([]) is None


def test_the_level_name_is_the_highest_level_fully_reached():
    """A score just below 3 is level 2; exactly 3 is level 3."""
    assert (score([3, 3, 2]).level, score([3, 3, 3]).level, score([5]).level, score([1]).level) == (2, 3, 5, 1)


@example_of(LEVELS)
def test_the_bounds_hold_whatever_the_missing_answers_turn_out_to_be(levels):
    """1 ≤ low ≤ score ≤ high ≤ 5, and all answers make the three equal."""
    result = score(levels)

    assert 1 <= result.low <= result.high <= 5
    assert result.score is None or result.low <= result.score <= result.high
    assert (result.answered == result.applicable) == (result.low == result.high)


@example_of(LEVELS, st.data())
def test_filling_in_what_is_missing_stays_within_the_bounds(levels, data):
    """Whoever answers the open questions ends up between low and high."""
    before = score(levels)
    filled = [data.draw(st.integers(1, 5)) if level is None else level for level in levels]

    after = score(filled).score

    assert before.low <= after <= before.high


@example_of(LEVELS)
def test_a_score_is_the_nearest_number_to_the_exact_mean(levels):
    """Integers are summed first and divided once, so equal answers give equal scores in any order."""
    known = [level for level in levels if level is not None]
    result = score(levels)

    assert result.score == (float(Fraction(sum(known), len(known))) if known else None)
    assert result == score(reversed(levels))


def answers_of(**levels):
    """Answers with only a level."""
    return {id_: Answer(level=level) for id_, level in levels.items()}


def test_scores_come_per_theme_per_category_and_overall(little):
    """Each group is the mean of its own criteria."""
    maturity = measure(little, "core", {"sector": "energy"}, answers_of(a1=2, a2=4, b1=5, b2=1, c1=3))

    assert maturity.overall.score == 3.0
    assert {id_: group.score for id_, group in maturity.themes.items()} == {"a": 3.0, "b": 3.0, "c": 3.0}
    assert {id_: group.score for id_, group in maturity.categories.items()} == {
        "vision": 2.0,
        "policy": 4.0,
        "execution": 3.0,
        "support": 3.0,
    }


def test_a_criterion_that_the_profile_switches_off_leaves_the_denominators(little):
    """b2 is only for energy and bank; a collection agency neither sees nor counts it."""
    answers = answers_of(a1=3, a2=3, b1=3, b2=1, c1=3)

    maturity = measure(little, "core", {"sector": "collection_agency"}, answers)

    assert maturity.applicable == ("a1", "a2", "b1", "c1")
    assert maturity.overall == Score(3.0, 3.0, 3.0, 3, 4, 4)
    assert maturity.themes["b"].applicable == 1


def test_an_unknown_fact_leaves_the_criterion_in(little):
    """Without a sector nobody can say that b2 does not apply, so it is asked."""
    assert is_asked(little, "b2", {}) is True
    assert is_asked(little, "b2", {"sector": "collection_agency"}) is False
    assert is_asked(little, "a1", {}) is True


def test_not_applicable_leaves_answered_and_applicable(little):
    """An answer "not applicable" takes the criterion out of score, low and high."""
    answers = answers_of(a1=2, b1=4) | {"a2": Answer(not_applicable="Geen betaaldag."), "b2": Answer(unknown=True)}

    assert applicable_criteria(little, "core", {}, answers) == ("a1", "b1", "b2", "c1")
    assert measure(little, "core", {}, answers).overall == Score(3.0, 2.0, 4.0, 3, 2, 4)


def test_a_group_with_nothing_applicable_is_absent(little):
    """Theme c has one criterion; set aside, the theme is not shown with a zero."""
    answers = answers_of(a1=2) | {"c1": Answer(not_applicable="Geen metingen.")}

    maturity = measure(little, "core", {}, answers)

    assert list(maturity.themes) == ["a", "b"]
    assert "support" not in maturity.categories


def test_with_everything_set_aside_there_is_no_overall_score(little):
    """All not applicable: no score, no ambition and no share of evidence."""
    answers = {id_: Answer(not_applicable="Doen wij niet.") for id_ in little.criteria}

    maturity = measure(little, "core", {}, answers)

    assert (maturity.overall, maturity.themes, maturity.categories) == (None, {}, {})
    assert (maturity.ambition, maturity.evidence_share) == ({}, None)


def test_answers_outside_the_scope_are_not_counted(little):
    """The quick scan asks a1 and b1; a level on c1 changes nothing there."""
    with_c1 = measure(little, "quick", {}, answers_of(a1=3, b1=2, c1=5))

    assert with_c1 == measure(little, "quick", {}, answers_of(a1=3, b1=2))
    assert with_c1.overall.applicable == 2


def test_ambition_is_the_mean_once_every_target_is_reached(little):
    """A target below the level and a missing target leave the level as it is."""
    answers = {
        "a1": Answer(level=2, target=4),
        "a2": Answer(level=3, target=1),
        "b1": Answer(level=3),
        "c1": Answer(target=5),
    }

    maturity = measure(little, "core", {}, answers)

    assert maturity.ambition["overall"] == pytest.approx(10 / 3)
    assert (maturity.ambition["a"], maturity.ambition["b"]) == (3.5, 3.0)
    assert (maturity.ambition["vision"], "c" in maturity.ambition) == (4.0, False)


def test_the_share_of_evidence_counts_levels_that_are_evidenced_or_reviewed(little):
    """Two of three levels have more than somebody's word; an unknown answer is no part of it."""
    answers = {
        "a1": Answer(level=2, assurance="evidenced"),
        "a2": Answer(level=3, assurance="reviewed"),
        "b1": Answer(level=3),
        "c1": Answer(unknown=True, assurance="evidenced"),
    }

    assert measure(little, "core", {}, answers).evidence_share == 2 / 3
    assert measure(little, "core", {}, {}).evidence_share is None
