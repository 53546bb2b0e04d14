"""Attacks from a phone: on a vote before it is shown, on a name, on what is not the participant's, on the forms."""

import asyncio
import html
import logging
import re
import sqlite3
from contextlib import closing, suppress
from urllib.parse import quote

import pytest
from sqlalchemy import func, select
from starlette.applications import Starlette
from starlette.routing import Route

import web.routes
from auth.limits import Failures
from i18n.words import words_in
from model.wording import questionnaire
from model.workshops import Setup
from pipeline import draw
from storage.benchmark_tables import METADATA
from storage.workshop_tables import PARTICIPANTS, VOTES
from tests.phones import FIRST, SECOND, inside, text
from web import phone_changes, phones
from web.phones import phone_routes
from web.routes import routes

NAME, REASON = "Jasmijn Geheimzinnig", "Vanwege de stapel van Pietersen"
ROLE = "<i>Legal</i>"
say = words_in("nl").gettext
# Every address that this server answers beside Streamlit's own, with what is asked of it here. A new one is refused by
# the first test until somebody looked at what it tells.
ADDRESSES = {
    "/health": "/health",
    "/ready": "/ready",
    "/favicon.png": "/favicon.png",
    "/begin-at-top.js": "/begin-at-top.js",
    "/language/{language}": "/language/en",
    "/invitation": "/invitation",
    "/invitation/{token}": "/invitation/guessed",
    "/download/{token}": "/download/guessed",
    "/download.js": "/download.js",
    "/drag-into-order.js": "/drag-into-order.js",
    "/w": "/w",
    "/w/now": "/w/now",
    "/w/changes": None,  # a stream: it has tests of its own below
    "/w/copy": "/w/copy",
    "/w/phone.css": "/w/phone.css",
    "/w/phone.js": "/w/phone.js",
    "/w/language/{language}": "/w/language/en",
    "/w/{code}": "/w/{code}",
}


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch):
    """Nothing failed yet, and no second passes unless a test lets it."""
    monkeypatch.setattr(phones, "SAME_CODE", Failures(5, 2, lambda: 0.0))
    monkeypatch.setattr(phones, "SAME_ADDRESS", Failures(300, 1, lambda: 0.0))


@pytest.fixture
def rows(store):
    """How many rows a table has."""

    def count(table):
        with store.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    return count


@pytest.fixture
def votes(store):
    """What is kept of votes: question, round, level, ambition."""

    def read():
        with store.engine.connect() as connection:
            query = select(VOTES.c.item, VOTES.c.number, VOTES.c.level, VOTES.c.ambition).order_by(VOTES.c.item)
            return [tuple(row) for row in connection.execute(query)]

    return read


@pytest.fixture
def kept(store):
    """Everything that is kept, in one text."""

    def read():
        with store.engine.connect() as connection:
            return "".join(str(connection.execute(select(table)).all()) for table in METADATA.tables.values())

    return read


def ballot(level, **more):
    """The form of a vote on the first question."""
    return {"item": FIRST, "number": "1", "level": str(level), **more}


def told(answered):
    """All that came back, but for the moment at which a cookie ends."""
    cookies = [re.sub("expires=[^;]+", "", cookie) for cookie in answered.cookies]
    headers = {name: value for name, value in answered.headers.items() if name != "set-cookie"}
    return answered.status, headers, cookies, answered.body


def test_every_route_of_the_server_stands_in_the_table():
    """Those of sign-in and of pages are Streamlit's own."""
    found = [route for route in [*routes(), *phone_routes()] if isinstance(route, Route)]

    assert len(found) == len(routes()) + len(phone_routes())
    assert {route.path for route in found} == set(ADDRESSES)


@pytest.mark.parametrize(
    "setup", [{}, {"anonymous": False}, {"beforehand": True}], ids=["anonymous", "named", "before"]
)
def test_no_answer_of_any_route_differs_by_what_someone_chose(phone, store, workshop, setup, monkeypatch):
    """A stranger, another participant and one of another workshop get the same to the byte, whatever is asked how."""
    monkeypatch.setattr(phones, "SAME_CODE", Failures(1000, 1, lambda: 0.0))  # nobody waits, of so many
    monkeypatch.setattr(web.routes, "SAVING_SECONDS", 0)
    assessment, id_, code = workshop(**setup)
    _, _, other_code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    mine = inside(phone, code, name=NAME)
    others = {
        "participant": inside(phone, code, name="Bram"),
        "elsewhere": inside(phone, other_code),
        "stranger": phone(),
    }
    for use in others.values():
        use("/w/language/nl", {})
    jars = {name: dict(use.jar) for name, use in others.items()}
    seen = {}

    for level in (1, 5):
        voted = text(mine("/w/now", ballot(level, ambition=str(level), reason=f"{REASON} {level}")))
        assert f"{REASON} {level}" in voted
        for name, use in others.items():
            for address in (*filter(None, ADDRESSES.values()), f"/w/now?item={FIRST}"):
                for form in (None, {}, {"item": FIRST, "number": "1"}, {"role": "None of these"}):
                    use.jar.clear()
                    use.jar.update(jars[name])
                    asked = address.format(code=code)
                    answered = use(asked, form)
                    seen.setdefault((name, asked, str(form)), []).append(told(answered))
                    assert REASON.encode() not in answered.body
                    assert NAME.encode() not in answered.body

    assert len(seen) == 3 * 4 * len(ADDRESSES)
    assert [asked for asked, (after_one, after_five) in seen.items() if after_one != after_five] == []


def test_who_chose_it_sees_it_and_so_the_test_above_can_fail(phone, store, workshop):
    """The same addresses do differ on the phone that voted."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    mine = inside(phone, code)
    seen = []
    for level in (1, 5):
        mine("/w/now", ballot(level))
        seen.append([told(mine(address)) for address in ("/w/now", "/w/copy")])

    assert all(one != five for one, five in zip(*seen, strict=True))


def events(cookie, do, seconds):
    """What a phone with this cookie is sent while this is done, and so long after it."""

    async def listen():
        sent, gone = [], asyncio.Event()
        scope = {
            "type": "http", "method": "GET", "path": "/w/changes", "raw_path": b"/w/changes", "root_path": "",
            "query_string": b"", "scheme": "http", "server": ("localhost", 8501), "http_version": "1.1",
            "client": ("127.0.0.1", 50000), "headers": [(b"cookie", f"workshop={cookie}".encode())],
        }  # fmt: skip

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            if message.get("body"):
                sent.append(message["body"].decode())

        listening = asyncio.create_task(Starlette(routes=phone_routes())(scope, receive, send))
        await asyncio.sleep(seconds)
        before = len(sent)
        await asyncio.to_thread(do)
        await asyncio.sleep(seconds)
        gone.set()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(listening, 5)
        phone_changes._LOOKING.clear()
        return sent[:before], sent[before:]

    return asyncio.run(listen())


def test_the_stream_of_events_says_nothing_of_votes(phone, store, workshop, monkeypatch):
    """A number at first; none for who comes in or votes; another for what the facilitator does."""
    monkeypatch.setattr(phone_changes, "SECONDS_BETWEEN_LOOKS", 0.02)
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    mine, listening = inside(phone, code), inside(phone, code).jar["workshop"]

    def votes():
        for level in (1, 5, "unknown"):
            mine("/w/now", ballot(level, reason=REASON))
        inside(phone, code)

    first, after = events(listening, votes, 0.3)
    assert [bool(re.fullmatch(r"data: \d+\n\n", event)) for event in first] == [True]
    assert after == []
    shown = draw(Setup(roles=["Finance", ROLE]))
    _, after = events(listening, lambda: store.show(assessment, id_, FIRST, shown), 0.3)
    assert [bool(re.fullmatch(r"data: \d+\n\n", event)) for event in after] == [True]
    assert events("guessed", votes, 0.1) == ([], [])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_participant_sees_no_question_that_was_not_put(phone, store, workshop, language):
    """Not its question, not its levels, not its id; beforehand those of the workshop, and no other."""
    _, _, before_code = workshop(beforehand=True)
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    content = questionnaire(language, "huurder")
    for this, may_see in ((code, {FIRST}), (before_code, {FIRST, SECOND})):
        use = inside(phone, this)
        asked = [text(use(f"/w/now?item={item}", accept_language=language)) for item in content.criteria]
        pages = html.unescape("".join([*asked, text(use("/w/copy", accept_language=language)), text(use("/w"))]))
        for item, criterion in content.criteria.items():
            words = (f'"{item}"', criterion.question, *criterion.levels)
            assert [word in pages for word in words] == [item in may_see] * 7, item


def test_a_vote_goes_nowhere_but_to_an_open_question_of_ones_own_workshop(phone, store, workshop, votes):
    """Forged in every field: another question, round, workshop or participant; each is answered, none is kept."""
    assessment, id_, code = workshop()
    other_assessment, other_id, other_code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    store.put_on_table(other_assessment, other_id, SECOND)
    mine, other = inside(phone, code), inside(phone, other_code)
    forged = [
        ballot(3, item=SECOND), ballot(3, item="s9.9"), ballot(3, item=""), ballot(3, item="%"), ballot(3, item="S1.3"),
        ballot(3, number="2"), ballot(3, number="0"), ballot(3, number="-1"), ballot(3, number="9" * 4000),
        ballot(3, number="1.0"), ballot(3, number=""), ballot(3, number="²"), ballot(3, number="1\0"),
        ballot(3, item=f"{FIRST}\0"), ballot(3, item=f" {FIRST}"), ballot(3, item="😀"), ballot(3, item="'--"),
        ballot(6), ballot(0), ballot(-1), ballot("3.0"), ballot("٣"), ballot("３"), ballot(""), ballot("None"),
        ballot("3", reason="a\0b"), ballot("3", reason="a\x1b[31mb"), ballot("3", reason="a\ufffeb"),
        ballot(3, item=SECOND, workshop=other_id, workshop_id=other_id, participant=other.jar["workshop"]),
    ]  # fmt: skip
    for form in forged:
        assert mine("/w/now", form).status == 200
    assert votes() == []

    mine("/w/now", ballot(3, ambition="6", participant_id="x", token=other.jar["workshop"], workshop_id=other_id))
    assert votes() == [(FIRST, 1, 3, None)]
    assert store.workshop(other_assessment, other_id).question(SECOND).rounds[0].voted == {}
    assert store.workshop(assessment, id_).question(FIRST).rounds[0].voted == {"Finance": 1}


def test_a_cookie_opens_one_workshop_and_no_other(phone, store, workshop):
    """In another, also of another organisation, who has its code stands at the door; with an id there is none."""
    assessment, id_, code = workshop()
    other_assessment, other_id, other_code = workshop()
    store.put_on_table(other_assessment, other_id, FIRST)
    use = inside(phone, code)

    assert say("What is your role?") in text(use(f"/w/{other_code}"))
    assert say("Just a moment") in text(use("/w/now"))
    for guessed in (id_, other_id, assessment, other_assessment, use.jar["workshop"], "AAAAAA", "%00", "%", "a" * 5000):
        answered = use(f"/w/{quote(guessed)}")
        assert answered.status == 404
        assert "Woonstichting" not in text(answered)
    assert store.workshop(other_assessment, other_id).people == {}


@pytest.mark.parametrize(
    "cookie",
    ["", "guessed", "' OR 1=1 --", "%", "\x01", "é" * 50, "a" * 4000, "../../etc/passwd", '"quoted"', "a; workshop=b"],
)
def test_a_cookie_that_is_nobodys_leads_to_the_door(ask, store, workshop, rows, cookie):
    """For every page of a participant, and for a vote."""
    assessment, id_, _ = workshop()
    store.put_on_table(assessment, id_, FIRST)
    for address, form in (("/w/now", None), ("/w/copy", None), ("/w/now", ballot(3))):
        answered = ask(address, form=form, cookie=f"workshop={cookie}")
        assert (answered.status, answered.headers["location"]) == (303, "/w")
    assert ask("/w/changes", cookie=f"workshop={cookie}").status == 204
    assert rows(VOTES) == 0


def test_who_was_in_a_workshop_that_is_gone_is_nobody(phone, ask, store, workshop):
    """Removed with its organisation: the cookie still in the phone opens nothing."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    use("/w/now", ballot(3))
    store.remove_organisation(store.organisation_of(assessment))

    assert use("/w/now").headers["location"] == "/w"
    assert use("/w/now", ballot(3)).headers["location"] == "/w"
    assert ask("/w/changes", cookie=f"workshop={use.jar['workshop']}").status == 204
    assert use(f"/w/{code}").status == 404


def test_in_an_anonymous_workshop_no_name_is_kept_anywhere(phone, store, workshop, kept):
    """Whatever field it is sent in; and none is on any page, before the result is shown or after."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    uses = [inside(phone, code, name=NAME, participant=NAME, token_hash=NAME, id=NAME) for _ in range(3)]
    for use in uses:
        use("/w/now", ballot(3, name=NAME, participant=NAME, by=NAME, role=NAME))
    shown = store.show(assessment, id_, FIRST, draw(Setup(roles=["Finance", ROLE])))
    pages = [text(use(address)) for use in uses for address in ("/w/now", "/w/copy", "/w")]

    assert NAME.split()[1] not in kept() + repr(shown) + "".join(pages)
    assert shown.total.people == 3


@pytest.mark.parametrize(
    "role", ["", "Director", "finance", "Finance ", "Finance\0", "None", "Finance\n", "a" * 9000, "<script>", "\ufffe"]
)
def test_a_role_that_is_not_in_the_list_lets_nobody_in(phone, workshop, rows, role):
    """And what was typed comes back as text."""
    _, _, code = workshop()

    answered = phone()(f"/w/{code}", {"role": role})

    assert (answered.status, answered.cookies) == (400, [])
    assert "<script>" not in text(answered)
    assert rows(PARTICIPANTS) == 0


@pytest.mark.parametrize("name", ["\0", "a\0", "\u202e", "\ufffe", "<script>alert(1)</script>", "é" * 800, "=1+1"])
def test_a_strange_name_is_refused_or_kept_as_text(phone, store, workshop, name):
    """It never breaks a page."""
    assessment, id_, code = workshop(anonymous=False)
    store.put_on_table(assessment, id_, FIRST)
    use = phone()

    answered = use(f"/w/{code}", {"role": "Finance", "name": name})

    assert answered.status in (303, 400)
    assert "<script>alert" not in text(answered)
    assert use("/w/now", ballot(3)).status in (200, 303)


ELSEWHERE = [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://localhost:8501.evil.example"},
    {"origin": "http://localhost:9999", "host": "localhost:8501"}, {"origin": "http://[", "host": "localhost:8501"},
    {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site", "origin": "https://other.example"},
    {"sec_fetch_site": "cross-site", "origin": "http://localhost:8501", "host": "localhost:8501"},
]  # fmt: skip


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_on_another_website_does_nothing(phone, store, workshop, rows, headers):
    """Also where the browser would send the cookie along: on a neighbour under the same domain."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    before = dict(use.jar)

    assert use("/w/now", ballot(3), **headers).status == 403
    assert use(f"/w/{code}", {"role": "Finance"}, **headers).status == 403
    assert (rows(VOTES), rows(PARTICIPANTS), use.jar) == (0, 1, before)


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"origin": "http://localhost:8501", "host": "localhost:8501"},
        {"origin": "http://192.168.1.20:8501", "host": "192.168.1.20:8501"},
        {"sec_fetch_site": "same-origin", "origin": "https://peilstok.example", "host": "behind-a-proxy:8501"},
    ],
)  # fmt: skip
def test_our_own_forms_are_heard(phone, store, workshop, votes, headers):
    """By an old browser, on the network, and behind a proxy that calls this server otherwise."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)

    assert inside(phone, code)("/w/now", ballot(3), **headers).status == 200
    assert votes() == [(FIRST, 1, 3, None)]


def test_without_the_cookie_that_a_cross_site_form_lacks_nothing_is_kept(phone, ask, store, workshop, rows):
    """Browsers send a SameSite=Lax cookie along with no form of another site."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = phone()
    [cookie] = use(f"/w/{code}", {"role": "Finance"}).cookies

    assert "SameSite=lax" in cookie
    assert ask("/w/now", form=ballot(3)).headers["location"] == "/w"
    assert rows(VOTES) == 0


@pytest.mark.parametrize("address", ["/w", "/w/now", "/w/{code}"])
def test_a_form_larger_than_any_of_ours_is_refused_everywhere(phone, workshop, rows, address):
    """Before it is read to its end, and whoever sends it."""
    _, _, code = workshop()

    assert phone()(address.format(code=code), {"role": "Finance", "x": "y" * 20_000}).status == 413
    assert rows(PARTICIPANTS) == 0


@pytest.mark.parametrize(
    "code", ["\0", "\0AAAAA", "AAAA\0A", "ÀÀÀÀÀÀ", "😀" * 6, "' OR 1", "%", "\u202e", "\n", "  ", "A" * 9000]
)
def test_a_code_of_strange_signs_is_one_that_does_not_exist(phone, workshop, code):
    """By the form and by the address; on PostgreSQL see tests/storage/test_workshop_attacks.py."""
    workshop()
    for answered in (phone()("/w", {"code": code}), phone()(f"/w/{quote(code)}"), phone()(f"/w/{quote(code)}", {})):
        assert answered.status in (404, 429) or (answered.status, answered.headers.get("location")) == (413, None)


def test_who_guesses_codes_waits_by_every_form(phone, workshop, monkeypatch, rows):
    """Once an address failed a room full of times a right guess looks as a wrong one, also with a role beside it."""
    _, _, code = workshop()
    monkeypatch.setattr(phones, "SAME_ADDRESS", Failures(20, 1, lambda: 0.0))
    use = phone()
    guesses = [use(f"/w/A{number:05}", {"role": "Finance"}).status for number in range(30)]

    assert guesses == [404] * 20 + [429] * 10
    for answered in (use(f"/w/{code}", {"role": "Finance"}), use(f"/w/{code}"), use("/w", {"code": code})):
        assert answered.status == 429
        assert answered.cookies == []
    assert rows(PARTICIPANTS) == 0


def test_nothing_of_a_vote_comes_in_a_log_or_on_the_terminal(phone, store, workshop, caplog, capfd):
    """No level, reason, name, code or secret; also not of what is refused, or breaks on the way."""
    caplog.set_level(logging.INFO)
    assessment, id_, code = workshop(anonymous=False)
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code, name=NAME)
    for form in (ballot(4, reason=REASON), ballot(9, reason=REASON), ballot(4, reason=f"{REASON}\0"), {"item": REASON}):
        use("/w/now", form)
    use("/w/copy")
    use("/w/ZZZZZZ", {"role": "Finance", "name": NAME})
    with closing(sqlite3.connect(store.engine.url.database)) as connection, connection:
        connection.execute("ALTER TABLE votes RENAME TO elsewhere")
    with pytest.raises(Exception, match="no such table") as broken:
        use("/w/now", ballot(4, reason=REASON))
    logging.getLogger("peilstok").error("it broke", exc_info=broken.value)

    out, err = capfd.readouterr()
    assert "no such table" in caplog.text
    for secret in (NAME, REASON, "Geheimzinnig", "Pietersen", code, use.jar["workshop"], "ZZZZZZ"):
        assert secret not in caplog.text + out + err
