"""A release of the benchmark: what one edition may show of a group of organisations, once and for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from model.contributions import Item, LevelStep


@dataclass(frozen=True, order=True)
class Group:
    """Who a figure is about: all, or those of a sector, of a size class, or both; or only those with evidence."""

    sector: str = ""
    size_class: str = ""
    is_assured: bool = False


@dataclass(frozen=True)
class Figure:
    """What may be shown of one item in one group of `number` organisations, on 1–5; what may not is None.

    `band` is where the middle lies: one level wide, or two in a group of twelve and more that is nearly all the same.
    In `interval` the median of all such organisations lies with 95 % confidence, by order statistics; in
    `mean_interval` their mean, by Student's t. Of fewer than a hundred organisations all but the bands is cut off at
    the ends: 2 is "2 or lower" and 4 is "4 or higher".
    """

    number: int
    band: tuple[float, float]
    quartiles: tuple[float, float, float] | None = None
    interval: tuple[float, float] | None = None
    deciles: tuple[float, ...] | None = None
    mean: float | None = None
    mean_interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Release:
    """One edition, frozen. `rules` is the version of the disclosure rules that it was made by.

    Items and groups about which nothing may be shown are absent. `steps` are the most frequent since the edition
    before, per group, the most frequent first, without their numbers.
    """

    association: str
    edition: str
    closed_on: date
    questionnaire: str
    version: str
    digest: str
    rules: str
    fictional: bool
    figures: Mapping[Item, Mapping[Group, Figure]]
    steps: Mapping[Group, tuple[LevelStep, ...]]


PlaceName: TypeAlias = Literal[
    "too_few", "below_band", "in_band", "above_band", "lowest_quarter", "between", "highest_quarter", "open_end"
]


@dataclass(frozen=True)
class Place:
    """Where one organisation stands in a figure, read from the figure alone.

    `open_end`: at an end of the scale, which the figure does not tell apart. With deciles also `rank`: between which
    percentages of the group stand lower; and `interval`: the same for all such organisations, with 95 % confidence.
    """

    name: PlaceName
    rank: tuple[int, int] | None = None
    interval: tuple[float, float] | None = None
