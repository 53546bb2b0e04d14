"""An attacker with everything that is published, and more: who is in which group, both years, and its own answers.

It subtracts groups, and as if all values of every group were known. It goes through every group of organisations that
could have given a figure. It knows who joined or left between two editions, and that nobody else changed; of a group
with a band only, even that one member changed, which nobody can know. It wins when of any other member one level
remains. Against the rules it never does; with any one of them broken it does.
"""

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import pytest

from benchmark.figures import band, figure
from benchmark.release import figures
from model.contributions import Cell
from tests.benchmark.tables import groups_of, smallest_set

LEVELS = (2, 4, 6, 8, 10)
SMALL = range(6, 15)  # groups of which all that could be is gone through; larger ones hide more
BAND_ONLY = range(6, 12)
POPULATIONS = 1000


@dataclass(frozen=True)
class Member:
    """One organisation and its answer to one question."""

    number: int
    cell: Cell
    level: int


def population(rng):
    """Some organisations in a few sectors, around a middle of their own, some groups much alike."""
    alike = rng.choice((1, 2, 12))
    weights = [rng.random() ** alike + 0.001 for _ in LEVELS]
    sectors = rng.randint(1, 3)
    return [
        Member(
            number,
            Cell(f"sector{rng.randrange(sectors)}", rng.choice(("large", "small")), rng.random() < 0.4),
            rng.choices(LEVELS, weights)[0],
        )
        for number in range(rng.randint(6, 60))
    ]


def next_year(rng, members):
    """The same organisations later: one left, joined or changed, or several did."""
    later = list(members)
    for time in range(rng.choice((1, 1, 1, 4))):
        happened, place = rng.choice(("left", "joined", "changed")), rng.randrange(len(later))
        one = later[place]
        if happened == "joined":
            later.append(Member(1000 + time, one.cell, rng.choice(LEVELS)))
        else:
            later[place : place + 1] = [] if happened == "left" else [Member(one.number, one.cell, rng.choice(LEVELS))]
    return later


def cells_of(members):
    """What is counted of them."""
    cells = defaultdict(lambda: dict.fromkeys(LEVELS, 0))
    for member in members:
        cells[member.cell][member.level] += 1
    return {cell: {level: number for level, number in values.items() if number} for cell, values in cells.items()}


def inside(members, group):
    """Who is in a group."""
    return {member.number: member.level for member in members if group in groups_of(member.cell)}


@cache
def possible(number):
    """Every way in which so many members can divide over the levels, by the figure that it gives."""
    found = defaultdict(list)
    for bars in combinations(range(number + 4), 4):
        edges = (-1, *bars, number + 4)
        divided = tuple(right - left - 1 for left, right in pairwise(edges))
        found[shown(dict(zip(LEVELS, divided, strict=True)))].append(divided)
    return found


def shown(counts):
    """The figure of a group, by the rules that hold in this test."""
    return RULE["figure"](counts)


RULE = {"figure": figure}


def subtraction(members, release):
    """Whether a set of fewer than six follows from the groups that are published."""
    numbers = {cell: sum(values.values()) for cell, values in cells_of(members).items()}
    return smallest_set(numbers, list(release)) < 6


def homogeneity(members, release):
    """Whether in any small group, for any member, all others must have one level, whatever the group looks like."""
    return any(
        all_the_same(len(levels), found, own)
        for group, found in release.items()
        if len(levels := inside(members, group)) in SMALL
        for own in set(levels.values())
    )


@cache
def all_the_same(number, found, own):
    """Whether of everyone but one with this level, nine in ten have one level in each group that gives this figure."""
    place = LEVELS.index(own)
    others = [
        [many - (level == place) for level, many in enumerate(divided)]
        for divided in possible(number)[found]
        if divided[place]
    ]
    return any(all(10 * divided[level] >= 9 * (number - 1) for divided in others) for level in range(5))


def intersection(before, after, first, second):
    """Whether of the one member of a small group that joined, left or changed, any level is certain."""
    for group in first.keys() & second.keys():
        was, now = inside(before, group), inside(after, group)
        moved = [number for number in was.keys() | now.keys() if was.get(number) != now.get(number)]
        if len(moved) != 1 or not (len(was) in SMALL and len(now) in SMALL):
            continue
        own = {was[number] for number in was.keys() & now.keys() if number != moved[0]}
        if len(was) == len(now):
            if len(was) in BAND_ONLY and any(
                one_changed(len(was), first[group], second[group], level) for level in own
            ):
                return True
        else:
            larger, smaller = (first, second) if len(was) > len(now) else (second, first)
            number = max(len(was), len(now))
            if any(one_left(number, larger[group], smaller[group], level) for level in own):
                return True
    return False


@cache
def one_left(number, larger, smaller, own):
    """Whether only one level explains both figures, of who left so many others, one of them with this level."""
    remaining = set(possible(number - 1)[smaller])
    levels = set()
    for divided in possible(number)[larger]:
        for level in range(5):
            rest = tuple(many - (place == level) for place, many in enumerate(divided))
            if rest in remaining and rest[LEVELS.index(own)]:
                levels.add(level)
    return len(levels) == 1


@cache
def one_changed(number, before, after, own):
    """Whether the level that someone had, or the one it has now, is certain."""
    later = set(possible(number)[after])
    had, has = set(), set()
    for divided in possible(number)[before]:
        for left in range(5):
            for reached in range(5):
                rest = [many - (place == left) for place, many in enumerate(divided)]
                if min(rest) < 0 or not rest[LEVELS.index(own)] or left == reached:
                    continue
                rest[reached] += 1
                if tuple(rest) in later:
                    had.add(left)
                    has.add(reached)
    return len(had) == 1 or len(has) == 1


def won(seeds):
    """By which attacks the attacker wins against these populations, and how often."""
    wins = defaultdict(int)
    for seed in seeds:
        rng = random.Random(seed)
        before = population(rng)
        after = next_year(rng, before)
        first, second = figures(cells_of(before)), figures(cells_of(after))
        wins["subtraction"] += subtraction(before, first) + subtraction(after, second)
        wins["homogeneity"] += homogeneity(before, first) + homogeneity(after, second)
        wins["intersection"] += intersection(before, after, first, second)
    return {attack: number for attack, number in wins.items() if number}


@pytest.fixture
def broken(monkeypatch):
    """Breaks a rule, for the making and for what the attacker knows of it."""

    def breaks(**rules):
        for name, value in rules.items():
            place = "disclosure" if name == "FLOOR" else "release" if name in ("publishable", "figure") else "figures"
            monkeypatch.setattr(f"benchmark.{place}.{name}", value)
        if "figure" in rules:
            monkeypatch.setitem(RULE, "figure", rules["figure"])
        forget()

    yield breaks
    forget()


def forget():
    """What the attacker worked out under other rules."""
    for known in (possible, all_the_same, one_left, one_changed):
        known.cache_clear()


def test_the_attacker_recovers_no_members_level():
    """In a thousand populations, in both editions."""
    assert won(range(POPULATIONS)) == {}


def test_without_complementary_suppression_it_subtracts(broken):
    """Every group of six and more."""

    def floor_only(cells):
        numbers = defaultdict(int)
        for cell, number in cells.items():
            for group in groups_of(cell):
                numbers[group] += number
        return {group for group, number in numbers.items() if number >= 6}

    broken(publishable=floor_only)

    assert won(range(20))["subtraction"]


def test_with_a_floor_of_two_it_subtracts(broken):
    """Groups of one other member."""
    broken(FLOOR=2, OTHERS_FOR_BAND=1)

    assert won(range(20))["subtraction"]


def test_with_the_lowest_and_the_highest_it_knows_who_left(broken):
    """And a group in which all have the same."""

    def with_ends(counts):
        values = [value for value, number in counts.items() if number]
        return (min(values), max(values), sum(counts.values())) if sum(counts.values()) >= 6 else None

    broken(figure=with_ends)
    found = won(range(60))

    assert found["intersection"]
    assert found["homogeneity"]


def test_with_a_narrow_band_of_a_homogeneous_group_it_knows_all(broken):
    """That it has no quartiles tells that nearly all are the same; a narrow band then tells what."""
    broken(wide_band=band)

    assert won(range(200))["homogeneity"]


def test_with_the_mean_it_knows_who_left(broken):
    """To a hundredth."""

    def with_mean(counts):
        number = sum(counts.values())
        return number, round(sum(value * many for value, many in counts.items()) / number / 2, 2)

    broken(figure=with_mean)

    assert won(range(60))["intersection"]


def test_with_all_quartiles_it_knows_who_left(broken):
    """Also of groups of seven, and of the ends of the scale."""
    broken(OTHERS_FOR_QUARTILES=5, CROWD=0)

    assert won(range(100))["intersection"]
