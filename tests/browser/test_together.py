"""Two people in one assessment at once: each sees what the other does, and what one types nobody takes away."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from auth.claims import Claims
from storage.people import People
from storage.store import Store
from tests.browser.test_sign_in import come, owner, provider, shared, sign_in

__all__ = ["come", "owner", "provider", "shared"]

QUESTION, NOTE = "criterion-s1.3", "criterion-s1.3-note"
SOON = 30_000  # milliseconds in which what another does must show, on a busy machine


@pytest.fixture
def together(come, shared, owner, provider, say):
    """Aisha and Bas at the same question of Aisha's organisation, with its notes open; the store as Aisha asks it."""
    aisha, assessment = owner("aisha")
    claims = Claims(provider, "bas", "Bas", None, datetime(2026, 1, 1, tzinfo=UTC))
    bas = Store(shared.store.engine, People(shared.store.engine).signed_in(claims).who)
    bas.accept_invitation(aisha.invite(aisha.organisation_of(assessment), "contributor", 7))
    visitors = []
    for name in ("aisha", "bas"):
        visitor = come().open(f"/answer?assessment={assessment}&theme=s1")
        sign_in(visitor, name)
        expect(visitor.title).to_have_text("Vragen")
        visitor.settled()
        visitor.page.get_by_text(say("Note and evidence"), exact=True).first.click()
        visitors.append(visitor)
    return (*visitors, aisha, assessment)


def test_what_the_other_chooses_shows_without_reloading(together):
    """Both ways; and a text that is being typed meanwhile stays as it is, and is saved when its field is left."""
    aisha, bas, store, assessment = together
    aisha.page.locator(f".st-key-{NOTE.replace('.', '-')} textarea").press_sequentially("Half een zin")

    bas.choose(f"{QUESTION}-level", 3)
    bas.expect_saved()

    third = aisha.widget(f"{QUESTION}-level").get_by_role("radio").nth(2)
    expect(third).to_be_checked(timeout=SOON)
    field = aisha.widget(NOTE).locator("textarea")
    expect(field).to_have_value("Half een zin")
    field.press("Tab")
    aisha.expect_saved()
    # His field may hold what he types: he takes hers over himself.
    expect(bas.page.get_by_text("“Half een zin”")).to_be_visible(timeout=SOON)
    bas.press(f"{NOTE}-theirs")
    expect(bas.widget(NOTE).locator("textarea")).to_have_value("Half een zin")
    assert (store.answer(assessment, "s1.3").level, store.answer(assessment, "s1.3").note) == (3, "Half een zin")


def test_of_two_texts_at_once_none_is_lost(together):
    """Bas saves first; what Aisha types stays in her field, with his text beside it, and she decides."""
    aisha, bas, store, assessment = together
    aisha.widget(NOTE).locator("textarea").press_sequentially("Van Aisha")
    bas.write(NOTE, "Van Bas")
    bas.widget(NOTE).locator("textarea").press("Tab")
    bas.expect_saved()

    expect(aisha.page.get_by_text("“Van Bas”")).to_be_visible(timeout=SOON)
    expect(aisha.widget(NOTE).locator("textarea")).to_have_value("Van Aisha")
    aisha.widget(NOTE).locator("textarea").press("Tab")
    aisha.settled()
    assert store.answer(assessment, "s1.3").note == "Van Bas"
    aisha.press(f"{NOTE}-mine")

    aisha.expect_saved()
    assert store.answer(assessment, "s1.3").note == "Van Aisha"
