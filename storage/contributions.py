"""What an organisation sends to editions of the benchmark: by its owner, seen by its own people and nobody else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, insert, select

from model.answers import AnswersFile
from model.contributions import Contribution, Edition
from model.errors import BadInput, Mistake
from storage.access import Access, Entered, reached
from storage.assessments import answers_file_in
from storage.benchmark_tables import CONTRIBUTIONS, EDITIONS
from storage.contributed import forget, hold, write
from storage.editions import edition_in, holds_others
from storage.stored import Changed, NotFound, utc
from storage.tables import ASSESSMENTS, ASSOCIATION_MEMBERS, ASSOCIATIONS, ORGANISATIONS

CLOSED = Mistake("This edition is closed. What was sent to it stays as it is.")
FICTIONAL = Mistake("Fictional organisations contribute to this edition, so a real one can't.")
REAL = Mistake("Real organisations contribute to this edition, so a fictional one can't.")


@dataclass(frozen=True)
class Offered:
    """An edition as a member sees it, with what that member sent to it and when; None where it sent nothing."""

    edition: Edition
    contribution: Contribution | None
    at: datetime | None


class Contributions(Access):
    """What is asked of an organisation's contributions, by its own people."""

    def editions_for(self, organisation_id: str) -> list[Offered]:
        """The editions of its associations, the newest first.

        :raises NotFound: there is no such organisation for who asks, or they only read it as its association.
        """
        sent = and_(
            CONTRIBUTIONS.c.edition_id == EDITIONS.c.id, CONTRIBUTIONS.c.organisation_id == organisation_id
        )  # fmt: skip
        query = (
            _of_member(organisation_id)
            .add_columns(CONTRIBUTIONS.c.content, CONTRIBUTIONS.c.at)
            .outerjoin(CONTRIBUTIONS, sent)
            .order_by(EDITIONS.c.id.desc())
        )
        # Not "read": who may read may also export, but for the association, and that never sees what is sent.
        with self._reading("export", organisation=organisation_id) as entered:
            rows = entered.connection.execute(query).mappings().all()
        return [
            Offered(
                edition_in(row),
                Contribution(**row["content"]) if row["content"] else None,
                row["at"] and utc(row["at"]),
            )
            for row in rows
        ]

    def contribute(
        self,
        edition_id: int,
        organisation_id: str,
        assessment_id: str,
        make: Callable[[AnswersFile], Contribution],
        seen: Contribution,
        levels_now: Callable[[Contribution], Mapping[str, int]],
    ) -> None:
        """Sends what the function makes of an assessment as it is now, in the place of what was sent before.

        :param seen: what was shown to who sends it, and what they agreed to.
        :param levels_now: of what was sent to an earlier edition the levels on questions that still ask the same.
        :raises Changed: what would be sent is not what was shown; nothing is sent.
        :raises BadInput: the edition is closed or about another version, or one of them is fictional and not the other.
        :raises NotFound: there is no such edition, or no such assessment by its questionnaire, for who asks to send it.
        """
        with self._writing("consent", organisation=organisation_id) as entered:
            edition = _open_edition(entered, edition_id)
            query = select(ASSESSMENTS).where(
                ASSESSMENTS.c.id == assessment_id, ASSESSMENTS.c.organisation_id == organisation_id
            )
            assessment = entered.connection.execute(query).mappings().one_or_none()
            if assessment is None:
                raise NotFound
            if assessment["questionnaire"] != edition.questionnaire:
                raise NotFound
            if assessment["version"] != edition.version:
                raise BadInput([_other_version(edition.version, assessment["version"])])
            contribution = make(answers_file_in(entered.connection, assessment))
            if contribution != seen:
                raise Changed
            before = _sent_before(entered, edition)
            _send(entered, edition, contribution, self.who.id, levels_now(before) if before else {})
            entered.note("contributed", edition=edition_id, assessment=assessment_id)

    def has_real_contributions(self) -> bool:
        """Whether an organisation that is no example ever contributed here; only for who runs this installation.

        :raises NotFound: who asks is a person like any other.
        """
        if not self.who.everywhere:
            raise NotFound
        with reached(), self.engine.connect() as connection:
            query = select(CONTRIBUTIONS.c.number).where(CONTRIBUTIONS.c.fictional.is_(False)).limit(1)
            return connection.execute(query).first() is not None

    def withdraw(self, edition_id: int, organisation_id: str) -> None:
        """Takes back what was sent to an open edition; nothing of it is kept.

        :raises BadInput: the edition is closed.
        :raises NotFound: there is no such contribution for who asks to withdraw it.
        """
        with self._writing("consent", organisation=organisation_id) as entered:
            _open_edition(entered, edition_id)
            if not forget(entered.connection, organisation_id, EDITIONS.c.id == edition_id):
                raise NotFound
            entered.note("contribution_withdrawn", edition=edition_id)


def _of_member(organisation_id: str) -> Select[Any]:
    """The editions of the associations that an organisation belongs to."""
    return (
        select(EDITIONS, ASSOCIATIONS.c.name.label("association"))
        .join(ASSOCIATIONS, ASSOCIATIONS.c.id == EDITIONS.c.association_id)
        .join(ASSOCIATION_MEMBERS, ASSOCIATION_MEMBERS.c.association_id == EDITIONS.c.association_id)
        .where(ASSOCIATION_MEMBERS.c.organisation_id == organisation_id)
    )


def _open_edition(entered: Entered, edition_id: int) -> Edition:
    """The edition, with it and the membership held until the transaction ends.

    :raises NotFound: the organisation is no member of its association, or there is no such edition.
    :raises BadInput: it is closed.
    """
    hold(entered.connection, edition_id)
    query = _of_member(entered.organisation_id).where(EDITIONS.c.id == edition_id)
    row = entered.connection.execute(query.with_for_update(of=ASSOCIATION_MEMBERS)).mappings().one_or_none()
    if row is None:
        raise NotFound
    if row["closed_at"] is not None:
        raise BadInput([CLOSED])
    return edition_in(row)


def _other_version(edition: str, version: str) -> Mistake:
    return Mistake(
        "This edition is about version {edition} of the questionnaire. Your assessment is of version {version}.",
        edition=edition,
        version=version,
    )


def _send(entered: Entered, edition: Edition, contribution: Contribution, by: str, before: Mapping[str, int]) -> None:
    connection, organisation_id = entered.connection, entered.organisation_id
    is_example = select(ORGANISATIONS.c.is_example).where(ORGANISATIONS.c.id == organisation_id)
    fictional = bool(connection.execute(is_example).scalar_one())
    forget(connection, organisation_id, EDITIONS.c.id == edition.id)
    if holds_others(connection, edition.id, fictional=fictional):
        raise BadInput([REAL if fictional else FICTIONAL])
    row = {
        "edition_id": edition.id, "organisation_id": organisation_id, "content": _plain(contribution),
        "fictional": fictional, "by": by, "at": datetime.now(UTC),
    }  # fmt: skip
    number = connection.execute(insert(CONTRIBUTIONS).returning(CONTRIBUTIONS.c.number), row).scalar_one()
    write(connection, (edition.id, number), contribution, before)


def _sent_before(entered: Entered, edition: Edition) -> Contribution | None:
    """What the organisation sent to the association's last closed edition of the same questionnaire."""
    last = (
        select(EDITIONS.c.id)
        .where(
            EDITIONS.c.association_id == edition.association_id,
            EDITIONS.c.questionnaire == edition.questionnaire,
            EDITIONS.c.closed_at.is_not(None),
        )
        .order_by(EDITIONS.c.id.desc())
        .limit(1)
    )
    query = select(CONTRIBUTIONS.c.content).where(
        CONTRIBUTIONS.c.edition_id == last.scalar_subquery(), CONTRIBUTIONS.c.organisation_id == entered.organisation_id
    )
    content = entered.connection.execute(query).scalar_one_or_none()
    return Contribution(**content) if content else None


def _plain(contribution: Contribution) -> dict[str, Any]:
    """What is sent, as JSON holds it."""
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(contribution).items()}
