"""One installation for many: people, roles, dividing the work, files, and the audit trail from what is there now."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The tables as this migration finds them.
ORGANISATIONS = sa.table(
    "organisations",
    *(sa.column(name, kind) for name, kind in {
        "id": sa.String, "name": sa.Text, "customer": sa.String, "facts": sa.JSON, "is_example": sa.Boolean,
        "created_at": sa.DateTime(timezone=True), "seal": sa.String,
    }.items()),
)  # fmt: skip
ASSESSMENTS = sa.table(
    "assessments",
    *(sa.column(name, kind) for name, kind in {
        "id": sa.String, "organisation_id": sa.String, "questionnaire": sa.String, "version": sa.String,
        "scope": sa.String, "law": sa.Boolean, "on": sa.Date, "plan": sa.JSON, "report": sa.JSON,
        "logo": sa.LargeBinary, "created_at": sa.DateTime(timezone=True),
    }.items()),
)  # fmt: skip
HISTORY = sa.table(
    "answer_history",
    *(sa.column(name, kind) for name, kind in {
        "id": sa.Integer, "assessment_id": sa.String, "item": sa.String, "answer": sa.JSON, "by": sa.Text,
        "at": sa.DateTime(timezone=True),
    }.items()),
)  # fmt: skip
AUDIT = sa.table(
    "audit",
    *(sa.column(name, kind) for name, kind in {
        "number": sa.Integer, "at": sa.DateTime(timezone=True), "by": sa.String, "action": sa.String,
        "organisation_id": sa.String, "subject": sa.String, "digest": sa.String, "detail": sa.JSON, "hash": sa.String,
    }.items()),
)  # fmt: skip
ADDED = (
    "blobs", "work", "mirror_scores", "files", "download_links", "assignments", "memberships", "invitations",
    "consents", "association_members", "association_administrators", "people", "audit", "associations",
)  # fmt: skip


def upgrade() -> None:
    """Brings the tables to this revision."""
    op.create_table(
        "associations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.create_index("ix_audit_organisation", ["organisation_id", "number"], unique=False)
        batch_op.create_index("ix_audit_subject", ["subject", "number"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("issuer", "subject"),
    )
    op.create_table(
        "association_administrators",
        sa.Column("association_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("association_id", "person_id"),
    )
    with op.batch_alter_table("association_administrators") as batch_op:
        batch_op.create_index(batch_op.f("ix_association_administrators_person_id"), ["person_id"], unique=False)

    op.create_table(
        "association_members",
        sa.Column("association_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("association_id", "organisation_id"),
    )
    with op.batch_alter_table("association_members") as batch_op:
        batch_op.create_index(batch_op.f("ix_association_members_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("association_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("association_id", "organisation_id", "kind"),
    )
    with op.batch_alter_table("consents") as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("association_id", sa.String(length=36), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["association_id"], ["associations.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("invitations") as batch_op:
        batch_op.create_index(batch_op.f("ix_invitations_association_id"), ["association_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitations_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "memberships",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=30), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation_id", "person_id"),
    )
    with op.batch_alter_table("memberships") as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_person_id"), ["person_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("target", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("department", sa.String(length=30), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("assessment_id", "target"),
    )
    with op.batch_alter_table("assignments") as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_person_id"), ["person_id"], unique=False)

    op.create_table(
        "download_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=True),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("download_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_download_links_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "files",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("files") as batch_op:
        batch_op.create_index(batch_op.f("ix_files_assessment_id"), ["assessment_id"], unique=False)

    op.create_table(
        "mirror_scores",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("assessment_id", "item", "by"),
    )
    op.create_table(
        "work",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("assessment_id", "item"),
    )
    op.create_table(
        "blobs",
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["files.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )

    with op.batch_alter_table("organisations") as batch_op:
        batch_op.add_column(sa.Column("seal", sa.String(length=64), nullable=False, server_default=""))
        batch_op.create_index("ix_organisations_created", ["created_at"], unique=False)
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.alter_column("seal", server_default=None)
    connection = op.get_bind()
    for id_ in connection.execute(sa.select(ORGANISATIONS.c.id)).scalars().all():
        seal = sa.update(ORGANISATIONS).where(ORGANISATIONS.c.id == id_).values(seal=secrets.token_hex(32))
        connection.execute(seal)
    _begin_trail(connection)


def downgrade() -> None:
    """Takes this revision back."""
    with op.batch_alter_table("organisations") as batch_op:
        batch_op.drop_index("ix_organisations_created")
        batch_op.drop_column("seal")
    for table in ADDED:
        op.drop_table(table)


def _begin_trail(connection: sa.Connection) -> None:
    """Seals what is there now, as it would have been when it was written."""
    events = []
    seals = {}
    for row in connection.execute(sa.select(ORGANISATIONS).order_by("id")).mappings():
        seals[row["id"]] = row["seal"]
        said = [f"organisations {row['id']}", *(row[key] for key in ("name", "customer", "facts", "is_example"))]
        said.append(_moment(row["created_at"]))
        events.append(("organisation_added", row["id"], said))
    owners = {}
    for row in connection.execute(sa.select(ASSESSMENTS).order_by("id")).mappings():
        owners[row["id"]] = row["organisation_id"]
        logo = row["logo"] and hashlib.sha256(row["logo"]).hexdigest()
        said = [row[key] for key in ("organisation_id", "questionnaire", "version", "scope", "law")]
        said = [f"assessments {row['id']}", *said, row["on"].isoformat(), row["plan"], row["report"], logo]
        said.append(_moment(row["created_at"]))
        events.append(("assessment_added", row["organisation_id"], said))
    for row in connection.execute(sa.select(HISTORY).order_by("id")).mappings():
        said = [f"answers {row['assessment_id']} {row['item']}", row["answer"], _moment(row["at"]), row["by"]]
        events.append(("answer_given", owners[row["assessment_id"]], said))
    before = "0" * 64
    at = datetime.now(UTC)
    moment = _moment(at)
    for number, (action, organisation, said) in enumerate(events, 1):
        digest = hmac.new(bytes.fromhex(seals[organisation]), _canonical(said), hashlib.sha256).hexdigest()
        row = [number, moment, "migration", action, organisation, said[0], digest, {}]
        before = hashlib.sha256(_canonical([before, *row])).hexdigest()
        values = dict(zip(AUDIT.c.keys(), [*row, before], strict=True))
        connection.execute(sa.insert(AUDIT).values({**values, "at": at}))


def _moment(at: datetime) -> str:
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return at.isoformat(timespec="microseconds")


def _canonical(said: list) -> bytes:
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
