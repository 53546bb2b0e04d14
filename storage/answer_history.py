"""The history of one answer, and putting an earlier one back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from model.answers import UNANSWERED, Answer
from storage.access import Access
from storage.answers import put_answer
from storage.division import Author
from storage.stored import Changed, Given, NotFound, utc
from storage.tables import ANSWER_HISTORY, PEOPLE
from storage.workshop_tables import WORKSHOPS


@dataclass(frozen=True)
class Entry:
    """An answer as it was given once; `changed` are the keys that it has otherwise than the one before it.

    `agreed_in` is the moment of the workshop where a group agreed on it. One that `came_along` from the assessment
    before is `confirmed` by who gives it again.
    """

    id: int
    at: datetime
    author: Author
    answer: Answer
    changed: tuple[str, ...]
    agreed_in: datetime | None = None
    came_along: bool = False
    confirmed: bool = False


class AnswerHistory(Access):
    """What is asked of the history of an answer."""

    def history(self, assessment_id: str, item: str) -> list[Entry]:
        """Every answer that was given to this criterion or norm, the newest first.

        :raises NotFound: there is no such assessment for who asks.
        """
        query = (
            select(ANSWER_HISTORY, PEOPLE.c.name, WORKSHOPS.c.opened_at)
            .outerjoin(PEOPLE, PEOPLE.c.id == ANSWER_HISTORY.c.by)
            .outerjoin(WORKSHOPS, WORKSHOPS.c.id == ANSWER_HISTORY.c.workshop_id)
            .where(ANSWER_HISTORY.c.assessment_id == assessment_id, ANSWER_HISTORY.c.item == item)
            .order_by(ANSWER_HISTORY.c.id)
        )
        entries, before, waited = [], UNANSWERED, False
        with self._reading("read", assessment=assessment_id) as entered:
            for row in entered.connection.execute(query):
                answer = Answer.model_validate(row.answer)
                author = Author(row.by, row.name)
                changed, agreed = answer.changed_since(before), utc(row.opened_at) if row.opened_at else None
                waits = row.carried is not None
                came_along, confirmed = waits and not waited, waited and not waits and not changed
                entries.append(Entry(row.id, utc(row.at), author, answer, changed, agreed, came_along, confirmed))
                before, waited = answer, waits
        return entries[::-1]

    def undo(self, assessment_id: str, item: str, *, seen: Answer, to: int | None = None) -> Given:
        """Gives an earlier answer again, as a new one: nothing of the history goes.

        One that came along from the assessment before is then to be confirmed again, unless who undoes chose it.

        :param seen: the answer as it was shown to who undoes; it must still be that.
        :param to: the entry to put back; without it, the one before the last change.
        :raises Changed: someone else changed the answer since `seen`; nothing is written.
        :raises NotFound: there is no such assessment for who asks, or no such entry of this answer.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            query = (
                select(ANSWER_HISTORY.c.id, ANSWER_HISTORY.c.answer, ANSWER_HISTORY.c.carried)
                .where(ANSWER_HISTORY.c.assessment_id == assessment_id, ANSWER_HISTORY.c.item == item)
                .order_by(ANSWER_HISTORY.c.id.desc())
            )
            rows = entered.connection.execute(query).all()
            earlier = {row.id: (Answer.model_validate(row.answer), row.carried) for row in rows}
            if to is not None and to not in earlier:
                raise NotFound
            now = (seen, rows[0].carried if rows else None)
            before = next((one for one in earlier.values() if one != now), (UNANSWERED, None))
            wanted, carried = before if to is None else (earlier[to][0], None)

            def put_back(current: Answer) -> Answer:
                if current != seen:
                    raise Changed(current)
                return wanted

            return put_answer(entered, self.who, assessment_id, item, put_back, carried=carried)
