"""Where one organisation stands: never more sure than the figure is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.figures import figure
from benchmark.place import place
from model.releases import Figure, Place

BAND = Figure(8, (2.0, 3.0))
QUARTILES = Figure(20, (2.0, 3.0), (2.5, 3.0, 3.5))
CUT = Figure(20, (2.0, 3.0), (2.0, 3.0, 4.0))
DECILES = Figure(200, (2.0, 3.0), (2.0, 3.0, 4.0), (3.0, 3.0), (1.0, 2.0, 2.0, 2.5, 3.0, 3.0, 3.5, 4.0, 4.5), 3.0)


@pytest.mark.parametrize(
    ("value", "found", "expected"),
    [
        (6, None, "too_few"),
        (3, BAND, "below_band"),
        (4, BAND, "in_band"),
        (6, BAND, "in_band"),
        (7, BAND, "above_band"),
        (4, QUARTILES, "lowest_quarter"),
        (5, QUARTILES, "between"),
        (7, QUARTILES, "between"),
        (8, QUARTILES, "highest_quarter"),
        (2, CUT, "open_end"),
        (4, CUT, "between"),
        (8, CUT, "between"),
        (10, CUT, "open_end"),
        (2, DECILES, "lowest_quarter"),
        (10, DECILES, "highest_quarter"),
    ],
)
def test_the_place_has_the_name_that_the_rules_choose(value, found, expected):
    """At an end that the figure cuts off, nobody can say."""
    assert place(value, found).name == expected


@pytest.mark.parametrize(
    ("value", "rank"), [(2, (0, 10)), (3, (10, 20)), (4, (10, 20)), (6, (40, 50)), (10, (90, 100))]
)
def test_the_rank_is_read_from_the_deciles(value, rank):
    """Between how many percent stand lower; with Wilson's interval."""
    found = place(value, DECILES)

    assert found.rank == rank
    assert found.interval[0] <= rank[0] <= rank[1] <= found.interval[1]


def test_the_interval_of_a_rank_is_wilsons():
    """A tenth to a fifth of 200 stands lower: 20 to 40 of them."""
    low, high = place(4, DECILES).interval

    assert (round(low, 1), round(high, 1)) == (6.6, 26.1)
    assert place(4, QUARTILES) == Place("lowest_quarter")


@settings(deadline=None)  # the first one loads SciPy
@given(st.lists(st.integers(2, 10), min_size=6, max_size=130), st.data())
def test_what_a_place_says_is_so(values, data):
    """Of any group and any member of it: how many stand lower, and who is above or below the middle half."""
    own = data.draw(st.sampled_from(values))
    found = place(own, figure({value: values.count(value) for value in values}))
    lower = sum(value < own for value in values)
    higher = sum(value > own for value in values)

    if found.rank is not None:
        assert found.rank[0] <= 100 * lower / len(values) <= found.rank[1]
    if found.name == "highest_quarter":
        assert lower >= 3 * len(values) / 4
    if found.name == "lowest_quarter":
        assert higher >= 3 * len(values) / 4
    if found.name == "above_band":
        assert lower >= len(values) / 2
    if found.name == "below_band":
        assert higher >= len(values) / 2
