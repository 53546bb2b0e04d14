"""Intervals: the figures of the articles, and what must hold for any group."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.intervals import median_rank, of_mean, of_share


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


@pytest.mark.parametrize(("number", "rank"), [(6, 1), (10, 2), (12, 3), (20, 6), (30, 10), (100, 40)])
def test_the_median_has_the_ranks_of_the_tables(number, rank):
    """Counted from below; it is the same from above."""
    assert median_rank(number) == rank


@pytest.mark.parametrize("number", range(6))
def test_of_fewer_than_six_nobody_can_say_where_the_median_lies(number):
    """With 95% confidence: both ends of five lie on one side once in sixteen times."""
    assert median_rank(number) is None


@settings(deadline=None)  # the first one loads SciPy
@given(st.integers(6, 500))
def test_the_ranks_are_the_nearest_that_are_sure_enough(number):
    """By the binomial distribution in whole numbers."""
    rank = median_rank(number)
    outside = [2 * sum(math.comb(number, k) for k in range(below)) for below in (rank, rank + 1)]

    assert outside[0] * 20 <= 2**number < outside[1] * 20 or rank == number // 2


def test_the_ranks_of_many_lie_about_the_middle():
    """By the normal distribution, which holds there."""
    assert median_rank(100_000) == pytest.approx(50_000 - 1.96 * 100_000**0.5 / 2, abs=1)


def test_the_mean_has_students_interval():
    """The additional hours of sleep of ten patients in Student's article, his second drug, in tenths: 23 ± 14."""
    found = of_mean(dict.fromkeys((19, 8, 11, 1, -1, 44, 55, 16, 46, 34), 1))

    assert (round(found.low, 1), round(found.high, 1)) == (9.0, 37.6)
    assert of_mean({3: 1}) is None


@settings(deadline=None)
@given(st.dictionaries(st.integers(2, 10), st.integers(1, 9), min_size=2))
def test_the_mean_lies_in_its_interval(counts):
    """In the middle of it."""
    found = of_mean(counts)
    mean = sum(value * count for value, count in counts.items()) / sum(counts.values())

    assert found.low < mean < found.high
    assert (found.low + found.high) / 2 == pytest.approx(mean)
