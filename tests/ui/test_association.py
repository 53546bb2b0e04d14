"""The association's page, and what an organisation lets its association do on the page of its people."""

import pytest

from model.answers import Organisation
from tests.people import let_in


@pytest.fixture
def association(store):
    """The id of an association."""
    return store.add_association("Vereniging van *Wonen*")


@pytest.fixture
def assessment(store, start, association):
    """The assessment of an organisation that belongs to the association."""
    made = start(name="Woonstichting Zuid")
    store.join(store.invite_to_association(association, "member", 7), store.organisation_of(made))
    return made


@pytest.fixture
def rosa(store, signed_in_as, association):
    """The administrator, who looks now."""
    rosa = signed_in_as("rosa")
    rosa.accept_invitation(store.invite_to_association(association, "administrator", 7))
    return rosa


@pytest.fixture
def anna(store, signed_in_as, assessment):
    """The owner of the organisation, who looks now."""
    anna = signed_in_as("anna")
    let_in(store, anna, store.organisation_of(assessment), "owner")
    return anna


def keys(app):
    """The keys of all buttons."""
    return [button.key for button in app.button if button.key]


def test_to_who_administers_nothing_the_page_tells_nothing(open_page, anna, association, say):
    """Its address leads to a sentence, as that of anything that is not there; it is in no menu (tests/browser)."""
    app = open_page("association")

    assert [title.value for title in app.title] == [say("This page can't be shown")]
    assert keys(app) == ["sign-out"]


def test_an_administrator_sees_names_and_no_answers(open_page, rosa, assessment, store, texts, say):
    """Who belongs since when; no way to an assessment, and its address opens nothing."""
    store.give_answer(assessment, "s1.3", {"level": 2, "note": "Alleen voor ons"})

    app = open_page("association")

    assert "**Woonstichting Zuid**" in [line.value for line in app.markdown]
    assert say("You can't see answers of this member.") in [caption.value for caption in app.caption]
    assert [key for key in keys(app) if key.startswith(("see-", "results-"))] == []
    shown = open_page("results", assessment)
    assert [title.value for title in shown.title] == [say("Choose an assessment first")]
    assert "Alleen voor ons" not in " ".join(texts(shown))


def test_an_administrator_invites_and_ends_a_membership(open_page, rosa, association, assessment, store, click, say):
    """An organisation or an administrator; the member that is ended is gone from the list."""
    app = open_page("association")
    app.radio(key="invite-offer").set_value("administrator")
    click(app, "invite-make")
    [shown] = [code.value for code in app.code]
    assert rosa.invitation(shown.rsplit("/", 1)[1]).role == "administrator"
    [open_] = rosa.association_invitations(association)

    click(app, f"revoke-{open_.id}")
    assert rosa.association_invitations(association) == []
    click(app, f"end-{store.organisation_of(assessment)}")

    assert store.member_organisations(association) == []
    assert say("No organisation is a member yet. Invite the first one below.") in [line.value for line in app.markdown]


def test_the_last_administrator_is_told_to_stay(open_page, rosa, click, say):
    """A sentence, and nothing is changed."""
    app = click(open_page("association"), f"stop-{rosa.who.id}")

    told = say("An association needs an administrator. Invite someone else first.")
    assert [error.value for error in app.error] == [f"{told} {say('This change is not saved.')}"]


def test_consent_is_given_and_withdrawn_by_the_owner(
    open_page, signed_in_as, anna, rosa, association, assessment, store, click, say
):
    """Then, and only then, the administrator opens the results; what they may not do is not offered."""
    signed_in_as("anna")
    app = click(open_page("people", assessment), f"consent-{association}")
    assert store.member_organisations(association)[0].may_read

    signed_in_as("rosa")
    seen = click(open_page("association"), "see-")
    click(seen, f"results-{assessment}")
    assert [title.value for title in seen.title] == [say("Results")]
    assert seen.query_params["assessment"] == assessment
    report = open_page("report", assessment)
    assert [button.key for button in report.button if button.key.startswith("download-")] == []
    assert say("You may look here, but take nothing out. Ask the organisation for its report.") in [
        line.value for line in report.markdown
    ]

    signed_in_as("anna")
    click(app, f"withdraw-consent-{association}")
    assert not store.member_organisations(association)[0].may_read
    signed_in_as("rosa")
    assert [title.value for title in open_page("results", assessment).title] == [say("Choose an assessment first")]


def test_an_organisation_leaves(open_page, anna, association, assessment, store, click, say):
    """The section of associations is gone with the last of them."""
    app = click(open_page("people", assessment), f"leave-association-{association}")

    assert store.member_organisations(association) == []
    assert say("Associations") not in [header.value for header in app.header]


def test_who_does_not_own_the_organisation_sees_what_is_allowed_and_decides_nothing(
    open_page, signed_in_as, association, assessment, store, say
):
    """Also a colleague knows who reads along."""
    organisation = store.organisation_of(assessment)
    store.consent_to_reading(organisation, association)
    let_in(store, signed_in_as("bob"), organisation, "viewer")

    app = open_page("people", assessment)

    assert any(r"Vereniging van \*Wonen\*" in line.value for line in app.markdown)
    assert [key for key in keys(app) if "consent" in key or "association" in key] == []


def test_one_of_several_associations_is_chosen(open_page, rosa, store, association):
    """Each with its own members."""
    other = store.add_association("Een andere")
    rosa.accept_invitation(store.invite_to_association(other, "administrator", 7))
    store.join(store.invite_to_association(other, "member", 7), store.add_organisation(Organisation(name="Elders")))
    app = open_page("association")

    app.selectbox(key="association").set_value(association).run()
    assert "**Elders**" not in [line.value for line in app.markdown]
    app.selectbox(key="association").set_value(other).run()
    assert "**Elders**" in [line.value for line in app.markdown]
