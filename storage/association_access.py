"""The one way into an association for who administers it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from storage.access import Access, name_person, reached
from storage.audit import Event, append
from storage.database import writing
from storage.stored import NotFound
from storage.tables import ADMINISTRATORS, ASSOCIATIONS


@dataclass
class Administering:
    """One transaction about one association, of its administrator or the terminal."""

    connection: Connection
    subject: str
    events: list[Event] = field(default_factory=list)

    def note(self, action: str, **detail: Any) -> None:
        """Notes for the audit trail what was done; `detail` holds nothing personal."""
        self.events.append(Event(action, self.subject, detail=detail))


class AssociationAccess(Access):
    """What all that is asked by administrators begins with."""

    @contextmanager
    def _administering(self, association_id: str, *, writes: bool = False) -> Iterator[Administering]:
        """A transaction about an association, for who administers it; what was noted goes to the audit trail.

        :raises NotFound: there is no such association for who asks.
        """
        engine = writing(self.engine) if writes else self.engine
        mine = select(ASSOCIATIONS.c.id).where(ASSOCIATIONS.c.id == association_id)
        if not self.who.everywhere:
            mine = mine.join(ADMINISTRATORS).where(ADMINISTRATORS.c.person_id == self.who.id)
        with reached(), engine.begin() as connection:
            if not self.who.everywhere:
                name_person(connection, self.who)
            if connection.execute(mine).first() is None:
                raise NotFound
            entered = Administering(connection, f"associations {association_id}")
            yield entered
            if entered.events:
                append(connection, self.who.id, entered.events)
