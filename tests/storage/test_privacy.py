"""Everything that is kept of a person or an organisation, in one ZIP."""

import io
import json
import zipfile

import pytest
from sqlalchemy import text, update

from auth.who import Who
from model.submission import read_answers
from storage.audit import SEALED
from storage.benchmark_tables import METADATA
from storage.store import Store
from storage.stored import NotFound
from storage.tables import PEOPLE
from storage.verification import verify

NOWHERE = "00000000-0000-0000-0000-000000000000"


def unpacked(export, *of):
    """What an export holds, by the name of the file: JSON as data."""
    out = io.BytesIO()
    export(*of, out)
    with zipfile.ZipFile(out) as made:
        contents = {name: made.read(name) for name in made.namelist()}
    return {name: json.loads(found) if name.endswith(".json") else found for name, found in contents.items()}


def test_a_person_gets_all_that_is_kept_of_them(fill, store):
    """Who they are, their role, what they gave, did and answered; of others nothing, and no key."""
    full = fill()
    owner, contributor = full.people["owner"], full.people["contributor"]
    as_owner = Store(store.engine, Who(owner))
    as_owner.give_answer(full.assessment, "c2", {"level": 1})

    found = unpacked(as_owner.export_person, owner)["person.json"]

    assert found["person"]["name"] == "owner Vermeer"
    assert [role["role"] for role in found["memberships"]] == ["owner"]
    counts = {name: len(rows) for name, rows in found.items() if name != "person"}
    once = ("administers", "memberships", "invitations_given", "consents_given", "assigned_by_me", "work", "answers")
    once += ("answer_history", "files_added", "contributions_sent", "events")
    assert counts == dict.fromkeys(once, 1) | {"assigned_to_me": 0, "mirror_scores": 0, "workshops_led": 0}
    assert "token_hash" not in json.dumps(found)
    others = unpacked(Store(store.engine, Who(contributor)).export_person, contributor)["person.json"]
    assert len(others["assigned_to_me"]) == 1
    assert others["answers"] == others["events"] == []


def test_every_table_that_names_a_person_is_in_their_export(fill, store):
    """Wherever a column refers to a person, or says by whom a row was written."""
    fill()
    naming = {
        table.name
        for table in METADATA.sorted_tables
        if {"by", "person_id"} & set(table.columns.keys()) and table.name != "download_links"  # gone in a minute
    }

    assert naming == {
        *("memberships", "invitations", "consents", "assignments", "work", "mirror_scores", "answers"),
        *("answer_history", "files", "audit", "association_administrators", "workshops", "contributions"),
    }


def test_after_leaving_only_the_operator_exports_what_stands_there(fill, store, withdraw):
    """An organisation's answers are no longer of who left; they still are of the organisation."""
    full = fill()
    person = full.people["owner"]
    withdraw(person)

    assert unpacked(Store(store.engine, Who(person)).export_person, person)["person.json"]["work"] == []
    assert len(unpacked(store.export_person, person)["person.json"]["work"]) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_nobody_exports_someone_else(fill, store, everything, exists):
    """The same whether the person exists or not; nothing is written of it."""
    full = fill()
    before = everything(store.engine)

    person = full.people["contributor"] if exists else NOWHERE
    with pytest.raises(NotFound):
        Store(store.engine, Who(full.people["owner"])).export_person(person, io.BytesIO())

    assert everything(store.engine) == before
    with pytest.raises(NotFound):
        store.export_person(NOWHERE, io.BytesIO())


def test_an_owner_gets_all_that_is_kept_of_the_organisation(fill, store, little):
    """Each assessment as an answers file that can be opened again, with history, division of work and files."""
    full, other = fill(), fill("Jansen")

    found = unpacked(Store(store.engine, Who(full.people["owner"])).export_organisation, full.organisation)

    folder = f"assessments/{full.assessment}"
    of_assessment = (
        "answers",
        "report",
        "answer_history",
        "assignments",
        "work",
        "mirror_scores",
        "files",
        "results",
        "workshops",
    )
    assert set(found) == {
        *("organisation.json", "audit_trail.json", f"{folder}/logo", f"{folder}/files/{full.file}"),
        *(f"{folder}/{name}.json" for name in of_assessment),
    }
    assert found[f"{folder}/files/{full.file}"] == b"Inhoud van Vermeer"
    opened = read_answers(json.dumps(found[f"{folder}/answers.json"]).encode(), "answers.json", little)
    assert opened == store.answers_file(full.assessment)
    assert len(found[f"{folder}/answer_history.json"]) == 3
    assert {person["name"] for person in found["organisation.json"]["people"]} == {
        f"{role} Vermeer" for role in full.people
    }
    assert "organisation_exported" in [event["action"] for event in found["audit_trail.json"]]
    everything = json.dumps({name: value for name, value in found.items() if name.endswith(".json")})
    assert "Jansen" not in everything
    assert other.organisation not in everything
    assert '"seal"' not in everything
    assert "token_hash" not in everything


def test_every_table_of_an_organisation_is_in_its_export(fill, store):
    """Each table that the trail seals has its place."""
    full = fill()

    names = unpacked(store.export_organisation, full.organisation)

    in_folder = {name.rsplit("/", 1)[-1].removesuffix(".json") for name in names}
    in_file = set(names["organisation.json"])
    sealed = {table.name for table in SEALED} - {"organisations", "assessments"}
    assert sealed <= in_folder | in_file


def test_exporting_is_written_in_the_trail(fill, store, trail):
    """Who did it, of what; the trail stays whole."""
    full = fill()
    person = full.people["owner"]
    unpacked(Store(store.engine, Who(person)).export_organisation, full.organisation)
    unpacked(Store(store.engine, Who(person)).export_person, person)

    said = [(event.by, event.action, event.subject) for event in trail()[-2:]]
    assert said == [
        (person, "organisation_exported", f"organisations {full.organisation}"),
        (person, "person_exported", f"people {person}"),
    ]
    assert list(verify(store.engine)) == []


def test_the_operator_finds_a_person_by_id_or_address(fill, store):
    """Capitals do not matter; two people with one address are told apart by their ids; others may not search."""
    full = fill()
    owner, contributor = full.people["owner"], full.people["contributor"]
    with store.engine.begin() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == owner).values(email="Anna@Example.nl"))

    assert store.find_person(owner) == store.find_person("anna@example.NL") == owner
    for wanted in ("niemand@example.nl", "", "%"):
        with pytest.raises(NotFound):
            store.find_person(wanted)
    with pytest.raises(NotFound):
        Store(store.engine, Who(owner)).find_person(owner)
    with store.engine.begin() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == contributor).values(email="anna@example.nl"))
    with pytest.raises(Exception, match="Several people signed in with this address") as several:
        store.find_person("anna@example.nl")
    assert owner in str(several.value)
    assert contributor in str(several.value)


def test_exporting_works_through_the_second_lock(apart, given, add_person):
    """As the role of the program, which owns no table of PostgreSQL."""
    owner, program = apart
    person = add_person(owner, "Anna")
    store = Store(program, Who(person))
    assessment = store.add_answers_file(given({"a1": {"level": 3}}))

    assert len(unpacked(store.export_person, person)["person.json"]["answers"]) == 1
    found = unpacked(store.export_organisation, store.organisation_of(assessment))
    assert found["organisation.json"]["people"][0]["name"] == "Anna"
    with owner.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit WHERE action LIKE '%exported'")).scalar_one() == 2
