"""Verifying the audit trail: its chain from the first link to the last, and the tables against what it says of them."""

import hashlib
import heapq
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    Select,
    String,
    Table,
    TypeDecorator,
    collate,
    literal,
    select,
    text,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from model.errors import BadInput, Mistake
from storage.access import reached
from storage.audit import GONE, SEALED, START, Head, digest_of, link, sealed
from storage.tables import ANSWER_HISTORY, ANSWERS, ASSESSMENTS, AUDIT, BLOBS, FILES, ORGANISATIONS

# Rows in memory at once; an evidence file may have ten megabytes.
_ROWS, _CONTENTS = 1000, 2
_Found: TypeAlias = tuple[str, str, Mapping[str, Any]]

BROKEN = "Event {number} of the audit trail is broken: its hash does not follow from event {before} and what it says."
MISPLACED = "After event {before} of the audit trail comes {number}: events were removed, put in or moved."
CUT_OFF = "The audit trail ends at event {number}; the head that you kept is event {kept}. Its end was cut off."
REWRITTEN = "Event {number} of the audit trail is not the one whose hash you kept: the trail was rewritten."
CHANGED = "{subject}: changed past Peilstok. What stands there is not what event {number} recorded."
WRITTEN = "{subject}: written past Peilstok. The audit trail does not know it."
REMOVED = "{subject}: removed past Peilstok. By event {number} of the audit trail it is there."
HISTORY = "{subject}: its history was changed past Peilstok. It is not what the audit trail recorded."
CONTENT = "{subject}: its content was changed past Peilstok."
NOT_OWNER = "The audit trail can only be verified as the owner of the tables. Give that address in PEILSTOK_OWNER_URL."


def verify(engine: Engine, kept: Head | None = None) -> Iterator[Mistake]:
    """Every difference as a sentence: the first broken link, then what stands in the tables and was not recorded so.

    :param kept: the end of the trail as it was once printed and kept elsewhere.
    :raises BadInput: this role of PostgreSQL does not see the whole trail.
    :raises Unavailable: the database can't be reached.
    """
    with reached(), engine.connect() as connection, _any_text(connection):
        if connection.dialect.name != "sqlite" and connection.scalar(text("SELECT row_security_active('audit')")):
            raise BadInput([Mistake(NOT_OWNER)])
        gone: set[str] = set()
        yield from _chain(connection, kept, gone)
        erasures = _erasures(connection)
        for table in SEALED:
            for subject, found in groupby(_by_subject(connection, table), key=lambda one: one[0]):
                yield from _differences(table, subject, list(found), gone, erasures.get(subject))
        yield from _contents(connection)


def _chain(connection: Connection, kept: Head | None, gone: set[str]) -> Iterator[Mistake]:
    """The first broken link, and what does not fit the head that was kept; adds to `gone` what was removed."""
    before, is_whole = Head(0, START), True
    for row in _stream(connection, select(*_as_found(AUDIT)).order_by(AUDIT.c.number)):
        head = Head(row["number"], row["hash"])
        if is_whole and head.number != before.number + 1:
            is_whole = False
            yield Mistake(MISPLACED, before=before.number, number=head.number)
        elif is_whole and head.hash != link(before.hash, row):
            is_whole = False
            yield Mistake(BROKEN, before=before.number, number=head.number)
        if kept is not None and head.number == kept.number and head.hash != kept.hash:
            yield Mistake(REWRITTEN, number=head.number)
        if row["digest"] == GONE:
            gone.add(row["subject"])
        before = head
    if kept is not None and before.number < kept.number:
        yield Mistake(CUT_OFF, number=before.number, kept=kept.number)


def _differences(
    table: Table, subject: str, found: Sequence[_Found], gone: Container[str], erasure: Mapping[str, Any] | None
) -> Iterator[Mistake]:
    """What differs between the events of one subject, its row, and of an answer also its history."""
    events, rows, history = ([row for _, kind, row in found if kind == one] for one in ("event", "row", "history"))
    last = events[-1] if events else None
    if not rows:
        if last is not None and last["digest"] != GONE and not _went_along(table, last, gone):
            yield Mistake(REMOVED, subject=subject, number=last["number"])
        elif history:
            yield Mistake(WRITTEN, subject=subject)
        return
    if last is None or last["digest"] == GONE or rows[0]["seal"] is None:
        yield Mistake(WRITTEN, subject=subject)
    elif _digest(table, rows[0]) != last["digest"]:
        yield Mistake(CHANGED, subject=subject, number=last["number"])
    elif table is ANSWERS and not _is_history(events, history, erasure):
        yield Mistake(HISTORY, subject=subject)


def _went_along(table: Table, event: Mapping[str, Any], gone: Container[str]) -> bool:
    """Whether its assessment or organisation was removed, and this with it."""
    if f"organisations {event['organisation_id']}" in gone:
        return True
    return (
        next(iter(table.primary_key)).name == "assessment_id" and f"assessments {event['subject'].split()[1]}" in gone
    )


def _is_history(
    events: Sequence[Mapping[str, Any]], history: Sequence[Mapping[str, Any]], erasure: Mapping[str, Any] | None
) -> bool:
    """Whether the history of an answer is what was recorded, in that order; of erased texts: what was left of them."""
    # Who reviews an answer leaves it to who gave it: its history then says something else, which has its own digest.
    # Erasing the last texts of a closed answer changes its row, and adds nothing to its history.
    recorded = [event for event in events if event["digest"] != GONE and event["action"] != "texts_erased"]
    given = [_detail(event).get("history", event["digest"]) for event in recorded]
    kept = [_digest(ANSWERS, row) for row in history]
    if erasure is None:
        return kept == given
    erased = _detail(erasure).get("rows")
    left = sealed([erasure["subject"], *kept[:erased]], history[0]["seal"]) if history else None
    return left == erasure["digest"] and kept[erased:] == given[erased:]


def _detail(event: Mapping[str, Any]) -> dict[str, Any]:
    return event["detail"] if isinstance(event["detail"], dict) else {}


def _digest(table: Table, row: Mapping[str, Any]) -> str | None:
    try:
        return digest_of(table, row, row["seal"])
    except (ValueError, TypeError):  # the seal itself was changed
        return None


def _contents(connection: Connection) -> Iterator[Mistake]:
    """Files kept in the database whose content is not the one that was handed in."""
    query = select(FILES.c.id, *_as_found(FILES, "sha256"), *_as_found(BLOBS, "content")).join(BLOBS)
    for row in _stream(connection, query, _CONTENTS):
        content = row["content"]
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != row["sha256"]:
            yield Mistake(CONTENT, subject=f"files {row['id']}")


def _by_subject(connection: Connection, table: Table) -> Iterator[_Found]:
    """The events about the rows of a table, the rows, and of answers their history: merged in the order of subjects."""
    about = AUDIT.c.subject.startswith(f"{table.name} ", autoescape=True) & AUDIT.c.digest.is_not(None)
    sources = {
        "event": select(*_as_found(AUDIT)).where(about).order_by(_sorted(connection, AUDIT.c.subject), AUDIT.c.number),
        "row": _rows(connection, table, table).order_by(text("sorted")),
    }
    if table is ANSWERS:
        sources["history"] = _rows(connection, table, ANSWER_HISTORY).order_by(text("sorted"), ANSWER_HISTORY.c.id)
    streams = [_kind(kind, _stream(connection, query)) for kind, query in sources.items()]
    return heapq.merge(*streams, key=lambda found: found[0])


def _kind(kind: str, rows: Iterator[Mapping[str, Any]]) -> Iterator[_Found]:
    return ((row["subject"], kind, row) for row in rows)


def _rows(connection: Connection, table: Table, source: Table) -> Select[Any]:
    """The rows of a table, or of its history, each with its subject and its organisation's seal."""
    keys = [column.name for column in table.primary_key]
    subject: ColumnElement[str] = literal(table.name)
    for key in keys:
        subject = subject.concat(" ").concat(source.c[key])
    query = select(
        *_as_found(source, *keys, *SEALED[table]),
        subject.label("subject"),
        _sorted(connection, subject).label("sorted"),
        type_coerce(ORGANISATIONS.c.seal, _AsFound(String())).label("seal"),
    )
    if source is ORGANISATIONS:
        return query
    if "organisation_id" in source.c:
        return query.outerjoin_from(source, ORGANISATIONS, ORGANISATIONS.c.id == source.c.organisation_id)
    joined = source.outerjoin(ASSESSMENTS, ASSESSMENTS.c.id == source.c.assessment_id)
    return query.select_from(joined.outerjoin(ORGANISATIONS, ORGANISATIONS.c.id == ASSESSMENTS.c.organisation_id))


def _erasures(connection: Connection) -> dict[str, Mapping[str, Any]]:
    """By answer the last time that its earlier texts were erased."""
    about = AUDIT.c.subject.startswith("answer_history ", autoescape=True) & AUDIT.c.digest.is_not(None)
    rows = _stream(connection, select(*_as_found(AUDIT)).where(about).order_by(AUDIT.c.number))
    return {f"answers {row['subject'].partition(' ')[2]}": row for row in rows}


def _stream(connection: Connection, query: Select[Any], at_once: int = _ROWS) -> Iterator[Mapping[str, Any]]:
    for row in connection.execute(query, execution_options={"yield_per": at_once}).mappings():
        yield {str(column): value for column, value in row.items()}


def _sorted(connection: Connection, subject: ColumnElement[str]) -> ColumnElement[str]:
    """In the order in which Python compares texts."""
    return subject if connection.dialect.name == "sqlite" else collate(subject, "C")


def _as_found(table: Table, *names: str) -> list[ColumnElement[Any]]:
    columns = [table.c[name] for name in names] or list(table.columns)
    return [type_coerce(column, _AsFound(column.type)).label(column.name) for column in columns]


class _AsFound(TypeDecorator[Any]):
    """A column as its type reads it, or else as it stands there: SQLite keeps whatever is written past the program."""

    impl = String
    cache_ok = True

    def __init__(self, kind: TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Reads as the column's own type."""
        return dialect.type_descriptor(self.kind)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """What the type makes of a value, or the value itself where the type can't read it."""
        read = super().result_processor(dialect, coltype)

        def found(value: Any) -> Any:
            try:
                return read(value) if read is not None else value
            except (ValueError, TypeError):
                return value

        return found


@contextmanager
def _any_text(connection: Connection) -> Iterator[None]:
    """Reads text on SQLite also where it is none: bytes that were written past the program."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.text_factory = lambda found: found.decode("utf-8", "replace")
    try:
        yield
    finally:
        driver.text_factory = str
