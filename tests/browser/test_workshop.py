"""A whole workshop in browsers: one facilitator, a screen for the room and six phones, over three questions."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.servers import PHONE
from ui.content import questionnaire

ITEMS = ["s1.3", "s2.3", "k1"]
ROLES = ["Finance"] * 3 + ["Klantcontact"] * 3
# What the six choose: together, apart, and apart before the conversation.
LEVELS = {"s1.3": [3, 3, 3, 3, 3, 3], "s2.3": [1, 2, 2, 4, 4, 5], "k1": [2, 2, 2, 3, 3, None]}
AGAIN = [3, 3, 3, 4, 4, 4]


@pytest.fixture
def prepared(server, start):
    """An assessment with a workshop on three questions, in preparation."""
    assessment = start("core")
    return assessment, server.store.add_workshop(assessment, {"roles": ["Finance", "Klantcontact"]}, ITEMS)


def _keep(page, name):
    """A picture to look at, where a folder for pictures is named."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def _come_in(phone, address, role):
    phone.page.goto(address)
    phone.page.get_by_label(role).check()
    phone.page.get_by_role("button", name="Meedoen").click()
    expect(phone.page.get_by_role("heading", name="Een ogenblik")).to_be_visible()


def _vote(phone, question, level, reason=""):
    """Votes on the question, which comes by itself; nothing of it stands beside the screen."""
    expect(phone.page.get_by_role("heading", name=question)).to_be_visible()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    choice = "Weet ik niet" if level is None else f"{level} · "
    phone.page.locator("label.choice", has_text=choice).click()
    phone.page.locator("#reason").fill(reason)
    phone.page.get_by_role("button", name="Stemmen", exact=True).click()
    expect(phone.page.get_by_role("status")).to_be_visible()


def _broken(page):
    return [found["id"] for found in Axe().run(page).response["violations"]]


def _conclude(leader, item):
    """The group skips the last question, and agrees on a level for the others."""
    if item == "k1":
        leader.page.get_by_text("Deze vraag overslaan").first.click()
        leader.write(f"workshop-skip-why-{item}", "Eerst de cijfers opzoeken.")
        leader.press("workshop-skip")
        expect(leader.page.get_by_text("U heeft deze vraag overgeslagen.")).to_be_visible()
    else:
        leader.choose(f"workshop-level-{item}", 3)
        leader.write(f"workshop-dissent-{item}", "Klantcontact ziet 4.")
        leader.press("workshop-agreed")
        expect(leader.page.get_by_text("Afgesproken: 3").first).to_be_visible()
    leader.settled()


def _show(leader, room, phones, number):
    """Shows the round; the screen has its dots, and the phones look up."""
    _keep(phones[0].page, f"phone-voted-{number}")
    _keep(room.page, f"screen-open-{number}")
    leader.press("workshop-show")
    expect(room.page.get_by_text("●").first).to_be_visible()
    expect(phones[0].page.get_by_role("heading", name="Kijk op het scherm")).to_be_visible()
    _keep(room.page, f"screen-shown-{number}")
    _keep(leader.page, f"leader-shown-{number}")


def test_a_whole_workshop_with_six_phones(visit, server, prepared):
    """Blind votes, dots, a second vote, three answers with one skipped, the end; nobody scrolls sideways."""
    assessment, workshop = prepared
    leader = visit().open(f"/workshop?assessment={assessment}")
    leader.press("workshop-open")
    expect(leader.page.get_by_text("In de zaal: 0")).to_be_visible()
    code = server.store.workshop(assessment, workshop).code
    room = visit({"width": 1920, "height": 1080}).open(f"/screen?assessment={assessment}&embed=true")
    expect(room.page.get_by_text(code)).to_be_visible()
    phones = [visit(PHONE) for _ in ROLES]
    for phone, role in zip(phones, ROLES, strict=True):
        _come_in(phone, f"{server.address}/w/{code}", role)
    expect(room.page.get_by_text("In de zaal: 6")).to_be_visible()
    assert _broken(phones[0].page) == []

    for number, item in enumerate(ITEMS):
        question = questionnaire("nl").criteria[item].question
        if number == 0:
            leader.press(f"workshop-put-{item}")
        else:
            leader.press("workshop-next")
        expect(room.page.get_by_role("heading", name=question)).to_be_visible()
        for phone, level in zip(phones, LEVELS[item], strict=True):
            _vote(phone, question, level, "Zo werkt het bij ons." if level == 5 else "")
        expect(room.page.get_by_text("Gestemd: 6 van 6")).to_be_visible()
        for page in (room.page, leader.page):
            assert "●" not in page.locator("body").inner_text()
            assert "Zo werkt het bij ons." not in page.locator("body").inner_text()
        assert _broken(phones[0].page) == []
        _show(leader, room, phones, number)
        if item == "s2.3":
            leader.settled().press("workshop-again")
            for phone, level in zip(phones, AGAIN, strict=True):
                _vote(phone, question, level)
            leader.press("workshop-show")
            expect(leader.page.get_by_text("Stemming 2").first).to_be_visible()
            _keep(leader.page, "leader-second-vote")
        _conclude(leader.settled(), item)

    _keep(leader.page, "leader-end")
    leader.page.get_by_role("button", name="De workshop sluiten").click()
    leader.press("workshop-close")
    expect(phones[0].page.get_by_role("heading", name="De workshop is afgelopen")).to_be_visible()
    phones[0].page.get_by_role("link", name="Wat ik koos, om te bewaren").click()
    expect(phones[0].page.get_by_role("heading", name="Wat ik koos")).to_be_visible()
    assert _broken(phones[0].page) == []
    _keep(phones[0].page, "phone-copy")

    assert [server.store.answer(assessment, item).level for item in ITEMS] == [3, 3, None]
    found = server.store.workshop(assessment, workshop)
    assert [len(question.rounds) for question in found.questions] == [1, 2, 1]
    assert found.question("k1").outcome.skipped_because == "Eerst de cijfers opzoeken."
    assert found.question("s2.3").rounds[0].shown.total.levels == (1, 2, 0, 2, 1)


def test_a_phone_at_twice_the_size_scrolls_only_down(visit, server, prepared):
    """A page of 390 px at 200 % zoom is 195 px wide: the code, the role, the question and the vote all fit."""
    assessment, workshop = prepared
    code = server.store.open_workshop(assessment, workshop)
    server.store.put_on_table(assessment, workshop, ITEMS[0])
    phone = visit({"width": 195, "height": 422})

    def fits():
        expect(phone.page.locator("h1")).to_be_visible()
        return phone.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    phone.page.goto(f"{server.address}/w")
    assert fits()
    phone.page.locator("#code").fill(code.lower())
    phone.page.get_by_role("button", name="Verder").click()
    phone.page.get_by_label("Finance").check()
    assert fits()
    phone.page.get_by_role("button", name="Meedoen").click()
    _vote(phone, questionnaire("nl").criteria[ITEMS[0]].question, 2, "Een heel lang woord: " + "x" * 100)
    assert fits()
