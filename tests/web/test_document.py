"""The document around the pages says its true language and title."""

import asyncio

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from web.document import DocumentLanguage

INDEX = '<!doctype html><html lang="en"><head><title>Streamlit</title></head><body>é</body></html>'


@pytest.fixture(autouse=True)
def _dutch_by_default(monkeypatch):
    monkeypatch.delenv("PEILSTOK_LANGUAGE", raising=False)


@pytest.fixture
def index():
    """Streamlit's document, as the middleware sends it on."""
    headers = {"etag": '"abc"', "last-modified": "yesterday", "x-other": "1"}
    return DocumentLanguage(HTMLResponse(INDEX, headers=headers))


@pytest.mark.parametrize(
    ("cookie", "language"),
    [("", "nl"), ("language=en", "en"), ("language=nl", "nl"), ("other=1; language=en", "en"), ("language=de", "nl")],
)
def test_the_document_says_the_visitors_language(ask, index, cookie, language):
    """The cookie decides, and without a valid one the setting."""
    answered = ask("/", app=index, cookie=cookie)

    assert answered.body.decode() == INDEX.replace('lang="en"', f'lang="{language}"').replace("Streamlit", "Peilstok")


def test_the_setting_decides_for_a_new_visitor(ask, index, monkeypatch):
    """An English installation greets in English; a setting that is no language greets in Dutch."""
    monkeypatch.setenv("PEILSTOK_LANGUAGE", "en")
    assert b'lang="en"' in ask("/", app=index).body

    monkeypatch.setenv("PEILSTOK_LANGUAGE", '"><script>')
    assert b'lang="nl"' in ask("/", app=index).body


@pytest.mark.parametrize("cookie", ['language="><script>', "language=%22%3E", "=;=;", "\x7f", "a" * 5000])
def test_a_strange_cookie_changes_nothing(ask, index, cookie):
    """Nothing of a cookie reaches the document, and none stops it."""
    answered = ask("/", app=index, cookie=cookie)

    assert answered.status == 200
    assert answered.body.decode() == INDEX.replace('lang="en"', 'lang="nl"').replace("Streamlit", "Peilstok")


def test_its_length_is_true_and_no_cache_confuses_languages(ask, index):
    """The length counts bytes; marks of the unchanged document are gone; caches are told that the cookie matters."""
    answered = ask("/", app=index)

    assert int(answered.headers["content-length"]) == len(answered.body)
    assert not {"etag", "last-modified"} & set(answered.headers)
    assert answered.headers["vary"] == "Cookie"
    assert answered.headers["x-other"] == "1"


def test_a_document_in_pieces_is_rewritten_whole(ask):
    """A piece that ends in the middle of a tag hides nothing."""
    pieces = (INDEX[start : start + 7] for start in range(0, len(INDEX), 7))

    answered = ask("/", app=DocumentLanguage(StreamingResponse(pieces, media_type="text/html")))

    assert b"<title>Peilstok</title>" in answered.body


def test_a_head_request_is_answered_without_a_body(ask):
    """Nothing follows the headers."""

    async def head(scope, receive, send):
        await Response(status_code=200, media_type="text/html")(scope, receive, send)

    assert ask("/", app=DocumentLanguage(head), method="HEAD").body == b""


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/json"])
def test_other_answers_pass_unchanged(ask, accept):
    """Data keeps its bytes and its marks."""
    app = DocumentLanguage(JSONResponse({"a": '<html lang="en"'}, headers={"etag": '"abc"'}))

    answered = ask("/data", app=app, accept=accept)

    assert answered.body == b'{"a":"<html lang=\\"en\\""}'
    assert answered.headers["etag"] == '"abc"'


def test_who_asks_for_no_document_gets_none_rewritten(ask, index):
    """A request that does not accept HTML passes as it is."""
    assert ask("/", app=index, accept="application/json").body.decode() == INDEX


def test_the_document_is_asked_for_whole_and_plain(ask):
    """Conditions and compression would bring nothing, or bytes, to rewrite."""
    asked = {}

    async def app(scope, receive, send):
        asked.update(scope["headers"])
        await HTMLResponse(INDEX)(scope, receive, send)

    ask("/", app=DocumentLanguage(app), if_none_match='"abc"', accept_encoding="gzip", cookie="language=en")

    assert set(asked) == {b"accept", b"cookie"}


def test_the_websocket_passes_untouched():
    """Scope, receive and send of anything but HTTP reach Streamlit as they came."""
    seen = []

    async def app(*arguments):
        seen.append(arguments)

    scope, receive, send = {"type": "websocket", "headers": [(b"accept", b"text/html")]}, object(), object()
    asyncio.run(DocumentLanguage(app)(scope, receive, send))

    assert seen == [(scope, receive, send)]
    assert seen[0][0] is scope
