"""Invitations: once, for a time, revocable; nothing in the database opens the door."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from model.answers import Organisation
from model.errors import BadInput
from storage.invitations import DAYS, Invited, is_usable
from storage.stored import NotFound
from storage.tables import AUDIT, INVITATIONS
from tests.people import at_once, roles

UNUSABLE = "This invitation can't be used any more. Ask who invited you for a new one."
ALREADY = "You already have access to this organisation. Your role stays as it is."


@pytest.fixture
def organisation(store):
    """The id of an organisation."""
    return store.add_organisation(Organisation(name="Voorbeeld Wonen"))


@pytest.fixture
def anna(as_person, organisation):
    """The store as the owner asks it."""
    return as_person("Anna", **{organisation: "owner"})


def unusable(person, token):
    """Whether both looking at this link and accepting it give the one sentence."""
    told = []
    for ask in (person.invitation, person.accept_invitation):
        with pytest.raises(BadInput) as refused:
            ask(token)
        told.append(str(refused.value))
    return told == [UNUSABLE, UNUSABLE]


def test_who_opens_the_link_gets_the_role(store, organisation, anna, as_person):
    """After seeing of what, as what and by whom; the trail names the role and nobody's name."""
    bob = as_person("Bob")
    token = anna.invite(organisation, "consultant", 7)

    assert bob.invitation(token) == Invited("consultant", "Voorbeeld Wonen", "Anna")
    with pytest.raises(NotFound):
        bob.organisation(organisation)
    bob.accept_invitation(token)

    assert bob.role_in(organisation) == "consultant"
    assert roles(anna, organisation) == {"Anna": "owner", "Bob": "consultant"}
    with store.engine.connect() as connection:
        actions = connection.execute(select(AUDIT.c.action, AUDIT.c.by, AUDIT.c.organisation_id)).all()
        details = str(connection.execute(select(AUDIT.c.detail)).all())
    assert ("invited", anna.who.id, organisation) in [tuple(row) for row in actions]
    assert ("role_given", bob.who.id, organisation) in [tuple(row) for row in actions]
    assert "Bob" not in details
    assert token not in details


def test_the_terminal_invites_the_first_owner(store, organisation, as_person):
    """Nobody's name stands with it."""
    token = store.invite(organisation, "owner", 1)
    bob = as_person("Bob")

    assert bob.invitation(token).by is None
    bob.accept_invitation(token)
    assert bob.role_in(organisation) == "owner"


def test_the_secret_is_nowhere_in_the_database(store, organisation, anna, everything):
    """Who reads the database, or a backup of it, can't use an invitation."""
    token = anna.invite(organisation, "owner", 7)

    assert len(token) >= 43
    assert token not in str(everything(store.engine))


def test_a_link_works_once(organisation, anna, as_person):
    """The second who comes is refused, like the first when they come again."""
    token = anna.invite(organisation, "viewer", 7)
    bob, carla = as_person("Bob"), as_person("Carla")
    bob.accept_invitation(token)

    assert unusable(carla, token)
    assert unusable(bob, token)
    assert "Carla" not in roles(anna, organisation)
    assert anna.invitations(organisation) == []


@pytest.mark.parametrize("_turn", range(3))
def test_of_many_who_accept_at_once_one_gets_in(organisation, anna, as_person, _turn):
    """Each in a thread of their own; all others get the one sentence."""
    token = anna.invite(organisation, "viewer", 7)
    people = [as_person(f"Persoon {number}") for number in range(5)]

    outcomes = at_once(*(lambda person=person: person.accept_invitation(token) for person in people))

    assert [str(outcome) for outcome in outcomes if outcome] == [UNUSABLE] * 4
    assert len(roles(anna, organisation)) == 2


def test_two_links_accepted_at_once_by_one_person(organisation, anna, as_person):
    """One counts; the other stays open, and says that there is access already."""
    bob = as_person("Bob")
    tokens = [anna.invite(organisation, role, 7) for role in ("viewer", "contributor")]

    outcomes = at_once(*(lambda token=token: bob.accept_invitation(token) for token in tokens))

    assert [str(outcome) for outcome in outcomes if outcome] == [ALREADY]
    assert len(anna.invitations(organisation)) == 1


def test_a_revoked_link_is_worthless(organisation, anna, as_person):
    """At once; revoking it again changes nothing."""
    token = anna.invite(organisation, "viewer", 7)
    [open_] = anna.invitations(organisation)

    anna.revoke_invitation(organisation, open_.id)
    anna.revoke_invitation(organisation, open_.id)

    assert unusable(as_person("Bob"), token)
    assert anna.invitations(organisation) == []


@pytest.mark.parametrize("days", DAYS)
def test_a_link_expires(store, organisation, anna, as_person, days):
    """After the days it was made for, and not before."""
    token = anna.invite(organisation, "viewer", days)
    [open_] = anna.invitations(organisation)
    assert open_.expires_at - open_.at == timedelta(days=days)
    bob = as_person("Bob")
    _move(store, timedelta(days=days, minutes=-1))
    assert bob.invitation(token).role == "viewer"

    _move(store, timedelta(minutes=2))

    assert unusable(bob, token)
    assert anna.invitations(organisation) == []


def _move(store, back):
    """Puts all moments of the invitations back, as if that time had passed."""
    with store.engine.begin() as connection:
        for row in connection.execute(select(INVITATIONS)).all():
            ends = row.expires_at.replace(tzinfo=UTC) if row.expires_at.tzinfo is None else row.expires_at
            moved = update(INVITATIONS).where(INVITATIONS.c.id == row.id)
            connection.execute(moved.values(expires_at=ends - back))


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "é\0'; DROP TABLE invitations; --", "../" * 50])
def test_a_link_that_never_was(anna, as_person, token):
    """The same sentence as for one that was."""
    assert unusable(as_person("Bob"), token)
    assert unusable(anna, token)
    assert not is_usable(anna.engine, token)


@pytest.mark.parametrize("days", [0, -1, 2, 365])
def test_only_for_a_known_number_of_days(organisation, anna, days):
    """No link that never ends."""
    with pytest.raises(BadInput, match="days"):
        anna.invite(organisation, "viewer", days)


@pytest.mark.parametrize("role", ["administrator", "member", "king"])
def test_only_for_a_role_that_an_owner_gives(organisation, anna, role):
    """And nothing of an association."""
    with pytest.raises(BadInput, match="This role can't be given"):
        anna.invite(organisation, role, 7)


@pytest.mark.parametrize(("has", "offered"), [("viewer", "owner"), ("owner", "viewer"), ("consultant", "consultant")])
def test_who_has_a_role_keeps_it(organisation, anna, as_person, has, offered):
    """It is neither raised nor lowered silently, and the link stays for who it was meant for."""
    bob = as_person("Bob", **{organisation: has})
    token = anna.invite(organisation, offered, 7)

    with pytest.raises(BadInput, match=ALREADY):
        bob.accept_invitation(token)

    assert bob.role_in(organisation) == has
    assert is_usable(anna.engine, token)


def test_nobody_without_a_name_of_their_own_accepts(store, organisation, anna):
    """The terminal, and a machine without sign-in, need no invitation."""
    token = anna.invite(organisation, "viewer", 7)

    with pytest.raises(NotFound):
        store.accept_invitation(token)
    assert is_usable(store.engine, token)


@pytest.mark.parametrize("role", ["contributor", "viewer", "consultant", "auditor", None])
def test_only_an_owner_invites_and_sees_invitations(organisation, anna, as_person, role):
    """All others, and strangers, are refused as if there were nothing."""
    anna.invite(organisation, "owner", 7)
    [open_] = anna.invitations(organisation)
    other = as_person("Bob", **({organisation: role} if role else {}))

    for ask in (
        lambda: other.invite(organisation, "owner", 7),
        lambda: other.invitations(organisation),
        lambda: other.revoke_invitation(organisation, open_.id),
    ):
        with pytest.raises(NotFound):
            ask()
    assert anna.invitations(organisation) == [open_]


def test_an_owner_revokes_only_what_is_of_their_organisation(store, organisation, anna, as_person):
    """Naming an invitation to another one changes nothing."""
    elsewhere = store.add_organisation(Organisation(name="Elders"))
    bob = as_person("Bob", **{elsewhere: "owner"})
    bob.invite(elsewhere, "viewer", 7)
    [theirs] = bob.invitations(elsewhere)

    anna.revoke_invitation(organisation, theirs.id)

    assert bob.invitations(elsewhere) == [theirs]


@pytest.mark.parametrize(
    "end",
    [
        lambda anna, bob, where: anna.withdraw_access(where, bob.who.id),
        lambda anna, bob, where: anna.change_role(where, bob.who.id, "contributor"),
        lambda _anna, bob, where: bob.leave(where),
        lambda anna, bob, where: bob.hand_over(where, anna.who.id),
    ],
)
def test_who_may_no_longer_invite_has_no_way_back(organisation, anna, as_person, end):
    """With the role go the open links that someone made; those of others stay."""
    bob = as_person("Bob", **{organisation: "owner"})
    token, kept = bob.invite(organisation, "owner", 30), anna.invite(organisation, "viewer", 30)

    end(anna, bob, organisation)

    assert unusable(as_person("Bob zelf"), token)
    assert is_usable(anna.engine, kept)


def test_an_invitation_goes_with_its_organisation(store, organisation, anna, as_person):
    """Nothing is left to accept."""
    token = anna.invite(organisation, "viewer", 7)

    store.remove_organisation(organisation)

    assert unusable(as_person("Bob"), token)


def test_open_invitations_say_who_what_and_when(organisation, anna, as_person):
    """The newest first."""
    bob = as_person("Bob", **{organisation: "owner"})
    anna.invite(organisation, "viewer", 7)
    bob.invite(organisation, "auditor", 1)

    newest, oldest = anna.invitations(organisation)

    assert (newest.role, newest.by, oldest.role, oldest.by) == ("auditor", "Bob", "viewer", "Anna")
    assert oldest.at < newest.at < datetime.now(UTC)
