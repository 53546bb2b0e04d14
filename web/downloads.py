"""Downloads: a link works once, for a minute, and only for the person who asked for it."""

from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import BinaryIO, TypeAlias

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

import settings
from auth.who import Who
from i18n.words import Sentence, first_known, words_in
from model.errors import BadInput, Mistake

DOWNLOAD = Path(__file__).parent / "download.js"
PIECE = 256 * 1024
# Who asks by a request with these cookies.
Asks: TypeAlias = Callable[[Mapping[str, str]], Who | None]
# Nothing in the file runs under our address, also where a browser shows it in spite of all this; nobody keeps a copy.
_HEADERS = {"Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store"}
_NO_LINK = Mistake("This download link no longer works. Go back to Peilstok and choose the download again.")
_GONE = Mistake("The database can't be reached now. Go back to Peilstok and try again in a few minutes.")
_SIGNED_OUT = Who("")


def download_routes(asks: Asks) -> list[BaseRoute]:
    """The route of the links, and the script with which a page begins a download."""

    def download(request: Request) -> Response:
        """The file of this link."""
        # In a thread of its own, as a plain function: a report takes a second, and so may the object store.
        return _answer(request, asks)

    return [Route("/download/{token}", download), Route("/download.js", script)]


async def script(_request: Request) -> Response:
    """The script that begins a download; a file, as inline scripts don't run here."""
    return FileResponse(DOWNLOAD, media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


def _answer(request: Request, asks: Asks) -> Response:
    # Imported at the first download, for a quick start.
    from model.file_names import content_disposition
    from storage.blobs import FileDamaged, FilesUnavailable
    from storage.database import open_database
    from storage.store import Store
    from storage.stored import NotFound, Unavailable
    from web.exports import make

    try:
        # Who is signed out takes the same path as who has somebody else's link. What only looks uses nothing up.
        who = asks(request.cookies) if request.method == "GET" else None
        store = Store(open_database(settings.read_settings().database_url), who or _SIGNED_OUT)
        made = make(store, *store.use_link(request.path_params["token"]))
    except NotFound:
        return _page(request, _NO_LINK, 404)
    except (FilesUnavailable, FileDamaged) as error:
        return _page(request, error.mistake, 503)
    except (Unavailable, BadInput):
        return _page(request, _GONE, 503)
    headers = {**_HEADERS, "Content-Disposition": content_disposition(made.name)}
    if isinstance(made.content, bytes):
        return Response(made.content, media_type=made.mime, headers=headers)
    headers["Content-Length"] = str(made.content.tell())
    return StreamingResponse(_pieces(made.content), media_type=made.mime, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _page(request: Request, sentence: Sentence, status: int) -> Response:
    """One sentence in the visitor's language, with the way back."""
    words = words_in(first_known(request.cookies.get("language", ""), settings.read_settings().language))
    document = (
        f'<!DOCTYPE html><html lang="{words.language}"><head><meta charset="utf-8"><title>Peilstok</title></head>'
        f"<body><main><h1>{escape(words.gettext('Download'))}</h1><p>{escape(words.sentence(sentence))}</p>"
        f'<p><a href="/">{escape(words.gettext("To the start page"))}</a></p></main></body></html>'
    )
    return HTMLResponse(document, status, {"Cache-Control": "no-store"})
