"""The only reader of environment variables: one frozen object with every setting."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
_ON = ("1", "true", "yes", "on")


@dataclass(frozen=True)
class Settings:
    """Where data and files are, in which language Peilstok greets a new visitor, and whether visitors come over TLS.

    The terminal uses the database by `owner_url`: as the owner of the tables, where the pages may only read and write.
    """

    database_url: str
    owner_url: str
    files_url: str
    language: str
    https: bool


def read_settings() -> Settings:
    """The settings from the environment; without any: SQLite under data/, Dutch, plain HTTP on this machine."""
    database_url = os.environ.get("DATABASE_URL", f"sqlite:///{ROOT / 'data' / 'peilstok.db'}")
    return Settings(
        database_url=database_url,
        owner_url=os.environ.get("PEILSTOK_OWNER_URL", database_url),
        files_url=os.environ.get("PEILSTOK_FILES_URL", ""),
        language=os.environ.get("PEILSTOK_LANGUAGE", "nl"),
        https=os.environ.get("PEILSTOK_HTTPS", "").strip().lower() in _ON,
    )
