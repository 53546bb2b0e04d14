"""A release of the benchmark out of many contributions, beside one DuckDB query for the same quartiles."""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from commands.on_benchmark import made
from model.contributions import Item
from model.questionnaire import Questionnaire
from model.release_file import read_release
from model.releases import Group
from performance.databases import FilledDatabase, sqlite
from performance.subjects import Subject
from performance.table import Measured
from storage.contributed import count
from storage.database import engine_for

CONTRIBUTIONS, TURNS = (1_000, 10_000, 100_000), 3
WHOLE = 100  # in smaller groups a release shows the ends of the scale less exactly

# What stands in a row of ours, and in columns of their own in one of the query's.
_OURS, _APART = "item || ' ' || cell", "item, sector, size_class, assured"
# Made alike by both databases, from tables of the same: contribution n is in one cell, and has a value for each item.
_LEVEL = "((n * 7919 + item_number * 104729 + (n * item_number) % 7877 + cell_number * 13) % 100)"
_UP_TO = ((5, 2), (17, 4), (52, 6), (86, 8), (100, 10))  # few at 1, most at 3 and 4
_VALUE = f"CASE {' '.join(f'WHEN {_LEVEL} < {share} THEN {value}' for share, value in _UP_TO)} END"
_ROWS = f"""
INSERT INTO contributed
SELECT 1, {{said}}, {_VALUE} AS value, n
FROM bench_items JOIN bench_cells ON true JOIN bench_numbers ON n * 31 % {{cells}} = cell_number
WHERE item_number = {{item}}
ORDER BY cell, value, n
"""
_COLUMNS = "sector VARCHAR, size_class VARCHAR, assured INTEGER"
_NUMBERS = """
CREATE TABLE bench_numbers AS
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) SELECT n FROM numbers
"""
_QUARTILES = """
SELECT item, sector, size_class, assured, quantile_disc(value, [0.25, 0.5, 0.75]) FROM contributed
GROUP BY GROUPING SETS (
    (item), (item, sector), (item, size_class), (item, sector, size_class),
    (item, assured), (item, sector, assured), (item, size_class, assured), (item, sector, size_class, assured)
)
"""
_Cell: TypeAlias = tuple[str, str, int]
Quartiles: TypeAlias = Mapping[tuple[str, Group], tuple[float, ...]]


class Differs(Exception):
    """The release and the query do not give the same."""


def measure_benchmark(about: Subject, folder: Path) -> list[Measured]:
    """The release of ever more contributions, in time and memory, beside the query; both must give the same."""
    items = sorted(map(str, _items(about)))
    facts = about.questionnaire.profile.facts
    cells = list(product(facts["sector"].values or (), facts["size_class"].values or (), (0, 1)))
    lines, seconds = [], []
    for number in CONTRIBUTIONS:
        url = sqlite(folder / f"benchmark-{number}.db")
        _fill_ours(url, about.questionnaire, number, items, cells)
        ours, peak, found = _apart(_release, url)
        floor, floor_peak, expected = _apart(_query, number, items, cells)
        _compare(found, expected)
        seconds.append(ours)
        is_last = number == CONTRIBUTIONS[-1]
        name = f"{'(k)' if is_last else '   '} a release of {number:,} contributions"
        lines.append(Measured(name, "s", ours, floor, at_most=3 if is_last else None))
        lines.append(Measured("    its peak memory", "MB", peak, floor_peak))
    for before, after, fewer, more in zip(seconds, seconds[1:], CONTRIBUTIONS, CONTRIBUTIONS[1:], strict=False):
        name = f"    {more // fewer} times as many, {more:,}: so many times as long"
        lines.append(Measured(name, "x", after / before, at_most=1.3 * more / fewer))
    return lines


def _items(about: Subject) -> list[Item]:
    """All that every contribution has a value for: 90 levels, as many targets, and the scores."""
    criteria, themes = about.questionnaire.criteria, [theme.id for theme in about.questionnaire.themes]
    of_criteria = [Item(kind, id_) for kind in ("level", "target") for id_ in criteria]
    return [*of_criteria, *(Item("score", id_, "full") for id_ in [*themes, "overall"])]


def _fill_ours(url: str, about: Questionnaire, number: int, items: list[str], cells: list[_Cell]) -> None:
    database = FilledDatabase(url)
    store = database.store
    store.open_edition(store.add_association("Vereniging"), "Editie", about.id, about.version, about.digest)
    with store.engine.begin() as connection:
        _fill(connection.exec_driver_sql, _OURS, number, items, cells)
    database.close()


def _fill(run: Callable[[str], Any], said: str, number: int, items: list[str], cells: list[_Cell]) -> None:
    """Adds what so many contributions hold, item after item in the order of the key."""
    run(_NUMBERS.format(last=number))
    run("CREATE TABLE bench_items (item_number BIGINT, item VARCHAR)")
    run(f"CREATE TABLE bench_cells (cell_number BIGINT, cell VARCHAR, {_COLUMNS})")
    run(f"INSERT INTO bench_items VALUES {','.join(map(str, enumerate(items)))}")
    rows = [(place, " ".join(map(str, cell)), *cell) for place, cell in enumerate(cells)]
    run(f"INSERT INTO bench_cells VALUES {','.join(map(str, rows))}")
    for place in range(len(items)):
        run(_ROWS.format(said=said, cells=len(cells), item=place))


def _apart(measure: Callable[..., tuple[float, Quartiles]], *about: object) -> tuple[float, float, Quartiles]:
    """Seconds, peak memory in MB, and what was found, of a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        seconds, found = pool.submit(measure, *about).result()
        return seconds, pool.submit(_peak).result(), found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _release(url: str) -> tuple[float, Quartiles]:
    """From the statement to the bytes, as when an edition is closed."""
    database = FilledDatabase(url)
    [association] = database.store.associations()
    [edition] = database.store.editions(association.id)
    closed = replace(edition, closed_at=datetime.now(UTC), fictional=True)

    def once() -> bytes:
        with engine_for(url).begin() as connection:
            return made(closed, *count(connection, edition.id))

    seconds, content = _median(once)
    return seconds, {
        (str(item), group): figure.quartiles
        for item, figures in read_release(content).figures.items()
        for group, figure in figures.items()
        if figure.quartiles is not None and figure.number >= WHOLE
    }


def _query(number: int, items: list[str], cells: list[_Cell]) -> tuple[float, Quartiles]:
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    columns = f"edition_id INTEGER, item VARCHAR, {_COLUMNS}, value INTEGER, contribution INTEGER"
    connection.execute(f"CREATE TABLE contributed ({columns})")
    _fill(connection.execute, _APART, number, items, cells)
    seconds, rows = _median(lambda: connection.execute(_QUARTILES).fetchall())
    return seconds, {
        (item, Group(sector or "", size_class or "", is_assured=assured == 1)): tuple(value / 2 for value in quartiles)
        for item, sector, size_class, assured, quartiles in rows
        if assured != 0
    }


def _median(once: Callable[[], Any]) -> tuple[float, Any]:
    """The median seconds of some turns, and what the last one gave."""
    seconds, found = [], None
    for _ in range(TURNS):
        start = time.perf_counter()
        found = once()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), found


def _compare(found: Quartiles, expected: Quartiles) -> None:
    """Whether all medians and quartiles that the release shows are those of the query.

    :raises Differs: one is not, or there are none of groups as large as these all are.
    """
    wrong = [key for key, quartiles in found.items() if quartiles != expected[key]]
    if wrong or not found:
        raise Differs(f"{len(wrong)} of {len(found)} quartiles differ, such as {wrong[:1]}.")
