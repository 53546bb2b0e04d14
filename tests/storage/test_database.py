"""Opening a database and changing its tables: one at a time, with all that is in them, or not at all."""

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import inspect, text

from model.errors import BadInput
from storage.benchmark_tables import METADATA
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


def foreign_keys(engine):
    """What refers to what, and what happens to it."""
    inspector = inspect(engine)
    return {
        table: [(key["referred_table"], key["options"]) for key in inspector.get_foreign_keys(table)]
        for table in METADATA.tables
    }


def test_up_and_down_keep_every_row(store, filled, later, everything):
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
    assert [name for name, rows in everything(store.engine)[1].items() if rows] == ["audit"]


def test_the_first_revision_can_be_taken_back_too(store, filled, everything):
    """All the way down nothing is left, and up again the tables are there."""
    with changing_tables(store.engine) as connection:
        downgrade(connection, "base")
        assert sorted(inspect(connection).get_table_names()) == ["alembic_version"]
        upgrade(connection)

    assert set(METADATA.tables) <= set(everything(store.engine)[1])


@pytest.mark.parametrize("direction", ["up", "down"])
def test_an_interrupted_migration_leaves_the_database_as_it_was(store, filled, later, direction, everything):
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, as POSIX systems do")
def test_a_migration_that_is_killed_leaves_the_database_as_it_was(store, url, filled, later, everything):
    """After its last statement and before the end: no exception, no farewell, as when the power fails."""
    before = everything(store.engine)
    later("__import__('os').kill(__import__('os').getpid(), 9)")
    store.engine.dispose()  # a child may not inherit a connection

    child = multiprocessing.get_context("fork").Process(target=lambda: migrate(engine_for.__wrapped__(url)))
    child.start()
    child.join(30)

    assert child.exitcode == -signal.SIGKILL
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


def test_starts_at_the_same_moment_make_the_tables_once(url, everything):
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


def test_a_database_of_a_newer_version_is_left_alone(store, url, filled, everything):
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


def test_the_tests_connect_to_postgresql_as_a_plain_role(postgresql_url):
    """A superuser would pass every lock that a later test wants to see."""
    with engine_for(postgresql_url).connect() as connection:
        wanted = "SELECT rolsuper OR rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(text(wanted)).scalar_one() is False


def test_a_wrong_password_gets_one_sentence_without_it(postgresql_url):
    """The server really asks for one; what was tried is said nowhere."""
    with pytest.raises(BadInput, match=r"^DATABASE_URL: this database can't be opened") as refused:
        open_database(postgresql_url.replace("p%3A%5Cs", "geheim"))

    assert "geheim" not in str(refused.value)
