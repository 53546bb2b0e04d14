"""Everything that is kept of a person or of an organisation, in one ZIP."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, or_, select

from model.errors import BadInput, Mistake
from model.submission import export_json
from storage.access import Access, reached
from storage.assessments import answers_file_in
from storage.audit import Event, append
from storage.benchmark_tables import CONTRIBUTIONS
from storage.blobs import FileDamaged
from storage.database import writing
from storage.files import content_in
from storage.stored import NotFound, utc
from storage.tables import (
    ADMINISTRATORS,
    ANSWER_HISTORY,
    ANSWERS,
    ASSESSMENTS,
    ASSIGNMENTS,
    ASSOCIATION_MEMBERS,
    AUDIT,
    CONSENTS,
    FILES,
    INVITATIONS,
    MEMBERSHIPS,
    MIRROR_SCORES,
    ORGANISATIONS,
    PEOPLE,
    RESULTS,
    WORK,
)
from storage.workshop_tables import PARKED, ROUNDS, WORKSHOP_QUESTIONS, WORKSHOPS

# Keys and fingerprints: they say nothing of anybody, and open something.
_SECRET = {"seal", "token_hash", "browser", "code"}
# What a person did in organisations, by the column that names them.
_BY_PERSON: Mapping[str, tuple[Table, str]] = {
    "memberships": (MEMBERSHIPS, "person_id"),
    "invitations_given": (INVITATIONS, "by"),
    "consents_given": (CONSENTS, "by"),
    "assigned_to_me": (ASSIGNMENTS, "person_id"),
    "assigned_by_me": (ASSIGNMENTS, "by"),
    "work": (WORK, "by"),
    "mirror_scores": (MIRROR_SCORES, "by"),
    "answers": (ANSWERS, "by"),
    "answer_history": (ANSWER_HISTORY, "by"),
    "files_added": (FILES, "by"),
    "workshops_led": (WORKSHOPS, "by"),
    "contributions_sent": (CONTRIBUTIONS, "by"),
}
# What is kept of a workshop beside its own row. Who took part and what they voted is nobody's but theirs.
_OF_WORKSHOP = (WORKSHOP_QUESTIONS, ROUNDS, PARKED)
# What is kept of an assessment beside its answers file.
_OF_ASSESSMENT = (ANSWER_HISTORY, ASSIGNMENTS, WORK, MIRROR_SCORES, FILES, RESULTS)


class Privacy(Access):
    """What is asked of all that is kept."""

    def find_person(self, wanted: str) -> str:
        """The id of the person with this id or e-mail address; only for who runs this machine.

        :raises NotFound: there is none, or who asks may not search.
        :raises BadInput: several people have this address.
        """
        if not self.who.everywhere:
            raise NotFound
        query = select(PEOPLE.c.id).where(or_(PEOPLE.c.id == wanted, func.lower(PEOPLE.c.email) == wanted.lower()))
        with reached(), self.engine.connect() as connection:
            ids = connection.execute(query).scalars().all()
        if not ids:
            raise NotFound
        if len(ids) > 1:
            text = "Several people signed in with this address. Give one of their ids: {ids}."
            raise BadInput([Mistake(text, ids=", ".join(sorted(ids)))])
        return str(ids[0])

    def export_person(self, person_id: str, out: BinaryIO) -> None:
        """Writes a ZIP with all that is kept of a person: for themself, of where they work now; for the operator, all.

        :raises NotFound: there is no such person, or it is not who asks.
        """
        if person_id != self.who.id and not self.who.everywhere:
            raise NotFound
        with reached(), self.engine.connect() as connection:
            mine = self._mine(connection)
            person = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).mappings().one_or_none()
            if person is None:
                raise NotFound
            everything: dict[str, Any] = {"person": _plain(person)}
            administered = select(ADMINISTRATORS).where(ADMINISTRATORS.c.person_id == person_id)
            everything["administers"] = _rows(connection, administered)
            for name, (table, column) in _BY_PERSON.items():
                query = select(table).where(table.c[column] == person_id)
                everything[name] = _rows(connection, query if mine is None else query.where(_within(table, mine)))
            did = select(AUDIT).where(AUDIT.c.by == person_id).order_by(AUDIT.c.number)
            everything["events"] = _rows(connection, did if mine is None else did.where(_within(AUDIT, mine)))
        with reached(), writing(self.engine).begin() as connection:
            append(connection, self.who.id, [Event("person_exported", f"people {person_id}")])
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("person.json", _json(everything))

    def export_organisation(self, organisation_id: str, out: BinaryIO) -> None:
        """Writes a ZIP with all that is kept of an organisation, also its people and its trail: for its owner.

        :raises NotFound: there is no such organisation for who asks.
        """
        with self._writing("manage_people", organisation=organisation_id) as entered:
            entered.note("organisation_exported")
        with (
            self._reading("manage_people", organisation=organisation_id) as entered,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
        ):
            connection = entered.connection
            is_of = {
                table: _rows(connection, select(table).where(table.c.organisation_id == organisation_id))
                for table in (MEMBERSHIPS, INVITATIONS, ASSOCIATION_MEMBERS, CONSENTS, CONTRIBUTIONS)
            }
            [organisation] = _rows(connection, select(ORGANISATIONS).where(ORGANISATIONS.c.id == organisation_id))
            people = select(PEOPLE.c.id, PEOPLE.c.name, PEOPLE.c.email).where(
                PEOPLE.c.id.in_([member["person_id"] for member in is_of[MEMBERSHIPS]])
            )
            everything = {"organisation": organisation, "people": _rows(connection, people)}
            made.writestr("organisation.json", _json(everything | {table.name: rows for table, rows in is_of.items()}))
            events = select(AUDIT).where(AUDIT.c.organisation_id == organisation_id).order_by(AUDIT.c.number)
            made.writestr("audit_trail.json", _json(_rows(connection, events)))
            for row in connection.execute(
                select(ASSESSMENTS).where(_within(ASSESSMENTS, [organisation_id]))
            ).mappings():
                self._export_assessment(connection, made, row)

    def _export_assessment(self, connection: Connection, made: zipfile.ZipFile, row: RowMapping) -> None:
        folder = f"assessments/{row['id']}"
        made.writestr(f"{folder}/answers.json", export_json(answers_file_in(connection, row)))
        made.writestr(f"{folder}/report.json", _json(row["report"]))
        if row["logo"] is not None:
            made.writestr(f"{folder}/logo", row["logo"])
        for table in _OF_ASSESSMENT:
            rows = _rows(
                connection, select(table).where(table.c.assessment_id == row["id"]).order_by(*table.primary_key)
            )
            made.writestr(f"{folder}/{table.name}.json", _json(rows))
        workshops = _rows(connection, select(WORKSHOPS).where(WORKSHOPS.c.assessment_id == row["id"]))
        for workshop in workshops:
            for table in _OF_WORKSHOP:
                query = select(table).where(table.c.workshop_id == workshop["id"]).order_by(*table.primary_key)
                workshop[table.name] = _rows(connection, query)
        made.writestr(f"{folder}/workshops.json", _json(workshops))
        for file in connection.execute(select(FILES).where(FILES.c.assessment_id == row["id"])):
            with suppress(FileDamaged):  # files.json still names it
                # Under its id: the name that someone gave it stands in files.json, where it can do no harm.
                made.writestr(f"{folder}/files/{file.id}", content_in(connection, file.id, file.sha256))


def _within(table: Table, organisations: Iterable[str]) -> ColumnElement[bool]:
    """The rows of these organisations."""
    if "organisation_id" in table.c:
        return table.c.organisation_id.in_(organisations)
    return table.c.assessment_id.in_(select(ASSESSMENTS.c.id).where(ASSESSMENTS.c.organisation_id.in_(organisations)))


def _rows(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [_plain(row) for row in connection.execute(query).mappings()]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): _value(value) for key, value in row.items() if key not in _SECRET}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
