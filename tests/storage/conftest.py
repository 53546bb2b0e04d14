"""The databases on which the storage tests run: SQLite in a file, and the PostgreSQL of the tests."""

import hashlib
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import delete, insert, inspect, make_url, select, text

from auth.who import TERMINAL, Who
from model.report import ReportDetails
from storage import database
from storage.audit import SEALED
from storage.benchmark_tables import CONTRIBUTED, CONTRIBUTIONS, EDITIONS
from storage.database import engine_for, migrate, revision_of, revisions
from storage.store import Store
from storage.tables import (
    ADMINISTRATORS,
    ASSIGNMENTS,
    ASSOCIATION_MEMBERS,
    ASSOCIATIONS,
    AUDIT,
    BLOBS,
    CONSENTS,
    DOWNLOAD_LINKS,
    FILES,
    INVITATIONS,
    MEMBERSHIPS,
    MIRROR_SCORES,
    PEOPLE,
    RESULTS,
    WORK,
)
from tests.object_server import server
from tests.storage.benchmark_members import SENT

__all__ = ["server"]

# A later version: adds a column that is never empty, which SQLite can only do by making the table anew.
LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{before}"


def upgrade():
    with op.batch_alter_table("assessments", recreate="auto") as batch:
        batch.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
    with op.batch_alter_table("assessments") as batch:
        batch.alter_column("colour", server_default=None)
    {last}


def downgrade():
    with op.batch_alter_table("assessments") as batch:
        batch.drop_column("colour")
    {last}
"""


@pytest.fixture(scope="session")
def postgresql(postgresql_server):
    """Makes addresses of empty databases on the server, each of a role without any privilege."""
    password = "p:\\s"
    plain = "CREATE ROLE plain LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    postgresql_server.superuser.execute(f"{plain} PASSWORD '{password}'")
    postgresql_server.superuser.execute("CREATE ROLE app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD 'app'")
    return lambda: postgresql_server.address(postgresql_server.new_database("plain"), "plain", password)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path):
    """Makes addresses of empty databases, each of its own; every test runs on both kinds. Closes them in the end."""
    made = []

    def make():
        on_sqlite = request.param == "sqlite"
        path = tmp_path / "data" / f"peilstok-{len(made)}.db"
        made.append(f"sqlite:///{path}" if on_sqlite else request.getfixturevalue("postgresql")())
        return made[-1]

    yield make
    for url in made:
        engine_for(url).dispose()
    engine_for.cache_clear()


@pytest.fixture
def postgresql_url(postgresql):
    """The address of an empty PostgreSQL database, for what only concerns that kind."""
    url = postgresql()
    yield url
    engine_for(url).dispose()
    engine_for.cache_clear()


@pytest.fixture
def apart(postgresql_url):
    """The engines of the owner of a database, and of the role of the program, which owns nothing there."""
    owner = engine_for(postgresql_url)
    with owner.begin() as connection:
        connection.execute(text("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app"))
        connection.execute(text("ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO app"))
    migrate(owner)
    program = engine_for(owner.url.set(username="app", password="app").render_as_string(hide_password=False))
    yield owner, program
    program.dispose()


@pytest.fixture
def superuser_on(postgresql_server):
    """Runs a statement as superuser in the database of an engine; roles are put back afterwards."""

    def run(engine, statement):
        with psycopg.connect(postgresql_server.conninfo(engine.url.database)) as connection:
            connection.execute(statement)

    yield run
    postgresql_server.superuser.execute("REVOKE plain FROM app")


@pytest.fixture
def url(new_url):
    """The address of an empty database."""
    return new_url()


@pytest.fixture(scope="session")
def with_tables(postgresql, postgresql_server):
    """Puts a copy of a database with its tables in the place of an empty one: migrating every one takes a second."""
    template = postgresql()
    migrate(engine_for(template))
    engine_for(template).dispose()
    engine_for.cache_clear()
    name = make_url(template).database

    def copy(url):
        empty = make_url(url).database
        postgresql_server.superuser.execute(f"DROP DATABASE {empty}")
        postgresql_server.superuser.execute(f"CREATE DATABASE {empty} OWNER plain TEMPLATE {name}")

    return copy


@pytest.fixture
def store(request, url):
    """An empty store, with its tables made."""
    if url.startswith("postgresql"):
        request.getfixturevalue("with_tables")(url)
    engine = engine_for(url)
    migrate(engine)
    return Store(engine, TERMINAL)


@pytest.fixture
def add_person():
    """Adds a person who signed in, with a role in each of these organisations, and gives their id."""

    def add(engine, name="Anna", roles=None):
        id_ = str(uuid.uuid4())
        now = datetime.now(UTC)
        person = {"id": id_, "issuer": "https://provider.example", "subject": id_, "name": name, "email": None}
        with engine.begin() as connection:
            connection.execute(insert(PEOPLE), {**person, "signed_in_at": now, "created_at": now})
            for organisation, role in (roles or {}).items():
                member = {"organisation_id": organisation, "person_id": id_, "role": role, "since": now}
                connection.execute(insert(MEMBERSHIPS), member)
        return id_

    return add


@pytest.fixture
def as_person(store, add_person):
    """The store as a person asks it, who has a role in each of these organisations."""
    return lambda name="Anna", **roles: Store(store.engine, Who(add_person(store.engine, name, roles)))


@pytest.fixture
def withdraw(store):
    """Takes all roles of a person away."""

    def end(person):
        with store.engine.begin() as connection:
            connection.execute(delete(MEMBERSHIPS).where(MEMBERSHIPS.c.person_id == person))

    return end


@pytest.fixture
def trail(store):
    """Everything in the audit trail, in order."""

    def read():
        with store.engine.connect() as connection:
            return connection.execute(select(AUDIT).order_by(AUDIT.c.number)).all()

    return read


@pytest.fixture
def filled(store, given):
    """The id of an assessment with answers, history, plan and report."""
    file = given({"a1": {"level": 3, "note": "Łódź"}, "b2": {"unknown": True}}, plan={"days_a_quarter": 7})
    assessment = store.add_answers_file(file)
    store.give_answer(assessment, "a1", {"level": 4})
    return assessment


@pytest.fixture
def later(monkeypatch, tmp_path):
    """Makes the migrations those of a later version, which ends with the statement given; gives today's revision."""
    newest = revisions()[-1]
    folder = tmp_path / "later%" / "migrations"
    shutil.copytree(database.MIGRATIONS, folder)

    def make(last="pass"):
        script = LATER.format(before=newest, last=last)
        (folder / "versions" / "9999_later.py").write_text(script, encoding="utf-8")
        monkeypatch.setattr(database, "MIGRATIONS", folder)
        return newest

    return make


@pytest.fixture
def everything():
    """What stands in a database: its revision, and all rows of all tables with the names of their columns."""

    def read(engine):
        with engine.connect() as connection:
            names = set(inspect(connection).get_table_names()) - {"alembic_version"}
            found = {
                name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).mappings()]
                for name in names
            }
            return revision_of(connection), found

    return read


@dataclass(frozen=True)
class Full:
    """An organisation with a row in every table that can hold something of one, all of it recorded."""

    organisation: str
    assessment: str
    people: dict[str, str]  # by role
    file: str


@pytest.fixture
def fill(store, given, add_person):
    """Makes such an organisation, whose texts all hold this name; writes as the program does."""

    def make(name="Vermeer"):
        answers = {"a1": {"level": 3, "note": f"Nota van {name}"}, "b2": {"not_applicable": f"Reden van {name}"}}
        file = given(answers, facts={"name": f"Woonstichting {name}"}, plan={"own": [_own_action(name)]})
        assessment = store.add_answers_file(file)
        store.give_answer(assessment, "a1", {"level": 4, "note": f"Nieuwe nota van {name}", "evidence": [name]})
        store.change_report(assessment, ReportDetails(filled_in_by=name, logo=b"logo"))
        organisation = store.organisation_of(assessment)
        people = {role: add_person(store.engine, f"{role} {name}") for role in ("owner", "contributor", "consultant")}
        full = Full(organisation, assessment, people, str(uuid.uuid4()))
        with store._writing("manage_people", organisation=organisation) as entered:
            for table, row in _rows_of(full, name):
                entered.connection.execute(insert(table), row)
                if table in SEALED:
                    entered.record("role_given" if table is MEMBERSHIPS else "test", table, row)
        return full

    return make


def _own_action(name):
    return {"do": f"Bel {name}", "effort_days": 1, "owner": name}


def _rows_of(full, name):
    """A row of each of the other tables."""
    at, by, content = datetime.now(UTC), full.people["owner"], f"Inhoud van {name}".encode()
    association = str(uuid.uuid4())
    of_organisation = {"organisation_id": full.organisation, "association_id": association}
    of_answer = {"assessment_id": full.assessment, "item": "a1", "by": by, "at": at}
    invitation = {"id": str(uuid.uuid4()), "role": "viewer", "by": by, "at": at, "expires_at": at}
    for role, person in full.people.items():
        member = {"organisation_id": full.organisation, "person_id": person, "role": role, "since": at}
        yield MEMBERSHIPS, {**member, "department": "finance"}
    yield ASSOCIATIONS, {"id": association, "name": f"Vereniging {name}", "created_at": at}
    yield ADMINISTRATORS, {"association_id": association, "person_id": by, "since": at}
    yield ASSOCIATION_MEMBERS, {**of_organisation, "since": at}
    yield CONSENTS, {**of_organisation, "kind": "read", "by": by, "at": at}
    yield INVITATIONS, {**invitation, "organisation_id": full.organisation, "token_hash": invitation["id"]}
    assigned = {"assessment_id": full.assessment, "target": "s1", "department": None, "by": by, "at": at}
    yield ASSIGNMENTS, {**assigned, "person_id": full.people["contributor"]}
    yield WORK, {**of_answer, "state": "returned", "remark": f"Vraag {name}"}
    yield MIRROR_SCORES, {**of_answer, "by": full.people["consultant"], "level": 2, "reason": f"Reden van {name}"}
    identity = {"digest": "sha256:1", "engine": "1", "version": "1"}
    result = {**identity, "reported": False, "result": {"score": 2.9}, "at": at}
    yield RESULTS, {"assessment_id": full.assessment, **result}
    sha256 = hashlib.sha256(content).hexdigest()
    file = {**of_answer, "id": full.file, "name": f"{name}.pdf", "kind": "pdf", "size": len(content), "sha256": sha256}
    yield FILES, file
    yield BLOBS, {"key": full.file, "content": content}
    link = {"token_hash": full.file, "assessment_id": full.assessment, "person_id": by, "what": {"file": full.file}}
    yield DOWNLOAD_LINKS, {**link, "expires_at": at}
    number, content = uuid.uuid4().int % 1_000_000, {**vars(SENT), "sector": name}
    about = {"association_id": association, "name": name, "questionnaire": "q", "version": "1", "digest": ""}
    yield EDITIONS, {**about, "id": number, "opened_at": at, "fictional": False}
    row = {"number": number, "edition_id": number, "organisation_id": full.organisation, "fictional": False}
    yield CONTRIBUTIONS, {**row, "content": content, "by": by, "at": at}
    what = f"level:a1 {name} {SENT.size_class} 0"
    yield CONTRIBUTED, {"edition_id": number, "contribution": number, "what": what, "value": SENT.levels["a1"] * 2}
