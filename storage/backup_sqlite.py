"""Backing up and restoring SQLite by its own online copy, which is one moment of the database."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from storage.database import engine_for, migrate

# The tables of the very first version; a file without them is not ours.
_OURS = "SELECT 1 FROM organisations, assessments, answers, answer_history LIMIT 1"


class SqliteBackup:
    """The database in a file."""

    name = "SQLite"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.file = Path(engine.url.database or "")

    def exists(self) -> bool:
        """Whether there is a file; looking for more would make one."""
        return self.file.is_file()

    def is_kept_in(self, path: Path) -> bool:
        """Whether this file is the database itself."""
        return path.exists() and path.samefile(self.file)

    def copy(self, target: Path) -> None:
        """All that is committed at this moment, in one file that needs no other beside it."""
        try:
            _copy(self.file, target)
            with closing(sqlite3.connect(target)) as copy:
                copy.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def revision_in(self, path: Path) -> str | None:
        """The revision of the tables in a backup of which every page is in order; None for any other file."""
        try:
            with closing(_opened(path)) as backup:
                if backup.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    return None
                backup.execute(_OURS)
                row = backup.execute("SELECT version_num FROM alembic_version").fetchone()
                return str(row[0]) if row else None
        except sqlite3.Error:
            return None

    def put_back(self, path: Path) -> None:
        """Brings a copy beside the database to this version's form, then takes it over in one transaction."""
        beside = self.file.with_name(f"{self.file.name}.restoring")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        engine = engine_for(self.engine.url.set(database=str(beside)).render_as_string(hide_password=False))
        try:
            beside.touch(mode=0o600)
            _copy(path, beside)
            migrate(engine)
            engine.dispose()
            # Not by a new name: whoever has the database open would go on in the old one.
            _copy(beside, self.file)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error
        finally:
            engine.dispose()
            for ending in ("", "-wal", "-shm", "-journal"):
                beside.with_name(beside.name + ending).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    """For reading only, and never a new file."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as opened, closing(sqlite3.connect(target, timeout=10)) as written:
        opened.backup(written)
