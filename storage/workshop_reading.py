"""What is kept of a workshop, read in one transaction: of an open round no more than how many voted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select

from model.errors import BadInput
from model.votes import Vote
from model.workshops import NOT_IN_WORKSHOP, Outcome, Picture, Setup, State
from storage.stored import utc
from storage.workshop_tables import PARKED, PARTICIPANTS, ROUNDS, VOTES, WORKSHOP_QUESTIONS


@dataclass(frozen=True)
class Round:
    """One round of votes: how many voted, per role; and its picture once that is shown."""

    number: int
    voted: Mapping[str, int]
    picture: Picture | None


@dataclass(frozen=True)
class Question:
    """One question of a workshop, with its rounds and what the group made of it."""

    item: str
    rounds: tuple[Round, ...]
    outcome: Outcome | None
    notes: str


@dataclass(frozen=True)
class Workshop:
    """A workshop as its facilitator sees it; `people` is how many came in, per role."""

    id: str
    assessment_id: str
    setup: Setup
    state: State
    code: str | None
    item: str | None
    changed: int
    opened_at: datetime | None
    closed_at: datetime | None
    people: Mapping[str, int]
    questions: tuple[Question, ...]
    parked: tuple[tuple[str, str | None, str], ...]

    def question(self, item: str) -> Question:
        """The question on this criterion.

        :raises BadInput: it is not part of the workshop.
        """
        for question in self.questions:
            if question.item == item:
                return question
        raise BadInput([NOT_IN_WORKSHOP])


def workshop_in(connection: Connection, row: RowMapping) -> Workshop:
    """The workshop of this row, with all that is kept of it."""
    people = (
        select(PARTICIPANTS.c.role, func.count().label("people"))
        .filter_by(workshop_id=row["id"])
        .group_by(PARTICIPANTS.c.role)
    )
    parked = select(PARKED).filter_by(workshop_id=row["id"]).order_by(PARKED.c.at)
    rounds = rounds_in(connection, row["id"])
    return Workshop(
        id=row["id"],
        assessment_id=row["assessment_id"],
        setup=Setup.model_validate(row["setup"]),
        state=row["state"],
        code=row["code"],
        item=row["item"],
        changed=row["changed"],
        opened_at=utc(row["opened_at"]) if row["opened_at"] else None,
        closed_at=utc(row["closed_at"]) if row["closed_at"] else None,
        people={row.role: row.people for row in connection.execute(people)},
        questions=tuple(
            Question(
                question["item"],
                tuple(rounds.get(question["item"], ())),
                Outcome.model_validate(question["outcome"]) if question["outcome"] else None,
                question["notes"],
            )
            for question in questions_in(connection, row["id"])
        ),
        parked=tuple((one.id, one.item, one.text) for one in connection.execute(parked)),
    )


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
        rounds.setdefault(row.item, []).append(Round(row.number, voted.get((row.item, row.number), {}), row.picture))
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
