"""A release is looked at apart from how it was made: none of ours breaks a rule, and each broken rule is seen."""

import random
from dataclasses import replace

import pytest

from benchmark.release import make_release
from benchmark.verification import breaches, smallest_set
from model.contributions import Cell, Item, LevelStep
from model.releases import Figure, Group
from tests.benchmark import tables
from tests.benchmark.test_release import FACTS

LEVEL = Item("level", "s1.1")
ALL = Group()
UP, STAYED = LevelStep("s1.1", 2, 3), LevelStep("s1.1", 3, 3)
STEPS = {"bank": {UP: 9, LevelStep("s1.1", 1, 2): 8, STAYED: 7, LevelStep("s1.2", 1, 2): 6}}
BANK = {2: 3, 4: 4, 6: 5, 8: 6, 10: 7}
COUNTS = {
    LEVEL: {Cell("bank", "small", is_assured=False): BANK, Cell("energy", "small", is_assured=False): {6: 4, 8: 3}}
}
RELEASE = make_release(counts=COUNTS, steps=STEPS, sensitive=(), **FACTS)


def found(release, sensitive=()):
    """What is wrong with it."""
    return breaches(release, COUNTS, STEPS, sensitive)


def showing(group=ALL, **changes):
    """The release with one figure changed."""
    figures = RELEASE.figures[LEVEL]
    return replace(RELEASE, figures={LEVEL: {**figures, group: replace(figures[group], **changes)}})


@pytest.mark.parametrize("seed", range(60))
def test_no_release_of_ours_breaks_a_rule(seed):
    """Of any population, with levels or scores, small and large."""
    rng = random.Random(seed)
    cells = tables.population(rng, rng.randint(1, 8), 3, rng.randint(1, 9))
    values = (2, 4, 6, 8, 10) if seed % 2 else range(2, 11)
    counts = {LEVEL: tables.counted(rng, cells, values), Item("target", "k1"): tables.counted(rng, cells, values)}
    release = make_release(counts=counts, steps=STEPS, sensitive=(), **FACTS)

    assert breaches(release, counts, STEPS, ()) == ()


def test_ours_has_all_that_is_broken_below():
    """Deciles, steps, and a group with a band only."""
    shown = RELEASE.figures[LEVEL]

    assert shown[ALL].deciles is not None
    assert shown[Group("energy")].quartiles is None
    assert RELEASE.steps[ALL] == (UP, LevelStep("s1.1", 1, 2))


@pytest.mark.parametrize(
    ("release", "sentence"),
    [
        (showing(number=31), "it is about 31, but 32 were counted"),
        (showing(band=(1.0, 2.0)), "band"),
        (showing(band=(2.0, 4.0)), "band"),
        (showing(band=(2.5, 3.5)), "band"),
        (showing(quartiles=(1.0, 3.0, 5.0)), "the quartiles are not those"),
        (showing(deciles=(1.0,) * 9), "the deciles are not those"),
        (showing(interval=(2.0, 3.5)), "not shown"),
        (showing(mean=3.4), "coarse"),
        (showing(mean=RELEASE.figures[LEVEL][ALL].mean - 0.5), "not the nearest step"),
        (showing(mean_interval=(3.0, 5.0)), "coarse"),
        (showing(mean_interval=(2.25, 4.0)), "coarse"),
        (showing(Group("energy"), quartiles=(3.0, 3.0, 4.0)), "may not have quartiles"),
        (showing(Group("bank"), deciles=(3.0,) * 9), "may not have deciles"),
        (showing(Group("bank"), mean=3.5), "may not have mean"),
    ],
)
def test_a_changed_figure_is_seen(release, sentence):
    """One rule each."""
    assert found(RELEASE) == ()
    assert any(sentence in breach for breach in found(release))


def test_a_homogeneous_group_may_only_have_its_wide_band():
    """Also in a large group."""
    cells = {Cell("bank", "small", is_assured=False): {6: 90, 8: 9}}
    release = make_release(counts={LEVEL: cells}, steps={}, sensitive=(), **FACTS)
    sharper = replace(release, figures={LEVEL: {ALL: Figure(99, (3.0, 4.0), (3.0, 3.0, 3.0))}})

    assert breaches(release, {LEVEL: cells}, {}, ()) == ()
    assert len(breaches(sharper, {LEVEL: cells}, {}, ())) == 2


def test_a_group_of_few_or_of_nobody_is_seen():
    """Whatever it shows."""
    release = replace(RELEASE, figures={LEVEL: {Group("energy", "large"): Figure(6, (3.0, 4.0))}})

    assert found(release) == (
        "level:s1.1, energy large: it is about 6, but 0 were counted.",
        "level:s1.1, energy large: too few organisations.",
    )


def test_a_sensitive_item_and_step_are_seen():
    """Also when all else is as it should be."""
    assert found(RELEASE, {"s1.1"})[0] == "level:s1.1: this is sensitive, nothing of it may be shown."
    assert any("steps of bank: s1.1 from 2 to 3" in breach for breach in found(RELEASE, {"s1.1"}))


def test_a_set_that_follows_is_seen():
    """Three with evidence in a sector, as all minus the others."""
    cells = {
        Cell("bank", "small", is_assured=True): {2: 3, 4: 4},
        Cell("energy", "small", is_assured=True): {2: 2, 4: 1},
        Cell("energy", "small", is_assured=False): {2: 5, 4: 6},
    }
    release = make_release(counts={LEVEL: cells}, steps={}, sensitive=(), **FACTS)
    more = {Group(is_assured=True): Figure(10, (1.0, 2.0)), Group("bank"): Figure(7, (1.0, 2.0))}
    broken = replace(release, figures={LEVEL: {**release.figures[LEVEL], **more}})

    assert breaches(release, {LEVEL: cells}, {}, ()) == ()
    assert breaches(broken, {LEVEL: cells}, {}, ()) == (
        "level:s1.1: a set of 3 follows from the groups by adding and subtracting.",
    )


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ({ALL: (LevelStep("s1.2", 1, 2),)}, "s1.2 from 1 to 2 may not be shown"),
        ({ALL: (STAYED,)}, "may not be shown"),
        ({ALL: (LevelStep("s1.3", 1, 2),)}, "may not be shown"),
        ({ALL: (LevelStep("s1.1", 1, 2), UP)}, "order"),
        ({ALL: (UP,) * 6}, "at most five"),
        ({Group("bank", "small"): (UP,)}, "at most five, of all or of a sector"),
        ({Group("energy"): (UP,)}, "may not be shown"),
        ({Group(is_assured=True): (UP,)}, "with evidence"),
    ],
)
def test_a_step_that_may_not_be_shown_is_seen(steps, sentence):
    """Too few, too many, no step up, or of a group that has none."""
    assert any(sentence in breach for breach in found(replace(RELEASE, steps=steps)))


@pytest.mark.parametrize("seed", range(40))
def test_the_smallest_set_is_that_of_trying_all(seed):
    """The integer programme finds what looking through all sets finds."""
    rng = random.Random(seed)
    cells = tables.population(rng, rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 6))
    counted = {cell: {2: number} for cell, number in cells.items()}
    everything = sorted({group for cell in cells for group in tables.groups_of(cell)})
    groups = rng.sample(everything, rng.randint(0, len(everything)))

    assert smallest_set(counted, dict.fromkeys(groups)) == tables.smallest_set(cells, groups)
