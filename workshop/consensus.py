"""How far votes on an ordered scale agree: median, middle half, consensus index, and one vote that stands apart."""

import math
from collections.abc import Sequence
from statistics import median, quantiles

# From what rise of the index without one vote, and from what distance to the median, that vote is called an outlier.
JUMP, APART = 0.15, 2


def consensus(counts: Sequence[int]) -> float:
    """The consensus index: 1 when all chose one level, 0 when half stand at either end; votes per level, in order.

    After Tastle and Wierman, "Consensus and dissention: a measure of ordinal dispersion", International Journal of
    Approximate Reasoning 45 (2007): 1 + Σ p log₂(1 − |x − mean| ÷ width of the scale).

    :raises ValueError: nobody voted, or the scale has one level.

    >>> round(consensus([0, 4, 4, 0, 0]), 2)
    0.81
    """
    total, width = sum(counts), len(counts) - 1
    if total == 0 or width < 1:
        raise ValueError("an index needs a vote and two levels")
    mean = sum(place * count for place, count in enumerate(counts)) / total
    # An empty level may lie a whole width from the mean, where the logarithm has no value.
    return 1 + math.fsum(
        count / total * math.log2(1 - abs(place - mean) / width) for place, count in enumerate(counts) if count
    )


def middle(counts: Sequence[int]) -> float:
    """The median level, from 1; halfway between two levels when the votes part there.

    :raises ValueError: nobody voted.
    """
    return median(_levels(counts))


def middle_half(counts: Sequence[int]) -> tuple[float, float]:
    """Between which levels the middle half of the votes lies: the quartiles, with the votes themselves included.

    :raises ValueError: nobody voted.
    """
    levels = _levels(counts)
    if len(levels) == 1:
        return float(levels[0]), float(levels[0])
    low, _, high = quantiles(levels, n=4, method="inclusive")
    return low, high


def outlier(counts: Sequence[int]) -> int | None:
    """The level, from 1, of the one vote without which the others agree much better (leave one out), or None.

    Of two such votes neither is named: then no single one stands apart.
    """
    if sum(counts) < 3:
        return None
    before, centre = consensus(counts), middle(counts)
    apart = [
        level
        for level, count in enumerate(counts, start=1)
        if count == 1 and abs(level - centre) >= APART and consensus(_without(counts, level)) - before >= JUMP
    ]
    return apart[0] if len(apart) == 1 else None


def _levels(counts: Sequence[int]) -> list[int]:
    levels = [level for level, count in enumerate(counts, start=1) for _ in range(count)]
    if not levels:
        raise ValueError("there are no votes")
    return levels


def _without(counts: Sequence[int], level: int) -> list[int]:
    return [count - (place == level) for place, count in enumerate(counts, start=1)]
