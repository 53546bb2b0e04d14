"""A workbook (XLSX) from anyone to its tables, by their hidden keys: looked through first, then opened by openpyxl."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from model.errors import BadInput, Mistake
from model.reading import MAXIMUM_BYTES, refuse
from reports.keyed_sheets import FIRST_ROW, MARKER, read_text
from reports.workbook_rows import CellValue, Formula, Row

MAXIMUM_PARTS = 1_000
MAXIMUM_UNPACKED_BYTES = 50_000_000  # a full questionnaire with long notes unpacks to less than a fifth of this
MAXIMUM_TAGS = 300_000  # fifty pieces of evidence for every question stay below a quarter; openpyxl takes 0.1 ms each
MAXIMUM_SHEETS = 30  # openpyxl goes through each of them, also when all point to the same part
MAXIMUM_ROWS, MAXIMUM_COLUMNS = 20_000, 100  # LibreOffice puts an empty row at 1,048,576

# What must be there to read a sheet. Without all of these, answers would be lost without a word.
GROUNDS = ("not_applicable", "note", "evidence", "assurance")
NEEDED = {
    "lists": ("list", "value", "label"),
    "profile": ("value",),
    "answers": ("level", "unknown", "target", *GROUNDS),
    "norms": ("check", *GROUNDS, "by", "on", "in_bulk"),
    "evidence": ("evidence",),
    "plan": ("do", "effort_days", "owner", "start", "status", "dropped", "as_written"),
}


def read_tables(content: bytes, name: str) -> dict[str, list[Row]]:
    """The rows of every sheet that can be read back, by its marker.

    :raises BadInput: too large, no workbook, locked, or damaged; a sheet stands there twice, lacks a column or is gone.
    """
    try:
        checked = _checked(content, name)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError):
        refuse(Mistake("{file}: this is no workbook (.xlsx), or it is damaged.", file=name))
    try:
        with closing(load_workbook(checked, read_only=True, keep_links=False)) as book:
            tables = _tables(book, name)
    except BadInput:
        raise
    except Exception:  # noqa: BLE001  # openpyxl has no exception of its own for a damaged file: nearly any may come
        refuse(Mistake("{file}: this workbook can't be read. Open it, save it as .xlsx and try again.", file=name))
    if not {"lists", "profile", "answers"} <= tables.keys():
        text = "{file}: this is no workbook of Peilstok, or a sheet of it is missing. Use the file that Peilstok made."
        refuse(Mistake(text, file=name))
    return tables


def _checked(content: bytes, name: str) -> io.BytesIO:
    """The XML of a workbook packed again, so that openpyxl meets nothing that was not looked at here."""
    if len(content) > MAXIMUM_BYTES:
        text = "{file}: the file is larger than {most} MB, which is the most that can be read."
        refuse(Mistake(text, file=name, most=MAXIMUM_BYTES // 1_000_000))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        text = "{file}: this is an old workbook (.xls) or it is locked with a password. Save it as .xlsx without one."
        refuse(Mistake(text, file=name))
    tags = sheets = 0
    checked = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(checked, "w") as target:
        infos = source.infolist()
        is_large = len(infos) > MAXIMUM_PARTS or sum(info.file_size for info in infos) > MAXIMUM_UNPACKED_BYTES
        for info in () if is_large else infos:
            if not info.filename.endswith((".xml", ".rels")):
                continue
            part = _unpacked(source, info)
            if not _is_plain_xml(part):
                text = "{file}: this workbook holds instructions that Peilstok does not follow (DTD)."
                refuse(Mistake(text, file=name))
            tags += part.count(b"<")
            sheets += len(re.findall(rb"<(?:[^\s<>]*:)?sheet\s", part))
            if not info.filename.startswith("docProps/"):  # who made it, and when, is not read
                target.writestr(info.filename, part)
    if is_large or tags > MAXIMUM_TAGS or sheets > MAXIMUM_SHEETS:
        refuse(Mistake("{file}: unpacked, this workbook is too large to be a questionnaire.", file=name))
    return checked


def _unpacked(source: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The part; where its size is not what the file claims, no more than that is unpacked and zipfile raises."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile  # the other ways can't be unpacked piece after piece
    with source.open(info) as part:
        return part.read(info.file_size)


def _is_plain_xml(part: bytes) -> bool:
    """Whether this is UTF-8 without document type, so that no entity can unfold or fetch anything."""
    encoding = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", part.removeprefix(b"\xef\xbb\xbf"))
    in_utf_8 = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii")
    return in_utf_8 and b"\x00" not in part and b"<!DOCTYPE" not in part


def _tables(book: Workbook, name: str) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(max_row=MAXIMUM_ROWS, max_col=MAXIMUM_COLUMNS)
        marker, *keys = [_value(cell) for cell in next(rows, (EMPTY_CELL,))]
        marker = str(marker).removeprefix(MARKER)
        if marker not in NEEDED:
            continue
        if marker in tables:
            refuse(Mistake("{file}: sheet {sheet} stands here twice. Remove the copy.", file=name, sheet=sheet.title))
        columns = {key: column for column, key in enumerate(keys, 2) if isinstance(key, str)}
        missing = [key for key in NEEDED[marker] if key not in columns]
        if missing:
            text = (
                "{file}, sheet {sheet}: the hidden row 1 lacks {key}. Was a column removed?"
                " Use the file that Peilstok made."
            )
            refuse(Mistake(text, file=name, sheet=sheet.title, key=missing[0]))
        tables[marker] = list(_rows(sheet.title, islice(rows, FIRST_ROW - 2, None), columns))
    return tables


def _rows(title: str, rows: Iterable[tuple[Any, ...]], columns: Mapping[str, int]) -> Iterator[Row]:
    for number, row in enumerate(rows, FIRST_ROW):
        key = _value(row[0])
        values = {column: _value(row[place - 1]) for column, place in columns.items()}
        cells = {column: value for column, value in values.items() if value is not None}
        if cells or key is not None:
            yield Row(title, number, key if isinstance(key, str) else "", cells, columns)


def _value(cell: Any) -> CellValue | None:
    """What stands in a cell; None when nothing does. An empty text is something."""
    value: CellValue | None = cell.value
    if cell.data_type in ("f", "e"):
        return Formula(str(getattr(value, "text", value)))
    if cell.data_type == "inlineStr":
        return ""  # openpyxl leaves this type to a cell with an empty text, and makes "s" of the others
    if isinstance(value, str):
        return read_text(value)
    if cell.data_type == "n" and isinstance(value, int | float):
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return value
