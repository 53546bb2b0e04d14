"""What a report points at: standing and ambition per group, strongest and weakest, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from model.answers import UNANSWERED
from model.assessment import Assessment, Score
from model.questionnaire import Questionnaire

ENOUGH_THEMES = 6
State: TypeAlias = Literal["level", "unknown", "not_applicable", "not_asked", "unanswered", "outside"]


@dataclass(frozen=True)
class Standing:
    """How a theme or category stands; `ambition` is the mean of the higher of level and target, where there is one."""

    title: str
    score: Score
    ambition: float | None


@dataclass(frozen=True)
class Extremes:
    """At most three strongest and three weakest, as title and score; nothing is both, nothing ties across."""

    kind: Literal["themes", "criteria"]
    strongest: tuple[tuple[str, float], ...]
    weakest: tuple[tuple[str, float], ...]


def state(assessment: Assessment, questionnaire: Questionnaire, id_: str) -> State:
    """What can be said of this criterion: a level, or why there is none, or that it does not count."""
    answer = assessment.answers.answers.get(id_, UNANSWERED)
    if id_ not in questionnaire.scopes[assessment.answers.scope]:
        return "outside"
    if answer.not_applicable is not None:
        return "not_applicable"
    if id_ not in assessment.maturity.applicable:
        return "not_asked"
    if answer.level is not None:
        return "level"
    return "unknown" if answer.unknown else "unanswered"


def theme_standings(assessment: Assessment, questionnaire: Questionnaire) -> list[Standing]:
    """The themes that have a score, in the questionnaire's order."""
    titles = {theme.id: theme.title for theme in questionnaire.themes}
    return _standings(assessment, assessment.maturity.themes, titles)


def category_standings(assessment: Assessment, questionnaire: Questionnaire) -> list[Standing]:
    """The categories that have a score, in the questionnaire's order."""
    titles = {str(id_): title for id_, title in questionnaire.categories.items()}
    return _standings(assessment, assessment.maturity.categories, titles)


def overall_ambition(assessment: Assessment) -> float | None:
    """The mean ambition of all criteria that have a level; None without any."""
    return assessment.maturity.ambition.get("overall")


def _standings(assessment: Assessment, scores: Mapping[str, Score], titles: Mapping[str, str]) -> list[Standing]:
    ambition = assessment.maturity.ambition
    return [Standing(titles[group], score, ambition.get(group)) for group, score in scores.items()]


def extremes(assessment: Assessment, questionnaire: Questionnaire) -> Extremes:
    """The strongest and the weakest themes, or criteria where few themes have a score."""
    themes = [
        (standing.title, standing.score.score)
        for standing in theme_standings(assessment, questionnaire)
        if standing.score.score is not None
    ]
    if len(themes) >= ENOUGH_THEMES:
        return Extremes("themes", *_ends(themes))
    levels = [
        (questionnaire.criteria[id_].title, float(level))
        for id_ in assessment.maturity.applicable
        if (level := assessment.answers.answers.get(id_, UNANSWERED).level) is not None
    ]
    return Extremes("criteria", *_ends(levels))


def _ends(
    scored: list[tuple[str, float]],
) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]:
    """The top and bottom three; when all score the same, none.

    >>> _ends([("a", 4.0), ("b", 3.0), ("c", 3.0), ("d", 1.0)])
    ((('a', 4.0), ('b', 3.0), ('c', 3.0)), (('d', 1.0),))
    """
    if not scored:
        return (), ()
    highest, lowest = max(score for _, score in scored), min(score for _, score in scored)
    top = [item for item in sorted(scored, key=lambda item: -item[1]) if item[1] > lowest][:3]
    least_of_top = min((score for _, score in top), default=highest)
    bottom = [item for item in sorted(scored, key=lambda item: item[1]) if item[1] < least_of_top][:3]
    return tuple(top), tuple(bottom)


def missing(assessment: Assessment, questionnaire: Questionnaire) -> tuple[list[str], list[str]]:
    """The criteria that count but have no answer, and those answered with "I don't know"."""
    states = {id_: state(assessment, questionnaire, id_) for id_ in assessment.maturity.applicable}
    return (
        [id_ for id_, state_ in states.items() if state_ == "unanswered"],
        [id_ for id_, state_ in states.items() if state_ == "unknown"],
    )
