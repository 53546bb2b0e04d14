"""Row-level security on PostgreSQL: a role that does not own the tables sees only the organisations that it names."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Which organisations a transaction is about, and for whom it is: storage/access.py says so. Without that: none.
SEEN = "= ANY (string_to_array(current_setting('peilstok.organisations', true), ','))"
PERSON = "current_setting('peilstok.person', true)"
ADMINISTERED = f"(SELECT association_id FROM association_administrators WHERE person_id = {PERSON})"
MEMBERS = f"(SELECT organisation_id FROM association_members WHERE association_id IN {ADMINISTERED})"
OF_ASSESSMENT = "EXISTS (SELECT 1 FROM assessments a WHERE a.id = assessment_id)"

# Per table what may be read and written.
ALL = {
    "organisations": f"id {SEEN}",
    "memberships": f"organisation_id {SEEN}",
    "assessments": f"organisation_id {SEEN}",
    "association_members": f"organisation_id {SEEN} OR association_id IN {ADMINISTERED}",
    "consents": f"organisation_id {SEEN}",
    "invitations": (
        f"organisation_id {SEEN} OR association_id IN {ADMINISTERED}"
        " OR token_hash = current_setting('peilstok.invitation', true)"
    ),
    "answers": OF_ASSESSMENT,
    "answer_history": OF_ASSESSMENT,
    "assignments": OF_ASSESSMENT,
    "work": OF_ASSESSMENT,
    "mirror_scores": OF_ASSESSMENT,
    "files": OF_ASSESSMENT,
    "blobs": "EXISTS (SELECT 1 FROM files f WHERE f.id = key)",
    "download_links": f"person_id = {PERSON}",
}
# Per table what may only be read: whose member I am, who asks to read, and who the members of my association are.
READ = {
    "memberships": f"person_id = {PERSON}",
    "consents": f"association_id IN {ADMINISTERED}",
    "organisations": f"id IN {MEMBERS}",
    "audit": f"organisation_id {SEEN}",
}
TABLES = (*ALL, "audit")


def upgrade() -> None:
    """Brings the tables to this revision."""
    if op.get_bind().dialect.name == "sqlite":
        return
    # With the rights of its owner, so that who adds to the trail knows its end, and nothing else of it.
    op.execute("CREATE VIEW audit_head AS SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for table, rule in ALL.items():
        op.execute(f"CREATE POLICY {table}_of_mine ON {table} USING ({rule}) WITH CHECK ({rule})")
    for table, rule in READ.items():
        op.execute(f"CREATE POLICY {table}_to_read ON {table} FOR SELECT USING ({rule})")
    # Nobody changes or removes what stands in the trail: there is no policy for that.
    op.execute("CREATE POLICY audit_to_add ON audit FOR INSERT WITH CHECK (true)")


def downgrade() -> None:
    """Takes this revision back."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in ALL:
        op.execute(f"DROP POLICY {table}_of_mine ON {table}")
    for table in READ:
        op.execute(f"DROP POLICY {table}_to_read ON {table}")
    op.execute("DROP POLICY audit_to_add ON audit")
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP VIEW audit_head")
