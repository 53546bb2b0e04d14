"""Every call of the store as every role, as a stranger, and as someone of another organisation."""

import inspect
import io
import uuid
import zipfile
from contextlib import suppress
from datetime import date
from typing import get_args

import pytest
from sqlalchemy import select

from auth.permissions import ALLOWED, Action, Role, may
from auth.who import Who
from model.answers import Answer, Organisation
from model.contributions import Contribution
from model.division import Assignee
from model.errors import BadInput
from model.report import ReportDetails
from model.votes import Dots, Revealed
from storage.answers import plain
from storage.benchmark_tables import EDITIONS
from storage.downloads import Download
from storage.store import Store
from storage.stored import NotFound
from storage.verification import verify
from storage.workshop_room import WorkshopRoom
from tests.evidence_files import WHOLE

NOWHERE = "00000000-0000-0000-0000-000000000000"
FILE, PDF = "00000000-0000-0000-0000-00000000000f", WHOLE["pdf"]
WORKSHOP = "00000000-0000-0000-0000-0000000000aa"
ACTION = {"do": "Bel eerst", "effort_days": 2, "owner": "Finance"}
HOUSING = Organisation(name="Voorbeeld Wonen")

RESULT = {"questionnaire": {"version": "1", "digest": "d"}, "engine": "1"}
SENT = Contribution("energy", "large", "core", "test", "d", {"a1": 3}, {}, {"overall": 6}, 0.5)

STATED = Answer(level=3, note="Vertrouwelijk")
HANDED_IN = Answer(level=2)
REVIEWED = Answer(level=4, assurance="reviewed")


def shows_nothing(_votes, _before):
    """Of a round, only that it was closed."""
    return Revealed(Dots((0,) * 5, 0), {}, (), (), None, None, None, None)


def told(call):
    """The same call; a sentence on what is wrong is only told to who may: for the table that counts as done."""

    def ask(store, organisation, assessment):
        with suppress(BadInput):
            call(store, organisation, assessment)

    return ask


def sends(_answers):
    """The same contribution, whatever was answered."""
    return SENT


def edition_of(store):
    """The one edition that there is, whoever asks."""
    with store.engine.connect() as connection:
        return connection.execute(select(EDITIONS.c.id)).scalar_one()


def of(store, organisation):
    """The one association of an organisation."""
    return store.memberships(organisation)[0].id


# Every call, with the action that it needs: of the store, of an organisation's id and of an assessment's id.
CALLS = {
    "role_in": ("read", lambda store, o, _a: store.role_in(o)),
    "organisation": ("read", lambda store, o, _a: store.organisation(o)),
    "change_organisation": ("answer", lambda store, o, _a: store.change_organisation(o, HOUSING)),
    "remove_organisation": ("remove", lambda store, o, _a: store.remove_organisation(o)),
    "add_assessment": ("answer", lambda store, o, _a: store.add_assessment(o, "q", "1", "core", date(2026, 11, 22))),
    "answers_file": ("read", lambda store, _o, a: store.answers_file(a)),
    "organisation_of": ("read", lambda store, _o, a: store.organisation_of(a)),
    "change_assessment": ("answer", lambda store, _o, a: store.change_assessment(a, scope="quick")),
    "change_plan": ("answer", lambda store, _o, a: store.change_plan(a, lambda plan: plan)),
    "report_details": ("read", lambda store, _o, a: store.report_details(a)),
    "change_report": ("answer", lambda store, _o, a: store.change_report(a, ReportDetails())),
    "answers": ("read", lambda store, _o, a: store.answers(a)),
    "answer": ("read", lambda store, _o, a: store.answer(a, "a1")),
    "give_answer": ("answer", lambda store, _o, a: store.give_answer(a, "a1", {"level": 2})),
    "give_answers": ("answer", lambda store, _o, a: store.give_answers(a, ["a1"], {"level": 2})),
    "role_for": ("read", lambda store, _o, a: store.role_for(a)),
    "newest_of_others": ("read", lambda store, _o, a: store.newest_of_others(a)),
    "members": ("read", lambda store, o, _a: store.members(o)),
    "history": ("read", lambda store, _o, a: store.history(a, "a1")),
    "undo": ("answer", lambda store, _o, a: store.undo(a, "a1", seen=STATED)),
    "division": ("read", lambda store, _o, a: store.division(a)),
    "assign": ("divide", lambda store, _o, a: store.assign(a, "a1", Assignee("department", "hr"))),
    "hand_in": ("answer", lambda store, _o, a: store.hand_in(a, ["a1"])),
    "ask_for_change": ("divide", lambda store, _o, a: store.ask_for_change(a, "b1", "Graag een bron")),
    "accept": ("divide", lambda store, _o, a: store.accept(a, {"b1": HANDED_IN})),
    "review": ("review", lambda store, _o, a: store.review(a, "a1", STATED)),
    "take_back_review": ("review", lambda store, _o, a: store.take_back_review(a, "c1", REVIEWED)),
    "give_mirror_score": ("review", lambda store, _o, a: store.give_mirror_score(a, "a1", 2, "Niet in het beleid")),
    "take_back_mirror_score": ("review", lambda store, _o, a: store.take_back_mirror_score(a, "a1")),
    "change_role": ("manage_people", lambda store, o, _a: store.change_role(o, store.who.id, "owner")),
    "set_department": ("manage_people", lambda store, o, _a: store.set_department(o, store.who.id, "finance")),
    "withdraw_access": ("manage_people", told(lambda store, o, _a: store.withdraw_access(o, store.who.id))),
    "leave": ("read", told(lambda store, o, _a: store.leave(o))),
    "hand_over": ("remove", lambda store, o, _a: store.hand_over(o, store.who.id)),
    "invite": ("manage_people", lambda store, o, _a: store.invite(o, "viewer", 7)),
    "invitations": ("manage_people", lambda store, o, _a: store.invitations(o)),
    "revoke_invitation": ("manage_people", lambda store, o, _a: store.revoke_invitation(o, NOWHERE)),
    "assessments_of": ("read", lambda store, o, _a: store.assessments_of(o)),
    "memberships": ("read", lambda store, o, _a: store.memberships(o)),
    "join": ("consent", told(lambda store, o, _a: store.join("token", o))),
    "leave_association": ("consent", lambda store, o, _a: store.leave_association(o, of(store, o))),
    "consent_to_reading": ("consent", lambda store, o, _a: store.consent_to_reading(o, of(store, o))),
    "withdraw_consent": ("consent", lambda store, o, _a: store.withdraw_consent(o, of(store, o))),
    "events": ("read_trail", lambda store, o, _a: store.events(o)),
    "actors": ("read_trail", lambda store, o, _a: store.actors(o)),
    "export_organisation": ("manage_people", lambda store, o, _a: store.export_organisation(o, io.BytesIO())),
    "earlier_texts": ("remove", lambda store, _o, a: store.earlier_texts(a)),
    "erase_earlier_texts": ("remove", lambda store, _o, a: store.erase_earlier_texts(a, "a1")),
    "add_file": ("answer", lambda store, _o, a: store.add_file(a, "b2", *PDF)),
    "files": ("read", lambda store, _o, a: store.files(a)),
    "file": ("read", lambda store, _o, a: store.file(a, FILE)),
    "remove_file": ("answer", lambda store, _o, a: store.remove_file(a, FILE)),
    "write_evidence": ("export", lambda store, _o, a: store.write_evidence(a, print)),
    "add_link": ("export", lambda store, _o, a: store.add_link(a, Download("plan"))),
    "add_workshop": ("facilitate", lambda store, _o, a: store.add_workshop(a, {"roles": ["Legal"]}, ["a1"])),
    "workshops": ("read", lambda store, _o, a: store.workshops(a)),
    "workshop": ("read", lambda store, _o, a: store.workshop(a, WORKSHOP)),
    "change_workshop": ("facilitate", lambda store, _o, a: store.change_workshop(a, WORKSHOP, {"roles": ["Legal"]})),
    "order_questions": ("facilitate", lambda store, _o, a: store.order_questions(a, WORKSHOP, ["a1"])),
    "open_workshop": ("facilitate", lambda store, _o, a: store.open_workshop(a, WORKSHOP)),
    "put_on_table": ("facilitate", lambda store, _o, a: store.put_on_table(a, WORKSHOP, "a1")),
    "show": ("facilitate", lambda store, _o, a: store.show(a, WORKSHOP, "a1", shows_nothing)),
    "close_beforehand": ("facilitate", lambda store, _o, a: store.close_beforehand(a, WORKSHOP, shows_nothing)),
    "vote_again": ("facilitate", told(lambda store, _o, a: store.vote_again(a, WORKSHOP, "a1"))),
    "conclude": ("facilitate", told(lambda store, _o, a: store.conclude(a, WORKSHOP, "a1", {"level": 2}))),
    "note_action": ("facilitate", lambda store, _o, a: store.note_action(a, WORKSHOP, "a1", ACTION)),
    "agreed_in": ("read", lambda store, _o, a: store.agreed_in(a)),
    "write_notes": ("facilitate", lambda store, _o, a: store.write_notes(a, WORKSHOP, "a1", "Lang gesprek")),
    "park": ("facilitate", lambda store, _o, a: store.park(a, WORKSHOP, "Later")),
    "close_workshop": ("facilitate", lambda store, _o, a: store.close_workshop(a, WORKSHOP)),
    "close": ("answer", told(lambda store, _o, a: store.close(a, lambda _file: RESULT))),
    "begin_next": ("answer", told(lambda store, _o, a: store.begin_next(a, "2", date(2026, 11, 22), lambda _file: {}))),
    "confirm": ("answer", lambda store, _o, a: store.confirm(a, ["a1"])),
    "to_confirm": ("read", lambda store, _o, a: store.to_confirm(a)),
    "milestones": ("read", lambda store, _o, a: store.milestones(a)),
    "milestone": ("read", lambda store, _o, a: [store.milestone(one.id) for one in store.milestones(a)]),
    "previous": ("read", lambda store, _o, a: store.previous(a)),
    "in_time": ("read", lambda store, _o, a: store.in_time(a)),
    "add_result": ("answer", told(lambda store, _o, a: store.add_result(a, RESULT))),
    "editions_for": ("export", lambda store, o, _a: store.editions_for(o)),
    "contribute": ("consent", told(lambda store, o, a: store.contribute(edition_of(store), o, a, sends, SENT, dict))),
    "withdraw": ("consent", told(lambda store, o, _a: store.withdraw(edition_of(store), o))),
}
ROLES = [role for role in ALLOWED if role != "administrator"]
# Calls that are about nobody's organisation yet, or only about those of who asks.
ABOUT_ONESELF = {
    *("organisations", "has_more", "clients", "add_organisation", "add_answers_file"),
    *("find_person", "export_person", "remove_person"),  # tests/storage/test_privacy.py, test_removal.py
}
# Only who runs the installation (test_milestones.py, test_editions.py).
OF_THE_TERMINAL = {"all_closed", "has_real_contributions"}
# Who has the secret of a link asks about that (test_invitations.py, test_downloads.py).
BY_A_LINK = {"invitation", "accept_invitation", "use_link"}
# Who administers an association asks about that (test_associations.py).
OF_ASSOCIATIONS = {
    "add_association", "associations", "administrators", "member_organisations", "invite_to_association",
    "association_invitations", "revoke_association_invitation", "remove_administrator", "end_membership",
    "open_edition", "editions", "close_edition", "release_of", "edition_of_release",  # test_editions.py
}  # fmt: skip


@pytest.fixture
def client(store, given, monkeypatch):
    """An organisation and its assessment, with an answer, one that is handed in, one that is reviewed, and a file.

    It belongs to an association, and consents to being read.
    """
    answers = {"a1": STATED, "b1": HANDED_IN, "c1": REVIEWED}
    assessment = store.add_answers_file(given({item: plain(answer) for item, answer in answers.items()}))
    store.hand_in(assessment, ["b1"])
    organisation, association = store.organisation_of(assessment), store.add_association("Vereniging van Wonen")
    store.join(store.invite_to_association(association, "member", 7), organisation)
    edition = store.open_edition(association, "2026", "social-collection", "test", "d")
    store.contribute(edition, organisation, assessment, sends, SENT, dict)
    store.consent_to_reading(organisation, association)
    with monkeypatch.context() as chosen:
        chosen.setattr(uuid, "uuid4", lambda: FILE)
        store.add_file(assessment, "b2", *PDF)
        chosen.setattr(uuid, "uuid4", lambda: WORKSHOP)
        store.add_workshop(assessment, {"roles": ["Legal"]}, ["a1"])
    store.open_workshop(assessment, WORKSHOP)
    store.put_on_table(assessment, WORKSHOP, "a1")
    return organisation, assessment


def test_every_call_stands_in_the_table():
    """A new call is refused by this test until it says what it needs."""
    calls = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}

    assert calls == set(CALLS) | ABOUT_ONESELF | BY_A_LINK | OF_ASSOCIATIONS | OF_THE_TERMINAL


def test_every_role_and_action_stands_in_the_one_table():
    """No role without a row, no action that nobody may do, and without a role nothing."""
    assert set(ALLOWED) == set(get_args(Role))
    assert set().union(*ALLOWED.values()) == set(get_args(Action))
    assert not any(may(None, action) for action in get_args(Action))


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role in ROLES for name, (action, _) in CALLS.items() if may(role, action)]
)
def test_a_role_may_do_what_the_table_says(client, as_person, role, name):
    """Nothing that it allows is refused."""
    organisation, assessment = client

    CALLS[name][1](as_person("Anna", **{organisation: role}), organisation, assessment)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_no_more_than_the_table_says(client, as_person, everything, store, role):
    """Every other call is refused, and changes nothing in any table but the trail of who read."""
    organisation, assessment = client
    person = as_person("Anna", **{organisation: role})
    refused = {name: call for name, (action, call) in CALLS.items() if not may(role, action)}
    before = {**everything(store.engine)[1], "audit": None}

    for call in refused.values():
        with pytest.raises(NotFound):
            call(person, organisation, assessment)

    assert refused
    assert {**everything(store.engine)[1], "audit": None} == before


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("role", ["owner", "consultant"])
def test_every_call_leaves_the_trail_in_order(client, store, add_person, role, name):
    """What stands in the tables afterwards is what the call recorded; of a member who was let in and has work."""
    organisation, assessment = client
    person = Store(store.engine, Who(add_person(store.engine)))
    person.accept_invitation(store.invite(organisation, role, 7))
    store.assign(assessment, "b1", Assignee("person", person.who.id))
    person.give_answer(assessment, "c2", {"level": 1, "note": "Naam"})
    assert list(verify(store.engine)) == []

    with suppress(NotFound, BadInput):
        CALLS[name][1](person, organisation, assessment)

    assert [str(mistake) for mistake in verify(store.engine)] == []


def test_no_reading_call_tells_a_vote_of_an_open_round(client, store):
    """Each answers the same after a vote of 1 and after one of 5; and what an owner saves holds neither."""
    room = WorkshopRoom(store.engine)
    code = store.workshop(client[1], WORKSHOP).code
    token = room.enter(code, {"role": "Legal"})
    reading = {
        name: call for name, (action, call) in CALLS.items() if action in ("read", "read_trail") and name != "leave"
    }
    told = []

    for level in (1, 5):
        room.vote(token, "a1", 1, {"level": level, "ambition": level, "reason": f"Geheim {level}"})
        told.append({name: repr(call(store, *client)) for name, call in reading.items()})
        out = io.BytesIO()
        store.export_organisation(client[0], out)
        with zipfile.ZipFile(out) as saved:
            contents = b"".join(saved.read(name) for name in saved.namelist())
        assert b"workshop_questions" in contents
        assert b"Geheim" not in contents

    # The export itself stands in the trail.
    assert [name for name in reading if told[0][name] != told[1][name]] == ["events"]
    assert "Geheim" not in str(told)
    assert len(reading) > 15


def test_a_stranger_is_told_the_same_whether_it_exists_or_not(client, as_person, everything, store):
    """By the owner of another organisation, with ids that were guessed right and wrong: one error, nothing done."""
    stranger = as_person("Bram", **{store.add_organisation(HOUSING): "owner"})
    before = everything(store.engine)

    for name, (_, call) in CALLS.items():
        said = []
        for organisation, assessment in (client, (NOWHERE, NOWHERE), ("' OR 1=1 --", "%")):
            with pytest.raises(NotFound) as refused:
                call(stranger, organisation, assessment)
            said.append((str(refused.value), refused.traceback[-1].lineno))
        assert len(set(said)) == 1, name

    assert everything(store.engine) == before


def test_everyone_lists_their_own(client, as_person, store):
    """A consultant those of the clients who let them in; a stranger none."""
    other = store.add_organisation(HOUSING)
    consultant = as_person("Anna", **{client[0]: "consultant", other: "consultant"})
    owner = as_person("Bram", **{other: "owner"})

    assert {stored.id for stored in consultant.organisations()} == {client[0], other}
    assert [stored.id for stored in owner.organisations()] == [other]
    assert as_person("Cem").organisations() == []


def test_who_makes_an_organisation_owns_it(as_person, given):
    """Also by opening a file."""
    person = as_person("Anna")

    made = person.add_organisation(HOUSING)
    opened = person.organisation_of(person.add_answers_file(given({})))

    assert [person.role_in(made), person.role_in(opened)] == ["owner", "owner"]
    assert [(member.name, member.role) for member in person.members(made)] == [("Anna", "owner")]


def test_access_that_is_withdrawn_ends_at_once(client, as_person, store, withdraw):
    """No call remembers what someone was."""
    person = as_person("Anna", **{client[0]: "owner"})
    assert person.answer(client[1], "a1").level == 3

    withdraw(person.who.id)

    with pytest.raises(NotFound):
        person.answer(client[1], "a1")


def test_reading_from_outside_is_written_once_a_day(client, as_person, trail):
    """Of a consultant and an auditor, not of the organisation's own people; before anything is shown."""
    readers = {role: as_person(role, **{client[0]: role}) for role in ("consultant", "auditor", "viewer", "owner")}

    for person in readers.values():
        person.answers_file(client[1])
        person.answers(client[1])

    read = [(event.by, event.detail) for event in trail() if event.action == "read"]
    assert read == [(readers[role].who.id, {"role": role}) for role in ("consultant", "auditor")]
