"""How long it takes from starting the process to the first page (bar f)."""

import asyncio
import statistics
import time
from pathlib import Path
from urllib.request import Request, urlopen

from performance.client import Visitor
from performance.databases import FilledDatabase, sqlite
from performance.servers import ROOT, server, wait_until_it_answers
from performance.subjects import Subject
from performance.table import Measured

STARTS = 5


def measure_starts(about: Subject, folder: Path) -> list[Measured]:
    """From process start to the first page drawn: on a database that is there, and on the very first start."""
    kept = FilledDatabase(sqlite(folder / "kept.db"))
    kept.add(about.answers, 1)
    kept.close()
    again, first, floor = [], [], []
    for number in range(STARTS):
        again.append(_start(ROOT / "app.py", kept.url))
        floor.append(_start(ROOT / "performance" / "floor" / "first_page.py", kept.url))
        first.append(_start(ROOT / "app.py", sqlite(folder / f"new-{number}.db")))
    lines = (("(f) start to first page", again), ("    the same, making the database", first))
    bare = statistics.median(floor)
    return [Measured(name, "s", statistics.median(taken), bare, at_most=1.5) for name, taken in lines]


def _start(script: Path, database_url: str) -> float:
    start = time.perf_counter()
    with server(script, database_url) as started:
        port = started.port
        wait_until_it_answers(port)
        document = Request(f"http://localhost:{port}/", headers={"Accept": "text/html"})  # this machine
        with urlopen(document, timeout=5) as answered:  # this machine
            answered.read()
        asyncio.run(_first_page(port))
        return time.perf_counter() - start


async def _first_page(port: int) -> None:
    async with Visitor(port) as visitor:
        await visitor.open()
