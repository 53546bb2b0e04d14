"""Editions of the benchmark: an association opens and closes them, and sees releases, never what a member sent."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from model.contributions import Counts, Edition, StepCounts
from model.errors import BadInput, Mistake
from storage.access import reached
from storage.association_access import AssociationAccess
from storage.benchmark_tables import CONTRIBUTED, CONTRIBUTIONS, EDITIONS
from storage.contributed import count, counting, hold
from storage.stored import NotFound, utc
from storage.tables import ADMINISTRATORS, ASSOCIATION_MEMBERS, ASSOCIATIONS, MEMBERSHIPS

# With fewer the association is not told how many contributed; from there on only in tens.
_TOLD_FROM, _TOLD_IN = 6, 10
_EDITIONS = select(EDITIONS, ASSOCIATIONS.c.name.label("association")).join(ASSOCIATIONS)


class Editions(AssociationAccess):
    """What is asked of editions as a whole."""

    def open_edition(self, association_id: str, name: str, questionnaire: str, version: str, digest: str) -> int:
        """The id of a new edition, to which members contribute assessments by this version of this questionnaire.

        :raises NotFound: there is no such association for who asks.
        :raises BadInput: the name is empty or too long, or one about this questionnaire is open already.
        """
        name = " ".join(name.split())
        if not 1 <= len(name) <= 200:
            raise BadInput([Mistake("Give the edition a name of at most 200 characters.")])
        row = {
            "association_id": association_id, "name": name, "questionnaire": questionnaire, "version": version,
            "digest": digest, "opened_at": datetime.now(UTC), "fictional": False,
        }  # fmt: skip
        with self._administering(association_id, writes=True) as entered:
            try:
                with entered.connection.begin_nested():
                    id_ = entered.connection.execute(insert(EDITIONS).returning(EDITIONS.c.id), row).scalar_one()
            except IntegrityError as error:
                raise BadInput(
                    [Mistake("An edition about this questionnaire is open. Close that one first.")]
                ) from error
            entered.note("edition_opened", edition=id_)
            return int(id_)

    def editions(self, association_id: str) -> list[Edition]:
        """All of an association, the newest first.

        :raises NotFound: there is no such association for who asks.
        """
        query = _EDITIONS.where(EDITIONS.c.association_id == association_id).order_by(EDITIONS.c.id.desc())
        with self._administering(association_id) as entered:
            rows = entered.connection.execute(query).mappings().all()
            return [_told(entered.connection, edition_in(row)) for row in rows]

    def close_edition(
        self, edition_id: int, make: Callable[[Edition, Counts, StepCounts], bytes], at: datetime | None = None
    ) -> str:
        """Closes it for good with what the function makes of the counts as its release; gives the release's SHA-256.

        All or nothing: when the function raises, the edition stays open.

        :param at: the moment, where a fictional one is made.
        :raises NotFound: there is no such edition for who asks to close.
        :raises BadInput: it is closed already.
        """
        with self._administering(self._association_of(edition_id), writes=True) as entered:
            connection = entered.connection
            hold(connection, edition_id)
            row = connection.execute(_EDITIONS.where(EDITIONS.c.id == edition_id)).mappings().one()
            if row["closed_at"] is not None:
                raise BadInput([Mistake("This edition is closed already. Its release is never made again.")])
            with counting(connection, edition_id):
                fictional = bool(_contributed(connection, edition_id).get(True))
                edition = replace(edition_in(row), closed_at=at or datetime.now(UTC), fictional=fictional)
                release = make(edition, *count(connection, edition_id))
                connection.execute(delete(CONTRIBUTED).where(CONTRIBUTED.c.edition_id == edition_id))
            sha256 = hashlib.sha256(release).hexdigest()
            values = {
                "closed_at": edition.closed_at, "fictional": fictional, "release": release.decode(), "sha256": sha256
            }  # fmt: skip
            connection.execute(update(EDITIONS).where(EDITIONS.c.id == edition_id).values(**values))
            entered.note("edition_closed", edition=edition_id, sha256=sha256)
            return sha256

    def release_of(self, edition_id: int) -> bytes:
        """The release of a closed edition, for its association and for who works in one of its members.

        :raises NotFound: there is no such release for who asks.
        """
        row = self._readable(select(EDITIONS.c.release).where(EDITIONS.c.id == edition_id))
        if row is None or row["release"] is None:
            raise NotFound
        return str(row["release"]).encode()

    def edition_of_release(self, sha256: str) -> Edition | None:
        """The edition that published the release with this SHA-256; None where who asks knows of none."""
        row = self._readable(_EDITIONS.where(EDITIONS.c.sha256 == sha256))
        return edition_in(row) if row else None

    def _association_of(self, edition_id: int) -> str:
        row = self._readable(select(EDITIONS.c.association_id).where(EDITIONS.c.id == edition_id))
        if row is None:
            raise NotFound
        return str(row["association_id"])

    def _readable(self, query: Select[Any]) -> RowMapping | None:
        """What this finds among the editions of associations that who asks administers, or works in a member of."""
        person = self.who.id
        with reached(), self.engine.connect() as connection:
            if not self.who.everywhere:
                self._mine(connection)
                administered = select(ADMINISTRATORS.c.association_id).where(ADMINISTRATORS.c.person_id == person)
                joined = select(ASSOCIATION_MEMBERS.c.association_id).join(
                    MEMBERSHIPS, MEMBERSHIPS.c.organisation_id == ASSOCIATION_MEMBERS.c.organisation_id
                )
                mine = (administered, joined.where(MEMBERSHIPS.c.person_id == person))
                query = query.where(or_(*(EDITIONS.c.association_id.in_(ids) for ids in mine)))
            return connection.execute(query).mappings().first()


def edition_in(row: RowMapping) -> Edition:
    """The edition in a row of its table, joined with its association."""
    moments: dict[str, Any] = {name: row[name] and utc(row[name]) for name in ("opened_at", "closed_at")}
    names = ("id", "association_id", "association", "name", "questionnaire", "version", "digest", "sha256", "fictional")
    return Edition(**{name: row[name] for name in names}, **moments)


def holds_others(connection: Connection, edition_id: int, *, fictional: bool) -> bool:
    """Whether real contributions stand in an edition where this one is fictional, or the reverse."""
    with counting(connection, edition_id):
        return bool(_contributed(connection, edition_id).get(not fictional))


def _contributed(connection: Connection, edition_id: int) -> dict[bool, int]:
    """How many contributions are fictional, and how many are not."""
    query = select(CONTRIBUTIONS.c.fictional, func.count()).where(CONTRIBUTIONS.c.edition_id == edition_id)
    return {row[0]: row[1] for row in connection.execute(query.group_by(CONTRIBUTIONS.c.fictional))}


def _told(connection: Connection, edition: Edition) -> Edition:
    """The edition with what its association may know while it is open."""
    if edition.closed_at is not None:
        return edition
    with counting(connection, edition.id):
        found = _contributed(connection, edition.id)
    number = sum(found.values())
    at_least = 0 if number < _TOLD_FROM else max(_TOLD_FROM, number - number % _TOLD_IN)
    return replace(edition, at_least=at_least, fictional=bool(found.get(True)))
