"""All assessments of one organisation beside each other: points, and the periods between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from history.alike import Same, common, counted_levels, mean, means, renamed
from history.carrying import same_question
from history.effects import effects
from history.moves import Named, moves
from history.progress import progress
from model.answers import AnswersFile
from model.assessment import Assessment
from model.milestones import Result
from model.questionnaire import Questionnaire
from model.trends import Period, Point, Trend
from model.versions import VersionStep


@dataclass(frozen=True)
class Moment:
    """One assessment: as answered and reported then, and what the same answers come to today."""

    closed_at: datetime | None
    answers: AnswersFile
    reported: Result
    anew: Assessment


def result_from(assessment: Assessment) -> Result:
    """The assessment as a result, as it would be stored."""
    maturity, law = assessment.maturity, assessment.law
    return Result(
        version=assessment.version,
        digest=assessment.digest,
        engine=assessment.engine,
        on=assessment.answers.on,
        overall=maturity.overall,
        themes=maturity.themes,
        outcome=law.outcome if law else None,
        counts=law.counts if law else {},
    )


def trend_of(questionnaire: Questionnaire, moments: Sequence[Moment]) -> Trend:
    """The trend over these moments, the oldest first; `questionnaire` is today's version, by which all are compared."""
    theme_of = {id_: criterion.theme for id_, criterion in questionnaire.criteria.items()}
    to_today = [_same(questionnaire, one.answers.version, questionnaire.version) for one in moments]
    levels = [
        counted_levels(one.answers.answers, same, one.anew.maturity.applicable)
        for one, same in zip(moments, to_today, strict=True)
    ]
    today = [renamed(one, same) for one, same in zip(levels, to_today, strict=True)]
    shared = common([{id_: one[id_] for id_ in theme_of if id_ in one} for one in today])
    points = tuple(
        Point(
            closed_at=one.closed_at,
            scope=one.answers.scope,
            reported=one.reported,
            anew=result_from(one.anew),
            alike=mean(of, shared),
            alike_themes=means(of, shared, theme_of),
        )
        for one, of in zip(moments, today, strict=True)
    )
    named = [Named(of, _titles(questionnaire, one.answers.version)) for one, of in zip(moments, levels, strict=True)]
    everything = zip(moments, points, named, strict=True)
    periods = tuple(_period(questionnaire, theme_of, *pair) for pair in pairwise(everything))
    return Trend(questionnaire.version, points, shared, periods)


def _period(
    questionnaire: Questionnaire,
    theme_of: Mapping[str, str],
    before: tuple[Moment, Point, Named],
    after: tuple[Moment, Point, Named],
) -> Period:
    first, was, were = before
    second, is_, are = after
    versions = first.answers.version, second.answers.version
    same = _same(questionnaire, *versions)
    there = renamed(were.levels, same)
    both = common([there, are.levels])
    means_of_both = mean(there, both), mean(are.levels, both)
    return Period(
        effects=effects((was.reported, was.anew), (is_.reported, is_.anew), means_of_both),
        moves=moves(were, are, same, _between(questionnaire, *versions) or (), theme_of),
        progress=progress((first.answers.plan, second.answers.plan), were, are, same, theme_of),
    )


def _between(questionnaire: Questionnaire, before: str, after: str) -> tuple[VersionStep, ...] | None:
    """The steps from one version to a later one; None when none lead there."""
    versions = [*(step.before for step in questionnaire.steps), questionnaire.version]
    if before not in versions or after not in versions or versions.index(before) > versions.index(after):
        return None
    return questionnaire.steps[versions.index(before) : versions.index(after)]


def _same(questionnaire: Questionnaire, before: str, after: str) -> Same:
    """Under which id the later version asks the same as the earlier; between one and the same version, always."""
    steps = _between(questionnaire, before, after)
    if before == after:
        return lambda id_: id_
    return (lambda _id: None) if steps is None else same_question(before, steps)


def _titles(questionnaire: Questionnaire, version: str) -> dict[str, str]:
    """What the questions of a version are called, in the language of today's."""
    titles = {id_: criterion.title for id_, criterion in questionnaire.criteria.items()}
    for step in questionnaire.steps:
        if step.before == version:
            titles.update(step.titles)
    return titles
