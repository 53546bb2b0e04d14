"""An edition of the benchmark from its opening to a member's place: two people sign in, and six others sent before."""

import re
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from auth.claims import Claims
from model.answers import Organisation
from pipeline import assess, contribution_of
from storage.people import People
from storage.store import Store
from tests.browser.test_sign_in import come, provider, shared, sign_in
from ui.content import questionnaire

__all__ = ["come", "provider", "shared"]

ASSOCIATION, EDITION = "Vereniging <b>van</b> Wonen", "Voorjaar *2027*"
FACTS = {"sector": "energy", "size_class": "large"}


@pytest.fixture
def person(shared, provider):
    """The store as someone with an account at the provider asks it."""

    def person_(subject):
        claims = Claims(provider, subject, subject, None, datetime(2026, 1, 1, tzinfo=UTC))
        return Store(shared.store.engine, People(shared.store.engine).signed_in(claims).who)

    return person_


@pytest.fixture
def association(shared, person):
    """An association of which Carla is administrator; its id."""
    id_ = shared.store.add_association(ASSOCIATION)
    person("carla").accept_invitation(shared.store.invite_to_association(id_, "administrator", 7))
    return id_


@pytest.fixture
def member(shared, person, association):
    """Makes an organisation that joined, with an answered quick scan: the store as its owner asks it, and both ids."""
    asked = questionnaire("nl").scopes["quick"]

    def member_(subject, level):
        owner = person(subject)
        organisation = owner.add_organisation(Organisation(name=f"Woonstichting {subject}", **FACTS))
        owner.join(shared.store.invite_to_association(association, "member", 7), organisation)
        assessment = owner.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
        for item in asked:
            owner.give_answer(assessment, item, {"level": level})
        return owner, organisation, assessment

    return member_


def send(edition, owner, organisation, assessment):
    """Contributes, as the page does."""

    def made(answers):
        return contribution_of(questionnaire("nl"), assess(questionnaire("nl"), answers))

    owner.contribute(edition, organisation, assessment, made, made(owner.answers_file(assessment)), dict)


def broken(visitor):
    return [found["id"] for found in Axe().run(visitor.page).response["violations"]]


def test_an_edition_from_its_opening_to_the_place_of_a_member(come, association, member, person, say):
    """The association opens and closes, and never sees what was sent; a member sends it, and sees its own place."""
    aisha, organisation, assessment = member("aisha", 4)
    carla = come().open("/association")
    sign_in(carla, "carla")
    carla.write("edition-name", EDITION)
    carla.press("open-edition")
    expect(carla.page.get_by_role("heading", name=EDITION)).to_be_visible()
    few = say("Fewer than six organisations contributed. Closed now, it would show nothing.")
    expect(carla.page.get_by_text(few)).to_be_visible()
    [edition] = person("carla").editions(association)
    for number in range(6):
        send(edition.id, *member(f"other{number}", 2 if number < 4 else 3))

    visitor = come().open(f"/peers?assessment={assessment}")
    sign_in(visitor, "aisha")
    expect(visitor.page.get_by_role("heading", name=f"Doe mee aan “{EDITION}”")).to_be_visible()
    assert broken(visitor) == []
    menus = [one.page.get_by_role("link", name=say("Association"), exact=True).count() for one in (carla, visitor)]
    assert menus == [1, 0]
    visitor.press(f"contribute-{edition.id}")
    expect(visitor.page.get_by_text(re.compile("U deed mee op"))).to_be_visible()
    assert aisha.editions_for(organisation)[0].contribution.levels["s1.3"] == 4

    carla.reload()
    expect(carla.page.get_by_text(few)).to_have_count(0)
    expect(carla.page.get_by_text("Er deden minstens 7 organisaties mee.")).to_have_count(0)  # told in tens from ten on
    carla.page.get_by_role("button", name=say("Close this edition"), exact=True).click()
    carla.press(f"close-{edition.id}")
    expect(carla.page.get_by_text(say("SHA-256 of the release"))).to_be_visible()
    assert broken(carla) == []

    visitor.reload()
    expect(visitor.page.get_by_role("heading", name=say("Where am I?"))).to_be_visible()
    expect(visitor.page.get_by_text(say("Where organisations went next"))).to_be_visible()
    expect(visitor.widget(f"contribute-{edition.id}")).to_have_count(0)
    theme = visitor.page.locator("details").filter(has=visitor.page.get_by_text("Signaleren en herinneren", exact=True))
    theme.locator("summary").click()
    expect(theme.get_by_text("U: 4 · Geborgd. Hoger dan de middelste organisatie.")).to_be_visible()
    expect(theme.get_by_text("Deze groep: 7 organisaties · de middelste tussen 1 en 2")).to_be_visible()
    assert broken(visitor) == []
