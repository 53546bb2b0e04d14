"""Dividing the work: who has which questions, handing in, accepting or asking for a change."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select

from auth.permissions import may
from model.answers import Answer
from model.checking import shape
from model.division import CANNOT_HAVE_QUESTIONS, NOT_ANSWERED, Assignee, Remark, State, Step, after_step
from model.errors import BadInput
from storage.access import Access, Entered
from storage.answers import answer_in
from storage.division import Author, Colleague, Division, Mark, MirrorScore, Standing
from storage.stored import Changed, utc
from storage.tables import ANSWERS, ASSIGNMENTS, MEMBERSHIPS, MIRROR_SCORES, PEOPLE, WORK
from storage.workshop_tables import WORKSHOP_QUESTIONS, WORKSHOPS


class Work(Access):
    """What is asked of the division of the work."""

    def division(self, assessment_id: str) -> Division:
        """Who has which questions, how far they are, who answered them, and what reviewers say.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            connection = entered.connection
            colleagues = _colleagues(connection, entered.organisation_id)
            mirror_scores: dict[str, list[MirrorScore]] = {}
            hidden = _waiting_in_workshops(connection, assessment_id)
            for row in _with_names(connection, MIRROR_SCORES, assessment_id):
                if row["item"] in hidden and row["by"] != self.who.id:
                    continue
                score = MirrorScore(Author(row["by"], row["name"]), row["level"], row["reason"], utc(row["at"]))
                mirror_scores.setdefault(row["item"], []).append(score)
            return Division(
                me=self.who.id,
                role=entered.role,
                colleagues=colleagues,
                assignments=_assignments(connection, assessment_id, colleagues),
                standings={
                    row["item"]: Standing(row["state"], row["remark"], Author(row["by"], row["name"]), utc(row["at"]))
                    for row in _with_names(connection, WORK, assessment_id)
                },
                marks={
                    row["item"]: Mark(Author(row["by"], row["name"]), utc(row["at"]))
                    for row in _with_names(connection, ANSWERS, assessment_id)
                },
                mirror_scores={item: tuple(scores) for item, scores in mirror_scores.items()},
                is_closed=entered.is_closed,
            )

    def assign(self, assessment_id: str, target: str, assignee: Assignee | None) -> None:
        """Gives a theme, topic, criterion or norm to a person or a department; None takes it back.

        :raises BadInput: the person may not answer in this organisation.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("divide", assessment=assessment_id) as entered:
            key = {"assessment_id": assessment_id, "target": target}
            _remove(entered.connection, ASSIGNMENTS, key)
            if assignee is None:
                entered.record("assignment_ended", ASSIGNMENTS, key, gone=True)
                return
            if assignee.kind == "person":
                _refuse_who_may_not_answer(entered, assignee.id)
            person, department = (assignee.id, None) if assignee.kind == "person" else (None, assignee.id)
            row = {**key, "person_id": person, "department": department, "by": self.who.id, "at": datetime.now(UTC)}
            entered.connection.execute(insert(ASSIGNMENTS), row)
            entered.record("assigned", ASSIGNMENTS, row)

    def hand_in(self, assessment_id: str, items: Iterable[str]) -> None:
        """Hands in the answers to these questions, all or none.

        :raises BadInput: one has no answer yet, or was handed in before.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            for item in items:
                if not answer_in(entered.connection, assessment_id, item).is_given:
                    raise BadInput([NOT_ANSWERED])
                self._step(entered, assessment_id, item, "hand_in")

    def ask_for_change(self, assessment_id: str, item: str, remark: str) -> None:
        """Gives an answer that was handed in or accepted back, with what must change.

        :raises BadInput: the remark can't be kept, or the question was not handed in.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("divide", assessment=assessment_id) as entered:
            said = shape(Remark, {"remark": remark}, item, BadInput).remark
            self._step(entered, assessment_id, item, "ask_for_change", said)

    def accept(self, assessment_id: str, seen: Mapping[str, Answer]) -> None:
        """Accepts these answers that were handed in, all or none: the answers as they were shown to who accepts.

        :raises BadInput: one is not handed in, or not any more.
        :raises Changed: one is another now.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("divide", assessment=assessment_id) as entered:
            for item, answer in seen.items():
                refuse_other(entered.connection, assessment_id, item, answer)
                self._step(entered, assessment_id, item, "accept")

    def _step(self, entered: Entered, assessment_id: str, item: str, step: Step, remark: str | None = None) -> None:
        key = {"assessment_id": assessment_id, "item": item}
        found = entered.connection.execute(select(WORK.c.state).filter_by(**key)).scalar_one_or_none()
        before: State = found or "working"
        after = after_step(step, before)
        row = {**key, "state": after, "remark": remark, "by": self.who.id, "at": datetime.now(UTC)}
        _remove(entered.connection, WORK, key)
        entered.connection.execute(insert(WORK), row)
        entered.record(after, WORK, row)


def _waiting_in_workshops(connection: Connection, assessment_id: str) -> set[str]:
    """The criteria that a group is still to agree on: until then a mirror score on one is only for who gave it."""
    query = (
        select(WORKSHOP_QUESTIONS.c.item)
        .join(WORKSHOPS, WORKSHOPS.c.id == WORKSHOP_QUESTIONS.c.workshop_id)
        .where(
            WORKSHOPS.c.assessment_id == assessment_id,
            WORKSHOPS.c.state == "open",
            WORKSHOP_QUESTIONS.c.outcome.is_(None),
        )
    )
    return set(connection.execute(query).scalars())


def refuse_other(connection: Connection, assessment_id: str, item: str, seen: Answer) -> Answer:
    """The answer as it is now, when it is still the one that was shown.

    :raises Changed: it is another.
    """
    current = answer_in(connection, assessment_id, item)
    if current != seen:
        raise Changed(current)
    return current


def _remove(connection: Connection, table: Table, key: Mapping[str, str]) -> None:
    connection.execute(delete(table).filter_by(**key))


def _refuse_who_may_not_answer(entered: Entered, person: str) -> None:
    """The same sentence for a stranger, for who may only look, and for an id that is nobody's."""
    role = select(MEMBERSHIPS.c.role).filter_by(organisation_id=entered.organisation_id, person_id=person)
    if not may(entered.connection.execute(role).scalar_one_or_none(), "answer"):
        raise BadInput([CANNOT_HAVE_QUESTIONS])


def _colleagues(connection: Connection, organisation_id: str) -> dict[str, Colleague]:
    """Everyone with a role here, by their id."""
    query = (
        select(PEOPLE.c.id, PEOPLE.c.name, MEMBERSHIPS.c.role, MEMBERSHIPS.c.department)
        .join(MEMBERSHIPS, MEMBERSHIPS.c.person_id == PEOPLE.c.id)
        .where(MEMBERSHIPS.c.organisation_id == organisation_id)
    )
    return {row.id: Colleague(row.id, row.name, row.role, row.department) for row in connection.execute(query)}


def _assignments(
    connection: Connection, assessment_id: str, colleagues: Mapping[str, Colleague]
) -> dict[str, Assignee]:
    """Who has what; who left or may not answer any more has nothing."""
    query = select(ASSIGNMENTS).where(ASSIGNMENTS.c.assessment_id == assessment_id)
    found: dict[str, Assignee] = {}
    for row in connection.execute(query):
        if row.department is not None:
            found[row.target] = Assignee("department", row.department)
        elif row.person_id in colleagues and may(colleagues[row.person_id].role, "answer"):
            found[row.target] = Assignee("person", row.person_id)
    return found


def _with_names(connection: Connection, table: Table, assessment_id: str) -> Iterable[RowMapping]:
    """The rows of an assessment, each with the name of who wrote it, the oldest first."""
    query = (
        select(table, PEOPLE.c.name)
        .outerjoin(PEOPLE, PEOPLE.c.id == table.c.by)
        .where(table.c.assessment_id == assessment_id)
        .order_by(table.c.at)
    )
    return connection.execute(query).mappings()
