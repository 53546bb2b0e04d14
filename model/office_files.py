"""What a Word or Excel file says of itself, read from an archive that may be made to harm."""

import io
import re
import struct
import zipfile
import zlib
from typing import Never

from model.errors import Mistake
from model.reading import refuse

# An honest file of 10 MB stays far below these.
MAXIMUM_ENTRIES = 5_000
MAXIMUM_DIRECTORY_BYTES = 1_000_000
MAXIMUM_UNPACKED_BYTES = 200_000_000
MAXIMUM_TYPES_BYTES = 1_000_000
_END = struct.Struct("<4s4H2LH")
_LARGE_END = b"PK\x06\x07"  # of archives over 4 GB
_TYPES = "[Content_Types].xml"
_TYPE = re.compile(r"""\bContentType\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_IS_ENCRYPTED = 0x1
# What the standard library raises on an archive that is not one.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, RuntimeError, EOFError)


def main_types_of(content: bytes, name: str) -> set[str]:
    """The types of content that the file lists of its parts; no part is kept unpacked.

    :raises BadInput: it is not whole, holds a password or macros, or would unpack to more than any honest file.
    """
    if not _has_honest_end(content):
        _refuse_broken(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist(), name)
            types = _types_in(archive)
            if types is not None and archive.testzip() is not None:
                _refuse_broken(name)
    except _BROKEN:
        _refuse_broken(name)
    if types is None:
        refuse(
            Mistake("{file}: this is an archive (ZIP) and no Word or Excel file. Add its files one by one.", file=name)
        )
    if any("macro" in type_.lower() or "vbaproject" in type_.lower() for type_ in types):
        _refuse_macros(name)
    return types


def _has_honest_end(content: bytes) -> bool:
    """Whether the directory ends where the file does and begins right after the parts, with a size that can be read.

    Looked at before the standard library does, which would make an object of each of 200,000 entries.
    """
    at = content.rfind(b"PK\x05\x06", -(_END.size + 0xFFFF))
    if at < 0 or at + _END.size > len(content):
        return False
    _, disk, first_disk, here, entries, size, begin, comment = _END.unpack_from(content, at)
    return (
        (disk, first_disk, here) == (0, 0, entries)
        and begin + size == at
        and at + _END.size + comment == len(content)
        and size <= MAXIMUM_DIRECTORY_BYTES
        and content[at - 20 : at - 16] != _LARGE_END
    )


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        refuse(Mistake("{file}: this file has a password. Save it without one.", file=name))
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAXIMUM_ENTRIES or unpacked > MAXIMUM_UNPACKED_BYTES:
        text = "{file}: this file unpacks to far more than a document holds. Save it again, with less in it."
        refuse(Mistake(text, file=name))
    # Programs differ in which of two parts with one name they read, and so in what the file is.
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        _refuse_broken(name)
    if any(entry.filename.casefold().endswith("vbaproject.bin") for entry in entries):
        _refuse_macros(name)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        _refuse_broken(name)


def _types_in(archive: zipfile.ZipFile) -> set[str] | None:
    """None for an archive that lists no types.

    :raises ValueError: the list is no plain XML: what it says might be hidden in another encoding or in entities.
    """
    if _TYPES not in archive.namelist():
        return None
    with archive.open(_TYPES) as part:
        listed = part.read(MAXIMUM_TYPES_BYTES + 1)
    text = listed.decode("utf-8-sig")
    if len(listed) > MAXIMUM_TYPES_BYTES or "\0" in text or "<!" in text or "&#" in text:
        raise ValueError("the list of types is not plain")
    return {double or single for double, single in _TYPE.findall(text)}


def _refuse_broken(name: str) -> Never:
    text = "{file}: this Word or Excel file is not whole. Open it in Word or Excel, save it again and try that."
    refuse(Mistake(text, file=name))


def _refuse_macros(name: str) -> Never:
    text = "{file}: this file holds macros, which can do harm. Save it as DOCX or XLSX, without macros."
    refuse(Mistake(text, file=name))
