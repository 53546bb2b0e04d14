"""A plan to a roadmap: in which quarters each action runs, given the days there are in a quarter."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from model.assessment import PlanEntry
from planning.quarters import later, quarter_of

WEEKS_A_QUARTER = 13


def schedule(entries: Iterable[PlanEntry], on: date, days_a_quarter: int) -> tuple[PlanEntry, ...]:
    """The entries with `start` and `end` filled in, in the same order.

    A start that the user set is kept, also where it comes too early or overfills the quarter; those days are taken
    first. Any other action gets the first quarter, from this one on, after what it needs has ended and in which days
    are left; one that takes more days than that quarter has left goes on in the next. An action lasts at least its
    lead time. Work that is done takes no days.
    """
    plan = list(entries)
    used: dict[str, int] = defaultdict(int)
    ends: dict[str, str] = {}
    scheduled: dict[str, PlanEntry] = {}
    for entry in [entry for entry in plan if entry.start] + [entry for entry in plan if not entry.start]:
        days = 0 if entry.status == "done" else entry.effort_days
        if entry.start:
            begin, last_day = entry.start, _spend(days, entry.start, used, days_a_quarter, overfill=True)
        else:
            begin = _first_free(_after_needs(entry, ends, quarter_of(on)), used, days_a_quarter)
            last_day = _spend(days, begin, used, days_a_quarter)
        end = max(last_day, later(begin, max(0, math.ceil(entry.lead_weeks / WEEKS_A_QUARTER) - 1)))
        ends[entry.id] = end
        scheduled[entry.id] = replace(entry, start=begin, end=end)
    return tuple(scheduled[entry.id] for entry in plan)


def starts_too_early(entry: PlanEntry, entries: Iterable[PlanEntry]) -> bool:
    """Whether the user's start comes before an action has ended that this one needs first."""
    ends = {other.id: other.end for other in entries}
    return any(entry.start < later(ends[before], 1) for before in _needed_ids(entry) if ends.get(before))


def _after_needs(entry: PlanEntry, ends: dict[str, str], earliest: str) -> str:
    return max([earliest, *(later(ends[before], 1) for before in _needed_ids(entry) if before in ends)])


def _needed_ids(entry: PlanEntry) -> list[str]:
    below = [f"{entry.criterion}-{entry.reaches - 1}"] if entry.reaches else []
    return below + [f"{need.criterion}-{need.level}" for need in entry.needs]


def _first_free(begin: str, used: dict[str, int], days_a_quarter: int) -> str:
    while used[begin] >= days_a_quarter:
        begin = later(begin, 1)
    return begin


def _spend(days: int, begin: str, used: dict[str, int], days_a_quarter: int, *, overfill: bool = False) -> str:
    """Takes the days from this quarter on, and returns the last quarter in which one was taken."""
    quarter = begin
    while True:
        free = days_a_quarter if overfill else max(0, days_a_quarter - used[quarter])
        taken = min(days, free)
        used[quarter] += taken
        days -= taken
        if days == 0:
            return quarter
        quarter = later(quarter, 1)
