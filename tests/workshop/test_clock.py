"""The time of a workshop: on this question, of the whole, for each question that waits."""

from datetime import UTC, datetime, timedelta

import pytest

from model.votes import Dots, Revealed
from model.workshops import Outcome, Question, Round, Setup, Workshop
from workshop.clock import Clock, clock

OPENED = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
SHOWN = Revealed(Dots((0, 0, 0, 0, 0), 0), {}, (), (), None, None, None, None)


def after(**gone):
    """So long after it was opened."""
    return OPENED + timedelta(**gone)


def of(*questions, put_at=None, opened_at=OPENED, beforehand=False, minutes=90):
    """A workshop on these questions."""
    setup = Setup(roles=["Finance"], beforehand=beforehand, minutes=minutes)
    state, on_table = ("open", "s1.1") if opened_at else ("preparing", None)
    kept = (state, None, on_table, put_at, 0, OPENED, opened_at, None, {}, questions, ())
    return Workshop("w", "a", setup, *kept)


def waiting(number):
    """So many questions that nothing came of yet."""
    return [Question(f"s1.{place}") for place in range(1, number + 1)]


def test_minutes_on_the_question_of_the_whole_and_for_each_that_waits():
    """The question on the table waits too, until the group agrees or skips it."""
    done = Question("s9.1", outcome=Outcome(level=3)), Question("s9.2", outcome=Outcome(level=None))
    workshop = of(*waiting(5), *done, put_at=after(minutes=46))

    found = clock(workshop, after(minutes=49))

    assert (found, found.each, found.is_over) == (Clock(3, 41, 5), 8, False)


@pytest.mark.parametrize(
    ("gone", "left", "is_over"),
    [({"seconds": 0}, 90, False), ({"seconds": 1}, 90, False), ({"minutes": 89, "seconds": 59}, 1, False),
     ({"minutes": 90}, 0, True), ({"minutes": 94, "seconds": 30}, -4, True)],
)  # fmt: skip
def test_the_last_minute_counts_until_it_is_over(gone, left, is_over):
    """What has begun of a minute is still there; past the time it goes below nothing."""
    found = clock(of(*waiting(2)), after(**gone))

    assert (found.left, found.is_over) == (left, is_over)
    assert found.each == max(0, left) // 2


def test_without_a_question_that_waits_there_is_nothing_to_divide():
    """And without one on the table there is no time on it."""
    found = clock(of(Question("s1.1", outcome=Outcome(level=2))), after(minutes=10))

    assert (found.at_question, found.left, found.each) == (None, 80, None)


def test_who_votes_beforehand_uses_no_time_of_the_meeting():
    """It begins with the first question that was put or shown in it, and not with what was days before."""
    early = Question("s1.2", (Round(1, OPENED, {}, after(hours=5), SHOWN),))
    first = Question("s1.1", (Round(1, OPENED, {}, after(days=2), SHOWN),))
    workshop = of(first, early, put_at=after(days=2, minutes=10), beforehand=True)

    assert clock(workshop, after(days=2, minutes=30)).left == 60
    assert clock(of(*waiting(2), beforehand=True), after(days=1)).left == 90


def test_the_second_sitting_begins_anew():
    """A workshop that goes on another day has its whole time again."""
    workshop = of(*waiting(3), put_at=after(days=7))

    assert clock(workshop, after(days=7, minutes=20)).left == 70


def test_a_clock_that_is_slow_takes_no_time_away():
    """Of two servers one may be a little behind: nothing is below nothing then."""
    workshop = of(*waiting(1), put_at=after(seconds=5))

    assert clock(workshop, OPENED - timedelta(seconds=30)) == Clock(0, 90, 1)


def test_before_it_opens_all_time_is_left():
    """Nothing has begun."""
    assert clock(of(*waiting(1), opened_at=None), after(days=1)).left == 90
