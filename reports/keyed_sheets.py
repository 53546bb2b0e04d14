"""Worksheets that people read and Peilstok reads back: tables with hidden keys, so that no label carries meaning.

Of each sheet row 1 (hidden) has a marker in A1 and the key of every column; row 2 says what the sheet is, row 3 has
the headers, and from row 4 on column A (hidden) has the key of every row.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from i18n.words import Words
from model.questionnaire import Questionnaire
from reports.choices import choices

MARKER = "peilstok:"
FIRST_ROW = 4
LISTS = "lists"

Value: TypeAlias = str | int | float | date | None
Row: TypeAlias = tuple[str, Mapping[str, Value]]
Kind: TypeAlias = Literal["shown", "text", "date", "level", "days", "choice", "score", "count", "machine"]

_INK, _PAPER, _INPUT = "1F3A4D", "FFFFFF", "FFF8E1"
_SIDE = Side(style="thin", color="B7C4CC")
_LINE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_FIRST_DAY_OF_EXCEL = date(1900, 3, 1)  # before it Excel counts a 29 February that never was
# What XML can't carry. People's texts never have it (model.texts refuses it); other texts must not stop an export.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """One column: its key, what stands above it, how wide it is, what goes into it, and from which list."""

    key: str
    title: str
    width: int
    kind: Kind = "shown"
    choices: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Table:
    """What stands on one sheet; when locked, only what people fill in can be changed."""

    marker: str
    title: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    locked: bool = False


class Form:
    """A workbook in the making, in the language of its questionnaire and words, with the lists to choose from."""

    def __init__(self, questionnaire: Questionnaire, words: Words) -> None:
        self.questionnaire = questionnaire
        self.words = words
        self.choices = choices(questionnaire, words)
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])

    def shown(self, value: Value, column: Column) -> Value:
        """The value as it stands in a cell: the label for something chosen from a list, else the value itself."""
        if column.kind != "choice" or value is None:
            return value
        return self.choices[column.choices][str(value).lower() if isinstance(value, bool) else str(value)]

    def range_of(self, name: str) -> str:
        """Where on the sheet of lists the labels of this list stand, as a drop-down needs it."""
        before = list(self.choices).index(name)
        row = FIRST_ROW + sum(len(labels) for labels in list(self.choices.values())[:before])
        return f"{LISTS}!$D${row}:$D${row + len(self.choices[name]) - 1}"


def add_lists(form: Form) -> None:
    """Adds the hidden sheet that says which value each label stands for, in the language of this workbook."""
    columns = [Column("list", "list", 30), Column("value", "value", 30), Column("label", "label", 40)]
    rows: list[Row] = [
        (f"{name}.{value}", {"list": name, "value": value, "label": label})
        for name, labels in form.choices.items()
        for value, label in labels.items()
    ]
    add_table(form, Table("lists", LISTS, LISTS, columns, rows)).sheet_state = "hidden"


def add_table(form: Form, table: Table) -> Worksheet:
    """Adds a sheet with this table."""
    sheet: Worksheet = form.book.create_sheet(table.title)
    _write_heads(sheet, table)
    for row, (key, values) in enumerate(table.rows, FIRST_ROW):
        write(sheet.cell(row, 1), key or None)
        for number, column in enumerate(table.columns, 2):
            write(sheet.cell(row, number), values.get(column.key))
            dress(sheet.cell(row, number), column.kind)
        sheet.row_dimensions[row].height = _height(values, table.columns)
    last = FIRST_ROW + len(table.rows) - 1
    for number, column in enumerate(table.columns, 2):
        letter = get_column_letter(number)
        offer(form, sheet, f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}", column)
    _lay_out(sheet, table, last)
    return sheet


def write(cell: Cell | MergedCell, value: Value) -> None:
    """Puts a value in a cell: text always as text, also where a spreadsheet would take it for a formula or an error."""
    if not isinstance(value, str):
        is_early = isinstance(value, date) and value < _FIRST_DAY_OF_EXCEL
        cell.value = str(value) if is_early else value
        return
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    # A workbook reads _x0041_ as the letter A; a written-out underscore keeps it the text it is.
    cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def read_text(text: str) -> str:
    """The text of a cell as it was before `write`, or a spreadsheet program, saved it.

    openpyxl itself leaves x005F_ out of the texts that Excel saved, so these can't be read letter by letter as _x0041_.
    """
    text = re.sub(r"(_)x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_(?=\n)", r"\1", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def dress(cell: Cell | MergedCell, kind: Kind) -> None:
    """Gives a cell of the table its looks, and lets people change it when it is theirs to fill in."""
    is_number = kind in ("level", "days", "score", "count")
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if is_number else "left")
    cell.border = _LINE
    if kind in ("text", "date", "level", "days", "choice"):
        cell.fill = PatternFill("solid", fgColor=_INPUT)
        cell.protection = Protection(locked=False)
    if kind == "text":
        cell.number_format = "@"  # what people type here stays the text they typed: no dates, numbers or formulas
    elif kind == "score":
        cell.number_format = "0.0"
    elif kind == "date":
        cell.number_format = "yyyy-mm-dd"


def offer(form: Form, sheet: Worksheet, cells: str, column: Column) -> None:
    """Adds to these cells the drop-down, or the bounds, that go with the kind of column, and the prompt if any."""
    match column.kind:
        case "level":
            rule = DataValidation(type="list", formula1='"1,2,3,4,5"')
        case "days":
            rule = DataValidation(type="whole", operator="between", formula1="1", formula2="1000")
        case "choice":
            rule = DataValidation(type="list", formula1=form.range_of(column.choices))
        case _ if column.prompt:
            rule = DataValidation()
        case _:
            return
    if column.prompt:
        rule.promptTitle, rule.prompt = column.title[:32], column.prompt[:255]
    rule.allow_blank = True
    rule.showErrorMessage = rule.type is not None
    rule.showInputMessage = bool(column.prompt)
    rule.add(cells)
    sheet.add_data_validation(rule)


def packed(form: Form, title: str, on: date) -> bytes:
    """The workbook as a file; the same workbook gives the same bytes at any moment."""
    book, moment = form.book, datetime.combine(on, time())
    book.properties.creator = "Peilstok"
    book.properties.title = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", title)
    book.properties.created = book.properties.modified = moment
    dated, undated = io.BytesIO(), io.BytesIO()
    # Not book.save, which writes the time of day into the properties.
    ExcelWriter(book, zipfile.ZipFile(dated, "w")).save()
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(undated, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # without a date it says 1980, not now
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            target.writestr(entry, source.read(name))
    return undated.getvalue()


def _write_heads(sheet: Worksheet, table: Table) -> None:
    write(sheet.cell(1, 1), MARKER + table.marker)
    write(sheet.cell(2, 2), table.caption)
    sheet.cell(2, 2).font = Font(name="Calibri", bold=True, size=14, color=_INK)
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 24
    sheet.row_dimensions[3].height = 36
    sheet.column_dimensions["A"].hidden = True
    for number, column in enumerate(table.columns, 2):
        write(sheet.cell(1, number), column.key)
        head = sheet.cell(3, number)
        write(head, column.title)
        head.font = Font(name="Calibri", bold=True, color=_PAPER)
        head.fill = PatternFill("solid", fgColor=_INK)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        head.border = _LINE
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.hidden = column.kind == "machine"


def _height(values: Mapping[str, Value], columns: Sequence[Column]) -> float:
    """Room for the longest text of the row: LibreOffice gives rows without a height one line."""
    lines = [
        sum(1 + int(len(line) / (column.width * 1.05)) for line in str(values[column.key]).split("\n"))
        for column in columns
        if values.get(column.key) is not None and column.kind != "machine"
    ]
    return min(max([1, *lines]) * 15.0 + 2, 409)  # 409 points is the most there can be


def _lay_out(sheet: Worksheet, table: Table, last: int) -> None:
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&A  &P / &N"  # type: ignore[union-attr]  # a new sheet has a footer
    if table.locked:
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False  # these may be changed all the same
    elif last > FIRST_ROW:
        sheet.auto_filter.ref = f"B{FIRST_ROW - 1}:{get_column_letter(len(table.columns) + 1)}{last}"
