"""The audit trail: every change in one chain of hashes, so that an edit, a gap or a cut-off end shows.

Each link is the SHA-256 of the link before it and of what it says, as in Haber and Stornetta, "How to time-stamp a
digital document" (Journal of Cryptology 3, 1991). What a row of the database held is in it only as an HMAC under the
organisation's own random key: once that key is removed, nobody can tell from the trail what was there.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from storage.stored import utc
from storage.tables import (
    ANSWERS,
    ASSESSMENTS,
    ASSIGNMENTS,
    ASSOCIATION_MEMBERS,
    AUDIT,
    CONSENTS,
    FILES,
    MEMBERSHIPS,
    MIRROR_SCORES,
    ORGANISATIONS,
    RESULTS,
    WORK,
)

# Before the first link.
START = "0" * 64
# In the place of a digest, where a row was removed.
GONE = "gone"

# The rows that the trail seals, each by all of its columns beside its key; the seal itself is in none.
SEALED: Mapping[Table, tuple[str, ...]] = {
    ORGANISATIONS: ("name", "customer", "facts", "is_example", "created_at"),
    ASSESSMENTS: (
        *("organisation_id", "questionnaire", "version", "scope", "law", "on", "plan", "report", "logo"),
        *("created_at", "closed_at", "facts", "begun_from"),
    ),
    ANSWERS: ("answer", "at", "by", "workshop_id", "carried"),
    RESULTS: ("version", "reported", "result", "at"),
    MEMBERSHIPS: ("role", "department", "since"),
    ASSOCIATION_MEMBERS: ("since",),
    CONSENTS: ("by", "at"),
    ASSIGNMENTS: ("person_id", "department", "by", "at"),
    WORK: ("state", "remark", "by", "at"),
    MIRROR_SCORES: ("level", "reason", "at"),
    FILES: ("assessment_id", "item", "name", "kind", "size", "sha256", "by", "at"),
}
_KEYS = {table: tuple(column.name for column in table.primary_key) for table in SEALED}
_NEW = insert(AUDIT)
_HEAD = select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
# The last link may be of an organisation that a role with row-level security does not see; the view shows only this.
_HEAD_FOR_ALL = text("SELECT number, hash FROM audit_head")

# PostgreSQL links the events itself, so that between taking its turn and the end of the transaction nobody waits for
# this process. What is hashed is the same as in `link`: a list in JSON, of which the client hands over all but the
# first two values. The lock means "the trail is being added to"; any number that never changes would do.
_HAND_OVER = text("SELECT set_config('peilstok.events', :events, true)")
_APPEND = """
DO $$
DECLARE
    last audit_head;
    event json;
BEGIN
    PERFORM pg_advisory_xact_lock(73457866);
    SELECT * INTO last FROM audit_head;
    last.number := coalesce(last.number, 0);
    last.hash := coalesce(last.hash, repeat('0', 64));
    FOR event IN SELECT json_array_elements(current_setting('peilstok.events')::json) LOOP
        last.number := last.number + 1;
        last.hash := encode(sha256(convert_to(
            '["' || last.hash || '",' || last.number || ',' || (event->>'said'), 'UTF8')), 'hex');
        INSERT INTO audit (number, at, by, action, organisation_id, subject, digest, detail, hash) VALUES (
            last.number, (event->>'at')::timestamptz, event->>'by', event->>'action', event->>'organisation_id',
            event->>'subject', event->>'digest', event->'detail', last.hash);
    END LOOP;
END $$
"""


@dataclass(frozen=True)
class Event:
    """What is to be added: an action on a subject, with the HMAC of what is there now, GONE, or None: no change."""

    action: str
    subject: str
    organisation_id: str | None = None
    digest: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The end of the trail: how many events it has, and the hash of the last."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def subject_of(table: Table, row: Mapping[str, Any]) -> str:
    """How the trail names a row of this table: the table, and its key."""
    return " ".join([table.name, *(str(row[key]) for key in _KEYS[table])])


def digest_of(table: Table, row: Mapping[str, Any], seal: str) -> str:
    """The HMAC-SHA256 (RFC 2104) of what the row says, with its subject, under the organisation's key.

    What is empty at the end is left out: a column that a later version added changes no digest of before.
    """
    said = [subject_of(table, row), *(_plain(row[column]) for column in SEALED[table])]
    while said[-1] is None:
        said.pop()
    return sealed(said, seal)


def sealed(said: Sequence[Any], seal: str) -> str:
    """The HMAC-SHA256 of these plain values under this key."""
    return hmac.new(bytes.fromhex(seal), _canonical(said), hashlib.sha256).hexdigest()


def head(connection: Connection) -> Head:
    """The end of the trail as it is now; number 0 while nothing stands in it."""
    row = connection.execute(_HEAD if connection.dialect.name == "sqlite" else _HEAD_FOR_ALL).one_or_none()
    return Head(row.number, row.hash) if row else Head(0, START)


def append(connection: Connection, by: str, events: Sequence[Event]) -> None:
    """Adds these events at the end, at the end of the transaction that made the changes: it holds up who comes next."""
    at = datetime.now(UTC)
    rows = [
        {
            "at": at, "by": by, "action": event.action, "organisation_id": event.organisation_id,
            "subject": event.subject, "digest": event.digest, "detail": dict(event.detail),
        }
        for event in events
    ]  # fmt: skip
    if connection.dialect.name != "sqlite":
        said = [{**row, "at": at.isoformat(), "said": _canonical(_said(row)).decode()[1:]} for row in rows]
        connection.execute(_HAND_OVER, {"events": json.dumps(said)})
        connection.exec_driver_sql(_APPEND)
        return
    last, linked = head(connection), []  # the transaction holds the whole database
    for number, row in enumerate(rows, last.number + 1):
        numbered = {"number": number, **row}
        last = Head(number, link(last.hash, numbered))
        linked.append({**numbered, "hash": last.hash})
    connection.execute(_NEW, linked)


def link(before: str, row: Mapping[str, Any]) -> str:
    """The hash of an event that stands after this hash: SHA-256 over that hash and all of the event's columns."""
    return hashlib.sha256(_canonical([before, row["number"], *_said(row)])).hexdigest()


def _said(row: Mapping[str, Any]) -> list[Any]:
    """All that an event says, but for its place."""
    return [_plain(row[column.name]) for column in AUDIT.columns if column.name not in ("number", "hash")]


def _plain(value: Any) -> Any:
    """A value of a column in the one form that both databases give it back in."""
    if isinstance(value, datetime):
        return utc(value).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value


def _canonical(said: Sequence[Any]) -> bytes:
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
