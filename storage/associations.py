"""Associations of organisations, as their administrators see them: who belongs, and nothing of what members answer."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from model.errors import BadInput, Mistake
from storage.access import Entered, reached, see
from storage.association_access import AssociationAccess
from storage.audit import Event, append
from storage.benchmark_tables import EDITIONS
from storage.contributed import forget, hold_open_editions
from storage.database import writing
from storage.invitations import Invitation, new_invitation, open_invitations, revoke
from storage.stored import NotFound, utc
from storage.tables import (
    ADMINISTRATORS,
    ASSOCIATION_MEMBERS,
    ASSOCIATIONS,
    CONSENTS,
    INVITATIONS,
    ORGANISATIONS,
    PEOPLE,
)


@dataclass(frozen=True)
class Association:
    """An association by its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Administrator:
    """A person who administers an association."""

    id: str
    name: str
    email: str | None
    since: datetime


@dataclass(frozen=True)
class MemberOrganisation:
    """An organisation that belongs to an association; `may_read` while it consents to that."""

    id: str
    name: str
    since: datetime
    may_read: bool


class Associations(AssociationAccess):
    """What is asked of associations by those who administer them."""

    def add_association(self, name: str) -> str:
        """The id of a new association; only the terminal makes one.

        :raises NotFound: who asks is a person like any other.
        :raises BadInput: the name is empty or too long, or another association has it.
        """
        if not self.who.everywhere:
            raise NotFound
        name = " ".join(name.split())
        if not 1 <= len(name) <= 200:
            raise BadInput([Mistake("Give the association a name of at most 200 characters.")])
        row = {"id": str(uuid.uuid4()), "name": name, "created_at": datetime.now(UTC)}
        with reached(), writing(self.engine).begin() as connection:
            if connection.execute(select(ASSOCIATIONS.c.id).where(ASSOCIATIONS.c.name == name)).first():
                raise BadInput([Mistake("There is an association with this name already.")])
            connection.execute(insert(ASSOCIATIONS), row)
            append(connection, self.who.id, [Event("association_added", f"associations {row['id']}")])
        return str(row["id"])

    def associations(self) -> list[Association]:
        """Those that who asks administers, by the alphabet; all of them for the terminal."""
        query = select(ASSOCIATIONS.c.id, ASSOCIATIONS.c.name)
        if not self.who.everywhere:
            query = query.join(ADMINISTRATORS).where(ADMINISTRATORS.c.person_id == self.who.id)
        with reached(), self.engine.connect() as connection:
            found = [Association(row.id, row.name) for row in connection.execute(query)]
        return sorted(found, key=lambda association: (association.name.casefold(), association.id))

    def administrators(self, association_id: str) -> list[Administrator]:
        """Who administers it, by the alphabet.

        :raises NotFound: there is no such association for who asks.
        """
        query = (
            select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.email, ADMINISTRATORS.c.since)
            .join(ADMINISTRATORS)
            .where(ADMINISTRATORS.c.association_id == association_id)
        )
        with self._administering(association_id) as entered:
            rows = entered.connection.execute(query).all()
        found = [Administrator(row.id, row.name, row.email, utc(row.since)) for row in rows]
        return sorted(found, key=lambda administrator: (administrator.name.casefold(), administrator.id))

    def member_organisations(self, association_id: str) -> list[MemberOrganisation]:
        """Which organisations belong to it, by the alphabet: their names and since when, no more.

        :raises NotFound: there is no such association for who asks.
        """
        members = ASSOCIATION_MEMBERS.c
        consented = (CONSENTS.c.association_id == members.association_id) & (CONSENTS.c.kind == "read")
        query = (
            select(ORGANISATIONS.c.id, ORGANISATIONS.c.name, members.since, CONSENTS.c.kind)
            .join(ASSOCIATION_MEMBERS, members.organisation_id == ORGANISATIONS.c.id)
            .outerjoin(CONSENTS, consented & (CONSENTS.c.organisation_id == ORGANISATIONS.c.id))
            .where(members.association_id == association_id)
        )
        with self._administering(association_id) as entered:
            rows = entered.connection.execute(query).all()
        found = [MemberOrganisation(row.id, row.name, utc(row.since), row.kind is not None) for row in rows]
        return sorted(found, key=lambda member: (member.name.casefold(), member.id))

    def invite_to_association(self, association_id: str, offer: Literal["administrator", "member"], days: int) -> str:
        """The secret of a new link, for a further administrator or for an organisation to join by.

        :raises NotFound: there is no such association for who asks.
        :raises BadInput: not for so many days.
        """
        with self._administering(association_id, writes=True) as entered:
            id_, token = new_invitation(entered.connection, self.who.id, offer, days, association_id=association_id)
            entered.note("invited", invitation=id_, role=offer)
            return token

    def association_invitations(self, association_id: str) -> list[Invitation]:
        """The open ones, the newest first.

        :raises NotFound: there is no such association for who asks.
        """
        with self._administering(association_id) as entered:
            return open_invitations(entered.connection, INVITATIONS.c.association_id == association_id)

    def revoke_association_invitation(self, association_id: str, invitation_id: str) -> None:
        """Makes a link worthless; one that was used, revoked or never made stays what it was.

        :raises NotFound: there is no such association for who asks.
        """
        with self._administering(association_id, writes=True) as entered:
            revoke(entered.connection, invitation_id, INVITATIONS.c.association_id == association_id)
            entered.note("invitation_revoked", invitation=invitation_id)

    def remove_administrator(self, association_id: str, person_id: str) -> None:
        """Ends what someone, also who asks, may do for the association; their open links go too.

        :raises NotFound: there is no such association for who asks.
        :raises BadInput: it is the last administrator.
        """
        of_association = ADMINISTRATORS.c.association_id == association_id
        theirs = (INVITATIONS.c.association_id == association_id, INVITATIONS.c.by == person_id)
        with self._administering(association_id, writes=True) as entered:
            held = select(ADMINISTRATORS.c.person_id).where(of_association).order_by(ADMINISTRATORS.c.person_id)
            people = list(entered.connection.execute(held.with_for_update()).scalars())
            if not self.who.everywhere and self.who.id not in people:
                raise NotFound
            if people == [person_id]:
                raise BadInput([Mistake("An association needs an administrator. Invite someone else first.")])
            entered.connection.execute(delete(ADMINISTRATORS).where(of_association, _is(person_id)))
            entered.connection.execute(
                update(INVITATIONS)
                .where(*theirs, INVITATIONS.c.used_at.is_(None), INVITATIONS.c.revoked_at.is_(None))
                .values(revoked_at=datetime.now(UTC))
            )
            entered.note("administrator_removed", person=person_id)

    def end_membership(self, association_id: str, organisation_id: str) -> None:
        """Takes an organisation out of the association, and with that all that it consented to.

        :raises NotFound: there is no such association for who asks, or the organisation does not belong to it.
        """
        with self._administering(association_id, writes=True) as entered:
            if not self.who.everywhere:
                see(entered.connection, self.who, [organisation_id])
            entered.events += remove_member(entered.connection, association_id, organisation_id, "membership_ended")


def remove_member(connection: Connection, association_id: str, organisation_id: str, action: str) -> list[Event]:
    """Ends a membership with its consents and what it contributed to open editions; gives what its trail says of that.

    Whether it had contributed is no event of its own: who ends a membership may not learn that.

    :raises NotFound: the organisation does not belong to the association.
    """
    row = {"association_id": association_id, "organisation_id": organisation_id}
    hold_open_editions(connection, EDITIONS.c.association_id == association_id)
    # First the membership: whoever consents at this moment holds it, and is waited for.
    ended = connection.execute(
        delete(ASSOCIATION_MEMBERS).where(
            ASSOCIATION_MEMBERS.c.association_id == association_id,
            ASSOCIATION_MEMBERS.c.organisation_id == organisation_id,
        )
    )
    if ended.rowcount != 1:
        raise NotFound
    forget(connection, organisation_id, EDITIONS.c.association_id == association_id)
    entered = Entered(connection, organisation_id, None)
    entered.record(action, ASSOCIATION_MEMBERS, row, gone=True)
    consents = delete(CONSENTS).where(
        CONSENTS.c.association_id == association_id, CONSENTS.c.organisation_id == organisation_id
    )
    for kind in connection.execute(consents.returning(CONSENTS.c.kind)).scalars():
        entered.record("consent_ended", CONSENTS, {**row, "kind": kind}, gone=True, kind=kind)
    return entered.events


def _is(person_id: str) -> Any:
    return ADMINISTRATORS.c.person_id == person_id
