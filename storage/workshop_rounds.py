"""The questions of a workshop, one after the other: put on the table, voted on, shown, and what the group made of them.

Of a vote in an open round nothing here tells more than that it is there.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from model.answers import OwnAction
from model.checking import shape
from model.errors import BadInput
from model.votes import Revealed, Vote
from model.workshops import ALREADY_NOTED, NOT_IN_WORKSHOP, NOT_VOTED_ON, STILL_OPEN, Outcome, Parked
from storage.access import Entered
from storage.answers import give_in
from storage.assessments import add_to_plan
from storage.stored import Changed
from storage.workshop_access import WorkshopAccess, set_in
from storage.workshop_reading import SHOWN, last_round, questions_in, votes_in
from storage.workshop_tables import PARKED, ROUNDS, WORKSHOP_QUESTIONS

# Makes what a round shows from its votes, and from those of the round before it.
Draw = Callable[[Sequence[Vote], Sequence[Vote] | None], Revealed]


class WorkshopRounds(WorkshopAccess):
    """What is asked of the questions of a workshop."""

    def put_on_table(self, assessment_id: str, workshop_id: str, item: str | None) -> None:
        """Takes a question up: every phone shows it. One on which nobody could vote yet is open from now on.

        None takes it from the table, and the phones wait.

        :raises BadInput: the workshop is not open, or the question is not part of it.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            if item is not None:
                _refuse_other(entered.connection, row["id"], item)
                if last_round(entered.connection, row["id"], item) is None:
                    open_round(entered.connection, row["id"], item, 1)
            set_in(entered, row, item=item, put_at=datetime.now(UTC) if item else None)
            entered.note("workshop_question", workshop=row["id"], item=item)

    def show(self, assessment_id: str, workshop_id: str, item: str, draw: Draw) -> Revealed:
        """Closes the round and shows it: from now on nobody votes in it. Twice, or two at once, shows the same.

        :param draw: makes what is shown, of which the votes of people can't be told.
        :raises BadInput: there was no round on this question.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            shown = _close_round(entered, row["id"], item, draw)
            set_in(entered, row)
            entered.note("workshop_shown", workshop=row["id"], item=item)
            return shown

    def close_beforehand(self, assessment_id: str, workshop_id: str, draw: Draw) -> None:
        """Shows every question that people could vote on beforehand and that is not on the table, all at once.

        :raises BadInput: the workshop is not open.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            for question in questions_in(entered.connection, row["id"]):
                last = last_round(entered.connection, row["id"], question["item"])
                if last is not None and last["shown_at"] is None and question["item"] != row["item"]:
                    _close_round(entered, row["id"], question["item"], draw)
            set_in(entered, row)
            entered.note("workshop_shown", workshop=row["id"])

    def vote_again(self, assessment_id: str, workshop_id: str, item: str) -> int:
        """Opens another round on this question; gives its number. The one before it stays as it was shown.

        :raises BadInput: there was no round yet, or the last one is still open.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            last = last_round(entered.connection, row["id"], item, hold=True)
            if last is None or last["shown_at"] is None:
                raise BadInput([NOT_VOTED_ON if last is None else STILL_OPEN])
            number = int(last["number"]) + 1
            open_round(entered.connection, row["id"], item, number)
            set_in(entered, row, item=item, put_at=datetime.now(UTC))
            entered.note("workshop_round", workshop=row["id"], item=item, round=number)
            return number

    def conclude(self, assessment_id: str, workshop_id: str, item: str, outcome: Mapping[str, object]) -> None:
        """Keeps what the group made of a question. A level becomes the answer of the assessment, as `stated`.

        :raises BadInput: the outcome can't be kept, the question is not part of it, or its round is still open.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            made = shape(Outcome, dict(outcome), item, BadInput)
            _refuse_other(entered.connection, row["id"], item)
            last = last_round(entered.connection, row["id"], item)
            if last is not None and last["shown_at"] is None:
                raise BadInput([STILL_OPEN])
            kept = made.model_dump(mode="json", exclude_defaults=True) | {"level": made.level}
            of_question = update(WORKSHOP_QUESTIONS).filter_by(workshop_id=row["id"], item=item)
            entered.connection.execute(of_question.values(outcome=kept))
            if made.level is not None:
                answer = {"level": made.level, "unknown": None, "not_applicable": None, "assurance": "stated"}
                answer |= {"target": made.ambition} if made.ambition else {}
                give_in(entered, self.who, assessment_id, item, answer, workshop=row["id"])
            set_in(entered, row)
            entered.note("workshop_concluded", workshop=row["id"], item=item)

    def write_notes(self, assessment_id: str, workshop_id: str, item: str, notes: str, seen: str | None = None) -> None:
        """Keeps what was said about a question.

        :param seen: the notes as they were shown to who writes.
        :raises BadInput: the notes can't be kept, or the question is not part of the workshop.
        :raises Changed: they are other notes than those; nothing is written.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            said = shape(Outcome, {"level": None, "dissent": notes}, item, BadInput).dissent
            _refuse_other(entered.connection, row["id"], item)
            of_question = {"workshop_id": row["id"], "item": item}
            earlier = select(WORKSHOP_QUESTIONS.c.notes).filter_by(**of_question)
            if seen is not None and entered.connection.execute(earlier).scalar_one() not in (seen, said):
                raise Changed
            entered.connection.execute(update(WORKSHOP_QUESTIONS).filter_by(**of_question).values(notes=said))
            entered.note("workshop_notes", workshop=row["id"], item=item)

    def note_action(
        self, assessment_id: str, workshop_id: str, item: str, action: Mapping[str, object], *, is_planned: bool = False
    ) -> None:
        """Writes an action that the group wants among the own actions of the plan, and with the question.

        :param action: as in the plan of an answers file.
        :param is_planned: the plan has this action by itself, as it closes a gap: then only with the question.
        :raises BadInput: it can't be kept, was noted before, or the question is not part of the workshop.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            wanted = shape(OwnAction, dict(action), item, BadInput)
            _refuse_other(entered.connection, row["id"], item)
            of_question = {"workshop_id": row["id"], "item": item}
            earlier = select(WORKSHOP_QUESTIONS.c.actions).filter_by(**of_question)
            noted = entered.connection.execute(earlier).scalar_one()
            if wanted.do.casefold().split() in [action.casefold().split() for action in noted]:
                raise BadInput([ALREADY_NOTED])
            if not is_planned:
                add_to_plan(entered, assessment_id, wanted)
            actions = update(WORKSHOP_QUESTIONS).filter_by(**of_question).values(actions=[*noted, wanted.do])
            entered.connection.execute(actions)
            entered.note("workshop_action", workshop=row["id"], item=item)

    def park(self, assessment_id: str, workshop_id: str, text: str, item: str | None = None) -> None:
        """Leaves something for another time.

        :raises BadInput: the text can't be kept.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            said = shape(Parked, {"text": text}, "workshop", BadInput).text
            key = {"id": str(uuid.uuid4()), "workshop_id": row["id"]}
            entered.connection.execute(insert(PARKED), {**key, "item": item, "text": said, "at": datetime.now(UTC)})
            entered.note("workshop_parked", workshop=row["id"])


def open_round(connection: Connection, workshop_id: str, item: str, number: int) -> None:
    """Lets people vote on a question, in this round."""
    key = {"workshop_id": workshop_id, "item": item, "number": number}
    connection.execute(insert(ROUNDS), {**key, "opened_at": datetime.now(UTC)})


def _refuse_other(connection: Connection, workshop_id: str, item: str) -> None:
    if item not in {row["item"] for row in questions_in(connection, workshop_id)}:
        raise BadInput([NOT_IN_WORKSHOP])


def _close_round(entered: Entered, workshop_id: str, item: str, draw: Draw) -> Revealed:
    """What the last round shows, in which nobody can vote from now on; one that was closed shows the same again."""
    connection = entered.connection
    last = last_round(connection, workshop_id, item, hold=True)
    if last is None:
        raise BadInput([NOT_VOTED_ON])
    if last["shown_at"] is not None:
        return SHOWN.validate_python(last["picture"])
    before = votes_in(connection, workshop_id, item, last["number"] - 1) if last["number"] > 1 else None
    shown = draw(votes_in(connection, workshop_id, item, last["number"]), before)
    this = update(ROUNDS).filter_by(workshop_id=workshop_id, item=item, number=last["number"])
    connection.execute(this.values(shown_at=datetime.now(UTC), picture=SHOWN.dump_python(shown, mode="json")))
    return shown
