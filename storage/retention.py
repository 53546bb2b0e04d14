"""What is kept no longer: assessments and people that nobody used for months, expired links, votes in old workshops."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, func, literal, select

from auth.who import Who
from storage.access import reached
from storage.audit import GONE, Event, append
from storage.blobs import remove_objects
from storage.database import writing
from storage.removal import person_removed
from storage.tables import (
    ADMINISTRATORS,
    ANSWERS,
    ASSESSMENTS,
    AUDIT,
    DOWNLOAD_LINKS,
    FILES,
    INVITATIONS,
    MEMBERSHIPS,
    MIRROR_SCORES,
    ORGANISATIONS,
    PEOPLE,
    WORK,
)
from storage.workshop_forgetting import due, forgotten
from storage.workshop_tables import WORKSHOPS


@dataclass(frozen=True)
class Expired:
    """What goes: assessments by id with their organisation and day, people by id, how many links, workshops' votes."""

    assessments: tuple[tuple[str, str, date], ...]
    people: tuple[str, ...]
    invitations: int
    download_links: int
    workshops: int


def expire(engine: Engine, who: Who, months: int | None, now: datetime, *, dry_run: bool = False) -> Expired:
    """Removes what was not used for so many months, links that have expired, and votes of workshops after their days.

    With `dry_run` it only looks. Without `months` assessments and people are kept. An assessment is used when
    something in it changes or it is discussed in a workshop, and a person by signing in, or by having a role.

    :raises Unavailable: the database can't be reached or written.
    """
    with reached(), writing(engine).begin() as connection:
        before = None if months is None else months_before(now, months)
        assessments = [] if before is None else _unused_assessments(connection, before)
        people = [] if before is None else _unused_people(connection, before)
        links = [(table, table.c.expires_at < now) for table in (INVITATIONS, DOWNLOAD_LINKS)]
        counts = [len(connection.execute(select(table).where(is_over)).all()) for table, is_over in links]
        gone = {row.id for row in assessments}
        workshops = [row for row in due(connection, now) if row.assessment_id not in gone]
        named = tuple((row.id, row.name, row.on) for row in assessments)
        expired = Expired(named, tuple(people), counts[0], counts[1], len(workshops))
        files: list[str] = []
        if not dry_run:
            of_assessments = FILES.c.assessment_id.in_(gone)
            files += connection.execute(select(FILES.c.id).where(of_assessments)).scalars()
            events = [
                event for row in assessments for event in _assessment_removed(connection, row.id, row.organisation_id)
            ]
            events += [event for person in people for event in person_removed(connection, person)]
            events += [event for row in workshops for event in forgotten(connection, row, now)]
            for table, is_over in links:
                connection.execute(delete(table).where(is_over))
            detail = {
                "assessments": len(assessments),
                "people": len(people),
                "invitations": counts[0],
                "links": counts[1],
                "workshops": len(workshops),
            }
            append(connection, who.id, [*events, Event("retention_applied", "retention", detail=detail)])
    remove_objects(files)
    return expired


def months_before(now: datetime, months: int) -> datetime:
    """The same moment so many months earlier; of a month that is too short, its last day."""
    count = now.year * 12 + now.month - 1 - months
    for day in (now.day, 30, 29, 28):
        try:
            return now.replace(year=count // 12, month=count % 12 + 1, day=min(now.day, day))
        except ValueError:
            continue
    raise ValueError("months")


def _unused_assessments(connection: Connection, before: datetime) -> Sequence[Any]:
    """Those in which nothing was written since; reading is no use. A closed one goes with the organisation's last."""
    subject = literal(f"{ASSESSMENTS.name} ").concat(ASSESSMENTS.c.id)
    written = AUDIT.c.digest.is_not(None) & (AUDIT.c.at >= before)
    query = (
        select(*(ASSESSMENTS.c[name] for name in ("id", "organisation_id", "on", "closed_at")), ORGANISATIONS.c.name)
        .join(ORGANISATIONS)
        .where(ASSESSMENTS.c.created_at < before, ~exists().where(AUDIT.c.subject == subject, written))
        .order_by(ORGANISATIONS.c.name, ASSESSMENTS.c.on)
    )
    discussed_at = func.coalesce(*(WORKSHOPS.c[name] for name in ("closed_at", "put_at", "opened_at", "created_at")))
    query = query.where(~exists().where(WORKSHOPS.c.assessment_id == ASSESSMENTS.c.id, discussed_at >= before))
    for table in (ANSWERS, FILES, WORK, MIRROR_SCORES):
        query = query.where(~exists().where(table.c.assessment_id == ASSESSMENTS.c.id, table.c.at >= before))
    unused = connection.execute(query).all()
    in_use = _organisations_with_others(connection, unused)
    return [row for row in unused if row.closed_at is None or row.organisation_id not in in_use]


def _organisations_with_others(connection: Connection, unused: Sequence[Any]) -> set[str]:
    """Which organisations of these assessments have one that is none of these: it is compared with the closed ones."""
    closed = {row.organisation_id for row in unused if row.closed_at is not None}
    ids = {row.id for row in unused}
    of_these = select(ASSESSMENTS.c.id, ASSESSMENTS.c.organisation_id).where(ASSESSMENTS.c.organisation_id.in_(closed))
    return {row.organisation_id for row in connection.execute(of_these) if row.id not in ids}


def _unused_people(connection: Connection, before: datetime) -> Sequence[str]:
    """Those who have not signed in since, and have no role anywhere."""
    query = select(PEOPLE.c.id).where(PEOPLE.c.signed_in_at < before).order_by(PEOPLE.c.id)
    for table in (MEMBERSHIPS, ADMINISTRATORS):
        query = query.where(~exists().where(table.c.person_id == PEOPLE.c.id))
    return connection.execute(query).scalars().all()


def _assessment_removed(connection: Connection, assessment_id: str, organisation_id: str) -> list[Event]:
    """Removes an assessment with all that is kept of it; its files are named too, as their ids do not name it."""
    files = connection.execute(select(FILES.c.id).where(FILES.c.assessment_id == assessment_id)).scalars().all()
    connection.execute(delete(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment_id))
    subjects = [f"{FILES.name} {file}" for file in files] + [f"{ASSESSMENTS.name} {assessment_id}"]
    return [Event("assessment_removed", subject, organisation_id, GONE) for subject in subjects]
