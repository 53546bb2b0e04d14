"""Associations: who belongs is known to their administrators, what members answer is not, unless they consent."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date

import pytest
from sqlalchemy import delete, select

from model.answers import Organisation
from model.errors import BadInput
from storage import access
from storage.database import writing
from storage.stored import NotFound
from storage.tables import ADMINISTRATORS, ASSOCIATION_MEMBERS, AUDIT, CONSENTS
from tests.people import at_once

ON = date(2026, 11, 22)
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def association(store):
    """The id of an association."""
    return store.add_association("Vereniging van Wonen")


@pytest.fixture
def rosa(store, association, as_person):
    """The store as the association's administrator asks it."""
    rosa = as_person("Rosa")
    rosa.accept_invitation(store.invite_to_association(association, "administrator", 7))
    return rosa


@pytest.fixture
def organisation(store):
    """The id of an organisation."""
    return store.add_organisation(Organisation(name="Voorbeeld Wonen"))


@pytest.fixture
def assessment(store, organisation):
    """The id of an assessment with an answer and a note."""
    made = store.add_assessment(organisation, "social-collection", "test", "core", ON)
    store.give_answer(made, "a1", {"level": 2, "note": "Alleen voor ons"})
    return made


@pytest.fixture
def anna(as_person, organisation):
    """The store as the organisation's owner asks it."""
    return as_person("Anna", **{organisation: "owner"})


@pytest.fixture
def joined(rosa, anna, association, organisation):
    """The association, which the organisation belongs to."""
    anna.join(rosa.invite_to_association(association, "member", 7), organisation)
    return association


def actions(store, organisation):
    """What the trail says of an organisation: by whom what was done."""
    query = select(AUDIT.c.by, AUDIT.c.action).where(AUDIT.c.organisation_id == organisation).order_by(AUDIT.c.number)
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def reads(person, organisation, assessment):
    """Which ways of reading of an organisation this person is refused."""
    asked = {
        "answers_file": lambda: person.answers_file(assessment),
        "answers": lambda: person.answers(assessment),
        "answer": lambda: person.answer(assessment, "a1"),
        "report_details": lambda: person.report_details(assessment),
        "organisation_of": lambda: person.organisation_of(assessment),
        "organisation": lambda: person.organisation(organisation),
        "assessments_of": lambda: person.assessments_of(organisation),
        "members": lambda: person.members(organisation),
        "memberships": lambda: person.memberships(organisation),
        "role_in": lambda: person.role_in(organisation),
    }
    return asked.keys() - refused(asked)


def refused(asked):
    """The names of those that are refused as if there were nothing."""
    names = set()
    for name, ask in asked.items():
        try:
            ask()
        except NotFound:
            names.add(name)
    return names


def test_only_the_terminal_makes_an_association(store, as_person):
    """By a name of its own, cleaned of spaces."""
    store.add_association("  Vereniging   van Energie ")

    assert [association.name for association in store.associations()] == ["Vereniging van Energie"]
    with pytest.raises(NotFound):
        as_person("Anna").add_association("Van mij")
    for name in ("", " ", "x" * 201, "Vereniging van Energie"):
        with pytest.raises(BadInput):
            store.add_association(name)


def test_a_link_makes_the_first_administrator(store, association, as_person):
    """They see the association as theirs, and can't become administrator twice."""
    rosa = as_person("Rosa")
    token = store.invite_to_association(association, "administrator", 7)
    offered = rosa.invitation(token)
    assert (offered.role, offered.of, offered.by) == ("administrator", "Vereniging van Wonen", None)

    rosa.accept_invitation(token)

    assert [mine.id for mine in rosa.associations()] == [association]
    assert [person.name for person in rosa.administrators(association)] == ["Rosa"]
    again = store.invite_to_association(association, "administrator", 7)
    with pytest.raises(BadInput, match="You are an administrator of this association already"):
        rosa.accept_invitation(again)


def test_an_organisation_joins_by_its_owner(rosa, anna, association, organisation):
    """The administrator then sees its name and since when, and that it consents to nothing."""
    token = rosa.invite_to_association(association, "member", 7)
    offered = anna.invitation(token)
    assert (offered.role, offered.of, offered.by) == ("member", "Vereniging van Wonen", "Rosa")

    anna.join(token, organisation)

    [member] = rosa.member_organisations(association)
    assert (member.id, member.name, member.may_read) == (organisation, "Voorbeeld Wonen", False)
    [membership] = anna.memberships(organisation)
    assert (membership.id, membership.name, membership.read_since) == (association, "Vereniging van Wonen", None)
    assert membership.since == member.since


def test_joining_works_once_for_each_link_and_organisation(rosa, anna, joined, organisation, store, as_person):
    """A used link is refused with the one sentence; who belongs already is told so, and the link stays."""
    token = rosa.invite_to_association(joined, "member", 7)
    with pytest.raises(BadInput, match="is a member of the association already"):
        anna.join(token, organisation)
    elsewhere = store.add_organisation(Organisation(name="Elders"))
    bob = as_person("Bob", **{elsewhere: "owner"})

    bob.join(token, elsewhere)

    with pytest.raises(BadInput, match="can't be used any more"):
        bob.join(token, elsewhere)
    assert [member.name for member in rosa.member_organisations(joined)] == ["Elders", "Voorbeeld Wonen"]


def test_a_link_does_only_what_it_is_for(rosa, anna, association, organisation, as_person):
    """No organisation joins by a link for people, and nobody becomes anything by a link for organisations."""
    for token in (anna.invite(organisation, "viewer", 7), rosa.invite_to_association(association, "administrator", 7)):
        with pytest.raises(BadInput, match="can't be used any more"):
            anna.join(token, organisation)
        assert anna.invitation(token)
    with pytest.raises(NotFound):
        as_person("Bob").accept_invitation(rosa.invite_to_association(association, "member", 7))
    assert rosa.member_organisations(association) == []


@pytest.mark.parametrize("role", ["contributor", "viewer", "consultant", "auditor", None])
def test_only_an_owner_decides_about_associations(rosa, joined, organisation, anna, as_person, role):
    """To join, to leave, to consent and to withdraw that."""
    other = as_person("Bob", **({organisation: role} if role else {}))
    token = rosa.invite_to_association(joined, "member", 7)
    anna.consent_to_reading(organisation, joined)

    asked = {
        "join": lambda: other.join(token, organisation),
        "leave": lambda: other.leave_association(organisation, joined),
        "consent": lambda: other.consent_to_reading(organisation, joined),
        "withdraw": lambda: other.withdraw_consent(organisation, joined),
    }

    assert refused(asked) == set(asked)
    assert rosa.member_organisations(joined)[0].may_read


def test_without_consent_an_administrator_reads_nothing(rosa, joined, organisation, assessment):
    """Every way of reading is refused, to the administrator of the organisation's own association."""
    assert reads(rosa, organisation, assessment) == set()
    assert rosa.organisations() == []


def test_with_consent_an_administrator_reads_and_no_more(
    monkeypatch, store, rosa, anna, joined, organisation, assessment
):
    """What they read is written in the organisation's trail; they change and export nothing."""
    monkeypatch.setattr(access, "_READ", set())
    anna.consent_to_reading(organisation, joined)

    assert rosa.answers_file(assessment).answers["a1"].note == "Alleen voor ons"
    assert [stored.id for stored in rosa.assessments_of(organisation)] == [assessment]
    assert rosa.role_in(organisation) == "administrator"
    assert actions(store, organisation).count((rosa.who.id, "read")) == 2
    asked = {
        "export": lambda: rosa.answers_file(assessment, "export"),
        "answer": lambda: rosa.give_answer(assessment, "a1", {"level": 5}),
        "remove": lambda: rosa.remove_organisation(organisation),
        "invite": lambda: rosa.invite(organisation, "owner", 7),
        "leave": lambda: rosa.leave(organisation),
        "consent": lambda: rosa.consent_to_reading(organisation, joined),
    }
    assert refused(asked) == set(asked)


@pytest.mark.parametrize(
    "end",
    [
        lambda anna, _rosa, where, whose: anna.withdraw_consent(where, whose),
        lambda anna, _rosa, where, whose: anna.leave_association(where, whose),
        lambda _anna, rosa, where, whose: rosa.end_membership(whose, where),
    ],
)
def test_reading_ends_with_the_consent_and_that_with_the_membership(rosa, anna, joined, organisation, assessment, end):
    """At once, whoever ends it; joining again brings no consent back."""
    anna.consent_to_reading(organisation, joined)
    assert reads(rosa, organisation, assessment)

    end(anna, rosa, organisation, joined)

    assert reads(rosa, organisation, assessment) == set()
    if anna.memberships(organisation):
        anna.leave_association(organisation, joined)
    anna.join(rosa.invite_to_association(joined, "member", 7), organisation)
    assert reads(rosa, organisation, assessment) == set()


def test_the_trail_of_the_organisation_says_all_of_it(store, rosa, anna, joined, organisation):
    """Who joined, consented and ended it."""
    anna.consent_to_reading(organisation, joined)
    anna.consent_to_reading(organisation, joined)
    anna.withdraw_consent(organisation, joined)
    anna.consent_to_reading(organisation, joined)
    rosa.end_membership(joined, organisation)

    owner, administrator = anna.who.id, rosa.who.id
    assert actions(store, organisation)[1:] == [
        (owner, "joined_association"),
        (owner, "consent_given"),
        (owner, "consent_confirmed"),
        (owner, "consent_withdrawn"),
        (owner, "consent_given"),
        (administrator, "membership_ended"),
        (administrator, "consent_ended"),
    ]


def test_there_is_no_consent_without_a_membership(rosa, anna, association, organisation):
    """Of an association that it does not belong to, or that does not exist."""
    asked = {
        "consent": lambda: anna.consent_to_reading(organisation, association),
        "to nobody": lambda: anna.consent_to_reading(organisation, NOWHERE),
        "withdraw": lambda: anna.withdraw_consent(organisation, association),
        "leave": lambda: anna.leave_association(organisation, association),
        "end": lambda: rosa.end_membership(association, organisation),
    }

    assert refused(asked) == set(asked)


def meanwhile(store, statement, call):
    """What a call gives, or its refusal, that comes while another transaction has done this and not yet ended."""
    with ThreadPoolExecutor(1) as pool:
        with writing(store.engine).begin() as connection:
            connection.execute(statement)
            coming = pool.submit(call)
            wait([coming], timeout=1)  # until it waits for the other; one that does not wait is done long before
        return coming.exception() or coming.result()


def test_a_consent_given_while_the_membership_ends(store, anna, joined, organisation):
    """Comes too late: no consent is left without a membership."""
    refusal = meanwhile(store, delete(ASSOCIATION_MEMBERS), lambda: anna.consent_to_reading(organisation, joined))

    assert type(refusal) is NotFound
    with store.engine.connect() as connection:
        assert connection.execute(select(CONSENTS)).all() == []


def test_an_administrator_who_stops_while_the_other_does(store, rosa, association, as_person):
    """Comes too late: one stays."""
    bob = as_person("Bob")
    bob.accept_invitation(rosa.invite_to_association(association, "administrator", 7))
    bob_stops = delete(ADMINISTRATORS).where(ADMINISTRATORS.c.person_id == bob.who.id)

    refusal = meanwhile(store, bob_stops, lambda: rosa.remove_administrator(association, rosa.who.id))

    assert type(refusal) is BadInput
    assert [person.name for person in store.administrators(association)] == ["Rosa"]


def test_strangers_and_members_administer_nothing(rosa, anna, joined, organisation, as_person):
    """Who does not administer an association is refused as if there were none."""
    rosa.invite_to_association(joined, "member", 7)
    [open_] = rosa.association_invitations(joined)
    for other in (anna, as_person("Bob")):
        asked = {
            "administrators": lambda other=other: other.administrators(joined),
            "members": lambda other=other: other.member_organisations(joined),
            "invite": lambda other=other: other.invite_to_association(joined, "administrator", 7),
            "invitations": lambda other=other: other.association_invitations(joined),
            "revoke": lambda other=other: other.revoke_association_invitation(joined, open_.id),
            "remove": lambda other=other: other.remove_administrator(joined, rosa.who.id),
            "end": lambda other=other: other.end_membership(joined, organisation),
        }
        assert refused(asked) == set(asked)
        assert other.associations() == []
    assert rosa.association_invitations(joined) == [open_]


def test_an_administrator_of_one_association_has_no_say_in_another(store, rosa, anna, joined, organisation, as_person):
    """Nor reads what was consented to another."""
    anna.consent_to_reading(organisation, joined)
    other = store.add_association("Een andere")
    bob = as_person("Bob")
    bob.accept_invitation(store.invite_to_association(other, "administrator", 7))

    assert bob.member_organisations(other) == []
    for ask in (
        lambda: bob.member_organisations(joined),
        lambda: bob.end_membership(other, organisation),
        lambda: bob.organisation(organisation),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_revoked_link_of_an_association_is_worthless(rosa, anna, association, organisation):
    """As with any invitation."""
    token = rosa.invite_to_association(association, "member", 7)
    [open_] = rosa.association_invitations(association)

    rosa.revoke_association_invitation(association, open_.id)

    assert rosa.association_invitations(association) == []
    with pytest.raises(BadInput, match="can't be used any more"):
        anna.join(token, organisation)


def test_the_last_administrator_stays(rosa, association, as_person):
    """Another one can take over; who is removed loses their open links too."""
    with pytest.raises(BadInput, match="An association needs an administrator"):
        rosa.remove_administrator(association, rosa.who.id)
    bob = as_person("Bob")
    bob.accept_invitation(rosa.invite_to_association(association, "administrator", 7))
    token = rosa.invite_to_association(association, "administrator", 30)

    bob.remove_administrator(association, rosa.who.id)

    assert [person.name for person in bob.administrators(association)] == ["Bob"]
    assert rosa.associations() == []
    with pytest.raises(BadInput, match="can't be used any more"):
        rosa.accept_invitation(token)


@pytest.mark.parametrize("_turn", range(5))
def test_two_administrators_who_stop_at_the_same_moment(store, rosa, association, as_person, _turn):
    """One stays."""
    bob = as_person("Bob")
    bob.accept_invitation(rosa.invite_to_association(association, "administrator", 7))

    outcomes = at_once(*(lambda one=one: one.remove_administrator(association, one.who.id) for one in (rosa, bob)))

    assert [type(outcome) for outcome in outcomes if outcome] == [BadInput]
    assert len(store.administrators(association)) == 1
