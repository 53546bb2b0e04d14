"""Keeping organisations, assessments and answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, select, text
from sqlalchemy.exc import IntegrityError

from auth.who import TERMINAL
from model.answers import ActionChange, Answer, Organisation, OwnAction, PlanChanges
from model.errors import BadInput
from model.report import ReportDetails
from model.submission import export_json
from storage.database import changing_tables, engine_for, migrate, upgrade
from storage.organisations import AT_ONCE
from storage.store import Store
from storage.stored import Changed, Client, NotFound, Unavailable
from storage.tables import ANSWER_HISTORY, ANSWERS, ASSESSMENTS, METADATA, ORGANISATIONS

ON = date(2026, 11, 22)
HOUSING = Organisation(name="Voorbeeld Wonen", customer="huurder", sector="energy", has_staff=False)
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def assessment(store):
    """The id of an assessment without answers."""
    return store.add_assessment(store.add_organisation(HOUSING), "social-collection", "test", "core", ON)


def rows(store, table, column):
    """All that stands in a column."""
    with store.engine.connect() as connection:
        return connection.execute(select(table.c[column])).all()


def history(store):
    """Every answer ever given, in the order of giving, with who gave it."""
    with store.engine.connect() as connection:
        wanted = select(ANSWER_HISTORY.c.item, ANSWER_HISTORY.c.answer, ANSWER_HISTORY.c.by).order_by(
            ANSWER_HISTORY.c.id
        )
        return [tuple(row) for row in connection.execute(wanted)]


def test_the_tables_are_made_where_nothing_is(url):
    """Also the folder of the file; making them again changes nothing."""
    engine = engine_for(url)
    migrate(engine)
    before = sorted(inspect(engine).get_table_names())
    store = Store(engine, TERMINAL)
    organisation = store.add_organisation(HOUSING)

    migrate(engine)

    assert sorted(inspect(engine).get_table_names()) == before
    assert {"organisations", "assessments", "answers", "answer_history"} <= set(before)
    assert [stored.id for stored in store.organisations()] == [organisation]


def test_tables_made_at_once_equal_those_of_the_migrations(new_url):
    """The first start makes the tables directly; a later version must find what the migrations would have made."""
    engine = engine_for(new_url())

    with changing_tables(engine) as connection:
        upgrade(connection)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    migrated = _columns(engine)
    direct = engine_for(new_url())
    migrate(direct)
    assert _columns(direct) == migrated
    with changing_tables(direct) as connection:
        upgrade(connection)
    assert _columns(direct) == migrated


def _told(index):
    """An index with its condition as text: two readings of a condition are never equal by themselves."""
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {name: str(value) for name, value in options.items()}}


def _columns(engine):
    """Every table with its columns, their types, and its revision."""
    with engine.connect() as connection:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).all()
    inspector = inspect(engine)
    tables = {
        table: [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)]
        + sorted(inspector.get_foreign_keys(table), key=str)  # without names they come in any order
        + [_told(index) for index in inspector.get_indexes(table)]
        for table in sorted(inspector.get_table_names())
        if table != "alembic_version"
    }
    return revision, tables


def test_an_answers_file_comes_back_as_it_was(store, given):
    """Every key: scope, law, day, facts, all kinds of answers, and what the user changed in the plan."""
    answers_file = given(
        {
            "a1": {"level": 3, "target": 4, "note": "Zie <b>nota</b> & meer", "evidence": ["https://example.org"]},
            "a2": {"unknown": True},
            "b2": {"not_applicable": "Geen pauze"},
            "c1": {"level": 2, "assurance": "reviewed"},
            "law-1": {"check": "partly", "note": "Łódź, Иван, 😀"},
        },
        facts={"sector": "bank", "has_staff": False, "customer": "huurder"},
        law=True,
        scope="full",
        plan={"days_a_quarter": 7, "actions": {"a1-4": {"owner": "Anna", "start": "2027Q1", "status": "started"}}},
    )

    kept = store.answers_file(store.add_answers_file(answers_file))

    assert kept == answers_file
    assert export_json(kept) == export_json(answers_file)


def test_an_example_is_marked_and_stands_last(store, given):
    """Real organisations come first, in the order of the alphabet."""
    store.add_answers_file(given({}), is_example=True)
    for name in ("zeta", "Alfa"):
        store.add_organisation(Organisation(name=name))
    store.add_organisation(Organisation(name="Aap"), is_example=True)

    found = [(stored.organisation.name, stored.is_example) for stored in store.organisations()]

    assert found == [("Alfa", False), ("zeta", False), ("Aap", True), ("Voorbeeld (fictief)", True)]


def test_an_organisation_has_its_assessments_the_newest_first(store):
    """With scope, day and the number of answers."""
    organisation = store.add_organisation(HOUSING)
    first = store.add_assessment(organisation, "social-collection", "test", "quick", date(2025, 1, 1))
    second = store.add_assessment(organisation, "social-collection", "test", "core", ON)
    store.give_answer(first, "a1", {"level": 2})
    given = store.give_answer(first, "b1", {"level": 3})

    [stored] = store.organisations()

    assert (stored.id, stored.organisation, stored.is_example) == (organisation, HOUSING, False)
    assert [(one.id, one.scope, one.on, one.answered) for one in stored.assessments] == [
        (second, "core", ON, 0),
        (first, "quick", date(2025, 1, 1), 2),
    ]
    assert stored.assessments[1].changed_at == given.at


def test_an_organisation_can_be_changed(store):
    """Name, word and facts, at once."""
    organisation = store.add_organisation(HOUSING)
    changed = Organisation(name="Ander", sector="bank")

    store.change_organisation(organisation, changed)

    assert [stored.organisation for stored in store.organisations()] == [changed]


def test_a_removed_organisation_leaves_nothing_behind(store, given):
    """Its assessments, answers and history go with it; those of others stay."""
    gone, kept = (store.add_answers_file(given({"a1": {"level": level}})) for level in (2, 4))

    store.remove_organisation(store.organisation_of(gone))

    assert rows(store, ORGANISATIONS, "id") == [(store.organisation_of(kept),)]
    assert rows(store, ASSESSMENTS, "id") == [(kept,)]
    assert rows(store, ANSWERS, "assessment_id") == [(kept,)]
    assert rows(store, ANSWER_HISTORY, "assessment_id") == [(kept,)]


def test_an_assessment_belongs_to_its_organisation(store):
    """And can't be made for one that does not exist."""
    organisation = store.add_organisation(HOUSING)

    assert store.organisation_of(store.add_assessment(organisation, "q", "1", "core", ON)) == organisation
    with pytest.raises(NotFound):
        store.add_assessment(NOWHERE, "q", "1", "core", ON)


def test_a_new_assessment_is_empty(store, assessment):
    """No answers, no law, no plan."""
    answers_file = store.answers_file(assessment)

    assert (answers_file.scope, answers_file.on, answers_file.law) == ("core", ON, False)
    assert (answers_file.answers, answers_file.plan) == ({}, PlanChanges())
    assert answers_file.organisation == HOUSING


def test_an_answer_is_kept_with_who_and_when(store, assessment):
    """What comes back is what was written."""
    before = datetime.now(UTC)

    given = store.give_answer(assessment, "a1", {"level": 3, "note": "Ja"})

    assert given.answer == Answer(level=3, note="Ja") == store.answer(assessment, "a1")
    assert before <= given.at <= datetime.now(UTC)
    assert history(store) == [("a1", {"level": 3, "note": "Ja"}, "cli")]


def test_an_answer_that_was_not_given_is_empty(store, assessment):
    """No error, and nothing is written by looking."""
    assert store.answer(assessment, "a1") == Answer()
    assert rows(store, ANSWERS, "item") == []


def test_other_keys_of_an_answer_stay(store, assessment):
    """Someone writes a note while another sets a target: both stand."""
    store.give_answer(assessment, "a1", {"level": 3})
    store.give_answer(assessment, "a1", {"note": "Bron"})

    assert store.give_answer(assessment, "a1", {"target": 4}).answer == Answer(level=3, note="Bron", target=4)


def test_a_key_without_value_is_taken_away(store, assessment):
    """From a level to "I don't know" in one step, the note kept."""
    store.give_answer(assessment, "a1", {"level": 3, "note": "Bron"})

    store.give_answer(assessment, "a1", {"level": None, "unknown": True})

    assert store.answer(assessment, "a1") == Answer(unknown=True, note="Bron")


def test_the_history_grows_and_never_changes(store, assessment):
    """Each answer ever given stands in it, in order, also what an import brought."""
    store.give_answer(assessment, "a1", {"level": 2})
    first = history(store)
    store.give_answer(assessment, "a1", {"level": 3})
    store.give_answer(assessment, "b1", {"unknown": True})

    assert history(store)[:1] == first
    assert [(item, answer) for item, answer, _ in history(store)] == [
        ("a1", {"level": 2}),
        ("a1", {"level": 3}),
        ("b1", {"unknown": True}),
    ]


def test_an_import_begins_a_history(store, given):
    """So that the first change can be seen as one."""
    store.add_answers_file(given({"a1": {"level": 2}, "b1": {"level": 1}}))

    assert sorted(item for item, _, _ in history(store)) == ["a1", "b1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"level": 7},
        {"level": "3"},
        {"level": 2.5},
        {"level": True},
        {"colour": "red"},
        {"unknown": True},
        {"note": "\0"},
    ],
)
def test_a_bad_answer_is_refused_and_nothing_is_written(store, assessment, changes):
    """Not in the answer and not in the history; two states are one too many."""
    store.give_answer(assessment, "a1", {"level": 3})

    with pytest.raises(BadInput):
        store.give_answer(assessment, "a1", changes)

    assert store.answer(assessment, "a1") == Answer(level=3)
    assert len(history(store)) == 1


def test_several_answers_are_given_together(store, assessment):
    """Each keeps its other keys and gets a line in the history."""
    store.give_answer(assessment, "rki-5.3", {"note": "Elke dag."})

    store.give_answers(assessment, ["rki-5.3", "rki-5.3a"], {"check": "yes", "in_bulk": True})

    assert store.answer(assessment, "rki-5.3") == Answer(check="yes", note="Elke dag.", in_bulk=True)
    assert store.answer(assessment, "rki-5.3a") == Answer(check="yes", in_bulk=True)
    assert [item for item, _answer, _by in history(store)] == ["rki-5.3", "rki-5.3", "rki-5.3a"]


def test_of_several_answers_all_are_given_or_none(store, assessment):
    """One that would not be allowed takes the others with it."""
    store.give_answer(assessment, "rki-5.3a", {"not_applicable": "Geen telefoon"})

    with pytest.raises(BadInput):
        store.give_answers(assessment, ["rki-5.3", "rki-5.3a"], {"check": "yes"})

    assert store.answers(assessment) == {"rki-5.3a": Answer(not_applicable="Geen telefoon")}


def test_all_answers_of_an_assessment_come_by_their_id(store, assessment):
    """Only those of this assessment."""
    other = store.add_assessment(store.organisation_of(assessment), "social-collection", "test", "quick", ON)
    store.give_answer(assessment, "a1", {"level": 3})
    store.give_answer(assessment, "law-1", {"check": "yes"})
    store.give_answer(other, "a1", {"level": 1})

    assert store.answers(assessment) == {"a1": Answer(level=3), "law-1": Answer(check="yes")}


def together(*tasks):
    """Runs the tasks at the same moment and gives what they return."""
    barrier = Barrier(len(tasks))

    def at_once(task):
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(at_once, tasks))


def test_two_people_who_answer_at_once_lose_nothing(store, assessment):
    """One sets levels and the other writes notes on the same criterion: the last of each stands, nothing is lost."""
    times = 25

    together(
        lambda: [store.give_answer(assessment, "a1", {"level": number % 5 + 1}) for number in range(times)],
        lambda: [store.give_answer(assessment, "a1", {"note": f"nota {number}"}) for number in range(times)],
    )

    assert store.answer(assessment, "a1") == Answer(level=(times - 1) % 5 + 1, note=f"nota {times - 1}")
    assert len(history(store)) == 2 * times


def test_the_first_answer_of_two_people_at_once_is_both(store, assessment):
    """Nobody is refused because the other made the row first."""
    together(
        lambda: store.give_answer(assessment, "a1", {"level": 2}),
        lambda: store.give_answer(assessment, "a1", {"target": 4}),
        lambda: store.give_answer(assessment, "a1", {"note": "Ja"}),
    )

    assert store.answer(assessment, "a1") == Answer(level=2, target=4, note="Ja")


def test_what_is_read_together_is_of_one_moment(store):
    """An organisation that comes in between two reads of one transaction is seen by neither."""
    with store.engine.connect() as connection:
        before = connection.execute(select(ORGANISATIONS.c.id)).all()
        store.add_organisation(HOUSING)
        assert connection.execute(select(ORGANISATIONS.c.id)).all() == before

    assert rows(store, ORGANISATIONS, "id") != before


def test_two_changes_of_the_plan_at_once_are_both_kept(store, assessment):
    """Each works on what the other has written."""

    def add(name):
        own = OwnAction(do=name, effort_days=1, owner="Anna")
        store.change_plan(assessment, lambda plan: plan.model_copy(update={"own": [*plan.own, own]}))

    together(lambda: add("een"), lambda: add("twee"))

    assert {own.do for own in store.answers_file(assessment).plan.own} == {"een", "twee"}


def test_scope_and_day_can_be_changed(store, assessment):
    """And the answers stay."""
    store.give_answer(assessment, "a1", {"level": 3})

    store.change_assessment(assessment, scope="quick", on=date(2027, 1, 1))

    changed = store.answers_file(assessment)
    assert (changed.scope, changed.on, changed.answers) == ("quick", date(2027, 1, 1), {"a1": Answer(level=3)})


def test_the_plan_can_be_changed(store, assessment):
    """The function gets what was there and gives what comes."""
    store.change_plan(assessment, lambda plan: plan.model_copy(update={"days_a_quarter": 5}))
    dropped = {"a1-2": ActionChange(dropped=True)}

    store.change_plan(assessment, lambda plan: plan.model_copy(update={"actions": dropped}))

    assert store.answers_file(assessment).plan == PlanChanges(days_a_quarter=5, actions=dropped)


def test_what_a_report_says_is_kept(store, assessment):
    """Empty at first; words and logo come back byte for byte."""
    details = ReportDetails(status="final", confidentiality="Vertrouwelijk", approved_by="Bestuur", logo=b"\x89PNG\x00")

    assert store.report_details(assessment) == ReportDetails()
    store.change_report(assessment, details)

    assert store.report_details(assessment) == details


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.answers_file(NOWHERE),
        lambda store: store.organisation_of(NOWHERE),
        lambda store: store.answers(NOWHERE),
        lambda store: store.answer(NOWHERE, "a1"),
        lambda store: store.give_answer(NOWHERE, "a1", {"level": 1}),
        lambda store: store.change_assessment(NOWHERE, scope="quick"),
        lambda store: store.change_plan(NOWHERE, lambda plan: plan),
        lambda store: store.report_details(NOWHERE),
        lambda store: store.change_report(NOWHERE, ReportDetails()),
        lambda store: store.change_organisation(NOWHERE, HOUSING),
        lambda store: store.remove_organisation(NOWHERE),
    ],
)
def test_what_does_not_exist_is_not_found(store, assessment, use):
    """Removed by someone else in the meantime, or a wrong address; nothing changes."""
    with pytest.raises(NotFound):
        use(store)

    assert history(store) == []


def test_an_import_that_fails_leaves_nothing(store, given):
    """One transaction: without its answers there is no organisation either."""
    answers_file = given({"a1": {"level": 3}})
    broken = answers_file.model_copy(update={"answers": {"a1": Answer(level=3), None: Answer(level=2)}})

    with pytest.raises(IntegrityError):
        store.add_answers_file(broken)

    assert store.organisations() == []


def test_what_someone_else_changed_is_not_replaced_unseen(store, assessment):
    """Only where the same key was changed since it was shown; nothing is written then, and theirs comes back."""
    seen = store.give_answer(assessment, "a1", {"level": 2}).answer
    store.give_answer(assessment, "a1", {"level": 4})

    with pytest.raises(Changed) as changed:
        store.give_answer(assessment, "a1", {"level": 3}, seen=seen)

    assert changed.value.answer == store.answer(assessment, "a1") == Answer(level=4)
    assert store.give_answer(assessment, "a1", {"target": 5}, seen=seen).answer == Answer(level=4, target=5)
    assert store.give_answer(assessment, "a1", {"level": 3}, seen=Answer(level=4)).answer.level == 3


def test_the_newest_that_others_did_is_of_others_and_of_this_organisation(store, assessment, as_person):
    """What I do myself tells me nothing new."""
    organisation = store.organisation_of(assessment)
    anna, bram = (as_person(name, **{organisation: "contributor"}) for name in ("Anna", "Bram"))
    before = anna.newest_of_others(assessment)

    anna.give_answer(assessment, "a1", {"level": 2})
    store.add_organisation(HOUSING)
    assert anna.newest_of_others(assessment) == before
    bram.give_answer(assessment, "a1", {"level": 3})

    assert anna.newest_of_others(assessment) > before


def test_a_full_disk_is_told_from_a_database_that_is_gone(tmp_path, given):
    """SQLite refuses to grow; what was there can still be read."""
    engine = engine_for(f"sqlite:///{tmp_path / 'small.db'}")
    migrate(engine)
    store = Store(engine, TERMINAL)
    assessment = store.add_answers_file(given({"a1": {"level": 3}}))
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    event.listen(engine, "checkout", lambda raw, *_: raw.execute(f"PRAGMA max_page_count = {pages}"))

    with pytest.raises(Unavailable) as full:
        [store.give_answer(assessment, "a1", {"note": f"{number}" * 2000}) for number in range(100)]

    assert full.value.is_full
    assert store.answer(assessment, "a1").level == 3


@pytest.fixture
def many(store):
    """The ids of as many organisations as are listed at once, and one more, from the oldest to the newest."""
    return [store.add_organisation(Organisation(name=f"Wonen {number:02}")) for number in range(AT_ONCE + 1)]


def test_of_many_organisations_the_newest_are_listed(store, many):
    """And the store says that there are more."""
    assert {stored.id for stored in store.organisations()} == set(many[1:])
    assert store.has_more()

    store.remove_organisation(many[-1])

    assert {stored.id for stored in store.organisations()} == set(many[:-1])
    assert not store.has_more()


def test_an_organisation_is_found_by_a_part_of_its_name(store, many):
    """In any letters, and no sign of it is special."""
    store.add_organisation(Organisation(name="100%_\\ Zuid"))

    assert [stored.id for stored in store.organisations("wONEN 00")] == [many[0]]
    assert [stored.organisation.name for stored in store.organisations("%_\\ z")] == ["100%_\\ Zuid"]
    assert store.organisations("' OR 1=1 --") == []


def test_a_person_lists_and_finds_only_their_own(store, many, as_person):
    """Each with the role they have there; whether there are more counts only theirs."""
    anna = as_person("Anna", **{many[0]: "consultant", many[5]: "viewer"})

    assert [(stored.id, stored.role) for stored in anna.organisations()] == [
        (many[0], "consultant"),
        (many[5], "viewer"),
    ]
    assert [stored.id for stored in anna.organisations("Wonen")] == [many[0], many[5]]
    assert anna.organisations("Wonen 01") == []
    assert not anna.has_more()
    assert as_person("Bob", **dict.fromkeys(many, "consultant")).has_more()


def test_a_person_has_clients(store, many, as_person):
    """By the alphabet, with the role and the newest assessment; at the machine itself nobody is a client."""
    store.add_assessment(many[5], "social-collection", "test", "quick", ON)
    newest = store.add_assessment(many[5], "social-collection", "test", "core", ON)
    anna = as_person("Anna", **{many[5]: "consultant", many[0]: "owner"})

    assert anna.clients() == [
        Client(many[0], "Wonen 00", "owner", None),
        Client(many[5], "Wonen 05", "consultant", newest),
    ]
    assert as_person("Bob").clients() == []
    assert store.clients() == []


def test_the_assessments_of_one_organisation(store, many, as_person):
    """For who may read it, and for nobody else."""
    mine = store.add_assessment(many[0], "social-collection", "test", "quick", ON)
    store.add_assessment(many[1], "social-collection", "test", "quick", ON)
    anna = as_person("Anna", **{many[0]: "viewer"})

    assert [stored.id for stored in anna.assessments_of(many[0])] == [mine]
    with pytest.raises(NotFound):
        anna.assessments_of(many[1])
