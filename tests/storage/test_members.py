"""Changing who may do what in an organisation; it never stays without an owner."""

import pytest
from sqlalchemy import select

from model.answers import Organisation
from model.errors import BadInput
from storage.stored import NotFound
from storage.tables import AUDIT
from tests.people import at_once, roles

LAST_OWNER = "An organisation needs an owner. Make someone else the owner first."
GONE = "This person no longer has access."


@pytest.fixture
def organisation(store):
    """The id of an organisation."""
    return store.add_organisation(Organisation(name="Voorbeeld Wonen"))


@pytest.fixture
def anna(as_person, organisation):
    """The store as the owner asks it."""
    return as_person("Anna", **{organisation: "owner"})


def trail(store):
    """What the trail says of each event: the action and its detail, in the order of happening."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(AUDIT.c.action, AUDIT.c.detail).order_by("number"))]


def test_an_owner_gives_another_role(store, organisation, anna, as_person):
    """It counts at once, and the trail says what it was and became."""
    bob = as_person("Bob", **{organisation: "viewer"})

    anna.change_role(organisation, bob.who.id, "contributor")

    assert roles(store, organisation) == {"Anna": "owner", "Bob": "contributor"}
    assert bob.role_in(organisation) == "contributor"
    assert trail(store)[-1] == ("role_given", {"role": "contributor", "before": "viewer"})


@pytest.mark.parametrize("role", ["administrator", "king", ""])
def test_only_roles_that_an_owner_gives(organisation, anna, as_person, role):
    """Nobody becomes the association's administrator this way."""
    bob = as_person("Bob", **{organisation: "viewer"})

    with pytest.raises(BadInput, match="This role can't be given"):
        anna.change_role(organisation, bob.who.id, role)
    assert bob.role_in(organisation) == "viewer"


def test_a_member_works_in_a_department_or_in_none(organisation, anna, as_person):
    """It is set and taken away again."""
    bob = as_person("Bob", **{organisation: "contributor"})

    anna.set_department(organisation, bob.who.id, "finance")
    assert {member.name: member.department for member in anna.members(organisation)} == {"Anna": None, "Bob": "finance"}

    anna.set_department(organisation, bob.who.id, None)
    assert {member.department for member in anna.members(organisation)} == {None}


def test_withdrawn_access_is_gone_at_once(organisation, anna, as_person):
    """To who had it the organisation no longer exists; withdrawing it again says so."""
    bob = as_person("Bob", **{organisation: "consultant"})

    anna.withdraw_access(organisation, bob.who.id)

    with pytest.raises(NotFound):
        bob.organisation(organisation)
    with pytest.raises(BadInput, match=GONE):
        anna.withdraw_access(organisation, bob.who.id)
    with pytest.raises(BadInput, match=GONE):
        anna.change_role(organisation, bob.who.id, "viewer")
    with pytest.raises(BadInput, match=GONE):
        anna.set_department(organisation, bob.who.id, "finance")
    with pytest.raises(BadInput, match=GONE):
        anna.hand_over(organisation, bob.who.id)


def test_a_member_leaves(store, organisation, anna, as_person):
    """By themselves, whatever they may do; what was left can't be left again."""
    for role in ("viewer", "consultant", "auditor", "contributor"):
        bob = as_person("Bob", **{organisation: role})
        bob.leave(organisation)
        with pytest.raises(NotFound):
            bob.leave(organisation)

    assert roles(anna, organisation) == {"Anna": "owner"}
    assert trail(store)[-1] == ("left", {"role": "contributor"})


def test_ownership_is_handed_over(organisation, anna, as_person):
    """The one becomes owner, the other contributor, who can't do it again."""
    bob = as_person("Bob", **{organisation: "contributor"})

    anna.hand_over(organisation, bob.who.id)

    assert roles(bob, organisation) == {"Anna": "contributor", "Bob": "owner"}
    with pytest.raises(NotFound):
        anna.hand_over(organisation, anna.who.id)


def test_handing_over_to_oneself_changes_nothing(organisation, anna):
    """The owner stays the owner."""
    anna.hand_over(organisation, anna.who.id)

    assert roles(anna, organisation) == {"Anna": "owner"}


def test_the_last_owner_stays(store, organisation, anna, as_person):
    """By no way does an organisation lose its only owner, also not from the terminal."""
    as_person("Bob", **{organisation: "contributor"})

    for change in (
        lambda: anna.leave(organisation),
        lambda: anna.withdraw_access(organisation, anna.who.id),
        lambda: anna.change_role(organisation, anna.who.id, "viewer"),
        lambda: store.withdraw_access(organisation, anna.who.id),
        lambda: store.change_role(organisation, anna.who.id, "contributor"),
    ):
        with pytest.raises(BadInput, match=LAST_OWNER):
            change()

    assert roles(store, organisation) == {"Anna": "owner", "Bob": "contributor"}


def test_of_two_owners_one_may_leave(organisation, anna, as_person):
    """Then the other is the last."""
    bob = as_person("Bob", **{organisation: "owner"})

    bob.leave(organisation)

    with pytest.raises(BadInput, match=LAST_OWNER):
        anna.leave(organisation)


@pytest.mark.parametrize("_turn", range(5))
def test_two_owners_who_leave_at_the_same_moment(store, organisation, as_person, _turn):
    """One leaves, and the other is told that an owner must stay."""
    both = [as_person(name, **{organisation: "owner"}) for name in ("Anna", "Bob")]

    outcomes = at_once(*(lambda one=one: one.leave(organisation) for one in both))

    assert [str(outcome) for outcome in outcomes if outcome] == [LAST_OWNER]
    assert list(roles(store, organisation).values()) == ["owner"]


@pytest.mark.parametrize("_turn", range(5))
def test_two_owners_who_withdraw_each_other_at_the_same_moment(store, organisation, as_person, _turn):
    """Whoever comes first wins; the other has no right left to do the same."""
    anna, bob = (as_person(name, **{organisation: "owner"}) for name in ("Anna", "Bob"))
    as_person("Carla", **{organisation: "owner"})

    outcomes = at_once(
        lambda: anna.withdraw_access(organisation, bob.who.id), lambda: bob.withdraw_access(organisation, anna.who.id)
    )

    assert [type(outcome) for outcome in outcomes if outcome] == [NotFound]
    assert len(roles(store, organisation)) == 2


@pytest.mark.parametrize("role", ["contributor", "viewer", "consultant", "auditor", None])
def test_only_an_owner_changes_people(organisation, anna, as_person, role):
    """All others, and strangers, are refused as if there were nothing."""
    other = as_person("Bob", **({organisation: role} if role else {}))

    for change in (
        lambda: other.change_role(organisation, other.who.id, "owner"),
        lambda: other.set_department(organisation, other.who.id, "finance"),
        lambda: other.withdraw_access(organisation, anna.who.id),
        lambda: other.hand_over(organisation, other.who.id),
    ):
        with pytest.raises(NotFound):
            change()
    assert roles(anna, organisation)["Anna"] == "owner"


def test_of_another_organisation_nobody_is_changed(store, anna, as_person):
    """An owner has no say about the members of others, also not by naming them."""
    elsewhere = store.add_organisation(Organisation(name="Elders"))
    bob = as_person("Bob", **{elsewhere: "viewer"})
    [mine] = [stored.id for stored in anna.organisations()]

    with pytest.raises(NotFound):
        anna.change_role(elsewhere, bob.who.id, "owner")
    with pytest.raises(BadInput, match=GONE):
        anna.change_role(mine, bob.who.id, "owner")
    assert bob.role_in(elsewhere) == "viewer"
