"""Links to downloads: each for one person, once, and for a minute."""

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

from sqlalchemy import delete, insert

from auth.permissions import Action
from storage.access import Access, fingerprint, name_person, reached
from storage.database import writing
from storage.editions import Editions
from storage.stored import NotFound
from storage.tables import DOWNLOAD_LINKS

SECONDS = 60
Kind: TypeAlias = Literal[
    "file",
    "plan",
    "workbook",
    "answers",
    "record_pdf",
    "record_xlsx",
    "workshop_pdf",
    "workshop_xlsx",
    "everything",
    "organisation",
    "person",
    "release_json",
    "release_pdf",
]
_WITHOUT_ASSESSMENT: tuple[Kind, ...] = ("person", "release_json", "release_pdf")


@dataclass(frozen=True)
class Download:
    """What is to be downloaded: a file, workshop or release by id, an export in a language, all of someone's."""

    kind: Kind
    language: str = "nl"
    file: str = ""
    workshop: str = ""
    edition: int = 0

    @property
    def action(self) -> Action:
        """What someone must be allowed to do for it."""
        special: dict[str, Action] = {"file": "read", "organisation": "manage_people"}
        return special.get(self.kind, "export")


class Downloads(Access):
    """What is asked of links to downloads."""

    def add_link(self, assessment_id: str | None, download: Download) -> str:
        """The secret of a new link, for who asks and nobody else; a person or a release is of no assessment.

        :raises NotFound: there is no such assessment or release for who asks.
        """
        if download.edition:
            Editions(self.engine, self.who).release_of(download.edition)
        if download.kind not in _WITHOUT_ASSESSMENT:
            with self._reading(download.action, assessment=assessment_id or ""):
                pass
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        link = {
            "token_hash": fingerprint(token), "assessment_id": assessment_id, "person_id": self.who.id,
            "what": asdict(download), "expires_at": now + timedelta(seconds=SECONDS),
        }  # fmt: skip
        with reached(), writing(self.engine).begin() as connection:
            name_person(connection, self.who)
            connection.execute(delete(DOWNLOAD_LINKS).where(DOWNLOAD_LINKS.c.expires_at <= now))
            connection.execute(insert(DOWNLOAD_LINKS), link)
        return token

    def use_link(self, token: str) -> tuple[str, Download]:
        """The assessment and what of it a link is for; the link is used up, and the trail says what was taken out.

        :raises NotFound: the link is of someone else, used, expired or never was; or access has ended since.
        """
        # One statement, so that of two who come at the same moment only one gets it.
        used = (
            delete(DOWNLOAD_LINKS)
            .where(
                DOWNLOAD_LINKS.c.token_hash == fingerprint(token),
                DOWNLOAD_LINKS.c.person_id == self.who.id,
                DOWNLOAD_LINKS.c.expires_at > datetime.now(UTC),
            )
            .returning(DOWNLOAD_LINKS.c.assessment_id, DOWNLOAD_LINKS.c.what)
        )
        with reached(), writing(self.engine).begin() as connection:
            name_person(connection, self.who)
            link = connection.execute(used).one_or_none()
        if link is None:
            raise NotFound
        download = Download(**link.what)
        if download.kind in _WITHOUT_ASSESSMENT:
            return "", download
        with self._writing(download.action, assessment=link.assessment_id) as entered:
            detail = {name: id_ for name in ("file", "workshop") if (id_ := getattr(download, name))}
            entered.note("exported", assessment=link.assessment_id, what=download.kind, **detail)
        return link.assessment_id, download
