"""Closed assessments with their results, and editions of the benchmark with what organisations contribute to them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_ASSESSMENT = "EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)"
SEEN = "organisation_id = ANY (string_to_array(current_setting('peilstok.organisations', true), ','))"
PERSON = "current_setting('peilstok.person', true)"
ADMINISTERED = f"(SELECT association_id FROM association_administrators WHERE person_id = {PERSON})"
# Of the association that one administers, or that one's organisation belongs to.
MY_ASSOCIATION = (
    f"association_id IN {ADMINISTERED}"
    f" OR association_id IN (SELECT m.association_id FROM association_members m WHERE m.{SEEN})"
)
# Only what counts an edition names it to its transaction; closing it also takes away what was counted.
COUNTED = "edition_id = nullif(current_setting('peilstok.edition', true), '')::integer"
ALL = {
    "results": OF_ASSESSMENT,
    "contributions": SEEN,
    # Said in full: an edition that is named shows all of its contributions, which may be counted and not changed.
    "contributed": f"EXISTS (SELECT 1 FROM contributions c WHERE c.number = contribution AND c.{SEEN})",
}
READ = {"editions": MY_ASSOCIATION, "contributions": COUNTED, "contributed": COUNTED}


def _id(name: str, refers_to: str | None = None) -> list[sa.Column[str] | sa.ForeignKeyConstraint]:
    column = sa.Column(name, sa.String(length=36), nullable=False)
    return [column, sa.ForeignKeyConstraint([name], [f"{refers_to}.id"], ondelete="CASCADE")] if refers_to else [column]


def _moment(name: str, *, empty: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def upgrade() -> None:
    """Brings the tables to this revision."""
    op.add_column("assessments", _moment("closed_at", empty=True))
    op.add_column("assessments", sa.Column("facts", sa.JSON()))
    op.add_column("assessments", sa.Column("begun_from", sa.String(length=36)))
    for table in ("answers", "answer_history"):  # how it came along from the assessment before
        op.add_column(table, sa.Column("carried", sa.String(length=10)))
    op.create_table(
        "results",
        *_id("assessment_id", "assessments"),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("engine", sa.String(length=10), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("assessment_id", "digest", "engine"),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *_id("association_id", "associations"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.String(length=50), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        _moment("opened_at"),
        _moment("closed_at", empty=True),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("release", sa.Text()),
        sa.Column("sha256", sa.String(length=64)),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_editions_association_id", "editions", ["association_id"])
    is_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_editions_open",
        "editions",
        ["association_id", "questionnaire"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "contributions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        *_id("organisation_id", "organisations"),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        _moment("at"),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("edition_id", "organisation_id"),
    )
    op.create_index("ix_contributions_organisation_id", "contributions", ["organisation_id"])
    op.create_table(
        "contributed",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("contribution", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("edition_id", "what", "value", "contribution"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in (*ALL, "editions"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table, rule in ALL.items():
        op.execute(f"CREATE POLICY {table}_of_mine ON {table} USING ({rule}) WITH CHECK ({rule})")
    for table, rule in READ.items():
        op.execute(f"CREATE POLICY {table}_to_read ON {table} FOR SELECT USING ({rule})")
    administered = f"association_id IN {ADMINISTERED}"
    op.execute(f"CREATE POLICY editions_of_mine ON editions USING ({administered}) WITH CHECK ({administered})")
    op.execute(f"CREATE POLICY contributed_to_close ON contributed FOR DELETE USING ({COUNTED})")


def downgrade() -> None:
    """Takes this revision back."""
    for table in ("contributed", "contributions", "editions", "results"):
        op.drop_table(table)
    for table in ("answers", "answer_history"):
        op.drop_column(table, "carried")
    for column in ("begun_from", "facts", "closed_at"):
        op.drop_column("assessments", column)
