"""A database that is gone for a while: the page says so, keeps what was answered and typed, and saves it afterwards."""

from datetime import date

import pytest
from playwright.sync_api import expect

from model.answers import Organisation
from tests.servers import Server

QUESTION, NOTE = "criterion-s1.3", "criterion-s1.3-note"
BACK = 30_000  # milliseconds in which the page must be there again by itself


@pytest.fixture
def away(postgresql_server, tmp_path):
    """A server on PostgreSQL, and what takes its database away and gives it back."""
    superuser = postgresql_server.superuser
    superuser.execute("CREATE ROLE away LOGIN PASSWORD 'away'")
    name = postgresql_server.new_database("away")
    server = Server(tmp_path, DATABASE_URL=postgresql_server.address(name, "away", "away"))
    server.store  # noqa: B018  makes the tables
    server.start()

    def switch(state):
        superuser.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS {state}")
        if state == "off":
            superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    yield server, switch
    server.stop()


def test_what_is_answered_while_the_database_is_away_is_saved_when_it_is_back(visit, away, say):
    """A level shows as chosen and not saved; a note is shown in the place of the page; both are there afterwards."""
    server, switch = away
    organisation = server.store.add_organisation(Organisation(name="Woonstichting Zuid"))
    assessment = server.store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
    visitor = visit(to=server).open(f"/answer?assessment={assessment}&theme=s1")
    visitor.choose(f"{QUESTION}-level", 2)
    visitor.expect_saved()
    visitor.page.get_by_text(say("Note and evidence"), exact=True).first.click()

    switch("off")
    visitor.choose(f"{QUESTION}-level", 4)
    expect(visitor.page.get_by_text(say("Not saved yet"), exact=True)).to_be_visible()
    expect(visitor.widget(f"{QUESTION}-level").get_by_role("radio").nth(3)).to_be_checked()
    expect(visitor.page.get_by_text(say("The database can't be reached now."))).to_be_visible()
    visitor.write(NOTE, "Bewaar mij")
    visitor.widget(NOTE).locator("textarea").press("Tab")
    expect(visitor.title).to_have_text(say("The database can't be reached"))
    expect(visitor.page.get_by_test_id("stText").get_by_text("Bewaar mij")).to_be_visible()

    switch("on")
    expect(visitor.title).to_have_text(say("Questions"), timeout=BACK)
    expect(visitor.widget(f"{QUESTION}-level").get_by_role("radio").nth(3)).to_be_checked()
    answer = server.store.answer(assessment, "s1.3")
    assert (answer.level, answer.note) == (4, "Bewaar mij")
