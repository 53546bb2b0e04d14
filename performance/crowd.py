"""Users of a shared installation who think before they answer, on one process and on two (bar g)."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from performance.answering import NotSaved, answer, check_saved, item_of
from performance.client import RunFailed, Visitor
from performance.databases import FilledDatabase, postgresql
from performance.servers import ROOT, Server, server, wait_until_it_answers
from performance.signing_in import signed_in
from performance.subjects import Subject, write_floor_texts
from performance.table import Measured

USERS, PROCESSES = (10, 100, 200), (1, 2)
USERS_OF_THE_BAR = 100
THINK = (2.0, 6.0)
ROUNDS, SECONDS_A_ROUND = 3, 8.0
CLIENT_AT_MOST = 50
MB, KB = 1024**2, 1024
FLOOR = ROOT / "performance" / "floor" / "answers.py"


@dataclass
class Crowd:
    """The users of one side: its servers, what each user gave, and what it took."""

    servers: Sequence[Server]
    assessments: Sequence[str] = ()  # the floor has none
    theme: str = ""
    users: list[Visitor] = field(default_factory=list)
    given: list[dict[str, int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    answers: int = 0
    errors: int = 0

    async def grow(self, open_: AsyncExitStack, users: int) -> None:
        """Opens the page for as many users as there must be, spread over the servers."""
        for number in range(len(self.users), users):
            user = await open_.enter_async_context(self._visitor(number))
            await user.open()
            self.users.append(user)
            self.given.append({})

    async def round(self, number: int) -> float:
        """Everybody thinks and answers, until the time is over; the share of a core that this client took."""
        start, busy = time.perf_counter(), time.process_time()
        await asyncio.gather(*(self._user(place, number, start + SECONDS_A_ROUND) for place in range(len(self.users))))
        return (time.process_time() - busy) / (time.perf_counter() - start)

    def within(self, percent: int) -> float:
        """The milliseconds within which so many of the answers were saved and shown."""
        return statistics.quantiles(self.seconds, n=100)[percent - 1] * 1000

    def memory(self) -> int:
        """The bytes that all servers hold."""
        return sum(server.memory() for server in self.servers)

    def _visitor(self, number: int) -> Visitor:
        port = self.servers[number % len(self.servers)].port
        if not self.assessments:
            return Visitor(port)
        query = f"assessment={self.assessments[number]}&theme={self.theme}"
        return Visitor(port, "answer", query, signed_in(port, _name(number)))

    async def _user(self, place: int, number: int, until: float) -> None:
        rhythm = random.Random(f"{place}-{number}")  # the same on both sides; no secret
        user, pause = self.users[place], rhythm.uniform(0, THINK[1])  # nobody begins at the same moment
        while time.perf_counter() + pause < until:
            await asyncio.sleep(pause)
            choice = rhythm.choice(user.page.choices)
            try:
                self.seconds.append(await answer(user, choice))
            except (RunFailed, TimeoutError, OSError, WebSocketException):
                self.errors += 1
                return
            self.answers += 1
            self.given[place][item_of(choice)] = user.chosen(choice) + 1
            pause = rhythm.uniform(*THINK)


def measure_crowd(about: Subject, folder: Path) -> list[Measured]:
    """On one process, and on two."""
    texts = folder / "floor-of-the-crowd.json"
    write_floor_texts(about, about.fullest_theme, texts)
    with postgresql() as new_database:
        database = FilledDatabase(new_database())
        try:
            assessments = [database.add_of(_name(number), about.answers) for number in range(max(USERS))]
            url = database.as_app()
            lines = []
            for processes in PROCESSES:
                with _servers(processes, url, texts) as (ours, floor):
                    crowds = Crowd(ours, assessments, about.fullest_theme.id), Crowd(floor)
                    lines += asyncio.run(_measure(*crowds, database))
            return lines
        finally:
            database.close()


@contextmanager
def _servers(processes: int, url: str, texts: Path) -> Iterator[tuple[list[Server], list[Server]]]:
    with ExitStack() as running:
        ours = [running.enter_context(server(ROOT / "app.py", url, is_shared=True)) for _ in range(processes)]
        # The floor asks nobody who they are and saves nothing, as in (a) and (b): what that costs is ours.
        floor = [running.enter_context(server(FLOOR, url, str(texts))) for _ in range(processes)]
        for started in (*ours, *floor):
            wait_until_it_answers(started.port)
        yield ours, floor


def _name(number: int) -> str:
    return f"visitor-{number}"


async def _measure(ours: Crowd, floor: Crowd, database: FilledDatabase) -> list[Measured]:
    """The lines of these processes; both sides take turns."""
    processes = len(ours.servers)
    on = f"{processes} process" if processes == 1 else f"{processes} processes"
    lines: list[Measured] = []
    shares: list[float] = []
    before = database.saved()
    async with AsyncExitStack() as open_:
        for crowd in (ours, floor):
            await crowd.grow(open_, processes)  # whoever comes first makes a process load what it keeps
        first = [crowd.memory() for crowd in (ours, floor)]
        lines.append(Measured(f"    memory, {processes} users, {on}", "MB", first[0] / MB, first[1] / MB))
        for users in USERS:
            for crowd in (ours, floor):
                await crowd.grow(open_, users)
                crowd.seconds.clear()
            for number in range(ROUNDS):
                shares += [await crowd.round(number) for crowd in (ours, floor)]
            lines += _lines(ours, floor, on)
    if not ours.errors:  # what failed is told below; whether it was saved, nobody said
        check_saved(database, before, ours.answers)
        _check_each(database, ours)
    more = [
        (crowd.memory() - held) / (len(crowd.users) - processes)
        for crowd, held in zip((ours, floor), first, strict=True)
    ]
    return [
        *lines,
        Measured(f"    memory a user, {on}", "kB", more[0] / KB, more[1] / KB),
        Measured(f"    errors, {on}", "", ours.errors + floor.errors, at_most=0),
        Measured(f"    this client, of a core, {on}", "%", max(shares) * 100, at_most=CLIENT_AT_MOST),
    ]


def _lines(ours: Crowd, floor: Crowd, on: str) -> list[Measured]:
    users = len(ours.users)
    bar = 2 if users == USERS_OF_THE_BAR else None
    return [
        Measured(f"(g) p95 of an answer, {users} users, {on}", "ms", ours.within(95), floor.within(95), at_most=bar),
        Measured(f"    p50, {users} users, {on}", "ms", ours.within(50), floor.within(50)),
        Measured(f"    memory, {users} users, {on}", "MB", ours.memory() / MB, floor.memory() / MB),
    ]


def _check_each(database: FilledDatabase, ours: Crowd) -> None:
    """Every user finds the last answer that they gave to each question."""
    for assessment, given in zip(ours.assessments, ours.given, strict=True):
        saved = database.store.answers(assessment)
        if {item: saved[item].level for item in given} != given:
            text = f"An answer that was given in {assessment} is not the one in the database."
            raise NotSaved(text)
