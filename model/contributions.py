"""Editions of the benchmark, what an organisation sends to one, and how contributions are counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from model.answers import Scope

# What a figure can be about: a criterion's level or target, or the score of a theme (or "overall") in one scope.
ItemKind: TypeAlias = Literal["level", "target", "score"]


@dataclass(frozen=True, order=True)
class Item:
    """What is counted; a score is only comparable within its scope, a level in all."""

    kind: ItemKind
    of: str
    scope: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.scope}:{self.of}" if self.scope else f"{self.kind}:{self.of}"

    @classmethod
    def parse(cls, text: str) -> "Item":
        """The item that is written like this.

        >>> Item.parse("score:core:s1")
        Item(kind='score', of='s1', scope='core')
        """
        kind, *scope, of = text.split(":")
        return cls(kind, of, *scope)  # type: ignore[arg-type]  # written by str()


@dataclass(frozen=True)
class Edition:
    """An edition, with the name of its association; open while `closed_at` is None, and closed it has a release.

    `fictional` it is when all who contributed are examples. While it is open, `at_least` is what its association knows
    of how many contributed: 0 while they are fewer than six, and rounded down to tens from ten.
    """

    id: int
    association_id: str
    association: str
    name: str
    questionnaire: str
    version: str
    digest: str
    opened_at: datetime
    closed_at: datetime | None
    sha256: str | None
    fictional: bool = False
    at_least: int | None = None


@dataclass(frozen=True)
class Contribution:
    """All that is sent, and nothing else: no name, note, reason or evidence.

    `levels` and `targets` by criterion; `scores` by theme and for "overall", in half points (2 is 1.0, 10 is 5.0),
    cut down. `assurance_share` is the share of levels with evidence.
    """

    sector: str
    size_class: str
    scope: Scope
    version: str
    digest: str
    levels: Mapping[str, int]
    targets: Mapping[str, int]
    scores: Mapping[str, int]
    assurance_share: float

    @property
    def is_assured(self) -> bool:
        """Whether at least half of the levels have evidence."""
        return self.assurance_share >= 0.5

    def values(self) -> dict[Item, int]:
        """Everything that is counted, in half points."""
        return {
            **{Item("level", id_): level * 2 for id_, level in self.levels.items()},
            **{Item("target", id_): level * 2 for id_, level in self.targets.items()},
            **{Item("score", id_, self.scope): score for id_, score in self.scores.items()},
        }


@dataclass(frozen=True, order=True)
class Cell:
    """The smallest group that contributions are counted in; which members it has is told to nobody."""

    sector: str
    size_class: str
    is_assured: bool


# Per item and cell: how many contributions have each value, in half points.
Counts: TypeAlias = Mapping[Item, Mapping[Cell, Mapping[int, int]]]


@dataclass(frozen=True, order=True)
class LevelStep:
    """A criterion that went from one level to another between two editions, or stayed where it was."""

    criterion: str
    before: int
    after: int


# Per sector: how many organisations made each step since the edition before. Those who stayed or fell count too: they
# tell how many answered a question both times.
StepCounts: TypeAlias = Mapping[str, Mapping[LevelStep, int]]

SignalName: TypeAlias = Literal[
    "not_applicable", "same_level", "longest_run", "contradictions", "evidence", "jump"
]  # fmt: skip


@dataclass(frozen=True)
class Signal:
    """One number about the answers themselves, shown to the member before it contributes, and what is usual.

    Shares are 0–1. It judges nobody: an answer can be unusual and right.
    """

    name: SignalName
    value: float
    usual: tuple[float, float]

    @property
    def is_usual(self) -> bool:
        """Whether it lies within what is usual."""
        return self.usual[0] <= self.value <= self.usual[1]
