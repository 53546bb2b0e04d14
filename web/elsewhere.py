"""Without sign-in Peilstok is for one machine: other addresses get the pages for phones in a workshop, nothing else."""

import ipaddress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SENTENCE = "Only the pages of a workshop are open to other devices. Go to /w and fill in the code.\n"


class OnlyPhonesElsewhere:
    """Lets this machine ask everything, and every other address nothing: no page, no websocket.

    What phones may ask was answered before (web/phones.py).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may be asked from this address, and refuses the rest."""
        if scope["type"] == "lifespan" or _is_this_machine(scope):
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
