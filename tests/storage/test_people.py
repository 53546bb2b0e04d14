"""The people who sign in: one row for each, whatever the order of their sign-ins."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from auth.claims import Claims
from storage.database import open_database
from storage.people import People
from storage.tables import PEOPLE

FIRST = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AISHA = Claims("https://sign-in.example", "0f3", "Aisha", "aisha@voorbeeld.example", FIRST)


@pytest.fixture
def people(new_url):
    """Nobody yet, on both kinds of database."""
    return People(open_database(new_url()))


def rows(people):
    """Everybody who is kept."""
    with people.engine.connect() as connection:
        return connection.execute(select(PEOPLE)).all()


def test_who_comes_for_the_first_time_is_made_with_a_random_id(people):
    """And found again by issuer and subject."""
    made = people.signed_in(AISHA, "b")

    assert (made.name, made.signed_in_at, made.ended_at) == ("Aisha", FIRST, None)
    assert made.who.id == made.id
    assert len(made.id) == 36
    assert not made.who.everywhere
    assert people.signed_in(AISHA, "b") == made == people.person(made.id)
    assert len(rows(people)) == 1


def test_the_same_address_makes_nobody_the_same(people):
    """Another issuer or another subject is another person, also with the same name and e-mail address."""
    other = [replace(AISHA, subject="1"), replace(AISHA, issuer="https://elsewhere.example")]

    assert len({person.id for person in map(people.signed_in, [AISHA, *other])}) == 3


def test_a_newer_sign_in_renews_name_and_address(people):
    """Under the same id; an older one, from a tab with an older cookie, changes nothing."""
    made = people.signed_in(AISHA, "b")
    newer = replace(AISHA, name="Aisha Berg", email=None, signed_in_at=FIRST + timedelta(hours=1))

    renewed = people.signed_in(newer, "c")
    assert (renewed.id, renewed.name, renewed.signed_in_at) == (made.id, "Aisha Berg", newer.signed_in_at)
    assert people.signed_in(AISHA, "b") == renewed
    [row] = rows(people)
    assert row.email is None
    assert row.browser not in ("b", "c")


def test_two_tabs_at_once_make_one_person(people):
    """The first visit of someone may come twice."""
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(people.signed_in, [AISHA] * 16))

    assert len({person.id for person in made}) == 1
    assert len(rows(people)) == 1


def test_a_later_sign_in_counts_in_the_same_browser_only(people):
    """A tab that was left open elsewhere learns nothing from it."""
    later = replace(AISHA, signed_in_at=FIRST + timedelta(hours=13))
    person = people.signed_in(later, "here")

    assert person.last_sign_in(AISHA, "here") == later.signed_in_at
    assert person.last_sign_in(AISHA, "there") == FIRST
    assert person.last_sign_in(AISHA, "") == FIRST
    assert (
        people.signed_in(replace(later, signed_in_at=later.signed_in_at + timedelta(1))).last_sign_in(AISHA, "")
        == FIRST
    )


def test_signing_out_ends_what_was_signed_in_until_then(people):
    """Of this person, and of nobody else; a sign-in after it stands."""
    aisha, bas = people.signed_in(AISHA), people.signed_in(replace(AISHA, subject="bas"))
    people.signed_out(aisha.id)

    assert people.person(aisha.id).ended_at == FIRST
    assert people.person(bas.id).ended_at is None
    again = people.signed_in(replace(AISHA, signed_in_at=FIRST + timedelta(seconds=1)))
    assert again.signed_in_at > again.ended_at


def test_who_was_removed_is_nobody(people):
    """An id that a tab still knows."""
    assert people.person("b5f2") is None
