"""What may be shown of one item in one group, by how many others there are: closed by default.

The floor counts the others, so that who is in the group itself learns no more than who is not. Five others: a band;
eleven: quartiles; twenty-nine: deciles and a mean. No minimum, maximum, single value or distribution, ever.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from benchmark.intervals import Interval, median_rank, of_mean
from model.releases import Figure

OTHERS_FOR_BAND = 5
OTHERS_FOR_QUARTILES = 11
OTHERS_FOR_DECILES = 29
FLOOR = OTHERS_FOR_BAND + 1
# Below this an outsider could know that one organisation left and all others stayed as they were. A figure that then
# moves must not tell its level, so the ends are only shown as "2 or lower" and "4 or higher" (bottom and top coding:
# Hundepool et al., Statistical Disclosure Control, 2012, section 3).
CROWD = 100
LOWEST_SHOWN, HIGHEST_SHOWN = 2.0, 4.0
STEPS_OF_MEAN = (0.1, 0.2, 0.5, 1.0)
RANGE = 4  # from level 1 to level 5
THREE = 6  # in half points


def figure(counts: Mapping[int, int]) -> Figure | None:
    """What may be shown of values in half points that were counted; None when that is nothing.

    Quantiles are values themselves: the inverse of the distribution, type 1 of Hyndman and Fan, "Sample quantiles in
    statistical packages", The American Statistician 50 (1996).
    """
    number = sum(counts.values())
    if number - 1 < OTHERS_FOR_BAND:
        return None
    values = sorted(value for value, count in counts.items() if count)
    reached = list(accumulate(counts[value] for value in values))

    def quantiles(parts: int) -> tuple[float, ...]:
        return tuple(values[bisect_left(reached, rank)] / 2 for rank in ranks(number, parts))

    (middle,) = quantiles(2)
    more_above = sum(counts[value] * ((value > 2 * middle) - (value < 2 * middle)) for value in values) > 0
    shown = Figure(number, band(middle, more_above=more_above))
    if number - 1 < OTHERS_FOR_QUARTILES:
        return shown
    if is_homogeneous(counts):
        return Figure(number, wide_band(middle, more_above=more_above))
    first, second, third = (_within_ends(level, number) for level in quantiles(4))
    if number - 1 < OTHERS_FOR_DECILES:
        interval = around_median(number, (first, second, third))
        return Figure(number, shown.band, (first, second, third), interval)
    deciles = tuple(_within_ends(level, number) for level in quantiles(10))
    mean, mean_interval = _mean(counts, number)
    interval = around_median(number, deciles)
    return Figure(number, shown.band, (first, second, third), interval, deciles, mean, mean_interval)


@lru_cache(maxsize=10_000)
def ranks(number: int, parts: int) -> tuple[int, ...]:
    """The ranks, counted from 1, of the quantiles that cut so many values into parts."""
    return tuple(-(-number * part // parts) for part in range(1, parts))


def is_homogeneous(counts: Mapping[int, int]) -> bool:
    """Whether nine in ten of the others have the same value, for who has another one."""
    return 10 * max(counts.values()) >= 9 * (sum(counts.values()) - 1)


def band(middle: float, *, more_above: bool) -> tuple[float, float]:
    """The band of one level that a median lies in; a whole level 3 lies in the one with most of the others.

    Level 2 is always shown with 1, and level 4 with 5: a band that moves between editions never tells a 1 or a 5.
    """
    if middle == 3:
        return (3.0, 4.0) if more_above else (2.0, 3.0)
    low = math.ceil(middle) - 1 if middle < 3 else math.floor(middle)
    return float(min(max(low, 1), 4)), float(min(max(low, 1), 4) + 1)


def wide_band(middle: float, *, more_above: bool) -> tuple[float, float]:
    """The half of the scale that a median lies in, for a homogeneous group: it leaves open which of three levels.

    That such a group has no quartiles tells that it is one, so that a band of one level would tell all. A group too
    small for quartiles tells no such thing, and keeps its band.
    """
    is_high = more_above if middle == 3 else middle > 3
    return (3.0, 5.0) if is_high else (1.0, 3.0)


def around_median(number: int, quantiles: Sequence[float]) -> tuple[float, float] | None:
    """The nearest of the quantiles themselves between which the median of all such organisations lies, with 95 %.

    Outwards to what is shown already, it tells nothing more; None when they do not reach so far.
    """
    rank = median_rank(number)
    if rank is None:
        return None
    by_rank = list(zip(ranks(number, len(quantiles) + 1), quantiles, strict=True))
    below = [level for own, level in by_rank if own <= rank]
    above = [level for own, level in by_rank if own >= number + 1 - rank]
    return (below[-1], above[0]) if below and above else None


def step_of_mean(number: int) -> float:
    """To what a mean of so many is rounded: at least twice what one member can move it."""
    return next(step for step in STEPS_OF_MEAN if step * number >= 2 * RANGE)


def _mean(counts: Mapping[int, int], number: int) -> tuple[float, tuple[float, float]]:
    """The mean, and its interval outwards, in steps that hide each member."""
    steps = 2 * step_of_mean(number)  # in half points
    mean = sum(value * count for value, count in counts.items()) / number
    around = of_mean(counts) or Interval(mean, mean)

    def level(steps_up: int) -> float:
        return _within_ends(round(steps_up * steps / 2, 1), number)

    interval = level(math.floor(around.low / steps)), level(math.ceil(around.high / steps))
    return level(math.floor(mean / steps + 0.5)), interval


def _within_ends(level: float, number: int) -> float:
    return level if number >= CROWD else min(max(level, LOWEST_SHOWN), HIGHEST_SHOWN)
