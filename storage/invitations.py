"""Invitations: links that work once, for a time, and can be revoked. Only the fingerprint of their secret is kept."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Engine, Row, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from auth.permissions import Role
from model.errors import BadInput, Mistake
from storage.access import Entered, fingerprint, name_person, reached, see
from storage.audit import Event, append
from storage.database import writing
from storage.members import Members, check_role
from storage.stored import NotFound, utc
from storage.tables import ADMINISTRATORS, ASSOCIATIONS, INVITATIONS, MEMBERSHIPS, ORGANISATIONS, PEOPLE

# For so many days an invitation can be made.
DAYS = (1, 7, 14, 30)
# In an organisation, or as the administrator or a member of an association.
Offer: TypeAlias = Role | Literal["member"]

_OPEN = (INVITATIONS.c.used_at.is_(None), INVITATIONS.c.revoked_at.is_(None))
_PRESENTED = text("SELECT set_config('peilstok.invitation', :fingerprint, true)")


@dataclass(frozen=True)
class Invitation:
    """An open invitation, as who may revoke it sees it; `by` is nobody's name when the terminal made it."""

    id: str
    role: Offer
    by: str | None
    at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Invited:
    """What who opens an invitation may become, of which organisation or association, and who asks them."""

    role: Offer
    of: str
    by: str | None


class Invitations(Members):
    """What is asked of the invitations to an organisation, and of the one that someone opens."""

    def invite(self, organisation_id: str, role: Role, days: int) -> str:
        """The secret of a new link, which nobody can ask for again.

        :raises NotFound: there is no such organisation for who asks.
        :raises BadInput: the role can't be given, or not for so many days.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            self._held(entered, "manage_people")
            check_role(role)
            id_, token = new_invitation(entered.connection, self.who.id, role, days, organisation_id=organisation_id)
            entered.note("invited", invitation=id_, role=role)
            return token

    def invitations(self, organisation_id: str) -> list[Invitation]:
        """The open ones, the newest first.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._reading("manage_people", organisation=organisation_id) as entered:
            return open_invitations(entered.connection, INVITATIONS.c.organisation_id == organisation_id)

    def revoke_invitation(self, organisation_id: str, invitation_id: str) -> None:
        """Makes a link worthless; one that was used, revoked or never made stays what it was.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            revoke(entered.connection, invitation_id, INVITATIONS.c.organisation_id == organisation_id)
            entered.note("invitation_revoked", invitation=invitation_id)

    def invitation(self, token: str) -> Invited:
        """What this link offers.

        :raises BadInput: it can't be used (any more); why, nobody is told.
        """
        with reached(), self.engine.connect() as connection:
            row = find(connection, token)
            if row is None:
                raise BadInput([unusable()])
            by = connection.execute(select(PEOPLE.c.name).where(PEOPLE.c.id == row.by)).scalar()
            if row.association_id:
                name = select(ASSOCIATIONS.c.name).where(ASSOCIATIONS.c.id == row.association_id)
            else:
                see(connection, self.who, [row.organisation_id])
                name = select(ORGANISATIONS.c.name).where(ORGANISATIONS.c.id == row.organisation_id)
            return Invited(row.role, connection.execute(name).scalar_one(), by)

    def accept_invitation(self, token: str) -> None:
        """Gives who asks the role that the link offers, once; it is a link to an organisation or for administrators.

        :raises BadInput: the link can't be used (any more), or who asks has a role already, which stays as it is.
        :raises NotFound: who asks did not sign in, or the link is for an organisation to join by.
        """
        if self.who.everywhere:
            raise NotFound
        with reached(), writing(self.engine).begin() as connection:
            name_person(connection, self.who)
            row = use(connection, token)
            if row.role == "member":
                raise NotFound
            events = self._administrate(connection, row) if row.association_id else self._enter_as(connection, row)
            append(connection, self.who.id, events)

    def _enter_as(self, connection: Connection, row: Row[Any]) -> list[Event]:
        see(connection, self.who, [row.organisation_id])
        seal = connection.execute(select(ORGANISATIONS.c.seal).where(ORGANISATIONS.c.id == row.organisation_id))
        entered = Entered(connection, row.organisation_id, None, seal.scalar_one())
        member = {
            "organisation_id": row.organisation_id, "person_id": self.who.id, "role": row.role, "department": None,
            "since": datetime.now(UTC),
        }  # fmt: skip
        try:
            with connection.begin_nested():
                connection.execute(insert(MEMBERSHIPS), member)
        except IntegrityError as error:
            raise BadInput(
                [Mistake("You already have access to this organisation. Your role stays as it is.")]
            ) from error
        entered.record("role_given", MEMBERSHIPS, member, role=row.role, invitation=row.id)
        return entered.events

    def _administrate(self, connection: Connection, row: Row[Any]) -> list[Event]:
        administrator = {
            "association_id": row.association_id, "person_id": self.who.id, "since": datetime.now(UTC)
        }  # fmt: skip
        try:
            with connection.begin_nested():
                connection.execute(insert(ADMINISTRATORS), administrator)
        except IntegrityError as error:
            raise BadInput([Mistake("You are an administrator of this association already.")]) from error
        subject = f"associations {row.association_id}"
        return [Event("administrator_added", subject, detail={"person": self.who.id, "invitation": row.id})]


def new_invitation(
    connection: Connection,
    by: str,
    role: Offer,
    days: int,
    *,
    organisation_id: str | None = None,
    association_id: str | None = None,
) -> tuple[str, str]:
    """The id and the secret of a new invitation.

    :raises BadInput: not for so many days.
    """
    if days not in DAYS:
        raise BadInput([Mistake("An invitation can't be made for {days} days.", days=days)])
    now, token = datetime.now(UTC), secrets.token_urlsafe(32)
    row = {
        "id": str(uuid.uuid4()), "organisation_id": organisation_id, "association_id": association_id, "role": role,
        "token_hash": fingerprint(token), "by": by, "at": now, "expires_at": now + timedelta(days=days),
        "used_at": None, "revoked_at": None,
    }  # fmt: skip
    connection.execute(insert(INVITATIONS), row)
    return str(row["id"]), token


def open_invitations(connection: Connection, whose: Any) -> list[Invitation]:
    """Those that can still be used, the newest first."""
    query = (
        select(INVITATIONS, PEOPLE.c.name)
        .outerjoin(PEOPLE, PEOPLE.c.id == INVITATIONS.c.by)
        .where(whose, *_OPEN, INVITATIONS.c.expires_at > datetime.now(UTC))
        .order_by(INVITATIONS.c.at.desc())
    )
    rows = connection.execute(query)
    return [Invitation(row.id, row.role, row.name, utc(row.at), utc(row.expires_at)) for row in rows]


def revoke(connection: Connection, invitation_id: str, whose: Any) -> None:
    """Revokes an open invitation of this organisation or association."""
    mine = (INVITATIONS.c.id == invitation_id, whose, *_OPEN)
    connection.execute(update(INVITATIONS).where(*mine).values(revoked_at=datetime.now(UTC)))


def find(connection: Connection, token: str) -> Row[Any] | None:
    """The invitation with this secret, while it can be used; PostgreSQL then shows it to whoever has the secret."""
    _present(connection, token)
    query = select(INVITATIONS).where(INVITATIONS.c.token_hash == fingerprint(token), *_OPEN)
    return connection.execute(query.where(INVITATIONS.c.expires_at > datetime.now(UTC))).one_or_none()


def use(connection: Connection, token: str) -> Row[Any]:
    """Uses the invitation up, and gives what it offers; of two who come at once, one gets it.

    :raises BadInput: it can't be used (any more).
    """
    _present(connection, token)
    now = datetime.now(UTC)
    row = connection.execute(
        update(INVITATIONS)
        .where(INVITATIONS.c.token_hash == fingerprint(token), *_OPEN, INVITATIONS.c.expires_at > now)
        .values(used_at=now)
        .returning(INVITATIONS)
    ).one_or_none()
    if row is None:
        raise BadInput([unusable()])
    return row


def is_usable(engine: Engine, token: str) -> bool:
    """Whether there is an invitation with this secret that can be used.

    :raises Unavailable: the database can't be reached.
    """
    with reached(), engine.connect() as connection:
        return find(connection, token) is not None


def unusable() -> Mistake:
    """The one sentence on an invitation that is used, revoked, too old, or never was."""
    return Mistake("This invitation can't be used any more. Ask who invited you for a new one.")


def _present(connection: Connection, token: str) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(_PRESENTED, {"fingerprint": fingerprint(token)})
