"""The consensus index, its published examples, and the one vote that stands apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.consensus import consensus, middle, middle_half, outlier

votes = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        ([0, 4, 4, 0, 0], 0.81),
        ([7, 0, 0, 0, 1], 0.46),
        ([1, 1, 1, 1, 1], 0.43),
        ([0, 0, 9, 0, 0], 1.0),
        ([5, 0, 0, 0, 5], 0.0),
    ],
)
def test_the_index_of_small_groups(counts, index):
    """To two decimals: neighbours, one far away, one on each level, all alike, and half at either end."""
    assert consensus(counts) == pytest.approx(index, abs=0.005)


def test_the_published_example():
    """Seven levels and a thousand votes, to seven decimals (Tastle and Wierman)."""
    assert consensus([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.7256876, abs=5e-8)


@given(votes)
def test_the_index_lies_between_none_and_all(counts):
    """And is the same from the other end of the scale, and for twice the people."""
    index = consensus(counts)

    assert -1e-9 <= index <= 1 + 1e-9
    assert consensus(counts[::-1]) == pytest.approx(index)
    assert consensus([2 * count for count in counts]) == pytest.approx(index)


@given(votes)
def test_one_level_for_all_is_the_only_full_consensus(counts):
    """Every second level takes something away."""
    assert (consensus(counts) > 1 - 1e-9) == (sum(count > 0 for count in counts) == 1)


@pytest.mark.parametrize(("counts", "wrong"), [([0, 0, 0, 0, 0], "vote"), ([3], "levels")])
def test_without_votes_or_with_one_level_there_is_no_index(counts, wrong):
    """Nothing to agree on is no agreement."""
    with pytest.raises(ValueError, match=wrong):
        consensus(counts)


@pytest.mark.parametrize(
    ("counts", "centre", "half"),
    [
        ([0, 0, 1, 0, 0], 3, (3, 3)),
        ([0, 2, 2, 0, 0], 2.5, (2, 3)),
        ([1, 1, 1, 1, 1], 3, (2, 4)),
        ([0, 1, 0, 0, 1], 3.5, (2.75, 4.25)),
    ],
)
def test_the_median_and_the_middle_half(counts, centre, half):
    """Levels count from 1; one vote is its own half."""
    assert middle(counts) == centre
    assert middle_half(counts) == half


def test_without_votes_there_is_no_middle():
    """Not even a zero."""
    for figure in (middle, middle_half):
        with pytest.raises(ValueError, match="no votes"):
            figure([0, 0, 0, 0, 0])


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ([7, 0, 0, 0, 1], 5),
        ([1, 0, 0, 7, 0], 1),
        ([0, 0, 3, 0, 1], 5),
        ([0, 0, 3, 1, 0], None),  # a neighbour is no outlier
        ([1, 0, 6, 0, 1], None),  # of two neither is the one
        ([6, 0, 0, 0, 2], None),  # two people who agree are no outlier
        ([1, 0, 0, 0, 1], None),  # of two people nobody is
        ([1, 1, 1, 1, 1], None),  # without any of them the others still differ
        ([0, 0, 0, 0, 0], None),
    ],
)
def test_one_vote_without_which_the_others_agree_is_named(counts, level):
    """By its level, never by who gave it."""
    assert outlier(counts) == level
