"""What was shown as saved is never lost: not by a killed server, another tab, or a change of language."""

import re
import time

import pytest
from playwright.sync_api import expect

from model.example import example_answers
from ui.content import questionnaire

FIRST, THIRD = "s1.3", "s3.1"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def own_server(server, tmp_path):
    """A server that a test may kill."""
    started = type(server)(tmp_path)
    started.start(ready="/health")
    yield started
    started.stop()


def test_what_was_shown_as_saved_survives_kill_9(visit, own_server, start):
    """An answer and a note are there after the server was killed at the moment they were shown as saved."""
    visitor = visit(to=own_server).open("/")
    assessment = start(store=own_server.store)
    visitor.open(f"/answer?assessment={assessment}&theme=s1")
    visitor.page.get_by_test_id("stExpander").locator("summary").click()
    visitor.write(f"criterion-{FIRST}-note", "Getest met tien klanten")
    visitor.widget(f"criterion-{FIRST}-note").locator("textarea").blur()
    visitor.expect_saved()
    visitor.choose(f"criterion-{FIRST}-level", 3)
    expect(visitor.page.get_by_text("1 van 10 vragen beantwoord")).to_be_visible()

    own_server.kill()
    own_server.start(ready="/health")
    visitor.reload()

    expect(visitor.widget(f"criterion-{FIRST}-level").get_by_role("radio").nth(2)).to_be_checked()
    expect(visitor.widget(f"criterion-{FIRST}-note").locator("textarea")).to_have_value("Getest met tien klanten")


@pytest.mark.parametrize("size", SIZES)
def test_a_check_of_the_law_survives_a_reload(visit, server, size):
    """The click is shown as saved, is in the store, and stands there after reloading, at the same topic."""
    assessment = server.store.add_answers_file(example_answers(questionnaire("nl")))
    visitor = visit(SIZES[size]).open(f"/law?assessment={assessment}&topic=privacy")
    visitor.choose("norm-avg-1-check", 3)
    visitor.expect_saved()
    assert server.store.answer(assessment, "avg-1").check == "no"

    visitor.reload()

    assert "topic=privacy" in visitor.page.url
    expect(visitor.widget("norm-avg-1-check").get_by_role("radio").nth(2)).to_be_checked()


@pytest.mark.parametrize("size", SIZES)
def test_a_click_on_the_language_saves_the_note_that_was_being_typed(visit, server, start, size):
    """The page comes back in English, at the same theme of the same assessment, with the note; and back in Dutch."""
    assessment = start()
    visitor = visit(SIZES[size]).open(f"/answer?assessment={assessment}&theme=s3")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "nl")
    visitor.page.get_by_test_id("stExpander").locator("summary").click()
    visitor.write(f"criterion-{THIRD}-note", "Wij bellen altijd eerst")

    visitor.page.get_by_role("link", name="English").click()
    expect(visitor.title).to_have_text("Questions")
    visitor.settled()

    assert f"assessment={assessment}" in visitor.page.url
    assert "theme=s3" in visitor.page.url
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.widget(f"criterion-{THIRD}-note").locator("textarea")).to_have_value("Wij bellen altijd eerst")
    assert server.store.answer(assessment, THIRD).note == "Wij bellen altijd eerst"
    expect(visitor.page).to_have_title(re.compile("Peilstok"))

    visitor.page.get_by_role("link", name="Nederlands").click()
    expect(visitor.title).to_have_text("Vragen")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "nl")


@pytest.mark.parametrize("press_milliseconds", [0, 80], ids=["tap", "click"])
@pytest.mark.parametrize("way", ["sidebar", "next question", "next theme"])
def test_leaving_the_page_saves_the_note_that_was_being_typed(visit, server, start, way, press_milliseconds):
    """A click that goes elsewhere leaves the field too; on a phone a tap does both at the same moment."""
    assessment = start()
    visitor = visit().open(f"/answer?assessment={assessment}&theme=s3")
    visitor.page.get_by_test_id("stExpander").locator("summary").click()
    visitor.write(f"criterion-{THIRD}-note", "Wij bellen altijd eerst")

    leave = {
        "sidebar": visitor.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Resultaten"),
        "next question": visitor.widget("next-open").get_by_role("button"),
        "next theme": visitor.widget("theme-after").get_by_role("button"),
    }[way]
    leave.click(delay=press_milliseconds)

    end = time.monotonic() + 15
    while server.store.answer(assessment, THIRD).note is None and time.monotonic() < end:
        visitor.page.wait_for_timeout(50)
    assert server.store.answer(assessment, THIRD).note == "Wij bellen altijd eerst"


@pytest.mark.parametrize("press_milliseconds", [0, 80], ids=["tap", "click"])
def test_leaving_the_page_saves_the_reason_that_was_being_typed(visit, server, start, press_milliseconds):
    """Also the reason for "not applicable", which is the answer itself."""
    assessment = start()
    visitor = visit().open(f"/answer?assessment={assessment}&theme=s3")
    visitor.choose(f"criterion-{THIRD}-level", 7)
    visitor.write(f"criterion-{THIRD}-reason", "Wij innen alles vooraf")

    link = visitor.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Resultaten")
    link.click(delay=press_milliseconds)

    end = time.monotonic() + 15
    while server.store.answer(assessment, THIRD).not_applicable is None and time.monotonic() < end:
        visitor.page.wait_for_timeout(50)
    assert server.store.answer(assessment, THIRD).not_applicable == "Wij innen alles vooraf"


def test_the_title_of_the_document_is_the_page_in_its_language(visit, example):
    """A tab among many tabs says what it is, in both languages."""
    visitor = visit().open(f"/results?assessment={example}")
    expect(visitor.page).to_have_title(re.compile("Resultaten"))

    visitor.page.get_by_role("link", name="English").click()

    expect(visitor.page).to_have_title(re.compile("Results"))


def test_two_tabs_that_answer_the_same_assessment_lose_nothing(visit, server, start):
    """Each tab's answer and note stay, whatever the other tab showed."""
    assessment = start()
    one = visit().open(f"/answer?assessment={assessment}&theme=s1")
    other = visit(beside=one).open(f"/answer?assessment={assessment}&theme=s1")

    one.choose(f"criterion-{FIRST}-level", 2)
    one.expect_saved()
    other.choose(f"criterion-{FIRST}-target", 4)
    other.expect_saved()
    other.press("next-open")
    expect(other.widget("criterion-s2.3-level")).to_be_visible()
    other.choose("criterion-s2.3-level", 5)
    expect(other.page.get_by_text("2 van 10 vragen beantwoord")).to_be_visible()

    answers = server.store.answers(assessment)
    assert (answers[FIRST].level, answers[FIRST].target, answers["s2.3"].level) == (2, 4, 5)
    one.reload()
    expect(one.page.get_by_text("2 van 10 vragen beantwoord")).to_be_visible()


def test_i_do_not_know_stays_visible_in_the_profile(visit, server, start):
    """The click on "I don't know" is stored and shown, now and after a reload."""
    assessment = start()
    visitor = visit().open(f"/profile?assessment={assessment}")
    options = visitor.widget("fact-has_staff").get_by_role("radio")
    visitor.choose("fact-has_staff", 1)
    expect(options.nth(0)).to_be_checked()
    visitor.settled()
    assert server.store.answers_file(assessment).organisation.facts == {"has_staff": True}

    visitor.choose("fact-has_staff", 3)
    expect(options.nth(2)).to_be_checked()
    visitor.settled()
    visitor.reload()

    expect(options.nth(2)).to_be_checked()
    assert server.store.answers_file(assessment).organisation.facts == {}


@pytest.mark.parametrize("address", ["/answer", "/results?assessment=unknown", "/plan?assessment=%3Cb%3E&theme=x"])
def test_a_deep_link_as_the_very_first_request(visit, server, tmp_path, address, say):
    """A page without an assessment, or with one that is not there, says what to do: also before anyone came."""
    fresh = type(server)(tmp_path)
    fresh.start()
    try:
        visitor = visit(to=fresh).open(address)
        expect(visitor.title).to_have_text(say("Choose an assessment first"))
        visitor.page.get_by_role("link", name=say("To the start page")).click()
        expect(visitor.title).to_have_text(say("Where do you stand on social collection?"))
    finally:
        fresh.stop()
