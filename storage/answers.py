"""Answers: read, given at a click, and every one that was ever given."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from auth.who import Who
from model.answers import UNANSWERED, Answer, PlanChanges
from model.checking import shape
from model.division import after_answering
from model.errors import BadInput
from storage.access import Access, Entered
from storage.stored import Changed, Given
from storage.tables import ANSWER_HISTORY, ANSWERS, WORK

# What every click reads and writes, put together once: building a statement costs more than running it.
_OF_ASSESSMENT = ANSWERS.c.assessment_id == bindparam("of_assessment")
_OF_ITEM = ANSWERS.c.item == bindparam("of_item")
_ANSWERS = select(ANSWERS.c.item, ANSWERS.c.answer).where(_OF_ASSESSMENT)
_ANSWER = select(ANSWERS.c.answer).where(_OF_ASSESSMENT, _OF_ITEM)
_SAME_ITEM = and_(WORK.c.assessment_id == ANSWERS.c.assessment_id, WORK.c.item == ANSWERS.c.item)
_ANSWER_WITH_STATE = (
    select(ANSWERS.c.answer, ANSWERS.c.workshop_id, WORK.c.state)
    .outerjoin(WORK, _SAME_ITEM)
    .where(_OF_ASSESSMENT, _OF_ITEM)
)
_NEW_ANSWER = insert(ANSWERS)
_CHANGED_ANSWER = update(ANSWERS).where(_OF_ASSESSMENT, _OF_ITEM)
_HISTORY = insert(ANSWER_HISTORY).inline()
# What changes along with another key; nobody chose it by itself.
_FOLLOWING = {"on", "in_bulk", "assurance"}
_MANY_ANSWERS = TypeAdapter(dict[str, Answer], config=ConfigDict(hide_input_in_errors=True))


class Answers(Access):
    """What is asked of single answers."""

    def answers(self, assessment_id: str) -> dict[str, Answer]:
        """All answers of an assessment, by criterion or norm.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return answers_in(entered.connection, assessment_id)

    def answer(self, assessment_id: str, item: str) -> Answer:
        """The answer to one criterion or norm as it is now; without any, an empty one.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return answer_in(entered.connection, assessment_id, item)

    def give_answer(
        self, assessment_id: str, item: str, changes: Mapping[str, object], *, seen: Answer | None = None
    ) -> Given:
        """Changes these keys of the answer and keeps its others, so that two people can each write their own part.

        :param seen: the answer as it was shown to who gives this; what they replace must still be that.
        :raises BadInput: the answer would not be allowed in an answers file.
        :raises Changed: someone else changed one of these keys since `seen`; nothing is written.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            return _give(entered, self.who, assessment_id, item, changes, seen)

    def give_answers(self, assessment_id: str, items: Iterable[str], changes: Mapping[str, object]) -> None:
        """Changes these keys of several answers, all or none.

        :raises BadInput: one of the answers would not be allowed in an answers file.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            for item in items:
                _give(entered, self.who, assessment_id, item, changes, None)


def answers_in(connection: Connection, assessment_id: str) -> dict[str, Answer]:
    """All answers of an assessment in this transaction."""
    rows = connection.execute(_ANSWERS, {"of_assessment": assessment_id})
    return _MANY_ANSWERS.validate_python({row.item: row.answer for row in rows})


def write_answer(
    entered: Entered,
    who: Who,
    assessment_id: str,
    item: str,
    answer: Answer,
    *,
    is_new: bool,
    workshop: str | None = None,
    carried: str | None = None,
) -> datetime:
    """Writes an answer as it is now and in its history; gives the moment.

    :param carried: how it came along from an earlier assessment, where nobody gave it in this one.
    """
    at = datetime.now(UTC)
    written = {"answer": plain(answer), "at": at, "by": who.id, "workshop_id": workshop, "carried": carried}
    row = {"assessment_id": assessment_id, "item": item, **written}
    if is_new:
        entered.connection.execute(_NEW_ANSWER, row)
    else:
        entered.connection.execute(_CHANGED_ANSWER, {"of_assessment": assessment_id, "of_item": item, **written})
    entered.connection.execute(_HISTORY, row)
    if carried is None:
        entered.record("answer_given", ANSWERS, row)
    else:
        entered.record("answer_carried", ANSWERS, row)
    return at


def give_in(
    entered: Entered, who: Who, assessment_id: str, item: str, changes: Mapping[str, object],
    workshop: str | None = None,
) -> Given:  # fmt: skip
    """Changes these keys of the answer in this transaction, whatever they were; as agreed in that workshop."""
    return _give(entered, who, assessment_id, item, changes, None, workshop)


def plain(value: Answer | PlanChanges) -> dict[str, Any]:
    """The value as it stands in an answers file, without what is as it is by default."""
    return value.model_dump(mode="json", exclude_defaults=True)


def put_answer(
    entered: Entered, who: Who, assessment_id: str, item: str, change: Callable[[Answer], Answer],
    workshop: str | None = None, carried: str | None = None,
) -> Given:  # fmt: skip
    """Writes what the function makes of the answer as it is now; another answer is no longer handed in or reviewed.

    What a workshop agreed on stays known as that until the choice itself changes. `carried` as in `write_answer`.
    """
    row = entered.connection.execute(
        _ANSWER_WITH_STATE, {"of_assessment": assessment_id, "of_item": item}
    ).one_or_none()
    current = UNANSWERED if row is None else Answer.model_validate(row.answer)
    answer = change(current).after(current)
    if row is not None and answer.states == current.states:
        workshop = workshop or row.workshop_id
    at = write_answer(entered, who, assessment_id, item, answer, is_new=row is None, workshop=workshop, carried=carried)
    has_lapsed = current.assurance == "reviewed" != answer.assurance
    state = row.state if row else None
    is_reopened = state is not None and answer != current and after_answering(state) != state
    if is_reopened:
        of_work = {"assessment_id": assessment_id, "item": item}
        entered.connection.execute(delete(WORK).filter_by(**of_work))
        entered.record("work_reopened", WORK, of_work, gone=True)
    return Given(answer, current, at, is_set_back=has_lapsed or is_reopened)


def _give(
    entered: Entered, who: Who, assessment_id: str, item: str, changes: Mapping[str, object], seen: Answer | None,
    workshop: str | None = None,
) -> Given:  # fmt: skip
    def changed(current: Answer) -> Answer:
        if seen is not None and any(getattr(current, key) != getattr(seen, key) for key in changes.keys() - _FOLLOWING):
            raise Changed(current)
        data = {**plain(current), **changes}
        return shape(Answer, {key: value for key, value in data.items() if value is not None}, item, BadInput)

    return put_answer(entered, who, assessment_id, item, changed, workshop)


def answer_in(connection: Connection, assessment_id: str, item: str) -> Answer:
    """The answer to one criterion or norm in this transaction; without any, an empty one."""
    answer = connection.execute(_ANSWER, {"of_assessment": assessment_id, "of_item": item}).scalar_one_or_none()
    return UNANSWERED if answer is None else Answer.model_validate(answer)
