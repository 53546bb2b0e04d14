"""What is kept no longer: only what nobody used for so long, and only when it is really done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from storage.retention import Expired, expire, months_before
from storage.tables import (
    ADMINISTRATORS,
    ANSWERS,
    ASSESSMENTS,
    AUDIT,
    DOWNLOAD_LINKS,
    FILES,
    INVITATIONS,
    MEMBERSHIPS,
    MIRROR_SCORES,
    PEOPLE,
    WORK,
)
from storage.verification import verify

LATER = datetime.now(UTC) + timedelta(days=400)


@pytest.fixture
def clean(store):
    """Removes what was not used for twelve months, counted from over a year after all was made."""
    return lambda now=LATER, months=12, **keys: expire(store.engine, store.who, months, now, **keys)


@pytest.fixture
def kept(store):
    """How many rows a table has."""

    def count(table):
        with store.engine.connect() as connection:
            return len(connection.execute(select(table)).all())

    return count


@pytest.fixture
def use(store):
    """Writes a moment in a table."""

    def set_(table, column, moment, *where):
        with store.engine.begin() as connection:
            connection.execute(update(table).where(*where).values({column: moment}))

    return set_


def test_what_nobody_used_goes(fill, store, clean, kept, trail):
    """The assessment with everything in it; the trail says how many, and stays whole."""
    full = fill()
    file = store.answers_file(full.assessment)

    expired = clean()

    assert expired == Expired(((full.assessment, "Woonstichting Vermeer", file.on),), (), 1, 1, 0)
    for table in (ASSESSMENTS, ANSWERS, WORK, MIRROR_SCORES, FILES, INVITATIONS, DOWNLOAD_LINKS):
        assert kept(table) == 0
    assert [stored.id for stored in store.organisations()] == [full.organisation]
    last = trail()[-1]
    assert (last.action, last.by) == ("retention_applied", "cli")
    assert last.detail == {"assessments": 1, "people": 0, "invitations": 1, "links": 1, "workshops": 0}
    assert list(verify(store.engine)) == []


def test_a_dry_run_says_the_same_and_removes_nothing(fill, clean, store, everything):
    """Not in the trail either."""
    fill()
    before = everything(store.engine)

    expired = clean(dry_run=True)

    assert everything(store.engine) == before
    assert clean() == expired


def test_without_the_setting_only_links_that_expired_go(fill, clean, kept):
    """Assessments and people are kept until somebody removes them."""
    fill()

    expired = clean(months=None)

    assert expired == Expired((), (), 1, 1, 0)
    assert kept(ASSESSMENTS) == 1
    assert kept(PEOPLE) == 3


def test_links_that_still_work_stay(fill, clean, kept, use):
    """An invitation and a download of tomorrow."""
    fill()
    for table in (INVITATIONS, DOWNLOAD_LINKS):
        use(table, "expires_at", LATER + timedelta(days=1))

    expired = clean(months=None)

    assert (expired.invitations, expired.download_links) == (0, 0)
    assert kept(INVITATIONS) == kept(DOWNLOAD_LINKS) == 1


@pytest.mark.parametrize(
    ("table", "column"),
    [(ASSESSMENTS, "created_at"), (ANSWERS, "at"), (FILES, "at"), (WORK, "at"), (MIRROR_SCORES, "at"), (AUDIT, "at")],
    ids=str,
)
def test_what_was_used_stays(fill, clean, use, table, column):
    """Made, answered, worked on, judged, a file added, or its plan changed."""
    full = fill()
    where = [AUDIT.c.subject == f"assessments {full.assessment}"] if table is AUDIT else []
    use(table, column, LATER - timedelta(days=1), *where)

    assert clean().assessments == ()


def test_reading_is_no_use(fill, as_person, store, clean, use):
    """A consultant who looks does not keep it."""
    full = fill()
    as_person("Anna", **{full.organisation: "auditor"}).answers(full.assessment)
    use(AUDIT, "at", LATER, AUDIT.c.action == "read")

    assert len(clean(dry_run=True).assessments) == 1


def test_people_without_a_role_go(fill, store, add_person, clean, use, trail):
    """Who has not signed in for so long; who has a role, or administers an association, stays."""
    full = fill()
    stranger, newcomer = add_person(store.engine, "Anna"), add_person(store.engine, "Bram")
    use(PEOPLE, "signed_in_at", LATER, PEOPLE.c.id == newcomer)
    use(MEMBERSHIPS, "person_id", newcomer, MEMBERSHIPS.c.role == "owner")  # who was owner now only administers

    expired = clean()

    assert expired.people == (stranger,)
    assert [event.subject for event in trail() if event.action == "person_removed"] == [f"people {stranger}"]
    use(ADMINISTRATORS, "person_id", newcomer)
    assert clean().people == (full.people["owner"],)


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        ((2026, 11, 22), 12, (2025, 11, 22)),
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 3, 31), 1, (2024, 2, 29)),
        ((2026, 1, 31), 2, (2025, 11, 30)),
        ((2026, 12, 1), 24, (2024, 12, 1)),
        ((2024, 2, 29), 12, (2023, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(now, months, before):
    """Of a month that is too short, its last day."""
    assert months_before(datetime(*now, tzinfo=UTC), months) == datetime(*before, tzinfo=UTC)


def test_a_closed_assessment_stays_while_the_next_one_is_used(filled, store, clean, use):
    """It is what the next one is compared with; with the last one of its organisation it goes too."""
    result = {"questionnaire": {"version": "test", "digest": "d"}, "engine": "1"}
    store.close(filled, lambda _file: result)
    following = store.begin_next(filled, "test", date(2026, 11, 22), lambda _file: {})
    used = ASSESSMENTS.c.id == following
    use(ASSESSMENTS, "created_at", LATER, used)

    assert clean().assessments == ()

    use(ASSESSMENTS, "created_at", datetime(2020, 1, 1, tzinfo=UTC), used)
    use(AUDIT, "at", datetime(2020, 1, 1, tzinfo=UTC))
    use(ANSWERS, "at", datetime(2020, 1, 1, tzinfo=UTC))
    assert {id_ for id_, _name, _on in clean().assessments} == {filled, following}
