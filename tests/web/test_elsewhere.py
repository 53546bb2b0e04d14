"""Without sign-in another device reaches the pages for phones, and nothing else."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse

from web.elsewhere import OnlyPhonesElsewhere
from web.routes import middleware

THERE = "192.168.1.20"
SENTENCE = b"Only the pages of a workshop are open to other devices. Go to /w and fill in the code.\n"


async def everything(scope, receive, send):
    """An application that answers all there is."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("everything")(scope, receive, send)


def whole():
    """That application within all our middleware."""
    around = everything
    for one in reversed(middleware()):
        around = one.cls(around, *one.args, **one.kwargs)
    return around


@pytest.fixture
def asked(ask, store):
    """Asks for an address from an address."""
    return lambda path, client=THERE, **headers: ask(path, app=whole(), client=client, **headers)


@pytest.mark.parametrize("path", ["/w", "/w/ACDEFG", "/w/now", "/w/changes", "/w/copy", "/w/phone.css", "/w/phone.js"])
def test_a_phone_gets_what_it_needs(asked, path):
    """From wherever it asks the same; nothing of the pages comes into it."""
    there, here = asked(path), asked(path, client="127.0.0.1")

    assert (there.status, there.body) == (here.status, here.body)
    assert there.body not in (b"everything", SENTENCE)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/answer", "/_stcore/health", "/_stcore/stream", "/_stcore/upload_file/a/b", "/media/a.pdf", "/ready",
        "/download/secret", "/invitation/secret", "/W", "/workshop", "//w", "//w/now",
    ],
)  # fmt: skip
def test_no_other_page_answers_elsewhere(asked, path):
    """Whatever the address looks like; on this machine itself it does."""
    assert (asked(path).status, asked(path).body) == (404, SENTENCE)
    assert asked(path, client="127.0.0.1").body == b"everything"


@pytest.mark.parametrize(
    "path",
    [
        "/w/",
        "/w/../answer",
        "/w/%2e%2e/answer",
        "/w/_stcore/health",
        "/w/now/_stcore/stream",
        "/w/phone.exe",
        "/w//now",
    ],
)  # fmt: skip
def test_what_begins_like_a_page_for_phones_leads_nowhere_else(asked, path):
    """On this machine neither."""
    for client in (THERE, "127.0.0.1"):
        assert b"everything" not in asked(path, client=client).body


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_asks_everything(asked, client):
    """By either kind of address."""
    assert asked("/answer", client=client).status == 200


@pytest.mark.parametrize("client", [THERE, "10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "unknown", ""])
def test_what_a_request_says_of_itself_counts_for_nothing(asked, client):
    """Headers with the address of this machine open nothing."""
    headers = {
        "x-forwarded-for": "127.0.0.1",
        "x-real-ip": "127.0.0.1",
        "forwarded": "for=127.0.0.1",
        "host": "localhost",
    }

    assert asked("/answer", client=client, **headers).status == 404


@pytest.mark.parametrize("path", ["/_stcore/stream", "/w/now", "/w"])
def test_no_websocket_opens_elsewhere(path):
    """Streamlit's pages live by it."""
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message["type"])

    for client in (THERE, "127.0.0.1"):
        scope = {"type": "websocket", "path": path, "client": (client, 1)}
        asyncio.run(whole()(scope, receive, send))

    assert sent == ["websocket.close", "websocket.accept"]


def test_where_people_sign_in_every_address_is_asked_to(monkeypatch):
    """There signing in keeps others out."""
    assert OnlyPhonesElsewhere in [one.cls for one in middleware()]
    for name, value in {
        "PEILSTOK_OIDC_ISSUER": "https://provider.example", "PEILSTOK_OIDC_CLIENT_ID": "peilstok",
        "PEILSTOK_OIDC_CLIENT_SECRET": "secret", "PEILSTOK_ADDRESS": "https://peilstok.example.nl",
        "PEILSTOK_COOKIE_SECRET": "a secret for the cookies of these tests",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)

    assert OnlyPhonesElsewhere not in [one.cls for one in middleware()]
