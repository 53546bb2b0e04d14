"""How fast an answer is: one at a time with pauses, and with many visitors at once (bars a and b)."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from performance.client import Choice, Visitor
from performance.databases import FilledDatabase, sqlite
from performance.servers import ROOT, server, wait_until_it_answers
from performance.subjects import Subject, write_floor_texts
from performance.table import Measured

CLICKS, WARM_UP = 40, 5
PAUSE = (0.15, 0.3)
VISITORS, BLOCKS, SECONDS_A_BLOCK = 50, 3, 3.0
LEVELS = 5


class NotSaved(RuntimeError):
    """Our page answered the click, and the database does not have the answer."""


@dataclass(frozen=True)
class Sides:
    """Both servers, and what the visitors of ours open."""

    ours: int
    floor: int
    database: FilledDatabase
    assessments: Sequence[str]
    theme: str

    def visitors(self, number: int) -> tuple[Visitor, Visitor]:
        """One visitor of our answer page, on an assessment of its own, and one of the floor."""
        query = f"assessment={self.assessments[number]}&theme={self.theme}"
        return Visitor(self.ours, "answer", query), Visitor(self.floor)


def measure_answers(about: Subject, folder: Path) -> list[Measured]:
    """Both measurements, on the fullest theme."""
    with _sides(about, folder) as sides:
        ours, floor = asyncio.run(_one_at_a_time(sides))
        ours_a_second, floor_a_second = asyncio.run(_all_at_once(sides))
    return [
        Measured("(a) one answer, with pauses", "ms", ours * 1000, floor * 1000, at_most=1.5),
        Measured(f"(b) answers a second, {VISITORS} users", "/s", ours_a_second, floor_a_second, at_least=0.7),
    ]


@contextmanager
def _sides(about: Subject, folder: Path) -> Iterator[Sides]:
    theme = about.fullest_theme
    texts = folder / "floor.json"
    write_floor_texts(about, theme, texts)
    database = FilledDatabase(sqlite(folder / "answers.db"))
    assessments = database.add(about.answers, VISITORS)
    try:
        with (
            server(ROOT / "app.py", database.url) as ours,
            server(ROOT / "performance" / "floor" / "answers.py", database.url, str(texts)) as floor,
        ):
            wait_until_it_answers(ours.port)
            wait_until_it_answers(floor.port)
            yield Sides(ours.port, floor.port, database, assessments, theme.id)
    finally:
        database.close()


async def _one_at_a_time(sides: Sides) -> tuple[float, float]:
    """The median seconds of an answer, ours and the floor's in turn."""
    pauses = random.Random(1)  # a rhythm, no secret
    seconds: tuple[list[float], list[float]] = ([], [])
    before = sides.database.saved()
    async with AsyncExitStack() as open_:
        pair = [await open_.enter_async_context(visitor) for visitor in sides.visitors(0)]
        for visitor in pair:
            await visitor.open()
        _check_same_page(*pair)
        for click in range(WARM_UP + CLICKS):
            for visitor, taken in zip(pair, seconds, strict=True):
                await asyncio.sleep(pauses.uniform(*PAUSE))
                taken.append(await _answer_next(visitor, click))
    check_saved(sides.database, before, WARM_UP + CLICKS)
    return statistics.median(seconds[0][WARM_UP:]), statistics.median(seconds[1][WARM_UP:])


async def _all_at_once(sides: Sides) -> tuple[float, float]:
    """The median answers a second over blocks in which every visitor clicks on and on, ours and the floor's in turn."""
    rates: tuple[list[float], list[float]] = ([], [])
    async with AsyncExitStack() as open_:
        groups: tuple[list[Visitor], list[Visitor]] = ([], [])
        for number in range(VISITORS):
            for group, visitor in zip(groups, sides.visitors(number), strict=True):
                group.append(await open_.enter_async_context(visitor))
                await visitor.open()
        before, given = sides.database.saved(), 0
        for _ in range(BLOCKS):
            for place, (group, found) in enumerate(zip(groups, rates, strict=True)):
                answered, seconds = await _block(group)
                found.append(answered / seconds)
                given += answered if place == 0 else 0
    check_saved(sides.database, before, given)
    return statistics.median(rates[0]), statistics.median(rates[1])


async def _block(visitors: Sequence[Visitor]) -> tuple[int, float]:
    """How many answers these visitors gave together, and in how many seconds."""
    start = time.perf_counter()

    async def click_on(visitor: Visitor) -> int:
        clicks = 0
        while time.perf_counter() - start < SECONDS_A_BLOCK:
            await _answer_next(visitor, clicks)
            clicks += 1
        return clicks

    answered = sum(await asyncio.gather(*(click_on(visitor) for visitor in visitors)))
    return answered, time.perf_counter() - start


async def answer(visitor: Visitor, choice: Choice) -> float:
    """Gives this question another level than it had; the seconds that it took."""
    return await visitor.click(choice, (visitor.chosen(choice) + 1) % LEVELS)


def item_of(choice: Choice) -> str:
    """The criterion that our page asks with this widget; the end of a widget's id is its key."""
    return choice.id.rpartition("criterion-")[2].removesuffix("-level")


async def _answer_next(visitor: Visitor, click: int) -> float:
    return await answer(visitor, visitor.page.choices[click % len(visitor.page.choices)])


def _check_same_page(ours: Visitor, floor: Visitor) -> None:
    kinds = ("radio", "button_group", "text_area")
    found = [[visitor.page.elements.get(kind, 0) for kind in kinds] for visitor in (ours, floor)]
    if found[0] != found[1]:
        text = f"The floor no longer has the widgets of our page: {kinds}, ours {found[0]}, floor {found[1]}."
        raise RuntimeError(text)


def check_saved(database: FilledDatabase, before: int, given: int) -> None:
    """Says so when not every answer was written.

    :raises NotSaved: there are fewer or more in the database.
    """
    saved = database.saved() - before
    if saved != given:
        text = f"{given} answers were given and {saved} are in the database."
        raise NotSaved(text)
