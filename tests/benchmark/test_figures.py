"""What a figure shows of a group: nothing of a few, and never so much that one member can be told from it."""

from collections import defaultdict
from dataclasses import astuple
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.figures import around_median, band, figure, is_homogeneous, ranks, step_of_mean, wide_band
from benchmark.intervals import median_rank

VALUES = range(2, 11)
LEVELS = range(2, 11, 2)
histograms = st.dictionaries(st.sampled_from(VALUES), st.integers(0, 40), min_size=1)


def counted(*values):
    """How often each value stands there."""
    return {value: values.count(value) for value in sorted(values)}


def groups_of(number):
    """Every way in which so many members can divide over the five levels."""
    for bars in combinations(range(number + 4), 4):
        edges = (-1, *bars, number + 4)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def shown_of(group):
    """The figure of a group that is given as five numbers."""
    return figure(dict(zip(LEVELS, group, strict=True)))


def without(group, level):
    """The group after one member on this level (0–4) left."""
    return (*group[:level], group[level] - 1, *group[level + 1 :])


@pytest.mark.parametrize(
    ("number", "has"),
    [
        (5, None),
        (6, ("number", "band")),
        (11, ("number", "band")),
        (12, ("number", "band", "quartiles")),
        (15, ("number", "band", "quartiles", "interval")),
        (29, ("number", "band", "quartiles", "interval")),
        (30, ("number", "band", "quartiles", "interval", "deciles", "mean", "mean_interval")),
    ],
)
def test_the_number_of_others_decides_what_is_shown(number, has):
    """Five others for a band, eleven for quartiles, twenty-nine for deciles and a mean."""
    found = figure(counted(*[LEVELS[place % 5] for place in range(number)]))

    assert (found and tuple(name for name, value in vars(found).items() if value is not None)) == has


@pytest.mark.parametrize(
    ("middle", "more_above", "expected"),
    [
        (1, True, (1, 2)),
        (1.5, False, (1, 2)),
        (2, False, (1, 2)),
        (2, True, (1, 2)),
        (2.5, True, (2, 3)),
        (3, False, (2, 3)),
        (3, True, (3, 4)),
        (3.5, False, (3, 4)),
        (4, False, (4, 5)),
        (4.5, True, (4, 5)),
        (5, False, (4, 5)),
    ],
)
def test_the_band_holds_the_middle(middle, more_above, expected):
    """It is one level wide, on whole levels."""
    assert band(middle, more_above=more_above) == expected


@pytest.mark.parametrize(
    ("middle", "more_above", "expected"),
    [(1, True, (1, 3)), (3, False, (1, 3)), (3, True, (3, 5)), (3.5, False, (3, 5)), (5, False, (3, 5))],
)
def test_the_wide_band_holds_the_middle(middle, more_above, expected):
    """It is half of the scale."""
    assert wide_band(middle, more_above=more_above) == expected


def test_a_group_shows_its_quartiles_and_mean():
    """Of a hundred and more as they are."""
    found = figure({2: 30, 4: 30, 6: 20, 8: 10, 10: 10})

    assert found.band == (1, 2)
    assert found.quartiles == (1, 2, 3)
    assert found.deciles == (1, 1, 1, 2, 2, 2, 3, 3, 4)
    assert found.interval == (2, 3)  # the fourth and the seventh decile
    assert (found.mean, found.mean_interval) == (2.4, (2.1, 2.7))


def test_a_smaller_group_shows_no_ends():
    """Below a hundred: 2 or lower, 4 or higher."""
    found = figure({2: 25, 4: 8, 10: 27})

    assert found.quartiles == (2, 2, 4)
    assert found.deciles == (2, 2, 2, 2, 2, 4, 4, 4, 4)
    assert (found.mean, found.mean_interval) == (3.0, (2.4, 3.6))
    assert figure({2: 30, 4: 8}).mean_interval == (2, 2)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({6: 6}, True),
        ({6: 5, 2: 1}, True),
        ({6: 4, 2: 2}, False),
        ({6: 10, 2: 2}, True),
        ({6: 9, 2: 3}, False),
        ({6: 900, 2: 101}, True),
        ({6: 899, 2: 102}, False),
    ],
)
def test_nearly_all_the_same_is_homogeneous(counts, expected):
    """Nine in ten of the others, for one who is not."""
    assert is_homogeneous(counts) is expected


@settings(deadline=None)  # the first one loads SciPy
@given(histograms)
def test_a_homogeneous_group_shows_a_wide_band_only(counts):
    """Also a large one, and only such a group; one too small for quartiles tells of nothing by its band."""
    found = figure(counts)
    if found is None or found.number < 12:
        return

    assert (found.band[1] - found.band[0] == 2) is is_homogeneous(counts)
    if is_homogeneous(counts):
        assert astuple(found)[2:] == (None,) * 5


@settings(deadline=None)  # the first one loads SciPy
@given(histograms)
def test_a_figure_says_what_is_so(counts):
    """The middle lies in the band; quantiles and means lie in their order and their intervals."""
    found = figure(counts)
    if found is None or found.quartiles is None:
        return
    values = sorted(value / 2 for value, count in counts.items() for _ in range(count))

    assert found.band[0] <= values[(len(values) - 1) // 2] <= found.band[1]
    assert list(found.quartiles) == sorted(found.quartiles)
    assert found.interval is None or found.interval[0] <= found.quartiles[1] <= found.interval[1]
    if found.deciles is not None:
        assert list(found.deciles) == sorted(found.deciles)
        assert found.deciles[4] == found.quartiles[1]
        mean = min(max(sum(values) / len(values), 2), 4) if len(values) < 100 else sum(values) / len(values)
        assert abs(found.mean - mean) <= step_of_mean(len(values)) / 2 + 1e-9
        assert found.mean_interval[0] - 1e-9 <= mean <= found.mean_interval[1] + 1e-9


@settings(deadline=None)  # the first one loads SciPy
@given(histograms)
def test_no_end_of_a_group_below_a_hundred_is_shown(counts):
    """Quantiles, means and intervals stay within 2 and 4."""
    found = figure(counts)
    if found is None or found.number >= 100:
        return
    shown = [*(found.quartiles or ()), *(found.deciles or ()), *(found.mean_interval or ()), *(found.interval or ())]

    assert all(2 <= level <= 4 for level in shown)


@given(st.integers(30, 100_000))
def test_the_step_of_a_mean_is_twice_what_one_member_moves_it(number):
    """Who left moved it by at most four levels divided by the number."""
    assert step_of_mean(number) * number >= 2 * 4 - 1e-9


@settings(deadline=None)
@given(st.integers(12, 5000), st.sampled_from([4, 10]))
def test_the_interval_of_the_median_is_wide_enough(number, parts):
    """It reaches at least as far as the order statistics, and only stands on quantiles that are shown."""
    own = ranks(number, parts)
    found = around_median(number, own)
    rank = median_rank(number)

    assert found is None or (found[0] <= rank and found[1] >= number + 1 - rank and set(found) <= set(own))
    assert found is not None or parts == 4


def test_of_too_few_the_median_has_no_interval():
    """Of five nobody can say so."""
    assert around_median(5, (1, 2, 3)) is None


def pinned(smaller):
    """The pairs of figures, before and after one of this many and one left, that only one level can explain."""
    levels = defaultdict(set)
    for group in groups_of(smaller + 1):
        before = shown_of(group)
        for level in range(5):
            if group[level]:
                levels[before, shown_of(without(group, level))].add(level)
    return [pair for pair, found in levels.items() if len(found) == 1]


@pytest.mark.parametrize("number", range(5, 15))
def test_who_leaves_or_joins_is_not_told_by_what_moves(number):
    """Every possible group, and every member of it: even who knows that all others stayed the same can't tell."""
    assert pinned(number) == []


@pytest.mark.parametrize("number", range(6, 12))
def test_who_changes_is_not_told_by_the_band_that_moves(number):
    """Every possible group and change: neither from which level nor to which, also if all others stayed the same."""
    left, reached = defaultdict(set), defaultdict(set)
    for group in groups_of(number):
        for level, other in permutations(range(5), 2):
            if group[level]:
                rest = without(group, level)
                pair = shown_of(group), shown_of((*rest[:other], rest[other] + 1, *rest[other + 1 :]))
                left[pair].add(level)
                reached[pair].add(other)

    assert all(len(levels) > 1 for levels in (*left.values(), *reached.values()))


def test_who_left_would_be_told_by_a_sharper_band(monkeypatch):
    """Of the band on the side of the others also at level 2 and 4."""

    def sharper(middle, *, more_above):
        low = max(1, min(4, int(middle) if more_above else int(middle) - 1))
        return low, low + 1

    monkeypatch.setattr("benchmark.figures.band", sharper)

    assert pinned(6) != []


def test_who_left_would_be_told_by_the_ends_of_the_scale(monkeypatch):
    """Of quartiles on level 1 and 5."""
    monkeypatch.setattr("benchmark.figures.CROWD", 0)

    assert pinned(12) != []
