"""Workshops as a whole: made, set up, opened, closed; and which answers come from one."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from model.checking import shape
from model.errors import BadInput, Mistake
from model.workshops import LOCKED, NOT_OPEN, PROMISED, Setup, State, Workshop
from storage.access import Entered
from storage.stored import utc
from storage.tables import ANSWERS, ASSESSMENTS, ORGANISATIONS
from storage.workshop_access import WorkshopAccess, row_in, set_in
from storage.workshop_reading import last_round, questions_in, workshop_in
from storage.workshop_rounds import open_round
from storage.workshop_tables import VOTES, WORKSHOP_QUESTIONS, WORKSHOPS

# Without what looks alike on a big screen: 0 and O, 1, I and L, 5 and S, 8 and B.
SIGNS, LENGTH = "ACDEFGHJKMNPQRTUVWXY234679", 6


class Workshops(WorkshopAccess):
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
            return workshop_in(entered.connection, row_in(entered, assessment_id, workshop_id))

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
            if _has_votes(entered, row):
                if any(getattr(chosen, key) != getattr(before, key) for key in ("anonymous", "roles", "floor")):
                    raise BadInput([LOCKED])
                if chosen.days_kept > before.days_kept:
                    raise BadInput([Mistake(PROMISED.text, days=str(before.days_kept))])
            set_in(entered, row, setup=chosen.model_dump(mode="json"))
            entered.note("workshop_changed", workshop=row["id"])

    def order_questions(self, assessment_id: str, workshop_id: str, items: Sequence[str]) -> None:
        """Makes these the questions, in this order; one on which people voted stays, behind them.

        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            _put_questions(entered.connection, row["id"], items)
            set_in(entered, row)
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
            set_in(entered, row, state="open", code=code, opened_at=datetime.now(UTC))
            if Setup.model_validate(row["setup"]).beforehand:
                for question in questions_in(entered.connection, row["id"]):
                    open_round(entered.connection, row["id"], question["item"], 1)
            return code

    def close_workshop(self, assessment_id: str, workshop_id: str) -> None:
        """Ends it: nobody comes in or votes any more. A round that was open stays unseen for good.

        :raises NotFound: there is no such workshop on this assessment for who asks.
        """
        with self._leading(assessment_id, workshop_id) as (entered, row):
            if row["state"] != "closed":
                set_in(entered, row, state="closed", code=None, item=None, closed_at=datetime.now(UTC))
            entered.note("workshop_closed", workshop=row["id"])


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


def _has_votes(entered: Entered, row: RowMapping) -> bool:
    """Whether somebody voted; of votes that are kept no longer nobody knows, and what was shown stays true."""
    of_workshop = select(VOTES.c.at).filter_by(workshop_id=row["id"]).limit(1)
    return row["attendance"] is not None or entered.connection.execute(of_workshop).first() is not None


def _new_code(connection: Connection) -> str:
    """A code that no open workshop has."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    is_taken = connection.execute(select(WORKSHOPS.c.id).filter_by(code=code)).first()
    return _new_code(connection) if is_taken else code
