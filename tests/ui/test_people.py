"""The page of an organisation's people: roles, invitations, withdrawing, leaving, handing over."""

import re

import pytest

from model.answers import Organisation
from tests.people import let_in, roles

LAST_OWNER = "An organisation needs an owner. Make someone else the owner first."


@pytest.fixture
def organisation(store, start):
    """The assessment of an organisation, and the organisation."""
    assessment = start(name="Woonstichting *Zuid*")
    return assessment, store.organisation_of(assessment)


@pytest.fixture
def anna(signed_in_as, store, organisation):
    """The owner, as she asks the store."""
    anna = signed_in_as("anna")
    let_in(store, anna, organisation[1], "owner")
    return anna


@pytest.fixture
def bob(signed_in_as, store, organisation, anna):
    """A colleague who answers, and does not look now."""
    bob = signed_in_as("bob")
    let_in(store, bob, organisation[1], "contributor")
    signed_in_as("anna")
    return bob


def link(app):
    """The secret in the link that the page shows."""
    [shown] = [code.value for code in app.code]
    return re.fullmatch(r"https?://\S+/invitation/([\w-]{43})", shown)[1]


def test_at_a_machine_of_ones_own_nothing_of_people_shows(open_page, start, texts, say):
    """No page in the navigation, no role, and no way to it from the start."""
    start()

    shown = " ".join(texts(open_page("start")))

    for words in ("People and access", "Association", "You are invited"):
        assert say(words) not in shown
    assert "rol" not in shown.split()


def test_an_owner_sees_everyone_and_changes_a_role(open_page, organisation, anna, bob, store, say):
    """At the click; what it may do is shown, and nobody chooses a role for themselves."""
    app = open_page("people", organisation[0])
    assert [title.value for title in app.title] == [say("People and access")]
    assert r"Woonstichting \*Zuid\*" in [caption.value for caption in app.caption]

    app.selectbox(key=f"role-{bob.who.id}").set_value("viewer").run()
    app.selectbox(key=f"department-{bob.who.id}").set_value("finance").run()

    assert roles(store, organisation[1]) == {"Anna": "owner", "Bob": "viewer"}
    assert {member.name: member.department for member in anna.members(organisation[1])}["Bob"] == "finance"
    assert f"role-{anna.who.id}" not in [box.key for box in app.selectbox]


def test_who_does_not_manage_sees_and_changes_nothing(open_page, signed_in_as, organisation, bob, say):
    """The names, and the way to leave; no role to choose, no invitation."""
    signed_in_as("bob")

    app = open_page("people", organisation[0])

    assert {"**Anna**", f"**Bob** {say('(you)')}"} <= {line.value for line in app.markdown}
    assert [box.key for box in app.selectbox] == []
    assert {button.key for button in app.button} == {"sign-out", "leave"}


def test_an_invitation_is_made_shown_once_and_revoked(open_page, organisation, anna, click, say):
    """The link stands there until the next click; the list says what it is for."""
    app = open_page("people", organisation[0])
    app.radio(key="invite-role").set_value("consultant")
    app.selectbox(key="invite-days").set_value(1)
    click(app, "invite-make")

    assert anna.invitation(link(app)).role == "consultant"
    [open_] = anna.invitations(organisation[1])
    assert any("adviseur" in line.value and "Anna" in line.value for line in app.markdown)

    click(app, f"revoke-{open_.id}")

    assert anna.invitations(organisation[1]) == []
    assert [code.value for code in app.code] == []
    assert say("There are no open invitations.") in [line.value for line in app.markdown]


def test_access_is_withdrawn(open_page, organisation, anna, bob, store, click):
    """The colleague is gone from the list."""
    app = click(open_page("people", organisation[0]), f"withdraw-{bob.who.id}")

    assert roles(store, organisation[1]) == {"Anna": "owner"}
    assert "**Bob**" not in [line.value for line in app.markdown]


def test_the_last_owner_is_told_to_stay(open_page, organisation, anna, store, click, say):
    """A sentence, and nothing is changed."""
    app = click(open_page("people", organisation[0]), "leave")

    assert [error.value for error in app.error] == [f"{say(LAST_OWNER)} {say('This change is not saved.')}"]
    assert roles(store, organisation[1]) == {"Anna": "owner"}


def test_ownership_is_handed_over_and_then_one_leaves(open_page, organisation, anna, bob, store, click, say):
    """The page then manages nothing more; leaving goes to the start, where the organisation is no longer listed."""
    app = click(open_page("people", organisation[0]), "hand-over")
    assert roles(store, organisation[1]) == {"Anna": "contributor", "Bob": "owner"}
    assert "invite-make" not in [button.key for button in app.button]

    click(app, "leave")

    assert roles(store, organisation[1]) == {"Bob": "owner"}
    assert [title.value for title in app.title] == [say("Where do you stand on social collection?")]
    assert say("My organisations") not in [header.value for header in app.header]


def test_of_another_organisation_the_page_shows_nothing(open_page, signed_in_as, organisation, anna, say, texts):
    """By its assessment or by its own id: the same sentence as for what is not there."""
    signed_in_as("eve")
    shown = [
        texts(open_page("people", organisation[0])),
        texts(open_page("people", "00000000-0000-0000-0000-000000000000")),
        texts(open_page("people", organisation=organisation[1])),
        texts(open_page("people", organisation="00000000-0000-0000-0000-000000000000")),
    ]

    assert shown[0] == shown[1]
    assert shown[2] == shown[3]
    assert not any("Zuid" in text or "Anna" in text for page in shown for text in page)


def test_an_organisation_without_assessment_has_people_too(open_page, signed_in_as, click, say):
    """From the start page, by its own id in the address."""
    anna = signed_in_as("anna")
    organisation = anna.add_organisation(Organisation(name="Nieuw"))

    app = click(open_page("start"), f"people-{organisation}")

    assert [title.value for title in app.title] == [say("People and access")]
    assert app.query_params["organisation"] == organisation
    assert "Nieuw" in [caption.value for caption in app.caption]
