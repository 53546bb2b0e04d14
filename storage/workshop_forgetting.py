"""What goes of a workshop some days after it: who took part and what each chose. What all chose together stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select, update

from auth.who import Who
from model.votes import Reason, Revealed
from model.workshops import Setup
from storage.access import reached
from storage.audit import Event, append
from storage.database import writing
from storage.stored import utc
from storage.tables import ORGANISATIONS
from storage.workshop_reading import SHOWN, people_in
from storage.workshop_tables import PARTICIPANTS, ROUNDS, VOTES, WORKSHOPS


def forget_people(engine: Engine, who: Who, now: datetime) -> None:
    """Removes the votes and participants of every workshop whose days are over.

    :raises Unavailable: the database can't be reached or written.
    """
    with reached(), writing(engine).begin() as connection:
        events = [event for row in due(connection, now) for event in forgotten(connection, row, now)]
        if events:
            append(connection, who.id, events)


def due(connection: Connection, now: datetime) -> Sequence[Any]:
    """The workshops that still have their people, so many days after they ended as was chosen when they were made.

    One that nobody closed ended when somebody last came in, voted, or put a question.
    """
    voted_at = select(func.max(VOTES.c.at)).where(VOTES.c.workshop_id == WORKSHOPS.c.id).scalar_subquery()
    joined_at = select(func.max(PARTICIPANTS.c.joined_at)).where(PARTICIPANTS.c.workshop_id == WORKSHOPS.c.id)
    query = (
        select(WORKSHOPS, voted_at.label("voted_at"), joined_at.scalar_subquery().label("joined_at"))
        .where(WORKSHOPS.c.opened_at.is_not(None), WORKSHOPS.c.attendance.is_(None))
        .order_by(WORKSHOPS.c.created_at)
    )
    rows = connection.execute(query).all()
    return [row for row in rows if _ended(row) + timedelta(days=Setup.model_validate(row.setup).days_kept) < now]


def forgotten(connection: Connection, row: Any, now: datetime) -> list[Event]:
    """Removes the people of this workshop with their votes; gives what the trail must say of that.

    How many came stays, per role, and of every round what it showed, without names.
    """
    this, of_workshop = WORKSHOPS.c.id == row.id, {"workshop_id": row.id}
    still = select(WORKSHOPS.c.id).where(this, WORKSHOPS.c.attendance.is_(None)).with_for_update()
    if connection.execute(still).first() is None:  # another process did it meanwhile
        return []
    people = people_in(connection, row.id)
    for table in (VOTES, PARTICIPANTS):
        connection.execute(delete(table).filter_by(**of_workshop))
    for one in connection.execute(select(ROUNDS).filter_by(**of_workshop).where(ROUNDS.c.shown_at.is_not(None))):
        left = SHOWN.dump_python(without_people(SHOWN.validate_python(one.picture)), mode="json")
        this_round = update(ROUNDS).filter_by(**of_workshop, item=one.item, number=one.number)
        connection.execute(this_round.values(picture=left))
    ended = {"state": "closed", "code": None, "item": None, "closed_at": row.closed_at or now}
    connection.execute(update(WORKSHOPS).where(this).values(**ended, attendance=people, changed=row.changed + 1))
    subject, detail = (
        f"{ORGANISATIONS.name} {row.organisation_id}",
        {"workshop": row.id, "people": sum(people.values())},
    )
    return [Event("workshop_people_removed", subject, row.organisation_id, None, detail)]


def without_people(shown: Revealed) -> Revealed:
    """What a round showed as if people had voted without a name: the reasons say only what was said."""
    reasons = tuple(Reason(text, "hidden") for text in sorted(reason.text for reason in shown.reasons))
    return replace(shown, names=(), reasons=reasons)


def _ended(row: Any) -> datetime:
    moments = (row.opened_at, row.put_at, row.voted_at, row.joined_at)
    return utc(row.closed_at or max(moment for moment in moments if moment is not None))
