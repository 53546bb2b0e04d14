"""What goes, and leaves the audit trail whole: a person, and earlier texts of an answer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, true, update

from model.errors import BadInput, Mistake
from storage.access import Access, Entered, name_person, reached, see
from storage.audit import GONE, Event, append, digest_of, sealed, subject_of
from storage.benchmark_tables import EDITIONS
from storage.blobs import files_of, remove_objects
from storage.contributed import forget, hold_open_editions
from storage.database import writing
from storage.stored import NotFound
from storage.tables import (
    ANSWER_HISTORY,
    ANSWERS,
    ASSESSMENTS,
    ASSIGNMENTS,
    ASSOCIATION_MEMBERS,
    DOWNLOAD_LINKS,
    MEMBERSHIPS,
    ORGANISATIONS,
    PEOPLE,
)

# What people wrote in an answer; of the reason for "not applicable" a dash stays, as that answer needs one.
_TEXTS = ("note", "evidence", "by")
_NO_REASON = "–"


class Removal(Access):
    """What is asked to be removed."""

    def remove_person(self, person_id: str, *, with_organisations: bool = False) -> None:
        """Removes a person with their roles; what they answered stays, under an id that names nobody any more.

        :param with_organisations: also the organisations that nobody else owns.
        :raises NotFound: there is no such person, or it is not who asks.
        :raises BadInput: they are the only owner of an organisation; a sentence for each.
        """
        if person_id != self.who.id and not self.who.everywhere:
            raise NotFound
        with reached(), writing(self.engine).begin() as connection:
            if not self.who.everywhere:
                name_person(connection, self.who)
            if connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.id == person_id)).first() is None:
                raise NotFound
            roles = connection.execute(select(MEMBERSHIPS).where(MEMBERSHIPS.c.person_id == person_id)).all()
            see(connection, self.who, [role.organisation_id for role in roles])
            owned = [role.organisation_id for role in roles if role.role == "owner"]
            alone = _without_other_owner(connection, person_id, owned)
            if alone and not with_organisations:
                raise BadInput(_only_owner(connection, alone))
            files = [file for organisation in alone for file in files_of(connection, organisation)]
            events = [organisation_removed(connection, organisation) for organisation in alone]
            events += person_removed(connection, person_id)
            append(connection, self.who.id, events)
        remove_objects(files)

    def earlier_texts(self, assessment_id: str) -> list[str]:
        """The criteria and norms of whose answers the history holds earlier texts; of a closed assessment any texts.

        :raises NotFound: there is no such assessment for who asks.
        """
        query = select(ANSWER_HISTORY).where(ANSWER_HISTORY.c.assessment_id == assessment_id)
        with self._reading("remove", assessment=assessment_id) as entered:
            rows = entered.connection.execute(query.order_by(ANSWER_HISTORY.c.id)).all()
        # In a closed assessment nobody can first change the answer, so its last texts can be erased as well.
        last = {} if entered.is_closed else {row.item: row.id for row in rows}
        return sorted({row.item for row in rows if row.id != last.get(row.item) and _left(row.answer) != row.answer})

    def erase_earlier_texts(self, assessment_id: str, item: str) -> None:
        """Takes notes, evidence, names and reasons out of all earlier answers; their level and moment stay.

        Of a closed assessment also out of the answer as it was closed; its result stays what it is.

        The trail keeps that it was done, and by its digest what was left.

        :raises NotFound: there is no such assessment for who asks.
        """
        query = select(ANSWER_HISTORY).where(
            ANSWER_HISTORY.c.assessment_id == assessment_id, ANSWER_HISTORY.c.item == item
        )
        subject = f"{ANSWER_HISTORY.name} {assessment_id} {item}"
        with self._writing("remove", assessment=assessment_id) as entered:
            rows = entered.connection.execute(query.order_by(ANSWER_HISTORY.c.id)).mappings().all()
            earlier = rows if entered.is_closed else rows[:-1]
            digests = []
            for row in earlier:
                left = {"answer": _left(row["answer"])}
                changed = update(ANSWER_HISTORY).where(ANSWER_HISTORY.c.id == row["id"])
                entered.connection.execute(changed.values(left))
                digests.append(digest_of(ANSWERS, {**row, **left}, entered.seal))
            digest = sealed([subject, *digests], entered.seal)
            detail = {"rows": len(earlier)}
            entered.events.append(Event("history_erased", subject, entered.organisation_id, digest, detail))
            if entered.is_closed:
                _erase_last(entered, assessment_id, item)


def _erase_last(entered: Entered, assessment_id: str, item: str) -> None:
    found = select(ANSWERS).where(ANSWERS.c.assessment_id == assessment_id, ANSWERS.c.item == item)
    row = entered.connection.execute(found).mappings().one_or_none()
    if row is not None:
        left = {"answer": _left(row["answer"])}
        changed = update(ANSWERS).where(ANSWERS.c.assessment_id == assessment_id, ANSWERS.c.item == item)
        entered.connection.execute(changed.values(left))
        entered.record("texts_erased", ANSWERS, {**row, **left})


def person_removed(connection: Connection, person_id: str) -> list[Event]:
    """Removes the row of a person and what goes with it; gives what the trail must say of that."""
    assigned = select(ASSIGNMENTS, ASSESSMENTS.c.organisation_id).join(ASSESSMENTS)
    queries = {MEMBERSHIPS: select(MEMBERSHIPS), ASSIGNMENTS: assigned}
    events = [
        Event("person_removed", subject_of(table, {**row}), row["organisation_id"], GONE)
        for table, query in queries.items()
        for row in connection.execute(query.where(table.c.person_id == person_id)).mappings()
    ]
    connection.execute(delete(DOWNLOAD_LINKS).where(DOWNLOAD_LINKS.c.person_id == person_id))
    connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person_id))
    return [*events, Event("person_removed", f"{PEOPLE.name} {person_id}")]


def _without_other_owner(connection: Connection, person_id: str, owned: Sequence[str]) -> list[str]:
    """Which of these organisations nobody else owns; holds the others' owners, so that they can't go meanwhile."""
    owners = (
        select(MEMBERSHIPS.c.organisation_id, MEMBERSHIPS.c.person_id)
        .where(MEMBERSHIPS.c.organisation_id.in_(owned), MEMBERSHIPS.c.role == "owner")
        .order_by(MEMBERSHIPS.c.organisation_id, MEMBERSHIPS.c.person_id)
        .with_for_update()
    )
    shared = {row.organisation_id for row in connection.execute(owners) if row.person_id != person_id}
    return [organisation for organisation in owned if organisation not in shared]


def _only_owner(connection: Connection, organisations: Sequence[str]) -> list[Mistake]:
    text = "You are the only owner of {name}. Hand it over to someone else first, or remove it too."
    names = select(ORGANISATIONS.c.name).where(ORGANISATIONS.c.id.in_(organisations)).order_by(ORGANISATIONS.c.name)
    return [Mistake(text, name=name) for name in connection.execute(names).scalars()]


def organisation_removed(connection: Connection, organisation_id: str) -> Event:
    """Removes the row of an organisation and what goes with it; gives what the trail must say of that."""
    joined = select(ASSOCIATION_MEMBERS.c.association_id).where(
        ASSOCIATION_MEMBERS.c.organisation_id == organisation_id
    )
    hold_open_editions(connection, EDITIONS.c.association_id.in_(joined))
    forget(connection, organisation_id, true())
    connection.execute(delete(ORGANISATIONS).where(ORGANISATIONS.c.id == organisation_id))
    subject = subject_of(ORGANISATIONS, {"id": organisation_id})
    return Event("organisation_removed", subject, organisation_id, GONE)


def _left(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what people wrote in it."""
    left = {key: value for key, value in answer.items() if key not in _TEXTS}
    return {**left, "not_applicable": _NO_REASON} if "not_applicable" in left else left
