"""After signing in back to the page that was asked: Streamlit itself always returns to the start."""

import re
from http import HTTPStatus
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAVES, RETURNS = "/auth/login", "/oauth2callback"  # Streamlit's own routes, to the provider and back
COOKIE = "return"
SECONDS = 600
FAILED = "sign_in=failed"  # read by the gate
_LONGEST = 2000
_ATTRIBUTES = f"Path={RETURNS}; HttpOnly; SameSite=Lax"


def path_here(address: str) -> str:
    """The address when it is a path on this server, or else the start."""
    # "//elsewhere" and "/\\elsewhere" would lead to another server.
    return address if address.startswith("/") and address[1:2] not in ("/", "\\") else "/"


class ReturnAfterSignIn:
    """Keeps the page that someone leaves to sign in, in a short cookie, and goes back to it; says so when it failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; adds the cookie on the way out, and follows it on the way back."""
        if scope["type"] != "http" or scope["path"] not in (LEAVES, RETURNS):
            await self.app(scope, receive, send)
            return

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                change = _leave if scope["path"] == LEAVES else _return
                change(Request(scope), message)
            await send(message)

        await self.app(scope, receive, send_on)


def _leave(asked: Request, answered: Message) -> None:
    headers = MutableHeaders(scope=answered)
    if answered["status"] >= HTTPStatus.BAD_REQUEST:
        # The provider can't be reached, or does not know this installation; Streamlit's log says which.
        answered["status"] = HTTPStatus.SEE_OTHER
        headers["location"] = f"/?{FAILED}"
    # Referrer-Policy: same-origin (web/headers.py) lets our own pages, and no others, say where the visitor is.
    came_from = urlsplit(asked.headers.get("referer", ""))
    path = path_here(f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path)
    if came_from.netloc == asked.headers.get("host") and path != "/" and len(path) <= _LONGEST:
        headers.append("set-cookie", f"{COOKIE}={quote(path, safe='')}; Max-Age={SECONDS}; {_ATTRIBUTES}")


def _return(asked: Request, answered: Message) -> None:
    headers = MutableHeaders(scope=answered)
    if headers.get("location") != "/":
        return
    path = "/"
    if COOKIE in asked.cookies:
        # Quoted again, so that no sign in it can end the header.
        path = path_here(quote(path_here(unquote(asked.cookies[COOKIE])), safe="/?&=%-._~+"))
        headers.append("set-cookie", f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}")
    # Signing out comes back here too, without an answer of the provider.
    if {"code", "error"} & set(asked.query_params) and not _is_signed_in(headers):
        path += f"{'&' if '?' in path else '?'}{FAILED}"
    headers["location"] = path


def _is_signed_in(headers: MutableHeaders) -> bool:
    return any(re.match(r"_streamlit_user=[^;\"]", cookie) for cookie in headers.getlist("set-cookie"))
