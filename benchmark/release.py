"""A release of the benchmark out of counts: every figure that may be shown, and nothing else."""

from collections import Counter
from collections.abc import Container, Mapping
from datetime import date

from benchmark.disclosure import groups_of, publishable
from benchmark.figures import FLOOR, figure, is_homogeneous
from model.contributions import Cell, Counts, LevelStep, StepCounts
from model.releases import Figure, Group, Release

RULES = "1"  # goes up when the same counts can give another release
MOST_STEPS = 5


def make_release(
    *,
    association: str,
    edition: str,
    closed_on: date,
    questionnaire: str,
    version: str,
    digest: str,
    fictional: bool,
    counts: Counts,
    steps: StepCounts,
    sensitive: Container[str],
) -> Release:
    """The release of an edition; nothing about a sensitive criterion is in it, whatever was counted."""
    shown = {item: figures(cells) for item, cells in sorted(counts.items()) if item.of not in sensitive}
    return Release(
        association=association,
        edition=edition,
        closed_on=closed_on,
        questionnaire=questionnaire,
        version=version,
        digest=digest,
        rules=RULES,
        fictional=fictional,
        figures={item: of_groups for item, of_groups in shown.items() if of_groups},
        steps=frequent_steps(steps, sensitive),
    )


def figures(cells: Mapping[Cell, Mapping[int, int]]) -> dict[Group, Figure]:
    """What may be shown of one item, by group; groups of which that is nothing are absent."""
    groups = publishable({cell: sum(values.values()) for cell, values in cells.items()})
    counted: dict[Group, dict[int, int]] = {group: {} for group in groups}
    for cell, values in cells.items():
        for group in groups_of(cell):
            inside = counted.get(group, {})
            for value, number in values.items():
                inside[value] = inside.get(value, 0) + number
    return {group: found for group, values in sorted(counted.items()) if (found := figure(values)) is not None}


def frequent_steps(steps: StepCounts, sensitive: Container[str]) -> dict[Group, tuple[LevelStep, ...]]:
    """The steps up that most organisations made, of all and by sector, the most frequent first, without numbers.

    At least six made each, and not nearly all who answered that question twice: that would tell it of each of them.
    """
    of_all: Counter[LevelStep] = Counter()
    for in_sector in steps.values():
        of_all.update(in_sector)
    groups = {Group(): of_all, **{Group(sector): in_sector for sector, in_sector in sorted(steps.items())}}
    frequent = {group: _frequent(made, sensitive) for group, made in groups.items()}
    return {group: found for group, found in frequent.items() if found}


def _frequent(made: Mapping[LevelStep, int], sensitive: Container[str]) -> tuple[LevelStep, ...]:
    answered: Counter[str] = Counter()
    for step, number in made.items():
        answered[step.criterion] += number
    shown = (
        step
        for step, number in made.items()
        if number >= FLOOR
        and step.after > step.before
        and step.criterion not in sensitive
        and not is_homogeneous({1: number, 0: answered[step.criterion] - number})
    )
    return tuple(sorted(shown, key=lambda step: (-made[step], step))[:MOST_STEPS])
