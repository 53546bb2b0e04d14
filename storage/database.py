"""One engine per database: SQLite in WAL mode by default, PostgreSQL by its address."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from model.errors import BadInput, Mistake
from storage.benchmark_tables import METADATA

# Ready; can't be reached; its tables are of another version (or not made yet); or its role passes row-level security.
Readiness = Literal["ok", "unreachable", "revision", "not_kept_apart"]

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

# Which lock of a PostgreSQL database means "the tables are being changed"; any number that never changes.
TABLES_LOCK = 73457865
_NO_RIGHT = "42501"  # PostgreSQL's insufficient_privilege

# Row-level security holds for a table that has it on, and for a role that neither owns the table nor may pass it.
_PASSES = text("""
    SELECT role.rolsuper OR role.rolbypassrls
        OR bool_or(pg_has_role(tables.relowner, 'USAGE')) OR NOT bool_and(tables.relrowsecurity)
    FROM pg_roles role, pg_class tables
    WHERE role.rolname = current_user AND tables.oid IN ('organisations'::regclass, 'answers'::regclass)
    GROUP BY role.rolsuper, role.rolbypassrls
""")


def open_database(url: str) -> Engine:
    """The engine of a database whose tables have this version's form.

    :raises BadInput: the address names no database, or one that can't be reached or written, or of a newer version.
    """
    with can_be_opened():
        engine = engine_for(url)
        migrate(engine)
    return engine


@contextmanager
def can_be_opened() -> Iterator[None]:
    """Makes one sentence of all that can be wrong with a database.

    :raises BadInput: it can't be opened, reached or written.
    """
    try:
        yield
    except (SQLAlchemyError, ImportError, OSError) as error:
        if getattr(getattr(error, "orig", None), "sqlstate", "") == _NO_RIGHT:
            text = "DATABASE_URL: its tables are of another version, or not made yet. Let their owner run: {command}."
            raise BadInput([Mistake(text, command="python cli.py migrate")]) from error
        text = "DATABASE_URL: this database can't be opened ({problem}). Check the address and your rights to it."
        raise BadInput([Mistake(text, problem=type(error).__name__)]) from error


@functools.cache
def engine_for(url: str) -> Engine:
    """The engine of this process for this database; the folder of an SQLite file is made where it is missing."""
    address = make_url(url)
    # An error ends in the log; what people typed must not.
    quiet: dict[str, Any] = {"hide_parameters": True}
    if address.get_backend_name() != "sqlite":
        # What reads sees the whole database at one moment, as on SQLite; `writing` sets what a write needs.
        return create_engine(address, **quiet, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Few connections that stay open: with many users at once, opening and closing more costs more than waiting for one.
    pool = {"pool_size": 5, "max_overflow": 0} if address.database else {}
    engine = create_engine(address, **quiet, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def migrate(engine: Engine) -> None:
    """Brings the tables to this version's form; makes them in an empty database. Running it again changes nothing.

    :raises BadInput: a newer version has changed the tables.
    """
    known = revisions()
    with engine.connect() as connection:
        if revision_of(connection) == known[-1]:
            return
    with changing_tables(engine) as connection:
        # What another process did while this one waited for its turn counts.
        current = revision_of(connection)
        if current is None and engine.dialect.name == "sqlite":
            _make_tables(connection, known[-1])
        elif current is None:
            upgrade(connection)
        elif current not in known:
            text = "DATABASE_URL: this database was made by a newer version of Peilstok. Install that version."
            raise BadInput([Mistake(text)])
        elif current != known[-1]:
            upgrade(connection)


def revisions() -> list[str]:
    """The revisions that this version knows, from the first to its own."""
    return sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables, which Alembic keeps in a table of its own; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes tables: one at a time over all processes, and all of it or nothing."""
    with writing(engine).connect() as connection:
        on_sqlite = engine.dialect.name == "sqlite"
        if on_sqlite:
            # A table that SQLite can't alter is made anew; dropping the old one would take all that refers to it along.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not on_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TABLES_LOCK})
                yield connection
        finally:
            if on_sqlite:
                _foreign_keys(connection, "ON")


def upgrade(connection: Connection) -> None:
    """Runs the migrations that the tables have not had."""
    from alembic import command

    command.upgrade(_alembic(connection), "head")


def downgrade(connection: Connection, revision: str) -> None:
    """Takes migrations back, until the tables have the form of this revision; "base" removes them."""
    from alembic import command

    command.downgrade(_alembic(connection), revision)


def _alembic(connection: Connection) -> Any:
    # Alembic takes a quarter of a second to import, and most starts have no need of it.
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def readiness(url: str, *, is_shared: bool = False) -> Readiness:
    """Whether this database can be read, and has the tables of this version; asking changes nothing.

    Where organisations share it, PostgreSQL must keep them apart too: for a superuser, a role with BYPASSRLS and the
    owner of the tables it does not.
    """
    try:
        if _is_missing_file(url):
            return "unreachable"
        with engine_for(url).connect() as connection:
            if revision_of(connection) != revisions()[-1]:
                return "revision"
            return "not_kept_apart" if is_shared and _passes_security(connection) else "ok"
    except (SQLAlchemyError, ImportError, OSError):
        return "unreachable"


def _passes_security(connection: Connection) -> bool:
    """Whether this role sees the rows of all organisations; on SQLite there is no such second lock to pass."""
    if connection.dialect.name == "sqlite":
        return False
    return bool(connection.execute(_PASSES).scalar_one())


def _is_missing_file(url: str) -> bool:
    """Whether this is an SQLite file that is not there: connecting would make an empty one."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return False
    return not Path(str(address.database)).exists()


def _make_tables(connection: Connection, revision: str) -> None:
    """All tables at once in an empty file, for a quick first start; a test holds them equal to what migrations make."""
    METADATA.create_all(connection)
    connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def _foreign_keys(connection: Connection, state: str) -> None:
    """Switches them for this connection, past its transactions: within one SQLite does nothing."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {state}")


def writing(engine: Engine) -> Engine:
    """The same engine for a transaction that writes, so that what it reads holds.

    On SQLite it takes the write lock first. On PostgreSQL each of its statements sees what others have written; where
    it reads before it writes, it locks what it reads.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(writes=True)
    return engine.execution_options(isolation_level="READ COMMITTED")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite does, with the right lock.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
