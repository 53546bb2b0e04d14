"""The only reader of environment variables: one frozen object with every setting."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    """Where the data is and in which language Peilstok greets a new visitor."""

    database_url: str
    language: str


def read_settings() -> Settings:
    """The settings from the environment: DATABASE_URL and PEILSTOK_LANGUAGE; without them SQLite under data/, Dutch."""
    return Settings(
        database_url=os.environ.get("DATABASE_URL", f"sqlite:///{ROOT / 'data' / 'peilstok.db'}"),
        language=os.environ.get("PEILSTOK_LANGUAGE", "nl"),
    )
