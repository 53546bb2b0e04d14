"""Assessments over time: closed ones with their results, and answers that came along from an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from model.answers import Answer, AnswersFile
from model.assessment import Score, VerdictName

# How an answer came along: as it was, to a question that became clearer, or of questions that were split or merged.
CarriedAs: TypeAlias = Literal["carried", "clarified", "split", "merged"]


@dataclass(frozen=True)
class Carried:
    """An answer that came along from an earlier assessment, to be confirmed; `came_from` are the questions it was to.

    `why` says what changed about the question; empty when nothing did.
    """

    answer: Answer
    kind: CarriedAs
    came_from: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class Result:
    """A result as it was stored: by which version and engine, and by the law of which day.

    Without rules in it, `outcome` is None and `counts` is empty.
    """

    version: str
    digest: str
    engine: str
    on: date
    overall: Score | None
    themes: Mapping[str, Score]
    outcome: VerdictName | None
    counts: Mapping[VerdictName, int]


@dataclass(frozen=True)
class Milestone:
    """A closed assessment: nothing in it changes any more. `recomputed` are further results beside the reported one."""

    id: str
    closed_at: datetime
    answers: AnswersFile
    reported: Result
    recomputed: tuple[Result, ...] = ()


def result_of(data: Mapping[str, Any]) -> Result:
    """The result in the JSON of design 5.3.

    :raises KeyError: it is no such result.
    """
    maturity, law = data["maturity"], data["law"]
    return Result(
        version=data["questionnaire"]["version"],
        digest=data["questionnaire"]["digest"],
        engine=data["engine"],
        on=date.fromisoformat(data["on"]),
        overall=Score(**maturity["overall"]) if maturity["overall"] else None,
        themes={id_: Score(**score) for id_, score in maturity["themes"].items()},
        outcome=law["outcome"] if law else None,
        counts=law["counts"] if law else {},
    )
