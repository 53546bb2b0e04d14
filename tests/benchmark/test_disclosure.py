"""Which groups stand beside each other: no few organisations follow from them, and nothing is hidden for nothing."""

import random
from time import perf_counter

import pytest

from benchmark.disclosure import groups_of, publishable
from model.contributions import Cell
from model.releases import Group
from tests.benchmark.tables import population, smallest_set

ALL, ASSURED = Group(), Group(is_assured=True)


def of_sectors(**numbers):
    """One size class, nobody with evidence."""
    return {Cell(sector, "small", is_assured=False): number for sector, number in numbers.items()}


def sectors_in(groups):
    """The sectors that have a figure of their own."""
    return {group.sector for group in groups if group.sector}


def test_who_is_in_a_cell_is_in_all_that_hold_it():
    """Eight groups with evidence, four without."""
    assert groups_of(Cell("bank", "small", is_assured=False)) == (
        ALL,
        Group(size_class="small"),
        Group("bank"),
        Group("bank", "small"),
    )
    assert len(groups_of(Cell("bank", "small", is_assured=True))) == 8


@pytest.mark.parametrize(
    ("numbers", "sectors"),
    [
        ({"bank": 6, "energy": 7, "housing": 8}, {"bank", "energy", "housing"}),
        ({"bank": 9, "energy": 8, "housing": 5}, {"bank"}),  # energy too, and housing would follow from all
        ({"bank": 9, "energy": 5, "housing": 5}, {"bank"}),  # the ten others stay together
        ({"bank": 9, "energy": 5}, set()),
        ({"bank": 5}, set()),
        ({}, set()),
    ],
)
def test_a_small_sector_hides_another_with_it(numbers, sectors):
    """Or it would be all minus the others."""
    assert sectors_in(publishable(of_sectors(**numbers))) == sectors


def test_those_without_evidence_do_not_follow_from_those_with():
    """Of a sector of ten with seven that have evidence three would remain."""
    cells = {Cell("bank", "small", is_assured=True): 7, Cell("bank", "small", is_assured=False): 3}

    assert {group.is_assured for group in publishable(cells)} == {False}
    assert ASSURED in publishable(dict.fromkeys(cells, 7))


def test_two_layers_together_do_not_tell_of_a_few():
    """All of bank has evidence: those with evidence minus that sector are the two of energy."""
    cells = {
        Cell("bank", "small", is_assured=True): 20,
        Cell("energy", "small", is_assured=True): 2,
        Cell("energy", "small", is_assured=False): 20,
    }

    assert ASSURED not in publishable(cells)


def test_a_group_that_is_the_same_as_another_is_published_too():
    """It tells nothing new."""
    cells = {Cell("bank", "small", is_assured=True): 3, Cell("bank", "large", is_assured=True): 4}

    assert {ALL, ASSURED, Group("bank"), Group("bank", is_assured=True)} == publishable(cells)


@pytest.mark.parametrize("seed", range(15))
def test_no_few_organisations_follow_from_what_is_published(seed):
    """Of three hundred populations each, by trying all sets."""
    rng = random.Random(seed)
    for _ in range(300):
        cells = population(rng, rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 6))

        assert smallest_set(cells, publishable(cells)) >= 6, cells


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_hidden_for_nothing(seed):
    """Each group of six and more that is hidden would, beside all that is published, tell of a few."""
    rng = random.Random(seed)
    for _ in range(15):
        cells = population(rng, rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 6))
        published = publishable(cells)
        numbers = {}
        for cell, number in cells.items():
            for group in groups_of(cell):
                numbers[group] = numbers.get(group, 0) + number

        assert all(numbers[group] >= 6 for group in published)
        for group, number in numbers.items():
            if number >= 6 and group not in published:
                assert smallest_set(cells, [*published, group]) < 6, (cells, group)


def test_the_order_of_the_cells_changes_nothing():
    """The same population gives the same release."""
    rng = random.Random(1)
    for _ in range(50):
        cells = population(rng)
        shuffled = rng.sample(sorted(cells.items()), len(cells))

        assert publishable(dict(shuffled)) == publishable(cells)


def test_without_more_hidden_the_floor_alone_would_tell_of_a_few():
    """Publishing all groups of six and more fails the test that ours pass."""
    cells = of_sectors(bank=9, energy=8, housing=5)

    assert smallest_set(cells, [ALL, Group("bank"), Group("energy")]) == 5


@pytest.mark.parametrize("people", [100, 300, 1000, 100_000])
def test_an_item_of_all_sectors_takes_milliseconds(people):
    """Nineteen sectors of very different sizes, three size classes: however many organisations."""
    rng = random.Random(1)
    cells = {
        Cell(f"sector{sector:02}", size, assured): int(people * rng.random() ** 3 / 15)
        for sector in range(19)
        for size in ("large", "medium", "small")
        for assured in (False, True)
    }
    started = perf_counter()
    publishable(cells)

    assert perf_counter() - started < 0.25
