"""What goes wrong in a room: the server dies, a phone sleeps or comes late, someone types a wrong code on and on."""

import threading
from datetime import date
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from auth.limits import Failures
from i18n.words import words_in
from model.answers import Organisation
from model.workshops import Setup
from pipeline import draw
from storage.stored import Unavailable
from storage.workshop_room import WorkshopRoom
from tests.phones import FIRST, SECOND, inside, text
from tests.servers import Server
from web import phones

ROLES = ["Finance", "Legal"]
REASON, NAME = "Vanwege de stapel van Pietersen", "Jasmijn Geheimzinnig"
SHOWN = draw(Setup(roles=ROLES))
say = words_in("nl").gettext


def ballot(level, item=FIRST, **more):
    """The form of a vote in the first round."""
    return {"item": item, "number": "1", "level": str(level), **more}


@pytest.fixture
def server(tmp_path):
    """A server of this test alone, which it may kill."""
    started = Server(tmp_path)
    started.start(ready="/health")
    yield started
    started.stop()


class Phone:
    """A phone on a real server, which keeps its cookies."""

    def __init__(self, server):
        self.server, self.jar = server, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def ask(self, path, form=None):
        """The page that comes back, after where it leads."""
        data = None if form is None else urlencode(form).encode()
        with self.opener.open(self.server.address + path, data, timeout=10) as answered:
            return answered.read().decode()


def test_killed_between_votes_and_reveal_no_vote_is_lost(server):
    """While six phones go on voting: what was confirmed is there again, on the phone too, and then in the picture."""
    store = server.store
    organisation = store.add_organisation(Organisation(name="Woonstichting Zuid"))
    assessment = store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
    id_ = store.add_workshop(assessment, {"roles": ROLES, "anonymous": False}, [FIRST, SECOND])
    code = store.open_workshop(assessment, id_)
    store.put_on_table(assessment, id_, FIRST)
    room = [Phone(server) for _ in range(6)]
    tried, confirmed = [[] for _ in room], [[] for _ in room]
    many = threading.Event()

    def vote_on_and_on(number):
        while True:
            level = len(tried[number]) % 5 + 1
            tried[number].append(level)
            try:
                page = room[number].ask("/w/now", ballot(level, reason=f"{REASON} {level}"))
            except (HTTPException, OSError, URLError):
                return
            assert say("Your vote is saved. You can change it until the result is shown.") in page
            confirmed[number].append(level)
            if sum(map(len, confirmed)) > 60 and all(confirmed):
                many.set()

    for number, phone in enumerate(room):
        phone.ask(f"/w/{code}", {"role": ROLES[number % 2], "name": f"{NAME} {number}"})
    voting = [threading.Thread(target=vote_on_and_on, args=(number,)) for number in range(6)]
    for thread in voting:
        thread.start()
    assert many.wait(30)
    server.kill()
    for thread in voting:
        thread.join(15)
    server.start(ready="/health")

    for number, phone in enumerate(room):
        secret = next(cookie.value for cookie in phone.jar if cookie.name == "workshop")
        [(_, _, vote)] = WorkshopRoom(store.engine).own_votes(secret)
        # The last that was confirmed, or the one after it that was on its way.
        assert vote.level in tried[number][len(confirmed[number]) - 1 :]
        assert f'value="{vote.level}" required checked' in phone.ask(f"/w/now?item={FIRST}")
        assert vote.reason == f"{REASON} {vote.level}"
    assert store.workshop(assessment, id_).question(FIRST).rounds[0].voted == {"Finance": 3, "Legal": 3}
    assert store.show(assessment, id_, FIRST, SHOWN).total.people == 6
    assert say("Look at the screen") in room[0].ask("/w/now")
    with pytest.raises(HTTPError) as refused:
        Phone(server).ask("/w/ZZZZZZ")
    assert refused.value.code == 404
    refused.value.close()
    log = server.log.read_text(encoding="utf-8")
    for said in (REASON, "Pietersen", "Geheimzinnig", code, "ZZZZZZ", *(cookie.value for cookie in room[0].jar)):
        assert said not in log


def test_a_phone_that_slept_wakes_up_at_the_question_on_the_table(phone, store, workshop):
    """What it still sends of the one before is refused by a sentence, and what it had sent in time counts."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    before = text(use("/w/now", ballot(2)))
    store.show(assessment, id_, FIRST, SHOWN)
    store.put_on_table(assessment, id_, SECOND)

    woken = text(use("/w/now", ballot(5)))

    assert say("The vote on this question is closed. Look at the screen.") in woken
    assert f'name="item" value="{SECOND}"' in woken
    keys = {page.split('data-key="')[1].split('"')[0] for page in (before, woken)}
    assert len(keys) == 2  # by which its script sees that it must load the page again
    assert store.workshop(assessment, id_).question(FIRST).last_shown.total.levels == (0, 1, 0, 0, 0)
    assert "checked" not in woken


def test_who_comes_in_twice_is_one_participant(phone, store, workshop):
    """By going back to the form, or reloading it; what they chose stays theirs."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    use("/w/now", ballot(2))
    before = dict(use.jar)

    assert use(f"/w/{code}", {"role": "<i>Legal</i>"}).headers["location"] == "/w/now"

    assert use.jar == before
    assert store.workshop(assessment, id_).people == {"Finance": 1}


def test_while_the_database_is_away_nobody_comes_in_and_a_sentence_says_so(phone, store, workshop, monkeypatch):
    """And a minute later the same form lets them in."""
    _, _, code = workshop()
    use = phone()

    def away(*_arguments):
        raise Unavailable

    with monkeypatch.context() as chosen:
        chosen.setattr(WorkshopRoom, "enter", away)
        answered = use(f"/w/{code}", {"role": "Finance"})

    assert (answered.status, answered.cookies) == (503, [])
    assert use(f"/w/{code}", {"role": "Finance"}).status == 303


def test_who_comes_late_votes_on_what_is_on_the_table(phone, store, workshop):
    """And not on what was shown before; their copy holds what they chose themselves."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    inside(phone, code)("/w/now", ballot(2))
    store.show(assessment, id_, FIRST, SHOWN)
    store.put_on_table(assessment, id_, SECOND)
    late = inside(phone, code)

    assert f'name="item" value="{SECOND}"' in text(late("/w/now"))
    late("/w/now", ballot(5))
    assert say("You have not voted yet.") in text(late("/w/copy"))
    late("/w/now", ballot(4, item=SECOND))

    first, second = store.workshop(assessment, id_).questions
    assert (first.last_shown.total.people, second.rounds[0].voted) == (1, {"Finance": 1})
    assert text(late("/w/copy")).count("<section>") == 1


def test_a_code_that_is_over_is_told_and_who_is_in_learns_that_it_is_over(phone, store, workshop):
    """The same sentence as for one that never was: nobody learns which codes there were."""
    assessment, id_, code = workshop()
    use = inside(phone, code)
    store.close_workshop(assessment, id_)

    for typed in (code, "AAAAAA"):
        answered = phone()("/w", {"code": typed})
        assert answered.status == 404
        assert say("This code does not belong to an open workshop. Check it on the screen.") in text(answered)
    assert say("The workshop is over") in text(use("/w/now"))
    assert say("The workshop is over") in text(use("/w/now", ballot(3)))


def test_a_room_behind_one_address_gets_in_while_someone_types_wrong_codes(phone, store, workshop, monkeypatch):
    """Two hundred people at the same moment; the wrong code itself waits."""
    monkeypatch.setattr(phones, "SAME_CODE", Failures(5, 2, lambda: 0.0))
    monkeypatch.setattr(phones, "SAME_ADDRESS", Failures(300, 1, lambda: 0.0))
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    wrong = phone()
    seen = []
    for number in range(200):
        seen.append(wrong("/w", {"code": "AAAAAA"}).status)
        if number % 2:
            wrong("/w", {"code": f"A{number:05}"})
        inside(phone, code)("/w/now", ballot(3))

    assert seen == [404] * 5 + [429] * 195
    assert store.workshop(assessment, id_).question(FIRST).rounds[0].voted == {"Finance": 200}
