"""The pages of a workshop on a participant's phone: plain HTML under /w, which also works without JavaScript."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.templating import Jinja2Templates
from starlette.types import ASGIApp, Receive, Scope, Send

import settings
from auth.limits import Failures, network_of
from i18n.words import LANGUAGES, Words, first_known, words_in
from model.errors import BadInput, Mistake
from web.phone_changes import changes
from web.room import room_of_phones

HERE = Path(__file__).parent
# Its templates stay what they are while it runs: not asked of the disk at every page.
PAGES = Jinja2Templates(
    env=Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, auto_reload=False)
)
COOKIE, COOKIE_SECONDS = "workshop", 60 * 24 * 3600
# A wrong code: after a few tries of that same one its next tries wait. The address may fail a room full of times.
SAME_CODE, SAME_ADDRESS = Failures(at_once=5, seconds=2), Failures(at_once=300, seconds=1)
_LONGEST_FORM = 10_000  # bytes
_CODE_SIGNS = 12  # of whatever someone types as a code, so many are looked at
_CHOOSE = Mistake("Choose a level, or “I don't know”.")
_WAIT = Mistake("This code was tried too often. Wait {seconds} seconds, and look at the screen again.")
_AWAY = Mistake("Peilstok can't reach its database now. Your vote is not saved. Try again in a minute.")


class Phones:
    """Answers all that a phone asks for by itself: a vote is confirmed without passing all that Streamlit needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.phones = Starlette(routes=phone_routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes /w and what is below it; everything else goes on."""
        is_asked = scope["type"] == "http" and (scope["path"] == "/w" or scope["path"].startswith("/w/"))
        await (self.phones if is_asked else self.app)(scope, receive, send)


def phone_routes() -> list[BaseRoute]:
    """All that a phone asks for; with nothing else of Peilstok it can take part."""
    return [
        Route("/w", begin, methods=["GET", "POST"]),
        Route("/w/now", now, methods=["GET", "POST"]),
        Route("/w/changes", changes),
        Route("/w/copy", own_copy),
        Route("/w/phone.css", style),
        Route("/w/phone.js", script),
        Route("/w/language/{language}", choose_language, methods=["POST"]),
        Route("/w/{code}", enter, methods=["GET", "POST"]),
    ]


async def style(_request: Request) -> Response:
    """The looks of these pages."""
    return FileResponse(HERE / "phone.css", media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def script(_request: Request) -> Response:
    """What looks for the next question; without it a page looks by itself, now and then."""
    return FileResponse(HERE / "phone.js", media_type="text/javascript", headers={"Cache-Control": "max-age=3600"})


async def choose_language(request: Request) -> Response:
    """Keeps the language of this phone in a cookie, and goes back to where it was."""
    response = RedirectResponse("/w/now" if COOKIE in request.cookies else "/w", 303)
    language = request.path_params["language"]
    if language in LANGUAGES:
        secure = settings.read_settings().https
        response.set_cookie("language", language, COOKIE_SECONDS, secure=secure, httponly=True, samesite="lax")
    return response


async def begin(request: Request) -> Response:
    """Asks for the code, and goes to its workshop."""
    if request.method != "POST":
        return _page(request, _words(request), "code.html")
    code = (await _form(request)).get("code", "")[:_CODE_SIGNS].strip().upper()
    return await _door(request, code, to_it=True)


async def enter(request: Request) -> Response:
    """Asks for the role, and where people vote by name for that; then lets the participant in, once."""
    from storage.stored import Unavailable

    code = request.path_params["code"][:_CODE_SIGNS].strip().upper()
    if request.method != "POST":
        return await _door(request, code)
    form = await _form(request)
    if waits := _waits(request, code):  # before it is tried: who guesses would see a right code by its answer
        return waits
    entry = {"role": form.get("role", ""), "name": form.get("name", "")[:80]}
    try:
        if await _is_inside(request, code):
            return RedirectResponse("/w/now", 303)
        token = await run_in_threadpool(lambda: room_of_phones().enter(code, entry))
    except BadInput as refused:
        return await _door(request, code, problem=refused.mistakes[0], filled=entry)
    except Unavailable:
        return _away(request, _words(request))
    response = RedirectResponse("/w/now", 303)
    secure = settings.read_settings().https
    response.set_cookie(COOKIE, token, COOKIE_SECONDS, path="/w", secure=secure, httponly=True, samesite="lax")
    return response


async def now(request: Request) -> Response:
    """What this phone is to do now: vote, wait, look at the screen; and what it votes, which is confirmed at once."""
    # In a thread of its own: a slow database holds up nobody else.
    form = await _form(request) if request.method == "POST" else None
    return await run_in_threadpool(_now, request, form)


def _now(request: Request, form: Mapping[str, str] | None) -> Response:
    from storage.stored import NotFound, Unavailable

    token, words = request.cookies.get(COOKIE, ""), _words(request)
    problem, seat = "", None
    try:
        room = room_of_phones()
        if form is not None:
            seat, problem = _vote(room, token, form, words)
        saved = seat is not None
        seat = seat or room.seat(token)
    except NotFound:
        return RedirectResponse("/w", 303)
    except Unavailable:
        return _away(request, words)
    from model.wording import questionnaire

    content = questionnaire(words.language, seat.customer)
    wanted = (form or request.query_params).get("item", "")
    by_item = {one.item: one for one in seat.asked}
    asked = by_item.get(seat.item or "") if seat.item else None
    if not seat.item and seat.asked:  # beforehand: one's own pace, first what was not voted on
        without = next((one for one in seat.asked if one.own is None), None)
        asked = (None if saved else by_item.get(wanted)) or without
    return _page(
        request, words, "now.html", seat=seat, content=content, asked=asked, problem=problem, saved=saved,
        changing=bool(problem or request.query_params.get("item")),
        key=f"{seat.state} {seat.item} {seat.is_shown} {[(one.item, one.number) for one in seat.asked]}",
    )  # fmt: skip


def _vote(room: Any, token: str, form: Mapping[str, str], words: Words) -> tuple[Any, str]:
    """Keeps the vote in this form; gives where its participant is then, or else the sentence that says why not."""
    level, number = form.get("level", ""), form.get("number", "")
    if level not in {"1", "2", "3", "4", "5", "unknown"} or not number.isdecimal():
        return None, words.sentence(_CHOOSE)
    ambition = form.get("ambition", "")
    ballot = {
        "level": None if level == "unknown" else int(level),
        "ambition": int(ambition) if ambition in {"1", "2", "3", "4", "5"} else None,
        "reason": form.get("reason", "").strip()[:200],
    }
    try:
        return room.vote(token, form.get("item", "")[:30], int(number[:4]), ballot), ""
    except BadInput as refused:
        return None, words.sentence(refused.mistakes[0])


def own_copy(request: Request) -> Response:
    """What this participant chose, on a page to save or print; nothing of anybody else."""
    from model.wording import questionnaire
    from storage.stored import NotFound, Unavailable

    token, words = request.cookies.get(COOKIE, ""), _words(request)
    try:
        room = room_of_phones()
        seat, votes = room.seat(token), room.own_votes(token)
    except NotFound:
        return RedirectResponse("/w", 303)
    except Unavailable:
        return _away(request, words)
    return _page(request, words, "copy.html", content=questionnaire(words.language, seat.customer), votes=votes)


async def _door(
    request: Request, code: str, *, to_it: bool = False, problem: Mistake | None = None,
    filled: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """The form to come in by; after too many tries of a wrong code, or without a workshop, the code once more."""
    from storage.stored import Unavailable

    words = _words(request)
    if waits := _waits(request, code):
        return waits
    try:
        door = await run_in_threadpool(lambda: room_of_phones().door(code))
        is_inside = await _is_inside(request, code)
    except BadInput as refused:
        SAME_CODE.failed(code)
        SAME_ADDRESS.failed(_address(request))
        return _page(request, words, "code.html", 404, problem=words.sentence(refused.mistakes[0]))
    except Unavailable:
        return _away(request, words)
    if is_inside:
        return RedirectResponse("/w/now", 303)
    if to_it:
        return RedirectResponse(f"/w/{code}", 303)
    said = words.sentence(problem) if problem else ""
    return _page(
        request, words, "enter.html", 400 if problem else 200, door=door, code=code, problem=said, filled=filled or {}
    )


async def _is_inside(request: Request, code: str) -> bool:
    """Whether this phone already takes part in the workshop with this code."""
    from storage.stored import NotFound

    try:
        seat = await run_in_threadpool(lambda: room_of_phones().seat(request.cookies.get(COOKIE, "")))
    except NotFound:
        return False
    return bool(seat.code == code)


def _waits(request: Request, code: str) -> Response | None:
    """The page that says how long this code, or whoever asks, must wait; None when it may be tried."""
    seconds = max(SAME_CODE.wait(code), SAME_ADDRESS.wait(_address(request)))
    if not seconds:
        return None
    words = _words(request)
    sentence = words.sentence(Mistake(_WAIT.text, seconds=str(seconds)))
    return _page(request, words, "code.html", 429, problem=sentence)


def _address(request: Request) -> str:
    return network_of(request.client.host if request.client else "")


async def _form(request: Request) -> dict[str, str]:
    """The fields that were sent from a page of ours; of each the last.

    Another website, also one beside us under the same domain, could send a form with this phone's cookie, or let it
    into a workshop that nobody here chose.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    # Over plain HTTP browsers say only the origin.
    is_ours = origin is None or origin.partition("://")[2] == request.headers.get("host")
    if site not in ("same-origin", "none") if site else not is_ours:
        raise HTTPException(403)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            raise HTTPException(413)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _words(request: Request) -> Words:
    """The words in this phone's own language: the one it chose, or else the first it asks for that we speak."""
    asked = [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    known = [code for code in (request.cookies.get("language", ""), *asked) if code in LANGUAGES]
    return words_in(known[0] if known else first_known(settings.read_settings().language))


def _away(request: Request, words: Words) -> Response:
    return _page(request, words, "sentence.html", 503, sentence=words.sentence(_AWAY))


def _page(request: Request, words: Words, template: str, status: int = 200, **values: Any) -> Response:
    said = {"words": words, "_": words.gettext, "ngettext": words.ngettext, "languages": LANGUAGES}
    context = {"problem": "", **values, **said}
    return PAGES.TemplateResponse(request, template, context, status, {"Cache-Control": "no-store"})
