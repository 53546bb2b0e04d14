"""Requests to the pieces around Streamlit's pages, without a server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

from auth.who import TERMINAL
from model.answers import Organisation
from storage.database import engine_for, open_database
from storage.store import Store
from tests.phones import FIRST, ORGANISATION, SECOND
from web.phones import phone_routes
from web.routes import routes


@dataclass(frozen=True)
class Answered:
    """What came back: status, headers (the last of a name), all cookies set, and the whole body."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes


@pytest.fixture
def ask() -> Callable[..., Answered]:
    """Sends one request to an application; without one, to the routes of Peilstok."""

    def ask_(
        address: str,
        *,
        app: ASGIApp | None = None,
        method: str = "GET",
        accept: str = "text/html",
        client: str = "127.0.0.1",
        form: dict[str, str] | None = None,
        **headers: str,
    ) -> Answered:
        application = app or Starlette(routes=[*routes(), *phone_routes()])
        body = b"" if form is None else urlencode(form).encode()
        method = method if form is None else "POST"
        return asyncio.run(_ask(application, address, method, client, {"accept": accept, **headers}, body))

    return ask_


@pytest.fixture
def store(tmp_path, monkeypatch):
    """An empty store, which the pages use too."""
    url = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    yield Store(open_database(url), TERMINAL)
    engine_for(url).dispose()


@pytest.fixture
def workshop(store):
    """Makes an open workshop; gives its assessment, id and code."""

    def make(**setup):
        organisation = store.add_organisation(Organisation(name=ORGANISATION, customer="huurder"))
        assessment = store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))
        store.give_answer(assessment, FIRST, {"note": "Geheime nota"})
        id_ = store.add_workshop(assessment, {"roles": ["Finance", "<i>Legal</i>"], **setup}, [FIRST, SECOND])
        return assessment, id_, store.open_workshop(assessment, id_)

    return make


@pytest.fixture
def phone(ask):
    """A phone with its cookies: asks a page, or sends a form, and gives what came back."""

    def make():
        jar = {}

        def use(address, form=None, **headers):
            cookies = {"cookie": "; ".join(f"{name}={value}" for name, value in jar.items())} if jar else {}
            answered = ask(address, form=form, **cookies, **headers)
            for cookie in answered.cookies:
                name, value = cookie.split(";")[0].split("=", 1)
                jar[name] = value
            return answered

        use.jar = jar
        return use

    return make


async def _ask(
    app: ASGIApp, address: str, method: str, client: str, headers: dict[str, str], content: bytes
) -> Answered:
    parts = urlsplit(address)
    scope = {
        "type": "http", "method": method, "path": unquote(parts.path), "raw_path": parts.path.encode(), "root_path": "",
        "query_string": parts.query.encode(), "scheme": "http", "server": ("localhost", 8501), "http_version": "1.1",
        "client": (client, 50000),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    sent = []
    received = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive():
        # After its request the visitor waits for the answer, and never leaves.
        return received.pop() if received else await asyncio.Future()

    async def send(message):
        sent.append(message)

    await asyncio.wait_for(app(scope, receive, send), 10)
    assert [message["type"] for message in sent].count("http.response.start") == 1
    assert not sent[-1].get("more_body", False)
    pairs = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(sent[0]["status"], dict(pairs), [value for name, value in pairs if name == "set-cookie"], body)
