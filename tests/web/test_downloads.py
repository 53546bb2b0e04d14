"""Downloads: every kind by everyone who may not have it, and whole for who may."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, insert, select, update
from starlette.applications import Starlette
from starlette.responses import JSONResponse

from auth.who import LOCAL, Who
from i18n.words import words_in
from model.answers import Organisation
from model.loading import load
from model.release_file import release_bytes, sha256_of
from storage.database import engine_for, open_database
from storage.downloads import Download
from storage.store import Store
from storage.stored import NotFound
from storage.tables import AUDIT, BLOBS, DOWNLOAD_LINKS, MEMBERSHIPS, PEOPLE
from tests.evidence_files import WHOLE
from tests.object_server import server
from tests.releases import release
from web.headers import SecurityHeaders, content_security_policy, streamlit_index
from web.routes import middleware, routes

__all__ = ["server"]

KINDS = [
    "file", "plan", "workbook", "answers", "record_pdf", "record_xlsx", "workshop_pdf", "workshop_xlsx", "everything",
    "organisation",
]  # fmt: skip
BEGINS = {
    "plan": b"%PDF",
    "workbook": b"PK",
    "answers": b"{",
    "record_pdf": b"%PDF",
    "record_xlsx": b"PK",
    "workshop_pdf": b"%PDF",
    "workshop_xlsx": b"PK",
    "file": b"%PDF",
}


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """A database of the test's own."""
    url = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("PEILSTOK_LANGUAGE", raising=False)
    monkeypatch.delenv("PEILSTOK_FILES_URL", raising=False)
    yield open_database(url)
    engine_for(url).dispose()


@pytest.fixture
def person(engine):
    """Makes a person who signed in, and gives the store as they ask it."""

    def make(name, **roles):
        id_, now = str(uuid4()), datetime.now(UTC)
        with engine.begin() as connection:
            row = {"id": id_, "issuer": "https://provider.example", "subject": id_, "name": name}
            connection.execute(insert(PEOPLE).values(**row, signed_in_at=now, created_at=now))
            for organisation, role in roles.items():
                member = {"organisation_id": organisation, "person_id": id_, "role": role, "since": now}
                connection.execute(insert(MEMBERSHIPS).values(**member))
        return Store(engine, Who(id_))

    return make


@pytest.fixture
def anna(person):
    """The owner of an organisation."""
    return person("Anna")


@pytest.fixture
def organisation(anna):
    """Collects for others, so that there is a record of Wki 13."""
    facts = {"collects_for_third_parties": True, "consumer_customers": True}
    return anna.add_organisation(Organisation.model_validate({"name": "Łódź & Café <B.V.>", **facts}))


@pytest.fixture
def assessment(anna, organisation):
    """With a level, the legal check, and an evidence file."""
    id_ = anna.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
    anna.give_answer(id_, "s1.3", {"level": 3, "note": "Vertrouwelijk"})
    anna.change_assessment(id_, law=True)
    anna.add_file(id_, "s1.3", *WHOLE["pdf"])
    return id_


@pytest.fixture
def workshop(anna, assessment):
    """A closed workshop on it."""
    id_ = anna.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    anna.open_workshop(assessment, id_)
    anna.conclude(assessment, id_, "s1.3", {"level": 3, "dissent": "Carla ziet 5"})
    anna.close_workshop(assessment, id_)
    return id_


@pytest.fixture
def link(assessment, workshop):
    """Makes a link to a download of this kind, as this person."""

    def make(store, kind):
        file = next((file.id for file in store.files(assessment).get("s1.3", ())), "")
        about = {"file": file} if kind == "file" else {"workshop": workshop} if kind.startswith("workshop") else {}
        return f"/download/{store.add_link(assessment, Download(kind, 'nl', **about))}"

    return make


@pytest.fixture
def get(ask):
    """Asks an address as this person, or signed out; through the middleware, as a browser would."""

    def get_(address, store=None, **more):
        who = store.who if store else None
        return ask(address, app=Starlette(routes=routes(lambda _cookies: who), middleware=middleware()), **more)

    return get_


@pytest.mark.parametrize("kind", [*KINDS, "person"])
def test_a_download_comes_once_and_whole_for_who_asked(get, anna, link, kind):
    """To save and never to show, under a policy of its own, kept by nobody; a second time nothing."""
    address = link(anna, kind)
    answered = get(address, anna)

    assert answered.status == 200
    assert answered.body.startswith(BEGINS.get(kind, b"PK"))
    assert answered.headers["content-length"] == str(len(answered.body))
    assert answered.headers["content-disposition"].startswith('attachment; filename="')
    assert answered.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answered.headers["cache-control"] == "no-store"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert refused(get(address, anna))


def refused(answered):
    """The one page for every link that does not work, which names nothing."""
    sentence = words_in("nl").gettext(
        "This download link no longer works. Go back to Peilstok and choose the download again."
    )
    assert "content-disposition" not in answered.headers
    assert answered.headers["content-security-policy"] == content_security_policy(streamlit_index())
    assert answered.headers["cache-control"] == "no-store"
    assert sentence in answered.body.decode()
    return answered.status == 404


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_may_not_have_it_gets_the_same_page(get, anna, person, organisation, link, engine, kind):
    """Signed out, a stranger, a colleague, of another organisation; expired, guessed, used, access withdrawn."""
    other = person("Bram")
    other.add_organisation(Organisation(name="Ander"))
    colleague = person("Carla", **{organisation: "owner"})
    leaving = person("Dirk", **{organisation: "owner"})
    address = link(anna, kind)
    answers = [get(address, who) for who in (None, person("Els"), other, colleague)]
    answers += [get(f"/download/{guess}", anna) for guess in ("x", "%27%20OR%201=1", "a" * 3000)]
    answers.append(get(address, anna, method="HEAD"))
    assert get(address, anna).status == 200
    answers.append(get(address, anna))

    address = link(anna, kind)
    with engine.begin() as connection:
        connection.execute(update(DOWNLOAD_LINKS).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    answers.append(get(address, anna))

    address = link(leaving, kind)
    with engine.begin() as connection:
        connection.execute(delete(MEMBERSHIPS).where(MEMBERSHIPS.c.person_id == leaving.who.id))
    answers.append(get(address, leaving))

    pages = {answered.body for answered in answers if answered.body}
    assert [answered.status for answered in answers] == [404] * len(answers)
    assert len(pages) == 1
    assert all(refused(answered) for answered in answers if answered.body)


def test_what_is_about_me_is_for_me_alone(get, anna, person, organisation):
    """Of no assessment, so that nobody's role counts: signed out, a stranger and an owner beside me are refused."""
    colleague = person("Carla", **{organisation: "owner"})
    address = f"/download/{anna.add_link(None, Download('person'))}"

    assert all(refused(get(address, who)) for who in (None, person("Els"), colleague))
    with zipfile.ZipFile(io.BytesIO(get(address, anna).body)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert anna.who.id in everything
    assert "Carla" not in everything


def test_a_file_of_another_assessment_is_not_reached_through_ones_own(get, anna, person, assessment):
    """With a link to one's own assessment that names somebody else's file: as a file that never was."""
    bram = person("Bram")
    mine = bram.add_assessment(bram.add_organisation(Organisation(name="Ander")), "q", "1", "core", date(2026, 11, 22))
    [file] = anna.files(assessment)["s1.3"]

    for wanted in (file.id, str(uuid4()), ""):
        assert refused(get(f"/download/{bram.add_link(mine, Download('file', file=wanted))}", bram))


@pytest.mark.parametrize("kind", ["workshop_pdf", "workshop_xlsx"])
def test_a_workshop_of_another_assessment_is_not_reached_through_ones_own(
    get, anna, person, organisation, workshop, kind
):
    """By a stranger with an assessment of their own, and by its own people from another year: it is not there."""
    bram = person("Bram")
    new = ("social-collection", "2026.1", "quick", date(2026, 11, 22))
    of_bram = bram.add_assessment(bram.add_organisation(Organisation(name="Ander")), *new)
    of_anna = anna.add_assessment(organisation, *new)

    for store, assessment in ((bram, of_bram), (anna, of_anna)):
        for wanted in (workshop, str(uuid4()), ""):
            token = store.add_link(assessment, Download(kind, workshop=wanted))
            assert refused(get(f"/download/{token}", store))


@pytest.mark.parametrize(("kind", "ending", "mime"), [
    ("workshop_pdf", "pdf", "application/pdf"),
    ("workshop_xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
])  # fmt: skip
def test_the_files_of_a_workshop_carry_its_day(get, anna, assessment, workshop, link, kind, ending, mime):
    """In the name, so that those of another day stand beside them."""
    closed = anna.workshop(assessment, workshop).closed_at.astimezone().date()
    answered = get(link(anna, kind), anna)

    assert answered.headers["content-type"] == mime
    name = f"peilstok-odz-cafe-b-v-workshop-{closed}.{ending}"
    assert answered.headers["content-disposition"].startswith(f'attachment; filename="{name}";')


def test_the_workbook_of_a_workshop_tells_of_that_workshop(get, anna, link):
    """What the group agreed on, in the language of the link."""
    book = load_workbook(io.BytesIO(get(link(anna, "workshop_xlsx"), anna).body))

    texts = {cell.value for row in book["Vragen"].iter_rows() for cell in row}
    assert {"s1.3", "Afgesproken", "Carla ziet 5"} <= texts


def test_a_file_that_was_removed_since_is_not_there(get, anna, assessment, link):
    """The link was good, and there is nothing behind it any more."""
    address = link(anna, "file")
    anna.remove_file(assessment, anna.files(assessment)["s1.3"][0].id)

    assert refused(get(address, anna))


def test_everything_holds_the_answers_the_workbook_and_the_evidence(get, anna, assessment, link):
    """Each file whole, and the list says what it is."""
    anna.add_file(assessment, "s1.3", "../../BELEID.pdf", WHOLE["pdf"][1])
    answered = get(link(anna, "everything"), anna)

    with zipfile.ZipFile(io.BytesIO(answered.body)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "peilstok-odz-cafe-b-v.json", "peilstok-odz-cafe-b-v.xlsx",
            "evidence/s1.3/beleid.pdf", "evidence/s1.3/BELEID (2).pdf", "evidence/files.json",
        ]  # fmt: skip
        assert json.loads(archive.read(names[0]))["answers"]["s1.3"]["level"] == 3
        assert load_workbook(io.BytesIO(archive.read(names[1])))
        assert archive.read(names[2]) == archive.read(names[3]) == WHOLE["pdf"][1]
        assert [row["path"] for row in json.loads(archive.read("evidence/files.json"))] == names[2:4]
    assert answered.headers["content-type"] == "application/zip"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ('"; filename=evil.exe;.pdf',
         "filename=\"filename-evil.exe.pdf\"; filename*=UTF-8''-%3B%20filename%3Devil.exe%3B.pdf"),
        ("\r\nX-Evil: 1\r\n.pdf", "filename=\"X-Evil-1.pdf\"; filename*=UTF-8''X-Evil-%201.pdf"),
        ("Café \u202efdp.pdf", "filename=\"Cafe-fdp.pdf\"; filename*=UTF-8''Caf%C3%A9%20fdp.pdf"),
    ],
)  # fmt: skip
def test_a_hostile_name_stays_a_name(get, anna, assessment, name, sent):
    """In the header it ends nothing and begins nothing."""
    file = anna.add_file(assessment, "s1.3", name, WHOLE["pdf"][1])
    answered = get(f"/download/{anna.add_link(assessment, Download('file', file=file.id))}", anna)

    assert answered.headers["content-disposition"] == f"attachment; {sent}"
    assert "x-evil" not in answered.headers


def test_a_file_from_an_object_store_comes_the_same_way(get, anna, assessment, server, monkeypatch):
    """And when the store is gone, a sentence comes; the link was used."""
    monkeypatch.setenv("PEILSTOK_FILES_URL", server.url())
    file = anna.add_file(assessment, "s1.3", *WHOLE["png"])
    address, later = (f"/download/{anna.add_link(assessment, Download('file', file=file.id))}" for _ in range(2))

    assert get(address, anna).body == WHOLE["png"][1]
    server.stop()
    answered = get(later, anna)
    server.start()
    assert (answered.status, "nu niet bereikbaar" in answered.body.decode()) == (503, True)


def test_a_damaged_file_is_not_sent(get, anna, engine, link):
    """One sentence says whom to tell."""
    with engine.begin() as connection:
        connection.execute(update(BLOBS).values(content=b"%PDF-changed"))
    answered = get(link(anna, "file"), anna, cookie="language=en")

    assert answered.status == 503
    assert "no longer as it was added" in answered.body.decode()
    assert '<html lang="en">' in answered.body.decode()


def test_without_a_database_there_is_a_sentence(ask, monkeypatch):
    """No trace, no address."""
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/none/x.db")
    answered = ask("/download/x", app=Starlette(routes=routes(lambda _cookies: LOCAL)))

    assert (answered.status, "proc" in answered.body.decode()) == (503, False)


def test_who_asks_is_told_by_the_cookies_of_the_request(ask, anna, link):
    """And nobody is, unless the program says how."""
    address, seen = link(anna, "answers"), []
    assert ask(address, app=Starlette(routes=routes())).status == 404

    def asks(cookies):
        seen.append(dict(cookies))
        return anna.who

    assert ask(address, app=Starlette(routes=routes(asks)), cookie="_streamlit_user=x; language=nl").status == 200
    assert seen == [{"_streamlit_user": "x", "language": "nl"}]


def test_without_sign_in_whoever_uses_the_machine_downloads(get, engine, assessment):
    """The embedded default goes the same way."""
    local = Store(engine, LOCAL)

    assert get(f"/download/{local.add_link(assessment, Download('answers'))}", local).status == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_trail_says_who_took_out_what(get, anna, engine, link, kind):
    """Once for each."""
    get(link(anna, kind), anna)

    with engine.connect() as connection:
        exported = connection.execute(select(AUDIT.c.by, AUDIT.c.detail).where(AUDIT.c.action == "exported")).all()
    assert [(row.by, row.detail["what"]) for row in exported] == [(anna.who.id, kind)]


def test_the_script_that_begins_a_download_is_a_script(ask):
    """Browsers run only what says that it is one."""
    answered = ask("/download.js")

    assert (answered.status, answered.headers["content-type"]) == (200, "text/javascript; charset=utf-8")


def test_only_a_stricter_policy_may_stay(ask):
    """Any other that an answer brings is replaced by ours."""
    for policy, stays in (("sandbox; default-src 'none'", True), ("default-src *", False), ("", False)):
        app = SecurityHeaders(JSONResponse({}, headers={"Content-Security-Policy": policy}), https=False)
        found = ask("/", app=app).headers["content-security-policy"]

        assert (found == policy) is stays
        assert found in (policy, content_security_policy(streamlit_index()))


@pytest.fixture
def edition(anna, organisation, engine):
    """A closed edition of an association that Anna's organisation belongs to."""
    local, questionnaire = Store(engine, LOCAL), load()["nl"]
    association = local.add_association("Vereniging")
    anna.join(local.invite_to_association(association, "member", 7), organisation)
    id_ = local.open_edition(association, "2026", questionnaire.id, questionnaire.version, questionnaire.digest)
    local.close_edition(id_, lambda *_counted: release_bytes(release(questionnaire)))
    [closed] = local.editions(association)
    return closed


@pytest.mark.parametrize(("kind", "begins"), [("release_json", b"{"), ("release_pdf", b"%PDF")])
def test_a_release_comes_to_members_and_administrators(get, anna, person, engine, edition, kind, begins):
    """Under the name of its edition; the file of figures is the one with that SHA-256."""
    rosa = person("Rosa")
    rosa.accept_invitation(Store(engine, LOCAL).invite_to_association(edition.association_id, "administrator", 7))

    for who in (anna, rosa):
        answered = get(f"/download/{who.add_link(None, Download(kind, edition=edition.id))}", who)
        assert answered.status == 200
        assert answered.body.startswith(begins)
        assert 'filename="peilstok-2026-benchmark.' in answered.headers["content-disposition"]
        assert kind == "release_pdf" or sha256_of(answered.body) == edition.sha256


@pytest.mark.parametrize("kind", ["release_json", "release_pdf"])
def test_a_release_comes_to_nobody_else(get, anna, person, organisation, edition, kind):
    """No link for a stranger; one that was made is of no use to others, nor after the membership has ended."""
    stranger, wanted = person("Els"), Download(kind, edition=edition.id)
    with pytest.raises(NotFound):
        stranger.add_link(None, wanted)
    with pytest.raises(NotFound):
        anna.add_link(None, Download(kind, edition=edition.id + 1))
    address = f"/download/{anna.add_link(None, wanted)}"
    assert refused(get(address, stranger))

    anna.leave_association(organisation, edition.association_id)

    assert refused(get(address, anna))
