"""Where the content of files is kept: in the database, or in an object store that speaks S3.

A row of `files` names its content by a random id and keeps the SHA-256, so that what comes back is what was put there.
In the database both are written in one transaction. With an object store they can't be, so the object is written before
the row and removed after it: what goes wrong between the two leaves an object too many, and never a file too few.
Content that was added before an object store was chosen stays in the database and is read from there.
"""

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection, delete, insert, select

import settings
from model.errors import Mistake
from model.reading import refuse
from storage.stored import Unavailable
from storage.tables import ASSESSMENTS, BLOBS, FILES

_ENCRYPTIONS = ("AES256", "aws:kms")


class FilesUnavailable(Unavailable):
    """The object store can't be reached or refuses us now; what was asked can be asked again later."""

    mistake = Mistake("The files can't be reached now. Nothing is lost: try again in a few minutes.")

    def __init__(self) -> None:
        super().__init__()
        self.args = (str(self.mistake),)


class FileDamaged(Exception):
    """The content of a file is gone, or is not what was put there."""

    mistake = Mistake(
        "This file is no longer as it was added. Tell who looks after Peilstok: a backup may still hold it."
    )

    def __init__(self) -> None:
        super().__init__(str(self.mistake))


class Blobs(Protocol):
    """A place for content, each under its own key.

    :raises Unavailable: from every function, when the place can't be reached now.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keeps the content; when this returns, it is there."""

    def get(self, key: str) -> bytes | None:
        """The content, or None where there is none of this key."""

    def delete(self, key: str) -> None:
        """Removes the content, also where there is none."""


class DatabaseBlobs:
    """Content in the database, in the transaction of this connection; the row of `files` is written before it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def put(self, key: str, content: bytes) -> None:
        """As `Blobs` says; it is there when the transaction is done."""
        self.connection.execute(insert(BLOBS).values(key=key, content=content))

    def get(self, key: str) -> bytes | None:
        """As `Blobs` says."""
        content = self.connection.execute(select(BLOBS.c.content).where(BLOBS.c.key == key)).scalar_one_or_none()
        return None if content is None else bytes(content)

    def delete(self, key: str) -> None:
        """As `Blobs` says; it also goes by itself when its row of `files` does."""
        self.connection.execute(delete(BLOBS).where(BLOBS.c.key == key))


class ObjectStore:
    """Content in a bucket. Who may is in the usual AWS_… variables of the environment, or in the machine's own role."""

    def __init__(self, bucket: str, **configuration: Any) -> None:
        # Imported here, as most installations keep everything in the database.
        from obstore.exceptions import BaseError
        from obstore.store import S3Store

        self._failed = (BaseError, OSError)
        self._store = S3Store(
            bucket,
            # Someone waits for the page meanwhile.
            client_options={
                "connect_timeout": timedelta(seconds=3),
                "timeout": timedelta(seconds=20),
                "allow_http": configuration.get("endpoint", "").startswith("http://"),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
            **configuration,
        )

    def put(self, key: str, content: bytes) -> None:
        """As `Blobs` says; in one request, whose signature covers the content."""
        with self._reached():
            self._store.put(key, content, use_multipart=False)

    def get(self, key: str) -> bytes | None:
        """As `Blobs` says."""
        with self._reached():
            try:
                return bytes(self._store.get(key).bytes())
            except FileNotFoundError:
                return None

    def delete(self, key: str) -> None:
        """As `Blobs` says."""
        with self._reached():
            self._store.delete(key)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except self._failed as error:
            raise FilesUnavailable from error


@functools.cache
def object_store(url: str) -> ObjectStore | None:
    """The object store of this process at this address; None without address: then files are kept in the database.

    `s3://bucket/folder?endpoint=https://…&region=…&encryption=AES256` (or `aws:kms`, with `kms_key=…`); only the bucket
    is needed.

    :raises BadInput: the address says something else.
    """
    if not url:
        return None
    address = urlsplit(url)
    given = dict(parse_qsl(address.query, keep_blank_values=True))
    endpoint, region, encryption, key = (
        given.pop(name, "") for name in ("endpoint", "region", "encryption", "kms_key")
    )
    is_endpoint = endpoint.startswith(("https://", "http://")) or not endpoint
    if address.scheme != "s3" or not re.fullmatch(r"[a-z0-9.-]+", address.netloc) or not is_endpoint or given:
        text = (
            "PEILSTOK_FILES_URL: this is no address of an object store. Write s3://bucket?endpoint=https://…&region=…"
        )
        refuse(Mistake(text))
    if (encryption and encryption not in _ENCRYPTIONS) or (key and encryption != "aws:kms"):
        refuse(Mistake("PEILSTOK_FILES_URL: encryption is AES256, or aws:kms with a kms_key."))
    configuration = {
        "prefix": address.path.strip("/"),
        "endpoint": endpoint,
        "region": region,
        "server_side_encryption": encryption,
        "sse_kms_key_id": key,
    }
    return ObjectStore(address.netloc, **{name: value for name, value in configuration.items() if value})


@contextmanager
def put_first(blobs: Blobs, key: str, content: bytes) -> Iterator[None]:
    """Content that is there while its row is written, in a transaction within; taken back when the row is not.

    :raises Unavailable: it can't be put there; then nothing was written.
    """
    blobs.put(key, content)
    try:
        yield
    except Unavailable:
        raise  # the row may have been written: rather an object too many
    except Exception:
        with suppress(Unavailable):
            blobs.delete(key)
        raise


def remove_objects(keys: Iterable[str]) -> None:
    """Removes content from the object store, after the commit that removed its rows; where there is none: nothing.

    What can't be removed now stays as an object that no row names: who removes a file is not told that it failed.
    """
    store = configured_store()
    if store is not None:
        with suppress(Unavailable):
            for key in keys:
                store.delete(key)


def files_of(connection: Connection, organisation_id: str) -> list[str]:
    """The ids of all files of an organisation, which are the keys of their content."""
    query = select(FILES.c.id).join(ASSESSMENTS).where(ASSESSMENTS.c.organisation_id == organisation_id)
    return list(connection.execute(query).scalars())


def configured_store() -> ObjectStore | None:
    """The object store of this installation; None where files are kept in the database."""
    return object_store(settings.read_settings().files_url)


def sha256(content: bytes) -> str:
    """What a row of `files` keeps of its content."""
    return hashlib.sha256(content).hexdigest()


def whole(content: bytes | None, digest: str) -> bytes:
    """The content, which has this SHA-256.

    :raises FileDamaged: it is gone, or is not what was put there.
    """
    if content is None or sha256(content) != digest:
        raise FileDamaged
    return content


def read_whole(key: str, digest: str, *places: Blobs) -> bytes:
    """The content under this key in the first of these places that has it, as it was put there.

    :raises FileDamaged: none has it, or it is not what was put there.
    :raises Unavailable: a place can't be reached now.
    """
    return whole(next((found for place in places if (found := place.get(key)) is not None), None), digest)
