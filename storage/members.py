"""The people of an organisation: who they are, what they may do, and how that changes; never without an owner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from auth.permissions import GIVEN, Action, Role, may
from model.errors import BadInput, Mistake
from storage.access import Access, Entered
from storage.stored import NotFound, utc
from storage.tables import INVITATIONS, MEMBERSHIPS, PEOPLE


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

    def change_role(self, organisation_id: str, person_id: str, role: Role) -> None:
        """Gives a member another role.

        :raises NotFound: there is no such organisation for who asks.
        :raises BadInput: it is the last owner, someone who has left, or a role that can't be given.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            members = self._held(entered, "manage_people")
            check_role(role)
            row = _member(members, person_id)
            if role != "owner":
                _keep_an_owner(members, row)
            _change(entered, row, role=role)

    def set_department(self, organisation_id: str, person_id: str, department: str | None) -> None:
        """Notes in which department of the questionnaire a member works; None for in no particular one.

        :raises NotFound: there is no such organisation for who asks.
        :raises BadInput: it is someone who has left.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            row = _member(self._held(entered, "manage_people"), person_id)
            _change(entered, row, department=department)

    def withdraw_access(self, organisation_id: str, person_id: str) -> None:
        """Takes a member's access away, at once.

        :raises NotFound: there is no such organisation for who asks.
        :raises BadInput: it is the last owner, or someone who has left.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            members = self._held(entered, "manage_people")
            row = _member(members, person_id)
            _keep_an_owner(members, row)
            _end(entered, row, "access_withdrawn")

    def leave(self, organisation_id: str) -> None:
        """Ends the access of who asks.

        :raises NotFound: they have no role in such an organisation.
        :raises BadInput: they are its last owner.
        """
        with self._writing("read", organisation=organisation_id) as entered:
            members = self._held(entered, "read")
            if self.who.id not in members:
                raise NotFound
            _keep_an_owner(members, members[self.who.id])
            _end(entered, members[self.who.id], "left")

    def hand_over(self, organisation_id: str, person_id: str) -> None:
        """Makes another member the owner in the place of who asks, who stays as contributor.

        :raises NotFound: who asks does not own such an organisation.
        :raises BadInput: it is someone who has left.
        """
        with self._writing("remove", organisation=organisation_id) as entered:
            members = self._held(entered, "remove")
            if self.who.id not in members:
                raise NotFound
            row = _member(members, person_id)
            if person_id != self.who.id:
                _change(entered, members[self.who.id], role="contributor")
            _change(entered, row, role="owner")

    def _held(self, entered: Entered, action: Action) -> Mapping[str, RowMapping]:
        """Everyone with a role, by person, whom nobody else can change before this transaction ends.

        :raises NotFound: whoever had the rows before took from who asks the right to do this.
        """
        query = (
            select(MEMBERSHIPS)
            .where(MEMBERSHIPS.c.organisation_id == entered.organisation_id)
            .order_by(MEMBERSHIPS.c.person_id)  # everybody in the same order, so that nobody waits for each other
            .with_for_update()
        )
        members = {row["person_id"]: row for row in entered.connection.execute(query).mappings()}
        mine = members.get(self.who.id)
        if not (self.who.everywhere or may(mine["role"] if mine else None, action)):
            raise NotFound
        return members


def check_role(role: str) -> None:
    """Refuses what an owner can't give.

    :raises BadInput: it is no role, or one that nobody gives.
    """
    if role not in GIVEN:
        raise BadInput([Mistake("This role can't be given.")])


def _member(members: Mapping[str, RowMapping], person_id: str) -> RowMapping:
    if person_id not in members:
        raise BadInput([Mistake("This person no longer has access.")])
    return members[person_id]


def _keep_an_owner(members: Mapping[str, RowMapping], leaving: RowMapping) -> None:
    owners = [row["person_id"] for row in members.values() if row["role"] == "owner"]
    if owners == [leaving["person_id"]]:
        raise BadInput([Mistake("An organisation needs an owner. Make someone else the owner first.")])


def _change(entered: Entered, row: RowMapping, **values: Any) -> None:
    entered.connection.execute(update(MEMBERSHIPS).where(*_is(row)).values(**values))
    changed = {**row, **values}
    if "role" in values:
        entered.record("role_given", MEMBERSHIPS, changed, role=changed["role"], before=row["role"])
        if not may(changed["role"], "manage_people"):
            _revoke_invitations(entered, row)
    else:
        entered.record("department_set", MEMBERSHIPS, changed)


def _end(entered: Entered, row: RowMapping, action: str) -> None:
    entered.connection.execute(delete(MEMBERSHIPS).where(*_is(row)))
    entered.record(action, MEMBERSHIPS, {**row}, gone=True, role=row["role"])
    _revoke_invitations(entered, row)


def _revoke_invitations(entered: Entered, row: RowMapping) -> None:
    """The open links of someone who may no longer invite: they could come back by one of them."""
    theirs = (INVITATIONS.c.organisation_id == entered.organisation_id, INVITATIONS.c.by == row["person_id"])
    is_open = (INVITATIONS.c.used_at.is_(None), INVITATIONS.c.revoked_at.is_(None))
    revoked = update(INVITATIONS).where(*theirs, *is_open).values(revoked_at=datetime.now(UTC))
    count = entered.connection.execute(revoked).rowcount
    if count:
        entered.note("invitations_revoked", count=count)


def _is(row: RowMapping) -> tuple[Any, ...]:
    return (MEMBERSHIPS.c.organisation_id == row["organisation_id"], MEMBERSHIPS.c.person_id == row["person_id"])
