"""What a phone may send to the database, and what not; on both kinds, also where organisations are kept apart."""

from datetime import date

import pytest
from sqlalchemy import select, text

from auth.who import Who
from model.answers import Organisation
from model.errors import BadInput
from model.workshops import CODE_UNKNOWN, ROUND_CLOSED, Setup
from pipeline import draw
from storage.store import Store
from storage.stored import NotFound
from storage.workshop_room import WorkshopRoom
from storage.workshop_tables import VOTES
from tests.people import at_once

FIRST, SECOND = "s1.3", "s2.3"
SETUP = {"roles": ["Finance", "Legal"]}


@pytest.fixture
def opened(store):
    """Makes an open workshop with the first question on the table: its assessment, id and code."""

    def make(by=store, **setup):
        organisation = by.add_organisation(Organisation(name="Woonstichting Zuid"))
        assessment = by.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
        id_ = by.add_workshop(assessment, {**SETUP, **setup}, [FIRST, SECOND])
        code = by.open_workshop(assessment, id_)
        by.put_on_table(assessment, id_, FIRST)
        return assessment, id_, code

    return make


STRANGE = ["\0", "AAAA\0A", "\ufffe", "😀", "' OR 1=1 --", "%", "_" * 6, "a" * 100_000, "", "\n"]


@pytest.mark.parametrize("sign", STRANGE)
def test_strange_signs_are_refused_by_a_sentence(store, opened, sign):
    """As a code, a question, a role, a name, a reason and a secret; no database is even asked what it can't hold."""
    _, _, code = opened(anonymous=False)
    room = WorkshopRoom(store.engine)
    token = room.enter(code, {"role": "Legal", "name": "Anna"})
    for ask in (room.door, lambda code: room.enter(code, {"role": "Legal"})):
        with pytest.raises(BadInput) as refused:
            ask(sign)
        assert refused.value.mistakes == (CODE_UNKNOWN,)
    with pytest.raises(BadInput) as refused:
        room.vote(token, sign, 1, {"level": 3})
    assert refused.value.mistakes == (ROUND_CLOSED,)
    with pytest.raises(BadInput):
        room.enter(code, {"role": sign, "name": "Anna"})
    for ask in (room.seat, room.own_votes, lambda token: room.vote(token, FIRST, 1, {"level": 3})):
        with pytest.raises(NotFound):
            ask(sign)


@pytest.mark.parametrize(
    "ballot",
    [{"level": level} for level in (0, 6, -1, 2.5, "3", True)]
    + [{"level": 3, "ambition": 6}, {}, {"level": 3, "x": 1}],
)
def test_a_ballot_that_is_none_is_not_kept(store, opened, ballot):
    """A level is 1 to 5 or none, and nothing else goes along."""
    _, _, code = opened()
    room = WorkshopRoom(store.engine)
    token = room.enter(code, {"role": "Legal"})

    with pytest.raises(BadInput):
        room.vote(token, FIRST, 1, ballot)
    assert room.own_votes(token) == []


def test_a_phone_that_sends_two_votes_at_once_has_one(store, opened):
    """Different ones: one of both, whole."""
    assessment, id_, code = opened()
    room = WorkshopRoom(store.engine)
    token = room.enter(code, {"role": "Legal"})
    for _ in range(5):
        at_once(
            *(lambda n=n: room.vote(token, FIRST, 1, {"level": n, "ambition": n, "reason": str(n)}) for n in (2, 4))
        )
        [(_, _, vote)] = room.own_votes(token)
        assert (vote.level, vote.ambition, vote.reason) in ((2, 2, "2"), (4, 4, "4"))
    assert store.workshop(assessment, id_).question(FIRST).rounds[0].voted == {"Legal": 1}


def test_a_workshop_works_where_the_program_sees_one_organisation_at_a_time(apart, add_person, opened):
    """From the door to the reveal by the role that owns nothing; two workshops of two organisations stay apart."""
    owner, program = apart
    made = []
    for name in ("Anna", "Bram"):
        by = Store(program, Who(add_person(owner, name)))
        made.append((by, *opened(by)))
    room = WorkshopRoom(program)
    levels = {"Anna": (2, 3, 3), "Bram": (5, 5, 1)}
    for (by, assessment, id_, code), chosen in zip(made, levels.values(), strict=True):
        tokens = [room.enter(code, {"role": "Legal"}) for _ in chosen]
        for token, level in zip(tokens, chosen, strict=True):
            room.vote(token, FIRST, 1, {"level": 1})
            room.vote(token, FIRST, 1, {"level": level, "reason": f"Om {level}"})
            assert [vote.level for _, _, vote in room.own_votes(token)] == [level]
            assert room.seat(token).asked[0].own.level == level
        assert by.workshop(assessment, id_).question(FIRST).rounds[0].voted == {"Legal": 3}

    shown = [by.show(assessment, id_, FIRST, draw(Setup(**SETUP))) for by, assessment, id_, _ in made]

    assert [one.total.levels for one in shown] == [(0, 1, 2, 0, 0), (1, 0, 0, 0, 2)]
    (anna, _, _, _), (_, assessment, id_, _) = made
    for ask in (anna.workshop, anna.close_workshop):
        with pytest.raises(NotFound):
            ask(assessment, id_)
    with program.connect() as connection:
        connection.execute(text("SELECT set_config('peilstok.workshop', :w, true)"), {"w": id_})
        assert connection.execute(select(VOTES)).all() == []
