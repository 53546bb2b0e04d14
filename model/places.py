"""Where one organisation stands among others, and what its answers look like before it contributes them.

Stands in for the part that is made beside this one.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

# Among others, as far as the release shows them: without quartiles only above, in or below the band.
Standing: TypeAlias = Literal[
    "lower than most", "lower", "in the middle", "higher", "higher than most", "below", "in", "above", "hidden"
]


@dataclass(frozen=True)
class Place:
    """Where one stands in a group; `share` is from–to what part stands lower, where deciles are shown."""

    standing: Standing
    share: tuple[float, float] | None = None


@dataclass(frozen=True)
class Signals:
    """What to look at again before contributing. Shares are 0–1; `jump` is in points since the assessment before."""

    not_applicable: float
    same_level: float
    contradictions: int
    evidence: float
    jump: float | None = None
