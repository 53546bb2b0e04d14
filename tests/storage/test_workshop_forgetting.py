"""Some days after a workshop nobody is in it any more: no votes, no participants, no names; what it showed stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update

from auth.who import LOCAL, TERMINAL, Who
from model.answers import Organisation
from model.errors import BadInput
from model.votes import Reason
from model.workshops import LOCKED, Setup
from pipeline import draw
from storage.retention import expire
from storage.store import Store
from storage.stored import NotFound
from storage.tables import ASSESSMENTS
from storage.verification import verify
from storage.workshop_forgetting import forget_people
from storage.workshop_room import WorkshopRoom
from storage.workshop_tables import PARTICIPANTS, ROUNDS, VOTES, WORKSHOPS
from tests.people import at_once

FIRST, SECOND = "s1.3", "s2.3"

ROLES = ["Finance", "Legal", "Contact"]


def in_days(days):
    """So many days from now, and a minute, as making the workshop took a moment."""
    return datetime.now(UTC) + timedelta(days=days, minutes=1)


@pytest.fixture
def held(store):
    """Makes a workshop in which six people voted on the first question, which was shown, and one on the second."""

    def make(by=store, *, closed=True, **setup):
        organisation = store.add_organisation(Organisation(name="Woonstichting Zuid"))
        assessment = store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
        chosen = {"roles": ROLES, **setup}
        id_ = by.add_workshop(assessment, chosen, [FIRST, SECOND])
        room, code = WorkshopRoom(store.engine), by.open_workshop(assessment, id_)
        by.put_on_table(assessment, id_, FIRST)
        tokens = []
        for number in range(6):
            tokens.append(room.enter(code, {"role": ROLES[number // 3], "name": f"Naam {number}"}))
            room.vote(tokens[-1], FIRST, 1, {"level": 2 + number // 3, "ambition": 4, "reason": f"Reden {number}"})
        by.show(assessment, id_, FIRST, draw(Setup.model_validate(chosen)))
        by.put_on_table(assessment, id_, SECOND)
        room.vote(tokens[0], SECOND, 1, {"level": 5, "reason": "Nooit getoond"})
        if closed:
            by.close_workshop(assessment, id_)
        return assessment, id_, tokens

    return make


@pytest.fixture
def rows(store):
    """How many rows a table has."""

    def count(table):
        with store.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    return count


def test_after_its_days_only_what_all_chose_together_is_there(store, held, rows, trail, everything):
    """How many came per role, dots, figures and reasons stay; names, votes and who said what are in no table."""
    assessment, id_, tokens = held(anonymous=False)
    before = store.workshop(assessment, id_)
    assert "Naam 3" in str(everything(store.engine))

    expired = expire(store.engine, TERMINAL, None, in_days(30))

    assert expired.workshops == 1
    assert rows(VOTES) == rows(PARTICIPANTS) == 0
    after = store.workshop(assessment, id_)
    assert after.people == before.people == {"Finance": 3, "Legal": 3}
    [was], [shown] = before.questions[0].rounds, after.questions[0].rounds
    assert (was.shown.names[0][1], shown.shown.names) == (("Naam 0", "Naam 1", "Naam 2"), ())
    assert shown.shown.reasons == tuple(Reason(f"Reden {number}", "hidden") for number in range(6))
    for same in ("total", "roles", "median", "middle_half", "consensus", "outlier", "difference", "ambition"):
        assert getattr(shown.shown, same) == getattr(was.shown, same)
    assert (shown.shown_at, shown.opened_at) == (was.shown_at, was.opened_at)
    assert after.questions[1].rounds[0].shown is None
    everywhere = str(everything(store.engine))
    assert "Reden 3" in everywhere
    for gone in ("Naam", "Nooit getoond", *tokens):
        assert gone not in everywhere
    with pytest.raises(NotFound):
        WorkshopRoom(store.engine).own_votes(tokens[0])
    removed = [event for event in trail() if event.action == "workshop_people_removed"]
    assert [(event.by, event.detail) for event in removed] == [("cli", {"workshop": id_, "people": 6})]
    assert list(verify(store.engine)) == []


@pytest.mark.parametrize(("days", "setup"), [(29, {}), (1, {"days_kept": 2})])
def test_before_its_days_are_over_everything_stays(store, held, rows, days, setup):
    """Thirty by default, or as many as were chosen."""
    held(**setup)

    assert expire(store.engine, TERMINAL, None, in_days(days)).workshops == 0
    assert rows(VOTES) == 7
    assert expire(store.engine, TERMINAL, None, in_days(days + 1)).workshops == 1


def test_a_dry_run_counts_and_removes_nothing(store, held, everything):
    """And the real one then says the same; once more there is nothing left to do."""
    held()
    before = everything(store.engine)

    assert expire(store.engine, TERMINAL, None, in_days(31), dry_run=True).workshops == 1
    assert everything(store.engine) == before
    assert [expire(store.engine, TERMINAL, None, in_days(31)).workshops for _ in range(2)] == [1, 0]


def test_one_that_nobody_closed_ends_when_nothing_happens_in_it_any_more(store, held):
    """So many days after the last vote; it is closed with that, and its code opens nothing."""
    assessment, id_, tokens = held(closed=False, beforehand=True)
    code = store.workshop(assessment, id_).code
    long_ago = datetime.now(UTC) - timedelta(days=40)
    with store.engine.begin() as connection:
        connection.execute(update(WORKSHOPS).values(opened_at=long_ago, put_at=long_ago))
    assert expire(store.engine, TERMINAL, None, in_days(29)).workshops == 0  # people voted in it today

    expire(store.engine, TERMINAL, None, in_days(31))

    after = store.workshop(assessment, id_)
    assert (after.state, after.code, after.item, after.people) == ("closed", None, None, {"Finance": 3, "Legal": 3})
    for ask in (lambda room: room.door(code), lambda room: room.vote(tokens[0], SECOND, 1, {"level": 1})):
        with pytest.raises((BadInput, NotFound)):
            ask(WorkshopRoom(store.engine))


def test_one_that_never_opened_stays_as_it_is(store, held):
    """There is nobody in it."""
    assessment, _, _ = held()
    id_ = store.add_workshop(assessment, {"roles": ROLES}, [FIRST])

    assert expire(store.engine, TERMINAL, None, in_days(400)).workshops == 1
    assert store.workshop(assessment, id_).state == "preparing"


def test_how_people_voted_can_not_be_rewritten_afterwards(store, held):
    """That nobody is in it any more does not make it a workshop in which nobody voted."""
    assessment, id_, _ = held()
    forget_people(store.engine, LOCAL, in_days(31))

    with pytest.raises(BadInput) as refused:
        store.change_workshop(assessment, id_, {"roles": ROLES, "anonymous": False})
    assert refused.value.mistakes == (LOCKED,)


def test_two_that_remove_at_once_keep_how_many_came(store, held, trail):
    """Only one of them does it, and says so."""
    assessment, id_, _ = held()

    at_once(*[lambda: forget_people(store.engine, LOCAL, in_days(31))] * 2)

    assert store.workshop(assessment, id_).people == {"Finance": 3, "Legal": 3}
    assert [event.action for event in trail()].count("workshop_people_removed") == 1


def test_a_workshop_is_use_of_its_assessment(store, held):
    """An assessment that is discussed is not removed as one that nobody uses."""
    assessment, _, _ = held()
    with store.engine.begin() as connection:
        connection.execute(update(ASSESSMENTS).values(created_at=in_days(-400)))
        connection.execute(text("DELETE FROM answers"))
        connection.execute(text("UPDATE audit SET at = :at"), {"at": in_days(-400)})

    assert expire(store.engine, TERMINAL, 12, in_days(0), dry_run=True).assessments == ()
    with store.engine.begin() as connection:
        connection.execute(update(WORKSHOPS).values(closed_at=in_days(-400)))
    gone = expire(store.engine, TERMINAL, 12, in_days(0))
    assert [id_ for id_, _, _ in gone.assessments] == [assessment]
    assert gone.workshops == 0  # they went with it


def test_where_organisations_are_kept_apart_their_owner_removes_of_all(apart, add_person):
    """As `python cli.py retention` does; the role of the program sees no workshop to remove anything of."""
    owner, program = apart
    made = []
    for name in ("Anna", "Bram"):
        by = Store(program, Who(add_person(owner, name)))
        organisation = by.add_organisation(Organisation(name=name))
        assessment = by.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
        id_ = by.add_workshop(assessment, {"roles": ROLES}, [FIRST])
        code = by.open_workshop(assessment, id_)
        room = WorkshopRoom(program)
        by.put_on_table(assessment, id_, FIRST)
        room.vote(room.enter(code, {"role": "Legal"}), FIRST, 1, {"level": 3})
        by.close_workshop(assessment, id_)
        made.append((by, assessment, id_))

    assert expire(program, TERMINAL, None, in_days(31), dry_run=True).workshops == 0
    assert expire(owner, TERMINAL, None, in_days(31)).workshops == 2
    assert [by.workshop(assessment, id_).people for by, assessment, id_ in made] == [{"Legal": 1}] * 2
    with owner.connect() as connection:
        assert connection.execute(select(ROUNDS.c.picture).where(ROUNDS.c.shown_at.is_not(None))).all() == []
