"""What to discuss first: where people differ, where it matters most for the customer, and where the law asks it."""

from collections.abc import Iterable
from dataclasses import dataclass

# How much heavier a question weighs on which a duty rests that binds the organisation.
LAW = 2


@dataclass(frozen=True)
class Topic:
    """A question and what decides its place: consensus 0–1 (None: no votes yet), impact 1–3, duties resting on it."""

    criterion: str
    consensus: float | None
    impact: int
    duties: int

    @property
    def weight(self) -> float:
        """Low consensus × impact × legal relevance; without votes everything else decides."""
        differ = 1.0 if self.consensus is None else 1 - self.consensus
        return differ * self.impact * (LAW if self.duties else 1)


def agenda(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics, heaviest first; of equal ones in the order they came."""
    return tuple(sorted(topics, key=lambda topic: -topic.weight))
