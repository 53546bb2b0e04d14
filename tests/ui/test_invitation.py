"""The invitation that brought a visitor to the start page."""

import pytest
from streamlit.runtime.context import ContextProxy

from auth.limits import Failures
from model.answers import Organisation
from tests.people import let_in, roles
from ui.components import invitation

UNUSABLE = "This invitation can't be used any more. Ask who invited you for a new one."


@pytest.fixture
def come_with(monkeypatch, open_page):
    """Opens the start page with this secret in the cookie that the link sets."""

    def come(token):
        monkeypatch.setattr(ContextProxy, "cookies", {"invitation": token})
        return open_page("start")

    return come


@pytest.fixture(autouse=True)
def failures(monkeypatch):
    """Failures of this test alone."""
    own = Failures(invitation.FAILURES.at_once, invitation.FAILURES.seconds, clock=lambda: 0.0)
    monkeypatch.setattr(invitation, "FAILURES", own)
    return own


@pytest.fixture
def organisation(store, signed_in_as):
    """An organisation that Anna owns; Bob is who looks now."""
    made = store.add_organisation(Organisation(name="Woonstichting *Zuid*"))
    let_in(store, signed_in_as("anna"), made, "owner")
    signed_in_as("bob")
    return made


def test_an_invitation_is_shown_and_accepted(store, organisation, signed_in_as, come_with, click, say, texts):
    """Of what, as what and by whom; after that the organisation is in the list, and the offer gone."""
    token = signed_in_as("anna").invite(organisation, "consultant", 7)
    signed_in_as("bob")
    app = come_with(token)
    assert any("Anna" in line.value and "Zuid" in line.value and "adviseur" in line.value for line in app.markdown)

    click(app, "invitation-accept")

    assert roles(store, organisation) == {"Anna": "owner", "Bob": "consultant"}
    assert [message.value for message in app.success] == [
        say("You now have access to {name}.").format(name=r"Woonstichting \*Zuid\*")
    ]
    assert "invitation-accept" not in [button.key for button in app.button]
    assert any('src="/invitation"' in html.value for html in app.get("html")) or "/invitation" in str(app.main)
    app.run()
    assert [message.value for message in app.success] == []
    assert [line.value for line in app.markdown if say(UNUSABLE) in line.value] == []


def test_an_invitation_is_declined(store, organisation, signed_in_as, come_with, click):
    """Nothing is changed; it is not shown again in this tab, and its link still works."""
    token = signed_in_as("anna").invite(organisation, "viewer", 7)
    bob = signed_in_as("bob")
    app = click(come_with(token), "invitation-decline")

    assert "invitation-accept" not in [button.key for button in app.button]
    assert roles(store, organisation) == {"Anna": "owner"}
    assert bob.invitation(token)


def test_an_invitation_that_does_not_work_says_so(organisation, come_with, click, say):
    """One sentence with a button that takes it away."""
    app = come_with("x" * 43)
    assert say(UNUSABLE) in [line.value for line in app.markdown]

    click(app, "invitation-close")

    assert say(UNUSABLE) not in [line.value for line in app.markdown]


def test_who_has_access_already_is_told_so(store, organisation, signed_in_as, come_with, click, say):
    """The role stays."""
    let_in(store, signed_in_as("bob"), organisation, "viewer")
    app = click(come_with(store.invite(organisation, "owner", 7)), "invitation-accept")

    told = say("You already have access to this organisation. Your role stays as it is.")
    assert [error.value for error in app.error] == [f"{told} {say('This change is not saved.')}"]
    assert roles(store, organisation)["Bob"] == "viewer"


def test_who_tries_many_secrets_must_wait(store, organisation, signed_in_as, come_with, failures, say):
    """Also for one that is good; looking again at one that failed before counts only once."""
    bob = signed_in_as("bob")
    app = come_with("x" * 43)
    for _ in range(failures.at_once + 5):
        app.run()
    assert failures.wait(bob.who.id) == 0
    for number in range(failures.at_once - 1):
        come_with(f"guess {number}")
    good = store.invite(organisation, "viewer", 7)

    app = come_with(good)

    told = "You opened too many invitations that don't work. Try again in a minute."
    assert say(told) in [line.value for line in app.markdown]
    assert "invitation-accept" not in [button.key for button in app.button]
    signed_in_as("carla")
    assert "invitation-accept" in [button.key for button in come_with(good).button]


def test_at_a_machine_of_ones_own_no_invitation_shows(store, come_with):
    """There nobody has a name to accept one with."""
    made = store.add_organisation(Organisation(name="Woonstichting Zuid"))

    assert [
        button.key for button in come_with(store.invite(made, "viewer", 7)).button if "invitation" in button.key
    ] == []


@pytest.mark.parametrize("new", [True, False])
def test_an_organisation_joins_an_association(store, organisation, signed_in_as, come_with, click, say, new):
    """One that the visitor owns, or a new one; of others there is nothing to choose."""
    association = store.add_association("Vereniging van Wonen")
    token = store.invite_to_association(association, "member", 7)
    anna = signed_in_as("anna")
    let_in(store, anna, store.add_organisation(Organisation(name="Van een ander")), "consultant")
    app = come_with(token)
    assert len(app.selectbox(key="join-which").options) == 2
    if new:
        app.selectbox(key="join-which").set_value("")
        click(app, "join-accept")
        assert [error.value for error in app.error] == [say("Fill in the name of your organisation first.")]
        app.text_input(key="join-name").set_value("Nieuw Wonen")

    click(app, "join-accept")

    [member] = store.member_organisations(association)
    assert member.name == ("Nieuw Wonen" if new else "Woonstichting *Zuid*")
    assert member.may_read is False
    assert [message.value for message in app.success] == [
        say("Your organisation is now a member of {name}.").format(name="Vereniging van Wonen")
    ]
