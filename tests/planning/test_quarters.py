"""Quarters of a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.quarters import between, later, quarter_of

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 3, 31), "2026Q1"),
        (date(2026, 4, 1), "2026Q2"),
        (date(2026, 9, 30), "2026Q3"),
        (date(2026, 10, 1), "2026Q4"),
        (date(2026, 12, 31), "2026Q4"),
    ],
)
def test_a_day_falls_in_its_quarter(day, expected):
    """The first and last days of quarters fall on the right side."""
    assert quarter_of(day) == expected


def test_later_crosses_the_year():
    """One after the fourth quarter is the first of the next year; none later is the same."""
    assert (later("2026Q4", 1), later("2026Q4", 0), later("2026Q1", 9)) == ("2027Q1", "2026Q4", "2028Q2")


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_later_adds_up(day, first, second):
    """Some quarters later and then some more is as late as all at once."""
    quarter = quarter_of(day)

    assert later(later(quarter, first), second) == later(quarter, first + second)


@given(DAYS, st.integers(0, 200))
def test_quarters_sort_as_text(day, count):
    """A later quarter sorts after an earlier one, which the roadmap relies on."""
    quarter = quarter_of(day)

    assert (later(quarter, count) > quarter) == (count > 0)


@given(DAYS, st.integers(0, 40))
def test_between_has_both_ends(day, count):
    """From the first up to and including the last."""
    quarter = quarter_of(day)

    assert between(quarter, later(quarter, count)) == [later(quarter, number) for number in range(count + 1)]
