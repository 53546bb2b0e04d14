"""The people of an organisation: who they are, and what they may do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from auth.permissions import Role
from storage.access import Access
from storage.stored import utc
from storage.tables import MEMBERSHIPS, PEOPLE


@dataclass(frozen=True)
class Member:
    """A person in an organisation."""

    id: str
    name: str
    email: str | None
    role: Role
    department: str | None
    since: datetime


class Members(Access):
    """What is asked of the people of an organisation."""

    def members(self, organisation_id: str) -> list[Member]:
        """Everyone with a role, by the alphabet.

        :raises NotFound: there is no such organisation for who asks.
        """
        query = (
            select(PEOPLE, MEMBERSHIPS.c.role, MEMBERSHIPS.c.department, MEMBERSHIPS.c.since)
            .join(MEMBERSHIPS, MEMBERSHIPS.c.person_id == PEOPLE.c.id)
            .where(MEMBERSHIPS.c.organisation_id == organisation_id)
        )
        with self._reading("read", organisation=organisation_id) as entered:
            rows = entered.connection.execute(query).all()
        members = [Member(row.id, row.name, row.email, row.role, row.department, utc(row.since)) for row in rows]
        return sorted(members, key=lambda member: (member.name.casefold(), member.id))
