"""Tells the phones of a workshop that there is something new: one look a second for all of them in this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from web.room import room_of_phones

SECONDS_BETWEEN_LOOKS = 1
# A line that says nothing, so that a proxy sees that the stream is alive, and we see when the phone is gone.
SECONDS_BETWEEN_SIGNS = 20
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Looking:
    """Looks at one workshop as long as a phone listens."""

    def __init__(self, workshop: str) -> None:
        self.workshop = workshop
        self.number = -1
        self.phones: set[asyncio.Queue[int]] = set()
        self.task: asyncio.Task[None] | None = None

    async def look(self) -> None:
        """Until nobody listens any more: every change goes to all phones."""
        while self.phones:
            number = await run_in_threadpool(_changed, self.workshop)
            if number != self.number:
                self.number = number
                for phone in self.phones:
                    phone.put_nowait(number)
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        _LOOKING.pop(self.workshop, None)


_LOOKING: dict[str, Looking] = {}


async def changes(request: Request) -> Response:
    """A stream of server-sent events for this phone: a number at first, and at every change another."""
    workshop = await run_in_threadpool(_workshop_of, request.cookies.get("workshop", ""))
    if workshop is None:
        return Response(status_code=204)  # which tells the browser to stop asking
    return StreamingResponse(_numbers(workshop), media_type="text/event-stream", headers=_HEADERS)


async def _numbers(workshop: str) -> AsyncIterator[str]:
    looking = _LOOKING.setdefault(workshop, Looking(workshop))
    phone: asyncio.Queue[int] = asyncio.Queue()
    looking.phones.add(phone)
    if looking.number >= 0:
        phone.put_nowait(looking.number)
    if looking.task is None or looking.task.done():
        looking.task = asyncio.create_task(looking.look())
    try:
        while True:
            line = ":\n\n"
            with suppress(TimeoutError):
                line = f"data: {await asyncio.wait_for(phone.get(), SECONDS_BETWEEN_SIGNS)}\n\n"
            yield line
    finally:
        looking.phones.discard(phone)


def _workshop_of(token: str) -> str | None:
    from storage.stored import NotFound, Unavailable

    try:
        return room_of_phones().seat(token).workshop
    except (NotFound, Unavailable):
        return None


def _changed(workshop: str) -> int:
    """The number of the last change; while the database can't be reached or the workshop is gone, none."""
    from storage.stored import NotFound, Unavailable

    try:
        return room_of_phones().changed(workshop)
    except (NotFound, Unavailable):
        return -1
