"""Intervals: the figures of the articles, and what must hold for any group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.intervals import Interval, of_mean, of_median, of_share

values = st.lists(st.floats(1, 5), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("number", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_share_has_the_interval_that_newcombe_gives(number, of, low, high):
    """Table I of his article, method 3."""
    found = of_share(number, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize("wrong", [(1, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_is_refused(wrong):
    """And one of more than there are."""
    with pytest.raises(ValueError, match="share"):
        of_share(*wrong)


@given(st.integers(1, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_share_that_was_seen_lies_in_its_interval(seen):
    """Which stays between 0 and 1."""
    number, of = seen
    found = of_share(number, of)

    assert 0 <= found.low <= number / of + 1e-12
    assert number / of - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(("number", "low", "high"), [(6, 1, 6), (10, 2, 9), (20, 6, 15), (30, 10, 21)])
def test_the_median_has_the_ranks_of_the_tables(number, low, high):
    """Of the numbers 1 to n each value is its own rank."""
    assert of_median(range(1, number + 1)) == Interval(low, high)


@pytest.mark.parametrize("number", range(6))
def test_of_fewer_than_six_nobody_can_say_where_the_median_lies(number):
    """With 95% confidence: both ends of five lie on one side once in sixteen times."""
    assert of_median([3.0] * number) is None


def test_the_mean_has_students_interval():
    """The additional hours of sleep of ten patients in Student's article, his second drug: 2.33 ± 1.43."""
    found = of_mean([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])

    assert (round(found.low, 2), round(found.high, 2)) == (0.9, 3.76)
    assert of_mean([3.0]) is None


@given(values)
def test_the_median_and_the_mean_lie_in_their_intervals(values):
    """Where there is one."""
    median, mean = of_median(values), of_mean(values)
    ordered = sorted(values)

    assert median is None or median.low <= ordered[len(values) // 2] <= median.high
    assert mean is None or mean.low - 1e-9 <= sum(values) / len(values) <= mean.high + 1e-9
