"""Workshops: their questions, rounds, participants and votes, apart per organisation and per workshop."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Storage/access.py names the organisations, and storage/workshop_room.py the one workshop, that a transaction is about.
SEEN = "organisation_id = ANY (string_to_array(current_setting('peilstok.organisations', true), ','))"
ENTERED = "code = current_setting('peilstok.code', true) OR id = current_setting('peilstok.workshop', true)"
OF_WORKSHOP = "EXISTS (SELECT 1 FROM workshops w WHERE w.id = workshop_id)"
OF_MINE = f"EXISTS (SELECT 1 FROM workshops w WHERE w.id = workshop_id AND w.{SEEN})"
# Who is in a workshop by phone sees of all votes only their own, whatever the program would ask.
ME = "SELECT p.id FROM participants p WHERE p.token_hash = current_setting('peilstok.participant', true)"
ALL = {
    "workshops": SEEN,
    "workshop_questions": OF_WORKSHOP,
    "rounds": OF_WORKSHOP,
    "participants": f"{OF_WORKSHOP} OR token_hash = current_setting('peilstok.participant', true)",
    "votes": f"{OF_MINE} OR participant_id = ({ME})",
    "parked": OF_MINE,
}


def _id(name: str, refers_to: str | None = None) -> list[sa.Column[str] | sa.ForeignKeyConstraint]:
    column = sa.Column(name, sa.String(length=36), nullable=False)
    return [column, sa.ForeignKeyConstraint([name], [f"{refers_to}.id"], ondelete="CASCADE")] if refers_to else [column]


def _moment(name: str, *, empty: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def upgrade() -> None:
    """Brings the tables to this revision."""
    op.create_table(
        "workshops",
        *_id("id"),
        *_id("organisation_id", "organisations"),
        *_id("assessment_id", "assessments"),
        sa.Column("setup", sa.JSON(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=6)),
        sa.Column("item", sa.String(length=30)),
        _moment("put_at", empty=True),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        _moment("created_at"),
        _moment("opened_at", empty=True),
        _moment("closed_at", empty=True),
        sa.Column("attendance", sa.JSON()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_workshops_organisation_id", "workshops", ["organisation_id"])
    op.create_index("ix_workshops_assessment_id", "workshops", ["assessment_id"])
    op.create_table(
        "workshop_questions",
        *_id("workshop_id", "workshops"),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.JSON()),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("actions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "item"),
    )
    op.create_table(
        "rounds",
        *_id("workshop_id", "workshops"),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _moment("opened_at"),
        _moment("shown_at", empty=True),
        sa.Column("picture", sa.JSON()),
        sa.PrimaryKeyConstraint("workshop_id", "item", "number"),
    )
    op.create_table(
        "participants",
        *_id("id"),
        *_id("workshop_id", "workshops"),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _moment("joined_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_participants_workshop_id", "participants", ["workshop_id"])
    op.create_table(
        "votes",
        *_id("participant_id", "participants"),
        sa.Column("item", sa.String(length=30), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *_id("workshop_id", "workshops"),
        sa.Column("level", sa.Integer()),
        sa.Column("ambition", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("participant_id", "item", "number"),
    )
    op.create_index("ix_votes_round", "votes", ["workshop_id", "item", "number"])
    op.create_table(
        "parked",
        *_id("id"),
        *_id("workshop_id", "workshops"),
        sa.Column("item", sa.String(length=30)),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_parked_workshop_id", "parked", ["workshop_id"])
    for table in ("answers", "answer_history"):  # the workshop in which a group agreed on it
        op.add_column(table, sa.Column("workshop_id", sa.String(length=36)))
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, rule in ALL.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY {table}_of_mine ON {table} USING ({rule}) WITH CHECK ({rule})")
    op.execute(f"CREATE POLICY workshops_to_read ON workshops FOR SELECT USING ({ENTERED})")


def downgrade() -> None:
    """Takes this revision back."""
    for table in ("answers", "answer_history"):
        op.drop_column(table, "workshop_id")
    for table in reversed(ALL):
        op.drop_table(table)
