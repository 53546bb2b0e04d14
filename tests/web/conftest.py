"""Requests to the pieces around Streamlit's pages, without a server."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.types import ASGIApp

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
        application = app or Starlette(routes=routes())
        body = b"" if form is None else urlencode(form).encode()
        method = method if form is None else "POST"
        return asyncio.run(_ask(application, address, method, client, {"accept": accept, **headers}, body))

    return ask_


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
