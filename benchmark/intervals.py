"""How sure a figure about a group is: intervals that also hold for small groups."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """From where to where, with at least the confidence that was asked for."""

    low: float
    high: float


def of_share(number: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Where the share lies of which this many out of so many were seen, 0–1.

    After Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927); Newcombe, Statistics in Medicine 17 (1998), recommends it for small numbers.

    :raises ValueError: nobody was seen, or more than there are.
    """
    if not 0 <= number <= of or of == 0:
        raise ValueError("a share is of one or more")
    z = _normal(confidence)
    share, square = number / of, z * z / of
    middle = share + square / 2
    margin = z * math.sqrt(share * (1 - share) / of + square / (4 * of))
    return Interval(max(0.0, (middle - margin) / (1 + square)), min(1.0, (middle + margin) / (1 + square)))


@lru_cache(maxsize=10_000)  # a release asks for the same few numbers again and again
def median_rank(number: int, confidence: float = CONFIDENCE) -> int | None:
    """The median of all lies between the values of this rank from below and from above; None with too few to say so.

    Each value lies above the median with probability one half, whatever the distribution; ties only make it surer.
    After David and Nagaraja, Order Statistics (3rd edition, 2003), section 7.1.
    """
    from scipy.special import bdtr  # here, for a quick start: only a benchmark asks for it

    tail = (1 - confidence) / 2
    return bisect_right(range(number // 2), tail, key=lambda below: float(bdtr(below, number, 0.5))) or None


def of_mean(counts: Mapping[int, int], confidence: float = CONFIDENCE) -> Interval | None:
    """Where the mean lies of values that were counted, by Student's t; None with fewer than two.

    After "Student", "The probable error of a mean", Biometrika 6 (1908).
    """
    from scipy.special import stdtrit

    number = sum(counts.values())
    if number < 2:
        return None
    total = sum(value * count for value, count in counts.items())
    squares = sum(value * value * count for value, count in counts.items())
    # Of whole numbers: so many times the sum of squares about the mean, exactly.
    deviation = math.sqrt((number * squares - total * total) / number / (number - 1))
    margin = float(stdtrit(number - 1, 1 - (1 - confidence) / 2)) * deviation / math.sqrt(number)
    return Interval(total / number - margin, total / number + margin)


def _normal(confidence: float) -> float:
    """How many standard deviations of a normal distribution hold this confidence, to either side."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)
