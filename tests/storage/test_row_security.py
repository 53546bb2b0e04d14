"""The second lock of PostgreSQL: a role that owns nothing sees only the organisations that a transaction names."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from auth.who import TERMINAL, Who
from model.answers import Organisation
from model.errors import BadInput
from storage.benchmark_tables import METADATA
from storage.database import engine_for, migrate, open_database, readiness
from storage.store import Store
from storage.stored import NotFound
from tests.storage.benchmark_members import SENT

# What holds nothing of an organisation: who signed in, and associations with their administrators.
NOT_OF_ORGANISATIONS = {"people", "associations", "association_administrators"}
OF_ORGANISATIONS = sorted(set(METADATA.tables) - NOT_OF_ORGANISATIONS)


@pytest.fixture
def two_clients(apart, given, add_person):
    """Two organisations with everything that can be kept of one, each with an owner; as the program, two stores."""
    owner, program = apart
    found = []
    for name in ("Anna", "Bram"):
        store = Store(program, Who(add_person(owner, name)))
        assessment = store.add_answers_file(given({"a1": {"level": 3, "note": name}}))
        organisation = store.organisation_of(assessment)
        with owner.begin() as connection:
            rest = _REST.format(a=assessment, o=organisation, p=store.who.id, n=name, sent=json.dumps(vars(SENT)))
            for statement in rest.split(";"):
                connection.exec_driver_sql(statement)
        found.append((store, organisation, assessment))
    return found


# A row in each of the other tables.
_REST = """
INSERT INTO associations VALUES ('{n}', '{n}', now());
INSERT INTO association_administrators VALUES ('{n}', '{p}', now());
INSERT INTO association_members VALUES ('{n}', '{o}', now());
INSERT INTO consents VALUES ('{n}', '{o}', 'read', '{p}', now());
INSERT INTO invitations VALUES ('{n}', '{o}', NULL, 'viewer', '{n}', '{p}', now(), now(), NULL, NULL);
INSERT INTO assignments VALUES ('{a}', 'a1', '{p}', NULL, '{p}', now());
INSERT INTO work VALUES ('{a}', 'a1', 'handed_in', NULL, '{p}', now());
INSERT INTO mirror_scores VALUES ('{a}', 'a1', '{p}', 2, 'Te hoog', now());
INSERT INTO files VALUES ('{n}', '{a}', 'a1', 'nota.pdf', 'pdf', 3, '', '{p}', now());
INSERT INTO blobs VALUES ('{n}', 'pdf');
INSERT INTO download_links VALUES ('{n}', '{a}', '{p}', '{{}}', now());
INSERT INTO workshops
VALUES ('{n}', '{o}', '{a}', '{{}}', '{{}}', 'open', '{n}', 'a1', now(), 0, '{p}', now(), now());
INSERT INTO workshop_questions VALUES ('{n}', 'a1', 0, NULL, '', '[]');
INSERT INTO rounds VALUES ('{n}', 'a1', 1, now(), NULL, NULL);
INSERT INTO participants VALUES ('{n}', '{n}', '{n}', 'Legal', '', now());
INSERT INTO votes VALUES ('{n}', 'a1', 1, '{n}', 3, NULL, '', now());
INSERT INTO parked VALUES ('{n}', '{n}', 'a1', 'Later', now());
INSERT INTO results VALUES ('{a}', 'd', '1', '1', true, '{{}}', now());
INSERT INTO editions (association_id, name, questionnaire, version, digest, opened_at, fictional)
VALUES ('{n}', '{n}', 'q', '1', '', now(), false);
INSERT INTO contributions (edition_id, organisation_id, content, fictional, by, at)
SELECT max(id), '{o}', '{sent}', false, '{p}', now() FROM editions;
INSERT INTO contributed
SELECT max(edition_id), 'level:a1 energy large 0', 4, max(number) FROM contributions
"""


def _rows(connection, table):
    return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


@pytest.mark.parametrize("table", OF_ORGANISATIONS)
def test_without_an_organisation_the_program_sees_no_row(apart, two_clients, table):
    """The owner sees rows in every table; the program, of the same tables, none."""
    owner, program = apart

    with owner.connect() as connection:
        assert _rows(connection, table) >= 2
    with program.connect() as connection:
        assert _rows(connection, table) == 0


@pytest.mark.parametrize("table", OF_ORGANISATIONS)
def test_with_one_organisation_the_program_sees_its_rows_only(apart, two_clients, table):
    """Half of the rows, as both organisations have as many."""
    owner, program = apart
    [(anna, organisation, _), _] = two_clients
    settings = {"peilstok.person": anna.who.id, "peilstok.organisations": organisation}

    with owner.connect() as connection:
        all_rows = _rows(connection, table)
    with program.connect() as connection:
        for name, value in settings.items():
            connection.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
        assert _rows(connection, table) == all_rows / 2
    with program.connect() as connection:  # what was set ended with its transaction
        assert _rows(connection, table) == 0


@pytest.mark.parametrize("table", sorted(set(OF_ORGANISATIONS) - {"audit"}))
def test_the_program_changes_no_row_of_another_organisation(apart, two_clients, table):
    """Neither by changing nor by removing: there is nothing to change that it does not see."""
    _, program = apart
    [(anna, organisation, _), _] = two_clients
    with program.begin() as connection:
        connection.execute(text("SELECT set_config('peilstok.organisations', :o, true)"), {"o": organisation})
        connection.execute(text("SELECT set_config('peilstok.person', :p, true)"), {"p": anna.who.id})
        before = _rows(connection, table)
        removed = connection.execute(text(f"DELETE FROM {table}")).rowcount
        assert removed == before
        connection.rollback()


def test_on_a_phone_the_program_sees_no_vote_but_its_own(apart, two_clients):
    """Whatever it would ask: with the workshop named no vote, with the participant theirs; nothing of another."""
    owner, program = apart
    with owner.begin() as connection:
        for statement in _ANOTHER_PHONE.split(";"):
            connection.exec_driver_sql(statement)

    def seen(table, **named):
        with program.connect() as connection:
            for name, value in named.items():
                connection.execute(text("SELECT set_config(:n, :v, true)"), {"n": f"peilstok.{name}", "v": value})
            return sorted(connection.execute(text(f"SELECT * FROM {table}")).scalars())

    assert [seen(table, workshop="Anna") for table in ("workshops", "rounds", "votes", "parked")] == [
        *(["Anna"], ["Anna"], [], [])
    ]
    assert seen("votes", code="Anna") == []
    for workshop in ("Anna", "Bram", ""):
        assert seen("votes", workshop=workshop, participant="Anna") == ["Anna"]
    assert seen("participants", workshop="Anna") == ["Anna", "Beside"]
    assert seen("answers", workshop="Anna", participant="Anna", code="Anna") == []
    with program.connect() as connection:
        connection.execute(text("SELECT set_config('peilstok.workshop', 'Anna', true)"))
        connection.execute(text("SELECT set_config('peilstok.participant', 'Beside', true)"))
        assert connection.execute(text("UPDATE votes SET level = 1")).rowcount == 1
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.exec_driver_sql("INSERT INTO votes VALUES ('Anna', 'a1', 2, 'Anna', 5, NULL, '', now())")


_ANOTHER_PHONE = """
INSERT INTO participants VALUES ('Beside', 'Anna', 'Beside', 'Legal', '', now());
INSERT INTO votes VALUES ('Beside', 'a1', 1, 'Anna', 5, NULL, '', now())
"""


def test_of_an_edition_only_what_counts_it_sees_all(apart, two_clients):
    """Without naming it: only what one's own organisation sent. Named, all of that edition, which nobody can change."""
    _, program = apart
    [(anna, organisation, _), _] = two_clients
    with program.connect() as connection:
        others = "SELECT number FROM contributions WHERE organisation_id <> :o"
        for table, seen in {"contributions": others, "contributed": f"SELECT 1 FROM contributed, ({others}) x"}.items():
            for name, value in {"organisations": organisation, "person": anna.who.id}.items():
                connection.execute(text("SELECT set_config(:n, :v, true)"), {"n": f"peilstok.{name}", "v": value})
            assert connection.execute(text(seen), {"o": organisation}).all() == []
            assert _rows(connection, table) == 1
    with program.connect() as connection:
        for edition, rows in {"1": 1, "2": 1, "3": 0, "": 0}.items():
            connection.execute(text("SELECT set_config('peilstok.edition', :e, true)"), {"e": edition})
            assert [_rows(connection, table) for table in ("contributions", "contributed")] == [rows, rows]
            assert connection.execute(text("UPDATE contributions SET fictional = true")).rowcount == 0
            assert connection.execute(text("DELETE FROM contributions")).rowcount == 0
            assert connection.execute(text("UPDATE contributed SET value = 2")).rowcount == 0


def test_a_member_changes_no_edition(apart, two_clients):
    """It may read those of its associations; only who administers one opens and closes."""
    _, program = apart
    [(_, organisation, _), _] = two_clients
    with program.connect() as connection:
        connection.execute(text("SELECT set_config('peilstok.organisations', :o, true)"), {"o": organisation})
        assert _rows(connection, "editions") == 1
        assert connection.execute(text("UPDATE editions SET release = 'x'")).rowcount == 0
        assert connection.execute(text("DELETE FROM editions")).rowcount == 0


def test_the_trail_is_only_added_to(apart, two_clients):
    """The program can't change or remove what stands in it, not of its own organisation either."""
    _, program = apart
    [(_, organisation, _), _] = two_clients

    with program.begin() as connection:
        connection.execute(text("SELECT set_config('peilstok.organisations', :o, true)"), {"o": organisation})
        assert _rows(connection, "audit") > 0
        assert connection.execute(text("UPDATE audit SET by = 'nobody'")).rowcount == 0
        assert connection.execute(text("DELETE FROM audit")).rowcount == 0


def test_a_row_can_not_be_written_for_another_organisation(apart, two_clients):
    """The lock holds for what is written, too."""
    _, program = apart
    [(_, organisation, _), (_, other, _)] = two_clients

    row = f"INSERT INTO association_members VALUES ('Anna', '{other}', now())"
    with program.connect() as connection:
        connection.execute(text("SELECT set_config('peilstok.organisations', :o, true)"), {"o": organisation})
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.exec_driver_sql(row)


def test_everyone_works_through_the_second_lock(two_clients):
    """Each sees, reads and answers what is theirs, and nothing of the other."""
    [(anna, organisation, assessment), (bram, _, others)] = two_clients

    assert [stored.id for stored in anna.organisations()] == [organisation]
    assert anna.give_answer(assessment, "b1", {"level": 2}).answer.level == 2
    assert anna.answer(assessment, "a1").note == "Anna"
    anna.change_organisation(organisation, Organisation(name="Ander"))
    assert anna.answers_file(assessment).organisation.name == "Ander"
    with pytest.raises(NotFound):
        anna.answers_file(others)
    assert bram.answer(others, "a1").note == "Bram"
    anna.remove_organisation(organisation)
    assert anna.organisations() == []


def test_a_program_that_passes_the_lock_is_not_ready(apart):
    """As owner of the tables organisations would not be kept apart; without sign-in there is nothing to keep apart."""
    addresses = [engine.url.render_as_string(hide_password=False) for engine in apart]

    assert [readiness(address, is_shared=True) for address in addresses] == ["not_kept_apart", "ok"]
    assert [readiness(address) for address in addresses] == ["ok", "ok"]


@pytest.mark.parametrize("statement", ["ALTER TABLE answers DISABLE ROW LEVEL SECURITY", "GRANT plain TO app"])
def test_a_lock_that_was_taken_off_shows(apart, superuser_on, statement):
    """Row-level security switched off, or a role that became a member of the owner."""
    _, program = apart
    superuser_on(program, statement)

    assert readiness(program.url.render_as_string(hide_password=False), is_shared=True) == "not_kept_apart"


def test_tables_are_the_owners_to_make(apart, postgresql):
    """The program says in one sentence who must bring the tables up to date."""
    url = postgresql()
    engine = engine_for(url)
    address = engine.url.set(username="app", password="app").render_as_string(hide_password=False)

    with pytest.raises(BadInput, match=r"Let their owner run: python cli\.py migrate"):
        open_database(address)
    migrate(engine)
    engine.dispose()
    assert Store(engine_for(url), TERMINAL).organisations() == []
