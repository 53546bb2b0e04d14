"""Levels and targets to gaps."""

from collections.abc import Mapping

from model.answers import UNANSWERED, Answer
from model.assessment import Gap


def find_gaps(answers: Mapping[str, Answer], applicable: tuple[str, ...]) -> tuple[Gap, ...]:
    """Every applicable criterion with a target above its level, in the questionnaire's order."""
    return tuple(
        Gap(id_, answer.level, answer.target)
        for id_ in applicable
        if (answer := answers.get(id_, UNANSWERED)).level is not None
        and answer.target is not None
        and answer.target > answer.level
    )
