"""Security headers on every answer: what a browser may do with it, and where the visitor's pages may appear."""

import base64
import hashlib
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Nothing of this is used by any page; what is not named here keeps the browser's own rule.
_SWITCHED_OFF = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
_POLICY = b"content-security-policy"
_HTTPS_ONLY = "max-age=31536000"


def streamlit_index() -> str:
    """The document of the installed Streamlit; asked of the package, so that only `ui` imports it."""
    package = find_spec("streamlit")
    if package is None or package.origin is None:
        raise FileNotFoundError("Streamlit is not installed: python -m pip install -r requirements.txt")
    return (Path(package.origin).parent / "static" / "index.html").read_text(encoding="utf-8")


def content_security_policy(index: str) -> str:
    """What a page may load: only from this server, and of inline scripts only those of this document."""
    scripts = [hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(index)]
    hashes = "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in scripts)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self'{hashes}",
            # Streamlit and its charts write styles while they run.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ]
    )


class SecurityHeaders:
    """Writes the security headers on every HTTP answer, also on Streamlit's own; the websocket passes untouched."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https
        headers = {
            "Content-Security-Policy": content_security_policy(streamlit_index()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # An address names an assessment: no other server hears of it.
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if https:
            headers["Strict-Transport-Security"] = _HTTPS_ONLY
        self.headers = {name.lower().encode(): value.encode() for name, value in headers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and writes the headers where an answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._headers(message.get("headers", ()))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _headers(self, given: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """Those of the answer, with ours in the place of what it says itself about the same."""
        policy = next((value for name, value in given if name.lower() == _POLICY), b"")
        # A file that is downloaded may do even less than a page.
        ours = self.headers | ({_POLICY: policy} if policy.startswith(b"sandbox") else {})
        kept = [(name, value) for name, value in given if name.lower() not in ours]
        return [*(_secured(*header) if self.https else header for header in kept), *ours.items()]


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie that is never sent without TLS; Streamlit sets its own without that."""
    is_open = name.lower() == b"set-cookie" and not re.search(rb";\s*secure\s*(;|$)", value, re.IGNORECASE)
    return name, value + b"; Secure" if is_open else value
