"""The tables of the benchmark: editions of an association, what organisations contribute, and what is counted."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables import id_column, moment_column
from storage.workshop_tables import METADATA

# Who needs the tables of all takes METADATA from here: these come on top of the others.
__all__ = ["CONTRIBUTED", "CONTRIBUTIONS", "EDITIONS", "METADATA"]

# An edition of an association, about one version of one questionnaire. While `closed_at` is empty, members can
# contribute; then it has a release, which is never made again. It is `fictional` when all who contributed are examples.
EDITIONS = Table(
    "editions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    id_column("association_id", "associations", index=True),
    Column("name", Text, nullable=False),
    Column("questionnaire", String(50), nullable=False),
    Column("version", String(20), nullable=False),
    Column("digest", String(80), nullable=False),
    moment_column("opened_at"),
    moment_column("closed_at", empty=True),
    Column("fictional", Boolean, nullable=False),
    Column("release", Text),
    Column("sha256", String(64)),
    # One open edition at a time, so that every member knows which one is meant.
    Index(
        "ix_editions_open",
        "association_id",
        "questionnaire",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)

# What an organisation sent to an edition (model/contributions.py), by whom and when. Withdrawn is gone. Of an example
# it is `fictional`.
CONTRIBUTIONS = Table(
    "contributions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("edition_id", Integer, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False),
    id_column("organisation_id", "organisations", index=True),
    Column("content", JSON, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    moment_column("at"),
    UniqueConstraint("edition_id", "organisation_id"),
)

# The same for an open edition, a row for each value and each step since the edition before, in the order in which it
# is counted: one reading along the key, no sorting. `what` is the item with its cell, "level:s1.3 energy large 0": one
# text is compared twice as fast as its four parts. It has no index on the contribution, and no reference to it: who
# withdraws removes each row by its key. Once the edition is closed nothing counts them again, and they are gone.
CONTRIBUTED = Table(
    "contributed",
    METADATA,
    Column("edition_id", Integer, ForeignKey("editions.id", ondelete="CASCADE"), nullable=False),
    Column("what", String(120), nullable=False),
    Column("value", Integer, nullable=False),
    Column("contribution", Integer, nullable=False),
    PrimaryKeyConstraint("edition_id", "what", "value", "contribution"),
    sqlite_with_rowid=False,
)
