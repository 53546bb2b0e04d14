"""The tables: organisations and who may see them, assessments, answers with their history, and the audit trail."""

from datetime import datetime

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
    UniqueConstraint,
)

METADATA = MetaData()


def id_column(
    name: str, refers_to: str | None = None, *, key: bool = False, empty: bool = False, index: bool = False
) -> Column[str]:
    """A random id, and what goes with it when it is removed."""
    foreign = [ForeignKey(f"{refers_to}.id", ondelete="CASCADE")] if refers_to else []
    return Column(name, String(36), *foreign, primary_key=key, nullable=empty and not key, index=index or None)


def moment_column(name: str, *, empty: bool = False) -> Column[datetime]:
    """A moment with its offset, which SQLite forgets: `utc` in storage/stored.py puts it back."""
    return Column(name, DateTime(timezone=True), nullable=empty)


# A person who signed in. The name and the e-mail address stand here and in no other table. Of the last sign-in: when,
# and a fingerprint of the browser's own random mark. Sign-ins up to `ended_at` were ended by signing out.
PEOPLE = Table(
    "people",
    METADATA,
    id_column("id", key=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text),
    moment_column("signed_in_at"),
    Column("browser", String(64)),
    moment_column("ended_at", empty=True),
    moment_column("created_at"),
    UniqueConstraint("issuer", "subject"),
)

# An organisation with the facts of its profile. The seal is a random key: with it goes what its trail could tell.
ORGANISATIONS = Table(
    "organisations",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("customer", String(20), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("is_example", Boolean, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("seal", String(64), nullable=False),
    Index("ix_organisations_created", "created_at"),
)

# Who may do what in an organisation (auth/permissions.py), and in which department someone works.
MEMBERSHIPS = Table(
    "memberships",
    METADATA,
    id_column("organisation_id", "organisations", key=True),
    id_column("person_id", "people", key=True, index=True),
    Column("role", String(20), nullable=False),
    Column("department", String(30)),
    moment_column("since"),
)

# An association of organisations, and who administers it.
ASSOCIATIONS = Table(
    "associations",
    METADATA,
    id_column("id", key=True),
    Column("name", Text, nullable=False),
    moment_column("created_at"),
)
ADMINISTRATORS = Table(
    "association_administrators",
    METADATA,
    id_column("association_id", "associations", key=True),
    id_column("person_id", "people", key=True, index=True),
    moment_column("since"),
)
ASSOCIATION_MEMBERS = Table(
    "association_members",
    METADATA,
    id_column("association_id", "associations", key=True),
    id_column("organisation_id", "organisations", key=True, index=True),
    moment_column("since"),
)

# What an organisation lets its association do; withdrawn is gone, and the audit trail keeps that it was.
CONSENTS = Table(
    "consents",
    METADATA,
    id_column("association_id", "associations", key=True),
    id_column("organisation_id", "organisations", key=True, index=True),
    Column("kind", String(20), primary_key=True),
    Column("by", Text, nullable=False),
    moment_column("at"),
)

# A link that makes who opens it a member: of an organisation in a role, or an association's administrator or member.
INVITATIONS = Table(
    "invitations",
    METADATA,
    id_column("id", key=True),
    id_column("organisation_id", "organisations", empty=True, index=True),
    id_column("association_id", "associations", empty=True, index=True),
    Column("role", String(20), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("by", Text, nullable=False),
    moment_column("at"),
    moment_column("expires_at"),
    moment_column("used_at", empty=True),
    moment_column("revoked_at", empty=True),
)

# One assessment of an organisation: which questionnaire and scope, on which day, and what a report says of it. From
# `closed_at` nothing in it changes, and `facts` are those of the profile at that moment. `begun_from` is the closed one
# that its answers came from.
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
    moment_column("closed_at", empty=True),
    Column("facts", JSON(none_as_null=True)),
    Column("begun_from", String(36)),
)

# What came out of a closed assessment, by one version of the questionnaire and one engine: the `reported` one when it
# was closed, others beside it when it was computed again. Rows are added and never changed.
RESULTS = Table(
    "results",
    METADATA,
    id_column("assessment_id", "assessments", key=True),
    Column("digest", String(80), primary_key=True),
    Column("engine", String(10), primary_key=True),
    Column("version", String(20), nullable=False),
    Column("reported", Boolean, nullable=False),
    Column("result", JSON, nullable=False),
    moment_column("at"),
)

# The answer as it is now to one criterion or norm, in the form of the answers file; with the workshop in which a group
# agreed on it, where one did. The workshop may be gone. `carried` says how it came along from the assessment before
# (model/milestones.py), as long as nobody confirmed it.
ANSWERS = Table(
    "answers",
    METADATA,
    Column("assessment_id", String(36), ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("item", String(30), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("workshop_id", String(36)),
    Column("carried", String(10)),
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
    Column("workshop_id", String(36)),
    Column("carried", String(10)),
    Index("ix_answer_history_assessment_item", "assessment_id", "item"),
)

# Who works on a theme, criterion or norm: a person or a department.
ASSIGNMENTS = Table(
    "assignments",
    METADATA,
    id_column("assessment_id", "assessments", key=True),
    Column("target", String(30), primary_key=True),
    id_column("person_id", "people", empty=True, index=True),
    Column("department", String(30)),
    Column("by", Text, nullable=False),
    moment_column("at"),
)

# How far the work on an answer is: handed in, to be changed, or accepted; without a row it is being worked on.
WORK = Table(
    "work",
    METADATA,
    id_column("assessment_id", "assessments", key=True),
    Column("item", String(30), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("remark", Text),
    Column("by", Text, nullable=False),
    moment_column("at"),
)

# What a reviewer would have answered, with the reason.
MIRROR_SCORES = Table(
    "mirror_scores",
    METADATA,
    id_column("assessment_id", "assessments", key=True),
    Column("item", String(30), primary_key=True),
    Column("by", String(36), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    moment_column("at"),
)

# A file that serves as evidence; its content is a blob, here or in an object store.
FILES = Table(
    "files",
    METADATA,
    id_column("id", key=True),
    id_column("assessment_id", "assessments", index=True),
    Column("item", String(30), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("by", Text, nullable=False),
    moment_column("at"),
)
BLOBS = Table("blobs", METADATA, id_column("key", "files", key=True), Column("content", LargeBinary, nullable=False))

# A link to one file for one person, once and for a minute; of no assessment where it is about the person.
DOWNLOAD_LINKS = Table(
    "download_links",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    id_column("assessment_id", "assessments", empty=True, index=True),
    Column("person_id", String(36), nullable=False),
    Column("what", JSON, nullable=False),
    moment_column("expires_at"),
)

# Every change of all the above, each sealed by the hash of the one before it; rows are added and never changed.
# It names people and organisations by random ids and holds no content, so that it can stay when they are removed.
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment_column("at"),
    Column("by", String(36), nullable=False),
    Column("action", String(30), nullable=False),
    Column("organisation_id", String(36)),
    Column("subject", String(120), nullable=False),
    Column("digest", String(64)),
    Column("detail", JSON, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_subject", "subject", "number"),
    Index("ix_audit_organisation", "organisation_id", "number"),
)
