"""What the store gives back: organisations and assessments as they are kept."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from auth.permissions import Role
from model.answers import UNANSWERED, Answer, Organisation, Scope


class NotFound(LookupError):
    """There is no such thing, or it is not for who asks; which of the two, nobody is told."""


class Changed(Exception):
    """Someone else changed it since it was shown; nothing was written. Of an answer, carries it as it is now."""

    def __init__(self, answer: Answer = UNANSWERED) -> None:
        super().__init__("it has changed since it was shown")
        self.answer = answer


class Unavailable(Exception):
    """The database can't be reached or written now; what was asked can be asked again later."""

    def __init__(self, *, is_full: bool = False) -> None:
        super().__init__("the disk is full" if is_full else "the database can't be reached")
        self.is_full = is_full


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment in a list; `changed_at` is when it was last answered, or else made; `closed_at` when, if it is."""

    id: str
    scope: Scope
    on: date
    answered: int
    changed_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True)
class StoredOrganisation:
    """An organisation with its assessments, the newest first; `role` is that of who asks, who may need none."""

    id: str
    organisation: Organisation
    is_example: bool
    assessments: tuple[StoredAssessment, ...]
    role: Role | None = None


@dataclass(frozen=True)
class Client:
    """An organisation of who asks, by its name, with their role and its newest assessment if it has one."""

    id: str
    name: str
    role: Role
    assessment: str | None


@dataclass(frozen=True)
class Given:
    """An answer as it was written, what it was before, and when.

    With `is_set_back` it was handed in, accepted or reviewed before, and is not any more.
    """

    answer: Answer
    before: Answer
    at: datetime
    is_set_back: bool = False


def utc(moment: datetime) -> datetime:
    """SQLite gives moments back without a time zone, PostgreSQL in that of the session."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
