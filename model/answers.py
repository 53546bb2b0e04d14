"""An answers file: what an organisation answered, for which questionnaire, on which day (design 5.1)."""

import datetime
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from model.texts import Date, FreeText, Level, Line, Strict, Text

Scope: TypeAlias = Literal["quick", "core", "full"]
Assurance: TypeAlias = Literal["stated", "evidenced", "reviewed"]
Check: TypeAlias = Literal["yes", "partly", "no", "unknown"]
Status: TypeAlias = Literal["open", "started", "done"]

DAYS_A_QUARTER = 20
MAXIMUM_EVIDENCE = 50
CENTURY = "20"  # a roadmap of quarters up to the year 9999 would never end


def _quarter(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}Q[1-4]", text):
        msg = "quarter"
        raise ValueError(msg)
    if not text.startswith(CENTURY):
        msg = "year"
        raise ValueError(msg)
    return text


def _this_century(day: datetime.date) -> datetime.date:
    if not day.isoformat().startswith(CENTURY):
        msg = "year"
        raise ValueError(msg)
    return day


Quarter = Annotated[str, AfterValidator(_quarter)]
Day = Annotated[Date, AfterValidator(_this_century)]
Days = Annotated[int, Field(ge=1, le=1000)]


class Answer(Strict):
    """The answer to one criterion, or (with `check`) to one norm; without any state it is still unanswered.

    Of a norm the `note` says how it is met, `by` whom, and `on` the day on which that was written. `in_bulk` marks a
    check that was answered together with others, without looking at each.
    """

    level: Level | None = None
    unknown: Literal[True] | None = None
    not_applicable: Text | None = None
    target: Level | None = None
    check: Check | None = None
    note: FreeText | None = None
    evidence: Annotated[list[Text], Field(max_length=MAXIMUM_EVIDENCE)] = []
    assurance: Assurance = "stated"
    by: Line | None = None
    on: Day | None = None
    in_bulk: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_state(self) -> "Answer":
        if sum(state is not None for state in self.states) > 1:
            msg = "two_states"
            raise ValueError(msg)
        return self

    @property
    def states(self) -> tuple[int | None, bool | None, str | None, Check | None]:
        """What was answered, in the one of these that is not None."""
        return self.level, self.unknown, self.not_applicable, self.check

    @property
    def is_given(self) -> bool:
        """Whether the person answered: a level, "I don't know" or "not applicable"."""
        return any(state is not None for state in self.states)

    def after(self, before: "Answer") -> "Answer":
        """The same answer, given after another one: `reviewed` lapses with what was reviewed.

        Only a reviewer marks an answer as reviewed, so who answers can keep that mark but not give it.
        """
        if self.assurance != "reviewed" or (before.assurance == "reviewed" and before.states == self.states):
            return self
        return self.model_copy(update={"assurance": "evidenced" if self.evidence else "stated"})

    def changed_since(self, before: "Answer") -> tuple[str, ...]:
        """The keys that this answer has otherwise than the one before it."""
        return tuple(key for key in type(self).model_fields if getattr(self, key) != getattr(before, key))


UNANSWERED = Answer()


class Organisation(Strict, extra="allow"):
    """Who it is about. The facts of design 3.3 stand beside the name, as the questionnaire's profile defines them."""

    name: Line
    customer: str = "klant"

    @property
    def facts(self) -> dict[str, str | bool]:
        """The facts that are known, by name."""
        return dict(self.model_extra or {})


class ActionChange(Strict):
    """What the user changed in one action of the plan."""

    owner: Line | None = None
    start: Quarter | None = None
    status: Status = "open"
    dropped: bool = False


class OwnAction(Strict):
    """An action that the user added."""

    do: Text
    effort_days: Days
    owner: Line
    start: Quarter | None = None
    status: Status = "open"


class PlanChanges(Strict):
    """All that the user changed in the plan."""

    days_a_quarter: Days = DAYS_A_QUARTER
    actions: dict[str, ActionChange] = {}
    own: Annotated[list[OwnAction], Field(max_length=200)] = []


class AnswersFile(Strict):
    """One organisation's answers to one version of one questionnaire; `closed` is the day on which it was closed.

    Who imports a closed one goes on in a copy that is open.
    """

    questionnaire: str
    version: str
    scope: Scope
    law: bool = False
    on: Day
    closed: Day | None = None
    organisation: Organisation
    answers: dict[str, Answer] = {}
    plan: PlanChanges = PlanChanges()
