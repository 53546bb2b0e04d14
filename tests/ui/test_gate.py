"""The gate: what is seen signed out, signed in and expired; without sign-in there is none."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.runtime.context import ContextProxy

from auth.who import LOCAL
from model.answers import Organisation
from storage.workshop_room import WorkshopRoom
from ui import session

ELSEWHERE = {"association", "privacy"}  # the first is there for its administrators only, the second for everybody
FILES = (Path(__file__).parents[2] / "ui" / "pages").glob("*.py")
PAGES = sorted({path.stem for path in FILES} - ELSEWHERE)
NOTE = "criterion-s1.3-note"


@pytest.fixture
def own(signed_in_as):
    """Aisha signs in; makes assessments of her organisation."""
    aisha = signed_in_as("aisha")
    organisation = aisha.add_organisation(Organisation(name="Woonstichting Eigen"))
    return lambda: aisha.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))


def keys(app):
    """The keys of all buttons."""
    return [button.key for button in app.button]


def test_without_sign_in_configured_there_is_no_gate(open_page, start):
    """Nobody signs in, nobody signs out, and whoever is there sees what is kept."""
    start(name="Woonstichting Zuid")
    app = open_page("start")

    assert session.who() is LOCAL
    assert {"sign-in", "sign-out"} & set(keys(app)) == set()
    assert "Woonstichting" in " ".join(element.value for element in (*app.markdown, *app.subheader))


@pytest.mark.parametrize("page", PAGES)
def test_signed_out_every_page_is_the_public_one(open_page, signed_in_as, start, texts, say, page):
    """Also with the id of an assessment in the address."""
    assessment = start(name="Woonstichting Geheim")
    signed_in_as(None)
    app = open_page(page, assessment)

    assert app.title[0].value == say("Where do you stand on social collection?")
    assert keys(app) == ["sign-in"]
    assert "Geheim" not in " ".join(texts(app))


@pytest.mark.parametrize("page", PAGES)
def test_a_participant_of_a_workshop_is_signed_out(
    open_page, signed_in_as, start, store, texts, say, monkeypatch, page
):
    """What lets a phone vote on an assessment opens no page of it, and asks for no download."""
    assessment = start(name="Woonstichting Geheim")
    id_ = store.add_workshop(assessment, {"roles": ["Legal"]}, ["s1.3"])
    token = WorkshopRoom(store.engine).enter(store.open_workshop(assessment, id_), {"role": "Legal"})
    signed_in_as(None)
    monkeypatch.setattr(ContextProxy, "cookies", {"workshop": token})
    app = open_page(page, assessment)

    assert app.title[0].value == say("Where do you stand on social collection?")
    assert keys(app) == ["sign-in"]
    assert "Geheim" not in " ".join(texts(app))
    assert session.who_requests({"workshop": token}) is None


@pytest.mark.parametrize("page", PAGES)
def test_signed_in_the_assessment_of_another_is_not_there(open_page, signed_in_as, start, texts, page):
    """No page shows anything of an organisation in which the person has no role."""
    assessment = start(name="Woonstichting Geheim")
    signed_in_as("aisha")
    app = open_page(page, assessment)

    assert "sign-out" in keys(app)
    assert "Geheim" not in " ".join(texts(app))


def test_signed_in_one_sees_ones_own(open_page, signed_in_as, texts):
    """With one's name, of which nothing is markup."""
    store = signed_in_as("aisha", name="**Aisha** <b>")
    store.add_organisation(Organisation(name="Woonstichting Eigen"))
    shown = " ".join(texts(open_page("start")))

    assert "Woonstichting Eigen" in shown
    assert r"\*\*Aisha\*\* \<b\>" in shown


def test_expired_says_so(open_page, signed_in_as, start, texts, say):
    """A new tab with an old cookie; nobody is made of it."""
    assessment = start(name="Woonstichting Geheim")
    signed_in_as("aisha", hours_ago=12.01, known=False)
    app = open_page("answer", assessment)

    assert app.title[0].value == say("Your sign-in has expired")
    assert keys(app) == ["sign-in"]
    assert "Geheim" not in " ".join(texts(app))


def test_what_can_not_be_sent_is_kept_and_saved_later(open_page, own, store, say):
    """Signed out while typing: the text stays; who may again sees the page, with the text saved."""
    assessment = own()
    app = open_page("answer", assessment, theme="s1")
    app.user["iat"] -= 12 * 3600 + 1
    app.text_area(key=NOTE).set_value("Wij bellen eerst.").run()

    assert app.title[0].value == say("Your sign-in has expired")
    assert app.text_area(key=NOTE).value == "Wij bellen eerst."
    assert store.answer(assessment, "s1.3").note is None

    app.text_area(key=NOTE).set_value("Wij bellen altijd eerst.").run()
    assert app.text_area(key=NOTE).value == "Wij bellen altijd eerst."
    app.user["iat"] += 12 * 3600 + 1
    app.run()
    assert not app.exception
    assert app.text_area(key=NOTE).value == "Wij bellen altijd eerst."
    assert store.answer(assessment, "s1.3").note == "Wij bellen altijd eerst."


def test_what_was_typed_for_one_client_never_lands_with_another(open_page, own, store):
    """The same question of another assessment has the same field."""
    one, other = own(), own()
    app = open_page("answer", one, theme="s1")
    app.user["iat"] -= 12 * 3600 + 1
    app.text_area(key=NOTE).set_value("Alleen van de een.").run()
    app.user["iat"] += 12 * 3600 + 1
    app.query_params["assessment"] = other
    app.run()

    assert not app.exception
    assert app.text_area(key=NOTE).value == ""
    assert store.answer(other, "s1.3").note is None
    app.query_params["assessment"] = one
    app.run()
    assert store.answer(one, "s1.3").note == "Alleen van de een."


def test_a_personal_number_typed_at_the_gate_is_pointed_out_before_it_is_saved(open_page, own, store):
    """As in any field."""
    assessment = own()
    app = open_page("answer", assessment, theme="s1")
    app.user["iat"] -= 12 * 3600 + 1
    app.text_area(key=NOTE).set_value("Wij bellen.").run()
    app.text_area(key=NOTE).set_value("Zie NL91 ABNA 0417 1643 00").run()
    app.user["iat"] += 12 * 3600 + 1
    app.run()

    assert not app.exception
    assert app.text_area(key=NOTE).value == "Zie NL91 ABNA 0417 1643 00"
    assert f"{NOTE}-anyway" in keys(app)
    assert store.answer(assessment, "s1.3").note is None


def test_a_click_with_an_expired_sign_in_writes_nothing(open_page, own, store, say):
    """The callback runs before the gate, and asks who is there all the same."""
    assessment = own()
    app = open_page("answer", assessment, theme="s1")
    app.user["iat"] -= 12 * 3600 + 1
    app.radio(key="criterion-s1.3-level").set_value(3).run()

    assert not app.exception
    assert app.title[0].value == say("Your sign-in has expired")
    assert store.answer(assessment, "s1.3").level is None


def test_a_tab_keeps_no_person_for_the_next(open_page, signed_in_as):
    """Another person in the same tab is looked up anew."""
    signed_in_as("aisha", name="Aisha")
    app = open_page("start")
    bas = signed_in_as("bas", name="Bas")
    app.user.update(sub="bas", name="Bas")
    app.run()

    assert "Bas" in [caption.value for caption in app.caption]
    assert app.session_state[session.PERSON][0].id == bas.who.id


def test_signing_out_ends_the_tab_and_the_cookie(open_page, signed_in_as, click):
    """The page is the public one at once, and an older sign-in no longer counts."""
    aisha = signed_in_as("aisha")
    app = open_page("start")
    click(app, "sign-out")

    assert keys(app) == ["sign-in"]
    assert session.people().person(aisha.who.id).ended_at is not None


def test_who_was_removed_is_signed_out(open_page, signed_in_as, monkeypatch):
    """A tab that still knows the person."""
    signed_in_as("aisha")
    app = open_page("start")
    monkeypatch.setattr(session, "ASK_AGAIN_SECONDS", -1)
    with session.people().engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM people")
    app.run()

    assert keys(app) == ["sign-in"]


def test_a_database_that_can_not_be_reached_is_said_and_nobody_is_asked_to_sign_in(open_page, signed_in_as, say):
    """A new tab can't know who it is; one that knows goes on with that, and says so in its own page."""
    signed_in_as("aisha")

    def gone(connection):
        connection.exec_driver_sql("ATTACH DATABASE '/nowhere/at/all.db' AS elsewhere")

    event.listen(session.people().engine, "begin", gone)
    app = open_page("start")
    assert app.title[0].value == say("The database can't be reached")
    assert keys(app) == []
    event.remove(session.people().engine, "begin", gone)
    app.run()
    assert "sign-out" in keys(app)

    event.listen(session.people().engine, "begin", gone)
    app.session_state[session.PERSON] = (app.session_state[session.PERSON][0], -1e9)
    app.run()
    assert not app.exception
    assert app.title[-1].value == say("The database can't be reached")
    assert "sign-out" in keys(app)
