"""Evidence files and reports in a real browser: one click downloads; a copied link is refused."""

import hashlib
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect
from sqlalchemy import insert

from auth.claims import Claims
from storage.people import People
from storage.tables import MEMBERSHIPS
from tests.browser.test_sign_in import come, owner, provider, shared, sign_in
from tests.evidence_files import WHOLE, pdf

__all__ = ["come", "owner", "provider", "shared"]

PLACE = "criterion-s1.3-file"
REFUSED = "This download link no longer works. Go back to Peilstok and choose the download again."


@pytest.fixture
def add(say):
    """Opens the question's notes and puts a file under it, as a visitor does."""

    def add_(visitor, name, content):
        visitor.page.wait_for_load_state("networkidle")  # a script scrolls the new page to its top
        visitor.page.get_by_text(say("Note and evidence"), exact=True).first.click()
        field = visitor.page.locator('input[type="file"]')
        for _ in range(3):
            # On a busy machine the page may still move under the first click.
            if visitor.settled().widget(f"{PLACE}-add").count():
                visitor.press(f"{PLACE}-add")
            with suppress(Late):
                field.wait_for(state="attached", timeout=8_000)
                break
        field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
        return visitor

    return add_


def download(visitor, key):
    """Clicks a button and gives what comes: the name and the content."""
    with visitor.page.expect_download(timeout=60_000) as coming:
        visitor.press(key)
    return coming.value.suggested_filename, coming.value.path().read_bytes()


def test_a_file_of_ten_megabytes_is_added_and_comes_back(visit, server, start, add, say):
    """The largest that is taken; on the page with its name as text, and saved under a safe one."""
    content = pdf()
    content = content[:9] + b"%" + b"x" * (10_000_000 - len(content) - 2) + b"\n" + content[9:]
    assert len(content) == 10_000_000
    assessment = start()
    visitor = visit().open(f"/answer?assessment={assessment}&theme=s1")

    add(visitor, "<b>Beleid & 'co'.pdf", content)

    expect(visitor.page.get_by_text("-b-Beleid & 'co'.pdf")).to_be_visible()
    visitor.settled()
    [file] = server.store.files(assessment)["s1.3"]
    name, got = download(visitor, f"download-{file.id}")
    assert hashlib.sha256(got).hexdigest() == file.sha256 == hashlib.sha256(content).hexdigest()
    assert name == file.name
    assert visitor.page.url.startswith(f"{server.address}/answer")
    visitor.choose("criterion-s1.3-level", 3)
    visitor.expect_saved()
    assert server.store.answer(assessment, "s1.3").assurance == "evidenced"


def test_what_is_no_evidence_is_refused_with_a_sentence(visit, server, start, add, say):
    """In the visitor's language; the next file can be chosen at once, and be removed again."""
    assessment = start()
    visitor = visit().open(f"/answer?assessment={assessment}&theme=s1")

    add(visitor, "beleid.pdf", b"MZ\x90\x00")
    expect(visitor.page.get_by_text("beleid.pdf: ")).to_be_visible()
    visitor.page.locator('input[type="file"]').set_input_files(
        {"name": "scherm.png", "mimeType": "image/png", "buffer": WHOLE["png"][1]}
    )
    remove = visitor.page.get_by_role("button", name=say("Remove"), exact=True)
    expect(remove).to_be_visible()
    visitor.settled()

    [file] = server.store.files(assessment)["s1.3"]
    remove.click()
    visitor.press(f"remove-{file.id}")
    expect(visitor.page.get_by_text("scherm.png")).to_have_count(0)
    assert server.store.files(assessment) == {}


def test_everything_comes_at_a_click(visit, server, start, tmp_path):
    """The answers, the workbook and the evidence; a second click begins a second download."""
    assessment = start()
    server.store.add_file(assessment, "s1.3", *WHOLE["docx"])
    visitor = visit().open(f"/report?assessment={assessment}")

    for _ in range(2):
        name, content = download(visitor, "download-everything")
        (tmp_path / name).write_bytes(content)
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.read("evidence/s1.3/brief.docx") == WHOLE["docx"][1]
        visitor.settled()


@pytest.fixture
def caught(say):
    """Lets a visitor click a download, and gives the link that the page shows; their page does not use it."""

    def catch(visitor, key):
        visitor.context.route("**/download.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        visitor.press(key)
        link = visitor.page.get_by_role("link", name=say("Use this link within a minute."))
        return f"{visitor.server.address}{link.get_attribute('href')}"

    return catch


def test_a_copied_link_is_refused_and_ones_own_works_once(come, say, shared, provider, owner, caught):
    """For a colleague who may see the same assessment, and for who is signed out: the same page. Also for reports."""
    store, assessment = owner("carla")
    file = store.add_file(assessment, "s1.3", *WHOLE["pdf"])
    engine, now = shared.store.engine, datetime.now(UTC)
    bas = People(engine).signed_in(Claims(provider, "bas", "Bas", None, datetime(2026, 1, 1, tzinfo=UTC)))
    with engine.begin() as connection:
        member = {"organisation_id": store.organisation_of(assessment), "person_id": bas.id, "role": "owner"}
        connection.execute(insert(MEMBERSHIPS).values(**member, since=now))
    carla, colleague, stranger = come(), come(), come()
    sign_in(carla.open(f"/answer?assessment={assessment}&theme=s1"), "carla")
    sign_in(colleague.open("/"), "bas")

    for page, key, begins in (("answer", file.id, b"%PDF"), ("report", "answers", b"{")):
        carla.open(f"/{page}?assessment={assessment}&theme=s1")
        link = caught(carla, f"download-{key}")
        texts = []
        for other in (colleague, stranger):
            answered = other.page.goto(link)
            assert answered.status == 404
            texts.append(other.page.locator("body").inner_text())
        assert say(REFUSED) in texts[0]
        assert texts[0] == texts[1]

        with carla.page.expect_download() as coming:
            carla.page.evaluate("link => window.location.assign(link)", link)
        assert coming.value.path().read_bytes().startswith(begins)
        assert carla.page.goto(link).status == 404
        assert carla.page.locator("body").inner_text() == texts[0]

    log = shared.log.read_text()
    assert link.rsplit("/", 1)[1] not in log
    assert "Woonstichting" not in log
