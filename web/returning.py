"""After signing in back to the page that was asked: Streamlit itself always returns to the start."""

from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAVES, RETURNS = "/auth/login", "/oauth2callback"  # Streamlit's own routes, to the provider and back
COOKIE = "return"
SECONDS = 600
_LONGEST = 2000


def path_here(address: str) -> str:
    """The address when it is a path on this server, or else the start."""
    # "//elsewhere" and "/\\elsewhere" would lead to another server.
    return address if address.startswith("/") and address[1:2] not in ("/", "\\") else "/"


class ReturnAfterSignIn:
    """Keeps the page that someone leaves to sign in, in a short cookie, and goes back to it after that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; adds the cookie on the way out, and follows it on the way back."""
        if scope["type"] != "http" or scope["path"] not in (LEAVES, RETURNS):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                change = _keep if scope["path"] == LEAVES else _return
                change(headers, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_on)


def _keep(asked: Headers, answered: MutableHeaders) -> None:
    # Referrer-Policy: same-origin (web/headers.py) lets our own pages, and no others, say where the visitor is.
    came_from = urlsplit(asked.get("referer", ""))
    path = path_here(f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path)
    if came_from.netloc == asked.get("host") and path != "/" and len(path) <= _LONGEST:
        answered.append("set-cookie", f"{COOKIE}={quote(path, safe='')}; Max-Age={SECONDS}; {_ATTRIBUTES}")


def _return(asked: Headers, answered: MutableHeaders) -> None:
    cookies = SimpleCookie(asked.get("cookie", ""))
    if COOKIE in cookies and answered.get("location") == "/":
        # Quoted again, so that no sign in it can end the header.
        path = quote(path_here(unquote(cookies[COOKIE].value)), safe="/?&=%-._~+")
        answered["location"] = path_here(path)
        answered.append("set-cookie", f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}")


_ATTRIBUTES = f"Path={RETURNS}; HttpOnly; SameSite=Lax"
