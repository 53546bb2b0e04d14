"""Files that serve as evidence under an answer: added, listed, read and removed; their content is a blob."""

import itertools
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy import Connection, RowMapping, delete, func, insert, select

from auth.permissions import Action
from model.answers import UNANSWERED
from model.errors import Mistake
from model.file_kinds import kind_of
from model.file_names import safe_name
from model.reading import natural, refuse
from storage.access import Access, Entered
from storage.answers import answers_in, give_in
from storage.blobs import (
    DatabaseBlobs,
    FileDamaged,
    configured_store,
    put_first,
    read_whole,
    remove_objects,
    sha256,
    whole,
)
from storage.stored import NotFound, utc
from storage.tables import ASSESSMENTS, FILES, PEOPLE

FILES_AN_ANSWER = 20
# Of one organisation, over all its assessments.
MAXIMUM_TOTAL = 500_000_000
_ALL = select(FILES, PEOPLE.c.name.label("author")).outerjoin(PEOPLE, PEOPLE.c.id == FILES.c.by)


@dataclass(frozen=True)
class File:
    """What is known of a file; `author` is the name of who added it, or None when nobody signs in or they are gone."""

    id: str
    item: str
    name: str
    kind: str
    size: int
    sha256: str
    author: str | None
    at: datetime


class Files(Access):
    """What is asked of evidence files."""

    def add_file(self, assessment_id: str, item: str, name: str, content: bytes) -> File:
        """Keeps a file as evidence under an answer, which then counts as evidenced.

        :raises BadInput: no file of these kinds, too large, or too many files.
        :raises NotFound: there is no such assessment for who asks.
        :raises Unavailable: the database or the object store can't be reached; then nothing is kept.
        """
        kind, id_, store = kind_of(content, name), str(uuid.uuid4()), configured_store()
        row = {
            "id": id_, "assessment_id": assessment_id, "item": item, "name": safe_name(name), "kind": kind.id,
            "size": len(content), "sha256": sha256(content), "by": self.who.id, "at": datetime.now(UTC),
        }  # fmt: skip
        placed: AbstractContextManager[None] = nullcontext()
        if store is not None:
            # Who may not add a file, or no more, sends nothing to the store; and no write waits for the store.
            with self._reading("answer", assessment=assessment_id) as entered:
                _refuse_too_many(entered, assessment_id, item, name, len(content))
            placed = put_first(store, id_, content)
        with placed, self._writing("answer", assessment=assessment_id) as entered:
            _refuse_too_many(entered, assessment_id, item, name, len(content))
            entered.connection.execute(insert(FILES), row)
            entered.record("file_added", FILES, row)
            if store is None:
                DatabaseBlobs(entered.connection).put(id_, content)
            self._judge_again(entered, assessment_id, item)
            return _file(_row(entered.connection, assessment_id, id_))

    def files(self, assessment_id: str) -> dict[str, tuple[File, ...]]:
        """The files of an assessment by criterion or norm, each in the order in which they were added.

        :raises NotFound: there is no such assessment for who asks.
        """
        with self._reading("read", assessment=assessment_id) as entered:
            return files_in(entered.connection, assessment_id)

    def file(self, assessment_id: str, file_id: str, action: Action = "read") -> tuple[File, bytes]:
        """A file and its content, as it was added.

        :raises NotFound: there is no such file of this assessment for who asks.
        :raises FileDamaged: its content is gone, or not what was added.
        :raises Unavailable: the database or the object store can't be reached.
        """
        with self._reading(action, assessment=assessment_id) as entered:
            file = _file(_row(entered.connection, assessment_id, file_id))
            content = DatabaseBlobs(entered.connection).get(file_id)
        store = configured_store()
        if content is None and store is not None:  # outside the transaction: nobody waits for the store with us
            content = store.get(file_id)
        return file, whole(content, file.sha256)

    def remove_file(self, assessment_id: str, file_id: str) -> None:
        """Removes a file; an answer that has no evidence left counts as stated.

        :raises NotFound: there is no such file of this assessment for who asks.
        """
        with self._writing("answer", assessment=assessment_id) as entered:
            row = _row(entered.connection, assessment_id, file_id)
            entered.connection.execute(delete(FILES).where(FILES.c.id == file_id))
            entered.record("file_removed", FILES, {"id": file_id}, gone=True)
            self._judge_again(entered, assessment_id, row["item"])
        remove_objects([file_id])

    def write_evidence(self, assessment_id: str, put: Callable[[str, bytes], object]) -> None:
        """Hands over every file of an assessment with its path in an export, one at a time, all as of one moment.

        :raises NotFound: there is no such assessment for who asks.
        :raises Unavailable: the database or the object store can't be reached.
        """
        with self._reading("export", assessment=assessment_id) as entered:
            for path, content in evidence_in(entered.connection, assessment_id):
                put(path, content)

    def _judge_again(self, entered: Entered, assessment_id: str, item: str) -> None:
        """A level with evidence counts as evidenced, without as stated; what a reviewer said stays."""
        answer = answers_in(entered.connection, assessment_id).get(item, UNANSWERED)
        has_files = item in files_in(entered.connection, assessment_id)
        assurance = "evidenced" if has_files or answer.evidence else "stated"
        if answer.assurance not in ("reviewed", assurance):
            give_in(entered, self.who, assessment_id, item, {"assurance": assurance})


def files_in(connection: Connection, assessment_id: str) -> dict[str, tuple[File, ...]]:
    """The files of an assessment in this transaction, by criterion or norm."""
    query = _ALL.where(FILES.c.assessment_id == assessment_id).order_by(FILES.c.at, FILES.c.id)
    found: dict[str, tuple[File, ...]] = {}
    for row in connection.execute(query).mappings():
        found[row["item"]] = (*found.get(row["item"], ()), _file(row))
    return found


def content_in(connection: Connection, file_id: str, digest: str) -> bytes:
    """The content of a file with this SHA-256, from the database or else from the object store.

    :raises FileDamaged: it is gone, or not what was added.
    :raises Unavailable: the object store can't be reached.
    """
    store = configured_store()
    return read_whole(file_id, digest, DatabaseBlobs(connection), *([store] if store else []))


def evidence_in(connection: Connection, assessment_id: str) -> Iterator[tuple[str, bytes]]:
    """The path of every file in an export and its content, one at a time; at the end the list of them, as JSON.

    A file that is no longer as it was added stands in the list without a path.

    :raises Unavailable: the object store can't be reached.
    """
    listed = []
    for item, files in sorted(files_in(connection, assessment_id).items(), key=lambda of_item: natural(of_item[0])):
        for file, name in zip(files, _different([file.name for file in files]), strict=True):
            about = {"item": item, "name": file.name, "sha256": file.sha256, "size": file.size}
            about |= {"added_by": file.author, "added_at": file.at.isoformat(timespec="seconds")}
            path = f"evidence/{safe_name(item)}/{name}"
            try:
                yield path, content_in(connection, file.id, file.sha256)
            except FileDamaged:
                listed.append(about)
            else:
                listed.append({"path": path, **about})
    if listed:
        yield "evidence/files.json", (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()


def _different(names: list[str]) -> Iterator[str]:
    """The names, those that are there before with a number: systems that see no capitals would keep only one."""
    seen: set[str] = set()
    for name in names:
        path, unique = PurePath(name), name
        numbers = itertools.count(2)
        while unique.casefold() in seen:
            unique = f"{path.stem} ({next(numbers)}){path.suffix}"
        seen.add(unique.casefold())
        yield unique


def _refuse_too_many(entered: Entered, assessment_id: str, item: str, name: str, size: int) -> None:
    connection = entered.connection
    of_answer = select(func.count()).where(FILES.c.assessment_id == assessment_id, FILES.c.item == item)
    if connection.execute(of_answer).scalar_one() >= FILES_AN_ANSWER:
        text = "{file}: this answer has {most} files already. Remove one first, or put several in one PDF."
        refuse(Mistake(text, file=name, most=FILES_AN_ANSWER))
    of_organisation = (
        select(func.coalesce(func.sum(FILES.c.size), 0))
        .join(ASSESSMENTS, ASSESSMENTS.c.id == FILES.c.assessment_id)
        .where(ASSESSMENTS.c.organisation_id == entered.organisation_id)
    )
    if connection.execute(of_organisation).scalar_one() + size > MAXIMUM_TOTAL:
        text = "{file}: the files of your organisation would be larger than {most} MB together. Remove some first."
        refuse(Mistake(text, file=name, most=MAXIMUM_TOTAL // 1_000_000))


def _row(connection: Connection, assessment_id: str, file_id: str) -> RowMapping:
    query = _ALL.where(FILES.c.assessment_id == assessment_id, FILES.c.id == file_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound
    return row


def _file(row: RowMapping) -> File:
    return File(
        row["id"], row["item"], row["name"], row["kind"], row["size"], row["sha256"], row["author"], utc(row["at"])
    )
