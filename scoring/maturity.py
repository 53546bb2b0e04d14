"""Answers to scores: mean levels with their bounds, per theme, per category and overall (design 4)."""

from collections.abc import Iterable, Mapping

from model.answers import UNANSWERED, Answer
from model.assessment import Maturity, Score
from model.expressions import Facts, holds
from model.questionnaire import Questionnaire


def applicable_criteria(
    questionnaire: Questionnaire, scope: str, facts: Facts, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """The ids in this scope that count: not switched off by the profile (unknown counts) nor answered as n/a."""
    return tuple(
        id_
        for id_ in questionnaire.scopes[scope]
        if is_asked(questionnaire, id_, facts) and answers.get(id_, UNANSWERED).not_applicable is None
    )


def is_asked(questionnaire: Questionnaire, id_: str, facts: Facts) -> bool:
    """Whether the profile leaves this criterion in; an unknown fact does."""
    return holds(questionnaire.criteria[id_].applies_when, facts) is not False


def score(levels: Iterable[int | None]) -> Score | None:
    """The score of a group from its applicable criteria's levels (None: no level yet); None for an empty group.

    Integers are summed first and divided once, so that equal answers give equal scores in every group.

    >>> score([3, 4, None])
    Score(score=3.5, low=2.6666666666666665, high=4.0, level=3, answered=2, applicable=3)
    """
    every = list(levels)
    if not every:
        return None
    given = [level for level in every if level is not None]
    total, missing, count = sum(given), len(every) - len(given), len(every)
    return Score(
        score=total / len(given) if given else None,
        low=(total + missing * 1) / count,
        high=(total + missing * 5) / count,
        level=total // len(given) if given else None,
        answered=len(given),
        applicable=count,
    )


def measure(questionnaire: Questionnaire, scope: str, facts: Facts, answers: Mapping[str, Answer]) -> Maturity:
    """All scores of one set of answers, groups in the questionnaire's order."""
    applicable = applicable_criteria(questionnaire, scope, facts, answers)
    levels = {id_: answers.get(id_, UNANSWERED).level for id_ in applicable}
    criteria = questionnaire.criteria

    def grouped(kind: str, names: Iterable[str]) -> dict[str, Score]:
        groups = {
            name: score(level for id_, level in levels.items() if getattr(criteria[id_], kind) == name)
            for name in names
        }
        return {name: group for name, group in groups.items() if group is not None}

    return Maturity(
        overall=score(levels.values()),
        themes=grouped("theme", (theme.id for theme in questionnaire.themes)),
        categories=grouped("category", questionnaire.categories),
        evidence_share=_evidence_share([answers[id_] for id_, level in levels.items() if level is not None]),
        applicable=applicable,
        ambition=_ambition(questionnaire, answers, [id_ for id_, level in levels.items() if level is not None]),
    )


def _ambition(questionnaire: Questionnaire, answers: Mapping[str, Answer], ids: list[str]) -> dict[str, float]:
    """The mean level per group once every target is reached; without a target, or with a lower one, the level stays."""
    aims: dict[str, list[int]] = {}
    for id_ in ids:
        answer, criterion = answers[id_], questionnaire.criteria[id_]
        aim = max(answer.level or 1, answer.target or 1)
        for group in ("overall", criterion.theme, criterion.category):
            aims.setdefault(group, []).append(aim)
    return {group: sum(levels) / len(levels) for group, levels in aims.items()}


def _evidence_share(answered: list[Answer]) -> float | None:
    """The share of answered criteria whose level is evidenced or reviewed; None without answers."""
    return sum(answer.assurance != "stated" for answer in answered) / len(answered) if answered else None
