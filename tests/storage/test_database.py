"""Opening a database and changing its tables: one at a time, with all that is in them, or not at all."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import inspect, text

from model.errors import BadInput
from storage import database
from storage.database import (
    changing_tables,
    downgrade,
    engine_for,
    migrate,
    open_database,
    revision_of,
    revisions,
    upgrade,
)
from storage.tables import METADATA

# A later version: adds a column that is never empty, which SQLite can only do by making the table anew.
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{before}"


def upgrade():
    with op.batch_alter_table("assessments", recreate="auto") as batch:
        batch.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
    with op.batch_alter_table("assessments") as batch:
        batch.alter_column("colour", server_default=None)
    {last}


def downgrade():
    with op.batch_alter_table("assessments") as batch:
        batch.drop_column("colour")
    {last}
"""


@pytest.fixture
def later(monkeypatch, tmp_path):
    """Makes the migrations those of a later version, which ends with the statement given; gives today's revision."""
    newest = revisions()[-1]
    folder = tmp_path / "later%" / "migrations"
    shutil.copytree(database.MIGRATIONS, folder)

    def make(last="pass"):
        script = LATER.format(before=newest, last=last)
        (folder / "versions" / "9999_later.py").write_text(script, encoding="utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", folder)
        return newest

    return make


@pytest.fixture
def filled(store, given):
    """The id of an assessment with answers, history, plan and report."""
    file = given({"a1": {"level": 3, "note": "Łódź"}, "b2": {"unknown": True}}, plan={"days_a_quarter": 7})
    assessment = store.add_answers_file(file)
    store.give_answer(assessment, "a1", {"level": 4})
    return assessment


def everything(engine):
    """All rows of all tables, with the names of their columns, the tables themselves and their revision."""
    with engine.connect() as connection:
        names = sorted(inspect(connection).get_table_names())
        found = {
            name: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY 1, 2')).mappings()]
            for name in names
            if name != "alembic_version"
        }
        return revision_of(connection), found


def foreign_keys(engine):
    """What refers to what, and what happens to it."""
    inspector = inspect(engine)
    return {
        table: [(key["referred_table"], key["options"]) for key in inspector.get_foreign_keys(table)]
        for table in METADATA.tables
    }


def test_up_and_down_keep_every_row(store, filled, later):
    """Also those that refer to a table that is made anew, with their references."""
    before, keys = everything(store.engine), foreign_keys(store.engine)
    newest = later()

    migrate(store.engine)

    revision, tables = everything(store.engine)
    assert revision == "9999"
    assert [row.pop("colour") for row in tables["assessments"]] == ["blue"]
    assert (tables, foreign_keys(store.engine)) == (before[1], keys)

    with changing_tables(store.engine) as connection:
        downgrade(connection, newest)

    assert (everything(store.engine), foreign_keys(store.engine)) == (before, keys)
    store.remove_organisation(store.organisation_of(filled))
    assert [name for name, rows in everything(store.engine)[1].items() if rows] == []


def test_the_first_revision_can_be_taken_back_too(store, filled):
    """All the way down nothing is left, and up again the tables are there."""
    with changing_tables(store.engine) as connection:
        downgrade(connection, "base")
        assert sorted(inspect(connection).get_table_names()) == ["alembic_version"]
        upgrade(connection)

    assert set(METADATA.tables) <= set(everything(store.engine)[1])


@pytest.mark.parametrize("direction", ["up", "down"])
def test_an_interrupted_migration_leaves_the_database_as_it_was(store, filled, later, direction):
    """Tables, rows, revision; and afterwards it can be done again."""
    newest = later()
    if direction == "down":
        migrate(store.engine)
    before = everything(store.engine)
    later("raise KeyboardInterrupt")

    with pytest.raises(KeyboardInterrupt), changing_tables(store.engine) as connection:
        upgrade(connection) if direction == "up" else downgrade(connection, newest)

    assert everything(store.engine) == before
    later()
    migrate(store.engine)
    assert everything(store.engine)[0] == "9999"


def test_one_migration_at_a_time(store, filled, later):
    """The second waits for the first, and then finds nothing left to do."""
    later()
    first_is_in, second_is_started = Event(), Event()

    def first():
        with changing_tables(store.engine) as connection:
            first_is_in.set()
            second_is_started.wait(10)
            upgrade(connection)
            Event().wait(0.3)  # long enough for a second that does not wait to look around

    def second():
        first_is_in.wait(10)
        second_is_started.set()
        with changing_tables(store.engine) as connection:
            return revision_of(connection)

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(first), pool.submit(second)
        assert (one.result(30), other.result(30)) == (None, "9999")


def test_starts_at_the_same_moment_make_the_tables_once(url):
    """Eight of them, in an empty database; each finds it in order."""
    engine = engine_for(url)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(migrate, [engine] * 8))

    assert everything(engine)[0] == revisions()[-1]


def test_references_hold_again_after_a_migration(store, later):
    """SQLite's own check is off while tables change, and on for every connection afterwards."""
    later()
    migrate(store.engine)

    assert store.engine.dialect.name != "sqlite" or _all_pragmas(store.engine) == {1}


def _all_pragmas(engine):
    connections = [engine.connect() for _ in range(5)]
    found = {connection.execute(text("PRAGMA foreign_keys")).scalar_one() for connection in connections}
    for connection in connections:
        connection.close()
    return found


def test_a_database_of_a_newer_version_is_left_alone(store, url, filled):
    """One sentence, and nothing changes."""
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = everything(store.engine)

    with pytest.raises(BadInput, match=r"newer version of Peilstok\. Install that version\.$"):
        open_database(url)

    assert everything(store.engine) == before


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://nobody@/nothing?host=/nowhere",
        "postgresql://nobody@localhost:1/nothing",
        "nonsense://x",
        "no address at all",
        "sqlite:////proc/nowhere/peilstok.db",
    ],
)
def test_what_can_not_be_opened_gets_one_sentence(address):
    """A server that is not there, a kind that does not exist, a folder that can't be made."""
    with pytest.raises(BadInput, match=r"^DATABASE_URL: this database can't be opened \(\w+\)\. Check the address"):
        open_database(address)


def test_the_tests_connect_to_postgresql_as_a_plain_role(postgresql):
    """A superuser would pass every lock that a later test wants to see."""
    engine = engine_for(postgresql())
    with engine.connect() as connection:
        wanted = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(text(wanted)).scalar_one() is False
    engine.dispose()
