"""What goes: organisations, people and earlier texts; nothing of it stays, and the audit trail stays whole."""

import json
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from auth.who import Who
from model.answers import Answer
from model.errors import BadInput
from storage.store import Store
from storage.stored import NotFound
from storage.tables import MEMBERSHIPS, METADATA, PEOPLE
from storage.verification import verify
from tests.storage.test_closed import RESULT

NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def contents(store):
    """All that stands in all tables, as one text."""

    def read(*without):
        with store.engine.connect() as connection:
            rows = {
                table: [list(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]
                for table in METADATA.tables
                if table not in without
            }
        return json.dumps(rows, default=lambda value: bytes(value).decode() if hasattr(value, "hex") else str(value))

    return read


def found(store):
    """What verifying finds."""
    return [str(mistake) for mistake in verify(store.engine)]


def own(store, organisation, add_person, name="Bram"):
    """Another owner, recorded as the program does."""
    person = add_person(store.engine, name)
    with store._writing("manage_people", organisation=organisation) as entered:
        row = {"organisation_id": organisation, "person_id": person, "role": "owner", "department": None}
        row["since"] = datetime.now(UTC)
        entered.connection.execute(insert(MEMBERSHIPS), row)
        entered.record("role_given", MEMBERSHIPS, row, role="owner")
    return person


def test_nothing_readable_stays_of_a_removed_organisation(fill, store, contents):
    """No text of it in any table, not in its files either. People and associations are apart. Its key is gone."""
    full, other = fill("Vermeer"), fill("Jansen")
    before = contents()
    assert before.count("Vermeer") > 15
    with store.engine.connect() as connection:
        seal = connection.execute(text("SELECT seal FROM organisations WHERE name LIKE '%Vermeer'")).scalar_one()

    store.remove_organisation(full.organisation)

    assert "Vermeer" not in contents("people", "associations", "editions")
    assert seal not in contents()
    assert full.assessment not in contents("audit")
    assert other.assessment in contents("audit")
    assert found(store) == []


def test_the_trail_holds_no_text(fill, contents, store):
    """Ids, roles and counts; not a name, not a word of an answer."""
    fill()

    everything_else = [table for table in METADATA.tables if table != "audit"]
    assert "Vermeer" not in contents(*everything_else)
    assert "Vermeer" in contents("audit")


def test_a_removed_person_leaves_their_work_without_a_name(fill, store, contents, add_person):
    """Answers stay as they were, by an id that no table explains any more; roles and tasks go."""
    full = fill()
    own(store, full.organisation, add_person)
    person = full.people["contributor"]
    as_person = Store(store.engine, Who(person))
    as_person.give_answer(full.assessment, "a1", {"level": 5})

    as_person.remove_person(person)

    assert store.answer(full.assessment, "a1").level == 5
    assert "contributor Vermeer" not in contents()
    kept = contents("audit", "answers", "answer_history")
    assert person not in kept
    with pytest.raises(NotFound):
        as_person.answer(full.assessment, "a1")
    assert found(store) == []


def test_the_last_owner_hands_over_first(fill, store, add_person, everything):
    """One sentence with the name of the organisation, and nothing is done; with another owner they can go."""
    full = fill()
    person = full.people["owner"]
    before = everything(store.engine)

    with pytest.raises(BadInput) as refused:
        Store(store.engine, Who(person)).remove_person(person)

    assert [str(mistake) for mistake in refused.value.mistakes] == [
        "You are the only owner of Woonstichting Vermeer. Hand it over to someone else first, or remove it too."
    ]
    assert everything(store.engine) == before
    own(store, full.organisation, add_person)
    Store(store.engine, Who(person)).remove_person(person)
    assert found(store) == []


def test_the_last_owner_can_take_the_organisation_along(fill, store, contents):
    """Only those that nobody else owns, with everything in them."""
    full = fill()
    person = full.people["owner"]

    Store(store.engine, Who(person)).remove_person(person, with_organisations=True)

    assert store.organisations() == []
    assert person not in contents("audit")
    assert found(store) == []


def test_a_member_who_is_no_owner_takes_nothing_along(fill, store):
    """Their organisation has an owner."""
    full = fill()
    person = full.people["contributor"]

    Store(store.engine, Who(person)).remove_person(person, with_organisations=True)

    assert [stored.id for stored in store.organisations()] == [full.organisation]


def test_two_owners_who_go_at_once_do_not_leave_an_organisation_alone(fill, store, add_person):
    """One of them is told to hand over first."""
    full = fill()
    people = [full.people["owner"], own(store, full.organisation, add_person)]
    barrier, refused = Barrier(2), []

    def go(person):
        barrier.wait()
        try:
            Store(store.engine, Who(person)).remove_person(person)
        except BadInput:
            refused.append(person)

    threads = [Thread(target=go, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert [member.id for member in store.members(full.organisation) if member.role == "owner"] == refused


@pytest.mark.parametrize("exists", [True, False])
def test_nobody_removes_someone_else(fill, store, everything, exists):
    """Not an owner either; the same whether the person exists or not."""
    full = fill()
    owner = Store(store.engine, Who(full.people["owner"]))
    before = everything(store.engine)

    with pytest.raises(NotFound):
        owner.remove_person(full.people["consultant"] if exists else NOWHERE)

    assert everything(store.engine) == before
    with pytest.raises(NotFound):
        store.remove_person(NOWHERE)


def test_earlier_texts_can_be_erased(fill, store, contents):
    """Level, moment and who stay; notes, evidence and reasons go; the answer as it is now stays whole."""
    full = fill()
    store.give_answer(full.assessment, "b2", {"not_applicable": None, "level": 2})
    store.give_answer(full.assessment, "a1", {"note": "Zonder naam", "evidence": []})
    assert store.earlier_texts(full.assessment) == ["a1", "b2"]
    assert "Nota van Vermeer" in contents()

    for item in ("a1", "b2"):
        store.erase_earlier_texts(full.assessment, item)

    assert store.earlier_texts(full.assessment) == []
    assert "ota van Vermeer" not in contents()
    assert '"Reden van Vermeer"' not in contents("mirror_scores")
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT item, answer FROM answer_history ORDER BY id")).all()
    answers = [(item, json.loads(answer) if isinstance(answer, str) else answer) for item, answer in rows]
    assert answers == [
        ("a1", {"level": 3}),
        ("b2", {"not_applicable": "–"}),
        ("a1", {"level": 4}),
        ("b2", {"level": 2}),
        ("a1", {"level": 4, "note": "Zonder naam"}),
    ]
    assert store.answer(full.assessment, "a1") == Answer(level=4, note="Zonder naam")
    assert found(store) == []


def results_in(store):
    """What stands in the table of results."""
    with store.engine.connect() as connection:
        return connection.execute(text("SELECT * FROM results ORDER BY 1, 2")).all()


def test_in_a_closed_assessment_the_last_texts_can_be_erased_too(fill, store, contents):
    """Its result, levels and moments stay, and an edit past the program is found as before."""
    full = fill()
    store.give_answer(full.assessment, "a1", {"note": "Nota van Vermeer, de laatste"})
    store.close(full.assessment, lambda _file: RESULT)
    before, results = store.answers(full.assessment), results_in(store)
    assert store.earlier_texts(full.assessment) == ["a1", "b2"]

    for item in ("a1", "b2", "c1"):
        store.erase_earlier_texts(full.assessment, item)

    assert store.earlier_texts(full.assessment) == []
    assert "ota van Vermeer" not in contents()
    left = store.answers(full.assessment)
    assert {item: (one.level, one.check, one.unknown) for item, one in left.items()} == {
        item: (one.level, one.check, one.unknown) for item, one in before.items()
    }
    assert (left["a1"].note, left["b2"].not_applicable) == (None, "–")
    assert results_in(store) == results
    assert found(store) == []
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE answers SET by = 'iemand' WHERE item = 'a1'"))
    assert "changed past Peilstok" in found(store)[0]


def test_after_erasing_an_edit_is_still_found(fill, store):
    """In what was left of the earlier answers, and in those that came after."""
    full = fill()
    store.erase_earlier_texts(full.assessment, "a1")
    store.give_answer(full.assessment, "a1", {"level": 1})
    store.give_answer(full.assessment, "a1", {"level": 2})
    assert found(store) == []
    with store.engine.connect() as connection:
        ids = connection.execute(text("SELECT id FROM answer_history WHERE item = 'a1' ORDER BY id")).scalars().all()
    assert len(ids) == 4

    for id_ in ids:
        with store.engine.begin() as connection:
            connection.execute(text(f"UPDATE answer_history SET by = 'iemand' WHERE id = {id_}"))
        sentence = "its history was changed past Peilstok. It is not what the audit trail recorded."
        assert found(store) == [f"answers {full.assessment} a1: {sentence}"]
        with store.engine.begin() as connection:
            connection.execute(text(f"UPDATE answer_history SET by = 'cli' WHERE id = {id_}"))
    assert found(store) == []


def test_texts_can_be_erased_again(fill, store):
    """Also where nothing was to erase, and where nothing was answered."""
    full = fill()
    for _time in range(2):
        store.erase_earlier_texts(full.assessment, "a1")
        store.give_answer(full.assessment, "a1", {"note": "Weer een naam"})
        store.give_answer(full.assessment, "a1", {"note": None})
    store.erase_earlier_texts(full.assessment, "a1")
    store.erase_earlier_texts(full.assessment, "b2")
    store.erase_earlier_texts(full.assessment, "c1")

    assert store.earlier_texts(full.assessment) == []
    assert found(store) == []


def test_removing_works_through_the_second_lock(apart, given, add_person):
    """As the role of the program, which owns no table of PostgreSQL."""
    owner, program = apart
    person = add_person(owner, "Anna")
    store = Store(program, Who(person))
    assessment = store.add_answers_file(given({"a1": {"level": 3, "note": "Naam"}}))
    store.give_answer(assessment, "a1", {"note": "Zonder"})
    store.erase_earlier_texts(assessment, "a1")
    assert store.earlier_texts(assessment) == []
    assert store.events(store.organisation_of(assessment)).entries[0].action == "history_erased"

    with pytest.raises(BadInput, match="Voorbeeld"):
        store.remove_person(person)
    store.remove_person(person, with_organisations=True)

    assert found(Store(owner, Who(person))) == []
    with owner.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM people")).scalar_one() == 0
        assert connection.execute(text("SELECT count(*) FROM organisations")).scalar_one() == 0


def test_what_goes_wrong_in_the_database_names_nobody(fill, store):
    """An error ends in the log: it does not repeat what was to be written."""
    full = fill()
    now = datetime.now(UTC)
    person = {"id": full.people["owner"], "issuer": "x", "subject": "x", "name": "Geheim", "email": "geheim@x.nl"}
    again = insert(PEOPLE).values({**person, "signed_in_at": now, "created_at": now})

    with store.engine.connect() as connection, pytest.raises(IntegrityError) as failed:
        connection.execute(again)

    assert "geheim" not in str(failed.value).lower()


def test_what_is_wrong_with_a_stored_answer_does_not_repeat_it():
    """The error of an answer that can't be read back."""
    with pytest.raises(ValueError, match="note") as failed:
        Answer.model_validate({"level": 3, "note": {"naam": "Geheim"}})

    assert "Geheim" not in str(failed.value)
