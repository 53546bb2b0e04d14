"""Assessments: their scope and day, the changes of the plan, and what a report says; all answers at once."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from auth.permissions import Action, Role
from model.answers import UNANSWERED, AnswersFile, OwnAction, PlanChanges, Scope
from model.checking import shape
from model.errors import BadInput
from model.report import ReportDetails
from storage.access import Access, Entered
from storage.answers import answers_in, plain, write_answer
from storage.organisations import insert_organisation, new_ids, organisation_in
from storage.stored import NotFound, utc
from storage.tables import ASSESSMENTS, AUDIT, ORGANISATIONS

# Asked every few seconds by everyone who has a page open: from the end backwards, over an index.
_NEWEST_OF_OTHERS = (
    select(AUDIT.c.number)
    .where(AUDIT.c.organisation_id == bindparam("organisation"), AUDIT.c.by != bindparam("me"))
    .order_by(AUDIT.c.number.desc())
    .limit(1)
)


class Assessments(Access):
    """What is asked of assessments as a whole."""

    def add_assessment(self, organisation_id: str, questionnaire: str, version: str, scope: Scope, on: date) -> str:
        """The id of a new assessment without answers.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._writing("answer", organisation=organisation_id) as entered:
            return insert_assessment(entered, questionnaire=questionnaire, version=version, scope=scope, on=on)

    def add_answers_file(self, answers_file: AnswersFile, *, is_example: bool = False) -> str:
        """The id of a new assessment, of a new organisation, that holds all of an answers file."""
        with self._founding(*new_ids()) as entered:
            owner = None if self.who.everywhere else self.who.id
            insert_organisation(entered, answers_file.organisation, is_example=is_example, owner=owner)
            assessment_id = insert_assessment(
                entered,
                questionnaire=answers_file.questionnaire,
                version=answers_file.version,
                scope=answers_file.scope,
                on=answers_file.on,
                law=answers_file.law,
                plan=plain(answers_file.plan),
            )
            for item, answer in answers_file.answers.items():
                # What a file says of a review holds on one's own machine only; elsewhere reviewers say it themselves.
                kept = answer if self.who.everywhere else answer.after(UNANSWERED)
                write_answer(entered, self.who, assessment_id, item, kept, is_new=True)
            return assessment_id

    def answers_file(self, assessment_id: str, action: Action = "read") -> AnswersFile:
        """All of an assessment as an answers file, answers by criterion or norm.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading(action, assessment=assessment_id) as entered:
            return answers_file_in(entered.connection, row_of(entered, assessment_id))

    def organisation_of(self, assessment_id: str) -> str:
        """The id of the organisation that an assessment is of.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return entered.organisation_id

    def role_for(self, assessment_id: str) -> Role | None:
        """What who asks is in the organisation of this assessment; None at the machine itself, which needs no role.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return entered.role

    def newest_of_others(self, assessment_id: str) -> int:
        """The number in the trail of the last thing that someone else did in this organisation; 0 without any.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            of_others = {"organisation": entered.organisation_id, "me": self.who.id}
            return entered.connection.execute(_NEWEST_OF_OTHERS, of_others).scalar() or 0

    def change_assessment(self, assessment_id: str, **values: object) -> None:
        """Writes columns of the assessment itself: scope, law, on.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            change_in(entered, row_of(entered, assessment_id), "assessment_changed", values)

    def change_plan(self, assessment_id: str, change: Callable[[PlanChanges], PlanChanges]) -> None:
        """Writes what the function makes of the plan's changes so far.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            row = row_of(entered, assessment_id)
            plan = plain(change(PlanChanges.model_validate(row["plan"])))
            change_in(entered, row, "plan_changed", {"plan": plan})

    def report_details(self, assessment_id: str) -> ReportDetails:
        """What a report says of this assessment.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            row = row_of(entered, assessment_id)
        return ReportDetails(**row["report"], logo=row["logo"])

    def change_report(self, assessment_id: str, details: ReportDetails) -> None:
        """Writes what a report says of this assessment.

        :raises NotFound: there is no such assessment for who asks.
        """
        report = details.model_dump(exclude_defaults=True, exclude={"logo"})
        with self._writing("answer", assessment=assessment_id) as entered:
            change_in(
                entered, row_of(entered, assessment_id), "report_changed", {"report": report, "logo": details.logo}
            )


def answers_file_in(connection: Connection, row: RowMapping) -> AnswersFile:
    """The answers file of an assessment, whose row this is, in this transaction."""
    query = select(ORGANISATIONS).where(ORGANISATIONS.c.id == row["organisation_id"])
    of_organisation = {**connection.execute(query).mappings().one()}
    if row["facts"] is not None:
        of_organisation["facts"] = row["facts"]
    return AnswersFile(
        **{key: row[key] for key in ("questionnaire", "version", "scope", "law", "on")},
        closed=row["closed_at"] and utc(row["closed_at"]).astimezone().date(),
        organisation=organisation_in(of_organisation),
        answers=answers_in(connection, row["id"]),
        plan=PlanChanges.model_validate(row["plan"]),
    )


def add_to_plan(entered: Entered, assessment_id: str, action: OwnAction) -> None:
    """Adds an own action to the plan, in this transaction.

    :raises BadInput: the plan has as many as it can hold.
    """
    row = row_of(entered, assessment_id)
    own = [*row["plan"].get("own", []), action.model_dump(mode="json", exclude_defaults=True)]
    plan = shape(PlanChanges, {**row["plan"], "own": own}, "plan", BadInput)
    change_in(entered, row, "plan_changed", {"plan": plain(plan)})


def row_of(entered: Entered, assessment_id: str) -> RowMapping:
    """The row of an assessment of the organisation that was entered.

    :raises NotFound: it has no such assessment.
    """
    query = select(ASSESSMENTS).filter_by(id=assessment_id, organisation_id=entered.organisation_id)
    row = entered.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound
    return row


def change_in(entered: Entered, row: RowMapping, action: str, values: dict[str, Any]) -> None:
    """Writes columns of the assessment whose row this is, in this transaction."""
    entered.connection.execute(update(ASSESSMENTS).where(ASSESSMENTS.c.id == row["id"]).values(**values))
    entered.record(action, ASSESSMENTS, {**row, **values})


def insert_assessment(entered: Entered, **values: object) -> str:
    """The id of a new assessment with these columns, in this transaction; the others are empty."""
    id_ = str(uuid.uuid4())
    empty = {
        "law": False, "plan": {}, "report": {}, "logo": None, "closed_at": None, "facts": None, "begun_from": None
    }  # fmt: skip
    row = {
        **empty, **values, "id": id_, "organisation_id": entered.organisation_id, "created_at": datetime.now(UTC)
    }  # fmt: skip
    entered.connection.execute(insert(ASSESSMENTS), row)
    entered.record("assessment_added", ASSESSMENTS, row)
    return id_
