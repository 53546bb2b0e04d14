"""A plan to a roadmap: in which quarters each action runs, given the days there are in a quarter."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from model.assessment import PlanEntry
from planning.quarters import later, quarter_of

WEEKS_A_QUARTER = 13
HORIZON = 100  # quarters; whatever finds no room in 25 years lands in the last one, so that a roadmap always ends


def schedule(entries: Iterable[PlanEntry], on: date, days_a_quarter: int) -> tuple[PlanEntry, ...]:
    """The entries with `start` and `end` filled in, in the same order.

    A start that the user set is kept, also where it comes too early or overfills the quarter; those days are taken
    first. Any other action gets the first quarter, from this one on, after what it needs has ended and in which days
    are left; one that takes more days than that quarter has left goes on in the next. An action lasts at least its
    lead time. Work that is done takes no days, and nothing waits for it.
    """
    plan = list(entries)
    calendar = _Calendar(days_a_quarter, later(quarter_of(on), HORIZON))
    ends: dict[str, str] = {}
    scheduled: dict[str, PlanEntry] = {}
    for entry in [entry for entry in plan if entry.start] + [entry for entry in plan if not entry.start]:
        days = 0 if entry.status == "done" else entry.effort_days
        if entry.start:
            begin, last_day = entry.start, calendar.spend(days, entry.start, overfill=True)
        else:
            begin = calendar.first_free(days, _after_needs(entry, ends, quarter_of(on)))
            last_day = calendar.spend(days, begin)
        end = max(last_day, later(begin, max(0, math.ceil(entry.lead_weeks / WEEKS_A_QUARTER) - 1)))
        if entry.status != "done":
            ends[entry.id] = end
        scheduled[entry.id] = replace(entry, start=begin, end=end)
    return tuple(scheduled[entry.id] for entry in plan)


def starts_too_early(entry: PlanEntry, entries: Iterable[PlanEntry]) -> bool:
    """Whether the user's start comes before an action has ended that this one needs first."""
    ends = {other.id: other.end for other in entries if other.status != "done"}
    return any(entry.start < later(ends[before], 1) for before in _needed_ids(entry) if before in ends)


def _after_needs(entry: PlanEntry, ends: dict[str, str], earliest: str) -> str:
    return max([earliest, *(later(ends[before], 1) for before in _needed_ids(entry) if before in ends)])


def _needed_ids(entry: PlanEntry) -> list[str]:
    below = [f"{entry.criterion}-{entry.reaches - 1}"] if entry.reaches else []
    return below + [f"{need.criterion}-{need.level}" for need in entry.needs]


class _Calendar:
    """How many days of each quarter are taken; the last quarter has room for everything."""

    def __init__(self, days_a_quarter: int, last: str) -> None:
        self.days_a_quarter = days_a_quarter
        self.last = last
        self.used: dict[str, int] = defaultdict(int)

    def first_free(self, days: int, begin: str) -> str:
        """The first quarter, from this one on, in which a day is left; work without days needs none."""
        while days and begin < self.last and self.used[begin] >= self.days_a_quarter:
            begin = later(begin, 1)
        return begin

    def spend(self, days: int, begin: str, *, overfill: bool = False) -> str:
        """Takes the days from this quarter on, and returns the last quarter in which one was taken."""
        quarter = begin
        while True:
            free = self.days_a_quarter if overfill else max(0, self.days_a_quarter - self.used[quarter])
            taken = days if quarter >= self.last else min(days, free)
            self.used[quarter] += taken
            days -= taken
            if days == 0:
                return quarter
            quarter = later(quarter, 1)
