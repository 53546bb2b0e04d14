"""What every page costs with 10, 1,000 and 100,000 organisations in the database (bar h)."""

import asyncio
import statistics
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from performance.client import Visitor
from performance.databases import FilledDatabase, postgresql, sqlite
from performance.filling import fill
from performance.servers import ROOT, server, wait_until_it_answers
from performance.signing_in import NOBODY, Browser, signed_in
from performance.subjects import Subject
from performance.table import Measured

ORGANISATIONS = (10, 1_000, 100_000)
WARM_UP, OPENINGS, PAUSE = 2, 9, 0.2
AT_MOST = 1.3
VISITOR = "visitor"
FIRST = "start"  # it has no name in the address
PAGES = sorted(path.stem for path in (ROOT / "ui" / "pages").glob("*.py"))
ABOUT_PEOPLE = {"association", "division", "people"}  # only where visitors sign in


class NotThePage(RuntimeError):
    """What was opened is not the page that was meant."""


@dataclass
class Installation:
    """A server on a database with so many organisations, and the seconds that each of its pages took."""

    port: int
    assessment: str
    browser: Browser
    pages: Sequence[str]
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, str] = field(default_factory=dict)

    def visitor(self, page: str) -> Visitor:
        """Who comes to this page in a new tab."""
        return Visitor(self.port, "" if page == FIRST else page, f"assessment={self.assessment}", self.browser)

    async def open(self, page: str, visitor: Visitor) -> None:
        """Opens the page, and keeps what it took."""
        self.seconds[page].append(await visitor.open())
        self.titles[page] = " ".join(visitor.page.titles)


def measure_pages(about: Subject, folder: Path) -> list[Measured]:
    """On a machine of one's own, and signed in at a shared installation: the larger ones beside the smallest."""
    with postgresql() as new_database:
        own = [FilledDatabase(sqlite(folder / f"{organisations}.db")) for organisations in ORGANISATIONS]
        shared = [FilledDatabase(new_database()) for _ in ORGANISATIONS]
        return [*_measure("SQLite", own, about), *_measure("PostgreSQL", shared, about, is_shared=True)]


def _measure(
    kind: str, databases: Sequence[FilledDatabase], about: Subject, *, is_shared: bool = False
) -> list[Measured]:
    pages = [page for page in PAGES if is_shared or page not in ABOUT_PEOPLE]
    with ExitStack() as running:
        found = []
        for database, organisations in zip(databases, ORGANISATIONS, strict=True):
            running.callback(database.close)
            fill(database, about.questionnaire.id, organisations - 1)
            assessment = database.add_of(VISITOR, about.answers)
            if is_shared:
                database.let_administer(VISITOR)
            url = database.as_app() if is_shared else database.url
            started = running.enter_context(server(ROOT / "app.py", url, is_shared=is_shared))
            wait_until_it_answers(started.port)
            browser = signed_in(started.port, VISITOR) if is_shared else NOBODY
            found.append(Installation(started.port, assessment, browser, pages))
        asyncio.run(_open_all(found))
    return [
        Measured(
            f"(h) {page}, {organisations:,} organisations, {kind}", "ms",
            _middle(installation, page), _middle(found[0], page), at_most=AT_MOST,
        )
        for page in pages
        for organisations, installation in zip(ORGANISATIONS[1:], found[1:], strict=True)
    ]  # fmt: skip


async def _open_all(installations: Sequence[Installation]) -> None:
    """Every page of every installation, in turn; nobody is always the first."""
    for number in range(WARM_UP + OPENINGS):
        for page in installations[0].pages:
            async with AsyncExitStack() as connected:
                tabs = [await connected.enter_async_context(each.visitor(page)) for each in installations]
                # What is sent right after connecting waits 40 ms for TCP's acknowledgement, whatever the page costs.
                await asyncio.sleep(PAUSE)
                for place in range(number, number + len(tabs)):
                    await installations[place % len(tabs)].open(page, tabs[place % len(tabs)])
    for installation in installations:
        # Without its assessment, or for a stranger, every page shows the same.
        if len({*installation.titles.values()} - {""}) != len(installation.pages):
            raise NotThePage(installation.titles)


def _middle(installation: Installation, page: str) -> float:
    return statistics.median(installation.seconds[page][WARM_UP:]) * 1000
