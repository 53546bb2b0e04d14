"""The security headers: on every answer, once, and true to the Streamlit that is installed."""

import asyncio
import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from web.headers import SecurityHeaders, content_security_policy, streamlit_index
from web.routes import middleware, routes

STATIC = Path(streamlit.__file__).parent / "static"
SCRIPT = next((STATIC / "static" / "js").glob("index.*.js")).relative_to(STATIC).as_posix()
EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture(autouse=True)
def _plain_http_and_no_database(monkeypatch, tmp_path):
    monkeypatch.delenv("PEILSTOK_HTTPS", raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")


@pytest.fixture
def whole():
    """Our routes and middleware around the files of the installed Streamlit."""
    pages = Mount("/", StaticFiles(directory=STATIC, html=True))
    return Starlette(routes=[*routes(), pages], middleware=middleware())


def _directives(policy):
    """The policy as a table: directive, its sources."""
    return {name: sources for name, *sources in (part.split() for part in policy.split("; "))}


class _InlineScripts(HTMLParser):
    """The text of every script without an address, read by another reader than the program's."""

    def __init__(self, document):
        super().__init__()
        self.found, self.is_inside = [], False
        self.feed(document)

    def handle_starttag(self, tag, attrs):
        self.is_inside = tag == "script" and "src" not in dict(attrs)

    def handle_endtag(self, tag):
        self.is_inside = False

    def handle_data(self, data):
        if self.is_inside:
            self.found.append(data)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), (f"/{SCRIPT}", 200), ("/health", 200), ("/ready", 503), ("/favicon.png", 200),
        ("/begin-at-top.js", 200), ("/drag-into-order.js", 200), ("/language/en", 303), ("/static/js/unknown.js", 404),
    ],
)  # fmt: skip
def test_pages_routes_and_static_files_have_the_headers(ask, whole, path, status):
    """Whatever the answer is."""
    answered = ask(path, app=whole)

    assert answered.status == status
    assert {name: answered.headers.get(name) for name in EXPECTED} == EXPECTED
    assert answered.headers["content-security-policy"] == content_security_policy(streamlit_index())
    assert answered.headers["permissions-policy"].startswith("camera=()")


def test_the_policy_allows_exactly_the_inline_scripts_of_the_installed_document(ask, whole):
    """The document as it is sent, in the visitor's language, and each script in it by its hash."""
    scripts = _InlineScripts(ask("/", app=whole, cookie="language=en").body.decode()).found
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]

    assert len(scripts) >= 1
    assert _directives(content_security_policy(streamlit_index()))["script-src"] == ["'self'", *hashes]


def test_another_document_has_another_hash():
    """A later Streamlit brings its own script, several, or none."""
    one, other = content_security_policy("<script>a</script>"), content_security_policy("<script>b</script>")
    both = content_security_policy('<script>a</script><script src="x"></script><script>\nb</script>')

    assert one != other
    assert len(_directives(both)["script-src"]) == 3
    assert _directives(content_security_policy("<p>"))["script-src"] == ["'self'"]


def test_the_policy_lets_nothing_come_from_elsewhere():
    """No other server, no inline script by word, no eval, no plug-in, no frame around us."""
    policy = content_security_policy(streamlit_index())
    directives = _directives(policy)

    assert not re.search(r"https?:|\*|unsafe-eval|wasm", policy)
    assert [name for name, sources in directives.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert directives["default-src"] == directives["connect-src"] == directives["form-action"] == ["'self'"]
    assert directives["object-src"] == directives["frame-ancestors"] == ["'none'"]


def test_a_header_that_was_there_is_replaced_and_not_doubled(ask):
    """Two policies in one answer would be read as both, or as none."""
    inner = JSONResponse({}, headers={"X-Frame-Options": "SAMEORIGIN", "X-Other": "1"})
    sent = []

    async def app(scope, receive, send):
        async def note(message):
            sent.append(message)
            await send(message)

        await SecurityHeaders(inner, https=False)(scope, receive, note)

    assert ask("/", app=app).headers["x-other"] == "1"
    names = [name.lower() for name, _ in sent[0]["headers"]]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("value", ["1", "true", " Yes ", "ON"])
def test_behind_tls_browsers_are_kept_to_https_and_our_cookie_is_secure(ask, monkeypatch, value):
    """The setting is read when the server starts."""
    monkeypatch.setenv("PEILSTOK_HTTPS", value)
    answered = ask("/language/en", app=Starlette(routes=routes(), middleware=middleware()))

    assert answered.headers["strict-transport-security"] == "max-age=31536000"
    assert "; secure" in answered.cookies[0].lower()


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ("a=1; HttpOnly", "a=1; HttpOnly; Secure"), ("a=1; Secure; Path=/", "a=1; Secure; Path=/"),
        ("a=1; path=/; secure", "a=1; path=/; secure"), ("a=Secure", "a=Secure; Secure"),
        ("a=1; Path=/secure", "a=1; Path=/secure; Secure"),
    ],
)  # fmt: skip
def test_behind_tls_every_cookie_is_secure_once(ask, sent, received):
    """Also those that Streamlit sets itself, each of several; plain HTTP leaves them as they are."""
    inner = PlainTextResponse("", headers={"set-cookie": sent})
    inner.raw_headers.append((b"Set-Cookie", b"b=2"))

    assert ask("/", app=SecurityHeaders(inner, https=True)).cookies == [received, "b=2; Secure"]
    assert ask("/", app=SecurityHeaders(inner, https=False)).cookies == [sent, "b=2"]


@pytest.mark.parametrize("value", [None, "", "0", "false", "no"])
def test_without_tls_nothing_asks_for_it(ask, monkeypatch, value):
    """On localhost a Secure cookie would be lost in some browsers, and HTTPS answers nothing."""
    if value is not None:
        monkeypatch.setenv("PEILSTOK_HTTPS", value)
    answered = ask("/language/en", app=Starlette(routes=routes(), middleware=middleware()))

    assert "strict-transport-security" not in answered.headers
    assert "secure" not in answered.cookies[0].lower()


def test_the_websocket_passes_untouched():
    """Scope, receive and send of anything but HTTP reach Streamlit as they came."""
    seen = []

    async def app(*arguments):
        seen.append(arguments)

    scope, receive, send = {"type": "websocket", "headers": []}, object(), object()
    asyncio.run(SecurityHeaders(app, https=True)(scope, receive, send))

    assert seen == [(scope, receive, send)]


def test_a_stream_of_events_is_passed_on_piece_by_piece():
    """Nothing is held back until the end."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        assert sent[-1]["body"] == b"data: 1\n\n"
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def send(message):
        sent.append(message)

    asyncio.run(SecurityHeaders(app, https=False)({"type": "http"}, None, send))

    assert len(sent) == 3
