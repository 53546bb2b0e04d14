"""The tables: organisations, assessments, answers with their history."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

# An organisation with the facts of its profile.
ORGANISATIONS = Table(
    "organisations",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("customer", String(20), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("is_example", Boolean, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

# One assessment of an organisation: which questionnaire and scope, on which day, and what a report says of it.
ASSESSMENTS = Table(
    "assessments",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column(
        "organisation_id", String(36), ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("questionnaire", String(50), nullable=False),
    Column("version", String(20), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("law", Boolean, nullable=False),
    Column("on", Date, nullable=False),
    Column("plan", JSON, nullable=False),
    Column("report", JSON, nullable=False),
    Column("logo", LargeBinary),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

# The answer as it is now to one criterion or norm, in the form of the answers file.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("assessment_id", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(30), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
)

# Every answer that was ever given; rows are added and never changed.
ANSWER_HISTORY = Table(
    "answer_history",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("assessment_id", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("item", String(30), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Index("ix_answer_history_assessment_item", "assessment_id", "item"),
)
