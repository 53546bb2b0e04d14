"""A workshop with a room full of phones: all vote, the count follows on the screen, and then they wait."""

import asyncio
import random
import re
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from httpx2 import AsyncClient, Response

from performance.answering import NotSaved
from performance.client import Visitor
from performance.databases import FilledDatabase, sqlite
from performance.servers import ROOT, Server, free_port, running, server, wait_until_it_answers
from performance.subjects import Subject
from performance.table import Measured

PHONES, SECONDS_TO_VOTE, SECONDS_IDLE = 200, 20.0, 15.0
VOTES_ALONE, WARM_UP, PAUSE = 60, 5, (0.15, 0.3)
SECONDS_BETWEEN_COUNTS = 1.0  # as ui/components/workshop_now.py
ROLES = ("Debiteurenbeheer", "Klantcontact", "Juridische zaken")
FLOOR = ROOT / "performance" / "floor" / "vote.py"
_COUNT = re.compile(r"(\d+) van \d+")


@dataclass(frozen=True)
class Room:
    """A running server with a workshop on it: its code, and the questions of which the first is on the table."""

    server: Server
    database: FilledDatabase
    assessment: str
    workshop: str
    code: str
    items: tuple[str, ...]

    def voted(self, item: str) -> int:
        """How many votes on a question the database holds."""
        return sum(
            self.database.store.workshop(self.assessment, self.workshop).question(item).rounds[-1].voted.values()
        )

    def put(self, item: str) -> None:
        """Puts a question on the table."""
        self.database.store.put_on_table(self.assessment, self.workshop, item)


@dataclass
class Phone:
    """A participant's browser; what it loaded up to its first vote, and when its last vote was confirmed."""

    CONFIRMED: ClassVar = 'role="status"'

    client: AsyncClient
    loaded: int = 0
    confirmed: float = 0.0

    async def come_in(self, room: Room, role: str) -> None:
        """By the code, with a role; loads what a browser loads."""
        for path in (f"/w/{room.code}", "/w/phone.css", "/w/phone.js"):
            self.loaded += len((await self._asked("GET", path)).content)
        self.loaded += len((await self._asked("POST", f"/w/{room.code}", {"role": role})).content)

    async def listen(self, heard: asyncio.Queue[str]) -> None:
        """Puts every change that it hears of in the queue, until it is stopped."""
        async with self.client.stream("GET", "/w/changes", timeout=None) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data"):
                    heard.put_nowait(line)

    async def vote(self, item: str, level: int) -> float:
        """Chooses on this question; the seconds until that was confirmed."""
        form = {"item": item, "number": "1", "level": str(level), "ambition": "", "reason": "Dat doen wij zo."}
        start = time.perf_counter()
        answer = await self._asked("POST", "/w/now", form)
        self.confirmed = time.perf_counter()
        if self.CONFIRMED not in answer.text:
            text = "A phone was not told that its vote is saved."
            raise NotSaved(text)
        return self.confirmed - start

    async def _asked(self, method: str, path: str, form: dict[str, str] | None = None) -> Response:
        answer = await self.client.request(method, path, data=form, follow_redirects=True)
        return answer.raise_for_status()


def measure_room(about: Subject, folder: Path) -> list[Measured]:
    """One vote beside its floor; a room that votes; a room that waits."""
    with _room(about, folder) as room:
        alone, floor = asyncio.run(_one_at_a_time(room, folder))
        together = asyncio.run(_all(room))
    return [Measured("(i) one vote confirmed", "ms", alone * 1000, floor * 1000, at_most=1.5), *together]


@contextmanager
def _room(about: Subject, folder: Path) -> Iterator[Room]:
    database = FilledDatabase(sqlite(folder / "room.db"))
    store, items = database.store, about.questionnaire.scopes["quick"]
    try:
        [assessment] = database.add(about.answers, 1)
        workshop = store.add_workshop(assessment, {"roles": list(ROLES)}, items)
        code = store.open_workshop(assessment, workshop)
        with server(ROOT / "app.py", database.url) as ours:
            wait_until_it_answers(ours.port)
            yield Room(ours, database, assessment, workshop, code, tuple(items))
    finally:
        database.close()


async def _one_at_a_time(room: Room, folder: Path) -> tuple[float, float]:
    """The median seconds until a vote is confirmed, ours and the floor's in turn, with pauses."""
    item, pauses = room.items[0], random.Random(1)
    room.put(item)
    seconds: tuple[list[float], list[float]] = ([], [])
    async with _browser(room.server.port) as ours:
        phone = Phone(ours)
        await phone.come_in(room, ROLES[0])
        page = folder / "page.html"
        await phone.vote(item, 3)
        page.write_text((await ours.get("/w/now")).text, encoding="utf-8")  # as long as what confirms a vote
        with _floor(folder, page) as port:
            async with _browser(port) as floor:
                for number in range(WARM_UP + VOTES_ALONE):
                    await asyncio.sleep(pauses.uniform(*PAUSE))
                    seconds[0].append(await phone.vote(item, number % 5 + 1))
                    await asyncio.sleep(pauses.uniform(*PAUSE))
                    start = time.perf_counter()
                    form = {"item": item, "number": "1", "level": "3", "ambition": "", "reason": "Dat doen wij zo."}
                    (await floor.post("/vote", data=form)).raise_for_status()
                    seconds[1].append(time.perf_counter() - start)
    return statistics.median(seconds[0][WARM_UP:]), statistics.median(seconds[1][WARM_UP:])


async def _all(room: Room) -> list[Measured]:
    """Everyone comes in, hears of the question, votes within the seconds; then everyone waits for the next."""
    item, heard = room.items[1], asyncio.Queue[str]()
    async with AsyncExitStack() as open_:
        phones = [Phone(await open_.enter_async_context(_browser(room.server.port))) for _ in range(PHONES)]
        alone = await _busy(room)
        before = time.perf_counter()
        entered = await asyncio.gather(
            *(phone.come_in(room, ROLES[place % len(ROLES)]) for place, phone in enumerate(phones)),
            return_exceptions=True,
        )
        coming_in = time.perf_counter() - before
        listening = [open_.enter_async_context(_going_on(phone.listen(heard))) for phone in phones]
        await asyncio.gather(*listening)
        await _heard(heard, PHONES)  # how it is now
        room.put(item)
        put = time.perf_counter()
        await _heard(heard, PHONES)
        told = time.perf_counter() - put

        screen = await open_.enter_async_context(Visitor(room.server.port, "workshop", f"assessment={room.assessment}"))
        await screen.open()
        counts: list[tuple[float, int]] = []
        async with _going_on(_count(screen, counts)):
            voted = await asyncio.gather(*(_votes(phone, item, place) for place, phone in enumerate(phones)),
                                         return_exceptions=True)  # fmt: skip
            await asyncio.sleep(3 * SECONDS_BETWEEN_COUNTS)
        idle = await _busy(room)
    refused = [one for one in (*entered, *voted) if isinstance(one, BaseException)]
    taken = sorted(one for one in voted if isinstance(one, float))
    waited = behind(sorted(phone.confirmed for phone in phones if phone.confirmed), counts)
    return [
        Measured(f"    votes of {PHONES} phones in {SECONDS_TO_VOTE:g} s that are stored", "", room.voted(item),
                 at_least=PHONES),
        Measured("    phones that were refused", "", len(refused), at_most=0),
        Measured(f"    all {PHONES} come in at once", "s", coming_in),
        Measured("    all have heard of the question", "s", told),
        Measured("    p95 of a vote in the full room", "ms", statistics.quantiles(taken, n=20)[-1] * 1000),
        Measured("(j) p95 until the screen counts a vote", "s", statistics.quantiles(waited, n=20)[-1], at_most=2),
        Measured(f"    CPU with {PHONES} phones that wait, and with none", "%", idle * 100, alone * 100),
        Measured("    what a phone loads up to its first vote", "kB", max(phone.loaded for phone in phones) / 1024,
                 at_most=60),
    ]  # fmt: skip


async def _votes(phone: Phone, item: str, place: int) -> float:
    rhythm = random.Random(place)  # no secret
    await asyncio.sleep(rhythm.uniform(0, SECONDS_TO_VOTE - 1))
    phone.loaded += len((await phone.client.get("/w/now")).content)
    return await phone.vote(item, rhythm.randint(1, 5))


async def _count(screen: Visitor, counts: list[tuple[float, int]]) -> None:
    """Keeps when the screen showed which count; it looks as often as the page does."""
    fragments = screen.page.repeating
    while True:
        for fragment in fragments:
            found = _COUNT.search(" ".join(await screen.repeat(fragment)))
            if found:
                counts.append((time.perf_counter(), int(found[1])))
        await asyncio.sleep(SECONDS_BETWEEN_COUNTS)


def behind(confirmed: list[float], counts: list[tuple[float, int]]) -> list[float]:
    """Per vote, the seconds from its confirmation until the screen counted as many; a vote never counted is endless."""
    return [
        next((at - moment for at, count in counts if count >= number and at >= moment), float("inf"))
        for number, moment in enumerate(confirmed, start=1)
    ]


async def _heard(heard: asyncio.Queue[str], times: int) -> None:
    async with asyncio.timeout(30):
        for _ in range(times):
            await heard.get()


async def _busy(room: Room) -> float:
    """The share of a core that the server takes while nobody does anything."""
    await asyncio.sleep(1)
    before, start = sum(room.server.process.cpu_times()[:2]), time.perf_counter()
    await asyncio.sleep(SECONDS_IDLE)
    return (sum(room.server.process.cpu_times()[:2]) - before) / (time.perf_counter() - start)


@asynccontextmanager
async def _going_on(work: "asyncio._CoroutineLike[None]") -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def _browser(port: int) -> AsyncIterator[AsyncClient]:
    headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "nl"}
    async with AsyncClient(base_url=f"http://localhost:{port}", timeout=30, headers=headers) as client:
        yield client


@contextmanager
def _floor(folder: Path, page: Path) -> Iterator[int]:
    port = free_port()
    with running([sys.executable, str(FLOOR), str(port), str(folder / "floor.db"), str(page)], {}):
        wait_until_it_answers(port, "/health")
        yield port
