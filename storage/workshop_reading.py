"""What is kept of a workshop, read in one transaction: of an open round no more than how many voted."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, func, select

from model.votes import Revealed, Vote
from model.workshops import OnHold, Outcome, Question, Round, Setup, Workshop
from storage.stored import utc
from storage.workshop_tables import PARKED, PARTICIPANTS, ROUNDS, VOTES, WORKSHOP_QUESTIONS

SHOWN = TypeAdapter(Revealed)


def workshop_in(connection: Connection, row: RowMapping) -> Workshop:
    """The workshop of this row, with all that is kept of it."""
    parked = select(PARKED).filter_by(workshop_id=row["id"]).order_by(PARKED.c.at)
    rounds = rounds_in(connection, row["id"])
    return Workshop(
        id=row["id"],
        assessment_id=row["assessment_id"],
        setup=Setup.model_validate(row["setup"]),
        state=row["state"],
        code=row["code"],
        item=row["item"],
        put_at=utc(row["put_at"]) if row["put_at"] else None,
        changed=row["changed"],
        created_at=utc(row["created_at"]),
        opened_at=utc(row["opened_at"]) if row["opened_at"] else None,
        closed_at=utc(row["closed_at"]) if row["closed_at"] else None,
        people=row["attendance"] or people_in(connection, row["id"]),
        questions=tuple(
            Question(
                question["item"],
                tuple(rounds.get(question["item"], ())),
                Outcome.model_validate(question["outcome"]) if question["outcome"] else None,
                question["notes"],
                tuple(question["actions"]),
            )
            for question in questions_in(connection, row["id"])
        ),
        parked=tuple(OnHold(one.id, one.item, one.text) for one in connection.execute(parked)),
    )


def people_in(connection: Connection, workshop_id: str) -> dict[str, int]:
    """How many came in, per role; nobody once the people of a workshop are kept no longer."""
    query = select(PARTICIPANTS.c.role, func.count().label("people")).filter_by(workshop_id=workshop_id)
    return {row.role: row.people for row in connection.execute(query.group_by(PARTICIPANTS.c.role))}


def questions_in(connection: Connection, workshop_id: str) -> Sequence[RowMapping]:
    """Its questions, in their order."""
    query = select(WORKSHOP_QUESTIONS).filter_by(workshop_id=workshop_id).order_by(WORKSHOP_QUESTIONS.c.place)
    return connection.execute(query).mappings().all()


def rounds_in(connection: Connection, workshop_id: str) -> dict[str, list[Round]]:
    """The rounds by question; of an open one no more than how many voted, by role."""
    query = (
        select(VOTES.c.item, VOTES.c.number, PARTICIPANTS.c.role, func.count())
        .join(PARTICIPANTS, PARTICIPANTS.c.id == VOTES.c.participant_id)
        .where(VOTES.c.workshop_id == workshop_id)
        .group_by(VOTES.c.item, VOTES.c.number, PARTICIPANTS.c.role)
    )
    voted: dict[tuple[str, int], dict[str, int]] = {}
    for item, number, role, count in connection.execute(query):
        voted.setdefault((item, number), {})[role] = count
    rounds: dict[str, list[Round]] = {}
    found = select(ROUNDS).filter_by(workshop_id=workshop_id).order_by(ROUNDS.c.item, ROUNDS.c.number)
    for row in connection.execute(found):
        of_round = voted.get((row.item, row.number), {})
        is_shown = row.shown_at is not None
        shown = (utc(row.shown_at), SHOWN.validate_python(row.picture)) if is_shown else ()
        rounds.setdefault(row.item, []).append(Round(row.number, utc(row.opened_at), of_round, *shown))
    return rounds


def votes_in(connection: Connection, workshop_id: str, item: str, number: int) -> list[Vote]:
    """The votes of a round that is closed in this transaction: they go into its picture, and nowhere else."""
    query = (
        select(VOTES, PARTICIPANTS.c.role, PARTICIPANTS.c.name)
        .join(PARTICIPANTS, PARTICIPANTS.c.id == VOTES.c.participant_id)
        .where(VOTES.c.workshop_id == workshop_id, VOTES.c.item == item, VOTES.c.number == number)
    )
    return [
        Vote(row.participant_id, row.role, row.level, row.ambition, row.reason, row.name)
        for row in connection.execute(query)
    ]


def last_round(connection: Connection, workshop_id: str, item: str, *, hold: bool = False) -> RowMapping | None:
    """The last round on a question; held, nobody votes in it until this transaction ends."""
    query = select(ROUNDS).filter_by(workshop_id=workshop_id, item=item).order_by(ROUNDS.c.number.desc()).limit(1)
    return connection.execute(query.with_for_update() if hold else query).mappings().one_or_none()
