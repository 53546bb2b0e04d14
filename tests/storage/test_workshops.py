"""Workshops in the store: people come in by a code, vote blind, see one picture, and agree on an answer."""

import inspect
import threading
from datetime import date

import pytest

from model.answers import Organisation
from model.errors import BadInput
from model.votes import Dots, Revealed, Vote
from model.workshops import (
    ALREADY_NOTED,
    CODE_UNKNOWN,
    LOCKED,
    NAME_WANTED,
    NOT_THIS_ROLE,
    PROMISED,
    ROUND_CLOSED,
    STILL_OPEN,
    Workshop,
)
from storage.stored import Changed, NotFound
from storage.workshop_room import WorkshopRoom
from storage.workshop_rounds import WorkshopRounds
from storage.workshops import SIGNS, Workshops
from tests.people import at_once

SETUP = {"roles": ["Finance", "Legal"]}
FIRST, SECOND = "s1.3", "s2.3"


def drawn(votes, before):
    """Shows the levels, and as what lies between how many votes there were now and before."""
    levels = tuple([vote.level for vote in votes].count(level) for level in range(1, 6))
    unknown = [vote.level for vote in votes].count(None)
    seen = (float(len(votes)), float(len(before or ())))
    return Revealed(Dots(levels, unknown), {}, (), (), None, seen, None, None)


@pytest.fixture
def assessment(store):
    """A new assessment."""
    organisation = store.add_organisation(Organisation(name="Woonstichting Zuid", customer="huurder"))
    return store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))


@pytest.fixture
def opened(store, assessment):
    """Makes an open workshop on two questions with the first on the table: its id and a room to come into."""

    def make(**setup):
        id_ = store.add_workshop(assessment, {**SETUP, **setup}, [FIRST, SECOND])
        code = store.open_workshop(assessment, id_)
        store.put_on_table(assessment, id_, FIRST)
        room = WorkshopRoom(store.engine)
        return id_, code, room

    return make


def enter(room, code, *levels, role="Finance"):
    """People who come in; each votes for a level on the first question. Gives their secrets."""
    tokens = [room.enter(code, {"role": role}) for _ in levels]
    for token, level in zip(tokens, levels, strict=True):
        room.vote(token, FIRST, 1, {"level": level})
    return tokens


def test_a_workshop_from_start_to_end(store, assessment, opened):
    """Blind, shown, again, agreed: the answer of the assessment, and all that was shown, are kept."""
    id_, code, room = opened()
    tokens = enter(room, code, 2, 3, None)
    [question, _] = store.workshop(assessment, id_).questions
    assert [(one.number, one.voted, one.shown) for one in question.rounds] == [(1, {"Finance": 3}, None)]

    shown = store.show(assessment, id_, FIRST, drawn)
    assert (shown.total, shown.middle_half) == (Dots((0, 1, 1, 0, 0), 1), (3, 0))
    assert store.vote_again(assessment, id_, FIRST) == 2
    room.vote(tokens[2], FIRST, 2, {"level": 3, "ambition": 4, "reason": "Nu\nduidelijk"})
    again = store.show(assessment, id_, FIRST, drawn)
    assert (again.total, again.middle_half) == (Dots((0, 0, 1, 0, 0), 0), (1, 3))
    outcome = {"level": 3, "ambition": 4, "dissent": "Eén ziet 2", "agreed_by": "Finance"}
    store.conclude(assessment, id_, FIRST, outcome)
    store.conclude(assessment, id_, SECOND, {"level": None, "skipped_because": "Geen tijd"})
    store.park(assessment, id_, "De brief herschrijven", FIRST)
    store.write_notes(assessment, id_, FIRST, "Lang gesprek")
    store.note_action(assessment, id_, FIRST, {"do": "Bel eerst", "effort_days": 2, "owner": "Finance"})
    store.close_workshop(assessment, id_)

    found = store.workshop(assessment, id_)
    first, second = found.questions
    assert (found.state, found.code, found.people) == ("closed", None, {"Finance": 3})
    assert [one.shown for one in first.rounds] == [shown, again]
    assert first.actions == ("Bel eerst",)
    assert [action.do for action in store.answers_file(assessment).plan.own] == ["Bel eerst"]
    assert (first.outcome.level, first.outcome.dissent, first.notes) == (3, "Eén ziet 2", "Lang gesprek")
    assert (second.outcome.level, second.outcome.skipped_because) == (None, "Geen tijd")
    assert [(one.item, one.text) for one in found.parked] == [(FIRST, "De brief herschrijven")]
    answer = store.answer(assessment, FIRST)
    assert (answer.level, answer.target, answer.assurance) == (3, 4, "stated")
    assert not store.answer(assessment, SECOND).is_given
    assert room.own_votes(tokens[2])[1:] == [
        (FIRST, 2, Vote(room.own_votes(tokens[2])[0][2].participant, "Finance", 3, 4, "Nu duidelijk"))
    ]


def test_nothing_that_is_asked_of_an_open_round_tells_a_vote(store, assessment, opened):
    """All functions that read answer the same after a vote of 1 and after one of 5, but to who gave it."""
    reading = [
        ("workshop", lambda id_: store.workshop(assessment, id_)),
        ("workshops", lambda _id: store.workshops(assessment)),
        ("answers_file", lambda _id: store.answers_file(assessment)),
        ("answers", lambda _id: store.answers(assessment)),
        ("agreed_in", lambda _id: store.agreed_in(assessment)),
    ]
    id_, code, room = opened()
    [mine, other] = enter(room, code, 1, 3)

    seen = {}
    for level in (1, 5):
        room.vote(mine, FIRST, 1, {"level": level, "ambition": level, "reason": f"Om {level}"})
        seen[level] = [repr(ask(id_)) for _, ask in reading] + [repr(room.seat(other)), repr(room.own_votes(other))]
        assert room.seat(mine).asked[0].own.level == level

    assert seen[1] == seen[5]
    # What is new on workshops must be looked at here too.
    public = {name for cls in (Workshops, WorkshopRounds) for name in vars(cls) if not name.startswith("_")}
    writing = {
        *("add_workshop", "change_workshop", "order_questions", "open_workshop", "put_on_table", "vote_again"),
        *("conclude", "write_notes", "note_action", "park", "close_workshop"),
    }
    assert public == writing | {"workshop", "workshops", "agreed_in", "show", "close_beforehand"}
    of_room = {name for name, _ in inspect.getmembers(WorkshopRoom, inspect.isfunction) if not name.startswith("_")}
    assert of_room == {"door", "enter", "seat", "changed", "vote", "own_votes"}


def test_who_votes_twice_counts_once(store, assessment, opened):
    """The last choice counts, also when both come at the same moment."""
    id_, code, room = opened()
    [token] = enter(room, code, 2)
    room.vote(token, FIRST, 1, {"level": 4})
    other = room.enter(code, {"role": "Legal"})
    at_once(*(lambda level=level: room.vote(other, FIRST, 1, {"level": level}) for level in (1, 1)))

    assert store.show(assessment, id_, FIRST, drawn).total.levels == (1, 0, 0, 1, 0)


def test_after_it_was_shown_nobody_votes_in_a_round(store, assessment, opened):
    """Nor in a round that does not exist, nor on a question that was not put, nor once the workshop is closed."""
    id_, code, room = opened()
    [token] = enter(room, code, 2)
    store.show(assessment, id_, FIRST, drawn)

    for item, number in ((FIRST, 1), (FIRST, 2), (SECOND, 1), ("s9.9", 1)):
        with pytest.raises(BadInput) as refused:
            room.vote(token, item, number, {"level": 5})
        assert refused.value.mistakes == (ROUND_CLOSED,)
    store.vote_again(assessment, id_, FIRST)
    store.close_workshop(assessment, id_)
    with pytest.raises(BadInput):
        room.vote(token, FIRST, 2, {"level": 5})
    first, second = store.workshop(assessment, id_).questions[0].rounds
    assert first.shown.total.levels == (0, 1, 0, 0, 0)
    assert second.shown is None


def test_two_who_show_a_round_at_once_get_one_picture(store, assessment, opened):
    """And it is drawn once."""
    id_, code, room = opened()
    enter(room, code, 2, 4)
    calls = []

    def counted(votes, before):
        calls.append(threading.get_ident())
        return drawn(votes, before)

    pictures = at_once(*[lambda: store.show(assessment, id_, FIRST, counted)] * 2)

    assert [shown.total.levels for shown in pictures] == [(0, 1, 0, 1, 0)] * 2
    assert len(calls) == 1


@pytest.mark.parametrize("_try", range(5))
def test_a_vote_and_the_reveal_at_once_agree(store, assessment, opened, _try):
    """A vote that was accepted is in the picture; one that is not in it was refused."""
    id_, code, room = opened()
    token = room.enter(code, {"role": "Legal"})

    voted, picture = at_once(
        lambda: room.vote(token, FIRST, 1, {"level": 3}), lambda: store.show(assessment, id_, FIRST, drawn)
    )

    assert picture.total.people == (0 if isinstance(voted, BadInput) else 1)


def test_people_vote_beforehand_on_every_question(store, assessment):
    """As soon as the workshop is open, in the order of the questions."""
    id_ = store.add_workshop(assessment, {**SETUP, "beforehand": True}, [SECOND, FIRST])
    room = WorkshopRoom(store.engine)
    token = room.enter(store.open_workshop(assessment, id_), {"role": "Legal"})

    assert [(one.item, one.number, one.own) for one in room.seat(token).asked] == [(SECOND, 1, None), (FIRST, 1, None)]
    room.vote(token, FIRST, 1, {"level": 2})
    store.put_on_table(assessment, id_, FIRST)

    assert room.seat(token).asked[1].own.level == 2
    assert store.show(assessment, id_, FIRST, drawn).total.levels == (0, 1, 0, 0, 0)


def test_phones_are_told_that_something_changed(store, assessment, opened):
    """Each step of the facilitator; a vote of another is none."""
    id_, code, room = opened()
    enter(room, code, 2)
    before = room.changed(id_)
    enter(room, code, 3)
    assert room.changed(id_) == before
    steps = [
        lambda: store.show(assessment, id_, FIRST, drawn),
        lambda: store.vote_again(assessment, id_, FIRST),
        lambda: store.put_on_table(assessment, id_, SECOND),
        lambda: store.close_workshop(assessment, id_),
    ]
    for step in steps:
        step()
        assert room.changed(id_) > before
        before = room.changed(id_)


def test_the_door_opens_only_with_the_code_of_an_open_workshop(store, assessment, opened):
    """In any case, with blanks around it; a closed workshop has none. No sign looks like another."""
    id_, code, room = opened()
    assert len(code) == 6
    assert set(code) <= set(SIGNS)
    assert room.door(f" {code.lower()} ").organisation == "Woonstichting Zuid"
    assert store.open_workshop(assessment, id_) == code

    store.close_workshop(assessment, id_)
    for wrong in (code, "", "AAAAAA", "' OR 1=1"):
        for ask in (room.door, lambda wrong: room.enter(wrong, {"role": "Legal"})):
            with pytest.raises(BadInput) as refused:
                ask(wrong)
            assert refused.value.mistakes == (CODE_UNKNOWN,)
    with pytest.raises(BadInput):
        store.open_workshop(assessment, id_)


def test_who_comes_in_has_a_role_and_where_people_vote_by_name_a_name(opened):
    """Where they vote anonymously a name is not even kept."""

    def voted_by(room, token):
        room.vote(token, FIRST, 1, {"level": 3})
        return [(vote.role, vote.name) for _, _, vote in room.own_votes(token)]

    _, code, room = opened()
    with pytest.raises(BadInput) as refused:
        room.enter(code, {"role": "Director"})
    assert refused.value.mistakes == (NOT_THIS_ROLE,)
    assert voted_by(room, room.enter(code, {"role": "Legal", "name": "Anna"})) == [("Legal", "")]

    _, code, room = opened(anonymous=False)
    with pytest.raises(BadInput) as refused:
        room.enter(code, {"role": "Legal", "name": " "})
    assert refused.value.mistakes == (NAME_WANTED,)
    assert voted_by(room, room.enter(code, {"role": "Legal", "name": " Anna "})) == [("Legal", "Anna")]


def test_after_the_first_vote_whom_it_shows_stays_as_it_is(store, assessment, opened):
    """Everything else may still be changed."""
    id_, code, room = opened()
    store.change_workshop(assessment, id_, {**SETUP, "floor": 4})
    enter(room, code, 2)

    for other in ({"anonymous": False}, {"floor": 3}, {"roles": ["Finance"]}):
        with pytest.raises(BadInput) as refused:
            store.change_workshop(assessment, id_, {**SETUP, "floor": 4, **other})
        assert refused.value.mistakes == (LOCKED,)
    store.change_workshop(assessment, id_, {**SETUP, "floor": 4, "minutes": 45, "days_kept": 20})
    assert store.workshop(assessment, id_).setup.minutes == 45
    with pytest.raises(BadInput) as refused:
        store.change_workshop(assessment, id_, {**SETUP, "floor": 4, "days_kept": 21})
    [mistake] = refused.value.mistakes
    assert (mistake.text, mistake.values) == (PROMISED.text, {"days": "20"})


@pytest.mark.parametrize("wrong", [{"roles": []}, {"roles": ["a", "A"]}, {"floor": 2}, {"colour": "red"}])
def test_a_setup_that_makes_no_sense_is_refused(store, assessment, wrong):
    """With a sentence."""
    with pytest.raises(BadInput):
        store.add_workshop(assessment, {**SETUP, **wrong}, [FIRST])


def test_while_a_round_is_open_nothing_is_agreed(store, assessment, opened):
    """Nor opened again; a question without a vote may be agreed on at once."""
    id_, _, _ = opened()
    for early in (
        lambda: store.conclude(assessment, id_, FIRST, {"level": 3}),
        lambda: store.vote_again(assessment, id_, FIRST),
    ):
        with pytest.raises(BadInput) as refused:
            early()
        assert refused.value.mistakes == (STILL_OPEN,)
    store.conclude(assessment, id_, SECOND, {"level": 3})

    assert store.answer(assessment, SECOND).level == 3
    assert not store.answer(assessment, FIRST).is_given


def test_a_question_with_votes_stays_when_the_order_changes(store, assessment, opened):
    """Behind the others; one without goes."""
    id_, _, _ = opened()
    store.order_questions(assessment, id_, ["s3.1", "s3.2"])

    assert [question.item for question in store.workshop(assessment, id_).questions] == ["s3.1", "s3.2", FIRST]


def test_only_who_leads_reads_and_another_organisation_finds_nothing(store, assessment, as_person):
    """A viewer may look; an auditor, a stranger and a participant lead nothing."""
    organisation = store.organisation_of(assessment)
    id_ = store.add_workshop(assessment, SETUP, [FIRST])
    for role in ("owner", "contributor", "consultant"):
        assert isinstance(as_person(role, **{organisation: role}).workshop(assessment, id_), Workshop)
        as_person(role, **{organisation: role}).order_questions(assessment, id_, [FIRST])
    for role in ("viewer", "auditor"):
        looking = as_person(role, **{organisation: role})
        assert looking.workshop(assessment, id_).id == id_
        with pytest.raises(NotFound):
            looking.open_workshop(assessment, id_)
    with pytest.raises(NotFound):
        as_person("stranger").workshop(assessment, id_)
    with pytest.raises(NotFound):
        store.workshop(assessment, "of another")
    for ask in (WorkshopRoom(store.engine).seat, WorkshopRoom(store.engine).changed):
        with pytest.raises(NotFound):
            ask("guessed")


def test_what_people_chose_beforehand_shows_all_at_once(store, assessment, opened):
    """But what is on the table stays open, and what was shown stays as it was."""
    id_, code, room = opened(beforehand=True)
    [token] = enter(room, code, 2)
    room.vote(token, SECOND, 1, {"level": 4})
    store.close_beforehand(assessment, id_, drawn)

    first, second = store.workshop(assessment, id_).questions
    assert (first.last_shown, second.last_shown.total.levels) == (None, (0, 0, 0, 1, 0))
    with pytest.raises(BadInput):
        room.vote(token, SECOND, 1, {"level": 5})
    store.put_on_table(assessment, id_, None)
    store.close_beforehand(assessment, id_, drawn)
    assert [one.last_shown.total.people for one in store.workshop(assessment, id_).questions] == [1, 1]


def test_an_answer_is_known_as_agreed_until_it_is_another(store, assessment, opened):
    """A note beside it changes nothing of that."""
    id_, _, _ = opened()
    store.show(assessment, id_, FIRST, drawn)
    store.give_answer(assessment, SECOND, {"level": 2})
    store.conclude(assessment, id_, FIRST, {"level": 3})
    agreed = {FIRST: store.workshop(assessment, id_).opened_at}

    assert store.agreed_in(assessment) == agreed
    store.give_answer(assessment, FIRST, {"note": "Zie het verslag"})
    assert store.agreed_in(assessment) == agreed
    store.give_answer(assessment, FIRST, {"level": 4})
    assert store.agreed_in(assessment) == {}


def test_an_action_that_the_plan_can_not_hold_is_not_noted(store, assessment, opened):
    """Neither in the plan nor with the question."""
    id_, _, _ = opened()
    with pytest.raises(BadInput):
        store.note_action(assessment, id_, FIRST, {"do": "", "effort_days": 2, "owner": "Finance"})
    with pytest.raises(BadInput):
        store.note_action(assessment, id_, "s9.9", {"do": "Bel", "effort_days": 2, "owner": "Finance"})

    assert store.answers_file(assessment).plan.own == []
    assert store.workshop(assessment, id_).question(FIRST).actions == ()


def test_an_action_is_noted_once_and_what_is_planned_comes_in_no_second_time(store, assessment, opened):
    """Spaces and capitals make it no other action; one that a gap brings stands with the question only."""
    id_, _, _ = opened()
    store.note_action(assessment, id_, FIRST, {"do": "Bel eerst", "effort_days": 2, "owner": "Finance"})
    with pytest.raises(BadInput) as refused:
        store.note_action(assessment, id_, FIRST, {"do": "bel  eerst", "effort_days": 9, "owner": "Legal"})
    assert refused.value.mistakes == (ALREADY_NOTED,)
    planned = {"do": "Test de brief", "effort_days": 2, "owner": "Finance"}
    store.note_action(assessment, id_, FIRST, planned, is_planned=True)

    assert [own.do for own in store.answers_file(assessment).plan.own] == ["Bel eerst"]
    assert store.workshop(assessment, id_).question(FIRST).actions == ("Bel eerst", "Test de brief")


def test_notes_replace_only_what_was_seen(store, assessment, opened):
    """Of two who write at once the second is refused; the same text twice is no trouble."""
    id_, _, _ = opened()
    store.write_notes(assessment, id_, FIRST, "Eerst", seen="")
    store.write_notes(assessment, id_, FIRST, "Eerst", seen="")
    with pytest.raises(Changed):
        store.write_notes(assessment, id_, FIRST, "Ook", seen="")

    store.write_notes(assessment, id_, FIRST, "Ook", seen="Eerst")
    assert store.workshop(assessment, id_).question(FIRST).notes == "Ook"


def test_a_mirror_score_is_for_who_gave_it_until_the_group_has_concluded(store, assessment, opened, as_person):
    """Of a question in an open workshop; agreed, skipped or closed, everyone who reads sees it."""
    organisation = store.organisation_of(assessment)
    reviewer, owner = (
        as_person(name, **{organisation: role}) for name, role in (("Carla", "consultant"), ("Otto", "owner"))
    )
    for item in (FIRST, SECOND, "s3.2"):
        reviewer.give_mirror_score(assessment, item, 2, "Niet gezien")
    id_, _, _ = opened()

    assert set(reviewer.division(assessment).mirror_scores) == {FIRST, SECOND, "s3.2"}
    assert set(owner.division(assessment).mirror_scores) == {"s3.2"}
    store.show(assessment, id_, FIRST, drawn)
    store.conclude(assessment, id_, FIRST, {"level": 3})
    assert set(owner.division(assessment).mirror_scores) == {FIRST, "s3.2"}
    store.close_workshop(assessment, id_)
    assert set(owner.division(assessment).mirror_scores) == {FIRST, SECOND, "s3.2"}


def test_the_next_question_is_the_first_that_waits_behind_this_one_or_before_it(store, assessment, opened):
    """Until none waits."""
    id_, _, _ = opened()

    def following(item):
        found = store.workshop(assessment, id_).next_after(item)
        return found and found.item

    assert (following(FIRST), following(SECOND)) == (SECOND, FIRST)
    store.conclude(assessment, id_, SECOND, {"level": None})
    assert (following(FIRST), following(SECOND)) == (None, FIRST)
    store.show(assessment, id_, FIRST, drawn)
    store.conclude(assessment, id_, FIRST, {"level": 3})
    assert (following(FIRST), following(SECOND)) == (None, None)
