"""Organisations: who may see which, their facts, and their end."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from auth.permissions import Role
from model.answers import Organisation
from storage.access import Access, Entered, reached
from storage.blobs import files_of, remove_objects
from storage.removal import organisation_removed
from storage.stored import Client, StoredAssessment, StoredOrganisation, utc
from storage.tables import ANSWERS, ASSESSMENTS, MEMBERSHIPS, ORGANISATIONS

# So many organisations are listed at once; who has more searches by name.
AT_ONCE = 10


class Organisations(Access):
    """What is asked of organisations as a whole."""

    def organisations(self, matching: str = "", *, at_most: int | None = AT_ONCE) -> list[StoredOrganisation]:
        """Mine with their assessments, by the alphabet, examples last; of more than `at_most` the newest."""
        query = select(ORGANISATIONS).order_by(ORGANISATIONS.c.created_at.desc()).limit(at_most)
        if matching:
            query = query.where(ORGANISATIONS.c.name.icontains(matching, autoescape=True))
        with reached(), self.engine.connect() as connection:
            mine = self._mine(connection)
            rows = (
                connection.execute(query if mine is None else query.where(ORGANISATIONS.c.id.in_(mine)))
                .mappings()
                .all()
            )
            lists = _assessments(connection, [row["id"] for row in rows])
        organisations = [
            StoredOrganisation(
                row.id,
                organisation_in(row),
                row.is_example,
                tuple(lists.get(row.id, ())),
                None if mine is None else mine[row.id],
            )
            for row in rows
        ]
        return sorted(organisations, key=lambda stored: (stored.is_example, stored.organisation.name.casefold()))

    def has_more(self) -> bool:
        """Whether there are more of mine than are listed at once."""
        query = select(ORGANISATIONS.c.id).offset(AT_ONCE).limit(1)
        with reached(), self.engine.connect() as connection:
            mine = self._mine(connection)
            if mine is not None:
                return len(mine) > AT_ONCE
            return connection.execute(query).first() is not None

    def clients(self) -> list[Client]:
        """Mine by the alphabet, each with its newest assessment; none at the machine itself, without roles."""
        if self.who.everywhere:
            return []
        newest = select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.organisation_id == ORGANISATIONS.c.id)
        newest = newest.order_by(ASSESSMENTS.c.created_at.desc()).limit(1)
        query = select(ORGANISATIONS.c.id, ORGANISATIONS.c.name, newest.scalar_subquery().label("assessment"))
        with reached(), self.engine.connect() as connection:
            mine = self._mine(connection) or {}
            rows = connection.execute(query.where(ORGANISATIONS.c.id.in_(mine))).all()
        clients = [Client(row.id, row.name, mine[row.id], row.assessment) for row in rows]
        return sorted(clients, key=lambda client: (client.name.casefold(), client.id))

    def assessments_of(self, organisation_id: str) -> list[StoredAssessment]:
        """The assessments of one organisation, the newest first.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._reading("read", organisation=organisation_id) as entered:
            return _assessments(entered.connection, [organisation_id]).get(organisation_id, [])

    def role_in(self, organisation_id: str) -> Role | None:
        """What who asks is in this organisation; None at the machine itself, which needs no role.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._reading("read", organisation=organisation_id) as entered:
            return entered.role

    def organisation(self, organisation_id: str) -> Organisation:
        """Name, word for the customer and facts.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._reading("read", organisation=organisation_id) as entered:
            return organisation_in(_row(entered))

    def add_organisation(self, organisation: Organisation, *, is_example: bool = False) -> str:
        """The id of a new organisation; who makes it owns it."""
        with self._founding(*new_ids()) as entered:
            insert_organisation(entered, organisation, is_example=is_example, owner=self._owner)
            return entered.organisation_id

    def change_organisation(self, organisation_id: str, organisation: Organisation) -> None:
        """Writes name, word for the customer and facts.

        :raises NotFound: there is no such organisation for who asks.
        """
        values = {"name": organisation.name, "customer": organisation.customer, "facts": organisation.facts}
        with self._writing("answer", organisation=organisation_id) as entered:
            row = _row(entered)
            entered.connection.execute(
                update(ORGANISATIONS).where(ORGANISATIONS.c.id == organisation_id).values(**values)
            )
            entered.record("profile_changed", ORGANISATIONS, {**row, **values})

    def remove_organisation(self, organisation_id: str) -> None:
        """Removes the organisation with all that is kept of it; the trail keeps that it was removed, and no more.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._writing("remove", organisation=organisation_id) as entered:
            files = files_of(entered.connection, organisation_id)
            entered.events.append(organisation_removed(entered.connection, organisation_id))
        remove_objects(files)

    @property
    def _owner(self) -> str | None:
        return None if self.who.everywhere else self.who.id


def new_ids() -> tuple[str, str]:
    """A random id for an organisation, and the key that seals what its trail says."""
    return str(uuid.uuid4()), secrets.token_hex(32)


def insert_organisation(entered: Entered, organisation: Organisation, *, is_example: bool, owner: str | None) -> None:
    """Writes the organisation of this transaction, and its owner."""
    row = {
        "id": entered.organisation_id, "name": organisation.name, "customer": organisation.customer,
        "facts": organisation.facts, "is_example": is_example, "created_at": datetime.now(UTC), "seal": entered.seal,
    }  # fmt: skip
    entered.connection.execute(insert(ORGANISATIONS), row)
    entered.record("organisation_added", ORGANISATIONS, row)
    if owner is not None:
        member = {
            "organisation_id": entered.organisation_id, "person_id": owner, "role": "owner", "department": None,
            "since": datetime.now(UTC),
        }  # fmt: skip
        entered.connection.execute(insert(MEMBERSHIPS), member)
        entered.record("role_given", MEMBERSHIPS, member, role="owner")


def organisation_in(row: Mapping[Any, Any]) -> Organisation:
    """The organisation in a row of its table."""
    return Organisation(name=row["name"], customer=row["customer"], **row["facts"])


def _row(entered: Entered) -> RowMapping:
    query = select(ORGANISATIONS).where(ORGANISATIONS.c.id == entered.organisation_id)
    return entered.connection.execute(query).mappings().one()


def _assessments(connection: Connection, organisations: list[str]) -> dict[str, list[StoredAssessment]]:
    """The assessments of these organisations, each the newest first, with what was answered."""
    answered = (
        select(ANSWERS.c.assessment_id, func.count().label("answered"), func.max(ANSWERS.c.at).label("at"))
        .join(ASSESSMENTS, ASSESSMENTS.c.id == ANSWERS.c.assessment_id)
        .where(ASSESSMENTS.c.organisation_id.in_(organisations))
        .group_by(ANSWERS.c.assessment_id)
        .subquery()
    )
    query = (
        select(ASSESSMENTS, answered.c.answered, answered.c.at)
        .outerjoin(answered, answered.c.assessment_id == ASSESSMENTS.c.id)
        .where(ASSESSMENTS.c.organisation_id.in_(organisations))
        .order_by(ASSESSMENTS.c.created_at.desc())
    )
    lists: dict[str, list[StoredAssessment]] = {}
    for row in connection.execute(query):
        changed_at, closed_at = utc(row.at or row.created_at), row.closed_at and utc(row.closed_at)
        stored = StoredAssessment(row.id, row.scope, row.on, row.answered or 0, changed_at, closed_at)
        lists.setdefault(row.organisation_id, []).append(stored)
    return lists
