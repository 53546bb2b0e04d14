"""Organisations by the hundred thousand: rows that the database makes by itself, straight in its tables."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, Subquery, Table, cast, insert, literal, select, text

from performance.databases import FilledDatabase
from storage.tables import ANSWER_HISTORY, ANSWERS, ASSESSMENTS, AUDIT, MEMBERSHIPS, ORGANISATIONS, PEOPLE

AT = datetime(2026, 1, 2, tzinfo=UTC)  # before anything that is measured
ITEMS = ("s1.1", "s1.2", "s1.3", "s2.1", "s2.3")
HASH = "0" * 64  # whoever verifies this trail finds it broken; no page does
Row = Mapping[str, Any]


def fill(database: FilledDatabase, questionnaire: str, organisations: int) -> None:
    """Adds so many organisations, each with an owner, an assessment, some answers, and as much of a trail."""
    numbers = _numbers(organisations)
    id_ = cast(numbers.c.number, String(20))
    with database.store.engine.begin() as connection:
        rows = list(_of_one(id_, questionnaire))
        for place, (table, row) in enumerate(rows):
            trail = {
                "number": (numbers.c.number - 1) * len(rows) + place + 1, "at": AT, "by": "bench",
                "action": "answer_given", "organisation_id": row.get("organisation_id", row.get("id")),
                "subject": literal(f"{table.name} {place} ") + id_, "digest": HASH, "detail": {}, "hash": HASH,
            }  # fmt: skip
            for into, values in ((table, row), (AUDIT, trail)):
                said = [_typed(into, name, value) for name, value in values.items()]
                connection.execute(insert(into).from_select(list(values), select(*said).select_from(numbers)))
    if database.store.engine.dialect.name != "sqlite":
        # What PostgreSQL does by itself within a minute, so that what it plans does not change while we measure.
        with database.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _of_one(id_: ColumnElement[str], questionnaire: str) -> Iterator[tuple[Table, Row]]:
    """All rows of one organisation, in an order that no reference minds."""
    person, organisation, assessment = (literal(f"{name}-") + id_ for name in ("person", "organisation", "assessment"))
    yield PEOPLE, {
        "id": person, "issuer": "bench", "subject": id_, "name": literal("Voorbeeld ") + id_, "signed_in_at": AT,
        "created_at": AT,
    }  # fmt: skip
    yield ORGANISATIONS, {
        "id": organisation, "name": literal("Voorbeeld ") + id_ + literal(" (fictief)"), "customer": "klant",
        "facts": {}, "is_example": False, "created_at": AT, "seal": HASH,
    }  # fmt: skip
    yield MEMBERSHIPS, {"organisation_id": organisation, "person_id": person, "role": "owner", "since": AT}
    yield ASSESSMENTS, {
        "id": assessment, "organisation_id": organisation, "questionnaire": questionnaire, "version": "2026.1",
        "scope": "core", "law": False, "on": date(2026, 1, 2), "plan": {}, "report": {}, "created_at": AT,
    }  # fmt: skip
    for item in ITEMS:
        answer = {"assessment_id": assessment, "item": item, "answer": {"level": 3}, "at": AT, "by": person}
        yield ANSWERS, answer
        yield ANSWER_HISTORY, answer


def _numbers(last: int) -> Subquery:
    first = select(literal(1).label("number")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.number + 1).where(first.c.number < last)).select().subquery()


def _typed(table: Table, name: str, value: Any) -> ColumnElement[Any]:
    return value if isinstance(value, ColumnElement) else literal(value, table.c[name].type)
