"""Everything that this server answers besides Streamlit's pages: routes and middleware."""

import asyncio
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import settings
from i18n.words import LANGUAGES
from web.document import DocumentLanguage
from web.downloads import Asks, download_routes
from web.elsewhere import OnlyPhonesElsewhere
from web.headers import SecurityHeaders
from web.invitations import forget_invitation, open_invitation
from web.phones import Phones
from web.returning import ReturnAfterSignIn, path_here

ICON = Path(__file__).parent / "icon.png"
BEGIN_AT_TOP = Path(__file__).parent / "begin_at_top.js"
DRAG_INTO_ORDER = Path(__file__).parent / "drag_into_order.js"
COOKIE_SECONDS = 365 * 24 * 3600
SAVING_SECONDS = 0.3


def routes(asks: Asks = lambda _cookies: None) -> list[BaseRoute]:
    """The routes beside Streamlit's own; `asks` says who asks by the cookies of a request, without it nobody does."""
    return [
        Route("/health", health),
        Route("/ready", ready),
        Route("/favicon.png", icon),
        Route("/begin-at-top.js", begin_at_top),
        Route("/drag-into-order.js", drag_into_order),
        Route("/language/{language}", choose_language),
        Route("/invitation", forget_invitation),
        Route("/invitation/{token}", open_invitation),
        *download_routes(asks),
    ]


def middleware() -> list[Middleware]:
    """The middleware around all answers, plain ASGI so that it leaves the websocket and event streams whole."""
    configured = settings.read_settings()
    around = [Middleware(SecurityHeaders, https=configured.https), Middleware(Phones), Middleware(DocumentLanguage)]
    if configured.sign_in:
        return [*around, Middleware(ReturnAfterSignIn)]
    return [*around, Middleware(OnlyPhonesElsewhere)]


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"})


def ready(_request: Request) -> Response:
    """Says whether visitors can be served: the database is there, with the tables of this version."""
    # In a thread of its own, as a plain function: a slow database holds up nobody else. Imported at the first question,
    # for a quick start.
    from storage.database import readiness

    now = settings.read_settings()
    status = readiness(now.database_url, is_shared=now.sign_in is not None)
    return JSONResponse({"status": status}, status_code=200 if status == "ok" else 503)


async def icon(_request: Request) -> Response:
    """The icon of the browser's tab, in the place of Streamlit's."""
    return FileResponse(ICON, media_type="image/png")


async def begin_at_top(_request: Request) -> Response:
    """The script that lets another theme begin at its top; a file, as inline scripts don't run here."""
    return FileResponse(BEGIN_AT_TOP, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


async def drag_into_order(_request: Request) -> Response:
    """The script that lets the questions of a workshop be dragged into another order; a file, for the same reason."""
    return FileResponse(DRAG_INTO_ORDER, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


async def choose_language(request: Request) -> Response:
    """Keeps the language in a cookie and goes back to where the visitor was."""
    # A field that this very click left is still being saved; Streamlit drops that once the old page is gone.
    await asyncio.sleep(SAVING_SECONDS)
    language, back = request.path_params["language"], path_here(request.query_params.get("next", "/"))
    response = RedirectResponse(back, status_code=303)
    if language in LANGUAGES:
        secure = settings.read_settings().https
        response.set_cookie("language", language, COOKIE_SECONDS, secure=secure, httponly=True, samesite="lax")
    return response
