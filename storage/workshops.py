"""Workshops as the facilitator leads them. Of a vote in an open round nothing here tells more than that it is there."""

import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from model.answers import OwnAction
from model.checking import shape
from model.errors import BadInput
from model.votes import Revealed, Vote
from model.workshops import (
    LOCKED,
    NOT_IN_WORKSHOP,
    NOT_OPEN,
    NOT_VOTED_ON,
    STILL_OPEN,
    Outcome,
    Parked,
    Setup,
    State,
    Workshop,
)
from storage.access import Access, Entered
from storage.answers import give_in
from storage.assessments import add_to_plan
from storage.stored import NotFound, utc
from storage.tables import ANSWERS, ASSESSMENTS, ORGANISATIONS
from storage.workshop_reading import SHOWN, last_round, questions_in, votes_in, workshop_in
from storage.workshop_tables import PARKED, ROUNDS, VOTES, WORKSHOP_QUESTIONS, WORKSHOPS

# Without what looks alike on a big screen: 0 and O, 1, I and L, 5 and S, 8 and B.
SIGNS, LENGTH = "ACDEFGHJKMNPQRTUVWXY234679", 6
# Makes what a round shows from its votes, and from those of the round before it.
Draw = Callable[[Sequence[Vote], Sequence[Vote] | None], Revealed]


class Workshops(Access):
    """What is asked of workshops by who leads them."""

    def add_workshop(self, assessment_id: str, setup: Mapping[str, object], items: Sequence[str]) -> str:
        """The id of a new workshop on these questions, in this order.

        :raises BadInput: the setup can't be kept.
        :raises NotFound: there is no such assessment for who asks.
        """
        with self._writing("facilitate", assessment=assessment_id) as entered:
            chosen = shape(Setup, dict(setup), "workshop", BadInput)
            about = (
                select(ORGANISATIONS.c.name, ORGANISATIONS.c.customer, ASSESSMENTS.c.questionnaire)
                .join(ORGANISATIONS, ORGANISATIONS.c.id == ASSESSMENTS.c.organisation_id)
                .where(ASSESSMENTS.c.id == assessment_id)
            )
            row = {
                "id": str(uuid.uuid4()), "organisation_id": entered.organisation_id, "assessment_id": assessment_id,
                "setup": chosen.model_dump(mode="json"), "state": "preparing", "changed": 0, "by": self.who.id,
                "about": dict(entered.connection.execute(about).mappings().one()), "created_at": datetime.now(UTC),
            }  # fmt: skip
            entered.connection.execute(insert(WORKSHOPS), row)
            _put_questions(entered.connection, str(row["id"]), items)
            entered.note("workshop_added", workshop=row["id"])
            return str(row["id"])

    def workshops(self, assessment_id: str) -> list[tuple[str, State, datetime]]:
        """The workshops on an assessment with how far they are and when they were made, the newest first.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            query = select(WORKSHOPS).where(WORKSHOPS.c.assessment_id == assessment_id)
            rows = entered.connection.execute(query.order_by(WORKSHOPS.c.created_at.desc()))
            return [(row.id, row.state, utc(row.created_at)) for row in rows]

    def workshop(self, assessment_id: str, workshop_id: str) -> Workshop:
        """The workshop as it stands.

        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return workshop_in(entered.connection, _row(entered, assessment_id, workshop_id))

    def agreed_in(self, assessment_id: str) -> dict[str, datetime]:
        """The answers that are as a group agreed on them in a workshop, each with the moment that was opened.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            query = (
                select(ANSWERS.c.item, WORKSHOPS.c.opened_at)
                .join(WORKSHOPS, WORKSHOPS.c.id == ANSWERS.c.workshop_id)
                .where(ANSWERS.c.assessment_id == assessment_id)
            )
            return {row.item: utc(row.opened_at) for row in entered.connection.execute(query)}

    def change_workshop(self, assessment_id: str, workshop_id: str, setup: Mapping[str, object]) -> None:
        """Sets it up in another way.

        :raises BadInput: the setup can't be kept, or someone voted and it would change who is shown, or how.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            chosen = shape(Setup, dict(setup), "workshop", BadInput)
            before = Setup.model_validate(row["setup"])
            locked = ("anonymous", "roles", "floor")
            if any(getattr(chosen, key) != getattr(before, key) for key in locked) and _has_votes(entered, row["id"]):
                raise BadInput([LOCKED])
            _set(entered, row, setup=chosen.model_dump(mode="json"))
            entered.note("workshop_changed", workshop=row["id"])

    def order_questions(self, assessment_id: str, workshop_id: str, items: Sequence[str]) -> None:
        """Makes these the questions, in this order; one on which people voted stays, behind them.

        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            _put_questions(entered.connection, row["id"], items)
            _set(entered, row)
            entered.note("workshop_changed", workshop=row["id"])

    def open_workshop(self, assessment_id: str, workshop_id: str) -> str:
        """Lets people in; gives the code. Where people vote beforehand, every question is open to them at once.

        :raises BadInput: it is closed.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            entered.note("workshop_opened", workshop=row["id"])
            if row["state"] == "open":  # by another facilitator, at the same moment
                return str(row["code"])
            if row["state"] == "closed":
                raise BadInput([NOT_OPEN])
            code = _new_code(entered.connection)
            _set(entered, row, state="open", code=code, opened_at=datetime.now(UTC))
            if Setup.model_validate(row["setup"]).beforehand:
                for question in questions_in(entered.connection, row["id"]):
                    _open_round(entered.connection, row["id"], question["item"], 1)
            return code

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
                    _open_round(entered.connection, row["id"], item, 1)
            _set(entered, row, item=item, put_at=datetime.now(UTC) if item else None)
            entered.note("workshop_question", workshop=row["id"], item=item)

    def show(self, assessment_id: str, workshop_id: str, item: str, draw: Draw) -> Revealed:
        """Closes the round and shows it: from now on nobody votes in it. Twice, or two at once, shows the same.

        :param draw: makes what is shown, of which the votes of people can't be told.
        :raises BadInput: there was no round on this question.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id, is_open=True) as (entered, row):
            shown = _close_round(entered, row["id"], item, draw)
            _set(entered, row)
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
            _set(entered, row)
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
            _open_round(entered.connection, row["id"], item, number)
            _set(entered, row, item=item, put_at=datetime.now(UTC))
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
            _set(entered, row)
            entered.note("workshop_concluded", workshop=row["id"], item=item)

    def write_notes(self, assessment_id: str, workshop_id: str, item: str, notes: str) -> None:
        """Keeps what was said about a question.

        :raises BadInput: the notes can't be kept, or the question is not part of the workshop.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            said = shape(Outcome, {"level": None, "dissent": notes}, item, BadInput).dissent
            _refuse_other(entered.connection, row["id"], item)
            of_question = update(WORKSHOP_QUESTIONS).filter_by(workshop_id=row["id"], item=item)
            entered.connection.execute(of_question.values(notes=said))
            entered.note("workshop_notes", workshop=row["id"], item=item)

    def note_action(self, assessment_id: str, workshop_id: str, item: str, action: Mapping[str, object]) -> None:
        """Writes an action that the group wants among the own actions of the plan, and with the question.

        :param action: as in the plan of an answers file.
        :raises BadInput: the action can't be kept, or the question is not part of the workshop.
        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            wanted = shape(OwnAction, dict(action), item, BadInput)
            _refuse_other(entered.connection, row["id"], item)
            add_to_plan(entered, assessment_id, wanted)
            of_question = {"workshop_id": row["id"], "item": item}
            earlier = select(WORKSHOP_QUESTIONS.c.actions).filter_by(**of_question)
            actions = [*entered.connection.execute(earlier).scalar_one(), wanted.do]
            entered.connection.execute(update(WORKSHOP_QUESTIONS).filter_by(**of_question).values(actions=actions))
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

    def close_workshop(self, assessment_id: str, workshop_id: str) -> None:
        """Ends it: nobody comes in or votes any more. A round that was open stays unseen for good.

        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            if row["state"] != "closed":
                _set(entered, row, state="closed", code=None, item=None, closed_at=datetime.now(UTC))
            entered.note("workshop_closed", workshop=row["id"])

    @contextmanager
    def _leading(
        self, assessment_id: str, workshop_id: str, *, is_open: bool = False
    ) -> Iterator[tuple[Entered, RowMapping]]:
        with self._writing("facilitate", assessment=assessment_id) as entered:
            row = _row(entered, assessment_id, workshop_id)
            if is_open and row["state"] != "open":
                raise BadInput([NOT_OPEN])
            yield entered, row


def _set(entered: Entered, row: RowMapping, **values: Any) -> None:
    """Writes this of the workshop; the phones look again."""
    changed = {**values, "changed": row["changed"] + 1}
    entered.connection.execute(update(WORKSHOPS).where(WORKSHOPS.c.id == row["id"]).values(**changed))


def _row(entered: Entered, assessment_id: str, workshop_id: str) -> RowMapping:
    query = select(WORKSHOPS).filter_by(id=workshop_id, assessment_id=assessment_id)
    row = entered.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound
    return row


def _put_questions(connection: Connection, workshop_id: str, items: Sequence[str]) -> None:
    """Writes the order; what nobody voted on and is not among them goes."""
    there = {row["item"]: row for row in questions_in(connection, workshop_id)}
    voted_on = [item for item in there if last_round(connection, workshop_id, item) is not None]
    wanted = list(dict.fromkeys([*items, *voted_on]))
    for item in there.keys() - set(wanted):
        connection.execute(delete(WORKSHOP_QUESTIONS).filter_by(workshop_id=workshop_id, item=item))
    for place, item in enumerate(wanted):
        if item in there:
            of_question = update(WORKSHOP_QUESTIONS).filter_by(workshop_id=workshop_id, item=item)
            connection.execute(of_question.values(place=place))
        else:
            row = {"workshop_id": workshop_id, "item": item, "place": place, "notes": "", "actions": []}
            connection.execute(insert(WORKSHOP_QUESTIONS), row)


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


def _open_round(connection: Connection, workshop_id: str, item: str, number: int) -> None:
    key = {"workshop_id": workshop_id, "item": item, "number": number}
    connection.execute(insert(ROUNDS), {**key, "opened_at": datetime.now(UTC)})


def _has_votes(entered: Entered, workshop_id: str) -> bool:
    of_workshop = select(VOTES.c.at).filter_by(workshop_id=workshop_id).limit(1)
    return entered.connection.execute(of_workshop).first() is not None


def _new_code(connection: Connection) -> str:
    """A code that no open workshop has."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    is_taken = connection.execute(select(WORKSHOPS.c.id).filter_by(code=code)).first()
    return _new_code(connection) if is_taken else code
