"""The audit trail of one organisation, as its page shows it: the newest first, a page at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access
from storage.stored import utc
from storage.tables import AUDIT, PEOPLE

# So many events are shown at once.
AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """One event: by whom, when, what, and about what: `subject` is a table and a key, `detail` holds no names."""

    number: int
    at: datetime
    by: str
    action: str
    subject: tuple[str, ...]
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Entries:
    """Events, and the names of the people in them who are still known, by id."""

    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    has_more: bool


class Trail(Access):
    """What is asked of the audit trail."""

    def events(
        self,
        organisation_id: str,
        *,
        before: int | None = None,
        actions: Collection[str] = (),
        by: str | None = None,
        at_most: int = AT_ONCE,
    ) -> Entries:
        """What happened in an organisation, the newest first; of these actions only, or of this person.

        :param before: only what happened before the event of this number.
        :raises NotFound: there is no such organisation for who asks.
        """
        query = select(AUDIT).where(AUDIT.c.organisation_id == organisation_id).order_by(AUDIT.c.number.desc())
        if before is not None:
            query = query.where(AUDIT.c.number < before)
        if actions:
            query = query.where(AUDIT.c.action.in_(actions))
        if by is not None:
            query = query.where(AUDIT.c.by == by)
        with self._reading("read_trail", organisation=organisation_id) as entered:
            rows = entered.connection.execute(query.limit(at_most + 1)).all()
            found = tuple(
                Entry(row.number, utc(row.at), row.by, row.action, tuple(row.subject.split()), row.detail)
                for row in rows[:at_most]
            )
            ids = {id_ for entry in found for id_ in (entry.by, *entry.subject[1:])}
            return Entries(found, _names(entered.connection, ids), len(rows) > at_most)

    def actors(self, organisation_id: str) -> dict[str, str | None]:
        """Everyone who did something in an organisation, by id; with the name of who is still known.

        :raises NotFound: there is no such organisation for who asks.
        """
        query = select(AUDIT.c.by).where(AUDIT.c.organisation_id == organisation_id).distinct()
        with self._reading("read_trail", organisation=organisation_id) as entered:
            ids = entered.connection.execute(query).scalars().all()
            names = _names(entered.connection, ids)
        return {id_: names.get(id_) for id_ in sorted(ids, key=lambda id_: (names.get(id_, "").casefold(), id_))}


def _names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of who is still known."""
    query = select(PEOPLE.c.id, PEOPLE.c.name).where(PEOPLE.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)}
