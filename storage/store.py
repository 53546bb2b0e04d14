"""Keeping organisations, assessments and answers: every write is one transaction, done when the function returns."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, and_, bindparam, delete, func, insert, outerjoin, select, update

from model.answers import UNANSWERED, Answer, AnswersFile, Organisation, PlanChanges, Scope
from model.checking import shape
from model.errors import BadInput
from model.report import ReportDetails
from storage.database import writing
from storage.stored import Given, NotFound, StoredAssessment, StoredOrganisation, utc
from storage.tables import ANSWER_HISTORY, ANSWERS, ASSESSMENTS, ORGANISATIONS

# What every click reads and writes, put together once: building a statement costs more than running it.
_OF_ASSESSMENT = ANSWERS.c.assessment_id == bindparam("of_assessment")
_OF_ITEM = ANSWERS.c.item == bindparam("of_item")
_ANSWERS = select(ANSWERS.c.item, ANSWERS.c.answer).where(_OF_ASSESSMENT)
_ANSWER = select(ANSWERS.c.answer).where(_OF_ASSESSMENT, _OF_ITEM)
# Whoever writes an answer holds the row of its assessment, so that the answer read is the last one; see `_give`.
_HELD = select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.id == bindparam("of_assessment")).with_for_update(key_share=True)
_ASSESSMENT_AND_ANSWER = (
    select(ASSESSMENTS.c.id, ANSWERS.c.answer)
    .select_from(outerjoin(ASSESSMENTS, ANSWERS, and_(_OF_ASSESSMENT, _OF_ITEM)))
    .where(ASSESSMENTS.c.id == bindparam("of_assessment"))
)
_NEW_ANSWER = insert(ANSWERS)
_CHANGED_ANSWER = update(ANSWERS).where(_OF_ASSESSMENT, _OF_ITEM)
_HISTORY = insert(ANSWER_HISTORY).inline()
_MANY_ANSWERS = TypeAdapter(dict[str, Answer])


class Store:
    """All reading and writing of one database. `by` says who writes."""

    def __init__(self, engine: Engine, by: str) -> None:
        self.engine = engine
        self.by = by

    def organisations(self) -> list[StoredOrganisation]:
        """Every organisation with its assessments, in the order of the alphabet."""
        answered = (
            select(ANSWERS.c.assessment_id, func.count().label("answered"), func.max(ANSWERS.c.at).label("at"))
            .group_by(ANSWERS.c.assessment_id)
            .subquery()
        )
        assessments = select(ASSESSMENTS, answered.c.answered, answered.c.at).outerjoin(
            answered, answered.c.assessment_id == ASSESSMENTS.c.id
        )
        with self.engine.connect() as connection:
            rows = connection.execute(select(ORGANISATIONS)).all()
            lists: dict[str, list[StoredAssessment]] = {row.id: [] for row in rows}
            for row in connection.execute(assessments.order_by(ASSESSMENTS.c.created_at.desc())):
                stored = StoredAssessment(row.id, row.scope, row.on, row.answered or 0, utc(row.at or row.created_at))
                lists[row.organisation_id].append(stored)
        organisations = [
            StoredOrganisation(row.id, _organisation(row), row.is_example, tuple(lists[row.id])) for row in rows
        ]
        return sorted(organisations, key=lambda stored: (stored.is_example, stored.organisation.name.casefold()))

    def add_organisation(self, organisation: Organisation, *, is_example: bool = False) -> str:
        """The id of a new organisation."""
        with writing(self.engine).begin() as connection:
            return _insert_organisation(connection, organisation, is_example=is_example)

    def change_organisation(self, organisation_id: str, organisation: Organisation) -> None:
        """Writes name, word for the customer and facts.

        :raises NotFound: there is no such organisation.
        """
        with writing(self.engine).begin() as connection:
            changed = connection.execute(
                update(ORGANISATIONS)
                .where(ORGANISATIONS.c.id == organisation_id)
                .values(name=organisation.name, customer=organisation.customer, facts=organisation.facts)
            )
            _found(changed.rowcount)

    def remove_organisation(self, organisation_id: str) -> None:
        """Removes the organisation with all its assessments.

        :raises NotFound: there is no such organisation.
        """
        with writing(self.engine).begin() as connection:
            removed = connection.execute(delete(ORGANISATIONS).where(ORGANISATIONS.c.id == organisation_id))
            _found(removed.rowcount)

    def add_assessment(self, organisation_id: str, questionnaire: str, version: str, scope: Scope, on: date) -> str:
        """The id of a new assessment without answers."""
        with writing(self.engine).begin() as connection:
            return _insert_assessment(
                connection, organisation_id, questionnaire=questionnaire, version=version, scope=scope, on=on
            )

    def add_answers_file(self, answers_file: AnswersFile, *, is_example: bool = False) -> str:
        """The id of a new assessment, of a new organisation, that holds all of an answers file."""
        with writing(self.engine).begin() as connection:
            organisation_id = _insert_organisation(connection, answers_file.organisation, is_example=is_example)
            assessment_id = _insert_assessment(
                connection,
                organisation_id,
                questionnaire=answers_file.questionnaire,
                version=answers_file.version,
                scope=answers_file.scope,
                on=answers_file.on,
                law=answers_file.law,
                plan=_plain(answers_file.plan),
            )
            for item, answer in answers_file.answers.items():
                self._write(connection, assessment_id, item, answer, is_new=True)
            return assessment_id

    def answers_file(self, assessment_id: str) -> AnswersFile:
        """All of an assessment as an answers file, answers by criterion or norm.

        :raises NotFound: there is no such assessment.
        """
        with self.engine.connect() as connection:
            row = _assessment(connection, assessment_id)
            organisation = connection.execute(
                select(ORGANISATIONS).where(ORGANISATIONS.c.id == row.organisation_id)
            ).one()
            answers = _answers(connection, assessment_id)
        return AnswersFile(
            questionnaire=row.questionnaire,
            version=row.version,
            scope=row.scope,
            law=row.law,
            on=row.on,
            organisation=_organisation(organisation),
            answers=answers,
            plan=PlanChanges.model_validate(row.plan),
        )

    def organisation_of(self, assessment_id: str) -> str:
        """The id of the organisation that an assessment is of.

        :raises NotFound: there is no such assessment.
        """
        with self.engine.connect() as connection:
            return str(_assessment(connection, assessment_id).organisation_id)

    def answers(self, assessment_id: str) -> dict[str, Answer]:
        """All answers of an assessment, by criterion or norm; none for an assessment that does not exist."""
        with self.engine.connect() as connection:
            return _answers(connection, assessment_id)

    def answer(self, assessment_id: str, item: str) -> Answer:
        """The answer to one criterion or norm as it is now; without any, an empty one."""
        with self.engine.connect() as connection:
            return _answer(connection, assessment_id, item) or UNANSWERED

    def give_answer(self, assessment_id: str, item: str, changes: Mapping[str, object]) -> Given:
        """Changes these keys of the answer and keeps its others, so that two people can each write their own part.

        :raises BadInput: the answer would not be allowed in an answers file.
        :raises NotFound: there is no such assessment.
        """
        with writing(self.engine).begin() as connection:
            return self._give(connection, assessment_id, item, changes)

    def give_answers(self, assessment_id: str, items: Iterable[str], changes: Mapping[str, object]) -> None:
        """Changes these keys of several answers, all or none.

        :raises BadInput: one of the answers would not be allowed in an answers file.
        :raises NotFound: there is no such assessment.
        """
        with writing(self.engine).begin() as connection:
            for item in items:
                self._give(connection, assessment_id, item, changes)

    def change_assessment(self, assessment_id: str, **values: object) -> None:
        """Writes columns of the assessment itself: scope, on.

        :raises NotFound: there is no such assessment.
        """
        with writing(self.engine).begin() as connection:
            changed = connection.execute(update(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment_id).values(**values))
            _found(changed.rowcount)

    def change_plan(self, assessment_id: str, change: Callable[[PlanChanges], PlanChanges]) -> None:
        """Writes what the function makes of the plan's changes so far.

        :raises NotFound: there is no such assessment.
        """
        with writing(self.engine).begin() as connection:
            plan = PlanChanges.model_validate(_assessment(connection, assessment_id, hold=True).plan)
            connection.execute(
                update(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment_id).values(plan=_plain(change(plan)))
            )

    def report_details(self, assessment_id: str) -> ReportDetails:
        """What a report says of this assessment.

        :raises NotFound: there is no such assessment.
        """
        with self.engine.connect() as connection:
            row = _assessment(connection, assessment_id)
        return ReportDetails(**row.report, logo=row.logo)

    def change_report(self, assessment_id: str, details: ReportDetails) -> None:
        """Writes what a report says of this assessment.

        :raises NotFound: there is no such assessment.
        """
        report = details.model_dump(exclude_defaults=True, exclude={"logo"})
        self.change_assessment(assessment_id, report=report, logo=details.logo)

    def _give(self, connection: Connection, assessment_id: str, item: str, changes: Mapping[str, object]) -> Given:
        if connection.dialect.name != "sqlite":  # there the transaction holds the whole database already
            connection.execute(_HELD, {"of_assessment": assessment_id})
        found = connection.execute(
            _ASSESSMENT_AND_ANSWER, {"of_assessment": assessment_id, "of_item": item}
        ).one_or_none()
        if found is None:
            raise NotFound
        current = None if found.answer is None else Answer.model_validate(found.answer)
        data = {**(_plain(current) if current else {}), **changes}
        answer = shape(Answer, {key: value for key, value in data.items() if value is not None}, item, BadInput)
        at = self._write(connection, assessment_id, item, answer, is_new=current is None)
        return Given(answer, current or UNANSWERED, at)

    def _write(
        self, connection: Connection, assessment_id: str, item: str, answer: Answer, *, is_new: bool
    ) -> datetime:
        at = datetime.now(UTC)
        written = {"answer": _plain(answer), "at": at, "by": self.by}
        new = {"assessment_id": assessment_id, "item": item, **written}
        if is_new:
            connection.execute(_NEW_ANSWER, new)
        else:
            connection.execute(_CHANGED_ANSWER, {"of_assessment": assessment_id, "of_item": item, **written})
        connection.execute(_HISTORY, new)
        return at


def _plain(value: Answer | PlanChanges) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)


def _organisation(row: Any) -> Organisation:
    return Organisation(name=row.name, customer=row.customer, **row.facts)


def _found(rows: int) -> None:
    if not rows:
        raise NotFound


def _assessment(connection: Connection, assessment_id: str, *, hold: bool = False) -> Any:
    """The row; held until the end of the transaction where it is changed after reading."""
    query = select(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment_id)
    row = connection.execute(query.with_for_update(key_share=True) if hold else query).one_or_none()
    if row is None:
        raise NotFound
    return row


def _answers(connection: Connection, assessment_id: str) -> dict[str, Answer]:
    rows = connection.execute(_ANSWERS, {"of_assessment": assessment_id})
    return _MANY_ANSWERS.validate_python({row.item: row.answer for row in rows})


def _answer(connection: Connection, assessment_id: str, item: str) -> Answer | None:
    answer = connection.execute(_ANSWER, {"of_assessment": assessment_id, "of_item": item}).scalar_one_or_none()
    return None if answer is None else Answer.model_validate(answer)


def _insert_organisation(connection: Connection, organisation: Organisation, *, is_example: bool) -> str:
    id_ = str(uuid.uuid4())
    connection.execute(
        insert(ORGANISATIONS).values(
            id=id_,
            name=organisation.name,
            customer=organisation.customer,
            facts=organisation.facts,
            is_example=is_example,
            created_at=datetime.now(UTC),
        )
    )
    return id_


def _insert_assessment(connection: Connection, organisation_id: str, **values: object) -> str:
    id_ = str(uuid.uuid4())
    empty = {"law": False, "plan": {}, "report": {}, "logo": None}
    connection.execute(
        insert(ASSESSMENTS).values(
            **{**empty, **values}, id=id_, organisation_id=organisation_id, created_at=datetime.now(UTC)
        )
    )
    return id_
