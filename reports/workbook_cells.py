"""A workbook (XLSX) to its cells, strictly: text, numbers and dates only, whatever else the file holds.

openpyxl is not used here: it runs out of memory on a merged range of all cells, opens the pictures in a file, and loses
text such as x005F_. The parts that matter are few, and the standard library reads them one piece after the other.
"""

import datetime
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from model.errors import Mistake
from model.reading import MAXIMUM_BYTES, refuse
from reports.workbook_parts import CellTarget, StringTarget, local_name

MAXIMUM_UNPACKED_BYTES = 50_000_000  # a full questionnaire with long notes unpacks to less than a fifth of this
MAXIMUM_PARTS = 1_000
MAXIMUM_TREE_BYTES = 5_000_000  # for the parts that are read as a whole: relations, styles, names of sheets


@dataclass(frozen=True)
class Formula:
    """A cell that computes something; it is never computed here."""

    text: str


CellValue: TypeAlias = str | bool | int | float | datetime.datetime | Formula
Cells: TypeAlias = Mapping[tuple[int, int], CellValue]


def read_cells(content: bytes, name: str) -> dict[str, Cells]:
    """The cells that are not empty, by row and column, of every sheet, by its title.

    :raises BadInput: too large, no workbook, locked with a password, or damaged.
    """
    if len(content) > MAXIMUM_BYTES:
        text = "{file}: the file is larger than {most} MB, which is the most that can be read."
        refuse(Mistake(text, file=name, most=MAXIMUM_BYTES // 1_000_000))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        text = "{file}: this is an old workbook (.xls) or it is locked with a password. Save it as .xlsx without one."
        refuse(Mistake(text, file=name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Package(_unpacked(archive, name), name).sheets()
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError):
        refuse(Mistake("{file}: this is no workbook (.xlsx), or it is damaged.", file=name))
    except (ElementTree.ParseError, KeyError, ValueError, IndexError, OverflowError, AttributeError):
        refuse(Mistake("{file}: this workbook can't be read. Open it, save it as .xlsx and try again.", file=name))


def _unpacked(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """The XML parts by name; what the file claims about its size is checked against what comes out."""
    parts: dict[str, bytes] = {}
    room = MAXIMUM_UNPACKED_BYTES
    infos = archive.infolist()
    for info in infos:
        if info.file_size > room or len(infos) > MAXIMUM_PARTS:
            refuse(Mistake("{file}: unpacked, this workbook is too large to be a questionnaire.", file=name))
        if not info.filename.endswith((".xml", ".rels")):
            continue
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile
        with archive.open(info) as source:
            part = source.read(room + 1)
        room -= len(part)
        if not _is_plain_xml(part):
            refuse(Mistake("{file}: this workbook holds instructions that Peilstok does not follow (DTD).", file=name))
        parts[info.filename.lstrip("/")] = part
    return parts


def _is_plain_xml(part: bytes) -> bool:
    """Whether this is UTF-8 without document type, so that no entity can unfold or fetch anything."""
    encoding = re.match(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", part.removeprefix(b"\xef\xbb\xbf"))
    in_utf_8 = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii")
    return in_utf_8 and b"\x00" not in part and b"<!DOCTYPE" not in part


class _Package:
    """The parts of one workbook, read on demand."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self.parts = parts
        self.name = name
        self.epoch = WINDOWS_EPOCH
        self.strings: list[str] = []
        self.date_styles: set[int] = set()

    def sheets(self) -> dict[str, Cells]:
        main = self._targets("")["officeDocument"][0][1]
        targets = self._targets(main)
        by_id = {id_: path for relations in targets.values() for id_, path in relations}
        if "sharedStrings" in targets:
            self.strings = self._strings(targets["sharedStrings"][0][1])
        if "styles" in targets:
            self.date_styles = set(self._date_styles(targets["styles"][0][1]))
        workbook = self._tree(main)
        sheets: dict[str, Cells] = {}
        for element in workbook.iter():
            if local_name(element.tag) == "workbookPr" and element.get("date1904") in ("1", "true"):
                self.epoch = MAC_EPOCH
            if local_name(element.tag) == "sheet":
                attributes = {local_name(key): value for key, value in element.attrib.items()}
                sheets[attributes["name"]] = self._cells(by_id[attributes["id"]])
        return sheets

    def _tree(self, part: str) -> ElementTree.Element:
        if len(self.parts[part]) > MAXIMUM_TREE_BYTES:
            refuse(Mistake("{file}: unpacked, this workbook is too large to be a questionnaire.", file=self.name))
        return ElementTree.fromstring(self.parts[part])  # noqa: S314  # _is_plain_xml let it through

    def _targets(self, part: str) -> dict[str, list[tuple[str, str]]]:
        """The parts that this one points to, by kind: their ids and their names."""
        folder, file = posixpath.split(part)
        root = self._tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        targets: dict[str, list[tuple[str, str]]] = {}
        for element in root:
            path = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            targets.setdefault(kind, []).append((element.get("Id", ""), path))
        return targets

    def _strings(self, part: str) -> list[str]:
        target = StringTarget()
        _feed(self.parts[part], target)
        return target.strings

    def _date_styles(self, part: str) -> list[int]:
        """The numbers of the cell styles that show a number as a date."""
        root = self._tree(part)
        formats = dict(BUILTIN_FORMATS)
        styles: list[int] = []
        for element in root.iter():
            if local_name(element.tag) == "numFmt" and element.get("numFmtId"):
                formats[int(element.get("numFmtId", ""))] = element.get("formatCode", "")
        for group in root:
            if local_name(group.tag) == "cellXfs":
                styles = [int(style.get("numFmtId", "0")) for style in group]
        return [number for number, format_ in enumerate(styles) if is_date_format(formats.get(format_, "General"))]

    def _cells(self, part: str) -> dict[tuple[int, int], CellValue]:
        target = CellTarget()
        _feed(self.parts[part], target)
        cells: dict[tuple[int, int], CellValue] = {}
        for coordinate, kind, style, text, formula in target.cells:
            cells[coordinate_to_tuple(coordinate)] = (
                Formula(f"={formula}") if formula is not None else self._value(kind, style, text)
            )
        return cells

    def _value(self, kind: str, style: str, text: str) -> CellValue:
        match kind:
            case "s":
                return _unescaped(self.strings[int(text)]) if text else ""
            case "inlineStr" | "str" | "e":
                return _unescaped(text)
            case "b":
                return text.strip() in ("1", "true")
            case "d":
                return datetime.datetime.fromisoformat(text)
        number = float(text)
        if int(style) in self.date_styles:
            return self._moment(number)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _moment(self, number: float) -> datetime.datetime | float:
        """The moment that a number shown as a date stands for; a number that is none stays a number."""
        try:
            moment = from_excel(number, self.epoch)
        except (OverflowError, ValueError):
            return number
        return moment if isinstance(moment, datetime.datetime) else number


def _feed(part: bytes, target: StringTarget | CellTarget) -> None:
    parser = ElementTree.XMLParser(target=target)  # noqa: S314  # _is_plain_xml let it through
    parser.feed(part)
    parser.close()


def _unescaped(text: str) -> str:
    """The text with _x0041_ read as the letter A, as a workbook means it, and line ends as they are everywhere."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
