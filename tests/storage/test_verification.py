"""Verifying the audit trail: an edit anywhere is found and named, and what the program itself does is in order."""

import tracemalloc
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    create_engine,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from auth.who import TERMINAL
from model.answers import Organisation
from model.errors import BadInput
from storage.audit import SEALED, START, Event, Head, append, digest_of, head, link
from storage.database import changing_tables, downgrade, migrate
from storage.store import Store
from storage.tables import (
    ANSWER_HISTORY,
    ANSWERS,
    ASSESSMENTS,
    ASSOCIATIONS,
    AUDIT,
    MEMBERSHIPS,
    ORGANISATIONS,
    PEOPLE,
    WORK,
)
from storage.verification import WRITTEN, verify

TABLES = [*SEALED, ANSWER_HISTORY]


@pytest.fixture
def shell(store):
    """The database as any other program opens it: without foreign keys on SQLite, and with no word in the trail."""
    engine = create_engine(store.engine.url)
    yield engine
    engine.dispose()


@pytest.fixture
def found(store):
    """What verifying finds, as sentences."""
    return lambda kept=None: [str(mistake) for mistake in verify(store.engine, kept)]


def rows(engine, table):
    """All rows, in the order of their keys."""
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


def run(engine, *statements):
    """Runs statements, in one transaction."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement)


def other(column, value, elsewhere):
    """Another value that the column takes: of a reference, that of another row; otherwise as near as can be."""
    for reference in column.foreign_keys:
        return elsewhere[reference.column.table]
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, Integer):
        return value + 1000
    if isinstance(column.type, DateTime):
        return value + timedelta(microseconds=1) if value else datetime.now(UTC)
    if isinstance(column.type, Date):
        return value + timedelta(days=1)
    if isinstance(column.type, LargeBinary):
        return (value or b"") + b" "
    if isinstance(value, dict):
        return {**value, "note": "Anders"}
    return str(uuid.uuid4()) if column.primary_key and column.type.length == 36 else f"{value or ''}."[-30:]


def of(table, row):
    """Where this row is."""
    return [column == row[column.name] for column in table.primary_key]


def test_what_the_program_writes_is_in_order(fill, found, store):
    """An organisation with everything, and after removing one of two."""
    first, _ = fill(), fill("Jansen")
    assert found() == []

    store.remove_organisation(first.organisation)

    assert found() == []


def test_an_empty_database_is_in_order(store, found):
    """Its end is number 0."""
    with store.engine.connect() as connection:
        end = head(connection)

    assert str(end) == f"0:{START}"
    assert found(end) == []


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_column_is_sealed(table):
    """Its key by the subject, the others by the digest; only the seal itself is not."""
    sealed = {*SEALED[ANSWERS if table is ANSWER_HISTORY else table], *table.primary_key.columns.keys()}

    assert set(table.columns.keys()) - {"seal", "assessment_id", "item"} <= sealed


@pytest.fixture
def elsewhere(store, add_person):
    """By table another row that a reference can name, of which nothing else is kept."""
    organisation = store.add_organisation(Organisation(name="Ander"))
    assessment = store.add_assessment(organisation, "q", "1", "core", date(2026, 11, 22))
    association = {"id": str(uuid.uuid4()), "name": "Ander", "created_at": datetime.now(UTC)}
    run(store.engine, insert(ASSOCIATIONS).values(association))
    ids = {ORGANISATIONS: organisation, ASSESSMENTS: assessment, ASSOCIATIONS: association["id"]}
    return {**ids, PEOPLE: add_person(store.engine)}


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_an_edit_of_any_column_is_found(fill, shell, found, elsewhere, table):
    """Each alone: the row is named; put back, all is in order. What the database itself refuses needs no finding."""
    row = _row_of(table, fill())(shell)
    name = table.name.replace("answer_history", "answers")
    tried = 0
    for column in table.columns:
        value = other(column, row[column.name], elsewhere)
        try:
            run(shell, update(table).where(*of(table, row)).values({column.name: value}))
        except IntegrityError:
            assert shell.dialect.name == "postgresql"
            assert column.name == "id"
            continue
        tried += 1
        assert any(name in one for one in found()), column.name
        changed = {**row, column.name: value}
        run(shell, update(table).where(*of(table, changed)).values({column.name: row[column.name]}))
        assert found() == [], column.name
    assert tried >= len(table.columns) - 1


def _row_of(table, full):
    """The first row of a table that belongs to this organisation."""
    ids = {full.organisation, full.assessment}
    return lambda engine: next(row for row in rows(engine, table) if ids & set(map(str, row.values())))


@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_no_program_can_read_is_found(fill, shell, found, table):
    """SQLite takes anything in any column, whatever its type; verifying goes on, and names it."""
    fill()
    for column in table.columns:
        if column is ANSWER_HISTORY.c.id:
            continue  # the one kind of column in which SQLite takes only numbers
        with shell.connect() as connection:
            query = f'SELECT rowid, "{column.name}" FROM {table.name} LIMIT 1'
            rowid, before = connection.exec_driver_sql(query).one()
        for value in ("cast(x'ff' as text)", "x'ff'", "'{'", "7.5", "'2026-13-45'"):
            edit = f'UPDATE {table.name} SET "{column.name}" = {{}} WHERE rowid = {rowid}'
            with shell.begin() as connection:
                connection.exec_driver_sql(edit.format(value))
            assert found(), (column.name, value)
            with shell.begin() as connection:
                connection.exec_driver_sql(edit.format("?"), (before,))
    assert found() == []


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_that_is_removed_or_added_is_found(fill, shell, found, table):
    """Named by its table and key; without what hangs on it, so that nothing else gives it away."""
    fill()
    row = rows(shell, table)[0]
    run(shell, delete(table).where(*of(table, row)))
    assert any(table.name.replace("answer_history", "answers") in one for one in found())
    if shell.dialect.name == "postgresql" and table in (ORGANISATIONS, ASSESSMENTS):
        return  # the rows that hung on it went with it
    run(shell, insert(table).values(row))
    if table is not ANSWER_HISTORY:
        assert found() == []
    key = [column for column in table.primary_key if not column.foreign_keys]
    if key:
        added = {**row, key[-1].name: other(key[-1], row[key[-1].name], ())}
        run(shell, insert(table).values(added))
        assert any("written past Peilstok" in one or "history" in one for one in found())


def test_a_row_that_was_never_recorded_is_found(fill, shell, found):
    """A role that someone gave themselves."""
    full = fill()
    stranger = {**rows(shell, PEOPLE)[0], "id": str(uuid.uuid4()), "subject": "vreemd"}
    member = {**rows(shell, MEMBERSHIPS)[0], "person_id": stranger["id"], "role": "owner"}
    run(shell, insert(PEOPLE).values(stranger), insert(MEMBERSHIPS).values(member))

    assert found() == [
        f"memberships {full.organisation} {stranger['id']}: written past Peilstok. The audit trail does not know it."
    ]


def test_the_content_of_a_file_is_compared(fill, shell, found):
    """With the hash that was recorded when it was handed in."""
    full = fill()
    run(
        shell,
        "UPDATE blobs SET content = '\\x00'" if shell.dialect.name == "postgresql" else "UPDATE blobs SET content = 1",
    )

    assert found() == [f"files {full.file}: its content was changed past Peilstok."]


@pytest.mark.parametrize("column", AUDIT.columns.keys())
def test_an_edit_of_any_column_of_the_trail_is_found(fill, shell, found, column):
    """The first broken link is named by its number."""
    fill()
    third = rows(shell, AUDIT)[2]
    run(shell, update(AUDIT).where(AUDIT.c.number == 3).values({column: other(AUDIT.c[column], third[column], ())}))

    number = (
        "After event 2 of the audit trail comes 4" if column == "number" else "Event 3 of the audit trail is broken"
    )
    assert found()[0].startswith(number)


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("DELETE FROM audit WHERE number = 1", "After event 0 of the audit trail comes 2:"),
        ("DELETE FROM audit WHERE number = 3", "After event 2 of the audit trail comes 4:"),
        ("UPDATE audit SET number = -number WHERE number = 1", "After event 0 of the audit trail comes -1:"),
    ],
)
def test_a_gap_in_the_trail_is_found(fill, shell, found, statement, first):
    """By the number after which something is missing."""
    fill()
    run(shell, statement)

    assert found()[0].startswith(first)


def test_two_events_that_changed_places_are_found(fill, shell, found):
    """The order is part of the chain."""
    fill()
    run(shell, *(f"UPDATE audit SET number = {new} WHERE number = {old}" for old, new in ((2, 0), (3, 2), (0, 3))))

    assert found()[0].startswith("Event 2 of the audit trail is broken")


def test_only_the_first_broken_link_is_named(fill, shell, found):
    """Everything after it may follow from it."""
    fill()
    run(shell, "UPDATE audit SET hash = subject WHERE number IN (2, 4, 6)")

    assert [one for one in found() if "the audit trail is broken" in one] == [
        "Event 2 of the audit trail is broken: its hash does not follow from event 1 and what it says."
    ]


def forge(engine):
    """Makes the chain fit again after an edit: whoever writes in the database and knows the form can do that."""
    before = START
    for row in rows(engine, AUDIT):
        before = link(before, row)
        run(engine, update(AUDIT).where(AUDIT.c.number == row["number"]).values(hash=before))


def test_a_trail_that_was_cut_off_differs_from_the_head_that_was_kept(fill, store, shell, found):
    """The chain alone can't tell: its rest is whole. An older head still fits."""
    fill()
    with store.engine.connect() as connection:
        older = head(connection)
    with store._writing("export", organisation=rows(shell, ORGANISATIONS)[0]["id"]) as entered:
        entered.note("exported")
    with store.engine.connect() as connection:
        kept = head(connection)
    assert found(kept) == found(older) == []

    run(shell, delete(AUDIT).where(AUDIT.c.number == kept.number))

    assert found() == found(older) == []
    end = f"The audit trail ends at event {older.number}; the head that you kept is event {kept.number}."
    assert found(kept) == [f"{end} Its end was cut off."]


def test_a_trail_that_was_rewritten_differs_from_the_head_that_was_kept(fill, store, shell, found):
    """Also when someone made every hash anew, and went on after it."""
    full = fill()
    with store.engine.connect() as connection:
        kept = head(connection)
    run(shell, update(AUDIT).where(AUDIT.c.number == 2).values(by=full.people["owner"]))
    forge(shell)
    store.give_answer(full.assessment, "a1", {"level": 1})

    assert found() == []
    assert found(kept) == [
        f"Event {kept.number} of the audit trail is not the one whose hash you kept: the trail was rewritten."
    ]


def test_a_head_of_another_trail_is_found(fill, found):
    """With a number that exists, and a hash that never did."""
    fill()

    assert found(Head(1, START)) == [
        "Event 1 of the audit trail is not the one whose hash you kept: the trail was rewritten."
    ]


def test_a_history_that_says_something_else_than_the_answer_has_its_own_digest(fill, store, shell, found):
    """Who reviews an answer stands in the history; the answer stays of who gave it."""
    full = fill()
    row = next(row for row in rows(shell, ANSWERS) if row["item"] == "a1")
    answer = {**row["answer"], "assurance": "reviewed"}
    given = {**row, "answer": answer, "by": full.people["consultant"]}
    with store._writing("answer", assessment=full.assessment) as entered:
        entered.connection.execute(update(ANSWERS).where(ANSWERS.c.item == "a1").values(answer=answer))
        entered.connection.execute(insert(ANSWER_HISTORY).inline(), given)
        history = digest_of(ANSWERS, given, entered.seal)
        entered.record("reviewed", ANSWERS, {**row, "answer": answer}, history=history)
    assert found() == []

    run(shell, update(ANSWER_HISTORY).where(ANSWER_HISTORY.c.by == full.people["consultant"]).values(by="iemand"))

    assert len(found()) == 1


def test_what_was_removed_stays_removed(fill, store, shell, found):
    """A row of an organisation that comes back, as from an old copy, is found."""
    full = fill()
    row = rows(shell, ORGANISATIONS)[0]
    store.remove_organisation(full.organisation)
    run(shell, insert(ORGANISATIONS).values(row))

    assert found() == [f"organisations {full.organisation}: written past Peilstok. The audit trail does not know it."]


def test_a_database_of_the_first_version_is_in_order(fill, store, found):
    """The migration begins the trail with what it finds; an edit after that is found."""
    full = fill()
    with changing_tables(store.engine) as connection:
        downgrade(connection, "0001")
    migrate(store.engine)
    assert found() == []

    run(store.engine, update(ANSWERS).where(ANSWERS.c.item == "a1").values(by="iemand"))

    assert len(found()) == 1
    assert found()[0].startswith(f"answers {full.assessment} a1: changed past Peilstok.")


def test_the_program_on_postgresql_can_not_verify(apart, given):
    """Row-level security would hide most of the trail from it: the owner of the tables can."""
    owner, program = apart
    Store(owner, TERMINAL).add_answers_file(given({"a1": {"level": 2}}))

    assert list(verify(owner)) == []
    with pytest.raises(BadInput, match="PEILSTOK_OWNER_URL"):
        list(verify(program))


def test_verifying_a_long_trail_takes_little_memory(fill, store, shell, found):
    """Ten times as many events and rows take no more: they are read one after another."""
    full = fill()
    row = rows(shell, WORK)[0]

    def peak(count):
        with shell.begin() as connection:
            connection.execute(insert(WORK), [{**row, "item": f"{count}-{number}"} for number in range(count)])
            append(connection, "cli", [Event("read", f"organisations {full.organisation}")] * count)
        tracemalloc.start()
        try:
            assert sum(mistake.text == WRITTEN for mistake in verify(store.engine)) >= count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few = peak(1500)
    assert peak(15_000) < 1.5 * few
