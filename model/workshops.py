"""A workshop: how it was set up, what a participant sends, and what may happen when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from model.errors import BadInput, Mistake
from model.texts import FreeText, Level, Line, Strict, Text
from model.votes import Agreement, Revealed

State: TypeAlias = Literal["preparing", "open", "closed"]

MAXIMUM_QUESTIONS, MAXIMUM_PARTICIPANTS, MAXIMUM_ROLES = 90, 500, 12
# What is refused, and why.
CODE_UNKNOWN = Mistake("This code does not belong to an open workshop. Check it on the screen.")
ROUND_CLOSED = Mistake("The vote on this question is closed. Look at the screen.")
NOT_THIS_ROLE = Mistake("Choose one of the roles in the list.")
NAME_WANTED = Mistake("In this workshop people vote by name. Fill in your name.")
ROOM_FULL = Mistake("This workshop has as many participants as it can hold.")
LOCKED = Mistake("Someone has voted. Whether people vote by name, and which roles there are, stays as it is.")
PROMISED = Mistake("Who voted was told that their vote goes after {days} days. It may go sooner, not later.")
NOT_IN_WORKSHOP = Mistake("This question is not part of the workshop.")
NOT_VOTED_ON = Mistake("There was no vote on this question yet.")
STILL_OPEN = Mistake("The vote on this question is still open. Show the result first.")
ALREADY_NOTED = Mistake("This action was noted with this question already.")
NOT_OPEN = Mistake("This workshop is not open.")


def _each_once(values: list[str]) -> list[str]:
    if len({value.casefold() for value in values}) < len(values):
        msg = "twice"
        raise ValueError(msg)
    return values


Name = Annotated[Line, Field(max_length=80)]


class Setup(Strict):
    """What the facilitator chose: whom to compare, whether by name, and for how long votes of people are kept."""

    roles: Annotated[list[Name], Field(min_length=1, max_length=MAXIMUM_ROLES), AfterValidator(_each_once)]
    anonymous: bool = True
    floor: Annotated[int, Field(ge=3, le=20)] = 3
    minutes: Annotated[int, Field(ge=5, le=600)] = 90
    beforehand: bool = False
    days_kept: Annotated[int, Field(ge=1, le=365)] = 30


class Entry(Strict):
    """How a participant comes in."""

    role: Name
    name: Annotated[FreeText, Field(max_length=80)] = ""


class Ballot(Strict):
    """What a participant chooses on one question; no level is "I don't know"."""

    level: Level | None
    ambition: Level | None = None
    reason: Annotated[FreeText, Field(max_length=200)] = ""


class Outcome(Strict):
    """What the group made of a question: a level that it agreed on with who dissented and why, or skipping it."""

    level: Level | None
    ambition: Level | None = None
    dissent: FreeText = ""
    agreed_by: FreeText = ""
    skipped_because: FreeText = ""


class Parked(Strict):
    """What is to be taken up another time."""

    text: Text


@dataclass(frozen=True)
class Round:
    """One round of votes: how many voted, per role; and what it showed, from the moment it was closed."""

    number: int
    opened_at: datetime
    voted: Mapping[str, int]
    shown_at: datetime | None = None
    shown: Revealed | None = None


@dataclass(frozen=True)
class Question:
    """One question of a workshop: its rounds, what the group made of it, and the actions that it noted."""

    item: str
    rounds: tuple[Round, ...] = ()
    outcome: Outcome | None = None
    notes: str = ""
    actions: tuple[str, ...] = ()

    @property
    def last_shown(self) -> Revealed | None:
        """What the last closed round showed; None before the first."""
        return next((one.shown for one in reversed(self.rounds) if one.shown is not None), None)


@dataclass(frozen=True)
class OnHold:
    """Something for another time; `item` is the question it came up at."""

    id: str
    item: str | None
    text: str


@dataclass(frozen=True)
class Workshop:
    """A workshop as its facilitator sees it; `people` is how many came in, per role."""

    id: str
    assessment_id: str
    setup: Setup
    state: State
    code: str | None
    item: str | None
    put_at: datetime | None
    changed: int
    created_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    people: Mapping[str, int]
    questions: tuple[Question, ...]
    parked: tuple[OnHold, ...]

    @property
    def waiting(self) -> tuple[Question, ...]:
        """The questions that the group neither agreed on nor skipped yet, in their order."""
        return tuple(question for question in self.questions if question.outcome is None)

    def next_after(self, item: str) -> Question | None:
        """Which question to take up after this one: the next that waits, from the start again; None when none does."""
        order = [question.item for question in self.questions]
        behind = self.questions[order.index(item) + 1 :]
        return next((question for question in (*behind, *self.waiting) if question in self.waiting
                     and question.item != item), None)  # fmt: skip

    def question(self, item: str) -> Question:
        """The question on this criterion.

        :raises BadInput: it is not part of the workshop.
        """
        for question in self.questions:
            if question.item == item:
                return question
        raise BadInput([NOT_IN_WORKSHOP])


@dataclass(frozen=True)
class Minutes:
    """All that a report tells of a workshop; `agreement` is None with too few votes to tell."""

    workshop: Workshop
    agreement: Agreement | None
    organisation: str
