"""Closed assessments for tests: the answers of a file as they were some years before, to an earlier version too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from history.trend import result_from
from model.answers import Answer, AnswersFile, PlanChanges
from model.milestones import Milestone
from model.questionnaire import Questionnaire
from model.versions import Change, VersionStep
from pipeline import assess

EARLIER = "2025.1"
STEP = VersionStep(
    EARLIER, "2026.1",
    (
        Change("changed", ("s1.3",), ("s1.3",), "Strenger."),
        Change("new", (), ("s2.3",), "Nieuw."),
        Change("retired", ("s0.1",), (), "Achterhaald."),
    ),
    {"s1.3": "Een factuur die klopt", "s0.1": "Briefpapier in kleur"}, date(2026, 1, 1),
)  # fmt: skip


def with_earlier_version(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire, as if there had been another version before it."""
    return replace(questionnaire, steps=(STEP,))


def closed(
    questionnaire: Questionnaire,
    file: AnswersFile,
    year: int,
    change: Callable[[str, int], int] = lambda _id, level: level,
    version: str = "2026.1",
) -> Milestone:
    """The file as it was closed in this year, every level changed by a function; nothing of the plan was done."""
    answers = {
        id_: answer.model_copy(update={"level": change(id_, answer.level)}) if answer.level else answer
        for id_, answer in file.answers.items()
        if version != EARLIER or id_ != "s2.3"
    }
    file = file.model_copy(update={"answers": answers, "on": date(year, 1, 15), "plan": PlanChanges()})
    reported = replace(result_from(assess(questionnaire, file)), version=version)
    if version == EARLIER:
        answers["s0.1"] = Answer(level=3)
    moment = datetime(year, 1, 20, tzinfo=UTC)
    return Milestone(f"m{year}", moment, file.model_copy(update={"version": version}), reported)
