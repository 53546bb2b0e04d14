"""Which kind of file evidence is: judged by its content, whatever its name says.

What is refused here can't be opened by who reads it, or is not what it seems. What is taken is still a stranger's file:

* It is never shown in Peilstok, only downloaded: with `Content-Disposition: attachment`, `nosniff` and a
  Content-Security-Policy of `sandbox`, so that nothing in it runs under Peilstok's address.
* A PDF with JavaScript or an action is taken. Forms have scripts and `/OpenAction` is how most PDFs say on which page
  they open; and as both can stand compressed or spelled otherwise, a search would refuse the honest and miss the rest.
  PDF readers ask before an action leaves them.
* Word and Excel files with macros are refused: these run on the reader's computer with the reader's rights, and their
  format (DOCM, XLSM) says so in a list that can't be compressed away from us.
* Pictures are checked by their structure and not decoded: what truncates is seen, and no decoder meets hostile bytes.

Peilstok is no virus scanner; that belongs on the computers of those who read.
"""

import re
import zlib
from dataclasses import dataclass
from typing import Never

from model.errors import Mistake
from model.file_names import safe_name
from model.office_files import main_types_of
from model.reading import refuse

MAXIMUM_BYTES = 10_000_000
MAXIMUM_PIXELS = 200_000_000  # more than any camera of today; a small file can claim billions and fill a memory
_WHERE_PDF_BEGINS = 1024  # readers of PDF look this far for its beginning, and as far from the end for its end
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Within a JPEG: where coded data ends. A zero after FF is data, D0 to D7 are restarts, FF is filling.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_MOST_PARTS = 100_000


@dataclass(frozen=True)
class FileKind:
    """A kind of file that Peilstok takes: how it is stored, called, sent and ended."""

    id: str
    title: str
    mime: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind("pdf", "PDF", "application/pdf", (".pdf",))
PNG = FileKind("png", "PNG", "image/png", (".png",))
JPEG = FileKind("jpeg", "JPEG", "image/jpeg", (".jpg", ".jpeg"))
DOCX = FileKind("docx", "DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx",))
XLSX = FileKind("xlsx", "XLSX", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",))
KINDS = {kind.id: kind for kind in (PDF, PNG, JPEG, DOCX, XLSX)}


def kind_of(content: bytes, name: str) -> FileKind:
    """The kind of a whole file.

    :raises BadInput: it is empty, too large, not whole, of two kinds at once, of none of these kinds, or its name ends
        otherwise than its content says.
    """
    if not content:
        refuse(Mistake("{file}: this file is empty.", file=name))
    if len(content) > MAXIMUM_BYTES:
        text = "{file}: the file is larger than {most} MB, which is the most that can be read."
        refuse(Mistake(text, file=name, most=MAXIMUM_BYTES // 1_000_000))
    kind = _by_content(content, name)
    if not safe_name(name).casefold().endswith(kind.endings):
        text = "{file}: this is a {kind} file. Give it a name that ends in {ending}, or choose the file that you meant."
        refuse(Mistake(text, file=name, kind=kind.title, ending=kind.endings[0]))
    return kind


def _by_content(content: bytes, name: str) -> FileKind:
    if content.startswith(_ZIP):
        kind = _office_kind(content, name)
    elif content.startswith(b"%PDF-"):
        kind = PDF
        _check(_is_whole_pdf(content), kind, name)
    elif content.startswith(_PNG):
        kind = PNG
        _check(_is_whole_png(content), kind, name)
    elif content.startswith(_JPEG):
        kind = JPEG
        _check(_is_whole_jpeg(content), kind, name)
    elif content.startswith(_OLD_OFFICE):
        text = (
            "{file}: this is an older Word or Excel file, or one with a password."
            " Save it as DOCX or XLSX without a password."
        )
        refuse(Mistake(text, file=name))
    else:
        _refuse_unknown(name)
    if kind is not PDF and b"%PDF-" in content[:_WHERE_PDF_BEGINS]:
        _refuse_two(name)
    if not content.startswith(_ZIP) and _ends_as_zip(content):
        _refuse_two(name)
    return kind


def _office_kind(content: bytes, name: str) -> FileKind:
    types = main_types_of(content, name)
    found = [kind for kind in (DOCX, XLSX) if f"{kind.mime}.main+xml" in types]
    if len(found) > 1:
        _refuse_two(name)
    if not found:
        _refuse_unknown(name)
    return found[0]


def _check(is_whole: bool, kind: FileKind, name: str) -> None:  # noqa: FBT001  the question is in its name
    if not is_whole:
        text = (
            "{file}: this {kind} file is not whole, or holds more than it should. Open it, save it again and try that."
        )
        refuse(Mistake(text, file=name, kind=kind.title))


def _refuse_two(name: str) -> Never:
    refuse(Mistake("{file}: this file is two kinds of file at once. Save it again as one of them.", file=name))


def _refuse_unknown(name: str) -> Never:
    text = "{file}: by its content this is no PDF, PNG, JPEG, Word (DOCX) or Excel (XLSX) file."
    refuse(Mistake(text, file=name))


def _is_whole_pdf(content: bytes) -> bool:
    end = content[-_WHERE_PDF_BEGINS:]
    return bool(re.match(rb"%PDF-[12]\.[0-9]", content)) and b"%%EOF" in end and b"startxref" in end


def _is_whole_png(content: bytes) -> bool:
    """Every chunk as long as it says and with its own sum, from IHDR to IEND, and nothing after that."""
    at, parts = len(_PNG), 0
    seen_data = False
    while at + 12 <= len(content) and parts < _MOST_PARTS:
        length, label = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if (label == b"IHDR") != (parts == 0):
            return False
        if zlib.crc32(memoryview(content)[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            return False
        if label == b"IHDR" and not _is_picture_size(content[at + 8 : at + 12], content[at + 12 : at + 16]):
            return False
        seen_data = seen_data or label == b"IDAT"
        if label == b"IEND":
            return seen_data and end == len(content)
        at, parts = end, parts + 1
    return False


def _is_whole_jpeg(content: bytes) -> bool:
    """Every segment as long as it says, with a frame and coded data, up to the end mark.

    What follows the end mark is let be: telephones add a moving picture there.
    """
    at, seen_frame, seen_data = 2, False, False
    for _ in range(_MOST_PARTS):
        marker = content[at + 1] if content[at : at + 1] == b"\xff" and at + 1 < len(content) else None
        if marker is None:
            return False
        if marker == 0xD9:
            return seen_frame and seen_data
        if marker == 0xFF:  # filling before a marker
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if at + 2 + length > len(content):
            return False
        if marker in _JPEG_FRAMES:
            seen_frame = _is_picture_size(content[at + 5 : at + 7], content[at + 7 : at + 9])
        at += 2 + length
        if marker == 0xDA:
            seen_data = True
            following = _JPEG_MARKER.search(content, at)
            if following is None:
                return False
            at = following.start()
    return False


def _is_picture_size(width: bytes, height: bytes) -> bool:
    return 0 < int.from_bytes(width, "big") * int.from_bytes(height, "big") <= MAXIMUM_PIXELS


def _ends_as_zip(content: bytes) -> bool:
    """Whether programs that unpack would take this for an archive: its end mark, with a comment up to the very end."""
    at = content.rfind(_ZIP_END)
    return at >= 0 and at + 22 + int.from_bytes(content[at + 20 : at + 22], "little") == len(content)
