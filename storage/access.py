"""The one way into the tables: who asks, for what, and what the audit trail says of it."""

import functools
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, Select, Table, and_, bindparam, func, null, select, text, true
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from auth.permissions import OUTSIDERS, Action, Role, may
from auth.who import Who
from model.errors import BadInput, Mistake
from storage.audit import GONE, Event, append, digest_of, subject_of
from storage.database import writing
from storage.stored import NotFound, Unavailable
from storage.tables import ADMINISTRATORS, ASSESSMENTS, CONSENTS, MEMBERSHIPS, ORGANISATIONS

# What every click asks, put together once: building a statement costs more than running it.
_ASSESSMENT: BindParameter[str] = bindparam("assessment")
_ORGANISATION: BindParameter[str] = bindparam("organisation")
_PERSON: BindParameter[str] = bindparam("person")
# Whoever writes in an assessment holds its row, so that what is read there is the last that was written.
_OF_ASSESSMENT = (
    select(ORGANISATIONS.c.id, ORGANISATIONS.c.seal, ASSESSMENTS.c.closed_at)
    .join(ASSESSMENTS, ASSESSMENTS.c.organisation_id == ORGANISATIONS.c.id)
    .where(ASSESSMENTS.c.id == _ASSESSMENT)
)
_OF_ORGANISATION = select(ORGANISATIONS.c.id, ORGANISATIONS.c.seal, null().label("closed_at")).where(
    ORGANISATIONS.c.id == _ORGANISATION
)
_HELD_ASSESSMENT = _OF_ASSESSMENT.with_for_update(key_share=True, of=ASSESSMENTS)
# Whom an organisation lets read as its association's administrator.
_CONSENTED = (
    select(CONSENTS.c.organisation_id)
    .join(ADMINISTRATORS, ADMINISTRATORS.c.association_id == CONSENTS.c.association_id)
    .where(CONSENTS.c.kind == "read", ADMINISTRATORS.c.person_id == _PERSON)
)
_MINE = select(MEMBERSHIPS.c.organisation_id, MEMBERSHIPS.c.role).where(MEMBERSHIPS.c.person_id == _PERSON)
_CONSENTED_BY = _CONSENTED.where(CONSENTS.c.organisation_id == _ORGANISATION)
_SET = text("SELECT set_config(:name, :value, true)")
_MINE_OR_CONSENTED = select(MEMBERSHIPS.c.organisation_id).where(MEMBERSHIPS.c.person_id == _PERSON).union(_CONSENTED)
_SEE_MINE = select(
    func.set_config(
        "peilstok.organisations",
        func.coalesce(func.string_agg(_MINE_OR_CONSENTED.subquery().c.organisation_id, ","), ""),
        true(),
    )
)
# What nobody does in an assessment any more once it is closed. Texts can still be erased, and files of it made.
CHANGES: frozenset[Action] = frozenset({"answer", "divide", "facilitate", "review"})
CLOSED = Mistake("This assessment is closed, so nothing in it changes any more. Go on in the next one.")
# What this process wrote in the trail of today's reading from outside: once a day for each, and not at every click.
_READ: set[tuple[str, str, date]] = set()


@dataclass
class Entered:
    """One transaction about one organisation, of someone who may: what they do in it goes to the audit trail."""

    connection: Connection
    organisation_id: str
    role: Role | None
    seal: str = ""
    events: list[Event] = field(default_factory=list)
    is_closed: bool = False

    def record(self, action: str, table: Table, row: Mapping[str, Any], *, gone: bool = False, **detail: Any) -> None:
        """Notes that this row was written, or removed; `detail` is kept in clear and holds nothing personal."""
        digest = GONE if gone else digest_of(table, row, self.seal)
        self.events.append(Event(action, subject_of(table, row), self.organisation_id, digest, detail))

    def note(self, action: str, **detail: Any) -> None:
        """Notes what was done without changing a row, such as reading or exporting."""
        self.events.append(Event(action, f"organisations {self.organisation_id}", self.organisation_id, None, detail))


class Access:
    """Reading and writing for who asks; refuses what the table of permissions does not allow."""

    def __init__(self, engine: Engine, who: Who) -> None:
        self.engine = engine
        self.who = who

    @contextmanager
    def _reading(self, action: Action, *, assessment: str = "", organisation: str = "") -> Iterator[Entered]:
        """A transaction that reads of one assessment or organisation at one moment.

        :raises NotFound: there is none, or it is not for who asks: the same, so that nobody learns what exists.
        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            entered = self._enter(connection, action, assessment, organisation)
            if entered.role in OUTSIDERS:
                self._log_reading(entered, assessment)
            yield entered

    @contextmanager
    def _writing(self, action: Action, *, assessment: str = "", organisation: str = "") -> Iterator[Entered]:
        """A transaction that writes of one assessment or organisation, and in the audit trail at its end.

        :raises NotFound: there is none, or it is not for who asks.
        :raises BadInput: the assessment is closed.
        :raises Unavailable: the database can't be reached or written.
        """
        with reached(), writing(self.engine).begin() as connection:
            entered = self._enter(connection, action, assessment, organisation, hold=True)
            if entered.is_closed and action in CHANGES:
                raise BadInput([CLOSED])
            yield entered
            if not entered.events:
                raise RuntimeError("what is written must be recorded")
            append(connection, self.who.id, entered.events)

    @contextmanager
    def _founding(self, organisation_id: str, seal: str) -> Iterator[Entered]:
        """A transaction that makes an organisation, with what goes in it at once."""
        with reached(), writing(self.engine).begin() as connection:
            see(connection, self.who, [organisation_id])
            entered = Entered(connection, organisation_id, "owner", seal)
            yield entered
            append(connection, self.who.id, entered.events)

    def _mine(self, connection: Connection) -> dict[str, Role] | None:
        """The organisations of who asks with their role, which this transaction then sees; None for all there are."""
        if self.who.everywhere:
            return None
        name_person(connection, self.who)
        mine = {row.organisation_id: row.role for row in connection.execute(_MINE, {"person": self.who.id})}
        see(connection, self.who, list(mine))
        return mine

    def _enter(
        self, connection: Connection, action: Action, assessment: str, organisation: str, *, hold: bool = False
    ) -> Entered:
        asked = {"assessment": assessment} if assessment else {"organisation": organisation}
        query = (_HELD_ASSESSMENT if hold else _OF_ASSESSMENT) if assessment else _OF_ORGANISATION
        if self.who.everywhere:
            row = connection.execute(query, asked).one_or_none()
            if row is None:
                raise NotFound
            return Entered(connection, row.id, None, row.seal, is_closed=row.closed_at is not None)
        name_person(connection, self.who)
        if connection.dialect.name != "sqlite":
            connection.execute(_SEE_MINE, {"person": self.who.id})
        row = connection.execute(_with_role(query), {**asked, "person": self.who.id}).one_or_none()
        role: Role | None = row.role if row else None
        if role is None:
            # Also asked where there is nothing: what does not exist takes the same path as what is hidden.
            consented = {"organisation": row.id if row else "", "person": self.who.id}
            role = "administrator" if connection.execute(_CONSENTED_BY, consented).first() else None
        if row is None or not may(role, action):
            raise NotFound
        see(connection, self.who, [row.id])
        return Entered(connection, row.id, role, row.seal, is_closed=row.closed_at is not None)

    def _log_reading(self, entered: Entered, assessment: str) -> None:
        """Before anything is shown: the client sees who from outside read, and on which day."""
        today = datetime.now(UTC).date()
        once = (self.who.id, assessment or entered.organisation_id, today)
        if once in _READ:
            return
        subject = f"assessments {assessment}" if assessment else f"organisations {entered.organisation_id}"
        event = Event("read", subject, entered.organisation_id, None, {"role": entered.role})
        with writing(self.engine).begin() as connection:
            see(connection, self.who, [entered.organisation_id])
            append(connection, self.who.id, [event])
        _READ.difference_update([read for read in _READ if read[-1] != today])
        _READ.add(once)


@functools.cache
def _with_role(query: Select[Any]) -> Select[Any]:
    """The same question, and in which role who asks has to do with the organisation that it finds."""
    is_mine = and_(MEMBERSHIPS.c.organisation_id == ORGANISATIONS.c.id, MEMBERSHIPS.c.person_id == _PERSON)
    return query.add_columns(MEMBERSHIPS.c.role).outerjoin(MEMBERSHIPS, is_mine)


def name_person(connection: Connection, who: Who) -> None:
    """Tells PostgreSQL for whom this transaction is; its row-level security then shows their memberships."""
    if connection.dialect.name != "sqlite":
        connection.execute(_SET, {"name": "peilstok.person", "value": who.id})


def see(connection: Connection, who: Who, organisations: list[str]) -> None:
    """Tells PostgreSQL which organisations this transaction is about; its row-level security hides all others."""
    if connection.dialect.name != "sqlite" and not who.everywhere:
        connection.execute(_SET, {"name": "peilstok.organisations", "value": ",".join(organisations)})


# How SQLite names what is no mistake of ours: locked for too long, or its file can't be read or written.
_SQLITE_GONE = {"BUSY", "LOCKED", "IOERR", "FULL", "CANTOPEN", "READONLY"}


@contextmanager
def reached() -> Iterator[None]:
    """Makes one error of all that can be wrong with a database that was in order before.

    :raises Unavailable: it can't be reached, is locked for too long, or its disk is full.
    """
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable from error
    except DBAPIError as error:
        if _is_gone(error):
            raise Unavailable(is_full=_is_full(error)) from error
        raise


def _is_gone(error: DBAPIError) -> bool:
    sqlite_name = getattr(error.orig, "sqlite_errorname", None)
    if sqlite_name is not None:
        return sqlite_name.split("_")[1] in _SQLITE_GONE
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)


def _is_full(error: DBAPIError) -> bool:
    # PostgreSQL's disk_full, and SQLite's own words.
    return getattr(error.orig, "sqlstate", "") == "53100" or "disk is full" in str(error.orig)


def fingerprint(secret: str) -> str:
    """What is kept of a secret of a link: its SHA-256, so that who reads the database can't use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
