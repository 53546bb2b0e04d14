"""The order of discussion, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.answers import Answer
from workshop.agenda import Topic, agenda, gaps_first, minutes_each, move, that_fit


def test_what_divides_people_weighs_more_when_it_matters_and_the_law_asks_it():
    """Low consensus × impact × legal relevance."""
    mild = Topic("s1.1", consensus=0.5, impact=2, duties=0)

    for heavier in (
        Topic("s1.2", consensus=0.4, impact=2, duties=0),
        Topic("s1.2", consensus=0.5, impact=3, duties=0),
        Topic("s1.2", consensus=0.5, impact=2, duties=1),
    ):
        assert agenda([mild, heavier]) == (heavier, mild)


def test_how_many_duties_rest_on_it_makes_no_difference():
    """One is enough to be on the table."""
    assert Topic("s1.1", 0.5, 2, 1).weight == Topic("s1.1", 0.5, 2, 4).weight


def test_without_votes_the_rest_decides_and_of_equal_ones_the_order_stays():
    """Before anybody voted, the agenda is there already."""
    topics = [Topic("s1.1", None, 1, 0), Topic("s1.2", None, 3, 0), Topic("s1.3", None, 1, 0), Topic("s1.4", 1.0, 3, 1)]

    assert [topic.criterion for topic in agenda(topics)] == ["s1.2", "s1.1", "s1.3", "s1.4"]


def test_the_largest_gap_comes_first_and_behind_the_gaps_what_has_no_level():
    """What is at its target or above, or does not apply, is not there; of equal gaps the order stays."""
    answers = {
        "a1": Answer(level=2, target=3), "a2": Answer(level=1, target=4), "a3": Answer(level=3, target=3),
        "a4": Answer(level=4, target=2), "a5": Answer(unknown=True), "a6": Answer(not_applicable="Nee"),
        "a7": Answer(level=2), "a8": Answer(level=4, target=5), "a9": Answer(target=5),
    }  # fmt: skip
    topics = [Topic(id_, None, 1, 0) for id_ in ("a0", *answers)]

    assert [topic.criterion for topic in gaps_first(topics, answers)] == ["a2", "a1", "a8", "a0", "a5", "a9"]


@pytest.mark.parametrize(("minutes", "fit"), [(5, 1), (15, 1), (29, 1), (30, 2), (90, 3)])
def test_a_quarter_of_an_hour_for_every_question(minutes, fit):
    """At least one question, and never more than there are."""
    assert that_fit(["s1.1", "s1.2", "s1.3"], minutes) == ["s1.1", "s1.2", "s1.3"][:fit]


def test_minutes_for_each_question():
    """Whole ones; without questions there are none."""
    assert (minutes_each(100, 6), minutes_each(5, 9), minutes_each(90, 0)) == (16, 0, None)


@given(st.lists(st.integers(), min_size=1, unique=True).flatmap(
    lambda items: st.tuples(st.just(items), *[st.integers(0, len(items) - 1)] * 2)
))  # fmt: skip
def test_moving_puts_one_at_its_new_place_and_keeps_the_others_in_order(moved):
    """And back again is as it was."""
    items, place, to = moved
    after = move(items, items[place], to)

    assert after[to] == items[place]
    assert [item for item in after if item != items[place]] == [item for item in items if item != items[place]]
    assert move(after, items[place], place) == items
