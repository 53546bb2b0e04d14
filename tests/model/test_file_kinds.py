"""Evidence files: what is taken, and every reason to refuse one."""

import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import BadInput
from model.file_kinds import KINDS, MAXIMUM_BYTES, kind_of
from tests.evidence_files import EXCEL, WHOLE, WORD, archive, docx, listed, pdf, picture

PDF, PNG, JPEG, DOCX, XLSX = (WHOLE[kind][1] for kind in ("pdf", "png", "jpeg", "docx", "xlsx"))


def refusal(content, name="bewijs.pdf"):
    """The one sentence with which a file is refused."""
    with pytest.raises(BadInput) as caught:
        kind_of(content, name)
    [mistake] = caught.value.mistakes
    return str(mistake).removeprefix(f"{name}: ")


def chunk(label, data):
    """A part of a PNG with its sum."""
    return struct.pack(">I", len(data)) + label + data + struct.pack(">I", zlib.crc32(label + data))


def with_size(jpeg, size):
    """The same JPEG that says to have another size."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + size + jpeg[at + 4 :]


def short(value):
    """Content as the name of a test."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else None


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file_has_its_kind(kind):
    """Each of the five, as programs write them."""
    name, content = WHOLE[kind]

    assert kind_of(content, name) is KINDS[kind]


@pytest.mark.parametrize("name", ["FOTO.JPG", "foto.jpeg", "map/foto.JPeG", "foto\u202e.jpg", "foto.jpg \u202e"])
def test_every_ending_of_a_kind_is_good_in_any_case(name):
    """Judged is the name as it will be kept."""
    assert kind_of(JPEG, name).id == "jpeg"


def test_pictures_of_many_forms_are_whole():
    """Progressive, with restarts, with filling; with a palette; with what a telephone adds behind."""
    assert kind_of(picture("JPEG", progressive=True), "a.jpg").id == "jpeg"
    assert kind_of(picture("JPEG", restart_marker_blocks=1), "a.jpg").id == "jpeg"
    assert kind_of(JPEG[:2] + b"\xff" + JPEG[2:], "a.jpg").id == "jpeg"
    assert kind_of(JPEG + b"\x00\x00\x00\x18ftypmp42", "a.jpg").id == "jpeg"
    assert kind_of(picture("PNG", optimize=True), "a.png").id == "png"


def test_what_runs_in_a_pdf_is_taken():
    """It is only ever downloaded; refusing what can be seen of it would promise what nobody can keep."""
    active = pdf().replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", 1)

    assert b"/JavaScript" in active
    assert kind_of(active, "a.pdf").id == "pdf"


def test_an_empty_file_is_refused():
    """Before anything is read of it."""
    assert refusal(b"") == "this file is empty."


def test_ten_million_bytes_are_the_most():
    """One more is too many."""
    content = PDF[:9] + b" " * (MAXIMUM_BYTES - len(PDF)) + PDF[9:]

    assert len(content) == MAXIMUM_BYTES
    assert kind_of(content, "a.pdf").id == "pdf"
    assert refusal(content + b"\n") == "the file is larger than 10 MB, which is the most that can be read."


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03" + b"\0" * 200,
        b"#!/bin/sh\nrm -rf ~\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>%PDF-1.4 %%EOF</html>",
        b"GIF89a" + b"\0" * 50,
        b"\n" + PDF,
        b"PK",
        b"\xff",
        docx(types=[EXCEL.replace("main", "template")]),
        docx(types=["text/plain"]),
    ],
    ids=short,
)
def test_another_kind_is_refused_under_any_name(content):
    """A program, a script, a page, a template: a name makes no PDF of them."""
    assert refusal(content).startswith("by its content this is no PDF, PNG, JPEG, Word (DOCX) or Excel (XLSX) file")


@pytest.mark.parametrize(
    ("kind", "name", "ending"),
    [
        ("png", "verslag.pdf", ".png"),
        ("pdf", "verslag.docx", ".pdf"),
        ("pdf", "verslag", ".pdf"),
        ("pdf", "verslag.pdf.exe", ".pdf"),
        ("docx", "cijfers.xlsx", ".docx"),
        ("xlsx", "cijfers.xlsm", ".xlsx"),
        ("jpeg", "jpg", ".jpg"),
    ],
)
def test_a_name_that_ends_otherwise_is_told(kind, name, ending):
    """With what the file is, and how its name would end."""
    assert refusal(WHOLE[kind][1], name).startswith(
        f"this is a {kind.upper()} file. Give it a name that ends in {ending}"
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        *((PDF[:cut], "a.pdf") for cut in (8, len(PDF) // 2, -30)),
        (PDF.replace(b"%PDF-1", b"%PDF-x", 1), "a.pdf"),
        (PDF + b"\n" * 2000, "a.pdf"),
        (PDF.replace(b"startxref", b"startless"), "a.pdf"),
        (PDF.replace(b"%%EOF", b"%%EOR"), "a.pdf"),
        *((PNG[:cut], "a.png") for cut in (8, 20, len(PNG) // 2, -1)),
        (PNG + b"x", "a.png"),
        (PNG.replace(b"IHDR", b"IHDX"), "a.png"),
        (PNG[:60] + bytes([PNG[60] ^ 1]) + PNG[61:], "a.png"),
        (PNG[:8] + chunk(b"IHDR", PNG[16:29]) + chunk(b"IEND", b""), "a.png"),
        (PNG[:8] + chunk(b"IHDR", b"\xff" * 8 + PNG[24:29]) + PNG[33:], "a.png"),
        (PNG[:8] + chunk(b"IHDR", b"\0" * 8 + PNG[24:29]) + PNG[33:], "a.png"),
        (PNG[:33] + chunk(b"IHDR", PNG[16:29]) + PNG[33:], "a.png"),
        (PNG[:33] + chunk(b"tEXt", b"") * 100_001 + PNG[33:], "a.png"),
        *((JPEG[:cut], "a.jpg") for cut in (3, 4, 30, len(JPEG) // 2, -2)),
        (JPEG[:2] + b"\xff\xe1\x00\x01" + JPEG[2:], "a.jpg"),
        (b"\xff\xd8\xff\xd9", "a.jpg"),
        (JPEG[:20] + b"\x00" + JPEG[20:], "a.jpg"),
        (PDF + XLSX, "a.pdf"),
        (with_size(JPEG, b"\xff" * 4), "a.jpg"),
        (with_size(JPEG, b"\0" * 4), "a.jpg"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_001 + JPEG[2:], "a.jpg"),
    ],
    ids=short,
)
def test_a_damaged_file_is_refused(content, name):
    """Cut off, changed, stretched to billions of points, or endless in parts."""
    assert "file is not whole, or holds more than it should" in refusal(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PNG[:33] + chunk(b"tEXt", b"Comment\0" + PDF) + PNG[33:], "a.png"),
        (JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(PDF) + 2) + PDF + JPEG[2:], "a.jpg"),
        (PDF.replace(b"%%EOF", b"") + DOCX[:-2] + struct.pack("<H", 7) + b" %%EOF\n", "a.pdf"),
        (JPEG + DOCX, "a.jpg"),
        (docx(types=[WORD, EXCEL]), "a.docx"),
        (archive({"a.pdf": PDF, "[Content_Types].xml": listed(WORD)}, compression=zipfile.ZIP_STORED), "a.docx"),
    ],
    ids=short,
)
def test_a_file_of_two_kinds_is_refused(content, name):
    """A picture that readers of PDF open, a PDF or picture that unpacks, a document that is a workbook too."""
    assert refusal(content, name) == "this file is two kinds of file at once. Save it again as one of them."


def test_an_old_office_file_says_what_to_do():
    """The form of Word 97, and of any Office file with a password."""
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.docx") == (
        "this is an older Word or Excel file, or one with a password. Save it as DOCX or XLSX without a password."
    )


@given(st.sampled_from([PDF, PNG, JPEG, DOCX, XLSX]), st.binary(max_size=60), st.integers(0, 2000))
def test_whatever_is_in_a_file_there_is_a_kind_or_a_sentence(content, noise, at):
    """Nothing else is ever raised."""
    for spoiled in (content[:at] + noise + content[at:], content[:at] + noise + content[at + len(noise) :]):
        with suppress(BadInput):
            assert kind_of(spoiled, "a.pdf") is KINDS["pdf"]
