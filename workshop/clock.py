"""How a workshop stands in its time: on this question, of the whole, and for each question that still waits."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from model.workshops import Workshop

# What happened longer ago is of another sitting: votes given the evening before, or the first of two meetings.
SITTING = timedelta(hours=12)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Clock:
    """Whole minutes: `at_question` gone by (None: nothing is on the table), `left` of the whole, below 0 when past it.

    `waiting` is how many questions the group did not agree on or skip yet.
    """

    at_question: int | None
    left: int
    waiting: int

    @property
    def each(self) -> int | None:
        """Minutes for every question that waits; None when none does."""
        return max(self.left, 0) // self.waiting if self.waiting else None

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0


def clock(workshop: Workshop, on: datetime) -> Clock:
    """How the workshop stands in its time at this moment."""
    left = workshop.setup.minutes - (on - _began(workshop, on)) / MINUTE
    at_question = max(0, (on - workshop.put_at) // MINUTE) if workshop.put_at else None
    return Clock(at_question, math.ceil(left), len(workshop.waiting))


def _began(workshop: Workshop, on: datetime) -> datetime:
    """When this sitting began: the first thing in it, where opening for votes beforehand does not count."""
    shown = [one.shown_at for question in workshop.questions for one in question.rounds]
    opened = None if workshop.setup.beforehand else workshop.opened_at
    moments = [moment for moment in (opened, workshop.put_at, *shown) if moment]
    return min((moment for moment in moments if on - SITTING < moment < on), default=on)
