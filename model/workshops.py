"""A workshop: how it was set up, what a participant sends, and what may happen when."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field

from model.errors import Mistake
from model.texts import FreeText, Level, Line, Strict, Text

State: TypeAlias = Literal["preparing", "open", "closed"]

MAXIMUM_QUESTIONS, MAXIMUM_PARTICIPANTS = 90, 500
# What is refused, and why.
CODE_UNKNOWN = Mistake("This code does not belong to an open workshop. Check it on the screen.")
ROUND_CLOSED = Mistake("The vote on this question is closed. Look at the screen.")
NOT_THIS_ROLE = Mistake("Choose one of the roles in the list.")
NAME_WANTED = Mistake("In this workshop people vote by name. Fill in your name.")
ROOM_FULL = Mistake("This workshop has as many participants as it can hold.")
LOCKED = Mistake("Someone has voted. Whether people vote by name, and which roles there are, stays as it is.")
NOT_IN_WORKSHOP = Mistake("This question is not part of the workshop.")
NOT_VOTED_ON = Mistake("There was no vote on this question yet.")
STILL_OPEN = Mistake("The vote on this question is still open. Show the result first.")
NOT_OPEN = Mistake("This workshop is not open.")


def _each_once(values: list[str]) -> list[str]:
    if len({value.casefold() for value in values}) < len(values):
        msg = "twice"
        raise ValueError(msg)
    return values


Name = Annotated[Line, Field(max_length=80)]


class Setup(Strict):
    """What the facilitator chose: whom to compare, whether by name, and for how long votes of people are kept."""

    roles: Annotated[list[Name], Field(min_length=1, max_length=12), AfterValidator(_each_once)]
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


# What a round showed when it was closed, as plain data: it stays when the votes of people are gone.
Picture: TypeAlias = dict[str, Any]
