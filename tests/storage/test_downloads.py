"""Links to downloads: for one person, once, for a minute, and while they have access."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from auth.permissions import ALLOWED, may
from auth.who import LOCAL, Who
from storage import downloads
from storage.access import fingerprint
from storage.database import engine_for
from storage.downloads import SECONDS, Download
from storage.store import Store
from storage.stored import NotFound
from storage.tables import DOWNLOAD_LINKS

PLAN, FILE = Download("plan", "en"), Download("file", file="an-id")
WORKSHOP = Download("workshop_xlsx", workshop="an-id")


@pytest.fixture
def anna(store, filled, as_person):
    """The store as the owner of the assessment asks it."""
    return as_person("Anna", **{store.organisation_of(filled): "owner"})


@pytest.fixture
def later_by(monkeypatch):
    """Lets so many seconds go by for links."""

    def wait(seconds):
        class Later(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + timedelta(seconds=seconds)

        monkeypatch.setattr(downloads, "datetime", Later)

    return wait


def links(store):
    """How many links there are."""
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(DOWNLOAD_LINKS)).scalar_one()


@pytest.mark.parametrize("download", [PLAN, FILE, WORKSHOP], ids=lambda download: download.kind)
def test_a_link_works_once_for_whom_it_is(anna, filled, store, download):
    """Then it is gone."""
    token = anna.add_link(filled, download)

    assert anna.use_link(token) == (filled, download)
    with pytest.raises(NotFound):
        anna.use_link(token)
    assert links(store) == 0


@pytest.mark.parametrize("role", [None, *ALLOWED])
def test_a_copied_link_is_refused_and_still_works_for_whom_it_is(anna, filled, store, as_person, role):
    """Whatever the other may do in the same organisation; also for who is signed out, or runs the machine."""
    roles = {store.organisation_of(filled): role} if role else {}
    token = anna.add_link(filled, PLAN)

    for other in (as_person("Bram", **roles), Store(store.engine, Who("")), Store(store.engine, LOCAL)):
        with pytest.raises(NotFound):
            other.use_link(token)
    assert anna.use_link(token) == (filled, PLAN)


def test_a_link_counts_for_a_minute(anna, filled, store, later_by):
    """And not at its end; the next link takes it away."""
    token, other = (anna.add_link(filled, PLAN) for _ in range(2))
    later_by(SECONDS - 1)
    assert anna.use_link(token) == (filled, PLAN)

    later_by(SECONDS)
    with pytest.raises(NotFound):
        anna.use_link(other)
    anna.add_link(filled, PLAN)
    assert (SECONDS, links(store)) == (60, 1)


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "%", "\0", "ł" * 5000])
def test_a_link_that_was_guessed_opens_nothing(anna, filled, token):
    """Nor does what the database keeps of one."""
    for guess in (token, fingerprint(anna.add_link(filled, PLAN))):
        with pytest.raises(NotFound):
            anna.use_link(guess)


@pytest.mark.parametrize("download", [PLAN, FILE, WORKSHOP], ids=lambda download: download.kind)
def test_access_that_ended_since_ends_the_link(anna, filled, store, withdraw, trail, download):
    """Nothing is noted as taken out."""
    token = anna.add_link(filled, download)
    withdraw(anna.who.id)

    with pytest.raises(NotFound):
        anna.use_link(token)
    assert "exported" not in [event.action for event in trail()]


@pytest.mark.parametrize("download", [PLAN, FILE, WORKSHOP], ids=lambda download: download.kind)
@pytest.mark.parametrize("role", [role for role in ALLOWED if role != "administrator"])
def test_a_link_is_for_who_may(filled, store, as_person, role, download):
    """Whoever may take it out, by the one table."""
    person = as_person("Anna", **{store.organisation_of(filled): role})

    assert may(role, download.action)
    assert person.use_link(person.add_link(filled, download)) == (filled, download)


@pytest.mark.parametrize("role", [role for role in ALLOWED if role not in ("owner", "administrator")])
def test_everything_of_an_organisation_is_for_its_owner(filled, store, as_person, role):
    """Nobody else gets a link to it."""
    with pytest.raises(NotFound):
        as_person("Anna", **{store.organisation_of(filled): role}).add_link(filled, Download("organisation"))


def test_the_trail_says_what_was_taken_out(anna, filled, trail):
    """When it is; the link itself is no event, and its secret stands nowhere."""
    tokens = [anna.add_link(filled, download) for download in (PLAN, FILE, WORKSHOP)]
    assert "exported" not in [event.action for event in trail()]
    for token in tokens:
        anna.use_link(token)

    exported = [(event.by, event.detail) for event in trail() if event.action == "exported"]
    assert exported == [
        (anna.who.id, {"assessment": filled, "what": "plan"}),
        (anna.who.id, {"assessment": filled, "what": "file", "file": "an-id"}),
        (anna.who.id, {"assessment": filled, "what": "workshop_xlsx", "workshop": "an-id"}),
    ]
    assert not any(token in str(tuple(event)) for event in trail() for token in tokens)


def test_the_database_does_not_have_the_secret_of_a_link(anna, filled, everything, store):
    """Who reads it can't use one."""
    token = anna.add_link(filled, PLAN)

    assert token not in str(everything(store.engine))


def test_of_many_who_come_at_the_same_moment_one_gets_it(anna, filled, url):
    """Each with a connection of its own."""
    token = anna.add_link(filled, PLAN)

    def use(_number):
        try:
            return Store(engine_for(url), anna.who).use_link(token)
        except NotFound:
            return None

    with ThreadPoolExecutor(5) as pool:
        got = [*pool.map(use, range(10))]

    assert [found for found in got if found] == [(filled, PLAN)]


def test_on_postgresql_the_program_sees_no_links_of_others(apart, given, add_person):
    """As a role that owns nothing, one's own link works and that of another is not there."""
    owner, program = apart
    anna, bram = (Store(program, Who(add_person(owner, name))) for name in ("Anna", "Bram"))
    assessment = anna.add_answers_file(given({}))
    token = anna.add_link(assessment, PLAN)

    with pytest.raises(NotFound):
        bram.use_link(token)
    assert anna.use_link(token) == (assessment, PLAN)
