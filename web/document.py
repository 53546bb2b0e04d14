"""The document around Streamlit's pages in the visitor's language: <html lang> and title."""

from http.cookies import SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

import settings
from i18n.words import first_known

_DEPENDS_ON_LANGUAGE = (b"content-length", b"etag", b"last-modified")
# Without these the document comes whole and plain, so that it can be rewritten.
_CONDITIONS = (b"if-none-match", b"if-modified-since", b"accept-encoding")


class DocumentLanguage:
    """Streamlit's index.html always says lang="en" and the title "Streamlit"; this writes what is true."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and rewrites the HTML document on its way out; pages for phones say it themselves."""
        if scope["type"] != "http" or scope["path"].startswith("/w/") or not _accepts_html(scope):
            await self.app(scope, receive, send)
            return
        language = _language(scope)
        kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        started: list[Message] = []
        body = bytearray()

        async def rewrite(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                if not _is_html(message):
                    await send(message)
                return
            if not started or not _is_html(started[0]):
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send_document(started[0], bytes(body), language, send)

        await self.app({**scope, "headers": kept}, receive, rewrite)


async def _send_document(start: Message, body: bytes, language: str, send: Send) -> None:
    document = body.replace(b'<html lang="en"', f'<html lang="{language}"'.encode())
    document = document.replace(b"<title>Streamlit</title>", b"<title>Peilstok</title>")
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in _DEPENDS_ON_LANGUAGE]
    headers += [(b"content-length", str(len(document)).encode()), (b"vary", b"Cookie")]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": document})


def _accepts_html(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_html(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start.get("headers", [])}
    return bool(headers.get(b"content-type", b"").startswith(b"text/html"))


def _language(scope: Scope) -> str:
    cookies = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            cookies.load(value.decode("latin-1"))
    chosen = cookies["language"].value if "language" in cookies else ""
    return first_known(chosen, settings.read_settings().language)
