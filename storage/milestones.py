"""Assessments over time: closed for good with their result, the next one begun from them, results computed again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from model.answers import AnswersFile
from model.errors import BadInput, Mistake
from model.milestones import Carried, CarriedAs, Milestone, result_of
from storage.access import Access, Entered, reached
from storage.answers import answer_in, write_answer
from storage.assessments import answers_file_in, change_in, insert_assessment, row_of
from storage.stored import NotFound, utc
from storage.tables import ANSWERS, ASSESSMENTS, RESULTS
from storage.workshop_tables import WORKSHOPS

NOTHING_ANSWERED = Mistake("Answer a question first. Without any there is nothing to close.")
WORKSHOP_OPEN = Mistake("A workshop on this assessment is open. Close it first.")
STILL_OPEN = Mistake("Close this assessment first. The next one begins where it ended.")
HAS_NEXT = Mistake("The next assessment was begun already. Go on in that one.")


@dataclass(frozen=True)
class InTime:
    """Where an assessment stands among those of its organisation: closed when, begun from which, followed by which."""

    closed_at: datetime | None
    begun_from: str | None
    followed_by: str | None


ALONE = InTime(None, None, None)  # open, and the first of its organisation


class Milestones(Access):
    """What is asked of closed assessments, and of the one that comes after."""

    def close(
        self, assessment_id: str, judge: Callable[[AnswersFile], Mapping[str, Any]], at: datetime | None = None
    ) -> None:
        """Closes an assessment with its result as it is at this moment; nothing in it changes any more.

        :param judge: makes of its answers the result in the form of design 5.3.
        :param at: the moment, where fictional ones are made.
        :raises BadInput: it is closed already, has no answer yet, or a workshop on it is open.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            row = row_of(entered, assessment_id)
            answers_file = answers_file_in(entered.connection, row)
            if not any(answer.is_given for answer in answers_file.answers.values()):
                raise BadInput([NOTHING_ANSWERED])
            is_open = select(WORKSHOPS.c.id).filter_by(assessment_id=assessment_id, state="open")
            if entered.connection.execute(is_open).first():
                raise BadInput([WORKSHOP_OPEN])
            at = at or datetime.now(UTC)
            change_in(entered, row, "closed", {"closed_at": at, "facts": answers_file.organisation.facts})
            _add_result(entered, assessment_id, judge(answers_file), at, reported=True)

    def begin_next(
        self, assessment_id: str, version: str, on: date, carry: Callable[[AnswersFile], Mapping[str, Carried]]
    ) -> str:
        """The id of a new assessment that goes on where a closed one ended: same scope and plan, its answers carried.

        :param carry: brings the answers to this version of the questionnaire.
        :raises BadInput: it is not closed yet, or the next one was begun already.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", organisation=self._organisation_of(assessment_id)) as entered:
            # Held, so that of two who begin it at once one is told.
            held = select(ASSESSMENTS).where(ASSESSMENTS.c.id == assessment_id).with_for_update()
            before = entered.connection.execute(held).mappings().one()
            if before["closed_at"] is None:
                raise BadInput([STILL_OPEN])
            if entered.connection.execute(select(ASSESSMENTS.c.id).filter_by(begun_from=assessment_id)).first():
                raise BadInput([HAS_NEXT])
            kept = {key: before[key] for key in ("questionnaire", "scope", "law", "plan", "report", "logo")}
            new = insert_assessment(entered, **kept, version=version, on=on, begun_from=assessment_id)
            for item, carried in carry(answers_file_in(entered.connection, before)).items():
                answer = carried.answer
                if not answer.evidence:  # files stay with the closed one
                    answer = answer.model_copy(update={"assurance": "stated"})
                write_answer(entered, self.who, new, item, answer, is_new=True, carried=carried.kind)
            return new

    def confirm(self, assessment_id: str, items: Iterable[str]) -> None:
        """Says of these answers, that came along from last time, that they still hold; others stay as they are.

        :raises BadInput: the assessment is closed.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            waiting = _to_confirm(entered.connection, assessment_id)
            confirmed = [item for item in items if item in waiting]
            for item in confirmed:
                answer = answer_in(entered.connection, assessment_id, item)
                write_answer(entered, self.who, assessment_id, item, answer, is_new=False)
            entered.note("confirmed", count=len(confirmed))

    def to_confirm(self, assessment_id: str) -> dict[str, CarriedAs]:
        """The answers that came along from last time and that nobody confirmed yet, each with how it came.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return _to_confirm(entered.connection, assessment_id)

    def milestones(self, assessment_id: str) -> list[Milestone]:
        """All closed assessments of the organisation that this one is of, with all their results; the oldest first.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            closed = (ASSESSMENTS.c.organisation_id == entered.organisation_id) & ASSESSMENTS.c.closed_at.is_not(None)
            rows = entered.connection.execute(select(ASSESSMENTS).where(closed).order_by(ASSESSMENTS.c.closed_at))
            return [_milestone(entered.connection, row) for row in rows.mappings().all()]

    def milestone(self, assessment_id: str) -> Milestone:
        """One closed assessment with all its results.

        :raises NotFound: there is no such assessment for who asks, or it is still open.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            row = row_of(entered, assessment_id)
            if row["closed_at"] is None:
                raise NotFound
            return _milestone(entered.connection, row)

    def all_closed(self) -> list[str]:
        """The ids of every closed assessment of this installation, the oldest first; only for who runs it.

        :raises NotFound: who asks is a person like any other.
        """
        if not self.who.everywhere:
            raise NotFound
        query = select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.closed_at.is_not(None)).order_by(ASSESSMENTS.c.closed_at)
        with reached(), self.engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def previous(self, assessment_id: str) -> Milestone | None:
        """The closed assessment that this one was begun from; None without.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            begun_from = select(ASSESSMENTS.c.begun_from).where(ASSESSMENTS.c.id == assessment_id).scalar_subquery()
            before = (ASSESSMENTS.c.id == begun_from) & (ASSESSMENTS.c.organisation_id == entered.organisation_id)
            row = entered.connection.execute(select(ASSESSMENTS).where(before)).mappings().one_or_none()
            return None if row is None else _milestone(entered.connection, row)

    def in_time(self, assessment_id: str) -> InTime:
        """Whether it is closed, what came before and what after.

        :raises NotFound: there is no such assessment for who asks.
        """
        following = ASSESSMENTS.alias()
        query = (
            select(ASSESSMENTS.c.closed_at, ASSESSMENTS.c.begun_from, following.c.id)
            .outerjoin(following, following.c.begun_from == ASSESSMENTS.c.id)
            .where(ASSESSMENTS.c.id == assessment_id)
        )
        with self._reading("read", assessment=assessment_id) as entered:
            row = entered.connection.execute(query).one()
            return InTime(utc(row.closed_at) if row.closed_at else None, row.begun_from, row.id)

    def add_result(self, assessment_id: str, result: Mapping[str, Any]) -> bool:
        """Keeps a result that was computed again beside the others; False when one of that content and engine is there.

        :raises BadInput: the assessment is not closed yet.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("answer", assessment=assessment_id) as entered:
            if row_of(entered, assessment_id)["closed_at"] is None:
                raise BadInput([STILL_OPEN])
            identity = (result["questionnaire"]["digest"], result["engine"])
            if any((row["digest"], row["engine"]) == identity for row in _results(entered.connection, assessment_id)):
                return False
        with self._writing("answer", organisation=entered.organisation_id) as entered:
            _add_result(entered, assessment_id, result, datetime.now(UTC), reported=False)
            return True

    def _organisation_of(self, assessment_id: str) -> str:
        with self._reading("read", assessment=assessment_id) as entered:
            return entered.organisation_id


def _to_confirm(connection: Connection, assessment_id: str) -> dict[str, CarriedAs]:
    query = select(ANSWERS.c.item, ANSWERS.c.carried).where(
        ANSWERS.c.assessment_id == assessment_id, ANSWERS.c.carried.is_not(None)
    )
    return {row.item: row.carried for row in connection.execute(query)}


def _add_result(
    entered: Entered, assessment_id: str, result: Mapping[str, Any], at: datetime, *, reported: bool
) -> None:
    identity = result["questionnaire"]
    row = {
        "assessment_id": assessment_id, "digest": identity["digest"], "engine": result["engine"],
        "version": identity["version"], "reported": reported, "result": dict(result), "at": at,
    }  # fmt: skip
    entered.connection.execute(insert(RESULTS), row)
    entered.record("result_kept", RESULTS, row)


def _results(connection: Connection, assessment_id: str) -> list[RowMapping]:
    query = select(RESULTS).where(RESULTS.c.assessment_id == assessment_id).order_by(RESULTS.c.at)
    return list(connection.execute(query).mappings())


def _milestone(connection: Connection, row: RowMapping) -> Milestone:
    results = _results(connection, row["id"])
    [reported] = [result_of(kept["result"]) for kept in results if kept["reported"]]
    others = tuple(result_of(kept["result"]) for kept in results if not kept["reported"])
    return Milestone(row["id"], utc(row["closed_at"]), answers_file_in(connection, row), reported, others)
