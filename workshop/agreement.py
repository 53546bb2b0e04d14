"""How far the votes of a whole workshop agree, beyond what chance would give: Gwet's AC2."""

import math
from collections.abc import Sequence

from model.votes import Agreement

LEVELS = 5
CONFIDENCE = 0.95


def agreement(questions: Sequence[Sequence[int]], levels: int = LEVELS) -> Agreement | None:
    """Gwet's AC2 with quadratic weights over the levels chosen per question, and its 95% interval.

    People may skip questions. None with fewer than two questions on which two people chose a level. Unlike kappa it
    does not fall to zero when nearly all choose the same. After Gwet, "Computing inter-rater reliability and its
    variance in the presence of high agreement", British Journal of Mathematical and Statistical Psychology 61 (2008),
    with weights and missing ratings as in his Handbook of Inter-Rater Reliability (4th edition, 2014).
    """
    rated = [[chosen.count(level) for level in range(1, levels + 1)] for chosen in questions if chosen]
    pairs = sum(sum(counts) >= 2 for counts in rated)
    if pairs < 2:
        return None
    weights = [[1 - (a - b) ** 2 / (levels - 1) ** 2 for b in range(levels)] for a in range(levels)]
    of_chance = math.fsum(map(math.fsum, weights)) / (levels * (levels - 1))
    number = len(rated)
    shares = [[count / sum(counts) for count in counts] for counts in rated]
    mean_shares = [math.fsum(column) / number for column in zip(*shares, strict=True)]
    observed = [_observed(counts, weights) for counts in rated]
    by_observation = math.fsum(part for part in observed if part is not None) / pairs
    by_chance = of_chance * math.fsum(share * (1 - share) for share in mean_shares)
    value = (by_observation - by_chance) / (1 - by_chance)

    # What each question adds, for the variance over questions.
    parts = []
    for part, share in zip(observed, shares, strict=True):
        own = 0.0 if part is None else number / pairs * (part - by_chance) / (1 - by_chance)
        chance = of_chance * math.fsum(mine * (1 - mean) for mine, mean in zip(share, mean_shares, strict=True))
        parts.append(own - 2 * (1 - value) * (chance - by_chance) / (1 - by_chance))
    variance = math.fsum((part - value) ** 2 for part in parts) / (number * (number - 1))
    margin = _student(number - 1) * math.sqrt(variance)
    # Of few votes the value itself may lie below -1.
    return Agreement(value, min(value, max(-1.0, value - margin)), min(1.0, value + margin), number)


def _observed(counts: Sequence[int], weights: Sequence[Sequence[float]]) -> float | None:
    """How far the pairs of people on one question agree; None with one person."""
    total = sum(counts)
    if total < 2:
        return None
    near = [math.fsum(weight * count for weight, count in zip(row, counts, strict=True)) for row in weights]
    agreeing = math.fsum(count * (alike - 1) for count, alike in zip(counts, near, strict=True))
    return agreeing / (total * (total - 1))


def _student(degrees: int) -> float:
    """How many standard errors an interval of this confidence reaches to either side."""
    from scipy.special import stdtrit  # here, for a quick start: only a report asks for it

    return float(stdtrit(degrees, 1 - (1 - CONFIDENCE) / 2))
