"""A workshop as a participant has it on the phone: in by the code, known by a secret, nothing but one's own votes."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Select, bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from model.checking import shape
from model.errors import BadInput
from model.votes import Vote
from model.workshops import (
    CODE_UNKNOWN,
    MAXIMUM_PARTICIPANTS,
    NAME_WANTED,
    NOT_THIS_ROLE,
    ROOM_FULL,
    ROUND_CLOSED,
    Ballot,
    Entry,
    Setup,
    State,
)
from storage.access import fingerprint, reached
from storage.database import writing
from storage.stored import NotFound
from storage.workshop_tables import PARTICIPANTS, ROUNDS, VOTES, WORKSHOP_QUESTIONS, WORKSHOPS

_SET = text("SELECT set_config(:name, :value, true)")
# What every vote asks, put together once: building a statement costs more than running it.
_SEATED = (
    select(
        *(PARTICIPANTS.c.id, PARTICIPANTS.c.role, PARTICIPANTS.c.name, PARTICIPANTS.c.workshop_id),
        *(WORKSHOPS.c.code, WORKSHOPS.c.state, WORKSHOPS.c.item, WORKSHOPS.c.about),
    )
    .join(WORKSHOPS, WORKSHOPS.c.id == PARTICIPANTS.c.workshop_id)
    .where(PARTICIPANTS.c.token_hash == bindparam("token_hash"))
)
_CHANGED = select(WORKSHOPS.c.changed).where(WORKSHOPS.c.id == bindparam("workshop"))
_QUESTION_OF_ROUND = (WORKSHOP_QUESTIONS.c.workshop_id == ROUNDS.c.workshop_id) & (
    WORKSHOP_QUESTIONS.c.item == ROUNDS.c.item
)
_VOTE_IN_ROUND = (
    (VOTES.c.participant_id == bindparam("participant"))
    & (VOTES.c.item == ROUNDS.c.item)
    & (VOTES.c.number == ROUNDS.c.number)
)
_ROUNDS = (
    select(
        ROUNDS.c.item, ROUNDS.c.number, ROUNDS.c.shown_at, VOTES.c.level, VOTES.c.ambition, VOTES.c.reason, VOTES.c.at
    )
    .join(WORKSHOP_QUESTIONS, _QUESTION_OF_ROUND)
    .outerjoin(VOTES, _VOTE_IN_ROUND)
    .where(ROUNDS.c.workshop_id == bindparam("workshop"))
    .order_by(WORKSHOP_QUESTIONS.c.place, ROUNDS.c.number)
)
_ROUNDS_HELD = _ROUNDS.with_for_update(read=True, key_share=True, of=ROUNDS)
_OWN = select(VOTES).where(VOTES.c.participant_id == bindparam("participant")).order_by(VOTES.c.at)
_NEW_VOTE = insert(VOTES).inline()
_OTHER_VOTE = (
    update(VOTES)
    .where(
        VOTES.c.participant_id == bindparam("who"),
        VOTES.c.item == bindparam("of_item"),
        VOTES.c.number == bindparam("of_number"),
    )
    .values({name: bindparam(name) for name in ("level", "ambition", "reason", "at")})
)


@dataclass(frozen=True)
class Door:
    """What someone sees who has the code and is not in yet."""

    setup: Setup
    organisation: str


@dataclass(frozen=True)
class Asked:
    """A question that is open to a participant: its round, and what they chose in it so far."""

    item: str
    number: int
    own: Vote | None


@dataclass(frozen=True)
class Seat:
    """Where a participant is: what is on the table, whether its round was shown, and which questions are open.

    `customer` is the organisation's word for its customers; beside that nothing of the organisation is here.
    """

    workshop: str
    code: str | None
    state: State
    item: str | None
    is_shown: bool
    asked: tuple[Asked, ...]
    customer: str


class WorkshopRoom:
    """What phones ask of the workshops that are open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.writing = writing(engine)

    def door(self, code: str) -> Door:
        """The workshop with this code.

        :raises BadInput: no open workshop has it.
        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            row = _by_code(connection, code)
            return Door(Setup.model_validate(row["setup"]), row["about"]["name"])

    def enter(self, code: str, entry: Mapping[str, object]) -> str:
        """The secret of a new participant, for their phone alone.

        :raises BadInput: no open workshop has this code, it is full, it has no such role, or it wants a name.
        :raises Unavailable: the database can't be reached or written.
        """
        with reached(), self.writing.begin() as connection:
            row = _by_code(connection, code)
            _tell(connection, "peilstok.workshop", row["id"])
            given, setup = shape(Entry, dict(entry), "workshop", BadInput), Setup.model_validate(row["setup"])
            if given.role not in setup.roles:
                raise BadInput([NOT_THIS_ROLE])
            name = "" if setup.anonymous else given.name.strip()
            if not setup.anonymous and not name:
                raise BadInput([NAME_WANTED])
            people = select(func.count()).select_from(PARTICIPANTS).filter_by(workshop_id=row["id"])
            if connection.execute(people).scalar_one() >= MAXIMUM_PARTICIPANTS:
                raise BadInput([ROOM_FULL])
            token = f"{row['id']}.{secrets.token_urlsafe(32)}"
            participant = {
                "id": str(uuid.uuid4()), "workshop_id": row["id"], "token_hash": fingerprint(token),
                "role": given.role, "name": name, "joined_at": datetime.now(UTC),
            }  # fmt: skip
            connection.execute(insert(PARTICIPANTS), participant)
            return token

    def seat(self, token: str) -> Seat:
        """Where the participant with this secret is.

        :raises NotFound: nobody has it.
        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            row = _seated(connection, token)
            return _seat(row, _rounds(connection, _ROUNDS, row))

    def changed(self, workshop_id: str) -> int:
        """A number that is another once there is something new for the phones in this workshop.

        :raises NotFound: there is no such workshop (any more).
        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            _tell(connection, "peilstok.workshop", workshop_id)
            number = connection.execute(_CHANGED, {"workshop": workshop_id}).scalar_one_or_none()
        if number is None:
            raise NotFound
        return int(number)

    def vote(self, token: str, item: str, number: int, ballot: Mapping[str, object]) -> Seat:
        """Keeps what this participant chooses in this round; a later choice takes its place. Gives where they are now.

        :raises BadInput: the ballot can't be kept, or the round is not open (any more).
        :raises NotFound: nobody has this secret.
        :raises Unavailable: the database can't be reached or written.
        """
        chosen = shape(Ballot, dict(ballot), item, BadInput)
        with reached(), self.writing.begin() as connection:
            row = _seated(connection, token)
            # Held until the vote is written: who closes the round waits for it.
            rounds = _rounds(connection, _ROUNDS_HELD, row)
            this = rounds.get(item)
            if row["state"] != "open" or this is None or this["number"] != number or this["shown_at"] is not None:
                raise BadInput([ROUND_CLOSED])
            said = {**chosen.model_dump(), "reason": " ".join(chosen.reason.split()), "at": datetime.now(UTC)}
            other = {"who": row["id"], "of_item": item, "of_number": number, **said}
            if not connection.execute(_OTHER_VOTE, other).rowcount:
                key = {"participant_id": row["id"], "item": item, "number": number, "workshop_id": row["workshop_id"]}
                try:
                    with connection.begin_nested():
                        connection.execute(_NEW_VOTE, {**key, **said})
                except IntegrityError:  # the same phone at the same moment, twice
                    connection.execute(_OTHER_VOTE, other)
            return _seat(row, {**rounds, item: {**this, **said}})

    def own_votes(self, token: str) -> list[tuple[str, int, Vote]]:
        """What this participant chose: question, round and vote, for a copy of their own.

        :raises NotFound: nobody has this secret.
        :raises Unavailable: the database can't be reached.
        """
        with reached(), self.engine.connect() as connection:
            row = _seated(connection, token)
            votes = connection.execute(_OWN, {"participant": row["id"]}).mappings()
            return [(vote["item"], vote["number"], _vote(row, vote)) for vote in votes]


def _by_code(connection: Connection, code: str) -> RowMapping:
    wanted = code.strip().upper()
    if not (wanted.isascii() and wanted.isalnum()):  # some of these signs no database takes
        raise BadInput([CODE_UNKNOWN])
    _tell(connection, "peilstok.code", wanted)
    query = select(WORKSHOPS).filter_by(code=wanted, state="open")
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise BadInput([CODE_UNKNOWN])
    return row


def _seated(connection: Connection, token: str) -> RowMapping:
    """The participant with this secret, with their workshop; PostgreSQL shows this transaction no other.

    The secret begins with the id of the workshop, so that both are told and asked at once.
    """
    if not token.isprintable():  # some signs no database takes
        raise NotFound
    known_by = fingerprint(token)
    _tell(connection, "peilstok.participant", known_by)
    _tell(connection, "peilstok.workshop", token.partition(".")[0])
    row = connection.execute(_SEATED, {"token_hash": known_by}).mappings().one_or_none()
    if row is None:
        raise NotFound
    return row


def _rounds(connection: Connection, query: Select[Any], participant: RowMapping) -> dict[str, Mapping[Any, Any]]:
    """The last round on each question, in their order, with what this participant chose in it; `at` is None without."""
    asked = {"workshop": participant["workshop_id"], "participant": participant["id"]}
    return {one["item"]: one for one in connection.execute(query, asked).mappings()}


def _seat(row: RowMapping, last: Mapping[str, Mapping[Any, Any]]) -> Seat:
    """Where this participant is, by the last rounds."""
    on_table = last.get(row["item"])
    return Seat(
        workshop=row["workshop_id"],
        code=row["code"],
        state=row["state"],
        item=row["item"],
        is_shown=on_table is not None and on_table["shown_at"] is not None,
        asked=tuple(
            Asked(one["item"], one["number"], _vote(row, one) if one["at"] else None)
            for one in last.values()
            if one["shown_at"] is None and row["state"] == "open"
        ),
        customer=row["about"]["customer"],
    )


def _vote(participant: RowMapping, row: Mapping[Any, Any]) -> Vote:
    who = {"participant": participant["id"], "role": participant["role"], "name": participant["name"]}
    return Vote(**who, level=row["level"], ambition=row["ambition"], reason=row["reason"])


def _tell(connection: Connection, name: str, value: str) -> None:
    """Tells PostgreSQL for which workshop this transaction is; its row-level security hides all others."""
    if connection.dialect.name != "sqlite":
        connection.execute(_SET, {"name": name, "value": value})
