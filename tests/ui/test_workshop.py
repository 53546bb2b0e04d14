"""The facilitator's page: prepare, open, put a question, show it, agree, close."""

import pytest

from reports.workshop_words import DOT
from storage.workshop_room import WorkshopRoom

FIRST = "s1.3"


@pytest.fixture
def prepared(open_page, start, store, click):
    """A page with a workshop that was prepared on it; its assessment, and a way to have people vote."""
    assessment = start("quick")
    app = open_page("workshop", assessment)
    app.text_area(key="workshop-roles").set_value("Finance\nLegal\n\n Finance ")
    app.multiselect(key="workshop-items").set_value([FIRST, "s2.3"])
    click(app, "workshop-add")
    [(workshop, _, _)] = store.workshops(assessment)
    room = WorkshopRoom(store.engine)

    def vote(*levels, role="Finance", number=1, reason=""):
        code = store.workshop(assessment, workshop).code
        for level in levels:
            ballot = {"level": level, "reason": reason}
            room.vote(room.enter(code, {"role": role}), FIRST, number, ballot)

    return app, assessment, workshop, vote


def test_what_is_proposed_first_weighs_most(open_page, start):
    """Without votes: what matters most to the customer, and what the law asks; only what is asked of them."""
    app = open_page("workshop", start("quick"))
    items = app.multiselect(key="workshop-items")

    assert app.title[0].value == "Workshop"
    assert len(items.value) == 6
    assert len(items.options) == 10


def test_a_whole_workshop(prepared, store, click, texts):
    """Blind until it is shown; then dots, figures and reasons; what the group agrees on is the answer."""
    app, assessment, workshop, vote = prepared
    assert store.workshop(assessment, workshop).setup.roles == ["Finance", "Legal"]
    click(app, "workshop-open")
    click(app, f"workshop-put-{FIRST}")
    vote(2, 2, 3)
    vote(5, role="Legal", reason="<b>Wij</b> doen alles")
    seen = " ".join(texts(app.run()))
    assert "Gestemd: 4 van 4" in seen
    assert DOT not in seen
    assert "Legal" not in seen
    assert "Wij" not in seen

    click(app, "workshop-show")
    seen = " ".join(texts(app))
    assert f"{DOT * 2} (2)" in seen
    assert "Mediaan: 2,5" in seen
    assert "Eén stem wijkt af: niveau 5" in seen
    assert "Wij" in seen
    assert "<b>" not in seen
    assert "Legal" not in seen

    app.radio(key=f"workshop-level-{FIRST}").set_value(3)
    app.text_area(key=f"workshop-dissent-{FIRST}").set_value("Juridische Zaken ziet 5")
    click(app, "workshop-agreed")
    assert store.answer(assessment, FIRST).level == 3
    click(app, "workshop-close")
    found = store.workshop(assessment, workshop)
    assert found.state == "closed"
    assert found.question(FIRST).outcome.dissent == "Juridische Zaken ziet 5"
    assert "afgesproken: 3" in " ".join(texts(app))


def test_a_second_vote_stands_beside_the_first(prepared, click, texts):
    """Both stay on the page."""
    app, _, _, vote = prepared
    click(app, "workshop-open")
    click(app, f"workshop-put-{FIRST}")
    vote(1, 5)
    click(app, "workshop-show")
    click(app, "workshop-again")
    vote(3, 3, number=2)
    click(app, "workshop-show")

    seen = " ".join(texts(app))
    assert "Stemming 1" in seen
    assert "Stemming 2" in seen


def test_without_a_level_nothing_is_agreed_and_skipping_is_kept(prepared, store, click, say):
    """A sentence says what is missing."""
    app, assessment, workshop, vote = prepared
    click(app, "workshop-open")
    click(app, f"workshop-put-{FIRST}")
    vote(3)
    click(app, "workshop-show")
    click(app, "workshop-agreed")
    assert say("Choose a level first.") in [error.value for error in app.error]

    click(app, "workshop-skip")
    assert store.workshop(assessment, workshop).question(FIRST).outcome.level is None
    assert not store.answer(assessment, FIRST).is_given


def test_what_is_parked_shows_as_text(prepared, click, texts):
    """Also what looks like markup."""
    app, _, _, _ = prepared
    click(app, "workshop-open")
    app.text_input(key="workshop-parked").set_value("**Brief** <i>herschrijven</i>")
    click(app, "workshop-park-it")

    assert r"\*\*Brief\*\* \<i\>herschrijven\</i\>" in " ".join(texts(app))
