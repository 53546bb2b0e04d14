"""Everything that this server answers besides Streamlit's pages: routes and middleware."""

import asyncio
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from i18n.words import LANGUAGES
from web.document import DocumentLanguage

ICON = Path(__file__).parent / "icon.png"
COOKIE_SECONDS = 365 * 24 * 3600
SAVING_SECONDS = 0.3


def routes() -> list[BaseRoute]:
    """The routes beside Streamlit's own."""
    return [
        Route("/health", health),
        Route("/favicon.png", icon),
        Route("/language/{language}", choose_language),
    ]


def middleware() -> list[Middleware]:
    """The middleware around all answers, plain ASGI so that it leaves the websocket and event streams whole."""
    return [Middleware(DocumentLanguage)]


async def health(_request: Request) -> Response:
    """Says that the server answers."""
    return JSONResponse({"status": "ok"})


async def icon(_request: Request) -> Response:
    """The icon of the browser's tab, in the place of Streamlit's."""
    return FileResponse(ICON, media_type="image/png")


async def choose_language(request: Request) -> Response:
    """Keeps the language in a cookie and goes back to where the visitor was."""
    # A field that this very click left is still being saved; Streamlit drops that once the old page is gone.
    await asyncio.sleep(SAVING_SECONDS)
    language, back = request.path_params["language"], request.query_params.get("next", "/")
    # Only a path on this server: "//elsewhere" and "/\elsewhere" would lead to another one.
    if not back.startswith("/") or back[1:2] in ("/", "\\"):
        back = "/"
    response = RedirectResponse(back, status_code=303)
    if language in LANGUAGES:
        response.set_cookie("language", language, max_age=COOKIE_SECONDS, samesite="lax", httponly=True)
    return response
