"""What to discuss first: where people differ, where it matters most for the customer, and where the law asks it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.answers import UNANSWERED, Answer

# How much heavier a question weighs on which a duty rests that binds the organisation.
LAW = 2
# What a question takes: a vote, a talk about the differences, an agreement.
MINUTES_A_QUESTION = 15


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


def impact(steps: Sequence[int]) -> int:
    """What a question matters to the customer, 1–3: the mean effect of the steps to its levels, rounded.

    Not the greatest: nearly every question has one step with the greatest effect, so that would tell nothing.

    >>> impact([1, 3, 3, 3]), impact([1, 3, 2, 2])
    (3, 2)
    """
    return (2 * sum(steps) + len(steps)) // (2 * len(steps))


def gaps_first(topics: Iterable[Topic], answers: Mapping[str, Answer]) -> tuple[Topic, ...]:
    """The topics that fall short of their target, largest gap first, and then those without a level; in their order."""
    given = [(topic, answers.get(topic.criterion, UNANSWERED)) for topic in topics]
    gaps = [(answer.target - answer.level, topic) for topic, answer in given if answer.target and answer.level]
    largest_first = sorted((gap for gap in gaps if gap[0] > 0), key=lambda gap: -gap[0])
    without = (topic for topic, answer in given if answer.level is None and answer.not_applicable is None)
    return (*(topic for _, topic in largest_first), *without)


def that_fit(items: Sequence[str], minutes: int) -> list[str]:
    """The first of these questions, as many as there is time for; at least one."""
    return list(items[: max(1, minutes // MINUTES_A_QUESTION)])


def minutes_each(minutes: int, questions: int) -> int | None:
    """Whole minutes for every question; None without questions."""
    return minutes // questions if questions else None


def move(items: Sequence[str], item: str, to: int) -> list[str]:
    """The same items, with this one put at that place; counted from 0.

    >>> move(["a", "b", "c"], "a", 2)
    ['b', 'c', 'a']
    """
    others = [other for other in items if other != item]
    return [*others[:to], item, *others[to:]]
