"""Word and Excel files that are made to harm."""

import io
import struct
import zipfile
from itertools import count

import pytest

from model.errors import BadInput
from model.file_kinds import kind_of
from model.office_files import MAXIMUM_ENTRIES, MAXIMUM_UNPACKED_BYTES
from tests.evidence_files import EXCEL, WORD, archive, docx, listed, xlsx

BROKEN = "this Word or Excel file is not whole. Open it in Word or Excel, save it again and try that."
MACROS = "this file holds macros, which can do harm. Save it as DOCX or XLSX, without macros."
TOO_MUCH = "this file unpacks to far more than a document holds. Save it again, with less in it."


def refusal(content, name="brief.docx"):
    """The one sentence with which a file is refused."""
    with pytest.raises(BadInput) as caught:
        kind_of(content, name)
    [mistake] = caught.value.mistakes
    return str(mistake).removeprefix(f"{name}: ")


def with_end(content, **changed):
    """The archive with other numbers in its last record."""
    names = ("disk", "first_disk", "here", "entries", "size", "begin", "comment")
    at = content.rindex(b"PK\x05\x06")
    values = dict(zip(names, struct.unpack_from("<4H2LH", content, at + 4), strict=True)) | changed
    return content[: at + 4] + struct.pack("<4H2LH", *values.values()) + content[at + 22 :]


def with_large_end(content):
    """The archive with the records of one over 4 GB, which tell where the directory is in the place of the last one."""
    at = content.rindex(b"PK\x05\x06")
    size, begin = struct.unpack_from("<2L", content, at + 12)
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, size, begin)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return with_end(content[:at] + large + where + content[at:], size=size + len(large + where))


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/vbaProject.bin": b"\0"}),
        docx(**{"word/VBAPROJECT.BIN": b"\0"}),
        docx(types=["application/vnd.ms-word.document.macroEnabled.main+xml"]),
        docx(types=[WORD, "application/vnd.ms-office.vbaProject"]),
        docx(types=[EXCEL, "application/vnd.ms-excel.macrosheet+xml"]),
        archive({"[Content_Types].xml": f"<Types><Override ContentType = '{WORD}MACRO'/></Types>"}),
    ],
    ids=count(),
)
def test_macros_are_refused(content):
    """By the name of their part, and under any other name by their type."""
    assert refusal(content) == MACROS


@pytest.mark.parametrize(
    "types",
    [
        listed(WORD, "application/vnd.ms-office.vba&#80;roject"),
        f"<!DOCTYPE Types [<!ENTITY x 'vbaProject'>]>{listed(WORD, '&x;')}",
        listed(WORD).encode("utf-16"),
        listed(WORD).encode() + b"\0",
        listed(WORD) + " " * 1_000_001,
        b"\xff\xfe\xff",
    ],
    ids=count(),
)
def test_types_that_hide_what_they_say_are_refused(types):
    """In entities, another encoding or too much of it."""
    assert refusal(archive({"[Content_Types].xml": types})) == BROKEN


def test_a_bomb_is_refused_unopened():
    """By the sizes it declares, and by how many parts it has."""
    zeros = b"\0" * (MAXIMUM_UNPACKED_BYTES // 4 + 1)
    many = {f"part{at}": b"" for at in range(MAXIMUM_ENTRIES)}

    assert refusal(docx(**{f"word/{at}.xml": zeros for at in range(4)})) == TOO_MUCH
    assert refusal(docx(**many)) == TOO_MUCH


def test_a_directory_too_large_to_read_is_refused_before_it_is_read(monkeypatch):
    """Names of a kilobyte each fill a directory with few parts."""
    long = docx(**{"x" * 30_000 + str(at): b"" for at in range(40)})
    monkeypatch.setattr(zipfile, "ZipFile", None)

    assert refusal(long) == BROKEN


def test_parts_that_share_their_bytes_are_refused():
    """The other way to make little unpack to much: the directory names one part many times."""
    content = docx(**{"word/a.xml": b"\0" * 100_000})
    at = content.rindex(b"PK\x05\x06")
    directory = content[content.index(b"PK\x01\x02") : at]
    entry = directory[directory.rindex(b"PK\x01\x02") :]
    copies = b"".join(entry.replace(b"word/a.xml", f"word/{letter}.xml".encode()) for letter in "bcdef")
    spoiled = content[:at] + copies + content[at:]

    assert refusal(with_end(spoiled, here=8, entries=8, size=len(directory + copies))) == BROKEN


def test_an_archive_with_a_password_is_refused():
    """Its flag stands in the directory."""
    content = bytearray(docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(content)) == "this file has a password. Save it without one."


def test_an_archive_of_something_else_is_refused():
    """With what to do instead."""
    assert refusal(archive({"bewijs.pdf": b"%PDF-"}, compression=zipfile.ZIP_DEFLATED)) == (
        "this is an archive (ZIP) and no Word or Excel file. Add its files one by one."
    )


@pytest.mark.parametrize(
    "content",
    [
        docx()[:-1],
        docx()[:200],
        xlsx() + b"x",
        with_end(docx(), begin=0),
        with_end(docx(), here=1),
        with_end(docx(), disk=1),
        with_end(docx(), here=9, entries=9, size=9),
        archive({"[Content_Types].xml": listed(WORD), "WORD/A": b"", "word/a": b""}),
        archive({"[Content_Types].xml": listed(WORD)}, compression=zipfile.ZIP_LZMA),
        b"PK\x03\x04" + b"\0" * 100 + docx(),
        with_large_end(docx()),
    ],
    ids=count(),
)
def test_an_archive_that_programs_read_differently_is_refused(content):
    """Cut off, with something behind, with numbers that don't agree, with one name twice, packed unusually."""
    assert refusal(content) == BROKEN


def test_a_part_that_was_changed_is_refused():
    """Its sum tells."""
    content = archive({"[Content_Types].xml": listed(WORD), "word/a": b"abcdef"}, compression=zipfile.ZIP_STORED)

    assert refusal(content.replace(b"abcdef", b"abcdeg")) == BROKEN


def test_a_comment_at_the_end_is_let_be():
    """Some programs leave one."""
    written = io.BytesIO(docx())
    with zipfile.ZipFile(written, "a") as made:
        made.comment = b"written by hand"

    assert kind_of(written.getvalue(), "brief.docx").id == "docx"
