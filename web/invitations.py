"""The link of an invitation: its secret goes from the address into a short cookie, and survives signing in there."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

import settings
from auth.limits import Failures, network_of
from i18n.words import first_known, words_in

COOKIE, SECONDS = "invitation", 15 * 60
# The longest secret that is kept of whatever someone puts in the address; ours have 43 signs.
_LONGEST = 100
# A secret of 256 bits can't be guessed: this protects the database, and hinders no room full of people who open a link
# that they used before.
FAILURES = Failures(at_once=300, seconds=1)


def open_invitation(request: Request) -> Response:
    """Keeps the secret in a cookie and goes to the start; the same for a good one as for any other."""
    key = network_of(request.client.host if request.client else "")
    seconds = FAILURES.wait(key)
    configured = settings.read_settings()
    if seconds:
        words = words_in(first_known(request.cookies.get("language", ""), configured.language))
        text = words.gettext(
            "Too many invitations that don't work were opened from your network. Try again in a minute."
        )
        return PlainTextResponse(text, 429, headers={"Retry-After": str(seconds), "Cache-Control": "no-store"})
    token = request.path_params["token"][:_LONGEST]
    if not _is_usable(configured.database_url, token):
        FAILURES.failed(key)
    response = RedirectResponse("/", 303, headers={"Cache-Control": "no-store"})
    response.set_cookie(COOKIE, token, SECONDS, secure=configured.https, httponly=True, samesite="lax")
    return response


async def forget_invitation(_request: Request) -> Response:
    """Takes the cookie away, once the invitation is accepted or declined."""
    response = Response(status_code=204)
    secure = settings.read_settings().https
    response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="lax")
    return response


def _is_usable(url: str, token: str) -> bool:
    # Imported at the first question, for a quick start.
    from model.errors import BadInput
    from storage.database import open_database
    from storage.invitations import is_usable
    from storage.stored import Unavailable

    try:
        return is_usable(open_database(url), token)
    except (Unavailable, BadInput):
        return True  # nobody's failure: the page will say that the database is gone
