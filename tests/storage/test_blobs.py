"""Content of files: the same promises from the database and from a real server that speaks S3."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, insert, select

from auth.who import TERMINAL
from model.errors import BadInput
from storage.blobs import (
    DatabaseBlobs,
    FileDamaged,
    FilesUnavailable,
    object_store,
    put_first,
    read_whole,
    sha256,
)
from storage.database import engine_for, migrate, writing
from storage.store import Store
from storage.stored import NotFound, Unavailable
from storage.tables import BLOBS, FILES

ROOT = Path(__file__).resolve().parents[2]


def add_row(connection, assessment, key):
    """A row of `files` for this content."""
    row = {"id": key, "assessment_id": assessment, "item": "a1", "name": "beleid.pdf", "kind": "pdf", "size": 7}
    connection.execute(insert(FILES).values(**row, sha256=sha256(b"content"), by="test", at=func.now()))


@pytest.fixture(params=["sqlite", "postgresql", "object store"])
def blobs(request, tmp_path, given):
    """Each place, empty; in a database within one transaction, where a row goes before the content."""
    if request.param == "object store":
        yield object_store(request.getfixturevalue("server").url())
        return
    on_sqlite = request.param == "sqlite"
    engine = engine_for(f"sqlite:///{tmp_path / 'files.db'}" if on_sqlite else request.getfixturevalue("postgresql")())
    migrate(engine)
    assessment = Store(engine, TERMINAL).add_answers_file(given({}))
    with writing(engine).begin() as connection:

        class WithRow(DatabaseBlobs):
            def put(self, key, content):
                add_row(connection, assessment, key)
                super().put(key, content)

        yield WithRow(connection)
    engine.dispose()
    engine_for.cache_clear()


def rows(url, table):
    """How many rows a table has."""
    with engine_for(url).connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("content", [b"", b"\0\xff" * 7, bytes(range(256)) * 39_062 + b"x" * 128], ids=len)
def test_content_comes_back_as_it_was_put(blobs, content):
    """Also none at all, and the largest there may be."""
    key = str(uuid4())
    blobs.put(key, content)

    assert blobs.get(key) == content
    assert read_whole(key, sha256(content), blobs) == content


def test_each_key_has_its_own_content(blobs):
    """Removing one leaves the other."""
    one, other = str(uuid4()), str(uuid4())
    blobs.put(one, b"one")
    blobs.put(other, b"other")
    blobs.delete(one)

    assert (blobs.get(one), blobs.get(other)) == (None, b"other")


def test_what_is_not_there_can_be_asked_for_and_removed(blobs):
    """Both after it was removed and when it never was."""
    key = str(uuid4())
    blobs.delete(key)

    assert blobs.get(key) is None


def test_changed_or_lost_content_is_never_handed_out(blobs):
    """The sum in the row tells; the sentence says whom to ask."""
    key = str(uuid4())
    blobs.put(key, b"as added")

    with pytest.raises(FileDamaged, match="no longer as it was added"):
        read_whole(key, sha256(b"as it was"), blobs)
    with pytest.raises(FileDamaged):
        read_whole(str(uuid4()), sha256(b"as added"), blobs)


def test_a_place_is_asked_after_the_one_before_it(blobs, server):
    """What was added before an object store was chosen is still found."""
    elsewhere = object_store(server.url())
    key, other = str(uuid4()), str(uuid4())
    blobs.put(key, b"before")
    elsewhere.put(other, b"after")

    assert read_whole(key, sha256(b"before"), blobs, elsewhere) == b"before"
    assert read_whole(other, sha256(b"after"), blobs, elsewhere) == b"after"


def test_a_row_that_is_rolled_back_takes_its_content_along(filled, url):
    """Row and content are one transaction in the database."""
    key = str(uuid4())
    with suppress(NotFound), writing(engine_for(url)).begin() as connection:
        add_row(connection, filled, key)
        DatabaseBlobs(connection).put(key, b"content")
        raise NotFound

    assert (rows(url, FILES), rows(url, BLOBS)) == (0, 0)


def test_content_goes_with_its_row(filled, url):
    """And so with its assessment and its organisation."""
    key = str(uuid4())
    with writing(engine_for(url)).begin() as connection:
        add_row(connection, filled, key)
        DatabaseBlobs(connection).put(key, b"content")
    with writing(engine_for(url)).begin() as connection:
        connection.execute(delete(FILES).where(FILES.c.id == key))

    assert rows(url, BLOBS) == 0


def test_an_object_is_there_before_its_row(server, filled, url):
    """Who is killed in between leaves an object too many, and no row without content."""
    key = str(uuid4())
    with put_first(object_store(server.url()), key, b"content"), writing(engine_for(url)).begin() as connection:
        seen = server.objects()
        add_row(connection, filled, key)

    assert seen == server.objects() == [f"evidence/{key}"]
    assert rows(url, FILES) == 1


def test_an_object_whose_row_is_refused_is_taken_back(server):
    """Who may not add a file can't fill the bucket either; and the refusal is what the caller hears."""
    with pytest.raises(NotFound), put_first(object_store(server.url()), str(uuid4()), b"content"):
        raise NotFound

    assert server.objects() == []


def test_an_object_that_can_not_be_taken_back_hides_no_refusal(server):
    """The object stays; the caller hears why the row was refused."""

    def refused():
        server.stop()
        raise NotFound

    with pytest.raises(NotFound), put_first(object_store(server.url()), str(uuid4()), b"content"):
        refused()
    server.start()

    assert len(server.objects()) == 1


def test_an_object_whose_row_may_be_there_stays(server):
    """When the database went away at the end of a transaction, nobody knows whether it was done."""
    with pytest.raises(Unavailable), put_first(object_store(server.url()), str(uuid4()), b"content"):
        raise Unavailable

    assert len(server.objects()) == 1


def test_a_store_that_is_gone_says_so_and_loses_nothing(server):
    """One sentence for each question; what was there is there again with the server."""
    blobs, key = object_store(server.url()), str(uuid4())
    blobs.put(key, b"content")
    server.stop()

    for ask in (lambda: blobs.put(str(uuid4()), b"x"), lambda: blobs.get(key), lambda: blobs.delete(key)):
        with pytest.raises(FilesUnavailable, match=r"Nothing is lost: try again in a few minutes\.$"):
            ask()
    server.start()

    assert read_whole(key, sha256(b"content"), blobs) == b"content"


def test_a_bucket_that_is_not_there_takes_nothing(server):
    """Before any row is written."""
    other = object_store(server.url(bucket="elsewhere"))

    with pytest.raises(FilesUnavailable):
        other.put(str(uuid4()), b"content")


@pytest.mark.parametrize(("more", "named"), [("", None), ("&kms_key=sleutel", "sleutel")])
def test_encryption_is_asked_of_the_server(server, more, named):
    """For every object, with the server's key or one of your own."""
    key = str(uuid4())
    object_store(server.url(f"&encryption=aws:kms{more}")).put(key, b"content")
    found = server.client.head_object(Bucket="files", Key=f"evidence/{key}")

    assert (found["ServerSideEncryption"], found.get("SSEKMSKeyId")) == ("aws:kms", named)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.nl",
        "s3://",
        "s3:///evidence",
        "s3://key:secret@files",
        "s3://files:9000",
        "s3://Bestanden!",
        "s3://files?endpoint=files.example.nl",
        "s3://files?endpoint=ftp://files.example.nl",
        "s3://files?regio=eu-central-1",
        "s3://files?secret=",
        "s3://files?encryption=rot13",
        "s3://files?kms_key=sleutel",
        "s3://files?encryption=AES256&kms_key=sleutel",
    ],
)
def test_an_address_that_is_none_is_bad_input(url):
    """One sentence, which never repeats what may be a secret."""
    with pytest.raises(BadInput, match=r"^PEILSTOK_FILES_URL: ") as caught:
        object_store(url)

    assert "secret" not in str(caught.value)
    assert "sleutel" not in str(caught.value)


def test_without_an_address_files_stay_in_the_database_and_nothing_more_is_loaded():
    """The embedded default starts as quickly as it would without object stores."""
    code = "import sys; from storage.blobs import object_store; print(object_store(''), 'obstore' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout == "None False\n"
