"""What people choose in a workshop before anybody sees what others chose, and what a closed round shows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Vote:
    """One participant's choice on one question in one round; `level` None is "I don't know".

    `participant` is an id that means nothing outside the workshop; `name` is empty where people vote anonymously.
    """

    participant: str
    role: str
    level: int | None
    ambition: int | None = None
    reason: str = ""
    name: str = ""


@dataclass(frozen=True)
class Dots:
    """How many chose each level, lowest first, and how many did not know; of a role, of the pool, or of all."""

    levels: tuple[int, ...]
    unknown: int

    @property
    def people(self) -> int:
        """How many voted."""
        return sum(self.levels) + self.unknown


@dataclass(frozen=True)
class Reason:
    """Why someone chose what they chose; level (None: did not know), role and name only where they may be shown."""

    text: str
    level: int | Literal["hidden"] | None
    role: str = ""
    name: str = ""


@dataclass(frozen=True)
class Difference:
    """The two roles whose medians lie furthest apart, and those medians, 1–5."""

    lower: str
    higher: str
    low: float
    high: float


@dataclass(frozen=True)
class Revealed:
    """Everything that a closed round shows. Without any level the figures are None; `roles` may be empty.

    `names` holds who chose each level (None: did not know), only where people vote by name. `ambition` is the median
    of where people want to be, 1–5, and `ambitions` how many said so.
    """

    total: Dots
    roles: Mapping[str, Dots]
    reasons: tuple[Reason, ...]
    names: tuple[tuple[int | None, tuple[str, ...]], ...]
    median: float | None
    middle_half: tuple[float, float] | None
    consensus: float | None
    outlier: int | None
    difference: Difference | None = None
    ambition: float | None = None
    ambitions: int = 0


@dataclass(frozen=True)
class Agreement:
    """Gwet's AC2 over the questions of a workshop with its 95% interval, at most 1, and on how many it rests."""

    value: float
    low: float
    high: float
    questions: int
