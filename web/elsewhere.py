"""Without sign-in Peilstok is for one machine: other addresses get the pages for phones in a workshop, nothing else."""

import ipaddress
import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# The addresses of web/phones.py; nothing else that begins with /w, as Streamlit answers whatever is left.
_FOR_PHONES = re.compile(r"/w(/[A-Za-z0-9]+|/phone\.(css|js)|/language/[a-z]+)?")
_SENTENCE = "Only the pages of a workshop are open to other devices. Go to /w and fill in the code.\n"


class OnlyPhonesElsewhere:
    """Lets this machine ask everything, and every other address no more than a phone needs: no page, no websocket."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may be asked from this address, and refuses the rest."""
        for_phones = scope["type"] == "http" and _FOR_PHONES.fullmatch(scope["path"])
        if scope["type"] == "lifespan" or for_phones or _is_this_machine(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(_SENTENCE, 404)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _is_this_machine(scope: Scope) -> bool:
    """By the address of the connection itself: what a request says of where it comes from counts for nothing."""
    address = (scope.get("client") or ("", 0))[0]
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return bool((mapped or ip).is_loopback)
