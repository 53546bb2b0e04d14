"""The people who sign in: found or made at each sign-in, by issuer and subject."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from auth.claims import Claims
from auth.who import Who
from storage.access import fingerprint, reached
from storage.database import writing
from storage.stored import utc
from storage.tables import PEOPLE


@dataclass(frozen=True)
class Person:
    """Someone who signed in: when and in which browser last, and up to which sign-in they signed out."""

    id: str
    issuer: str
    subject: str
    name: str
    signed_in_at: datetime
    browser: str
    ended_at: datetime | None

    @property
    def who(self) -> Who:
        """As who this person asks."""
        return Who(self.id)

    def last_sign_in(self, claims: Claims, browser: str) -> datetime:
        """When this person last signed in, as far as it counts for these claims: also a later one in this browser."""
        is_here = bool(browser) and fingerprint(browser) == self.browser
        return max(claims.signed_in_at, self.signed_in_at) if is_here else claims.signed_in_at


class People:
    """Reading and writing of who signed in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def signed_in(self, claims: Claims, browser: str = "") -> Person:
        """The person of these claims, made when they come for the first time; a newer sign-in is noted.

        `browser` is the random mark of the browser in which they signed in.

        :raises Unavailable: the database can't be reached or written.
        """
        with reached(), self.engine.connect() as connection:
            known = _find(connection, claims)
        if known is not None and known.signed_in_at >= claims.signed_in_at:
            return known
        with reached(), writing(self.engine).begin() as connection:
            if _find(connection, claims) is None:
                _make(connection, claims)
            connection.execute(
                update(PEOPLE)
                .where(*_of(claims), PEOPLE.c.signed_in_at <= claims.signed_in_at)
                .values(
                    name=claims.name,
                    email=claims.email,
                    signed_in_at=claims.signed_in_at,
                    browser=fingerprint(browser) if browser else None,
                )
            )
            return _person(connection.execute(select(PEOPLE).where(*_of(claims))).one())

    def person(self, person_id: str) -> Person | None:
        """The person with this id as known now, or None when they were removed.

        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            row = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).one_or_none()
        return None if row is None else _person(row)

    def signed_out(self, person_id: str) -> None:
        """Ends all that this person signed in up to now, in every tab and browser.

        :raises Unavailable: the database can't be reached or written.
        """
        with reached(), writing(self.engine).begin() as connection:
            ended = update(PEOPLE).where(PEOPLE.c.id == person_id).values(ended_at=PEOPLE.c.signed_in_at)
            connection.execute(ended)


def _of(claims: Claims) -> tuple[Any, ...]:
    return PEOPLE.c.issuer == claims.issuer, PEOPLE.c.subject == claims.subject


def _find(connection: Connection, claims: Claims) -> Person | None:
    row = connection.execute(select(PEOPLE).where(*_of(claims))).one_or_none()
    return None if row is None else _person(row)


def _make(connection: Connection, claims: Claims) -> None:
    """A new person; another process may just have made the same one."""
    new = {
        "id": str(uuid.uuid4()), "issuer": claims.issuer, "subject": claims.subject, "name": claims.name,
        "email": claims.email, "signed_in_at": claims.signed_in_at, "created_at": datetime.now(UTC),
    }  # fmt: skip
    try:
        with connection.begin_nested():
            connection.execute(insert(PEOPLE), new)
    except IntegrityError:
        return


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        issuer=row.issuer,
        subject=row.subject,
        name=row.name,
        signed_in_at=utc(row.signed_in_at),
        browser=row.browser or "",
        ended_at=None if row.ended_at is None else utc(row.ended_at),
    )
