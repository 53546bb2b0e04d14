"""Reviews: an answer of someone else marked as reviewed, and the mirror score of a reviewer beside it."""

from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from model.answers import Answer
from model.checking import shape
from model.division import NOT_REVIEWED, NOTHING_TO_REVIEW, OWN_ANSWER, MirrorLevel
from model.errors import BadInput
from storage.access import Access, Entered
from storage.answers import plain
from storage.audit import digest_of
from storage.tables import ANSWER_HISTORY, ANSWERS, MIRROR_SCORES
from storage.work import refuse_other


class Reviews(Access):
    """What is asked of reviews."""

    def review(self, assessment_id: str, item: str, seen: Answer) -> None:
        """Marks the answer, as it was shown to the reviewer, as reviewed. Who answered stays who answered.

        :raises BadInput: there is no answer, or it is the reviewer's own.
        :raises Changed: the answer is another now.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("review", assessment=assessment_id) as entered:
            current = refuse_other(entered.connection, assessment_id, item, seen)
            if not current.is_given:
                raise BadInput([NOTHING_TO_REVIEW])
            if self.who.id in _givers(entered, assessment_id, item, current):
                raise BadInput([OWN_ANSWER])
            self._write(entered, assessment_id, item, current.model_copy(update={"assurance": "reviewed"}), "reviewed")

    def take_back_review(self, assessment_id: str, item: str, seen: Answer) -> None:
        """Makes a reviewed answer one that nobody reviewed.

        :raises BadInput: it is not marked as reviewed.
        :raises Changed: the answer is another now.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("review", assessment=assessment_id) as entered:
            current = refuse_other(entered.connection, assessment_id, item, seen)
            if current.assurance != "reviewed":
                raise BadInput([NOT_REVIEWED])
            self._write(entered, assessment_id, item, current.after(Answer()), "review_taken_back")

    def give_mirror_score(self, assessment_id: str, item: str, level: int, reason: str) -> None:
        """The level that the reviewer would have answered, with the reason; in the place of their earlier one.

        :raises BadInput: the level is not from 1 to 5, or there is no reason that can be kept.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("review", assessment=assessment_id) as entered:
            score = shape(MirrorLevel, {"level": level, "reason": reason}, item, BadInput)
            key = {"assessment_id": assessment_id, "item": item, "by": self.who.id}
            row = {**key, "level": score.level, "reason": score.reason, "at": datetime.now(UTC)}
            entered.connection.execute(delete(MIRROR_SCORES).filter_by(**key))
            entered.connection.execute(insert(MIRROR_SCORES), row)
            entered.record("mirror_score_given", MIRROR_SCORES, row)

    def take_back_mirror_score(self, assessment_id: str, item: str) -> None:
        """Removes the reviewer's own mirror score.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("review", assessment=assessment_id) as entered:
            key = {"assessment_id": assessment_id, "item": item, "by": self.who.id}
            entered.connection.execute(delete(MIRROR_SCORES).filter_by(**key))
            entered.record("mirror_score_taken_back", MIRROR_SCORES, key, gone=True)

    def _write(self, entered: Entered, assessment_id: str, item: str, answer: Answer, action: str) -> None:
        """The history says who reviewed and when; the answer keeps who gave it and when."""
        key = {"assessment_id": assessment_id, "item": item}
        stands = entered.connection.execute(select(ANSWERS).filter_by(**key)).mappings().one()
        entered.connection.execute(update(ANSWERS).filter_by(**key).values(answer=plain(answer)))
        row = {**stands, "answer": plain(answer), "at": datetime.now(UTC), "by": self.who.id}
        entered.connection.execute(insert(ANSWER_HISTORY).inline(), row)
        history = digest_of(ANSWERS, row, entered.seal)
        entered.record(action, ANSWERS, {**stands, "answer": plain(answer)}, history=history)


def _givers(entered: Entered, assessment_id: str, item: str, current: Answer) -> set[str]:
    """Who wrote the answer last, and who gave what it says: later notes of others don't make it theirs."""
    key = {"assessment_id": assessment_id, "item": item}
    written_last = entered.connection.execute(select(ANSWERS.c.by).filter_by(**key)).scalar_one()
    history = select(ANSWER_HISTORY.c.answer, ANSWER_HISTORY.c.by).filter_by(**key).order_by(ANSWER_HISTORY.c.id.desc())
    gave = written_last
    for row in entered.connection.execute(history):
        if Answer.model_validate(row.answer).states != current.states:
            break
        gave = row.by
    return {written_last, gave}
