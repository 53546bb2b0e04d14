"""What contributions to open editions say, row by row as it is counted; and the counts, which name nobody."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, select, true

from model.contributions import Cell, Contribution, Counts, Item, LevelStep, StepCounts
from storage.benchmark_tables import CONTRIBUTED, CONTRIBUTIONS, EDITIONS

# Of what was contributed, a step is written like an item: "step:s1.3", with both levels in one number (2 to 4 is 24).
_STEP, _BEFORE = "step:", 10
_GROUPED = (CONTRIBUTED.c.what, CONTRIBUTED.c.value)
_COUNT = select(*_GROUPED, func.count()).where(CONTRIBUTED.c.edition_id == bindparam("edition")).group_by(*_GROUPED)
_BY_KEY = delete(CONTRIBUTED).where(
    and_(*(column == bindparam(f"of_{column.name}") for column in CONTRIBUTED.primary_key))
)
# Whoever contributes, withdraws, counts or closes takes turns, per edition; the number is only that of this lock.
_LOCK = 73457867


def hold(connection: Connection, edition_id: int) -> None:
    """Waits until nobody else contributes to this edition or closes it, and keeps it so until the transaction ends."""
    if connection.dialect.name != "sqlite":  # which has one writer at a time
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK, edition_id)))


def hold_open_editions(connection: Connection, which: ColumnElement[bool]) -> None:
    """The same for all open ones of these, before rows of theirs are locked: always in this order."""
    query = select(EDITIONS.c.id).where(EDITIONS.c.closed_at.is_(None), which).order_by(EDITIONS.c.id)
    for id_ in connection.execute(query).scalars().all():
        hold(connection, id_)


@contextmanager
def counting(connection: Connection, edition_id: int) -> Iterator[None]:
    """Lets PostgreSQL show this transaction what others contributed to one edition, to be counted and no more."""
    _name(connection, str(edition_id))
    yield
    _name(connection, "")


def _name(connection: Connection, edition: str) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.set_config("peilstok.edition", edition, true())))


def write(connection: Connection, key: tuple[int, int], sent: Contribution, before: Mapping[str, int]) -> None:
    """Writes what is counted of a contribution; `key` is the edition and the contribution's own number.

    :param before: the levels that the same organisation sent to the edition before. Who stayed or fell is counted too:
        a step that nearly all made tells of each of them, and is not shown.
    """
    values = [(str(item), value) for item, value in sent.values().items()]
    values += [(f"{_STEP}{id_}", before[id_] * _BEFORE + level) for id_, level in sent.levels.items() if id_ in before]
    connection.execute(insert(CONTRIBUTED), _rows(key, sent, values))


def forget(connection: Connection, organisation_id: str, which: ColumnElement[bool]) -> int:
    """Takes away what an organisation contributed to those of these editions that are open; how many that were."""
    query = (
        select(CONTRIBUTIONS.c.edition_id, CONTRIBUTIONS.c.number, CONTRIBUTIONS.c.content)
        .join(EDITIONS)
        .where(CONTRIBUTIONS.c.organisation_id == organisation_id, EDITIONS.c.closed_at.is_(None), which)
    )
    found = connection.execute(query).all()
    for edition_id, number, content in found:
        sent = Contribution(**content)
        possible = [(str(item), value) for item, value in sent.values().items()]
        possible += [
            (f"{_STEP}{id_}", before * _BEFORE + level) for id_, level in sent.levels.items() for before in range(1, 6)
        ]
        keys = _rows((edition_id, number), sent, possible)
        connection.execute(_BY_KEY, [{f"of_{name}": value for name, value in key.items()} for key in keys])
        connection.execute(delete(CONTRIBUTIONS).where(CONTRIBUTIONS.c.number == number))
    return len(found)


def count(connection: Connection, edition_id: int) -> tuple[Counts, StepCounts]:
    """How many contributions to an edition have each value, and made each step, per cell: by one statement."""
    counts: dict[Item, dict[Cell, dict[int, int]]] = {}
    steps: dict[str, dict[LevelStep, int]] = {}
    item_of, cell_of = cache(Item.parse), cache(_cell)
    for what, value, number in connection.execute(_COUNT, {"edition": edition_id}):
        item, _, cell = what.partition(" ")
        if item.startswith(_STEP):
            before, after = divmod(value, _BEFORE)
            step = LevelStep(item.removeprefix(_STEP), before, after)
            in_sector = steps.setdefault(cell_of(cell).sector, {})
            in_sector[step] = in_sector.get(step, 0) + number
        else:
            counts.setdefault(item_of(item), {}).setdefault(cell_of(cell), {})[value] = number
    return counts, steps


def _rows(key: tuple[int, int], sent: Contribution, values: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    edition_id, number = key
    cell = f"{sent.sector} {sent.size_class} {int(sent.is_assured)}"
    return [
        {"edition_id": edition_id, "what": f"{item} {cell}", "value": value, "contribution": number}
        for item, value in values
    ]


def _cell(text: str) -> Cell:
    sector, size_class, assured = text.split(" ")
    return Cell(sector, size_class, assured == "1")
