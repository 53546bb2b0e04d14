"""The tables of workshops: their questions, rounds, participants and votes."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from storage.tables import METADATA, id_column, moment_column

# Who needs the tables of all takes METADATA from here: these come on top of the others.
__all__ = ["METADATA", "PARKED", "PARTICIPANTS", "ROUNDS", "VOTES", "WORKSHOPS", "WORKSHOP_QUESTIONS"]

# A workshop on an assessment: how it was set up, what is on the table, and the code by which people come in while it is
# open. `about` is what phones show of whose it is, copied here because they see no organisation or assessment;
# `item` is the question on the table since `put_at`; `changed` counts what phones must know of. `attendance` is how
# many came, per role, from the moment that the people themselves are kept no longer.
WORKSHOPS = Table(
    "workshops",
    METADATA,
    id_column("id", key=True),
    id_column("organisation_id", "organisations", index=True),
    id_column("assessment_id", "assessments", index=True),
    Column("setup", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("code", String(6), unique=True),
    Column("item", String(30)),
    moment_column("put_at", empty=True),
    Column("changed", Integer, nullable=False),
    Column("by", Text, nullable=False),
    moment_column("created_at"),
    moment_column("opened_at", empty=True),
    moment_column("closed_at", empty=True),
    Column("attendance", JSON),
)

# The questions of a workshop in their order, each with what the group made of it and the actions that it noted.
WORKSHOP_QUESTIONS = Table(
    "workshop_questions",
    METADATA,
    id_column("workshop_id", "workshops", key=True),
    Column("item", String(30), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("outcome", JSON),
    Column("notes", Text, nullable=False),
    Column("actions", JSON, nullable=False),
)

# A round of votes on a question. While `shown_at` is empty it is open; then it has a picture of what all chose.
ROUNDS = Table(
    "rounds",
    METADATA,
    id_column("workshop_id", "workshops", key=True),
    Column("item", String(30), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment_column("opened_at"),
    moment_column("shown_at", empty=True),
    Column("picture", JSON),
)

# Who takes part, by the fingerprint of a secret on their phone; the name only where people vote by name.
PARTICIPANTS = Table(
    "participants",
    METADATA,
    id_column("id", key=True),
    id_column("workshop_id", "workshops", index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    moment_column("joined_at"),
)

# What a participant chose in a round; the last choice counts, once.
VOTES = Table(
    "votes",
    METADATA,
    id_column("participant_id", "participants", key=True),
    Column("item", String(30), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    id_column("workshop_id", "workshops"),
    Column("level", Integer),
    Column("ambition", Integer),
    Column("reason", Text, nullable=False),
    moment_column("at"),
    Index("ix_votes_round", "workshop_id", "item", "number"),
)

# What a workshop leaves for another time.
PARKED = Table(
    "parked",
    METADATA,
    id_column("id", key=True),
    id_column("workshop_id", "workshops", index=True),
    Column("item", String(30)),
    Column("text", Text, nullable=False),
    moment_column("at"),
)
