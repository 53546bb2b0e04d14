"""What an organisation has with associations: it joins and leaves, and consents to being read, or no longer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from model.errors import BadInput, Mistake
from storage.access import Access
from storage.associations import remove_member
from storage.invitations import unusable, use
from storage.stored import NotFound, utc
from storage.tables import ASSOCIATION_MEMBERS, ASSOCIATIONS, CONSENTS

READ = "read"


@dataclass(frozen=True)
class Membership:
    """An association that an organisation belongs to; `read_since` is when it consented to being read, if it did."""

    id: str
    name: str
    since: datetime
    read_since: datetime | None


class Consents(Access):
    """What is asked of an organisation's associations, by its own people."""

    def memberships(self, organisation_id: str) -> list[Membership]:
        """The associations that it belongs to, by the alphabet.

        :raises NotFound: there is no such organisation for who asks.
        """
        members = ASSOCIATION_MEMBERS.c
        consented = (CONSENTS.c.association_id == members.association_id) & (CONSENTS.c.kind == READ)
        query = (
            select(ASSOCIATIONS.c.id, ASSOCIATIONS.c.name, members.since, CONSENTS.c.at)
            .join(ASSOCIATION_MEMBERS, members.association_id == ASSOCIATIONS.c.id)
            .outerjoin(CONSENTS, consented & (CONSENTS.c.organisation_id == members.organisation_id))
            .where(members.organisation_id == organisation_id)
        )
        with self._reading("read", organisation=organisation_id) as entered:
            rows = entered.connection.execute(query).all()
        found = [Membership(row.id, row.name, utc(row.since), row.at and utc(row.at)) for row in rows]
        return sorted(found, key=lambda membership: (membership.name.casefold(), membership.id))

    def join(self, token: str, organisation_id: str) -> None:
        """Makes an organisation a member of the association that this link is of; it consents to nothing by that.

        :raises NotFound: there is no such organisation for who asks, or not for them to decide.
        :raises BadInput: the link can't be used (any more), or the organisation belongs to the association already.
        """
        with self._writing("consent", organisation=organisation_id) as entered:
            invitation = use(entered.connection, token)
            if invitation.role != "member":
                raise BadInput([unusable()])
            row = {
                "association_id": invitation.association_id, "organisation_id": organisation_id,
                "since": datetime.now(UTC),
            }  # fmt: skip
            try:
                with entered.connection.begin_nested():
                    entered.connection.execute(insert(ASSOCIATION_MEMBERS), row)
            except IntegrityError as error:
                raise BadInput([Mistake("This organisation is a member of the association already.")]) from error
            entered.record("joined_association", ASSOCIATION_MEMBERS, row, invitation=invitation.id)

    def leave_association(self, organisation_id: str, association_id: str) -> None:
        """Ends the membership, and with that all that the organisation consented to.

        :raises NotFound: there is no such membership for who asks, or not for them to decide.
        """
        with self._writing("consent", organisation=organisation_id) as entered:
            entered.events += remove_member(entered.connection, association_id, organisation_id, "left_association")

    def consent_to_reading(self, organisation_id: str, association_id: str) -> None:
        """Lets the administrators of the association read answers, notes and results; given again it stays as it was.

        :raises NotFound: there is no such membership for who asks, or not for them to decide.
        """
        with self._writing("consent", organisation=organisation_id) as entered:
            member = select(ASSOCIATION_MEMBERS.c.since).where(
                ASSOCIATION_MEMBERS.c.association_id == association_id,
                ASSOCIATION_MEMBERS.c.organisation_id == organisation_id,
            )
            # Held, so that a membership that ends at this moment takes the consent with it.
            if entered.connection.execute(member.with_for_update()).first() is None:
                raise NotFound
            row = {
                "association_id": association_id, "organisation_id": organisation_id, "kind": READ,
                "by": self.who.id, "at": datetime.now(UTC),
            }  # fmt: skip
            if entered.connection.execute(select(CONSENTS.c.at).where(*_read(row))).first() is None:
                entered.connection.execute(insert(CONSENTS), row)
                entered.record("consent_given", CONSENTS, row, kind=READ)
            else:
                entered.note("consent_confirmed", kind=READ)

    def withdraw_consent(self, organisation_id: str, association_id: str) -> None:
        """Ends that the association's administrators may read, at once.

        :raises NotFound: there is no such consent for who asks, or not for them to decide.
        """
        row = {"association_id": association_id, "organisation_id": organisation_id, "kind": READ}
        with self._writing("consent", organisation=organisation_id) as entered:
            if entered.connection.execute(delete(CONSENTS).where(*_read(row))).rowcount != 1:
                raise NotFound
            entered.record("consent_withdrawn", CONSENTS, row, gone=True, kind=READ)


def _read(row: Mapping[str, object]) -> tuple[Any, ...]:
    consents = CONSENTS.c
    of = (consents.association_id == row["association_id"], consents.organisation_id == row["organisation_id"])
    return (*of, consents.kind == READ)
