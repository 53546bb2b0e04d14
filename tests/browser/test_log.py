"""What people type, and who they are, stays out of the server's log."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from storage.stored import NotFound

NAME, NOTE, PERSON = "Woonstichting Geheimzinnig", "Vertrouwelijke nota over Jansen", "J. Naamloos"
FIRST = "s1.3"


@pytest.fixture
def own_server(server, tmp_path):
    """A server with a log of its own."""
    started = type(server)(tmp_path)
    started.start(ready="/health")
    yield started
    started.stop()


def test_no_name_and_no_note_comes_in_the_log(visit, own_server, tmp_path):
    """A whole visit: an organisation, a note, names on the report, a bad file, and pages that break on the way."""
    visitor = visit(to=own_server).open("/")
    visitor.write("new-name", NAME)
    visitor.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    expect(visitor.title).to_have_text("Profiel")
    visitor.settled()
    query = visitor.page.url.partition("?")[2]
    assessment = own_server.store.organisations()[0].assessments[0].id
    own_server.store.give_answer(assessment, FIRST, {"level": 2, "note": NOTE})
    visitor.open(f"/report?{query}")
    visitor.write("report-filled_in_by", PERSON)
    visitor.page.keyboard.press("Tab")
    visitor.settled()
    bad = tmp_path / "bad.json"
    bad.write_text(f'{{"organisation": {{"name": "{NAME}"}}, "answers": {{"s1.3": {{"note": "{NOTE}", "level": 9}}}}}}')
    visitor.open("/import_file")
    visitor.page.locator("input[type=file]").set_input_files(bad)
    expect(visitor.page.get_by_role("alert").first).to_be_visible()
    for page in ("answer", "results", "plan", "trail", "privacy"):
        visitor.open(f"/{page}?{query}&naam={PERSON}")
    with closing(sqlite3.connect(own_server.database.removeprefix("sqlite:///"))) as connection, connection:
        broken = f'{{"note": ["{NOTE}"]}}'
        connection.execute("UPDATE answers SET answer = ?", (broken,))
    visitor.page.goto(f"{own_server.address}/answer?{query}")
    expect(visitor.page.get_by_test_id("stException")).to_be_visible()
    with pytest.raises(NotFound):
        own_server.store.answers(NAME)

    log = own_server.log.read_text(encoding="utf-8")
    assert "Traceback" in log  # what went wrong is there
    for text in (NAME, NOTE, PERSON, "Geheimzinnig", "Jansen", "Naamloos"):
        assert text not in log
    visitor.page.goto(f"{own_server.address}/")  # the page that had to break is left
    visitor.settled()
