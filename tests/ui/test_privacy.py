"""The privacy page: what is kept, how long, whom to ask; everything about me, and removing me."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from storage.workshop_room import WorkshopRoom
from storage.workshop_tables import PARTICIPANTS, WORKSHOPS
from ui import session


def said(app):
    """Everything that the page says."""
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.header, *app.subheader))


def test_at_this_computer_it_is_short(open_page):
    """No buttons about people, and no cookie of signing in."""
    app = open_page("privacy")

    assert [title.value for title in app.title] == ["Privacy"]
    assert list(app.table[0].value.iloc[:, 0]) == ["language", "workshop", r"\_streamlit\_xsrf"]
    assert not app.get("download_button")
    assert "Alles blijft op deze computer" in said(app)


def test_every_page_leads_to_it(open_page, example):
    """At its bottom, and not among the steps."""
    for page in ("start", "results"):
        links = [link.proto.label for link in open_page(page, example).get("page_link")]
        assert "Privacy" in links


def test_how_long_follows_the_setting(open_page, monkeypatch):
    """In months; without the setting, until someone removes it."""
    assert "Tot iemand het verwijdert." in said(open_page("privacy"))

    for months, words in (("1", "Wat 1 maand niet"), ("24", "Wat 24 maanden niet")):
        monkeypatch.setenv("PEILSTOK_RETENTION_MONTHS", months)
        assert words in said(open_page("privacy"))


def people_in_an_old_workshop(open_page, store, start):
    """Has someone in a workshop that ended 31 days ago, starts the program anew, and says who is still in it."""
    assessment = start("quick")
    id_ = store.add_workshop(assessment, {"roles": ["Legal"]}, ["s1.3"])
    WorkshopRoom(store.engine).enter(store.open_workshop(assessment, id_), {"role": "Legal"})
    store.close_workshop(assessment, id_)
    with store.engine.begin() as connection:
        connection.execute(update(WORKSHOPS).values(closed_at=datetime.now(UTC) - timedelta(days=31)))
    session.people.cache_clear()
    open_page("start")
    with store.engine.connect() as connection:
        return len(connection.execute(select(PARTICIPANTS)).all())


def test_where_nobody_signs_in_old_votes_go_at_the_start(open_page, store, start):
    """There nobody lets `retention` run every night."""
    assert people_in_an_old_workshop(open_page, store, start) == 0


def test_a_shared_installation_leaves_old_votes_to_retention(open_page, store, start, signed_in_as):
    """Its program may not see all organisations."""
    signed_in_as("aisha")
    assert people_in_an_old_workshop(open_page, store, start) == 1


def test_it_says_what_is_kept_of_participants(open_page, texts):
    """Their role and votes, for how long, and the cookie of their phone."""
    page = " ".join(texts(open_page("privacy")))

    assert "Van wie meedoet aan een workshop: de rol" in page
    assert "Wie meedeed aan een workshop, en wat ieder koos, verdwijnt" in page


@pytest.fixture
def left(monkeypatch):
    """How often the sign-in was ended."""
    calls = []
    monkeypatch.setattr("streamlit.logout", lambda: calls.append("left"))
    return calls


def test_a_shared_installation_says_whom_to_ask(open_page, start, as_role, monkeypatch):
    """The contact of the setting, as text; without one, who runs it."""
    as_role(start(), "viewer")
    assert "Vraag het aan de beheerder van deze installatie." in said(open_page("privacy"))
    monkeypatch.setenv("PEILSTOK_CONTACT", "**Anna** <anna@example.nl>")

    app = open_page("privacy")

    assert r"Vraag het aan \*\*Anna\*\* \<anna@example\.nl\>." in said(app)
    assert list(app.table[0].value.iloc[:, 0]) == [
        *("language", "workshop", r"\_streamlit\_user", "invitation", r"\_streamlit\_xsrf"),
    ]


@pytest.mark.parametrize(("role", "buttons"), [("viewer", []), ("owner", ["download-organisation"])])
def test_who_is_signed_in_saves_their_own_data(open_page, start, as_role, role, buttons):
    """An owner also that of the organisation, by a link for them alone."""
    assessment = start()
    as_role(assessment, role)
    app = open_page("privacy", assessment)

    assert not app.get("download_button")  # its address would work for anyone who has it
    assert [button.key for button in app.button if button.key.startswith("download-")] == ["download-person", *buttons]


def test_who_removes_themself_is_signed_out(open_page, start, as_role, store, left, click):
    """Else their cookie would make them anew."""
    assessment = start()
    person = as_role(assessment, "viewer").who.id

    click(open_page("privacy", assessment), "remove-me")

    assert left == ["left"]
    assert store.members(store.organisation_of(assessment)) == []
    with pytest.raises(LookupError):
        store.find_person(person)


def test_the_only_owner_is_told_to_hand_over(open_page, start, as_role, store, left, click):
    """And stays, signed in; with the organisation they can go."""
    assessment = start(name="Woonstichting <b>Zuid</b>")
    as_role(assessment, "owner")
    app = click(open_page("privacy", assessment), "remove-me")

    [error] = [error.value for error in app.error]
    assert error.startswith(
        r"U bent de enige eigenaar van Woonstichting \<b\>Zuid\</b\>\. Draag de organisatie eerst over"
    )
    assert left == []
    assert len(store.organisations()) == 1

    app.checkbox(key="remove-along").set_value(True)
    click(app, "remove-me")

    assert left == ["left"]
    assert store.organisations() == []


def test_who_is_signed_out_reads_it_too(open_page, signed_in_as):
    """What is kept and whom to ask; no buttons."""
    signed_in_as(None)

    app = open_page("privacy")

    assert not app.get("download_button")
    assert "Log in om uw eigen gegevens op te slaan of te verwijderen." in said(app)
