"""Evidence files in the store: on both databases, with content there or in an object store."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from auth.who import TERMINAL, Who
from model.errors import BadInput
from storage import files as files_module
from storage.audit import digest_of
from storage.blobs import FileDamaged, FilesUnavailable
from storage.files import FILES_AN_ANSWER, MAXIMUM_TOTAL
from storage.retention import expire
from storage.store import Store
from storage.stored import NotFound
from storage.tables import BLOBS, FILES, ORGANISATIONS
from tests.evidence_files import WHOLE, pdf

PDF = WHOLE["pdf"]


@pytest.fixture(params=["database", "object store"])
def place(request, monkeypatch):
    """Where content is kept: gives what is there, by the ids of files."""
    if request.param == "database":
        monkeypatch.delenv("PEILSTOK_FILES_URL", raising=False)
        store = request.getfixturevalue("store")

        def ids():
            with store.engine.connect() as connection:
                return sorted(connection.execute(select(BLOBS.c.key)).scalars())

        return ids
    server = request.getfixturevalue("server")
    monkeypatch.setenv("PEILSTOK_FILES_URL", server.url())
    return lambda: sorted(key.removeprefix("evidence/") for key in server.objects())


@pytest.fixture
def in_object_store(server, monkeypatch):
    """The server in which content is kept."""
    monkeypatch.setenv("PEILSTOK_FILES_URL", server.url())
    return server


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_comes_back_as_it_was_added(place, store, filled, kind):
    """With what is known of it, and under its own kind whatever the name's case."""
    name, content = WHOLE[kind]

    added = store.add_file(filled, "a1", name.upper(), content)

    assert (added.item, added.name, added.kind, added.size) == ("a1", name.upper(), kind, len(content))
    assert store.file(filled, added.id) == (added, content)
    assert store.files(filled) == {"a1": (added,)}
    assert place() == [added.id]


def test_who_added_a_file_is_named_while_they_are_known(place, store, filled, as_person):
    """By name in the list; in the table only by id."""
    anna = as_person("Anna", **{store.organisation_of(filled): "contributor"})

    added = anna.add_file(filled, "a1", *PDF)

    assert added.author == "Anna"
    assert store.add_file(filled, "a1", *PDF).author is None
    with store.engine.connect() as connection:
        assert connection.execute(select(FILES.c.by).where(FILES.c.id == added.id)).scalar_one() == anna.who.id


def test_hostile_names_are_kept_safe(place, store, filled):
    """No folders, no signs that are not seen, not too long; the ending stays."""
    names = [
        "../../etc/passwd\0.pdf",
        "C:\\boot\u202e.pdf",
        "a" * 300 + ".pdf",
        '"><script>.pdf',
        "\r\nSet-Cookie: x.pdf",
    ]
    kept = [store.add_file(filled, "a1", name, PDF[1]).name for name in names]

    assert kept == ["passwd.pdf", "boot.pdf", "a" * 116 + ".pdf", "---script-.pdf", "Set-Cookie- x.pdf"]


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", pdf()[:-40], b"x" * 10_000_001], ids=len)
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(place, store, filled, everything, content):
    """By its content, whatever the name says."""
    before = everything(store.engine)

    with pytest.raises(BadInput):
        store.add_file(filled, "a1", "beleid.pdf", content)

    assert everything(store.engine) == before
    assert place() == []


def test_an_answer_with_a_file_counts_as_evidenced(place, store, filled):
    """Also before a level is chosen, and its history says so; without the last file it is stated again."""
    first = store.add_file(filled, "a1", *PDF)
    store.add_file(filled, "c1", *PDF)
    assert store.answer(filled, "a1").assurance == store.answer(filled, "c1").assurance == "evidenced"
    assert store.answer(filled, "a1").level == 4
    assert not store.answer(filled, "c1").is_given
    second = store.add_file(filled, "a1", *PDF)

    store.remove_file(filled, first.id)
    assert store.answer(filled, "a1").assurance == "evidenced"
    store.remove_file(filled, second.id)
    assert store.answer(filled, "a1").assurance == "stated"


@pytest.mark.parametrize(
    "answer", [{"assurance": "reviewed", "level": 3}, {"assurance": "evidenced", "evidence": ["link"]}]
)
def test_what_a_reviewer_said_and_links_stay_evidence(place, store, given, answer):
    """Adding and removing a file changes nothing of such an answer."""
    assessment = store.add_answers_file(given({"a1": answer}))
    before = store.answer(assessment, "a1")

    added = store.add_file(assessment, "a1", *PDF)
    assert store.answer(assessment, "a1") == before
    store.remove_file(assessment, added.id)
    assert store.answer(assessment, "a1") == before


def test_the_trail_seals_what_was_added_and_says_what_was_removed(place, store, filled, trail):
    """The seal is of the row as it is; nothing of the name stands in clear."""
    added = store.add_file(filled, "a1", "geheim.pdf", PDF[1])
    with store.engine.connect() as connection:
        row = connection.execute(select(FILES)).mappings().one()
        seal = connection.execute(select(ORGANISATIONS.c.seal)).scalar_one()
    store.remove_file(filled, added.id)

    events = {event.action: event for event in trail() if event.subject == f"files {added.id}"}
    assert events["file_added"].digest == digest_of(FILES, row, seal)
    assert "file_removed" in events
    assert not any("geheim" in str(tuple(event)) for event in trail())


def test_a_removed_file_leaves_nothing(place, store, filled):
    """Neither a row nor content, and the same answer as for one that never was."""
    added = store.add_file(filled, "a1", *PDF)

    store.remove_file(filled, added.id)

    assert (place(), store.files(filled)) == ([], {})
    for ask in (store.file, store.remove_file):
        with pytest.raises(NotFound):
            ask(filled, added.id)


def test_files_go_with_their_organisation(place, store, filled, given):
    """Those of another one stay."""
    other = store.add_answers_file(given({}))
    store.add_file(filled, "a1", *PDF)
    kept = store.add_file(other, "a1", *PDF)

    store.remove_organisation(store.organisation_of(filled))

    assert place() == [kept.id]


def test_files_go_with_the_only_owner_of_their_organisation(place, store, filled, as_person):
    """Who removes themself and what only they own."""
    owner = as_person("Anna", **{store.organisation_of(filled): "owner"})
    owner.add_file(filled, "a1", *PDF)

    owner.remove_person(owner.who.id, with_organisations=True)

    assert place() == []


def test_files_go_with_an_assessment_that_was_kept_too_long(place, store, filled):
    """Not when it is only asked what would go."""
    added = store.add_file(filled, "a1", *PDF)
    much_later = datetime.now(UTC) + timedelta(days=400)

    expire(store.engine, TERMINAL, 12, much_later, dry_run=True)
    assert place() == [added.id]
    expire(store.engine, TERMINAL, 12, much_later)
    assert place() == []


def test_everything_of_an_organisation_has_its_files(place, store, filled):
    """Also from an object store; one that is no longer as it was added is left out."""
    added = store.add_file(filled, "a1", *PDF)
    damaged = store.add_file(filled, "a1", *PDF)
    with store.engine.begin() as connection:
        connection.execute(update(FILES).where(FILES.c.id == damaged.id).values(sha256="0" * 64))
    out = io.BytesIO()

    store.export_organisation(store.organisation_of(filled), out)

    with zipfile.ZipFile(out) as archive:
        assert archive.read(f"assessments/{filled}/files/{added.id}") == PDF[1]
        assert not [name for name in archive.namelist() if damaged.id in name]


def test_a_file_is_found_under_its_own_assessment_only(place, store, filled, given):
    """Also within one's own organisations: an id does not open the file of another."""
    added = store.add_file(filled, "a1", *PDF)
    other = store.add_answers_file(given({}))

    for ask in (store.file, store.remove_file):
        with pytest.raises(NotFound):
            ask(other, added.id)
    assert store.file(filled, added.id)[1] == PDF[1]


def test_so_many_files_under_one_answer(place, store, filled):
    """One more is refused with a sentence; under another answer it is taken."""
    for _ in range(FILES_AN_ANSWER):
        store.add_file(filled, "a1", *PDF)

    with pytest.raises(BadInput, match=f"has {FILES_AN_ANSWER} files already"):
        store.add_file(filled, "a1", *PDF)
    store.add_file(filled, "b1", *PDF)
    assert len(place()) == FILES_AN_ANSWER + 1


def test_so_much_of_one_organisation(place, store, filled, given, monkeypatch):
    """Over all its assessments; the last byte still goes in, and others are not counted."""
    organisation = store.organisation_of(filled)
    second = store.add_assessment(organisation, "q", "1", "core", given({}).on)
    first = store.add_file(filled, "a1", *PDF)
    assert first.size == len(PDF[1]) < MAXIMUM_TOTAL == 500_000_000
    store.add_file(store.add_answers_file(given({})), "a1", *PDF)

    monkeypatch.setattr(files_module, "MAXIMUM_TOTAL", 2 * first.size - 1)
    with pytest.raises(BadInput, match="of your organisation would be larger"):
        store.add_file(second, "a1", *PDF)
    assert len(place()) == 2
    monkeypatch.setattr(files_module, "MAXIMUM_TOTAL", 2 * first.size)
    store.add_file(second, "a1", *PDF)


def test_content_that_was_changed_is_not_handed_out(store, filled):
    """The sum in the row tells; in an export the list still names it, without a path."""
    whole, damaged = (store.add_file(filled, "a1", *PDF) for _ in range(2))
    with store.engine.begin() as connection:
        connection.execute(update(BLOBS).where(BLOBS.c.key == damaged.id).values(content=b"changed"))

    with pytest.raises(FileDamaged):
        store.file(filled, damaged.id)
    taken = {}
    store.write_evidence(filled, taken.__setitem__)
    assert list(taken) == ["evidence/a1/beleid.pdf", "evidence/files.json"]
    listed = json.loads(taken["evidence/files.json"])
    assert [(row["sha256"], row.get("path")) for row in listed] == [
        (whole.sha256, "evidence/a1/beleid.pdf"), (damaged.sha256, None)
    ]  # fmt: skip


def test_an_export_has_every_file_under_a_name_of_its_own(place, store, filled, as_person):
    """By item; the same name twice, also in other case or with a number that is taken; who added it, and when."""
    anna = as_person("Anna", **{store.organisation_of(filled): "owner"})
    contents = {}
    for item, name in [
        ("b1", "b.pdf"), ("a1", "nota.pdf"), ("a1", "NOTA.pdf"), ("a1", "nota (2).pdf"), ("a1", "../x.pdf")
    ]:  # fmt: skip
        content = pdf(f"{item} {name}")
        contents[anna.add_file(filled, item, name, content).sha256] = content
    taken = {}

    anna.write_evidence(filled, taken.__setitem__)

    assert list(taken) == [
        "evidence/a1/nota.pdf", "evidence/a1/NOTA (2).pdf", "evidence/a1/nota (2) (2).pdf", "evidence/a1/x.pdf",
        "evidence/b1/b.pdf", "evidence/files.json",
    ]  # fmt: skip
    listed = json.loads(taken.pop("evidence/files.json"))
    assert {row["path"]: contents[row["sha256"]] for row in listed} == taken
    assert {row["added_by"] for row in listed} == {"Anna"}
    assert all(row["added_at"].endswith("+00:00") for row in listed)


def test_without_files_an_export_has_no_evidence(place, store, filled):
    """Not even an empty list."""
    taken = {}
    store.write_evidence(filled, taken.__setitem__)

    assert taken == {}


def test_what_was_added_before_an_object_store_was_chosen_can_still_be_read(store, filled, server, monkeypatch):
    """And goes along in an export."""
    before = store.add_file(filled, "a1", *PDF)
    monkeypatch.setenv("PEILSTOK_FILES_URL", server.url())
    after = store.add_file(filled, "a1", *WHOLE["png"])
    taken = {}
    store.write_evidence(filled, taken.__setitem__)

    assert server.objects() == [f"evidence/{after.id}"]
    assert [store.file(filled, file.id)[1] for file in (before, after)] == [PDF[1], WHOLE["png"][1]]
    assert [*taken.values()][:2] == [PDF[1], WHOLE["png"][1]]
    store.remove_file(filled, before.id)
    assert server.objects() == [f"evidence/{after.id}"]


def test_who_may_not_add_a_file_sends_nothing_to_the_object_store(
    in_object_store, store, filled, as_person, monkeypatch
):
    """Refused before anything is sent: an outsider can't make the store work."""
    sent = []
    monkeypatch.setattr(files_module, "put_first", lambda *arguments: sent.append(arguments))

    for person in (as_person(), as_person("Bo", **{store.organisation_of(filled): "viewer"})):
        with pytest.raises(NotFound):
            person.add_file(filled, "a1", *PDF)
    assert sent == []


def test_with_the_object_store_gone_nothing_is_added_and_removing_goes_on(in_object_store, store, filled):
    """A sentence for who adds or reads; who removes has removed it."""
    added = store.add_file(filled, "a1", *PDF)
    in_object_store.stop()
    try:
        for ask in (
            lambda: store.add_file(filled, "a1", *PDF),
            lambda: store.file(filled, added.id),
            lambda: store.write_evidence(filled, print),
        ):
            with pytest.raises(FilesUnavailable):
                ask()
        assert store.files(filled) == {"a1": (added,)}
        assert store.give_answer(filled, "a1", {"level": 2}).answer.level == 2
        store.remove_file(filled, added.id)
        assert store.files(filled) == {}
    finally:
        in_object_store.start()


def test_files_are_counted_in_the_transaction_that_adds_one(in_object_store, store, filled, monkeypatch):
    """What a colleague adds while the content is on its way counts; the object is taken back."""
    put_first = files_module.put_first

    def a_colleague_is_faster(*arguments):
        monkeypatch.setattr(files_module, "put_first", put_first)
        store.add_file(filled, "a1", *PDF)
        return put_first(*arguments)

    monkeypatch.setattr(files_module, "FILES_AN_ANSWER", 1)
    monkeypatch.setattr(files_module, "put_first", a_colleague_is_faster)
    with pytest.raises(BadInput):
        store.add_file(filled, "a1", *PDF)

    assert len(in_object_store.objects()) == 1


def test_files_of_long_ago_come_first(place, store, filled):
    """In the order in which they were added."""
    first, second = (store.add_file(filled, "a1", *WHOLE[kind]) for kind in ("pdf", "png"))
    with store.engine.begin() as connection:
        connection.execute(update(FILES).where(FILES.c.id == second.id).values(at=first.at - timedelta(days=1)))

    assert [file.id for file in store.files(filled)["a1"]] == [second.id, first.id]


def test_on_postgresql_files_of_others_are_hidden_from_the_program(apart, given, add_person):
    """As a role that owns nothing: one's own files come back, with content; those of others are not there."""
    owner, program = apart
    anna, bram = (Store(program, Who(add_person(owner, name))) for name in ("Anna", "Bram"))
    mine, theirs = (person.add_answers_file(given({})) for person in (anna, bram))
    added = anna.add_file(mine, "a1", *PDF)
    bram.add_file(theirs, "a1", *PDF)

    assert anna.file(mine, added.id) == (added, PDF[1])
    with pytest.raises(NotFound):
        bram.file(mine, added.id)
    anna.remove_organisation(anna.organisation_of(mine))
    with owner.connect() as connection:
        assert connection.execute(select(func.count()).select_from(BLOBS)).scalar_one() == 1


def test_a_row_without_content_is_damaged(store, filled):
    """Whatever made it so."""
    with store.engine.begin() as connection:
        row = {"id": "x", "assessment_id": filled, "item": "a1", "name": "x.pdf", "kind": "pdf", "size": 1}
        connection.execute(insert(FILES).values(**row, sha256="0" * 64, by="x", at=func.now()))

    with pytest.raises(FileDamaged):
        store.file(filled, "x")
