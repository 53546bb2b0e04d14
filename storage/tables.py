"""The tables: organisations, assessments, answers with their history, and the user's changes to the plan."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Table(DeclarativeBase):
    """What all tables share."""


class OrganisationRow(Table):
    """An organisation with the facts of its profile."""

    __tablename__ = "organisations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    customer: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, str | bool]] = mapped_column(JSON)
    is_example: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class AssessmentRow(Table):
    """One assessment of an organisation: which questionnaire and scope, on which day, and what a report says of it."""

    __tablename__ = "assessments"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    questionnaire: Mapped[str] = mapped_column(String(50))
    version: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(10))
    law: Mapped[bool]
    on: Mapped[date] = mapped_column(Date)
    plan: Mapped[dict[str, object]] = mapped_column(JSON)
    report: Mapped[dict[str, str]] = mapped_column(JSON)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class AnswerRow(Table):
    """The answer as it is now to one criterion or norm, in the form of the answers file."""

    __tablename__ = "answers"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(String(30), primary_key=True)
    answer: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str] = mapped_column(Text)


class AnswerHistoryRow(Table):
    """Every answer that was ever given; rows are added and never changed."""

    __tablename__ = "answer_history"
    __table_args__ = (Index("ix_answer_history_assessment_item", "assessment_id", "item"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(String(30))
    answer: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by: Mapped[str] = mapped_column(Text)
