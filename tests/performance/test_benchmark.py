"""A release beside a query: measured small, to see that the measuring works."""

import pytest

from performance import benchmark
from performance.subjects import subject


@pytest.fixture
def small(monkeypatch):
    """A thousand contributions, and twice as many, once each."""
    monkeypatch.setattr(benchmark, "CONTRIBUTIONS", (1000, 2000))
    monkeypatch.setattr(benchmark, "TURNS", 1)


def test_a_release_gives_the_quartiles_of_the_query(small, tmp_path):
    """All that it shows of large groups, and each line has its floor."""
    lines = {line.name.strip(): line for line in benchmark.measure_benchmark(subject(), tmp_path)}

    assert lines["(k) a release of 2,000 contributions"].floor > 0
    assert lines["a release of 1,000 contributions"].ours > 0
    assert lines["2 times as many, 2,000: so many times as long"].ours > 0


def test_a_difference_is_told():
    """Another quartile, or nothing to compare."""
    quartiles = {("level:s1.1", benchmark.Group()): (2.0, 3.0, 4.0)}
    benchmark._compare(quartiles, quartiles)
    for found in (dict.fromkeys(quartiles, (2.0, 3.0, 5.0)), {}):
        with pytest.raises(benchmark.Differs):
            benchmark._compare(found, quartiles)
