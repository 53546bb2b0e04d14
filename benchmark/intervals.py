"""How sure a figure about a group is: intervals that also hold for small groups."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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


def of_median(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Where the median lies, between two of the values themselves; None with too few values to say so.

    Each value lies above the median with probability one half, whatever the distribution; ties only make it surer.
    After David and Nagaraja, Order Statistics (3rd edition, 2003), section 7.1.
    """
    ordered, number = sorted(values), len(values)
    for rank in range(number // 2, 0, -1):
        below = math.fsum(math.comb(number, k) for k in range(rank)) / 2**number
        if 1 - 2 * below >= confidence:
            return Interval(ordered[rank - 1], ordered[number - rank])
    return None


def of_mean(values: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """Where the mean lies, by Student's t; None with fewer than two values.

    After "Student", "The probable error of a mean", Biometrika 6 (1908).
    """
    from scipy.special import stdtrit  # here, for a quick start: only a benchmark asks for it

    number = len(values)
    if number < 2:
        return None
    mean = math.fsum(values) / number
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (number - 1))
    margin = float(stdtrit(number - 1, 1 - (1 - confidence) / 2)) * deviation / math.sqrt(number)
    return Interval(mean - margin, mean + margin)


def _normal(confidence: float) -> float:
    """How many standard deviations of a normal distribution hold this confidence, to either side."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)
