"""Why a reported score is not what it was: another questionnaire, other levels, other questions; adding up exactly."""

from fractions import Fraction

from model.milestones import Result
from model.trends import Effects, Mean


def effects(
    before: tuple[Result, Result], after: tuple[Result, Result], alike: tuple[Mean | None, Mean | None]
) -> Effects | None:
    """The parts of the difference between two results, each given as reported and under today's version (design 5.6).

    `alike` holds the means of both on the questions that they have in common, None without any. The part of the
    questionnaire is what it did to the earlier answers; where the later result is not of today's version either,
    today's is the measure of both: from the first to today's, and back to the second. It is nothing when one version
    and engine made both. None when one of the scores is missing.
    """
    reported_before, anew_before = map(_exact, before)
    reported_after, anew_after = map(_exact, after)
    if reported_before is None or anew_before is None or reported_after is None or anew_after is None:
        return None
    version = Fraction(0)
    if _made_by(before[0]) != _made_by(after[0]):
        version = (anew_before - reported_before) + (reported_after - anew_after)
    was, is_ = alike
    moved, shared = (is_.exact - was.exact, is_.count) if was and is_ else (Fraction(0), 0)
    other = reported_after - reported_before - version - moved
    return Effects(reported_before, version, moved, other, reported_after, shared)


def _made_by(result: Result) -> tuple[str, str]:
    return result.version, result.engine


def _exact(result: Result) -> Fraction | None:
    """The score as the fraction that it is: a sum of levels over their number."""
    overall = result.overall
    if overall is None or overall.score is None:
        return None
    return Fraction(round(overall.score * overall.answered), overall.answered)
