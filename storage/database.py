"""One engine per database: SQLite in WAL mode by default, PostgreSQL by its address."""

import functools
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from model.errors import BadInput, Mistake
from storage.tables import METADATA

# Ready; can't be reached; or its tables are of another version (or not made yet).
Readiness = Literal["ok", "unreachable", "revision"]

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

# Once, also where two processes make the tables at the same moment.
_MARK_ONCE = "INSERT INTO alembic_version SELECT :revision WHERE NOT EXISTS (SELECT 1 FROM alembic_version)"


def open_database(url: str) -> Engine:
    """The engine of a database whose tables have this version's form.

    :raises BadInput: the address names no database, or one that can't be reached or written.
    """
    try:
        engine = engine_for(url)
        migrate(engine)
    except (SQLAlchemyError, ImportError, OSError) as error:
        text = "DATABASE_URL: this database can't be opened ({problem}). Check the address and your rights to it."
        raise BadInput([Mistake(text, problem=type(error).__name__)]) from error
    return engine


@functools.cache
def engine_for(url: str) -> Engine:
    """The engine of this process for this database; the folder of an SQLite file is made where it is missing."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Few connections that stay open: with many users at once, opening and closing more costs more than waiting for one.
    pool = {"pool_size": 5, "max_overflow": 0} if address.database else {}
    engine = create_engine(address, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Brings the tables to this version's form; makes them in an empty database. Running it again changes nothing."""
    newest, current = _newest_revision(), _revision(engine)
    if current == newest:
        return
    if current is None:
        _make_tables(engine, newest)
    else:
        upgrade(engine)


def upgrade(engine: Engine) -> None:
    """Runs the migrations that the tables have not had."""
    # Alembic takes a quarter of a second to import, and most starts have no need of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def readiness(url: str) -> Readiness:
    """Whether this database can be read, and has the tables of this version; asking changes nothing."""
    try:
        if _is_missing_file(url):
            return "unreachable"
        engine = engine_for(url)
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return "ok" if _revision(engine) == _newest_revision() else "revision"
    except (SQLAlchemyError, ImportError, OSError):
        return "unreachable"


def _is_missing_file(url: str) -> bool:
    """Whether this is an SQLite file that is not there: connecting would make an empty one."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return False
    return not Path(str(address.database)).exists()


def _newest_revision() -> str:
    """The revision of this version of the program."""
    return max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision(engine: Engine) -> str | None:
    """The revision of the tables, which Alembic keeps in a table of its own; None where there are none yet."""
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (OperationalError, ProgrammingError):
        return None


def _make_tables(engine: Engine, revision: str) -> None:
    """All tables at once in an empty database; a test holds them equal to what the migrations make."""
    with writing(engine).begin() as connection:
        METADATA.create_all(connection)
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(text(_MARK_ONCE), {"revision": revision})


def writing(engine: Engine) -> Engine:
    """The same engine for a transaction that writes: it takes SQLite's write lock first, so what it reads holds."""
    return engine.execution_options(writes=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite does, with the right lock.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
