"""A whole database to one file and back, while Peilstok runs: checked, and never by half."""

from pathlib import Path

from sqlalchemy import Engine, func, inspect, select

from model.errors import BadInput, Mistake
from model.reading import refuse
from storage.backup_postgresql import PostgresqlBackup
from storage.backup_sqlite import SqliteBackup
from storage.database import can_be_opened, engine_for, revision_of, revisions
from storage.tables import ORGANISATIONS


def back_up(url: str, path: Path) -> None:
    """Writes the database to a file; what stood there is replaced only by a copy that was read back and found whole.

    :raises BadInput: there is no such database, or the file can't be written.
    """
    with can_be_opened():
        engine = engine_for(url)
        kind = _kind(engine)
        if not kind.exists() or not _revision(engine):
            refuse(Mistake("DATABASE_URL: there is no database of Peilstok here, so there is nothing to back up."))
    partial = path.with_name(f"{path.name}.partial")
    try:
        if kind.is_kept_in(path):
            refuse(Mistake("{file}: this is the database itself. Give the backup another name.", file=path))
        partial.touch(mode=0o600)  # what an organisation answered is for nobody else
        kind.copy(partial)
        _check(kind, partial, path)
        partial.replace(path)
    except (OSError, ValueError) as error:
        refuse(Mistake("{file}: this file can't be written: {reason}.", file=path, reason=_reason(error)))
    finally:
        _remove(partial)


def put_back(url: str, path: Path, *, replace: bool = False) -> None:
    """Puts a backup in the place of the database, in this version's form; all of it or nothing.

    :raises BadInput: the file is no backup of this kind of database, or the database holds something already.
    """
    try:
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        refuse(Mistake("{file}: this file can't be read: {reason}.", file=path, reason=_reason(error)))
    with can_be_opened():
        engine = engine_for(url)
        kind = _kind(engine)
        _check(kind, path, path)
        if not replace and kind.exists() and _holds_something(engine):
            text = (
                "DATABASE_URL: this database already holds organisations. Add --replace to put the backup in its place."
            )
            refuse(Mistake(text))
        try:
            kind.put_back(path)
        except (OSError, ValueError) as error:
            text = "DATABASE_URL: the backup can't be put here: {reason}. The database is as it was."
            refuse(Mistake(text, reason=_reason(error)))


def _kind(engine: Engine) -> SqliteBackup | PostgresqlBackup:
    return SqliteBackup(engine) if engine.dialect.name == "sqlite" else PostgresqlBackup(engine)


def _check(kind: SqliteBackup | PostgresqlBackup, path: Path, shown: Path) -> None:
    """Reads all of a backup.

    :raises BadInput: it is not whole, or this version does not know its form.
    """
    revision = kind.revision_in(path)
    if revision is None:
        text = "{file}: this is no whole backup of a Peilstok database on {kind}."
        raise BadInput([Mistake(text, file=shown, kind=kind.name)])
    if revision not in revisions():
        raise BadInput(
            [Mistake("{file}: this backup is of a newer version of Peilstok. Install that version.", file=shown)]
        )


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision_of(connection)


def _holds_something(engine: Engine) -> bool:
    with engine.connect() as connection:
        if not inspect(connection).has_table(ORGANISATIONS.name):
            return False
        return bool(connection.execute(select(func.count()).select_from(ORGANISATIONS)).scalar_one())


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _remove(path: Path) -> None:
    """Also where there can be no such file: then what went wrong has been said already."""
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return
