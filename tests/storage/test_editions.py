"""Editions: counted and released once, and of what members send their association learns nothing else."""

import hashlib
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine, func, select

from auth.who import TERMINAL, Who
from model.contributions import Cell, Item, LevelStep
from model.errors import BadInput
from storage.benchmark_tables import CONTRIBUTED, CONTRIBUTIONS, EDITIONS
from storage.store import Store
from storage.stored import Changed, NotFound
from storage.tables import AUDIT
from tests.people import at_once, let_in
from tests.storage.benchmark_members import SENT, new_member, sent

ABOUT = ("social-collection", "test", "sha256:0")
RELEASE = '{"naam": "Łódź"}\n'.encode()


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
def member(store, association, add_person):
    """Makes organisations that are members."""
    return lambda **how: new_member(store, store.engine, association, add_person(store.engine), **how)


@pytest.fixture
def edition(rosa, association):
    """The id of an open edition."""
    return rosa.open_edition(association, "Editie 2026", *ABOUT)


def released(*_made):
    """A release, whatever was counted."""
    return RELEASE


def rows(store, table):
    """How many rows a table has."""
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def counted(store, edition):
    """What closing an edition hands over: the edition, counts and steps."""
    handed = []
    store.close_edition(edition, lambda *made: handed.append(made) or RELEASE)
    return handed[0]


def refused(ask):
    """Whether it is refused as if there were nothing."""
    try:
        ask()
    except NotFound:
        return True
    return False


def test_a_closed_edition_keeps_the_release_that_was_made(rosa, association, edition, member):
    """Those bytes, known by their SHA-256, for the association and for who works in a member; closing is once."""
    anna = member()
    anna.send(edition)
    [open_] = rosa.editions(association)
    assert (open_.name, open_.association, open_.closed_at) == ("Editie 2026", "Vereniging van Wonen", None)
    assert refused(lambda: rosa.release_of(edition))

    sha256 = rosa.close_edition(edition, released)

    assert sha256 == hashlib.sha256(RELEASE).hexdigest()
    [closed] = rosa.editions(association)
    assert (closed.sha256, closed.at_least, closed.closed_at > closed.opened_at) == (sha256, None, True)
    for one in (rosa, anna.owner):
        assert one.release_of(edition) == RELEASE
        assert one.edition_of_release(sha256) == closed
        assert one.edition_of_release("0" * 64) is None
    assert anna.found(edition).edition == closed
    with pytest.raises(BadInput, match="closed already"):
        rosa.close_edition(edition, lambda *_: b"another")
    assert rosa.release_of(edition) == RELEASE


def test_counts_are_those_of_each_contribution_apart(rosa, store, association, member):
    """Of every item and cell as many as sent that value, and of every sector the steps since the edition before."""
    lots = random.Random(5)
    members = [member() for _ in range(7)]
    before, first = {}, rosa.open_edition(association, "Vorig jaar", *ABOUT)
    for one in members[:5]:
        before[one.organisation] = sent(a1=lots.randint(1, 5), a2=lots.randint(1, 5))
        one.send(first, before[one.organisation])
    assert counted(rosa, first)[2] == {}
    second = rosa.open_edition(association, "Dit jaar", *ABOUT)
    now, values, steps = {}, Counter(), Counter()
    for one in members[2:]:
        sector, share = lots.choice(["energy", "housing"]), lots.choice([0.2, 0.5])
        made = replace(sent(a1=lots.randint(1, 5), a2=5, a3=1), sector=sector, assurance_share=share)
        one.send(second, made)
        now[one.organisation] = made
        values.update((item, Cell(sector, "large", share == 0.5), value) for item, value in made.values().items())
        was = before[one.organisation].levels if one.organisation in before else {}
        steps.update((sector, LevelStep(id_, was[id_], level)) for id_, level in made.levels.items() if id_ in was)

    handed, counts, moved = counted(rosa, second)

    assert (handed.id, handed.closed_at is None, handed.fictional) == (second, False, False)
    assert values == {
        (item, cell, value): number
        for item, cells in counts.items()
        for cell, found in cells.items()
        for value, number in found.items()
    }
    assert Item("score", "overall", "core") in counts
    assert sum(steps.values()) > 2
    assert steps == {(sector, step): number for sector, found in moved.items() for step, number in found.items()}
    assert rows(store, CONTRIBUTED) == 0


def test_when_no_release_can_be_made_the_edition_stays_open(rosa, store, association, edition, member, everything):
    """Nothing is written, and members can go on."""
    anna = member()
    anna.send(edition)
    before = everything(store.engine)

    def breaks(*_made):
        raise BadInput([])

    with pytest.raises(BadInput):
        rosa.close_edition(edition, breaks)

    assert everything(store.engine) == before
    anna.send(edition, sent(a1=5))
    assert counted(rosa, edition)[1][Item("level", "a1")] == {Cell("energy", "large", False): {10: 1}}


def test_one_edition_is_open_at_a_time(rosa, association, edition):
    """Per questionnaire; after closing the next, and another questionnaire beside it. Of two at once, one."""
    with pytest.raises(BadInput, match="is open"):
        rosa.open_edition(association, "Nog een", *ABOUT)
    rosa.open_edition(association, "Iets anders", "other", "1", "sha256:1")
    rosa.close_edition(edition, released)

    both = at_once(*(lambda name=name: rosa.open_edition(association, name, *ABOUT) for name in ("Een", "Twee")))

    assert [type(one) for one in both].count(BadInput) == 1
    assert [one.closed_at is None for one in rosa.editions(association)] == [True, True, False]
    for name in ("", " ", "a" * 201):
        with pytest.raises(BadInput, match="name"):
            rosa.open_edition(association, name, *ABOUT)


def test_what_is_sent_again_takes_the_place_of_what_was_sent(store, edition, member):
    """One contribution of an organisation; withdrawn, not a row of it is left."""
    anna, bram = member(), member()
    bram.send(edition)
    one = rows(store, CONTRIBUTED)
    anna.send(edition)
    anna.send(edition, sent(a1=5, b1=2))

    assert anna.found(edition).contribution == sent(a1=5, b1=2)
    assert anna.found(edition).at is not None
    assert (rows(store, CONTRIBUTIONS), rows(store, CONTRIBUTED)) == (2, 2 * one + 1)

    anna.owner.withdraw(edition, anna.organisation)

    assert (anna.found(edition).contribution, anna.found(edition).at) == (None, None)
    assert (rows(store, CONTRIBUTIONS), rows(store, CONTRIBUTED)) == (1, one)
    assert refused(lambda: anna.owner.withdraw(edition, anna.organisation))


def test_what_was_not_shown_is_not_sent(edition, member):
    """Whatever changed between the page and the click."""
    anna = member()

    with pytest.raises(Changed):
        anna.owner.contribute(edition, anna.organisation, anna.assessment, lambda _: sent(a1=1), SENT, dict)

    assert anna.found(edition).contribution is None


def test_what_can_not_be_contributed(rosa, association, edition, member):
    """Another version, a closed edition, an assessment of another, an organisation that is no member."""
    anna, bram, other = member(), member(), member(version="2025.1")
    stranger = member()
    stranger.owner.leave_association(stranger.organisation, association)
    assert refused(lambda: stranger.send(edition))
    assert stranger.owner.editions_for(stranger.organisation) == []
    with pytest.raises(BadInput, match=r"about version test .* is of version 2025\.1\."):
        other.send(edition)
    assert refused(lambda: replace(anna, assessment=bram.assessment).send(edition))
    assert refused(lambda: anna.send(edition + 99))
    anna.send(edition)
    rosa.close_edition(edition, released)
    for late in (lambda: bram.send(edition), lambda: anna.send(edition, sent(a1=5)),
                 lambda: anna.owner.withdraw(edition, anna.organisation)):  # fmt: skip
        with pytest.raises(BadInput, match="closed"):
            late()
    assert anna.found(edition).contribution == SENT


@pytest.mark.parametrize("role", ["contributor", "viewer", "consultant", "auditor", None])
def test_only_an_owner_sends_and_withdraws(store, edition, member, as_person, role):
    """Others who may read see the edition and what was sent; a stranger sees nothing."""
    anna, other = member(), as_person("Bob")
    if role:
        let_in(store, other, anna.organisation, role)
    anna.send(edition)

    assert refused(lambda: anna.send(edition, sent(a1=5), by=other))
    assert refused(lambda: other.withdraw(edition, anna.organisation))
    assert refused(lambda: other.open_edition(anna.found(edition).edition.association_id, "Nee", *ABOUT))
    assert refused(lambda: other.close_edition(edition, released))
    assert anna.found(edition).contribution == SENT
    if role:
        assert [one.contribution for one in other.editions_for(anna.organisation)] == [SENT]
        store.close_edition(edition, released)
        assert other.release_of(edition) == RELEASE
    else:
        store.close_edition(edition, released)
        assert refused(lambda: other.editions_for(anna.organisation))
        assert refused(lambda: other.release_of(edition))
        assert other.edition_of_release(hashlib.sha256(RELEASE).hexdigest()) is None


def _leaves(anna, _rosa, association):
    anna.owner.leave_association(anna.organisation, association)


def _is_put_out(anna, rosa, association):
    rosa.end_membership(association, anna.organisation)


def _removes_it(anna, _rosa, _association):
    anna.owner.remove_organisation(anna.organisation)


def _goes(anna, _rosa, _association):
    anna.owner.remove_person(anna.owner.who.id, with_organisations=True)


@pytest.mark.parametrize("end", [_leaves, _is_put_out, _removes_it, _goes])
def test_with_the_membership_goes_what_was_sent_to_open_editions(rosa, store, association, edition, member, end):
    """However it ends. What a closed edition released stays, and of it the organisation keeps what it had sent."""
    anna, bram = member(), member()
    for one in (anna, bram):
        one.send(edition)
    rosa.close_edition(edition, released)
    second = rosa.open_edition(association, "De volgende", *ABOUT)
    for one in (anna, bram):
        one.send(second, sent(a1=5))
    half = rows(store, CONTRIBUTED) / 2

    end(anna, rosa, association)

    with store.engine.connect() as connection:
        left = connection.execute(
            select(CONTRIBUTIONS.c.edition_id, CONTRIBUTIONS.c.organisation_id).order_by(CONTRIBUTIONS.c.number)
        ).all()
    kept = [(edition, anna.organisation)] if end in (_leaves, _is_put_out) else []
    assert left == [*kept, (edition, bram.organisation), (second, bram.organisation)]
    assert rows(store, CONTRIBUTED) == half
    assert refused(lambda: anna.send(second))
    assert counted(rosa, second)[2] == {"energy": {LevelStep("a1", 2, 5): 1, LevelStep("a2", 3, 3): 1}}
    assert rosa.release_of(edition) == RELEASE


def test_fictional_and_real_organisations_never_meet_in_an_edition(rosa, association, member):
    """Whoever is first decides; once withdrawn it is open to both. A release of examples only is marked."""
    real, example = member(), member(is_example=True)
    first = rosa.open_edition(association, "Eerste", *ABOUT)
    real.send(first)
    with pytest.raises(BadInput, match="so a fictional one can't"):
        example.send(first)
    real.owner.withdraw(first, real.organisation)
    example.send(first)
    with pytest.raises(BadInput, match="so a real one can't"):
        real.send(first)
    assert [one.fictional for one in rosa.editions(association)] == [True]

    assert counted(rosa, first)[0].fictional

    example.owner.remove_organisation(example.organisation)
    assert [one.fictional for one in rosa.editions(association)] == [True]
    second = rosa.open_edition(association, "Tweede", *ABOUT)
    assert not counted(rosa, second)[0].fictional


def test_an_association_knows_how_many_contributed_in_tens(rosa, association, edition, member):
    """Fewer than six is nothing, then at least six, then tens; which members they are it can't tell."""
    members, told = [member() for _ in range(11)], []
    for one in members:
        one.send(edition)
        [seen] = rosa.editions(association)
        told.append(seen.at_least)

    assert told == [0] * 5 + [6] * 4 + [10] * 2


def test_an_administrator_learns_of_no_member_what_it_sent(rosa, association, edition, member):
    """Also while the member lets it read its answers: every way to a contribution is refused, sent or not."""
    anna, bram = member(name="Anna"), member(name="Bram")
    for one in (anna, bram):
        one.owner.consent_to_reading(one.organisation, association)
    before = (rosa.editions(association), rosa.member_organisations(association))
    anna.send(edition)

    assert (rosa.editions(association), rosa.member_organisations(association)) == before
    for one in (anna, bram):
        assert rosa.organisation(one.organisation)
        asked = {
            "editions_for": lambda one=one: rosa.editions_for(one.organisation),
            "contribute": lambda one=one: one.send(edition, by=rosa),
            "withdraw": lambda one=one: rosa.withdraw(edition, one.organisation),
            "events": lambda one=one: rosa.events(one.organisation),
            "export": lambda one=one: rosa.export_organisation(one.organisation, BytesIO()),
            "other member": lambda one=one: bram.owner.editions_for(anna.organisation),
            "as other member": lambda one=one: anna.send(edition, sent(a1=1), by=bram.owner),
        }
        assert {name for name, ask in asked.items() if refused(ask)} == set(asked)
    assert bram.found(edition).contribution is None
    assert anna.found(edition).contribution == SENT


def test_an_administrator_of_another_association_has_no_say(store, edition, as_person):
    """Neither sees the edition nor closes it."""
    bob, other = as_person("Bob"), store.add_association("Een andere")
    bob.accept_invitation(store.invite_to_association(other, "administrator", 7))

    assert bob.editions(other) == []
    assert refused(lambda: bob.close_edition(edition, released))
    assert refused(lambda: bob.release_of(edition))


def test_the_trail_says_who_did_it_and_not_what_was_sent(rosa, store, association, edition, member):
    """Of a contribution also by which assessment; of a membership that an administrator ends, nothing more."""
    anna = member()
    anna.send(edition)
    anna.owner.withdraw(edition, anna.organisation)
    anna.send(edition)
    rosa.end_membership(association, anna.organisation)
    sha256 = rosa.close_edition(edition, released)

    with store.engine.connect() as connection:
        found = connection.execute(select(AUDIT).order_by(AUDIT.c.number)).all()
    about = [(row.action, row.by, row.detail) for row in found if "edition" in row.detail]
    sending = {"edition": edition, "assessment": anna.assessment}
    assert about == [
        ("edition_opened", rosa.who.id, {"edition": edition}),
        ("contributed", anna.owner.who.id, sending),
        ("contribution_withdrawn", anna.owner.who.id, {"edition": edition}),
        ("contributed", anna.owner.who.id, sending),
        ("edition_closed", rosa.who.id, {"edition": edition, "sha256": sha256}),
    ]
    assert [row.action for row in found if row.by == rosa.who.id][-2:] == ["membership_ended", "edition_closed"]


def test_what_comes_while_an_edition_closes_is_too_late(rosa, store, edition, member):
    """It waits, and is refused; what was counted is what was there."""
    anna, bram = member(), member()
    anna.send(edition)
    with ThreadPoolExecutor(1) as pool:
        coming = []

        def make(_edition, counts, _steps):
            coming.append(pool.submit(bram.send, edition))
            time.sleep(0.5)
            assert not coming[0].done()
            assert sum(counts[Item("level", "a1")][Cell("energy", "large", False)].values()) == 1
            return RELEASE

        rosa.close_edition(edition, make)
        assert isinstance(coming[0].exception(), BadInput)
    assert rows(store, CONTRIBUTIONS) == 1
    assert rows(store, CONTRIBUTED) == 0


@pytest.mark.parametrize("_turn", range(3))
def test_a_contribution_at_the_moment_that_the_membership_ends(rosa, store, association, edition, member, _turn):
    """Never stays without a membership."""
    anna = member()

    at_once(lambda: anna.send(edition), lambda: rosa.end_membership(association, anna.organisation))

    assert (rows(store, CONTRIBUTIONS), rows(store, CONTRIBUTED)) == (0, 0)


@pytest.mark.parametrize("_turn", range(3))
def test_a_real_and_a_fictional_contribution_at_the_same_moment(rosa, store, edition, member, _turn):
    """One of both."""
    members = [member(), member(is_example=True)]

    outcomes = at_once(*(lambda one=one: one.send(edition) for one in members))

    assert [type(outcome) for outcome in outcomes if outcome] == [BadInput]
    assert rows(store, CONTRIBUTIONS) == 1


def _close_and_wait(url, edition, reached):
    def make(*_made):
        reached.send(True)
        time.sleep(30)
        return RELEASE

    Store(create_engine(url), TERMINAL).close_edition(edition, make)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, as POSIX systems do")
def test_killed_while_it_closes_an_edition_is_still_open(rosa, store, association, edition, member):
    """With all that was contributed, to be closed again."""
    anna = member()
    anna.send(edition)
    url = store.engine.url.render_as_string(hide_password=False)
    store.engine.dispose()
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_close_and_wait, args=(url, edition, sending), daemon=True)
    child.start()
    assert receiving.poll(10)

    os.kill(child.pid, signal.SIGKILL)
    child.join()

    assert [one.closed_at for one in rosa.editions(association)] == [None]
    assert anna.found(edition).contribution == SENT
    assert sum(len(cells) for cells in counted(rosa, edition)[1].values()) == 5
    assert rows(store, EDITIONS) == 1


def test_an_edition_works_where_the_program_sees_one_organisation_at_a_time(apart, add_person):
    """From opening to the release by the role that owns nothing, with all that was sent counted; nothing else shows."""
    owner, program = apart
    operator, engine = Store(owner, TERMINAL), program
    association = operator.add_association("Vereniging")
    rosa = Store(engine, Who(add_person(owner, "Rosa")))
    rosa.accept_invitation(operator.invite_to_association(association, "administrator", 7))
    members = [new_member(operator, engine, association, add_person(owner)) for _ in range(6)]
    example = new_member(operator, engine, association, add_person(owner), is_example=True)
    first = rosa.open_edition(association, "Eerste", *ABOUT)
    for one in members:
        one.send(first)
    with pytest.raises(BadInput, match="so a fictional one can't"):
        example.send(first)
    assert [one.at_least for one in rosa.editions(association)] == [6]
    members[0].owner.withdraw(first, members[0].organisation)
    assert [one.at_least for one in rosa.editions(association)] == [0]
    rosa.end_membership(association, members[1].organisation)
    members[2].owner.remove_organisation(members[2].organisation)

    _, counts, _ = counted(rosa, first)

    assert counts[Item("level", "a1")] == {Cell("energy", "large", False): {4: 3}}
    assert members[3].owner.release_of(first) == rosa.release_of(first) == RELEASE
    assert refused(lambda: members[1].owner.release_of(first))
    assert [rows(operator, table) for table in (CONTRIBUTIONS, CONTRIBUTED)] == [3, 0]
    assert [rows(rosa, table) for table in (CONTRIBUTIONS, CONTRIBUTED, EDITIONS)] == [0, 0, 0]
    second = rosa.open_edition(association, "Tweede", *ABOUT)
    members[3].send(second, sent(a2=4))
    assert counted(rosa, second)[2] == {"energy": {LevelStep("a1", 2, 2): 1, LevelStep("a2", 3, 4): 1}}


def test_everything_about_an_organisation_holds_what_it_sent(edition, member):
    """And of a person what they sent."""
    anna, bram = member(), member()
    for one in (anna, bram):
        one.send(edition)
    whole, mine = BytesIO(), BytesIO()

    anna.owner.export_organisation(anna.organisation, whole)
    anna.owner.export_person(anna.owner.who.id, mine)

    with ZipFile(whole) as made, ZipFile(mine) as of_person:
        [row] = json.loads(made.read("organisation.json"))["contributions"]
        assert json.loads(of_person.read("person.json"))["contributions_sent"] == [row]
    assert row["organisation_id"] == anna.organisation
    assert row["content"] == json.loads(json.dumps(vars(SENT)))
