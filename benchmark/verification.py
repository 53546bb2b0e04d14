"""Whether a release keeps the rules, looked at apart from how it was made: nothing of the making is used here.

Each figure is worked out again from what was counted. That no few organisations follow from groups is an integer
programme: the smallest set that is a sum of them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import product

from model.contributions import Cell, Counts, LevelStep, StepCounts
from model.releases import Figure, Group, Release

FEWEST = 6
# How many there are, oneself among them, before a figure may have these.
FROM = {"quartiles": 12, "interval": 12, "deciles": 30, "mean": 30, "mean_interval": 30}


def breaches(release: Release, counts: Counts, steps: StepCounts, sensitive: Container[str]) -> tuple[str, ...]:
    """A sentence for each rule that a release of these counts breaks; empty when it breaks none."""
    return (*_of_figures(release, counts, sensitive), *_of_steps(release, steps, sensitive))


def _of_figures(release: Release, counts: Counts, sensitive: Container[str]) -> Iterator[str]:
    for item, figures in release.figures.items():
        if item.of in sensitive:
            yield f"{item}: this is sensitive, nothing of it may be shown."
        cells = counts.get(item, {})
        counted = _counted(cells, figures)
        for group, figure in figures.items():
            for breach in _of_figure(figure, counted[group]):
                yield f"{item}, {_named(group)}: {breach}"
        smallest = smallest_set(cells, figures)
        if smallest < FEWEST:
            yield f"{item}: a set of {smallest} follows from the groups by adding and subtracting."


def _of_figure(figure: Figure, values: Mapping[int, int]) -> Iterator[str]:
    """What is wrong with one figure, given how many of its group have each value in half points."""
    number = sum(values.values())
    if figure.number != number:
        yield f"it is about {figure.number}, but {number} were counted."
    if number < FEWEST:
        yield "too few organisations."
        return
    is_same = number >= FROM["quartiles"] and _is_nearly_all(max(values.values()), number)
    for name, needed in FROM.items():
        if getattr(figure, name) is not None and (is_same or number < needed):
            yield f"it may not have {name.replace('_', ' ')}."
    (low, high), width = figure.band, 2 if is_same else 1
    if high - low != width or low not in (1, 2, 3, 4) or not low <= _quantiles(values, number, 2)[0] <= high:
        yield f"the band is not {width} wide with the middle in it."
    yield from _of_levels(figure, values, number)


def _of_levels(figure: Figure, values: Mapping[int, int], number: int) -> Iterator[str]:
    """What is wrong with the quantiles, the mean and their intervals."""
    lowest, highest = (1.0, 5.0) if number >= 100 else (2.0, 4.0)
    for name, parts in (("quartiles", 4), ("deciles", 10)):
        shown = getattr(figure, name)
        counted = _quantiles(values, number, parts) if shown else []
        if shown is not None and list(shown) != [min(max(level, lowest), highest) for level in counted]:
            yield f"the {name} are not those of what was counted, without the ends."
    if figure.interval is not None and not {*(figure.quartiles or ()), *(figure.deciles or ())} >= {*figure.interval}:
        yield "the interval of the median stands on values that are not shown."
    # A step at least twice as wide as one member can move the mean of so many; of too few this is refused above.
    tenths = next((tenths for tenths in (1, 2, 5) if tenths * number >= 80), 10)
    for level in (figure.mean, *(figure.mean_interval or ())):
        if level is not None and not (lowest <= level <= highest and round(level * 10, 9) % tenths == 0):
            yield f"{level} is not coarse enough for a mean of {number}."
    mean = sum(value * count for value, count in values.items()) / 2 / number
    if figure.mean is not None and abs(figure.mean - min(max(mean, lowest), highest)) > tenths / 20 + 1e-9:
        yield "the mean is not the nearest step to that of what was counted."


def _is_nearly_all(most: int, number: int) -> bool:
    """Whether so many are nine in ten of those who remain when one of the others is left out."""
    return most / (number - 1) >= 0.9


def _quantiles(values: Mapping[int, int], number: int, parts: int) -> list[float]:
    """The lowest values, on 1–5, that a first, second, third … part of all do not exceed."""
    found: list[float] = []
    reached = 0
    for value in sorted(values):
        reached += values[value]
        while len(found) < parts - 1 and parts * reached >= (len(found) + 1) * number:
            found.append(value / 2)
    return found


def _of_steps(release: Release, steps: StepCounts, sensitive: Container[str]) -> Iterator[str]:
    for group, shown in release.steps.items():
        made: Counter[LevelStep] = Counter()
        for sector, in_sector in steps.items():
            if group.sector in ("", sector):
                made.update(in_sector)
        if group.size_class or group.is_assured or len(shown) > 5:
            yield f"steps of {_named(group)}: at most five, of all or of a sector."
        if list(shown) != sorted(shown, key=lambda step: (-made[step], step)):
            yield f"steps of {_named(group)}: not in the order of how frequent they are."
        for step in shown:
            both = sum(number for other, number in made.items() if other.criterion == step.criterion)
            is_hidden = step.before >= step.after or step.criterion in sensitive
            if is_hidden or made[step] < FEWEST or _is_nearly_all(made[step], both):
                yield f"steps of {_named(group)}: {step.criterion} from {step.before} to {step.after} may not be shown."


def smallest_set(cells: Mapping[Cell, Mapping[int, int]], groups: Mapping[Group, Figure]) -> int:
    """The fewest organisations, one or more, that follow from these groups by adding and subtracting; six if no fewer.

    The least sum of members over sets that are a sum of groups with any factors: an integer programme.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    filled = {cell: number for cell, values in cells.items() if (number := sum(values.values()))}
    weights = np.array(list(filled.values()), dtype=float)
    few = weights < FEWEST
    sums = np.array([[_is_in(cell, group) for group in groups] for cell in filled], dtype=float)
    if not few.any() or not groups:
        return FEWEST
    cells_and_factors = np.hstack([np.eye(len(filled)), -sums])
    factors = np.zeros(len(groups))
    found = milp(
        np.concatenate([weights, factors]),
        constraints=[
            LinearConstraint(cells_and_factors, 0, 0),
            LinearConstraint(np.concatenate([weights, factors]), 1, np.inf),
        ],
        integrality=np.concatenate([np.ones(len(filled)), factors]),
        bounds=Bounds(np.concatenate([0 * weights, factors - np.inf]), np.concatenate([few, factors + np.inf])),
    )
    return min(FEWEST, round(found.fun)) if found.success else FEWEST


def _counted(cells: Mapping[Cell, Mapping[int, int]], groups: Iterable[Group]) -> dict[Group, dict[int, int]]:
    """How many in each of these groups have each value."""
    counted: dict[Group, dict[int, int]] = {group: {} for group in groups}
    for cell, values in cells.items():
        for group in product(("", cell.sector), ("", cell.size_class), {False, cell.is_assured}):
            inside = counted.get(Group(*group), {})
            for value, number in values.items():
                inside[value] = inside.get(value, 0) + number
    return counted


def _is_in(cell: Cell, group: Group) -> bool:
    return (
        group.sector in ("", cell.sector)
        and group.size_class in ("", cell.size_class)
        and (cell.is_assured or not group.is_assured)
    )


def _named(group: Group) -> str:
    parts = (group.sector, group.size_class, "with evidence" if group.is_assured else "")
    return " ".join(part for part in parts if part) or "all"
